package examples_test

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

const (
	// planted is the stack of dangers in testdata.
	planted = "planted"
	// demos serve over HTTP by intention: nobody runs them in production.
	demos = "minimal escape-hatch"
)

// Trivy and tfsec read what the app and every production example synthesize, as HCL and, for Trivy, as a plan in which
// every value is known. They read planted dangers the same way, and find them: a scanner that sees nothing finds
// nothing.
func TestScanners(t *testing.T) {
	t.Parallel() // beside the others that take minutes, most of which is waiting
	testkit.Heavy(t)
	texts, folders := scanned(t)
	plans, known := t.TempDir(), map[string]string{}
	for stack, text := range testkit.KnownPlans(t, texts, values(t, texts)) {
		known[stack] = filepath.Join(plans, stack+".json")
		if err := os.WriteFile(known[stack], text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	trivy, tfsec := scannerOf(t, "trivy"), scannerOf(t, "tfsec")
	expected := waiversOf(t)
	read, outside, fewest := 0, 0, 1<<30
	hcl := slices.Sorted(maps.Values(folders))
	byTrivy := trivy.scan(t, slices.AppendSeq(slices.Clone(hcl), maps.Values(known))...)
	for _, route := range []struct {
		by      scanner
		of      string
		inputs  map[string]string
		reports map[string]report
	}{
		{trivy, "HCL", folders, byTrivy},
		{trivy, "known plan", known, byTrivy},
		{tfsec, "HCL", folders, tfsec.scan(t, hcl...)},
	} {
		name := route.by.name + ", " + route.of
		for stack, text := range texts {
			r := route.reports[route.inputs[stack]]
			read += sawAll(t, name+": "+stack, text, r)
			if stack == planted {
				fewest = min(fewest, dangers(t, name, r, route.of == "known plan"))
				continue
			}
			for _, f := range r.Findings {
				if (f.Severity == "HIGH" || f.Severity == "CRITICAL") && !expected.cover(route.by.name, f) {
					outside++
					t.Errorf("%s: %s: %s", name, stack, f)
				}
			}
		}
	}
	refusesWhatIsNoHCL(t, trivy)
	refusesWhatIsNoHCL(t, tfsec)
	expected.few(t)
	figure.Say(t, "scanner-resources", read)
	figure.Say(t, "scanner-findings", outside)
	figure.Say(t, "scanner-plants", fewest)
}

// scanned are the stacks that are scanned, and the folders of their HCL: those of the programs, and the planted one.
func scanned(t *testing.T) (texts map[string][]byte, folders map[string]string) {
	t.Helper()
	text, err := os.ReadFile("testdata/planted/stack.json")
	if err != nil {
		t.Fatal(err)
	}
	texts, folders = map[string][]byte{planted: text}, map[string]string{planted: "testdata/planted"}
	var mutex sync.Mutex
	t.Run("programs", func(t *testing.T) {
		for name, dir := range programs(t) {
			if slices.Contains(strings.Fields(demos), name) {
				continue
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				written := stacks(t, wrote(t, dir, configured...).dir)
				hcl := wrote(t, dir, configuredHCL...).dir
				mutex.Lock()
				defer mutex.Unlock()
				for stack, text := range written {
					if texts[stack] != nil {
						t.Errorf("two programs write a stack %s", stack)
					}
					texts[stack], folders[stack] = text, filepath.Join(hcl, "stacks", stack)
				}
			})
		}
	})
	return texts, folders
}

// sawAll fails where a scanner has read other resources than the stack has, and returns how many it has read.
func sawAll(t *testing.T, what string, text []byte, r report) int {
	t.Helper()
	read := 0
	for kind, n := range resources(t, text) {
		got := r.Resources[kind]
		if read += got; got != n && n >= 0 {
			t.Errorf("%s: got %d of %s, want %d", what, got, kind, n)
		}
	}
	return read
}

// resources are how many a stack has, by type; -1 where Terraform decides how many instances there are.
func resources(t *testing.T, text []byte) map[string]int {
	t.Helper()
	var document struct {
		Resource map[string]map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for kind, all := range document.Resource {
		out[kind] = len(all)
		for _, body := range all {
			if body["for_each"] != nil || body["count"] != nil {
				out[kind] = -1
				break
			}
		}
	}
	return out
}

// dangers are how many checks the planted stack breaks. A credential stands in a text that holds a reference: only
// where that is known it shows.
func dangers(t *testing.T, route string, r report, credential bool) int {
	t.Helper()
	ids := map[string]bool{}
	for _, f := range r.Findings {
		ids[strings.TrimPrefix(f.ID, "AVD-")] = true
	}
	must := []string{"AWS-0047", "AWS-0053", "AWS-0054", "AWS-0107", "AWS-0132"}
	if credential {
		must = append(must, "AWS-0036")
	}
	for _, id := range must {
		if !ids[id] {
			t.Errorf("%s: %s is not found in what is planted: %v", route, id, slices.Sorted(maps.Keys(ids)))
		}
	}
	return len(ids)
}

// refusesWhatIsNoHCL shows that what a scanner can't parse is no stack without findings.
func refusesWhatIsNoHCL(t *testing.T, s scanner) {
	t.Helper()
	broken := t.TempDir()
	if err := os.WriteFile(filepath.Join(broken, "main.tf"), []byte("resource \"aws_lb\" \"a\" {\n  name = \"\n}\n"),
		0o644); err != nil {
		t.Fatal(err)
	}
	if exec.Command(s.program, broken).Run() == nil {
		t.Errorf("%s reads what is no HCL", s.name)
	}
}

// values are those of the variables that have no default, by what their names and types say.
func values(t *testing.T, texts map[string][]byte) map[string]any {
	t.Helper()
	out := map[string]any{
		"name": "module", "image": "210987654321.dkr.ecr.eu-west-1.amazonaws.com/module:v1.4.2",
		"domain_name": "module.acme.dev", "hosted_zone_id": "Z0123456789ABCDEFGHIJ", "vpc_id": "vpc-0a1b2c3d4e5f60718",
	}
	for _, text := range texts {
		var document struct {
			Variable map[string]struct {
				Type    string
				Default any
			}
		}
		if err := json.Unmarshal(text, &document); err != nil {
			t.Fatal(err)
		}
		for name, v := range document.Variable {
			_, stated := out[name]
			switch {
			case stated || v.Default != nil:
			case strings.HasSuffix(name, "_arn"):
				out[name] = "arn:aws:service:eu-west-1:210987654321:" + strings.TrimSuffix(name, "_arn") + "/a"
			case v.Type == "list(string)":
				out[name] = []string{"subnet-0a1b2c3d4e5f60718", "subnet-0a1b2c3d4e5f60719"}
			default:
				out[name] = strings.ReplaceAll(name, "_", "-")
			}
		}
	}
	return out
}

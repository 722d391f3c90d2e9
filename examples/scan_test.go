//go:build scan

package examples_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
	"github.com/fargate-ai/fargate-ai-service/examples/internal/providernames"
)

// demos serve over HTTP by intention: nobody runs them in production.
var demos = []string{"minimal", "escape-hatch"}

// finding is one of internal/scanners/report.
type finding struct{ ID, Severity, Resource, Text string }

func (f finding) String() string { return f.Severity + " " + f.ID + " " + f.Resource + ": " + f.Text }

type report struct {
	Resources map[string]int
	Findings  []finding
}

// scanner builds one of internal/scanners and returns what runs it on inputs.
func scanner(t *testing.T, name string) func(t *testing.T, inputs ...string) map[string]report {
	t.Helper()
	program, err := filepath.Abs(filepath.Join("..", "bin", "scanners", name))
	if err != nil {
		t.Fatal(err)
	}
	build := exec.Command("go", "build", "-o", program, "./"+name)
	build.Dir = filepath.Join("..", "internal", "scanners")
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build %s: %v\n%s", name, err, text)
	}
	return func(t *testing.T, inputs ...string) map[string]report {
		t.Helper()
		scan := exec.Command(program, inputs...)
		var problems bytes.Buffer
		scan.Stderr = &problems
		text, err := scan.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, problems.String())
		}
		var out map[string]report
		if err := json.Unmarshal(text, &out); err != nil {
			t.Fatal(err)
		}
		return out
	}
}

// policies is a check that only tfsec has: Trivy gave it up.
const policies = "AWS-0057"

// waiver is a finding that is expected, and why.
type waiver struct {
	ID, Address, Text, Reason string
	used                      bool
}

func (w *waiver) covers(f finding) bool {
	return w.ID == strings.TrimPrefix(f.ID, "AVD-") && regexp.MustCompile("^(?:"+w.Address+")$").MatchString(f.Resource) &&
		regexp.MustCompile(w.Text).MatchString(f.Text)
}

func waivers(t *testing.T) []*waiver {
	t.Helper()
	text, err := os.ReadFile("../internal/scanners/waivers.json")
	if err != nil {
		t.Fatal(err)
	}
	var out []*waiver
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	for _, w := range out {
		if w.Address == "" || w.Reason == "" {
			t.Errorf("the waiver of %s has no address or no reason", w.ID)
		}
	}
	return out
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
			}
		}
	}
	return out
}

// Trivy and tfsec read what the app and every production example synthesize, as HCL and, for Trivy, as a plan in which
// every value is known. `make scan` runs it: the scanners take minutes to compile.
func TestScanners(t *testing.T) {
	trivy, tfsec := scanner(t, "trivy"), scanner(t, "tfsec")
	scanControls(t, trivy, tfsec)
	all := waivers(t)
	texts, folders, plans := map[string][]byte{}, map[string]string{}, t.TempDir()
	for name, dir := range programs(t) {
		if slices.Contains(demos, name) {
			continue
		}
		outdir, hcl := filepath.Join(t.TempDir(), "cdktf.out"), filepath.Join(t.TempDir(), "cdktf.out")
		run(t, dir, outdir, append(providernames.Production, place...)...)
		run(t, dir, hcl, append(append(providernames.Production, place...), "SYNTH_HCL_OUTPUT=true")...)
		for stack, text := range stacks(t, outdir) {
			texts[stack], folders[filepath.Join(hcl, "stacks", stack)] = text, stack
		}
	}
	known := map[string]string{}
	for stack, text := range testkit.KnownPlans(t, texts, values(t, texts)) {
		file := filepath.Join(plans, stack+".json")
		if err := os.WriteFile(file, text, 0o644); err != nil {
			t.Fatal(err)
		}
		known[file] = stack
	}
	if len(known) != len(texts) {
		t.Errorf("got %d plans of %d stacks", len(known), len(texts))
	}
	outside := 0
	for route, reports := range map[string]map[string]report{
		"Trivy, HCL": trivy(t, keys(folders)...), "Trivy, known plan": trivy(t, keys(known)...),
		"tfsec, HCL": tfsec(t, keys(folders)...)} {
		for input, r := range reports {
			stack := folders[input] + known[input]
			for kind, n := range resources(t, texts[stack]) {
				if got := r.Resources[kind]; got != n && n >= 0 {
					t.Errorf("%s: %s: got %d of %s, want %d", route, stack, got, kind, n)
				}
			}
			for _, f := range r.Findings {
				if f.Severity == "HIGH" || f.Severity == "CRITICAL" {
					if !waived(all, f) {
						outside++
						t.Errorf("%s: %s: %s", route, stack, f)
					}
				}
			}
		}
	}
	var ids []string
	for _, w := range all {
		if !w.used {
			t.Errorf("nothing needs the waiver of %s at %s", w.ID, w.Address)
		}
		if !slices.Contains(ids, w.ID) && w.ID != policies {
			ids = append(ids, w.ID)
		}
	}
	if len(ids) > 4 {
		t.Errorf("%d checks of Trivy are waived: %v", len(ids), ids)
	}
	t.Logf("ids that are waived: %d", len(ids))
	t.Logf("findings that are not waived: %d", outside)
}

func waived(all []*waiver, f finding) bool {
	for _, w := range all {
		if w.covers(f) {
			w.used = true
			return true
		}
	}
	return false
}

// scanControls shows that the scanners see: dangers that are planted are found, and what cannot be parsed is no stack
// without findings.
func scanControls(t *testing.T, trivy, tfsec func(*testing.T, ...string) map[string]report) {
	t.Helper()
	const folder = "testdata/planted"
	text, err := os.ReadFile(filepath.Join(folder, "stack.json"))
	if err != nil {
		t.Fatal(err)
	}
	plan := filepath.Join(t.TempDir(), "planted.json")
	known := testkit.KnownPlans(t, map[string][]byte{"planted": text}, nil)["planted"]
	if err := os.WriteFile(plan, known, 0o644); err != nil {
		t.Fatal(err)
	}
	fewest := 1 << 30
	for route, r := range map[string]report{"Trivy, HCL": trivy(t, folder)[folder], "tfsec, HCL": tfsec(t, folder)[folder],
		"Trivy, known plan": trivy(t, plan)[plan]} {
		var ids []string
		for _, f := range r.Findings {
			ids = append(ids, strings.TrimPrefix(f.ID, "AVD-"))
		}
		slices.Sort(ids)
		ids = slices.Compact(ids)
		fewest = min(fewest, len(ids))
		for _, want := range []string{"AWS-0047", "AWS-0053", "AWS-0054", "AWS-0107", "AWS-0132"} {
			if !slices.Contains(ids, want) {
				t.Errorf("%s: %s is not found in what is planted: %v", route, want, ids)
			}
		}
		// The credential stands in a text that holds a reference: only a plan in which that is known shows it.
		if route == "Trivy, known plan" && !slices.Contains(ids, "AWS-0036") {
			t.Errorf("%s: the planted credential is not found: %v", route, ids)
		}
		for kind, n := range resources(t, text) {
			if r.Resources[kind] != n {
				t.Errorf("%s: got %d of %s, want %d", route, r.Resources[kind], kind, n)
			}
		}
	}
	if fewest < 20 {
		t.Errorf("a scanner finds %d of what is planted", fewest)
	}
	t.Logf("ids that the planted dangers give, the fewest of the routes: %d", fewest)
	for _, name := range []string{"trivy", "tfsec"} {
		broken := t.TempDir()
		if err := os.WriteFile(filepath.Join(broken, "main.tf"), []byte("resource \"aws_lb\" \"a\" {\n  name = \"\n}\n"),
			0o644); err != nil {
			t.Fatal(err)
		}
		if exec.Command(filepath.Join("..", "bin", "scanners", name), broken).Run() == nil {
			t.Errorf("%s reads what is no HCL", name)
		}
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

func keys(of map[string]string) []string {
	var out []string
	for key := range of {
		out = append(out, key)
	}
	slices.Sort(out)
	return out
}

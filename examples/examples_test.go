// Package examples_test synthesizes, validates and applies every example, the way its reader would.
package examples_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
	"github.com/fargate-ai/fargate-ai-service/constructs/review/controls"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
	"github.com/fargate-ai/fargate-ai-service/examples/internal/providernames"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

// place is stated in the environment of every program, so that the addresses do not depend on the machine.
var place = []string{"FARGATEAI_REGION=eu-west-1", "FARGATEAI_ACCOUNT=210987654321"}

// With these a program writes what it does in production, as JSON and as HCL.
var (
	configured    = slices.Concat(place, providernames.Production)
	configuredHCL = slices.Concat(configured, []string{"SYNTH_HCL_OUTPUT=true"})
)

// programs are the app and all examples: their folder and the stacks they must write.
func programs(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{"fargate-ai-service": ".."}
	mains, err := filepath.Glob("*/main.go")
	if err != nil || len(mains) == 0 {
		t.Fatalf("no examples found: %v", err)
	}
	for _, main := range mains {
		dir := filepath.Dir(main)
		out[dir] = dir
	}
	return out
}

// stacks returns the texts of the stacks below outdir by their names.
func stacks(t *testing.T, outdir string) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(outdir, "stacks", "*", "cdk.tf.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no stacks below %s: %v", outdir, err)
	}
	texts := map[string][]byte{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(filepath.Dir(file))] = text
	}
	return texts
}

// stack returns the text of the only stack below outdir.
func stack(t *testing.T, outdir string) []byte {
	t.Helper()
	texts := stacks(t, outdir)
	for _, text := range texts {
		if len(texts) == 1 {
			return text
		}
	}
	t.Fatalf("got %d stacks below %s, want 1", len(texts), outdir)
	return nil
}

var identical = flag.Int("identical.runs", 3, "how often each program is run, to write the same each time")

func TestEveryProgramSynthesizes(t *testing.T) {
	var pages reviews
	if !testing.Short() {
		t.Cleanup(func() { pages.look(t) }) // once all programs have run
	}
	var granted, runs atomic.Int64
	t.Cleanup(func() {
		figure.Say(t, "iam-actions", int(granted.Load()))
		figure.Say(t, "identical-programs", int(runs.Load()))
	})
	var names sync.Map // of services, and so of most resources: the programs share one emulated account
	for name, dir := range programs(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out := wrote(t, dir, place...)
			if !strings.Contains(out.printed, "resources") || !strings.Contains(out.printed, "cdk.tf.json") {
				t.Errorf("it does not say what was made and where:\n%s", out.printed)
			}
			written := stacks(t, out.dir)
			pages.read(t, out.dir, written)
			for stack, text := range written {
				granted.Add(int64(testkit.CheckPolicies(t, text)))
				template := testkit.Parse(t, text)
				golden := stack
				if len(written) > 1 {
					golden = filepath.Join(name, stack)
				}
				template.GoldenAddresses(t, golden+".addresses")
				heldOrSaid(t, stack, text)
				for _, service := range template.Resources("aws_ecs_service") {
					if other, taken := names.LoadOrStore(service["name"], name); taken && other != name {
						t.Errorf("the service %v is also one of %v", service["name"], other)
					}
				}
			}

			if testing.Short() && dir != ".." {
				return // the app stands for all
			}
			again := wrote(t, dir, append(slices.Clone(place), "FARGATEAI_PLAIN_KERNEL=1", "GOMAXPROCS=1")...).dir
			if diff := cmp.Diff(written, stacks(t, again)); diff != "" {
				t.Errorf("the plain kernel and one processor give another result:\n%s", diff)
			}
			pages.read(t, again, written)
			folder, err := kept("outputs", "again\n"+dir) // as deep as the others: the path of the state is relative
			if err != nil {
				t.Fatal(err)
			}
			for i := 2; i < *identical; i++ {
				again := filepath.Join(folder, "cdktf.out")
				run(t, dir, again, append(slices.Clone(place), fmt.Sprint("GOMAXPROCS=", 1+i%3))...)
				if diff := cmp.Diff(written, stacks(t, again)); diff != "" {
					t.Fatalf("run %d gives another result:\n%s", i+1, diff)
				}
			}
			runs.Add(int64(*identical))
		})
	}
}

// heldOrSaid requires every control that is not of production alone to hold, but where the stack says that a protection
// is off.
func heldOrSaid(t *testing.T, stack string, text []byte) {
	t.Helper()
	inventory, err := review.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range controls.Judge(inventory).In(controls.Failed) {
		for _, f := range r.Unsaid() {
			if r.Control.Tier != controls.Production {
				t.Errorf("%s: %s does not hold %s: %s", stack, f.Address, r.Control.ID, f.What)
			}
		}
	}
}

func TestEveryProgramIsValidTerraform(t *testing.T) {
	testkit.Heavy(t)
	for name, dir := range programs(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, text := range stacks(t, wrote(t, dir, place...).dir) {
				testkit.ValidateStack(t, text)
			}
			hcl := wrote(t, dir, configuredHCL...).dir
			for stack := range stacks(t, wrote(t, dir, configured...).dir) {
				testkit.CheckHCL(t, filepath.Join(hcl, "stacks", stack))
			}
		})
	}
}

func TestReadmeSnippetsAreTheProgramsTheyName(t *testing.T) {
	for name, dir := range programs(t) {
		if dir == ".." {
			continue
		}
		readme, err := os.ReadFile(filepath.Join(dir, "README.md"))
		if err != nil {
			t.Errorf("%s has no README.md", name)
			continue
		}
		if !bytes.Contains(readme, []byte("go run .")) {
			t.Errorf("%s/README.md does not say how to run it", name)
		}
		text, err := os.ReadFile(filepath.Join(dir, "cdktf.json"))
		var config struct{ App, Language string }
		if err != nil || json.Unmarshal(text, &config) != nil || config.App != "go run ." || config.Language != "go" {
			t.Errorf("%s/cdktf.json does not run the program: %v", name, err)
		}
	}
}

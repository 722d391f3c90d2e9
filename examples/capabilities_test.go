package examples_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/examples/internal/providernames"
	"github.com/fargate-ai/fargate-ai-service/internal/bindings"
)

// What the library can make is shown by some program that runs as in production: nobody else would notice that two
// capabilities do not go together.
func TestEveryCapabilityIsShownByAProgram(t *testing.T) {
	shown := map[string][]string{} // programs by what they show
	var mutex sync.Mutex
	t.Run("programs", func(t *testing.T) {
		for name, dir := range programs(t) {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				found := shownBy(t, wrote(t, dir, configured...).dir)
				if dir == ".." { // which may also ask AWS whose account it is
					found = append(found, shownBy(t, wrote(t, dir, providernames.Production...).dir)...)
				}
				mutex.Lock()
				defer mutex.Unlock()
				for _, what := range found {
					if !slices.Contains(shown[what], name) {
						shown[what] = append(shown[what], name)
					}
				}
			})
		}
	})
	used, err := bindings.Used("../constructs")
	if err != nil {
		t.Fatal(err)
	}
	for _, what := range slices.Sorted(maps.Keys(used)) {
		if shown[what] == nil {
			t.Errorf("no program makes %s", what)
		}
		t.Logf("%s: %s", what, strings.Join(shown[what], ", "))
	}
}

// shownBy are the packages of the provider's bindings whose resources and data sources stand in the stacks below a
// folder.
func shownBy(t *testing.T, outdir string) []string {
	t.Helper()
	var found []string
	files, err := filepath.Glob(filepath.Join(outdir, "stacks", "*", "cdk.tf.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no stacks below %s: %v", outdir, err)
	}
	for _, file := range files {
		var stack struct {
			Resource, Data map[string]json.RawMessage
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &stack); err != nil {
			t.Fatal(err)
		}
		for kind := range stack.Resource {
			found = append(found, bindings.Of(kind))
		}
		for kind := range stack.Data {
			found = append(found, bindings.Of("data."+kind))
		}
	}
	return found
}

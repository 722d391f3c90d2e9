package workflow

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/internal/actionvalidator"
)

// everyWorkflow that the variants of props give, and those of the examples.
func everyWorkflow(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for name, p := range variants() {
		out["deploy: "+name] = render(t, p)
	}
	for name, p := range infrastructures() {
		out["infrastructure: "+name] = infrastructureText(t, p)
	}
	written, err := filepath.Glob("../../../examples/*/.github/workflows/*.yml")
	if err != nil || len(written) < 2 {
		t.Fatalf("the workflows of the examples: %q, %v", written, err)
	}
	for _, path := range written {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out[path] = text
	}
	return out
}

func TestActionValidatorFindsNothing(t *testing.T) {
	all := everyWorkflow(t)
	least := string(render(t, least()))
	wrong := map[string][]byte{}
	for name, change := range map[string]struct{ from, to string }{
		"a job with an unknown key": {"    timeout-minutes:", "    timeout-minute:"},
		"a permission that is none": {"id-token: write", "id-token: admin"},
		"a need that no job is":     {"needs: [", "needs: [nobody, "},
		"an event that is none":     {"  push:\n", "  pushed:\n"},
		"a step that does nothing":  {"      - uses:", "      - used:"},
	} {
		wrong[name] = []byte(strings.Replace(least, change.from, change.to, 1))
		if string(wrong[name]) == least {
			t.Errorf("%s: the workflow has no %q", name, change.from)
		}
		all[name] = wrong[name]
	}
	refused := actionvalidator.Refused(t, all)
	for name := range wrong {
		if refused[name] == "" {
			t.Errorf("%s: it finds nothing in a workflow that is wrong", name)
		}
		delete(refused, name)
	}
	for name, errors := range refused {
		t.Errorf("%s: %s", name, errors)
	}
}

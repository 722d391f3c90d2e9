package taskdefinition

import (
	"os"
	"strings"
	"testing"
)

// fixture is a synthesized stack of examples/llm-proxy, trimmed to what its task definition refers to, with region,
// account and names stated.
const fixture = "testdata/llm-proxy.tf.json"

// file is a file with replacements, each of which must be there.
func file(t testing.TB, name string, replacements ...string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	out := string(text)
	for i := 0; i < len(replacements); i += 2 {
		if !strings.Contains(out, replacements[i]) {
			t.Fatalf("%s has no %s", name, replacements[i])
		}
		out = strings.ReplaceAll(out, replacements[i], replacements[i+1])
	}
	return []byte(out)
}

// only is the one definition of a source.
func only(t testing.TB, all []Definition, err error) Definition {
	t.Helper()
	if err != nil || len(all) != 1 {
		t.Fatalf("got %d definitions and %v, want one", len(all), err)
	}
	return all[0]
}

// parsed is a file's definition.
func parsed(t testing.TB, text string) Definition {
	t.Helper()
	d, err := Parse([]byte(text))
	if err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return d
}

// rendered is a definition's file.
func rendered(t testing.TB, d Definition) string {
	t.Helper()
	text, err := d.JSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// same requires that two definitions do not differ, their images included.
func same(t testing.TB, file, terraform Definition) {
	t.Helper()
	differences, err := Diff(file, terraform, DiffOptions{Images: true})
	if err != nil || len(differences) > 0 {
		t.Errorf("got the differences %v, %v", differences, err)
	}
}

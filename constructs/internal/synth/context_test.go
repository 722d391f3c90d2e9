package synth

import (
	"os"
	"strings"
	"testing"
)

func TestAContextThatIsNoneIsTold(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, text := range []string{"{", "[]", "5", "null", `"x"`} {
		t.Setenv(contextVariable, text)
		if _, err := contextOf(Options{}); err == nil || !strings.Contains(err.Error(), "is no object of JSON") {
			t.Errorf("%s: got %v", text, err)
		}
	}
	t.Setenv(contextVariable, `{"region": "eu-west-1"}`)
	if _, err := contextOf(Options{}); err != nil {
		t.Error(err)
	}
	t.Setenv(contextVariable, "")
	for text, want := range map[string]string{
		"[]": "got array, want an object", `{"context": "x"}`: "got string, want an object", "{{": "repair the JSON",
	} {
		if err := os.WriteFile("cdktf.json", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := contextOf(Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", text, err)
		}
	}
	if err := os.Remove("cdktf.json"); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir("cdktf.json", 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := contextOf(Options{}); err == nil || !strings.Contains(err.Error(), "cdktf.json is no file") {
		t.Errorf("got %v", err)
	}
}

package testkit

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write golden files instead of comparing with them")

// Golden compares text with the file testdata/name; `go test -update` writes it.
func Golden(t testing.TB, name string, text []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run the test with -update to write it", err)
	}
	if !bytes.Equal(want, text) {
		t.Errorf("%s differs (-golden +now); run with -update when the change is meant:\n%s", path,
			cmp.Diff(string(want), string(text)))
	}
}

// Golden compares the whole stack, without CDKTF's own metadata, with testdata/name.
func (m *Template) Golden(t testing.TB, name string) {
	t.Helper()
	text, err := json.MarshalIndent(strip(m.document), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	Golden(t, name, append(text, '\n'))
}

// GoldenAddresses compares [Template.Addresses] with testdata/name. One that is gone is told by itself: the next apply
// destroys what it stands for.
func (m *Template) GoldenAddresses(t testing.TB, name string) {
	t.Helper()
	now := m.Addresses()
	if want, err := os.ReadFile(filepath.Join("testdata", name)); err == nil && !*update {
		for address := range strings.FieldsSeq(string(want)) {
			if !slices.Contains(now, address) {
				t.Errorf("%s is gone, a Plan impact: the next apply destroys it, or replaces it where it only has another "+
					"address now, which needs a moved block (MoveTo)", address)
			}
		}
	}
	Golden(t, name, []byte(strings.Join(now, "\n")+"\n"))
}

// strip leaves out what says nothing about the infrastructure: metadata, and the backend with its absolute path.
func strip(document map[string]any) map[string]any {
	out := map[string]any{}
	for key, value := range document {
		switch v := value.(type) {
		case map[string]any:
			if key == "//" || key == "backend" {
				continue
			}
			out[key] = strip(v)
		default:
			out[key] = v
		}
	}
	return out
}

package review

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// The stack of the tests: a production service, as constructs synthesize it, and the plan that Terraform 1.11 made of
// it.
const (
	synthFile = "testdata/proxy.tf.json"
	planFile  = "testdata/proxy.plan.json"
)

func load(t testing.TB, file string) []byte {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// edit sets a value of the stack; the value nil takes it away. A path is like aws_lb.balancer.internal; the path of a
// new resource is like aws_eip.extra.
type edit struct {
	path  string
	value any
}

// edited is the inventory of the stack with some values changed.
func edited(t testing.TB, edits ...edit) *Inventory {
	t.Helper()
	var document map[string]any
	if err := json.Unmarshal(load(t, synthFile), &document); err != nil {
		t.Fatal(err)
	}
	for _, e := range edits {
		at := block(document["resource"])
		if rest, ok := strings.CutPrefix(e.path, "/"); ok {
			at, e.path = document, rest
		}
		keys := strings.Split(e.path, ".")
		for _, key := range keys[:len(keys)-1] {
			if _, ok := at[key]; !ok {
				at[key] = map[string]any{}
			}
			at = block(at[key])
		}
		if last := keys[len(keys)-1]; e.value == nil {
			delete(at, last)
		} else {
			at[last] = e.value
		}
	}
	content, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	in, err := ReadSynth(content)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

type object = map[string]any

package synth

import (
	"runtime"
	"testing"
)

func TestFramesOfGo(t *testing.T) {
	for _, c := range []struct {
		panics, file, function string
		want                   bool
	}{
		{"/usr/local/go/src/runtime/panic.go", "/usr/local/go/src/sort/sort.go", "sort.Sort", true},
		{"/usr/local/go/src/runtime/panic.go", "/home/me/app/main.go", "main.main", false},
		{"/usr/local/go/src/runtime/panic.go", "/home/me/app/sort/sort.go", "app/sort.Sort", false},
		// built with -trimpath
		{"runtime/panic.go", "sort/sort.go", "sort.Sort", true},
		{"runtime/panic.go", "encoding/json/decode.go", "encoding/json.Unmarshal", true},
		{"runtime/panic.go", "app/main.go", "main.main", false},
		{"runtime/panic.go", "acme.dev/app/stacks/stacks.go", "acme.dev/app/stacks.New", false},
		{"runtime/panic.go", "acme.dev/lib@v1.2.0/lib.go", "acme.dev/lib.New", false},
		{"runtime/panic.go", "./main.go", "main.main", false},
	} {
		if got := ofGo(c.panics)(runtime.Frame{File: c.file, Function: c.function}); got != c.want {
			t.Errorf("%s under %s: got %t", c.file, c.panics, got)
		}
	}
}

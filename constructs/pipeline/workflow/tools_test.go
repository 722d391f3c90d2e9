package workflow

import (
	"runtime/debug"
	"testing"
)

func TestLibraryVersion(t *testing.T) {
	replaced := &debug.Module{Path: "../library"}
	for name, test := range map[string]struct {
		main debug.Module
		deps []*debug.Module
		want string
	}{
		"a program that requires a release": {
			main: debug.Module{Path: "acme.dev/infra", Version: "(devel)"},
			deps: []*debug.Module{{Path: "example.org/x", Version: "v9.0.0"}, {Path: module, Version: "v0.5.1"}}, want: "v0.5.1",
		},
		"a program that requires a commit": {
			deps: []*debug.Module{{Path: module, Version: "v0.0.0-20261127103000-8eb7c5812345"}},
			want: "v0.0.0-20261127103000-8eb7c5812345",
		},
		"the companion, installed":     {main: debug.Module{Path: module, Version: "v0.5.1"}, want: "v0.5.1"},
		"the library's own repository": {main: debug.Module{Path: module, Version: "(devel)"}},
		"a work tree with changes": {main: debug.Module{Path: module,
			Version: "v0.5.2-0.20261127103000-8eb7c5812345+dirty"}},
		"another folder in its place":    {deps: []*debug.Module{{Path: module, Version: "v0.5.1", Replace: replaced}}},
		"a program without this library": {main: debug.Module{Path: "acme.dev/infra"}},
	} {
		if got := versionIn(&debug.BuildInfo{Main: test.main, Deps: test.deps}); got != test.want {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
	if got := LibraryVersion(); got != "" {
		t.Errorf("the tests know the version %s", got)
	}
}

package main

import (
	"runtime/debug"
	"testing"
)

func TestVersionOf(t *testing.T) {
	commit := debug.BuildSetting{Key: "vcs.revision", Value: "8eb7c5812345"}
	for _, c := range []struct {
		info debug.BuildInfo
		want string
	}{
		{debug.BuildInfo{Main: debug.Module{Version: "v0.5.1"}}, "v0.5.1"},
		{debug.BuildInfo{Main: debug.Module{Version: "(devel)"}}, "(devel)"},
		{debug.BuildInfo{}, "(devel)"},
		{debug.BuildInfo{Main: debug.Module{Version: "(devel)"}, Settings: []debug.BuildSetting{commit}},
			"(devel), commit 8eb7c5812345"},
		{debug.BuildInfo{Main: debug.Module{Version: "v0.5.2-0.20261127103000-8eb7c5812345+dirty"},
			Settings: []debug.BuildSetting{commit, {Key: "vcs.modified", Value: "true"}}},
			"v0.5.2-0.20261127103000-8eb7c5812345+dirty, commit 8eb7c5812345, with changes"},
	} {
		if got := versionOf(&c.info); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	fargateai(t, "--version").expect(t, exitOK, "fargateai "+ownVersion()+"\n")
}

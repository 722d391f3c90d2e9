package main

import (
	"cmp"
	"fmt"
	"runtime/debug"
)

// ownVersion is what the program is built from, as far as the build says.
func ownVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	return versionOf(info)
}

// versionOf is the version of the module, or (devel) and the commit, and whether files differ from that.
func versionOf(info *debug.BuildInfo) string {
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	text := cmp.Or(info.Main.Version, "(devel)")
	revision := settings["vcs.revision"]
	if revision == "" {
		return text
	}
	state := ""
	if settings["vcs.modified"] == "true" {
		state = ", with changes"
	}
	return fmt.Sprintf("%s, commit %s%s", text, revision, state)
}

package workflow

import (
	"cmp"
	"fmt"
	"runtime/debug"
)

const module = "github.com/fargate-ai/fargate-ai-service"

// tools are the programs that a workflow brings, at versions that do not move. Go's own downloads are held against its
// checksum database.
var tools = map[string]string{
	"go":       "1.26.8",
	"node":     "22.23.3",
	"buildx":   "v0.30.1",
	"buildkit": "moby/buildkit:v0.26.2@sha256:de10faf919fc71ba4eb1dd7bd6449566d012b0c9436b1c61bfee21d621b009aa",
	"crane":    "github.com/google/go-containerregistry/cmd/crane@v0.20.6",
}

// tool is the version of a tool.
func tool(name string) (string, error) {
	version, ok := tools[name]
	if !ok {
		return "", fmt.Errorf("no tool %s", name)
	}
	return version, nil
}

// companion is the program of this library, for go install.
func companion(version string) string { return module + "/cmd/fargateai@" + version }

// LibraryVersion is the version of this library that the running program is built from, as its go.mod says; "" where
// that is no release and no commit: in the library's own repository, and where another folder replaces it.
func LibraryVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	return versionIn(info)
}

func versionIn(info *debug.BuildInfo) string {
	for _, m := range append([]*debug.Module{&info.Main}, info.Deps...) {
		if m.Path == module && m.Replace == nil && version(m.Version) {
			return m.Version
		}
	}
	return ""
}

// versionOf the library that a workflow installs: as stated, or that of the program.
func versionOf(stated string) string { return cmp.Or(stated, LibraryVersion()) }

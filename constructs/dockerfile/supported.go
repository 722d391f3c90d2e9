package dockerfile

// What this file holds was read on 2026-11-27: what has an image, what still gets security fixes, and the newest tools.
// Sources: https://hub.docker.com/_/python and the like, https://github.com/docker-library/official-images, PyPI, npm.

// versions of a platform that have an image.
type versions struct {
	parts      int      // of a version that are in the tag: 1 for 22, 2 for 3.13
	known      []string // oldest first
	standard   string   // where nothing is stated, or all will do
	maintained string   // the oldest that gets security fixes
	trixie     string   // the oldest with an image on Debian 13; those before are on Debian 12. Empty: on no Debian
}

// Each has an image for ARM64 and for X86_64 on the Debian, Ubuntu or .NET release that the templates name. A newer one
// may be stated.
//
//	https://dotnet.microsoft.com/platform/support/policy/dotnet-core
//	https://go.dev/doc/devel/release
//	https://adoptium.net/support
//	https://github.com/nodejs/Release
//	https://www.php.net/supported-versions.php
//	https://devguide.python.org/versions
//	https://www.ruby-lang.org/en/downloads/branches
var (
	dotNetVersions = versions{2, []string{"6.0", "7.0", "8.0", "9.0", "10.0", "11.0"}, "10.0", "10.0", ""}
	goVersions     = versions{2, []string{"1.20", "1.21", "1.22", "1.23", "1.24", "1.25", "1.26", "1.27"}, "1.27", "1.26",
		"1.24"}
	javaVersions   = versions{1, []string{"8", "11", "17", "21", "25"}, "21", "8", ""}
	nodeVersions   = versions{1, []string{"18", "20", "22", "24", "26"}, "26", "22", "20"}
	phpVersions    = versions{2, []string{"8.0", "8.1", "8.2", "8.3", "8.4", "8.5"}, "8.4", "8.2", "8.1"}
	pythonVersions = versions{2, []string{"3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.15"}, "3.13", "3.11",
		"3.9"}
	rubyVersions = versions{2, []string{"3.0", "3.1", "3.2", "3.3", "3.4", "4.0"}, "3.4", "3.3", "3.2"}
)

// nodeNames are those of Node's long-term releases, for .nvmrc
// (https://github.com/nodejs/Release/blob/main/CODENAMES.md).
var nodeNames = map[string]string{"hydrogen": "18", "iron": "20", "jod": "22", "krypton": "24", "lithium": "26"}

// debian is the release of Debian that the image of a version is on.
func (v versions) debian(version string) string {
	switch {
	case v.trixie == "":
		return ""
	case older(version, v.trixie):
		return "bookworm"
	}
	return "trixie"
}

// tool is the version of a tool for a platform from one of its versions on.
type tool struct{ from, version string }

// tools are the newest first. The last one takes all that is older.
var tools = map[string][]tool{
	"uv":       {{"", "0.13.8"}},
	"poetry":   {{"3.10", "2.5.1"}, {"3.9", "2.1.3"}, {"", "1.8.5"}},
	"pipenv":   {{"3.10", "2026.10.3"}, {"", "2024.4.0"}},
	"corepack": {{"22", "0.36.0"}, {"20", "0.34.0"}, {"", "0.32.0"}}, // engines in package.json
	"pnpm":     {{"9", "9.15.9"}, {"6", "8.15.9"}, {"", "7.33.7"}},   // by the version of the lock file
	"yarn":     {{"", "1.22.22"}},
	"bun":      {{"", "1.4"}},
	"composer": {{"", "2.10"}},
	"maven":    {{"", "3.9"}},
	"gradle":   {{"25", "9"}, {"", "8"}}, // https://docs.gradle.org/current/userguide/compatibility.html
}

// toolFor is the version of a tool that runs on a version of its platform.
func toolFor(name, platform string) string {
	for _, t := range tools[name] {
		if t.from == "" || !older(platform, t.from) {
			return t.version
		}
	}
	return ""
}

package dockerfile

import (
	"regexp"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

var (
	aptInstall = regexp.MustCompile(`\bapt(?:-get)?\s+(?:-\S+\s+)*install\b`)
	aptUpdate  = regexp.MustCompile(`\bapt(?:-get)?\s+(?:-\S+\s+)*update\b`)
	apkAdd     = regexp.MustCompile(`\bapk\s+(?:-\S+\s+)*add\b`)
)

// judgePackages looks at the stages that run; what the others hold is not in the image.
func (r *reader) judgePackages() {
	for _, s := range r.chain() {
		for _, c := range s.commands {
			run, ok := c.Command.(*instructions.RunCommand)
			if !ok {
				continue
			}
			text := script(run.ShellDependantCmdLine)
			cached := strings.Contains(strings.Join(run.FlagsUsed, " ")+" "+run.String(), "type=cache")
			missing := missingOptions(text, cached)
			if len(missing) > 0 {
				r.notice(packages, c.line, text, strings.Join(missing, " and "), "")
			}
		}
	}
}

func missingOptions(text string, cached bool) (missing []string) {
	switch {
	case aptInstall.MatchString(text):
		if !strings.Contains(text, "--no-install-recommends") && !strings.Contains(text, "Install-Recommends") {
			missing = append(missing, "--no-install-recommends")
		}
		if !strings.Contains(text, "/var/lib/apt/lists") && !cached {
			missing = append(missing, "rm -rf /var/lib/apt/lists/* in the same instruction")
		}
	case aptUpdate.MatchString(text):
		missing = append(missing, "apt-get update and install in one instruction")
	case apkAdd.MatchString(text) && !strings.Contains(text, "--no-cache") && !strings.Contains(text, "/var/cache/apk") &&
		!cached:
		missing = append(missing, "--no-cache")
	}
	return missing
}

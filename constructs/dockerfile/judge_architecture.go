package dockerfile

import (
	"regexp"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

// spellings of the architectures, in platforms, tags and names of files.
var spellings = map[Architecture]*regexp.Regexp{
	ARM64:  regexp.MustCompile(`(?i)(?:^|[^a-z0-9])(?:arm64(?:v8)?|aarch64)(?:$|[^a-z0-9])`),
	X86_64: regexp.MustCompile(`(?i)(?:^|[^a-z0-9])(?:amd64|x86[_-]64|linux-?x64)(?:$|[^a-z0-9])`),
}

// asked finds out the architecture while the image is built.
var asked = regexp.MustCompile(`TARGETARCH|TARGETPLATFORM|BUILDARCH|uname|--print-architecture|\barch\b`)

func other(a Architecture) Architecture {
	if a == ARM64 {
		return X86_64
	}
	return ARM64
}

func (r *reader) judgeArchitecture() {
	want := r.context.Architecture
	wrong, right := spellings[other(want)], spellings[want]
	fixed := func(text string) bool { return wrong.MatchString(text) && !right.MatchString(text) }
	const fix = "leave it out: the builder takes the architecture of --platform; or give the task this one"
	root := r.root()
	switch platform := root.Platform; {
	case fixed(root.platform.value):
		r.breaks(architecture, root.line, "--platform="+root.platform.value, string(want)+", the architecture of the task",
			fix)
	case strings.Contains(platform, "BUILDPLATFORM") || strings.Contains(platform, "BUILDARCH"):
		r.breaks(architecture, root.line, "--platform="+platform, "the platform of the task in the stage that runs",
			"leave --platform out there; BUILDPLATFORM is that of the machine that builds")
	case fixed(root.base.value) && !strings.Contains(root.base.value, "$"):
		r.breaks(architecture, root.line, root.base.value, "an image for "+string(want), "take one for several architectures")
	}
	for _, s := range r.stages {
		if s.Platform != "" {
			continue // it runs where it is built; a cross compiler names the target
		}
		for _, c := range s.commands {
			var text string
			switch c := c.Command.(type) {
			case *instructions.RunCommand:
				text = script(c.ShellDependantCmdLine)
			case *instructions.AddCommand:
				text = strings.Join(c.SourcePaths, " ")
			}
			if fixed(text) && !asked.MatchString(text) {
				r.breaks(architecture, c.line, wrong.FindString(text)+" in "+oneLine(text), "files for "+string(want),
					"ask for the architecture with ARG TARGETARCH")
			}
		}
	}
}

// script is everything that a RUN, CMD or ENTRYPOINT gives to the shell.
func script(c instructions.ShellDependantCmdLine) string {
	parts := append([]string(nil), c.CmdLine...)
	for _, file := range c.Files {
		parts = append(parts, file.Data)
	}
	return strings.Join(parts, " ")
}

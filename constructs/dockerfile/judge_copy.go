package dockerfile

import (
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

func (r *reader) judgeCopies() {
	for _, s := range r.stages {
		for _, c := range s.commands {
			switch i := c.Command.(type) {
			case *instructions.CopyCommand:
				if i.From == "" {
					r.judgeIgnore(c, i.SourcePaths)
				}
			case *instructions.AddCommand:
				r.judgeIgnore(c, i.SourcePaths)
				r.judgeRemote(c, i)
			}
		}
	}
}

func (r *reader) judgeIgnore(c instruction, sources []string) {
	if r.context.Ignore {
		return
	}
	for _, source := range sources {
		switch r.expand(source, c.env).value {
		case ".", "./", "/", "*", "./*":
			r.breaks(ignoreFile, c.line, strings.ToUpper(c.Name())+" "+source+" without a .dockerignore",
				"a .dockerignore that leaves out .git, .env and what is built", "add it beside the Dockerfile")
			return
		}
	}
}

func (r *reader) judgeRemote(c instruction, add *instructions.AddCommand) {
	for _, source := range add.SourcePaths {
		address := strings.ToLower(r.expand(source, c.env).value)
		if (strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://")) && add.Checksum == "" {
			r.breaks(remoteAdd, c.line, "ADD "+source, "a checksum of what is fetched",
				"add --checksum=sha256:…, or copy a file that the repository holds")
		}
	}
}

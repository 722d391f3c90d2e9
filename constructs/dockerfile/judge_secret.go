package dockerfile

import (
	"fmt"
	"path"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
)

const secretFix = "leave it out: a task gets it from Secrets Manager, a build by RUN --mount=type=secret"

func (r *reader) judgeSecrets() {
	for i := range r.metaArgs {
		r.judgeArgs(&r.metaArgs[i], lineAt(r.metaArgs[i].Location()))
	}
	for _, s := range r.stages {
		for _, c := range s.commands {
			r.judgeSecret(c)
		}
	}
}

func (r *reader) judgeSecret(c instruction) {
	switch i := c.Command.(type) {
	case *instructions.ArgCommand:
		r.judgeArgs(i, c.line)
		return
	case *instructions.EnvCommand:
		for _, pair := range i.Env {
			value := r.expand(pair.Value, c.env)
			if !value.known && value.value == "" {
				value.value = fromBuilder
			}
			if why, found := credential.Find(pair.Key, value.value); found {
				r.breaks(secret, c.line, "ENV "+pair.Key+", "+why, "a variable without a credential", secretFix)
			}
		}
		return
	case *instructions.CopyCommand:
		if i.From == "" {
			r.judgeSources(c, i.SourcesAndDest)
		}
	case *instructions.AddCommand:
		r.judgeSources(c, i.SourcesAndDest)
	}
	text := fmt.Sprint(c.Command)
	if run, ok := c.Command.(*instructions.RunCommand); ok {
		text = script(run.ShellDependantCmdLine)
	}
	if what := credential.In(text); what != "" {
		r.breaks(secret, c.line, strings.ToUpper(c.Name())+" with "+what, "an instruction without a credential", secretFix)
	}
}

// fromBuilder stands for what a builder hands in: plain text that nobody knows.
const fromBuilder = "a value of the builder"

func (r *reader) judgeArgs(c *instructions.ArgCommand, line int) {
	for _, arg := range c.Args {
		value := fromBuilder
		if arg.Value != nil {
			value = *arg.Value
		}
		if why, found := credential.Find(arg.Key, value); found {
			if arg.Value == nil {
				why = "which the image's history keeps"
			}
			r.breaks(secret, line, "ARG "+arg.Key+", "+why, "an argument that is no credential", secretFix)
		}
	}
}

func (r *reader) judgeSources(c instruction, sources instructions.SourcesAndDest) {
	for _, source := range sources.SourcePaths {
		if name := r.expand(source, c.env); name.known && holdsSecrets(name.value) {
			r.breaks(secretFile, c.line, strings.ToUpper(c.Name())+" "+name.value, "files without credentials", secretFix)
		}
	}
	for _, content := range sources.SourceContents {
		if what := credential.In(content.Data); what != "" {
			r.breaks(secret, c.line, content.Path+" with "+what, "an instruction without a credential", secretFix)
		}
	}
}

// holdsSecrets goes by the names that tools give to files with credentials.
func holdsSecrets(file string) bool {
	file = path.Clean(file)
	name := path.Base(file)
	switch name {
	case ".env", ".netrc", "_netrc", ".git-credentials", ".pypirc", ".aws", ".ssh", ".pgpass", ".my.cnf", ".htpasswd",
		"id_rsa", "id_dsa", "id_ecdsa", "id_ed25519":
		return true
	}
	if dir := path.Base(path.Dir(file)); dir == ".aws" || dir == ".ssh" && name != "known_hosts" && name != "config" {
		return name != "config" || dir == ".ssh"
	}
	environment, ok := strings.CutPrefix(name, ".env.")
	switch environment {
	case "example", "sample", "template", "dist", "defaults", "schema":
		return false
	}
	return ok
}

package beanstalk

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/shell"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

// definition is a container as a file has it.
type definition struct {
	migration.Container
	at          tree
	ports       []mapping
	cpu, memory float64 // units and MiB
	inherits    bool    // has the environment's variables
	built       bool    // from a Dockerfile
	moving      *migration.Said[string]
}

// mapping of a port of the host to one of the container; 0 is a port that the host chooses.
type mapping struct {
	host, container float64
	source          migration.Source
}

// containers reads what runs: the first of these files that there is, as Beanstalk does.
func (r *reading) containers() {
	var defs []definition
	for _, file := range []string{"docker-compose.yml", "docker-compose.yaml"} {
		if t, ok := r.mapping(file); ok {
			r.found++
			defs = append(defs, r.compose(t)...)
			break
		}
	}
	if t, ok := r.mapping("Dockerrun.aws.json"); ok {
		r.found++
		defs = r.dockerrun(t, defs)
	}
	for _, s := range r.app.Services {
		if len(defs) > 0 {
			r.assemble(s, defs)
		}
	}
	r.procfile()
	r.periodic()
}

// command is a command line as a list of words; one that needs a shell gets one.
func command(line string) []string {
	line = strings.TrimSpace(braced.ReplaceAllString(line, "$$$1$2"))
	words := shell.Words(line)
	needsShell := len(words) == 0 || strings.ContainsAny(line, "$`*?~<>(){}[]#=\n") && needed.MatchString(line)
	for _, word := range words {
		needsShell = needsShell || shell.IsOperator(word)
	}
	if line == "" {
		return nil
	}
	if needsShell {
		return []string{"sh", "-c", line}
	}
	return words
}

var (
	braced = regexp.MustCompile(`\$\{([A-Za-z_][A-Za-z0-9_]*)\}([^A-Za-z0-9_]|$)`)
	// needed is what only a shell understands: variables, patterns, redirections, comments, a variable set before.
	needed = regexp.MustCompile("[$`*?~<>(){}\\[\\]#\\n]|^[A-Za-z_][A-Za-z0-9_]*=")
)

// words takes a command, which is a text or a list.
func (r *reading) words(t tree, to, name string) *migration.Said[[]string] {
	return r.takeWords(t.words(command), to, t.source(name))
}

func (r *reading) takeWords(words []string, to string, source migration.Source) *migration.Said[[]string] {
	if len(words) == 0 {
		return nil
	}
	if !r.app.CleanWords(words, source) {
		return nil
	}
	r.app.Report(source, migration.Mapped, to, "")
	return migration.Say(words, source)
}

// image takes an image that always means the same, and reports another one.
func (r *reading) image(t tree, d *definition, name string) {
	reference, source := t.text(), t.source(name)
	if reference == "" || !r.app.Clean(reference, source) {
		return
	}
	if p, ok := image.Parse(reference); !ok {
		r.refuse(migration.Problem{Source: source, Got: "what is no reference of an " +
			"image", Want: "[REGISTRY/]REPOSITORY[:TAG]"})
		return
	} else if p.Digest == "" && (p.Tag == "" || image.Mutable(p.Tag)) {
		d.moving = migration.Say(reference, source)
		return
	}
	d.Image = migration.Say(reference, source)
	r.app.Report(source, migration.Mapped, "Image", "")
}

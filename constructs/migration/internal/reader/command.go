package reader

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/shell"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

// Command is a command line as a list of words; one that needs a shell gets one.
func Command(line string) []string {
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

// Words takes a command, which is a text or a list.
func (r *Reader) Words(t Tree, to, name string) *migration.Said[[]string] {
	return r.TakeWords(t.Words(Command), to, t.Source(name))
}

// TakeWords takes a command that is words already.
func (r *Reader) TakeWords(words []string, to string, source migration.Source) *migration.Said[[]string] {
	if len(words) == 0 {
		return nil
	}
	if !r.App.CleanWords(words, source) {
		return nil
	}
	r.App.Report(source, migration.Mapped, to, "")
	return migration.Say(words, source)
}

// Image takes an image that always means the same. One whose tag moves comes back as such; both are nil where there is
// none, or what is none.
func (r *Reader) Image(t Tree, name string) (fixed, moving *migration.Said[string]) {
	reference, source := t.Text(), t.Source(name)
	if reference == "" || !r.App.Clean(reference, source) {
		return nil, nil
	}
	said := migration.Say(reference, source)
	p, ok := image.Parse(reference)
	switch {
	case !ok:
		r.Refuse(migration.Problem{Source: source, Got: "what is no reference of an image",
			Want: "[REGISTRY/]REPOSITORY[:TAG]"})
		return nil, nil
	case p.Digest == "" && (p.Tag == "" || image.Mutable(p.Tag)):
		return nil, said
	}
	r.App.Report(source, migration.Mapped, "Image", "")
	return said, nil
}

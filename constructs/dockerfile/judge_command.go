package dockerfile

import (
	"path"
	"regexp"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
)

// start is a CMD or ENTRYPOINT.
type start struct {
	instructions.ShellDependantCmdLine
	name string
	line int
}

// words in exec form: the shell is written out.
func (s *start) words() []string {
	if s == nil {
		return nil
	}
	if s.PrependShell {
		return []string{"/bin/sh", "-c", strings.Join(s.CmdLine, " ")}
	}
	return s.CmdLine
}

// starts are the ENTRYPOINT and CMD that count, nil where there is none.
func (r *reader) starts() (entrypoint, cmd *start) {
	for _, s := range r.chain() {
		for _, c := range s.commands {
			switch i := c.Command.(type) {
			case *instructions.CmdCommand:
				cmd = &start{i.ShellDependantCmdLine, "CMD", c.line}
			case *instructions.EntrypointCommand:
				entrypoint = &start{i.ShellDependantCmdLine, "ENTRYPOINT", c.line}
			}
		}
	}
	return entrypoint, cmd
}

// entry are the words that the container starts with.
func (r *reader) entry() []string {
	entrypoint, cmd := r.starts()
	if entrypoint != nil && entrypoint.PrependShell {
		return entrypoint.words() // CMD does not count then
	}
	return append(append([]string(nil), entrypoint.words()...), cmd.words()...)
}

func (r *reader) judgeCommand() {
	for _, s := range r.stages {
		r.judgeSingle(s)
	}
	entrypoint, cmd := r.starts()
	r.image.Entrypoint, r.image.Command = shown(entrypoint.words()), shown(cmd.words())
	if len(r.entry()) == 0 && needsCommand(r.root().base) {
		r.breaks(command, r.last().line, "neither CMD nor ENTRYPOINT", "what the container runs",
			`end with CMD and a list, such as CMD ["python", "server.py"]`)
	}
	passes := entrypoint != nil && passesSignals(entrypoint.CmdLine)
	for _, s := range []*start{entrypoint, cmd} {
		if s != nil && !passes && !passesSignals(s.CmdLine) {
			r.judgeStart(s)
		}
	}
}

// shown are words without a credential, which a report keeps.
func shown(words []string) []string {
	if credential.In(strings.Join(words, " ")) == "" {
		return words
	}
	out := make([]string, len(words))
	for i, word := range words {
		out[i] = credential.Redact(word)
	}
	if credential.In(strings.Join(out, " ")) != "" { // it is one by the word before
		return []string{credential.Redacted}
	}
	return out
}

func (r *reader) judgeSingle(s *stage) {
	last := map[string]int{}
	for _, c := range s.commands {
		if name := strings.ToUpper(c.Name()); name == "CMD" || name == "ENTRYPOINT" {
			if line, again := last[name]; again {
				r.breaks(singleCommand, line, "a "+name+" that a later one replaces", "one "+name+" in a stage", "remove it")
			}
			last[name] = c.line
		}
	}
}

var (
	execWord = regexp.MustCompile(`(?:^|[;&|({]|\n|\bthen\b|\belse\b|\bdo\b)\s*exec\s`)
	shells   = regexp.MustCompile(`^(?:/usr)?(?:/bin/)?(?:sh|bash|ash|dash|zsh)$`)
)

func (r *reader) judgeStart(s *start) {
	text := strings.TrimSpace(strings.Join(s.CmdLine, " "))
	switch {
	case s.PrependShell && strings.HasPrefix(text, "["):
		r.breaks(signals, s.line, s.name+" "+text, "a list in JSON",
			"write it with double quotes and without a comma at its end; otherwise a shell reads it as a command")
	case s.PrependShell && !execWord.MatchString(text):
		r.breaks(signals, s.line, s.name+" "+text, "a list, or exec before the command",
			"write "+s.name+` ["…", "…"], or `+s.name+" exec …")
	case !s.PrependShell && len(s.CmdLine) > 2 && shells.MatchString(s.CmdLine[0]) &&
		strings.HasPrefix(s.CmdLine[1], "-") && strings.HasSuffix(s.CmdLine[1], "c") && !execWord.MatchString(s.CmdLine[2]):
		r.breaks(signals, s.line, s.name+" "+text, "exec before the last command of the shell",
			"leave the shell out, or write exec before the command that answers requests")
	}
}

// passesSignals reports whether the first process gives signals to the processes that it starts.
func passesSignals(words []string) bool {
	words = strings.Fields(strings.Join(words, " "))
	if len(words) == 0 {
		return false
	}
	switch path.Base(words[0]) {
	case "dumb-init", "s6-svscan", "init", "supervisord":
		return true
	case "tini":
		return len(words) > 1 && words[1] == "-g"
	}
	return false
}

// interpreters are images whose own command is a prompt, or nothing.
var interpreters = regexp.MustCompile(`^(?:docker\.io/|library/|docker\.io/library/|public\.ecr\.aws/docker/library/|` +
	`mcr\.microsoft\.com/dotnet/)?(?:python|node|ruby|golang|openjdk|eclipse-temurin|amazoncorretto|debian|ubuntu|` +
	`alpine|busybox|php|perl|rust|maven|gradle|composer|sdk|aspnet|runtime|runtime-deps|scratch)(?::|@|$)`)

func needsCommand(base text) bool {
	return base.known && interpreters.MatchString(base.value) && !strings.Contains(base.value, "apache") &&
		!strings.Contains(base.value, "fpm")
}

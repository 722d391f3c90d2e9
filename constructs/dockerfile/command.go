package dockerfile

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/shell"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

const (
	maxPort  = 65535
	procfile = "Procfile"
	// statedFrom is where values come from that the caller states.
	statedFrom = "the flag of whoever wrote this file"
)

var webLine = regexp.MustCompile(`(?m)^web[ \t]*:[ \t]*(.+?)[ \t\r]*$`)

// stated is the command of --command, else of Procfile; empty where neither is there.
func (f *folder) stated() Found {
	if f.command.Value != "" {
		return f.command
	}
	if f.options.Command != "" {
		return Found{f.options.Command, statedFrom}
	}
	return f.match(procfile, webLine)
}

// web is Procfile's command, where none is stated.
func (f *folder) web() string {
	if f.options.Command != "" {
		return ""
	}
	return f.match(procfile, webLine).Value
}

// with is the folder with a command that stands in for the one that is found.
func (f *folder) with(command Found) *folder {
	out := *f
	out.command = command
	return &out
}

// run settles port and command. line is what to run where nothing is stated; it may hold $PORT.
func (a *Application) run(f *folder, line Found, port Port) {
	if stated := f.stated(); stated.Value != "" {
		line = stated
		if number := listens(line.Value); number > 0 {
			port = Port{number, "the command in " + line.From}
		}
	}
	if f.options.Port > 0 {
		port = Port{f.options.Port, statedFrom}
	}
	a.Port = port
	if line.Value == "" {
		a.mistakes.Break(rules.Required, "command", "", "the command that answers requests",
			`state it, or add a Procfile with a line such as "web: command --port $PORT"`)
		return
	}
	if number := listens(line.Value); number > 0 && number != port.Number {
		a.mistakes.Break(samePort, "port", fmt.Sprint(port.Number), fmt.Sprintf("%d, where the command in %s listens",
			number, line.From), "change one of them, or write $PORT in the command")
	}
	words, ok := words(line.Value, port.Number)
	if !ok {
		a.mistakes.Break(signals, "command", fmt.Sprintf("%q", line.Value), "a command that ends with the server alone",
			"start the server last, without a pipe or a background job: only then signals reach it")
	}
	a.Command = Command{words, line.From}
}

// listening finds the port in options of common servers: --port 80, -p 80, --bind=:80, -b tcp://0.0.0.0:80.
var listening = regexp.MustCompile(
	`(?:^|\s)(?:--(?:port|bind|listen|server\.port|http-port)|-(?:p|b|l|S|listen|port)|-Dserver\.port)` +
		`[= ]\s*(?:[a-z]+://)?(?:[0-9a-zA-Z.*\[\]:]*:)?([0-9]{2,5})(?:\s|$|\?)`)

func listens(line string) int {
	if m := listening.FindStringSubmatch(line); m != nil {
		if number, err := strconv.Atoi(m[1]); err == nil && isPort(number) {
			return number
		}
	}
	return 0
}

// isPort leaves out numbers that are likelier a count, such as of processes.
func isPort(number int) bool {
	return number == 80 || number == 443 || number >= 1000 && number <= maxPort
}

var portVariable = regexp.MustCompile(`\$\{PORT(?::?-[^}]*)?\}|\$PORT\b`)

// words are a command in exec form. It runs in a shell only where it needs one, and then the shell makes way for its
// last command, so that signals reach it. It reports false where no shell can.
func words(line string, port int) ([]string, bool) {
	line = strings.TrimPrefix(strings.TrimSpace(portVariable.ReplaceAllString(line, strconv.Itoa(port))), "exec ")
	plain := shell.Words(line)
	if len(plain) > 0 && !strings.ContainsAny(line, "$`<>|&;*?(){}~#") {
		if assignment.MatchString(plain[0]) {
			plain = append([]string{"env"}, plain...) // which makes way for the command
		}
		return plain, true
	}
	last, ok := lastCommand(line)
	if !ok || len(plain) == 0 {
		return nil, false
	}
	if !strings.HasPrefix(line[last:], "exec ") {
		line = line[:last] + "exec " + line[last:]
	}
	return []string{"/bin/sh", "-c", line}, true
}

var assignment = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*=`)

// lastCommand is where the last command of a list begins. It reports false for what is no list: a pipeline, a group, a
// loop or a job in the background.
func lastCommand(line string) (start int, ok bool) {
	var quote byte
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case quote != 0:
			if c == '\\' && quote == '"' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '\\':
			i++
		case c == '\'' || c == '"':
			quote = c
		case c == '$' && i+1 < len(line) && line[i+1] == '{':
			end := strings.IndexByte(line[i:], '}')
			if end < 0 {
				return 0, false
			}
			i += end
		case c == ';', c == '&' && strings.HasPrefix(line[i:], "&&"):
			if c == '&' {
				i++
			}
			start = i + 1
		case strings.IndexByte("|&(){}`#", c) >= 0:
			if c == '&' && i > 0 && line[i-1] == '>' {
				continue // 2>&1
			}
			return 0, false
		}
	}
	for start < len(line) && line[start] == ' ' {
		start++
	}
	first, _, _ := strings.Cut(line[start:], " ")
	switch first {
	case "", "fi", "done", "esac", "if", "for", "while", "until", "case":
		return 0, false
	}
	return start, quote == 0 && !assignment.MatchString(first)
}

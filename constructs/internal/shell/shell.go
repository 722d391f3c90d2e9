// Package shell reads commands as a POSIX shell would, as far as is needed to say whether one can fail.
//
// It follows lists, pipelines, quotes and substitutions. Of what it does not follow, such as loops, it says that it can
// fail: a command is only called one that cannot where that is certain.
package shell

import (
	"path"
	"slices"
	"strings"
)

// CanFail reports whether a command line can end with another code than 0.
func CanFail(line string) bool {
	if strings.Contains(line, "pipefail") {
		return true
	}
	tokens, ok := split(line)
	return !ok || !followed(tokens) || run(tokens).fail()
}

// WordsCanFail is [CanFail] of a command that no shell reads.
func WordsCanFail(words []string) bool { return command(words).fail() }

// IsOperator reports whether a word joins commands.
func IsOperator(word string) bool { return word == "&&" || word == "||" || word == "|" || word == ";" }

// ends are the ways in which a command may end: the shell goes on with code 0 or another, or exits with one.
type ends struct{ zero, other, exitZero, exitOther bool }

func (e ends) fail() bool { return e.other || e.exitOther }

func (e ends) or(f ends) ends {
	return ends{e.zero || f.zero, e.other || f.other, e.exitZero || f.exitZero, e.exitOther || f.exitOther}
}

// run follows a list of commands from left to right.
func run(tokens []word) ends {
	state := ends{zero: true}
	operator := ";"
	for len(tokens) > 0 {
		end := slices.IndexFunc(tokens, func(w word) bool { return w.operator && w.text != "|" })
		next, following := tokens, ""
		if end >= 0 {
			next, following, tokens = tokens[:end], tokens[end].text, tokens[end+1:]
		} else {
			tokens = nil
		}
		state = join(state, operator, pipeline(next, following == "&"))
		operator = following
		if operator == "&" {
			operator = ";"
		}
	}
	return state
}

// join is what a list ends with whose next command follows an operator.
func join(before ends, operator string, next ends) ends {
	exits := ends{exitZero: before.exitZero, exitOther: before.exitOther}
	skipped := ends{}
	switch operator {
	case "&&":
		if !before.zero {
			next = ends{}
		}
		skipped.other = before.other
	case "||":
		if !before.other {
			next = ends{}
		}
		skipped.zero = before.zero
	default:
		if !before.zero && !before.other {
			next = ends{}
		}
	}
	return exits.or(skipped).or(next)
}

// pipeline ends as its last command does, and in a subshell where there are several.
func pipeline(words []word, background bool) ends {
	if len(words) == 0 {
		return ends{zero: true}
	}
	last, several := words, false
	for i, v := range slices.Backward(words) {
		if v.operator {
			last, several = words[i+1:], true
			break
		}
	}
	texts := make([]string, len(last))
	for i, w := range last {
		texts[i] = w.text
	}
	e := command(texts)
	switch {
	case background:
		return ends{zero: true}
	case several && len(texts) > 0 && slices.Contains(filters, path.Base(texts[0])):
		return ends{zero: true}
	case several:
		return ends{zero: e.zero || e.exitZero, other: e.fail()}
	}
	return e
}

// filters pass on what they read, and end with 0 whatever that is.
var filters = []string{"cat", "tee", "head", "tail", "wc", "sort", "uniq", "tr", "cut", "sed"}

// unfollowed words begin what this package does not follow.
var unfollowed = []string{"if", "for", "while", "until", "case", "function", "set", "trap", "eval", "exec",
	"source", "."}

func followed(tokens []word) bool {
	first := true
	for _, w := range tokens {
		if first && !w.operator && (slices.Contains(unfollowed, w.text) || strings.HasPrefix(w.text, "(") ||
			strings.HasPrefix(w.text, "{")) {
			return false
		}
		first = w.operator
	}
	return true
}

func command(words []string) ends {
	words = withoutRedirections(words)
	for len(words) > 0 && strings.Contains(words[0], "=") { // variables before the command
		words = words[1:]
	}
	if len(words) == 0 {
		return ends{zero: true}
	}
	name, arguments := path.Base(words[0]), words[1:]
	switch {
	case name == "true" || name == ":" || name == "echo" || name == "printf":
		return ends{zero: true}
	case name == "false":
		return ends{other: true}
	case name == "exit" && len(arguments) > 0:
		return ends{exitZero: arguments[0] == "0", exitOther: arguments[0] != "0"}
	case name == "sh" || name == "bash" || name == "ash" || name == "dash":
		for i, a := range arguments {
			if strings.HasPrefix(a, "-") && strings.HasSuffix(a, "c") && i+1 < len(arguments) {
				return ends{zero: true, other: CanFail(arguments[i+1])}
			}
		}
	}
	return ends{zero: true, other: true}
}

// withoutRedirections drops >file, 2>&1 and the like.
func withoutRedirections(words []string) []string {
	var out []string
	for i := 0; i < len(words); i++ {
		switch rest := strings.TrimLeft(words[i], "0123456789&"); {
		case rest == ">" || rest == ">>" || rest == "<":
			i++
		case strings.HasPrefix(rest, ">") || strings.HasPrefix(rest, "<"):
		default:
			out = append(out, words[i])
		}
	}
	return out
}

// Words are the words of a command line, operators among them. A line that does not end has none.
func Words(line string) []string {
	tokens, ok := split(line)
	if !ok {
		return nil
	}
	out := make([]string, len(tokens))
	for i, w := range tokens {
		out[i] = w.text
	}
	return out
}

package migration

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/shell"
)

// CleanWords is [Application.Clean] of a command. Its words are looked at together, too, as a credential stands behind
// the option that names it.
func (a *Application) CleanWords(words []string, source Source) bool {
	if found := passwordsIn(words, nested); len(found) > 0 {
		for _, value := range found {
			a.Hide(value)
		}
		a.Report(source, Decision, "", "it holds what looks like a credential, and was left out: use a secret, which the "+
			"command reads from a variable")
		return false
	}
	for _, word := range words {
		if !a.Clean(word, source) {
			return false
		}
	}
	return true
}

// nested is how deep lines for a shell are looked for in the words of others, as in tini -- sh -c "sh -c '…'".
const nested = 3

// passwordsIn are the words of a command, or the parts of words, that are credentials by the option, the variable or
// the program before them. A word with blanks may be a line for a shell, whatever stands before it.
func passwordsIn(words []string, depth int) (found []string) {
	take := func(name, value string, sure bool) {
		if value = withoutReferences(value); value != "" && (LooksSecret(name, value) ||
			sure && !harmless.MatchString(value)) {
			found = append(found, value)
		}
	}
	var option *regexp.Regexp // that takes a password, of the program whose words these are
	for i, word := range words {
		if depth > 0 && strings.ContainsAny(word, " \t\n") {
			found = append(found, passwordsIn(shellWords(word), depth-1)...)
		}
		if of := passwordOption(word); of != nil {
			option = of
		}
		next := ""
		if i+1 < len(words) && !strings.HasPrefix(words[i+1], "-") && !shell.IsOperator(words[i+1]) {
			next = words[i+1]
		}
		if parts := setting.FindStringSubmatch(word); parts != nil {
			take(parts[1], parts[2], false)
		} else if name := strings.TrimLeft(word, "-"); name != word {
			take(name, next, false)
		}
		if option == nil {
			continue
		}
		switch parts := option.FindStringSubmatch(word); {
		case parts == nil:
		case parts[1] != "":
			take("", parts[1], true)
		case option != attached:
			take("", next, true)
		}
	}
	return found
}

// setting gives an option or a variable its value: --password=VALUE, DB_PASSWORD=VALUE.
var setting = regexp.MustCompile(`(?s)^-{0,2}([A-Za-z_][A-Za-z0-9_.-]*)=(.*)$`)

// shellWords are the words of a line for a shell, or what blanks part where a quote is missing.
func shellWords(line string) []string {
	if words := shell.Words(line); len(words) > 0 {
		return words
	}
	return strings.Fields(line)
}

// passwordOptions are options of common programs that take a password and say so by a letter, by how the program's
// name begins. The password stands right behind the letter, where it may, or in the next word.
var passwordOptions = []struct {
	program string
	option  *regexp.Regexp
}{
	{"redis-cli", regexp.MustCompile(`^-a()$`)},
	{"valkey-cli", regexp.MustCompile(`^-a()$`)},
	{"keydb-cli", regexp.MustCompile(`^-a()$`)},
	{"sshpass", regexp.MustCompile(`^-p(.*)$`)},
	{"curl", regexp.MustCompile(`^(?:-[fgikLsSv]*[uU]|--(?:proxy-)?user(?:=|$))(.*)$`)},
	{"mongo", regexp.MustCompile(`^-p(.*)$`)},
	{"sqlcmd", regexp.MustCompile(`^-P(.*)$`)},
	{"bcp", regexp.MustCompile(`^-P(.*)$`)},
	{"ldap", regexp.MustCompile(`^-w(.*)$`)},
	{"mysql", attached},
	{"mariadb", attached},
}

// attached is a password right behind its letter and nowhere else, as MySQL's programs take it.
var attached = regexp.MustCompile(`^-p(.+)$`)

// passwordOption is the option of a program, by its path or name, or nil.
func passwordOption(word string) *regexp.Regexp {
	program := word[strings.LastIndexByte(word, '/')+1:]
	for _, p := range passwordOptions {
		if strings.HasPrefix(program, p.program) {
			return p.option
		}
	}
	return nil
}

// variable is one, or the output of a command, which a shell fills in. Names of variables are in upper or in
// lower case; a dollar sign before anything else may be a part of a password.
var variable = regexp.MustCompile(`\$(?:[A-Z_][A-Z0-9_]*\b|[a-z_]+\b|\{[A-Za-z_][A-Za-z0-9_]*\}|\([^)]*\))`)

// scheme is what stands before a credential in a header.
var scheme = regexp.MustCompile(`(?i)^\s*(?:bearer|basic|token)\s`)

// withoutReferences is what a value says itself, or "" where it only refers to variables.
func withoutReferences(value string) string {
	rest := variable.ReplaceAllString(value, "")
	if rest == value {
		return value
	}
	if strings.Trim(scheme.ReplaceAllString(rest, ""), " \t\n\"':@,;/") == "" {
		return ""
	}
	return rest
}

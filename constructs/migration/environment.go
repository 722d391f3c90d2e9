package migration

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/placeholder"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/secretref"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/shell"
)

var (
	variableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]{0,254}$`)
	harmless     = regexp.MustCompile(`(?i)^(true|false|yes|no|on|off|none|null|\d{1,9}(ms|s|m|h|d)?|[a-z]{1,4})?$`)
)

// SetVariable gives a container a variable, as plain text or, where it looks like a credential, as a secret that is to
// be created. The value of that goes nowhere.
func (a *Application) SetVariable(service string, c *Container, name, value string, source Source) {
	switch {
	case !variableName.MatchString(name):
		a.Report(source, Decision, "", "the name of a variable holds letters, digits, _ . and - only")
	case LooksSecret(name, value):
		a.Hide(value)
		c.setSecret(name, Secret{SecretName: newSecretName(service, name), Create: true, Source: source})
		a.Report(source, Mapped, "Secrets", "it looks like a credential: create the secret "+newSecretName(service, name)+
			"; its value was left out, and should be changed, since every console page of the source shows it")
	case unwritable(value):
		a.Report(source, Decision, "", "its value has "+unwritableForms+": state it in Environment")
	case placeholder.Find(value) != "":
		a.Report(source, Decision, "", "its value is a placeholder of documentation: state the real one in Environment")
	default:
		if c.Environment == nil {
			c.Environment = map[string]Said[string]{}
		}
		delete(c.Secrets, name)
		c.Environment[name] = Said[string]{value, source}
		a.Report(source, Mapped, "Environment", "")
	}
}

// SetSecret gives a container a variable that ECS fills in from a secret that exists.
func (a *Application) SetSecret(c *Container, name string, secret Secret) {
	if !variableName.MatchString(name) {
		a.Report(secret.Source, Decision, "", "the name of a variable holds letters, digits, _ . and - only")
		return
	}
	c.setSecret(name, secret)
	a.Report(secret.Source, Mapped, "Secrets", "")
}

func (c *Container) setSecret(name string, secret Secret) {
	if c.Secrets == nil {
		c.Secrets = map[string]Secret{}
	}
	delete(c.Environment, name)
	c.Secrets[name] = secret
}

// LooksSecret reports whether a variable is a credential. Where that is not certain, it is taken for one: a secret too
// many costs 40 cents a month.
func LooksSecret(name, value string) bool {
	_, found := credential.Find(name, value)
	return found || credential.In(value) != "" || credential.MayBe(name) && !harmless.MatchString(value) &&
		!strings.HasPrefix(value, "arn:")
}

func newSecretName(service, variable string) string {
	name := service + "/" + variable
	if !secretref.IsNewSecret(name) || secretref.EndsLikeSuffix(name) {
		name = service + "/" + notInName.ReplaceAllString(strings.ToLower(variable), "_")
	}
	return name
}

const unwritableForms = "blanks at its ends, control characters, or ${ or %{, which Terraform reads"

func unwritable(text string) bool {
	return strings.TrimSpace(text) != text || strings.Contains(text, "${") || strings.Contains(text, "%{") ||
		strings.Contains(text, "TfToken") ||
		strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == 0xfffd })
}

// Clean reports whether a text can be written into the program: no credential, no placeholder, nothing unprintable.
// Where it cannot, that is reported.
func (a *Application) Clean(text string, source Source) bool {
	why := ""
	switch {
	case credential.In(text) != "":
		why = "it holds what looks like a credential, and was left out: use a secret"
	case placeholder.Find(text) != "":
		why = "it holds a placeholder of documentation: state the real value"
	case unwritable(text):
		why = "it has " + unwritableForms + ": state it by hand"
	default:
		return true
	}
	a.Report(source, Decision, "", why)
	return false
}

// CleanWords is [Application.Clean] of a command. Its words are looked at together, too, as a credential stands behind
// the option that names it.
func (a *Application) CleanWords(words []string, source Source) bool {
	if tellsCredential(words) {
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

// shortOptions are options of common programs that take a password, and say so by a letter.
var shortOptions = map[string]*regexp.Regexp{
	"redis-cli":  regexp.MustCompile(`^-a$`),
	"valkey-cli": regexp.MustCompile(`^-a$`),
	"sshpass":    regexp.MustCompile(`^-p$`),
	"curl":       regexp.MustCompile(`^(-u|--user)$`),
	"mongosh":    regexp.MustCompile(`^-p$`),
	"sqlcmd":     regexp.MustCompile(`^-P$`),
	"ldapsearch": regexp.MustCompile(`^-w$`),
}

// attached is a password right behind its letter, as MySQL's programs take it.
var attached = regexp.MustCompile(`^-p[^ ]`)

// tellsCredential reports whether a word of a command is a credential by the option before it.
func tellsCredential(words []string) bool {
	if len(words) > 0 && (words[0] == "CMD-SHELL" || strings.HasSuffix(words[0], "sh")) { // a line for a shell
		words = shell.Words(words[len(words)-1])
	}
	var short *regexp.Regexp
	mysql := false
	for i, word := range words {
		program := word[strings.LastIndexByte(word, '/')+1:]
		if option, ok := shortOptions[program]; ok {
			short = option
		}
		mysql = mysql || strings.HasPrefix(program, "mysql") || strings.HasPrefix(program, "mariadb")
		if mysql && attached.MatchString(word) && !strings.Contains(word, "$") {
			return true
		}
		if i+1 == len(words) || strings.HasPrefix(words[i+1], "-") || strings.Contains(words[i+1], "$") {
			continue
		}
		if name := strings.TrimLeft(word, "-"); name != word && LooksSecret(name, words[i+1]) ||
			short != nil && short.MatchString(word) && !harmless.MatchString(words[i+1]) {
			return true
		}
	}
	return false
}

package migration

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/placeholder"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/secretref"
)

var (
	variableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]{0,254}$`)
	harmless     = regexp.MustCompile(`(?i)^(true|false|yes|no|on|off|none|null|\d{1,9}(ms|s|m|h|d)?|[a-z]{1,4})?$`)
	// keyFile is where a key or a certificate lies.
	keyFile = regexp.MustCompile(`^/?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*\.(pem|key|crt|cer|cert|p12|pfx|jks)$`)
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
	for _, part := range secret.parts() {
		if part.value != "" && !a.Clean(part.value, secret.Source) { // such as the credential itself
			return
		}
	}
	switch {
	case secret.SecretName != "" && !secretref.IsSecret(secret.SecretName):
		a.Report(secret.Source, Decision, "Secrets", "a secret's name has "+secretref.WantSecret)
		return
	case secret.ParameterName != "" && !secretref.IsParameter(secret.ParameterName):
		a.Report(secret.Source, Decision, "Secrets", "a parameter's name has "+secretref.WantParameter)
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
		!keyFile.MatchString(value) && !strings.HasPrefix(value, "arn:")
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

// CleanNamed is [Application.Clean] of a label or a tag, and of its name, which may be that of a credential.
func (a *Application) CleanNamed(name, value string, source Source) bool {
	if LooksSecret(name, value) {
		a.Hide(value)
		a.Report(source, Decision, "", "it looks like a credential, and was left out: everybody reads labels and tags")
		return false
	}
	return a.Clean(name, source) && a.Clean(value, source)
}

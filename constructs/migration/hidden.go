package migration

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
)

// Hide remembers the value of a credential, so that no other setting carries it into the program.
func (a *Application) Hide(value string) {
	if telling(value) && !slices.Contains(a.hidden, value) {
		a.hidden = append(a.hidden, value)
	}
}

// HideVariable is [Application.Hide] of a variable or an option that looks like a credential. Readers call it for those
// that they do not map, too, such as one that another file overrides.
func (a *Application) HideVariable(name, value string) {
	if LooksSecret(name, value) {
		a.Hide(value)
	}
}

var letters, digits = regexp.MustCompile(`[A-Za-z]`), regexp.MustCompile(`[0-9]`)

// telling reports whether a value is unlikely to stand somewhere by chance.
func telling(value string) bool {
	return len(value) >= 8 && letters.MatchString(value) && digits.MatchString(value)
}

func (a *Application) holdsHidden(text string) bool {
	return slices.ContainsFunc(a.hidden, func(value string) bool { return strings.Contains(text, value) })
}

// conceal replaces the values of credentials in a text that is written for people.
func (a *Application) conceal(text string) string {
	for _, value := range a.hidden {
		text = strings.ReplaceAll(text, value, credential.Redacted)
	}
	return text
}

// Conceal replaces the values of credentials in a problem, wherever it has them from.
func (a *Application) Conceal(err error) error {
	var p Problem
	if !errors.As(err, &p) {
		return err
	}
	for _, text := range []*string{&p.Source.File, &p.Source.Name, &p.Got, &p.Want, &p.Fix} {
		*text = a.conceal(*text)
	}
	return p
}

// concealGaps is for credentials that were found after a gap was reported, too.
func (a *Application) concealGaps() {
	for i := range a.Gaps {
		g := &a.Gaps[i]
		for _, text := range []*string{&g.Setting, &g.File, &g.To, &g.Why} {
			*text = a.conceal(*text)
		}
	}
}

// dropHidden turns variables that repeat a credential into secrets, and drops commands that do.
func (a *Application) dropHidden() {
	if len(a.hidden) == 0 {
		return
	}
	for _, s := range a.Services {
		for _, c := range s.Containers() {
			for _, name := range sortedKeys(c.Environment) {
				if v := c.Environment[name]; a.holdsHidden(v.Value) {
					c.setSecret(name, Secret{SecretName: newSecretName(s.Name, name), Create: true, Source: v.Source})
					a.Report(v.Source, Mapped, "Secrets", "it repeats the value of a credential: create the secret "+
						newSecretName(s.Name, name))
				}
			}
			for _, name := range sortedKeys(c.Labels) {
				if v := c.Labels[name]; a.holdsHidden(v.Value) || a.holdsHidden(name) {
					a.leftOut(v.Source)
					delete(c.Labels, name)
				}
			}
			for _, words := range []**Said[[]string]{&c.Command, &c.EntryPoint, &c.ContainerCheck} {
				if *words != nil && slices.ContainsFunc((*words).Value, a.holdsHidden) {
					a.leftOut((*words).Source)
					*words = nil
				}
			}
			for _, text := range []**Said[string]{&c.Image, &c.WorkingDirectory, &c.User, &s.HealthCheck.Path} {
				if *text != nil && a.holdsHidden((*text).Value) {
					a.leftOut((*text).Source)
					*text = nil
				}
			}
		}
	}
	a.dropHiddenNames()
	for _, key := range sortedKeys(a.Tags) {
		if a.holdsHidden(a.Tags[key].Value) {
			a.leftOut(a.Tags[key].Source)
			delete(a.Tags, key)
		}
	}
}

func (a *Application) leftOut(source Source) {
	a.Report(source, Decision, "", "it holds the value of a credential, and was left out")
}

// dropHiddenNames takes names out that repeat a credential.
func (a *Application) dropHiddenNames() {
	for _, s := range a.Services {
		if c := s.Connect; c != nil && c.Alias != nil && a.holdsHidden(c.Alias.Value) {
			a.leftOut(c.Alias.Source)
			c.Alias = nil
		}
		if names := s.Deployment.Alarms; names != nil && slices.ContainsFunc(names.Value, a.holdsHidden) {
			a.leftOut(names.Source)
			s.Deployment.Alarms = nil
		}
	}
}

// Containers returns the containers of a service: the one that is reached first.
func (s *Service) Containers() []*Container {
	out := []*Container{&s.Container}
	for i := range s.Sidecars {
		out = append(out, &s.Sidecars[i])
	}
	return out
}

package beanstalk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

// building is a service under way: the options of one environment.
type building struct {
	*migration.Application
	service *migration.Service
	groups  map[string][]setting // options that mean something together only
	refuse  func(error)
	single  *setting
}

// services makes a service of each environment.
func (r *reading) services() {
	if len(r.environments) == 0 {
		r.environments = []*environment{{worker: strings.EqualFold(r.tier, "worker")}}
	}
	for _, e := range r.environments {
		all := settings{slices.Concat(r.common.said, e.said)}
		holds, overridden := all.effective()
		for i, said := range all.said {
			if by, ok := overridden[i]; ok {
				r.App.Report(said.source, migration.Dropped, "", "overridden in "+by.source.String())
			}
		}
		name := cmp.Or(e.name, r.App.Name)
		b := &building{Application: r.App, groups: map[string][]setting{}, refuse: r.Refuse,
			service: &migration.Service{Name: migration.ServiceName(name), Worker: e.worker}}
		for _, s := range holds {
			b.service.Worker = b.service.Worker || s.namespace == sqsdNamespace && s.option == "WorkerQueueURL"
		}
		b.Services = append(b.Services, b.service)
		for _, s := range holds {
			b.apply(s)
		}
		b.together()
	}
}

// apply maps an option, drops it or leaves it to somebody who decides. What no row of the table names is reported.
func (b *building) apply(s setting) {
	if strings.TrimSpace(s.value) == "" {
		b.drop(s, "it is empty")
		return
	}
	for _, row := range options {
		if row.matches(s) {
			row.do(b, s)
			return
		}
	}
	why := "this library does not know the option"
	if !knownNamespace(s.namespace) {
		why = "this library does not know the namespace"
	}
	b.decide(s, why)
}

func (b *building) mapped(s setting, to, why string) { b.Report(s.source, migration.Mapped, to, why) }
func (b *building) drop(s setting, why string)       { b.Report(s.source, migration.Dropped, "", why) }
func (b *building) decide(s setting, why string)     { b.Report(s.source, migration.Decision, "", why) }

// row of the table of options. A namespace or an option that ends with * stands for all that start so.
type row struct {
	namespace, option string
	do                func(*building, setting)
}

func (o row) matches(s setting) bool {
	return like(o.namespace, s.namespace) && like(o.option, s.option)
}

func like(pattern, text string) bool {
	if start, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(text, start)
	}
	return pattern == text
}

func knownNamespace(namespace string) bool {
	return slices.ContainsFunc(options, func(o row) bool { return like(o.namespace, namespace) })
}

// dropped, decided and grouped are what a row does.
func dropped(why string) func(*building, setting) {
	return func(b *building, s setting) { b.drop(s, why) }
}

func decided(why string) func(*building, setting) {
	return func(b *building, s setting) { b.decide(s, why) }
}

// grouped keeps an option for together.
func grouped(b *building, s setting) { b.groups[s.namespace] = append(b.groups[s.namespace], s) }

// limits of a number.
type limits struct {
	least, most float64
	unit        string
}

// number maps a whole number to a field, or leaves it to somebody where Fargate's limits are others.
func number(to string, l limits, field func(*migration.Service) **migration.Said[float64]) func(*building, setting) {
	return func(b *building, s setting) {
		n, ok := b.whole(s)
		switch {
		case !ok:
		case n < l.least || n > l.most:
			b.decide(s, fmt.Sprintf("%s takes %v to %v%s, and this is outside: the default was "+
				"taken", to, l.least, l.most, l.unit))
		default:
			*field(b.service) = migration.Say(n, s.source)
			b.mapped(s, to, "")
		}
	}
}

// whole is a value that has to be a whole number; another one is a problem of the source.
func (b *building) whole(s setting) (float64, bool) {
	n, ok := reader.Whole(s.value)
	if !ok {
		b.refuse(migration.Problem{Source: s.source, Got: fmt.Sprintf("%q", s.value), Want: "a whole number",
			Fix: "Beanstalk takes no other"})
	}
	return n, ok
}

// yes is a value that has to be true or false.
func (b *building) yes(s setting) (value, ok bool) {
	switch strings.ToLower(strings.TrimSpace(s.value)) {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	b.refuse(migration.Problem{Source: s.source, Got: fmt.Sprintf("%q", s.value), Want: "true or false"})
	return false, false
}

// groupOf is a group by option, and whether there is one.
func (b *building) groupOf(namespace string) (map[string]setting, bool) {
	out := map[string]setting{}
	for _, s := range b.groups[namespace] {
		out[s.option] = s
	}
	return out, len(out) > 0
}

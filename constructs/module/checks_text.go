package module

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// textual makes a rule for texts a judge.
func textual(judge func(ms *rules.Mistakes, path, text string)) func(*rules.Mistakes, string, any) {
	return func(ms *rules.Mistakes, path string, value any) {
		text, _ := value.(string)
		judge(ms, path, text)
	}
}

func matches(pattern, value string) string {
	return "can(regex(" + quoted(pattern) + ", " + value + "))"
}

// formed is the clause of a form.
func formed(f form.Form) clause {
	return clause{judge: textual(f.Check), wrong: " ", condition: func(value string) string {
		condition := matches(f.Pattern, value)
		if f.Longest > 0 {
			condition += " && length(" + value + ") <= " + strconv.Itoa(f.Longest)
		}
		return condition
	}}
}

// ServiceName is for the name of a service, after which everything of it is named.
func ServiceName() Check {
	const prefix = "internal-"
	return Check{[]clause{formed(form.ServiceName), {
		judge: textual(func(ms *rules.Mistakes, path, text string) {
			if strings.HasPrefix(text, prefix) {
				ms.Break(loadBalancerName, path, check.Quote(text), "a name that does not begin with "+prefix,
					"AWS keeps such names of load balancers for itself")
			}
		}),
		wrong: prefix, condition: func(value string) string { return "!startswith(" + value + ", " + quoted(prefix) + ")" },
	}}}
}

// Image is for the whole reference to an image, with a tag that does not move or a digest.
func Image() Check {
	isForm := func(ms *rules.Mistakes, path, text string) { imageProblems(ms, path, text, false) }
	isFixed := func(ms *rules.Mistakes, path, text string) { imageProblems(ms, path, text, true) }
	return Check{[]clause{
		{judge: textual(isForm), wrong: "https://a/b:v1",
			condition: func(value string) string { return matches(image.Form, value) }},
		{judge: textual(isFixed), wrong: "a:latest", condition: func(value string) string {
			tag := "lower(try(regex(" + quoted(image.Tag) + ", " + value + ")[0], \"latest\"))"
			return `strcontains(` + value + `, "@") || !` + matches(image.Latest, tag) + " && !(" + matches(image.Moving, tag) +
				" && " + matches(image.Loose, tag) + ")"
		}},
	}}
}

// imageProblems are those of the form, or those of what moves: each has a message of its own.
func imageProblems(ms *rules.Mistakes, path, text string, moves bool) {
	var all rules.Mistakes
	image.Check(&all, path, text)
	if text == "" {
		check.Required(&all, path, text, "an image such as ghcr.io/acme/llm-proxy:v1.4.2", "")
	}
	for _, m := range all {
		if isForm := m.Rule == rules.Invalid.ID || m.Rule == rules.Required.ID || m.Rule == rules.Range.ID; isForm != moves {
			*ms = append(*ms, m)
		}
	}
}

// HealthPath is for the path that a load balancer asks.
func HealthPath() Check { return one(formed(form.HealthPath)) }

// DomainName is for the name that a service is reached by.
func DomainName() Check { return one(formed(form.Domain)) }

// HostedZone is for the id of a zone of Route 53.
func HostedZone() Check { return one(formed(form.HostedZone)) }

// VPC is for the id of a VPC.
func VPC() Check { return one(formed(form.VPC)) }

// Subnet is for the id of a subnet; a list of them takes Each(Subnet()).
func Subnet() Check { return one(formed(form.Subnet)) }

// SecurityGroup is for the id of a security group.
func SecurityGroup() Check { return one(formed(form.SecurityGroup)) }

// Email is for an address; a list of them takes Each(Email()).
func Email() Check { return one(formed(form.Email)) }

// ARN is for an ARN of a service, such as acm; of kms it is that of a key.
func ARN(service string) Check {
	return one(clause{
		judge: textual(func(ms *rules.Mistakes, path, text string) {
			if text == "" {
				ms.Break(rules.Required, path, "", "an ARN of "+service, "")
			}
			arn.Check(ms, path, text, service, "")
		}),
		wrong: "x", condition: func(value string) string { return matches(arn.Pattern(service), value) },
	})
}

// CIDR is for a block of IPv4 addresses, by its first one.
func CIDR() Check {
	return one(clause{
		judge: textual(func(ms *rules.Mistakes, path, text string) {
			if text == "" {
				ms.Break(rules.Required, path, "", "a block such as 10.0.0.0/16", "")
			}
			check.CIDR(ms, path, text)
		}),
		wrong: "x", condition: func(value string) string {
			return "can(regex(" + quoted(`^[0-9.]+/[0-9]+$`) + ", " + value + ")) && try(cidrsubnet(" + value +
				", 0, 0), \"\") == " +
				value
		},
	})
}

// OneOf is for a word out of a list.
func OneOf(words ...string) Check {
	return one(clause{
		judge: textual(func(ms *rules.Mistakes, path, text string) {
			if !slices.Contains(words, text) {
				ms.Break(rules.OneOf, path, check.Quote(text), "one of "+strings.Join(words, ", "), "")
			}
		}),
		wrong: "\x00", condition: func(value string) string {
			list := make([]string, len(words))
			for i, word := range words {
				list[i] = quoted(word)
			}
			return "contains([" + strings.Join(list, ", ") + "], " + value + ")"
		},
	})
}

// Each returns a check of every value of a list or a map.
func Each(c Check) Check { return c.per(values) }

// Keys returns a check of every key of a map.
func Keys(c Check) Check { return c.per(keys) }

func (c Check) per(p part) Check {
	out := slices.Clone(c.clauses)
	for i := range out {
		out[i].per = p
	}
	return Check{out}
}

// inContainer is what the rules of a container say of an entry of its environment, or of its secrets.
func inContainer(ms *rules.Mistakes, path string, c ecs.Container, accepts func(rules.Mistake) bool) {
	c.Name, c.Image = "app", "app:v1"
	var found, under rules.Mistakes
	found.Nested("", (&ecs.TaskDefinitionProps{Family: "app", Containers: []ecs.Container{c}}).Validate())
	for _, m := range found {
		if strings.HasPrefix(m.Path, "containers[0].environment.") && accepts(m) {
			m.Path = ""
			under = append(under, m)
		}
	}
	ms.Under(path, under)
}

package iamaction

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
)

// Takes reports whether an action acts on what an ARN, which may have wildcards, names. It is true of all that the
// lists say nothing about.
func Takes(action string, resource arn.ARN) bool {
	service, name, _ := split(action)
	found := matching(service, name)
	return len(found) == 0 || slices.ContainsFunc(found, func(name string) bool {
		forms := services()[service][name]
		return forms == onManyKind || slices.ContainsFunc(strings.Split(forms, ","), func(form string) bool {
			return form != onNothing && fits(form, service, resource)
		})
	})
}

// Scoped reports whether the lists say that an action acts on resources.
func Scoped(action string) bool {
	service, name, _ := split(action)
	return slices.ContainsFunc(matching(service, name), func(name string) bool {
		return services()[service][name] != onNothing
	})
}

// Kinds are the resources that an action acts on, for people, such as "table/…"; "" where the lists do not say.
func Kinds(action string) string {
	service, name, _ := split(action)
	var out []string
	for form := range strings.SplitSeq(services()[service][name], ",") {
		switch form {
		case "", onNothing, onManyKind, "<any>":
		case "<bucket>":
			out = append(out, "a bucket")
		case "<object>":
			out = append(out, "an object (BUCKET/KEY, with wildcards perhaps)")
		default:
			out = append(out, strings.Replace(form, ":::", ":", 1)+"…")
		}
	}
	return strings.Join(out[:min(len(out), 3)], ", ")
}

// fits reports whether a resource can begin as the form says.
func fits(form, service string, a arn.ARN) bool {
	if of, start, other := strings.Cut(form, ":::"); other {
		service, form = of, start
	}
	if strings.ContainsAny(a.Service, "*?$") {
		return true
	}
	if a.Service != service {
		return false
	}
	switch form {
	case "<any>", "":
		return true
	case "<bucket>":
		return a.Region == "" && bucket(a.Resource)
	case "<object>":
		return a.Region == "" && strings.ContainsAny(a.Resource, "/*?$")
	}
	start, open := literal(a.Resource)
	return strings.HasPrefix(start, form) || open && strings.HasPrefix(form, start)
}

// bucket reports whether a resource of S3 can be a bucket: it has no slash, but perhaps behind a wildcard or reference.
func bucket(resource string) bool {
	start, _ := literal(resource)
	return !strings.Contains(start, "/")
}

// literal is a resource up to its first wildcard or reference, of which open tells whether there is one.
func literal(resource string) (start string, open bool) {
	if i := strings.IndexAny(resource, "*?$"); i >= 0 {
		return resource[:i], true
	}
	return resource, false
}

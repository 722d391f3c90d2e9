package iampolicy

import (
	"regexp"
	"slices"
	"strings"
)

// Matches reports whether a pattern with * and ? matches a text, in any case.
func Matches(pattern, text string) bool {
	pattern, text = strings.ToLower(pattern), strings.ToLower(text)
	p, t, star, after := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == text[t]) && pattern[p] != '*':
			p, t = p+1, t+1
		case p < len(pattern) && pattern[p] == '*':
			star, after = p, t
			p++
		case star >= 0:
			after++
			p, t = star+1, after
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// Wild reports a pattern that is nothing but wildcards, at least one of them a star.
func Wild(pattern string) bool {
	return strings.Contains(pattern, "*") && strings.Trim(pattern, "*?") == ""
}

// EveryAction reports an action that is all of AWS, such as *, *:* or s*:Get*, or all of a service, such as s3:* or
// iam:?*.
func EveryAction(action string) bool {
	service, name, ok := strings.Cut(action, ":")
	if !ok {
		return Wild(action)
	}
	return strings.ContainsAny(service, "*?") || Wild(name)
}

// Allows reports whether the statement's actions have one that AWS calls by the name.
func (s Statement) Allows(action string) bool {
	is := func(pattern string) bool { return Matches(pattern, action) }
	return slices.ContainsFunc(s.Actions, is) || len(s.NotActions) > 0 && !slices.ContainsFunc(s.NotActions, is)
}

var allThereIs = regexp.MustCompile(`^(?:arn(?::(?:aws[a-z-]*|[*?]+)?)?)?[:/*?]*$`)

// EveryResource reports a resource of a policy that is all there is, in any spelling, such as *, arn:*:*:*:*:* or */*.
func EveryResource(resource string) bool {
	if strings.Contains(resource, "*") && allThereIs.MatchString(resource) {
		return true
	}
	parts := strings.SplitN(resource, ":", 6)
	return len(parts) == 6 && Wild(parts[2]) && strings.Trim(parts[5], "*?/:") == ""
}

// EveryOfKind reports an ARN that is everything of its kind, such as role/*, secret:* or arn:aws:s3:::*/*.
func EveryOfKind(resource string) (service string, every bool) {
	parts := strings.SplitN(resource, ":", 6)
	if len(parts) < 6 {
		if len(parts) > 2 && strings.HasSuffix(resource, "*") && parts[0] == "arn" { // arn:aws:s3:*
			return parts[2], Wild(parts[len(parts)-1])
		}
		return "", false
	}
	names := strings.FieldsFunc(parts[5], func(r rune) bool { return r == '/' || r == ':' })
	if len(names) == 0 {
		return "", false
	}
	switch {
	case parts[2] == "s3" && parts[3] == "" && parts[4] == "": // BUCKET/KEY has no kind before it
		names = names[:1]
	case len(names) > 1:
		names = names[1:]
	}
	for _, name := range names {
		if !Wild(name) && !subresources[name] {
			return "", false
		}
	}
	return parts[2], true
}

// subresources are words in ARNs that tell a kind, not a name, as in table/NAME/index/NAME.
var subresources = map[string]bool{"index": true, "stream": true, "object": true, "log-stream": true}

// AnyResource reports a statement on all there is.
func (s Statement) AnyResource() bool {
	return len(s.NotResources) > 0 || slices.ContainsFunc(s.Resources, EveryResource)
}

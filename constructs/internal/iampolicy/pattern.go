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

// EveryOfKind reports an ARN that has wildcards wherever a name could stand, such as role/*, secret:* or
// arn:aws:s3:::*/*, and the service whose resources they are.
func EveryOfKind(resource string) (service string, every bool) {
	parts := strings.SplitN(resource, ":", 6)
	switch {
	case parts[0] != "arn":
		return "", false
	case len(parts) < 6: // arn:aws:s3:*, whose wildcard stands for whole fields
		return append(parts, "*", "*")[2], strings.ContainsAny(resource, "*?") && !strings.Contains(resource, "${")
	case strings.ContainsAny(parts[2], "*?"):
		return parts[2], true
	}
	names := strings.FieldsFunc(parts[5], func(r rune) bool { return r == '/' || r == ':' })
	switch {
	case len(names) == 0:
		return "", false
	case parts[2] == "s3" && parts[3] == "" && parts[4] == "": // BUCKET/KEY has no kind before it
		names = names[:1]
	case len(names) > 1:
		names = names[1:]
	}
	for _, name := range names {
		if !nameless(name) && !subresources[name] {
			return "", false
		}
	}
	return parts[2], true
}

// nameless reports a pattern that leaves next to nothing of a name, such as *, *-* or r*.
func nameless(pattern string) bool {
	if !strings.ContainsAny(pattern, "*?") || strings.Contains(pattern, "${") {
		return false
	}
	const least = 3
	return len(strings.Trim(pattern, "*?-_./:")) < least || kindWords[strings.TrimRight(pattern, "*?")]
}

// subresources are words in ARNs that tell a kind, not a name, as in table/NAME/index/NAME, and paths that everybody's
// roles are in.
var subresources = map[string]bool{"index": true, "stream": true, "object": true, "log-stream": true,
	"service-role": true, "aws-service-role": true, "aws-reserved": true}

// kindWords are what resources of services begin with that name a kind before the name.
var kindWords = map[string]bool{"parameter": true, "secret": true, "table": true, "key": true, "role": true,
	"user": true, "group": true, "policy": true, "function": true, "repository": true, "cluster": true, "service": true,
	"task": true, "task-definition": true, "log-group": true, "foundation-model": true, "inference-profile": true,
	"guardrail": true, "knowledge-base": true, "agent": true, "stateMachine": true, "stream": true, "collection": true}

// AnyResource reports a statement on all there is.
func (s Statement) AnyResource() bool {
	return len(s.NotResources) > 0 || slices.ContainsFunc(s.Resources, EveryResource)
}

// Package iamtest tells, for tests, what a policy allows: it evaluates identity and trust policies as IAM does.
package iamtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Request is what IAM is asked. The Resource of an action that acts on none is "*". A key of the Context that holds
// several values has commas between them; one that is not in the request is not in the map. Of a trust policy it may
// state the Principal, the name of a service or the ARN of a provider; without one, whoever it trusts asks.
type Request struct {
	Action, Resource string
	Context          map[string]string
	Principal        string
}

// Allows evaluates the policies of one principal together: nothing is allowed unless a statement allows it, and a Deny
// wins. Each is a value as it becomes JSON. An element or operator that is not known fails the test, so that the answer
// never comes out of ignorance.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
func Allows(t testing.TB, r Request, policies ...any) bool {
	t.Helper()
	allowed := false
	for _, document := range policies {
		for _, s := range statements(t, document) {
			if !s.applies(t, r) {
				continue
			}
			if s["Effect"] == "Deny" {
				return false
			}
			allowed = true
		}
	}
	return allowed
}

type statement map[string]any

func statements(t testing.TB, document any) []statement {
	t.Helper()
	text, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	var parsed struct {
		Version   string
		Statement []statement
	}
	if err := json.Unmarshal(text, &parsed); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	if parsed.Version != "2012-10-17" {
		t.Fatalf("got the version %q", parsed.Version)
	}
	return parsed.Statement
}

func (s statement) applies(t testing.TB, r Request) bool {
	t.Helper()
	if s["Effect"] != "Allow" && s["Effect"] != "Deny" {
		t.Fatalf("got the effect %v", s["Effect"])
	}
	for element, value := range s {
		fits := true
		switch element {
		case "Sid", "Effect":
		case "Principal":
			fits = r.Principal == "" || trusted(value, r.Principal)
		case "Action": // in any case
			fits = anyLike(strings.ToLower(r.Action), lower(list(value)))
		case "NotAction":
			fits = !anyLike(strings.ToLower(r.Action), lower(list(value)))
		case "Resource":
			fits = anyLike(r.Resource, list(value))
		case "NotResource":
			fits = !anyLike(r.Resource, list(value))
		case "Condition":
			fits = holds(t, value.(map[string]any), r.Context)
		default:
			t.Fatalf("the test knows no element %s", element)
		}
		if !fits {
			return false
		}
	}
	return true
}

// trusted reports whether a statement names a principal, of whatever kind.
func trusted(value any, principal string) bool {
	kinds, ok := value.(map[string]any)
	if !ok {
		return value == "*"
	}
	for _, named := range kinds {
		if slices.Contains(list(named), principal) || slices.Contains(list(named), "*") {
			return true
		}
	}
	return false
}

func list(value any) []string {
	many, ok := value.([]any)
	if !ok {
		return []string{fmt.Sprint(value)}
	}
	var out []string
	for _, one := range many {
		out = append(out, fmt.Sprint(one))
	}
	return out
}

func lower(values []string) []string {
	return strings.Split(strings.ToLower(strings.Join(values, "\n")), "\n")
}

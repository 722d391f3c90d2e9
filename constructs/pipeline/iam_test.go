package pipeline

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// request is what IAM is asked.
type request struct {
	action, resource string
	context          map[string]string
}

// allows evaluates an identity or trust policy as IAM does: nothing is allowed unless a statement allows it, and a Deny
// wins. Every element and operator that it does not know fails the test, so that it never says yes or no out of
// ignorance. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
func allows(t *testing.T, document map[string]any, r request) bool {
	t.Helper()
	text, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	var parsed struct {
		Version   string
		Statement []map[string]any
	}
	if err := json.Unmarshal(text, &parsed); err != nil {
		t.Fatal(err)
	}
	if parsed.Version != "2012-10-17" {
		t.Fatalf("got the version %q", parsed.Version)
	}
	allowed := false
	for _, statement := range parsed.Statement {
		applies := true
		for element, value := range statement {
			switch element {
			case "Sid", "Effect", "Principal":
			case "Action": // in any case
				applies = applies && anyLike(strings.ToLower(r.action), lower(list(value)))
			case "Resource":
				applies = applies && anyLike(r.resource, list(value))
			case "Condition":
				applies = applies && holds(t, value.(map[string]any), r.context)
			default:
				t.Fatalf("the test knows no element %s", element)
			}
		}
		switch effect := statement["Effect"]; {
		case effect != "Allow" && effect != "Deny":
			t.Fatalf("got the effect %v", effect)
		case applies && effect == "Deny":
			return false
		case applies:
			allowed = true
		}
	}
	return allowed
}

// holds wants every key of every operator; a key that the request lacks does not hold.
func holds(t *testing.T, condition map[string]any, context map[string]string) bool {
	t.Helper()
	for operator, keys := range condition {
		for key, values := range keys.(map[string]any) {
			got, there := context[key]
			switch operator {
			case "StringEquals":
				found := false
				for _, want := range list(values) {
					found = found || got == want
				}
				there = there && found
			case "ArnEquals": // takes wildcards, as ArnLike does
				there = there && anyLike(got, list(values))
			default:
				t.Fatalf("the test knows no operator %s", operator)
			}
			if !there {
				return false
			}
		}
	}
	return true
}

func list(value any) []string {
	if many, ok := value.([]any); ok {
		var out []string
		for _, one := range many {
			out = append(out, fmt.Sprint(one))
		}
		return out
	}
	return []string{fmt.Sprint(value)}
}

func lower(values []string) []string {
	return strings.Split(strings.ToLower(strings.Join(values, "\n")), "\n")
}

func anyLike(got string, patterns []string) bool {
	for _, pattern := range patterns {
		form := strings.NewReplacer(`\*`, `.*`, `\?`, `.`).Replace(regexp.QuoteMeta(pattern))
		if regexp.MustCompile(`^(?s:` + form + `)$`).MatchString(got) {
			return true
		}
	}
	return false
}

// The matcher itself: a test that it can say yes and no for the right reason.
func TestAllows(t *testing.T) {
	document := func(statements ...any) map[string]any {
		return map[string]any{"Version": "2012-10-17", "Statement": statements}
	}
	allow := map[string]any{"Effect": "Allow", "Action": []any{"ecs:Describe*", "ecs:RunTask"},
		"Resource": "arn:aws:ecs:*:1:service/a/?",
		"Condition": map[string]any{"StringEquals": map[string]any{"k": []any{"x", "y*"}},
			"ArnEquals": map[string]any{"c": "arn:aws:ecs:*"}}}
	deny := map[string]any{"Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*"}
	context := func(k, c string) map[string]string { return map[string]string{"k": k, "c": c} }
	for _, test := range []struct {
		request
		want bool
	}{
		{request{"ecs:DescribeTasks", "arn:aws:ecs:r:1:service/a/b", context("x", "arn:aws:ecs:q")}, true},
		{request{"ECS:describetasks", "arn:aws:ecs:r:1:service/a/b", context("y*", "arn:aws:ecs:q")}, true},
		{request{"ecs:DescribeTasks", "arn:aws:ecs:r:1:service/a/bc", context("x", "arn:aws:ecs:q")}, false},
		{request{"ecs:DescribeTasks", "arn:aws:ecs:r:1:service/a/b", context("yz", "arn:aws:ecs:q")}, false},
		{request{"ecs:DescribeTasks", "arn:aws:ecs:r:1:service/a/b", context("x", "arn:aws:s3:q")}, false},
		{request{"ecs:DescribeTasks", "arn:aws:ecs:r:1:service/a/b", nil}, false},
		{request{"ecs:StopTask", "arn:aws:ecs:r:1:service/a/b", context("x", "arn:aws:ecs:q")}, false},
		{request{"ecs:RunTask", "arn:aws:ecs:r:1:service/a/b", context("x", "arn:aws:ecs:q")}, false},
	} {
		if got := allows(t, document(allow, deny), test.request); got != test.want {
			t.Errorf("%v: got %v", test.request, got)
		}
	}
}

package iamtest

import "testing"

// The evaluator itself: that it says yes and no for the right reason.
func TestAllows(t *testing.T) {
	document := func(statements ...any) any {
		return map[string]any{"Version": "2012-10-17", "Statement": statements}
	}
	allow := map[string]any{"Effect": "Allow", "Action": []any{"ecs:Describe*", "ecs:RunTask"},
		"Resource": "arn:aws:ecs:*:1:service/a/?",
		"Condition": map[string]any{"StringEquals": map[string]any{"k": []any{"x", "y*"}},
			"ArnEquals": map[string]any{"c": "arn:aws:ecs:*"}}}
	deny := map[string]any{"Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*"}
	context := func(k, c string) map[string]string { return map[string]string{"k": k, "c": c} }
	for _, test := range []struct {
		Request
		want bool
	}{
		{Request{"ecs:DescribeTasks", "arn:aws:ecs:r:1:service/a/b", context("x", "arn:aws:ecs:q"), ""}, true},
		{Request{"ECS:describetasks", "arn:aws:ecs:r:1:service/a/b", context("y*", "arn:aws:ecs:q"), ""}, true},
		{Request{"ecs:DescribeTasks", "arn:aws:ecs:r:1:service/a/b",
			map[string]string{"K": "x", "C": "arn:aws:ecs:q"}, ""}, true},
		{Request{"ecs:DescribeTasks", "arn:aws:ecs:r:1:service/a/bc", context("x", "arn:aws:ecs:q"), ""}, false},
		{Request{"ecs:DescribeTasks", "arn:aws:ecs:r:1:service/a/b", context("yz", "arn:aws:ecs:q"), ""}, false},
		{Request{"ecs:DescribeTasks", "arn:aws:ecs:r:1:service/a/b", context("x", "arn:aws:s3:q"), ""}, false},
		{Request{"ecs:DescribeTasks", "arn:aws:ecs:r:1:service/a/b", nil, ""}, false},
		{Request{"ecs:StopTask", "arn:aws:ecs:r:1:service/a/b", context("x", "arn:aws:ecs:q"), ""}, false},
		{Request{"ecs:RunTask", "arn:aws:ecs:r:1:service/a/b", context("x", "arn:aws:ecs:q"), ""}, false},
	} {
		if got := Allows(t, test.Request, document(allow), document(deny)); got != test.want {
			t.Errorf("%v: got %v", test.Request, got)
		}
	}
	all := map[string]any{"Effect": "Allow", "Action": "*", "Resource": "*"}
	not := map[string]any{"Effect": "Deny", "NotAction": []any{"iam:Get*"}, "NotResource": "arn:aws:s3:::*"}
	for r, want := range map[[2]string]bool{{"iam:GetRole", "r"}: true, {"iam:PassRole", "r"}: false,
		{"s3:PutObject", "arn:aws:s3:::b/k"}: true} {
		if got := Allows(t, Request{Action: r[0], Resource: r[1]}, document(all, not)); got != want {
			t.Errorf("%v: got %v", r, got)
		}
	}
}

func TestOperators(t *testing.T) {
	for _, test := range []struct {
		operator, got string
		want          []string
		holds, absent bool
	}{
		{"StringEquals", "a", []string{"b", "a"}, true, false},
		{"StringEquals", "A", []string{"a"}, false, false},
		{"StringEqualsIfExists", "b", []string{"a"}, false, true},
		{"StringEqualsIgnoreCase", "A", []string{"a"}, true, false},
		{"StringLike", "abc", []string{"a*"}, true, false},
		{"StringNotEquals", "a", []string{"a", "b"}, false, true},
		{"StringNotEquals", "c", []string{"a", "b"}, true, true},
		{"StringNotEqualsIgnoreCase", "TRUE", []string{"true"}, false, true},
		{"StringNotLike", "abc", []string{"a*"}, false, true},
		{"ArnLike", "arn:aws:ecs:r:1:x", []string{"arn:aws:ecs:r:1:*"}, true, false},
		{"ArnLikeIfExists", "arn:aws:ecs:r:2:x", []string{"arn:aws:ecs:r:1:*"}, false, true},
		{"ArnLike", "arn:aws:ecs:r:1:a:b", []string{"arn:aws:ecs:*:*:a*"}, true, false},
		{"ArnLike", "arn:aws:ecs:r:1:x", []string{"arn:aws:ecs:*"}, false, false},
		{"ArnEquals", "arn:aws:ecs:r:1:x", []string{"*:x", "arn:aws:ecs:*:x"}, false, false},
		{"ArnNotEquals", "arn:a", []string{"arn:a"}, false, true},
		{"Bool", "True", []string{"true"}, true, false},
		{"Null", "", []string{"false"}, true, false},
		{"Null", "", []string{"true"}, false, true},
		{"NumericLessThanEquals", "1024", []string{"1024"}, true, false},
		{"NumericLessThanEquals", "2048", []string{"1024"}, false, false},
		{"NumericLessThanEqualsIfExists", "4 vCPU", []string{"1024"}, false, true},
		{"ForAllValues:StringEquals", "a,b", []string{"a", "b"}, true, true},
		{"ForAllValues:StringEquals", "a,c", []string{"a", "b"}, false, true},
		{"ForAnyValue:StringLike", "c,ab", []string{"a*"}, true, false},
		{"ForAnyValue:StringLike", "c", []string{"a*"}, false, false},
	} {
		if got := compares(t, test.operator, test.got, true, test.want); got != test.holds {
			t.Errorf("%s of %s: got %v", test.operator, test.got, got)
		}
		if got := compares(t, test.operator, "", false, test.want); got != test.absent {
			t.Errorf("%s of nothing: got %v", test.operator, got)
		}
	}
}

func TestTable(t *testing.T) {
	document := map[string]any{"Version": "2012-10-17", "Statement": []any{map[string]any{"Effect": "Allow",
		"Action": "ecs:RunTask", "Resource": "arn:aws:ecs:eu-west-1:210987654321:task-definition/a:*",
		"Condition": map[string]any{"StringEquals": map[string]any{"k": "v=w"}}}}}
	allowed, denied := Table(t, `
		allow ecs:RunTask ecs:task-definition/a:1 k=v=w # all of a value
		deny  ecs:RunTask ecs:task-definition/a:1
		deny  ecs:RunTask iam:task-definition/a:1 k=v=w
	`, document)
	if allowed != 1 || denied != 2 {
		t.Errorf("got %d and %d", allowed, denied)
	}
}

func TestLike(t *testing.T) {
	for _, test := range []struct {
		got, pattern string
		want         bool
	}{
		{"", "", true}, {"", "*", true}, {"", "?", false}, {"abc", "abc", true}, {"abc", "ab", false}, {"ab", "abc", false},
		{"abc", "a*c", true}, {"abc", "*", true}, {"abc", "a*b", false}, {"abcbc", "a*bc", true}, {"abc", "a?c", true},
		{"abc", "a**", true}, {"a*c", "a*c", true}, {"abc", "*b*", true}, {"abc", "*d*", false}, {"a.c", "a.c", true},
		{"abc", "a.c", false},
	} {
		if got := like(test.got, test.pattern); got != test.want {
			t.Errorf("%s of %s: got %v", test.pattern, test.got, got)
		}
	}
}

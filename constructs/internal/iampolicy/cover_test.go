package iampolicy

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestIncludes(t *testing.T) {
	for pattern, others := range map[string][2]string{ // one that is within, and one that is not
		"*": {"s3:Get*", ""}, "s3:*": {"S3:Get*", "sqs:Get*"}, "s3:Get*": {"s3:GetObject*", "s3:*"},
		"a?c": {"a?c", "a*c"}, "arn:aws:s3:::b/*": {"arn:aws:s3:::b/x/*", "arn:aws:s3:::b*"}, "a": {"A", "a*"},
		"*a*": {"ba?", "b*"},
	} {
		if !IncludesAction(pattern, others[0]) || IncludesAction(pattern, others[1]) && others[1] != "" {
			t.Errorf("%s: got %v, %v", pattern, IncludesAction(pattern, others[0]), IncludesAction(pattern, others[1]))
		}
	}
	if Includes("table/O*", "table/orders") || !Includes("table/o*", "table/orders") {
		t.Error("Includes takes a text in any case")
	}
}

// Only actions are the same in any case: an ARN, or the value of a condition, in another case is that of another.
func TestCaseCountsButForActions(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{`{"Action": "S3:GETOBJECT", "Resource": "a"}`, `{"Action": "s3:GetObject", "Resource": "a"}`}:         true,
		{`{"Action": "a:b", "Resource": "table/orders"}`, `{"Action": "a:b", "Resource": "table/Orders"}`}:     false,
		{`{"Action": "a:b", "NotResource": "a/*"}`, `{"Action": "a:b", "NotResource": "A/*"}`}:                 false,
		{`{"NotAction": "A:*", "Resource": "a"}`, `{"NotAction": "a:*", "Resource": "a"}`}:                     true,
		{conditioned(`"StringLike": {"k": "home/*"}`), conditioned(`"StringLike": {"k": "Home/*"}`)}:           false,
		{conditioned(`"ArnLike": {"k": "arn:aws:x"}`), conditioned(`"ArnEquals": {"k": "arn:aws:X"}`)}:         false,
		{conditioned(`"StringEqualsIgnoreCase": {"k": "a"}`), conditioned(`"StringEquals": {"k": "A"}`)}:       true,
		{conditioned(`"StringEquals": {"K": "a"}`), conditioned(`"StringEquals": {"k": "a"}`)}:                 true,
		{conditioned(`"StringLike": {"k": "home/*"}`), conditioned(`"StringEquals": {"k": "home/of-a-user"}`)}: true,
	} {
		wide, narrow := one(t, pair[0]), one(t, pair[1])
		if got := wide.Covers(narrow.Grants()[0]); got != want {
			t.Errorf("%s covers %s: got %v", pair[0], pair[1], got)
		}
	}
}

func conditioned(condition string) string {
	return `{"Action": "a:b", "Resource": "*", "Condition": {` + condition + `}}`
}

func one(t *testing.T, statement string) Statement {
	t.Helper()
	var body any
	if err := decode(statement, &body); err != nil {
		t.Fatal(statement, err)
	}
	return Statements(map[string]any{"Statement": body})[0]
}

// What a statement says is compared by its meaning: the first covers the second, and not the other way round.
func TestCovers(t *testing.T) {
	for wide, narrow := range map[string]string{
		`{"Action": "s3:*", "Resource": "*"}`:     `{"Action": ["s3:GetObject", "s3:Put*"], "Resource": "arn:aws:s3:::b/*"}`,
		`{"NotAction": "iam:*", "Resource": "x"}`: `{"NotAction": ["iam:*", "s3:*"], "Resource": "x"}`,
		`{"NotAction": "s3:*", "Resource": "y"}`:  `{"Action": "sqs:SendMessage", "Resource": "y"}`,
		`{"Action": "s3:GetObject", "NotResource": "arn:aws:s3:::a/*"}`: `{"Action": "s3:GetObject", "Resource": ` +
			`"arn:aws:s3:::b/*"}`,
		`{"Principal": "*", "Action": "s3:GetObject"}`: `{"Principal": {"AWS": "210987654321"}, "Action": "s3:GetObject"}`,
		`{"Principal": {"AWS": "arn:aws:iam::210987654321:root"}, "Action": "x:y"}`: `{"Principal": {"AWS": ` +
			`"arn:aws:iam::210987654321:role/a"}, "Action": "x:y"}`,
		`{"Action": "a:b", "Resource": "*"}`: `{"Action": "a:b", "Resource": "*", "Condition": {"Bool": ` +
			`{"aws:SecureTransport": "true"}}}`,
		`{"Action": "a:b", "Resource": "*", "Condition": {"StringLike": {"k": "a*"}}}`: `{"Action": "a:b", "Resource": ` +
			`"*", ` +
			`"Condition": {"StringEquals": {"k": "ab"}}}`,
		`{"Action": "a:b", "Resource": "*", "Condition": {"StringEqualsIfExists": {"k": "a"}}}`: `{"Action": "a:b", ` +
			`"Resource": "*", "Condition": {"StringEquals": {"k": "a"}}}`,
		`{"Action": "a:b", "Resource": "*", "Condition": {"StringNotEquals": {"k": "a"}}}`: `{"Action": "a:b", ` +
			`"Resource": "*", "Condition": {"StringNotEquals": {"k": ["a", "b"]}}}`,
		`{"Action": "a:b", "Resource": "*", "Condition": {"IpAddress": {"k": "10.0.0.0/8"}}}`: `{"Action": "a:b", ` +
			`"Resource": "*", "Condition": {"IpAddress": {"k": ["10.1.0.0/16", "10.2.3.4"]}}}`,
	} {
		w, n := one(t, wide), one(t, narrow)
		covers := func(a, b Statement) bool {
			for _, g := range b.Grants() {
				if !a.Covers(g) {
					return false
				}
			}
			return true
		}
		if !covers(w, n) || covers(n, w) || !covers(w, w) || !covers(n, n) {
			t.Errorf("%s and %s: got %v, %v, %v, %v", wide, narrow, covers(w, n), covers(n, w), covers(w, w), covers(n, n))
		}
	}
	a, b := one(t, `{"Effect": "Deny", "Action": "*", "Resource": "*"}`), one(t,
		`{"Action": "s3:GetObject", "Resource": "*"}`)
	if a.Covers(b.Grants()[0]) {
		t.Error("a denial covers what is allowed")
	}
	many := Statement{Actions: make([]string, 200), Resources: make([]string, 200)}
	if many.Grants() != nil {
		t.Error("more grants than are told apart")
	}
	number, higher := one(t, `{"Action": "a:b", "Resource": "*", "Condition": {"NumericLessThan": {"k": 3}}}`),
		one(t, `{"Action": "a:b", "Resource": "*", "Condition": {"NumericLessThan": {"k": 4}}}`)
	if number.Covers(higher.Grants()[0]) {
		t.Error("numbers of a condition are not compared")
	}
}

// decode reads JSON with numbers as they are written, as readers of plans do.
func decode(text string, v any) error {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	return decoder.Decode(v)
}

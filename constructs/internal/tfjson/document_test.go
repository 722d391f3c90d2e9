package tfjson

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDocument(t *testing.T) {
	for text, want := range map[string]any{
		`${jsonencode({"a" = 1, ` +
			`"b" = [true, null, "x"]})}`: map[string]any{"a": json.Number("1"), "b": []any{true, nil, "x"}},
		`${jsonencode({a = "x", (b.c) = ("y")})}`: map[string]any{"a": "x", "${b.c}": "y"},
		`${jsonencode({"r" = "${aws_lb.l.arn}", ` +
			`"n" = aws_lb.l.id})}`: map[string]any{"r": "${aws_lb.l.arn}", "n": "${aws_lb.l.id}"},
		`${jsonencode({"s" = "${aws_lb.l.arn}:x/*"})}`: map[string]any{"s": "${aws_lb.l.arn}:x/*"},
		`${jsonencode({"s" = "a$${b}\n\"q\""})}`:       map[string]any{"s": "a${b}\n\"q\""},
		`${jsonencode({"f" = merge({}, ` +
			`{"x" = 1})})}`: map[string]any{"f": map[string]any{"x": json.Number("1")}},
		`{"Statement": {"Action": "*"}}`:         map[string]any{"Statement": map[string]any{"Action": "*"}},
		`[1]`:                                    []any{json.Number("1")},
		``:                                       nil,
		`{`:                                      nil,
		`${jsonencode(`:                          nil,
		`${jsonencode({"a" = 1}, 2)}`:            nil,
		`${data.aws_iam_policy_document.d.json}`: nil,
		`${jsonencode({(null) = 1, ` +
			`"n" = "${1 + 1} of ${a.b}"})}`: map[string]any{"${(null)}": json.Number("1"), "n": "2 of ${a.b}"},
		`${jsonencode([upper("x"), [for x in ["a"] : upper(x)], 1e99999])}`: nil,
		`${jsonencode([upper("x"), [for x in ["a"] : upper(x)]])}`:          []any{"X", []any{"A"}},
		`${base64encode({"a" = 1})}`:                                        nil,
		`x ${jsonencode({"a" = 1})}`:                                        nil,
		`${` + strings.Repeat("(", maxTemplate) + `}`:                       nil,
	} {
		if diff := cmp.Diff(want, Document(text)); diff != "" {
			t.Errorf("%.60s (-want +got):\n%s", text, diff)
		}
	}
	if got := Document(3.0); got != nil {
		t.Errorf("a number: got %v", got)
	}
}

// Nesting as deep as the limit allows must not overflow the stack.
func TestDocumentDeep(*testing.T) {
	for _, open := range []string{"(", "!", "{a="} {
		Document("${jsonencode(" + strings.Repeat(open, (maxTemplate-20)/len(open)))
	}
}

func FuzzDocument(f *testing.F) {
	f.Add(`${jsonencode({"Statement" = [{"Action" = "x", "Resource" = "${aws_lb.l.arn}:*"}]})}`)
	f.Add(`{"Statement": [{"Action": ["*"]}]}`)
	f.Add(`${jsonencode([for x in [1] : {(null) = x}, {(a.b) = "${c}"}])}`)
	f.Fuzz(func(t *testing.T, text string) {
		if missing := Missing(Document(text)); len(missing.Needs) > 0 {
			t.Errorf("%q: got %v, want text for what is not known", text, missing)
		}
	})
}

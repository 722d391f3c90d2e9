package review

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDocument(t *testing.T) {
	for text, want := range map[string]any{
		`${jsonencode({"a" = 1, "b" = [true, null, "x"]})}`:           object{"a": 1.0, "b": []any{true, nil, "x"}},
		`${jsonencode({a = "x", (b.c) = ("y")})}`:                     object{"a": "x", "${b.c}": "y"},
		`${jsonencode({"r" = "${aws_lb.l.arn}", "n" = aws_lb.l.id})}`: object{"r": "${aws_lb.l.arn}", "n": "${aws_lb.l.id}"},
		`${jsonencode({"s" = "${aws_lb.l.arn}:x/*"})}`:                object{"s": "${aws_lb.l.arn}:x/*"},
		`${jsonencode({"s" = "a$${b}\n\"q\""})}`:                      object{"s": "a${b}\n\"q\""},
		`${jsonencode({"f" = merge({}, {"x" = 1})})}`:                 object{"f": `${merge({}, {"x" = 1})}`},
		`{"Statement": {"Action": "*"}}`:                              object{"Statement": object{"Action": "*"}},
		`[1]`:                                                         []any{1.0},
		``:                                                            nil,
		`{`:                                                           nil,
		`${jsonencode(`:                                               nil,
		`${jsonencode({"a" = 1}, 2)}`:                                 nil,
		`${data.aws_iam_policy_document.d.json}`:                      nil,
		`${base64encode({"a" = 1})}`:                                  nil,
		`x ${jsonencode({"a" = 1})}`:                                  nil,
		`${` + strings.Repeat("(", longest) + `}`:                     nil,
	} {
		if diff := cmp.Diff(want, document(text)); diff != "" {
			t.Errorf("%.60s (-want +got):\n%s", text, diff)
		}
	}
	if got := document(3.0); got != nil {
		t.Errorf("a number: got %v", got)
	}
}

// Nesting as deep as the limit allows must not overflow the stack.
func TestDocumentDeep(t *testing.T) {
	for _, open := range []string{"(", "!", "{a="} {
		document("${jsonencode(" + strings.Repeat(open, (longest-20)/len(open)))
	}
}

func FuzzDocument(f *testing.F) {
	f.Add(`${jsonencode({"Statement" = [{"Action" = "x", "Resource" = "${aws_lb.l.arn}:*"}]})}`)
	f.Add(`{"Statement": [{"Action": ["*"]}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		walk(document(text), func(string) {})
	})
}

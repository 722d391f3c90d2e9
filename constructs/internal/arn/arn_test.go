package arn

import (
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]bool{
		"arn:aws:ecs:eu-west-1:210987654321:cluster/a":                                  true,
		"arn:aws-cn:s3:::bucket/key":                                                    true,
		"arn:aws:secretsmanager:r:210987654321:secret:a-123456:k::":                     true,
		"arn:${TfToken[TOKEN.1]}:ecs:${TfToken[TOKEN.2]}:${TfToken[TOKEN.3]}:cluster/a": true,
		"":                                    false,
		"arn:aws:ecs:r:210987654321":          false,
		"arn:aws:ecs:r:1234:cluster/a":        false,
		"arn:azure:ecs:r:210987654321:x":      false,
		"urn:aws:ecs:r:210987654321:x":        false,
		"arn:aws:ecs:eu-west-1:210987654321:": false,
	} {
		if _, ok := Parse(text); ok != want {
			t.Errorf("Parse(%q) = %v, want %v", text, ok, want)
		}
	}
}

func TestCheck(t *testing.T) {
	var ps rules.Mistakes
	Check(&ps, "p", "", "ecs", "")
	Check(&ps, "p", "${TfToken[TOKEN.1]}", "ecs", "")
	Check(&ps, "p", "arn:aws:ecs:r:210987654321:cluster/a", "ecs", "")
	if len(ps) > 0 {
		t.Errorf("valid values were refused: %v", ps)
	}
	Check(&ps, "p", "arn:aws:iam::210987654321:role/a", "ecs", "")
	Check(&ps, "p", "a", "ecs", "")
	Check(&ps, "p", "arn:aws:kms:eu-west-1:210987654321:alias/ai", "kms", "")
	Check(&ps, "p", "arn:aws:kms:eu-west-1:210987654321:key/mrk-0a", "kms", "")
	if len(ps) != 3 {
		t.Errorf("got %d problems, want 3", len(ps))
	}
}

func FuzzParse(f *testing.F) {
	f.Add("arn:aws:ecs:eu-west-1:210987654321:cluster/a")
	f.Add("arn:aws:s3:::b:c:d")
	f.Fuzz(func(t *testing.T, text string) {
		if a, ok := Parse(text); ok && a.String() != text {
			t.Errorf("%q came back as %q", text, a)
		}
	})
}

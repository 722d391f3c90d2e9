package secretref

import (
	"strings"
	"testing"
)

const (
	arn = "arn:aws-cn:secretsmanager:cn-north-1:210987654321:secret:llm/openai-AbC123"
	ref = "${TfToken[TOKEN.1]}"
)

func TestValue(t *testing.T) {
	for text, want := range map[string]Value{
		arn:                       {ARN: arn},
		arn + ":api_key::":        {arn, "api_key", "", ""},
		arn + "::AWSPREVIOUS:":    {arn, "", "AWSPREVIOUS", ""},
		arn + ":k::9d4cb84b-ad69": {arn, "k", "", "9d4cb84b-ad69"},
		ref:                       {ARN: ref},
		ref + ":api_key::":        {ref, "api_key", "", ""},
		`${a ? "b" : "c"}:k::`:    {`${a ? "b" : "c"}`, "k", "", ""},
		arn + ":" + ref + "::":    {arn, ref, "", ""},
		"arn:" + ref + ":secretsmanager:" + ref + ":" + ref +
			":secret:a:$ref::": {"arn:" + ref + ":secretsmanager:" + ref + ":" + ref + ":secret:a", "$ref", "", ""},
	} {
		got, ok := Parse(text)
		if !ok || got != want || got.String() != text {
			t.Errorf("Parse(%q) = %+v, %v, want %+v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "openai", "/llm/openai", arn + ":api_key", arn + ":api_key:", arn + ":a:b:c:d",
		"arn:aws:ssm:eu-west-1:210987654321:parameter/a",
		"arn:aws:secretsmanager:eu-west-1:210987654321:secret:", "arn:aws:secretsmanager:eu-west-1:210987654321:key:a"} {
		if got, ok := Parse(text); ok {
			t.Errorf("Parse(%q) = %+v, want a refusal", text, got)
		}
	}
}

func TestGrantARN(t *testing.T) {
	partial := strings.TrimSuffix(arn, "-AbC123")
	for from, want := range map[string]string{
		arn:                         arn,
		arn + ":api_key::":          arn,
		partial + "-prod:api_key::": partial + "-prod-??????",
		ref + ":api_key::":          ref,
		"arn:aws:secretsmanager:eu-west-1:210987654321:secret:" +
			ref: "arn:aws:secretsmanager:eu-west-1:210987654321:secret:" + ref + "-??????",
	} {
		v, ok := Parse(from)
		if got := v.GrantARN(); !ok || got != want {
			t.Errorf("GrantARN of %q = %q, want %q", from, got, want)
		}
	}
}

func TestEndsLikeSuffix(t *testing.T) {
	for name, want := range map[string]bool{"llm-openai": true, "a-AbC123": true, "openai": false, "llm/openai": false,
		"a-secrets": false, "a-b_cdef": false, "": false} {
		if got := EndsLikeSuffix(name); got != want {
			t.Errorf("EndsLikeSuffix(%q) = %v, want %v", name, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{arn, arn + ":api_key::", ref + ":k::", "${a:b}:c:d:e", arn + ":${x}:$y:"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, ok := Parse(text)
		if !ok {
			return
		}
		if again, ok := Parse(v.String()); !ok || again != v {
			t.Errorf("%q became %+v and then %+v", text, v, again)
		}
		grant, _ := Parse(v.GrantARN())
		if grant.JSONKey != "" || grant.VersionStage != "" || grant.VersionID != "" {
			t.Errorf("the grant of %q is %q", text, v.GrantARN())
		}
	})
}

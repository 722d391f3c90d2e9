package image

import (
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

var digest = "sha256:" + strings.Repeat("0a", 32)

const ref = "${TfToken[TOKEN.1]}"

func TestParse(t *testing.T) {
	for text, want := range map[string]Reference{
		"nginx":                            {"", "nginx", "", ""},
		"nginx:1.29.3":                     {"", "nginx", "1.29.3", ""},
		"berriai/litellm:v1":               {"", "berriai/litellm", "v1", ""},
		"localhost/app:v1":                 {"localhost", "app", "v1", ""},
		"localhost:5000/app":               {"localhost:5000", "app", "", ""},
		"registry.acme.dev:5000/a/b-c:v_1": {"registry.acme.dev:5000", "a/b-c", "v_1", ""},
		"ghcr.io/a/b@" + digest:            {"ghcr.io", "a/b", "", digest},
		"ghcr.io/a/b:v1@" + digest:         {"ghcr.io", "a/b", "v1", digest},
		"localhost:5000":                   {"", "localhost", "5000", ""},
		ref:                                {"", ref, "", ""},
		ref + ":v1":                        {"", ref, "v1", ""},
		ref + "@" + digest:                 {"", ref, "", digest},
		ref + "/app:v1":                    {ref, "app", "v1", ""},
		ref + ":" + ref:                    {"", ref, ref, ""},
		`${a ? "b:1" : "c/d@e"}`:           {"", `${a ? "b:1" : "c/d@e"}`, "", ""},
		"a/b:v" + ref + "-x":               {"", "a/b", "v" + ref + "-x", ""},
	} {
		if got, ok := Parse(text); !ok || got != want {
			t.Errorf("Parse(%q) = %+v, %v, want %+v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", ":v1", "@" + digest, "A/b", "a//b", "a/", "/a", "a:", "a:-v", "a@sha256:0a",
		"a@md5:" + strings.Repeat("0a", 16), "a b", "https://a.dev/b:v1",
		"a..b", "a___b", "-a", "a.dev:x/b", "a:" + strings.Repeat("v", 129), strings.Repeat("a", 256), "a\n", "a:v\n"} {
		if got, ok := Parse(text); ok {
			t.Errorf("Parse(%q) = %+v, want a refusal", text, got)
		}
	}
}

func TestCheck(t *testing.T) {
	for text, want := range map[string][]string{
		"":                          nil,
		"public.ecr.aws/a/b:1.29.3": nil,
		"localhost:5000/app:v1":     nil,
		"a:latest@" + digest:        nil,
		"a:main-3f2c1ab":            nil,
		ref:                         nil,
		ref + ":v1":                 nil,
		ref + ":" + ref:             nil,
		"a/b:" + ref:                nil,
		"a/" + ref:                  nil,
		"a@" + ref:                  nil,
		"a@sha256:" + ref:           nil,
		ref + ":latest":             {"image: got \"${TfToken[TOKEN.1]}:latest\", want a tag that is never pushed again"},
		ref + "/app":                {"image: got \"${TfToken[TOKEN.1]}/app\", want a tag or a digest"},
		ref + "/App:v1":             {"image: got \"${TfToken[TOKEN.1]}/App:v1\", want a repository in lower case"},
		"nginx":                     {"image: got \"nginx\", want a tag or a digest"},
		"localhost:5000/app":        {"image: got \"localhost:5000/app\", want a tag or a digest"},
		"nginx:latest":              {"image: got \"nginx:latest\", want a tag that is never pushed again"},
		"ghcr.io/Acme/app:v1":       {"image: got \"ghcr.io/Acme/app:v1\", want a repository in lower case"},
		"ghcr.io/Acme/app": {"image: got \"ghcr.io/Acme/app\", want a repository in lower case",
			"image: got \"ghcr.io/Acme/app\", want a tag or a digest"},
		"my app:v1": {"image: got \"my app:v1\", want an image such as"},
		"https://ghcr.io/a/b:v1": {"image: got \"https://ghcr.io/a/b:v1\", want an image such as " +
			"public.ecr.aws/nginx/nginx:1.29.3; leave out the protocol"},
		"a:v!":                          {"image: got \"a:v!\", want a tag of up to 128"},
		"a:v!@" + digest:                {"image: got \"a:v!@sha256:"},
		"a@sha256:0a":                   {"image: got \"a@sha256:0a\", want a digest of"},
		"-.dev/a:v1":                    {"image: got \"-.dev/a:v1\", want a registry's host"},
		":v1":                           {"image: got \":v1\", want an image such as"},
		strings.Repeat("a", 256) + ":v": {"image: got \"aaa"},
	} {
		var ps rules.Mistakes
		Check(&ps, "image", text)
		if len(ps) != len(want) {
			t.Errorf("Check(%.60q): got %v, want %d problems", text, ps, len(want))
			continue
		}
		for i := range ps {
			if !strings.HasPrefix(ps[i].String(), want[i]) {
				t.Errorf("Check(%.60q): got %s, want %s…", text, ps[i], want[i])
			}
		}
	}
}

func TestMutable(t *testing.T) {
	for tag, want := range map[string]bool{
		"latest": true, "LATEST": true, "main": true, "master": true, "dev": true, "stable": true, "edge": true,
		"nightly": true, "prod": true, "latest-alpine": true,
		"3.12-latest": true, "main-stable": true, "prod_arm64": true, "staging": true,
		"": false, "v1.4.2": false, "1.29.3": false, "3f2c1ab": false, "main-3f2c1ab": false, "prod-20260105": false,
		"main-v1.74.0-stable": false, "alpine": false,
		"bootstrap": false, "maintenance-1": false, "...": false,
	} {
		if got := Mutable(tag); got != want {
			t.Errorf("Mutable(%q) = %v, want %v", tag, got, want)
		}
	}
}

func TestParseECR(t *testing.T) {
	for text, want := range map[string]ECR{
		"210987654321.dkr.ecr.eu-west-1.amazonaws.com/team/app:v1":        {"210987654321", "eu-west-1", "team/app"},
		"210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn/app@" + digest:  {"210987654321", "cn-north-1", "app"},
		"210987654321.dkr.ecr-fips.us-gov-west-1.amazonaws.com/app":       {"210987654321", "us-gov-west-1", "app"},
		"210987654321.dkr.ecr.eusc-de-east-1.amazonaws.eu/app":            {"210987654321", "eusc-de-east-1", "app"},
		"210987654321.dkr-ecr.eu-west-1.on.aws/app:v1":                    {"210987654321", "eu-west-1", "app"},
		ref + ".dkr.ecr.${TfToken[TOKEN.2]}.amazonaws.com/app:v1":         {ref, "${TfToken[TOKEN.2]}", "app"},
		"210987654321.dkr.ecr.eu-west-1.amazonaws.com/" + ref + "/app:v1": {"210987654321", "eu-west-1", ref + "/app"},
		"210987654321.dkr.ecr.eu-west-1.amazonaws.com/app:" + ref:         {"210987654321", "eu-west-1", "app"},
		"nginx:1": {}, "public.ecr.aws/a/b:1": {}, ref + ":v1": {}, ref + "/app:v1": {},
		"1234.dkr.ecr.eu-west-1.amazonaws.com/app:v1":                  {},
		"210987654321.dkr.ecr.eu-west-1.amazonaws.com.evil.dev/app:v1": {},
		"evil.dev/210987654321.dkr.ecr.eu-west-1.amazonaws.com/app:v1": {},
	} {
		got, ok := ParseECR(text)
		if got != want || ok != (want != ECR{}) || IsECR(text) != ok {
			t.Errorf("ParseECR(%q) = %+v, %v, want %+v", text, got, ok, want)
		}
	}
	e := ECR{"210987654321", "eu-west-1", "team/app"}
	if got, want := e.ARN("aws-cn"), "arn:aws-cn:ecr:eu-west-1:210987654321:repository/team/app"; got != want {
		t.Errorf("ARN = %s, want %s", got, want)
	}
	if !IsPublicECR("public.ecr.aws/a/b:1") || IsPublicECR("nginx:1") || IsPublicECR("public.ecr.aws.evil.dev/a:1") {
		t.Error("IsPublicECR misjudges a registry")
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"nginx:1.29.3", "localhost:5000/a/b", "ghcr.io/a/b:v1@" + digest, ref + ":latest",
		"${a:b}/c:d", "a@b", "$:{", "210987654321.dkr.ecr.eu-west-1.amazonaws.com/a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if r, ok := Split(text); ok && r.String() != text {
			t.Errorf("%q came back as %q", text, r)
		}
		var ps rules.Mistakes
		Check(&ps, "image", text)
		r, ok := Parse(text)
		if !ok && len(ps) == 0 && text != "" && !strings.Contains(text, "${") && !strings.Contains(text, "#{TfToken[") {
			t.Errorf("%q is no reference, but no rule says so", text)
		}
		if ok && len(ps) == 0 && r.Digest == "" && Mutable(r.Tag) {
			t.Errorf("%q moves, but no rule says so", text)
		}
		if e, private := ParseECR(text); private && !strings.HasSuffix(e.ARN("aws"), ":repository/"+r.Repository) {
			t.Errorf("%q has the ARN %s", text, e.ARN("aws"))
		}
	})
}

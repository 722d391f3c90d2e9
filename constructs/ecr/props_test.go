package ecr

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

const ref = "${TfToken[TOKEN.1]}"

func TestProblems(t *testing.T) {
	valid := func() Props { return Props{Name: "team/llm-proxy"} }
	checktest.Run(t, valid, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "defaults", Change: func(*Props) {}},
		{Name: "everything", Change: func(p *Props) {
			*p = Props{Name: "a.b_c-d/e", ImageTagMutability: TagImmutable, ScanOnPush: jsii.Bool(false),
				KMSKeyARN:  "arn:aws:kms:eu-west-1:210987654321:key/a",
				KeepImages: jsii.Number(10), UntaggedDays: jsii.Number(1), EphemeralTagPrefixes: jsii.Strings("pr-", "cache"),
				EphemeralDays:  jsii.Number(1),
				PullAccountIDs: jsii.Strings("109876543210"), ForceDelete: jsii.Bool(true)}
		}},
		{Name: "references", Change: func(p *Props) {
			*p = Props{Name: ref, KMSKeyARN: ref, KeepImages: jsii.Number(-1.8e289), UntaggedDays: jsii.Number(-1.8e289),
				PullAccountIDs: jsii.Strings(ref, ref), EphemeralTagPrefixes: jsii.Strings(ref)}
		}},
		{Name: "empty lists", Change: func(p *Props) {
			p.PullAccountIDs, p.EphemeralTagPrefixes = &[]*string{},
				&[]*string{}
		}},
		{Name: "no name", Change: func(p *Props) { p.Name = "" }, Want: []string{"name required"}},
		{Name: "upper case", Change: func(p *Props) { p.Name = "LLM" }, Want: []string{"name invalid"}},
		{Name: "short name", Change: func(p *Props) { p.Name = "a" }, Want: []string{"name invalid"}},
		{Name: "long name", Change: func(p *Props) { p.Name = strings.Repeat("a", 257) }, Want: []string{"name invalid"}},
		{Name: "separators in a row", Change: func(p *Props) { p.Name = "a--b" }, Want: []string{"name invalid"}},
		{Name: "trailing slash", Change: func(p *Props) { p.Name = "team/" }, Want: []string{"name invalid"}},
		{Name: "mutability", Change: func(p *Props) { p.ImageTagMutability = "SOMETIMES" },
			Want: []string{"imageTagMutability one-of"}},
		{Name: "key alias", Change: func(p *Props) { p.KMSKeyARN = "alias/ecr" },
			Want: []string{"kmsKeyARN invalid"}},
		{Name: "too few images", Change: func(p *Props) { p.KeepImages = jsii.Number(9) },
			Want: []string{"keepImages range"}},
		{Name: "half an image", Change: func(p *Props) { p.KeepImages = jsii.Number(10.5) },
			Want: []string{"keepImages range"}},
		{Name: "no day", Change: func(p *Props) { p.UntaggedDays = jsii.Number(0) },
			Want: []string{"untaggedDays range"}},
		{Name: "mutable by age", Change: func(p *Props) {
			p.ImageTagMutability, p.UntaggedDays = TagMutable,
				jsii.Number(14)
		}, Want: []string{"untaggedDays ecr-untagged-age"}},
		{Name: "wildcard", Change: func(p *Props) { p.EphemeralTagPrefixes = jsii.Strings("pr-", "*") },
			Want: []string{"ephemeralTagPrefixes[1] invalid"}},
		{Name: "empty prefix", Change: func(p *Props) { p.EphemeralTagPrefixes = jsii.Strings("") },
			Want: []string{"ephemeralTagPrefixes[0] required"}},
		{Name: "prefix twice", Change: func(p *Props) { p.EphemeralTagPrefixes = jsii.Strings("pr-", "pr-") },
			Want: []string{"ephemeralTagPrefixes[1] unique"}},
		{Name: "computed prefixes", Change: func(p *Props) { p.EphemeralTagPrefixes = jsii.Strings("#{TfToken[TOKEN.1]}") },
			Want: []string{"ephemeralTagPrefixes known-value"}},
		{Name: "days of nothing", Change: func(p *Props) { p.EphemeralDays = jsii.Number(3) },
			Want: []string{"ephemeralDays ecr-ephemeral-age"}},
		{Name: "no ephemeral day",
			Change: func(p *Props) { p.EphemeralTagPrefixes, p.EphemeralDays = jsii.Strings("pr-"), jsii.Number(0) },
			Want:   []string{"ephemeralDays range"}},
		{Name: "account", Change: func(p *Props) { p.PullAccountIDs = jsii.Strings("1234") },
			Want: []string{"pullAccountIDs[0] invalid"}},
		{Name: "account twice", Change: func(p *Props) { p.PullAccountIDs = jsii.Strings("109876543210", "109876543210") },
			Want: []string{"pullAccountIDs[1] unique"}},
		{Name: "computed accounts", Change: func(p *Props) { p.PullAccountIDs = jsii.Strings("#{TfToken[TOKEN.1]}") },
			Want: []string{"pullAccountIDs known-value"}},
		{Name: "all at once", Change: func(p *Props) { *p = Props{ImageTagMutability: "x", KeepImages: jsii.Number(1)} },
			Want: []string{"imageTagMutability one-of", "keepImages range", "name required"}},
	})
	if (*Props)(nil).Validate() == nil {
		t.Error("nil props have no name, but no rule says so")
	}
}

// rule is a lifecycle rule in short.
func rule(priority int, description string, selection map[string]any) any {
	return map[string]any{"rulePriority": priority, "description": description, "selection": selection,
		"action": map[string]any{"type": "expire"}}
}

func TestLifecycle(t *testing.T) {
	for _, c := range []struct {
		name  string
		props Props
		want  []any
	}{
		{"defaults", Props{}, []any{
			rule(1, "images without a tag, by age",
				map[string]any{"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 14.0}),
			rule(2, "all but the newest tagged images",
				map[string]any{"tagStatus": "tagged", "tagPatternList": []any{"*"}, "countType": "imageCountMoreThan",
					"countNumber": 100.0}),
		}},
		{"mutable tags", Props{ImageTagMutability: TagMutable, KeepImages: jsii.Number(50)}, []any{
			rule(1, "all but the newest images without a tag",
				map[string]any{"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 50.0}),
			rule(2, "all but the newest tagged images",
				map[string]any{"tagStatus": "tagged", "tagPatternList": []any{"*"}, "countType": "imageCountMoreThan",
					"countNumber": 50.0}),
		}},
		{"ephemeral tags", Props{UntaggedDays: jsii.Number(3), EphemeralTagPrefixes: jsii.Strings("pr-", "cache")}, []any{
			rule(1, "ephemeral images, by age",
				map[string]any{"tagStatus": "tagged", "tagPatternList": []any{"pr-*"}, "countType": "sinceImagePushed",
					"countUnit": "days", "countNumber": 7.0}),
			rule(2, "ephemeral images, by age",
				map[string]any{"tagStatus": "tagged", "tagPatternList": []any{"cache*"}, "countType": "sinceImagePushed",
					"countUnit": "days", "countNumber": 7.0}),
			rule(3, "images without a tag, by age",
				map[string]any{"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 3.0}),
			rule(4, "all but the newest tagged images",
				map[string]any{"tagStatus": "tagged", "tagPatternList": []any{"*"}, "countType": "imageCountMoreThan",
					"countNumber": 100.0}),
		}},
	} {
		if diff := cmp.Diff(c.want, c.props.resolve().rules); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestRef(t *testing.T) {
	valid := func() Ref {
		return Ref{URL: "210987654321.dkr.ecr.eu-west-1.amazonaws.com/team/app",
			ARN: "arn:aws:ecr:eu-west-1:210987654321:repository/team/app"}
	}
	checktest.Run(t, valid, func(r *Ref) error { return r.Validate() }, []checktest.Case[Ref]{
		{Name: "valid", Change: func(*Ref) {}},
		{Name: "references", Change: func(r *Ref) { *r = Ref{URL: ref, ARN: ref} }},
		{Name: "one reference", Change: func(r *Ref) { r.ARN = ref }},
		{Name: "nothing", Change: func(r *Ref) { *r = Ref{} }, Want: []string{"arn required", "url required"}},
		{Name: "tag", Change: func(r *Ref) { r.URL += ":v1" },
			Want: []string{"url invalid"}},
		{Name: "other registry", Change: func(r *Ref) { r.URL = "ghcr.io/team/app" },
			Want: []string{"url invalid"}},
		{Name: "protocol", Change: func(r *Ref) { r.URL = "https://" + r.URL }, Want: []string{"url invalid"}},
		{Name: "other service", Change: func(r *Ref) { r.ARN = "arn:aws:ecs:eu-west-1:210987654321:cluster/a" },
			Want: []string{"arn invalid"}},
		{Name: "another repository",
			Change: func(r *Ref) { r.ARN = "arn:aws:ecr:eu-west-1:210987654321:repository/team/other" },
			Want: []string{
				"arn: got \"arn:aws:ecr:eu-west-1:210987654321:repository/team/other\", want " +
					"arn:aws:ecr:eu-west-1:210987654321:repository/team/app, as url says",
			}},
		{Name: "another account", Change: func(r *Ref) { r.ARN = "arn:aws:ecr:eu-west-1:109876543210:repository/team/app" },
			Want: []string{"arn ecr-same-repository"}},
	})
}

package redeploy

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

const (
	reference = "${TfToken[TOKEN.1]}"
	list      = "#{TfToken[TOKEN.2]}"
	secret    = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:llm-proxy/openai-AbC123"
)

// long is a list that fills a pattern.
func long(form string, n int) *[]*string {
	var out []string
	for i := range n {
		out = append(out, form+strings.Repeat("x", 30)+string(rune('a'+i/26))+string(rune('a'+i%26)))
	}
	return jsii.Strings(out...)
}

func TestProblems(t *testing.T) {
	valid := func() Props {
		return Props{ClusterName: "ai", ServiceName: "llm-proxy",
			Settings: Settings{Name: "llm-proxy", SecretARNs: jsii.Strings(secret)}}
	}
	object := func(bucket, key string) func(*Props) {
		return func(p *Props) { p.Objects = []S3Object{{Bucket: bucket, Key: key}} }
	}
	arns := func(of ...string) func(*Props) { return func(p *Props) { p.SecretARNs = jsii.Strings(of...) } }
	names := func(of ...string) func(*Props) { return func(p *Props) { p.SecretNames = jsii.Strings(of...) } }
	parameters := func(of ...string) func(*Props) { return func(p *Props) { p.ParameterNames = jsii.Strings(of...) } }
	checktest.Run(t, valid, func(p *Props) error { return p.problems("eu-west-1").Err() }, []checktest.Case[Props]{
		{Name: "one secret", Change: func(*Props) {}},
		{Name: "everything", Change: func(p *Props) {
			p.SecretNames, p.ParameterNames = jsii.Strings("llm-proxy/anthropic", "rds!db-1"),
				jsii.Strings("/llm-proxy/model", "model", "a/b")
			p.Objects = []S3Object{{"acme-config", "litellm.yaml"}, {"acme-config", "prompts/system.txt"}}
		}},
		{Name: "references", Change: func(p *Props) {
			refs := jsii.Strings(reference, reference)
			*p = Props{reference, reference, Settings{reference, refs, refs, refs,
				[]S3Object{{reference, reference}, {reference, reference}}, nil}}
		}},
		{Name: "a reference to a part", Change: arns("arn:aws:secretsmanager:eu-west-1:210987654321:secret:" + reference)},
		{Name: "lists of Terraform", Change: func(p *Props) {
			p.SecretARNs, p.SecretNames, p.ParameterNames = jsii.Strings(list), jsii.Strings(list), jsii.Strings(list)
		}},
		{Name: "nothing", Change: func(p *Props) { *p = Props{} },
			Want: []string{"clusterName required", "name required", "secretARNs required", "serviceName required"}},
		{Name: "empty lists", Change: func(p *Props) {
			p.SecretARNs, p.SecretNames, p.ParameterNames, p.Objects = &[]*string{}, &[]*string{}, &[]*string{}, []S3Object{}
		}, Want: []string{
			"secretARNs required",
		}},
		{Name: "nil in lists", Change: func(p *Props) {
			p.SecretARNs, p.SecretNames, p.ParameterNames = &[]*string{nil}, &[]*string{nil}, &[]*string{nil}
		},
			Want: []string{"parameterNames[0] nil-element", "secretARNs[0] nil-element", "secretNames[0] nil-element"}},

		{Name: "bad name", Change: func(p *Props) { p.Name = "llm proxy" },
			Want: []string{"name invalid"}},
		{Name: "name starts with a hyphen", Change: func(p *Props) { p.Name = "-llm" }, Want: []string{"name invalid"}},
		{Name: "longest name", Change: func(p *Props) { p.Name = strings.Repeat("n", 42) }},
		{Name: "long name", Change: func(p *Props) { p.Name = strings.Repeat("n", 43) }, Want: []string{"name invalid"}},
		{Name: "cluster ARN", Change: func(p *Props) { p.ClusterName = "arn:aws:ecs:eu-west-1:210987654321:cluster/ai" },
			Want: []string{
				`clusterName: got "arn:aws:ecs:eu-west-1:210987654321:cluster/ai", want 1 to 255 letters, digits, ` +
					`hyphens and underscores; give the name`,
			}},
		{Name: "service ARN", Change: func(p *Props) {
			p.ServiceName =
				"arn:aws:ecs:eu-west-1:210987654321:service/ai/llm-proxy"
		}, Want: []string{"serviceName invalid"}},

		{Name: "secret name as an ARN", Change: arns("llm-proxy/openai"),
			Want: []string{"secretARNs[0] invalid"}},
		{Name: "other service", Change: arns("arn:aws:ssm:eu-west-1:210987654321:parameter/openai"),
			Want: []string{"secretARNs[0] invalid"}},
		{Name: "no secret", Change: arns("arn:aws:secretsmanager:eu-west-1:210987654321:rotation"),
			Want: []string{"secretARNs[0] invalid"}},
		{Name: "broken ARN", Change: arns("arn:aws:secretsmanager:eu-west-1:secret:openai-AbC123"),
			Want: []string{"secretARNs[0] invalid"}},
		{Name: "partial ARN", Change: arns(strings.TrimSuffix(secret, "-AbC123")),
			Want: []string{
				"secretARNs[0] redeploy-secret-suffix",
			}},
		{Name: "wildcard", Change: arns(strings.TrimSuffix(secret, "AbC123") + "??????"),
			Want: []string{"secretARNs[0] redeploy-secret-suffix"}},
		{Name: "wildcard before the suffix", Change: arns("arn:aws:secretsmanager:eu-west-1:210987654321:secret:*-AbC123"),
			Want: []string{"secretARNs[0] redeploy-secret-suffix"}},
		{Name: "JSON key", Change: arns(secret + ":key::"),
			Want: []string{
				`secretARNs[0]: got "arn:aws:secretsmanager:eu-west-1:210987654321:secret:llm-...", ` +
					`want the ARN alone; leave out the JSON key`,
			}},
		{Name: "other region", Change: arns(strings.Replace(secret, "eu-west-1", "us-east-1", 1)),
			Want: []string{"secretARNs[0] redeploy-secret-region"}},
		{Name: "ARN twice", Change: arns(secret, secret), Want: []string{"secretARNs[1] unique"}},
		{Name: "secret ARN as a name", Change: names(secret),
			Want: []string{
				`secretNames[0]: got "arn:aws:secretsmanager:eu-west-1:210987654321:secret:llm-...", ` +
					`want a name; give an ARN as secretARNs`,
			}},
		{Name: "wildcard name", Change: names("llm-proxy/*"), Want: []string{"secretNames[0] invalid"}},
		{Name: "name twice", Change: names("a", "b", "a"), Want: []string{"secretNames[2] unique"}},
		{Name: "by ARN and name", Change: names("llm-proxy/openai"),
			Want: []string{
				`secretNames[0]: got "llm-proxy/openai" again, ` +
					`want a secret different from secretARNs[0]; each change would deploy twice`,
			}},

		{Name: "parameter ARN", Change: parameters("arn:aws:ssm:eu-west-1:210987654321:parameter/model"),
			Want: []string{"parameterNames[0] invalid"}},
		{Name: "parameters of a path", Change: parameters("/llm-proxy/"),
			Want: []string{"parameterNames[0] invalid"}},
		{Name: "parameter wildcard", Change: parameters("/llm-proxy/*"),
			Want: []string{"parameterNames[0] invalid"}},
		{Name: "parameter twice", Change: parameters("/model", "model"),
			Want: []string{"parameterNames[1] unique"}},

		{Name: "bucket ARN", Change: object("arn:aws:s3:::acme-config", "litellm.yaml"),
			Want: []string{"objects[0].bucket invalid"}},
		{Name: "no object", Change: object("", ""), Want: []string{"objects[0].bucket required", "objects[0].key required"}},
		{Name: "folder", Change: object("acme-config", "prompts/"), Want: []string{"objects[0].key invalid"}},
		{Name: "wildcard key", Change: object("acme-config", "prompts/*"), Want: []string{"objects[0].key invalid"}},
		{Name: "longest key", Change: object("acme-config", strings.Repeat("k", 1024))},
		{Name: "long key", Change: object("acme-config", strings.Repeat("k", 1025)), Want: []string{
			"objects[0].key invalid"}},
		{Name: "object twice", Change: func(p *Props) { p.Objects = []S3Object{{"acme-config", "a"}, {"acme-config", "a"}} },
			Want: []string{"objects[1] unique"}},
		{Name: "same key of another bucket",
			Change: func(p *Props) { p.Objects = []S3Object{{"acme-config", "a"}, {"acme-prompts", "a"}} }},

		{Name: "many names", Change: func(p *Props) { p.SecretNames = long("secret-", 40) }},
		{Name: "too many names", Change: func(p *Props) { p.SecretNames = long("secret-", 50) },
			Want: []string{"secretNames redeploy-pattern-size"}},
		{Name: "too many objects", Change: func(p *Props) {
			for _, key := range *long("prompts/", 60) {
				p.Objects = append(p.Objects, S3Object{"acme-config", *key})
			}
		}, Want: []string{"objects redeploy-pattern-size"}},
	})
	if (*Props)(nil).Validate() == nil {
		t.Error("no props at all are valid")
	}
	elsewhere := valid()
	elsewhere.SecretARNs = jsii.Strings(strings.Replace(secret, "eu-west-1", "us-east-1", 1))
	if err := elsewhere.Validate(); err != nil {
		t.Errorf("a secret of another region than none: %v", err)
	}
}

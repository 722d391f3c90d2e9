package module

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

type judged struct {
	kind  string
	check Check
	sound []any
	// wrong are values, by what refuses them: the rule stands behind the last space.
	wrong map[string]any
}

func texts(values ...string) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}

const digest = "@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

var table = map[string]judged{
	"service_name": {"string", ServiceName(), texts("llm-proxy", "ab", "internals", strings.Repeat("a", 32)),
		map[string]any{
			"empty required": "", "capital invalid": "LLM", "long invalid": strings.Repeat("a", 33), "digit invalid": "1a",
			"hyphen invalid": "a-", "line invalid": "ab\n", "prefix module-internal-name": "internal-api",
		}},
	"image": {"string", Image(), texts("nginx:1.29.3", "ghcr.io/acme/llm-proxy:v1.4.2", "host:5000/a/b:v1", "a"+digest,
		"a:latest"+digest, "a:main-3f2c1ab", "210987654321.dkr.ecr.eu-west-1.amazonaws.com/a/b:1.0-slim"), map[string]any{
		"empty required": "", "no tag image-fixed": "nginx", "latest image-fixed": "nginx:latest",
		"latest within image-fixed": "a:v1-Latest", "branch image-fixed": "a:main", "variant image-fixed": "a:prod-arm64",
		"address invalid": "https://a/b:v1", "capital invalid": "Acme/a:v1", "digest invalid": "a@sha256:12",
	}},
	"port": {"number", Port(), []any{1.0, 4000.0, 65535.0}, map[string]any{"zero range": 0.0, "much range": 65536.0,
		"half range": 80.5}},
	"cpu": {"number", CPU(), []any{256.0, 32768.0}, map[string]any{"300 fargate-task-size": 300.0,
		"0 fargate-task-size": 0.0}},
	"retention": {"number", LogRetention(), []any{0.0, 1.0, 3653.0}, map[string]any{"31 one-of": 31.0, "-1 one-of": -1.0}},
	"tasks": {"number", WholeNumber(2, 5000, " tasks"), []any{2.0, 5000.0},
		map[string]any{"1 range": 1.0, "2.5 range": 2.5}},
	"word": {"string", OneOf("a", "b c"), texts("a", "b c"), map[string]any{"c one-of": "c", "empty one-of": ""}},
	"vpc": {"string", VPC(), texts("vpc-0a1b2c3d", "vpc-0a1b2c3d4e5f67890"),
		map[string]any{"x invalid": "vpc-X", "none required": ""}},
	"group": {"string", SecurityGroup(), texts("sg-0a1b2c3d4e5f67890"), map[string]any{"x invalid": "sg"}},
	"zone": {"string", HostedZone(), texts("Z0123456789ABCDEFGHIJ"),
		map[string]any{"path invalid": "/hostedzone/Z0123456789ABCDEFGHIJ"}},
	"domain": {"string", DomainName(), texts("llm.acme.dev", "a.b-c.acme.co"),
		map[string]any{"address invalid": "https://a.dev",
			"capital invalid": "LLM.acme.dev", "one invalid": "localhost",
			"long invalid": strings.Repeat("a", 60) + ".acme.dev"}},
	"path": {"string", HealthPath(), texts("/", "/healthz", "/ü"), map[string]any{"relative invalid": "healthz",
		"query invalid": "/h?a=1", "long invalid": "/" + strings.Repeat("a", 1024), "none required": ""}},
	"email": {"string", Email(), texts("oncall@acme.dev", "a.b+c@x-y.acme.co"), map[string]any{"name invalid": "oncall",
		"host invalid": "a@acme", "shown invalid": "On Call <a@acme.dev>", "dots invalid": "a..b@acme.dev"}},
	"certificate": {"string", ARN("acm"),
		texts("arn:aws:acm:eu-west-1:210987654321:certificate/x", "arn:aws-cn:acm:cn-north-1:210987654321:certificate/x"),
		map[string]any{"none required": "", "service invalid": "arn:aws:iam::210987654321:role/x",
			"account invalid":   "arn:aws:acm:eu-west-1:21:certificate/x",
			"partition invalid": "arn:x:acm:eu-west-1:210987654321:c"}},
	"key": {"string", ARN("kms"), texts("arn:aws:kms:eu-west-1:210987654321:key/1"), map[string]any{
		"alias invalid": "arn:aws:kms:eu-west-1:210987654321:alias/a"}},
	"cidr": {"string", CIDR(), texts("10.0.0.0/16", "0.0.0.0/0", "10.0.0.1/32"),
		map[string]any{"inside invalid": "10.0.1.0/16",
			"none required": "", "word invalid": "ten", "v6 invalid": "fd00::/8", "much invalid": "10.0.0.0/33",
			"part invalid": "10.0/16"}},
	"subnets": {"list(string)", Check{append(AtLeast(2).clauses, Each(Subnet()).clauses...)},
		[]any{[]string{"subnet-0a1b2c3d", "subnet-0a1b2c3e"}}, map[string]any{"one range": []string{"subnet-0a1b2c3d"},
			"again range": []string{"subnet-0a1b2c3d", "subnet-0a1b2c3d"}, "x invalid": []string{"subnet-0a1b2c3d", "x"}}},
	"environment": {"map(string)", Environment(),
		[]any{map[string]string{}, map[string]string{"MODEL": "gpt", "MAX_TOKENS": "9",
			"API_KEY": "/run/secrets/key", "EOS_TOKEN": "</s>", "API_KEY_FILE": "x", "OPENAI_API_KEY": ""}}, map[string]any{
			"name invalid": map[string]string{"A B": "x"}, "digit invalid": map[string]string{"1A": "x"},
			"reserved ecs-reserved-variable":          map[string]string{"ECS_AGENT_URI": "x"},
			"named ecs-plaintext-credential":          map[string]string{"openai.api-key": "abc123"},
			"password ecs-plaintext-credential":       map[string]string{"PGPASSWORD": "hunter2"},
			"by its form ecs-plaintext-credential":    map[string]string{"MODEL": "sk-proj-" + strings.Repeat("a1B2", 6)},
			"numbered one ecs-plaintext-credential":   map[string]string{"CLIENT_SECRET_2": "x"},
			"of a service ecs-plaintext-credential":   map[string]string{"REDISCLI_AUTH": "x"},
			"behind words ecs-plaintext-credential":   map[string]string{"X": "--key=hf_" + strings.Repeat("a1B2", 6)},
			"a bearer's one ecs-plaintext-credential": map[string]string{"AWS_BEARER_TOKEN_BEDROCK": "x"},
		}},
	"secrets": {"map(string)", SecretARNs(),
		[]any{map[string]string{"A": "arn:aws:secretsmanager:eu-west-1:210987654321:secret:a/b-AbCdEf",
			"B": "arn:aws:secretsmanager:eu-west-1:210987654321:secret:a:key::",
			"C": "arn:aws:ssm:eu-west-1:210987654321:parameter/a/b"}},
		map[string]any{"value invalid": map[string]string{"A": "hunter2"}, "name invalid": map[string]string{"A-": "x y"},
			"reserved ecs-reserved-variable": map[string]string{
				"AWS_EXECUTION_ENV": "arn:aws:ssm:eu-west-1:210987654321:parameter/a",
			},
			"parts invalid": map[string]string{
				"A": "arn:aws:secretsmanager:eu-west-1:210987654321:secret:a:key",
			},
			"document invalid": map[string]string{"A": "arn:aws:ssm:eu-west-1:210987654321:document/a"}}},
	"tags": {"map(string)", Tags(),
		[]any{map[string]string{}, map[string]string{"Kostenstelle Süd": "a b_.:/=+-@", "b": ""}}, map[string]any{
			"aws tags": map[string]string{"AWS:a": "x"}, "key tags": map[string]string{"a!": "x"},
			"value tags":  map[string]string{"a": "!"},
			"long tags":   map[string]string{strings.Repeat("a", 129): "x"},
			"longer tags": map[string]string{"a": strings.Repeat("a", 257)},
			"many tags":   manyTags()}},
}

func manyTags() map[string]string {
	out := map[string]string{}
	for i := range 51 {
		out[fmt.Sprint(i)] = "x"
	}
	return out
}

func TestChecksJudgeAsTheRulesDo(t *testing.T) {
	for name, j := range table {
		for _, value := range j.sound {
			var ms rules.Mistakes
			j.check.judgeAll(&ms, name, value)
			if len(ms) > 0 {
				t.Errorf("%s: %v is refused: %v", name, value, ms)
			}
		}
		for why, value := range j.wrong {
			var ms rules.Mistakes
			j.check.judgeAll(&ms, name, value)
			want := why[strings.LastIndexByte(why, ' ')+1:]
			found := false
			for _, m := range ms {
				found = found || m.Rule == want
			}
			if !found {
				t.Errorf("%s, %s: got %v", name, why, ms)
			}
		}
	}
}

// Terraform refuses each value that a rule of Go refuses, in its words, and no other.
func TestTerraformJudgesAsGoDoes(t *testing.T) {
	testkit.Heavy(t)
	variables := map[string]any{}
	refused := map[string]bool{}
	add := func(name string, j judged, value any, wrong bool) {
		v := &variable{Variable: Variable{Checks: []Check{j.check}}, name: name, kind: j.kind}
		var validations []any
		for _, c := range v.validations() {
			validations = append(validations,
				map[string]any{"condition": "${" + c.condition + "}", "error_message": c.message.template()})
		}
		variables[name] = map[string]any{"type": j.kind, "default": value, "validation": validations}
		refused[name] = wrong
	}
	for name, j := range table {
		for i, value := range j.sound {
			add(fmt.Sprintf("%s_sound_%d", name, i), j, value, false)
		}
		i := 0
		for _, value := range j.wrong {
			add(fmt.Sprintf("%s_wrong_%d", name, i), j, value, true)
			i++
		}
	}
	text, err := json.Marshal(map[string]any{"variable": variables,
		"terraform": map[string]any{"required_providers": map[string]any{
			"aws": map[string]any{"source": "hashicorp/aws", "version": ">= 5.99, < 7.0"}}}})
	if err != nil {
		t.Fatal(err)
	}
	failure := testkit.NewTerraform(t, text, testkit.TerraformOptions{}).TryPlan(t)
	if failure == nil {
		t.Fatal("everything went through")
	}
	said := strings.Join(strings.Fields(strings.ReplaceAll(failure.Error(), "│", " ")), " ")
	for name, wrong := range refused {
		// what is quoted of the configuration has the template in this place
		if got := regexp.MustCompile(`\b` + name + `: got [^$]`).MatchString(said); got != wrong {
			t.Errorf("%s is refused: %v\n%v", name, got, variables[name])
		}
	}
	t.Logf("%d values", len(refused))
}

package secrets_test

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func TestResolve(t *testing.T) {
	const (
		partial = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:llm-proxy/openai"
		full    = partial + "-AbC123"
		param   = "arn:aws:ssm:eu-west-1:210987654321:parameter/llm/openai"
		key     = "arn:aws:kms:eu-west-1:210987654321:key/a"
	)
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		for _, c := range []struct {
			ref  secrets.Reference
			want secrets.Resolved
		}{
			{secrets.Reference{SecretName: "llm-proxy/openai"},
				secrets.Resolved{ValueFrom: partial, GrantARN: partial + "-??????"}},
			{secrets.Reference{SecretName: "llm-proxy/openai", JSONKey: "api_key"},
				secrets.Resolved{ValueFrom: partial + ":api_key::", GrantARN: partial + "-??????"}},
			{secrets.Reference{SecretARN: partial, VersionStage: "AWSPREVIOUS"},
				secrets.Resolved{ValueFrom: partial + "::AWSPREVIOUS:", GrantARN: partial + "-??????"}},
			{secrets.Reference{SecretARN: full, JSONKey: "k", VersionID: "v1", KMSKeyARN: key},
				secrets.Resolved{ValueFrom: full + ":k::v1", GrantARN: full, KMSKeyARN: key}},
			{secrets.Reference{SecretARN: full}, secrets.Resolved{ValueFrom: full, GrantARN: full}},
			{secrets.Reference{ParameterName: "/llm/openai", KMSKeyARN: key},
				secrets.Resolved{ValueFrom: param, GrantARN: param, KMSKeyARN: key, Parameter: true}},
			{secrets.Reference{ParameterName: "llm/openai"},
				secrets.Resolved{ValueFrom: param, GrantARN: param, Parameter: true}},
			{secrets.Reference{ParameterARN: param}, secrets.Resolved{ValueFrom: param, GrantARN: param, Parameter: true}},
		} {
			if diff := cmp.Diff(c.want, secrets.Resolve(stack, c.ref)); diff != "" {
				t.Errorf("%+v (-want +got):\n%s", c.ref, diff)
			}
		}
	})
	if got := template.Addresses(); len(got) > 0 {
		t.Errorf("resolving read or made %v although region and account are stated", got)
	}
}

func TestResolveReferences(t *testing.T) {
	template, err := testkit.TrySynth(t, nil, func(stack cdktf.TerraformStack) {
		name := cdktf.NewTerraformVariable(stack, jsii.String("name"),
			&cdktf.TerraformVariableConfig{Type: jsii.String("string")})
		for id, ref := range map[string]secrets.Reference{
			"secret": {SecretName: *name.StringValue()}, "parameter": {ParameterName: *name.StringValue()},
			"under": {ParameterName: "/" + *name.StringValue() + "/key"},
		} {
			cdktf.NewTerraformOutput(stack, jsii.String(id),
				&cdktf.TerraformOutputConfig{Value: secrets.Resolve(stack, ref).GrantARN})
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	text := string(template.Text())
	for _, want := range []string{
		"}:secret:${var.name}-??????\"", `parameter/${trimprefix(var.name, \"/\")}"`, "parameter/${var.name}/key",
		"arn:${data.aws_partition.", ":ssm:${data.aws_region.", "}:${data.aws_caller_identity.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing from\n%s", want, text)
		}
	}
	template.Count(t, "data.aws_region", 1)
}

func TestResolveReportsMistakes(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		if got := secrets.Resolve(stack, secrets.Reference{SecretName: "a:b"}); got.ValueFrom == "" || got.GrantARN == "" {
			t.Error("a refused reference must not cause follow-up mistakes")
		}
	})
	if err == nil || !strings.Contains(err.Error(), "secretName: got \"a:b\"") {
		t.Errorf("got %v", err)
	}
}

func TestNew(t *testing.T) {
	const key = "arn:aws:kms:eu-west-1:210987654321:key/a"
	var resolved secrets.Resolved
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		s := secrets.New(stack, "openai", &secrets.Props{Name: "llm-proxy/openai", Description: "OpenAI key", KMSKeyARN: key})
		ref := s.Reference("api_key")
		if err := ref.Validate(); err != nil {
			t.Errorf("the secret's own reference was refused: %v", err)
		}
		resolved = secrets.Resolve(stack, ref)
		if resolved.GrantARN != s.ARN() || resolved.ValueFrom != s.ARN()+":api_key::" || resolved.KMSKeyARN != key {
			t.Errorf("got %+v for the secret %s", resolved, s.ARN())
		}
		secrets.New(stack, "gone", &secrets.Props{Name: "gone", RecoveryWindowDays: jsii.Number(0)})
	})
	template.Has(t, "aws_secretsmanager_secret", testkit.Object{
		"name": "llm-proxy/openai", "description": "OpenAI key", "kms_key_id": key, "recovery_window_in_days": 30,
		"tags": testkit.Absent, "policy": testkit.Absent,
	})
	template.Has(t, "aws_secretsmanager_secret",
		testkit.Object{"name": "gone", "recovery_window_in_days": 0, "kms_key_id": testkit.Absent,
			"description": testkit.Absent})
	template.Count(t, "aws_secretsmanager_secret_version", 0)
	if got := template.Addresses(); len(got) != 2 {
		t.Errorf("got %v, want the two secrets alone", got)
	}
}

func TestNewReportsAllMistakes(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		s := secrets.New(stack, "openai", nil)
		if s.Resource() != nil || s.Reference("k").Validate() != nil {
			t.Error("a refused secret must have no resource and a reference that causes no follow-up mistakes")
		}
	})
	if err == nil || !strings.Contains(err.Error(), "openai.name: got \"\", want 1 to 512 letters") {
		t.Errorf("got %v", err)
	}
}

func TestApply(t *testing.T) {
	testkit.Heavy(t)
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		secrets.New(stack, "openai", &secrets.Props{Name: "llm-proxy/openai", RecoveryWindowDays: jsii.Number(0)})
	})
	aws := testkit.StartAWS(t)
	terraform := testkit.NewTerraform(t, template.Text(), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	terraform.Destroy(t)
	aws.AssertEmpty(t)
}

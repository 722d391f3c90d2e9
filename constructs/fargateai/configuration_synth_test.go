package fargateai_test

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/configuration"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/killswitch"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func TestConfigurationReachesTheTask(t *testing.T) {
	var service *fargateai.Service
	template := synth(t, func(stack *fargateai.Stack) {
		service = fargateai.NewService(stack, "proxy", production(func(p *fargateai.ServiceProps) {
			p.Configuration = &configuration.Settings{
				KMSKeyARN: "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab",
				Files: []configuration.File{
					{Name: "config.yaml", Content: "a: 1\n", BucketVariable: "CONFIG_BUCKET", KeyVariable: "CONFIG_OBJECT"},
					{Name: "service.env", Content: "MODE=production\n", EnvironmentFile: jsii.Bool(true)},
				}}
			p.Secrets = nil
			p.ModelProviders = []fargateai.ModelProvider{{Name: fargateai.ModelProviderOpenAI,
				APIKey:  secrets.Reference{SecretName: "llm-proxy/openai"},
				BaseURL: "https://gateway.acme.dev/v1"}}
			p.Image.Owner = ecs.ImageOwnedByPipeline
		}))
	})
	_, task := template.One(t, "aws_ecs_task_definition")
	containers := task["container_definitions"].(string)
	for _, want := range []string{
		`"name" = "CONFIG_BUCKET", "value" = aws_s3_bucket.`, `"name" = "CONFIG_OBJECT", "value" = aws_s3_object.`,
		`"name" = "` + configuration.HashVariable + `", "value" = "`, `"environmentFiles" = [{"type" = "s3", "value" = "${`,
		`"name" = "OPENAI_BASE_URL", "value" = "https://gateway.acme.dev/v1"`,
		`"name" = "OPENAI_API_KEY", "valueFrom" = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:llm-proxy/openai"`,
	} {
		if !strings.Contains(containers, want) {
			t.Errorf("%s is missing in\n%s", want, containers)
		}
	}
	var policies strings.Builder
	for _, p := range template.Resources("aws_iam_role_policy") {
		policies.WriteString(p["policy"].(string))
	}
	for _, want := range []string{`/proxy/config.yaml", "Sid" = "Configuration"`, `"Sid" = "ConfigurationKey"`,
		`/proxy/service.env", "Sid" = "ConfigurationVariables"`, `"Sid" = "ConfigurationVariablesKey"`} {
		if !strings.Contains(policies.String(), want) {
			t.Errorf("%s is missing in\n%s", want, policies.String())
		}
	}
	if service.Configuration == nil || service.Configuration.Object("config.yaml") == nil {
		t.Error("the configuration is out of reach")
	}
}

func TestKillSwitchIsWired(t *testing.T) {
	var service *fargateai.Service
	template := synth(t, func(stack *fargateai.Stack) {
		service = fargateai.NewLLMProxy(stack, "proxy", production(func(p *fargateai.ServiceProps) {
			p.Guardrails = &guardrails.Settings{Alarms: guardrails.Alarms{TokensPerDay: jsii.Number(1_000_000)}}
			p.KillSwitch = &killswitch.Settings{Mode: killswitch.Automatic}
		}))
	})
	_, machine := template.One(t, "aws_sfn_state_machine")
	for _, want := range []string{`"TopicArn" = aws_sns_topic.`, `"MaxCapacity" = 0`, `"DesiredCount" = 0`,
		"--min-capacity 2 --max-capacity 20"} {
		if !strings.Contains(machine["definition"].(string), want) {
			t.Errorf("%s is missing in\n%s", want, machine["definition"])
		}
	}
	_, rule := template.One(t, "aws_cloudwatch_event_rule")
	if pattern := rule["event_pattern"].(string); !strings.Contains(pattern, `"alarmName" = ["proxy-tokens-per-day"]`) {
		t.Errorf("other alarms pull: %s", pattern)
	}
	for _, name := range []string{"proxy_kill_switch", "proxy_kill_switch_way_back"} {
		template.HasOutput(t, name)
	}
	if service.KillSwitch == nil || !strings.Contains(service.KillSwitch.RestoreCommand(), "register-scalable-target") {
		t.Error("the kill switch is out of reach")
	}
}

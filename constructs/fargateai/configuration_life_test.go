package fargateai_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/configuration"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/killswitch"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// ask sends a request to the emulator as an SDK would, and returns the answer.
func ask(t *testing.T, aws *testkit.AWS, method, path, service, action, body string) string {
	t.Helper()
	request, err := http.NewRequest(method, aws.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=a/20261127/eu-west-1/"+service+"/aws4_request")
	if action != "" {
		request.Header.Set("X-Amz-Target", action)
		request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s %s: %s %s %v", service, action, response.Status, text, err)
	}
	return string(text)
}

// A changed file is a deployment, one that is rolled back leaves the old file, and what the kill switch takes down the
// next apply brings back.
func TestConfigurationAndKillSwitchLive(t *testing.T) {
	testkit.Heavy(t)
	const bucket = "proxy-configuration-210987654321"
	stack := func(image, content string) []byte {
		return synth(t, func(stack *fargateai.Stack) {
			fargateai.NewLLMProxy(stack, "proxy", &fargateai.ServiceProps{
				Profile: fargateai.ProfileDemo, Port: jsii.Number(4000), Image: fargateai.Image{URI: "ghcr.io/acme/" + image},
				Guardrails:  &guardrails.Settings{},
				TokenBudget: &fargateai.TokenBudget{PerMinute: jsii.Number(1000)},
				KillSwitch:  &killswitch.Settings{Mode: killswitch.Automatic},
				Configuration: &configuration.Settings{BucketName: bucket, Files: []configuration.File{
					{Name: "config.yaml", Content: content, BucketVariable: "CONFIG_BUCKET", KeyVariable: "CONFIG_OBJECT"},
					{Name: "service.env", Content: "MODE=production\n", EnvironmentFile: jsii.Bool(true)},
				}},
			})
		}).Text()
	}
	aws := testkit.StartAWS(t)
	files := func() int {
		list := ask(t, aws, http.MethodGet, "/"+bucket+"?list-type=2&prefix=proxy/config-", "s3", "", "")
		return strings.Count(list, "<Key>")
	}
	terraform := testkit.NewTerraform(t, stack("app:v1", "a: 1\n"), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)

	touched(t, terraform.Update(t, stack("app:v1", "a: 2\n")), "replace aws_s3_object.proxy_configuration_file-config",
		"replace aws_ecs_task_definition.", "update aws_ecs_service.")
	terraform.AssertEmptyPlan(t)

	terraform.Write(t, stack("bad-image:v1", "a: 3\n"))
	if err := terraform.TryApply(t); err == nil ||
		!strings.Contains(err.Error(), "ECS rolled the deployment of proxy back") {
		t.Errorf("the apply of a deployment that was rolled back gave: %v", err)
	}
	if n := files(); n != 2 {
		t.Errorf("after a rollback there are %d files, want the new one and that of the tasks which run", n)
	}
	terraform.Update(t, stack("app:v2", "a: 4\n"))
	if n := files(); n != 1 {
		t.Errorf("after a deployment there are %d files, want 1", n)
	}
	terraform.AssertEmptyPlan(t)

	ask(t, aws, http.MethodPost, "/", "application-autoscaling", "AnyScaleFrontendService.RegisterScalableTarget",
		`{"ServiceNamespace": "ecs", "ScalableDimension": "ecs:service:DesiredCount", "ResourceId": "service/proxy/proxy", `+
			`"MinCapacity": 0, "MaxCapacity": 0}`)
	ask(t, aws, http.MethodPost, "/", "ecs", "AmazonEC2ContainerServiceV20141113.UpdateService",
		`{"cluster": "proxy", "service": "proxy", "desiredCount": 0}`)
	touched(t, testkit.Changes(terraform.Plan(t)), "update aws_appautoscaling_target.")
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)

	terraform.Destroy(t)
	aws.AssertEmpty(t, "TaskDefinition") // earlier revisions stay registered, since a rollback needs them
}

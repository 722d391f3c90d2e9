package fargateai_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// A name that only Terraform knows names everything but what Terraform reads before: outputs are named by the id.
func TestNameByReference(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		name := cdktf.NewTerraformVariable(stack, jsii.String("name"),
			&cdktf.TerraformVariableConfig{Type: jsii.String("string")})
		fargateai.NewService(stack, "hello-world", &fargateai.ServiceProps{
			Name: *name.StringValue(), Profile: fargateai.ProfileDemo, Port: jsii.Number(80),
			Image: fargateai.Image{URI: "nginx:1.29.3"},
		})
	})
	for _, kind := range []string{"aws_ecs_service", "aws_ecs_cluster", "aws_lb"} {
		for _, resource := range template.Resources(kind) {
			if resource["name"] != "${var.name}" {
				t.Errorf("%s is called %v", kind, resource["name"])
			}
		}
	}
	if text := string(template.Text()); !strings.Contains(text, `"hello_world_url"`) {
		t.Error("there is no output hello_world_url")
	}
}

func TestNameByReferenceInFilesOfOthers(t *testing.T) {
	p := &fargateai.ServiceProps{Name: "${var.name}", Profile: fargateai.ProfileDemo, Port: jsii.Number(80),
		Image: fargateai.Image{URI: "nginx:1.29.3"}, BlueGreen: &codedeploy.Settings{}}
	err := p.Validate("hello")
	if err == nil || !slices.Contains(strings.Split(err.Error(), "\n"),
		"name: got a reference with blueGreen, want a name that is known while synthesizing; files for another repository "+
			"hold it") {
		t.Errorf("got %v", err)
	}
}

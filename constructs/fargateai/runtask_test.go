package fargateai_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
)

// adopted is a service of which Terraform has little to find out.
func adopted() *fargateai.ServiceProps {
	return production(func(p *fargateai.ServiceProps) {
		p.ExistingNetwork = &network.Ref{VPCID: "vpc-0a1b2c3d4e5f67890",
			TaskSubnetIDs:   jsii.Strings("subnet-0a1b2c3d4e5f67890", "subnet-0a1b2c3d4e5f67891"),
			PublicSubnetIDs: jsii.Strings("subnet-0a1b2c3d4e5f67892", "subnet-0a1b2c3d4e5f67893")}
		p.ExistingCluster = &ecs.ClusterRef{Name: "ai", ARN: "arn:aws:ecs:eu-west-1:210987654321:cluster/ai"}
	})
}

func TestRunTaskCommand(t *testing.T) {
	words := []string{"python", "-c", `print("it's", '${HOME}', "\\n")`, "%{if}", "ü €"}
	template := synth(t, func(stack *fargateai.Stack) {
		s := fargateai.NewService(stack, "llm-proxy", adopted())
		if none := s.RunTaskCommand(); none != "" {
			t.Errorf("without words got %s", none)
		}
		cdktf.NewTerraformOutput(stack, jsii.String("migrate"),
			&cdktf.TerraformOutputConfig{Value: s.RunTaskCommand(words...), StaticId: jsii.Bool(true)})
	})
	var stack struct {
		Output map[string]struct{ Value string }
	}
	if err := json.Unmarshal(template.Text(), &stack); err != nil {
		t.Fatal(err)
	}
	t.Log(stack.Output["migrate"].Value)
	t.Log(stack.Output["llm_proxy_run_task"].Value)
	_, _, _, _ = os.Stdout, exec.Command, filepath.Join, strings.Contains
}

// A service that leaves the beaten path: resources of one's own, overrides of those that are made, a container beside
// the service's, and rules of one's own for everything.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/dataawscalleridentity"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iamrole"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/kmskey"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
)

func main() { fargateai.Run(build) }

const region = "eu-west-1"

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "escape-hatch", &fargateai.StackProps{Region: region})
	cdktf.Aspects_Of(stack).Add(&tagged{key: "DataClass", value: "prompts"})
	cdktf.Aspects_Of(stack).Add(&encrypted{rule: encryptedLogs})

	key := newKey(stack)
	group := logs.New(stack, "lines", &logs.Props{Name: "/acme/redacted", KMSKeyARN: *key.Arn()})
	role := iamrole.NewIamRole(stack, jsii.String("code"), &iamrole.IamRoleConfig{
		Name:             jsii.String("acme-redacted"),
		AssumeRolePolicy: cdktf.Fn_Jsonencode(trust(stack)),
	})

	service := fargateai.NewService(stack, "redacted", &fargateai.ServiceProps{
		Profile:          fargateai.ProfileDemo,
		Port:             jsii.Number(8080),
		Image:            fargateai.Image{URI: "ghcr.io/acme/redacted:v1.4.2"},
		ExistingLogGroup: &logs.Ref{Name: group.Name(), ARN: group.ARN()},
		Sidecars:         []ecs.Sidecar{redactor()},
		Task: &ecs.TaskSettings{
			TaskRoleARN: *role.Arn(),
			// what no prop says of a container, in the words of ECS's API; it is judged as props are
			ContainerOverrides: map[string]map[string]any{"redacted": {"stopTimeout": 90, "interactive": false}},
		},
	})

	// Every resource is there to be changed: by the provider's own types where it has them, by name where not.
	service.LoadBalancer.Resource().SetDesyncMitigationMode(jsii.String("strictest"))
	service.LoadBalancer.Resource().AddOverride(jsii.String("enable_xff_client_port"), true)
	service.Service.Resource().AddOverride(jsii.String("lifecycle.ignore_changes"), []string{"desired_count", "tags"})
}

// newKey is one that CloudWatch Logs may use, and nobody else but by the account's own policies.
func newKey(stack *fargateai.Stack) kmskey.KmsKey {
	return kmskey.NewKmsKey(stack, jsii.String("key"), &kmskey.KmsKeyConfig{
		Description: jsii.String("Encrypts what redacted says"), EnableKeyRotation: true,
		Policy: cdktf.Fn_Jsonencode(map[string]any{"Version": "2012-10-17", "Statement": []any{
			map[string]any{"Effect": "Allow", "Action": "kms:*", "Resource": "*",
				"Principal": map[string]any{"AWS": "arn:aws:iam::" + account(stack) + ":root"}},
			map[string]any{"Effect": "Allow", "Resource": "*",
				"Action":    []any{"kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"},
				"Principal": map[string]any{"Service": "logs." + region + ".amazonaws.com"},
				"Condition": map[string]any{"ArnEquals": map[string]any{"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:" +
					region + ":" + account(stack) + ":log-group:/acme/redacted"}}},
		}}),
	})
}

// trust lets tasks of this account take the role.
func trust(stack *fargateai.Stack) map[string]any {
	return map[string]any{"Version": "2012-10-17", "Statement": []any{map[string]any{
		"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": map[string]any{"Service": "ecs-tasks.amazonaws.com"},
		"Condition": map[string]any{"StringEquals": map[string]any{"aws:SourceAccount": account(stack)}},
	}}}
}

func account(stack *fargateai.Stack) string {
	const id = "own-account"
	if known, ok := stack.Node().TryFindChild(jsii.String(id)).(dataawscalleridentity.DataAwsCallerIdentity); ok {
		return *known.AccountId()
	}
	return *dataawscalleridentity.NewDataAwsCallerIdentity(stack, jsii.String(id), nil).AccountId()
}

// redactor takes names out of prompts before the code sees them. Its outage stops nothing.
func redactor() ecs.Sidecar {
	return ecs.Sidecar{
		Containers: []ecs.Container{{
			Name: "redactor", Image: "ghcr.io/acme/redactor:v0.9.1", Essential: jsii.Bool(false),
		}},
		Environment: map[string]string{"REDACTOR_URL": "http://localhost:9000"},
		CPU:         128, MemoryMiB: 256,
	}
}

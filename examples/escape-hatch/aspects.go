package main

import (
	"reflect"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchloggroup"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// tagged puts a tag on everything that takes tags, whoever makes it.
type tagged struct{ key, value string }

// Visit implements cdktf.IAspect.
func (a *tagged) Visit(node constructs.IConstruct) {
	resource, ok := node.(cdktf.TerraformResource)
	if ok && reflect.ValueOf(node).MethodByName("TagsInput").IsValid() {
		resource.AddOverride(jsii.String("tags."+a.key), a.value)
	}
}

// encryptedLogs is a rule of the company's own.
var encryptedLogs = rules.Rule{
	ID:     "acme-encrypted-logs",
	Judges: "Every log group is encrypted with a key of the company.",
	Why:    "Prompts of customers stand in the logs.",
}

// encrypted refuses log groups that the rule does not allow.
type encrypted struct{ rule rules.Rule }

// Visit implements cdktf.IAspect.
func (a *encrypted) Visit(node constructs.IConstruct) {
	if group, ok := node.(cloudwatchloggroup.CloudwatchLogGroup); ok && group.KmsKeyIdInput() == nil {
		fargateai.Forbid(node, a.rule, "a log group without a key", "one of the company's keys", "state kmsKeyARN")
	}
}

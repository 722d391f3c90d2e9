package iamaction

import (
	"strings"
	"testing"
)

func TestUnscopable(t *testing.T) {
	for action, want := range map[string]bool{
		"s3:ListAllMyBuckets": true, "ec2:DescribeNetworkInterfaces": true, "pricing:GetProducts": true,
		"bedrock:ListFoundationModels": true, "sts:GetCallerIdentity": true, "STS:getcalleridentity": true,
		"cloudwatch:PutMetricData": true, "ecr:GetAuthorizationToken": true, "ecs:DescribeTaskDefinition": true,
		"logs:DescribeLogGroups": true, "ssmmessages:OpenDataChannel": true, "xray:PutTraceSegments": true,
		"elasticloadbalancing:DescribeTargetGroups": true, "ssm:DescribeParameters": true,
		"ec2:Describe*": true, "ec2:DescribeNetwork*": true, "elasticloadbalancing:Describe*": true,
		"xray:GetSampling*": true, "xray:GetSamplingRule?": true, "ssmmessages:*": true, "pricing:*": true,

		"translate:TranslateText": true, "polly:SynthesizeSpeech": true, "ce:GetCostAndUsage": true,
		"cloudwatch:DescribeAlarms": true,

		"translate:GetTerminology": false,
		"s3:GetObject":             false, "bedrock:InvokeModel": false, "ecs:RunTask": false, "kms:Decrypt": false,
		"iam:PassRole": false, "logs:PutLogEvents": false, "ecs:RegisterTaskDefinition": false,
		"s3:List*": false, "xray:*": false, "xray:Nothing*": false, "nix:Get*": false, "nix:GetThing": false,
		"*": false, "": false, "*:GetProducts": false, "pricing": false, "pricing:": false, "pricing:[a-z]*": false,
	} {
		if got := Unscopable(action); got != want {
			t.Errorf("%s: got %v, want %v", action, got, want)
		}
	}
}

// Every service of the lists has actions, and its lines say on what they act.
func TestLists(t *testing.T) {
	for words := range listed(actionList) {
		if len(words) < 3 || strings.ToLower(words[0]) != words[0] {
			t.Errorf("got %q", words)
		}
	}
	if len(services()) < 40 || len(services()["ec2"]) < 700 || len(prefixes()) < 440 {
		t.Errorf("got %d services of %d, %d actions of EC2", len(services()), len(prefixes()), len(services()["ec2"]))
	}
}

func FuzzUnscopable(f *testing.F) {
	f.Add("xray:Get*")
	f.Fuzz(func(t *testing.T, action string) {
		if Unscopable(action) && !strings.Contains(action, ":") {
			t.Errorf("%q has no service", action)
		}
	})
}

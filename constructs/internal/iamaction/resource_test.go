package iamaction

import (
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
)

func TestExists(t *testing.T) {
	for action, want := range map[string]struct {
		exists  bool
		nearest string
	}{
		"s3:GetObject": {true, ""}, "S3:getobject": {true, ""}, "s3:Get*": {true, ""}, "*": {true, ""},
		"aoss:APIAccessAll": {true, ""}, "rds-db:connect": {true, ""}, "execute-api:Invoke": {true, ""},
		"dynamo:GetItem":                   {false, "dynamodb:GetItem"},
		"dynamodb:GetItems":                {false, "dynamodb:getitem"},
		"secretsmanager:GetSecret":         {false, "secretsmanager:GetSecretValue"},
		"secretmanager:GetSecretValue":     {false, "secretsmanager:GetSecretValue"},
		"bedrock-runtime:InvokeModel":      {false, "bedrock:InvokeModel"},
		"s3:ListObjects":                   {false, "s3:ListBucket"},
		"bedrock:Converse":                 {false, "bedrock:InvokeModel"},
		"nosuchservicehere:DoIt":           {false, ""},
		"ecs:Nothing*":                     {false, ""},
		"elb:DescribeTargetHealth":         {false, "elasticloadbalancing:DescribeTargetHealth"},
		"stepfunctions:StartExecution":     {false, "states:StartExecution"},
		"cloudwatch-logs:PutLogEvents":     {false, "logs:PutLogEvents"},
		"secrets-manager:GetSecretValue":   {false, "secretsmanager:GetSecretValue"},
		"Dynamo-DB:getitem":                {false, "dynamodb:getitem"},
		"bedrock:InvokeModelWithResponses": {false, ""},
	} {
		if exists, nearest := Exists(action); exists != want.exists || want.nearest != "" && nearest != want.nearest {
			t.Errorf("%s: got %v, %q, want %v", action, exists, nearest, want)
		}
	}
}

func TestTakes(t *testing.T) {
	const here = ":eu-west-1:210987654321:"
	for action, resources := range map[string]map[string]bool{
		"s3:GetObject": {"arn:aws:s3:::docs/*": true, "arn:aws:s3:::docs*": true, "arn:aws:s3:::docs": false,
			"arn:aws:s3" + here + "accesspoint/docs/object/*": true, "arn:aws:sqs" + here + "docs": false},
		"s3:ListBucket": {"arn:aws:s3:::docs": true, "arn:aws:s3:::docs/*": false, "arn:aws:s3:::docs*": true,
			"arn:aws:s3:::${TfToken[TOKEN.1]}": true},
		"dynamodb:GetItem": {"arn:aws:dynamodb" + here + "table/sessions": true,
			"arn:aws:dynamodb" + here + "sessions": false,
			"arn:aws:dynamodb" + here + "ta*":      true, "arn:aws:dynamodb" + here + "${TfToken[TOKEN.1]}": true},
		"kms:Decrypt": {"arn:aws:kms" + here + "key/1b2c": true, "arn:aws:kms" + here + "alias/app": false},
		"iam:PassRole": {"arn:aws:iam::210987654321:role/task": true,
			"arn:aws:iam::210987654321:policy/task": false},
		"sts:AssumeRole":        {"arn:aws:iam::210987654321:role/task": true, "arn:aws:sts::210987654321:role/task": false},
		"sqs:SendMessage":       {"arn:aws:sqs" + here + "jobs": true, "arn:aws:sns" + here + "jobs": false},
		"sts:GetCallerIdentity": {"arn:aws:iam::210987654321:role/task": false},
		"aoss:APIAccessAll":     {"arn:aws:aoss" + here + "collection/x": true},
		"bedrock:InvokeModel": {"arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0": true,
			"arn:aws:bedrock" + here + "guardrail/x": false},
		"ec2:RunInstances": {"arn:aws:ec2" + here + "subnet/subnet-1": true},
	} {
		for resource, want := range resources {
			a, _ := arn.Parse(resource)
			if got := Takes(action, a); got != want {
				t.Errorf("%s on %s: got %v", action, resource, got)
			}
		}
	}
	for action, want := range map[string]bool{"s3:GetObject": true, "s3:ListAllMyBuckets": false,
		"aoss:APIAccessAll": false} {
		if got := Scoped(action); got != want {
			t.Errorf("%s: got %v", action, got)
		}
	}
}

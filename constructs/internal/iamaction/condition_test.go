package iamaction

import "testing"

func TestKeyExists(t *testing.T) {
	for key, want := range map[string]bool{
		"ecs:cluster": true, "ECS:Cluster": true, "aws:SourceAccount": true, "aws:ResourceTag/team": true,
		"aws:PrincipalTag/team": true, "aws:RequestTag/team": true, "kms:ViaService": true,
		"kms:EncryptionContext:aws:logs:arn": true, "dynamodb:LeadingKeys": true, "iam:PassedToService": true,
		"s3:prefix": true, "lambda:SourceFunctionArn": true,
		"secretsmanager:ResourceTag/team": true, "cloudwatch:namespace": true,
		"cognito-identity.amazonaws.com:sub": true, "token.actions.githubusercontent.com:aud": true,
		"ecs:clusters":        false,
		"dynamodb:LeadingKey": false, "aws:SourceAcount": false, "kms:Service": false,
		"iam:PassedService": false,
	} {
		if got, nearest := KeyExists(key); got != want {
			t.Errorf("%s: got %v, %q", key, got, nearest)
		}
	}
	if _, nearest := KeyExists("iam:PassedToServices"); nearest != "iam:passedtoservice" {
		t.Errorf("got %q", nearest)
	}
}

func TestTakesKey(t *testing.T) {
	for action, keys := range map[string]map[string]bool{
		"ecs:RunTask": {"ecs:cluster": true, "ecs:task-cpu": true, "ecs:task-definition": false,
			"lambda:SourceFunctionArn": true, "aws:SourceVpc": true},
		"iam:PassRole":                  {"iam:PassedToService": true, "iam:PolicyARN": false},
		"sts:AssumeRoleWithWebIdentity": {"token.actions.githubusercontent.com:sub": true},
		"cloudwatch:PutMetricData":      {"cloudwatch:namespace": true, "aws:RequestTag/a": false},
		"kms:Decrypt": {"kms:ViaService": true, "kms:EncryptionContext:aws:logs:arn": true,
			"kms:GrantOperations": false},
		"s3:ListBucket": {"s3:prefix": true}, "s3:GetObject": {"s3:prefix": false},
		"ecs:Describe*": {"ecs:cluster": true}, "aoss:APIAccessAll": {"ecs:cluster": true},
		"ec2:RunInstances": {"ec2:Region": true}, "ecs:Nothing": {"ecs:cluster": true},
	} {
		for key, want := range keys {
			if got := TakesKey(action, key); got != want {
				t.Errorf("%s with %s: got %v", action, key, got)
			}
		}
	}
}

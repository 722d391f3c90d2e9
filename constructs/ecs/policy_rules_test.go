package ecs

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func TestPolicyStatementProblems(t *testing.T) {
	const here = ":eu-west-1:210987654321:"
	valid := func() PolicyStatement {
		return PolicyStatement{Actions: []string{"s3:GetObject"}, Resources: []string{"arn:aws:s3:::docs/*"}}
	}
	allow := func(actions, resources string) func(*PolicyStatement) {
		return func(s *PolicyStatement) {
			s.Actions, s.Resources = strings.Fields(actions), strings.Fields(resources)
		}
	}
	reasoned := func(actions, resources string) func(*PolicyStatement) {
		return func(s *PolicyStatement) {
			allow(actions, resources)(s)
			s.UnscopedReason = "the code lists them"
		}
	}
	when := func(operator, key string) func(*PolicyStatement) {
		return func(s *PolicyStatement) { s.Conditions = []PolicyCondition{{operator, key, []string{"a"}}} }
	}
	wild, all := []string{"actions[0] ecs-named-actions"}, []string{"resources[0] ecs-named-resources"}
	unknown := []string{"actions[0] ecs-known-actions"}
	lost, idle := []string{"actions[0] ecs-action-resources"}, []string{"resources[0] ecs-action-resources"}
	validate := func(s *PolicyStatement) error { return s.problems().Err() }
	checktest.Run(t, valid, validate, []checktest.Case[PolicyStatement]{
		{Name: "a key of the action", Change: func(s *PolicyStatement) {
			allow("cloudwatch:PutMetricData", "*")(s)
			when("StringEquals", "cloudwatch:namespace")(s)
		}},
		{Name: "a key of one action", Change: func(s *PolicyStatement) {
			allow("s3:ListBucket s3:GetObject", "arn:aws:s3:::docs arn:aws:s3:::docs/*")(s)
			when("StringLike", "s3:prefix")(s)
		}},
		{Name: "a key that need not be there", Change: when("StringNotEquals", "s3:prefix")},
		{Name: "a key of every request", Change: when("StringEquals", "aws:SourceVpce")},
		{Name: "a tag", Change: when("StringEquals", "s3:ExistingObjectTag/team")},
		{Name: "a key of the caller", Change: when("ArnEquals", "lambda:SourceFunctionArn")},
		{Name: "a key of other actions", Change: when("StringEquals", "s3:prefix"),
			Want: []string{"conditions[0].key ecs-condition-keys"}},
		{Name: "no key", Change: when("StringEquals", "aws:SourceVpceId"),
			Want: []string{"conditions[0].key ecs-condition-keys"}},
		{Name: "a key that is new", Change: func(s *PolicyStatement) {
			when("StringEquals", "s3:BrandNew")(s)
			s.UnlistedReason = "added last week"
		}},
		// sound
		{Name: "objects", Change: func(*PolicyStatement) {}},
		{Name: "a bucket and its objects", Change: allow("s3:ListBucket s3:GetObject",
			"arn:aws:s3:::docs arn:aws:s3:::docs/*")},
		{Name: "a part of a bucket", Change: allow("s3:PutObject", "arn:aws:s3:::docs/out/*")},
		{Name: "secrets of a prefix", Change: allow("secretsmanager:GetSecretValue",
			"arn:aws:secretsmanager"+here+"secret:llm-proxy/*")},
		{Name: "parameters by path", Change: allow("ssm:GetParametersByPath ssm:GetParameter",
			"arn:aws:ssm"+here+"parameter/llm-proxy/*")},
		{Name: "a table and its indexes", Change: allow("dynamodb:Query dynamodb:GetItem",
			"arn:aws:dynamodb"+here+"table/sessions arn:aws:dynamodb"+here+"table/sessions/index/*")},
		{Name: "a queue", Change: allow("sqs:SendMessage sqs:GetQueueUrl", "arn:aws:sqs"+here+"jobs")},
		{Name: "a key", Change: allow("kms:Decrypt kms:GenerateDataKey", "arn:aws:kms"+here+"key/1b2c3d4e")},
		{Name: "a model anywhere", Change: allow("bedrock:InvokeModel",
			"arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0")},
		{Name: "a role", Change: allow("sts:AssumeRole", "arn:aws:iam::321098765432:role/reader")},
		{Name: "a collection", Change: allow("aoss:APIAccessAll", "arn:aws:aoss"+here+"collection/x7")},
		{Name: "log streams", Change: allow("logs:PutLogEvents logs:CreateLogStream",
			"arn:aws:logs"+here+"log-group:/ai/app:*")},
		{Name: "log groups", Change: allow("logs:DescribeLogGroups", "arn:aws:logs"+here+"log-group:/ai/*")},
		{Name: "references", Change: allow("s3:GetObject kms:Decrypt", "${TfToken[TOKEN.1]}/* ${TfToken[TOKEN.2]}")},
		{Name: "a reference as account", Change: allow("sqs:SendMessage",
			"arn:${TfToken[TOKEN.1]}:sqs:eu-west-1:${TfToken[TOKEN.2]}:jobs")},
		{Name: "what nobody can scope", Change: allow("sts:GetCallerIdentity s3:ListAllMyBuckets ec2:DescribeSubnets", "*")},
		{Name: "what nobody can scope, by pattern", Change: allow("ec2:Describe* elasticloadbalancing:Describe*", "*")},
		{Name: "everything with a reason", Change: reasoned("secretsmanager:ListSecrets secretsmanager:DescribeSecret", "*")},
		{Name: "every secret with a reason", Change: reasoned("secretsmanager:GetSecretValue",
			"arn:aws:secretsmanager"+here+"secret:*")},
		{Name: "a new action", Change: func(s *PolicyStatement) {
			allow("bedrock:InvokeOracle", "arn:aws:bedrock"+here+"oracle/x")(s)
			s.UnlistedReason = "of last week"
		}},
		{Name: "operators", Change: func(s *PolicyStatement) {
			for _, o := range []string{"StringLikeIfExists", "ForAllValues:StringEquals", "Null", "ArnLike", "Bool", "IpAddress",
				"ForAnyValue:StringNotEqualsIgnoreCaseIfExists", "DateLessThan", "${TfToken[TOKEN.1]}"} {
				s.Conditions = append(s.Conditions, PolicyCondition{o, "aws:SourceVpce", []string{"vpce-1"}})
			}
		}},

		// wildcards in actions
		{Name: "part of a service", Change: allow("s3:Get*", "arn:aws:s3:::docs/*"), Want: wild},
		{Name: "two stars", Change: allow("s3:**", "arn:aws:s3:::docs/*"), Want: wild},
		{Name: "a question mark before a star", Change: allow("iam:?*", "arn:aws:iam::210987654321:role/x"), Want: wild},
		{Name: "a wildcard with a reason", Change: reasoned("s3:Put*", "*"), Want: wild},
		{Name: "all services", Change: reasoned("*:*", "*"), Want: wild},
		{Name: "any service", Change: reasoned("*:GetObject", "*"), Want: wild},
		{Name: "a service that nobody can scope", Change: allow("pricing:*", "*"), Want: wild},

		// actions that do not exist
		{Name: "other service", Change: allow("dynamo:GetItem", "arn:aws:dynamodb"+here+"table/a"), Want: unknown},
		{Name: "other action", Change: allow("s3:ListObjects", "arn:aws:s3:::docs"), Want: unknown},
		{Name: "plural", Change: allow("secretsmanager:GetSecretsValue", "arn:aws:secretsmanager"+here+"secret:a"),
			Want: unknown},
		{Name: "the API's name", Change: allow("bedrock:Converse", "arn:aws:bedrock:eu-west-1::foundation-model/a.b"),
			Want: []string{`actions[0]: got "bedrock:Converse", want an action that AWS knows; ` +
				"did you mean bedrock:InvokeModel?"}},
		{Name: "no service", Change: allow("GetObject", "arn:aws:s3:::docs/*"), Want: []string{"actions[0] invalid"}},

		// wildcards in ARNs
		{Name: "all buckets", Change: allow("s3:ListBucket", "arn:aws:s3:::*"), Want: all},
		{Name: "all objects", Change: allow("s3:GetObject", "arn:aws:s3:::*/*"), Want: all},
		{Name: "all of everything", Change: allow("s3:GetObject", "arn:*:*:*:*:*"), Want: all},
		{Name: "all models", Change: allow("bedrock:InvokeModel", "arn:aws:bedrock:*::foundation-model/*"), Want: all},
		{Name: "all roles to pass", Change: allow("iam:PassRole", "arn:aws:iam::210987654321:role/*"), Want: all},
		{Name: "all roles to assume", Change: allow("sts:AssumeRole", "arn:aws:iam::210987654321:role/*"), Want: all},
		{Name: "a role of any account", Change: allow("sts:AssumeRole", "arn:aws:iam::*:role/reader"), Want: all},
		{Name: "all keys", Change: allow("kms:Decrypt", "arn:aws:kms"+here+"key/*"), Want: all},
		{Name: "all secrets", Change: allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager"+here+"secret:*"),
			Want: all},
		{Name: "all parameters", Change: allow("ssm:GetParameter", "arn:aws:ssm:*:*:parameter/*"), Want: all},
		{Name: "all queues", Change: allow("sqs:ReceiveMessage", "arn:aws:sqs:eu-west-1:210987654321:*"), Want: all},
		{Name: "all tables", Change: allow("dynamodb:Query", "arn:aws:dynamodb"+here+"table/*/index/*"), Want: all},
		{Name: "question marks", Change: allow("kms:Decrypt", "arn:aws:kms"+here+"key/????*"), Want: all},

		{Name: "next to no name", Change: allow("s3:GetObject", "arn:aws:s3:::*a*/*"), Want: all},
		{Name: "a letter of a role", Change: allow("sts:AssumeRole", "arn:aws:iam::210987654321:role/r*"), Want: all},
		{Name: "roles of AWS's path", Change: allow("iam:PassRole", "arn:aws:iam::210987654321:role/service-role/*"),
			Want: all},
		{Name: "secrets with a hyphen", Change: allow("secretsmanager:GetSecretValue",
			"arn:aws:secretsmanager"+here+"secret:*-*"), Want: all},
		{Name: "a kind without its slash", Change: allow("ssm:GetParameter", "arn:aws:ssm"+here+"parameter*"), Want: all},
		{Name: "an ARN cut short", Change: allow("s3:GetObject", "arn:aws:s3:*"), Want: all},
		{Name: "hardly an ARN", Change: allow("s3:GetObject", "arn:*"), Want: all},
		{Name: "a queue of any account", Change: allow("sqs:SendMessage", "arn:aws:sqs:eu-west-1:*:jobs"), Want: all},
		{Name: "a key of any account", Change: allow("kms:Decrypt", "arn:aws:kms:eu-west-1:*:key/1b2c3d4e"), Want: all},
		{Name: "a key of the organization", Change: func(s *PolicyStatement) {
			allow("kms:Decrypt", "arn:aws:kms:eu-west-1:*:key/1b2c3d4e")(s)
			s.Conditions = []PolicyCondition{{"StringEquals", "aws:ResourceOrgID", []string{"o-a1b2c3d4e5"}}}
		}},
		{Name: "any organization", Change: func(s *PolicyStatement) {
			allow("kms:Decrypt", "arn:aws:kms:eu-west-1:*:key/1b2c3d4e")(s)
			s.Conditions = []PolicyCondition{{"StringLike", "aws:ResourceOrgID", []string{"*"}}}
		}, Want: all},
		{Name: "a table by its name", Change: allow("dynamodb:GetItem", "arn:aws:dynamodb:*:*:table/memories")},
		{Name: "roles of a prefix", Change: allow("iam:PassRole", "arn:aws:iam::210987654321:role/app-*")},
		{Name: "buckets of a prefix", Change: allow("s3:GetObject", "arn:aws:s3:::docs-*/*")},
		{Name: "models of a vendor", Change: allow("bedrock:InvokeModel",
			"arn:aws:bedrock:*::foundation-model/anthropic.*")},
		{Name: "texts to translate", Change: allow("translate:TranslateText polly:SynthesizeSpeech", "*")},

		// resources that the actions do not act on
		{Name: "object by its bucket", Change: allow("s3:GetObject", "arn:aws:s3:::docs"), Want: lost},
		{Name: "list by the objects", Change: allow("s3:GetObject s3:ListBucket", "arn:aws:s3:::docs/*"),
			Want: []string{"actions[1] ecs-action-resources"}},
		{Name: "another service's resource", Change: allow("sqs:SendMessage", "arn:aws:sns"+here+"jobs"), Want: lost},
		{Name: "a key's alias", Change: allow("kms:Decrypt", "arn:aws:kms"+here+"alias/app"), Want: lost},
		{Name: "a resource too many", Change: allow("s3:GetObject", "arn:aws:sqs"+here+"jobs arn:aws:s3:::docs/*"),
			Want: idle},
		{Name: "no resource at all", Change: allow("ecr:GetAuthorizationToken", "arn:aws:ecr"+here+"repository/app"),
			Want: lost},
		{Name: "one of two without resources", Change: allow("s3:GetObject cloudwatch:PutMetricData", "arn:aws:s3:::docs/*"),
			Want: []string{"actions[1] ecs-action-resources"}},

		// conditions
		{Name: "no such operator", Change: when("StringEqual", "aws:SourceVpc"),
			Want: []string{"conditions[0].operator one-of"}},
		{Name: "operator's case", Change: when("stringEquals", "aws:SourceVpc"),
			Want: []string{`conditions[0].operator: got "stringEquals", want an operator of IAM, such as StringEquals; ` +
				"did you mean StringEquals?"}},
		{Name: "null if it exists", Change: when("NullIfExists", "aws:SourceVpc"),
			Want: []string{"conditions[0].operator one-of"}},
		{Name: "key without service", Change: when("StringEquals", "SourceVpc"), Want: []string{"conditions[0].key invalid"}},
	})
}

func TestPolicySize(t *testing.T) {
	// An ARN here takes 46 characters with its quotes and comma.
	statement := func(arns int) PolicyStatement {
		s := PolicyStatement{Actions: []string{"s3:GetObject"}}
		for i := range arns {
			s.Resources = append(s.Resources, fmt.Sprintf("arn:aws:s3:::documents-of-the-tenant-%06d/o/*", i))
		}
		return s
	}
	valid := func() TaskDefinitionProps {
		return TaskDefinitionProps{Family: "app", LogOptions: map[string]string{"awslogs-group": "/ecs/app"},
			Containers: []Container{{Name: "app", Image: "ghcr.io/acme/app:v1"}}}
	}
	checktest.Run(t, valid, func(p *TaskDefinitionProps) error { return p.Validate() },
		[]checktest.Case[TaskDefinitionProps]{
			{Name: "fits", Change: func(p *TaskDefinitionProps) { p.TaskPolicies = []PolicyStatement{statement(200)} }},
			{Name: "too long", Change: func(p *TaskDefinitionProps) {
				p.TaskPolicies = []PolicyStatement{statement(110), statement(110)}
			}, Want: []string{"taskPolicies ecs-policy-size"}},
			{Name: "references count as nothing", Change: func(p *TaskDefinitionProps) {
				p.TaskPolicies = []PolicyStatement{{Actions: []string{"s3:GetObject"},
					Resources: []string{"${TfToken[" + strings.Repeat("1", 11000) + "]}"}}}
			}},
		})
}

package review

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

// attack is a danger that somebody planted in a stack.
type attack struct {
	name, want string // want is "address rule-id"
	resources  string // JSON as in a cdk.tf.json; an attribute whose name ends in ! is JSON in a text
}

// allow is a policy of one statement.
func allow(parts string) string {
	return `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", ` + parts + `}]}`
}

// grants is a policy of a role.
func grants(name, id, actions, resources string, more ...string) attack {
	return attack{name, "aws_iam_role_policy.p " + id, `{"aws_iam_role_policy": {"p": {"role": "app", "policy!": ` +
		allow(`"Action": `+actions+`, "Resource": `+resources+strings.Join(more, "")) + `}}}`}
}

// trusts is the trust policy of a role.
func trusts(name, id, parts string) attack {
	return attack{name, "aws_iam_role.r " + id, `{"aws_iam_role": {"r": {"name": "app", "assume_role_policy!": ` +
		allow(`"Action": "sts:AssumeRole", `+parts) + `}}}`}
}

// github is the trust policy of GitHub's workflows.
func github(name, id, conditions string) attack {
	return attack{name, "aws_iam_role.r " + id, `{"aws_iam_role": {"r": {"name": "deploy", "assume_role_policy!": ` +
		allow(`"Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated":
			"arn:aws:iam::210987654321:oidc-provider/token.actions.githubusercontent.com"}`+conditions) + `}}}`}
}

// lets is the policy of a resource.
func lets(name, kind, attribute, parts string) attack {
	return attack{name, kind + ".x public-resource-policy", `{"` + kind + `": {"x": {"` + attribute + `!": ` +
		allow(`"Action": "x:Y", "Resource": "*", `+parts) + `}}}`}
}

// sets is a resource with one attribute.
func sets(kind, id, attributes string) attack {
	return attack{kind + " " + id + " " + attributes, kind + ".x " + id, `{"` + kind + `": {"x": {` + attributes + `}}}`}
}

// runs is a task definition with one container.
func runs(id, container string) attack {
	return attack{container, "aws_ecs_task_definition.t " + id, `{"aws_ecs_task_definition": {"t": {"family": "app",
		"container_definitions!": [{"name": "app", "image": "app:1", ` + container + `}]}}}`}
}

// key is an access key of AWS that nobody has.
const key = "AKIA" + "Q7Q7Q7Q7Q7Q7Q7Q7"

const (
	any4 = `"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "security_group_id": "sg-1"`
	sub  = `"token.actions.githubusercontent.com:sub"`
)

var attacks = slices.Concat([]attack{
	// What a role may.
	grants("everything", "iam-action-wildcard", `"*"`, `"*"`),
	grants("everything, in two stars", "iam-action-wildcard", `"*:*"`, `"*"`),
	grants("a service", "iam-action-wildcard", `"s3:*"`, `"*"`),
	grants("a service, in capitals", "iam-action-wildcard", `"S3:*"`, `"*"`),
	grants("a service, with a question mark", "iam-action-wildcard", `"iam:?*"`, `"*"`),
	grants("a service, in two stars", "iam-action-wildcard", `"s3:**"`, `"*"`),
	grants("a service on one bucket", "iam-action-wildcard", `"s3:*"`, `"arn:aws:s3:::acme-data/*"`),
	grants("wildcard in the service", "iam-action-wildcard", `"s*:Get*"`, `"*"`),
	grants("among others", "iam-action-wildcard", `["logs:PutLogEvents", "dynamodb:*"]`, `"*"`),
	{"all but", "aws_iam_policy.p iam-action-wildcard", `{"aws_iam_policy": {"p": {"policy!": ` +
		allow(`"NotAction": ["iam:*", "organizations:*"], "Resource": "*"`) + `}}}`},
	grants("all reads", "iam-resource-wildcard", `"S3:GET*"`, `"*"`),
	grants("any ARN", "iam-resource-wildcard", `"s3:GetObject"`, `"arn:*:*:*:*:*"`),
	grants("any ARN of AWS", "iam-resource-wildcard", `"s3:PutObject"`, `"arn:aws:*"`),
	grants("star slash star", "iam-resource-wildcard", `"s3:GetObject"`, `"*/*"`),
	grants("two stars", "iam-resource-wildcard", `"dynamodb:PutItem"`, `"**"`),
	{"all resources but one", "aws_iam_policy.p iam-resource-wildcard", `{"aws_iam_policy": {"p": {"policy!": ` +
		allow(`"Action": "s3:DeleteObject", "NotResource": "arn:aws:s3:::logs/*"`) + `}}}`},
	grants("every bucket", "iam-arn-wildcard", `"s3:GetObject"`, `"arn:aws:s3:::*"`),
	grants("every object", "iam-arn-wildcard", `"s3:GetObject"`, `"arn:aws:s3:::*/*"`),
	grants("every table", "iam-arn-wildcard", `"dynamodb:GetItem"`, `"arn:aws:dynamodb:*:*:table/*"`),
	grants("every secret", "iam-arn-wildcard", `"secretsmanager:GetSecretValue"`,
		`"arn:aws:secretsmanager:eu-west-1:210987654321:secret:*"`),
	grants("every secret, by star", "iam-resource-wildcard", `"secretsmanager:GetSecretValue"`, `"*"`),
	grants("every key", "iam-resource-wildcard", `"kms:Decrypt"`, `"*"`),
	grants("every parameter", "iam-arn-wildcard", `"ssm:GetParameter*"`, `"arn:aws:ssm:*:*:parameter/*"`),
	grants("every function", "iam-arn-wildcard", `"lambda:InvokeFunction"`, `"arn:aws:lambda:*:*:function:*"`),
	grants("every model", "iam-arn-wildcard", `"bedrock:InvokeModel"`, `"arn:aws:bedrock:*::foundation-model/*"`),
	grants("every instance's shell", "iam-resource-wildcard", `"ssm:SendCommand"`, `"*"`),
	grants("behind TLS", "iam-resource-wildcard", `"s3:GetObject"`, `"*"`,
		`, "Condition": {"Bool": {"aws:SecureTransport": "true"}}`),
	grants("in a region", "iam-action-wildcard", `"ec2:*"`, `"*"`,
		`, "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}`),
	grants("by a tag of any value", "iam-resource-wildcard", `"ec2:TerminateInstances"`, `"*"`,
		`, "Condition": {"StringLike": {"aws:ResourceTag/team": "*"}}`),
	grants("pass any role", "iam-pass-any-role", `"iam:PassRole"`, `"*"`),
	grants("pass any role, by ARN", "iam-pass-any-role", `"iam:Pass*"`, `"arn:aws:iam::210987654321:role/*"`),
	grants("pass any role, with a question mark", "iam-pass-any-role", `"iam:passrole"`, `"arn:aws:iam::*:role/?*"`),
	grants("pass any role to ECS", "iam-pass-any-role", `"iam:PassRole"`, `"arn:aws:iam::210987654321:role/*"`,
		`, "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}`),
	grants("pass any role, by half a word", "iam-arn-wildcard", `"iam:PassRole"`, `"arn:aws:iam::210987654321:r*"`),
	grants("every bucket, with a dash", "iam-arn-wildcard", `"s3:GetObject"`, `"arn:aws:s3:::*-*/*"`),
	grants("assume any role", "iam-assume-any-role", `"sts:AssumeRole"`, `"*"`),
	grants("assume any role, by ARN", "iam-assume-any-role", `"sts:Assume*"`, `"arn:aws:iam::*:role/*"`),
	grants("new version of a policy", "iam-escalation", `"iam:CreatePolicyVersion"`, `"*"`),
	grants("attach", "iam-escalation", `["iam:AttachRolePolicy"]`, `"arn:aws:iam::210987654321:role/*"`),
	grants("put", "iam-escalation", `"iam:Put*"`, `"*"`),
	grants("access keys", "iam-escalation", `"iam:CreateAccessKey"`, `"arn:aws:iam::*:user/*"`),
	grants("trust", "iam-escalation", `"iam:UpdateAssumeRolePolicy"`, `"*"`),
	grants("Lambda with a role", "iam-pass-any-role", `["lambda:CreateFunction", "lambda:InvokeFunction", "iam:PassRole"]`,
		`"*"`),
	{"inline", "aws_iam_role.r iam-action-wildcard", `{"aws_iam_role": {"r": {"inline_policy": [{"name": "a",
			"policy!": ` +
		allow(`"Action": "*", "Resource": "*"`) + `}]}}}`},
	{"of a user", "aws_iam_user_policy.u iam-action-wildcard", `{"aws_iam_user_policy": {"u": {"policy!": ` +
		allow(`"Action": "iam:*", "Resource": "*"`) + `}}}`},
	{"of a permission set", "aws_ssoadmin_permission_set_inline_policy.s iam-action-wildcard",
		`{"aws_ssoadmin_permission_set_inline_policy": {"s": {"inline_policy!": ` +
			allow(`"Action": "*", "Resource": "*"`) + `}}}`},
	{"of things", "aws_iot_policy.i iam-action-wildcard", `{"aws_iot_policy": {"i": {"policy!": ` +
		allow(`"Action": "iot:*", "Resource": "*"`) + `}}}`},
	{"one statement, no list", "aws_iam_policy.p iam-action-wildcard", `{"aws_iam_policy": {"p": {"policy!":
		{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}}}`},
	{"names in small letters", "aws_iam_policy.p iam-action-wildcard", `{"aws_iam_policy": {"p": {"policy!":
		{"statement": [{"effect": "Allow", "action": "*", "resource": "*"}]}}}}`},

	// AWS's policies.
	sets("aws_iam_role_policy_attachment", "iam-action-wildcard",
		`"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"`),
	sets("aws_iam_role", "iam-action-wildcard", `"managed_policy_arns": ["arn:aws:iam::aws:policy/IAMFullAccess"]`),
	sets("aws_iam_policy_attachment", "iam-action-wildcard", `"policy_arn": "arn:aws:iam::aws:policy/PowerUserAccess"`),
	sets("aws_iam_group_policy_attachment", "iam-action-wildcard",
		`"policy_arn": "arn:aws-us-gov:iam::aws:policy/AdministratorAccess"`),
	sets("aws_iam_user_policy_attachments_exclusive", "iam-action-wildcard",
		`"policy_arns": ["arn:aws:iam::aws:policy/job-function/SystemAdministrator"]`),
	sets("aws_iam_role_policy_attachments_exclusive", "iam-action-wildcard",
		`"policy_arns": ["arn:aws:iam::aws:policy/job-function/DatabaseAdministrator"]`),
	sets("aws_iam_user_policy_attachment", "iam-managed-policy",
		`"policy_arn": "arn:aws:iam::aws:policy/AmazonS3FullAccess"`),
	sets("aws_ssoadmin_managed_policy_attachment", "iam-action-wildcard",
		`"managed_policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"`),
	sets("aws_iam_role", "iam-boundary-without-bounds",
		`"permissions_boundary": "arn:aws:iam::aws:policy/AdministratorAccess"`),

	// Whom a role trusts.
	trusts("anyone", "iam-trust-anyone", `"Principal": "*"`),
	trusts("any account", "iam-trust-anyone", `"Principal": {"AWS": "*"}`),
	trusts("any account, listed", "iam-trust-anyone", `"Principal": {"AWS": ["arn:aws:iam::210987654321:role/a", "*"]}`),
	trusts("with an external id", "iam-trust-anyone",
		`"Principal": {"AWS": "*"}, "Condition": {"StringEquals": {"sts:ExternalId": "acme"}}`),
	trusts("any role", "iam-trust-anyone",
		`"Principal": {"AWS": "*"}, "Condition": {"StringLike": {"aws:PrincipalArn": "*"}}`),
	trusts("a role of that name in any account", "iam-trust-anyone",
		`"Principal": {"AWS": "*"}, "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/admin"}}`),
	trusts("all values of none", "iam-trust-anyone",
		`"Principal": {"AWS": "*"}, "Condition": {"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-1"}}`),
	trusts("if it exists", "iam-trust-anyone",
		`"Principal": {"AWS": "*"}, "Condition": {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}}`),
	trusts("without MFA", "iam-trust-anyone",
		`"Principal": {"AWS": "*"}, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}`),
	trusts("all but one account", "iam-trust-anyone",
		`"Principal": {"AWS": "*"}, "Condition": {"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}}`),
	trusts("any address", "iam-trust-anyone",
		`"Principal": {"AWS": "*"}, "Condition": {"IpAddress": {"aws:SourceIp": ["0.0.0.0/0"]}}`),
	trusts("any organization", "iam-trust-anyone",
		`"Principal": {"AWS": "*"}, "Condition": {"Null": {"aws:PrincipalOrgID": "false"}}`),
	trusts("everyone but", "iam-trust-anyone", `"NotPrincipal": {"AWS": "arn:aws:iam::111122223333:root"}`),
	trusts("another account", "iam-trust-account", `"Principal": {"AWS": "arn:aws:iam::111122223333:root"}`),
	trusts("another account by a condition", "iam-trust-account",
		`"Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}}`),
	trusts("every role of another account", "iam-trust-account",
		`"Principal": "*", "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}`),
	trusts("a role of that name in any account, from the end", "iam-trust-anyone",
		`"Principal": "*", "Condition": {"StringLike": {"aws:PrincipalArn": "*:role/admin"}}`),
	trusts("another account by its number", "iam-trust-account", `"Principal": {"AWS": "111122223333"}`),
	github("no condition", "iam-trust-any-repository", ``),
	github("audience only", "iam-trust-any-repository",
		`, "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}`),
	github("any repository", "iam-trust-any-repository", `, "Condition": {"StringLike": {`+sub+`: "repo:*"}}`),
	github("any owner", "iam-trust-any-repository", `, "Condition": {"StringLike": {`+sub+`: "repo:*/app:*"}}`),
	github("owners that begin so", "iam-trust-any-repository", `, "Condition": {"StringLike": {`+sub+`: "repo:acme*"}}`),
	github("an owner", "iam-trust-any-repository", `, "Condition": {"StringLike": {`+sub+`: "repo:acme/*"}}`),
	github("an owner's repositories that begin so", "iam-trust-any-repository",
		`, "Condition": {"StringLike": {`+sub+`: "repo:acme/app*"}}`),
	github("repositories of owners that begin so", "iam-trust-any-repository", `, "Condition": {"StringLike": {
		"token.actions.githubusercontent.com:repository": "acme*/*"}}`),
	github("repositories of an owner", "iam-trust-any-repository", `, "Condition": {"StringLike": {
		"token.actions.githubusercontent.com:repository": "acme/*"}}`),
	github("all values of none", "iam-trust-any-repository",
		`, "Condition": {"ForAllValues:StringLike": {`+sub+`: "repo:acme/app:*"}}`),
	github("if it exists", "iam-trust-any-repository",
		`, "Condition": {"StringLikeIfExists": {`+sub+`: "repo:acme/app:*"}}`),
	github("an owner by his claim", "iam-trust-any-repository", `, "Condition": {"StringEquals": {
		"token.actions.githubusercontent.com:repository_owner": "acme"}}`),
	github("an owner by his number", "iam-trust-any-repository", `, "Condition": {"StringEquals": {
		"token.actions.githubusercontent.com:repository_owner_id": "1342004"}}`),
	github("a subject that is the owner", "iam-trust-any-repository",
		`, "Condition": {"StringEquals": {`+sub+`: "repository_owner:acme"}}`),
	github("without audience", "iam-trust-audience",
		`, "Condition": {"StringEquals": {`+sub+`: "repo:acme/app:environment:production"}}`),
	{"every workspace", "aws_iam_role.r iam-trust-any-repository", `{"aws_iam_role": {"r": {"assume_role_policy!": ` +
		allow(`"Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated":
			"arn:aws:iam::210987654321:oidc-provider/app.terraform.io"}, "Condition": {"StringLike": {"app.terraform.io:sub":
			"organization:acme:project:*:workspace:*:run_phase:*"}}`) + `}}}`},
	{"SAML without an audience", "aws_iam_role.r iam-trust-audience", `{"aws_iam_role": {"r": {"assume_role_policy!": ` +
		allow(`"Action": "sts:AssumeRoleWithSAML", "Principal": {"Federated":
			"arn:aws:iam::210987654321:saml-provider/okta"}`) + `}}}`},
	{"SAML of one affiliation, without an audience", "aws_iam_role.r iam-trust-audience",
		`{"aws_iam_role": {"r": {"assume_role_policy!": ` + allow(`"Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
			"Principal": {"Federated": ["arn:aws:iam::210987654321:saml-provider/okta"]}, "Condition": {"StringEquals":
			{"saml:edupersonaffiliation": "staff"}, "StringEqualsIfExists": {"SAML:aud": "x"}}`) + `}}}`},
	{"any identity pool", "aws_iam_role.r iam-trust-any-repository", `{"aws_iam_role": {"r": {"assume_role_policy!": ` +
		allow(`"Action": "sts:AssumeRoleWithWebIdentity",
			"Principal": {"Federated": "cognito-identity.amazonaws.com"}`) + `}}}`},
	{"any service account", "aws_iam_role.r iam-trust-any-repository", `{"aws_iam_role": {"r": {"assume_role_policy!": ` +
		allow(`"Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated":
			"arn:aws:iam::210987654321:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC"}`) + `}}}`},
	{"any project of GitLab", "aws_iam_role.r iam-trust-any-repository",
		`{"aws_iam_role": {"r": {"assume_role_policy!": ` +
			allow(`"Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated":
			"arn:aws:iam::210987654321:oidc-provider/gitlab.com"}, "Condition": {"StringLike": {"gitlab.com:sub":
			"project_path:*:ref_type:branch:ref:main"}}`) + `}}}`},
	{"the scheduler of anybody", "aws_iam_role.r schedule-trust", `{"aws_iam_role": {"r": {"assume_role_policy!": ` +
		allow(`"Action": "sts:AssumeRole", "Principal": {"Service": "scheduler.amazonaws.com"}`) + `}}}`},

	// Who may use a resource.
	lets("bucket", "aws_s3_bucket_policy", "policy", `"Principal": "*"`),
	lets("bucket, any referer", "aws_s3_bucket_policy", "policy",
		`"Principal": "*", "Condition": {"StringLike": {"aws:Referer": "https://acme.dev/*"}}`),
	lets("bucket, any address", "aws_s3_bucket_policy", "policy",
		`"Principal": {"AWS": "*"}, "Condition": {"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}}`),
	lets("bucket, own resources", "aws_s3_bucket_policy", "policy",
		`"Principal": "*", "Condition": {"StringEquals": {"aws:ResourceAccount": "210987654321"}}`),
	lets("access point", "aws_s3_access_point", "policy", `"Principal": {"AWS": ["*"]}`),
	lets("queue", "aws_sqs_queue_policy", "policy", `"Principal": {"AWS": "*"}`),
	lets("queue, of any topic", "aws_sqs_queue", "policy",
		`"Principal": "*", "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}}`),
	lets("topic", "aws_sns_topic_policy", "policy", `"Principal": "*"`),
	lets("key", "aws_kms_key", "policy", `"Principal": {"AWS": "*"}`),
	lets("key, by a service", "aws_kms_key_policy", "policy",
		`"Principal": {"AWS": "*"}, "Condition": {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}}`),
	lets("images", "aws_ecr_repository_policy", "policy", `"Principal": "*"`),
	lets("secret", "aws_secretsmanager_secret_policy", "policy", `"Principal": {"AWS": "*"}`),
	lets("secret, inline", "aws_secretsmanager_secret", "policy", `"Principal": "*"`),
	lets("log groups", "aws_cloudwatch_log_resource_policy", "policy_document", `"Principal": "*"`),
	lets("log destination", "aws_cloudwatch_log_destination_policy", "access_policy", `"Principal": {"AWS": "*"}`),
	lets("API", "aws_api_gateway_rest_api_policy", "policy", `"Principal": "*"`),
	lets("file system", "aws_efs_file_system_policy", "policy", `"Principal": {"AWS": "*"}`),
	lets("bus", "aws_cloudwatch_event_bus_policy", "policy", `"Principal": "*"`),
	lets("backups", "aws_backup_vault_policy", "policy", `"Principal": {"AWS": "*"}`),
	lets("catalog", "aws_glue_resource_policy", "policy", `"Principal": {"AWS": "*"}`),
	lets("search", "aws_opensearch_domain_policy", "access_policies", `"Principal": {"AWS": "*"}`),
	lets("table", "aws_dynamodb_resource_policy", "policy", `"Principal": "*"`),
	lets("stream", "aws_kinesis_resource_policy", "policy", `"Principal": "*"`),
	lets("brokers", "aws_msk_cluster_policy", "policy", `"Principal": {"AWS": "*"}`),
	lets("a type of tomorrow", "aws_tomorrow_thing", "access", `"Principal": "*"`),
	{"key of another account", "aws_kms_key.k cross-account-policy", `{"aws_kms_key": {"k": {"policy!": ` +
		allow(`"Action": "kms:*", "Resource": "*", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}`) + `}}}`},
	{"function", "aws_lambda_permission.p public-resource-policy", `{"aws_lambda_permission": {"p": {"principal": "*",
		"action": "lambda:InvokeFunction"}}}`},
	{"function of any bucket", "aws_lambda_permission.p confused-deputy", `{"aws_lambda_permission": {"p":
		{"principal": "s3.amazonaws.com", "action": "lambda:InvokeFunction"}}}`},
	{"function of any rule", "aws_lambda_permission.p confused-deputy", `{"aws_lambda_permission": {"p":
		{"principal": "events.amazonaws.com", "action": "lambda:InvokeFunction"}}}`},
	{"layer", "aws_lambda_layer_version_permission.p public-resource-policy",
		`{"aws_lambda_layer_version_permission": {"p": {"principal": "*", "action": "lambda:GetLayerVersion"}}}`},
	{"shared with another account", "aws_ram_principal_association.p shared-with-account", `{
		"aws_vpc": {"v": {"owner_id": "210987654321"}}, "aws_ram_principal_association": {"p": {
		"principal": "111122223333"}}}`},
	sets("aws_s3_bucket_public_access_block", "public-access-block-off", `"bucket": "b", "block_public_acls": true`),
	sets("aws_s3_account_public_access_block", "public-access-block-off", `"block_public_policy": false`),
	sets("aws_s3_bucket", "no-public-access-block", `"bucket": "acme"`),

	// What the internet reaches.
	sets("aws_vpc_security_group_ingress_rule", "open-security-group", any4+`, "from_port": 22, "to_port": 22`),
	sets("aws_vpc_security_group_ingress_rule", "open-security-group", any4+`, "from_port": 5432, "to_port": "5432"`),
	sets("aws_vpc_security_group_ingress_rule", "open-security-group",
		`"cidr_ipv6": "::/0", "ip_protocol": "tcp", "security_group_id": "sg-1", "from_port": 3389, "to_port": 3389`),
	sets("aws_vpc_security_group_ingress_rule", "open-security-group",
		`"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "-1", "security_group_id": "sg-1"`),
	sets("aws_vpc_security_group_ingress_rule", "open-security-group", any4+`, "from_port": 0, "to_port": 65535`),
	sets("aws_vpc_security_group_ingress_rule", "open-security-group",
		`"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "132", "security_group_id": "sg-1", "from_port": 36412, "to_port": 36412`),
	sets("aws_vpc_security_group_ingress_rule", "open-security-group",
		`"cidr_ipv6": "::/0", "ip_protocol": "47", "security_group_id": "sg-1"`),
	sets("aws_security_group", "open-security-group", `"ingress": [{"cidr_blocks": ["0.0.0.0/0"], "protocol": "4",
		"from_port": 0, "to_port": 0}]`),
	sets("aws_security_group_rule", "open-security-group", `"type": "ingress", "cidr_blocks": ["0.0.0.0/1", "128.0.0.0/1"],
		"protocol": 47, "from_port": 443, "to_port": 443, "security_group_id": "sg-1"`),
	sets("aws_vpc_security_group_ingress_rule", "open-security-group", any4+`, "from_port": 80, "to_port": 443`),
	sets("aws_security_group_rule", "open-security-group", `"type": "ingress", "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"],
		"protocol": "6", "from_port": 6379, "to_port": 6379, "security_group_id": "sg-1"`),
	sets("aws_security_group_rule", "open-security-group", `"type": "ingress", "cidr_blocks": ["0.0.0.0/1", "128.0.0.0/1"],
		"protocol": "tcp", "from_port": 22, "to_port": 22, "security_group_id": "sg-1"`),
	sets("aws_security_group", "open-security-group", `"ingress": [{"cidr_blocks": ["0.0.0.0/0"], "protocol": "-1",
		"from_port": 0, "to_port": 0}]`),
	sets("aws_default_security_group", "open-security-group", `"ingress": [{"ipv6_cidr_blocks": ["2000::/3"],
		"protocol": "all", "from_port": 0, "to_port": 0}]`),
	{"halves in two rules", "aws_vpc_security_group_ingress_rule.b open-security-group",
		`{"aws_vpc_security_group_ingress_rule": {
		"a": {"cidr_ipv4": "0.0.0.0/1", "ip_protocol": "tcp", "from_port": 22, "to_port": 22, "security_group_id": "sg-1"},
		"b": {"cidr_ipv4": "128.0.0.0/1", "ip_protocol": "tcp", "from_port": 20, "to_port": 30,
			"security_group_id": "sg-1"}}}`},
	{"eighths in two forms", "aws_security_group.g open-security-group", `{"aws_security_group": {"g": {"ingress": [
		{"cidr_blocks": ["32.0.0.0/8"], "protocol": "tcp", "from_port": 22, "to_port": 22}]}},
		"aws_security_group_rule": {"r": {"type": "ingress", "security_group_id": "${aws_security_group.g.id}",
			"protocol": "-1", "cidr_blocks": ["64.0.0.0/8", "96.0.0.0/8"], "from_port": 0, "to_port": 0}}}`},
	{"by a list of prefixes", "aws_security_group_rule.r open-security-group", `{"aws_ec2_managed_prefix_list": {"l": {
		"name": "office", "entry": [{"cidr": "0.0.0.0/0"}]}}, "aws_security_group_rule": {"r": {"type": "ingress",
		"prefix_list_ids": ["${aws_ec2_managed_prefix_list.l.id}"], "protocol": "tcp", "from_port": 22, "to_port": 22,
		"security_group_id": "sg-1"}}}`},
	sets("aws_subnet", "public-subnet-addresses", `"map_public_ip_on_launch": true`),
	sets("aws_ecs_service", "public-task-addresses", `"network_configuration": [{"assign_public_ip": true}]`),
	sets("aws_eks_cluster", "public-endpoint", `"vpc_config": [{"subnet_ids": ["subnet-1"]}]`),
	sets("aws_eks_cluster", "public-endpoint", `"vpc_config": [{"endpoint_public_access": true,
		"public_access_cidrs": ["0.0.0.0/0"]}]`),
	{"HTTP", "aws_lb_listener.l plaintext-listener", `{"aws_lb_listener": {"l": {"port": 80, "protocol": "HTTP",
		"default_action": [{"type": "forward"}]}}}`},
	{"HTTP, in small letters", "aws_lb_listener.l plaintext-listener", `{"aws_lb_listener": {"l": {"port": 80,
		"protocol": "http", "default_action": [{"type": "forward"}]}}}`},
	{"HTTP, by default", "aws_lb_listener.l plaintext-listener", `{"aws_lb_listener": {"l": {"port": 80,
		"default_action": [{"type": "forward"}]}}}`},
	sets("aws_lb_listener", "old-tls", `"protocol": "https", "ssl_policy": "ELBSecurityPolicy-2016-08"`),
	sets("aws_lb_listener", "old-tls", `"protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-TLS-1-0-2015-04"`),

	// Containers.
	runs("privileged-container", `"privileged": true`),
	runs("privileged-container", `"linuxParameters": {"capabilities": {"add": ["SYS_ADMIN"]}}`),
	runs("privileged-container", `"linuxParameters": {"capabilities": {"add": ["all"]}}`),
	runs("privileged-container", `"Privileged": true`),
	runs("privileged-container", `"privileged": false, "PRIVILEGED": "true"`),
	runs("privileged-container", `"LinuxParameters": {"Capabilities": {"Add": ["SYS_ADMIN"]}}`),
	runs("plaintext-secret", `"Environment": [{"Name": "DB_PASSWORD", "Value": "hunter2"}]`),
	runs("root-container", `"user": "root"`),
	runs("root-container", `"user": "0:0"`),
	runs("plaintext-secret", `"environment": [{"name": "DB_PASSWORD", "value": "hunter2"}]`),
	runs("plaintext-secret", `"environment": [{"name": "SETTINGS", "value": "key=`+key+`"}]`),
	runs("plaintext-secret", `"command": ["serve", "--aws-key", "`+key+`"]`),
	runs("plaintext-secret", `"dockerLabels": {"note": "`+key+`"}`),
	runs("plaintext-secret", `"logConfiguration": {"logDriver": "splunk", "options": {"splunk-token": "`+
		`0f3c2b1a-1111-2222-3333-444455556666"}}`),
	{"docker's socket", "aws_ecs_task_definition.t host-volume", `{"aws_ecs_task_definition": {"t": {
		"container_definitions!": [], "volume": [{"name": "d", "host_path": "/var/run/docker.sock"}]}}}`},
	{"the root of the host", "aws_batch_job_definition.b host-volume", `{"aws_batch_job_definition": {"b": {
		"container_properties!": {"image": "a:1", "volumes": [{"name": "d", "host": {"sourcePath": "/"}}]}}}}`},
	{"privileged job of ECS", "aws_batch_job_definition.b privileged-container", `{"aws_batch_job_definition": {"b": {
		"ecs_properties!": {"taskProperties": [{"containers": [{"image": "a:1", "privileged": true}]}]}}}}`},
	{"privileged job of nodes", "aws_batch_job_definition.b privileged-container", `{"aws_batch_job_definition": {"b": {
		"node_properties!": {"nodeRangeProperties": [{"container": {"image": "a:1", "privileged": true}}]}}}}`},
	{"the root of the host, of ECS", "aws_batch_job_definition.b host-volume", `{"aws_batch_job_definition": {"b": {
		"ecs_properties!": {"taskProperties": [{"volumes": [{"name": "d", "host": {"sourcePath": "/"}}]}]}}}}`},
	{"privileged job", "aws_batch_job_definition.b privileged-container", `{"aws_batch_job_definition": {"b": {
		"container_properties!": {"image": "a:1", "privileged": true}}}}`},

	// Credentials elsewhere.
	{"Lambda", "aws_lambda_function.f plaintext-secret", `{"aws_lambda_function": {"f": {"environment": [
		{"variables": {"STRIPE_API_KEY": "4eC39HqLyjWDarjtT1zdp7dc"}}]}}}`},
	{"user data", "aws_instance.i plaintext-secret", `{"aws_instance": {"i": {
		"user_data": "#!/bin/sh\nexport AWS_ACCESS_KEY_ID=` + key + `\n"}}}`},
	{"user data in base64", "aws_launch_template.l plaintext-secret", `{"aws_launch_template": {"l": {
		"user_data": "IyEvYmluL3NoCmV4cG9ydCBBV1NfQUNDRVNTX0tFWV9JRD1BS0lBUTdRN1E3UTdRN1E3UTdRNwo="}}}`},
	{"parameter", "aws_ssm_parameter.p plaintext-secret", `{"aws_ssm_parameter": {"p": {"name": "/app/db/password",
		"type": "String", "value": "hunter2hunter2"}}}`},
	{"secret's value", "aws_secretsmanager_secret_version.v plaintext-secret",
		`{"aws_secretsmanager_secret_version": {"v": {
		"secret_string": "hunter2hunter2"}}}`},
	{"database", "aws_db_instance.d plaintext-secret", `{"aws_db_instance": {"d": {"password": "hunter2hunter2",
		"storage_encrypted": true}}}`},
	{"build", "aws_codebuild_project.c plaintext-secret", `{"aws_codebuild_project": {"c": {"environment": [
		{"environment_variable": [{"name": "NPM_TOKEN", "value": "abcdefabcdef", "type": "PLAINTEXT"}]}]}}}`},
	{"state machine", "aws_sfn_state_machine.s plaintext-secret", `{"aws_sfn_state_machine": {"s": {"definition!":
		{"States": {"A": {"Parameters": {"Authorization": "` + key + `"}}}}}}}`},
	{"tag", "aws_sqs_queue.q plaintext-secret", `{"aws_sqs_queue": {"q": {"tags": {"owner": "` + key + `"}}}}`},

	// Logs, and what is not told anybody.
	{"schedule without a queue", "aws_scheduler_schedule.s schedule-dead-letters", `{"aws_scheduler_schedule": {"s": {
		"target": [{"arn": "x", "role_arn": "y"}]}}}`},
	sets("aws_kms_key", "changes-ignored", `"lifecycle": [{"ignore_changes": ["policy"]}]`),
	sets("aws_security_group", "changes-ignored", `"lifecycle": [{"ignore_changes": "all"}]`),
}, settingAttacks)

// settingAttacks are those of the table of settings: at least one of each line.
var settingAttacks = []attack{
	sets("aws_codebuild_webhook", "build-of-anybody", `"project_name": "p"`),
	sets("aws_ssm_association", "commands-on-instances", `"name": "AWS-RunShellScript"`),
	sets("aws_ssm_maintenance_window_task", "commands-on-instances", `"task_arn": "AWS-RunPowerShellScript"`),
	sets("aws_eks_node_group", "open-security-group", `"remote_access": [{"ec2_ssh_key": "k"}]`),
	sets("aws_cloudsearch_domain", "not-encrypted-in-transit", `"endpoint_options": [{"enforce_https": false}]`),
	sets("aws_vpclattice_service", "unauthenticated-clients", `"auth_type": "NONE"`),
	sets("aws_memorydb_cluster", "unauthenticated-clients", `"acl_name": "open-access"`),
	sets("aws_efs_access_point", "root-of-files", `"posix_user": [{"uid": 0, "gid": 0}]`),
	sets("aws_iam_account_password_policy", "weak-passwords", `"minimum_password_length": 6`),
	sets("aws_cognito_user_pool", "weak-passwords", `"password_policy": [{"minimum_length": 6}]`),
	sets("aws_s3_bucket_ownership_controls", "acls-on", `"rule": [{"object_ownership": "ObjectWriter"}]`),
	sets("aws_networkfirewall_firewall_policy", "guard-off",
		`"firewall_policy": [{"stateless_default_actions": ["aws:pass"]}]`),
	sets("aws_route53domains_registered_domain", "guard-off", `"transfer_lock": false`),
	sets("github_repository", "public-endpoint", `"visibility": "public"`),
	// whatever the type
	sets("aws_timestreaminfluxdb_db_instance", "public-endpoint", `"publicly_accessible": true`),
	sets("aws_db_proxy", "not-encrypted-in-transit", `"require_tls": false`),
	sets("aws_elasticache_cluster", "not-encrypted-in-transit", `"transit_encryption_enabled": false`),
	sets("aws_dax_cluster", "not-encrypted-in-transit", `"cluster_endpoint_encryption_type": "NONE"`),
	sets("aws_elasticache_user", "unauthenticated-clients", `"no_password_required": true`),
	sets("aws_db_parameter_group", "not-encrypted-in-transit", `"parameter": [{"name": "rds.force_ssl", "value": "0"}]`),
	sets("aws_docdb_cluster_parameter_group", "not-encrypted-in-transit",
		`"parameter": [{"name": "tls", "value": "disabled"}]`),
	sets("aws_gamelift_fleet", "open-to-the-internet",
		`"ec2_inbound_permission": [{"from_port": 22, "to_port": 22, "ip_range": "0.0.0.0/0"}]`),
	sets("aws_storagegateway_nfs_file_share", "open-to-the-internet", `"client_list": ["0.0.0.0/0"]`),
	sets("aws_workspaces_ip_group", "open-to-the-internet", `"rules": [{"source": "0.0.0.0/0"}]`),
	sets("aws_wafv2_ip_set", "open-to-the-internet", `"addresses": ["0.0.0.0/1", "128.0.0.0/1"]`),
	sets("azurerm_network_security_rule", "open-to-the-internet",
		`"access": "Allow", "direction": "Inbound", "source_address_prefix": "*", "destination_port_range": "22"`),
	sets("google_compute_firewall", "open-to-the-internet",
		`"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "tcp", "ports": ["22"]}]`),
	sets("aws_ecs_task_set", "public-task-addresses", `"network_configuration": [{"assign_public_ip": true}]`),
	sets("aws_cloudwatch_event_target", "public-task-addresses",
		`"ecs_target": [{"network_configuration": [{"assign_public_ip": true}]}]`),
	sets("aws_scheduler_schedule", "public-task-addresses",
		`"target": [{"ecs_parameters": [{"network_configuration": [{"assign_public_ip": true}]}]}]`),
	sets("aws_pipes_pipe", "public-task-addresses", `"target_parameters": [{"ecs_task_parameters": [
		{"network_configuration": [{"aws_vpc_configuration": [{"assign_public_ip": "ENABLED"}]}]}]}]`),
	sets("aws_cloudwatch_event_target", "exec-enabled", `"ecs_target": [{"enable_execute_command": true}]`),
	sets("aws_scheduler_schedule", "exec-enabled", `"target": [{"ecs_parameters": [{"enable_execute_command": true}]}]`),
	sets("aws_pipes_pipe", "exec-enabled",
		`"target_parameters": [{"ecs_task_parameters": [{"enable_execute_command": true}]}]`),
	sets("aws_lightsail_instance_public_ports", "open-security-group",
		`"port_info": [{"protocol": "tcp", "from_port": 22, "to_port": 22}]`),
	sets("aws_lightsail_instance_public_ports", "open-security-group",
		`"port_info": [{"protocol": "tcp", "from_port": 22, "to_port": 22, "cidrs": ["0.0.0.0/0"]}]`),
	sets("aws_cognito_identity_pool", "unauthenticated-identities", `"allow_unauthenticated_identities": true`),
	sets("aws_spot_instance_request", "public-instance-address", `"associate_public_ip_address": true`),
	sets("aws_s3_access_point", "public-access-block-off",
		`"public_access_block_configuration": [{"block_public_policy": false}]`),
	sets("aws_s3control_multi_region_access_point", "public-access-block-off",
		`"details": [{"public_access_block": [{"block_public_acls": "false"}]}]`),
	sets("aws_iam_access_key", "long-lived-key", `"user": "bob"`),
	sets("aws_batch_job_definition", "host-volume",
		`"eks_properties": [{"pod_properties": [{"volumes": [{"host_path": [{"path": "/var/run"}]}]}]}]`),
	sets("aws_batch_job_definition", "privileged-container",
		`"eks_properties": [{"pod_properties": [{"containers": [{"security_context": [{"privileged": true}]}]}]}]`),
	sets("aws_db_instance", "public-endpoint", `"publicly_accessible": true, "storage_encrypted": true`),
	sets("aws_redshift_cluster", "public-endpoint", `"encrypted": true`),
	sets("aws_redshiftserverless_workgroup", "public-endpoint", `"publicly_accessible": true`),
	sets("aws_msk_cluster", "public-endpoint", `"broker_node_group_info": [{"connectivity_info": [{"public_access": [
		{"type": "SERVICE_PROVIDED_EIPS"}]}]}]`),
	sets("aws_sagemaker_notebook_instance", "public-endpoint", `"name": "n"`),
	sets("aws_instance", "public-instance-address", `"associate_public_ip_address": true`),
	sets("aws_launch_template", "public-instance-address",
		`"network_interfaces": [{"associate_public_ip_address": "true"}]`),
	sets("aws_launch_configuration", "public-instance-address", `"associate_public_ip_address": true`),
	sets("aws_lambda_function_url", "public-function-url", `"authorization_type": "NONE"`),
	sets("aws_msk_cluster", "unauthenticated-clients", `"client_authentication": [{"unauthenticated": true}]`),
	sets("aws_sns_topic_subscription", "not-encrypted-in-transit",
		`"protocol": "http", "endpoint": "http://hooks.acme.dev"`),
	sets("aws_ecs_cluster", "guard-off", `"configuration": [{"execute_command_configuration": [{"logging": "NONE"}]}]`),
	sets("aws_emr_block_public_access_configuration", "guard-off", `"block_public_security_group_rules": false`),
	sets("aws_ec2_image_block_public_access", "guard-off", `"state": "unblocked"`),
	sets("aws_ebs_snapshot_block_public_access", "guard-off", `"state": "unblocked"`),
	sets("aws_s3_bucket_acl", "public-acl", `"acl": "public-read"`),
	sets("aws_s3_bucket_acl", "public-acl", `"access_control_policy": [{"grant": [{"permission": "READ", "grantee": [
		{"type": "Group", "uri": "http://acs.amazonaws.com/groups/global/AllUsers"}]}]}]`),
	sets("aws_s3_bucket", "public-acl", `"grant": [{"uri": "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"}]`),
	sets("aws_s3_object", "public-acl", `"acl": "public-read"`),
	sets("aws_db_snapshot", "public-snapshot", `"shared_accounts": ["all"]`),
	sets("aws_ami_launch_permission", "public-snapshot", `"group": "all"`),
	sets("aws_ssm_document", "public-snapshot", `"permissions": {"type": "Share", "account_ids": "All"}`),
	sets("aws_vpc_endpoint_service", "public-endpoint-service", `"allowed_principals": ["*"]`),
	sets("aws_vpc_endpoint_service_allowed_principal", "public-endpoint-service", `"principal_arn": "*"`),
	sets("aws_cloudwatch_event_permission", "public-resource-policy", `"principal": "*"`),
	sets("aws_opensearchserverless_security_policy", "public-endpoint", `"policy!": [{"AllowFromPublic": true}]`),
	sets("aws_elasticache_replication_group", "not-encrypted-in-transit", `"at_rest_encryption_enabled": true`),
	sets("aws_memorydb_cluster", "not-encrypted-in-transit", `"tls_enabled": false`),
	sets("aws_msk_cluster", "not-encrypted-in-transit", `"encryption_info": [{"encryption_in_transit": [
		{"client_broker": "TLS_PLAINTEXT"}]}]`),
	sets("aws_msk_cluster", "not-encrypted-in-transit", `"encryption_info": [{"encryption_in_transit": [
		{"in_cluster": false}]}]`),
	sets("aws_opensearch_domain", "not-encrypted-in-transit", `"domain_endpoint_options": [{"enforce_https": false}]`),
	sets("aws_opensearch_domain", "not-encrypted-in-transit", `"node_to_node_encryption": [{"enabled": false}]`),
	sets("aws_cloudfront_distribution", "not-encrypted-in-transit",
		`"default_cache_behavior": [{"viewer_protocol_policy": "allow-all"}]`),
	sets("aws_cloudfront_distribution", "not-encrypted-in-transit",
		`"ordered_cache_behavior": [{"viewer_protocol_policy": "allow-all"}]`),
	sets("aws_cloudfront_distribution", "not-encrypted-in-transit",
		`"origin": [{"custom_origin_config": [{"origin_protocol_policy": "http-only"}]}]`),
	sets("aws_ecs_task_definition", "not-encrypted-in-transit",
		`"volume": [{"name": "v", "efs_volume_configuration": [{"transit_encryption": "DISABLED"}]}]`),
	sets("aws_transfer_server", "not-encrypted-in-transit", `"protocols": ["SFTP", "FTP"]`),
	sets("aws_dms_endpoint", "not-encrypted-in-transit", `"ssl_mode": "none"`),
	sets("aws_elb", "plaintext-listener", `"listener": [{"lb_protocol": "http", "lb_port": 80}]`),
	sets("aws_apprunner_service", "public-endpoint",
		`"network_configuration": [{"ingress_configuration": [{"is_publicly_accessible": true}]}]`),
	sets("aws_cloudfront_distribution", "old-tls", `"viewer_certificate": [{"minimum_protocol_version": "TLSv1"}]`),
	sets("aws_cloudfront_distribution", "old-tls",
		`"origin": [{"custom_origin_config": [{"origin_ssl_protocols": ["TLSv1", "TLSv1.2"]}]}]`),
	sets("aws_api_gateway_domain_name", "old-tls", `"security_policy": "TLS_1_0"`),
	sets("aws_opensearch_domain", "old-tls",
		`"domain_endpoint_options": [{"tls_security_policy": "Policy-Min-TLS-1-0-2019-07"}]`),
	sets("aws_transfer_server", "old-tls", `"security_policy_name": "TransferSecurityPolicy-2018-11"`),
	sets("aws_rds_cluster", "not-encrypted", `"storage_encrypted": false`),
	sets("aws_ebs_volume", "not-encrypted", `"encrypted": false`),
	sets("aws_instance", "not-encrypted", `"root_block_device": [{"encrypted": false}]`),
	sets("aws_instance", "not-encrypted", `"ebs_block_device": [{"encrypted": "false"}]`),
	sets("aws_launch_template", "not-encrypted", `"block_device_mappings": [{"ebs": [{"encrypted": "false"}]}]`),
	sets("aws_efs_file_system", "not-encrypted", `"creation_token": "e"`),
	sets("aws_redshift_cluster", "not-encrypted", `"publicly_accessible": false`),
	sets("aws_elasticache_replication_group", "not-encrypted", `"at_rest_encryption_enabled": false`),
	sets("aws_opensearch_domain", "not-encrypted", `"encrypt_at_rest": [{"enabled": false}]`),
	sets("aws_sqs_queue", "not-encrypted", `"sqs_managed_sse_enabled": false`),
	sets("aws_kinesis_stream", "not-encrypted", `"encryption_type": "NONE"`),
	sets("aws_ebs_encryption_by_default", "guard-off", `"enabled": false`),
	sets("aws_kms_key", "key-lockout", `"bypass_policy_lockout_safety_check": true`),
	sets("aws_kms_key", "key-not-rotated", `"enable_key_rotation": false`),
	sets("aws_db_instance", "no-final-snapshot", `"skip_final_snapshot": true`),
	sets("aws_db_instance", "no-backups", `"backup_retention_period": 0`),
	sets("aws_rds_cluster", "no-deletion-protection", `"deletion_protection": false`),
	sets("aws_s3_bucket", "force-destroy", `"force_destroy": true`),
	sets("aws_ecr_repository", "force-destroy", `"force_delete": true, "image_tag_mutability": "IMMUTABLE"`),
	sets("aws_backup_vault", "force-destroy", `"force_destroy": true`),
	sets("aws_secretsmanager_secret", "no-recovery", `"recovery_window_in_days": 0`),
	sets("aws_cloudtrail", "guard-off", `"enable_logging": false`),
	sets("aws_config_configuration_recorder_status", "guard-off", `"is_enabled": false`),
	sets("aws_guardduty_detector", "guard-off", `"enable": false`),
	sets("aws_macie2_account", "guard-off", `"status": "PAUSED"`),
	sets("aws_instance", "metadata-without-token", `"metadata_options": [{"http_tokens": "optional"}]`),
	sets("aws_ecs_service", "exec-enabled", `"enable_execute_command": true`),
	sets("aws_ecs_task_definition", "host-namespace", `"pid_mode": "host"`),
	sets("aws_ecs_task_definition", "host-namespace", `"ipc_mode": "host"`),
	sets("aws_ecs_task_definition", "host-namespace", `"network_mode": "host"`),
	sets("aws_ecs_task_definition", "host-volume", `"volume": [{"name": "v", "host_path": "/"}]`),
	sets("aws_codebuild_project", "privileged-build", `"environment": [{"privileged_mode": true}]`),
	sets("aws_eks_access_policy_association", "cluster-admin",
		`"policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"`),
}

// encoded is a value with JSON in a text where a name ends in !.
func encoded(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = encoded(v[i])
		}
	case map[string]any:
		for _, name := range slices.Collect(maps.Keys(v)) {
			if plain, ok := strings.CutSuffix(name, "!"); ok {
				text, _ := json.Marshal(v[name])
				delete(v, name)
				v[plain] = string(text)
			} else {
				v[name] = encoded(v[name])
			}
		}
	}
	return v
}

// asStack and asPlan are the resources in the two forms in which they are judged.
func asStack(t testing.TB, resources string) []byte {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal([]byte(resources), &all); err != nil {
		t.Fatalf("%s: %v", resources, err)
	}
	text, err := json.Marshal(object{"resource": encoded(all), "provider": object{"aws": object{"region": "eu-west-1"}}})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func asPlan(t testing.TB, resources string) []byte {
	t.Helper()
	var all map[string]map[string]any
	if err := json.Unmarshal([]byte(resources), &all); err != nil {
		t.Fatalf("%s: %v", resources, err)
	}
	var planned, changes []any
	for kind, named := range all {
		for name, body := range named {
			r := object{"address": kind + "." + name, "mode": "managed", "type": kind, "name": name,
				"provider_name": "registry.terraform.io/hashicorp/aws", "values": encoded(body), "sensitive_values": object{}}
			planned = append(planned, r)
			changes = append(changes, object{"address": kind + "." + name, "mode": "managed", "type": kind, "name": name,
				"change": object{"actions": []any{"create"}, "before": nil, "after": r["values"],
					"after_unknown": object{"id": true}}})
		}
	}
	text, err := json.Marshal(object{"format_version": "1.2", "terraform_version": "1.11.4", "complete": true,
		"planned_values": object{"root_module": object{"resources": planned}}, "resource_changes": changes})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func risksOf(t testing.TB, text []byte) (all []string) {
	t.Helper()
	in, err := Read(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range Risks(in) {
		all = append(all, fmt.Sprint(r.Address, " ", r.ID, ": ", r.Severity, " ", r.Text))
	}
	return all
}

func has(all []string, want string) bool {
	return slices.ContainsFunc(all, func(s string) bool { return strings.HasPrefix(s, want+": ") })
}

// Every planted danger is found, in a stack and in a plan, and no credential is repeated.
func TestAttacks(t *testing.T) {
	if len(attacks) < 60 {
		t.Errorf("got %d attacks, want at least 60", len(attacks))
	}
	figure.Say(t, "plan-attacks", len(attacks))
	for _, a := range attacks {
		for form, text := range map[string][]byte{"stack": asStack(t, a.resources), "plan": asPlan(t, a.resources)} {
			all := risksOf(t, text)
			if !has(all, a.want) {
				t.Errorf("%s, in a %s: got %q, want %s", a.name, form, all, a.want)
			}
			for _, s := range all {
				if strings.Contains(s, "Q7Q7") || strings.Contains(s, "hunter2") || strings.Contains(s, "abcdefabcdef") {
					t.Errorf("%s: the credential is shown: %s", a.name, s)
				}
			}
		}
	}
}

// attacked reports that a rule finds one of the attacks.
func attacked(id string) bool {
	for _, change := range taken {
		if change.want == id {
			return true
		}
	}
	return slices.ContainsFunc(attacks, func(a attack) bool { return strings.HasSuffix(a.want, " "+id) })
}

// Every line of the table of settings is attacked.
func TestEverySettingIsAttacked(t *testing.T) {
	type planted struct {
		id string
		Resource
	}
	var all []planted
	for _, a := range settingAttacks {
		in, err := Read(asStack(t, a.resources))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range in.Resources {
			all = append(all, planted{a.want[strings.LastIndexByte(a.want, ' ')+1:], r})
		}
	}
	for _, s := range settings {
		hit := slices.ContainsFunc(all, func(p planted) bool {
			return p.id == s.id && slices.Contains(strings.Fields(s.kinds), p.Type) &&
				slices.ContainsFunc(at(p.Attributes, strings.Split(s.path, ".")), s.bad)
		})
		if !hit {
			t.Errorf("%s of %s (%s) is attacked by none", s.path, s.kinds, s.id)
		}
	}
}

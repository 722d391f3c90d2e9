package review

import (
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

// role is a role with a policy of one statement.
func role(statement string) string {
	return `{"aws_iam_role": {"r": {"name": "app", "assume_role_policy!": ` +
		allow(`"Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}`) + `}},
		"aws_iam_role_policy": {"p": {"role": "${aws_iam_role.r.id}", "policy!": ` + allow(statement) + `}}}`
}

func trusting(parts string) string {
	return `{"aws_iam_role": {"r": {"name": "app", "assume_role_policy!": ` + allow(parts) + `}}}`
}

func policyOf(kind, attribute, parts string) string {
	return `{"` + kind + `": {"x": {"` + attribute + `!": ` + allow(parts) + `}}}`
}

const (
	bucket = `"aws_s3_bucket": {"b": {"bucket": "acme-data"}}, "aws_s3_bucket_public_access_block": {"b": {
		"bucket": "${aws_s3_bucket.b.id}", "block_public_acls": true, "block_public_policy": true,
		"ignore_public_acls": true, "restrict_public_buckets": true}}`
	audience = `"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"`
	web      = `"Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated":
		"arn:aws:iam::210987654321:oidc-provider/token.actions.githubusercontent.com"}`
)

// sound are stacks as careful teams write them. Nothing is to be said of them.
var sound = map[string]string{
	"load balancer with a redirect": `{
		"aws_lb": {"a": {"internal": false, "enable_deletion_protection": true, "security_groups": ["sg-1"]}},
		"aws_lb_listener": {
			"http": {"load_balancer_arn": "${aws_lb.a.arn}", "port": 80, "protocol": "HTTP", "default_action": [
				{"type": "redirect", "redirect": [{"port": "443", "protocol": "HTTPS", "status_code": "HTTP_301"}]}]},
			"https": {"load_balancer_arn": "${aws_lb.a.arn}", "port": 443, "protocol": "HTTPS",
				"ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06", "default_action": [{"type": "forward"}]}},
		"aws_vpc_security_group_ingress_rule": {
			"http": {"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": 80, "to_port": 80,
			"security_group_id": "sg-1"},
			"https": {"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": 443, "to_port": 443,
				"security_group_id": "sg-1"},
			"https6": {"cidr_ipv6": "::/0", "ip_protocol": "tcp", "from_port": 443, "to_port": 443,
				"security_group_id": "sg-1"}}}`,
	"groups that call each other": `{"aws_security_group": {"lb": {"name": "lb"}, "app": {"name": "app", "ingress": [
		{"protocol": "tcp", "from_port": 8080, "to_port": 8080, "security_groups": ["sg-1"]}], "egress": [
		{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]}}}`,
	"ports of the network": `{"aws_security_group_rule": {"r": {"type": "ingress", "protocol": "-1", "from_port": 0,
		"to_port": 0, "cidr_blocks": ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"], "security_group_id": "sg-1"}}}`,
	"offices": `{"aws_vpc_security_group_ingress_rule": {"r": {"cidr_ipv4": "203.0.113.0/24",
			"ip_protocol": "tcp", "from_port": 22, "to_port": 22, "security_group_id": "sg-1"}}}`,
	"a ping": `{"aws_vpc_security_group_ingress_rule": {"r": {"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "icmp",
			"from_port": 3, "to_port": 4, "security_group_id": "sg-1"}}}`,
	"a ping by its number, and IPv6's": `{"aws_vpc_security_group_ingress_rule": {
		"a": {"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "1", "from_port": -1, "to_port": -1, "security_group_id": "sg-1"},
		"b": {"cidr_ipv6": "::/0", "ip_protocol": "58", "from_port": -1, "to_port": -1, "security_group_id": "sg-1"}}}`,
	"GRE of one peer": `{"aws_vpc_security_group_ingress_rule": {"r": {"cidr_ipv4": "203.0.113.7/32",
			"ip_protocol": "47", "security_group_id": "sg-1"}}}`,
	"out to the web": `{"aws_vpc_security_group_egress_rule": {"r": {"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "-1",
			"security_group_id": "sg-1"}}}`,
	"two groups, half of the world each, on 443": `{"aws_vpc_security_group_ingress_rule": {
		"a": {"cidr_ipv4": "0.0.0.0/1", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "security_group_id": "sg-1"},
		"b": {"cidr_ipv4": "128.0.0.0/1", "ip_protocol": "tcp", "from_port": 443, "to_port": 443,
			"security_group_id": "sg-1"}}}`,
	"a prefix list of AWS": `{"aws_vpc_security_group_ingress_rule": {"r": {"prefix_list_id": "pl-4fa04526",
			"ip_protocol": "tcp", "from_port": 8443, "to_port": 8443, "security_group_id": "sg-1"}}}`,

	"function with a scoped role": role(`"Action": ["dynamodb:GetItem", "dynamodb:Query"],
		"Resource": ["arn:aws:dynamodb:eu-west-1:210987654321:table/orders",
			"arn:aws:dynamodb:eu-west-1:210987654321:table/orders/index/*"]`),
	"function's logs": role(`"Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
			"Resource": "arn:aws:logs:*:*:*"`),
	"function in a VPC": role(`"Action": ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces",
			"ec2:DeleteNetworkInterface"], "Resource": "*"`),
	"tracing and metrics": role(`"Action": ["xray:PutTraceSegments", "xray:PutTelemetryRecords",
			"cloudwatch:PutMetricData"], "Resource": "*"`),
	"what only lists": role(`"Action": ["s3:ListAllMyBuckets", "ec2:Describe*", "sts:GetCallerIdentity",
			"elasticloadbalancing:Describe*"], "Resource": "*"`),
	"buckets, listed":     role(`"Action": "s3:ListAllMyBuckets", "Resource": "arn:aws:s3:::*"`),
	"objects of a bucket": role(`"Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::acme-data/*"`),
	"secrets of an app": role(`"Action": "secretsmanager:GetSecretValue",
			"Resource": "arn:aws:secretsmanager:eu-west-1:210987654321:secret:app/*"`),
	"parameters of an app": role(`"Action": "ssm:GetParameter*",
		"Resource": "arn:aws:ssm:eu-west-1:210987654321:parameter/app/*"`),
	"decryption for one service": role(`"Action": "kms:Decrypt", "Resource": "*", "Condition": {"StringEquals":
		{"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"}}`),
	"instances by tag": role(`"Action": ["ec2:StartInstances", "ec2:StopInstances"], "Resource": "*", "Condition":
		{"StringEquals": {"aws:ResourceTag/team": "ml"}}`),
	"roles of an app, passed": role(`"Action": "iam:PassRole", "Resource": ["arn:aws:iam::210987654321:role/app-task",
		"arn:aws:iam::210987654321:role/app-*"],
			"Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}`),
	"one role in every account": role(`"Action": "sts:AssumeRole", "Resource": "arn:aws:iam::*:role/audit"`),
	"roles under a boundary": role(`"Action": ["iam:CreateRole", "iam:AttachRolePolicy", "iam:PutRolePolicy"],
		"Resource": "arn:aws:iam::210987654321:role/*", "Condition": {"StringEquals": {"iam:PermissionsBoundary":
		"arn:aws:iam::210987654321:policy/boundary"}}`),
	"models of a family": role(`"Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource":
		["arn:aws:bedrock:*::foundation-model/amazon.nova-*",
			"arn:aws:bedrock:eu-west-1:210987654321:inference-profile/eu.amazon.nova-*"]`),
	"exec": role(`"Action": ["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
		"ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"], "Resource": "*"`),
	"images": role(`"Action": "ecr:GetAuthorizationToken", "Resource": "*"`),
	"a deny of everything": `{"aws_iam_policy": {"p": {"policy!": {"Statement": [{"Effect": "Deny", "Action": "*",
		"Resource": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}]}}}}`,
	"policies of AWS": `{"aws_iam_role_policy_attachment": {
		"a": {"role": "r", "policy_arn": "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"},
		"b": {"role": "r", "policy_arn": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"},
		"c": {"role": "r", "policy_arn": "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"}}}`,

	"trust in a service": trusting(`"Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"},
		"Condition": {"StringEquals": {"aws:SourceAccount": "210987654321"}}`),
	"GitHub, a branch": trusting(web + `, "Condition": {"StringEquals": {` + audience +
		`, "token.actions.githubusercontent.com:sub": "repo:acme/app:ref:refs/heads/main"}}`),
	"GitHub, a repository": trusting(web + `, "Condition": {"StringEquals": {` + audience +
		`}, "StringLike": {"token.actions.githubusercontent.com:sub": "repo:acme/app:*"}}`),
	"GitHub, by the repository's own claim": trusting(web + `, "Condition": {"StringEquals": {` + audience +
		`, "token.actions.githubusercontent.com:repository": "acme/app"}}`),
	"GitHub, a repository of an owner": trusting(web + `, "Condition": {"StringEquals": {` + audience +
		`, "token.actions.githubusercontent.com:repository_owner": "acme",
		"token.actions.githubusercontent.com:sub": "repo:acme/app:environment:production"}}`),
	"Terraform Cloud, a workspace": trusting(`"Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated":
		"arn:aws:iam::210987654321:oidc-provider/app.terraform.io"}, "Condition": {"StringEquals": {
		"app.terraform.io:aud": "aws.workload.identity"}, "StringLike": {"app.terraform.io:sub":
		"organization:acme:project:ai:workspace:production:run_phase:*"}}`),
	"SAML": trusting(`"Action": "sts:AssumeRoleWithSAML", "Principal": {"Federated":
		"arn:aws:iam::210987654321:saml-provider/okta"}, "Condition": {"StringEquals": {"SAML:aud":
		"https://signin.aws.amazon.com/saml"}}`),
	"a service account": trusting(`"Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated":
		"arn:aws:iam::210987654321:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC"}, "Condition": {"StringEquals": {
		"oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:app:api",
		"oidc.eks.eu-west-1.amazonaws.com/id/ABC:aud": "sts.amazonaws.com"}}`),
	"another account with an external id": trusting(`"Action": "sts:AssumeRole", "Principal": {"AWS":
		"arn:aws:iam::111122223333:root"}, "Condition": {"StringEquals": {"sts:ExternalId": "8c7e1f"}}`),
	"a role of another account, by a condition": trusting(`"Action": "sts:AssumeRole", "Principal": "*", "Condition": {
		"StringEquals": {"aws:PrincipalAccount": "111122223333"}, "ArnLike": {"aws:PrincipalArn":
		"arn:aws:iam::111122223333:role/deployer"}}`),
	"mail of one's own domain": policyOf("aws_sns_topic_policy", "policy", `"Principal": {"AWS": "*"},
			"Action": "sns:Subscribe", "Resource": "*", "Condition": {"StringLike": {"SNS:Endpoint": "*@acme.dev"}}`),
	"logs of load balancers in China": `{` + bucket + `, "aws_s3_bucket_policy": {"p": {"bucket": "acme-data",
			"policy!": ` + allow(`"Principal": {"AWS": "arn:aws-cn:iam::037604701340:root"}, "Action": "s3:PutObject",
			"Resource": "arn:aws-cn:s3:::acme-data/*"`) + `}}}`,
	"a role of another account": trusting(`"Action": "sts:AssumeRole", "Principal": {"AWS":
		"arn:aws:iam::111122223333:role/deployer"}`),
	"the organization": trusting(`"Action": "sts:AssumeRole", "Principal": {"AWS": "*"}, "Condition": {"StringEquals":
		{"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/audit"}}`),
	"the organization, if a key is there": trusting(`"Action": "sts:AssumeRole", "Principal": {"AWS": "*"}, "Condition":
		{"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "Null": {"aws:PrincipalOrgID": "false"}}`),

	"bucket": `{` + bucket + `}`,
	"bucket over TLS only": `{` + bucket + `, "aws_s3_bucket_policy": {"p": {"bucket": "acme-data",
			"policy!": {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
			"Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}}}}`,
	"bucket of CloudFront": `{` + bucket + `, "aws_s3_bucket_policy": {"p": {"bucket": "acme-data",
			"policy!": ` + allow(`"Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject",
			"Resource": "arn:aws:s3:::acme-data/*",
			"Condition": {"StringEquals": {"aws:SourceArn": "arn:aws:cloudfront::210987654321:distribution/E1"}}`) + `}}}`,
	"logs of load balancers": `{` + bucket + `, "aws_s3_bucket_policy": {"p": {"bucket": "acme-data",
			"policy!": ` + allow(`"Principal": {"AWS": "arn:aws:iam::156460612806:root"}, "Action": "s3:PutObject",
			"Resource": "arn:aws:s3:::acme-data/*"`) + `}}}`,
	"access point": policyOf("aws_s3_bucket_policy", "policy", `"Principal": "*", "Action": "s3:*",
			"Resource": "*", "Condition": {"StringEquals": {"s3:DataAccessPointAccount": "210987654321"}}`),
	"default policy of a key": `{"aws_kms_key": {"k": {"enable_key_rotation": true, "policy!": ` +
		allow(`"Sid": "Enable IAM User Permissions", "Principal": {"AWS": "arn:aws:iam::210987654321:root"},
			"Action": "kms:*", "Resource": "*"`) + `}},
		"aws_sns_topic": {"t": {"kms_master_key_id": "arn:aws:kms:eu-west-1:210987654321:key/1"}}}`,
	"key for a service": `{"aws_kms_key": {"k": {"enable_key_rotation": true, "policy!": ` +
		allow(`"Principal": {"Service": "logs.eu-west-1.amazonaws.com"}, "Action": ["kms:Encrypt*", "kms:Decrypt*",
			"kms:GenerateDataKey*"], "Resource": "*",
			"Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:210987654321:*"}}`) + `}}}`,
	"topic for own alarms": policyOf("aws_sns_topic_policy", "policy", `"Principal": {"AWS": "*"},
			"Action": "sns:Publish", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceAccount": "210987654321"}}`),
	"topic's default": policyOf("aws_sns_topic", "policy", `"Principal": {"AWS": "*"}, "Action": "sns:Publish",
			"Resource": "*", "Condition": {"StringEquals": {"AWS:SourceOwner": "210987654321"}}`),
	"queue of a topic": policyOf("aws_sqs_queue_policy", "policy", `"Principal": "*", "Action": "sqs:SendMessage",
			"Resource": "*", "Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:sns:eu-west-1:210987654321:alarms"}}`),
	"log resource policy": policyOf("aws_cloudwatch_log_resource_policy", "policy_document",
		`"Principal": {"Service": "delivery.logs.amazonaws.com"}, "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
			"Resource": "*", "Condition": {"StringEquals": {"aws:SourceAccount": "210987654321"}}`),
	"images for accounts": policyOf("aws_ecr_repository_policy", "policy",
		`"Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": ["ecr:BatchGetImage",
			"ecr:GetDownloadUrlForLayer"]`),
	"file system": policyOf("aws_efs_file_system_policy", "policy", `"Principal": {"AWS": "*"},
			"Action": ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"], "Resource": "*",
			"Condition": {"Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}}`),
	"endpoint": `{"aws_vpc_endpoint": {"e": {"service_name": "com.amazonaws.eu-west-1.s3",
			"policy!": ` + allow(`"Principal": "*", "Action": "*", "Resource": "*"`) + `}}}`,
	"private API": `{"aws_api_gateway_rest_api_policy": {"p": {"policy!": {"Statement": [
		{"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"},
		{"Effect": "Deny", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*",
			"Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"}}}]}}}}`,
	"search in a VPC": `{"aws_opensearch_domain": {"d": {"vpc_options": [{"subnet_ids": ["subnet-1"]}],
		"encrypt_at_rest": [{"enabled": true}], "node_to_node_encryption": [{"enabled": true}], "domain_endpoint_options": [
		{"enforce_https": true, "tls_security_policy": "Policy-Min-TLS-1-2-PFS-2023-10"}], "access_policies!": ` +
		allow(`"Principal": {"AWS": "arn:aws:iam::210987654321:role/app"}, "Action": "es:ESHttp*", "Resource": "*"`) + `}}}`,
	"function of a rule": `{"aws_lambda_permission": {"p": {"principal": "events.amazonaws.com",
			"action": "lambda:InvokeFunction",
		"source_arn": "arn:aws:events:eu-west-1:210987654321:rule/nightly"}, "q": {"principal": "s3.amazonaws.com",
		"source_account": "210987654321", "source_arn": "arn:aws:s3:::acme-data"}}}`,

	"database in private subnets": `{"aws_db_instance": {"d": {"engine": "postgres", "storage_encrypted": true,
		"publicly_accessible": false, "deletion_protection": true, "backup_retention_period": 14,
			"skip_final_snapshot": false,
		"manage_master_user_password": true}}}`,
	"database with a password from a variable": `{"aws_rds_cluster": {"d": {"storage_encrypted": true,
			"deletion_protection": true,
		"master_password": "${var.password}", "master_username": "app"}}}`,
	"cluster of EKS": `{"aws_eks_cluster": {"c": {"name": "c", "vpc_config": [{"endpoint_public_access": false,
		"endpoint_private_access": true, "subnet_ids": ["subnet-1"]}]}}}`,
	"cluster of EKS for offices": `{"aws_eks_cluster": {"c": {"vpc_config": [{"endpoint_public_access": true,
		"public_access_cidrs": ["203.0.113.0/24"]}]}}}`,
	"CloudFront": `{"aws_cloudfront_distribution": {"d": {"default_cache_behavior": [{"viewer_protocol_policy":
		"redirect-to-https"}], "viewer_certificate": [{"minimum_protocol_version": "TLSv1.2_2021", "ssl_support_method":
		"sni-only"}], "origin": [{"custom_origin_config": [{"origin_protocol_policy": "https-only",
		"origin_ssl_protocols": ["TLSv1.2"]}]}]}}}`,
	"cache": `{"aws_elasticache_replication_group": {"g": {"transit_encryption_enabled": true,
		"at_rest_encryption_enabled": true, "auth_token": "${random_password.p.result}"}}}`,
	"settings of a function": `{"aws_lambda_function": {"f": {"environment": [{"variables": {"LOG_LEVEL": "info",
		"TABLE": "orders", "SECRET_ARN": "arn:aws:secretsmanager:eu-west-1:210987654321:secret:app", "MAX_TOKENS": "4096",
		"API_URL": "https://api.acme.dev/v1"}}]}}}`,
	"instance": `{"aws_instance": {"i": {"metadata_options": [{"http_tokens": "required"}], "root_block_device": [
		{"encrypted": true}], "user_data": "#!/bin/sh\nyum install -y docker\n"}}}`,
	"parameters": `{"aws_ssm_parameter": {"a": {"name": "/app/image", "type": "String", "value": "app:1"}, "b": {
		"name": "/app/password", "type": "SecureString", "value": "${var.password}"}}}`,
	"a proxy, and databases that ask for TLS": `{"aws_db_proxy": {"p": {"require_tls": true}}, "aws_db_parameter_group": {
		"g": {"parameter": [{"name": "rds.force_ssl", "value": "1"}, {"name": "log_statement", "value": "0"}]}}}`,
	"a cache without a word about TLS": `{"aws_elasticache_cluster": {"c": {"engine": "redis"}}}`,
	"firewalls of other clouds": `{"google_compute_firewall": {
		"web": {"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "tcp", "ports": ["443", "80"]}]},
		"no": {"source_ranges": ["0.0.0.0/0"], "deny": [{"protocol": "all"}]},
		"office": {"source_ranges": ["203.0.113.0/24"], "allow": [{"protocol": "tcp", "ports": ["22"]}]}},
		"azurerm_network_security_rule": {"out": {"access": "Allow", "direction": "Outbound", "source_address_prefix": "*",
			"destination_port_range": "22"}, "no": {"access": "Deny", "direction": "Inbound", "source_address_prefix": "*"}}}`,
	"nodes behind a bastion": `{"aws_eks_node_group": {"n": {"remote_access": [{"ec2_ssh_key": "k",
		"source_security_group_ids": ["sg-1"]}]}}}`,
	"builds of a branch": `{"aws_codebuild_webhook": {"w": {"filter_group": [{"filter": [{"type": "EVENT",
		"pattern": "PUSH"}]}]}}}`,
	"patches": `{"aws_ssm_association": {"a": {"name": "AWS-RunPatchBaseline"}}}`,
	"files of one user": `{"aws_efs_access_point": {"a": {"posix_user": [{"uid": 1000, "gid": 1000}]}},
		"aws_cognito_user_pool": {"p": {"password_policy": [{"minimum_length": 14}]}}}`,
	"addresses of offices": `{"aws_wafv2_ip_set": {"s": {"addresses": ["203.0.113.0/24"]}},
		"aws_workspaces_ip_group": {"g": {"rules": [{"source": "203.0.113.0/24"}]}}}`,
	"trail": `{"aws_cloudtrail": {"t": {"enable_logging": true, "is_multi_region_trail": true}},
			"aws_guardduty_detector": {
		"d": {"enable": true}}}`,
}

// Nothing is said of what is sound.
func TestSoundStacks(t *testing.T) {
	if len(sound) < 40 {
		t.Errorf("got %d stacks, want at least 40", len(sound))
	}
	figure.Say(t, "plan-sound", len(sound))
	for name, resources := range sound {
		for form, text := range map[string][]byte{"stack": asStack(t, resources), "plan": asPlan(t, resources)} {
			if all := risksOf(t, text); len(all) > 0 {
				t.Errorf("%s, as a %s: got %s, want nothing", name, form, strings.Join(all, "\n\t"))
			}
		}
	}
}

package review

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	policydoc "github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
)

func TestNoRisksInACleanStack(t *testing.T) {
	for _, risk := range Risks(edited(t)) {
		t.Errorf("the clean stack is reported: %s", risk)
	}
}

func statement(parts string) string {
	return `${jsonencode({"Version" = "2012-10-17", "Statement" = [{"Effect" = "Allow", ` + parts + `}]})}`
}

// allowed is a policy that allows an action on an ARN.
func allowed(action, arn string) string {
	return statement(`"Action" = "` + action + `", "Resource" = "` + arn + `"`)
}

// oidc is a trust policy of GitHub's workflows under a condition.
func oidc(condition string) string {
	return statement(`"Action" = "sts:AssumeRoleWithWebIdentity", "Condition" = {` + condition + `, ` +
		`"StringEqualsIgnoreCase" = {"token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"}}, ` +
		`"Principal" = {"Federated" = "arn:aws:iam::210987654321:oidc-provider/token.actions.githubusercontent.com"}`)
}

func queuePolicy(parts string) edit {
	return edit{"aws_sqs_queue_policy.q.policy", statement(`"Action" = "sqs:SendMessage", "Resource" = "q", ` + parts)}
}

// environment is one variable of the task's container.
func environment(name, value string) edit {
	return edit{definition + "container_definitions",
		`${jsonencode([{"image" = "a:1", "environment" = [{"name" = "` + name + `", "value" = "` + value + `"}]}])}`}
}

// Each stack of "is" breaks one rule and only that; each of "not" comes close and does not.
var riskCases = map[string]struct {
	address  string
	severity Severity
	is, not  map[string][]edit
}{
	"schedule-dead-letters": {address: "aws_scheduler_schedule.evaluation", severity: Medium, is: map[string][]edit{
		"none": {nightly(func(schedule, _ object) { delete(block(schedule["target"]), "dead_letter_config") })},
	}, not: map[string][]edit{
		"a queue": {nightly(func(_, _ object) {})},
	}},
	"schedule-trust": {address: "aws_iam_role.scheduler", severity: High, is: map[string][]edit{
		"no condition": {{"aws_iam_role.scheduler.assume_role_policy",
			statement(`"Action" = "sts:AssumeRole", "Principal" = {"Service" = "scheduler.amazonaws.com"}`)}},
	}, not: map[string][]edit{
		"a condition": {{"aws_iam_role.scheduler.assume_role_policy",
			statement(`"Action" = "sts:AssumeRole", "Principal" = {"Service" = "scheduler.amazonaws.com"}, ` +
				`"Condition" = {"StringEquals" = {"aws:SourceAccount" = "210987654321"}}`)}},
	}},
	"waived-credential": {address: "output.not-a-credential-0123456789abcdef", severity: Low, is: map[string][]edit{
		"an output": {{"/output.not-a-credential-0123456789abcdef", object{"value": "it is the widget's public key"}}},
	}, not: map[string][]edit{
		"another output": {{"/output.a-credential", object{"value": "${aws_lb.balancer.dns_name}"}}},
	}},
	"plaintext-listener": {address: "aws_lb_listener.http", severity: High, is: map[string][]edit{
		"forwards": {{"aws_lb_listener.http.default_action",
			object{"type": "forward", "target_group_arn": "${aws_lb_target_group.target.arn}"}}},
		"serves by a rule": {{"aws_lb_listener_rule.plain",
			object{"listener_arn": "${aws_lb_listener.http.arn}", "action": object{"type": "forward"}}}},
		"redirects to HTTP": {{"aws_lb_listener.http.default_action",
			[]any{object{"type": "redirect", "redirect": object{"protocol": "HTTP", "port": "8080"}}}}},
		"has no action": {{"aws_lb_listener.http.default_action", nil}},
	}, not: map[string][]edit{
		"TCP": {{"aws_lb_listener.tcp", object{"load_balancer_arn": "${aws_lb.balancer.arn}", "protocol": "TCP"}}},
	}},
	"open-security-group": {address: "aws_vpc_security_group_ingress_rule.from_balancer", severity: Critical,
		is: map[string][]edit{
			"the container's port": {{"aws_vpc_security_group_ingress_rule.from_balancer.cidr_ipv4", "0.0.0.0/0"}},
			"over IPv6":            {{"aws_vpc_security_group_ingress_rule.from_balancer.cidr_ipv6", "::/0"}},
			"all protocols": {{"aws_vpc_security_group_ingress_rule.from_balancer",
				object{"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "-1"}}},
			"a range around 443": {{"aws_vpc_security_group_ingress_rule.from_balancer",
				object{"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": 443, "to_port": 8443}}},
			"half of the world": {{"aws_vpc_security_group_ingress_rule.from_balancer.cidr_ipv4", "128.0.0.0/1"}},
			"half of IPv6":      {{"aws_vpc_security_group_ingress_rule.from_balancer.cidr_ipv6", "8000::/1"}},
			"UDP": {{"aws_vpc_security_group_ingress_rule.from_balancer",
				object{"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "udp", "from_port": 443, "to_port": 443}}},
		}, not: map[string][]edit{
			"a known network": {{"aws_vpc_security_group_ingress_rule.from_balancer.cidr_ipv4", "10.0.0.0/8"}},
			"unknown port": {{"aws_vpc_security_group_ingress_rule.from_balancer",
				object{"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": "${var.port}", "to_port": "${var.port}"}}},
			"443, inline": {{"aws_security_group.tasks.ingress",
				[]any{object{"cidr_blocks": []any{"0.0.0.0/0"}, "protocol": "tcp", "from_port": 443, "to_port": "443"}}}},
			"egress": {{"aws_security_group_rule.r",
				object{"type": "egress", "cidr_blocks": []any{"0.0.0.0/0"}, "protocol": "-1", "from_port": 0, "to_port": 0}}},
		}},
	"public-subnet-addresses": {address: "aws_subnet.public_a", severity: Medium, is: map[string][]edit{
		"maps": {{"aws_subnet.public_a.map_public_ip_on_launch", true}},
	}, not: map[string][]edit{"unknown": {{"aws_subnet.public_a.map_public_ip_on_launch", "${var.x}"}}}},
	"public-task-addresses": {address: "aws_ecs_service.service", severity: High, is: map[string][]edit{
		"assigned": {{service + "network_configuration.assign_public_ip", true}},
		"as text":  {{service + "network_configuration", []any{object{"assign_public_ip": "true"}}}},
	}, not: map[string][]edit{"unknown": {{service + "network_configuration.assign_public_ip", "${var.public}"}}}},
	"no-circuit-breaker": {address: "aws_ecs_service.service", severity: High, is: map[string][]edit{
		"none":        {{service + "deployment_circuit_breaker", nil}},
		"off":         {{service + "deployment_circuit_breaker.enable", false}},
		"no rollback": {{service + "deployment_circuit_breaker.rollback", nil}},
	}, not: map[string][]edit{
		"CodeDeploy": {{service + "deployment_circuit_breaker", nil},
			{service + "deployment_controller", object{"type": "CODE_DEPLOY"}}},
		"unknown": {{service + "deployment_circuit_breaker.enable", "${var.x}"}},
	}},
	"single-task": {address: "aws_ecs_service.service", severity: Medium, is: map[string][]edit{
		"desired":     {{service + "desired_count", 1}, {"aws_appautoscaling_target", nil}},
		"scales down": {{"aws_appautoscaling_target.scaling.min_capacity", 1}},
		"at night": {{"aws_appautoscaling_scheduled_action.n",
			object{"resource_id": "${aws_appautoscaling_target.scaling.resource_id}",
				"scalable_target_action": object{"min_capacity": "1"}}}},
	}, not: map[string][]edit{
		"to zero, as asked":      {{"aws_appautoscaling_target.scaling.min_capacity", 0}},
		"not known":              {{service + "desired_count", "${var.tasks}"}, {"aws_appautoscaling_target", nil}},
		"scaled up from desired": {{service + "desired_count", 1}},
	}},
	"latest-image": {address: "aws_ecs_task_definition.task", severity: Medium, is: map[string][]edit{
		"latest": {{definition + "container_definitions",
			`${jsonencode([{"name" = "a", "image" = "nginx:latest"}])}`}},
		"no tag": {{definition + "container_definitions",
			`${jsonencode([{"name" = "a", "image" = "registry:5000/team/nginx"}])}`}},
		"latest of repository": {{definition + "container_definitions",
			`${jsonencode([{"name" = "a", "image" = "${aws_ecr_repository.repository.repository_url}:latest"}])}`}},
	}, not: map[string][]edit{
		"tag": {{definition + "container_definitions",
			`${jsonencode([{"name" = "a", "image" = "registry:5000/nginx:1.29"}])}`}},
		"digest": {{definition + "container_definitions", `[{"name": "a", "image": "nginx@sha256:aaaa"}]`}},
		"unknown": {{definition + "container_definitions",
			`${jsonencode([{"name" = "a", "image" = "${aws_ssm_parameter.image.insecure_value}"}, ` +
				`{"image" = "nginx:${var.tag}"}])}`}},
	}},
	"plaintext-secret": {address: "aws_ecs_task_definition.task", severity: Critical, is: map[string][]edit{
		"API key":                  {environment("OPENAI_API_KEY", "sk-1")},
		"token":                    {environment("HF_TOKEN", "hf_1")},
		"number":                   {environment("DB_PASSWORD", "12345")},
		"a key under another name": {environment("SETTINGS", "key=AKI"+"A"+strings.Repeat("Q7", 8))},
		"a key beside a reference": {environment("SETTINGS", "${var.x} AKI"+"A"+strings.Repeat("Q7", 8))},
		"a URL with a password":    {environment("DATABASE", "postgres://app:hunter2@${aws_db_instance.d.endpoint}/app")},
		"as the text of a plan has": {{definition + "container_definitions",
			`[{"image": "a:1", "environment": [{"name": "HF_TOKEN", "value": "hf_1"}]}]`}},
	}, not: map[string][]edit{
		"a number of tokens":       {environment("PER_TOKEN", "3")},
		"tokens in words":          {environment("MAX_TOKENS", "many")},
		"a reference":              {environment("API_KEY", "${var.key}")},
		"a password by reference":  {environment("DATABASE", "postgres://app:${var.password}@db/app")},
		"nothing":                  {environment("TOKEN", "")},
		"what only names a secret": {environment("API_KEY", "arn:aws:secretsmanager:eu-west-1:210987654321:secret:a")},
		"a file":                   {environment("OPENAI_API_KEY_FILE", "/run/secrets/key")},
	}},
	"mutable-image": {address: "aws_ecr_repository.repository", severity: Medium, is: map[string][]edit{
		"default": {{"aws_ecr_repository.repository.image_tag_mutability", nil}},
		"mutable": {{"aws_ecr_repository.repository.image_tag_mutability", "MUTABLE"}},
	}, not: map[string][]edit{"unknown": {{"aws_ecr_repository.repository.image_tag_mutability", "${var.m}"}}}},
	"no-deletion-protection": {address: "aws_lb.balancer", severity: Medium, is: map[string][]edit{
		"default": {{"aws_lb.balancer.enable_deletion_protection", nil}},
		"off":     {{"aws_lb.balancer.enable_deletion_protection", "false"}},
	}, not: map[string][]edit{"unknown": {{"aws_lb.balancer.enable_deletion_protection", "${var.production}"}}}},
	"logs-kept-forever": {address: "aws_cloudwatch_log_group.logs", severity: Low, is: map[string][]edit{
		"default": {{"aws_cloudwatch_log_group.logs.retention_in_days", nil}},
		"zero":    {{"aws_cloudwatch_log_group.logs.retention_in_days", 0}},
	}, not: map[string][]edit{"unknown": {{"aws_cloudwatch_log_group.logs.retention_in_days", "${var.days}"}}}},
	"iam-action-wildcard": {address: "aws_iam_role_policy.task", severity: Critical, is: map[string][]edit{
		"everything": {{"aws_iam_role_policy.task.policy",
			statement(`"Action" = "*", "Resource" = "${aws_lb.balancer.arn}"`)}},
		"of a service": {{"aws_iam_role_policy.task.policy",
			statement(`"Action" = ["logs:PutLogEvents", "s3:*"], "Resource" = "*"`)}},
		"all but a few": {{"aws_iam_role_policy.task.policy", statement(`"NotAction" = "iam:PassRole", "Resource" = "*"`)}},
		"in a plan": {{"aws_iam_role_policy.task.policy",
			`{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`}},
	}, not: map[string][]edit{
		"a prefix": {{"aws_iam_role_policy.task.policy",
			statement(`"Action" = "s3:Get*", "Resource" = "${aws_s3_bucket.b.arn}/*"`)}},
		"unknown": {{"aws_iam_role_policy.task.policy", "${data.aws_iam_policy_document.d.json}"}},
		"of a key": {{"aws_kms_key.key",
			object{
				"policy": statement(
					`"Action" = "kms:*", "Resource" = "*", "Principal" = {"AWS" = "arn:aws:iam::210987654321:root"}`,
				),
			}}},
	}},
	"iam-resource-wildcard": {address: "aws_iam_role_policy.task", severity: High, is: map[string][]edit{
		"a write": {{"aws_iam_role_policy.task.policy",
			statement(`"Action" = "bedrock:InvokeModel", "Resource" = "*"`)}},
		"in a list": {{"aws_iam_role_policy.task.policy",
			statement(`"Action" = "kms:Decrypt", "Resource" = ["${aws_kms_key.k.arn}", "*"]`)}},
		"all but one resource": {{"aws_iam_role_policy.task.policy",
			statement(`"Action" = "s3:GetObject", "NotResource" = "arn:aws:s3:::b/*"`)}},
		"a wildcard over both kinds": {{"aws_iam_role_policy.task.policy",
			statement(`"Action" = "s3:List*", "Resource" = "*"`)}},
		"among allowed ones": {{"aws_iam_role_policy.task.policy",
			statement(`"Action" = ["ecr:GetAuthorizationToken", "ecr:BatchGetImage"], "Resource" = "*"`)}},
	}, not: map[string][]edit{
		"exec": {{"aws_iam_role_policy.task.policy",
			statement(`"Action" = ["ssmmessages:OpenDataChannel", "ssmmessages:CreateDataChannel"], "Resource" = "*"`)}},
		"what no policy can scope": {{"aws_iam_role_policy.task.policy",
			statement(`"Action" = ["s3:ListAllMyBuckets", "ec2:DescribeNetworkInterfaces", "pricing:GetProducts",
				"bedrock:ListFoundationModels", "sts:GetCallerIdentity", "xray:GetSampling*", "xray:PutTraceSegments"],
				"Resource" = "*"`)}},
		"other case": {{"aws_iam_role_policy.task.policy",
			statement(`"Action" = "ECR:getAuthorizationToken", "Resource" = "*"`)}},
		"conditional": {{"aws_iam_role_policy.task.policy",
			statement(`"Action" = "ecs:ListTasks", "Resource" = "*", "Condition" = {"ArnEquals" = {"ecs:cluster" = "x"}}`)}},
	}},
	"iam-pass-any-role": {address: "aws_iam_role_policy.task", severity: High, is: map[string][]edit{
		"by ARN": {{"aws_iam_role_policy.task.policy",
			statement(`"Action" = "iam:PassRole", "Resource" = "arn:aws:iam::210987654321:role/*"`)}},
		"every resource": {{"aws_iam_role_policy.task.policy",
			statement(`"Action" = ["iam:passrole"], "Resource" = "*"`)}},
		"to one service": {{"aws_iam_role_policy.task.policy",
			statement(`"Action" = "iam:PassRole", "Resource" = "arn:aws:iam::210987654321:role/*", ` +
				`"Condition" = {"StringEquals" = {"iam:PassedToService" = "ecs-tasks.amazonaws.com"}}`)}},
	}, not: map[string][]edit{
		"a prefix": {{"aws_iam_role_policy.task.policy",
			statement(`"Action" = "iam:PassRole", "Resource" = "arn:aws:iam::210987654321:role/llm-proxy-*"`)}},
		"by reference": {{"aws_iam_role_policy.task.policy",
			statement(`"Action" = "iam:PassRole", "Resource" = "${aws_iam_role.task.arn}"`)}},
	}},
	"iam-arn-wildcard": {address: "aws_iam_role_policy.task", severity: High, is: map[string][]edit{
		"every bucket": {{"aws_iam_role_policy.task.policy", allowed("s3:GetObject", "arn:aws:s3:::*")}},
		"every object": {{"aws_iam_role_policy.task.policy", allowed("s3:GetObject", "arn:aws:s3:::*/*")}},
		"every secret": {{"aws_iam_role_policy.task.policy", allowed("secretsmanager:GetSecretValue",
			"arn:aws:secretsmanager:*:*:secret:*")}},
		"every key": {{"aws_iam_role_policy.task.policy", allowed("kms:Decrypt",
			"arn:aws:kms:eu-west-1:210987654321:key/*")}},
		"every queue": {{"aws_iam_role_policy.task.policy", allowed("sqs:SendMessage", "arn:*:sqs:*:*:*")}},
	}, not: map[string][]edit{
		"a bucket": {{"aws_iam_role_policy.task.policy", allowed("s3:GetObject", "arn:aws:s3:::acme-*/*")}},
		"a path of secrets": {{"aws_iam_role_policy.task.policy", allowed("secretsmanager:GetSecretValue",
			"arn:aws:secretsmanager:*:*:secret:llm/*")}},
		"models": {{"aws_iam_role_policy.task.policy", allowed("bedrock:InvokeModel",
			"arn:aws:bedrock:*::foundation-model/amazon.nova-*")}},
		"streams of a group": {{"aws_iam_role_policy.task.policy", allowed("logs:PutLogEvents",
			"arn:aws:logs:*:*:log-group:/ecs/x:*")}},
	}},
	"iam-trust-any-repository": {address: "aws_iam_role.task", severity: Critical, is: map[string][]edit{
		"no condition on it": {{"aws_iam_role.task.assume_role_policy",
			oidc(`"StringEquals" = {"token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"}`)}},
		"every repository": {{"aws_iam_role.task.assume_role_policy",
			oidc(`"StringLike" = {"token.actions.githubusercontent.com:sub" = "repo:*"}`)}},
		"anything": {{"aws_iam_role.task.assume_role_policy",
			oidc(`"StringLike" = {"token.actions.githubusercontent.com:sub" = ["repo:acme/app:*", "*"]}`)}},
		"only if it is there": {{"aws_iam_role.task.assume_role_policy",
			oidc(`"StringLikeIfExists" = {"token.actions.githubusercontent.com:sub" = "repo:acme/app:*"}`)}},
		"all but one": {{"aws_iam_role.task.assume_role_policy",
			oidc(`"StringNotEquals" = {"token.actions.githubusercontent.com:sub" = "repo:acme/app:x"}`)}},
	}, not: map[string][]edit{
		"one repository": {{"aws_iam_role.task.assume_role_policy",
			oidc(`"StringLike" = {"token.actions.githubusercontent.com:sub" = "repo:acme/app:*"}`)}},
		"an environment": {{"aws_iam_role.task.assume_role_policy",
			oidc(`"StringEquals" = {"token.actions.githubusercontent.com:sub" = ["repo:acme/app:environment:production"]}`)}},
		"a reference": {{"aws_iam_role.task.assume_role_policy",
			oidc(`"StringEquals" = {"token.actions.githubusercontent.com:sub" = "${var.subject}"}`)}},
	}},
	"public-resource-policy": {address: "aws_sqs_queue_policy.q", severity: Critical, is: map[string][]edit{
		"everyone": {queuePolicy(`"Principal" = "*"`)},
		"any AWS":  {queuePolicy(`"Principal" = {"AWS" = ["*"]}`)},
		"over TLS": {queuePolicy(`"Principal" = "*", "Condition" = {"Bool" = {"aws:SecureTransport" = "true"}}`)},
		"of any source": {queuePolicy(
			`"Principal" = "*", "Condition" = {"ArnLike" = {"aws:SourceArn" = "arn:aws:sns:*:*:*"}}`)},
		"of any address": {queuePolicy(
			`"Principal" = "*", "Condition" = {"IpAddress" = {"aws:SourceIp" = ["0.0.0.0/1", "128.0.0.0/1"]}}`)},
		"if there is one": {queuePolicy(
			`"Principal" = "*", "Condition" = {"StringEqualsIfExists" = {"aws:SourceAccount" = "210987654321"}}`)},
		"but one": {queuePolicy(`"NotPrincipal" = {"AWS" = "arn:aws:iam::210987654321:root"}`)},
	}, not: map[string][]edit{
		"a service": {queuePolicy(`"Principal" = {"Service" = "events.amazonaws.com"}`)},
		"a topic": {queuePolicy(
			`"Principal" = "*", "Condition" = {"ArnEquals" = {"aws:SourceArn" = "${aws_sns_topic.alarms.arn}"}}`)},
		"an organization": {queuePolicy(
			`"Principal" = "*", "Condition" = {"StringEquals" = {"aws:PrincipalOrgID" = "o-1"}}`)},
		"a deny": {{"aws_sqs_queue_policy.q.policy",
			`{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sqs:*"}]}`}},
	}},
	"public-access-block-off": {address: "aws_s3_bucket_public_access_block.b", severity: High, is: map[string][]edit{
		"off": {{"aws_s3_bucket_public_access_block.b", object{"bucket": "b", "block_public_acls": true,
			"block_public_policy": false, "ignore_public_acls": true, "restrict_public_buckets": true}}},
		"not set": {{"aws_s3_bucket_public_access_block.b", object{"bucket": "b"}}},
	}, not: map[string][]edit{
		"on": {{"aws_s3_bucket_public_access_block.b", object{"bucket": "b", "block_public_acls": true,
			"block_public_policy": true, "ignore_public_acls": "true", "restrict_public_buckets": true}}},
		"unknown": {{"aws_s3_bucket_public_access_block.b", object{"bucket": "b", "block_public_acls": true,
			"block_public_policy": "${var.x}", "ignore_public_acls": true, "restrict_public_buckets": true}}},
	}},
	"old-tls": {address: "aws_lb_listener.https", severity: Medium, is: map[string][]edit{
		"default":                    {{"aws_lb_listener.https.ssl_policy", nil}},
		"2016":                       {{"aws_lb_listener.https.ssl_policy", "ELBSecurityPolicy-2016-08"}},
		"TLS 1.1":                    {{"aws_lb_listener.https.ssl_policy", "ELBSecurityPolicy-TLS-1-1-2017-01"}},
		"new ciphers, old protocols": {{"aws_lb_listener.https.ssl_policy", "ELBSecurityPolicy-TLS13-1-0-2021-06"}},
	}, not: map[string][]edit{
		"TLS 1.2": {{"aws_lb_listener.https.ssl_policy", "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"}},
		"TLS 1.3": {{"aws_lb_listener.https.ssl_policy", "ELBSecurityPolicy-TLS13-1-3-2021-06"}},
		"unknown": {{"aws_lb_listener.https.ssl_policy", "${var.policy}"}},
	}},
	"privileged-container": {address: "aws_ecs_task_definition.task", severity: High, is: map[string][]edit{
		"privileged": {{definition + "container_definitions", `[{"name": "a", "image": "a:1", "privileged": true}]`}},
	}, not: map[string][]edit{
		"not": {{definition + "container_definitions", `[{"name": "a", "image": "a:1", "privileged": false}]`}},
	}},
	"root-container": {address: "aws_ecs_task_definition.task", severity: Medium, is: map[string][]edit{
		"root": {{definition + "container_definitions", `[{"name": "a", "image": "a:1", "user": "root"}]`}},
		"by id": {{definition + "container_definitions",
			`[{"name": "a", "image": "a:1", "user": "0:0", "essential": true}]`}},
	}, not: map[string][]edit{
		"another": {{definition + "container_definitions", `[{"name": "a", "image": "a:1", "user": "10001"}]`}},
		"one that prepares": {{definition + "container_definitions",
			`[{"name": "a", "image": "a:1", "user": "0", "essential": false}]`}},
		"that of the image": {{definition + "container_definitions", `[{"name": "a", "image": "a:1"}]`}},
	}},
	"iam-trust-anyone": {address: "aws_iam_role.task", severity: Critical, is: map[string][]edit{
		"anyone": {{"aws_iam_role.task.assume_role_policy", statement(`"Action" = "sts:AssumeRole", "Principal" = "*"`)}},
		"any AWS": {{"aws_iam_role.task.assume_role_policy",
			statement(`"Action" = "sts:AssumeRole", "Principal" = {"AWS" = ["*"]}`)}},
		"behind a trivial condition": {{"aws_iam_role.task.assume_role_policy", statement(
			`"Action" = "sts:AssumeRole", "Principal" = "*", "Condition" = {"Bool" = {"aws:SecureTransport" = "true"}}`)}},
		"of any organization": {{"aws_iam_role.task.assume_role_policy", statement(
			`"Action" = "sts:AssumeRole", "Principal" = "*", "Condition" = {"StringLike" = {"aws:PrincipalOrgID" = "*"}}`)}},
	}, not: map[string][]edit{
		"of an organization": {{"aws_iam_role.task.assume_role_policy",
			statement(
				`"Action" = "sts:AssumeRole", "Principal" = "*", "Condition" = {"StringEquals" = {"aws:PrincipalOrgID" = "o-1"}}`,
			)}},
	}},
}

func TestRisks(t *testing.T) {
	for id, c := range riskCases {
		for name, edits := range c.is {
			found := Risks(edited(t, edits...))
			if len(found) != 1 || found[0].ID != id || found[0].Address != c.address || found[0].Severity != c.severity {
				t.Errorf("%s, %s: got %v, want one %s risk of %s", id, name, found, c.severity, c.address)
				continue
			}
			if found[0].Text == "" || found[0].Remedy == "" {
				t.Errorf("%s: no text or no remedy", id)
			}
		}
		for name, edits := range c.not {
			for _, risk := range Risks(edited(t, edits...)) {
				t.Errorf("%s, %s is no risk: got %s", id, name, risk)
			}
		}
	}
}

// The same rule in the other resources that can break it.
func TestRisksOfOtherTypes(t *testing.T) {
	all := statement(`"Action" = "*", "Resource" = "*"`)
	open := statement(`"Action" = "x:Y", "Resource" = "*", "Principal" = "*"`)
	for address, c := range map[string]struct {
		id         string
		attributes object
	}{
		"aws_security_group_rule.x": {"open-security-group",
			object{"type": "ingress", "cidr_blocks": []any{"0.0.0.0/0"}, "protocol": "tcp", "from_port": 22, "to_port": 22}},
		"aws_security_group.x": {"open-security-group",
			object{"ingress": []any{object{"ipv6_cidr_blocks": []any{"::/0"}, "protocol": "-1", "from_port": 0, "to_port": 0}}}},
		"aws_default_security_group.x": {"open-security-group",
			object{"ingress": object{"cidr_blocks": []any{"0.0.0.0/0"}, "protocol": -1}}},
		"aws_iam_policy.x":       {"iam-action-wildcard", object{"policy": all}},
		"aws_iam_user_policy.x":  {"iam-action-wildcard", object{"policy": all}},
		"aws_iam_group_policy.x": {"iam-action-wildcard", object{"policy": all}},
		"aws_iam_role.x": {"iam-action-wildcard",
			object{"inline_policy": []any{object{"name": "a", "policy": all}}}},
		"aws_iam_role_policy_attachment.x": {"iam-action-wildcard",
			object{"policy_arn": "arn:aws-cn:iam::aws:policy/AdministratorAccess"}},
		"aws_iam_user_policy_attachment.x": {"iam-action-wildcard",
			object{"policy_arn": "arn:aws:iam::aws:policy/PowerUserAccess"}},
		"aws_iam_policy_attachment.x": {"iam-action-wildcard",
			object{"policy_arn": "arn:aws:iam::aws:policy/IAMFullAccess"}},
		"aws_iam_role.managed": {"iam-action-wildcard",
			object{"managed_policy_arns": []any{"arn:aws:iam::aws:policy/AdministratorAccess"}}},
		"aws_iam_role_policy_attachments_exclusive.x": {"iam-action-wildcard",
			object{"policy_arns": []any{"arn:aws:iam::aws:policy/AdministratorAccess"}}},
		"aws_s3_bucket_policy.x":             {"public-resource-policy", object{"policy": open}},
		"aws_sqs_queue.x":                    {"public-resource-policy", object{"policy": open}},
		"aws_sns_topic.x":                    {"public-resource-policy", object{"policy": open}},
		"aws_sns_topic_policy.x":             {"public-resource-policy", object{"policy": open}},
		"aws_kms_key.x":                      {"public-resource-policy", object{"policy": open}},
		"aws_ecr_repository_policy.x":        {"public-resource-policy", object{"policy": open}},
		"aws_secretsmanager_secret_policy.x": {"public-resource-policy", object{"policy": open}},
		"aws_alb.x":                          {"no-deletion-protection", object{"name": "x"}},
		"aws_alb_listener.x":                 {"plaintext-listener", object{"protocol": "HTTP"}},
	} {
		found := Risks(edited(t, edit{address, c.attributes}))
		if len(found) != 1 || found[0].ID != c.id || found[0].Address != address {
			t.Errorf("%s: got %v, want one %s", address, found, c.id)
		}
	}
}

// Workflows of all repositories of one owner are fewer than all there are.
func TestTrustInAnOwnerIsHigh(t *testing.T) {
	found := Risks(edited(t, edit{"aws_iam_role.task.assume_role_policy",
		oidc(`"StringLike" = {"token.actions.githubusercontent.com:sub" = "repo:acme/*"}`)}))
	if len(found) != 1 || found[0].ID != "iam-trust-any-repository" || found[0].Severity != High {
		t.Errorf("got %v", found)
	}
}

func TestPlaintextBehindAnInternalBalancerIsMedium(t *testing.T) {
	found := Risks(edited(t, edit{"aws_lb.balancer.internal", true},
		edit{"aws_lb_listener.http.default_action", object{"type": "forward"}}))
	if len(found) != 1 || found[0].Severity != Medium {
		t.Errorf("got %v", found)
	}
}

// A reason that the program gave reaches the review: ecs.PolicyStatement.UnscopedReason.
func TestReasonForEveryResourceReachesTheReview(t *testing.T) {
	sid := policydoc.WithReason("Regions", "AWS lists regions account-wide")
	found := Risks(edited(t, edit{"aws_iam_role_policy.task.policy",
		statement(`"Sid" = "` + sid + `", "Action" = "ecr:BatchGetImage", "Resource" = "*"`)}))
	if len(found) != 1 || found[0].Severity != Low || found[0].ID != "iam-resource-wildcard" ||
		!strings.Contains(found[0].Text, "; the reason given is: aws lists regions account wide") {
		t.Errorf("got %v", found)
	}
}

func TestRisksWorstFirst(t *testing.T) {
	found := Risks(edited(t,
		edit{"aws_cloudwatch_log_group.logs.retention_in_days", nil},
		edit{"aws_lb.balancer.enable_deletion_protection", false},
		edit{service + "deployment_circuit_breaker", nil},
		edit{"aws_iam_role_policy.task.policy", statement(`"Action" = "*", "Resource" = "*"`)}))
	var got []Severity
	for _, risk := range found {
		got = append(got, risk.Severity)
	}
	if !slices.Equal(got, severities) {
		t.Errorf("got %v, want %v", got, severities)
	}
}

// Every rule in the sources has its cases.
func TestEveryRiskIsTested(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	reported := regexp.MustCompile(`report\("([a-z-]+)"`)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, m := range reported.FindAllStringSubmatch(string(load(t, file)), -1) {
			if c := riskCases[m[1]]; (len(c.is) == 0 || len(c.not) == 0) && !attacked(m[1]) {
				t.Errorf("%s reports %s, which has no case that is or that is not", file, m[1])
			}
		}
	}
}

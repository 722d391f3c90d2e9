package coexistence

import (
	"regexp"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// limit is what AWS, or for a prefix the Terraform provider, allows.
type limit struct {
	most   int
	form   string // of every character
	within string // the attribute that says in what it is the only one; "" for a region, or an account
	source string
}

// unbound stands where a name need not be the only one, or where nothing tells what it belongs to.
const unbound = "-"

const (
	api      = "https://docs.aws.amazon.com/"
	provider = "https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/"
)

// limits of the attributes that hold names, by "type.attribute".
var limits = map[string]limit{
	"aws_alb.name": {32, `[A-Za-z0-9-]`, "",
		api + "elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html"},
	"aws_lb.name": {32, `[A-Za-z0-9-]`, "",
		api + "elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html"},
	"aws_lb_target_group.name": {32, `[A-Za-z0-9-]`, "",
		api + "elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html"},
	"aws_lb_target_group.name_prefix": {6, `[A-Za-z0-9-]`, unbound,
		provider + "lb_target_group"},
	"aws_iam_role.name": {64, `[\w+=,.@-]`, "",
		api + "IAM/latest/APIReference/API_CreateRole.html"},
	"aws_iam_role.name_prefix": {38, `[\w+=,.@-]`, unbound,
		provider + "iam_role"},
	"aws_iam_role_policy.name": {128, `[\w+=,.@-]`, "role",
		api + "IAM/latest/APIReference/API_PutRolePolicy.html"},
	"aws_iam_policy.name": {128, `[\w+=,.@-]`, "",
		api + "IAM/latest/APIReference/API_CreatePolicy.html"},
	"aws_iam_policy.name_prefix": {102, `[\w+=,.@-]`, unbound,
		provider + "iam_policy"},
	"aws_s3_bucket.bucket": {63, `[a-z0-9.-]`, "",
		api + "AmazonS3/latest/userguide/bucketnamingrules.html"},
	"aws_s3_bucket.bucket_prefix": {37, `[a-z0-9.-]`, unbound,
		provider + "s3_bucket"},
	"aws_sqs_queue.name": {80, `[A-Za-z0-9_-]`, "",
		api + "AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html"},
	"aws_sns_topic.name": {256, `[A-Za-z0-9_-]`, "",
		api + "sns/latest/api/API_CreateTopic.html"},
	"aws_cloudwatch_log_group.name": {512, `[A-Za-z0-9_/.#-]`, "",
		api + "AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html"},
	"aws_cloudwatch_log_metric_filter.name": {512, `[^:*]`, "log_group_name",
		api + "AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html"},
	"aws_cloudwatch_log_metric_filter.log_group_name": {512, `[A-Za-z0-9_/.#-]`, unbound,
		api + "AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html"},
	"aws_cloudwatch_query_definition.name": {255, `.`, "",
		api + "AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html"},
	"aws_cloudwatch_metric_alarm.alarm_name": {255, `.`, "",
		api + "AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html"},
	"aws_cloudwatch_composite_alarm.alarm_name": {255, `.`, "",
		api + "AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html"},
	"aws_cloudwatch_metric_alarm.metric_name": {255, `.`, unbound,
		api + "AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html"},
	"aws_cloudwatch_dashboard.dashboard_name": {255, `[A-Za-z0-9_-]`, "",
		api + "AmazonCloudWatch/latest/APIReference/API_PutDashboard.html"},
	"aws_cloudwatch_event_rule.name": {64, `[.A-Za-z0-9_-]`, "",
		api + "eventbridge/latest/APIReference/API_PutRule.html"},
	"aws_ecs_cluster.name": {255, `[A-Za-z0-9_-]`, "",
		api + "AmazonECS/latest/APIReference/API_CreateCluster.html"},
	"aws_ecs_cluster_capacity_providers.cluster_name": {255, `[A-Za-z0-9_-]`, unbound,
		api + "AmazonECS/latest/APIReference/API_CreateCluster.html"},
	"aws_ecs_service.name": {255, `[A-Za-z0-9_-]`, "cluster",
		api + "AmazonECS/latest/APIReference/API_CreateService.html"},
	"aws_ecs_task_definition.family": {255, `[A-Za-z0-9_-]`, "",
		api + "AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html"},
	"aws_ecr_repository.name": {256, `[a-z0-9/._-]`, "",
		api + "AmazonECR/latest/APIReference/API_CreateRepository.html"},
	"aws_secretsmanager_secret.name": {512, `[A-Za-z0-9/_+=.@-]`, "",
		api + "secretsmanager/latest/apireference/API_CreateSecret.html"},
	"aws_ssm_parameter.name": {1011, `[A-Za-z0-9_./-]`, "",
		api + "systems-manager/latest/APIReference/API_PutParameter.html"},
	"aws_security_group.name": {255, `[A-Za-z0-9 ._:/()#,@\[\]+=&;{}!$*-]`, "vpc_id",
		api + "AWSEC2/latest/APIReference/API_CreateSecurityGroup.html"},
	"aws_security_group.name_prefix": {100, `[A-Za-z0-9 ._:/()#,@\[\]+=&;{}!$*-]`, unbound,
		provider + "security_group"},
	"aws_sfn_state_machine.name": {80, `[A-Za-z0-9_-]`, "",
		api + "step-functions/latest/apireference/API_CreateStateMachine.html"},
	"aws_scheduler_schedule.name": {64, `[.A-Za-z0-9_-]`, "group_name",
		api + "scheduler/latest/APIReference/API_CreateSchedule.html"},
	"aws_scheduler_schedule.group_name": {64, `[.A-Za-z0-9_-]`, unbound,
		api + "scheduler/latest/APIReference/API_CreateSchedule.html"},
	"aws_scheduler_schedule_group.name": {64, `[.A-Za-z0-9_-]`, "",
		api + "scheduler/latest/APIReference/API_CreateScheduleGroup.html"},
	"aws_codedeploy_app.name": {100, `.`, "",
		api + "codedeploy/latest/APIReference/API_CreateApplication.html"},
	"aws_codedeploy_deployment_group.app_name": {100, `.`, unbound,
		api + "codedeploy/latest/APIReference/API_CreateApplication.html"},
	"aws_codedeploy_deployment_group.deployment_group_name": {100, `.`, "app_name",
		api + "codedeploy/latest/APIReference/API_CreateDeploymentGroup.html"},
	"aws_codedeploy_deployment_group.deployment_config_name": {100, `.`, unbound,
		api + "codedeploy/latest/APIReference/API_CreateDeploymentGroup.html"},
	"aws_budgets_budget.name": {100, `[^:\\]`, "",
		api + "aws-cost-management/latest/APIReference/API_budgets_Budget.html"},
	"aws_bedrock_inference_profile.name": {64, `[A-Za-z0-9 _-]`, "",
		api + "bedrock/latest/APIReference/API_CreateInferenceProfile.html"},
	"aws_service_discovery_private_dns_namespace.name": {253, `[!-~]`, "vpc",
		api + "cloud-map/latest/api/API_CreatePrivateDnsNamespace.html"},
	"aws_service_discovery_http_namespace.name": {1024, `[!-~]`, "",
		api + "cloud-map/latest/api/API_CreateHttpNamespace.html"},
	"aws_service_discovery_service.name": {127, `[A-Za-z0-9_.-]`, "namespace_id",
		api + "cloud-map/latest/api/API_CreateService.html"},
	"aws_appautoscaling_policy.name": {256, `.`, "resource_id",
		api + "autoscaling/application/APIReference/API_PutScalingPolicy.html"},
	"aws_appautoscaling_scheduled_action.name": {256, `.`, "resource_id",
		api + "autoscaling/application/APIReference/API_PutScheduledAction.html"},
	"aws_kms_alias.name": {256, `[A-Za-z0-9:/_-]`, "",
		api + "kms/latest/APIReference/API_CreateAlias.html"},
	"aws_route53_record.name": {255, `[A-Za-z0-9*_.-]`, unbound,
		api + "Route53/latest/DeveloperGuide/DomainNameFormat.html"},
	"aws_route53_record.set_identifier": {128, `.`, unbound,
		api + "Route53/latest/APIReference/API_ResourceRecordSet.html"},
	"aws_acm_certificate.domain_name": {253, `[A-Za-z0-9*.-]`, unbound,
		api + "acm/latest/APIReference/API_RequestCertificate.html"},
	"aws_vpc_endpoint.service_name": {1024, `[a-z0-9.-]`, unbound,
		provider + "vpc_endpoint"},
	"aws_cloudwatch_event_target.target_id": {64, `[.A-Za-z0-9_-]`, "rule",
		api + "eventbridge/latest/APIReference/API_Target.html"},
}

var nameful = regexp.MustCompile(`(^|_)name(_prefix)?$|^(family|bucket|bucket_prefix|target_id|set_identifier)$`)

// judgeNames holds the names of a resource against AWS's limits, and against those that are taken.
func judgeNames(t *testing.T, taken map[string]string, address, kind string, body testkit.Object) (judged int) {
	t.Helper()
	for attribute, value := range body {
		name, is := value.(string)
		if !nameful.MatchString(attribute) || !is || token.Is(name) || strings.HasPrefix(name, "${") {
			continue
		}
		l, known := limits[kind+"."+attribute]
		if !known {
			t.Errorf("%s.%s is a name, but its limit is not stated", kind, attribute)
			continue
		}
		judged++
		size := len([]rune(name))
		if size == 0 || size > l.most || !regexp.MustCompile(`^(`+l.form+`)+$`).MatchString(name) {
			t.Errorf("%s: %s is %q, want at most %d of %s: %s", address, attribute, name, l.most, l.form, l.source)
		}
		if l.within == unbound {
			continue
		}
		parent, _ := body[l.within].(string)
		if strings.HasPrefix(parent, "${") {
			parent = address[:strings.Index(address, ":")] + parent
		}
		key := strings.ToLower(kind + "." + attribute + " " + parent + " " + name)
		if other := taken[key]; other != "" {
			t.Errorf("%s and %s are both %q", address, other, name)
		}
		taken[key] = address
	}
	return judged
}

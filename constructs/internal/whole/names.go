package whole

import (
	"cmp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// scope is in what a name must be the only one.
type scope int

const (
	regional scope = iota // one region of one account
	account               // one account: the service is global
	global                // everywhere
)

// named says what names the resources of a type, and where no two may have the same name.
type named struct {
	name  string
	in    []string // attributes that say what the name belongs to, such as a cluster
	scope scope
	fold  bool // case does not count
}

// names by type. A second resource of a name is refused by AWS, or takes over the first one.
var names = map[string]named{
	"aws_alb":                                     {name: "name"},
	"aws_alb_target_group":                        {name: "name"},
	"aws_bedrock_inference_profile":               {name: "name"},
	"aws_cloudwatch_composite_alarm":              {name: "alarm_name"},
	"aws_cloudwatch_event_bus":                    {name: "name"},
	"aws_cloudwatch_event_rule":                   {name: "name", in: []string{"event_bus_name"}},
	"aws_cloudwatch_log_group":                    {name: "name"},
	"aws_cloudwatch_log_metric_filter":            {name: "name", in: []string{"log_group_name"}},
	"aws_cloudwatch_log_subscription_filter":      {name: "name", in: []string{"log_group_name"}},
	"aws_cloudwatch_metric_alarm":                 {name: "alarm_name"},
	"aws_cloudwatch_query_definition":             {name: "name"},
	"aws_codebuild_project":                       {name: "name"},
	"aws_codedeploy_app":                          {name: "name"},
	"aws_codedeploy_deployment_config":            {name: "deployment_config_name"},
	"aws_codedeploy_deployment_group":             {name: "deployment_group_name", in: []string{"app_name"}},
	"aws_codepipeline":                            {name: "name"},
	"aws_dynamodb_table":                          {name: "name"},
	"aws_ecr_repository":                          {name: "name"},
	"aws_ecs_capacity_provider":                   {name: "name"},
	"aws_ecs_cluster":                             {name: "name"},
	"aws_ecs_service":                             {name: "name", in: []string{"cluster"}},
	"aws_ecs_task_definition":                     {name: "family"},
	"aws_elasticache_replication_group":           {name: "replication_group_id", fold: true},
	"aws_db_instance":                             {name: "identifier", fold: true},
	"aws_kinesis_firehose_delivery_stream":        {name: "name"},
	"aws_kinesis_stream":                          {name: "name"},
	"aws_kms_alias":                               {name: "name"},
	"aws_lambda_function":                         {name: "function_name"},
	"aws_lb":                                      {name: "name"},
	"aws_lb_listener":                             {name: "port", in: []string{"load_balancer_arn"}},
	"aws_lb_listener_rule":                        {name: "priority", in: []string{"listener_arn"}},
	"aws_lb_target_group":                         {name: "name"},
	"aws_lb_trust_store":                          {name: "name"},
	"aws_rds_cluster":                             {name: "cluster_identifier", fold: true},
	"aws_scheduler_schedule":                      {name: "name", in: []string{"group_name"}},
	"aws_scheduler_schedule_group":                {name: "name"},
	"aws_secretsmanager_secret":                   {name: "name"},
	"aws_security_group":                          {name: "name", in: []string{"vpc_id"}},
	"aws_service_discovery_http_namespace":        {name: "name"},
	"aws_service_discovery_private_dns_namespace": {name: "name", in: []string{"vpc"}},
	"aws_service_discovery_service":               {name: "name", in: []string{"namespace_id"}},
	"aws_sfn_state_machine":                       {name: "name"},
	"aws_sns_topic":                               {name: "name"},
	"aws_sqs_queue":                               {name: "name"},
	"aws_ssm_parameter":                           {name: "name"},
	"aws_wafv2_ip_set":                            {name: "name", in: []string{"scope"}},
	"aws_wafv2_rule_group":                        {name: "name", in: []string{"scope"}},
	"aws_wafv2_web_acl":                           {name: "name", in: []string{"scope"}},

	"aws_budgets_budget":                   {name: "name", scope: account},
	"aws_ce_anomaly_monitor":               {name: "name", scope: account},
	"aws_ce_anomaly_subscription":          {name: "name", scope: account},
	"aws_cloudfront_origin_access_control": {name: "name", scope: account},
	// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html: without a region
	"aws_cloudwatch_dashboard": {name: "dashboard_name", scope: account},
	// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: the path does not count, nor case
	"aws_iam_group":                   {name: "name", scope: account, fold: true},
	"aws_iam_instance_profile":        {name: "name", scope: account, fold: true},
	"aws_iam_openid_connect_provider": {name: "url", scope: account, fold: true},
	"aws_iam_policy":                  {name: "name", scope: account, fold: true},
	"aws_iam_role":                    {name: "name", scope: account, fold: true},
	"aws_iam_user":                    {name: "name", scope: account, fold: true},

	"aws_route53_record": {name: "name", in: []string{"type", "zone_id", "set_identifier"}, scope: global, fold: true},
	"aws_s3_bucket":      {name: "bucket", scope: global},
}

// nameProblems judges names that are taken: within a stack and across stacks. An account or region that is not stated
// may be any, so also the same.
func (a app) nameProblems(ms *rules.Mistakes) {
	first := map[string][]*resource{}
	var all clashes
	for _, r := range a.resources() {
		key, shown, ok := a.name(r)
		if !ok {
			continue
		}
		for _, other := range first[key] {
			if meet(names[r.kind].scope, r, other) {
				all.add(r.path, other.path, r.kind+" "+check.Quote(shown), r.stack != other.stack,
					r.Region != "" && other.Region != "" && r.Region != other.Region)
				break
			}
		}
		first[key] = append(first[key], r)
	}
	for _, s := range a {
		s.outputClashes(&all)
	}
	all.problems(ms)
}

// name of the resource as it is compared, and as it is written. It reports false where it is not known, or where
// Terraform decides how many there are.
func (a app) name(r *resource) (key, shown string, ok bool) {
	by, ok := names[r.kind]
	if !ok || r.body["count"] != nil || r.body["for_each"] != nil {
		return "", "", false
	}
	switch v := r.body[by.name].(type) {
	case string:
		shown = known(v)
	case float64:
		shown = check.Number(v)
	}
	if shown == "" {
		return "", "", false
	}
	parts := []string{cmp.Or(synonyms[r.kind], r.kind), shown}
	if r.kind == "aws_ssm_parameter" || r.kind == "aws_route53_record" {
		parts[1] = strings.Trim(shown, "/.")
	}
	for _, attribute := range by.in {
		part, known := a.identity(r.stack, r.body[attribute])
		if !known {
			return "", "", false
		}
		parts = append(parts, part)
	}
	key = strings.Join(parts, "\n")
	if by.fold {
		key = strings.ToLower(key)
	}
	return key, shown, true
}

// synonyms are other names of a type.
var synonyms = map[string]string{"aws_alb": "aws_lb", "aws_alb_target_group": "aws_lb_target_group"}

// meet reports whether two resources may lie where a name of the scope must be the only one.
func meet(within scope, a, b *resource) bool {
	same := func(x, y string) bool { return x == "" || y == "" || x == y }
	switch within {
	case regional:
		return same(a.Region, b.Region) && same(a.Account, b.Account)
	case account:
		return same(a.Account, b.Account)
	default:
		return true
	}
}

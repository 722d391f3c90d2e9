package review

import (
	"slices"
	"strings"
)

// words of a type: what a resource is, and what follows where it is made anew or goes. They are true whatever the
// values are. A type that is not here is told by its name, and what follows is not claimed to be known.
type typeWords struct{ what, replaced, destroyed string }

// typesInWords has every type that the constructs and the examples make, and their neighbours.
var typesInWords = map[string]typeWords{
	// Tasks and what they run.
	"aws_ecs_service": {"the service", "all of its tasks are replaced at once, and open streams are cut",
		"its tasks stop, and nothing answers"},
	"aws_ecs_task_definition": {"the task definition", "a new revision is registered",
		"it is no longer registered: tasks that run go on, new ones cannot start from it"},
	"aws_ecs_cluster": {"the cluster", "everything that runs in it is stopped and started in the new one",
		"nothing can run in it any more"},
	"aws_ecs_cluster_capacity_providers": {"the list of the cluster's capacity providers", "tasks keep running; for a " +
		"moment none can start by a capacity provider", "no task starts by a capacity provider any more"},
	"aws_appautoscaling_target": {"the scaling limits", "its policies and schedules go with it, and nothing scales " +
		"until " +
		"they are made again", "the number of tasks stays as it is, whatever the load"},
	"aws_appautoscaling_policy": {"the scaling policy", "for a moment nothing scales by it",
		"nothing scales by this signal any more"},
	"aws_appautoscaling_scheduled_action": {"the scaling schedule", "a run that is due in between is missed",
		"the number of tasks does not follow this schedule any more"},
	"aws_codedeploy_app": {"the CodeDeploy application", "its deployment groups and their history go with it",
		"nothing can be deployed by it any more"},
	"aws_codedeploy_deployment_group": {"the deployment group", "a deployment that runs is stopped, and its history goes",
		"nothing can be deployed by it any more"},
	"aws_codedeploy_deployment_config": {"the deployment configuration", "deployments that follow use the new one",
		"deployments cannot use it any more"},
	"aws_ecr_repository": {"the image repository", "its images are deleted: what is not pushed again cannot start",
		"its images are deleted: no task can start from them"},
	"aws_ecr_lifecycle_policy": {"the rules by which images are deleted", "the new rules hold, also for images that " +
		"are there",
		"images are kept, and paid for, for ever"},
	"aws_ecr_repository_policy": {"the repository's policy", "for a moment only the own account may pull",
		"only the own account may pull and push"},
	"aws_scheduler_schedule":       {"the schedule", "a run that is due in between is missed", "it does not run any more"},
	"aws_scheduler_schedule_group": {"the schedule group", "its schedules go with it", "its schedules go with it"},
	"aws_sfn_state_machine": {"the state machine", "runs that are under way are stopped, and their history goes",
		"it cannot be run any more, and its history goes"},
	"aws_lambda_function": {"the function", "calls in between fail", "calls of it fail"},

	// Network.
	"aws_lb": {"the load balancer", "its DNS name changes, and open streams are cut",
		"its DNS name goes, and nothing answers there"},
	"aws_lb_listener": {"the listener", "requests to its port are refused in between",
		"nothing answers at its port any more"},
	"aws_lb_listener_certificate": {"the further certificate of a listener", "its names have no certificate in between",
		"clients of its names see the certificate of another name"},
	"aws_lb_listener_rule": {"the listener rule", "requests that it matches go to the default action in between",
		"requests that it matched go to the next rule or the default action"},
	"aws_lb_target_group": {"the target group", "tasks are registered in the new one and have to become healthy there",
		"nothing is routed to its tasks any more"},
	"aws_lb_trust_store": {"the trust store", "clients with certificates are refused in between",
		"no client's certificate is checked against it any more"},
	"aws_lb_trust_store_revocation": {"the list of revoked certificates",
		"certificates that were revoked are taken in between", "certificates that were revoked are taken again"},
	"aws_vpc": {"the network", "everything in it is replaced", "everything in it goes"},
	"aws_subnet": {"the subnet", "everything in it is replaced, and its addresses change",
		"nothing can run in it any more"},
	"aws_internet_gateway": {"the internet gateway", "the network is cut off from the internet in between",
		"the network is cut off from the internet"},
	"aws_egress_only_internet_gateway": {"the gateway for IPv6 outwards", "connections outwards by IPv6 are cut",
		"nothing gets out by IPv6 any more"},
	"aws_nat_gateway": {"the NAT gateway", "connections outwards are cut, and come from another address afterwards",
		"what is routed to it does not get out any more"},
	"aws_eip": {"the public address", "the address changes: who has let it in must let in the new one",
		"the address is given up, and cannot be had again"},
	"aws_route_table": {"the route table", "its subnets are without routes in between", "its subnets lose its routes"},
	"aws_route_table_association": {"the subnet's choice of a route table",
		"the subnet uses the main route table in between", "the subnet uses the main route table"},
	"aws_route": {"the route", "what it leads to cannot be reached in between",
		"what it led to cannot be reached any more"},
	"aws_security_group": {"the security group", "what uses it is moved to the new one",
		"what it let in and out, it does not any more"},
	"aws_default_security_group": {"the network's default security group", "its rules are set again",
		"Terraform lets go of it; its rules stay as they are"},
	"aws_vpc_security_group_ingress_rule": {"the rule for what comes in", "new connections are refused in between",
		"what it let in is refused"},
	"aws_vpc_security_group_egress_rule": {"the rule for what goes out", "new connections outwards are refused in between",
		"what it let out is refused"},
	"aws_security_group_rule": {"the rule of a security group", "new connections are refused in between",
		"what it allowed is refused"},
	"aws_vpc_endpoint": {"the endpoint", "calls to its AWS service fail in between, or take another way",
		"calls to its AWS service need another way out, or fail"},
	"aws_vpc_endpoint_route_table_association": {"the route to an endpoint", "calls take another way in between",
		"calls need another way out, or fail"},
	"aws_ec2_managed_prefix_list": {"the prefix list", "rules that name it are moved to the new one",
		"rules cannot name it any more"},
	"aws_flow_log": {"the flow log", "connections in between are not recorded",
		"connections are not recorded any more"},
	"aws_route53_record": {"the DNS record", "the name may not resolve in between", "the name does not resolve any more"},
	"aws_route53_zone": {"the DNS zone", "its name servers change: names in it do not resolve until the parent zone " +
		"names " +
		"the new ones", "names in it do not resolve any more"},
	"aws_route53_health_check": {"the health check of a name", "names that ask it lead anywhere in between",
		"names lead to what is down, too"},
	"aws_acm_certificate": {"the certificate", "listeners move to the new one once it is validated",
		"what serves it cannot serve HTTPS any more"},
	"aws_acm_certificate_validation": {"the wait for the certificate", "Terraform waits again",
		"Terraform does not wait for the certificate any more"},
	"aws_service_discovery_private_dns_namespace": {"the private DNS namespace",
		"its services are made anew, and names in it do not resolve in between", "names in it do not resolve any more"},
	"aws_service_discovery_public_dns_namespace": {"the public DNS namespace",
		"its services are made anew, and names in it do not resolve in between", "names in it do not resolve any more"},
	"aws_service_discovery_http_namespace": {"the namespace", "its services are made anew, and calls in between fail",
		"services do not find each other by it any more"},
	"aws_service_discovery_service": {"the name in Cloud Map", "the name does not resolve in between",
		"the name does not resolve any more"},

	// Permissions, secrets and protection.
	"aws_iam_role": {"the role", "what acts as it is refused in between", "what acts as it is refused"},
	"aws_iam_role_policy": {"the role's own policy", "what it allows is refused in between",
		"what it allowed is refused"},
	"aws_iam_policy": {"the policy", "what it allows is refused in between", "what it allowed is refused"},
	"aws_iam_role_policy_attachment": {"the policy's attachment to a role", "what it allows is refused in between",
		"what it allowed is refused"},
	"aws_iam_openid_connect_provider": {"the trust in an identity provider",
		"pipelines that sign in by it are refused in between", "pipelines that sign in by it are refused"},
	"aws_secretsmanager_secret": {"the secret", "its value is deleted: who reads it fails until there is a new one",
		"its value is deleted, after the recovery window for good: who reads it fails"},
	"aws_secretsmanager_secret_version": {"the secret's value", "who reads the secret gets the new value",
		"who reads the secret may get no value"},
	"aws_ssm_parameter": {"the parameter", "its value and its history are deleted, and the new one takes its place",
		"its value and its history are deleted: who reads it fails"},
	"aws_kms_key": {"the key", "what only the old key opens is lost when that is deleted",
		"what only this key opens is lost when the waiting time has passed"},
	"aws_wafv2_web_acl": {"the web ACL", "requests are not inspected in between",
		"requests are not inspected by it any more"},
	"aws_wafv2_web_acl_association": {"the link between a web ACL and what it protects",
		"requests are not inspected in between", "requests are not inspected any more"},
	"aws_wafv2_web_acl_logging_configuration": {"the logging of the web ACL", "requests in between are not recorded",
		"what the web ACL does is not recorded any more"},
	"aws_wafv2_ip_set": {"the list of addresses", "rules that name it are moved to the new one",
		"rules cannot name it any more"},
	"aws_bedrock_inference_profile": {"the inference profile", "calls by the old ARN fail", "calls by its ARN fail"},
	"aws_bedrock_guardrail": {"the guardrail", "calls that name the old one fail",
		"what it filtered passes, or calls that name it fail"},

	// Logs and monitoring.
	"aws_cloudwatch_log_group": {"the log group", "its lines are deleted", "its lines are deleted"},
	"aws_cloudwatch_log_metric_filter": {"the metric filter", "lines in between are not counted",
		"the metric gets no values any more"},
	"aws_cloudwatch_log_data_protection_policy": {"the masking of log lines", "lines in between are not masked",
		"lines are not masked any more"},
	"aws_cloudwatch_metric_alarm": {"the alarm", "it does not watch in between, and its history goes",
		"nobody is told any more, and nothing acts on it"},
	"aws_cloudwatch_composite_alarm": {"the composite alarm", "it does not watch in between, and its history goes",
		"nobody is told any more, and nothing acts on it"},
	"aws_cloudwatch_dashboard": {"the dashboard", "it is drawn anew", "it goes"},
	"aws_cloudwatch_event_rule": {"the event rule", "events in between are missed",
		"events do not start anything any more"},
	"aws_cloudwatch_event_target": {"the target of an event rule", "events in between are missed",
		"events do not reach it any more"},
	"aws_ce_anomaly_monitor": {"the cost monitor", "it learns from the start",
		"unusual costs are not noticed any more"},
	"aws_ce_anomaly_subscription": {"the subscription to unusual costs", "nobody is told in between",
		"nobody is told of unusual costs any more"},
	"aws_ce_cost_allocation_tag": {"the cost allocation tag", "costs are not told apart by it in between",
		"costs are not told apart by it any more"},
	"aws_budgets_budget": {"the budget", "its history goes", "nobody is told of costs above it any more"},
	"aws_budgets_budget_action": {"the budget's action", "it does not act in between",
		"nothing stops costs above the budget any more"},

	// Storage and messages.
	"aws_s3_bucket": {"the bucket", "its objects are deleted, or the replacement fails because it has some",
		"its objects are deleted, or the destruction fails because it has some"},
	"aws_s3_bucket_lifecycle_configuration": {"the rules by which objects are deleted", "the new rules hold",
		"objects are kept, and paid for, for ever"},
	"aws_s3_bucket_ownership_controls": {"who owns the bucket's objects", "it is set again", "ACLs count again"},
	"aws_s3_bucket_policy": {"the bucket's policy", "what it allows and denies, it does not in between",
		"what it allowed is refused, and what it denied may be allowed"},
	"aws_s3_bucket_public_access_block": {"the bucket's block of public access",
		"nothing keeps the bucket from being made " +
			"public in between", "nothing keeps the bucket from being made public any more"},
	"aws_s3_bucket_server_side_encryption_configuration": {"the bucket's encryption", "objects in between are encrypted " +
		"with S3's own key", "objects are encrypted with S3's own key"},
	"aws_s3_bucket_versioning": {"the bucket's versioning", "objects that are overwritten in between are lost",
		"objects that are overwritten are lost"},
	"aws_s3_object": {"the object", "it is written anew", "it is deleted"},
	"aws_sqs_queue": {"the queue", "its messages are lost, and its URL changes where its name does",
		"its messages are lost"},
	"aws_sqs_queue_policy": {"the queue's policy", "what it allows is refused in between",
		"only the own account may use the queue"},
	"aws_sqs_queue_redrive_allow_policy": {"who may use the queue for dead letters", "for a moment every queue may",
		"every queue of the account may"},
	"aws_sns_topic": {"the topic", "its subscriptions go with it, and e-mail addresses have to be confirmed again",
		"nobody is told by it any more"},
	"aws_sns_topic_policy": {"the topic's policy", "what it allows is refused in between",
		"what it allowed is refused"},
	"aws_sns_topic_subscription": {"the subscription", "an e-mail address has to be confirmed again",
		"who subscribed is not told any more"},
	"aws_efs_file_system": {"the file system", "its files are deleted", "its files are deleted"},
	"aws_efs_access_point": {"the file system's access point", "tasks that mount it cannot start in between",
		"tasks that mount it cannot start"},
	"aws_efs_mount_target": {"the file system's mount target", "mounts in its zone break", "mounts in its zone break"},
	"aws_efs_backup_policy": {"the file system's backup", "nothing is backed up in between",
		"files are not backed up any more"},
	"aws_dynamodb_table": {"the table", "its items are deleted", "its items are deleted"},
	"aws_db_instance":    {"the database", "its data is deleted", "its data is deleted"},
	"aws_rds_cluster":    {"the database cluster", "its data is deleted", "its data is deleted"},
}

// typeOf is a type by the name by which the tables here have it: the provider has those of load balancers by an older
// name, too, such as aws_alb_listener.
func typeOf(kind string) string {
	if rest, older := strings.CutPrefix(kind, "aws_alb"); older {
		return "aws_lb" + rest
	}
	return kind
}

// allOf are the resources of a type, by either name.
func (in *Inventory) allOf(kind string) []Resource {
	if rest, ok := strings.CutPrefix(kind, "aws_lb"); ok {
		return slices.Concat(in.byType[kind], in.byType["aws_alb"+rest])
	}
	return in.byType[kind]
}

// revisions are types of which the old one stays, or is nothing but a record: a replacement replaces nothing that runs.
var revisions = setOf(`aws_ecs_task_definition aws_lambda_layer_version aws_bedrock_guardrail_version
	aws_api_gateway_deployment aws_acm_certificate_validation aws_iam_policy_version terraform_data null_resource
	time_static time_sleep aws_secretsmanager_secret_version`)

// reasons are Terraform's action reasons in words:
// https://developer.hashicorp.com/terraform/internals/json-format#resource_changes.
var reasons = map[string]string{
	"replace_because_tainted":             "its last creation did not finish, or somebody marked it as tainted",
	"replace_because_cannot_update":       "AWS cannot change it in place",
	"replace_by_request":                  "somebody asked for it with -replace",
	"replace_by_triggers":                 "what its replace_triggered_by names changes",
	"delete_because_no_resource_config":   "it does not stand in the configuration any more",
	"delete_because_no_module":            "its module does not stand in the configuration any more",
	"delete_because_wrong_repetition":     "count or for_each is used, or not used any more",
	"delete_because_count_index":          "count is smaller",
	"delete_because_each_key":             "for_each does not have its key any more",
	"delete_because_no_move_target":       "it was moved to where the configuration has nothing",
	"read_because_config_unknown":         "what it asks for is known only after an apply",
	"read_because_dependency_pending":     "what it depends on changes",
	"read_because_check_nested":           "a check asks for it",
	"instance_count_unknown":              "how many there are is known only after an apply",
	"resource_config_unknown":             "its provider's answer needs what an apply tells",
	"provider_config_unknown":             "its provider is configured with what an apply tells",
	"absent_prereq":                       "what it depends on does not exist yet",
	"deferred_prereq":                     "what it depends on waits, too",
	"delete_because_no_resource_instance": "it does not stand in the configuration any more",
}

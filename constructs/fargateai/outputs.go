package fargateai

import (
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

// URL returns the URL under which the service is reached, with its scheme: its domain, else the load balancer's own
// name, which only an apply knows. With a Rule it is the first host of that which is no pattern, and the path that all
// its requests begin with, so that it is right on a load balancer that is shared. "" where that is not known: for hosts
// that are patterns alone, and where the Ref of ExistingLoadBalancer states no URL. With Service Connect and Cloud Map
// it is what peers call, such as http://mcp:8080 or http://mcp.ai.internal:8080. Empty with ExposureNone.
func (s *Service) URL() string {
	switch {
	case s.address != "":
		return s.address
	case s.Target == nil:
		return ""
	}
	return s.Target.URL()
}

// outputName is the name of an output of a service.
func outputName(service, name string) string {
	return strings.ReplaceAll(service+"_"+name, "-", "_")
}

// outputs are named after the service, so that several services fit in one stack: llm_proxy_url, llm_proxy_cluster_name
// …
func (s *Service) newOutputs(p plan) {
	out := func(name, value, description string) {
		if value == "" {
			return
		}
		cdktf.NewTerraformOutput(s, jsii.String(outputName(p.label(), name)), &cdktf.TerraformOutputConfig{
			Value: value, Description: jsii.String(description), StaticId: jsii.Bool(true),
		})
	}
	out("url", s.URL(), "Where the service is reached")
	out("load-balancer-dns-name", s.refs.balancer.DNSName,
		"DNS name of the load balancer, for an alias record or a health probe")
	out("load-balancer-zone-id", s.refs.balancer.ZoneID,
		"Hosted zone of the load balancer's DNS name, for an alias record")
	out("queue-url", s.refs.queue.URL, "SQS queue that the worker reads")
	out("cluster-name", s.refs.cluster.Name, "ECS cluster")
	out("service-name", s.Service.Name(), "ECS service")
	out("task-family", s.TaskDefinition.Family(), "Family of the task definition's revisions")
	switch {
	case s.Repository != nil:
		out("repository-url", s.Repository.URL(), "Where the pipeline pushes images")
	case p.Pipeline != nil:
		out("repository-url", p.Image.ExistingRepository.URL, "Where the pipeline pushes images")
	}
	out("log-group-name", s.refs.logs.name, "CloudWatch log group of the containers")
	out("execution-role-arn", s.TaskDefinition.ExecutionRoleARN(), "Role that ECS starts tasks with")
	out("task-role-arn", s.TaskDefinition.TaskRoleARN(), "Role that the code runs with")
	if s.KillSwitch != nil {
		out("kill-switch", s.KillSwitch.Command(), "Stops the service at once")
		out("kill-switch-way-back", s.KillSwitch.RestoreCommand(), "Brings the service back after the kill switch")
	}
	if s.DeploymentGroup != nil {
		out("codedeploy-application", s.DeploymentGroup.ApplicationName(), "CodeDeploy application")
		out("codedeploy-deployment-group", s.DeploymentGroup.DeploymentGroupName(), "CodeDeploy deployment group")
		out("test-url", s.Target.TestURL(), "Where a deployment's new tasks are reached before clients reach them")
	}
	if s.DeployRole != nil {
		out("push-role-arn", s.PushRole.ARN(), "Role that the workflow pushes images with")
		out("deploy-role-arn", s.DeployRole.ARN(), "Role that the workflow deploys with")
		out("task-subnet-ids", *cdktf.Fn_Join(jsii.String(","), s.refs.network.TaskSubnetIDs),
			"Where tasks run, for a task that the pipeline runs")
		out("task-security-group-id", s.Service.SecurityGroupID(), "Security group of the tasks")
		out("task-definition", s.TaskDefinition.Registration(),
			"The task definition as aws ecs register-task-definition takes it")
	}
}

package network

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchloggroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/flowlog"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
)

func (n *Network) newFlowLog(c config) {
	if c.FlowLogs == nil {
		return
	}
	n.flowLogGroup = cloudwatchloggroup.NewCloudwatchLogGroup(n, jsii.String("flow-log-group"),
		&cloudwatchloggroup.CloudwatchLogGroupConfig{
			Name:            jsii.String("/vpc/" + c.Name + "/flow-logs"),
			RetentionInDays: jsii.Number(c.retention),
			KmsKeyId:        bridge.String(c.FlowLogs.KMSKeyARN),
			Tags:            bridge.Tags(c.Tags, ""),
		})
	site := bridge.SiteOf(n)
	role := bridge.NewRole(n, "flow-log-role", bridge.RoleProps{
		NamePrefix:  naming.RolePrefix(c.Name, "flow-logs"),
		Description: "Delivers the flow logs of " + c.Name,
		Trust:       policy.ServiceTrust("vpc-flow-logs.amazonaws.com", site.Account(), site.ARN("ec2", "vpc-flow-log/*")),
		Tags:        c.Tags,
	})
	// AWS's page lists logs:CreateLogGroup and DescribeLogGroups too. Neither is needed where the group exists, and with
	// the first one the group comes back after a destroy (terraform-aws-modules/terraform-aws-vpc#435, #550).
	grant := bridge.Grant(n, "flow-log-delivery", role, policy.Statement{
		Actions:   []string{"logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"},
		Resources: []string{*n.flowLogGroup.Arn() + ":*"},
	})
	n.flowLog = flowlog.NewFlowLog(n, jsii.String("flow-log"), &flowlog.FlowLogConfig{
		VpcId:              n.vpc.Id(),
		TrafficType:        jsii.String(string(c.traffic)),
		LogDestinationType: jsii.String("cloud-watch-logs"),
		LogDestination:     n.flowLogGroup.Arn(),
		IamRoleArn:         role.Arn(),
		Tags:               bridge.Tags(c.Tags, c.Name),
		DependsOn:          &[]cdktf.ITerraformDependable{grant},
	})
}

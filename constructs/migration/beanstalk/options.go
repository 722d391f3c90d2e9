package beanstalk

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

// Namespaces that are named more than once.
const (
	environmentNamespace = "aws:elasticbeanstalk:application:environment"
	secretsNamespace     = "aws:elasticbeanstalk:application:environmentsecrets"
	sqsdNamespace        = "aws:elasticbeanstalk:sqsd"
	groupNamespace       = "aws:autoscaling:asg"
	triggerNamespace     = "aws:autoscaling:trigger"
	scheduleNamespace    = "aws:autoscaling:scheduledaction"
	instances            = "aws:ec2:instances"
	launchConfiguration  = "aws:autoscaling:launchconfiguration"
	vpcNamespace         = "aws:ec2:vpc"
	defaultProcess       = "aws:elasticbeanstalk:environment:process:default"
	balancerNamespace    = "aws:elbv2:loadbalancer"
	classicPolicies      = "aws:elb:policies"
	topicsNamespace      = "aws:elasticbeanstalk:sns:topics"
)

const (
	noInstance  = "there is no instance to manage"
	noProxy     = "there is no proxy on the instance: the load balancer forwards to the container as it is"
	rollsAlways = "ECS starts new tasks before it stops old ones, and rolls back a deployment that does not become healthy"
	ownGroups   = "the service makes its own security groups: open ways with Service.AllowFrom and AllowTo, " +
		"and let the new group in where the old one was"
	spot      = "see Deployment.CapacityProviders for Fargate Spot"
	inCommand = "it configured the platform's server: put it into the command of the Dockerfile"
)

type service = migration.Service
type amount = *migration.Said[float64]

// options are all that this package knows, the first row that matches wins
// (https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html and
// https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-specific.html).
var options []row

func init() { // the rows call what reads the table
	options = []row{
		{environmentNamespace, "*", (*building).variable},
		{secretsNamespace, "*", (*building).secretVariable},

		{groupNamespace, "MinSize", grouped},
		{groupNamespace, "MaxSize", grouped},
		{groupNamespace, "Cooldown", dropped("each of the service's scaling policies has cooldowns of its own")},
		{groupNamespace, "Availability Zones", dropped("tasks are spread over the subnets' zones")},
		{groupNamespace, "Custom Availability Zones", decided("state AvailabilityZones in cdktf.json, where a network " +
			"is made")},
		{groupNamespace, "EnableCapacityRebalancing", dropped(spot)},
		{triggerNamespace, "*", grouped},
		{scheduleNamespace, "*", grouped},
		{"aws:autoscaling:updatepolicy:rollingupdate", "*", dropped(rollsAlways)},

		{launchConfiguration, "InstanceType", (*building).instanceType},
		{launchConfiguration, "IamInstanceProfile", (*building).instanceProfile},
		{launchConfiguration, "RootVolumeSize", (*building).disk},
		{launchConfiguration, "RootVolume*", dropped("a task's disk has one kind")},
		{launchConfiguration, "BlockDeviceMappings", decided("a task has one disk of up to 200 GiB " +
			"(Task.EphemeralStorageGiB), " +
			"and file systems of EFS (Volumes)")},
		{launchConfiguration, "SecurityGroups", decided(ownGroups)},
		{launchConfiguration, "EC2KeyName", dropped("there is no SSH: EnableExecute opens a shell in a task")},
		{launchConfiguration, "SSHSourceRestriction", dropped("there is no SSH: EnableExecute opens a shell in a task")},
		{launchConfiguration, "ImageId", decided("what the image of the machine held has to be in the container's")},
		{launchConfiguration, "MonitoringInterval", dropped("CloudWatch has the metrics of a service once a minute")},
		{launchConfiguration, "DisableIMDSv1", dropped(noInstance)},
		{launchConfiguration, "DisableDefaultEC2SecurityGroup", dropped(ownGroups)},
		{launchConfiguration, "LaunchTemplate*", dropped(noInstance)},

		{instances, "InstanceTypes", (*building).instanceType},
		{instances, "SupportedArchitectures", (*building).architecture},
		{instances, "EnableSpot", (*building).spot},
		{instances, "Spot*", dropped(spot)},
		{vpcNamespace, "*", grouped},

		{"aws:elasticbeanstalk:application", "Application Healthcheck URL", (*building).healthURL},
		{"aws:elasticbeanstalk:cloudwatch:logs", "StreamLogs", (*building).streamLogs},
		{"aws:elasticbeanstalk:cloudwatch:logs", "RetentionInDays", (*building).retention},
		{"aws:elasticbeanstalk:cloudwatch:logs", "DeleteOnTerminate", dropped("the log group is deleted with the stack, " +
			"unless Logs.RetainOnDestroy is true")},
		{"aws:elasticbeanstalk:cloudwatch:logs:health", "*", dropped("ECS tells of health in events and metrics")},
		{"aws:elasticbeanstalk:command", "DeploymentPolicy", (*building).deploymentPolicy},
		{"aws:elasticbeanstalk:command", "*", dropped(rollsAlways)},
		{"aws:elasticbeanstalk:trafficsplitting", "*", decided("see BlueGreen: CodeDeploy moves requests in steps")},
		{"aws:elasticbeanstalk:environment", "EnvironmentType", (*building).environmentType},
		{"aws:elasticbeanstalk:environment", "LoadBalancerType", (*building).loadBalancerType},
		{"aws:elasticbeanstalk:environment", "LoadBalancerIsShared", (*building).sharedBalancer},
		{"aws:elasticbeanstalk:environment", "ServiceRole", dropped("ECS has a role of its own")},
		{"aws:elasticbeanstalk:environment", "ExternalExtensionsS3*", decided("read the extensions there, too")},
		{"aws:elasticbeanstalk:environment:proxy:staticfiles", "*", decided("the proxy on the instance served these files: " +
			"let the application do it, or S3 with CloudFront")},
		{"aws:elasticbeanstalk:environment:proxy*", "*", dropped(noProxy)},
		{"aws:elasticbeanstalk:healthreporting:system", "*", dropped("the load balancer's health check decides; " +
			"see Guardrails for alarms")},
		{"aws:elasticbeanstalk:hostmanager", "*", dropped("logs are in CloudWatch; there is no instance to rotate them")},
		{"aws:elasticbeanstalk:managedactions*", "*", dropped("Fargate patches its platform; the image is rebuilt by you")},
		{"aws:elasticbeanstalk:monitoring", "*", dropped("ECS replaces tasks that are not healthy")},
		{"aws:elasticbeanstalk:control", "*", dropped(noInstance)},
		{"aws:elasticbeanstalk:customoption", "*", decided("an extension of your own read it")},
		{topicsNamespace, "*", grouped},
		{sqsdNamespace, "*", grouped},
		{"aws:elasticbeanstalk:xray", "XRayEnabled", (*building).xray},
		{"aws:elasticbeanstalk:container:*", "StaticFiles", decided("let the application serve these files, or S3 with " +
			"CloudFront")},
		{"aws:elasticbeanstalk:container:*", "*", decided(inCommand)},
		{"aws:cloudformation:template:parameter", "*", dropped("it belongs to the environment's CloudFormation stack")},
		{"aws:rds:dbinstance", "*", decided("the database belongs to the environment, and is deleted with it: take it " +
			"out first (deletion policy Retain), and hand its address and secret over")},
	}
	options = append(options, balancerOptions()...)
}

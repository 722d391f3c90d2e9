package pipeline

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iamtest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
)

// What each role may do, and what somebody who has taken over a job tries with it. Section S5 and others are those of
// the security reading that the rows answer.

func TestAttacksOnTheDeployRole(t *testing.T) {
	props := validDeployRole()
	props.MigrationFamily = "llm-proxy-migrate"
	props.MaxCPUUnits, props.MaxMemoryMiB = jsii.Number(1024), jsii.Number(2048)
	props.SubnetIDs = jsii.Strings("subnet-0000000a", "subnet-0000000b")
	props.MigrationSubnetIDs = jsii.Strings("subnet-0000000a", "subnet-0000000c")
	attack(t, 23, 80, `
		allow ecs:RegisterTaskDefinition ecs:task-definition/llm-proxy:*
		allow ecs:RegisterTaskDefinition ecs:task-definition/llm-proxy:12 ecs:privileged=false ecs:task-cpu=1024
		allow ecs:RegisterTaskDefinition ecs:task-definition/llm-proxy:12 ecs:task-cpu=256 ecs:task-memory=512
		deny  ecs:RegisterTaskDefinition ecs:task-definition/billing:*         # S5: another family
		deny  ecs:RegisterTaskDefinition ecs:task-definition/llm-proxy-2:*     # S5: one that begins alike
		deny  ecs:RegisterTaskDefinition *                                     # S5: any family
		deny  ecs:RegisterTaskDefinition arn:aws:ecs:us-east-1:210987654321:task-definition/llm-proxy:1
		deny  ecs:RegisterTaskDefinition arn:aws:ecs:eu-west-1:555555555555:task-definition/llm-proxy:1
		deny  ecs:RegisterTaskDefinition ecs:task-definition/llm-proxy:12 ecs:privileged=true  # S5: the host of the task
		deny  ecs:RegisterTaskDefinition ecs:task-definition/llm-proxy:12 ecs:privileged=True
		deny  ecs:RegisterTaskDefinition ecs:task-definition/llm-proxy:12 ecs:task-cpu=16384   # a larger bill
		deny  ecs:RegisterTaskDefinition ecs:task-definition/llm-proxy:12 ecs:task-cpu=1024 ecs:task-memory=122880
		allow ecs:DescribeTaskDefinition *
		deny  ecs:DeregisterTaskDefinition *                                   # what a rollback needs
		deny  ecs:DeleteTaskDefinitions ecs:task-definition/llm-proxy:1
		deny  ecs:ListTaskDefinitions *

		allow ecs:ListTagsForResource ecs:task-definition/llm-proxy:12
		deny  ecs:ListTagsForResource ecs:service/ai/billing
		allow ecs:TagResource ecs:task-definition/llm-proxy:12 ecs:CreateAction=RegisterTaskDefinition
		deny  ecs:TagResource ecs:task-definition/llm-proxy:12                 # tags that other policies ask for
		deny  ecs:TagResource ecs:task-definition/billing:1 ecs:CreateAction=RegisterTaskDefinition
		deny  ecs:TagResource ecs:service/ai/llm-proxy ecs:CreateAction=RegisterTaskDefinition
		deny  ecs:UntagResource ecs:service/ai/llm-proxy

		allow ecs:UpdateService ecs:service/ai/llm-proxy ecs:task-definition=@ecs:task-definition/llm-proxy:12
		allow ecs:UpdateService ecs:service/ai/llm-proxy
		allow ecs:UpdateService ecs:service/ai/llm-proxy ecs:enable-execute-command=false ecs:auto-assign-public-ip=false
		allow ecs:UpdateService ecs:service/ai/llm-proxy ecs:auto-assign-public-ip=DISABLED
		allow ecs:UpdateService ecs:service/ai/llm-proxy ecs:subnet=subnet-0000000b,subnet-0000000a
		allow ecs:UpdateService ecs:service/ai/llm-proxy ECS:Subnet=subnet-0000000a
		allow ecs:UpdateService ecs:service/ai/llm-proxy ecs:enable-ebs-volumes=false ecs:enable-vpc-lattice=false
		allow ecs:DescribeServices ecs:service/ai/llm-proxy
		deny  ecs:UpdateService ecs:service/ai/llm-proxy ecs:subnet=subnet-public              # where no wall stands
		deny  ecs:UpdateService ecs:service/ai/llm-proxy ecs:subnet=subnet-0000000a,subnet-public
		deny  ecs:UpdateService ecs:service/ai/llm-proxy ECS:SUBNET=subnet-public
		deny  ecs:UpdateService ecs:service/ai/llm-proxy ecs:enable-ebs-volumes=true           # of a snapshot of others
		deny  ecs:UpdateService ecs:service/ai/llm-proxy ecs:enable-vpc-lattice=True           # reached from elsewhere
		deny  ecs:UpdateService ecs:service/ai/llm-proxy ecs:task-definition=@ecs:task-definition/billing:3 # S5: foreign
		deny  ecs:UpdateService ecs:service/ai/llm-proxy ecs:task-definition=@ecs:task-definition/llm-proxy-migrate:3
		deny  ecs:UpdateService ecs:service/ai/llm-proxy ecs:enable-execute-command=true       # S5: a shell
		deny  ecs:UpdateService ecs:service/ai/llm-proxy ecs:enable-execute-command=TRUE
		deny  ecs:UpdateService ecs:service/ai/llm-proxy ecs:auto-assign-public-ip=true        # S5: a public address
		deny  ecs:UpdateService ecs:service/ai/llm-proxy ecs:auto-assign-public-ip=ENABLED
		deny  ecs:UpdateService ecs:service/ai/llm-proxy-2
		deny  ecs:UpdateService ecs:service/ai/billing                         # another team on a shared cluster
		deny  ecs:UpdateService ecs:service/other/llm-proxy
		deny  ecs:UpdateService arn:aws:ecs:us-east-1:210987654321:service/ai/llm-proxy
		deny  ecs:UpdateService arn:aws:ecs:eu-west-1:555555555555:service/ai/llm-proxy
		deny  ecs:DescribeServices ecs:service/ai/billing
		deny  ecs:DeleteService ecs:service/ai/llm-proxy
		deny  ecs:CreateService ecs:service/ai/llm-proxy
		deny  ecs:CreateTaskSet ecs:task-set/ai/llm-proxy/1
		deny  ecs:UpdateServicePrimaryTaskSet ecs:service/ai/llm-proxy
		deny  ecs:ExecuteCommand ecs:task/ai/1                                 # S5: a shell in what runs
		deny  ecs:ExecuteCommand ecs:cluster/ai
		deny  ecs:UpdateCluster ecs:cluster/ai
		deny  ecs:UpdateTaskProtection ecs:task/ai/1

		allow iam:PassRole iam:role/llm-proxy-task iam:PassedToService=ecs-tasks.amazonaws.com
		allow iam:PassRole iam:role/llm-proxy-execution iam:PassedToService=ecs-tasks.amazonaws.com
		deny  iam:PassRole iam:role/llm-proxy-task
		deny  iam:PassRole iam:role/llm-proxy-task iam:PassedToService=lambda.amazonaws.com   # elsewhere
		deny  iam:PassRole iam:role/llm-proxy-task iam:PassedToService=ec2.amazonaws.com
		deny  iam:PassRole iam:role/admin iam:PassedToService=ecs-tasks.amazonaws.com         # S5: a stronger role
		deny  iam:PassRole iam:role/llm-proxy-task2 iam:PassedToService=ecs-tasks.amazonaws.com
		deny  iam:PassRole iam:role/team/llm-proxy-task iam:PassedToService=ecs-tasks.amazonaws.com
		deny  iam:PassRole iam:role/github-deploy-1 iam:PassedToService=ecs-tasks.amazonaws.com
		deny  sts:AssumeRole iam:role/llm-proxy-task
		deny  iam:PutRolePolicy iam:role/llm-proxy-task
		deny  iam:AttachRolePolicy iam:role/llm-proxy-task
		deny  iam:UpdateAssumeRolePolicy iam:role/github-deploy-1
		deny  iam:CreateRole iam:role/new
		deny  iam:CreateAccessKey iam:user/admin

		allow ecr:GetAuthorizationToken *
		allow ecr:PutImage ecr:repository/llm-proxy
		allow ecr:CompleteLayerUpload ecr:repository/llm-proxy
		deny  ecr:PutImage ecr:repository/billing                              # an image that others deploy
		deny  ecr:PutImage ecr:repository/llm-proxy/base
		deny  ecr:BatchGetImage ecr:repository/billing
		deny  ecr:BatchDeleteImage ecr:repository/llm-proxy
		deny  ecr:SetRepositoryPolicy ecr:repository/llm-proxy
		deny  ecr:PutImageTagMutability ecr:repository/llm-proxy
		deny  ecr:PutLifecyclePolicy ecr:repository/llm-proxy
		deny  ecr:DeleteRepository ecr:repository/llm-proxy

		allow ecs:RunTask ecs:task-definition/llm-proxy-migrate:7 ecs:cluster=@ecs:cluster/ai
		allow ecs:RunTask ecs:task-definition/llm-proxy-migrate:8 ecs:cluster=@ecs:cluster/ai
		allow ecs:DescribeTasks ecs:task/ai/0123
		deny  ecs:RunTask ecs:task-definition/llm-proxy-migrate:7 ecs:cluster=@ecs:cluster/ai ecs:enable-execute-command=true
		deny  ecs:RunTask ecs:task-definition/llm-proxy-migrate:7 ecs:cluster=@ecs:cluster/ai ecs:auto-assign-public-ip=true
		allow ecs:RunTask ecs:task-definition/llm-proxy-migrate:7 ecs:cluster=@ecs:cluster/ai ecs:subnet=subnet-0000000c
		deny  ecs:RunTask ecs:task-definition/llm-proxy-migrate:7 ecs:cluster=@ecs:cluster/ai ecs:subnet=subnet-public
		deny  ecs:RunTask ecs:task-definition/llm-proxy-migrate:7 ecs:cluster=@ecs:cluster/ai ecs:subnet=subnet-0000000b
		deny  ecs:RunTask ecs:task-definition/llm-proxy:7 ecs:cluster=@ecs:cluster/ai
		deny  ecs:RunTask ecs:task-definition/billing:7 ecs:cluster=@ecs:cluster/ai
		deny  ecs:RunTask ecs:task-definition/llm-proxy-migrate:7 ecs:cluster=@ecs:cluster/other
		deny  ecs:RunTask ecs:task-definition/llm-proxy-migrate:7
		deny  ecs:StartTask ecs:task-definition/llm-proxy-migrate:7 ecs:cluster=@ecs:cluster/ai
		deny  ecs:DescribeTasks ecs:task/other/0123
		deny  ecs:StopTask ecs:task/ai/0123

		deny  secretsmanager:GetSecretValue secretsmanager:secret:key
		deny  ssm:PutParameter ssm:parameter/llm-proxy/image                   # what Terraform deploys next
		deny  ssm:GetParameters ssm:parameter/llm-proxy/key
		deny  s3:GetObject s3:acme-state/llm-proxy/terraform.tfstate
		deny  logs:GetLogEvents logs:log-group:/ecs/llm-proxy
		deny  kms:Decrypt kms:key/1
		deny  elasticloadbalancing:ModifyRule elasticloadbalancing:listener-rule/app/a/1/2/3
		deny  ec2:AuthorizeSecurityGroupIngress ec2:security-group/sg-1
		deny  codedeploy:StopDeployment *
	`, props.resolve())
}

// What is on already may stay on.
func TestDeployRoleOfAnOpenService(t *testing.T) {
	props := validDeployRole()
	props.EnableExecute, props.AssignPublicIP = jsii.Bool(true), jsii.Bool(true)
	props.MigrationFamily = "migrate"
	attack(t, 3, 2, `
		allow ecs:RunTask ecs:task-definition/migrate:7 ecs:cluster=@ecs:cluster/ai ecs:auto-assign-public-ip=ENABLED
		allow ecs:UpdateService ecs:service/ai/llm-proxy ecs:enable-execute-command=true
		allow ecs:UpdateService ecs:service/ai/llm-proxy ecs:auto-assign-public-ip=true
		deny  ecs:UpdateService ecs:service/ai/llm-proxy ecs:task-definition=@ecs:task-definition/x:1
		deny  ecs:ExecuteCommand ecs:task/ai/1
	`, props.resolve())
}

func TestAttacksOnTheDeployRoleOfCodeDeploy(t *testing.T) {
	props := validDeployRole()
	props.CodeDeploy = &CodeDeploy{ApplicationName: "llm-proxy", DeploymentGroupName: "production",
		DeploymentConfigName: "CodeDeployDefault.ECSCanary10Percent5Minutes"}
	attack(t, 9, 11, `
		allow ecs:DescribeServices ecs:service/ai/llm-proxy
		allow codedeploy:CreateDeployment codedeploy:deploymentgroup:llm-proxy/production
		allow codedeploy:GetDeployment codedeploy:deploymentgroup:llm-proxy/production
		allow codedeploy:GetDeploymentGroup codedeploy:deploymentgroup:llm-proxy/production
		allow codedeploy:StopDeployment *        # no resource in AWS's reference
		allow codedeploy:ContinueDeployment *
		allow codedeploy:GetDeploymentTarget *
		allow codedeploy:RegisterApplicationRevision codedeploy:application:llm-proxy
		allow codedeploy:GetDeploymentConfig codedeploy:deploymentconfig:CodeDeployDefault.ECSCanary10Percent5Minutes
		deny  ecs:UpdateService ecs:service/ai/llm-proxy                       # nobody but CodeDeploy
		deny  codedeploy:CreateDeployment codedeploy:deploymentgroup:llm-proxy/staging
		deny  codedeploy:CreateDeployment codedeploy:deploymentgroup:billing/production
		deny  codedeploy:GetDeployment codedeploy:deploymentgroup:billing/production
		deny  codedeploy:UpdateDeploymentGroup codedeploy:deploymentgroup:llm-proxy/production # no rollback, no alarms
		deny  codedeploy:DeleteDeploymentGroup codedeploy:deploymentgroup:llm-proxy/production
		deny  codedeploy:RegisterApplicationRevision codedeploy:application:billing
		deny  codedeploy:CreateDeploymentConfig codedeploy:deploymentconfig:CodeDeployDefault.ECSCanary10Percent5Minutes
		deny  codedeploy:PutLifecycleEventHookExecutionStatus *                # a hook that nobody ran
		deny  codedeploy:SkipWaitTimeForInstanceTermination *
		deny  ecs:UpdateServicePrimaryTaskSet ecs:service/ai/llm-proxy
	`, props.resolve())
}

func TestWhatIsNotAskedForIsNotGranted(t *testing.T) {
	props := validDeployRole()
	props.RepositoryARN, props.TaskRoleARN = "", ""
	attack(t, 1, 5, `
		allow ecs:RegisterTaskDefinition ecs:task-definition/llm-proxy:* ecs:task-cpu=16384
		deny  ecr:GetAuthorizationToken *
		deny  ecr:PutImage ecr:repository/llm-proxy
		deny  codedeploy:CreateDeployment codedeploy:deploymentgroup:llm-proxy/production
		deny  ecs:RunTask ecs:task-definition/llm-proxy:1 ecs:cluster=@ecs:cluster/ai
		deny  iam:PassRole iam:role/llm-proxy-task iam:PassedToService=ecs-tasks.amazonaws.com
	`, props.resolve())
}

func TestAttacksOnThePushRole(t *testing.T) {
	attack(t, 3, 12, `
		allow ecr:GetAuthorizationToken *
		allow ecr:PutImage ecr:repository/llm-proxy
		allow ecr:UploadLayerPart ecr:repository/llm-proxy
		deny  ecr:PutImage ecr:repository/billing
		deny  ecr:PutImage arn:aws:ecr:us-east-1:210987654321:repository/llm-proxy
		deny  ecr:PutImage arn:aws:ecr:eu-west-1:555555555555:repository/llm-proxy
		deny  ecr:DeleteRepository ecr:repository/llm-proxy
		deny  ecr:BatchDeleteImage ecr:repository/llm-proxy                    # what runs and is rolled back to
		deny  ecr:SetRepositoryPolicy ecr:repository/llm-proxy
		deny  ecr:PutImageTagMutability ecr:repository/llm-proxy
		deny  ecs:UpdateService ecs:service/ai/llm-proxy                       # to deploy what was pushed
		deny  ecs:RegisterTaskDefinition ecs:task-definition/llm-proxy:*
		deny  iam:PassRole iam:role/llm-proxy-task iam:PassedToService=ecs-tasks.amazonaws.com
		deny  s3:GetObject s3:acme-state/llm-proxy/terraform.tfstate
		deny  sts:AssumeRole iam:role/github-deploy-1
	`, PushRoleProps{GitHub: validGitHub(), RepositoryARN: validDeployRole().RepositoryARN}.resolve())
}

func TestAttacksOnThePlanRole(t *testing.T) {
	props := validPlanRole()
	props.OtherStateKeys = jsii.Strings("network/terraform.tfstate")
	props.StateKMSKeyARN = iamtest.ARN("kms:key/1")
	attack(t, 5, 15, `
		allow s3:GetObject s3:acme-state/llm-proxy/terraform.tfstate
		allow s3:ListBucket s3:acme-state s3:prefix=llm-proxy/terraform.tfstate
		allow s3:GetObject s3:acme-state/network/terraform.tfstate
		allow s3:ListBucket s3:acme-state s3:prefix=network/terraform.tfstate
		allow kms:Decrypt kms:key/1 kms:ViaService=s3.eu-west-1.amazonaws.com
		deny  kms:Decrypt kms:key/1                                            # elsewhere than in S3
		deny  s3:PutObject s3:acme-state/llm-proxy/terraform.tfstate           # a state that the next apply believes
		deny  s3:DeleteObject s3:acme-state/llm-proxy/terraform.tfstate
		deny  s3:PutObject s3:acme-state/llm-proxy/terraform.tfstate.tflock    # nobody applies any more
		deny  s3:GetObjectVersion s3:acme-state/llm-proxy/terraform.tfstate    # secrets that were taken out
		deny  s3:GetObject s3:acme-state/billing/terraform.tfstate
		deny  s3:GetObject s3:other-state/llm-proxy/terraform.tfstate
		deny  s3:ListBucket s3:acme-state s3:prefix=
		deny  s3:ListBucket s3:acme-state
		deny  kms:Encrypt kms:key/1
		deny  kms:Decrypt kms:key/2
		deny  ec2:DescribeInstances *
		deny  ecs:UpdateService ecs:service/ai/llm-proxy
		deny  iam:PassRole iam:role/llm-proxy-task iam:PassedToService=ecs-tasks.amazonaws.com
		deny  secretsmanager:GetSecretValue *
		deny  sts:AssumeRole iam:role/github-apply-1
	`, props.resolve())
}

// attack tries a table on a role. It must have so many lines at least, so that one that denies everything, or a table
// that has lost its lines, fails.
func attack(t *testing.T, allowed, denied int, table string, role roleConfig) {
	t.Helper()
	a, d := iamtest.Table(t, table, policy.Document(role.statements(ireland{})...))
	if a < allowed || d < denied {
		t.Errorf("got %d lines that are allowed and %d that are denied, want %d and %d", a, d, allowed, denied)
	}
}

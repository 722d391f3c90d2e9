package pipeline

import (
	"cmp"
	"regexp"

	"github.com/aws/constructs-go/constructs/v10"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// DeployRoleProps are the props of a role that deploys one service.
type DeployRoleProps struct {
	// GitHub says whose jobs may assume the role. Required, with environments or branches.
	GitHub GitHub
	// ClusterName and ServiceName of the one service that may be updated, in the stack's region and account. Required.
	ClusterName, ServiceName string
	// Family of the task definitions that may be registered and deployed. Default: ServiceName.
	Family string
	// MaxCPUUnits and MaxMemoryMiB of a task definition that is registered. Default: whatever Fargate takes.
	MaxCPUUnits, MaxMemoryMiB *float64
	// EnableExecute and AssignPublicIP tell that the service has ECS Exec on, and that its tasks have public addresses.
	// Default: false; an update that turns it on, and a task of MigrationFamily that has it, are refused then.
	EnableExecute, AssignPublicIP *bool
	// SubnetIDs that the service stands in; an update that moves it elsewhere is refused then. AWS has no such key for
	// security groups. Default: any subnet.
	SubnetIDs *[]*string
	// ExecutionRoleARN that the task definitions may name. Required.
	ExecutionRoleARN string
	// TaskRoleARN that the task definitions may name. Default: none; a task definition that names one cannot be registered
	// then.
	TaskRoleARN string
	// RepositoryARN of the one ECR repository that may be pushed to. Default: none, and a role of [NewPushRole] pushes.
	RepositoryARN string
	// MigrationFamily of task definitions that may be run in the cluster before or after a deployment, such as a database
	// migration or a backfill. Default: none.
	MigrationFamily string
	// MigrationSubnetIDs that such a task may run in. Default: any subnet, as its network may be another than the
	// service's.
	MigrationSubnetIDs *[]*string
	// MigrationPublicIP tells that such a task has a public address. Default: AssignPublicIP.
	MigrationPublicIP *bool
	// CodeDeploy that deploys the service. Default: none, and ECS deploys it.
	CodeDeploy *CodeDeploy
	// MaxSessionSeconds that a job may hold the role, 3600 to 43200; a rollout that takes longer than an hour needs more.
	// Default: 3600.
	MaxSessionSeconds *float64
	// Tags of the role. Default: none.
	Tags map[string]string
}

// CodeDeploy names a deployment group of CodeDeploy, in the stack's region and account (see package codedeploy). AWS
// cannot tell whose deployment is stopped or continued: where groups of others share the account, a job that holds the
// role can stop theirs, or end the wait of one that is ready to shift.
type CodeDeploy struct {
	ApplicationName     string // required
	DeploymentGroupName string // required
	// DeploymentConfigName of the way in which traffic moves. Required.
	DeploymentConfigName string
}

// codeDeployName is what CodeDeploy allows.
var codeDeployName = regexp.MustCompile(`^[A-Za-z0-9._+=,@-]{1,100}$`)

// Validate returns every mistake in the props as one error, or nil.
func (p *DeployRoleProps) Validate() error { return p.problems().Err() }

func (p *DeployRoleProps) problems() rules.Mistakes {
	p, ps := check.Given(p)
	ps.Under("gitHub", p.GitHub.placedProblems())
	nameProblems(&ps, "clusterName", p.ClusterName)
	nameProblems(&ps, "serviceName", p.ServiceName)
	if p.MigrationFamily != "" {
		nameProblems(&ps, "migrationFamily", p.MigrationFamily)
	}
	if p.Family != "" {
		nameProblems(&ps, "family", p.Family)
	}
	if d := p.CodeDeploy; d != nil {
		for path, name := range map[string]string{"applicationName": d.ApplicationName,
			"deploymentGroupName": d.DeploymentGroupName, "deploymentConfigName": d.DeploymentConfigName} {
			if wild(name) || !token.Is(name) && !codeDeployName.MatchString(name) {
				ps.Break(refusal(name), "codeDeploy."+path, check.Quote(name),
					"one name of 1 to 100 letters, digits and . _ + = , @ -", "")
			}
		}
	}
	check.Required(&ps, "executionRoleARN", p.ExecutionRoleARN, "the ARN of the task's execution role",
		"hand over the task definition's execution role")
	arnProblems(&ps, "executionRoleARN", p.ExecutionRoleARN, "iam", "role/")
	arnProblems(&ps, "taskRoleARN", p.TaskRoleARN, "iam", "role/")
	arnProblems(&ps, "repositoryARN", p.RepositoryARN, "ecr", "repository/")
	for path, subnets := range map[string]*[]*string{
		"subnetIDs": p.SubnetIDs, "migrationSubnetIDs": p.MigrationSubnetIDs,
	} {
		ids := optional.Texts(subnets)
		for i, id := range ids {
			form.Subnet.Check(&ps, rules.Index(path, i), id)
		}
		check.Unique(&ps, path, ids, "name it once")
	}
	check.WholeNumber(&ps, "maxCPUUnits", p.MaxCPUUnits, 256, 32768, "units", "state that of the service's tasks")
	check.WholeNumber(&ps, "maxMemoryMiB", p.MaxMemoryMiB, 512, 249856, "MiB", "state that of the service's tasks")
	check.WholeNumber(&ps, "maxSessionSeconds", p.MaxSessionSeconds, 3600, 43200, "s", "")
	return ps
}

func nameProblems(ps *rules.Mistakes, path, name string) {
	if wild(name) || !token.Is(name) && !naming.IsECS(name) {
		ps.Break(refusal(name), path, check.Quote(name),
			"one name of 1 to 255 letters, digits, hyphens and underscores, not an ARN", "")
	}
}

func (p DeployRoleProps) resolve() roleConfig {
	return roleConfig{
		kind: "deploy", description: "GitHub Actions deploys the service " + p.ServiceName,
		github: &p.GitHub.GitHubRepository, notices: p.GitHub.notices(), trusted: p.GitHub.trusted(),
		statements: p.statements, session: p.MaxSessionSeconds, tags: p.Tags,
	}
}

func (p DeployRoleProps) statements(at site) []policy.Statement {
	passed := []string{p.ExecutionRoleARN}
	if p.TaskRoleARN != "" && p.TaskRoleARN != p.ExecutionRoleARN {
		passed = append(passed, p.TaskRoleARN)
	}
	family := at.ARN("ecs", "task-definition/"+cmp.Or(p.Family, p.ServiceName)+":*")
	service := at.ARN("ecs", "service/"+p.ClusterName+"/"+p.ServiceName)
	out := []policy.Statement{
		// The Service Authorization Reference gives it the type task-definition (the extracts of cfn-lint from July 2025 to
		// August 2026); that AWS knew none is of 2020 (https://github.com/aws/containers-roadmap/issues/929).
		{Sid: "Register", Actions: []string{"ecs:RegisterTaskDefinition"}, Resources: []string{family},
			Conditions: p.registered()},
		// AWS knows no resource for it
		{Sid: "Describe", Actions: []string{"ecs:DescribeTaskDefinition"}, Resources: []string{"*"}},
		{Sid: "DescribeTags", Actions: []string{"ecs:ListTagsForResource"}, Resources: []string{family}},
		{Sid: "TagWhatIsRegistered", Actions: []string{"ecs:TagResource"}, Resources: []string{family},
			Conditions: []policy.Condition{
				{Operator: "StringEquals", Key: "ecs:CreateAction", Values: []string{"RegisterTaskDefinition"}},
			}},
		{Sid: "PassTaskRoles", Actions: []string{"iam:PassRole"}, Resources: passed, Conditions: []policy.Condition{
			{Operator: "StringEquals", Key: "iam:PassedToService", Values: []string{"ecs-tasks.amazonaws.com"}},
		}},
		{Sid: "Watch", Actions: []string{"ecs:DescribeServices"}, Resources: []string{service}},
	}
	if p.CodeDeploy == nil { // which else is the only one that updates the service
		out = append(out, policy.Statement{Sid: "Deploy", Actions: []string{"ecs:UpdateService"},
			Resources: []string{service}, Conditions: p.updated(family)})
	}
	if p.MigrationFamily != "" {
		out = append(out,
			policy.Statement{Sid: "Migrate", Actions: []string{"ecs:RunTask"},
				Resources: []string{at.ARN("ecs", "task-definition/"+p.MigrationFamily+":*")},
				Conditions: append(p.migrated(), policy.Condition{Operator: "ArnEquals", Key: "ecs:cluster",
					Values: []string{at.ARN("ecs", "cluster/"+p.ClusterName)}})},
			policy.Statement{Sid: "AwaitMigration", Actions: []string{"ecs:DescribeTasks"},
				Resources: []string{at.ARN("ecs", "task/"+p.ClusterName+"/*")}})
	}
	if p.CodeDeploy != nil {
		out = append(out, p.CodeDeploy.statements(at)...)
	}
	if p.RepositoryARN != "" {
		out = append(out, push(p.RepositoryARN)...)
	}
	return out
}

// Conditions on what a request asks for are written so that they hold for one that does not: ECS sets such a key only
// then. Keys by action:
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html

// registered are the conditions of a task definition.
func (p DeployRoleProps) registered() []policy.Condition {
	out := []policy.Condition{{Operator: "StringNotEqualsIgnoreCase", Key: "ecs:privileged", Values: []string{"true"}}}
	atMost := func(key string, most *float64) {
		if check.Known(most) {
			out = append(out, policy.Condition{Operator: "NumericLessThanEqualsIfExists", Key: key,
				Values: []string{check.Number(*most)}})
		}
	}
	atMost("ecs:task-cpu", p.MaxCPUUnits)
	atMost("ecs:task-memory", p.MaxMemoryMiB)
	return out
}

// updated are the conditions of an update of the service: it brings a revision of its family, and neither a volume nor
// a network that Terraform does not know.
func (p DeployRoleProps) updated(family string) []policy.Condition {
	out := append(p.closed(p.AssignPublicIP),
		policy.Condition{Operator: "ArnLikeIfExists", Key: "ecs:task-definition", Values: []string{family}},
		policy.Condition{Operator: "StringNotEqualsIgnoreCase", Key: "ecs:enable-ebs-volumes", Values: []string{"true"}},
		policy.Condition{Operator: "StringNotEqualsIgnoreCase", Key: "ecs:enable-vpc-lattice", Values: []string{"true"}})
	return append(out, within(p.SubnetIDs)...)
}

// migrated are the conditions of a task of MigrationFamily.
func (p DeployRoleProps) migrated() []policy.Condition {
	address := p.MigrationPublicIP
	if address == nil {
		address = p.AssignPublicIP
	}
	return append(p.closed(address), within(p.MigrationSubnetIDs)...)
}

// within is the condition that a request names no other subnets. ForAllValues holds for one that names none, which
// leaves a service where it is, and which starts no task; with a condition on Null, no update would go through.
func within(subnets *[]*string) []policy.Condition {
	ids := optional.Texts(subnets)
	if len(ids) == 0 {
		return nil
	}
	return []policy.Condition{{Operator: "ForAllValues:StringEquals", Key: "ecs:subnet", Values: ids}}
}

// closed are the conditions that nobody gets a shell in what is started, and that it has no public address. Nothing
// says which values the key of the address has: one page of AWS names true and false, the API ENABLED and DISABLED.
func (p DeployRoleProps) closed(address *bool) (out []policy.Condition) {
	if !optional.Value(p.EnableExecute) {
		out = append(out, policy.Condition{Operator: "StringNotEqualsIgnoreCase", Key: "ecs:enable-execute-command",
			Values: []string{"true"}})
	}
	if !optional.Value(address) {
		out = append(out, policy.Condition{Operator: "StringNotEqualsIgnoreCase", Key: "ecs:auto-assign-public-ip",
			Values: []string{"true", "ENABLED"}})
	}
	return out
}

// statements to start, watch, continue and stop the deployments of one group. AWS's two pages disagree on three of the
// actions. The Service Authorization Reference, as of August 2026, gives them no resource, and AWS agreed
// (https://github.com/awsdocs/aws-codedeploy-user-guide/issues/18): with the group's ARN they would be denied.
func (d *CodeDeploy) statements(at site) []policy.Statement {
	return []policy.Statement{
		{Sid: "CodeDeploy", Resources: []string{at.ARN("codedeploy",
			"deploymentgroup:"+d.ApplicationName+"/"+d.DeploymentGroupName)}, Actions: []string{
			"codedeploy:CreateDeployment", "codedeploy:GetDeployment", "codedeploy:GetDeploymentGroup",
		}},
		{Sid: "CodeDeployTraffic", Resources: []string{"*"}, Actions: []string{
			"codedeploy:ContinueDeployment", "codedeploy:StopDeployment", "codedeploy:GetDeploymentTarget",
		}},
		{Sid: "CodeDeployRevision", Resources: []string{at.ARN("codedeploy", "application:"+d.ApplicationName)},
			Actions: []string{
				"codedeploy:RegisterApplicationRevision", "codedeploy:GetApplicationRevision",
			}},
		{Sid: "CodeDeployConfig", Actions: []string{"codedeploy:GetDeploymentConfig"},
			Resources: []string{at.ARN("codedeploy", "deploymentconfig:"+d.DeploymentConfigName)}},
	}
}

// NewDeployRole makes a role that deploys one service. Mistakes in props are reported together with those of all other
// constructs when the app is synthesized; nothing is created then.
func NewDeployRole(scope constructs.Construct, id string, props *DeployRoleProps) *Role {
	return newRole(scope, id, props, func() roleConfig { return props.resolve() })
}

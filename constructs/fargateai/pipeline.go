package fargateai

import (
	"bytes"
	"strings"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Pipeline takes a push to a GitHub repository to the running service. It makes the roles that the workflow assumes,
// and writes the workflow to artifacts/STACK/github/deploy.yml in the output folder; commit it as
// .github/workflows/deploy.yml of the application's repository. The image then belongs to the pipeline: Terraform does
// not put another one back.
//
// The workflow reads what Terraform makes from variables of the repository, each named like an output in capitals; Run
// lists them.
type Pipeline struct {
	// GitHub says whose jobs deploy; see [pipeline.GitHub]. Repository is required. Default of Environments: production;
	// of EnvironmentBranches: the branch of Workflow. Branches follow from Workflow.
	GitHub pipeline.GitHub
	// Workflow settings that do not follow from the service, such as TestCommand, Evaluation and Context; see
	// [workflow.Props].
	Workflow workflow.Props
	// TaskDefinitionFile in the application's repository, which the workflow deploys: the task definition is then
	// versioned with the code. Run writes its first version to artifacts/STACK/task-definition.json, and fargateai
	// task-definition diff tells when the two went apart. The task's roles get names that a file can state: stating this
	// for a service that runs already replaces them, so deploy at once. Needs the stack's account. Default: none; the
	// newest revision, which Terraform registers, is deployed with the image exchanged.
	TaskDefinitionFile string
}

// DefaultEnvironment of GitHub that deploys.
const DefaultEnvironment = "production"

// delivery is a pipeline, decided. Its ARNs stand as token.Unknown until the service has them.
type delivery struct {
	push   pipeline.PushRoleProps
	deploy pipeline.DeployRoleProps
	flow   workflow.Props
}

// fromService are the settings of the workflow that follow from the service or from the pipeline itself.
func fromService(w workflow.Props) map[string]bool {
	c := optional.Value(w.CodeDeploy)
	return map[string]bool{
		"codeDeploy.application": c.Application != "", "codeDeploy.deploymentGroup": c.DeploymentGroup != "",
		"codeDeploy.port": c.Port != nil, "codeDeploy.hooks": c.Hooks != nil,
		"region": w.Region != "", "roleARN": w.RoleARN != "", "pushRoleARN": w.PushRoleARN != "",
		"repositoryURL": w.RepositoryURL != "",
		"cluster":       w.Cluster != "", "service": w.Service != "", "family": w.Family != "",
		"container":          w.Container != "",
		"taskDefinitionFile": w.TaskDefinitionFile != "", "architecture": w.Architecture != "",
		"waitMinutes": w.WaitMinutes != nil,
	}
}

// resolvePipeline comes after the service, whose timers it takes. region is "" where only Terraform knows it.
func (r *parts) resolvePipeline(p ServiceProps, region string) {
	if p.Pipeline == nil {
		return
	}
	d := &delivery{flow: p.Pipeline.Workflow}
	github := p.Pipeline.GitHub
	if github.Environments == nil {
		fill(&d.flow.Environment, DefaultEnvironment)
		places := []string{d.flow.Environment}
		if c := d.flow.CodeDeploy; c != nil && c.Environment != "" && c.Environment != d.flow.Environment {
			places = append(places, c.Environment)
		}
		github.Environments = jsii.Strings(places...)
	} else if names := *github.Environments; len(names) == 1 && names[0] != nil {
		fill(&d.flow.Environment, *names[0])
	}
	fill(&d.flow.Branch, workflow.DefaultBranch)
	d.flow.Region = region
	d.flow.RoleARN = r.variable("deploy-role-arn")
	d.flow.PushRoleARN = r.variable("push-role-arn")
	d.flow.RepositoryURL = r.variable("repository-url")
	d.flow.Cluster, d.flow.Service = r.clusterName(p), r.serviceName(p)
	if token.Is(d.flow.Cluster) {
		d.flow.Cluster = r.variable("cluster-name")
	}
	d.flow.Family, d.flow.Container = r.task.Family, r.name
	d.flow.TaskDefinitionFile = p.Pipeline.TaskDefinitionFile
	d.flow.Architecture = workflow.Architecture(p.CPUArchitecture)
	d.flow.WaitMinutes = r.service.DeploymentTimeoutMinutes
	if r.blueGreen != nil && check.Known(d.flow.WaitMinutes) { // requests move step by step once the tasks are there
		d.flow.WaitMinutes = jsii.Number(*d.flow.WaitMinutes + r.blueGreen.ShiftMinutes())
	}
	if d.flow.SmokeURL == "" && p.Domain != nil && !token.Is(p.Domain.Name) {
		d.flow.SmokeURL = "https://" + p.Domain.Name + r.healthPath()
	}
	if github.EnvironmentBranches == nil {
		github.EnvironmentBranches = jsii.Strings(d.flow.Branch)
	}
	if p.Pipeline.TaskDefinitionFile != "" {
		// IAM is global, so a service of the same name in another region has roles of other names.
		r.task.ExecutionRoleName, r.task.TaskRoleName = r.name+"-"+region+"-execution", r.name+"-"+region+"-task"
	}

	pushing := github
	pushing.Environments, pushing.EnvironmentBranches, pushing.Branches = nil, nil, jsii.Strings(d.flow.Branch)
	d.push = pipeline.PushRoleProps{GitHub: pushing, RepositoryARN: token.Unknown, Tags: r.tags}
	d.deploy = pipeline.DeployRoleProps{
		GitHub: github, ClusterName: token.Unknown, ServiceName: d.flow.Service, Family: d.flow.Family,
		ExecutionRoleARN: token.Unknown, TaskRoleARN: token.Unknown,
		MaxSessionSeconds: sessionSeconds(d.flow), Tags: r.tags,
	}
	if d.flow.Migration != nil {
		d.deploy.MigrationFamily = d.flow.Family
	}
	d.flow.CodeDeploy = nil
	if r.blueGreen != nil {
		r.deliverBlueGreen(p, d)
	}
	r.delivery = d
}

// deliverBlueGreen lets the workflow drive the deployment group. Where somebody can reach the test listener, and a
// deployment waits for an approval, the workflow tests and evaluates the new tasks before clients reach them.
func (r *parts) deliverBlueGreen(p ServiceProps, d *delivery) {
	flow := optional.Value(p.Pipeline.Workflow.CodeDeploy)
	flow.Hooks = nil
	flow.Application, flow.DeploymentGroup, flow.Port = r.blueGreen.Name, r.blueGreen.Name, p.Port
	if token.Is(flow.Application) {
		flow.Application, flow.DeploymentGroup = r.variable("codedeploy-application"),
			r.variable("codedeploy-deployment-group")
	}
	if flow.TestURL == "" && optional.Or(r.blueGreen.ApprovalMinutes, 0) > 0 {
		flow.TestURL = r.variable("test-url")
	}
	for hook, function := range r.blueGreen.Hooks {
		if flow.Hooks == nil {
			flow.Hooks = map[string]string{}
		}
		flow.Hooks[string(hook)] = function
	}
	d.flow.CodeDeploy = &flow
	d.deploy.CodeDeploy = &pipeline.CodeDeploy{ApplicationName: token.Unknown, DeploymentGroupName: token.Unknown,
		DeploymentConfigName: token.Unknown}
}

// variable is the variable of the repository that holds an output of the service.
func (r *parts) variable(output string) string {
	return "${{ vars." + strings.ToUpper(outputName(r.name, output)) + " }}"
}

func (r *parts) healthPath() string {
	if h := r.target.HealthCheck; h != nil && h.Path != "" && !token.Is(h.Path) {
		return h.Path
	}
	return "/"
}

// sessionSeconds is how long the workflow's last job may hold its role, or nil for the hour that AWS allows anyway.
func sessionSeconds(w workflow.Props) *float64 {
	if seconds := w.SessionSeconds(); seconds > 3600 {
		return &seconds
	}
	return nil
}

func (p *ServiceProps) pipelineProblems(ps *rules.Mistakes, r parts, region string) {
	if p.Pipeline == nil {
		return
	}
	stated := fromService(p.Pipeline.Workflow)
	for _, path := range check.SortedKeys(stated) {
		if stated[path] {
			ps.Add("pipeline.workflow."+path, "a value", "nothing",
				"it follows from the service; TaskDefinitionFile is stated beside Workflow")
		}
	}
	if p.Pipeline.GitHub.Branches != nil {
		ps.Add("pipeline.gitHub.branches", "branches", "nothing",
			"the branch that is deployed is stated in pipeline.workflow.branch")
	}
	if p.Image.URI != "" {
		ps.Add("pipeline", "an image in another registry, "+check.Quote(p.Image.URI), "a repository of ECR",
			"the workflow pushes to it; leave image.uri out, or state image.existingRepository")
	}
	if p.Image.Owner != "" && p.Image.Owner != ecs.ImageOwnedByPipeline {
		ps.Add("image.owner", check.Quote(string(p.Image.Owner))+" with a pipeline", string(ecs.ImageOwnedByPipeline),
			"leave it out: what the pipeline deploys, Terraform must not take back")
	}
	if c := p.Pipeline.Workflow.CodeDeploy; c != nil {
		switch {
		case p.BlueGreen == nil:
			ps.Add("pipeline.workflow.codeDeploy", "CodeDeploy without blueGreen", "nothing",
				"state BlueGreen of the service, from which it follows")
		case c.TestURL != "" && optional.Or(p.BlueGreen.ApprovalMinutes, 0) == 0:
			ps.Add("pipeline.workflow.codeDeploy.testURL", check.Quote(c.TestURL)+" with a deployment that does not wait",
				"blueGreen.approvalMinutes as well", "requests would move before the test has ended")
		}
	}
	d := *r.delivery
	if region == "" {
		ps.Add("pipeline", "a stack without a region", "a region that is known when the program runs",
			"state Region of the stack, or the setting region; the workflow is written for it")
		d.flow.Region = "us-east-1"
	}
	ps.Under("", elsewhere(d.deploy.Validate(), "pipeline", nil))
	ps.Under("", elsewhere(d.flow.Validate(), "pipeline.workflow",
		map[string]string{"pipeline.workflow.taskDefinitionFile": "pipeline.taskDefinitionFile"}))
}

func (s *Service) makePipeline(p ServiceProps, r parts) {
	if r.delivery == nil {
		return
	}
	d := *r.delivery
	d.push.RepositoryARN = s.repositoryARN(p)
	d.deploy.ClusterName = s.cluster.Name
	d.deploy.ExecutionRoleARN, d.deploy.TaskRoleARN = s.TaskDefinition.ExecutionRoleARN(), s.TaskDefinition.TaskRoleARN()
	if s.DeploymentGroup != nil {
		d.deploy.CodeDeploy = &pipeline.CodeDeploy{
			ApplicationName:      s.DeploymentGroup.ApplicationName(),
			DeploymentGroupName:  s.DeploymentGroup.DeploymentGroupName(),
			DeploymentConfigName: s.DeploymentGroup.DeploymentConfigName(),
		}
	}
	s.PushRole = pipeline.NewPushRole(s, "push-role", &d.push)
	s.DeployRole = pipeline.NewDeployRole(s, "deploy-role", &d.deploy)
	text, err := workflow.GitHub(&d.flow)
	if err != nil { // the rules have passed, so this is a mistake of the library
		panic(err)
	}
	bridge.Attach(s, bridge.Artifact{Owner: r.name, Path: "github/deploy.yml",
		Render: func([]byte) ([]byte, string) { return text, "" }})
	if p.Pipeline.TaskDefinitionFile != "" {
		bridge.Attach(s, bridge.Artifact{Owner: r.name, Path: "task-definition.json",
			Render: func(stack []byte) ([]byte, string) {
				return registration(stack, r.task.Family, outputName(r.name, "task-definition"))
			}})
	}
	names := variables(text)
	bridge.Tell(s, "the workflow reads variables of the repository, each the output of the same name: "+
		strings.Join(names, ", ")+
		"; set each with gh variable set "+names[0]+` --body "$(terraform output -raw `+strings.ToLower(names[0])+`)"`)
}

// variables are the names of the repository's variables in a workflow, each once.
func variables(text []byte) []string {
	const mark = "${{ vars."
	seen := map[string]bool{}
	for _, after := range bytes.Split(text, []byte(mark))[1:] {
		name, _, _ := bytes.Cut(after, []byte(" "))
		seen[string(name)] = true
	}
	return check.SortedKeys(seen)
}

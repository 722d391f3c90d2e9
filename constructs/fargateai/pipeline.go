package fargateai

import (
	"cmp"
	"slices"
	"strings"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/taskdefinition"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Pipeline takes a push to a GitHub repository to the running service. It makes the roles that the workflow assumes,
// and writes the workflow to artifacts/STACK/github/deploy.yml in the output folder; commit it as
// .github/workflows/deploy.yml of the application's repository. The image then belongs to the pipeline: Terraform does
// not put another one back. Image.URI is a mistake, and so is a stack without a region.
//
//	Pipeline: &fargateai.Pipeline{GitHub: pipeline.GitHubRepository{Repository: "acme/llm-proxy"}}
//
// The account needs GitHub's identity provider once; pipeline.NewGitHubProvider makes it. The workflow reads what
// Terraform makes from variables of the repository, each named like an output in capitals; Run lists them. Roles cost
// nothing.
type Pipeline struct {
	// GitHub is the repository whose jobs deploy, and how AWS recognizes it. Required; see its OwnerID for repositories
	// that were created since July 2026. Where jobs must run is said by the two fields below.
	GitHub pipeline.GitHubRepository
	// Environments of GitHub whose jobs may deploy, by name; protect them in GitHub's settings. See [pipeline.GitHub].
	// Default: that of Workflow, else [DefaultEnvironment], and that of CodeDeploy where it is another.
	Environments *[]*string
	// EnvironmentBranches that such a job must run on, without refs/heads/. Default: Workflow.Branch, else main. An empty
	// list trusts every branch, tag and pull request.
	EnvironmentBranches *[]*string
	// Workflow settings, such as TestCommand, Evaluation and Context; all else follows from the service. Default: no tests
	// and no evaluation; pushes to main are built from the repository's Dockerfile and deployed in [DefaultEnvironment].
	Workflow workflow.Settings
	// CodeDeploy says how the workflow tests new tasks before clients reach them. A mistake without BlueGreen, and with a
	// TestURL but without BlueGreen.ApprovalMinutes: requests would move before the test has ended. Default: it does not
	// test, or with BlueGreen.ApprovalMinutes at the load balancer's test listener.
	CodeDeploy *workflow.CodeDeploySettings
	// TaskDefinitionFile in the application's repository, which the workflow deploys: the task definition is then
	// versioned with the code. Run writes its first version to artifacts/STACK/task-definition.json, and fargateai
	// task-definition diff tells when the two went apart. The task's roles get names that a file can state: stating this
	// for a service that runs already replaces them, so deploy at once. Needs the stack's account. Default: none; the
	// newest revision, which Terraform registers, is deployed with the image exchanged.
	TaskDefinitionFile string
	// TaskDefinitionFree are members that this file may change by itself, such as environment, cpu and memory; see
	// taskdefinition.Free. All else, roles, secrets and containers above all, the workflow takes only as the newest
	// revision has it: change it in Terraform first. Default: none.
	TaskDefinitionFree *[]*string
	// WorkflowFile that the jobs which push and deploy must be written in, on their branch, such as
	// .github/workflows/deploy.yml (see pipeline.GitHub). Default: any workflow of the repository.
	WorkflowFile string
}

// DefaultEnvironment of GitHub that deploys, where [Pipeline] states none.
const DefaultEnvironment = "production"

func (p plan) pipelineProblems(ms *rules.Mistakes, r references) {
	if p.Pipeline == nil {
		return
	}
	if p.Image.URI != "" {
		ms.Break(pipelinePushes, "pipeline", "an image in another registry, "+check.Quote(p.Image.URI),
			"a repository of ECR", "the workflow pushes to it; leave image.uri out, or state image.existingRepository")
	}
	if p.Image.Owner != "" && p.Image.Owner != ecs.ImageOwnedByPipeline {
		ms.Break(pipelineOwnsImage, "image.owner", check.Quote(string(p.Image.Owner))+" with a pipeline",
			string(ecs.ImageOwnedByPipeline), "leave it out: what the pipeline deploys, Terraform must not take back")
	}
	if c := p.Pipeline.CodeDeploy; c != nil {
		switch {
		case p.BlueGreen == nil:
			ms.Break(pipelineTestsGreen, "pipeline.codeDeploy", "CodeDeploy without blueGreen", "blueGreen as well",
				"ECS's own deployments have no new tasks to test apart")
		case c.TestURL != "" && optional.Value(p.BlueGreen.ApprovalMinutes) == 0:
			ms.Break(pipelineTestsGreen, "pipeline.codeDeploy.testURL",
				check.Quote(c.TestURL)+" with a deployment that does not wait", "blueGreen.approvalMinutes as well",
				"requests would move before the test has ended")
		}
	}
	if token.IsList(p.Pipeline.TaskDefinitionFree) {
		ms.Break(rules.KnownValue, "pipeline.taskDefinitionFree", "a reference", "the names of members", "state them")
	}
	flow := p.workflowProps()
	if p.region == "" {
		ms.Break(pipelineRegion, "pipeline", "a stack without a region", "a region that is known when the program runs",
			"state Region of the stack, or the setting region; the workflow is written for it")
	}
	if p.region == "" || token.Is(p.region) { // the workflow has nothing to add to that
		flow.Region = "us-east-1"
	}
	ms.Moved(flow.Validate(), "pipeline.workflow", map[string]string{
		"pipeline.workflow.taskDefinitionFile": "pipeline.taskDefinitionFile",
		"pipeline.workflow.taskDefinitionFree": "pipeline.taskDefinitionFree",
		"pipeline.workflow.codeDeploy":         "pipeline.codeDeploy",
	})
	renames := map[string]string{
		"pipeline.gitHub.environments": "pipeline.environments", "pipeline.gitHub.branches": "pipeline.workflow.branch",
		"pipeline.gitHub.environmentBranches": "pipeline.environmentBranches",
		"pipeline.gitHub.workflow":            "pipeline.workflowFile",
	}
	if p.Pipeline.EnvironmentBranches == nil {
		renames["pipeline.gitHub.environmentBranches[0]"] = "pipeline.workflow.branch"
	}
	follow(ms, p.deployRoleProps(r).Validate(), "pipeline", renames)
}

// deployEnvironment that the workflow runs in; "" where several are trusted and none is stated.
func (p plan) deployEnvironment() string {
	stated := p.Pipeline.Workflow.Environment
	if p.Pipeline.Environments == nil {
		return cmp.Or(stated, DefaultEnvironment)
	}
	if names := optional.Texts(p.Pipeline.Environments); len(names) == 1 && !token.Is(names[0]) {
		return cmp.Or(stated, names[0])
	}
	return stated
}

func (p plan) deployBranch() string {
	return cmp.Or(p.Pipeline.Workflow.Branch, workflow.DefaultBranch)
}

// workflowProps are those of the workflow. What only Terraform knows it reads from the repository's variables.
func (p plan) workflowProps() *workflow.Props {
	w := workflow.Props{
		Region:             p.region,
		RoleARN:            p.variable("deploy-role-arn"),
		PushRoleARN:        p.variable("push-role-arn"),
		RepositoryURL:      p.variable("repository-url"),
		Cluster:            p.clusterName(),
		Service:            p.serviceName(),
		Family:             p.name,
		Container:          p.name,
		TaskDefinitionFile: p.Pipeline.TaskDefinitionFile,
		TaskDefinitionFree: p.freeOfFile(),
		Architecture:       workflow.Architecture(p.CPUArchitecture),
		CodeDeploy:         p.codeDeployOfWorkflow(),
		WaitMinutes:        p.waitMinutes(),
		Settings:           p.Pipeline.Workflow,
	}
	if token.Is(w.Cluster) {
		w.Cluster = p.variable("cluster-name")
	}
	w.Environment, w.Branch = p.deployEnvironment(), p.deployBranch()
	if w.SmokeURL == "" && p.Domain != nil && !token.Is(p.Domain.Name) && p.Login == nil { // nobody logs the workflow in
		w.SmokeURL = "https://" + p.Domain.Name + p.healthPath()
	}
	return &w
}

// freeOfFile are the members that the task-definition file may change; a reference is a mistake.
func (p plan) freeOfFile() []string {
	if token.IsList(p.Pipeline.TaskDefinitionFree) {
		return nil
	}
	return optional.Texts(p.Pipeline.TaskDefinitionFree)
}

// waitMinutes are those of a deployment, and with blue/green those in which requests move step by step.
func (p plan) waitMinutes() *float64 {
	wait := optional.Value(p.Deployment).DeploymentTimeoutMinutes
	if wait == nil {
		wait = p.deploymentMinutes()
	}
	if p.blueGreen() && check.Known(wait) {
		return jsii.Number(*wait + p.BlueGreen.ShiftMinutes())
	}
	return wait
}

// codeDeployOfWorkflow lets the workflow drive the deployment group. Where somebody can reach the test listener, and a
// deployment waits for an approval, the workflow tests and evaluates the new tasks before clients reach them.
func (p plan) codeDeployOfWorkflow() *workflow.CodeDeploy {
	if !p.blueGreen() {
		return nil
	}
	name := cmp.Or(p.BlueGreen.Name, p.name)
	c := workflow.CodeDeploy{
		Application: name, DeploymentGroup: name, Port: p.Port, CodeDeploySettings: optional.Value(p.Pipeline.CodeDeploy),
	}
	if token.Is(name) {
		c.Application, c.DeploymentGroup = p.variable("codedeploy-application"), p.variable("codedeploy-deployment-group")
	}
	if c.TestURL == "" && optional.Value(p.BlueGreen.ApprovalMinutes) > 0 {
		c.TestURL = p.variable("test-url")
	}
	for hook, function := range p.BlueGreen.Hooks {
		if c.Hooks == nil {
			c.Hooks = map[string]string{}
		}
		c.Hooks[string(hook)] = function
	}
	return &c
}

// variable is the variable of the repository that holds an output of the service.
func (p plan) variable(output string) string {
	return "${{ vars." + strings.ToUpper(outputName(p.name, output)) + " }}"
}

func (p plan) healthPath() string {
	if h := p.HealthCheck; h != nil && h.Path != "" && !token.Is(h.Path) {
		return h.Path
	}
	return "/"
}

// pushRoleProps trust the branch: an approval is asked for once, after the evaluation.
func (p plan) pushRoleProps(r references) *pipeline.PushRoleProps {
	return &pipeline.PushRoleProps{
		GitHub: pipeline.GitHub{GitHubRepository: p.Pipeline.GitHub, Branches: jsii.Strings(p.deployBranch()),
			Workflow: p.Pipeline.WorkflowFile},
		RepositoryARN: r.image.repositoryARN, Tags: p.tags,
	}
}

func (p plan) deployRoleProps(r references) *pipeline.DeployRoleProps {
	d := pipeline.DeployRoleProps{
		GitHub: pipeline.GitHub{
			GitHubRepository: p.Pipeline.GitHub, Environments: p.Pipeline.Environments,
			EnvironmentBranches: p.Pipeline.EnvironmentBranches, Workflow: p.Pipeline.WorkflowFile,
		},
		ClusterName: r.cluster.Name, ServiceName: p.serviceName(), Family: p.name,
		ExecutionRoleARN: r.task.executionRoleARN, TaskRoleARN: r.task.taskRoleARN, Tags: p.tags,
		EnableExecute: p.EnableExecute, AssignPublicIP: r.network.AssignPublicIP,
		SubnetIDs: r.network.TaskSubnetIDs,
	}
	if cpu, memory := p.size(); check.Known(cpu) && check.Known(memory) {
		if _, _, ok := fargate.Fit(*cpu, *memory); ok {
			d.MaxCPUUnits, d.MaxMemoryMiB = cpu, memory
		}
	}
	if d.GitHub.Environments == nil {
		places := []string{p.deployEnvironment()}
		if c := p.Pipeline.CodeDeploy; c != nil && c.Environment != "" && c.Environment != places[0] {
			places = append(places, c.Environment)
		}
		d.GitHub.Environments = jsii.Strings(places...)
	}
	if d.GitHub.EnvironmentBranches == nil {
		d.GitHub.EnvironmentBranches = jsii.Strings(p.deployBranch())
	}
	// A session lasts an hour by itself; the workflow's last job may hold its role for longer.
	if session := p.workflowProps().SessionSeconds(); session > 3600 {
		d.MaxSessionSeconds = &session
	}
	if tasks := p.tasksOfWorkflow(); len(tasks) > 0 {
		d.MigrationFamily = d.Family
		d.MigrationSubnetIDs, d.MigrationPublicIP = networkOf(tasks, d.SubnetIDs, d.AssignPublicIP)
	}
	if p.blueGreen() {
		d.CodeDeploy = &pipeline.CodeDeploy{
			ApplicationName: r.deployment.application, DeploymentGroupName: r.deployment.group,
			DeploymentConfigName: r.deployment.configuration,
		}
	}
	return &d
}

// tasksOfWorkflow are those that run once beside the service.
func (p plan) tasksOfWorkflow() (tasks []*workflow.Task) {
	for _, task := range []*workflow.Task{p.Pipeline.Workflow.Migration, p.Pipeline.Workflow.Backfill} {
		if task != nil {
			tasks = append(tasks, task)
		}
	}
	return tasks
}

// networkOf tells in which subnets tasks run, nil where that is not known here, and whether one has a public address.
func networkOf(tasks []*workflow.Task, service *[]*string, public *bool) (subnets *[]*string, address *bool) {
	var stated []string
	beside := false // one has the network of the service
	address = jsii.Bool(false)
	for _, task := range tasks {
		stated = append(stated, task.Subnets...)
		if *address = *address || task.AssignPublicIP; len(task.Subnets) == 0 {
			beside = true
			*address = *address || optional.Value(public)
		}
	}
	switch {
	case slices.ContainsFunc(stated, token.Is): // variables of the repository
		return nil, address
	case len(stated) == 0:
		return service, address
	case beside && (service == nil || token.IsList(service)):
		return nil, address
	case beside:
		stated = append(stated, optional.Texts(service)...)
	}
	slices.Sort(stated)
	return jsii.Strings(slices.Compact(stated)...), address
}

func (s *Service) newPipeline(p plan) {
	if p.Pipeline == nil {
		return
	}
	s.PushRole = pipeline.NewPushRole(s, "push-role", p.pushRoleProps(s.refs))
	s.DeployRole = pipeline.NewDeployRole(s, "deploy-role", p.deployRoleProps(s.refs))
	text, err := workflow.GitHub(p.workflowProps())
	if err != nil { // the rules have passed, so this is a mistake of the library
		panic(err)
	}
	s.attach(p, "github/deploy.yml", text)
	if p.Pipeline.TaskDefinitionFile != "" {
		output := outputName(p.name, "task-definition")
		bridge.Attach(s, bridge.Artifact{Owner: p.name, Path: "task-definition.json",
			Render: func(stack []byte) ([]byte, string) { return taskdefinition.FileOf(stack, p.name, output) }})
	}
	names := workflow.Variables(text)
	bridge.Tell(s, "the workflow reads variables of the repository, each the output of the same name: "+
		strings.Join(names, ", ")+"; set each with gh variable set "+names[0]+
		` --body "$(terraform output -raw `+strings.ToLower(names[0])+`)"`)
}

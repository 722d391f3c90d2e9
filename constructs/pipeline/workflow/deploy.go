package workflow

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// config is the props with every default filled in. Texts of numbers are what stands in the workflow.
type config struct {
	Props
	Platform, Runner string
	Wait             string // minutes
	Deploying        limits
	Promoting        limits
	PushRole         string
	PushEnvironment  string
	Gate             string // command line of the eval gate
	HistoryFile      string
	HistoryKey       string // prefix of the caches of the history
	Green            bool   // tests run against green before the traffic shifts
	Needs            string // last jobs before the deployment
	Task             migrationConfig
	Shift            codeDeployConfig
	Evaluator        string // runner of the evaluation
	// Registered and Started are where the steps of the job find what an earlier one did.
	Registered, Started string
	Title               string // of the job's summary
}

func (p Props) resolve() config {
	c := config{
		Props: p, Platform: "linux/arm64", Runner: "ubuntu-24.04-arm", Needs: "[build]", PushRole: p.PushRoleARN,
		Registered: "steps.register.outputs", Started: "steps.start.outputs", Title: "Deployment",
	}
	for value, otherwise := range map[*string]string{
		&c.Name: DefaultName, &c.Branch: DefaultBranch, &c.Container: DefaultContainer, &c.Family: p.Service, &c.Context: ".",
	} {
		if *value == "" {
			*value = otherwise
		}
	}
	if c.Dockerfile == "" {
		c.Dockerfile = strings.TrimPrefix(strings.TrimSuffix(c.Context, "/")+"/Dockerfile", "./")
	}
	if p.Architecture == X86_64 {
		c.Platform, c.Runner = "linux/amd64", "ubuntu-24.04"
	}
	if p.PushRoleARN == "" {
		c.PushRole, c.PushEnvironment = p.RoleARN, p.Environment
	}
	if p.CodeDeploy != nil {
		c.Shift, c.Green = p.CodeDeploy.resolve(p.Environment), p.CodeDeploy.TestURL != ""
	}
	if c.Green {
		c.Title = "Green"
	}
	c.Evaluator = c.Runner
	if p.CodeDeploy != nil && p.CodeDeploy.Runner != "" {
		c.Evaluator = p.CodeDeploy.Runner
	}
	if p.Migration != nil {
		c.Task = p.Migration.resolve(c.Container)
	}
	c.Wait = check.Number(p.wait())
	c.Deploying, c.Promoting = limitsOf(p.wait()+p.Migration.minutes()), limitsOf(p.wait())
	if p.Evaluation != nil {
		c.Gate = p.Evaluation.gate()
		c.HistoryFile = historyFile
		// a slash is in no name, so that no other service's key starts like this
		c.HistoryKey = "eval-history/" + p.Cluster + "/" + p.Service + "/"
		if !c.Green {
			c.Needs = "[build, evaluate]"
		}
	}
	return c
}

// Promoted is the job after the test of green, as the template sees it.
func (c config) Promoted() config {
	c.Registered, c.Started, c.Title, c.Migration = "needs.deploy.outputs", "needs.deploy.outputs", "Deployment", nil
	return c
}

// GitHub renders the workflow that deploys a service, for .github/workflows, or returns every mistake in the props as
// one error.
func GitHub(props *Props) ([]byte, error) {
	if err := props.Validate(); err != nil {
		return nil, err
	}
	return execute("deploy.yml.tmpl", props.resolve())
}

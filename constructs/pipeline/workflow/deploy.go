package workflow

import (
	"cmp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
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
	Owned            []owned
	Install          string // the companion, for go install
	Gate             string // command line of the eval gate
	AtDeploy         judged // the evaluation, in the job that deploys
	AtPromote        judged // and in the one that shifts the traffic
	HistoryFile      string
	HistoryKey       string     // prefix of the caches of the history
	Green            bool       // tests run against green before the traffic shifts
	PushNeeds, Needs string     // last jobs before the push, and before the deployment
	Before, After    taskConfig // the migration and the backfill
	Shift            codeDeployConfig
	Evaluator        string // runner of the evaluation
	// Registered and Started are where the steps of the job find what an earlier one did.
	Registered, Started string
	Title               string // of the job's summary
}

// judged is an evaluation that is judged again where no code of the repository runs.
type judged struct {
	Gate     string // command line
	Baseline bool   // in the repository
}

func (p Props) resolve() config {
	c := config{
		Props: p, Platform: "linux/arm64", Runner: "ubuntu-24.04-arm", PushRole: p.PushRoleARN,
		PushNeeds: "[build]", Needs: "[push]",
		Registered: "steps.register.outputs", Started: "steps.start.outputs", Title: "Deployment",
	}
	c.Name, c.Branch, c.Owned = cmp.Or(p.Name, DefaultName), cmp.Or(p.Branch, DefaultBranch), p.owned()
	c.Family, c.Container = cmp.Or(p.Family, p.Service), cmp.Or(p.Container, DefaultContainer)
	c.Context = cmp.Or(p.Context, ".")
	c.Dockerfile = cmp.Or(p.Dockerfile, inFolder(c.Context, "Dockerfile"))
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
	c.Evaluator = cmp.Or(optional.Value(p.CodeDeploy).Runner, c.Runner)
	if p.Migration != nil {
		c.Before = p.Migration.resolve(c.Container).migration()
		c.Before.Registered = c.Registered
	}
	if p.Backfill != nil {
		c.After = p.Backfill.resolve(c.Container).backfill()
		c.After.Registered = c.Registered
	}
	c.Wait = check.Number(p.wait())
	c.Deploying, c.Promoting = limitsOf(p.wait()+p.Migration.minutes()), limitsOf(p.wait()+p.Backfill.minutes())
	if !c.Green {
		c.Deploying = limitsOf(p.wait() + p.Migration.minutes() + p.Backfill.minutes())
	}
	if e := p.Evaluation; e != nil {
		c.Install = companion(versionOf(e.Version))
		c.Gate = e.gate("")
		c.HistoryFile = historyFile
		// a slash is in no name, so that no other service's key starts like this
		c.HistoryKey = "eval-history/" + p.Cluster + "/" + p.Service + "/"
		again := judged{Gate: e.gate(`"$GITHUB_WORKSPACE"/`), Baseline: e.Baseline != ""}
		if c.Green {
			c.AtPromote = again
		} else {
			c.AtDeploy = again
			c.PushNeeds, c.Needs = "[build, evaluate]", "[build, evaluate, push]"
		}
	}
	return c
}

// inFolder is the path of a file in a folder of the repository.
func inFolder(folder, file string) string {
	return strings.TrimPrefix(strings.TrimSuffix(folder, "/")+"/"+file, "./")
}

// Promoted is the job after the test of green, as the template sees it.
func (c config) Promoted() config {
	c.Registered, c.Started, c.Title, c.Migration = "needs.deploy.outputs", "needs.deploy.outputs", "Deployment", nil
	c.After.Registered = c.Registered
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

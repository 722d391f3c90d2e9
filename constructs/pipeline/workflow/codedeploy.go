package workflow

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// CodeDeploy is a blue/green deployment of a service whose deployment controller is CODE_DEPLOY. The role must be
// allowed to drive the group (pipeline.DeployRoleProps.CodeDeploy).
//
// The workflow is done when the traffic has shifted. The group then keeps blue for its
// termination_wait_time_in_minutes, during which a bad answer to SmokeURL takes the traffic back, and refuses the next
// deployment; aws deploy continue-deployment --deployment-wait-type TERMINATION_WAIT ends it early.
type CodeDeploy struct {
	// Application and DeploymentGroup of CodeDeploy, by name, or as variables of the repository. Required.
	Application, DeploymentGroup string
	// Port of the container that the target groups send traffic to. Required.
	Port *float64
	// Hooks are the Lambda functions, by ARN, of lifecycle events such as AfterAllowTestTraffic. Default: none.
	Hooks map[string]string

	CodeDeploySettings
}

// CodeDeploySettings say how new tasks are tested before clients reach them. All have defaults.
type CodeDeploySettings struct {
	// TestURL of green, behind the test listener and within reach of GitHub's runners. With it nothing shifts untested:
	// the workflow waits until green is ready, requires an answer with a status below 400, runs the evaluation against
	// TEST_URL, and only then lets CodeDeploy shift the traffic, or stops and rolls back. The group's
	// deployment_ready_option must be STOP_DEPLOYMENT, with a wait_time_in_minutes for the evaluation and an approval.
	// Default: none; CodeDeploy shifts the traffic as the group says, after the evaluation.
	TestURL string
	// Runner is the label of the runners that test green: your own, which the test listener is open to. Needs TestURL.
	// Default: GitHub's own runners, whose addresses change; a listener that is open to them is open to everybody.
	Runner string
	// Environment of GitHub in which the traffic is shifted after TestURL was tested. Default: that of [Props], whose
	// approval is then asked for twice: before green starts, and before traffic shifts.
	Environment string
}

// lifecycle are the events that may have a hook, in their order. See
// https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html.
var lifecycle = []string{"BeforeInstall", "AfterInstall", "AfterAllowTestTraffic", "BeforeAllowTraffic",
	"AfterAllowTraffic"}

func (d *CodeDeploy) problems(region string) rules.Mistakes {
	var ps rules.Mistakes
	for path, name := range map[string]string{"application": d.Application, "deploymentGroup": d.DeploymentGroup} {
		variableProblems(&ps, path, name, codeDeployName, "a name of 1 to 100 letters, digits and _ . + = , @ -")
	}
	if !check.Known(d.Port) {
		rule := rules.KnownValue
		if d.Port == nil {
			rule = rules.Required
		}
		ps.Break(rule, "port", "no number", "the port of the container", "a workflow cannot hold a reference")
	}
	check.WholeNumber(&ps, "port", d.Port, 1, 65535, "", "")
	if d.TestURL != "" {
		variableProblems(&ps, "testURL", d.TestURL, address, "an http or https URL")
	}
	optionalProblems(&ps, "environment", d.Environment, environment, form.Environment.Want)
	if d.Environment != "" && d.TestURL == "" {
		ps.Break(testURL, "environment", check.Quote(d.Environment)+" without testURL", "testURL as well",
			"without a test the deployment is one job, in the environment of the props")
	}
	optionalProblems(&ps, "runner", d.Runner, runnerLabel, "one label of at most 100 characters, such as vpc-runners")
	if d.Runner != "" && d.TestURL == "" {
		ps.Break(testURL, "runner", check.Quote(d.Runner)+" without testURL", "testURL as well",
			"nothing else needs to be in reach of the test listener")
	}
	for _, event := range check.SortedKeys(d.Hooks) {
		path := "hooks[" + event + "]"
		if !slices.Contains(lifecycle, event) {
			ps.Break(rules.OneOf, path, check.Quote(event), "one of "+strings.Join(lifecycle, ", "), "")
		}
		variableProblems(&ps, path, d.Hooks[event], functionARN, "the ARN of a Lambda function")
		functionProblems(&ps, path, d.Hooks[event], region)
	}
	return ps
}

// runnerLabel is what GitHub allows of a label that it does not have to quote.
var runnerLabel = matching(`^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$`)

// origin is scheme, host and port of a URL.
func origin(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return text
	}
	ports := map[string]string{"http": "80", "https": "443"}
	return u.Scheme + "://" + strings.ToLower(u.Hostname()) + ":" + cmp.Or(u.Port(), ports[u.Scheme])
}

// codeDeployConfig are the texts that the steps get in their environment.
type codeDeployConfig struct{ Port, Hooks, Environment string }

func (d *CodeDeploy) resolve(environment string) codeDeployConfig {
	hooks := []map[string]string{}
	for _, event := range lifecycle {
		if function, ok := d.Hooks[event]; ok {
			hooks = append(hooks, map[string]string{event: function})
		}
	}
	text, _ := plainJSON(hooks) // strings cannot fail
	return codeDeployConfig{Port: check.Number(optional.Value(d.Port)), Hooks: text,
		Environment: cmp.Or(d.Environment, environment)}
}

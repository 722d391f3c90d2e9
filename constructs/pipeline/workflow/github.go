package workflow

import (
	"bytes"
	_ "embed" // the template
	"encoding/json"
	"fmt"
	"strings"
	"text/template"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

//go:embed github.yml.tmpl
var githubText string

// The template's own marks are <% %>, since {{ }} is GitHub's and [[ ]] is bash's.
var github = template.Must(template.New("github").Delims("<%", "%>").Option("missingkey=error").Funcs(template.FuncMap{
	"uses":  uses,
	"quote": quote,
	"lines": lines,
}).Parse(githubText))

// slack is what a deployment takes beside the wait, in minutes.
const slack = 10

// config is the props with every default filled in.
type config struct {
	Props
	Platform, Runner string
	Wait             string // minutes
	Timeout          string // minutes of the job that waits
	SessionSeconds   string // of the role that waits
	PushRole         string
	PushEnvironment  string
	Gate             string // command line of the eval gate
	Needs            string // last job before the deployment
}

func (p Props) resolve() config {
	c := config{Props: p, Platform: "linux/arm64", Runner: "ubuntu-24.04-arm", Needs: "[build]", PushRole: p.PushRoleARN}
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
	wait := optional.Or(p.WaitMinutes, DefaultWaitMinutes)
	c.Wait, c.Timeout = check.Number(wait), check.Number(wait+slack)
	c.SessionSeconds = check.Number(max(900, 60*(wait+slack))) // AWS gives no shorter ones
	if p.Evaluation != nil {
		c.Gate, c.Needs = p.Evaluation.gate(), "[build, evaluate]"
	}
	return c
}

// gate is the command that judges the results. Its words were validated to need no quotes but those around them.
func (e Evaluation) gate() string {
	words := []string{"go run github.com/fargate-ai/fargate-ai-service/cmd/fargateai@" + e.Version + " eval-gate", `--digest "$IMAGE_DIGEST"`}
	if e.MinPassRate != nil {
		words = append(words, "--min-pass-rate "+check.Number(*e.MinPassRate))
	}
	if e.MinCases != nil {
		words = append(words, "--min-cases "+check.Number(*e.MinCases))
	}
	for _, name := range check.SortedKeys(e.Metrics) {
		words = append(words, "--metric '"+name+"="+check.Number(e.Metrics[name])+"'")
	}
	if e.Baseline != "" {
		words = append(words, "--baseline '"+e.Baseline+"'")
	}
	for _, result := range e.Results {
		words = append(words, "'"+result+"'")
	}
	return strings.Join(words, " \\\n  ")
}

// GitHub renders the workflow for .github/workflows, or returns every mistake in the props as one error.
func GitHub(props *Props) ([]byte, error) {
	if err := props.Validate(); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := github.Execute(&out, props.resolve()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// uses names an action by its commit, with the version for people and for the bots that update it.
func uses(name string) (string, error) {
	a, ok := actions[name]
	if !ok {
		return "", fmt.Errorf("no action %s", name)
	}
	return "uses: " + name + "@" + a.commit + " # " + a.version, nil
}

// quote writes a scalar of YAML in double quotes, of which JSON's strings are a part.
func quote(text string) (string, error) {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(text)
	return strings.TrimSuffix(out.String(), "\n"), err
}

// lines writes the lines of a literal scalar at an indentation.
func lines(indent int, text string) string {
	margin := strings.Repeat(" ", indent)
	var out []string
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		if line != "" {
			line = margin + line
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

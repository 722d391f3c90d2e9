package workflow

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rhysd/actionlint"
	"go.yaml.in/yaml/v3"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/evalgate"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func number(n float64) *float64 { return &n }

func least() Props {
	return Props{
		Region: "eu-west-1", RoleARN: "arn:aws:iam::210987654321:role/github-deploy-1", Cluster: "ai", Service: "llm-proxy",
		RepositoryURL: "210987654321.dkr.ecr.eu-west-1.amazonaws.com/llm-proxy",
	}
}

func most() Props {
	return Props{
		Region:             "us-gov-west-1",
		RoleARN:            "${{ vars.DEPLOY_ROLE_ARN }}",
		PushRoleARN:        "${{ vars.PUSH_ROLE_ARN }}",
		RepositoryURL:      "${{ vars.REPOSITORY_URL }}",
		Cluster:            "ai",
		Service:            "llm-proxy",
		Family:             "llm",
		Container:          "proxy",
		TaskDefinitionFile: "deploy/task-definition.json",
		Architecture:       X86_64,
		WaitMinutes:        number(75),
		Settings: Settings{
			Name:        "deploy llm-proxy",
			Branch:      "release/1.x",
			Environment: "production",
			Context:     "services/proxy",
			Dockerfile:  "services/proxy/Dockerfile.prod",
			TestCommand: "go vet ./...\n\nif ! go test ./...; then\n\techo \"failed: $?\"\n  exit 1\nfi\n",
			Evaluation: &Evaluation{
				Command: "npm ci\nnpx promptfoo eval -o results.json", Results: []string{"results.json", "out/junit.xml"},
				Version:     "v0.3.0",
				MinPassRate: number(0.97), MinCases: number(200),
				Metrics:    map[string]float64{"faithfulness": 0.9, "answer relevancy": 0.8, "mark": 4},
				MaxMetrics: map[string]float64{"latency": 2.5}, MaxFlaky: number(0.01),
				Ranges:    map[string]evalgate.Range{"mark": {Low: 1, High: 5}},
				GoldenSet: []string{"evals/cases/", "evals/rubric.md"},
				Baseline:  "evals/main.json", Secrets: []string{"OPENAI_API_KEY", "ANTHROPIC_API_KEY"},
			},
			Backfill: &Task{Command: []string{"python", "-m", "backfill", "it's $HOME"},
				Subnets: []string{"${{ vars.SUBNETS }}"}, TimeoutMinutes: number(45)},
			SmokeURL: "https://llm.acme.dev/health?deep=1",
		},
	}
}

// variants are option sets that each take other branches of the template.
func variants() map[string]Props {
	out := map[string]Props{"least": least(), "most": most()}
	add := func(name string, change func(*Props)) {
		p := least()
		change(&p)
		out[name] = p
	}
	add("environment", func(p *Props) { p.Environment = "production" })
	add("environment and push role",
		func(p *Props) { p.Environment, p.PushRoleARN = "production", "arn:aws:iam::210987654321:role/push" })
	add("tests", func(p *Props) { p.TestCommand = "make test" })
	add("evaluation", func(p *Props) {
		p.Evaluation = &Evaluation{Command: "make eval", Results: []string{"results.json"}, Version: "c309e450cc31"}
	})
	add("smoke test", func(p *Props) { p.SmokeURL = "${{ vars.URL }}" })
	add("file", func(p *Props) { p.TaskDefinitionFile, p.TaskDefinitionFree = "task.json", []string{"environment"} })
	add("history", func(p *Props) { p.Evaluation = blueGreen().Evaluation })
	out["migration"], out["CodeDeploy"], out["green"] = migrating(), shifting(), blueGreen()
	green := blueGreen()
	green.Evaluation, green.CodeDeploy.Hooks, green.CodeDeploy.Environment = nil, nil, ""
	out["green without an evaluation"] = green
	add("x86", func(p *Props) { p.Architecture = X86_64 })
	return out
}

func render(t testing.TB, p Props) []byte {
	t.Helper()
	text, err := GitHub(&p)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func lint(t testing.TB, text []byte) []*actionlint.Error {
	t.Helper()
	linter, err := actionlint.NewLinter(&bytes.Buffer{}, &actionlint.LinterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	found, err := linter.Lint(".github/workflows/deploy.yml", text, nil)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestActionlintFindsNothing(t *testing.T) {
	for name, p := range variants() {
		for _, finding := range lint(t, render(t, p)) {
			t.Errorf("%s: %v", name, finding)
		}
	}
	broken := bytes.Replace(render(t, least()), []byte("needs.push.outputs.digest"), []byte("needs.psuh.outputs.digest"),
		1)
	if len(lint(t, broken)) == 0 {
		t.Error("actionlint finds nothing in a workflow that is wrong")
	}
}

func TestGoldens(t *testing.T) {
	testkit.Golden(t, "least.yml", render(t, least()))
	testkit.Golden(t, "most.yml", render(t, most()))
	testkit.Golden(t, "green.yml", render(t, blueGreen()))
}

// file is a workflow as GitHub reads it.
type workflowFile struct {
	Name        string
	On          map[string]any
	Permissions map[string]string
	Concurrency struct {
		Group            string
		CancelInProgress string `yaml:"cancel-in-progress"`
	}
	Defaults struct{ Run struct{ Shell string } }
	Env      map[string]string
	Jobs     map[string]job
}

type job struct {
	Name, If     string
	Needs        []string
	Environment  string
	RunsOn       string `yaml:"runs-on"`
	Timeout      int    `yaml:"timeout-minutes"`
	Permissions  map[string]string
	Outputs, Env map[string]string
	Container    any
	Services     any
	Steps        []step
}

type step struct {
	Name, ID, If, Uses, Run, Shell string
	WorkingDirectory               string `yaml:"working-directory"`
	ContinueOnError                string `yaml:"continue-on-error"`
	With, Env                      map[string]string
}

func (j job) step(t testing.TB, name string) step {
	t.Helper()
	for _, s := range j.Steps {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("no step %s", name)
	return step{}
}

func parse(t testing.TB, text []byte) workflowFile {
	t.Helper()
	var f workflowFile
	if err := yaml.Unmarshal(text, &f); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return f
}

func TestShape(t *testing.T) {
	outline := func(p Props) (out []string) {
		f := parse(t, render(t, p))
		for _, id := range []string{"test", "build", "evaluate", "push", "deploy"} {
			if j, ok := f.Jobs[id]; ok {
				out = append(out, fmt.Sprintf("%s on %s after %v in %q", id, j.RunsOn, j.Needs, j.Environment))
				for _, s := range j.Steps {
					if s.Name != "" {
						out = append(out, "  "+s.Name)
					}
				}
			}
		}
		if want := len(out); want == 0 || len(f.Jobs) > 5 {
			t.Errorf("got the jobs %v", f.Jobs)
		}
		return out
	}
	deploy := []string{"  Register the task definition", "  Update the service", "  Wait for the rollout",
		"  Detect a rollback"}
	push := []string{"  Install crane", "  Unpack the image", "  Push"}
	want := append([]string{`build on ubuntu-24.04-arm after [] in ""`, "  Build", "  Pack",
		`push on ubuntu-24.04 after [build] in ""`}, append(push, append([]string{
		`deploy on ubuntu-24.04 after [push] in ""`}, deploy...)...)...)
	if diff := cmp.Diff(append(want, "  Summary"), outline(least())); diff != "" {
		t.Errorf("least (-want +got):\n%s", diff)
	}
	want = append([]string{
		`test on ubuntu-24.04 after [] in ""`, "  Test",
		`build on ubuntu-24.04 after [test] in ""`, "  Build", "  Pack",
		`evaluate on ubuntu-24.04 after [build] in ""`, "  Install fargateai", "  Evaluate", "  Pack the results",
		"  Eval gate",
		`push on ubuntu-24.04 after [build evaluate] in ""`, "  Install crane", "  Unpack the image", "  Push",
		`deploy on ubuntu-24.04 after [build evaluate push] in "production"`, "  Install fargateai",
		"  Judge the evaluation again",
	}, deploy...)
	if diff := cmp.Diff(append(want, "  Smoke test", "  Put the previous revision back", "  Backfill", "  Summary"),
		outline(most())); diff != "" {
		t.Errorf("most (-want +got):\n%s", diff)
	}
	p := least()
	p.Environment = "production"
	if got := parse(t, render(t, p)).Jobs["push"].Environment; got != "production" {
		t.Errorf("the push assumes the role of the environment outside of it: %q", got)
	}
}

func TestCommandsArriveAsTheyWere(t *testing.T) {
	f := parse(t, render(t, most()))
	if got := f.Jobs["test"].Steps[1].Run; got != most().TestCommand {
		t.Errorf("got the test command\n%q, want\n%q", got, most().TestCommand)
	}
	job := f.Jobs["evaluate"]
	evaluate, gate := job.step(t, "Evaluate"), job.step(t, "Eval gate")
	if want := "rm -f -- 'results.json' 'out/junit.xml' #"; !strings.HasPrefix(evaluate.Run, want) ||
		!strings.HasSuffix(evaluate.Run, "\nnpm ci\nnpx promptfoo eval -o results.json\n") {
		t.Errorf("got the evaluation %q", evaluate.Run)
	}
	if got := evaluate.Env["OPENAI_API_KEY"]; got != "${{ secrets.OPENAI_API_KEY }}" || len(gate.Env) != 0 {
		t.Errorf("got the secrets %v and %v", evaluate.Env, gate.Env)
	}
	want := func(baseline string) string {
		return "\"$RUNNER_TEMP/bin/fargateai\" eval-gate --digest \"$IMAGE_DIGEST\" --min-pass-rate 0.97 --min-cases 200 " +
			"--max-flaky 0.01 --metric 'answer relevancy=0.8' --metric 'faithfulness=0.9' --metric 'mark=4' " +
			"--max-metric 'latency=2.5' --metric-range 'mark=1..5' --baseline " + baseline + " 'results.json' " +
			"'out/junit.xml'\n"
	}
	if got := strings.ReplaceAll(gate.Run, " \\\n  ", " "); got != want("'evals/main.json'") {
		t.Errorf("got the gate\n%s", got)
	}
	again := f.Jobs["deploy"].step(t, "Judge the evaluation again").Run
	if got := strings.ReplaceAll(again, " \\\n  ", " "); !strings.HasSuffix(got,
		"\n"+want(`"$GITHUB_WORKSPACE"/'evals/main.json'`)) {
		t.Errorf("got the second gate\n%s", got)
	}
}

func TestDeployFitsTheProps(t *testing.T) {
	f := parse(t, render(t, most()))
	if diff := cmp.Diff(map[string]string{"CLUSTER": "ai", "SERVICE": "llm-proxy", "CONTAINER": "proxy",
		"IMAGE": "${{ vars.REPOSITORY_URL }}@${{ needs.push.outputs.digest }}"}, f.Jobs["deploy"].Env); diff != "" {
		t.Errorf("environment (-want +got):\n%s", diff)
	}
	with := func(p Props, job, action string) map[string]string {
		for _, s := range parse(t, render(t, p)).Jobs[job].Steps {
			if strings.HasPrefix(s.Uses, action+"@") {
				return s.With
			}
		}
		t.Fatalf("no %s in %s", action, job)
		return nil
	}
	credentials := with(most(), "deploy", "aws-actions/configure-aws-credentials")
	if credentials["role-to-assume"] != "${{ vars.DEPLOY_ROLE_ARN }}" || credentials["role-duration-seconds"] != "7800" ||
		credentials["aws-region"] != "us-gov-west-1" {
		t.Errorf("got the credentials %v", credentials)
	}
	if got := with(most(), "push", "aws-actions/configure-aws-credentials")["role-to-assume"]; got !=
		"${{ vars.PUSH_ROLE_ARN }}" {
		t.Errorf("got the role of the push %q", got)
	}
	image := with(most(), "build", "docker/build-push-action")
	if image["platforms"] != "linux/amd64" || image["context"] != "./services/proxy" ||
		image["file"] != "services/proxy/Dockerfile.prod" || image["cache-from"] != "" {
		t.Errorf("got the build %v", image)
	}
	p := least()
	p.BuildCache = true
	image = with(p, "build", "docker/build-push-action")
	if image["platforms"] != "linux/arm64" || image["context"] != "." || image["file"] != "Dockerfile" ||
		image["cache-from"] != "type=gha" {
		t.Errorf("got the build %v", image)
	}
}

// What passes validation is read as it was meant, whatever it holds.
func FuzzGitHub(f *testing.F) {
	f.Add("production", "make test", "llm", "https://acme.dev/", "results.json", "faithfulness")
	f.Add("a\": b", "${{ x }}", "*", "http://x/\n", "../x", "a'b")
	f.Add("on", "\techo\n   \n - a: b # c", "0x1", "${{ vars.A }}", "-rf", "=")
	f.Add("no", "cat <<E\n---\n...\nE", "~", "https://a.b:1/?q=%20", "a b", "1e3")
	f.Fuzz(func(t *testing.T, environment, command, service, url, result, metric string) {
		p := least()
		p.Environment, p.TestCommand, p.Service, p.SmokeURL = environment, command, service, url
		p.Evaluation = &Evaluation{Command: "x", Results: []string{result}, Version: "v1.0.0",
			Metrics: map[string]float64{metric: 0.5}}
		p.Migration = &Task{Command: []string{command, metric}}
		text, err := GitHub(&p)
		if err != nil {
			return
		}
		w := parse(t, text)
		deploy := w.Jobs["deploy"]
		if deploy.Environment != environment || deploy.Env["SERVICE"] != service {
			t.Errorf("got %q, %q", deploy.Environment, deploy.Env["SERVICE"])
		}
		var words []string
		if err := json.Unmarshal([]byte(deploy.step(t, "Migrate").Env["COMMAND"]), &words); err != nil ||
			words[0] != command || words[1] != metric {
			t.Errorf("got the words %q, want %q, %q", words, command, metric)
		}
		if j, ok := w.Jobs["test"]; ok && strings.TrimSpace(j.Steps[1].Run) != strings.TrimSpace(command) {
			t.Errorf("got the command %q, want %q", j.Steps[1].Run, command)
		}
		for id, j := range w.Jobs {
			for _, s := range j.Steps {
				if strings.Contains(s.Run, "${{") {
					t.Errorf("an expression in %s/%s", id, s.Name)
				}
			}
		}
	})
}

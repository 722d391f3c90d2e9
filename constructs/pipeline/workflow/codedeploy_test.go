package workflow

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

const hook = "arn:aws:lambda:eu-west-1:210987654321:function:check-green"

func shifting() Props {
	p := least()
	p.CodeDeploy = &CodeDeploy{Application: "ai", DeploymentGroup: "llm-proxy", Port: number(4000)}
	return p
}

// blueGreen is a service whose green is tested before traffic shifts.
func blueGreen() Props {
	p := shifting()
	p.Environment, p.SmokeURL = "production", "https://llm.acme.dev/health"
	p.CodeDeploy.TestURL, p.CodeDeploy.Environment = "https://llm.acme.dev:8443/health", "production-traffic"
	p.CodeDeploy.Hooks = map[string]string{"AfterAllowTraffic": "${{ vars.HOOK_ARN }}", "AfterAllowTestTraffic": hook}
	p.Evaluation = &Evaluation{Command: "make eval", Results: []string{"results.json"}, Version: "v0.3.0", History: true,
		MaxRegression: number(0.01)}
	p.Migration = &Task{Command: []string{"npm", "run", "migrate"}}
	return p
}

// tested is blueGreen without what other tests are about.
func tested() Props {
	p := blueGreen()
	p.Migration, p.SmokeURL = nil, ""
	return p
}

func TestStepsShiftTraffic(t *testing.T) {
	r := newRunner(t)
	r.write(t, "deployment", "Created", "InProgress", "InProgress", "InProgress")
	r.write(t, "events", "None", "Pending", "Succeeded") // blue is kept: the deployment itself goes on
	p := shifting()
	p.CodeDeploy.Hooks = map[string]string{"AfterAllowTraffic": "${{ vars.HOOK_ARN }}", "AfterAllowTestTraffic": hook}
	r.outputs["vars.HOOK_ARN"] = hook + "-2"
	if !r.run(t, p, nil) {
		t.Fatalf("the deployment failed:\n%s", r.text)
	}
	var request struct {
		ApplicationName, DeploymentGroupName string
		Revision                             struct {
			RevisionType   string
			AppSpecContent struct{ Content, SHA256 string }
		}
	}
	if err := json.Unmarshal([]byte(r.read(t, "deployment.json")), &request); err != nil {
		t.Fatal(err)
	}
	content := request.Revision.AppSpecContent.Content
	if sum := sha256.Sum256([]byte(content)); request.Revision.AppSpecContent.SHA256 != hex.EncodeToString(sum[:]) {
		t.Errorf("got the sum %s of %s", request.Revision.AppSpecContent.SHA256, content)
	}
	if request.ApplicationName != "ai" || request.DeploymentGroupName != "llm-proxy" ||
		request.Revision.RevisionType != "AppSpecContent" {
		t.Errorf("got the request %+v", request)
	}
	want := `{"version":0,"Resources":[{"TargetService":{"Type":"AWS::ECS::Service","Properties":{"TaskDefinition":"` +
		after +
		`","LoadBalancerInfo":{"ContainerName":"app","ContainerPort":4000}}}}],"Hooks":[{"AfterAllowTestTraffic":"` + hook +
		`"},{"AfterAllowTraffic":"` + hook + `-2"}]}`
	if got := strings.Replace(content, `"version":0.0`, `"version":0`, 1); got != want { // jq 1.7 keeps the zero
		t.Errorf("got the AppSpec\n%s, want\n%s", got, want)
	}
	calls := r.read(t, "calls")
	r.wants(t, "calls", calls, "deploy get-deployment-target --deployment-id d-ABC --target-id ai:llm-proxy ")
	if strings.Contains(calls, "update-service") || strings.Contains(calls, "get-deployment-group") {
		t.Errorf("called\n%s", calls)
	}
	r.wants(t, "summary", r.read(t, "summary"), "### Deployment of llm-proxy: success", "| revision | "+after+" |",
		"| before | "+before+" |")

	r = newRunner(t)
	r.write(t, "deployment", "Queued", "Succeeded") // blue was not kept
	if !r.run(t, shifting(), nil) {
		t.Errorf("the deployment failed:\n%s", r.text)
	}
}

func TestStepsShiftFails(t *testing.T) {
	testkit.Heavy(t)
	for _, test := range []struct {
		name   string
		change func(t *testing.T, r *runner, override map[string]string)
		want   string
	}{
		{"failed", func(t *testing.T, r *runner, _ map[string]string) {
			r.write(t, "deployment", "InProgress", "Failed The hook said no")
			r.write(t, "events", "None")
		}, "::error::the deployment is Failed, and rolled back: The hook said no"},
		{"stopped", func(t *testing.T, r *runner, _ map[string]string) { r.write(t, "deployment", "Stopped") },
			"::error::the deployment is Stopped, and rolled back: no reason given"},
		{"too long", func(t *testing.T, r *runner, override map[string]string) {
			r.write(t, "deployment", "InProgress")
			r.write(t, "events", "Pending")
			override["WAIT_MINUTES"] = "0"
		}, "::error::the deployment took more than 0 minutes"},
		{"someone else deployed", func(t *testing.T, r *runner, _ map[string]string) {
			r.write(t, "deployment", "Succeeded")
			r.write(t, "shifted", before)
		}, "::error::the service runs " + before + ", not " + after},
		{"no task set", func(t *testing.T, r *runner, _ map[string]string) { r.write(t, "runs", "None") },
			"::error::there is no service llm-proxy in the cluster ai"},
		{"hooks that are no JSON",
			func(_ *testing.T, _ *runner, override map[string]string) { override["HOOKS"] = `[{"a":"b" "` }, "HOOKS"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, override := newRunner(t), map[string]string{}
			test.change(t, r, override)
			if r.run(t, shifting(), override) {
				t.Errorf("the job succeeded:\n%s", r.text)
			}
			if test.want != "HOOKS" {
				r.wants(t, "output", r.text, test.want)
			} else if strings.Contains(r.read(t, "calls"), "create-deployment") {
				t.Error("it deployed")
			}
			r.wants(t, "summary", r.read(t, "summary"), ": failure")
		})
	}
}

// evaluated runs the job that evaluates green, whose command and whose service are others' tests.
func (r *runner) evaluated(t *testing.T, text []byte, override map[string]string) {
	t.Helper()
	r.write(t, "bin/curl", "#!/bin/sh")
	text = bytes.Replace(text, []byte("make eval\n"), []byte("echo '[]' > results.json\n"), 1)
	if !r.job(t, text, "evaluate", override) {
		t.Fatalf("the evaluation failed:\n%s", r.text)
	}
}

// The three jobs of a tested green, one after the other.
func TestStepsTestGreen(t *testing.T) {
	text := render(t, tested())
	r := newRunner(t)
	r.write(t, "deployment", "Created", "InProgress", "Ready")
	if !r.job(t, text, "deploy", nil) {
		t.Fatalf("green did not start:\n%s", r.text)
	}
	r.wants(t, "summary", r.read(t, "summary"), "### Green of llm-proxy: success")
	if calls := r.read(t, "calls"); strings.Contains(calls, "continue-deployment") ||
		strings.Contains(calls, "stop-deployment") {
		t.Errorf("the traffic shifts untested:\n%s", calls)
	}
	if got := r.outputs["needs.deploy.outputs.deployment"]; got != "d-ABC" {
		t.Errorf("handed over the deployment %q", got)
	}

	r.evaluated(t, text, nil)
	r.write(t, "deployment", "Ready", "InProgress")
	r.write(t, "events", "None", "Pending", "Succeeded")
	if !r.job(t, text, "promote", nil) {
		t.Fatalf("the traffic did not shift:\n%s", r.text)
	}
	r.wants(t, "calls", r.read(t, "calls"),
		"deploy continue-deployment --deployment-id d-ABC --deployment-wait-type READY_WAIT")
	r.wants(t, "summary", r.read(t, "summary"), "### Deployment of llm-proxy: success",
		"| revision | "+after+" |\n| before | "+before+" |")

	results := r.read(t, "artifacts/1/results.tar")
	for _, test := range []struct {
		name, want string
		change     func()
	}{
		{"failure", "its test ended as failure, judged again as success",
			func() { r.outputs["needs.evaluate.result"] = "failure" }},
		{"cancelled", "its test ended as cancelled", func() { r.outputs["needs.evaluate.result"] = "cancelled" }},
		{"skipped", "its test ended as skipped", func() { r.outputs["needs.evaluate.result"] = "skipped" }},
		{"swapped results", "its test ended as success, judged again as failure",
			func() { r.write(t, "artifacts/1/results.tar", results, "more") }},
		{"no results", "its test ended as success, judged again as skipped",
			func() { r.outputs["needs.evaluate.outputs.results"] = "" }},
		{"a gate that was forged where the evaluation ran", "its test ended as success, judged again as failure",
			func() { r.write(t, "verdict", "1") }},
	} {
		t.Logf("%s", test.name)
		r.outputs["needs.evaluate.result"], r.outputs["needs.evaluate.outputs.results"] = "success", "1"
		r.write(t, "verdict", "0")
		if err := os.WriteFile(r.state+"/artifacts/1/results.tar", []byte(results), 0o644); err != nil {
			t.Fatal(err)
		}
		test.change()
		r.text = ""
		r.write(t, "calls")
		if r.job(t, text, "promote", nil) {
			t.Errorf("%s shifted the traffic", test.name)
		}
		calls := r.read(t, "calls")
		r.wants(t, "calls", calls, "deploy stop-deployment --deployment-id d-ABC --auto-rollback-enabled")
		if strings.Contains(calls, "continue-deployment") {
			t.Errorf("the traffic shifted:\n%s", calls)
		}
		r.wants(t, "output", r.text, "::error::green was not good enough, "+test.want)
	}
}

func TestStepsGreenFails(t *testing.T) {
	testkit.Heavy(t)
	for _, test := range []struct {
		name, ready string
		deployment  []string
		wait, want  string
		given       bool // up
	}{
		{name: "group that does not wait", ready: "CONTINUE_DEPLOYMENT", deployment: []string{"Ready"},
			want: "::error::the deployment group llm-proxy shifts traffic untested"},
		{name: "failed", deployment: []string{"InProgress", "Failed ECS could not start the tasks"},
			want: "::error::the deployment is Failed: ECS could not start the tasks", given: true},
		{name: "too long", deployment: []string{"InProgress"}, wait: "0", want: "::error::green took more than 0 minutes",
			given: true},
		{name: "did not wait", deployment: []string{"Succeeded"}, want: "::error::the traffic shifted untested", given: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, override := newRunner(t), map[string]string{}
			r.write(t, "deployment", test.deployment...)
			if test.ready != "" {
				r.write(t, "ready-option", test.ready)
			}
			if test.wait != "" {
				override["WAIT_MINUTES"] = test.wait
			}
			if r.job(t, render(t, tested()), "deploy", override) {
				t.Errorf("the job succeeded:\n%s", r.text)
			}
			r.wants(t, "output", r.text, test.want)
			calls := r.read(t, "calls")
			if strings.Contains(calls, "create-deployment") != test.given ||
				strings.Contains(calls, "stop-deployment") != test.given {
				t.Errorf("called\n%s", calls)
			}
		})
	}
}

// The job that tests green has no credentials; its scripts are a request, the user's command and the gate.
func TestStepsEvaluateGreen(t *testing.T) {
	status := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
	defer server.Close()
	p := tested()
	p.CodeDeploy.TestURL = server.URL + "/health"
	p.Evaluation.Command = `echo "$TEST_URL of $IMAGE_DIGEST" > results.json`
	run := func() (bool, *runner) {
		r := newRunner(t)
		curl, _ := exec.LookPath("curl")
		r.write(t, "bin/curl", "#!/usr/bin/env bash", "exec "+curl+` "${@/--retry-all-errors/--no-progress-meter}" --retry 0`)
		return r.job(t, render(t, p), "evaluate", nil), r
	}
	ok, r := run()
	if !ok {
		t.Fatalf("the test failed:\n%s", r.text)
	}
	r.wants(t, "results", r.read(t, "results.json"), server.URL+"/health of "+digest)
	r.wants(t, "calls", r.read(t, "calls"),
		"fargateai eval-gate --digest "+digest+" --history .fargateai-eval-history.jsonl --max-regression 0.01 results.json")
	status = http.StatusBadGateway
	if ok, r = run(); ok {
		t.Error("a green that answers badly passed")
	}
	if strings.Contains(r.read(t, "calls"), "eval-gate") {
		t.Error("the evaluation ran against a green that answers badly")
	}
}

func TestStepsTakeTheTrafficBack(t *testing.T) {
	p := shifting()
	p.SmokeURL = "https://llm.acme.dev/health"
	run := func(status string) (bool, *runner) {
		r := newRunner(t)
		r.write(t, "deployment", status)
		r.write(t, "events", "Succeeded")
		r.write(t, "bin/curl", "#!/bin/sh", `exit "$(cat "$STATE/curl")"`)
		r.write(t, "curl", "22")
		if status == "Succeeded" {
			r.write(t, "over")
		}
		return r.run(t, p, nil), r
	}
	ok, r := run("InProgress")
	r.wants(t, "calls", r.read(t, "calls"), "deploy stop-deployment --deployment-id d-ABC --auto-rollback-enabled")
	if r.wants(t, "output", r.text, "::error::the service answered badly; the traffic goes back to blue"); ok {
		t.Error("a bad answer passed")
	}
	ok, r = run("Succeeded")
	if r.wants(t, "output", r.text, "::error::the service answered badly, and blue is gone"); ok {
		t.Error("a bad answer passed")
	}
}

func TestShapeOfATestedGreen(t *testing.T) {
	f := parse(t, render(t, blueGreen()))
	promote, evaluate := f.Jobs["promote"], f.Jobs["evaluate"]
	if promote.If != "always() && needs.deploy.result == 'success'" || promote.Environment != "production-traffic" ||
		f.Jobs["deploy"].Environment != "production" {
		t.Errorf("got %+v", promote)
	}
	if strings.Join(promote.Needs, " ") != "build push deploy evaluate" ||
		strings.Join(evaluate.Needs, " ") != "build deploy" || strings.Join(f.Jobs["deploy"].Needs, " ") != "push" {
		t.Errorf("got the needs %v, %v, %v", f.Jobs["deploy"].Needs, evaluate.Needs, promote.Needs)
	}
	if f.Jobs["deploy"].Timeout != 70 || promote.Timeout != 40 { // with the migration, and without
		t.Errorf("got the timeouts %d and %d", f.Jobs["deploy"].Timeout, promote.Timeout)
	}
	p := blueGreen()
	p.CodeDeploy.Environment = ""
	if got := parse(t, render(t, p)).Jobs["promote"].Environment; got != "production" {
		t.Errorf("got the environment %q", got)
	}
	p.Evaluation = nil
	if steps := parse(t, render(t, p)).Jobs["evaluate"].Steps; len(steps) != 1 || steps[0].Name != "Smoke test of green" {
		t.Errorf("without an evaluation: got %+v", steps)
	}
	p = shifting()
	p.Evaluation = blueGreen().Evaluation
	f = parse(t, render(t, p))
	if strings.Join(f.Jobs["deploy"].Needs, " ") != "build evaluate push" || len(f.Jobs) != 4 {
		t.Errorf("untested green: got the jobs %v", f.Jobs)
	}
}

// The history is read before the gate and kept after it, from the deployed branch only, and no other service's key
// starts like this one's.
func TestHistoryIsCarriedOn(t *testing.T) {
	p := least()
	p.Evaluation = blueGreen().Evaluation
	f := parse(t, render(t, p))
	evaluate := f.Jobs["evaluate"]
	var names []string
	for _, s := range evaluate.Steps {
		if s.Name != "" {
			names = append(names, s.Name)
		}
	}
	if got := strings.Join(names, ", "); got != "Install fargateai, Evaluate, Earlier evaluations, Pack the results, "+
		"Eval gate, Keep the evaluations" {
		t.Errorf("got the steps %s", got)
	}
	restore, save := evaluate.step(t, "Earlier evaluations"), evaluate.step(t, "Keep the evaluations")
	if restore.With["path"] != historyFile || save.With["path"] != historyFile ||
		!strings.Contains(evaluate.step(t, "Eval gate").Run, " --history "+historyFile+" ") {
		t.Errorf("three files: %v, %v", restore.With, save.With)
	}
	if key := "eval-history/ai/llm-proxy/${{ github.run_id }}-${{ github.run_attempt }}"; restore.With["key"] != key ||
		save.With["key"] != key {
		t.Errorf("got the keys %v, %v", restore.With, save.With)
	}
	if restore.With["restore-keys"] != "eval-history/ai/llm-proxy/" || save.If != "success() || failure()" {
		t.Errorf("got %v, %v", restore.With, save)
	}
	p.Evaluation.History, p.Evaluation.MaxRegression = false, nil
	if text := string(render(t, p)); strings.Contains(text, "history") || strings.Contains(text, "actions/cache") {
		t.Error("a history without being asked for")
	}
}

func TestCodeDeployProblems(t *testing.T) {
	checktest.Run(t, blueGreen, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "valid", Change: func(*Props) {}},
		{Name: "nothing", Change: func(p *Props) { p.CodeDeploy = &CodeDeploy{} },
			Want: []string{"codeDeploy.application required", "codeDeploy.deploymentGroup required",
				"codeDeploy.port required"}},
		{Name: "names", Change: func(p *Props) {
			p.CodeDeploy.Application, p.CodeDeploy.DeploymentGroup = "a b",
				"${{ secrets.GROUP }}"
		},
			Want: []string{"codeDeploy.application invalid", "codeDeploy.deploymentGroup invalid"}},
		{Name: "variables", Change: func(p *Props) {
			p.CodeDeploy.Application, p.CodeDeploy.DeploymentGroup = "${{ vars.APPLICATION }}", "${{ vars.GROUP }}"
		}},
		{Name: "port", Change: func(p *Props) { p.CodeDeploy.Port = number(0) }, Want: []string{"codeDeploy.port range"}},
		{Name: "test", Change: func(p *Props) { p.CodeDeploy.TestURL = "llm.acme.dev" },
			Want: []string{"codeDeploy.testURL invalid"}},
		{Name: "test of blue", Change: func(p *Props) { p.CodeDeploy.TestURL = p.SmokeURL + "/test" },
			Want: []string{"codeDeploy.testURL workflow-test-address"}},
		{Name: "placeholder", Change: func(p *Props) { p.CodeDeploy.TestURL = "https://example.com/" },
			Want: []string{"codeDeploy.testURL placeholder"}},
		{Name: "environment", Change: func(p *Props) { p.CodeDeploy.Environment = "a\nb" },
			Want: []string{"codeDeploy.environment invalid"}},
		{Name: "environment without a test", Change: func(p *Props) { p.CodeDeploy.TestURL = "" },
			Want: []string{"codeDeploy.environment workflow-test-url"}},
		{Name: "hooks", Change: func(p *Props) {
			p.CodeDeploy.Hooks = map[string]string{"AllowTraffic": hook, "BeforeInstall": "check-green",
				"AfterInstall": "${{ secrets.HOOK }}"}
		}, Want: []string{"codeDeploy.hooks[AfterInstall] invalid",
			"codeDeploy.hooks[AllowTraffic] one-of",
			"codeDeploy.hooks[BeforeInstall] invalid"}},
		{Name: "regression", Change: func(p *Props) { p.Evaluation.MaxRegression = number(1) },
			Want: []string{"evaluation.maxRegression range"}},
		{Name: "regression of nothing", Change: func(p *Props) { p.Evaluation.History = false },
			Want: []string{"evaluation.maxRegression workflow-regression-base"}},
		{Name: "fewer than nothing", Change: func(p *Props) {
			p.Evaluation.History, p.Evaluation.MaxFewer = false,
				number(0)
		},
			Want: []string{"evaluation.maxFewer workflow-regression-base", "evaluation.maxRegression workflow-regression-base"}},
		{Name: "allowances", Change: func(p *Props) {
			p.Evaluation.MaxFewer, p.Evaluation.MaxSkipped, p.Evaluation.MinMetricShare = number(1), number(-0.1), number(0)
		}, Want: []string{"evaluation.maxFewer range", "evaluation.maxSkipped range", "evaluation.minMetricShare range"}},
		{Name: "a share of no metrics", Change: func(p *Props) {
			p.Evaluation.Metrics, p.Evaluation.MinMetricShare = nil, number(1)
		}, Want: []string{"evaluation.minMetricShare workflow-share-of-metrics"}},
		{Name: "allowances at their ends", Change: func(p *Props) {
			p.Evaluation.Metrics = map[string]float64{"f": 1}
			p.Evaluation.MaxFewer, p.Evaluation.MaxSkipped, p.Evaluation.MinMetricShare = number(0), number(0.99), number(1)
		}},
		{Name: "regression of a baseline",
			Change: func(p *Props) { p.Evaluation.History, p.Evaluation.Baseline = false, "main.json" }},
		{Name: "a taken name", Change: func(p *Props) { p.Evaluation.Secrets = []string{"TEST_URL"} },
			Want: []string{"evaluation.secrets[0] workflow-secret-name"}},
	})
}

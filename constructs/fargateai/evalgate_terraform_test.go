package fargateai_test

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/evalgate"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

var imageDigest = "sha256:" + strings.Repeat("ab", 32)

// judgedVerdict is what eval-gate --output writes of results.
func judgedVerdict(t *testing.T, gate evalgate.Gate, results string) string {
	t.Helper()
	gate.Digest = imageDigest
	r, err := evalgate.Read("results.json", strings.NewReader(results))
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(evalgate.Evaluate(gate, r).Record(time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// What a plan says of verdicts: those that eval-gate writes, and those that others do.
func TestPlanJudgesAVerdictAgain(t *testing.T) {
	testkit.Heavy(t)
	testkit.StartAWS(t)
	strict := gated(fargateai.Image{Digest: imageDigest}, "")
	strict.EvalGate.Metrics = map[string]float64{"answer relevancy": 0.8}
	strict.EvalGate.MaxMetrics = map[string]float64{"cost": 0.05}
	strict.EvalGate.PromptVersion = "v7"

	gate := evalgate.Gate{Metrics: map[string]float64{"answer relevancy": 0.8},
		MaxMetrics: map[string]float64{"cost": 0.05}}
	results := `{"total": 64, "passed": 60, "failed": 1, "skipped": 3, "promptVersion": "v7",
		"metrics": {"answer relevancy": 0.9, "cost": 0.01}}`
	good := judgedVerdict(t, gate, results)
	with := func(from, to string) string {
		if !strings.Contains(good, from) {
			t.Fatalf("no %s in %s", from, good)
		}
		return strings.Replace(good, from, to, 1)
	}
	at := func(age time.Duration) string {
		return with(good[strings.Index(good, `"time":"`):][:len(`"time":"2026-11-27T12:00:00Z"`)],
			`"time":"`+time.Now().Add(-age).UTC().Format(time.RFC3339)+`"`)
	}
	less := func(change func(g *evalgate.Gate)) string {
		g := gate
		change(&g)
		return judgedVerdict(t, g, results)
	}
	const day = 24 * time.Hour
	verdicts := map[string]struct {
		text string
		want string // of the error; none where the plan goes on
	}{
		"good":             {good, ""},
		"29 days old":      {at(29 * day), ""},
		"31 days old":      {at(31 * day), "is not a verdict of the last 30 days"},
		"of tomorrow":      {at(-day), "is not a verdict of the last 30 days"},
		"that failed":      {with(`"gatePassed":true`, `"gatePassed":false`), "is not the verdict that the image"},
		"passed as a text": {with(`"gatePassed":true`, `"gatePassed":"true"`), "is not the verdict that the image"},
		"of another image": {with("abab", "cdcd"), "is not the verdict that the image"},
		"no JSON":          {good[:len(good)-1], "is not the verdict that the image"},
		"by hand":          {`{"gatePassed": true, "digest": "` + imageDigest + `"}`, "does not say that at least 50 cases"},
		"by hand, of counts": {`{"gatePassed": true, "digest": "` + imageDigest + `", "total": 60, "passed": 60, "failed": 0,
			"errored": 0, "skipped": 0}`, "is of a gate that was asked for less"},
		"of one case": {judgedVerdict(t, evalgate.Gate{MinCases: jsii.Number(1)}, `{"total": 1, "passed": 1}`),
			"does not say that at least 50 cases"},
		"of --min-cases 1": {less(func(g *evalgate.Gate) { g.MinCases = jsii.Number(1) }),
			"is of a gate that was asked for less"},
		"of --min-pass-rate 0.5": {less(func(g *evalgate.Gate) { g.MinPassRate = jsii.Number(0.5) }),
			"is of a gate that was asked for less"},
		"of --max-skipped 0.9": {less(func(g *evalgate.Gate) { g.MaxSkipped = jsii.Number(0.9) }),
			"is of a gate that was asked for less"},
		"of a lower least mean": {less(func(g *evalgate.Gate) { g.Metrics = nil }),
			"does not say that the metric answer relevancy"},
		"of a higher cost": {less(func(g *evalgate.Gate) { g.MaxMetrics = nil }), "does not say that the metric cost"},
		"of 10 percent failures": {with(`"passed":60,"failed":1`, `"passed":55,"failed":6`),
			"does not say that at least 50"},
		"of many skipped": {with(`"total":64`, `"total":961`), "does not say that at least 50"},
		"of less than none": {with(`"failed":1,"errored":0`, `"failed":-40,"errored":41`),
			"does not say that at least 50"},
		"of a low mean": {with(`"answer relevancy":0.9`, `"answer relevancy":0.1`),
			"does not say that the metric answer relevancy"},
		"of a high cost": {with(`"highest":{"cost":0.01}`, `"highest":{"cost":0.5}`), "does not say that the metric cost"},
		"of no mean": {with(`"answer relevancy":0.9`, `"answer relevancy":null`),
			"does not say that the metric answer relevancy"},
		"of another prompt": {with(`"promptVersion":"v7"`, `"promptVersion":"v6"`),
			"is not of results with the promptVersion v7"},
		"of no prompt":            {with(`"promptVersion":"v7"`, `"x":"v7"`), "is not of results with the promptVersion v7"},
		"of no results":           {with(`"inputs"`, `"files"`), "does not name the results"},
		"of results without sums": {with(`"sum":"sha256:`, `"sum":"md5:`), "does not name the results"},
		"of other results":        {with(`"cases":61`, `"cases":60`), "does not name the results"},
	}
	files, folder := map[string]string{}, t.TempDir()
	for name, verdict := range verdicts {
		files[name] = filepath.Join(folder, strings.Map(func(r rune) rune {
			if r == ' ' {
				return '-'
			}
			return r
		}, name))
		write(t, files[name], verdict.text)
	}
	terraform := testkit.NewTerraform(t, onlyGates(t, strict, files), testkit.TerraformOptions{})
	err := terraform.TryApply(t)
	if err == nil {
		t.Fatal("every verdict is good enough")
	}
	said := strings.Join(strings.Fields(strings.ReplaceAll(err.Error(), "│", " ")), " ")
	for name, verdict := range verdicts {
		_, reason, refused := strings.Cut(said, "Eval gate: "+files[name]+" ")
		if refused != (verdict.want != "") || refused && !strings.Contains(said, files[name]+" "+verdict.want) {
			t.Errorf("%s: got %.300q, want %q", name, reason, verdict.want)
		}
	}
}

// onlyGates is a stack of nothing but the conditions that a task definition is planned under, for each verdict.
func onlyGates(t *testing.T, props *fargateai.ServiceProps, files map[string]string) []byte {
	t.Helper()
	template := synth(t, func(stack *fargateai.Stack) { fargateai.NewService(stack, "desk", props) })
	var whole map[string]any
	if err := json.Unmarshal(template.Text(), &whole); err != nil {
		t.Fatal(err)
	}
	_, task := template.One(t, "aws_ecs_task_definition")
	conditions, err := json.Marshal(task["lifecycle"].(map[string]any)["precondition"])
	if err != nil {
		t.Fatal(err)
	}
	gates, variables := map[string]any{}, map[string]any{}
	for name, file := range files {
		id := regexp.MustCompile(`\W+`).ReplaceAllString("v "+name, "_")
		of := strings.ReplaceAll(string(conditions), "var.desk_eval_verdict", "var."+id)
		gates[id] = map[string]any{"lifecycle": map[string]any{"precondition": json.RawMessage(of)}}
		variables[id] = map[string]any{"default": file}
	}
	text, err := json.Marshal(map[string]any{
		"terraform": map[string]any{"required_providers": whole["terraform"].(map[string]any)["required_providers"]},
		"variable":  variables,
		"resource":  map[string]any{"terraform_data": gates},
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

package fargateai

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/evalgate"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// DefaultVerdictFile lies beside cdktf.json: Terraform runs in cdktf.out/stacks/STACK, three folders below.
const DefaultVerdictFile = "../../../eval-verdict.json"

// EvalGate refuses to plan an image that has not passed its evaluation, before anything is changed: the task definition
// gets preconditions. The verdict is of one image, which is stated by its digest (Image.Digest, or the end of
// Image.URI); a tag is a mistake. A file that is missing, says that the gate was not passed, or is of another digest
// stops the plan, and so does one that is judged again and is not good enough: its counts, metrics and time, what its
// gate was asked for, and the digests of the results that it is of. A file that somebody wrote by hand lacks some of
// them, and so does one of a gate that was asked for less. It is for images that Terraform deploys; a [Pipeline] has
// the gate in its workflow. Before an image is stated there is nothing to judge.
//
// The verdict proves as much as the place that it comes from: who may write the file may write every number in it. Let
// the job that evaluates hand it over, and let nobody else write it.
type EvalGate struct {
	// VerdictFile that fargateai eval-gate --output wrote, read when Terraform plans, relative to the stack's folder. It
	// is the default of the Terraform variable NAME_eval_verdict, hyphens as underscores. To change the infrastructure
	// alone, set that to the digest of the image that already runs: terraform plan -var
	// llm_proxy_eval_verdict=sha256:…. It must be the digest that is stated, so that a new image does not slip through.
	// Default: [DefaultVerdictFile].
	VerdictFile string
	// MinPassRate is the least share of passed cases among those that ran, above 0 and at most 1. Default:
	// [evalgate.DefaultMinPassRate], 0.95.
	MinPassRate *float64
	// MinCases is the least number of cases that ran, a whole number of at least 1. Default: [evalgate.DefaultMinCases],
	// 50.
	MinCases *float64
	// MaxSkipped is the largest share of skipped cases, from 0 to less than 1. Default: [evalgate.DefaultMaxSkipped], 0.2.
	MaxSkipped *float64
	// Metrics with their least mean, and MaxMetrics with their largest, of which less is better. Default: none.
	Metrics, MaxMetrics map[string]float64
	// PromptVersion that every result has to state, where the prompt is not part of the image (see
	// [evalgate.Results.Prompt]). Default: any.
	PromptVersion string
	// MaxAgeDays of the verdict, a whole number of at least 1. Default: 30.
	MaxAgeDays *float64
}

// DefaultVerdictAgeDays is how old a verdict may be.
const DefaultVerdictAgeDays = 30

// evalVerdict is the name of the variable.
const evalVerdict = "eval_verdict"

func (p plan) evalGateProblems(ms *rules.Mistakes) {
	if p.EvalGate == nil {
		return
	}
	if f := p.EvalGate.VerdictFile; !quotable(f) {
		ms.Break(rules.Invalid, "evalGate.verdictFile", check.Quote(f), "the path of a file", "")
	}
	known := func(path string, n *float64) *float64 {
		switch {
		case check.Known(n):
			return n
		case n != nil:
			ms.Break(rules.Invalid, "evalGate."+path, "a reference", "a number that is known at synthesis", "")
		}
		return nil
	}
	gate := evalgate.Gate{
		MinPassRate: known("minPassRate", p.EvalGate.MinPassRate), MinCases: known("minCases", p.EvalGate.MinCases),
		MaxSkipped: known("maxSkipped", p.EvalGate.MaxSkipped),
		Metrics:    knownMetrics(ms, "evalGate.metrics", p.EvalGate.Metrics),
		MaxMetrics: knownMetrics(ms, "evalGate.maxMetrics", p.EvalGate.MaxMetrics),
	}
	ms.Nested("evalGate", gate.Validate())
	check.WholeNumber(ms, "evalGate.maxAgeDays", known("maxAgeDays", p.EvalGate.MaxAgeDays), 1, 3650, " days", "")
	if v := p.EvalGate.PromptVersion; !quotable(v) {
		ms.Break(rules.Invalid, "evalGate.promptVersion", check.Quote(v), "a version without quotes and braces", "")
	}
	switch owner := p.imageOwner(); {
	case owner != "" && owner != ecs.ImageOwnedByTerraform:
		ms.Break(gateOwnsImage, "evalGate",
			"a gate when Terraform plans, for an image that Terraform does not choose ("+string(owner)+")", "nothing",
			"state pipeline.workflow.evaluation, or judge the image in the pipeline that deploys it")
	case !p.bootstrap && p.judged() == "":
		ms.Break(gateOfDigest, "image.digest", "nothing with evalGate",
			"the digest of the image, in image.digest or at the end of image.uri",
			"a tag does not say which image was evaluated")
	}
}

// quotable tells whether a text can stand in an expression of Terraform.
func quotable(text string) bool { return !strings.ContainsAny(text, "${}%\"\\\n") }

// knownMetrics are those that can stand in an expression of Terraform.
func knownMetrics(ms *rules.Mistakes, path string, metrics map[string]float64) map[string]float64 {
	known := map[string]float64{}
	for _, name := range check.SortedKeys(metrics) {
		at, value := fmt.Sprintf("%s[%q]", path, name), metrics[name]
		switch {
		case name == "" || !quotable(name):
			ms.Break(rules.Invalid, at, check.Quote(name), "the name of a metric, without quotes and braces", "")
		case token.IsNumber(value):
			ms.Break(rules.Invalid, at, "a reference", "a number that is known at synthesis", "")
		default:
			known[name] = value
		}
	}
	return known
}

// judged is the digest of the image that is to run, or "".
func (p plan) judged() string {
	if p.Image.URI != "" && !token.Is(p.Image.URI) {
		_, digest, _ := strings.Cut(p.Image.URI, "@")
		return digest
	}
	return p.Image.Digest
}

// evalGateConditions are what the task definition is planned under. digest is the image's as an expression of
// Terraform.
func (p plan) evalGateConditions(digest string) []ecs.Precondition {
	variable := outputName(p.label(), evalVerdict)
	verdict := "jsondecode(file(var." + variable + "))"
	ran := fmt.Sprintf("(%[1]s.passed + %[1]s.failed + %[1]s.errored)", verdict)
	rate := check.Number(optional.Or(p.EvalGate.MinPassRate, evalgate.DefaultMinPassRate))
	cases := check.Number(optional.Or(p.EvalGate.MinCases, evalgate.DefaultMinCases))
	skipped := check.Number(optional.Or(p.EvalGate.MaxSkipped, evalgate.DefaultMaxSkipped))
	days := optional.Or(p.EvalGate.MaxAgeDays, DefaultVerdictAgeDays)
	condition := func(good, message string) ecs.Precondition {
		return ecs.Precondition{
			Condition:    fmt.Sprintf("${var.%s == %s || try(%s, false)}", variable, digest, good),
			ErrorMessage: "Eval gate: ${var." + variable + "} " + message,
		}
	}
	conditions := []ecs.Precondition{
		condition(
			fmt.Sprintf(`%[1]s.gatePassed == true && %[1]s.digest == %[2]s`, verdict, digest),
			"is not the verdict that the image "+p.judged()+" of "+p.name+" passed its evaluation. Evaluate it and let "+
				"fargateai eval-gate --output write the file, or, to change nothing but the infrastructure, set the variable "+
				variable+" to the digest of the image that runs."),
		condition(
			fmt.Sprintf("%[1]s >= %[2]s && %[3]s.passed >= %[4]s * %[1]s && %[3]s.skipped <= %[5]s * %[3]s.total && "+
				"%[1]s + %[3]s.skipped == %[3]s.total && min(%[3]s.passed, %[3]s.failed, %[3]s.errored, %[3]s.skipped) >= 0",
				ran, cases, verdict, rate, skipped),
			"does not say that at least "+cases+" cases of "+p.name+" ran, that a share of "+rate+
				" of them passed, and that at most "+skipped+" were skipped."),
		condition(
			fmt.Sprintf("%[1]s.gate.minCases >= %[2]s && %[1]s.gate.minPassRate >= %[3]s && %[1]s.gate.maxSkipped <= %[4]s",
				verdict, cases, rate, skipped),
			"is of a gate that was asked for less than "+cases+" cases, a pass rate of "+rate+" and at most "+skipped+
				" skipped. Judge the results of "+p.name+" again with those."),
		condition(
			fmt.Sprintf(`alltrue([for i in %[1]s.inputs : can(regex("^sha256:[0-9a-f]+$", i.sum)) && length(i.sum) == 71]) && `+
				`sum(%[1]s.inputs[*].cases) == %[2]s && sum(%[1]s.inputs[*].passed) == %[1]s.passed`, verdict, ran),
			"does not name the results that it is of, each with its digest and cases. Was it written by hand? Let "+
				"fargateai eval-gate --output write it."),
		condition(
			fmt.Sprintf(`timecmp(timeadd(%[1]s.time, "%[2]sh"), plantimestamp()) >= 0 && `+
				`timecmp(%[1]s.time, timeadd(plantimestamp(), "1h")) <= 0`, verdict, check.Number(days*24)),
			"is not a verdict of the last "+check.Number(days)+" days. Evaluate the image of "+p.name+" again."),
	}
	for _, limit := range []struct {
		means, of, compare, words string
		metrics                   map[string]float64
	}{
		{"metrics", "metrics", ">=", "at least", p.EvalGate.Metrics},
		{"highest", "maxMetrics", "<=", "at most", p.EvalGate.MaxMetrics},
	} {
		for _, name := range check.SortedKeys(limit.metrics) {
			number := check.Number(limit.metrics[name])
			conditions = append(conditions, condition(
				fmt.Sprintf(`%[1]s.%[6]s["%[2]s"] %[3]s %[4]s && %[1]s.gate.%[5]s["%[2]s"] %[3]s %[4]s`, verdict, name,
					limit.compare, number, limit.of, limit.means),
				"does not say that the metric "+name+" of "+p.name+" is "+limit.words+" "+number+
					", and that its gate was asked for that."))
		}
	}
	if v := p.EvalGate.PromptVersion; v != "" {
		conditions = append(conditions, condition(
			fmt.Sprintf(`alltrue([for i in %s.inputs : i.promptVersion == "%s"])`, verdict, v),
			"is not of results with the promptVersion "+v+"."))
	}
	return conditions
}

// newEvalGate makes the variable that names the verdict, and the conditions. Nothing where no image is stated yet.
func (s *Service) newEvalGate(p plan) []ecs.Precondition {
	if p.EvalGate == nil || p.bootstrap {
		return nil
	}
	cdktf.NewTerraformVariable(s, jsii.String("eval-verdict"), &cdktf.TerraformVariableConfig{
		Type: jsii.String("string"), Default: cmp.Or(p.EvalGate.VerdictFile, DefaultVerdictFile),
		Description: jsii.String("What fargateai eval-gate --output said of the image, or the digest of the image that runs"),
	}).OverrideLogicalId(jsii.String(outputName(p.label(), evalVerdict)))
	digest := `"` + p.judged() + `"`
	if token.Is(digest) { // a local makes one reference of it, whatever it is made of
		digest = *cdktf.NewTerraformLocal(s, jsii.String("eval-digest"), p.judged()).AsString()
	}
	return p.evalGateConditions(digest)
}

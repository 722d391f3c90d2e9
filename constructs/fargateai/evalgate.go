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
// stops the plan, and so does one whose own counts and time are not good enough: a gate that was asked for less, or a
// file that says no more than "passed". It is for images that Terraform deploys; a [Pipeline] has the gate in its
// workflow. Before an image is stated there is nothing to judge.
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
	// MinPassRate of the cases that ran, above 0 and at most 1. Default: [evalgate.DefaultMinPassRate], 0.95.
	MinPassRate *float64
	// MinCases that ran, a whole number of at least 1. Default: [evalgate.DefaultMinCases], 50.
	MinCases *float64
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
	if f := p.EvalGate.VerdictFile; strings.ContainsAny(f, "${}\"\\\n") {
		ms.Break(rules.Invalid, "evalGate.verdictFile", check.Quote(f), "the path of a file", "")
	}
	for path, n := range map[string]*float64{
		"minPassRate": p.EvalGate.MinPassRate, "minCases": p.EvalGate.MinCases, "maxAgeDays": p.EvalGate.MaxAgeDays,
	} {
		if n != nil && !check.Known(n) {
			ms.Break(rules.Invalid, "evalGate."+path, "a reference", "a number that is known at synthesis", "")
		}
	}
	if rate := p.EvalGate.MinPassRate; check.Known(rate) && !(*rate > 0 && *rate <= 1) {
		ms.Break(rules.Range, "evalGate.minPassRate", check.Number(*rate), "a share above 0 and at most 1", "95 % is 0.95")
	}
	check.WholeNumber(ms, "evalGate.minCases", p.EvalGate.MinCases, 1, 1e9, " cases", "")
	check.WholeNumber(ms, "evalGate.maxAgeDays", p.EvalGate.MaxAgeDays, 1, 3650, " days", "")
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
	variable := outputName(p.name, evalVerdict)
	verdict := "jsondecode(file(var." + variable + "))"
	ran := fmt.Sprintf("(%[1]s.passed + %[1]s.failed + %[1]s.errored)", verdict)
	rate := check.Number(optional.Or(p.EvalGate.MinPassRate, evalgate.DefaultMinPassRate))
	cases := check.Number(optional.Or(p.EvalGate.MinCases, evalgate.DefaultMinCases))
	days := optional.Or(p.EvalGate.MaxAgeDays, DefaultVerdictAgeDays)
	condition := func(good, message string) ecs.Precondition {
		return ecs.Precondition{
			Condition:    fmt.Sprintf("${var.%s == %s || %s}", variable, digest, good),
			ErrorMessage: "Eval gate: ${var." + variable + "} " + message,
		}
	}
	return []ecs.Precondition{
		condition(
			fmt.Sprintf(`try(%[1]s.gatePassed, false) == true && try(%[1]s.digest, "") == %[2]s`, verdict, digest),
			"is not the verdict that the image "+p.judged()+" of "+p.name+" passed its evaluation. Evaluate it and let "+
				"fargateai eval-gate --output write the file, or, to change nothing but the infrastructure, set the variable "+
				variable+" to the digest of the image that runs."),
		condition(
			fmt.Sprintf("try(%[1]s >= %[2]s && %[3]s.passed >= %[4]s * %[1]s, false)", ran, cases, verdict, rate),
			"does not say that at least "+cases+" cases of "+p.name+" ran and that a share of "+rate+
				" of them passed. The gate was asked for less, or the file was written by hand."),
		condition(
			fmt.Sprintf(`try(timecmp(timeadd(%[1]s.time, "%[2]sh"), plantimestamp()) >= 0 && `+
				`timecmp(%[1]s.time, timeadd(plantimestamp(), "1h")) <= 0, false)`, verdict, check.Number(days*24)),
			"is not a verdict of the last "+check.Number(days)+" days. Evaluate the image of "+p.name+" again."),
	}
}

// newEvalGate makes the variable that names the verdict, and the conditions. Nothing where no image is stated yet.
func (s *Service) newEvalGate(p plan) []ecs.Precondition {
	if p.EvalGate == nil || p.bootstrap {
		return nil
	}
	cdktf.NewTerraformVariable(s, jsii.String("eval-verdict"), &cdktf.TerraformVariableConfig{
		Type: jsii.String("string"), Default: cmp.Or(p.EvalGate.VerdictFile, DefaultVerdictFile),
		Description: jsii.String("What fargateai eval-gate --output said of the image, or the digest of the image that runs"),
	}).OverrideLogicalId(jsii.String(outputName(p.name, evalVerdict)))
	digest := `"` + p.judged() + `"`
	if token.Is(digest) { // a local makes one reference of it, whatever it is made of
		digest = *cdktf.NewTerraformLocal(s, jsii.String("eval-digest"), p.judged()).AsString()
	}
	return p.evalGateConditions(digest)
}

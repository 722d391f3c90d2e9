package fargateai

import (
	"cmp"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// DefaultVerdictFile lies beside cdktf.json: Terraform runs in cdktf.out/stacks/STACK, three folders below.
const DefaultVerdictFile = "../../../eval-verdict.json"

// EvalGate refuses to plan an image that has not passed its evaluation, before anything is changed: the task definition
// gets a precondition. The verdict is of one image, which is stated by its digest (Image.Digest, or the end of
// Image.URI); a tag is a mistake. A file that is missing, says that the gate was not passed, or is of another digest
// stops the plan. It is for images that Terraform deploys; a [Pipeline] has the gate in its workflow. Before an image
// is stated there is nothing to judge.
type EvalGate struct {
	// VerdictFile that fargateai eval-gate --output wrote, read when Terraform plans, relative to the stack's folder. It
	// is the default of the Terraform variable NAME_eval_verdict, hyphens as underscores; setting that to "" plans without
	// the gate, for a change of the infrastructure alone: terraform plan -var llm_proxy_eval_verdict="". Default:
	// [DefaultVerdictFile].
	VerdictFile string
}

// evalVerdict is the name of the variable.
const evalVerdict = "eval_verdict"

func (p plan) evalGateProblems(ms *rules.Mistakes) {
	if p.EvalGate == nil {
		return
	}
	if f := p.EvalGate.VerdictFile; strings.ContainsAny(f, "${}\"\\\n") {
		ms.Break(rules.Invalid, "evalGate.verdictFile", check.Quote(f), "the path of a file", "")
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

// judged is the digest of the image that is to run, or "".
func (p plan) judged() string {
	if p.Image.URI != "" && !token.Is(p.Image.URI) {
		_, digest, _ := strings.Cut(p.Image.URI, "@")
		return digest
	}
	return p.Image.Digest
}

// evalGateCondition is what the task definition is planned under. digest is the image's as an expression of Terraform.
func (p plan) evalGateCondition(digest string) ecs.Precondition {
	variable := outputName(p.name, evalVerdict)
	verdict := "jsondecode(file(var." + variable + "))"
	passed := "try(" + verdict + ".gatePassed, false) == true && try(" + verdict + `.digest, "") == ` + digest
	return ecs.Precondition{
		Condition: "${var." + variable + ` == "" || ` + passed + "}",
		ErrorMessage: "Eval gate: ${var." + variable + "} is not the verdict that the image " + p.judged() + " of " + p.name +
			" passed its evaluation. Evaluate it and let fargateai eval-gate --output write the file, or set the variable " +
			variable + " to \"\" to change nothing but the infrastructure.",
	}
}

// newEvalGate makes the variable that names the verdict, and the condition. Nothing where no image is stated yet.
func (s *Service) newEvalGate(p plan) []ecs.Precondition {
	if p.EvalGate == nil || p.bootstrap {
		return nil
	}
	cdktf.NewTerraformVariable(s, jsii.String("eval-verdict"), &cdktf.TerraformVariableConfig{
		Type: jsii.String("string"), Default: cmp.Or(p.EvalGate.VerdictFile, DefaultVerdictFile),
		Description: jsii.String("What fargateai eval-gate --output said of the image; empty to plan without"),
	}).OverrideLogicalId(jsii.String(outputName(p.name, evalVerdict)))
	digest := `"` + p.judged() + `"`
	if token.Is(digest) { // a local makes one reference of it, whatever it is made of
		digest = *cdktf.NewTerraformLocal(s, jsii.String("eval-digest"), p.judged()).AsString()
	}
	return []ecs.Precondition{p.evalGateCondition(digest)}
}

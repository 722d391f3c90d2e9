package fargateai

import (
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// DefaultVerdictFile lies beside cdktf.json, seen from the folder that Terraform runs in.
const DefaultVerdictFile = "../../../eval-verdict.json"

// EvalGate refuses to plan an image that has not passed its evaluation, before anything is changed. The verdict is of
// one image, which is stated by its digest. It is for images that Terraform deploys; a [Pipeline] has the gate in its
// workflow.
type EvalGate struct {
	// VerdictFile that fargateai eval-gate --output wrote, read when Terraform plans, relative to the stack's folder. It
	// is the default of the Terraform variable NAME_eval_verdict; setting that to "" plans without the gate, for a change
	// of the infrastructure alone. Default: [DefaultVerdictFile].
	VerdictFile string
}

// evalVerdict is the name of the variable.
const evalVerdict = "eval_verdict"

func (p *ServiceProps) evalGateProblems(ps *rules.Mistakes, r parts) {
	if p.EvalGate == nil {
		return
	}
	if f := p.EvalGate.VerdictFile; strings.ContainsAny(f, "${}\"\\\n") {
		ps.Add("evalGate.verdictFile", check.Quote(f), "the path of a file", "")
	}
	switch {
	case r.service.ImageOwner != "" && r.service.ImageOwner != ecs.ImageOwnedByTerraform:
		ps.Add("evalGate", "a gate when Terraform plans, for an image that Terraform does not choose ("+
			string(r.service.ImageOwner)+")", "nothing",
			"state pipeline.workflow.evaluation, or judge the image in the pipeline that deploys it")
	case !r.bootstrap && p.judged() == "":
		ps.Add("image.digest", "nothing with evalGate", "the digest of the image, in image.digest or at the end of image.uri",
			"a tag does not say which image was evaluated")
	}
}

// judged is the digest of the image that is to run, or "".
func (p *ServiceProps) judged() string {
	if p.Image.URI != "" && !token.Is(p.Image.URI) {
		_, digest, _ := strings.Cut(p.Image.URI, "@")
		return digest
	}
	return p.Image.Digest
}

// evalGate is the condition that the task definition is planned under, or nil where no image is stated yet.
func (s *Service) evalGate(p ServiceProps, r parts) []ecs.Precondition {
	if p.EvalGate == nil || r.bootstrap {
		return nil
	}
	file := p.EvalGate.VerdictFile
	fill(&file, DefaultVerdictFile)
	name := outputName(r.name, evalVerdict)
	cdktf.NewTerraformVariable(s, jsii.String("eval-verdict"), &cdktf.TerraformVariableConfig{
		Type: jsii.String("string"), Default: file,
		Description: jsii.String("What fargateai eval-gate --output said of the image; empty to plan without"),
	}).OverrideLogicalId(jsii.String(name))
	verdict := "jsondecode(file(var." + name + "))"
	digest := p.judged()
	expression := `"` + digest + `"`
	if token.Is(digest) { // a local makes one reference of it, whatever it is made of
		expression = *cdktf.NewTerraformLocal(s, jsii.String("eval-digest"), digest).AsString()
	}
	passed := "try(" + verdict + ".gatePassed, false) == true && try(" + verdict + `.digest, "") == ` + expression
	return []ecs.Precondition{{
		Condition: "${var." + name + ` == "" || ` + passed + "}",
		ErrorMessage: "Eval gate: ${var." + name + "} is not the verdict that the image " + digest + " of " + r.name +
			" passed its evaluation. " +
			"Evaluate it and let fargateai eval-gate --output write the file, or set the variable " + name +
			" to \"\" to change nothing but the infrastructure.",
	}}
}

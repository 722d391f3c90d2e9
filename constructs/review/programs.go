package review

import "github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"

// run is the risk of what a configuration runs beside providers, on the machine that has the keys of the account.
func run(p tfjson.Program) Risk {
	r := Risk{ID: "runs-program", Address: p.Address, Severity: High}
	switch p.Kind {
	case "external":
		r.Text = "a program runs while Terraform plans, before anybody has read the plan"
		r.Remedy = "make what it answers an input of the stack"
	case "http":
		r.Severity = Medium
		r.Text = "what a web server answers while Terraform plans decides what is applied"
		r.Remedy = "make the answer an input of the stack, and keep it with the code"
	case "local-exec":
		r.Text = "a command runs where Terraform applies, with its credentials (provisioner local-exec)"
		r.Remedy = "use a resource, or a step of the pipeline without credentials"
	default:
		r.Text = "commands run on, or files go to, another machine (provisioner " + p.Kind + ")"
		r.Remedy = "build an image that has them"
		if p.Kind == "file" {
			r.Severity = Medium
		}
	}
	return r
}

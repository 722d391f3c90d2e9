package fargateai

import (
	"os"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/program"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/synth"
)

// Run builds and synthesizes an app, prints what was made and where, and ends the process with exit code 1 and a short
// message when something is wrong. Every mistake in the props of all constructs is reported in one run; then nothing is
// written, and an earlier output stays as it was.
//
// It is the whole main function of a program:
//
//	func main() { fargateai.Run(func(app cdktf.App) { fargateai.NewStack(app, "llm-proxy", nil) }) }
//
// Output goes to the folder named by CDKTF_OUTDIR (default "cdktf.out"); context comes from the cdktf CLI, or from
// ./cdktf.json when the program is run without it. CDKTF's Node process is started in a fast mode that loads
// lazily what a stack may not need; FARGATEAI_PLAIN_KERNEL=1 turns that off.
func Run(build func(app cdktf.App)) {
	os.Exit(program.Run(os.Stdout, os.Stderr, synth.Options{Last: true}, build))
}

package fargateai

import (
	"os"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/program"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/synth"
)

// Run builds and synthesizes an app, prints what was made, where, what it costs a month and what to run next, and ends
// the process: with exit code 0, or with 1 and a short message when something is wrong. It never returns, so nothing
// after it runs. It calls no AWS and changes nothing there; terraform apply does. Every mistake in the props of all
// constructs is reported in one run; then nothing is written, and an earlier output stays as it was.
//
// That holds for whatever else goes wrong, too: the files are moved into their place together, or none is. Another
// program that synthesizes into the same folder meanwhile is refused. A program that is told to stop (Ctrl-C, SIGTERM,
// SIGHUP) ends Node, removes what it had begun and exits with 128 and the signal's number, such as 130 for Ctrl-C, as a
// shell does.
//
// It is the whole main function of a program:
//
//	func main() { fargateai.Run(func(app cdktf.App) { fargateai.NewStack(app, "llm-proxy", nil) }) }
//
// Output goes to the folder named by CDKTF_OUTDIR (default "cdktf.out"), a stack's to stacks/STACK/cdk.tf.json in it;
// context comes from the cdktf CLI, or from ./cdktf.json when the program is run without it. It needs Node.js (at least
// 20) on PATH, or where JSII_NODE says. CDKTF's Node process is started in a fast mode that loads lazily what a stack
// may not need; FARGATEAI_PLAIN_KERNEL=1 turns that off.
func Run(build func(app cdktf.App)) {
	os.Exit(program.Run(os.Stdout, os.Stderr, synth.Options{Last: true}, build))
}

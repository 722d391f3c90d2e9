package fargateai

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/synth"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Run builds and synthesizes an app, prints what was made, where, what it costs a month and what to run next, and ends
// the process: with exit code 0, or with 1 and a short message when something is wrong. It never returns, so nothing
// after it runs. It calls no AWS and changes nothing there; terraform apply does. Every mistake in the props of all
// constructs is reported in one run; then nothing is written, and an earlier output stays as it was.
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
	os.Exit(run(os.Stdout, os.Stderr, synth.Options{Last: true}, build))
}

func run(stdout, stderr io.Writer, options synth.Options, build func(app cdktf.App)) int {
	result, err := synth.Once(options, build)
	if err != nil {
		complain(stderr, err)
		return 1
	}
	summarize(stdout, result)
	return 0
}

func complain(w io.Writer, err error) {
	var mistakes rules.Mistakes
	if !errors.As(err, &mistakes) {
		fmt.Fprintf(w, "error: %v\n\nNothing was written.\n", err)
		return
	}
	noun := "mistakes"
	if len(mistakes) == 1 {
		noun = "mistake"
	}
	fmt.Fprintf(w, "%d %s, nothing was written:\n\n", len(mistakes), noun)
	ids := map[string]bool{}
	for _, m := range mistakes {
		fmt.Fprintf(w, "  %s\n", m)
		ids[m.Rule] = true
	}
	fmt.Fprintf(w, "\nWhy: go run github.com/fargate-ai/fargate-ai-service/cmd/fargateai rules %s\n",
		strings.Join(check.SortedKeys(ids), " "))
}

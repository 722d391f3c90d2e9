// Package program runs a program from its first line to what it prints: what was made, what it costs and what to do
// next, or what was wrong.
package program

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/synth"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

// Run returns the exit code.
func Run(stdout, stderr io.Writer, options synth.Options, build func(app cdktf.App)) int {
	done := terminal.Wait(stderr, "synthesizing")
	options.Pages = pages
	result, err := synth.Once(options, build)
	done()
	if err != nil {
		complain(stderr, err)
		return 1
	}
	summarize(stdout, result)
	return 0
}

func complain(w io.Writer, err error) {
	var mistakes rules.Mistakes
	t := terminal.Of(w)
	if !errors.As(err, &mistakes) {
		fmt.Fprintf(w, "%s\n\nNothing was written.\n", t.Lines(fmt.Sprintf("%s: %v", t.Paint(terminal.Red, "error"), err)))
		return
	}
	noun := "mistakes"
	if len(mistakes) == 1 {
		noun = "mistake"
	}
	fmt.Fprintf(w, "%s, nothing was written:\n\n", t.Paint(terminal.Red, fmt.Sprintf("%d %s", len(mistakes), noun)))
	ids := map[string]bool{}
	for _, m := range mistakes {
		fmt.Fprintln(w, t.Lines(fmt.Sprintf("  %s", m)))
		if _, known := rules.Find(m.Rule); known { // a rule of the user's own says why where it is declared
			ids[m.Rule] = true
		}
	}
	if len(ids) == 0 {
		return
	}
	fmt.Fprintf(w, "\nWhy: go run github.com/fargate-ai/fargate-ai-service/cmd/fargateai rules %s\n",
		strings.Join(check.SortedKeys(ids), " "))
}

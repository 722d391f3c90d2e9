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
)

// Run returns the exit code.
func Run(stdout, stderr io.Writer, options synth.Options, build func(app cdktf.App)) int {
	options.Pages = pages
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

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

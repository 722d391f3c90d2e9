// Package program runs a program from its first line to what it prints: what was made, what it costs and what to do
// next, or what was wrong.
package program

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/kernel"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/synth"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/internal/interrupt"
	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

// Run returns the exit code. Of a program that ends after it, a signal ends it sooner.
func Run(stdout, stderr io.Writer, options synth.Options, build func(app cdktf.App)) int {
	done := terminal.Wait(stderr, "synthesizing")
	written := false // guarded by interrupt.Whole
	if options.Last {
		interrupt.SurvivePipe()
		defer interrupt.Watch(func(s os.Signal) {
			done()
			kernel.Hush()
			kernel.Kill()
			stopped(stderr, s, written)
		})()
	}
	options.Pages, options.Published = pages, func() { written = true }
	result, err := synth.Once(options, build)
	if errors.Is(err, kernel.ErrEnded) || errors.Is(err, kernel.ErrUnstarted) {
		kernel.Hush()
		time.Sleep(grace) // a signal that ended Node reaches this process, too
	}
	code := 1
	if interrupt.Whole(func() error {
		done()
		code = report(stdout, stderr, result, err)
		return nil
	}) != nil {
		select {} // a signal ends the program
	}
	return code
}

// grace is time for a signal to arrive.
const grace = 100 * time.Millisecond

func report(stdout, stderr io.Writer, result *synth.Result, err error) (code int) {
	if err != nil {
		complain(stderr, err)
		return 1
	}
	out := &terminal.Checked{Writer: stdout}
	summarize(out, result)
	if out.Err != nil {
		fail(stderr, fmt.Sprintf("what was made cannot be printed: %v", out.Err),
			fmt.Sprintf("The output is complete, in %s.", result.Outdir))
		return 1
	}
	return 0
}

// stopped says what a signal found.
func stopped(stderr io.Writer, s os.Signal, written bool) {
	then := nothing
	if written {
		then = "Everything had been written before."
	}
	fail(stderr, fmt.Sprintf("the program was told to stop, by the signal %q", s), then)
}

const nothing = "Nothing was written."

// fail says what went wrong, and what became of the output.
func fail(w io.Writer, what, then string) {
	t := terminal.Of(w)
	fmt.Fprintf(w, "%s\n\n%s\n", t.Lines(fmt.Sprintf("%s: %s", t.Paint(terminal.Red, "error"), what)), then)
}

func complain(w io.Writer, err error) {
	var mistakes rules.Mistakes
	t := terminal.Of(w)
	if !errors.As(err, &mistakes) {
		fail(w, err.Error(), nothing)
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

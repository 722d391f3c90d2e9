package evalgate

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// evaluator collects what one evaluator's JSON says.
type evaluator interface {
	members(d document) members // of the whole object; no two evaluators read the same one
	found() bool                // whether there was a member that only this evaluator writes
	results() (Results, error)  // an error where the file contradicts itself
}

// readJSON reads for all evaluators at once, as members come in any order, and takes the one whose file it is.
func readJSON(s *source, verdicts bool) (Results, error) {
	d := document{&scanner{source: s}}
	rows := newPromptfooRows()
	run, own := &openAI{criteria: scores{}}, &neutral{}
	evaluators := []evaluator{newPromptfoo(), newDeepEval(), run, own, rows}
	all := members{}
	for _, e := range evaluators {
		maps.Copy(all, e.members(d))
	}
	var broken bool // both a run and a case may have an error
	all["error"] = func() error { return d.present(&broken) }
	var names []string
	err := d.value(func(name string) func() error {
		if len(names) < 10 {
			names = append(names, check.Quote(name))
		}
		return all[name]
	})
	rows.first.broken = broken
	if err == nil && rows.found() {
		err = rows.rest(d)
	}
	if err == nil {
		err = d.nothing()
	}
	if err != nil {
		return Results{}, err
	}
	if own.gatePassed != nil && !verdicts {
		return Results{}, errors.New("got the verdict of an eval gate, want the results that it judged; " +
			"a verdict is what --baseline takes")
	}
	var found evaluator
	for _, e := range evaluators {
		if e.found() && found != nil {
			return Results{}, errors.New("got the results of two evaluators in one object, want one; write a file for each")
		}
		if e.found() {
			found = e
		}
	}
	if found == nil {
		return Results{}, fmt.Errorf("got an object of %s, want the results of an evaluation: %s", orNothing(names), wanted)
	}
	if found != rows {
		if err := whole(run.status, broken); err != nil {
			return Results{}, err
		}
	}
	return found.results()
}

// whole is an error for a run that says of itself that it did not come to its end.
func whole(status string, broken bool) error {
	if broken {
		return errors.New("got a run with an error, want one without; run it again")
	}
	if o, known := outcomeOf(status); known && o != passed {
		return fmt.Errorf("got a run with the status %s, want completed; run it again", check.Quote(status))
	}
	return nil
}

func orNothing(names []string) string {
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}

package evalgate

import (
	"cmp"
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

// lines is an evaluator that writes an object a line.
type lines interface {
	evaluator
	rest(d document) error // reads the lines after the first
}

// shared are members that several evaluators write.
type shared struct {
	broken                         bool  // there is an error: of a run, or of a case
	ended                          bool  // a member says that the run did not come to its end
	success                        *bool // of a case, or of a run
	digest, version, prompt, model string
}

func (s *shared) members(d document) members {
	return members{
		"error":   func() error { return d.present(&s.broken) },
		"success": d.flag(&s.success), "model": d.label(&s.model),
		"metadata": func() error {
			return d.either(members{"digest": d.text(&s.digest), "promptfooVersion": d.label(&s.version),
				"promptVersion": d.label(&s.prompt)}, d.skip)
		},
	}
}

// unfinished are members that say, when they hold anything, that a run did not come to its end.
var unfinished = []string{"aborted", "canceled", "cancelled", "crashed", "errors", "exception", "exceptions",
	"incomplete", "interrupted", "partial", "timedOut", "timed_out", "truncated"}

// finished are members that say so when they are false.
var finished = []string{"complete", "completed", "finished", "ok", "valid"}

// endings are the members of a whole object that say whether a run came to its end, whatever wrote it.
func (s *shared) endings(d document) members {
	out := members{}
	for _, name := range unfinished {
		out[name] = func() error { return d.says(&s.ended) }
	}
	for _, name := range finished {
		out[name] = func() error {
			first, err := d.first()
			s.ended = s.ended || first == 'f'
			return cmp.Or(err, d.skip())
		}
	}
	return out
}

// readJSON reads for all evaluators at once, as members come in any order, and takes the one whose file it is.
func readJSON(s *source, verdicts bool) (Results, error) {
	d := document{&scanner{source: s}}
	rows, tests, suites, summary := newPromptfooRows(), newGoTest(), newJest(), newPromptfoo()
	run, own := &openAI{criteria: map[string]criterion{}}, &neutral{}
	evaluators := []evaluator{summary, newDeepEval(), run, own, rows, tests, suites}
	common := shared{}
	all := common.endings(d)
	for _, e := range evaluators {
		maps.Copy(all, e.members(d))
	}
	maps.Copy(all, common.members(d))
	var names []string
	misspelt := ""
	err := d.value(func(name string) func() error {
		if len(names) < 10 {
			names = append(names, check.Quote(name))
		}
		if all[name] == nil && countNames[strings.ToLower(name)] {
			misspelt = name
		}
		return all[name]
	})
	rows.first.broken, rows.first.success, suites.success = common.broken, common.success, common.success
	for _, l := range []lines{rows, tests} {
		if err == nil && l.found() {
			err = l.rest(d)
		}
	}
	if err == nil {
		err = d.nothing()
	}
	if err != nil {
		return Results{}, err
	}
	if verdicts && own.gatePassed != nil && !*own.gatePassed {
		return Results{}, errors.New("got the verdict of a gate that was not passed, want that of a release that passed: " +
			"what is worse is easier to reach")
	}
	if (own.gatePassed != nil || own.verdict) && !verdicts {
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
	switch found {
	case nil:
		return Results{}, fmt.Errorf("got an object of %s, want the results of an evaluation: %s", orNothing(names), wanted)
	case rows, tests:
	default:
		if err := whole(run.status, common.broken || common.ended); err != nil {
			return Results{}, err
		}
	}
	if found == own {
		switch {
		case misspelt != "":
			return Results{}, fmt.Errorf("got the member %s, want %s", check.Quote(misspelt), strings.ToLower(misspelt))
		case common.success != nil && !*common.success:
			return Results{}, errors.New("got counts of a run without success, want one that came to its end; run it again")
		}
	}
	if n := summary.rows.judged; found == own && n > 0 {
		return Results{}, fmt.Errorf("got a total and a list of %d cases, of which %d passed, want one of them", n,
			summary.rows.passed)
	}
	r, err := found.results()
	r.Digest, r.Prompt = cmp.Or(r.Digest, common.digest), cmp.Or(r.Prompt, common.prompt)
	r.Model = cmp.Or(r.Model, common.model)
	if common.version != "" {
		r.Tool = "promptfoo " + common.version
	}
	return r, err
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

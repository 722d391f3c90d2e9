package evalgate

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// evaluator collects what one evaluator's JSON says.
type evaluator interface {
	members(d *document) members // of the whole object; no two evaluators read the same one
	found() bool                 // whether there was a member that only this evaluator writes
	results() (Results, error)   // an error where the file contradicts itself
}

// readJSON reads for all evaluators at once, as members come in any order, and takes the one whose file it is.
func readJSON(text io.Reader) (Results, error) {
	d := newDocument(text)
	evaluators := []evaluator{newPromptfoo(), newDeepEval(), &openAI{criteria: scores{}}, &neutral{}}
	all := members{}
	for _, e := range evaluators {
		maps.Copy(all, e.members(d))
	}
	var names []string
	err := d.only(func(name string) func() error {
		if len(names) < 10 {
			names = append(names, check.Quote(name))
		}
		return all[name]
	})
	if err != nil {
		return Results{}, err
	}
	var own evaluator
	for _, e := range evaluators {
		if e.found() && own != nil {
			return Results{}, errors.New("got the results of two evaluators in one object, want one; write a file for each")
		}
		if e.found() {
			own = e
		}
	}
	if own == nil {
		return Results{}, fmt.Errorf("got an object of %s, want the results of an evaluation: %s", orNothing(names), wanted)
	}
	return own.results()
}

func orNothing(names []string) string {
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}

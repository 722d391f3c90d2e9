package evalgate

import (
	"cmp"
	"errors"
	"fmt"
	"hash/maphash"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// promptfoo is what promptfoo eval --output writes: the summary of version 3, {"results": {"version": 3, "stats",
// "results": [...]}}, before it that of version 2, which is read the same, and at first {"results": [...], "stats"}
// without the outer object. For its lines of JSON see [promptfooRows].
//
// A metric is one that an assertion names, and "score" the score of the case as a whole. What the stats say is no
// result, only a check on the cases.
type promptfoo struct {
	summary                     bool // whether results is an object
	stats                       bool
	successes, failures, errors *int // of the stats
	passes                      *int // of all prompts
	rows                        *promptfooCases
	listed                      bool // whether there is a list of cases
	digest                      string
}

func newPromptfoo() *promptfoo { return &promptfoo{rows: newPromptfooCases()} }

func (p *promptfoo) members(d document) members {
	stats := func() error {
		p.stats = true
		return d.object(members{"successes": d.cases(&p.successes), "failures": d.cases(&p.failures),
			"errors": d.cases(&p.errors)})
	}
	row := func() error {
		p.listed = true
		row := promptfooRow{}
		if err := d.object(row.members(d)); err != nil {
			return err
		}
		return p.rows.add(d, row)
	}
	summary := members{
		"version": func() error { return d.present(&p.summary) },
		"stats":   stats, "results": d.each(row), "prompts": d.each(func() error { return p.prompt(d) }),
	}
	return members{
		"stats":   stats,
		"results": func() error { return d.either(summary, row) },
		"config": func() error {
			return d.object(members{"tags": func() error { return d.object(members{"digest": d.text(&p.digest)}) }})
		},
	}
}

// prompt reads what the file states of a prompt with one provider.
func (p *promptfoo) prompt(d document) error {
	var passes *int
	if err := d.object(members{"metrics": func() error {
		return d.object(members{"testPassCount": d.cases(&passes)})
	}}); err != nil || passes == nil {
		return err
	}
	sum := optional.Value(p.passes) + *passes
	p.passes = &sum
	return nil
}

func (p *promptfoo) found() bool { return p.stats || p.summary }

func (p *promptfoo) results() (Results, error) {
	r := p.rows.results()
	r.Digest = p.digest
	stated := Results{Passed: optional.Value(p.successes), Failed: optional.Value(p.failures),
		Errored: optional.Value(p.errors)}
	switch {
	case p.stats && p.successes == nil:
		return Results{}, errors.New(`got "stats" without "successes", want the number of cases that passed`)
	case p.stats && !p.listed && stated.Ran() > 0:
		return Results{}, fmt.Errorf("got statistics of %d cases without the cases, want the list of results as well",
			stated.Ran())
	case p.stats && (stated.Passed != p.rows.passed || stated.Ran() != p.rows.number) && len(r.Faults) == 0:
		return Results{}, fmt.Errorf("got %d cases of which %d passed, want the %d of %d that its stats state; run the "+
			"evaluation again, in one go",
			p.rows.number, p.rows.passed, stated.Passed, stated.Ran())
	case p.passes != nil && *p.passes < p.rows.passed:
		r.fault("got %d cases that passed, want the %d that its prompts state", p.rows.passed, *p.passes)
	}
	return r, nil
}

// promptfooRows are the lines that promptfoo eval --output results.jsonl writes, an object for each case. Large
// evaluations can only be written so: https://github.com/promptfoo/promptfoo/issues/672.
type promptfooRows struct {
	first promptfooRow
	rows  *promptfooCases
}

func newPromptfooRows() *promptfooRows { return &promptfooRows{rows: newPromptfooCases()} }

func (p *promptfooRows) members(d document) members { return p.first.members(d) }

func (p *promptfooRows) found() bool { return p.first.numbered() }

func (p *promptfooRows) results() (Results, error) { return p.rows.results(), nil }

// rest reads the lines after the first.
func (p *promptfooRows) rest(d document) error {
	row := p.first
	for {
		if err := p.rows.add(d, row); err != nil {
			return err
		}
		c, there, err := d.following()
		if err != nil || !there {
			return err
		}
		if c != '{' {
			return d.errorf("got %s after a case, want a line with the next one", quoted(c))
		}
		row = promptfooRow{}
		if err := d.object(row.members(d)); err != nil {
			return err
		}
		if !row.numbered() {
			return d.errorf("got a line without success, testIdx and promptIdx, want a case of promptfoo; was a file " +
				"appended to another?")
		}
	}
}

// promptfooRow is a case: one test with one prompt and one provider.
type promptfooRow struct {
	success, graded *bool
	reason          *int // of a failure: 0 none, 1 an assertion, 2 an error
	test, prompt    *int // numbers of the case
	broken, silent  bool // there is an error: of the case, or instead of an answer
	said            string
	tested, asserts bool // there is a test, and it has assertions
	description     string
	provider        string
	values          map[string]float64
	score           *float64
	is              *maphash.Hash // of what the test is made of; nil when the row does not say
}

func (p *promptfooRow) members(d document) members {
	return members{
		"success": d.flag(&p.success), "failureReason": d.cases(&p.reason),
		"testIdx": d.cases(&p.test), "promptIdx": d.cases(&p.prompt),
		"error": func() error { return d.present(&p.broken) },
		"gradingResult": func() error {
			return d.object(members{"pass": d.flag(&p.graded), "reason": d.label(&p.said)})
		},
		"response": func() error { return p.response(d) },
		"testCase": func() error { p.tested = true; return p.part(d, "description", &p.description) },
		"provider": func() error { return p.part(d, "id", &p.provider) },
		"prompt":   func() error { return p.part(d, "", nil) },
		"vars":     func() error { return p.part(d, "", nil) },
		"namedScores": d.scores(func(name string, value float64) error {
			if p.values == nil {
				p.values = map[string]float64{}
			}
			p.values[name] = value
			return nil
		}),
		"score": d.score(func(value float64) error { p.score = &value; return nil }),
	}
}

// response reads whether there is an error in the place of an answer.
func (p *promptfooRow) response(d document) error {
	switch first, err := d.first(); {
	case err != nil:
		return err
	case first != '{':
		return d.skip()
	}
	return d.object(members{"error": func() error { return d.present(&p.silent) }})
}

// part adds a member to what the test is made of, and keeps the text that is called name.
func (p *promptfooRow) part(d document, name string, text *string) error {
	if p.is == nil {
		p.is = &maphash.Hash{}
		p.is.SetSeed(identitySeed)
	}
	first, err := d.first()
	switch {
	case err != nil:
		return err
	case first != '{' || text == nil:
		return d.sum(p.is)
	}
	return d.value(func(member string) func() error {
		_, _ = p.is.WriteString(member)
		if member == "assert" {
			return func() error { return p.assertions(d) }
		}
		if member != name {
			return func() error { return d.sum(p.is) }
		}
		return d.identifies(text, p.is)
	})
}

// assertions are a part of what the test is made of, and tell that somebody judged the answer.
func (p *promptfooRow) assertions(d document) error {
	if first, err := d.first(); err != nil || first != '[' {
		return cmp.Or(err, d.sum(p.is))
	}
	return d.each(func() error { p.asserts = true; return d.sum(p.is) })()
}

// unjudged tells whether nobody judged the answer: promptfoo calls that a success. Old versions write no grading.
func (p *promptfooRow) unjudged() bool {
	return p.said == "No assertions" || p.graded == nil && p.tested && !p.asserts
}

// numbered tells whether an object is a case with its place, as every line has it.
func (p *promptfooRow) numbered() bool { return p.success != nil && p.test != nil && p.prompt != nil }

// promptfooName is how a message calls a case.
type promptfooName struct {
	number      int
	description string
}

func (n promptfooName) String() string {
	if n.description == "" {
		return fmt.Sprintf("case %d", n.number)
	}
	return fmt.Sprintf("case %d (%s)", n.number, named(n.description))
}

// promptfooCases are the results of cases. promptfoo eval --repeat numbers the same test anew for each run.
type promptfooCases struct {
	counted         *Results
	cases           *cases
	metrics, scores scores
	numbered        map[[2]int]bool
	number, passed  int // of the rows
	judged          int // of the rows: they say how they ended
	ungraded        int
	providers       []string
}

func newPromptfooCases() *promptfooCases {
	counted := &Results{}
	return &promptfooCases{counted: counted, cases: newCases(counted), metrics: scores{}, scores: scores{},
		numbered: map[[2]int]bool{}}
}

func (p *promptfooCases) add(d document, row promptfooRow) error {
	p.number++
	if row.success != nil {
		p.judged++
	}
	name := promptfooName{p.number, row.description}
	if row.test != nil && row.prompt != nil {
		key := [2]int{*row.test, *row.prompt}
		switch {
		case p.numbered[key]:
			return d.errorf("got the %s, test %d with prompt %d, twice, want it once; was a file appended to another?",
				name, key[0], key[1])
		case len(p.numbered) == maxRows:
			return d.errorf("got more than %d cases, want fewer; write them to several files", maxRows)
		}
		p.numbered[key] = true
	}
	how := ran{outcome: row.outcome(p.counted, name)}
	if how.outcome == passed {
		p.passed++
		if row.unjudged() {
			p.ungraded++
			how.outcome = errored
		}
	}
	if row.is == nil {
		p.cases.once(how)
	} else if _, err := p.cases.add(row.is.Sum64(), row.description, how); err != nil {
		return d.at(err)
	}
	if len(p.providers) < 10 && row.provider != "" && !slices.Contains(p.providers, row.provider) {
		p.providers = append(p.providers, row.provider)
	}
	for _, metric := range check.SortedKeys(row.values) {
		if err := p.metrics.add(metric, row.values[metric]); err != nil {
			return d.at(err)
		}
	}
	if row.score != nil {
		return p.scores.add("score", *row.score)
	}
	return nil
}

// outcome of a case. One that is said to have passed although its grading did not is no success, but a fault.
func (p promptfooRow) outcome(faults *Results, name promptfooName) outcome {
	reason := optional.Value(p.reason)
	switch {
	case p.success == nil || reason > 1:
		return errored
	case !*p.success:
		return failed
	case p.graded != nil && !*p.graded:
		faults.fault("%s: got success although its grading did not pass, want the same of both", name)
		return failed
	case p.broken || p.silent:
		faults.fault("%s: got success and an error, want one of them", name)
		return errored
	case reason != 0:
		faults.fault("%s: got success and the reason of a failure, want one of them", name)
		return failed
	}
	return passed
}

func (p *promptfooCases) results() Results {
	p.cases.done()
	r := *p.counted
	r.Format, r.Tool, r.Metrics = Promptfoo, "promptfoo", merged(p.scores.metrics(), p.metrics.metrics())
	r.Model = strings.Join(p.providers, ", ")
	if p.ungraded > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("cases without an assertion: %d; nobody judged their answers, so they count "+
			"as errored", p.ungraded))
	}
	return r
}

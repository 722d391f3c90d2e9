package evalgate

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Verdict is the verdict of a gate on results.
type Verdict struct {
	Passed   bool
	Reasons  []string // why it did not pass: what was got, what is wanted, what to do
	Warnings []string // what to look at although it fails nothing
	Summary  Results  // of all files together, with the digest that was evaluated
	Files    []Results
	Checks   []Check
	gate     Gate // that was held against them
}

// Check is one line of a [Verdict].
type Check struct {
	Name      string // such as "pass rate"
	Got, Want string
	Passed    bool
}

// Err is nil when the gate passed, and otherwise all reasons, one a line: for a construct's validation, or a test.
func (v Verdict) Err() error {
	if v.Passed {
		return nil
	}
	return errors.New(strings.Join(v.Reasons, "\n"))
}

// Evaluate holds the results of one or more files, each named once, against the gate. A gate that is not valid passes
// nothing.
func Evaluate(gate Gate, files ...Results) Verdict {
	e := &evaluation{resolved: gate.resolve(), Verdict: Verdict{Files: files, Summary: sum(files), gate: gate}}
	if err := gate.Validate(); err != nil {
		e.Reasons = strings.Split(err.Error(), "\n")
		return e.Verdict
	}
	e.inputs()
	e.faults()
	e.cases()
	e.passRate()
	e.flaky()
	e.metrics()
	e.baseline()
	e.history()
	e.digest()
	e.Passed = len(e.Reasons) == 0
	return e.Verdict
}

// evaluation adds to a verdict.
type evaluation struct {
	Verdict
	resolved
}

// check adds a line, and a reason when it failed.
func (e *evaluation) check(name, got, want, fix string, ok bool) {
	e.Checks = append(e.Checks, Check{Name: name, Got: got, Want: want, Passed: ok})
	if !ok {
		e.Reasons = append(e.Reasons, rules.Mistake{Path: name, Got: got, Want: want, Fix: fix}.String())
	}
}

// inputs are to be of different runs. The same bytes under two names are one; two formats with the same counts, and
// files with the same cases, may be.
func (e *evaluation) inputs() {
	type counts struct{ passed, failed, errored, skipped int }
	sums, alike := map[string]string{}, map[counts]Results{}
	for _, f := range e.Files {
		if other, again := sums[f.Sum]; again && f.Sum != "" {
			e.check("content of "+clean(f.Source), "that of "+clean(other), "results of another run",
				"name each file once, or its cases count twice", false)
		}
		sums[f.Sum] = f.Source
		of := counts{f.Passed, f.Failed, f.Errored, f.Skipped}
		switch other, again := alike[of]; {
		case !again || other.Format == f.Format:
		case tool(f) == tool(other) && tool(f) != "":
			e.check("run of "+clean(f.Source), "that of "+clean(other.Source)+" in another format", "results of another run",
				"name each run once, in one format, or its cases count twice", false)
		default:
			e.Warnings = append(e.Warnings, fmt.Sprintf("%s has the counts of %s in another format: is it the same run, whose "+
				"cases count twice then?", clean(f.Source), clean(other.Source)))
		}
		alike[of] = f
	}
	for i, f := range e.Files {
		for _, other := range e.Files[:i] {
			if f.Sum != other.Sum {
				e.sameCases(f, other)
			}
		}
	}
}

// sameCases looks for cases that two files have. Of another model or prompt they are others. Where the files do not say
// of which they are, that may be so.
func (e *evaluation) sameCases(f, other Results) {
	if f.Format != other.Format || f.Model != other.Model || f.Prompt != other.Prompt {
		return
	}
	both := 0
	for id := range f.seen {
		if _, there := other.seen[id]; there {
			both++
		}
	}
	switch {
	case both == 0:
	case f.Model != "" && 2*both >= min(len(f.seen), len(other.seen)):
		e.check("cases of "+clean(f.Source), fmt.Sprintf("%d that are in %s", both, clean(other.Source)),
			"those of another run", "name each run once, or its cases count twice", false)
	default:
		e.Warnings = append(e.Warnings,
			fmt.Sprintf("cases of %s that are in %s as well, and count twice: %d; is it a run of "+
				"another model or prompt?", clean(f.Source), clean(other.Source), both))
	}
}

// tool is the evaluator that wrote results, without its version; Jest and Vitest write the same JSON.
func tool(r Results) string {
	name, _, _ := strings.Cut(r.Tool, " ")
	if r.Format == Jest || name == "Jest" || name == "Vitest" {
		return string(Jest)
	}
	return name
}

// faults are what a file says that cannot be true: no rate makes up for them.
func (e *evaluation) faults() {
	for _, f := range e.Files {
		for _, fault := range f.Faults {
			e.Reasons = append(e.Reasons, clean(f.Source)+": "+clean(fault))
		}
		if n := len(f.Faults); n > 0 {
			e.Checks = append(e.Checks, Check{Name: "faults of " + clean(f.Source), Got: fmt.Sprint(n), Want: "none"})
		}
		for _, note := range f.Notes {
			e.Warnings = append(e.Warnings, clean(f.Source)+": "+clean(note))
		}
	}
}

func (e *evaluation) cases() {
	s := e.Summary
	e.check("cases that ran", fmt.Sprint(s.Ran()), fmt.Sprintf("at least %d", e.minCases),
		"run the whole golden set, or lower the least number of cases to what it has", s.Ran() >= e.minCases)
	for _, f := range e.Files {
		if f.Ran() == 0 {
			e.check("cases of "+clean(f.Source), "0", "at least 1", "an evaluation that runs nothing shows nothing", false)
		}
	}
	if s.Skipped == 0 {
		return
	}
	e.Warnings = append(e.Warnings,
		fmt.Sprintf("skipped cases: %d; they count neither as passed nor as failed", s.Skipped))
	skipped := share(s.Skipped, s.Skipped+s.Ran())
	e.check("skipped cases", percent(skipped), "at most "+percent(e.maxSkipped),
		"run them, or take them out of the golden set", skipped <= e.maxSkipped+slack)
}

const passRate = "pass rate" // of the checks

func (e *evaluation) passRate() {
	s := e.Summary
	e.check(passRate, percent(s.PassRate()), "at least "+percent(e.minPassRate),
		fmt.Sprintf("of %d cases %d failed and %d errored: see the evaluator's report", s.Ran(), s.Failed, s.Errored),
		s.PassRate() >= e.minPassRate)
}

// flaky cases passed, but not at first.
func (e *evaluation) flaky() {
	s := e.Summary
	if s.Flaky == 0 {
		return
	}
	e.check("flaky cases", percent(share(s.Flaky, s.Ran())), "at most "+percent(e.maxFlaky),
		fmt.Sprintf("%d of %d cases passed only after they failed: mend them, or allow more", s.Flaky, s.Ran()),
		share(s.Flaky, s.Ran()) <= e.maxFlaky+slack)
}

// slack is far below what one case in mostCases weighs, and above what floating-point differences of two rates add.
const slack = 1e-12

func (e *evaluation) regression(name string, base float64, fix string) {
	least := base - e.maxRegression
	want := fmt.Sprintf("at least %s (%s less %s)", percent(max(least, 0)), percent(base), percent(e.maxRegression))
	e.check(name, percent(e.Summary.PassRate()), want, fix, e.Summary.PassRate() >= least-slack)
}

func (e *evaluation) baseline() {
	if base := e.gate.Baseline; base != nil {
		e.regression("against the baseline", base.PassRate(), "mend the regression, or accept it with a new baseline")
		e.fewer(base.Ran(), "the baseline")
	}
}

// history compares with the best of the last runs that passed, which a slide in small steps cannot get past, and warns
// of one on its way.
func (e *evaluation) history() {
	var releases []Run
	for _, run := range e.gate.History {
		if run.GatePassed {
			releases = append(releases, run)
		}
	}
	releases = releases[max(len(releases)-HistoryWindow, 0):]
	if len(releases) == 0 {
		if e.gate.History != nil {
			e.Warnings = append(e.Warnings, "the history has no run that passed its gate, so there is nothing to compare with; "+
				"unless this is the first one, find out where it went")
		}
		return
	}
	best, most, rates := 0.0, 0, []float64{}
	for _, run := range releases {
		best, most = max(best, run.PassRate()), max(most, run.Ran())
		rates = append(rates, run.PassRate())
	}
	e.regression(fmt.Sprintf("against the best of the last %d", len(releases)), best,
		"mend the regression, or accept it by starting a new history file")
	e.fewer(most, fmt.Sprintf("the most of the last %d", len(releases)))
	rates = append(rates, e.Summary.PassRate())
	if last := rates[max(len(rates)-4, 0):]; len(last) == 4 && falling(last) {
		shown := make([]string, len(last))
		for i, rate := range last {
			shown[i] = percent(rate)
		}
		e.Warnings = append(e.Warnings, "the pass rate falls from release to release: "+strings.Join(shown, ", "))
	}
}

func falling(rates []float64) bool {
	for i := range rates[1:] {
		if rates[i+1] >= rates[i] {
			return false
		}
	}
	return true
}

// fewer cases than before fail beyond the allowance.
func (e *evaluation) fewer(before int, what string) {
	ran := e.Summary.Ran()
	if ran >= before {
		return
	}
	least := int(math.Ceil(float64(before)*(1-e.maxFewer) - slack))
	e.check("cases against "+what, fmt.Sprint(ran), fmt.Sprintf("at least %d (%d less %s)", least, before,
		percent(e.maxFewer)),
		"a smaller golden set is easier to pass: run all of it, or accept it with a new one to compare "+
			"with or a larger allowance", ran >= least)
	if ran >= least {
		e.Warnings = append(e.Warnings,
			fmt.Sprintf("%d cases ran, %d in %s: a smaller golden set is easier to pass", ran, before, what))
	}
}

func (e *evaluation) digest() {
	for _, f := range e.Files {
		if want := e.gate.Digest; f.Digest != "" && want != "" && f.Digest != want {
			e.check("digest of "+clean(f.Source), clean(f.Digest), want, "evaluate the image that is to be deployed", false)
		} else if f.Digest != "" && want == "" && f.Digest != e.Summary.Digest {
			e.check("digest of "+clean(f.Source), clean(f.Digest), clean(e.Summary.Digest),
				"gate the results of one image at a time", false)
		}
	}
	if e.gate.Digest != "" {
		if e.Summary.Digest == "" {
			e.Warnings = append(e.Warnings,
				"no result says which image it is of; that it is "+e.gate.Digest+" is the caller's word")
		}
		e.Summary.Digest = e.gate.Digest
	}
}

// percent rounds down to hundredths, so that 94.999 % does not read as the 95 % that it misses.
func percent(share float64) string {
	return fmt.Sprintf("%.2f %%", math.Floor(share*1e4+1e-7)/100)
}

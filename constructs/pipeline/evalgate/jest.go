package evalgate

import (
	"errors"
	"fmt"
	"hash/maphash"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// jest is what jest --json and vitest --reporter=json write.
type jest struct {
	total, totalPassed  *int // as the file states them
	totalFailed         *int
	success             *bool
	broken              *int // files that could not be run
	failed              *int // files, or suites of Vitest
	interrupted         *bool
	counted             Results
	cases               *cases
	number, passed, bad int // of the cases that are listed
	empty               int // files without a case
}

func newJest() *jest {
	j := &jest{}
	j.cases = newCases(&j.counted)
	return j
}

func (j *jest) members(d document) members {
	return members{
		"numTotalTests": d.cases(&j.total), "numPassedTests": d.cases(&j.totalPassed),
		"numFailedTests": d.cases(&j.totalFailed), "numFailedTestSuites": d.cases(&j.failed),
		"wasInterrupted": d.flag(&j.interrupted), "numRuntimeErrorTestSuites": d.cases(&j.broken),
		"testResults": d.each(func() error { return j.readFile(d) }),
	}
}

// jestCase is a case of a file whose name may only follow.
type jestCase struct {
	is uint64
	ran
}

// readFile reads the cases of a file of tests. One that failed although none of its cases did was not loaded, or broke
// before they ran.
func (j *jest) readFile(d document) error {
	var name, status string
	var list []jestCase
	listed, broken := tally{}, false
	cases := d.each(func() error {
		c, err := j.readCase(d)
		if err != nil {
			return err
		}
		if len(list) == maxRows {
			return d.errorf("got more than %d cases, want fewer; write them to several files", maxRows)
		}
		list = append(list, c)
		return nil
	})
	if err := d.object(members{"name": d.label(&name), "status": d.label(&status),
		"testExecError": func() error { return d.present(&broken) }, "assertionResults": cases}); err != nil {
		return err
	}
	file := identity(name)
	for _, c := range list {
		switch {
		case c.outcome == passed:
			listed.passed++
		case c.outcome.bad():
			listed.bad++
		}
		if _, err := j.cases.add(file^c.is, "a case of "+name, c.ran); err != nil {
			return d.at(err)
		}
	}
	j.number += len(list)
	j.passed += listed.passed
	j.bad += listed.bad
	switch {
	case (broken || status == "failed") && listed.bad == 0:
		j.counted.Errored++
		j.counted.fault("file %s: got a failure and no case that failed, want the cases; an unknown number of them did "+
			"not run", named(name))
	case len(list) == 0:
		j.empty++
	}
	return nil
}

func (j *jest) readCase(d document) (c jestCase, err error) {
	var name, status, title string
	var full, short maphash.Hash
	full.SetSeed(identitySeed)
	short.SetSeed(identitySeed)
	var runs *int
	var told, retried bool // messages of failures, and of runs before the last
	some := func(is *bool) func() error { return d.each(func() error { *is = true; return d.skip() }) }
	err = d.object(members{
		"fullName": d.identifies(&name, &full), "title": d.identifies(&title, &short),
		"status": d.text(&status), "invocations": d.cases(&runs),
		"failureMessages": some(&told), "retryReasons": some(&retried),
	})
	if c.is = full.Sum64(); name == "" {
		c.is = short.Sum64()
	}
	o, known := outcomeOf(status)
	if status == "" || !known {
		o = errored
	}
	c.ran = ran{outcome: o, flaky: o == passed && (told || retried || optional.Value(runs) > 1)}
	return c, err
}

func (j *jest) found() bool { return j.total != nil || j.totalPassed != nil || j.number > 0 }

func (j *jest) results() (Results, error) {
	j.cases.done()
	r := j.counted
	r.Format = Jest
	switch {
	case j.total == nil:
		return Results{}, errors.New(`got results of Jest without "numTotalTests", want the number of cases`)
	case *j.total != j.number || j.totalPassed != nil && *j.totalPassed != j.passed:
		return Results{}, fmt.Errorf("got %d cases of which %d passed, want the %d of %d that the file states; it is damaged",
			j.number, j.passed, optional.Value(j.totalPassed), *j.total)
	case optional.Value(j.totalFailed) > j.bad:
		return Results{}, fmt.Errorf("got %d cases that failed, want the %d that the file states; it is damaged", j.bad,
			*j.totalFailed)
	case optional.Value(j.failed) > 0 && j.bad == 0 && len(r.Faults) == 0:
		r.fault("got %d suites that failed and no case that did, want their cases; an unknown number did not run", *j.failed)
	case optional.Value(j.broken) > 0 && len(r.Faults) == 0:
		r.fault("got %d files that could not be run and none of them, want their cases; an unknown number did not run",
			*j.broken)
	case optional.Value(j.interrupted):
		r.fault("got a run that was interrupted, want one to its end; an unknown number of cases did not run")
	case j.success != nil && !*j.success && r.Failed+r.Errored == 0:
		r.fault("got a run that failed although no case did, want the same of both; see what else it was to reach")
	}
	if j.empty > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("files without a case: %d", j.empty))
	}
	return r, nil
}

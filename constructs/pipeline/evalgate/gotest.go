package evalgate

import (
	"fmt"
	"hash/maphash"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// goTest is what go test -json writes, an event a line: https://pkg.go.dev/cmd/test2json. A test with subtests is no
// case of its own, unless it fails and none of them does. The package's end says whether all of it ran: one that failed
// without a test that did, or without the line FAIL that the test program itself prints, did not build or broke off.
type goTest struct {
	first    goEvent
	packages map[string]*goPackage
	broken   map[string]bool // builds that failed and belong to no package so far
	counted  Results
	cases    *cases
	cached   int // packages
	tests    int // of all packages that have not ended
}

func newGoTest() *goTest {
	g := &goTest{packages: map[string]*goPackage{}, broken: map[string]bool{}}
	g.cases = newCases(&g.counted)
	return g
}

// goEvent is a line.
type goEvent struct{ action, pack, test, output, built, failedBuild string }

func (e *goEvent) members(d document) members {
	return members{
		"Action": d.text(&e.action), "Package": d.text(&e.pack), "Test": d.text(&e.test), "Output": d.label(&e.output),
		"ImportPath": d.text(&e.built), "FailedBuild": d.text(&e.failedBuild),
	}
}

// goPackage is one that runs.
type goPackage struct {
	tests map[uint64]goRun
	bad   int  // tests that failed
	fails bool // it printed FAIL itself
	open  bool // it has not ended
}

// goRun is how a test goes.
type goRun struct {
	runs, ended       bool
	subtests, badness bool // it has some; one of them failed
	outcome           outcome
}

func (g *goTest) members(d document) members { return g.first.members(d) }

func (g *goTest) found() bool { return g.first.whole() }

// whole tells whether an object is an event.
func (e goEvent) whole() bool { return e.action != "" && (e.pack != "" || e.built != "") }

func (g *goTest) rest(d document) error {
	event := g.first
	for {
		if err := d.placed(g.add(event)); err != nil {
			return err
		}
		c, there, err := d.following()
		if err != nil || !there {
			return err
		}
		if c != '{' {
			return d.errorf("got %s after an event, want a line with the next one; keep what go test prints beside it out of "+
				"the file", quoted(c))
		}
		event = goEvent{}
		if err := d.object(event.members(d)); err != nil {
			return err
		}
		if !event.whole() {
			return d.errorf("got a line without Action and Package, want an event of go test -json; was a file appended to " +
				"another?")
		}
	}
}

func (g *goTest) add(e goEvent) error {
	if e.action == "build-fail" {
		if len(g.broken) < maxMembers {
			g.broken[e.built] = true
		}
		return nil
	}
	if e.pack == "" {
		return nil
	}
	p := g.packages[e.pack]
	if p == nil {
		if len(g.packages) == maxMembers {
			return fmt.Errorf("got more than %d packages, want fewer; write them to several files", maxMembers)
		}
		p = &goPackage{}
		g.packages[e.pack] = p
	}
	if !p.open {
		*p = goPackage{tests: map[uint64]goRun{}, open: true}
	}
	switch {
	case e.test != "":
		return g.addTest(p, e)
	case e.action == "output" && e.output == "FAIL\n":
		p.fails = true
	case e.action == "output" && strings.HasPrefix(e.output, "ok ") && strings.Contains(e.output, "(cached)"):
		g.cached++
	case e.action == "pass" || e.action == "fail" || e.action == "skip":
		return g.end(p, e)
	}
	return nil
}

var goOutcomes = map[string]outcome{"pass": passed, "skip": skipped, "fail": failed}

func (g *goTest) addTest(p *goPackage, e goEvent) error {
	o, ends := goOutcomes[e.action]
	if !ends && e.action != "run" || strings.HasPrefix(e.test, "Benchmark") && !o.bad() {
		return nil // a benchmark is no case; it ends without a word
	}
	around, is := goIdentities(e.pack, e.test)
	for _, id := range around {
		t, err := g.test(p, id)
		if err != nil {
			return err
		}
		t.subtests, t.badness = true, t.badness || ends && o.bad()
		p.tests[id] = t
	}
	t, err := g.test(p, is)
	if err != nil {
		return err
	}
	if e.action == "run" && t.ended { // -count=2
		if err := g.addCase(is, e.test, t); err != nil {
			return err
		}
		t.ended = false
	}
	t.runs = true
	if ends {
		t.ended, t.outcome = true, o
		if o.bad() {
			p.bad++
		}
	}
	p.tests[is] = t
	return nil
}

// test is one of a package.
func (g *goTest) test(p *goPackage, id uint64) (goRun, error) {
	t, known := p.tests[id]
	if !known {
		if g.tests++; g.tests > maxRows {
			return t, fmt.Errorf("got more than %d tests, want fewer; write them to several files", maxRows)
		}
	}
	return t, nil
}

// goIdentities are those of the tests that a test is in, and its own.
func goIdentities(pack, test string) (around []uint64, is uint64) {
	var h maphash.Hash
	h.SetSeed(identitySeed)
	_, _ = h.WriteString(pack)
	_ = h.WriteByte(0)
	for n := range len(test) {
		if test[n] == '/' {
			around = append(around, h.Sum64())
		}
		_ = h.WriteByte(test[n])
	}
	return around, h.Sum64()
}

// addCase counts a test that ended, or never did.
func (g *goTest) addCase(is uint64, name string, t goRun) error {
	switch {
	case !t.runs:
		return nil
	case !t.ended:
		t.outcome = errored
	case t.subtests && (!t.outcome.bad() || t.badness):
		return nil
	}
	_, err := g.cases.add(is, name, ran{outcome: t.outcome})
	return err
}

func (g *goTest) end(p *goPackage, e goEvent) error {
	delete(g.broken, e.failedBuild)
	if e.action == "fail" && (p.bad == 0 || !p.fails) {
		g.counted.count(errored)
		g.counted.fault("package %s: got a failure of the package as a whole, want its tests; an unknown number of them did "+
			"not run", named(e.pack))
	}
	for is, t := range p.tests {
		if err := g.addCase(is, "a test of "+e.pack, t); err != nil {
			return err
		}
	}
	g.tests -= len(p.tests)
	p.open, p.tests = false, nil
	return nil
}

func (g *goTest) results() (Results, error) {
	for _, name := range check.SortedKeys(g.packages) {
		if g.packages[name].open {
			return Results{}, fmt.Errorf("got no end of the package %s, want its pass or fail; was go test stopped?",
				check.Quote(name))
		}
	}
	for _, name := range check.SortedKeys(g.broken) {
		g.counted.fault("package %s: got a build that failed, want its tests", named(name))
	}
	g.cases.done()
	r := g.counted
	r.Format, r.Tool = GoTest, "go test"
	if g.cached > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("packages whose results are of an earlier run: %d; go test -count=1 runs them "+
			"again", g.cached))
	}
	return r, nil
}

package testkit

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Judgement says what AWS itself would have made of the requests of a test. The emulator accepts almost anything.
//
// Each request is judged by the API models that AWS publishes with its SDKs (what is required, unknown, of another
// type, too long, no value of an enumeration) and by rules that the models do not state: order, references, uniqueness,
// limits, each with the page of AWS that says so. A judgement knows nothing of quotas, of what a region has, of whether
// images exist, and of whether a role may do what it does.
type Judgement struct {
	Requests   int            // how many were read
	Calls      map[string]int // how often each was made: "ecs:CreateService"
	Rules      int            // how many rules there are beyond the models
	Unreadable map[string]int // requests that fit no operation of AWS, or that the judge fails at, with why
	Findings   []Finding
}

// Finding is what is wrong with one parameter of a request.
type Finding struct {
	Level    string   // "refused": AWS answers with an error; "doubt": AWS accepts what will not do what it should
	Call     string   // "ecs:CreateService"
	Path     string   // of the parameter
	Value    string   // its beginning
	Rule     string   // its name, for [AWS.Allow]
	Text     string   // what AWS wants
	Source   string   // where AWS says so
	Artefact string   // why the emulator, not the configuration, is to blame; such a finding fails no test
	Names    []string // what the request names
	Times    int      // in how many requests

	Resource string `json:"-"` // the Terraform resource that the request was for, where it can be told
}

// judging is what a test says about its judgement, and what it ran.
type judging struct {
	test testing.TB // which its findings fail, whoever asks for them

	sync.Mutex                   // of parallel subtests
	allowed    map[string]string // why, by rule
	broken     map[string]bool   // the rules that requests have broken
	lenient    bool
	stacks     []*stackFiles
}

// runs notes the folder of a stack that the test runs.
func (j *judging) runs(t testing.TB, dir string) *stackFiles {
	stack := &stackFiles{dir: dir}
	if j == nil {
		return stack
	}
	j.Lock()
	defer j.Unlock()
	j.stacks = append(j.stacks, stack)
	t.Cleanup(stack.keepStates)
	return stack
}

// Judge returns what AWS would have made of the requests since the emulator was emptied. Every test that starts the
// emulator is judged when it ends; this is for a look before that.
func (a *AWS) Judge(t testing.TB) Judgement {
	t.Helper()
	text, err := a.call(http.MethodGet, "/fargateai/judged")
	if err != nil {
		t.Fatalf("ask the AWS emulator what AWS would refuse: %v", err)
	}
	var judgement Judgement
	if err := json.Unmarshal(text, &judgement); err != nil {
		t.Fatalf("ask the AWS emulator what AWS would refuse: %v", err)
	}
	for i := range judgement.Findings {
		if a.judging != nil {
			judgement.Findings[i].Resource = resourceOf(judgement.Findings[i], a.judging.stacks)
		}
	}
	slices.SortStableFunc(judgement.Findings, func(x, y Finding) int {
		return strings.Compare(x.Resource+x.Call+x.Path+x.Rule, y.Resource+y.Call+y.Path+y.Rule)
	})
	return judgement
}

// Allow lets requests of the test that called [StartAWS] break a rule, by the name that the failure gives: what the
// emulator needs otherwise, or what AWS accepts in spite of what it writes. It holds for the whole test, also after
// [AWS.Reset], and for what has been sent already. The test fails when nothing breaks the rule any more.
func (a *AWS) Allow(t testing.TB, rule, reason string) {
	t.Helper()
	if reason == "" {
		t.Fatalf("allow %s: say why", rule)
	}
	a.judging.Lock()
	defer a.judging.Unlock()
	a.judging.allowed[rule] = reason
}

// Lenient leaves the judge off for the test that called [StartAWS]: its requests are only read.
func (a *AWS) Lenient(t testing.TB, reason string) {
	t.Helper()
	if reason == "" {
		t.Fatal("say why no request is judged")
	}
	a.judging.Lock()
	defer a.judging.Unlock()
	a.judging.lenient = true
}

// judge fails the test whose requests AWS would refuse.
func (a *AWS) judge() {
	j := a.judging
	j.test.Helper()
	judgement := a.Judge(j.test)
	j.test.Log(judgement.summary())
	j.Lock()
	defer j.Unlock()
	for _, f := range judgement.Findings {
		j.broken[f.Rule] = true
	}
	if text := judgement.failure(j.allowed); text != "" && !j.lenient {
		j.test.Error(text)
	}
}

// idle fails a test that allows what none of its requests does.
func (j *judging) idle() {
	j.test.Helper()
	if j.lenient || j.test.Failed() {
		return // it may have ended before it came to what is allowed
	}
	for _, rule := range slices.Sorted(maps.Keys(j.allowed)) {
		if !j.broken[rule] {
			j.test.Errorf("no request breaks %s: take aws.Allow out", rule)
		}
	}
}

// summary is the figure of a test: what was read, and what explains the findings that fail nothing.
func (j Judgement) summary() string {
	refused, artefacts := 0, map[string]int{}
	var doubts []string
	for _, f := range j.Findings {
		switch {
		case f.Artefact != "":
			artefacts[f.Artefact] += f.Times
		case f.Level == "doubt":
			doubts = append(doubts, f.text())
		default:
			refused += f.Times
		}
	}
	lines := []string{fmt.Sprintf("%d requests read by AWS's models and %d rules: %d unreadable, %d refused, %d in doubt",
		j.Requests, j.Rules, total(j.Unreadable), refused, len(doubts))}
	for _, name := range slices.Sorted(maps.Keys(artefacts)) {
		lines = append(lines, fmt.Sprintf("the emulator's doing, %d times: %s", artefacts[name], name))
	}
	return strings.Join(append(lines, doubts...), "\n")
}

// failure is what AWS would refuse, but for what is allowed, or "".
func (j Judgement) failure(allowed map[string]string) string {
	var texts []string
	for _, f := range j.Findings {
		if _, ok := allowed[f.Rule]; !ok && f.Level == "refused" && f.Artefact == "" {
			texts = append(texts, f.text())
		}
	}
	texts = append(texts, slices.Sorted(maps.Keys(j.Unreadable))...)
	if len(texts) == 0 {
		return ""
	}
	return fmt.Sprintf("AWS would refuse this, which the emulator accepted (%d requests read):\n\n%s\n\n"+
		"Change the configuration, or say why it is right: aws.Allow(t, \"rule\", \"reason\").", j.Requests,
		strings.Join(texts, "\n\n"))
}

func (f Finding) text() string {
	subject := f.Call
	if f.Resource != "" {
		subject = f.Resource + ": " + f.Call
	}
	if f.Times > 1 {
		subject += fmt.Sprintf(", %d times", f.Times)
	}
	if at := strings.TrimPrefix(f.Path+" is ", "."); f.Value != "" {
		subject += "\n  " + strings.TrimPrefix(at, " is ") + f.Value
	}
	return fmt.Sprintf("%s\n  %s\n  rule %s, %s", subject, f.Text, f.Rule, f.Source)
}

func total(counts map[string]int) int {
	sum := 0
	for _, n := range counts {
		sum += n
	}
	return sum
}

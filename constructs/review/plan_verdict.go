package review

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// FailOn is what a plan must not do; see [ParseFailOn].
type FailOn struct {
	words []string
	cost  []costLimit
	text  string
}

type costLimit struct {
	text    string
	percent bool
	most    float64
}

// FailWord is one of the words of [ParseFailOn].
type FailWord struct{ Word, Meaning string }

// FailWords returns every word that ParseFailOn takes, with its meaning.
func FailWords() []FailWord {
	return []FailWord{
		{"replace", "something is replaced; a new revision of a task definition is none"},
		{"destroy", "something is destroyed, or Terraform forgets it"},
		{"forget", "Terraform forgets something that goes on to exist"},
		{"exposure", "something can be reached by more than before, or leads elsewhere"},
		{"iam", "somebody may do more than before, or acts as another role"},
		{"code", "another program runs, or talks to another host: an image of another repository, another command, one " +
			"container more; no new tag"},
		{"timers", "a time limit changes"},
		{"drift", "something was changed behind Terraform's back, and it matters to the plan"},
		{"cost=+20%", "the expected or the highest cost of a month rises by more than 20 % and 1 USD; cost=+50: by more " +
			"than 50 USD"},
		{"incomplete", "the plan does not do everything, as with -target or what waits; any other word has this too"},
		{"check", "a check of the configuration does not hold"},
		{"critical", "there is a critical risk"},
		{"high", "there is a risk of severity high or worse"},
		{"medium", "there is a risk of severity medium or worse"},
		{"low", "there is a risk"},
		{"unknown", "something that decides who may do or reach what could not be judged"},
	}
}

// ParseFailOn reads words with commas between, such as replace,iam,cost=+20%,high; see [FailWords]. The error names
// every word that is none.
func ParseFailOn(list string) (FailOn, error) {
	out := FailOn{text: list}
	var errs []error
	for word := range strings.SplitSeq(list, ",") {
		word = strings.TrimSpace(word)
		if limit, is := strings.CutPrefix(word, "cost="); is {
			cost, err := parseCost(limit)
			if err != nil {
				errs = append(errs, err)
			} else if out.cost != nil {
				errs = append(errs, fmt.Errorf("--fail-on: got %s beside another limit of the cost, want one", quoteShort(word)))
			} else {
				out.cost = append(out.cost, cost)
			}
			continue
		}
		known := slices.ContainsFunc(FailWords(), func(w FailWord) bool { return w.Word == word })
		switch {
		case !known || strings.HasPrefix(word, "cost"):
			errs = append(errs, fmt.Errorf("--fail-on: got %s, want %s", quoteShort(word), failWordList()))
		case slices.Contains(out.words, word):
			errs = append(errs, fmt.Errorf("--fail-on: got %s twice, want it once", quoteShort(word)))
		default:
			out.words = append(out.words, word)
		}
	}
	if grave := slices.DeleteFunc(slices.Clone(out.words),
		func(word string) bool { return !isSeverity(word) }); len(grave) > 1 {
		errs = append(errs, fmt.Errorf("--fail-on: got %s, want one severity: it stands for those that are worse, too",
			strings.Join(grave, " and ")))
	}
	if err := errors.Join(errs...); err != nil {
		return FailOn{}, err
	}
	return out, nil
}

func quoteShort(word string) string { return strconv.Quote(cutAt(word, 40)) }

func failWordList() string {
	var words []string
	for _, w := range FailWords() {
		words = append(words, w.Word)
	}
	return "one of " + strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

func isSeverity(word string) bool { return slices.Contains(severities, Severity(word)) }

func parseCost(limit string) (costLimit, error) {
	wrong := fmt.Errorf("--fail-on: got %s, want cost=+20%% (more than before) or cost=+50 (USD a month)",
		quoteShort("cost="+limit))
	digits, percent := strings.CutSuffix(limit, "%")
	digits, plus := strings.CutPrefix(digits, "+")
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil || !plus || math.IsNaN(n) || math.IsInf(n, 0) || n < 0 || strings.ContainsAny(digits, "+-xXpP_") {
		return costLimit{}, wrong
	}
	return costLimit{"cost=" + limit, percent, n}, nil
}

// Verdict is what [FailOn] says of a plan.
type Verdict struct {
	FailOn string   `json:"failOn"`
	Passed bool     `json:"passed"`
	Failed []string `json:"failed,omitempty"` // each word that failed, and why
}

// Judge sets the review's verdict. What only the apply tells does not pass.
func (p *PlanReview) Judge(f FailOn) *Verdict {
	v := &Verdict{FailOn: f.text}
	fail := func(word, format string, values ...any) {
		v.Failed = append(v.Failed, word+": "+fmt.Sprintf(format, values...))
	}
	if !p.Complete {
		fail("incomplete", "the plan does not do everything that there is to do")
	}
	for _, word := range f.words {
		switch word {
		case "replace":
			some(fail, word, p.Count(Replaced), "is replaced", "are replaced")
		case "destroy":
			some(fail, word, p.Count(Destroyed)+p.Count(Forgotten), "goes", "go")
		case "forget":
			some(fail, word, p.Count(Forgotten), "is forgotten", "are forgotten")
		case "iam":
			p.effects(fail, word, p.Permissions)
		case "exposure":
			p.effects(fail, word, p.Exposure)
		case "code":
			p.effects(fail, word, p.Code)
		case "timers":
			n := 0
			for _, t := range p.Timers {
				n += rank(t.Changed)
			}
			some(fail, word, n, "changes", "change")
		case "drift":
			some(fail, word, len(p.Drift), "was changed elsewhere", "were changed elsewhere")
		case "check":
			some(fail, word, len(p.Checks), "does not hold", "do not hold")
		case "unknown":
			some(fail, word, len(p.Unjudged), "could not be judged", "could not be judged")
		case "critical", "high", "medium", "low":
			n := 0
			for _, r := range p.Risks {
				n += rank(slices.Index(severities, r.Severity) <= slices.Index(severities, Severity(word)))
			}
			if n > 0 {
				fail(word, "got %s of severity %s or worse, want none", plural(float64(n), "risk"), word)
			}
		}
	}
	for _, limit := range f.cost {
		p.judgeCost(fail, limit)
	}
	v.Passed = len(v.Failed) == 0
	p.Verdict = v
	return v
}

func some(fail func(word, format string, values ...any), word string, n int, one, many string) {
	switch {
	case n == 1:
		fail(word, "1 %s", one)
	case n > 1:
		fail(word, "%d %s", n, many)
	}
}

// effects fails for what is more, or may be.
func (p *PlanReview) effects(fail func(word, format string, values ...any), word string, all []Effect) {
	more, unclear := 0, 0
	for _, e := range all {
		more += rank(e.Direction == More || e.Direction == Another)
		unclear += rank(e.Direction == Unclear)
	}
	if more > 0 {
		fail(word, "%s", plural(float64(more), "change")+" to more, or to something else")
	}
	if unclear > 0 {
		fail(word, "only the apply tells of %d", unclear)
	}
}

func (p *PlanReview) judgeCost(fail func(word, format string, values ...any), limit costLimit) {
	if limit.percent && p.Cost.fresh {
		return // all of it is new; there is nothing to compare with
	}
	for _, of := range []struct {
		name          string
		before, after float64
	}{
		{"expected", p.Cost.Before.Expected, p.Cost.After.Expected}, {"highest", p.Cost.Before.Maximum, p.Cost.After.Maximum},
	} {
		allowed := of.before + limit.most
		if limit.percent {
			allowed = max(of.before*(1+limit.most/100), of.before+1) // cents are no rise
		}
		if of.after > allowed+0.005 {
			fail(limit.text, "the %s cost of a month goes from %s to %s USD", of.name, usd(of.before), usd(of.after))
		}
	}
}

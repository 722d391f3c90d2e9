package verify

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
)

// judge turns what was seen into a report.
type judge struct {
	*run
	report   *Report
	compared []*page // those that answer alike, so that their details and times can be compared
}

func (j *judge) skips(name string) bool { return slices.Contains(j.options.Skip, name) }

// clean takes secrets out of a text: those that were sent, which a server may say again, and what looks like one.
func (j *judge) clean(text string) string {
	for _, g := range j.options.Golden {
		for _, secret := range g.secrets {
			if len(secret) >= 3 {
				text = strings.ReplaceAll(text, secret, credential.Redacted)
			}
		}
	}
	text = credential.Redact(text)
	if r := []rune(text); len(r) > 300 {
		text = string(r[:299]) + "…"
	}
	return text
}

func (j *judge) row(name, request, old, fresh string, result Result) {
	if !j.skips(name) {
		j.report.Rows = append(j.report.Rows, Row{name, j.clean(request), j.clean(old), j.clean(fresh), result})
	}
}

func (j *judge) same(name, request, old, fresh string) { j.row(name, request, old, fresh, Same) }

func (j *judge) differs(name, request, old, fresh, why, remedy string) {
	if j.skips(name) {
		return
	}
	j.row(name, request, old, fresh, Differs)
	j.report.Findings = append(j.report.Findings,
		Finding{name, j.clean(request), j.clean(old), j.clean(fresh), j.clean(why), remedy})
}

func (j *judge) unjudged(name, request, why string, needed bool) {
	if !j.skips(name) {
		j.report.Unjudged = append(j.report.Unjudged, Unjudged{name, j.clean(request), j.clean(why), needed})
	}
}

// finish counts together.
func (j *judge) finish(interrupted, outOfTime bool) {
	report := j.report
	report.Interrupted, report.OutOfTime = interrupted, outOfTime
	report.Requests, report.Seconds = j.budget.asked, float64(time.Since(j.start).Milliseconds())/1000
	if interrupted {
		j.unjudged("run", "", "it was interrupted", true)
	} else if !report.says() {
		j.unjudged("run", "", "no request was compared: the time was over before, or what came of them is left out by skip",
			true)
	}
	report.Findings = merged(report.Findings)
	report.Result = Same
	for _, u := range report.Unjudged {
		if u.Needed {
			report.Result = NotJudged
		}
	}
	if len(report.Findings) > 0 {
		report.Result = Differs
	}
}

// says reports that there is something to go by: a request that was compared, or what prevents it.
func (r *Report) says() bool {
	return len(r.Findings) > 0 || slices.ContainsFunc(r.Unjudged, func(u Unjudged) bool { return u.Needed }) ||
		slices.ContainsFunc(r.Rows, func(row Row) bool { return row.Request != "" })
}

// merged makes one of findings that say the same of several requests.
func merged(all []Finding) []Finding {
	out := []Finding{}
	count := map[Finding]int{}
	place := map[Finding]int{}
	for _, f := range all {
		key := f
		key.Request = ""
		if count[key]++; count[key] == 1 {
			place[key] = len(out)
			out = append(out, f)
		}
	}
	for key, n := range count {
		if n > 1 {
			out[place[key]].Request += fmt.Sprintf(" and %d more", n-1)
		}
	}
	return out
}

// unreached tells of an endpoint that cannot be asked at all.
func (j *judge) unreached(s *side, f *failure) {
	if s == j.old {
		j.unjudged(f.kind, "", "the old endpoint: "+f.text+" ("+f.why+")", true)
		return
	}
	j.differs(f.kind, "", "reached", f.text, f.why, f.remedy)
}

func (j *judge) all() {
	j.tls()
	for _, p := range j.pages {
		j.page(p)
	}
	j.protocol()
	j.plainHTTP()
	j.errors()
	j.latency()
	j.stream()
	if len(j.report.Findings) == 0 && !slices.ContainsFunc(j.pages, func(p *page) bool {
		a := p.usual(oldSide)
		return a.ok() && a.status < 400
	}) {
		j.unjudged(checkStatus, "", "the old endpoint answers no request with a success, so nothing of the application was "+
			"compared; name paths, or golden requests that log in", true)
	}
}

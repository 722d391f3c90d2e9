package verify

import (
	"fmt"
	"net/http"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
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

// usual is the answer that a page has most often: the first of its kind, so that the report does not depend on luck.
func (p *page) usual(i int) answer {
	counts := map[string]int{}
	for _, a := range p.answers[i] {
		counts[a.key()]++
	}
	var usual answer
	for _, a := range p.answers[i] {
		if counts[a.key()] > counts[usual.key()] {
			usual = a
		}
	}
	return usual
}

func (a answer) key() string {
	switch {
	case !a.asked:
		return ""
	case a.failure != nil:
		return a.failure.kind
	}
	return fmt.Sprint(a.status)
}

// alike are the answers of a page that are as usual.
func (p *page) alike(i int) []answer {
	usual := p.usual(i)
	return slices.DeleteFunc(slices.Clone(p.answers[i]), func(a answer) bool { return a.key() != usual.key() })
}

// page compares the answers to one request. What is so different that nothing else can be compared ends it.
func (j *judge) page(p *page) {
	old := p.usual(oldSide)
	fresh := p.usual(newSide)
	chains := p.chains
	switch {
	case p.secret && !j.mayTell():
		j.unjudged(checkGolden, p.title, "its secrets were not sent, as an endpoint's certificate is not trusted, or it "+
			"has none",
			true)
		return
	case !old.asked || !fresh.asked:
		j.unjudged(checkStatus, p.title, "the limits of requests or time were reached before", true)
		return
	case old.failure != nil:
		j.unjudged(old.failure.kind, p.title, "the old endpoint fails: "+old.failure.text, true)
		return
	case fresh.failure != nil:
		j.differs(fresh.failure.kind, p.title, old.told(), fresh.failure.text, fresh.failure.why, fresh.failure.remedy)
		return
	case chains[newSide].loop || chains[newSide].endless:
		if chains[oldSide].loop || chains[oldSide].endless {
			j.unjudged(checkLoop, p.title, "both redirect without an end", true)
			return
		}
		j.differs(checkLoop, p.title, chains[oldSide].told(), "redirects without an end: "+j.hops(chains[newSide]),
			"the application takes every request for plain HTTP, or for another host: it reads neither X-Forwarded-Proto nor "+
				"Host as the "+
				"load balancer sends them", "let the application trust the load balancer's X-Forwarded-Proto; the listener of "+
				"port 80 redirects already (Domain)")
		return
	case chains[newSide].leak != "":
		j.differs(checkLeak, p.title, chains[oldSide].told(), "redirects to the old endpoint's name "+chains[newSide].leak,
			"clients are sent back to the environment that will be removed",
			"state the public address in Environment, or let the application make relative redirects")
		return
	case !sameStatus(p.method, old.status, fresh.status):
		if p.health {
			j.differs(checkHealth, p.title, old.told(), fresh.told(), "the load balancer takes tasks out of service that do "+
				"not answer their health check with a success", "HealthCheck.Path, HealthCheck.Matcher")
			return
		}
		why, remedy := whyStatus(fresh.status)
		j.differs(checkStatus, p.title, old.told(), fresh.told(), why, remedy)
		return
	}
	j.same(checkStatus, p.title, old.told(), fresh.told())
	if p.health && (fresh.status < 200 || fresh.status > 299) {
		j.differs(checkHealth, p.title, old.told(), fresh.told(),
			"the load balancer takes tasks out of service that do not answer their health check with a success",
			"HealthCheck.Path, HealthCheck.Matcher")
	}
	j.expected(p)
	j.compared = append(j.compared, p)
	known := map[string]bool{}
	if j.redirect(p) {
		known = j.details(p, old, fresh)
	}
	j.companions(p, known)
}

func (a answer) told() string {
	switch {
	case a.failure != nil:
		return a.failure.text
	case redirects(a.status):
		return fmt.Sprintf("%d, a redirect", a.status)
	}
	return strings.TrimSpace(fmt.Sprintf("%d %s", a.status, http.StatusText(a.status)))
}

func (c chain) told() string {
	if len(c.hops) == 0 {
		return c.first.told()
	}
	return fmt.Sprintf("%d redirects, then %s", len(c.hops), c.end.told())
}

func (j *judge) hops(c chain) string {
	hops := c.hops
	if len(hops) > 4 {
		hops = append(slices.Clone(hops[:3]), "…")
	}
	return strings.Join(hops, " → ")
}

// expected compares with what a golden request states.
func (j *judge) expected(p *page) {
	if p.golden == nil {
		return
	}
	unmet := p.golden.Expect.unmet(p.chains[newSide].first)
	if len(unmet) == 0 {
		j.same(checkGolden, p.title, "", "as expected")
		return
	}
	was := "as expected"
	if old := p.golden.Expect.unmet(p.chains[oldSide].first); len(old) > 0 {
		was = listed(old)
	}
	j.differs(checkGolden, p.title, was, listed(unmet), "the file of golden requests states it so",
		"see the application's logs; Environment, Secrets and Image are what may differ")
}

// redirect compares where a page leads, and reports whether that is the same.
func (j *judge) redirect(p *page) bool {
	old, fresh := p.chains[oldSide], p.chains[newSide]
	if len(old.hops) == 0 && len(fresh.hops) == 0 {
		return true
	}
	if !slices.Equal(old.hops, fresh.hops) {
		why, remedy := "clients end up elsewhere", "the application's settings of its public address, in Environment"
		if len(fresh.hops) > 0 && strings.HasPrefix(fresh.hops[0], "http://self") {
			why, remedy = "the application takes requests for plain HTTP: TLS ends at the load balancer, and "+
				"X-Forwarded-Proto is not read",
				"let the application trust the load balancer's X-Forwarded-Proto"
		}
		j.differs(checkRedirect, p.title, j.hops(old), j.hops(fresh), why, remedy)
		return false
	}
	if !old.left && !fresh.left && old.end.ok() && fresh.end.asked && (fresh.end.failure != nil || !sameStatus(p.method,
		old.end.status, fresh.end.status)) {
		why, remedy := whyStatus(fresh.end.status)
		j.differs(checkRedirect, p.title, old.told(), fresh.told(), why, remedy)
		return false
	}
	j.same(checkRedirect, p.title, j.hops(old), j.hops(fresh))
	return true
}

// details compares headers, cookies and bodies, and returns the headers that differ.
func (j *judge) details(p *page, old, fresh answer) map[string]bool {
	known := map[string]bool{}
	if !j.contentType(p, old, fresh) {
		return known
	}
	var were, are headers
	cookies := [2]map[string]cookie{{}, {}}
	for i, h := range []*headers{&were, &are} {
		for _, a := range p.alike(i) {
			h.add(a.header, j.ignored)
			for name, c := range cookiesOf(a.header, hosts(j.sides()[i])) {
				if _, ok := cookies[i][name]; !ok {
					cookies[i][name] = c
				}
			}
		}
	}
	same := func(text string) string { return hosts(j.new)(hosts(j.old)(text)) }
	differences := were.differences(&are, same)
	for _, d := range differences {
		known[d.name] = true
		why, remedy := whyHeader(d.name)
		old, fresh := d.name+": "+d.old, d.new
		if fresh != "nothing" {
			fresh = d.name + ": " + fresh
		}
		j.differs(checkHeader, p.title, old, fresh, why, remedy)
	}
	if len(differences) == 0 {
		j.same(checkHeader, p.title, fmt.Sprintf("%d compared", len(were.values)), "the same")
	}
	if lost := cookieDifferences(cookies[oldSide], cookies[newSide]); len(lost) > 0 {
		j.differs(checkCookie, p.title, check.Words(check.SortedKeys(cookies[oldSide])), listed(lost),
			"sessions are lost, or sent where they may be read", "let the application trust the load balancer's "+
				"X-Forwarded-Proto, from which frameworks decide on Secure")
	} else if len(cookies[oldSide]) > 0 {
		j.same(checkCookie, p.title, check.Words(check.SortedKeys(cookies[oldSide])), "the same")
	}
	j.gzip(p)
	j.body(p, old, fresh)
	return known
}

func (j *judge) contentType(p *page, old, fresh answer) bool {
	was, wasSet := mediaType(old.header)
	is, isSet := mediaType(fresh.header)
	if was == is && (wasSet == isSet || wasSet == "" || isSet == "") || old.content.form == formNothing {
		return true
	}
	j.differs(checkType, p.title, old.header.Get("Content-Type"), orNothing(fresh.header.Get("Content-Type")),
		"clients read the answer as something else, or not at all",
		"the application, or what is in front of it, has to state the type")
	return false
}

func orNothing(text string) string {
	if text == "" {
		return "nothing"
	}
	return text
}

func (j *judge) gzip(p *page) {
	share := func(i int) (packed, all int) {
		for _, a := range p.alike(i) {
			if a.content.form != formNothing {
				all++
				if a.content.gzip {
					packed++
				}
			}
		}
		return packed, all
	}
	was, n := share(oldSide)
	is, m := share(newSide)
	if n == 0 || m == 0 || was < n {
		return
	}
	if is == 0 {
		j.differs(checkGzip, p.title, "compressed", "not compressed",
			"answers take longer and cost more: a load balancer does not compress, Beanstalk's nginx did",
			"let the application compress, or run nginx as a Sidecar")
		return
	}
	j.same(checkGzip, p.title, "compressed", "compressed")
}

// body compares shapes and lengths over all answers.
func (j *judge) body(p *page, old, fresh answer) {
	all := [2][]answer{p.alike(oldSide), p.alike(newSide)}
	if !old.content.capped && fresh.content.capped {
		j.differs(checkSize, p.title, size(int64(old.content.length)), "more than "+size(j.options.Limits.Body),
			"the answer is another one, or has no end", "the application; a longer limit shows more of it")
		return
	}
	if fresh.content.broken && !old.content.broken {
		j.differs(checkBody, p.title, string(old.content.form), "no "+string(old.content.form), "clients cannot read it",
			"see the application's logs")
		return
	}
	if (old.content.form == formNothing) != (fresh.content.form == formNothing) {
		j.differs(checkBody, p.title, size(int64(old.content.length)), size(int64(fresh.content.length)),
			"the answer is empty, or was", "see the application's logs")
		return
	}
	var differences []string
	switch old.content.form {
	case formJSON, formEvents, formLines:
		if old.content.capped && old.content.form == formJSON {
			j.unjudged(checkBody, p.title, "it is longer than "+size(j.options.Limits.Body)+"; a higher limit lets it be "+
				"compared", true)
			return
		}
		var shapes [2]shape
		for i := range all {
			for _, a := range all[i] {
				shapes[i].add(a.content.shape)
			}
		}
		differences = shapes[oldSide].differences(&shapes[newSide], len(all[oldSide]) >= enough &&
			len(all[newSide]) >= enough)
	case formText, formBytes:
		differences = j.text(all)
	}
	if len(differences) > 0 {
		j.differs(checkBody, p.title, old.content.told(), listed(differences),
			"clients that read it as before fail, or read something else",
			"is it the same version of the application, with the same Environment, Secrets and Configuration?")
		return
	}
	j.same(checkBody, p.title, old.content.told(), fresh.content.told())
}

func (c content) told() string {
	if c.form == formNothing {
		return "empty"
	}
	return fmt.Sprintf("%s, %s", c.form, size(int64(c.length)))
}

// text compares lengths, and words where the old endpoint itself always says the same ones.
func (j *judge) text(all [2][]answer) []string {
	length := func(answers []answer) float64 {
		var lengths []int
		for _, a := range answers {
			lengths = append(lengths, a.content.length)
		}
		sort.Ints(lengths)
		return float64(lengths[(len(lengths)-1)/2])
	}
	const slack = 256 // bytes: short texts vary
	was, is, most := length(all[oldSide]), length(all[newSide]), j.options.Allow.Length
	if is > was*most+slack || is < was/most-slack {
		return []string{fmt.Sprintf("it is %s long and was %s", size(int64(is)), size(int64(was)))}
	}
	first := [2]answer{all[oldSide][0], all[newSide][0]}
	if first[oldSide].content.form != formText {
		return nil
	}
	for i := range all {
		if len(all[i]) < enough {
			return nil
		}
		for _, a := range all[i] {
			if alike(first[i].content.words, a.content.words) < 0.9 {
				return nil // it never says the same twice
			}
		}
	}
	if alike(first[oldSide].content.words, first[newSide].content.words) < 0.2 {
		return []string{"it is another text"}
	}
	return nil
}

// companions compares HEAD and OPTIONS, without the headers that are known to differ.
func (j *judge) companions(p *page, known map[string]bool) {
	if p.golden != nil {
		return
	}
	one := func(name, method string, answers [2]answer) {
		old, fresh := answers[oldSide], answers[newSide]
		request := strings.Replace(p.title, "GET", method, 1)
		switch {
		case !old.ok() || !fresh.asked:
			j.unjudged(name, request, "the old endpoint does not answer, or the limits were reached before", false)
			return
		case fresh.failure != nil, !sameStatus(method, old.status, fresh.status):
			why, remedy := "health checks, CORS preflights and caches ask so",
				"the application, or LoadBalancer.WAF, treats "+method+" differently"
			j.differs(name, request, old.told(), fresh.told(), why, remedy)
			return
		}
		var were, are headers
		were.add(old.header, j.ignored)
		are.add(fresh.header, j.ignored)
		if method == http.MethodOptions { // what a page says of itself was compared already
			for _, d := range were.differences(&are, func(text string) string { return hosts(j.new)(hosts(j.old)(text)) }) {
				if !known[d.name] && (strings.HasPrefix(d.name, "access-control-") || d.name == "allow") {
					why, remedy := whyHeader(d.name)
					j.differs(name, request, d.name+": "+d.old, d.new, why, remedy)
					return
				}
			}
		}
		j.same(name, request, old.told(), fresh.told())
	}
	one(checkHead, http.MethodHead, p.head)
	one(checkOptions, http.MethodOptions, p.options)
}

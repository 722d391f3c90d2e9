package verify

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

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
			"has none", true)
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
				"Host as the load balancer sends them",
			"let the application trust the load balancer's X-Forwarded-Proto; the listener of port 80 redirects already: Domain")
		return
	case chains[newSide].leak != "":
		j.differs(checkLeak, p.title, chains[oldSide].told(), "redirects to the old endpoint's name "+chains[newSide].leak,
			"clients are sent back to the environment that will be removed",
			"state the public address in Environment, or let the application make relative redirects; where that name moves "+
				"to the new endpoint, ask under it with host")
		return
	case !sameStatus(p.method, old.status, fresh.status):
		j.status(p, old, fresh)
		return
	}
	j.same(checkStatus, p.title, old.told(), fresh.told())
	if p.health {
		j.health(p, old, fresh)
	}
	j.expected(p)
	j.compared = append(j.compared, p)
	known := map[string]bool{}
	if j.redirect(p) {
		known = j.details(p, old, fresh)
	}
	j.companions(p, known)
}

// status judges two that are not the same. What is asked of the new endpoint alone does not hang on the old one.
func (j *judge) status(p *page, old, fresh answer) {
	switch {
	case p.health:
		j.health(p, old, fresh)
	case p.golden != nil && p.golden.Expect.Status == fresh.status:
		j.expected(p)
	case old.status >= 500 && fresh.status < 500:
		j.unjudged(checkStatus, p.title, "the old endpoint fails: "+old.told(), true)
	default:
		why, remedy := whyStatus(fresh.status)
		j.differs(checkStatus, p.title, old.told(), fresh.told(), why, remedy)
	}
}

func (j *judge) health(p *page, old, fresh answer) {
	if fresh.status >= 200 && fresh.status <= 299 {
		j.same(checkHealth, p.title, old.told(), fresh.told())
		return
	}
	j.differs(checkHealth, p.title, old.told(), fresh.told(),
		"the load balancer takes tasks out of service that do not answer their health check with a success",
		"HealthCheck.Path, HealthCheck.Matcher")
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
	switch {
	case len(c.hops) == 0:
		return c.first.told()
	case c.left:
		return counted(len(c.hops), "redirect")
	}
	return fmt.Sprintf("%s, then %s", counted(len(c.hops), "redirect"), c.end.told())
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

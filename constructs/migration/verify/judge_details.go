package verify

import (
	"fmt"
	"sort"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

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
		if !strings.HasPrefix(fresh, "nothing") {
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

package verify

import (
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

const mostHops = 10

// chain is where a request leads.
type chain struct {
	first   answer
	hops    []string // each target as it is compared
	leak    string   // a target that names the other endpoint
	loop    bool     // it comes back to where it was
	endless bool     // it had not ended after mostHops
	left    bool     // it leads on, and there nobody was asked: another host, or a golden request
	end     answer
}

func redirects(status int) bool {
	return slices.Contains([]int{301, 302, 303, 307, 308}, status)
}

// follow asks for a page and goes where it leads, on this endpoint only, with the cookies that it is given. A golden
// request is one request: where it leads is noted, and not asked.
func (r *run) follow(s, other *side, p *page, i int) chain {
	q := query{method: p.method, url: s.at(p.path), header: p.header.Clone(), body: p.body, whole: p.golden != nil}
	c := chain{first: r.askAgain(s, q, p, i)}
	c.end = c.first
	cookies := map[string]string{}
	been := map[string]bool{q.url.String(): true}
	for c.end.ok() && redirects(c.end.status) {
		target, err := q.url.Parse(c.end.header.Get("Location"))
		if err != nil || c.end.header.Get("Location") == "" {
			return c
		}
		c.hops = append(c.hops, r.target(s, q.url, target))
		if !s.owns(target.Host) && other.owns(target.Host) && c.leak == "" {
			c.leak = target.Hostname()
		}
		next, ok := s.onward(target)
		if !ok || p.golden != nil {
			c.left = true
			return c
		}
		fresh := remember(cookies, c.end.header)
		if been[next.String()] && !fresh {
			c.loop = true
			return c
		}
		if len(c.hops) > mostHops {
			c.endless = true
			return c
		}
		been[next.String()] = true
		q = query{method: http.MethodGet, url: next, header: q.header}
		if len(cookies) > 0 {
			q.header = q.header.Clone()
			if q.header == nil {
				q.header = http.Header{}
			}
			var pairs []string
			for _, name := range check.SortedKeys(cookies) {
				pairs = append(pairs, name+"="+cookies[name])
			}
			q.header.Set("Cookie", strings.Join(pairs, "; "))
		}
		c.end = r.askAgain(s, q, p, i)
	}
	return c
}

// remember keeps cookies, and reports whether a name is new: a page may lead to itself once, to see whether cookies
// come back.
func remember(cookies map[string]string, header http.Header) (fresh bool) {
	for _, c := range (&http.Response{Header: header}).Cookies() {
		if _, ok := cookies[c.Name]; !ok && len(cookies) < 50 {
			fresh = true
			cookies[c.Name] = c.Value
		}
	}
	return fresh
}

// onward is where a redirect is followed to: the same endpoint, under the name that it is asked by.
func (s *side) onward(target *url.URL) (*url.URL, bool) {
	if !s.owns(target.Host) {
		return nil, false
	}
	next := *target
	next.Fragment, next.User = "", nil
	switch {
	case target.Scheme == s.base.Scheme && (target.Port() == "" || portOf(target) == portOf(s.base)):
		next.Host = s.base.Host
	case target.Scheme == "http" && s.plainPort() != "" && (target.Port() == "" || target.Port() == s.plainPort()):
		next.Host = net.JoinHostPort(s.base.Hostname(), s.plainPort())
	default:
		return nil, false
	}
	return &next, true
}

// target is a redirect's target as it is compared: "self" is the endpoint, whatever its name; of a query only the names
// count, and ids in a path are alike.
func (r *run) target(s *side, from, target *url.URL) string {
	host := target.Host
	if s.owns(host) {
		host = "self"
		if port := target.Port(); port != "" && port != portOf(s.base) && port != s.plainPort() {
			host += ":" + port
		}
	}
	prefix := target.Scheme + "://" + host
	if target.Scheme == from.Scheme && host == "self" {
		prefix = host
	}
	segments := strings.Split(target.EscapedPath(), "/")
	for i := range segments {
		segments[i] = keyOf(segments[i])
	}
	text := prefix + strings.Join(segments, "/")
	if query := check.SortedKeys(target.Query()); len(query) > 0 {
		text += "?" + strings.Join(query, "&")
	}
	return text
}

// plainPort is where HTTP is asked beside HTTPS; "" for nowhere.
func (s *side) plainPort() string {
	switch {
	case s.base.Scheme != "https":
		return ""
	case s.endpoint.PlainPort != 0:
		return check.Number(float64(s.endpoint.PlainPort))
	case portOf(s.base) == "443":
		return "80"
	}
	return ""
}

// sameStatus reports statuses that mean the same to who asks with GET.
func sameStatus(method string, old, fresh int) bool {
	class := func(status int) int {
		switch status {
		case 308:
			return 301
		case 303, 307:
			return 302
		case 204:
			if method == http.MethodOptions {
				return 200
			}
		}
		return status
	}
	if method != http.MethodGet && method != http.MethodHead && method != http.MethodOptions {
		return old == fresh
	}
	return class(old) == class(fresh)
}

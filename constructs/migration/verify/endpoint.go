package verify

import (
	"crypto/x509"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Endpoint is where requests go.
type Endpoint struct {
	// URL with http or https, a host, and the path that is compared first. Required.
	URL string
	// Host is the name that is asked for, in TLS (SNI) and in the header Host. A load balancer can thus be asked under the
	// name that it will have, before DNS says so. Default: the host of URL.
	Host string
	// Resolve is "HOST:PORT:ADDRESS", as curl has it: HOST of URL is looked for at ADDRESS, which is an IP address, or the
	// name of a load balancer. Default: what DNS says.
	Resolve string
	// PlainPort is where HTTP is asked for whether it leads to HTTPS. Default: 80 where URL has the port of HTTPS; else it
	// is not asked for.
	PlainPort int
	// Roots are the certificates that are trusted. Default: those of the system.
	Roots *x509.CertPool
}

func (e Endpoint) problems() (ms rules.Mistakes) {
	u, err := url.Parse(e.URL)
	switch {
	case e.URL == "":
		ms.Break(rules.Required, "url", "", "a URL with http or https, such as https://shop.acme.dev", "")
		return ms
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.Fragment != "" ||
		u.Port() != "" && !portNumber(u.Port()):
		ms.Break(rules.Invalid, "url", check.Quote(hideUser(e.URL)),
			"a URL with http or https, such as https://shop.acme.dev", "")
		return ms
	case u.User != nil:
		ms.Break(rules.Credential, "url", "a user or password", "a URL without them",
			"state the header Authorization in a golden request, by a variable of the environment")
	}
	if e.Host != "" && !hostName(e.Host) {
		ms.Break(rules.Invalid, "host", check.Quote(e.Host),
			"a name of a host, at most 253 characters, such as shop.acme.dev", "")
	}
	if e.Resolve != "" {
		if host, port, address, ok := splitResolve(e.Resolve); !ok {
			ms.Break(rules.Invalid, "resolve", check.Quote(e.Resolve),
				"HOST:PORT:ADDRESS, such as shop.acme.dev:443:203.0.113.7", "")
		} else if !strings.EqualFold(host, u.Hostname()) || port != portOf(u) {
			ms.Break(rules.Invalid, "resolve", check.Quote(e.Resolve),
				fmt.Sprintf("host and port of the URL, %s:%s:%s", u.Hostname(), portOf(u), address),
				"it would never be used")
		}
	}
	if e.PlainPort < 0 || e.PlainPort > 65535 {
		ms.Break(rules.Range, "plainPort", fmt.Sprint(e.PlainPort), "1 to 65535", "")
	}
	return ms
}

// same reports that two endpoints are one, as far as that can be told without DNS.
func (e Endpoint) same(other Endpoint) bool {
	a, _ := url.Parse(e.URL)
	b, _ := url.Parse(other.URL)
	return strings.EqualFold(a.Hostname(), b.Hostname()) && portOf(a) == portOf(b) && strings.EqualFold(e.name(),
		other.name()) &&
		strings.EqualFold(e.Resolve, other.Resolve)
}

// name that is asked for, without a port.
func (e Endpoint) name() string {
	u, err := url.Parse(e.URL)
	if err != nil {
		return ""
	}
	if host, _, err := net.SplitHostPort(e.Host); err == nil {
		return host
	}
	if e.Host != "" {
		return e.Host
	}
	return u.Hostname()
}

// shown is how it is told of, without what may be secret.
func (e Endpoint) shown() string {
	text := credential.Redact(hideQuery(hideUser(e.URL)))
	if e.Host != "" {
		text += " as " + e.Host
	}
	if _, _, address, ok := splitResolve(e.Resolve); ok {
		text += " at " + address
	}
	return text
}

// splitResolve takes HOST:PORT:ADDRESS apart; hosts and addresses of IPv6 may have brackets.
func splitResolve(text string) (host, port, address string, ok bool) {
	rest := text
	if strings.HasPrefix(rest, "[") {
		end := strings.Index(rest, "]")
		if end < 0 {
			return "", "", "", false
		}
		host, rest = rest[1:end], rest[end+1:]
		rest, ok = strings.CutPrefix(rest, ":")
	} else {
		host, rest, ok = strings.Cut(rest, ":")
	}
	if !ok {
		return "", "", "", false
	}
	port, address, ok = strings.Cut(rest, ":")
	address = strings.TrimSuffix(strings.TrimPrefix(address, "["), "]")
	if !ok || !portNumber(port) || host == "" || address == "" {
		return "", "", "", false
	}
	if _, err := netip.ParseAddr(address); err != nil && !hostName(address) {
		return "", "", "", false
	}
	return host, port, address, true
}

func portNumber(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n >= 1 && n <= 65535
}

func hostName(text string) bool {
	if host, port, err := net.SplitHostPort(text); err == nil && portNumber(port) {
		text = host
	}
	if _, err := netip.ParseAddr(text); err == nil {
		return true
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(text, "."), ".") {
		if label == "" || len(label) > 63 || strings.Trim(strings.ToLower(label),
			"abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return false
		}
	}
	return len(text) <= 253
}

func portOf(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

func hideUser(text string) string {
	start := strings.Index(text, "//")
	if start < 0 {
		return text
	}
	authority := text[start+2:]
	if end := strings.IndexAny(authority, "/?#"); end >= 0 {
		authority = authority[:end]
	}
	if at := strings.LastIndex(authority, "@"); at >= 0 {
		return text[:start+2] + credential.Redacted + "@" + text[start+2+at+1:]
	}
	return text
}

// hideQuery leaves out the values of a query: they may be a key or a token.
func hideQuery(text string) string {
	path, query, ok := strings.Cut(text, "?")
	if !ok {
		return text
	}
	query, fragment, _ := strings.Cut(query, "#")
	var names []string
	for pair := range strings.SplitSeq(query, "&") {
		name, _, valued := strings.Cut(pair, "=")
		if valued {
			name += "=…"
		}
		names = append(names, name)
	}
	text = path + "?" + strings.Join(names, "&")
	if fragment != "" {
		text += "#" + fragment
	}
	return text
}

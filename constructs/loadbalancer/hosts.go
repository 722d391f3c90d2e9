package loadbalancer

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// hostProblems are hosts that no certificate of the load balancer names.
func (p *TargetProps) hostProblems(ps *rules.Mistakes) {
	if p.Rule == nil || p.LoadBalancer.plaintext() {
		return
	}
	uncoveredProblems(ps, "rule.hosts", p.Rule.Hosts, p.LoadBalancer.DomainNames)
}

// uncoveredProblems reports hosts, or patterns of hosts, at path that none of the names is for.
func uncoveredProblems(ps *rules.Mistakes, path string, hosts, names *[]*string) {
	if token.IsList(hosts) {
		return
	}
	for i, host := range optional.Texts(hosts) {
		uncoveredProblem(ps, rules.Index(path, i), host, names)
	}
}

// uncoveredProblem reports a host. Where names are not known, there is nothing to report.
func uncoveredProblem(ps *rules.Mistakes, path, host string, names *[]*string) {
	if names == nil || token.IsList(names) || token.Is(host) {
		return
	}
	known := optional.Texts(names)
	if slices.ContainsFunc(known, func(name string) bool { return token.Is(name) || isFor(name, host) }) {
		return
	}
	ps.Break(hostCovered, path, check.Quote(host), "a host that the certificate is for: "+check.Words(known),
		"a name with *. stands for one label; add the host to the certificate, or correct it")
}

// isFor reports whether a certificate with the name is valid for the host, or for one that the pattern matches. A
// wildcard in the name stands for exactly one label.
func isFor(name, host string) bool {
	name, host = strings.ToLower(name), strings.ToLower(host)
	base, wildcard := strings.CutPrefix(name, "*.")
	switch {
	case strings.ContainsAny(host, "*?"):
		return overlap(host, name)
	case wildcard:
		label, rest, _ := strings.Cut(host, ".")
		return label != "" && rest == base
	default:
		return host == name
	}
}

// url is where clients reach the target: what its rule says of host and path, at the load balancer. It is "" where that
// cannot be known, such as for a rule whose hosts are all patterns.
func (c targetConfig) url(balancer string) string {
	if balancer == "" {
		return ""
	}
	r := optional.Or(c.Rule, Rule{})
	if r.Hosts != nil {
		host := r.firstHost()
		if host == "" {
			return ""
		}
		scheme, rest, _ := strings.Cut(balancer, "://")
		balancer = scheme + "://" + host + port(rest)
	}
	return balancer + r.pathPrefix()
}

// port is the :PORT that an authority ends in, or "". A reference holds no port of its own.
func port(authority string) string {
	i := strings.LastIndex(authority, ":")
	if i < 0 || i+1 == len(authority) || strings.Trim(authority[i+1:], "0123456789") != "" {
		return ""
	}
	return authority[i:]
}

// firstHost that is no pattern, or "".
func (r Rule) firstHost() string {
	if token.IsList(r.Hosts) {
		return ""
	}
	for _, host := range optional.Texts(r.Hosts) {
		if token.Is(host) || !strings.ContainsAny(host, "*?") {
			return host
		}
	}
	return ""
}

// pathPrefix that all paths of the rule begin with, without a slash at its end: "" where there are several paths, as no
// one of them is the service's own.
func (r Rule) pathPrefix() string {
	if token.IsList(r.Paths) {
		return ""
	}
	paths := optional.Texts(r.Paths)
	if len(paths) != 1 || token.Is(paths[0]) {
		return ""
	}
	if i := strings.IndexAny(paths[0], "*?"); i >= 0 {
		return paths[0][:max(strings.LastIndex(paths[0][:i], "/"), 0)]
	}
	return strings.TrimSuffix(paths[0], "/")
}

// namesProblems requires names as certificates have them.
func namesProblems(ps *rules.Mistakes, path string, names *[]*string) {
	if token.IsList(names) {
		return
	}
	for i, name := range optional.Texts(names) {
		if !token.Is(name) && !form.Domain.Matches(strings.TrimPrefix(name, "*.")) {
			ps.Break(check.Form(name), rules.Index(path, i), check.Quote(name),
				"a name such as api.acme.dev or *.acme.dev, in lower case, at most 253 characters", "")
		}
	}
	check.Unique(ps, path, optional.Texts(names), "")
}

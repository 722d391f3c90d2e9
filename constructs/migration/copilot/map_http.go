package copilot

import (
	"net/netip"
	"strings"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

// rate is a duration such as 1h30m, in whole minutes.
func rate(text string) (string, bool) {
	d, err := time.ParseDuration(strings.TrimSpace(text))
	minutes := int64(d / time.Minute)
	switch {
	case err != nil || d <= 0 || d%time.Minute != 0:
		return "", false
	case minutes == 1:
		return "rate(1 minute)", true
	}
	return "rate(" + whole(float64(minutes)) + " minutes)", true
}

// http says whether there is a load balancer at all.
func (b *building) http(f field) {
	on, ok := b.Yes(f)
	if !ok || on {
		return
	}
	b.off = true
	b.Decide(f, "without an Application Load Balancer the service is called by its peers only: "+networkBalancer)
	if b.kind == web {
		b.service.Exposure = migration.Say(migration.CloudMap, f.Source)
	}
}

func (b *building) path(f field) {
	text, ok := b.Said(f)
	if !ok {
		return
	}
	if text = "/" + strings.Trim(text, "/"); !reader.Path.MatchString(text) || len(text) > 120 ||
		strings.ContainsAny(text, "*?") {
		b.Decide(f, "a path starts with / and has the characters of a URL: state Rule.Paths")
		return
	}
	if b.App.Clean(text, f.Source) {
		b.routed = migration.Say(text, f.Source)
		b.Mapped(f, "Rule.Paths", "")
	}
}

func (b *building) healthPath(f field) {
	text, ok := b.Said(f)
	if !ok {
		return
	}
	path, _, query := strings.Cut(text, "?")
	switch {
	case !reader.Path.MatchString(path):
		b.Decide(f, "the health check's path starts with / and has the characters of a URL: state HealthCheck.Path")
	case !b.App.Clean(path, f.Source):
	default:
		b.service.HealthCheck.Path = migration.Say(path, f.Source)
		if query {
			b.Decide(f, "its query was left out: the service's health check has a path only")
			return
		}
		b.Mapped(f, "HealthCheck.Path", "")
	}
}

func (b *building) healthPort(f field) {
	if n, ok := b.portOf(f); ok {
		if b.manifest.Get("image").Get("port").Text() == whole(n) {
			b.Mapped(f, "HealthCheck", "it asks the service's port")
		} else {
			b.Decide(f, "the health check asks the service's port: let that answer it")
		}
	}
}

func (b *building) successCodes(f field) {
	value := strings.ReplaceAll(f.Text(), " ", "")
	if !reader.Matcher.MatchString(value) {
		b.Decide(f, "healthy answers are numbers from 200 to 499, such as 200-299,401: state HealthCheck.Matcher")
		return
	}
	b.service.HealthCheck.Matcher = migration.Say(value, f.Source)
	b.Mapped(f, "HealthCheck.Matcher", "")
}

func (b *building) targetContainer(f field) {
	switch text, ok := b.Said(f); {
	case !ok:
	case text == b.name:
		b.Mapped(f, "Port", "it is the service's own container")
	default:
		b.Decide(f, "requests went to a container beside the service's: state its port as a target (Deployment.Targets), or "+
			"let its work be done by the service's own, as a load balancer does most of it")
	}
}

func (b *building) targetPort(f field) {
	n, ok := b.portOf(f)
	container := b.manifest.Get("http").Get("target_container").Text()
	switch {
	case !ok:
	case container != "" && container != b.name:
		b.Decide(f, "it is the port of a container beside the service's: see http.target_container")
	default:
		b.service.Port = migration.Say(n, f.Source)
		b.Mapped(f, "Port", "")
	}
}

func (b *building) sticky(f field) {
	if on, ok := b.Yes(f); ok && on {
		b.service.Target.Sticky = migration.Say(true, f.Source)
		b.Mapped(f, "Target.Stickiness", "")
	} else if ok {
		b.Dropped(f, "there is no stickiness unless stated")
	}
}

func (b *building) sources(f field) {
	blocks, ok := blocksOf(f.Tree)
	if !ok {
		b.Decide(f, "a block of addresses is not one: state them as LoadBalancer.IngressCIDRs, or Rule.SourceCIDRs")
		return
	}
	b.from = migration.Say(blocks, f.Source)
	b.Mapped(f, "LoadBalancer.IngressCIDRs or Rule.SourceCIDRs", "")
}

// blocksOf are blocks of IPv4 addresses; a single address is a block of one.
func blocksOf(t reader.Tree) (out []string, ok bool) {
	for _, item := range t.Items() {
		text := strings.TrimSpace(item.Text())
		if !strings.Contains(text, "/") {
			text += "/32"
		}
		block, err := netip.ParsePrefix(text)
		if err != nil || !block.Addr().Is4() {
			return nil, false
		}
		if text = block.Masked().String(); !has(out, text) {
			out = append(out, text)
		}
	}
	return out, len(out) > 0
}

// aliases are one name, several, or mappings of a name and its zone.
func (b *building) aliases(f field) {
	items := f.Items()
	if f.IsText() {
		items = []reader.Tree{f.Tree}
	}
	if len(items) == 0 {
		b.Refuse(f.Problem(f.Path, "a name, or a list of names", ""))
		return
	}
	for _, item := range items {
		name, zone := item, item.Get("hosted_zone")
		if item.IsMap() {
			name = item.Get("name")
		}
		text := strings.ToLower(strings.TrimSpace(name.Text()))
		part := field{Path: f.Path, Tree: item, Source: item.Source(f.Path)}
		if !reader.Host.MatchString(text) || len(text) > 64 {
			b.Decide(part, "it is no name of a host of up to 64 characters: state Domain")
			continue
		}
		if !b.App.Clean(text, part.Source) {
			continue
		}
		b.aliased = append(b.aliased, named{migration.Said[string]{Value: text, Source: part.Source},
			migration.Said[string]{Value: zone.Text(), Source: zone.Source(f.Path)}})
	}
}

func (b *building) hostedZone(f field) {
	if text, ok := b.Said(f); ok && form.HostedZone.Fits(text) {
		b.zone = f
		b.Mapped(f, "Domain.HostedZoneID", "")
	} else if ok {
		b.Decide(f, "it is no id of a hosted zone: state Domain.HostedZoneID")
	}
}

func (b *building) redirect(f field) {
	if on, ok := b.Yes(f); ok && on {
		b.Mapped(f, "LoadBalancer", "port 80 redirects to 443")
	} else if ok {
		b.Decide(f, "port 80 redirects to 443, and serves nothing itself")
	}
}

func (b *building) version(f field) {
	text, ok := b.Said(f)
	switch protocol := map[string]string{"http2": "HTTP2", "grpc": "GRPC"}[strings.ToLower(text)]; {
	case !ok:
	case strings.EqualFold(text, "http1"):
		b.Mapped(f, "Target.ProtocolVersion", "")
	case protocol == "":
		b.Decide(f, "it is none of http1, http2 and grpc: http1 was taken")
	default:
		b.service.Target.Protocol = migration.Say(protocol, f.Source)
	}
}

func (b *building) private(f field) {
	if on, ok := b.Yes(f); ok && on {
		b.service.LoadBalancer.Internal = migration.Say(true, f.Source)
		b.Mapped(f, "LoadBalancer.Scheme", "")
	} else if ok {
		b.Dropped(f, "the load balancer faces the internet")
	}
}

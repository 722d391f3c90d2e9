package cutover

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/hostedzone"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// record is a weighted record to make.
type record struct {
	id       string
	kind     RecordType
	old      bool // of the old side
	weight   float64
	target   target
	evaluate bool   // an alias inherits the health of its target, and the side's health check counts
	imports  string // id of the simple record that it comes from, or ""
}

// target is what a record leads to.
type target struct {
	alias  bool
	host   string
	zoneID string
	values *[]*string // of what is no alias
}

// check of an endpoint.
type endpoint struct {
	id, host, address, path, protocol string
	port, threshold, interval         float64
}

// alarm on a target group of the new side.
type alarm struct {
	id, metric, statistic, meaning string
	group                          string
	threshold                      float64
}

// percent of the answers that lead to the new side.
func (p *Props) percent() float64 {
	switch p.Phase {
	case Canary:
		return optional.Or(p.CanaryPercent, DefaultCanaryPercent)
	case Half:
		return optional.Or(p.HalfPercent, DefaultHalfPercent)
	case Cutover, Decommission:
		return 100
	default:
		return 0
	}
}

// alias tells whether a host is reached by an alias, and in which zone.
func alias(host, zoneID string) (string, bool) {
	name, _ := hostedzone.Of(host)
	if zoneID == "" {
		zoneID = name.ZoneID
	}
	return zoneID, zoneID != ""
}

// cname tells whether the records of both sides are CNAME records: all of a name have one type.
func (p *Props) cname() bool {
	_, isAlias := alias(p.Old.Host, p.Old.ZoneID)
	return p.Old.Host != "" && !isAlias
}

// dualStack tells whether IPv6 clients move with the others.
func (p *Props) dualStack() bool {
	return !p.cname() && optional.Value(p.Old.DualStack) && optional.Value(p.New.DualStack)
}

// records in the order in which they are made.
func (p *Props) records() []record {
	kinds := []RecordType{A}
	switch {
	case p.cname():
		kinds = []RecordType{CNAME}
	case p.dualStack(), p.Phase == Decommission && optional.Value(p.New.DualStack):
		kinds = append(kinds, AAAA)
	}
	var out []record
	add := func(id string, old bool, weight float64, to target) {
		for _, kind := range kinds {
			r := record{id: id, kind: kind, old: old, weight: weight, target: to, evaluate: !old || p.Phase != Verify}
			if strings.HasSuffix(canonical(to.host), ".cloudfront.net") { // which Route 53 does not ask
				r.evaluate = false
			}
			if kind == AAAA {
				r.id += "-ipv6"
			}
			if from, exists := p.adopts(kind); old && exists {
				r.imports = strings.Join([]string{p.HostedZoneID, p.Domain, string(from)}, "_")
			}
			out = append(out, r)
		}
	}
	if p.Phase != Decommission {
		add("old", true, 100-p.percent(), p.oldTarget())
	}
	add("new", false, p.percent(), p.newTarget())
	return out
}

// adopts returns the type of the simple record that becomes one of the kind.
func (p *Props) adopts(kind RecordType) (RecordType, bool) {
	i := slices.IndexFunc(p.Adopt, func(from RecordType) bool { return (from == AAAA) == (kind == AAAA) })
	if i < 0 {
		return "", false
	}
	return p.Adopt[i], true
}

func (p *Props) oldTarget() target {
	if zoneID, isAlias := alias(p.Old.Host, p.Old.ZoneID); isAlias {
		return target{alias: true, host: p.Old.Host, zoneID: zoneID}
	}
	if p.Old.Host != "" {
		return target{values: list(p.Old.Host)}
	}
	return target{values: p.Old.IPAddresses}
}

func (p *Props) newTarget() target {
	if p.cname() {
		return target{values: list(p.New.Host)}
	}
	zoneID, _ := alias(p.New.Host, p.New.ZoneID)
	return target{alias: true, host: p.New.Host, zoneID: zoneID}
}

func list(values ...string) *[]*string {
	out := make([]*string, len(values))
	for i := range values {
		out[i] = &values[i]
	}
	return &out
}

func (h *HealthCheck) resolve(id, host, address string) endpoint {
	e := endpoint{id: id, host: host, address: address, path: "/", protocol: "HTTPS", port: 443,
		threshold: optional.Or(h.FailureThreshold, 3), interval: optional.Or(h.IntervalSeconds, 30)}
	if optional.Value(h.Plaintext) {
		e.protocol, e.port = "HTTP", 80
	}
	e.port = optional.Or(h.Port, e.port)
	if h.Path != "" {
		e.path = h.Path
	}
	if h.Host != "" {
		e.host = h.Host
	}
	return e
}

// endpoints are the sides that are asked from outside.
func (p *Props) endpoints() (old, fresh *endpoint) {
	if h := p.Old.HealthCheck; h != nil {
		host, address := p.Old.Host, ""
		if addresses := optional.Texts(p.Old.IPAddresses); len(addresses) > 0 {
			host, address = p.Domain, addresses[0] // the name goes into the header
		}
		e := h.resolve("health-old", host, address)
		old = &e
	}
	if h := p.HealthCheck; h != nil {
		e := h.resolve("health-new", p.VerificationName, "")
		fresh = &e
	}
	return old, fresh
}

// alarms on the new side.
func (p *Props) alarms() []alarm {
	a := optional.Value(p.Alarms)
	if a.Disabled {
		return nil
	}
	var out []alarm
	for i, group := range optional.Texts(p.New.TargetGroupARNSuffixes) {
		suffix := ""
		if i > 0 {
			suffix = fmt.Sprintf("-%d", i+1)
		}
		errors := optional.Or(a.ServerErrors, DefaultServerErrors)
		out = append(out, alarm{"server-errors" + suffix, "HTTPCode_Target_5XX_Count", "Sum",
			check.Number(errors) + " answers a minute are errors of the service", group, errors})
		if s := a.AverageSeconds; s != nil {
			out = append(out, alarm{"slow" + suffix, "TargetResponseTime", "Average",
				"the service takes " + seconds(*s) + " on average to begin its answer", group, *s})
		}
	}
	return out
}

func seconds(n float64) string {
	if token.IsNumber(n) {
		return "too long"
	}
	return check.Number(n) + " s"
}

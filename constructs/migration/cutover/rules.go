package cutover

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

var (
	nameForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]{0,63}$`)
	domain   = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`)
	zoneForm = regexp.MustCompile(`^Z[A-Z0-9]{1,31}$`)
)

const (
	maxDomain = 253
	minHours  = 48
	maxHours  = 90 * 24
	maxTTL    = 300
)

// Validate returns every mistake in the props as one error, or nil. Whether the sides lie in the stack's partition is
// known only to [New].
func (p *Props) Validate() error { return p.problems("").Err() }

// problems are the mistakes of a move by a stack in that region, "" where it is not stated.
func (p *Props) problems(region string) rules.Mistakes {
	p, ps := check.Given(p)
	if !token.Is(p.Name) && !nameForm.MatchString(p.Name) {
		ps.Break(check.Form(p.Name), "name", check.Quote(p.Name),
			"1 to 64 letters, digits and hyphens, starting with a letter", "name it like the service")
	}
	if token.Is(p.Name) && p.Name != token.Unknown {
		ps.Break(rules.KnownValue, "name", "a reference", "a name that is known while synthesizing",
			"outputs and the clock's variable are named after it")
	}
	domainProblems(&ps, "domain", p.Domain)
	domainProblems(&ps, "zoneName", p.ZoneName)
	if !token.Is(p.HostedZoneID) && !zoneForm.MatchString(p.HostedZoneID) {
		ps.Break(check.Form(p.HostedZoneID), "hostedZoneID", check.Quote(p.HostedZoneID),
			"an id such as Z0123456789ABCDEFGHIJ", "find it with aws route53 list-hosted-zones-by-name, without /hostedzone/")
	}
	if p.Phase == "" {
		ps.Break(rules.Required, "phase", "nothing", "one of "+check.Words(words(Phases())), "begin with Verify")
	}
	check.Choice(&ps, "phase", p.Phase, Phases()...)
	inZoneProblem(&ps, "domain", p.Domain, p.ZoneName)
	p.newProblems(&ps, region)
	p.oldProblems(&ps, region)
	p.adoptProblems(&ps)
	p.numberProblems(&ps)
	p.verificationProblems(&ps)
	p.healthProblems(&ps)
	p.alarmProblems(&ps)
	return ps
}

func words[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

func domainProblems(ps *rules.Mistakes, path, name string) {
	if !token.Is(name) && (len(name) > maxDomain || !domain.MatchString(name)) {
		ps.Break(check.Form(name), path, check.Quote(name),
			"a name such as chat.acme.dev, in lower case, at most 253 characters",
			"give the name alone, without a scheme, a dot at its end or a wildcard")
	}
}

func inZoneProblem(ps *rules.Mistakes, path, name, zone string) {
	if name == "" || zone == "" || token.Is(name) || token.Is(zone) || name == zone ||
		strings.HasSuffix(name, "."+zone) || !domain.MatchString(name) {
		return
	}
	ps.Break(inZone, path, check.Quote(name), "a name in the zone "+check.Quote(zone),
		"correct the name, or give id and name of the zone that has it")
}

func (p *Props) adoptProblems(ps *rules.Mistakes) {
	for i, kind := range p.Adopt {
		at := rules.Index("adopt", i)
		if kind == "" {
			ps.Break(rules.Required, at, "nothing", "one of A, AAAA and CNAME", "")
		}
		check.Choice(ps, at, kind, A, AAAA, CNAME)
		if kind == AAAA && !p.dualStack() {
			ps.Break(adopted, at, "AAAA without IPv6 on both sides", "old.dualStack and new.dualStack",
				"delete the AAAA record before, and let its time to live pass: IPv6 clients then come by IPv4")
		}
	}
	check.Unique(ps, "adopt", words(p.Adopt), "name each type once")
	if slices.Contains(p.Adopt, CNAME) && len(p.Adopt) > 1 {
		ps.Break(adopted, "adopt", check.Words(words(p.Adopt)), "CNAME alone", "no other record stands beside one; look "+
			"at aws route53 list-resource-record-sets")
	}
	if len(p.Adopt) == 0 {
		return
	}
	for _, known := range []struct{ path, value string }{{"hostedZoneID", p.HostedZoneID}, {"domain", p.Domain}} {
		if token.Is(known.value) && known.value != token.Unknown {
			ps.Break(rules.KnownValue, known.path, "a reference with adopt", "a value that is known while synthesizing",
				"Terraform imports a record by the id of its zone and its name")
		}
	}
}

func (p *Props) numberProblems(ps *rules.Mistakes) {
	for _, n := range []struct {
		path  string
		value *float64
	}{{"canaryPercent", p.CanaryPercent}, {"halfPercent", p.HalfPercent}, {"rollbackHours", p.RollbackHours},
		{"ttl", p.TTL}} {
		if n.value != nil && token.IsNumber(*n.value) && *n.value != token.UnknownNumber {
			ps.Break(rules.KnownValue, n.path, "a reference", "a number that is known while synthesizing", "")
		}
	}
	check.WholeNumber(ps, "canaryPercent", p.CanaryPercent, 1, 49, " %", "with half of the answers it is the phase Half")
	check.WholeNumber(ps, "halfPercent", p.HalfPercent, 2, 99, " %", "with all answers it is the phase Cutover")
	canary, half := optional.Or(p.CanaryPercent, DefaultCanaryPercent), optional.Or(p.HalfPercent, DefaultHalfPercent)
	if !token.IsNumber(canary) && !token.IsNumber(half) && canary >= half && canary < 50 {
		ps.Break(steps, "halfPercent", check.Number(half)+" %", "more than canaryPercent, "+check.Number(canary)+" %", "")
	}
	if h := p.RollbackHours; check.Known(h) && *h < minHours {
		ps.Break(wayBack, "rollbackHours", check.Number(*h)+" h", fmt.Sprintf("at least %d h", minHours),
			"to go back is what it is for; to go back later than that, state more")
	} else {
		check.WholeNumber(ps, "rollbackHours", h, minHours, maxHours, " h", "")
	}
	if t := p.TTL; check.Known(t) && *t > maxTTL {
		ps.Break(ttl, "ttl", check.Number(*t)+" s", fmt.Sprintf("at most %d s", maxTTL),
			"raise it when the old side is gone, if ever")
	} else {
		check.WholeNumber(ps, "ttl", t, 1, maxTTL, " s", "")
	}
}

func (p *Props) verificationProblems(ps *rules.Mistakes) {
	covered(ps, "domain", p.Domain, p.New.DomainNames)
	name := p.VerificationName
	if name == "" {
		return
	}
	domainProblems(ps, "verificationName", name)
	inZoneProblem(ps, "verificationName", name, p.ZoneName)
	covered(ps, "verificationName", name, p.New.DomainNames)
	if !token.Is(name) && name == p.Domain {
		ps.Break(verification, "verificationName", check.Quote(name), "another name than domain",
			"take one such as new."+p.Domain)
	}
}

// covered reports a name that none of the certificate's names is for.
func covered(ps *rules.Mistakes, path, host string, names *[]*string) {
	if names == nil || host == "" || token.IsList(names) || token.Is(host) {
		return
	}
	known := optional.Texts(names)
	for _, name := range known {
		base, wildcard := strings.CutPrefix(strings.ToLower(name), "*.")
		_, rest, _ := strings.Cut(host, ".")
		if token.Is(name) || strings.EqualFold(name, host) || wildcard && rest == base {
			return
		}
	}
	ps.Break(certificate, path, check.Quote(host), "a name that the new side's certificate is for: "+check.Words(known),
		"add it to the certificate, as an alternative name, and apply that first")
}

func (p *Props) alarmProblems(ps *rules.Mistakes) {
	a := optional.Value(p.Alarms)
	groups := p.New.TargetGroupARNSuffixes
	if token.IsList(groups) {
		ps.Break(rules.KnownValue, "new.targetGroupARNSuffixes", "a list that Terraform computes",
			"names that are each stated", "each is an alarm; each may be a reference")
		return
	}
	suffixes := optional.Texts(groups)
	if len(suffixes) > 2 {
		ps.Break(rules.Range, "new.targetGroupARNSuffixes", fmt.Sprint(len(suffixes)), "at most 2",
			"a service has one, or two for blue/green deployments")
	}
	check.Unique(ps, "new.targetGroupARNSuffixes", suffixes, "")
	suffixProblem(ps, "new.arnSuffix", p.New.ARNSuffix, "app/")
	for i, s := range suffixes {
		suffixProblem(ps, rules.Index("new.targetGroupARNSuffixes", i), s, "targetgroup/")
	}
	wanted := p.Alarms != nil && !a.Disabled
	if (wanted || len(suffixes) > 0) && !a.Disabled {
		if len(suffixes) == 0 {
			ps.Break(alarmed, "new.targetGroupARNSuffixes", "nothing with alarms", "targetgroup/NAME/ID of the service",
				"hand over loadbalancer.Target.ARNSuffix()")
		}
		if p.New.ARNSuffix == "" {
			ps.Break(alarmed, "new.arnSuffix", "nothing with alarms", "app/NAME/ID of the load balancer",
				"hand over loadbalancer.Ref.ARNSuffix")
		}
	}
	check.WholeNumber(ps, "alarms.serverErrors", a.ServerErrors, 1, 1e6, " a minute", "")
	if s := a.AverageSeconds; check.Known(s) && (*s <= 0 || *s > 4000) {
		ps.Break(rules.Range, "alarms.averageSeconds", check.Number(*s)+" s", "more than 0 and at most 4000 s", "")
	}
	check.WholeNumber(ps, "alarms.minutes", a.Minutes, 1, 10, " minutes", "clients wait for it")
	arn.Check(ps, "alarms.topicARN", a.TopicARN, "sns", "give the topic's ARN")
}

func suffixProblem(ps *rules.Mistakes, path, value, kind string) {
	if value != "" && !token.Is(value) && (!strings.HasPrefix(value, kind) || strings.Count(value, "/") != 2) {
		ps.Break(rules.Invalid, path, check.Quote(value), kind+"NAME/ID", "it is the end of the ARN")
	}
}

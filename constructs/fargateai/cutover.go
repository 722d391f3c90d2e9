package fargateai

import (
	"cmp"
	"slices"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/cutover"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func (p plan) cutoverProblems(ms *rules.Mistakes, r references) {
	if p.Cutover == nil {
		return
	}
	if !p.balanced() {
		ms.Break(cutoverNeedsLoadBalancer, "cutover", "a move to a service without a load balancer", "nothing",
			"peers find it by its own name; have them call that")
		return
	}
	if optional.Value(p.LoadBalancer).CloudFront != nil {
		ms.Break(cutoverNeedsLoadBalancer, "cutover", "a move to a load balancer behind CloudFront", "nothing",
			"move the domain to the distribution with a cutover.New of its own")
		return
	}
	if optional.Value(optional.Value(p.Domain).AliasRecord) {
		ms.Break(rules.Exclusive, "domain.aliasRecord", "true with cutover", "nothing", "the cutover makes the records")
	}
	stands := map[string]string{
		"cutover.new.host": "existingLoadBalancer.dnsName", "cutover.new.zoneID": "existingLoadBalancer.zoneID",
		"cutover.new.arnSuffix": "existingLoadBalancer.arnSuffix", "cutover.new.dualStack": "loadBalancer.ipAddressType",
	}
	if p.Domain != nil && p.Cutover.Domain == "" {
		stands["cutover.domain"] = "domain.name"
	}
	if p.Domain != nil && p.Cutover.HostedZoneID == "" {
		stands["cutover.hostedZoneID"] = "domain.hostedZoneID"
	}
	var own rules.Mistakes
	own.Moved(p.cutoverProps(r).Validate(), "cutover", stands)
	for _, m := range own { // the load balancer may have said the same of a prop that both have
		if !slices.ContainsFunc(*ms, func(other rules.Mistake) bool { return other.Path == m.Path }) {
			*ms = append(*ms, m)
		}
	}
}

// cutoverProps move the service's domain to its load balancer.
func (p plan) cutoverProps(r references) *cutover.Props {
	c := cutover.Props{
		New: cutover.NewSide{
			Host: r.balancer.DNSName, ZoneID: r.balancer.ZoneID, ARNSuffix: r.balancer.ARNSuffix,
			DomainNames: r.balancer.DomainNames,
			DualStack:   jsii.Bool(optional.Value(p.LoadBalancer).IPAddressType == loadbalancer.DualStack),
			TargetGroupARNSuffixes: bridge.Strings(
				optional.Stated(r.target.arnSuffix, r.target.greenARNSuffix)...),
		},
		Settings: *p.Cutover,
	}
	if c.New.ARNSuffix == "" { // of a load balancer that exists, on which alarms are optional
		c.New.TargetGroupARNSuffixes = nil
	}
	d := optional.Value(p.Domain)
	c.Name = cmp.Or(c.Name, p.name)
	c.Domain, c.HostedZoneID = cmp.Or(c.Domain, d.Name), cmp.Or(c.HostedZoneID, d.HostedZoneID)
	if c.Provider == nil {
		c.Provider = d.Provider
	}
	c.Tags = merge(p.tags, c.Tags)
	return &c
}

// balancerDomain is the domain of the load balancer to make. While the domain moves, its records are the cutover's.
func (p plan) balancerDomain() *loadbalancer.Domain {
	if p.Domain == nil || p.Cutover == nil {
		return p.Domain
	}
	d := *p.Domain
	d.AliasRecord = jsii.Bool(false)
	return &d
}

// cutoverNotices name what has a certificate, and no record any more.
func (p plan) cutoverNotices() []string {
	if p.Cutover == nil || p.Domain == nil {
		return nil
	}
	var left []string
	for _, name := range optional.Texts(p.Domain.AlternativeNames) {
		if !slices.Contains([]string{p.Cutover.VerificationName, p.Cutover.Domain}, name) {
			left = append(left, name)
		}
	}
	if left == nil {
		return nil
	}
	return []string{"cutover moves one name and makes no record of " + check.Words(left) +
		": move each with a cutover.New of its own, or make its record"}
}

func (s *Service) newCutover(p plan) {
	if p.Cutover != nil {
		s.Cutover = cutover.New(s, "cutover", p.cutoverProps(s.refs))
	}
}

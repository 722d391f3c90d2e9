package fargateai

import (
	"cmp"
	"strings"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func (p plan) loadBalancerProblems(ms *rules.Mistakes, r references) {
	if !p.balanced() {
		return
	}
	check.Exclusive(ms, "loadBalancer",
		map[string]bool{"loadBalancer": p.LoadBalancer != nil, "existingLoadBalancer": p.ExistingLoadBalancer != nil},
		"make a load balancer or use one that exists")
	check.Exclusive(ms, "domain",
		map[string]bool{"domain": p.Domain != nil, "existingLoadBalancer": p.ExistingLoadBalancer != nil},
		"the owner of the load balancer gives it its domain and certificate")
	check.Exclusive(ms, "furtherDomains",
		map[string]bool{"furtherDomains": p.FurtherDomains != nil, "existingLoadBalancer": p.ExistingLoadBalancer != nil},
		"the owner of the load balancer gives it its domains and certificates")
	if p.ExistingLoadBalancer != nil {
		ms.Nested("existingLoadBalancer", p.ExistingLoadBalancer.Validate())
		if p.Rule == nil {
			ms.Break(sharedNeedsRule, "rule", "nothing with existingLoadBalancer", "a rule that leads requests to this service",
				"state Rule with a priority and a host or path")
		}
	} else {
		props := p.loadBalancerProps(r)
		if p.withoutTLS() && !p.demo {
			ms.Break(productionTLS, "domain", "nothing", "a domain with its hosted zone, or a certificate",
				"set Domain (or LoadBalancer.CertificateARN), choose ProfileDemo, or set LoadBalancer.AllowPlaintextHTTP to "+
					"serve without TLS")
			props.AllowPlaintextHTTP = jsii.Bool(true) // it is told once, with the remedies that exist here
		}
		ms.Moved(props.Validate(), "loadBalancer",
			map[string]string{"loadBalancer.domain": "domain", "loadBalancer.furtherDomains": "furtherDomains"})
	}
	p.healthCheckProblems(ms)
	p.loginProblems(ms)
	ms.Moved(p.targetProps(r).Validate(), "target", map[string]string{
		"target.port": "port", "target.loadBalancer": "existingLoadBalancer", "target.blueGreen": "blueGreen",
		"target.healthCheck": "healthCheck", "target.rule": "rule", "target.login": "login",
	})
}

// loadBalancerNotices are about what a production service is allowed to do, and should know that it does.
func (p plan) loadBalancerNotices() []string {
	if !p.balanced() || p.ExistingLoadBalancer != nil || !p.plaintext() {
		return nil
	}
	return []string{"the service speaks plaintext HTTP: prompts, answers and API keys cross the network in the clear; " +
		"state a domain or certificate unless something in front speaks TLS"}
}

// withoutTLS reports that the load balancer to make would have neither a certificate nor leave to do without.
func (p plan) withoutTLS() bool {
	b := optional.Value(p.LoadBalancer)
	return p.Domain == nil && b.CertificateARN == "" && !optional.Value(b.AllowPlaintextHTTP)
}

// plaintext reports that the load balancer to make serves HTTP: stated, or for want of a certificate in a demo.
func (p plan) plaintext() bool {
	return p.demo && optional.Value(p.LoadBalancer).AllowPlaintextHTTP == nil && p.withoutTLS() ||
		optional.Value(optional.Value(p.LoadBalancer).AllowPlaintextHTTP)
}

// loadBalancerProps are those of the load balancer to make.
func (p plan) loadBalancerProps(r references) *loadbalancer.Props {
	b := loadbalancer.Props{
		VPCID: r.network.VPCID, SubnetIDs: r.network.PublicSubnetIDs, Domain: p.balancerDomain(),
		FurtherDomains: p.FurtherDomains,
		Settings:       optional.Value(p.LoadBalancer),
	}
	if b.Name == "" {
		b.Name = p.name
		if strings.HasPrefix(p.name, "internal-") { // which AWS keeps for itself, in names of load balancers
			b.Name = naming.LoadBalancer(p.name)
		}
	}
	if b.Scheme == loadbalancer.SchemeInternal {
		b.SubnetIDs = r.network.TaskSubnetIDs
		if b.IngressCIDRs == nil && p.ExistingNetwork == nil {
			b.IngressCIDRs = jsii.Strings(p.networkProps().CIDR)
		}
	}
	if b.IdleTimeout == nil {
		b.IdleTimeout = seconds(p.timers.idle)
	}
	if b.DeletionProtection == nil {
		b.DeletionProtection = jsii.Bool(!p.disposable())
	}
	if p.plaintext() {
		b.AllowPlaintextHTTP = jsii.Bool(true)
	}
	if b.AccessLogs == nil && p.demo {
		b.AccessLogs = &loadbalancer.AccessLogs{Disabled: jsii.Bool(true)}
	}
	if b.LoginEgressCIDRs == nil && p.Login != nil {
		b.LoginEgressCIDRs = jsii.Strings("0.0.0.0/0")
	}
	if p.blueGreen() && b.TestListener == nil {
		b.TestListener = &loadbalancer.TestListener{}
	}
	b.Tags = merge(p.tags, b.Tags)
	return &b
}

func (p plan) targetProps(r references) *loadbalancer.TargetProps {
	t := loadbalancer.TargetProps{
		VPCID: r.network.VPCID, Port: p.Port, LoadBalancer: r.balancer, Rule: p.Rule, Login: p.Login,
		HealthCheck:    p.HealthCheck,
		TargetSettings: optional.Value(p.Target),
	}
	t.Name = cmp.Or(t.Name, p.name)
	if p.blueGreen() {
		t.BlueGreen = jsii.Bool(true)
	}
	if t.Algorithm == "" && t.SlowStart == nil {
		t.Algorithm = p.workload.algorithm
	}
	t.DeregistrationDelay = p.deregistrationDelay()
	t.Tags = merge(p.tags, t.Tags)
	return &t
}

func (s *Service) newLoadBalancer(p plan) {
	if !p.balanced() {
		return
	}
	if p.ExistingLoadBalancer != nil {
		s.refs.balancer = *p.ExistingLoadBalancer
	} else {
		s.LoadBalancer = loadbalancer.New(s, "load-balancer", p.loadBalancerProps(s.refs))
		s.refs.balancer = s.LoadBalancer.Ref()
	}
	t := loadbalancer.NewTarget(s, "target", p.targetProps(s.refs))
	s.Target = t
	s.refs.target = targetReference{
		arn: t.TargetGroupARN(), arnSuffix: t.ARNSuffix(), name: t.TargetGroupName(), greenARNSuffix: t.GreenARNSuffix(),
		greenName: t.GreenTargetGroupName(), listenerARN: t.ListenerARN(), testListenerARN: t.TestListenerARN(),
	}
	// ECS refuses a target group that no listener leads to.
	s.refs.needed = append(s.refs.needed, t.ListenerRule())
	if rule := t.TestListenerRule(); rule != nil {
		s.refs.needed = append(s.refs.needed, rule)
	}
}

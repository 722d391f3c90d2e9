package beanstalk

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tlspolicy"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

func (b *building) healthPath(s setting) {
	path, _, query := strings.Cut(strings.TrimSpace(s.value), "?")
	if !reader.Path.MatchString(path) {
		b.decide(s, "the health check's path starts with / and has the characters of a URL: state HealthCheck.Path")
		return
	}
	if b.clean(s) {
		b.service.HealthCheck.Path = migration.Say(path, s.source)
		if query {
			b.decide(s, "its query was left out: the service's health check has a path only")
			return
		}
		b.mapped(s, "HealthCheck.Path", "")
	}
}

// healthURL is a path, or PROTOCOL:PORT/PATH. HealthCheckPath of a process wins.
func (b *building) healthURL(s setting) {
	value := strings.TrimSpace(s.value)
	if u, err := url.Parse(value); err == nil && u.Host != "" {
		value = u.RequestURI()
	} else if i := strings.Index(value, "/"); i > 0 {
		value = value[i:]
	} else if i < 0 {
		b.decide(s, "it checked that a port takes connections, and an Application Load Balancer asks for a path: "+
			"state HealthCheck.Path")
		return
	}
	if path := b.service.HealthCheck.Path; path != nil && strings.HasPrefix(path.Source.Name, defaultProcess) {
		b.drop(s, "overridden in "+path.Source.String())
		return
	}
	s.value = value
	b.healthPath(s)
}

func (b *building) matcher(s setting) {
	value := strings.ReplaceAll(s.value, " ", "")
	if !reader.Matcher.MatchString(value) {
		b.decide(s, "healthy answers are numbers from 200 to 499, such as 200-299,401: state HealthCheck.Matcher")
		return
	}
	b.service.HealthCheck.Matcher = migration.Say(value, s.source)
	b.mapped(s, "HealthCheck.Matcher", "")
}

// processPort is where the proxy on the instance listened, or the application itself where there is no proxy.
func (b *building) processPort(s setting) {
	n, ok := b.whole(s)
	if !ok {
		return
	}
	if n == 80 {
		b.drop(s, "the proxy on the instance listened there: Port is that of the container")
		return
	}
	if n < 1 || n > 65535 {
		b.refuse(migration.Problem{Source: s.source, Got: fmt.Sprint(n), Want: "a port from 1 to 65535"})
		return
	}
	if b.service.Port == nil {
		b.service.Port = migration.Say(n, s.source)
	}
	b.mapped(s, "Port", "unless a container says another one")
}

func (b *building) protocol(s setting) {
	if strings.EqualFold(s.value, "HTTP") {
		b.mapped(s, "Target", "the load balancer speaks HTTP to the container")
		return
	}
	b.decide(s, "the load balancer speaks HTTP to the container, inside the network; clients speak HTTPS to it")
}

func (b *building) sticky(s setting) {
	if on, ok := b.yes(s); ok && on {
		b.service.Target.Sticky = migration.Say(true, s.source)
		b.mapped(s, "Target.Stickiness", "")
	} else if ok {
		b.drop(s, "requests go to any task unless stated otherwise")
	}
}

// certificate has to be ACM's: those of IAM are of the time before.
func (b *building) certificate(s setting) {
	names := list(s.value)
	if len(names) > 1 {
		b.decide(s, "only the first certificate was taken: see FurtherDomains for the others")
	}
	reader.Certificate(b.Application, &b.service.LoadBalancer, append(names, "")[0], s.source)
}

func (b *building) tlsPolicy(s setting) {
	if !tlspolicy.Current(s.value) {
		b.decide(s, "the policy lets old clients in, below TLS 1.2, or is not known: the default is "+
			tlspolicy.Default)
		return
	}
	b.service.LoadBalancer.TLSPolicy = migration.Say(s.value, s.source)
	b.mapped(s, "LoadBalancer.TLSPolicy", "")
}

// environmentType: a single instance had no load balancer, and no second one.
func (b *building) environmentType(s setting) {
	if s.value != "SingleInstance" {
		b.mapped(s, "LoadBalancer", "")
		return
	}
	b.single = &s
}

func (b *building) loadBalancerType(s setting) {
	switch s.value {
	case "application":
		b.mapped(s, "LoadBalancer", "")
	case "classic":
		b.mapped(s, "LoadBalancer", "an Application Load Balancer takes its place: clients of plain TCP need another way")
	default:
		b.decide(s, "the service has an Application Load Balancer, which takes HTTP and no other TCP; "+
			"for a network load balancer see Deployment.Targets")
	}
}

func (b *building) sharedBalancer(s setting) {
	if on, ok := b.yes(s); ok && on {
		b.decide(s, "state the shared load balancer as ExistingLoadBalancer, with a Rule, or take the one that is made")
	} else if ok {
		b.mapped(s, "LoadBalancer", "")
	}
}

package fargateai

import (
	"fmt"
	"math"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Limits of the load balancer's timers, in seconds.
const (
	maxIdleTimeout         = 4000
	maxDeregistrationDelay = 3600
	leastIdleTimeout       = 60
)

// KeepAliveVariable tells the application how many seconds it must keep an idle connection open: longer than the load
// balancer does, or its clients see a 502 now and then. It is the name that LiteLLM reads; for uvicorn pass it on as
// --timeout-keep-alive, for gunicorn as --keep-alive.
const KeepAliveVariable = "KEEPALIVE_TIMEOUT"

// keepAliveMargin is how much longer than the load balancer the application keeps a connection open, in seconds.
const keepAliveMargin = 5

// keepAliveControls keep a connection to a model alive on which nothing is said: a NAT gateway or PrivateLink drops it
// silently after 350 s, and Linux would ask for the first time after two hours. The application must open its sockets
// with SO_KEEPALIVE (https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html).
var keepAliveControls = map[string]string{
	"net.ipv4.tcp_keepalive_time": "60", "net.ipv4.tcp_keepalive_intvl": "30", "net.ipv4.tcp_keepalive_probes": "5",
}

// timers are what follows from the longest stream, all in seconds.
type timers struct {
	idle           float64 // of the load balancer: the longest silence within a stream
	deregistration float64 // a draining task may finish its streams
	keepAlive      float64 // of the application
}

func timersFor(stream float64) timers {
	idle := min(max(stream, leastIdleTimeout), maxIdleTimeout)
	return timers{idle: idle, deregistration: min(stream, maxDeregistrationDelay), keepAlive: idle + keepAliveMargin}
}

// deploymentMinutes is how long a healthy deployment may take: tasks start and warm up, the old ones drain and stop.
func deploymentMinutes(grace, deregistration, stop float64) float64 {
	const startAndBake = 15 // pull and start, and the ten minutes that the slowest alarm looks at
	return math.Ceil((grace+deregistration+stop)/60) + startAndBake
}

// idleTimeout is that of the load balancer, which is derived unless it is stated. Where it is not known, it is the
// longest that AWS allows: an application may keep connections for longer than it must.
func (p *ServiceProps) idleTimeout(derived float64) float64 {
	stated := &derived
	switch {
	case p.ExistingLoadBalancer != nil:
		stated = p.ExistingLoadBalancer.IdleTimeout
	case p.LoadBalancer != nil && p.LoadBalancer.IdleTimeout != nil:
		stated = p.LoadBalancer.IdleTimeout
	}
	if !check.Known(stated) {
		return maxIdleTimeout
	}
	return *stated
}

// streamProblems are contradictions between the longest stream and the timers that are stated themselves.
func (p *ServiceProps) streamProblems(ps *rules.Mistakes) {
	check.WholeNumber(ps, "maxStreamDuration", p.MaxStreamDuration, 1, 86400, "s", "")
	if p.MaxStreamDuration != nil && !check.Known(p.MaxStreamDuration) {
		ps.Add("maxStreamDuration", "a number that Terraform computes", "a number",
			"timers are computed from it when the program is synthesized; state them instead: loadBalancer.idleTimeout, "+
				"target.deregistrationDelay")
	}
	d := p.Workload.defaults()
	stream := p.MaxStreamDuration
	if stream == nil && d.stream > 0 {
		stream = &d.stream
	}
	if !check.Known(stream) || p.StopTimeout != nil && !check.Known(p.StopTimeout) {
		return
	}
	stop := optional.Or(p.StopTimeout, d.stopTimeout)
	protected := optional.Or(p.TaskProtection, d.protection)
	if survives := maxDeregistrationDelay + stop; *stream > survives && !protected {
		ps.Add("maxStreamDuration", check.Number(*stream)+"s",
			fmt.Sprintf("at most %ss: %ds of deregistration delay, which is AWS's limit, and %ss of stopTimeout",
				check.Number(survives), maxDeregistrationDelay, check.Number(stop)),
			"set taskProtection and let the code protect its task while it works, or let clients resume")
	}
	if t := p.Target; t != nil && check.Known(t.DeregistrationDelay) &&
		*t.DeregistrationDelay+min(stop, fargate.MaxStopTimeout) < *stream && !protected {
		missing := *stream - stop
		ps.Add("target.deregistrationDelay", check.Number(*t.DeregistrationDelay)+"s",
			fmt.Sprintf("at least %ss: streams of %ss less %ss of stopTimeout",
				check.Number(missing), check.Number(*stream), check.Number(stop)),
			"leave it out, as it follows from maxStreamDuration, or state a shorter maxStreamDuration")
	}
	if text, stated := p.Environment[KeepAliveVariable]; stated {
		idle := p.idleTimeout(timersFor(*stream).idle)
		var kept float64
		if _, err := fmt.Sscanf(text, "%g", &kept); err == nil && kept <= idle {
			ps.Add("environment."+KeepAliveVariable, check.Quote(text),
				"more than the load balancer's idle timeout, "+check.Number(idle)+"s", "leave it out; it follows from that")
		}
	}
}

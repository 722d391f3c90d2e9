package fargateai

import (
	"fmt"
	"math"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Limits of the load balancer's timers, in seconds.
const (
	maxIdleTimeout         = 4000
	maxDeregistrationDelay = 3600
	leastIdleTimeout       = 60
)

// KeepAliveVariable tells the application how many seconds it must keep an idle connection open: longer than the load
// balancer does, or its clients see a 502 now and then. It is set, 5 seconds above the load balancer's idle timeout,
// when there is a MaxStreamDuration (WorkloadGeneral has none by default) and a load balancer. The application must
// read it: it is the name that LiteLLM reads; for uvicorn pass it on as --timeout-keep-alive, for gunicorn as
// --keep-alive. Stating it in Environment at or below the idle timeout is a mistake.
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

// timersFor an answer of so many seconds that may be silent for so long.
func timersFor(stream, silence float64) timers {
	idle := min(max(silence, leastIdleTimeout), maxIdleTimeout)
	return timers{idle: idle, deregistration: min(stream, maxDeregistrationDelay), keepAlive: idle + keepAliveMargin}
}

// stream is the longest answer in seconds; 0 where no timer follows from it.
func (p plan) stream() float64 { return optional.Or(p.MaxStreamDuration, p.workload.stream) }

// silence is the longest time in seconds that an answer says nothing; 0 where that is not known.
func (p plan) silence() float64 { return optional.Or(p.MaxStreamSilence, p.stream()) }

func (p plan) stopTimeout() *float64 {
	if p.StopTimeout != nil {
		return p.StopTimeout
	}
	return &p.workload.stopTimeout
}

func (p plan) grace() *float64 {
	if g := optional.Value(p.Deployment).HealthCheckGracePeriod; g != nil {
		return g
	}
	return seconds(p.workload.grace)
}

func (p plan) deregistrationDelay() *float64 {
	if d := optional.Value(p.Target).DeregistrationDelay; d != nil {
		return d
	}
	return seconds(p.timers.deregistration)
}

// deploymentMinutes is how long a healthy deployment may take: tasks start and warm up, the old ones drain and stop.
// Nil where nothing drains, or Terraform alone knows how long.
func (p plan) deploymentMinutes() *float64 {
	const startAndBake = 15 // pull and start, and the ten minutes that the slowest alarm looks at
	grace, drain, stop := p.grace(), p.deregistrationDelay(), p.stopTimeout()
	if !p.balanced() || !check.Known(drain) || !check.Known(stop) || grace != nil && !check.Known(grace) {
		return nil
	}
	minutes := math.Ceil((optional.Value(grace)+*drain+*stop)/60) + startAndBake
	const day = 1440 // no more may be stated, and only a number that is refused itself leads to it
	minutes = min(max(minutes, ecs.DefaultDeploymentTimeoutMinutes), day)
	return &minutes
}

// idleTimeout is that of the load balancer, which is derived unless it is stated. Where it is not known, it is the
// longest that AWS allows: an application may keep connections for longer than it must.
func (p plan) idleTimeout() float64 {
	stated := &p.timers.idle
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
func (p plan) streamProblems(ms *rules.Mistakes) {
	before := len(*ms)
	check.WholeNumber(ms, "maxStreamDuration", p.MaxStreamDuration, 1, 86400, "s", "")
	outOfRange := len(*ms) > before // of which nothing follows
	p.silenceProblems(ms)
	if p.MaxStreamDuration != nil && !check.Known(p.MaxStreamDuration) {
		ms.Break(rules.KnownValue, "maxStreamDuration", "a number that Terraform computes", "a number",
			"timers are computed from it when the program is synthesized; state them instead: loadBalancer.idleTimeout, "+
				"target.deregistrationDelay")
	}
	stream := p.stream()
	if outOfRange || stream == 0 || token.IsNumber(stream) || !check.Known(p.stopTimeout()) {
		return
	}
	stop := *p.stopTimeout()
	protected := optional.Or(p.TaskProtection, p.workload.protection)
	if survives := maxDeregistrationDelay + stop; stream > survives && !protected {
		ms.Break(streamSurvives, "maxStreamDuration", check.Number(stream)+"s",
			fmt.Sprintf("at most %ss: %ds of deregistration delay, which is AWS's limit, and %ss of stopTimeout",
				check.Number(survives), maxDeregistrationDelay, check.Number(stop)),
			"set taskProtection and let the code protect its task while it works, or let clients resume")
	}
	if d := optional.Value(p.Target).DeregistrationDelay; check.Known(d) &&
		*d+min(stop, fargate.MaxStopTimeout) < stream && !protected {
		missing := stream - stop
		ms.Break(streamDrains, "target.deregistrationDelay", check.Number(*d)+"s",
			fmt.Sprintf("at least %ss: streams of %ss less %ss of stopTimeout", check.Number(missing), check.Number(stream),
				check.Number(stop)),
			"leave it out, as it follows from maxStreamDuration, or state a shorter maxStreamDuration")
	}
	if text, stated := p.Environment[KeepAliveVariable]; stated && p.balanced() {
		var kept float64
		if _, err := fmt.Sscanf(text, "%g", &kept); err == nil && kept <= p.idleTimeout() {
			ms.Break(keepAliveOutlasts, "environment."+KeepAliveVariable, check.Quote(text),
				"more than the load balancer's idle timeout, "+check.Number(p.idleTimeout())+"s",
				"leave it out; it follows from that")
		}
	}
}

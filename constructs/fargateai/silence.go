package fargateai

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// silenceProblems are timers that cut an answer because it says nothing for too long.
func (p plan) silenceProblems(ms *rules.Mistakes) {
	const path = "maxStreamSilence"
	check.WholeNumber(ms, path, p.MaxStreamSilence, 1, 86400, "s", "")
	if p.MaxStreamSilence != nil && !check.Known(p.MaxStreamSilence) {
		ms.Break(rules.KnownValue, path, "a number that Terraform computes", "a number",
			"timers are computed from it when the program is synthesized")
	}
	stream, silence := p.stream(), p.silence()
	if token.IsNumber(stream) || token.IsNumber(silence) || silence == 0 {
		return
	}
	if stream > 0 && silence > stream {
		ms.Break(silenceWithinStream, path, check.Number(silence)+"s",
			"at most the longest answer, "+check.Number(stream)+"s", "state a longer maxStreamDuration, or leave it out")
		return
	}
	const fix = "send something more often and say how often in maxStreamSilence, or raise the timeout"
	if at, idle := p.statedIdleTimeout(); check.Known(idle) && *idle < min(silence, maxIdleTimeout) {
		ms.Break(idleOutlastsSilence, at, check.Number(*idle)+"s",
			"at least "+check.Number(min(silence, maxIdleTimeout))+"s: an answer may be silent for so long", fix)
	}
	if at, read := p.readTimeout(); check.Known(read) && *read < silence {
		ms.Break(readOutlastsSilence, at, check.Number(*read)+"s",
			"at least "+check.Number(silence)+"s: an answer may be silent for so long", fix)
	}
}

// statedIdleTimeout is the load balancer's where it does not follow from the streams, and its path. One that is stated
// for a load balancer to make is held against streams that are stated too, not against those of the workload.
func (p plan) statedIdleTimeout() (path string, timeout *float64) {
	switch {
	case p.ExistingLoadBalancer != nil:
		return "existingLoadBalancer.idleTimeout", p.ExistingLoadBalancer.IdleTimeout
	case p.MaxStreamDuration != nil || p.MaxStreamSilence != nil:
		return "loadBalancer.idleTimeout", optional.Value(p.LoadBalancer).IdleTimeout
	default:
		return "", nil
	}
}

// readTimeout of what stands before the load balancer, and its path.
func (p plan) readTimeout() (path string, timeout *float64) {
	switch front := optional.Value(p.LoadBalancer).CloudFront; {
	case p.ExistingLoadBalancer != nil:
		return "existingLoadBalancer.readTimeout", p.ExistingLoadBalancer.ReadTimeout
	case front == nil:
		return "", nil
	case front.ReadTimeout == nil:
		otherwise := float64(loadbalancer.DefaultReadTimeout)
		return "loadBalancer.cloudFront.readTimeout", &otherwise
	default:
		return "loadBalancer.cloudFront.readTimeout", front.ReadTimeout
	}
}

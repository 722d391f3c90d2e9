package fargateai

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
)

func TestSilenceProblems(t *testing.T) {
	number := jsii.Number[float64]
	stream := func(seconds, silence float64) func(*ServiceProps) {
		return func(p *ServiceProps) {
			p.MaxStreamDuration = number(seconds)
			if silence != 0 {
				p.MaxStreamSilence = number(silence)
			}
		}
	}
	shared := func(idle, read *float64, more func(*ServiceProps)) func(*ServiceProps) {
		return func(p *ServiceProps) {
			p.Domain, p.ExistingLoadBalancer = nil, sharedBalancer()
			p.ExistingLoadBalancer.IdleTimeout, p.ExistingLoadBalancer.ReadTimeout = idle, read
			p.Rule = &loadbalancer.Rule{Priority: number(1), Hosts: jsii.Strings("llm.acme.dev")}
			more(p)
		}
	}
	made := func(settings loadbalancer.Settings, more func(*ServiceProps)) func(*ServiceProps) {
		return func(p *ServiceProps) { p.LoadBalancer = &settings; more(p) }
	}
	cdn := func(read *float64) loadbalancer.Settings {
		return loadbalancer.Settings{CloudFront: &loadbalancer.CloudFront{ReadTimeout: read}}
	}
	checktest.Run(t, validProps, func(p *ServiceProps) error { return p.Validate("llm-proxy") },
		[]checktest.Case[ServiceProps]{
			{Name: "silence", Change: stream(600, 15)},
			{Name: "as long as the stream", Change: stream(600, 600)},
			{Name: "longer than the stream", Change: stream(600, 601),
				Want: []string{"maxStreamSilence service-stream-silence"}},
			{Name: "without a stream", Change: func(p *ServiceProps) { p.MaxStreamSilence = number(300) }},
			{Name: "range", Change: func(p *ServiceProps) { p.MaxStreamSilence = number(0) },
				Want: []string{"maxStreamSilence range"}},
			{Name: "reference", Change: func(p *ServiceProps) { p.MaxStreamSilence = number(-1.9e289) },
				Want: []string{"maxStreamSilence known-value"}},
			{Name: "shared, long enough", Change: shared(number(600), nil, stream(600, 0))},
			{Name: "shared, too short", Change: shared(number(60), nil, stream(600, 0)),
				Want: []string{"existingLoadBalancer.idleTimeout service-idle-timeout-outlasts"}},
			{Name: "shared, by the workload", Change: shared(number(599), nil,
				func(p *ServiceProps) {
					p.Workload, p.ExistingLoadBalancer.ARNSuffix = WorkloadLLMProxy, token.Unknown
				}),
				Want: []string{"existingLoadBalancer.idleTimeout service-idle-timeout-outlasts"}},
			{Name: "shared, with a heartbeat", Change: shared(number(60), number(30), stream(600, 30))},
			{Name: "shared, behind a CDN", Change: shared(number(600), number(60), stream(600, 0)),
				Want: []string{"existingLoadBalancer.readTimeout service-read-timeout-outlasts"}},
			{Name: "shared, longer than AWS waits", Change: shared(number(4000), nil, func(p *ServiceProps) {
				p.TaskProtection = jsii.Bool(true)
				stream(7200, 0)(p)
			})},
			{Name: "stated, too short", Change: made(loadbalancer.Settings{IdleTimeout: number(300)}, stream(301, 0)),
				Want: []string{"loadBalancer.idleTimeout service-idle-timeout-outlasts"}},
			{Name: "stated, with a heartbeat", Change: made(loadbalancer.Settings{IdleTimeout: number(300)}, stream(301, 300))},
			{Name: "stated for a workload", Change: made(loadbalancer.Settings{IdleTimeout: number(300)},
				func(p *ServiceProps) { p.Workload = WorkloadLLMProxy })},
			{Name: "CloudFront's default", Change: made(cdn(nil), stream(600, 30))},
			{Name: "CloudFront's default is too short", Change: made(cdn(nil), stream(600, 31)),
				Want: []string{"loadBalancer.cloudFront.readTimeout service-read-timeout-outlasts"}},
			{Name: "CloudFront and a long silence", Change: made(cdn(number(120)), stream(121, 0)),
				Want: []string{"loadBalancer.cloudFront.readTimeout service-read-timeout-outlasts"}},
			{Name: "CloudFront and short answers", Change: made(cdn(number(120)), stream(120, 0))},
			{Name: "CloudFront and who knows", Change: made(cdn(number(-1.9e289)), stream(600, 0))},
		})
}

func TestTimersFollowFromTheSilence(t *testing.T) {
	p := proxy()
	p.MaxStreamDuration, p.MaxStreamSilence = jsii.Number(900), jsii.Number(120)
	r := partsOf(p, "llm-proxy")
	if *r.balancer.IdleTimeout != 120 || *r.target.DeregistrationDelay != 900 ||
		r.task.Containers[0].Environment[KeepAliveVariable] != "125" {
		t.Errorf("got idle %v, deregistration %v, environment %v", *r.balancer.IdleTimeout, *r.target.DeregistrationDelay,
			r.task.Containers[0].Environment)
	}
}

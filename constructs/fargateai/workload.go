package fargateai

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
)

// Workload is a kind of AI service; it decides the defaults: size, number of tasks, timers, what the service scales on.
// Each of them is a prop of its own, which wins.
type Workload string

const (
	// WorkloadGeneral is any service: 0.5 vCPU and 1 GiB, 2 to 10 tasks by CPU, no guardrails
	// unless stated.
	WorkloadGeneral Workload = "general"
	// WorkloadLLMProxy waits for models and passes on their streams, such as LiteLLM. Its processor idles while it is
	// full, so it scales on requests and CPU, and better with PublishesInFlight.
	WorkloadLLMProxy Workload = "llm-proxy"
	// WorkloadRetrievalAPI answers short requests, with embedding, search and ranking of its own.
	WorkloadRetrievalAPI Workload = "retrieval-api"
	// WorkloadAgentRuntime holds long sessions that must survive deployments and scaling. It scales on CPU and memory, and
	// better with PublishesInFlight.
	WorkloadAgentRuntime Workload = "agent-runtime"
	// WorkloadEvalWorker works on the messages of an SQS queue. Its Exposure is none, and it has no task while the queue
	// is empty.
	WorkloadEvalWorker Workload = "eval-worker"
)

// defaults of a workload. The numbers are where to start from; every one of them is a prop of its own.
type defaults struct {
	cpu, memory      float64 // 0: those of package ecs
	minimum, maximum float64 // tasks in production
	stream           float64 // MaxStreamDuration in seconds; 0: no timer is derived
	stopTimeout      float64
	grace            float64 // seconds; 0: that of package ecs
	keepAlive        bool    // TCP keepalive towards models
	protection       bool    // tasks may protect themselves from scale-in
	worker           bool    // its work comes from a queue, so that nobody need call it
	modelInFirstByte bool    // the time to first byte is that of a model
	algorithm        loadbalancer.Algorithm
	scaleOut         float64 // cooldown in seconds
	scaleIn          float64
	inFlight         float64 // requests that a task works on at the same time
	requests         float64 // a minute and task; 0: not tracked
	cpuPercent       float64 // 0: not tracked
	memoryPercent    float64 // 0: not tracked
	backlog          float64 // messages a task; 0: not tracked
}

var workloads = map[Workload]defaults{
	WorkloadGeneral: {minimum: 2, maximum: 10, stopTimeout: 120, inFlight: 20, cpuPercent: 60},
	WorkloadLLMProxy: {cpu: 2048, memory: 4096, minimum: 2, maximum: 20, stream: 600, stopTimeout: 120, grace: 120,
		keepAlive: true, modelInFirstByte: true,
		algorithm: loadbalancer.LeastOutstandingRequests, scaleOut: 30, scaleIn: 300, inFlight: 40, requests: 200,
		cpuPercent: 60},
	WorkloadRetrievalAPI: {cpu: 1024, memory: 2048, minimum: 2, maximum: 10, stream: 60, stopTimeout: 60, grace: 60,
		algorithm: loadbalancer.LeastOutstandingRequests, scaleOut: 60, scaleIn: 300, inFlight: 20, requests: 600,
		cpuPercent: 60},
	WorkloadAgentRuntime: {cpu: 2048, memory: 4096, minimum: 2, maximum: 20, stream: 900, stopTimeout: 120, grace: 120,
		keepAlive: true, protection: true,
		modelInFirstByte: true, algorithm: loadbalancer.LeastOutstandingRequests, scaleOut: 30, scaleIn: 600, inFlight: 8,
		cpuPercent: 50, memoryPercent: 70},
	WorkloadEvalWorker: {cpu: 1024, memory: 2048, minimum: 0, maximum: 20, stopTimeout: 120, keepAlive: true,
		protection: true, worker: true,
		scaleOut: 60, scaleIn: 600, backlog: 10},
}

// of returns the defaults of a workload; an unknown one, which the rules refuse, has those of the general one.
func (w Workload) defaults() defaults {
	if d, ok := workloads[w]; ok {
		return d
	}
	return workloads[WorkloadGeneral]
}

// signals are the policies of a workload whose program states none. What the code must publish itself is tracked only
// when it says that it does: a policy without data keeps all others from scaling in
// (https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html).
func (d defaults) signals(s scaling.Settings, publishesInFlight, balanced bool, concurrency *float64,
	queueName string) scaling.Settings {
	tracking := func(percent float64) *scaling.TargetTracking {
		if percent == 0 {
			return nil
		}
		return &scaling.TargetTracking{TargetValue: &percent, ScaleOutCooldown: d.out(), ScaleInCooldown: d.in()}
	}
	switch {
	case d.worker:
		backlog := scaling.BacklogPerTask(queueName, d.backlog)
		backlog.ScaleOutCooldown, backlog.ScaleInCooldown = d.out(), d.in()
		s.Metrics = []scaling.MetricTracking{backlog}
		s.Steps = []scaling.StepScaling{scaling.WakeOnBacklog(queueName)}
		return s
	case publishesInFlight:
		s = d.trackInFlight(s, concurrency)
	case balanced && d.requests > 0:
		s.RequestsPerTarget = &scaling.TargetTracking{TargetValue: &d.requests, ScaleOutCooldown: d.out(),
			ScaleInCooldown: d.in()}
	}
	s.CPUUtilization, s.MemoryUtilization = tracking(d.cpuPercent), tracking(d.memoryPercent)
	return s
}

// trackInFlight adds target tracking and the fast lane on requests in flight.
func (d defaults) trackInFlight(s scaling.Settings, concurrency *float64) scaling.Settings {
	inFlight := scaling.InFlightPerTask(d.inFlightTarget(concurrency))
	inFlight.ScaleOutCooldown, inFlight.ScaleInCooldown = d.out(), d.in()
	s.Metrics = append(s.Metrics[:len(s.Metrics):len(s.Metrics)], inFlight)
	s.Steps = append(s.Steps[:len(s.Steps):len(s.Steps)], scaling.StepOnInFlightBurst(*inFlight.TargetValue))
	return s
}

// inFlightTarget leaves a task a third of its slots free while others start.
func (d defaults) inFlightTarget(concurrency *float64) float64 {
	if concurrency == nil {
		return d.inFlight
	}
	return *concurrency * 0.7
}

func (d defaults) out() *float64 { return seconds(d.scaleOut) }
func (d defaults) in() *float64  { return seconds(d.scaleIn) }

func seconds(n float64) *float64 {
	if n == 0 {
		return nil
	}
	return &n
}

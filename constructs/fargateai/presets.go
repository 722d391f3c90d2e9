package fargateai

import (
	"github.com/aws/constructs-go/constructs/v10"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// NewLLMProxy makes a service that passes on requests to models and streams their answers, such as LiteLLM: 2 to 20
// tasks of 2 vCPU and 4 GiB, streams of up to ten minutes, guardrails on tokens, latency and errors. It is [NewService]
// with WorkloadLLMProxy; every prop can be stated, see [ServiceProps]. For LiteLLM set HealthCheck.Path to
// /health/liveliness: its /health calls every model, at your cost.
func NewLLMProxy(scope constructs.Construct, id string, props *ServiceProps) *Service {
	return NewService(scope, id, props.as(WorkloadLLMProxy))
}

// NewRetrievalAPI makes a service that answers short requests with embedding, search and ranking of its own: 2 to 10
// tasks of 1 vCPU and 2 GiB, scaled by requests and CPU, answers of up to a minute. It is [NewService] with
// WorkloadRetrievalAPI.
func NewRetrievalAPI(scope constructs.Construct, id string, props *ServiceProps) *Service {
	return NewService(scope, id, props.as(WorkloadRetrievalAPI))
}

// NewAgentRuntime makes a service whose sessions last: 2 to 20 tasks of 2 vCPU and 4 GiB that drain for fifteen minutes
// and may protect themselves from scale-in and deployments while they work; the code has to ask for it, see
// ServiceProps.TaskProtection. It is [NewService] with WorkloadAgentRuntime.
func NewAgentRuntime(scope constructs.Construct, id string, props *ServiceProps) *Service {
	return NewService(scope, id, props.as(WorkloadAgentRuntime))
}

// NewEvalWorker makes a service that works on the messages of an SQS queue: no load balancer, no task while the queue
// is empty, most tasks on Fargate Spot, a dead-letter queue with an alarm. AWS takes Spot tasks back with two minutes'
// notice; the job then goes back to the queue, so a job must bear to be done twice. It needs a ContainerHealthCheck and
// no Port, and finds the queue in QUEUE_URL. It is [NewService] with WorkloadEvalWorker.
func NewEvalWorker(scope constructs.Construct, id string, props *ServiceProps) *Service {
	return NewService(scope, id, props.as(WorkloadEvalWorker))
}

// as is a copy of the props with the workload, unless they state one.
func (p *ServiceProps) as(w Workload) *ServiceProps {
	out := optional.Value(p)
	if out.Workload == "" {
		out.Workload = w
	}
	return &out
}

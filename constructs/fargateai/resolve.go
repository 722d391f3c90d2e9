package fargateai

import (
	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
)

// parts are the props of every part of a service, all decisions made. Ids of resources stand as token.Unknown until New
// has them. A nil part is not made: it is adopted from elsewhere, or the workload does without.
type parts struct {
	name       string
	tags       map[string]string
	workload   defaults
	timers     timers
	network    *network.Props
	cluster    *ecs.ClusterProps
	repository *ecr.Props
	logs       logs.Props
	queue      *queue.Props
	balancer   *loadbalancer.Props
	target     loadbalancer.TargetProps // not of a worker
	task       ecs.TaskDefinitionProps
	guardrails *guardrails.Props
	service    ecs.ServiceProps
	scaling    scaling.Props
	blueGreen  *codedeploy.Props
	redeploy   *redeploy.Props
	delivery   *delivery
	parameter  string // name of the SSM parameter that holds the image; "" without
	bootstrap  bool   // no image was stated yet
	notices    []string
}

const (
	balancerRule  = "load-balancer" // names the security group rule that lets the load balancer in
	queueVariable = "QUEUE_URL"
	seven, thirty = 7, 30 // days of logs
)

// unknownText stands for the text of a number while rules run: what a reference says only Terraform knows.
func unknownText(n float64) string {
	if token.IsNumber(n) {
		return token.Unknown
	}
	return check.Number(n)
}

// resolve fills in every default. It never fails: values that the rules refuse are passed on as they are. text writes a
// number as the value of an environment variable.
func (p ServiceProps) resolve(id string, text func(float64) string) parts {
	r := parts{name: p.Name, workload: p.Workload.defaults()}
	if r.name == "" {
		r.name = id
	}
	r.tags = merge(map[string]string{"Service": r.name}, p.Tags)
	demo := p.Profile == ProfileDemo
	stream := optional.Or(p.MaxStreamDuration, r.workload.stream)
	if !token.IsNumber(stream) && stream > 0 {
		r.timers = timersFor(stream)
	}
	r.resolveNetwork(p, demo)
	r.resolveImage(p, demo)
	r.resolveQueue(p)
	if !r.workload.worker {
		r.resolveBalancer(p, demo)
	}
	r.resolveScaling(p, demo)
	if p.ExistingCluster == nil {
		cluster := optional.Value(p.Cluster)
		fill(&cluster.Name, r.name)
		cluster.Tags = merge(r.tags, cluster.Tags)
		r.cluster = &cluster
	}
	r.resolveTask(p, text)
	r.logs = optional.Value(p.Logs)
	fill(&r.logs.Name, "/ecs/"+r.name)
	if r.logs.RetentionDays == nil {
		r.logs.RetentionDays = pick(demo, seven, thirty)
	}
	r.logs.Tags = merge(r.tags, r.logs.Tags)
	r.resolveGuardrails(p, demo)
	r.resolveBlueGreen(p)
	r.resolveService(p)
	r.resolveRedeploy(p)
	if demo {
		r.notices = append(r.notices, r.givenUp()...)
	}
	return r
}

func fill(s *string, otherwise string) {
	if *s == "" {
		*s = otherwise
	}
}

func pick(demo bool, inDemo, inProduction float64) *float64 {
	if demo {
		return jsii.Number(inDemo)
	}
	return jsii.Number(inProduction)
}

func merge(general, special map[string]string) map[string]string {
	if len(general) == 0 {
		return special
	}
	out := make(map[string]string, len(general)+len(special))
	for k, v := range general {
		out[k] = v
	}
	for k, v := range special {
		out[k] = v
	}
	return out
}

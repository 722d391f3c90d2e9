package fargateai

import (
	"strconv"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// environment is what the service tells the code. A variable that the user states, in plain text or as a secret, wins.
func (p plan) environment(r references) map[string]string {
	out := p.TokenBudget.environment(r.text)
	if p.timers.keepAlive > 0 && !p.workload.worker {
		out[KeepAliveVariable] = r.text(p.idleTimeout() + keepAliveMargin)
	}
	if optional.Value(p.PublishesInFlight) {
		out["CLUSTER_NAME"], out["SERVICE_NAME"] = p.clusterName(), p.serviceName()
	}
	if p.workload.worker {
		out[queueVariable] = r.queue.URL
	}
	for name := range p.Secrets {
		delete(out, name)
	}
	return out
}

// variableProblems: a variable of the service may be stated again, but not say something else. Of the keep-alive, which
// may be longer, the timers tell.
func (p plan) variableProblems(ms *rules.Mistakes, r references) {
	own := p.environment(r)
	if p.ExistingQueue != nil && p.workload.worker {
		own[queueVariable] = p.ExistingQueue.URL
	}
	for _, name := range check.SortedKeys(own) {
		stated, again := p.Environment[name]
		if !again || name == KeepAliveVariable || token.Is(stated) || own[name] == "" || same(stated, own[name]) {
			continue
		}
		want := check.Quote(own[name]) + ", as another prop says"
		if token.Is(own[name]) {
			if name != queueVariable || p.ExistingQueue != nil {
				continue // only Terraform knows it, and it may be what is stated
			}
			want = "the address of the queue that is made"
		}
		ms.Break(variableAgrees, "environment."+name, check.Quote(stated), want,
			"leave it out; it is set from the prop that it belongs to, such as tokenBudget, cluster or queue")
	}
}

// same reports whether two texts are equal, or the same number.
func same(a, b string) bool {
	n, errA := strconv.ParseFloat(a, 64)
	m, errB := strconv.ParseFloat(b, 64)
	return a == b || errA == nil && errB == nil && n == m
}

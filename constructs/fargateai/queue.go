package fargateai

import (
	"cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// queueVariable tells a worker where its queue is.
const queueVariable = "QUEUE_URL"

func (p plan) queueProblems(ms *rules.Mistakes) {
	stated := p.Queue != nil || p.ExistingQueue != nil
	if !p.workload.worker {
		if stated {
			ms.Break(queueOfWorker, "queue", "a queue for the workload "+string(p.Workload), "none",
				"use NewEvalWorker, or make the queue with package queue and hand its address over in Environment")
		}
		return
	}
	check.Exclusive(ms, "queue", map[string]bool{"queue": p.Queue != nil, "existingQueue": p.ExistingQueue != nil},
		"make a queue or use one that exists")
	if p.ExistingQueue != nil {
		ms.Nested("existingQueue", p.ExistingQueue.Validate())
		return
	}
	ms.Nested("queue", p.queueProps().Validate())
	p.visibilityProblems(ms)
}

// queueProps are those of the queue to make.
func (p plan) queueProps() *queue.Props {
	q := optional.Value(p.Queue)
	q.Name = cmp.Or(q.Name, p.name)
	q.VisibilityTimeout = p.visibilityTimeout()
	q.Tags = merge(p.tags, q.Tags)
	return &q
}

func (s *Service) newQueue(p plan) {
	switch {
	case !p.workload.worker:
	case p.ExistingQueue != nil:
		s.refs.queue = *p.ExistingQueue
	default:
		s.Queue = queue.New(s, "queue", p.queueProps())
		s.refs.queue = s.Queue.Ref()
	}
}

package queue

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/sqsqueue"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/sqsqueuepolicy"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/sqsqueueredriveallowpolicy"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Queue is an SQS queue with its dead-letter queue.
type Queue struct {
	constructs.Construct
	queue, deadLetter             sqsqueue.SqsQueue // nil when the props were refused
	queuePolicy, deadLetterPolicy sqsqueuepolicy.SqsQueuePolicy
	redriveAllow                  sqsqueueredriveallowpolicy.SqsQueueRedriveAllowPolicy
	ref                           Ref
}

// New makes a queue. Mistakes in props are reported together with those of all other constructs when the app is
// synthesized; nothing is created then.
func New(scope constructs.Construct, id string, props *Props) *Queue {
	q := &Queue{ref: Ref{
		Name: token.Unknown, ARN: token.Unknown, URL: token.Unknown, DeadLetterName: token.Unknown,
		DeadLetterARN: token.Unknown,
	}}
	bridge.Init(q, scope, id)
	if bridge.Refused(q, props.problems(), props) {
		return q
	}
	c := props.resolve()
	name, deadLetterName := c.names()
	q.deadLetter = c.newQueue(q, "dead-letter", deadLetterName, &sqsqueue.SqsQueueConfig{
		MessageRetentionSeconds: jsii.Number(c.deadLetterRetention),
	})
	q.queue = c.newQueue(q, "queue", name, &sqsqueue.SqsQueueConfig{
		MessageRetentionSeconds:   jsii.Number(c.retention),
		VisibilityTimeoutSeconds:  jsii.Number(c.visibility),
		ReceiveWaitTimeSeconds:    jsii.Number(waitTime),
		MaxMessageSize:            c.MaximumMessageSize,
		ContentBasedDeduplication: c.ContentBasedDeduplication,
		RedrivePolicy: bridge.JSON(map[string]any{"deadLetterTargetArn": *q.deadLetter.Arn(),
			"maxReceiveCount": c.receives}),
	})
	q.ref = Ref{
		Name: *q.queue.Name(), ARN: *q.queue.Arn(), URL: *q.queue.Url(), DeadLetterName: *q.deadLetter.Name(),
		DeadLetterARN: *q.deadLetter.Arn(),
		KMSKeyARN:     c.KMSKeyARN,
	}
	q.redriveAllow = sqsqueueredriveallowpolicy.NewSqsQueueRedriveAllowPolicy(q, jsii.String("redrive-allow"),
		&sqsqueueredriveallowpolicy.SqsQueueRedriveAllowPolicyConfig{
			QueueUrl: q.deadLetter.Url(),
			RedriveAllowPolicy: bridge.JSON(map[string]any{"redrivePermission": "byQueue",
				"sourceQueueArns": []string{q.ref.ARN}}),
		})
	q.queuePolicy = refusePlaintext(q, "policy", q.queue)
	q.deadLetterPolicy = refusePlaintext(q, "dead-letter-policy", q.deadLetter)
	return q
}

// newQueue makes a queue with what both have in common.
func (c config) newQueue(scope constructs.Construct, id, name string,
	config *sqsqueue.SqsQueueConfig) sqsqueue.SqsQueue {
	config.Name = jsii.String(name)
	config.Tags = bridge.Tags(c.Tags, "")
	config.KmsMasterKeyId = bridge.String(c.KMSKeyARN)
	if c.KMSKeyARN == "" {
		config.SqsManagedSseEnabled = true
	}
	if c.fifo {
		config.FifoQueue = true
	}
	return sqsqueue.NewSqsQueue(scope, jsii.String(id), config)
}

// refusePlaintext denies everything over HTTP, also to those whom IAM allows it.
func refusePlaintext(scope constructs.Construct, id string, queue sqsqueue.SqsQueue) sqsqueuepolicy.SqsQueuePolicy {
	return sqsqueuepolicy.NewSqsQueuePolicy(scope, jsii.String(id), &sqsqueuepolicy.SqsQueuePolicyConfig{
		QueueUrl: queue.Url(),
		Policy: bridge.JSON(policy.Document(policy.Statement{
			Sid: "TLSOnly", Deny: true, Anyone: true, Actions: []string{"sqs:*"}, Resources: []string{*queue.Arn()},
			Conditions: []policy.Condition{{Operator: "Bool", Key: "aws:SecureTransport", Values: []string{"false"}}},
		})),
	})
}

// Ref returns the queue for those who read, write or watch it.
func (q *Queue) Ref() Ref { return q.ref }

// Resource returns the underlying aws_sqs_queue, for overrides. It is nil when the props were refused, as are all
// below.
func (q *Queue) Resource() sqsqueue.SqsQueue { return q.queue }

// DeadLetterResource returns the aws_sqs_queue of messages that no worker could handle.
func (q *Queue) DeadLetterResource() sqsqueue.SqsQueue { return q.deadLetter }

// Policy returns the aws_sqs_queue_policy of the queue.
func (q *Queue) Policy() sqsqueuepolicy.SqsQueuePolicy { return q.queuePolicy }

// DeadLetterPolicy returns the aws_sqs_queue_policy of the dead-letter queue.
func (q *Queue) DeadLetterPolicy() sqsqueuepolicy.SqsQueuePolicy { return q.deadLetterPolicy }

// RedriveAllowPolicy says that only this queue may move messages into the dead-letter queue.
func (q *Queue) RedriveAllowPolicy() sqsqueueredriveallowpolicy.SqsQueueRedriveAllowPolicy {
	return q.redriveAllow
}

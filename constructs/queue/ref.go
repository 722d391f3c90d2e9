package queue

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Ref is a queue to read or write: what [Queue.Ref] hands out, or one that exists.
type Ref struct {
	// Name, ARN and URL of the queue. Required.
	Name, ARN, URL string
	// DeadLetterName and DeadLetterARN of the queue that takes what no worker could handle. Default: none, and nothing
	// alarms on its depth.
	DeadLetterName, DeadLetterARN string
	// KMSKeyARN of the customer managed key that encrypts the queue. Default: none.
	KMSKeyARN string
}

// Statement allows actions on resources. It has the fields of ecs.PolicyStatement.
type Statement struct {
	Sid        string
	Actions    []string
	Resources  []string
	Conditions []Condition
}

// Condition is a condition of a statement. It has the fields of ecs.PolicyCondition.
type Condition struct {
	Operator, Key string
	Values        []string
}

var refName = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,80}$|^[a-zA-Z0-9_-]{1,75}\.fifo$`)

// Validate returns every mistake in the reference as one error, or nil.
func (r Ref) Validate() error { return r.problems().Err() }

func (r Ref) problems() rules.Mistakes {
	given, ps := check.Given(&r)
	r = *given
	const fix = "hand over Queue.Ref(), or name, ARN and URL of one that exists"
	check.Required(&ps, "url", r.URL, "the queue's URL", fix)
	if r.URL != "" && !token.Is(r.URL) && !strings.HasPrefix(r.URL, "https://") {
		ps.Break(rules.Invalid, "url", check.Quote(r.URL), "a URL that starts with https://",
			"find it with aws sqs get-queue-url")
	}
	queueProblems(&ps, "name", r.Name, "arn", r.ARN, fix)
	if r.DeadLetterName != "" || r.DeadLetterARN != "" {
		queueProblems(&ps, "deadLetterName", r.DeadLetterName, "deadLetterARN", r.DeadLetterARN,
			"give both name and ARN of the dead-letter queue, or neither")
	}
	arn.Check(&ps, "kmsKeyARN", r.KMSKeyARN, "kms", "give the key's ARN, not its id or alias")
	return ps
}

func queueProblems(ps *rules.Mistakes, namePath, name, arnPath, queueARN, fix string) {
	check.Required(ps, namePath, name, "the queue's name", fix)
	check.Required(ps, arnPath, queueARN, "the queue's ARN", fix)
	arn.Check(ps, arnPath, queueARN, "sqs", "")
	if name != "" && !token.Is(name) && !refName.MatchString(name) {
		ps.Break(rules.Invalid, namePath, check.Quote(name),
			"at most 80 letters, digits, hyphens and underscores, and perhaps .fifo", "")
		return
	}
	if parsed, ok := arn.Parse(queueARN); ok && name != "" && !token.Is(name) && !token.Is(queueARN) &&
		parsed.Resource != name {
		ps.Break(sameQueue, namePath, check.Quote(name),
			"the name at the end of "+arnPath+", "+check.Quote(parsed.Resource), "")
	}
}

// ConsumerActions returns the SQS actions of a worker: receive, delete, prolong, and see how much waits.
func (r Ref) ConsumerActions() []string {
	return []string{"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"}
}

// ProducerActions returns the SQS actions of a sender.
func (r Ref) ProducerActions() []string { return []string{"sqs:SendMessage", "sqs:GetQueueAttributes"} }

// ConsumerStatements returns all that a worker's role needs, also of the key.
func (r Ref) ConsumerStatements() []Statement {
	return r.statements("QueueConsumer", r.ConsumerActions(), "kms:Decrypt")
}

// ProducerStatements returns all that a sender's role needs, also of the key.
func (r Ref) ProducerStatements() []Statement {
	return r.statements("QueueProducer", r.ProducerActions(), "kms:GenerateDataKey", "kms:Decrypt")
}

func (r Ref) statements(sid string, actions []string, keyActions ...string) []Statement {
	out := []Statement{{Sid: sid, Actions: actions, Resources: []string{r.ARN}}}
	if r.KMSKeyARN != "" {
		out = append(out, Statement{Sid: sid + "Key", Actions: keyActions, Resources: []string{r.KMSKeyARN},
			Conditions: []Condition{Condition(policy.Via("sqs"))}})
	}
	return out
}

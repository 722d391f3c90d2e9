package queue

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Props are the props of a [Queue].
type Props struct {
	// Name of the queue, without the ending .fifo. Required; at most 76 letters, digits, hyphens and underscores, 71 with
	// FIFO. The dead-letter queue is called NAME-dlq. A change replaces both, with the messages in them.
	Name string
	// VisibilityTimeout in seconds after which a message that was received but not deleted comes back: longer than the
	// longest job, or the job is done, and paid for, twice. 1 to 43200. Default: 900. A worker can prolong it for a single
	// message (ChangeMessageVisibility).
	VisibilityTimeout *float64
	// MessageRetention in seconds after which a message that nobody handled is lost, 60 to 1209600. Default: 345600 (4
	// days). At least VisibilityTimeout × MaxReceiveCount, so that a message that always fails reaches the dead-letter
	// queue.
	MessageRetention *float64
	// MaxReceiveCount is how often a message is tried before it goes to the dead-letter queue, 1 to 1000. Default: 3.
	MaxReceiveCount *float64
	// DeadLetterRetention in seconds, at most 1209600. Default: 1209600 (14 days). At least MessageRetention: a message
	// keeps its age when it moves
	// (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html).
	DeadLetterRetention *float64
	// FIFO keeps the order within a message group and delivers once; both queues' names end in .fifo. Default: false. A
	// change replaces both queues.
	FIFO *bool
	// ContentBasedDeduplication takes messages of the same body within 5 minutes as one; with FIFO only. False leaves it
	// to the senders to give an id. Default: false.
	ContentBasedDeduplication *bool
	// KMSKeyARN of a customer managed key. Default: encryption with a key that SQS owns.
	KMSKeyARN string
	// MaximumMessageSize in bytes, 1024 to 262144. Default: 262144.
	MaximumMessageSize *float64
	// Tags of both queues.
	Tags map[string]string
}

// Defaults of [Props].
const (
	DefaultVisibilityTimeout   = 900
	DefaultMessageRetention    = 4 * 24 * 3600
	DefaultMaxReceiveCount     = 3
	DefaultDeadLetterRetention = 14 * 24 * 3600
)

// MaxVisibilityTimeout in seconds, after which SQS shows a message again whatever its worker does.
const MaxVisibilityTimeout = 43200

const (
	fifoSuffix       = ".fifo"
	deadLetterSuffix = "-dlq"
	maxNameLength    = 80
	maxRetention     = 1209600
	// waitTime in seconds is SQS's longest poll: it asks all servers, and an idle worker pays for 3 requests a minute.
	waitTime = 20
)

var nameForm = regexp.MustCompile(`^[a-zA-Z0-9_-]+$`)

// Validate returns every mistake in the props as one error, or nil.
func (p *Props) Validate() error { return p.problems().Err() }

func (p *Props) problems() rules.Mistakes {
	p, ps := check.Given(p)
	p.nameProblems(&ps)
	check.WholeNumber(&ps, "visibilityTimeout", p.VisibilityTimeout, 1, MaxVisibilityTimeout, " s",
		"a worker prolongs what takes longer with ChangeMessageVisibility")
	check.WholeNumber(&ps, "messageRetention", p.MessageRetention, 60, maxRetention, " s", "")
	check.WholeNumber(&ps, "maxReceiveCount", p.MaxReceiveCount, 1, 1000, "", "")
	check.WholeNumber(&ps, "deadLetterRetention", p.DeadLetterRetention, 60, maxRetention, " s", "")
	check.WholeNumber(&ps, "maximumMessageSize", p.MaximumMessageSize, 1024, 262144, " bytes",
		"put larger messages into S3 and send their key")
	if optional.Value(p.ContentBasedDeduplication) && !optional.Value(p.FIFO) {
		ps.Break(fifoDeduplication, "contentBasedDeduplication", "true without FIFO", "false",
			"set fifo: only such queues know it")
	}
	arn.Check(&ps, "kmsKeyARN", p.KMSKeyARN, "kms", "give the key's ARN, not its id or alias")
	if len(ps) == 0 {
		p.resolve().timeProblems(&ps)
	}
	return ps
}

func (p *Props) nameProblems(ps *rules.Mistakes) {
	longest := maxNameLength - len(deadLetterSuffix)
	if optional.Value(p.FIFO) {
		longest -= len(fifoSuffix)
	}
	switch {
	case token.Is(p.Name):
	case strings.HasSuffix(p.Name, fifoSuffix):
		ps.Break(rules.Invalid, "name", check.Quote(p.Name), "the name without "+fifoSuffix, "set fifo, which adds it")
	case !nameForm.MatchString(p.Name) || len(p.Name) > longest:
		ps.Break(check.Form(p.Name), "name", check.Quote(p.Name),
			fmt.Sprintf("1 to %d letters, digits, hyphens and underscores", longest), "name the queue like eval-jobs")
	}
}

// config is the props with every default filled in.
type config struct {
	Props
	visibility, retention, receives, deadLetterRetention float64
	fifo                                                 bool
}

func (p Props) resolve() config {
	return config{
		Props:               p,
		visibility:          optional.Or(p.VisibilityTimeout, DefaultVisibilityTimeout),
		retention:           optional.Or(p.MessageRetention, DefaultMessageRetention),
		receives:            optional.Or(p.MaxReceiveCount, DefaultMaxReceiveCount),
		deadLetterRetention: optional.Or(p.DeadLetterRetention, DefaultDeadLetterRetention),
		fifo:                optional.Value(p.FIFO),
	}
}

// timeProblems judges the times together, where all of them are known.
func (c config) timeProblems(ps *rules.Mistakes) {
	if token.IsNumber(c.retention) {
		return
	}
	if !token.IsNumber(c.deadLetterRetention) && c.deadLetterRetention < c.retention {
		ps.Break(deadLetterRetention, "deadLetterRetention", check.Number(c.deadLetterRetention)+" s",
			"at least messageRetention, "+check.Number(c.retention)+" s",
			"a message keeps its age when it moves, and would be deleted at once")
	}
	if tries := c.visibility * c.receives; !token.IsNumber(c.visibility) && !token.IsNumber(c.receives) &&
		c.retention < tries {
		ps.Break(messageRetention, "messageRetention", check.Number(c.retention)+" s",
			"at least visibilityTimeout × maxReceiveCount, "+check.Number(tries)+" s",
			"a message that always fails would be lost before it reaches the dead-letter queue")
	}
}

// names of the queue and its dead-letter queue.
func (c config) names() (queue, deadLetter string) {
	queue, deadLetter = c.Name, c.Name+deadLetterSuffix
	if c.fifo {
		queue, deadLetter = queue+fifoSuffix, deadLetter+fifoSuffix
	}
	return queue, deadLetter
}

package queue

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

const reference = "${TfToken[TOKEN.1]}"

var numberReference = jsii.Number(-1.8881545897087503e+289)

func TestProblems(t *testing.T) {
	valid := func() Props { return Props{Name: "eval-jobs"} }
	checktest.Run(t, valid, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "defaults", Change: func(*Props) {}},
		{Name: "references", Change: func(p *Props) {
			*p = Props{Name: reference, KMSKeyARN: reference, VisibilityTimeout: numberReference,
				MessageRetention: numberReference,
				MaxReceiveCount:  numberReference, DeadLetterRetention: numberReference, MaximumMessageSize: numberReference}
		}},
		{Name: "one reference among times", Change: func(p *Props) { p.VisibilityTimeout = numberReference }},
		{Name: "dead-letter reference", Change: func(p *Props) { p.DeadLetterRetention = numberReference }},
		{Name: "no name", Change: func(p *Props) { p.Name = "" }, Want: []string{"name required"}},
		{Name: "bad name", Change: func(p *Props) { p.Name = "eval jobs" }, Want: []string{"name invalid"}},
		{Name: "longest name", Change: func(p *Props) { p.Name = strings.Repeat("n", 76) }},
		{Name: "long name", Change: func(p *Props) { p.Name = strings.Repeat("n", 77) }, Want: []string{"name invalid"}},
		{Name: "long FIFO name", Change: func(p *Props) { p.Name, p.FIFO = strings.Repeat("n", 72), jsii.Bool(true) },
			Want: []string{"name invalid"}},
		{Name: "suffix", Change: func(p *Props) { p.Name, p.FIFO = "eval-jobs.fifo", jsii.Bool(true) },
			Want: []string{"name invalid"}},
		{Name: "visibility", Change: func(p *Props) { p.VisibilityTimeout = jsii.Number(43201) },
			Want: []string{"visibilityTimeout range"}},
		{Name: "no visibility", Change: func(p *Props) { p.VisibilityTimeout = jsii.Number(0) },
			Want: []string{"visibilityTimeout range"}},
		{Name: "retention", Change: func(p *Props) { p.MessageRetention = jsii.Number(59) },
			Want: []string{"messageRetention range"}},
		{Name: "receives", Change: func(p *Props) { p.MaxReceiveCount = jsii.Number(0) },
			Want: []string{"maxReceiveCount range"}},
		{Name: "dead-letter retention", Change: func(p *Props) { p.DeadLetterRetention = jsii.Number(1209601) },
			Want: []string{"deadLetterRetention range"}},
		{Name: "shorter in the dead-letter queue", Change: func(p *Props) { p.DeadLetterRetention = jsii.Number(345599) },
			Want: []string{"deadLetterRetention queue-dead-letter-retention"}},
		{Name: "as long in the dead-letter queue", Change: func(p *Props) { p.DeadLetterRetention = jsii.Number(345600) }},
		{Name: "lost before its last try",
			Change: func(p *Props) { p.VisibilityTimeout, p.MessageRetention = jsii.Number(3600), jsii.Number(10799) },
			Want:   []string{"messageRetention queue-message-retention"}},
		{Name: "in time for its last try",
			Change: func(p *Props) { p.VisibilityTimeout, p.MessageRetention = jsii.Number(3600), jsii.Number(10800) }},
		{Name: "deduplication", Change: func(p *Props) { p.ContentBasedDeduplication = jsii.Bool(true) },
			Want: []string{"contentBasedDeduplication queue-fifo-deduplication"}},
		{Name: "deduplication with FIFO",
			Change: func(p *Props) { p.ContentBasedDeduplication, p.FIFO = jsii.Bool(true), jsii.Bool(true) }},
		{Name: "key alias", Change: func(p *Props) { p.KMSKeyARN = "alias/jobs" },
			Want: []string{"kmsKeyARN invalid"}},
		{Name: "size", Change: func(p *Props) { p.MaximumMessageSize = jsii.Number(1048576) },
			Want: []string{"maximumMessageSize range"}},
		{Name: "all at once", Change: func(p *Props) {
			*p = Props{VisibilityTimeout: jsii.Number(0.5),
				MaxReceiveCount: jsii.Number(1001)}
		},
			Want: []string{"maxReceiveCount range", "name required", "visibilityTimeout range"}},
	})
	if (*Props)(nil).Validate() == nil {
		t.Error("no props at all are valid")
	}
}

func TestRefProblems(t *testing.T) {
	valid := func() Ref {
		return Ref{Name: "jobs", ARN: "arn:aws:sqs:eu-west-1:210987654321:jobs",
			URL: "https://sqs.eu-west-1.amazonaws.com/210987654321/jobs"}
	}
	checktest.Run(t, valid, func(r *Ref) error { return r.Validate() }, []checktest.Case[Ref]{
		{Name: "minimum", Change: func(*Ref) {}},
		{Name: "references", Change: func(r *Ref) {
			*r = Ref{reference, reference, reference, reference, reference,
				reference}
		}},
		{Name: "known ARN, unknown name", Change: func(r *Ref) { r.Name = reference }},
		{Name: "nothing", Change: func(r *Ref) { *r = Ref{} },
			Want: []string{"arn required", "name required", "url required"}},
		{Name: "other service", Change: func(r *Ref) { r.ARN = "arn:aws:sns:eu-west-1:210987654321:jobs" },
			Want: []string{"arn invalid"}},
		{Name: "other queue", Change: func(r *Ref) { r.Name = "mail" },
			Want: []string{"name queue-same-queue"}},
		{Name: "all queues", Change: func(r *Ref) { r.Name, r.ARN = "*", "arn:aws:sqs:eu-west-1:210987654321:*" },
			Want: []string{"name invalid"}},
		{Name: "FIFO", Change: func(r *Ref) { r.Name, r.ARN = "jobs.fifo", "arn:aws:sqs:eu-west-1:210987654321:jobs.fifo" }},
		{Name: "plaintext", Change: func(r *Ref) { r.URL = "http://sqs.eu-west-1.amazonaws.com/210987654321/jobs" },
			Want: []string{"url invalid"}},
		{Name: "half a dead-letter queue", Change: func(r *Ref) { r.DeadLetterName = "jobs-dlq" },
			Want: []string{"deadLetterARN required"}},
		{Name: "other dead-letter queue",
			Change: func(r *Ref) { r.DeadLetterName, r.DeadLetterARN = "dlq", "arn:aws:sqs:eu-west-1:210987654321:jobs-dlq" },
			Want:   []string{"deadLetterName queue-same-queue"}},
		{Name: "key", Change: func(r *Ref) { r.KMSKeyARN = "jobs" }, Want: []string{"kmsKeyARN invalid"}},
	})
}

func TestStatements(t *testing.T) {
	r := Ref{ARN: "queue", KMSKeyARN: "key"}
	viaSQS := []Condition{{"StringLike", "kms:ViaService", []string{"sqs.*.amazonaws.com*"}}}
	want := []Statement{
		{"QueueConsumer", []string{"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility",
			"sqs:GetQueueAttributes"}, []string{"queue"}, nil},
		{"QueueConsumerKey", []string{"kms:Decrypt"}, []string{"key"}, viaSQS},
		{"QueueProducer", []string{"sqs:SendMessage", "sqs:GetQueueAttributes"}, []string{"queue"}, nil},
		{"QueueProducerKey", []string{"kms:GenerateDataKey", "kms:Decrypt"}, []string{"key"}, viaSQS},
	}
	if diff := cmp.Diff(want, append(r.ConsumerStatements(), r.ProducerStatements()...)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := (Ref{ARN: "queue"}).ConsumerStatements(); len(got) != 1 {
		t.Errorf("without a key: got %v", got)
	}
}

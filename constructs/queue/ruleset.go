package queue

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	fifoDeduplication = rules.Rule{
		ID:     "queue-fifo-deduplication",
		Judges: "Deduplication by content goes with a FIFO queue.",
		Why:    "Other queues do not know it.",
		Source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html",
	}
	messageRetention = rules.Rule{
		ID:     "queue-message-retention",
		Judges: "A message is kept for as long as all its tries take.",
		Why:    "One that always fails would be lost before it reaches the dead-letter queue.",
		Source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
	}
	deadLetterRetention = rules.Rule{
		ID:     "queue-dead-letter-retention",
		Judges: "The dead-letter queue keeps a message for at least as long as the queue that it came from.",
		Why:    "A message keeps its age when it moves, and would be deleted at once.",
		Source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
	}
	sameQueue = rules.Rule{
		ID:     "queue-same-queue",
		Judges: "The name and the ARN of a queue name the same one.",
		Why:    "A worker would read one queue, and scale on the backlog of another.",
	}
)

// Package queue makes the SQS queue that an asynchronous worker reads, with the dead-letter queue for messages that no
// worker could handle.
//
//	jobs := queue.New(stack, "jobs", &queue.Props{Name: "eval-jobs", VisibilityTimeout: jsii.Number(1800)})
//
// A message that a worker received but did not delete comes back after VisibilityTimeout, and after MaxReceiveCount
// times goes to the dead-letter queue: alarm on that one's depth, since nobody reads it. Both queues are encrypted and
// refuse plaintext HTTP. [Ref.ConsumerStatements] is what a worker's role needs, [Ref.ProducerStatements] what a
// sender's does. A queue that exists is adopted by writing its [Ref] down.
package queue

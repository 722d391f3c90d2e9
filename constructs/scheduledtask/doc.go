// Package scheduledtask runs a task of ECS at set times: a nightly evaluation, a new index, a report. EventBridge
// Scheduler starts it, without code and without a Lambda function.
//
//	scheduledtask.New(stack, "evaluation", &scheduledtask.Props{
//		ClusterARN: "arn:aws:ecs:eu-west-1:210987654321:cluster/ai", Family: "retrieval", ContainerName: "retrieval",
//		ExecutionRoleARN: "arn:aws:iam::210987654321:role/retrieval-execution",
//		SubnetIDs:        jsii.Strings("subnet-0a1b2c3d4e5f67890"), SecurityGroupIDs: jsii.Strings("sg-0a1b2c3d4e5f67890"),
//		Settings: scheduledtask.Settings{
//			Name: "retrieval-evaluation", Expression: "cron(0 2 * * ? *)", TimeZone: "Europe/Dublin",
//			Command: jsii.Strings("python", "-m", "evaluation"), ExistingTopicARN: "arn:aws:sns:eu-west-1:210987654321:oncall",
//		},
//	})
//
// The code says by its exit code how a run went: 0 is good, everything else a failure. A run that does not meet its
// thresholds has to exit with something else than 0, or nobody is told.
//
// # What rings
//
// Everything that went wrong becomes a message in one queue, which the alarm NAME-failed watches: a call that Scheduler
// could not bring to ECS although it tried again (its dead-letter queue), and a task that stopped in any other way than
// by its container's exit with 0: another exit code, an image that cannot be pulled, too little memory, Spot capacity
// that AWS took back, somebody who stopped it. The message says which task, with which exit code and for which reason,
// and stays for 14 days, while ECS forgets a stopped task after an hour. The alarm rings at each failure and goes back
// by itself about a quarter of an hour later; CloudWatch may need as long to see the first message in a quiet queue
// (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-monitoring-using-cloudwatch.html).
//
// Silence is no success: a schedule that somebody switched off, a task that hangs, an event that got lost fail nobody.
// [Settings.MissedAfterHours] therefore counts the runs that ended well, and rings when there was none for so long.
//
// # What it does not do
//
// Nothing ends a task that hangs: let the code end itself. Runs may overlap when one takes longer than the schedule's
// interval. Scheduler delivers at least once, so that a run may, rarely, start twice: the code has to bear it
// (https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html).
//
// # Roles
//
// Scheduler's role runs revisions of one family in one cluster, passes the task's roles to ECS and to nobody else, and
// writes into the queue. Only Scheduler may assume it, only for this account and for the schedule's group: AWS knows no
// narrower condition (https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html).
// Unless an existing group is stated, the schedule has one of its own.
package scheduledtask

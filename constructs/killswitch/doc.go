// Package killswitch stops an ECS service, whatever models it calls: no task, and none that scaling starts.
//
//	killswitch.New(stack, "kill-switch", &killswitch.Props{
//		ClusterName: "ai", ServiceName: "llm-proxy", TopicARN: rails.TopicARN(),
//		Scaling: &killswitch.Scaling{MinCapacity: jsii.Number(2), MaxCapacity: jsii.Number(20)},
//		Settings: killswitch.Settings{Name: "llm-proxy", Mode: killswitch.Automatic,
//			AlarmNames: jsii.Strings("llm-proxy-spend-per-hour")},
//	})
//
// EventBridge has no target that stops a service. The switch is a state machine of Step Functions, which calls AWS
// itself: no code, no Lambda function. It
//
//  1. stops the tasks that run, without waiting until the load balancer has drained them: requests under way are cut,
//     and an agent that loops in one of them has StopTimeout to end. Protection from scale-in does not save a task;
//  2. sets minimum and maximum of the scalable target, and the service's desired count, to 0. Schedules of scaling are
//     suspended;
//  3. stops what was started meanwhile, until nothing runs;
//  4. tells the topic what happened, and the one command that brings the service back. Where it fails it tells that.
//
// It is pulled by hand with [KillSwitch.Command], or by itself when one of the alarms goes into ALARM ([Automatic]):
// within seconds of the alarm, which looks at minutes. A notification of AWS Budgets is no such alarm: billing data is
// hours, up to a day, old. Who listens on the topic still learns of it there, and pulls by hand. An alarm that rings
// already when the switch is made pulls nothing.
//
// # The way back
//
// [KillSwitch.RestoreCommand], which the message quotes, sets minimum and maximum again; AWS then raises the desired
// count to the minimum, and a service that scales from zero wakes by its own signals. Find the cause first: the alarm
// rings again, and pulls again, when the traffic does.
//
// Terraform sees the scalable target changed, and the next apply sets it back: that is another way back, and the plan
// shows it as an update of max_capacity from 0. So do not apply while the service has to stay down. Only where scaling
// has schedules Terraform leaves minimum and maximum alone, and the command is the only way. The desired count is left
// alone in any case (ecs.ServiceProps.Autoscaled).
//
// Services that CodeDeploy deploys are stopped and brought back in the same way: of them, too, anybody may change the
// desired count (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html).
//
// # Cost
//
// Rules on events of AWS are free, and so are the first 4000 state transitions of an account in a month; a pull has
// about twenty.
package killswitch

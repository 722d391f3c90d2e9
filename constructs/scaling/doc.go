// Package scaling changes the number of tasks of an ECS service with Application Auto Scaling.
//
// # Which signal
//
// A task that waits for a model is busy and idle at once: an LLM proxy with every slot taken sits at 10 % CPU. So the
// signal decides everything:
//
//   - [Settings.CPUUtilization] and [Settings.MemoryUtilization] fit work that the task does itself: embedding,
//     reranking, parsing.
//   - [Settings.RequestsPerTarget] fits short requests of similar length, such as a retrieval API's. It misjudges
//     streams, of which one may last a second or five minutes.
//   - [InFlightPerTask] fits proxies and agents: the number of requests that a task works on at the same time is its
//     load.
//   - [BacklogPerTask] fits workers that read a queue.
//
// Latency is refused as a signal: it is an alarm. It grows when the model's provider slows down, and then another task
// only adds to the queue at the provider; and it does not halve when tasks double, which is what target tracking
// assumes. The same holds for tokens a minute as long as the bottleneck is a provider's quota: let the quota decide
// MaxCapacity instead.
//
// # How the policies meet
//
// Any policy may add tasks; tasks are taken away only when all target tracking policies agree. Target tracking needs
// about three minutes to react; a [StepScaling] policy on a high-resolution metric, with a Period of 10 or 30 s, reacts
// in that time and is the fast lane beside it:
//
//	scaling.New(stack, "scaling", &scaling.Props{
//		ClusterName: cluster.Ref().Name,
//		ServiceName: service.Name(),
//		Settings: scaling.Settings{
//			MinCapacity: jsii.Number(2),
//			MaxCapacity: jsii.Number(20),
//			Metrics:     []scaling.MetricTracking{scaling.InFlightPerTask(40)},
//			Steps: []scaling.StepScaling{{
//				Name:      "burst",
//				Metric:    scaling.InFlightPerTask(40).Metric,
//				Threshold: jsii.Number(60),
//				Period:    jsii.Number(10),
//				StepAdjustments: []scaling.StepAdjustment{
//					{
//						MetricIntervalLowerBound: jsii.Number(0), MetricIntervalUpperBound: jsii.Number(30),
//						ScalingAdjustment: jsii.Number(2),
//					},
//					{MetricIntervalLowerBound: jsii.Number(30), ScalingAdjustment: jsii.Number(6)},
//				},
//			}},
//		},
//	})
//
// # From zero
//
// A MinCapacity of 0 needs something that starts the first task: a metric that has data while no task runs, such as a
// queue's, or a schedule. CPU, memory and requests per target have none. [BacklogPerTask] with [WakeOnBacklog] is the
// pair for a worker.
//
// # Schedules
//
// A [Schedule] writes new minima and maxima into the scalable target. With schedules Terraform therefore ignores
// changes of min_capacity and max_capacity, or the next apply at night would start the tasks that the schedule has just
// stopped. The price: a later change of MinCapacity or MaxCapacity in the program reaches AWS only through the
// schedules.
//
// The service itself must leave its desired count alone: see ecs.ServiceProps.Autoscaled.
package scaling

// Package codedeploy deploys an ECS service blue/green or as a canary: the new tasks start beside the old ones, are
// shown on a test listener, take over requests in steps, and until the old tasks are stopped the way back takes
// seconds.
//
// It defines a CodeDeploy application with one deployment group, the role that CodeDeploy acts with, and for custom
// steps a deployment configuration. The service needs ecs.ControllerCodeDeploy, its load balancer a pair of target
// groups (loadbalancer.TargetProps.BlueGreen):
//
//	group := codedeploy.New(stack, "deployments", &codedeploy.Props{
//		ClusterName:          cluster.Ref().Name,
//		ServiceName:          service.Name(),
//		ListenerARN:          target.ListenerARN(),
//		TestListenerARN:      target.TestListenerARN(),
//		BlueTargetGroupName:  target.TargetGroupName(),
//		GreenTargetGroupName: target.GreenTargetGroupName(),
//		TaskRoleARNs:         jsii.Strings(task.ExecutionRoleARN(), task.TaskRoleARN()),
//		Settings: codedeploy.Settings{
//			Name:            "llm-proxy",
//			ApprovalMinutes: jsii.Number(60), // for the evaluation on the test listener
//			AlarmNames:      jsii.Strings("llm-proxy-5xx"),
//		},
//	})
//
// # A deployment
//
// Terraform starts no deployment: a pipeline registers a revision of the task definition and hands CodeDeploy an
// [AppSpec] that names it. With Settings.ApprovalMinutes the deployment then waits, its tasks on the test listener, for
//
//	aws deploy continue-deployment --deployment-id "$ID" --deployment-wait-type READY_WAIT
//
// or, when what they answer is not good enough, for
//
//	aws deploy stop-deployment --deployment-id "$ID" --auto-rollback-enabled
//
// which is also the way back while Settings.BakeMinutes last. A deployment group runs one deployment at a time, so the
// next one waits until the old tasks are gone; --deployment-wait-type TERMINATION_WAIT stops them earlier.
//
// # The strategies of ECS itself
//
// ECS has had blue/green, linear and canary deployments without CodeDeploy since 2025. Terraform knows them from
// version 6 of the AWS provider on; the bindings of this library are those of version 5. AddOverride on the
// aws_ecs_service is no way around: the provider refuses blocks that it does not know. The way is bindings of a later
// provider.
package codedeploy

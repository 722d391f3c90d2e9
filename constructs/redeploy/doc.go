// Package redeploy starts new tasks of an ECS service when what its tasks read at their start has changed: a secret of
// Secrets Manager, a parameter of Parameter Store, an object in S3. Running tasks keep what they read; only a
// deployment brings the new value.
//
//	redeploy.New(stack, "redeploy", &redeploy.Props{
//		ClusterName: "ai", ServiceName: "llm-proxy",
//		Settings: redeploy.Settings{Name: "llm-proxy", SecretNames: jsii.Strings("llm-proxy/openai")},
//	})
//
// EventBridge has no target that updates a service. It starts a Step Functions state machine of one state, which calls
// UpdateService with forceNewDeployment: no code, no Lambda function. The machine's role may update this one service,
// EventBridge's role may start this one machine. Standard executions show for 90 days which event led to which
// deployment, so there is no log group.
//
// # Which changes it sees
//
// Secrets Manager tells EventBridge itself when a secret has a new current version, whether by rotation or by
// PutSecretValue, UpdateSecret or UpdateSecretVersionStage. It needs no CloudTrail trail, unlike the events
// RotationSucceeded and "AWS API Call via CloudTrail", which never arrive in an account without one and would deploy a
// second time in an account with one
// (https://docs.aws.amazon.com/secretsmanager/latest/userguide/secret-event-notifications.html). Of a bucket,
// EventBridge hears only when the bucket's notifications to EventBridge are switched on; see [Settings.Objects].
//
// It sees no secret, parameter or bucket of another region or account, no label but AWSCURRENT, no change of a key or
// policy, and nothing that changes before the rules exist. AWS does not promise that every event arrives: one may get
// lost, rarely.
//
// # What a change does
//
// Each change is one deployment of the revision that the service has, by the service's own rules: health checks,
// circuit breaker, alarms. Several changes in short order are several calls; each deployment replaces the one in
// progress, so the last value wins and the tasks in between are started for nothing. There is no delay that would
// gather them: it would also keep a revoked key in use. A deployment reads the image's tag anew, too: with a tag that
// moves, it may bring another image.
//
// A wrong value is not undone by a rollback. Where new tasks fail, the circuit breaker goes back to the last revision,
// whose tasks read the same new value; only tasks that still run have the old one. Put the old value back, which is a
// change and deploys again:
//
//	aws secretsmanager update-secret-version-stage --secret-id ID --version-stage AWSCURRENT \
//		--move-to-version-id OLD --remove-from-version-id NEW
//
// Where a rotation ends the old password at once, the tasks fail until they are replaced; let it alternate between two
// users.
//
// A service with the deployment controller CODE_DEPLOY or EXTERNAL cannot be redeployed so: ECS refuses the call, the
// execution fails, and nothing else happens. Its next deployment reads the new value. Blue/green deployments of ECS
// itself work.
//
// # Cost
//
// Rules on events of AWS are free, and so are the first 4000 state transitions of an account in a month; each further
// change costs about 0.00005 USD. The deployment costs what a deployment costs: old and new tasks run side by side.
package redeploy

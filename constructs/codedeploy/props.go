package codedeploy

// Strategy is how requests move from the old tasks to the new ones: one of AWS's own deployment configurations.
type Strategy string

const (
	AllAtOnce                    Strategy = "CodeDeployDefault.ECSAllAtOnce"
	Canary10Percent5Minutes      Strategy = "CodeDeployDefault.ECSCanary10Percent5Minutes"  // the rest after 5 minutes
	Canary10Percent15Minutes     Strategy = "CodeDeployDefault.ECSCanary10Percent15Minutes" // the rest after 15 minutes
	Linear10PercentEvery1Minutes Strategy = "CodeDeployDefault.ECSLinear10PercentEvery1Minutes"
	Linear10PercentEvery3Minutes Strategy = "CodeDeployDefault.ECSLinear10PercentEvery3Minutes"
)

// Hook is a moment of a deployment at which CodeDeploy calls a Lambda function and waits, an hour at most, until it has
// reported success or failure with codedeploy:PutLifecycleEventHookExecutionStatus. A failure rolls the deployment
// back:
// https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#appspec-hooks-ecs
type Hook string

const (
	BeforeInstall Hook = "BeforeInstall" // no new task is there yet
	AfterInstall  Hook = "AfterInstall"  // the new tasks are up; nobody reaches them
	// the test listener leads to the new tasks: the place of an evaluation
	AfterAllowTestTraffic Hook = "AfterAllowTestTraffic"
	BeforeAllowTraffic    Hook = "BeforeAllowTraffic" // clients are about to reach the new tasks
	AfterAllowTraffic     Hook = "AfterAllowTraffic"  // all clients reach the new tasks
)

// Props are the props of a deployment group.
type Props struct {
	// ClusterName of the service's cluster. Required.
	ClusterName string
	// ServiceName of the service, which has the controller CODE_DEPLOY. Required; a reference makes the service come
	// first.
	ServiceName string
	// ListenerARN of the load balancer's listener that clients use. Required. CodeDeploy changes those of its rules that
	// lead to one of the two target groups, and no others.
	ListenerARN string
	// TestListenerARN of the listener that shows new tasks before clients reach them. Default: none, and nobody can.
	TestListenerARN string
	// BlueTargetGroupName of the target group in which the service's first tasks are. Required.
	BlueTargetGroupName string
	// GreenTargetGroupName of the other one. Required. The two take turns.
	GreenTargetGroupName string
	// TaskRoleARNs of the task definition's execution role and task role, which CodeDeploy hands to ECS. Required.
	TaskRoleARNs *[]*string

	Settings
}

// Settings say how requests move to new tasks. All have defaults but Name.
type Settings struct {
	// Name of the application and of its deployment group. Required; at most 64 letters, digits and . _ + = , @ -. A
	// change replaces both.
	Name string

	// Strategy is one of AWS's own. At most one of Strategy, Canary and Linear. Default: Canary10Percent5Minutes.
	Strategy Strategy
	// Canary moves a share of the requests first, and the rest after Minutes. Default: none.
	Canary *Shift
	// Linear moves the same share of the requests every Minutes, until all have moved. Default: none.
	Linear *Shift
	// BakeMinutes from the last shift until the old tasks are stopped, 0 to 2880: as long as they run, the way back takes
	// seconds. Both sets of tasks are paid for meanwhile, and no other deployment can begin. Default: DefaultBakeMinutes.
	BakeMinutes *float64
	// ApprovalMinutes that a deployment waits, once its tasks are on the test listener, for somebody to continue it, 0 to
	// 2880; then it is stopped and rolled back. 0 does not wait. Needs TestListenerARN. Default: 0.
	ApprovalMinutes *float64
	// AlarmNames of CloudWatch alarms that stop a deployment, or the way into it, and roll it back. Default: none.
	AlarmNames *[]*string
	// Hooks are the ARNs of Lambda functions that CodeDeploy may call. An [AppSpec] has to name them too. Default: none.
	Hooks map[Hook]string
	// Tags of everything that can have some.
	Tags map[string]string
}

// Shift is a step of requests from the old tasks to the new ones. The last step has to come within 2880 minutes of the
// first.
type Shift struct {
	// Percentage of the requests, 1 to 99. Required.
	Percentage *float64
	// Minutes until the next step, 1 to 2880. Required.
	Minutes *float64
}

// Defaults of [Props].
const (
	DefaultStrategy    = Canary10Percent5Minutes
	DefaultBakeMinutes = 60
)

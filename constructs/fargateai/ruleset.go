package fargateai

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

// What is reached, and over what.
var (
	egressToModels = rules.Rule{
		ID:     "service-egress-to-models",
		Judges: "A service that calls models outside AWS has a way to the internet.",
		Why:    "Without one every call fails, after a deployment that went well.",
	}
	providerVariable = rules.Rule{
		ID:     "service-model-provider-variable",
		Judges: "A provider's key and address go to variables that the code reads, and a stated variable has a value.",
		Why:    "Without a name the value would reach nobody, and the first call fails.",
	}
	providerAzure = rules.Rule{
		ID:     "service-model-provider-azure",
		Judges: "Azure OpenAI has the endpoint of a resource, and it alone a version of the API.",
		Why:    "Its client does not start without an endpoint; no other reads a version.",
		Source: "https://learn.microsoft.com/azure/ai-foundry/openai/reference",
	}
	providerURL = rules.Rule{
		ID:     "service-model-provider-url",
		Judges: "The address of a provider is encrypted where it may be public, and holds no credential.",
		Why:    "Keys, prompts and answers would be read on the way, or stand in plan, state and logs.",
	}
	egressToRegistry = rules.Rule{
		ID:     "service-egress-to-registry",
		Judges: "Images come from ECR where the network has no way to the internet.",
		Why:    "Endpoints reach ECR and no other registry, so no task would start.",
		Source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html",
	}
	egressToAWS = rules.Rule{
		ID:     "service-egress-to-aws",
		Judges: "What a service calls of AWS has an endpoint where the network has no way to the internet.",
		Why:    "Every call would wait until it fails.",
		Source: "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html",
	}
	egressToFiles = rules.Rule{
		ID:     "service-egress-to-files",
		Judges: "Tasks that mount EFS may reach it.",
		Why:    "The mount fails, and no task starts.",
		Source: "https://docs.aws.amazon.com/efs/latest/ug/network-access.html",
	}
	productionTLS = rules.Rule{
		ID:     "service-production-tls",
		Judges: "A production service has a certificate, or says by name that it does without.",
		Why:    "Prompts, answers and keys would cross the internet in plain text.",
	}
	cutoverNeedsLoadBalancer = rules.Rule{
		ID:     "service-cutover-load-balancer",
		Judges: "A domain moves to a service whose load balancer clients call.",
		Why:    "Records lead to it, and its health decides who answers; behind CloudFront they lead to the distribution.",
	}
	sharedNeedsRule = rules.Rule{
		ID:     "service-shared-load-balancer-rule",
		Judges: "A service on a load balancer that exists has a rule with conditions of its own.",
		Why:    "Without one it would take the requests of every other service there.",
	}
	loginWayOut = rules.Rule{
		ID:     "service-login-way-out",
		Judges: "An internal load balancer that asks for a login lies in subnets with a way to the internet.",
		Why:    "It fetches token and user from the identity provider; otherwise every login ends in status 500.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html",
	}
	healthCheckCallsModels = rules.Rule{
		ID:     "service-health-check-calls-models",
		Judges: "The health check calls no model.",
		Why:    "Every task is checked day and night, and each check would cost tokens.",
		Source: "https://docs.litellm.ai/docs/proxy/health",
	}
)

// Signals that an image sends.
var litellmTokens = rules.Rule{
	ID:     "service-litellm-token-metrics",
	Judges: "LiteLLM sends the metric of tokens that alarms are made on: by its version, and switched on.",
	Why:    "An alarm on a metric that nobody sends never rings.",
	Source: "https://docs.litellm.ai/docs/observability/opentelemetry_integration",
}

// Configuration and its variables.
var (
	variableOnce = rules.Rule{
		ID:     "service-variable-once",
		Judges: "A variable that follows from another prop is not stated in environment or secrets as well.",
		Why:    "One of the two would be ignored without a word.",
	}
	configurationBucket = rules.Rule{
		ID:     "service-configuration-bucket",
		Judges: "The bucket of a configuration has a stated name where a file in a repository holds the task definition.",
		Why:    "The file is written when the program runs, and Terraform makes a name up only later.",
	}
)

// The kill switch.
var (
	killSwitchTold = rules.Rule{
		ID:     "service-kill-switch-told",
		Judges: "A service with a kill switch has guardrails.",
		Why:    "Their alarms pull it, and their topic tells that the service is down.",
	}
	killSwitchAlarm = rules.Rule{
		ID:     "service-kill-switch-alarm",
		Judges: "A kill switch that acts by itself has an alarm on tokens or spend, or alarms that are stated.",
		Why:    "Nothing would ever pull it; a budget is told of costs up to a day late.",
		Source: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html",
	}
)

// Workers.
var (
	queueOfWorker = rules.Rule{
		ID:     "service-queue-of-worker",
		Judges: "Only a worker has a queue.",
		Why:    "Nothing else would read it.",
	}
	workerExposure = rules.Rule{
		ID:     "service-worker-exposure",
		Judges: "A worker has no load balancer.",
		Why:    "It takes its work from a queue.",
	}
)

// Exposure.
var (
	withoutLoadBalancer = rules.Rule{
		ID:     "service-without-load-balancer",
		Judges: "A service of another exposure than the load balancer's states nothing that belongs to one.",
		Why:    "It would have no effect.",
	}
	healthCheckInContainer = rules.Rule{
		ID:     "service-health-check-in-container",
		Judges: "A service without a load balancer has a health check inside its container.",
		Why:    "Nothing else tells ECS's circuit breaker that a deployment is bad.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html",
	}
	namespaceUnused = rules.Rule{
		ID:     "service-namespace-unused",
		Judges: "A service with a namespace of Cloud Map has a name in it.",
		Why:    "The namespace would be made, or named, for nothing.",
	}
	peerPort = rules.Rule{
		ID:     "service-peer-port",
		Judges: "A service that peers are let into has a port.",
		Why:    "There is nothing else to open.",
	}
	peerConnects = rules.Rule{
		ID:     "service-peer-connects",
		Judges: "Who is let into a service that is found by Service Connect takes part in it.",
		Why:    "The service's name is known to the proxies of Service Connect alone: the client would find no such host.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html",
	}
)

// How many tasks run, and how they are replaced.
var (
	productionCount = rules.Rule{
		ID:     "service-production-count",
		Judges: "A production service starts with two tasks or more.",
		Why:    "One task is one zone, and every restart is an outage.",
	}
	countWithinScaling = rules.Rule{
		ID:     "service-count-within-scaling",
		Judges: "The desired count lies between scaling's minimum and maximum.",
		Why:    "Application Auto Scaling would change it at once.",
		Source: "https://docs.aws.amazon.com/autoscaling/application/userguide/what-is-application-auto-scaling.html",
	}
	spotCutsStreams = rules.Rule{
		ID:     "service-spot-cuts-streams",
		Judges: "Streams of more than two minutes run on no Spot capacity.",
		Why:    "AWS takes Spot tasks back with two minutes' notice, whatever they are doing.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html",
	}
	rollbackByRelease = rules.Rule{
		ID:     "service-rollback-by-release",
		Judges: "Alarms that undo a deployment speak of the release.",
		Why:    "Traffic, money or a model's provider would roll back a good one.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html",
	}
	blueGreenTraffic = rules.Rule{
		ID:     "service-blue-green-traffic",
		Judges: "A service that is deployed blue/green has a load balancer.",
		Why:    "Without one there is no traffic to move.",
	}
	blueGreenRequests = rules.Rule{
		ID:     "service-blue-green-requests",
		Judges: "A service that is deployed blue/green does not scale on requests per target.",
		Why:    "Its tasks change between two target groups; the policy looks at one.",
		Source: "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html",
	}
	blueGreenRedeploy = rules.Rule{
		ID:     "service-blue-green-redeploy",
		Judges: "A service that CodeDeploy deploys is not redeployed by ECS.",
		Why:    "ECS refuses to force a new deployment of it.",
	}
)

// Which image runs.
var (
	imageTagMoves = rules.Rule{
		ID:     "service-image-tag-moves",
		Judges: "The image's tag is never pushed again.",
		Why:    "A rollback to a tag that moved rolls back to nothing.",
	}
	imageParameterUnused = rules.Rule{
		ID:     "service-image-parameter-unused",
		Judges: "The image's parameter has a name only where it owns the image.",
		Why:    "No parameter would be made.",
	}
	gateOwnsImage = rules.Rule{
		ID:     "service-eval-gate-owns-image",
		Judges: "The eval gate of a plan guards an image that Terraform deploys.",
		Why:    "A pipeline deploys without a plan, so the gate would judge nothing.",
	}
	gateOfDigest = rules.Rule{
		ID:     "service-eval-gate-of-digest",
		Judges: "An image behind the eval gate is stated by its digest.",
		Why:    "A tag does not say which image was evaluated.",
	}
	pipelinePushes = rules.Rule{
		ID:     "service-pipeline-pushes",
		Judges: "A pipeline has a repository of ECR to push to.",
		Why:    "Its role may push nowhere else.",
	}
	pipelineOwnsImage = rules.Rule{
		ID:     "service-pipeline-owns-image",
		Judges: "The pipeline owns the image that it deploys.",
		Why:    "Otherwise the next apply takes its deployments back.",
	}
	pipelineTestsGreen = rules.Rule{
		ID:     "service-pipeline-tests-green",
		Judges: "The workflow tests new tasks only where a deployment keeps them apart and waits.",
		Why:    "Requests would move before the test has ended.",
	}
	pipelineRegion = rules.Rule{
		ID:     "service-pipeline-region",
		Judges: "A stack with a pipeline states its region.",
		Why:    "The workflow is written for it when the program runs.",
	}
)

// Timers.
var (
	streamSurvives = rules.Rule{
		ID:     "service-stream-survives",
		Judges: "A stream is over before AWS must stop its task, or the task protects itself.",
		Why:    "After deregistration delay and stop timeout, which have limits, a deployment cuts it.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html",
	}
	streamDrains = rules.Rule{
		ID:     "service-stream-drains",
		Judges: "Deregistration delay and stop timeout together last as long as a stream.",
		Why:    "A deployment would cut the streams that are under way.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html",
	}
	silenceWithinStream = rules.Rule{
		ID:     "service-stream-silence",
		Judges: "The longest silence of an answer is no longer than the answer.",
		Why:    "One of the two numbers is wrong, and timers follow from both.",
	}
	idleOutlastsSilence = rules.Rule{
		ID:     "service-idle-timeout-outlasts",
		Judges: "The load balancer's idle timeout is no shorter than the longest silence of an answer.",
		Why:    "It cuts a connection on which nothing is said for so long, and the client gets a 504 or half an answer.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
	}
	readOutlastsSilence = rules.Rule{
		ID:     "service-read-timeout-outlasts",
		Judges: "The read timeout of a CDN in front is no shorter than the longest silence of an answer.",
		Why:    "CloudFront waits 30 seconds for the next byte, at most 120, and then drops the answer.",
		Source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html",
	}
	keepAliveOutlasts = rules.Rule{
		ID:     "service-keep-alive-outlasts",
		Judges: "The application keeps idle connections for longer than the load balancer does.",
		Why:    "Otherwise it closes one just as a request arrives, and the client gets a 502.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html",
	}
	workerOutlastsStream = rules.Rule{
		ID:     "service-worker-outlasts-stream",
		Judges: "A server that kills workers for being busy does so later than the longest stream ends.",
		Why:    "The stream would be cut, and all others of that worker with it.",
		Source: "https://gunicorn.org/reference/settings/#timeout",
	}
)

// What the code is told.
var variableAgrees = rules.Rule{
	ID:     "service-variable-agrees",
	Judges: "A variable that the service sets itself is not stated differently.",
	Why:    "Alarms, scaling and permissions would speak of one number or queue, and the code of another.",
}

// Budgets.
var (
	budgetCoversTasks = rules.Rule{
		ID:     "service-budget-covers-tasks",
		Judges: "The budget of a month pays for the fewest tasks that always run.",
		Why:    "It would be over every month, and a warning that always comes is read by nobody.",
		Source: "https://aws.amazon.com/fargate/pricing/",
	}
	budgetOrder = rules.Rule{
		ID:     "service-token-budget-order",
		Judges: "A request may take no more than a minute's tokens, and a minute no more than a day's.",
		Why:    "The smaller limit would make the larger one unreachable.",
	}
	budgetWithinQuota = rules.Rule{
		ID:     "service-token-budget-within-quota",
		Judges: "All tasks together stay within the quota of the model's provider.",
		Why:    "More tasks would only get more refusals.",
	}
)

// Stacks.
var (
	stateLock = rules.Rule{
		ID:     "stack-state-lock",
		Judges: "A state that several can write is locked while one does.",
		Why:    "Two that apply at the same time lose what the other one made.",
		Source: "https://developer.hashicorp.com/terraform/language/backend/s3",
	}
	backendOfWorkflow = rules.Rule{
		ID:     "stack-backend-of-workflow",
		Judges: "The backend of a stack that a workflow applies is one that the workflow takes.",
		Why:    "It refuses another kind, and a profile: its runners have none, and a profile may name a program to run.",
	}
	zoneOfRegion = rules.Rule{
		ID:     "stack-zone-of-region",
		Judges: "Availability zones belong to the stack's region.",
		Why:    "Subnets in another region's zone cannot be made.",
	}
)

// Scheduled and one-off tasks.
var (
	scheduledImage = rules.Rule{
		ID:     "service-scheduled-image",
		Judges: "Where a pipeline owns the image, a scheduled task with a task definition of its own says its image.",
		Why:    "The pipeline deploys the service's family only, so the schedule would run the first image for ever.",
	}
	scheduledContainer = rules.Rule{
		ID:     "service-scheduled-container",
		Judges: "What a scheduled task changes belongs to a container that it has.",
		Why:    "ECS refuses every run that names another.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerOverride.html",
	}
)

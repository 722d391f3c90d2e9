package ecs

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	// containers of a task

	essentialContainer = rules.Rule{
		ID:     "ecs-essential-container",
		Judges: "At least one container of the application is essential.",
		Why:    "A task without an essential container would never stop.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
	}
	linuxOnly = rules.Rule{
		ID:     "ecs-linux-only",
		Judges: "Tasks run Linux.",
		Why:    "Windows on Fargate has other sizes, neither a read-only root nor an init process, and its own licence.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-considerations.html",
	}
	rootUser = rules.Rule{
		ID:     "ecs-root-user",
		Judges: "A container that a task lives by is not told to run as root.",
		Why:    "What breaks out of the program is root in the container, and Security Hub reports it (ECS.20).",
		Source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
	}
	registryCredentials = rules.Rule{
		ID:     "ecs-registry-credentials",
		Judges: "Credentials of a registry are a whole secret of Secrets Manager, for a registry other than ECR.",
		Why:    "ECS reads them nowhere else, and the task does not start.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html",
	}
	definitionSize = rules.Rule{
		ID:     "ecs-task-definition-size",
		Judges: "A task definition is at most 64 KiB.",
		Why:    "ECS refuses to register a larger one.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html",
	}
	containerPort = rules.Rule{
		ID:     "ecs-container-port",
		Judges: "Containers of a task listen on different ports.",
		Why:    "They share one network interface.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html",
	}
	dependencyContainer = rules.Rule{
		ID:     "ecs-dependency-container",
		Judges: "A container depends on containers of its own task.",
		Why:    "ECS refuses a dependency on any other.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html",
	}
	dependencyCondition = rules.Rule{
		ID:     "ecs-dependency-condition",
		Judges: "The container that another depends on can meet the condition.",
		Why:    "Without a health check it never becomes healthy, and the end of an essential container ends the task.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html",
	}
	dependencyCircle = rules.Rule{
		ID:     "ecs-dependency-circle",
		Judges: "There is an order in which the containers of a task can start.",
		Why:    "Containers that wait for each other never start.",
	}

	// size

	taskReservation = rules.Rule{
		ID:     "ecs-task-reservation",
		Judges: "What the containers reserve fits into the task.",
		Why:    "ECS refuses a task definition whose containers reserve more than the task has.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html",
	}
	memoryReservation = rules.Rule{
		ID:     "ecs-memory-reservation",
		Judges: "A container reserves no more memory than its limit allows it.",
		Why:    "ECS refuses the task definition.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
	}
	ulimitName = rules.Rule{
		ID:     "ecs-ulimit-name",
		Judges: "The only ulimit that is changed is the number of open files.",
		Why:    "Fargate lets no other be changed.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",
	}

	ulimitOrder = rules.Rule{
		ID:     "ecs-ulimit-order",
		Judges: "The soft limit of a ulimit is at most its hard limit.",
		Why:    "The container would not start.",
		Source: "https://man7.org/linux/man-pages/man2/setrlimit.2.html",
	}

	// health of containers

	healthCheckCanFail = rules.Rule{
		ID:     "ecs-health-check-can-fail",
		Judges: "The command of a health check can fail.",
		Why:    "With one that cannot, the circuit breaker takes every bad deployment for a good one.",
	}
	healthCheckModels = rules.Rule{
		ID:     "ecs-health-check-models",
		Judges: "The health check of a container calls no model.",
		Why:    "Every task is checked day and night, and each check would cost tokens.",
		Source: "https://docs.litellm.ai/docs/proxy/health",
	}
	healthCheckShell = rules.Rule{
		ID:     "ecs-health-check-shell",
		Judges: "A health check uses a shell only where the image has one.",
		Why:    "Without a shell the check always fails, and ECS stops the task.",
	}

	// environment of containers

	plaintextCredential = rules.Rule{
		ID:     "ecs-plaintext-credential",
		Judges: "No variable holds a credential in plain text.",
		Why:    "Whoever may read the plan, the state or the task definition could read it.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
	}
	variableSource = rules.Rule{
		ID:     "ecs-variable-source",
		Judges: "A variable is either a value or a secret.",
		Why:    "ECS refuses a task definition that states a variable twice.",
	}
	reservedVariable = rules.Rule{
		ID:     "ecs-reserved-variable",
		Judges: "No variable has a name that ECS sets itself.",
		Why:    "The AWS SDKs find credentials and metadata of the task through these variables.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html",
	}
	environmentFile = rules.Rule{
		ID:     "ecs-environment-file",
		Judges: "The key of an environment file ends with .env.",
		Why:    "ECS reads no other file.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html",
	}

	// volumes

	storageKey = rules.Rule{
		ID:     "ecs-storage-key",
		Judges: "The key of tasks' disks is a key of one region.",
		Why:    "Fargate takes no multi-region keys.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-create-storage-key.html",
	}

	mountVolume = rules.Rule{
		ID:     "ecs-mount-volume",
		Judges: "A mount names a volume of the task definition.",
		Why:    "ECS refuses a mount of a volume that does not exist.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html",
	}
	volumeMounted = rules.Rule{
		ID:     "ecs-volume-mounted",
		Judges: "A container mounts each file system of the task.",
		Why:    "The code would find the image's own directory where its data should be.",
	}
	mountDirectory = rules.Rule{
		ID:     "ecs-mount-directory",
		Judges: "A volume is mounted on a directory below the root that nothing else is mounted on.",
		Why:    "It would hide what is there: over the root, the whole image.",
	}
	efsRootDirectory = rules.Rule{
		ID:     "ecs-efs-root-directory",
		Judges: "A volume with an access point of EFS states no root directory.",
		Why:    "The access point decides the directory, and ECS refuses another.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html",
	}

	// logs

	logRouterNeeded = rules.Rule{
		ID:     "ecs-log-router-needed",
		Judges: "A task whose containers log through FireLens has a log router.",
		Why:    "ECS refuses the task definition.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html",
	}
	logRouterCount = rules.Rule{
		ID:     "ecs-log-router-count",
		Judges: "A task has at most one log router.",
		Why:    "ECS would not know which of them to send the logs to.",
	}
	logRouterUser = rules.Rule{
		ID:     "ecs-log-router-user",
		Judges: "A log router runs as root.",
		Why:    "ECS lets it run as no other user.",
	}
	logRouterOwnLogs = rules.Rule{
		ID:     "ecs-log-router-own-logs",
		Judges: "A log router does not log through itself.",
		Why:    "When it fails, its own logs would be lost too.",
	}
	logRouterConfig = rules.Rule{
		ID:     "ecs-log-router-config",
		Judges: "The configuration of a log router is a file of its image.",
		Why:    "Fargate reads none from S3.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_FirelensConfiguration.html",
	}

	// sidecars

	sidecarVariable = rules.Rule{
		ID:     "ecs-sidecar-variable",
		Judges: "Sidecars give the application the same value of a variable.",
		Why:    "Only one of the values can reach it.",
	}
	sidecarLogging = rules.Rule{
		ID:     "ecs-sidecar-logging",
		Judges: "At most one sidecar says where the application logs to.",
		Why:    "A container has one log driver.",
	}
	collectorPipeline = rules.Rule{
		ID:     "ecs-collector-pipeline",
		Judges: "The configuration of an OpenTelemetry collector has a pipeline.",
		Why:    "A collector without one does not start.",
		Source: "https://opentelemetry.io/docs/collector/configuration/",
	}
	collectorHealthCheck = rules.Rule{
		ID:     "ecs-collector-health-check",
		Judges: "An OpenTelemetry collector has the extension health_check, at the port that its health check asks.",
		Why:    "ECS would never call the container healthy.",
		Source: "https://github.com/aws-observability/aws-otel-collector/issues/3016",
	}
	metricNamespace = rules.Rule{
		ID:     "ecs-metric-namespace",
		Judges: "The namespace of metrics does not start with AWS/.",
		Why:    "Those namespaces belong to services of AWS.",
		Source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html",
	}

	// overrides

	overrideContainer = rules.Rule{
		ID:     "ecs-override-container",
		Judges: "An override names a container of the task, and leaves it its name.",
		Why:    "One of another name would be lost without a word.",
	}
	overrideFargate = rules.Rule{
		ID:     "ecs-override-fargate",
		Judges: "An override states nothing that Fargate refuses.",
		Why:    "ECS refuses the task definition.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",
	}

	// revisions

	earlierRevisions = rules.Rule{
		ID:     "ecs-earlier-revisions",
		Judges: "Earlier revisions of a task definition stay registered.",
		Why:    "A deployment that fails is rolled back to one of them.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html",
	}

	// permissions

	separateRoles = rules.Rule{
		ID:     "ecs-separate-roles",
		Judges: "The task role is not the execution role.",
		Why:    "The code of the tasks could read every secret that ECS starts them with.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html",
	}
	namedActions = rules.Rule{
		ID:     "ecs-named-actions",
		Judges: "A policy names the actions that it allows.",
		Why:    "All actions of a service include those that AWS adds later.",
		Source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
	}
	namedResources = rules.Rule{
		ID:     "ecs-named-resources",
		Judges: "A policy names the resources that it allows actions on, where AWS can name them.",
		Why:    "The code of the tasks could use what belongs to others.",
		Source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
	}

	knownActions = rules.Rule{
		ID:     "ecs-known-actions",
		Judges: "An action of a policy is one that AWS knows.",
		Why:    "IAM takes any name, and the code is refused what it needs once it runs.",
		Source: "https://docs.aws.amazon.com/service-authorization/latest/reference/" +
			"reference_policies_actions-resources-contextkeys.html",
	}
	conditionKeys = rules.Rule{
		ID:     "ecs-condition-keys",
		Judges: "A condition of a policy has a key that AWS knows, and that an action of its statement is asked for with.",
		Why:    "IAM takes any key, and a statement with one that no request has allows nothing.",
		Source: "https://docs.aws.amazon.com/service-authorization/latest/reference/" +
			"reference_policies_actions-resources-contextkeys.html",
	}
	actionResources = rules.Rule{
		ID:     "ecs-action-resources",
		Judges: "Of every action a statement names a resource that it acts on, and no resource that none acts on.",
		Why:    "IAM takes both and allows nothing, such as to read an object by the ARN of its bucket.",
		Source: "https://docs.aws.amazon.com/service-authorization/latest/reference/" +
			"reference_policies_actions-resources-contextkeys.html",
	}
	policySize = rules.Rule{
		ID:     "ecs-policy-size",
		Judges: "What the task role may do fits into its policies.",
		Why:    "IAM takes 10,240 characters for all policies inside a role, spaces left out.",
		Source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
	}

	// network of a service

	ingressInternet = rules.Rule{
		ID:     "ecs-ingress-internet",
		Judges: "Neither the whole internet nor half of it reaches tasks directly.",
		Why:    "A load balancer in front of them ends TLS, filters requests and knows which tasks are healthy.",
	}
	restrictedEgress = rules.Rule{
		ID:     "ecs-restricted-egress",
		Judges: "Tasks with restricted egress reach something.",
		Why:    "A task that reaches nothing cannot pull its image.",
	}

	securityGroupRules = rules.Rule{
		ID:     "ecs-security-group-rules",
		Judges: "A security group has at most 60 rules in each direction.",
		Why:    "AWS refuses more, unless an account asks for a larger quota.",
		Source: "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups",
	}
	adoptedGroupEgress = rules.Rule{
		ID:     "ecs-adopted-group-egress",
		Judges: "A security group that exists has its egress restricted by its owner.",
		Why:    "Its rules are not ours, so none of them can be dropped here.",
	}

	// peers of a service

	peerPorts = rules.Rule{
		ID:     "ecs-peer-ports",
		Judges: "It is known which ports of a service a peer may reach.",
		Why:    "Without a port nothing can be opened.",
	}
	peerTwice = rules.Rule{
		ID:     "ecs-peer-twice",
		Judges: "A peer is let in at a port once.",
		Why:    "AWS refuses a rule of a security group that is there already.",
		Source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html",
	}

	// Service Connect

	connectNamespace = rules.Rule{
		ID:     "ecs-service-connect-namespace",
		Judges: "A service with Service Connect has a namespace: its own or its cluster's.",
		Why:    "ECS refuses the service.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html",
	}
	connectPort = rules.Rule{
		ID:     "ecs-service-connect-port",
		Judges: "Service Connect offers a named TCP port of the task.",
		Why:    "ECS refuses a name that is not in the task definition, and the proxy passes on no UDP.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html",
	}
	connectTimeout = rules.Rule{
		ID:     "ecs-service-connect-timeout",
		Judges: "Timeouts of Service Connect are stated for ports that speak HTTP only.",
		Why:    "For plain TCP AWS refuses the timeout of requests, which the provider writes with the other.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html",
	}
	connectIdleTimeout = rules.Rule{
		ID:     "ecs-service-connect-idle-timeout",
		Judges: "The idle timeout of Service Connect is not shorter than the timeout of requests.",
		Why:    "A request on which nothing is said for a while would be cut by it.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html",
	}

	// load balancing of a service

	targetPort = rules.Rule{
		ID:     "ecs-target-port",
		Judges: "A target group is joined by a port of a container of the task.",
		Why:    "ECS refuses the service.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html",
	}
	gracePeriod = rules.Rule{
		ID:     "ecs-health-check-grace-period",
		Judges: "A service with a health check grace period has a target group.",
		Why:    "The period only delays the health checks of a load balancer.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
	}

	// deployments of a service

	deploymentRoom = rules.Rule{
		ID:     "ecs-deployment-room",
		Judges: "A deployment may start a new task or stop an old one.",
		Why:    "Where as many tasks must run as may run, it can do neither, and never ends.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html",
	}
	zoneRebalancing = rules.Rule{
		ID:     "ecs-zone-rebalancing",
		Judges: "A service that rebalances zones may run more than its desired count.",
		Why:    "ECS starts a task in the other zone before it stops the old one.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html",
	}
	breakerRollback = rules.Rule{
		ID:     "ecs-circuit-breaker-rollback",
		Judges: "A circuit breaker that rolls back is enabled.",
		Why:    "A disabled one does nothing.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentCircuitBreaker.html",
	}
	steadyStateWait = rules.Rule{
		ID:     "ecs-steady-state-wait",
		Judges: "An apply waits for a steady state only where Terraform deploys.",
		Why:    "It does not see the deployments of a pipeline, which waits for them itself.",
	}
	capacityBase = rules.Rule{
		ID:     "ecs-capacity-base",
		Judges: "At most one capacity provider of a strategy has a base.",
		Why:    "ECS refuses a second one.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html",
	}
	capacityOfCluster = rules.Rule{
		ID:     "ecs-capacity-of-cluster",
		Judges: "A service runs on capacity providers that its cluster has.",
		Why:    "ECS refuses a service that asks for another one.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html",
	}
	clusterName = rules.Rule{
		ID:     "ecs-cluster-name",
		Judges: "Name and ARN of a cluster name the same one.",
		Why:    "The service would run in one cluster, and its alarms and scaling look at the other.",
	}
	capacityWeight = rules.Rule{
		ID:     "ecs-capacity-weight",
		Judges: "At least one capacity provider of a strategy has a weight above 0.",
		Why:    "Tasks beyond the base could start nowhere.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html",
	}

	dependencyStack = rules.Rule{
		ID:     "ecs-dependency-stack",
		Judges: "A service depends on constructs of its own stack.",
		Why:    "Terraform knows no resource of another stack; what is read of it orders the stacks already.",
		Source: "https://github.com/hashicorp/terraform-cdk/issues/3023",
	}

	// deployments by CodeDeploy

	codeDeployTarget = rules.Rule{
		ID:     "ecs-codedeploy-target",
		Judges: "A service that CodeDeploy deploys has exactly one target group.",
		Why:    "Its first tasks join the first of the pair, and CodeDeploy knows the other.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html",
	}
	codeDeploySettings = rules.Rule{
		ID:     "ecs-codedeploy-settings",
		Judges: "A service that CodeDeploy deploys has no settings of ECS's own deployments.",
		Why:    "ECS refuses them, or they would have no effect.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html",
	}
	codeDeployImage = rules.Rule{
		ID:     "ecs-codedeploy-image",
		Judges: "A pipeline owns the image of a service that CodeDeploy deploys.",
		Why:    "ECS refuses a new revision that anybody but CodeDeploy deploys.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html",
	}
)

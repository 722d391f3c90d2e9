package ecs

// CPUArchitecture is the CPU architecture that an image is built for.
type CPUArchitecture string

const (
	ARM64  CPUArchitecture = "ARM64"  // a fifth cheaper
	X86_64 CPUArchitecture = "X86_64" //nolint:revive // AWS's own spelling
)

// TaskDefinitionProps are the props of a [TaskDefinition].
type TaskDefinitionProps struct {
	// Family of the task definition's revisions. Required; at most 255 letters, digits, hyphens and underscores. A change
	// starts a new family.
	Family string
	// CPU units of a task (1024 = 1 vCPU): 256, 512, 1024, 2048, 4096, 8192, 16384 or 32768. Default: 512.
	CPU *float64
	// MemoryLimitMiB of a task, out of what Fargate offers with CPU. Default: 1024.
	MemoryLimitMiB *float64
	// CPUArchitecture default: ARM64. Tasks run Linux; Windows is a mistake.
	CPUArchitecture CPUArchitecture
	// Containers of a task, 1 to 10, at least one of them essential. Required.
	Containers []Container
	// Sidecars run beside Containers, which get what each sidecar says. They count towards the task's size and its ten
	// containers; see SizeFor. Default: none.
	Sidecars []Sidecar
	// Volumes that containers mount; one of EFS that nobody mounts is a mistake. Scratch and Tmpfs directories of a
	// container need none here. Default: none.
	Volumes []Volume

	// LogOptions of the awslogs driver for containers without Logging, e.g. logs.Group.Options(). Required for those.
	LogOptions map[string]string
	// LogGroupARN of the group that LogOptions name; the execution role may then write to it. Default: none, and no grant.
	LogGroupARN string

	// TaskPolicies are what the code may do in AWS. Default: nothing. Not with TaskRoleARN, whose owner grants them.
	TaskPolicies []PolicyStatement
	// Grants are what the code needs because of other constructs, such as a queue that it reads. They are granted like
	// TaskPolicies; where the role exists, a notice names them. Default: nothing.
	Grants []PolicyStatement
	// ExecutionGrants are what ECS needs to start a task besides what its containers name, such as the key that encrypts
	// environment files. Default: nothing.
	ExecutionGrants []PolicyStatement
	// RepositoryARNs of the ECR repositories that the execution role may pull from. Images that name an ECR repository by
	// account and region are granted without being listed here. Default: none.
	RepositoryARNs *[]*string

	// EnableExecute allows ECS Exec: permissions of the task role, and writable directories for its agent. Default: false.
	EnableExecute *bool
	// ExecuteLogGroupARN and ExecuteKMSKeyARN are what the cluster logs and encrypts sessions of ECS Exec with; see
	// ClusterRef. Default: none.
	ExecuteLogGroupARN, ExecuteKMSKeyARN string

	// Preconditions that must hold when Terraform plans, or nothing is changed. Default: none.
	Preconditions []Precondition
	// Tags of the task definition and its roles.
	Tags map[string]string
	TaskSettings
}

// TaskSettings are the settings of a task definition, apart from what its containers are.
type TaskSettings struct {
	// EphemeralStorageGiB of a task, 21 to 200, for images, scratch directories and what a writable root takes; Fargate
	// charges for what exceeds 20. Default: the 20 GiB that are included. Their key is the cluster's:
	// ClusterProps.EphemeralStorageKMSKeyARN.
	EphemeralStorageGiB *float64
	// ExecutionRoleARN of a role that exists, with which ECS starts tasks. Its owner grants it what the containers name;
	// a notice says what that is. Default: a role that may do exactly that.
	ExecutionRoleARN string
	// TaskRoleARN of a role that exists, with which the code runs. Its owner grants it what the code needs; a notice says
	// what follows from other props. Default: a role that may do what TaskPolicies say.
	TaskRoleARN string
	// ExecutionRoleName and TaskRoleName of the roles that are made, at most 64 letters, digits and _+=,.@-. Default:
	// names that Terraform makes unique. A stated one lets a file in another repository name the role; a change of it
	// replaces the role, and a service whose image the pipeline owns runs without a role until it is deployed again.
	ExecutionRoleName, TaskRoleName string
	// ContainerOverrides are attributes of containers that this package has no prop for, by the container's name, in the
	// words of ECS's API (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html): {"app":
	// {"linuxParameters": {"capabilities": {"drop": ["ALL"]}}}}. Maps are merged into the container, anything else
	// replaces what is there. They are judged as props are. Terraform's AddOverride cannot reach into the containers,
	// which are one text there, and is refused. Default: none.
	ContainerOverrides map[string]map[string]any
	// SkipDestroy leaves earlier revisions registered. Default: true. False is a mistake, as a deployment that fails then
	// has no revision to roll back to; deregister those that nothing runs with aws ecs deregister-task-definition.
	SkipDestroy *bool
}

// Precondition is one of Terraform's own conditions of a resource.
type Precondition struct {
	Condition    string // a Terraform expression, ${…}; required
	ErrorMessage string // that the plan fails with; required
}

// Volume is a disk that containers of a task mount. Without EFS it is scratch space that ends with the task.
type Volume struct {
	Name string     // required, unique
	EFS  *EFSVolume // default: none, and the disk ends with the task
}

// EFSVolume is a file system that outlives tasks. Transit is always encrypted.
type EFSVolume struct {
	FileSystemID  string // required, fs-…
	AccessPointID string // fsap-…; default: none
	RootDirectory string // default: "/"; not together with AccessPointID
	// SecurityGroupID of the file system's mount targets, which must let the tasks in at TCP 2049. Package fargateai opens
	// the tasks' side; elsewhere Service.AllowTo opens both. Default: none.
	SecurityGroupID string
	// IAM makes EFS check the task role, which is granted the mount. Default: true.
	IAM *bool
	// ReadOnly grants no write. Default: false.
	ReadOnly *bool
}

// PolicyStatement allows actions on resources.
type PolicyStatement struct {
	Sid string // letters and digits; default: none
	// Actions such as s3:GetObject. Required; wildcards only where AWS knows no resources, as in ec2:Describe*.
	Actions []string
	// Resources by ARN. Required; of each action there is one that it acts on.
	Resources []string
	// Conditions of the statement. Default: none.
	Conditions []PolicyCondition
	// UnscopedReason says why Resources cannot name anything but "*", or only what is as much, such as secret:*. Without
	// it, that is a mistake where AWS knows resources for an action. Its words end the statement's Sid, so that a review
	// of the plan, and whoever reads the policy in the account, knows it too. Default: none.
	UnscopedReason string
	// UnlistedReason says why Actions name one that is not in AWS's list as this library knows it, because AWS added it
	// since. Without it, such an action is a mistake, as IAM takes it and then allows nothing. Default: none.
	UnlistedReason string
}

// PolicyCondition is a policy condition of a statement, e.g. {"StringEquals", "cloudwatch:namespace", []string{"AI"}}.
type PolicyCondition struct {
	Operator, Key string   // required
	Values        []string // required
}

package ecs

// Container is a container of a task definition.
type Container struct {
	// Name of the container. Required, unique; at most 255 letters, digits, hyphens and underscores.
	Name string
	// Image with a tag that never moves, or a digest. Required.
	Image string
	// Essential stops the whole task when the container stops. Default: true.
	Essential *bool
	// Ports that the container listens on. Default: none.
	Ports []Port
	// Command and EntryPoint replace the image's own, one element a word. Default: the image's own.
	Command, EntryPoint *[]*string
	// Environment in plain text. What looks like a credential is a mistake: use Secrets. Default: none.
	Environment map[string]string
	// Secrets are variables that ECS fills in from Secrets Manager or Parameter Store when a task starts. Default: none.
	Secrets map[string]Secret
	// HealthCheck inside the container. Default: none.
	HealthCheck *HealthCheck
	// StopTimeout in seconds between SIGTERM and SIGKILL, 2 to 120. Default: 30.
	StopTimeout *float64
	// Scratch directories that the container may write to although its root file system is read-only. Each is an empty
	// volume that ends with the task, owned by root unless the image declares the directory as a VOLUME
	// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html). For another owner see Tmpfs.
	// Default: none.
	Scratch *[]*string
	// FirelensConfiguration makes the container the log router of its task. Default: none.
	FirelensConfiguration *FirelensConfiguration
	ContainerSettings
}

// ContainerSettings are the settings of a container, apart from what it runs and how it is reached. A change starts new
// tasks.
type ContainerSettings struct {
	// WorkingDirectory of the command. Default: the image's.
	WorkingDirectory string
	// User, or user:group, that the container runs as, by name or number. Default: the image's. Root is a mistake for a
	// container that serves, by AWS's Security Hub control ECS.20.
	User string
	// RepositoryCredentials of a private registry: a secret of Secrets Manager, {"username": …, "password": …}, which
	// the execution role may then read (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html).
	// Not for ECR, which the role itself may pull from. Default: none.
	RepositoryCredentials *Secret
	// EnvironmentFiles are ARNs of .env objects in S3, which the execution role may then read. A variable that Environment
	// or Secrets state wins. A file that changes reaches the tasks that start afterwards. Default: none.
	EnvironmentFiles *[]*string
	// DependsOn delays the container's start until others of the task, such as sidecars, are there. Default: nothing.
	DependsOn []Dependency
	// StartTimeout in seconds that a dependency may take to start, 2 to 120. Default: none, and Fargate waits 3 minutes.
	StartTimeout *float64
	// RestartPolicy restarts the container without replacing its task. Default: none.
	RestartPolicy *RestartPolicy
	// CPU units reserved out of the task's. Default: the rest is shared.
	CPU *float64
	// MemoryLimitMiB above which the container is killed. Default: the task's limit.
	MemoryLimitMiB *float64
	// MemoryReservationMiB out of the task's. Default: none.
	MemoryReservationMiB *float64
	// ReadonlyRootFilesystem default: true.
	ReadonlyRootFilesystem *bool
	// Tmpfs are directories in memory with an owner and a mode of your choice, also under a read-only root. They count
	// into the task's memory, and are gone when the container ends. Default: none.
	Tmpfs []Tmpfs
	// Mounts of the task definition's Volumes. Default: none.
	Mounts []Mount
	// InitProcess runs an init as process 1, which passes on SIGTERM and reaps children. Default: true.
	InitProcess *bool
	// Ulimits of the container; Fargate lets nofile alone be raised. Default: Fargate's own.
	Ulimits []Ulimit
	// SystemControls are kernel parameters, e.g. net.ipv4.tcp_keepalive_time. They hold for the whole task. Default: none.
	SystemControls map[string]string
	// DockerLabels of the container. Default: none.
	DockerLabels map[string]string
	// Logging by another driver, or with other options of awslogs. Default: the task definition's LogOptions.
	Logging *Logging
}

// FirelensType is the program of a log router.
type FirelensType string

const (
	FirelensFluentBit FirelensType = "fluentbit"
	FirelensFluentd   FirelensType = "fluentd"
)

// FirelensConfiguration is the firelens configuration of a log router, to which other containers log through
// LogDriverAWSFireLens. It runs as root; its User can be no other.
type FirelensConfiguration struct {
	Type FirelensType // required
	// enable-ecs-log-metadata, config-file-type (only file) and config-file-value. Default: none
	Options map[string]string
}

// Port is a port of a container.
type Port struct {
	ContainerPort *float64    // 1 to 65535, unique in the task; required
	Name          string      // lower-case letters, digits, hyphens, underscores; Service Connect needs one. Default: none
	Protocol      Protocol    // default: TCP
	AppProtocol   AppProtocol // for Service Connect. Default: AppProtocolTCP
}

// Protocol is the protocol of a port.
type Protocol string

const (
	TCP Protocol = "tcp"
	UDP Protocol = "udp"
)

// AppProtocol is the app protocol that Service Connect's proxy understands.
type AppProtocol string

const (
	AppProtocolHTTP  AppProtocol = "http"
	AppProtocolHTTP2 AppProtocol = "http2"
	AppProtocolGRPC  AppProtocol = "grpc"
	AppProtocolTCP   AppProtocol = "tcp" // any other: connections are passed on as they are; ECS is told nothing
)

// Secret is where ECS finds the value of a variable. One is ecs.Secret(secrets.Resolve(stack, reference)), where
// reference names a secret or a parameter.
type Secret struct {
	ValueFrom string // required: what ECS reads
	GrantARN  string // required: what the execution role may read
	KMSKeyARN string // customer managed key that encrypts it. Default: none
	// Parameter says that GrantARN, where it is a reference, is a parameter of SSM Parameter Store. Default: a secret of
	// Secrets Manager.
	Parameter bool
}

// HealthCheck runs a command in the container.
type HealthCheck struct {
	Command     *[]*string // required, starts with CMD or CMD-SHELL
	Interval    *float64   // seconds, 5 to 300. Default: 30
	Timeout     *float64   // seconds, 2 to 60. Default: 5
	Retries     *float64   // 1 to 10. Default: 3
	StartPeriod *float64   // seconds without counting failures, 0 to 300. Default: 0
}

// DependencyCondition says when a dependency is met.
type DependencyCondition string

const (
	DependencyStart    DependencyCondition = "START"
	DependencyComplete DependencyCondition = "COMPLETE" // ended
	DependencySuccess  DependencyCondition = "SUCCESS"  // ended with code 0
	DependencyHealthy  DependencyCondition = "HEALTHY"  // its health check passed
)

// Dependency on another container of the task.
type Dependency struct {
	ContainerName string              // required
	Condition     DependencyCondition // default: DependencyStart
}

// RestartPolicy is the restart policy of a container.
type RestartPolicy struct {
	IgnoredExitCodes   []float64 // codes from 0 to 255 that end the container for good, at most 50. Default: none
	RestartAttemptedIn *float64  // seconds that a container runs before it may be restarted, 60 to 1800. Default: 300
}

// Mount is a mount of a volume.
type Mount struct {
	VolumeName    string // one of the task definition's Volumes; required
	ContainerPath string // directory below the root; required
	ReadOnly      *bool  // default: false
}

// Tmpfs is a directory in memory. Fargate has them for Linux since January 2026
// (https://aws.amazon.com/about-aws/whats-new/2026/01/amazon-ecs-tmpfs-mounts-aws-fargate-managed-instances/).
type Tmpfs struct {
	// ContainerPath of the directory. Required; a path below the root that nothing else is mounted on.
	ContainerPath string
	// SizeMiB that the directory may grow to, at least 1. Required. What is written counts as memory of the container.
	SizeMiB *float64
	// UserID and GroupID that own the directory, as numbers: the ids of the image's user, such as 1000. Default: 0, root.
	UserID, GroupID *float64
	// Mode of the directory, in octal digits. Default: "1777", with which every user of the container may write, as in
	// /tmp.
	Mode string
	// Executable lets programs run from the directory, such as compiled caches. Default: false.
	Executable *bool
}

// Ulimit is a ulimit of a container.
type Ulimit struct {
	Name       string  // nofile; required
	Soft, Hard float64 // files, 0 to 2147483647, Soft at most Hard; required
}

// Logging of a container through another driver than the task definition's.
type Logging struct {
	Driver  LogDriver         // required
	Options map[string]string // of the driver. Default: none
	// SecretOptions are options that ECS fills in from a secret. Default: none.
	SecretOptions map[string]Secret
}

// LogDriver that Fargate offers.
type LogDriver string

const (
	LogDriverAWSLogs     LogDriver = "awslogs"
	LogDriverAWSFireLens LogDriver = "awsfirelens"
	LogDriverSplunk      LogDriver = "splunk"
)

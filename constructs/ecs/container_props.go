package ecs

// Container of a task definition.
type Container struct {
	// Name of the container. Required, unique; at most 255 letters, digits, hyphens and underscores.
	Name string
	// Image with a tag that never moves, or a digest. Required.
	Image string
	// Essential stops the whole task when the container stops. Default: true.
	Essential *bool
	// Ports that the container listens on.
	Ports []Port
	// Command and EntryPoint replace the image's own.
	Command, EntryPoint *[]*string
	// Environment in plain text. What looks like a credential is a mistake: use Secrets.
	Environment map[string]string
	// Secrets are variables that ECS fills in from Secrets Manager or Parameter Store when a task starts.
	Secrets map[string]Secret
	// HealthCheck inside the container. Default: none.
	HealthCheck *HealthCheck
	// StopTimeout in seconds between SIGTERM and SIGKILL, 2 to 120. Default: 30.
	StopTimeout *float64
	// Scratch directories that the container may write to although its root file system is read-only. Each is an empty
	// volume that ends with the task, owned by root unless the image declares the directory as a VOLUME
	// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html). For another owner see Tmpfs.
	Scratch *[]*string
	// FirelensConfiguration makes the container the log router of its task. Default: none.
	FirelensConfiguration *FirelensConfiguration
	ContainerSettings
}

// ContainerSettings of a container, apart from what it runs and how it is reached. A change starts new tasks.
type ContainerSettings struct {
	// WorkingDirectory of the command. Default: the image's.
	WorkingDirectory string
	// User, or user:group, that the container runs as, by name or number. Default: the image's. Root is a mistake for a
	// container that serves, by AWS's Security Hub control ECS.20.
	User string
	// RepositoryCredentials of a private registry: a secret of Secrets Manager, {"username": …, "password": …}, which the
	// execution role may then read. Not for ECR, to which the role itself is the key. Default: none.
	// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html)
	RepositoryCredentials *Secret
	// EnvironmentFiles are ARNs of .env objects in S3, which the execution role may then read. A variable that Environment
	// or Secrets state wins. A file that changes reaches the tasks that start afterwards.
	EnvironmentFiles *[]*string
	// DependsOn delays the container's start until others of the task, such as sidecars, are there.
	DependsOn []Dependency
	// StartTimeout in seconds that a dependency may take, 2 to 120. Default: 3 minutes by Fargate.
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
	// into the task's memory, and are gone when the container ends.
	Tmpfs []Tmpfs
	// Mounts of the task definition's Volumes.
	Mounts []Mount
	// InitProcess runs an init as process 1, which passes on SIGTERM and reaps children. Default: true.
	InitProcess *bool
	// Ulimits of the container. Fargate lets only nofile be raised.
	Ulimits []Ulimit
	// SystemControls are kernel parameters, e.g. net.ipv4.tcp_keepalive_time. They hold for the whole task.
	SystemControls map[string]string
	// DockerLabels of the container.
	DockerLabels map[string]string
	// Logging instead of the task definition's LogOptions: another driver, or other options of awslogs.
	Logging *Logging
}

// FirelensType is the program of a log router.
type FirelensType string

const (
	FirelensFluentBit FirelensType = "fluentbit"
	FirelensFluentd   FirelensType = "fluentd"
)

// FirelensConfiguration of a log router, to which other containers log through LogDriverAWSFireLens. It runs as root;
// its User can be no other.
type FirelensConfiguration struct {
	Type FirelensType // required
	// Options: enable-ecs-log-metadata, config-file-type (Fargate knows only file) and config-file-value.
	Options map[string]string
}

// Port of a container.
type Port struct {
	ContainerPort *float64    // required, unique in the task
	Name          string      // needed for Service Connect; lower-case letters, digits, hyphens and underscores
	Protocol      Protocol    // default: TCP
	AppProtocol   AppProtocol // for Service Connect. Default: AppProtocolTCP
}

// Protocol of a port.
type Protocol string

const (
	TCP Protocol = "tcp"
	UDP Protocol = "udp"
)

// AppProtocol that Service Connect's proxy understands.
type AppProtocol string

const (
	AppProtocolHTTP  AppProtocol = "http"
	AppProtocolHTTP2 AppProtocol = "http2"
	AppProtocolGRPC  AppProtocol = "grpc"
	AppProtocolTCP   AppProtocol = "tcp" // any other: connections are passed on as they are; ECS is told nothing
)

// Secret is where ECS finds the value of a variable; secrets.Resolve makes one.
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
	ContainerName string
	Condition     DependencyCondition // default: DependencyStart
}

// RestartPolicy of a container.
type RestartPolicy struct {
	IgnoredExitCodes   []float64 // codes from 0 to 255 that end the container for good, at most 50
	RestartAttemptedIn *float64  // seconds that a container must run before it is restarted, 60 to 1800. Default: 300
}

// Mount of a volume.
type Mount struct {
	VolumeName    string
	ContainerPath string
	ReadOnly      *bool // default: false
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

// Ulimit of a container.
type Ulimit struct {
	Name       string  // nofile
	Soft, Hard float64 // 0 to 2147483647, Soft at most Hard
}

// Logging of a container through another driver than the task definition's.
type Logging struct {
	Driver  LogDriver
	Options map[string]string
	// SecretOptions are options that ECS fills in from a secret.
	SecretOptions map[string]Secret
}

// LogDriver that Fargate offers.
type LogDriver string

const (
	LogDriverAWSLogs     LogDriver = "awslogs"
	LogDriverAWSFireLens LogDriver = "awsfirelens"
	LogDriverSplunk      LogDriver = "splunk"
)

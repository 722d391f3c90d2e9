package migration

// Application is what readers fill in and [Write] writes. nil and empty mean that nothing was said: the defaults of
// package fargateai hold then.
type Application struct {
	Name     string // as the source has it
	Root     string // file or folder that stands for the whole, in reports
	From     string // what it ran on, such as "Elastic Beanstalk"
	Region   *Said[string]
	Tags     map[string]Said[string]
	Network  *Network
	Services []*Service
	Gaps     []Gap

	hidden []string // values of credentials
}

// Network that exists.
type Network struct {
	VPCID          *Said[string]
	TaskSubnets    *Said[[]string]
	PublicSubnets  *Said[[]string]
	AssignPublicIP *Said[bool]
}

// Service is a container, or several that run side by side, and how it is reached.
type Service struct {
	Name       string // a name of package fargateai: see [ServiceName]
	Worker     bool   // works on the messages of a queue; otherwise it answers requests
	Background bool   // answers nobody, and has no queue of its own

	Container // the one that is reached
	Sidecars  []Container
	Volumes   []string // scratch space that containers share

	CPU, MemoryMiB, DiskGiB *Said[float64]
	Architecture            *Said[string]
	XRay                    *Said[bool]

	HealthCheck  HealthCheck
	LoadBalancer LoadBalancer
	Target       Target
	Scaling      Scaling
	Queue        Queue

	LogRetentionDays       *Said[float64]
	AlarmEmail, AlarmTopic *Said[string]
}

// balanced reports a service that requests reach through a load balancer.
func (s *Service) balanced() bool { return !s.Worker && !s.Background }

// Container of a service.
type Container struct {
	ContainerName       string
	Image               *Said[string]
	Port                *Said[float64]
	Command, EntryPoint *Said[[]string]
	WorkingDirectory    *Said[string]
	User                *Said[string]
	Essential           *Said[bool]
	Environment         map[string]Said[string]
	Secrets             map[string]Secret
	Mounts              []Mount
	ContainerCheck      *Said[[]string] // command that says whether the container is healthy
}

// Secret is where the value of a variable lies: a name or an ARN of Secrets Manager or Parameter Store.
type Secret struct {
	SecretName, SecretARN, JSONKey, VersionStage, VersionID, ParameterName, ParameterARN string

	Create bool // it was plain text, and there is no secret yet
	Source Source
}

// Mount of a volume.
type Mount struct {
	Volume, Path string
	ReadOnly     bool
	Source       Source
}

// HealthCheck of a load balancer.
type HealthCheck struct {
	Path, Matcher                                           *Said[string]
	Interval, Timeout, HealthyThreshold, UnhealthyThreshold *Said[float64]
}

// LoadBalancer of a service.
type LoadBalancer struct {
	CertificateARN, TLSPolicy, LogBucket, LogPrefix *Said[string]
	Internal                                        *Said[bool]
	IdleTimeout                                     *Said[float64]
}

// Target group of a service.
type Target struct {
	DeregistrationDelay *Said[float64]
	Sticky              *Said[bool]
	StickyDuration      *Said[float64]
	StickyCookie        *Said[string]
	HTTP2               *Said[bool]
}

// Scaling of the number of tasks.
type Scaling struct {
	Min, Max  *Said[float64]
	CPU       *Said[float64] // percent
	Requests  *Said[float64] // a minute and task
	Schedules []Schedule
}

// Schedule changes the minimum and maximum at set times.
type Schedule struct {
	Name, Expression, TimeZone, Start, End string
	Min, Max                               *Said[float64]
	Source                                 Source
}

// Queue of a worker.
type Queue struct {
	VisibilityTimeout, Retries, RetentionSeconds *Said[float64]
}

package migration

import "github.com/fargate-ai/fargate-ai-service/constructs/internal/partition"

// Application is what readers fill in and [Write] writes. nil and empty mean that nothing was said: the defaults of
// package fargateai hold then.
type Application struct {
	Name    string // as the source has it
	Root    string // file or folder that stands for the whole, in reports
	From    string // what it ran on, such as "Elastic Beanstalk"
	Region  *Said[string]
	Tags    map[string]Said[string]
	Network *Network
	Egress  *Said[string] // of a network that is made: a constant of package network
	// Domain in which services of ExposureCloudMap find each other. Default: one for each service.
	Domain   *Said[string]
	Peers    bool   // the services may call each other
	Front    *Front // a load balancer that services share
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

// Front is a load balancer that services share. What they would say of one of their own stands here.
type Front struct {
	LoadBalancer
	Source Source
}

// Service is a container, or several that run side by side, and how it is reached.
type Service struct {
	Name       string // a name of package fargateai: see [ServiceName]
	Worker     bool   // works on the messages of a queue; otherwise it answers requests
	Background bool   // answers nobody, and has no queue of its own
	Job        *Job   // runs at set times only

	Exposure *Said[string] // of one that peers call, without a load balancer: a constant of package fargateai
	Connect  *Connect      // Service Connect
	Domain   *Domain       // under which requests come
	Rule     *Rule         // of a service behind the shared load balancer
	Build    *Build        // of an image that nobody has pushed yet

	Container // the one that is reached
	Sidecars  []Container
	Volumes   []Volume

	CPU, MemoryMiB, DiskGiB *Said[float64]
	Architecture            *Said[string]
	XRay, Execute           *Said[bool]

	HealthCheck  HealthCheck
	LoadBalancer LoadBalancer
	Target       Target
	Scaling      Scaling
	Queue        Queue
	Deployment   Deployment

	LogRetentionDays       *Said[float64]
	AlarmEmail, AlarmTopic *Said[string]
}

// balanced reports a service that requests reach through a load balancer.
func (s *Service) balanced() bool {
	return s.listens() && s.Exposure == nil
}

// secured reports that the program states a certificate, or a domain to get one for.
func (s *Service) secured() bool { return s.LoadBalancer.CertificateARN != nil || s.Domain != nil }

// Job runs at set times and ends.
type Job struct {
	Expression Said[string]
	Disabled   bool
}

// Connect is Service Connect. Its port is that of the service.
type Connect struct {
	Client bool          // it calls others, and nobody calls it
	Alias  *Said[string] // that clients call. Default: the service's name
	Source Source
}

// Domain is a domain of a service, in a zone of Route 53.
type Domain struct {
	Name, HostedZoneID Said[string]
	Others             []Said[string] // in the same zone
}

// Rule leads requests to a service.
type Rule struct {
	Priority           int
	Hosts, Paths, From []string
	Source             Source
}

// Build is where the source of an image lies, below the folder that was read.
type Build struct {
	Context    string // folder
	Dockerfile string // default: the one in Context
	Source     Source
}

// Volume is a volume that containers mount. Without EFS it is scratch space, which ends with the task.
type Volume struct {
	Name string
	EFS  *EFS
}

// EFS is a file system.
type EFS struct {
	FileSystemID, AccessPointID, RootDirectory string
	WithoutIAM, ReadOnly                       bool
	Source                                     Source
}

// Deployment of a service.
type Deployment struct {
	MinHealthy, MaxHealthy, GracePeriod *Said[float64]
	Alarms, SecurityGroups              *Said[[]string]
	Providers                           []Provider
}

// Provider of capacity: FARGATE or FARGATE_SPOT.
type Provider struct {
	Name         string
	Base, Weight float64
	Source       Source
}

// Container is a container of a service.
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
	Labels              map[string]Said[string]
	DependsOn           []Dependency
	ContainerCheck      *Said[[]string] // command that says whether the container is healthy
	CheckTimes          CheckTimes
}

// Dependency on another container of the task, by the name that the source gives it.
type Dependency struct {
	Container, Condition string
	Source               Source
}

// CheckTimes are the check times of a container's health check, in seconds.
type CheckTimes struct{ Interval, Timeout, Retries, StartPeriod *Said[float64] }

// Secret is where the value of a variable lies: a name or an ARN of Secrets Manager or Parameter Store.
type Secret struct {
	SecretName, SecretARN, JSONKey, VersionStage, VersionID, ParameterName, ParameterARN string

	Create bool // it was plain text, and there is no secret yet
	Source Source
}

// parts are the fields of secrets.Reference.
func (s Secret) parts() []struct{ name, value string } {
	return []struct{ name, value string }{{"SecretName", s.SecretName}, {"SecretARN", s.SecretARN},
		{"JSONKey", s.JSONKey}, {"VersionStage", s.VersionStage}, {"VersionID", s.VersionID},
		{"ParameterName", s.ParameterName}, {"ParameterARN", s.ParameterARN}}
}

// Mount is a mount of a volume.
type Mount struct {
	Volume, Path string
	ReadOnly     bool
	Source       Source
}

// HealthCheck is a health check of a load balancer.
type HealthCheck struct {
	Path, Matcher                                           *Said[string]
	Interval, Timeout, HealthyThreshold, UnhealthyThreshold *Said[float64]
}

// LoadBalancer of a service.
type LoadBalancer struct {
	CertificateARN, TLSPolicy, LogBucket, LogPrefix *Said[string]
	Internal                                        *Said[bool]
	IdleTimeout                                     *Said[float64]
	From                                            *Said[[]string] // blocks that may connect
}

// Target group of a service.
type Target struct {
	DeregistrationDelay *Said[float64]
	Sticky              *Said[bool]
	StickyDuration      *Said[float64]
	StickyCookie        *Said[string]
	Protocol            *Said[string] // a constant of package loadbalancer
}

// Scaling of the number of tasks.
type Scaling struct {
	Min, Max  *Said[float64]
	CPU       *Tracking // percent
	Memory    *Tracking // percent
	Requests  *Tracking // a minute and task
	Backlog   *Tracking // messages of the queue for each task
	Schedules []Schedule
}

// Tracking keeps a metric near a value. Its cooldowns are seconds.
type Tracking struct {
	Said[float64]
	In, Out *Said[float64]
}

// Track makes a Tracking.
func Track(value float64, source Source) *Tracking {
	return &Tracking{Said: Said[float64]{value, source}}
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
	FIFO, Deduplicated                           *Said[bool]
}

// Located takes the region that an ARN names for the stack's; the first one stays.
func (a *Application) Located(region string, source Source) {
	if a.Region == nil && partition.IsRegion(region) {
		a.Region = Say(region, source)
	}
}

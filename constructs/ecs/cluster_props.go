package ecs

import (
	"cmp"
	"regexp"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// ContainerInsights is how much CloudWatch is told about the tasks of a cluster. Its metrics are billed.
type ContainerInsights string

const (
	ContainerInsightsEnabled  ContainerInsights = "enabled"  // per cluster and service, e.g. RunningTaskCount
	ContainerInsightsEnhanced ContainerInsights = "enhanced" // also per task and container
	ContainerInsightsDisabled ContainerInsights = "disabled"
)

// ClusterProps are the props of a [Cluster].
type ClusterProps struct {
	// Name of the cluster. Required; at most 255 letters, digits, hyphens and underscores. A change replaces the cluster.
	Name string
	// ContainerInsights default: ContainerInsightsEnabled. Scaling on backlog per task needs it.
	ContainerInsights ContainerInsights
	// CapacityProviders that services of the cluster may use. Default: FARGATE and FARGATE_SPOT.
	CapacityProviders *[]*string
	// DefaultCapacityProviders run the tasks of services that choose none. Default: none; package ecs's services always
	// choose.
	DefaultCapacityProviders []CapacityProvider
	// ExecuteLogging records what is typed in ECS Exec sessions. Default: what the container's own log driver gets.
	ExecuteLogging *ExecuteLogging
	// ServiceConnectNamespaceARN is the namespace of Cloud Map that services of the cluster join by default, of whatever
	// kind. Default: none.
	ServiceConnectNamespaceARN string
	// ServiceConnectNamespace makes such a namespace, without DNS, under this name: up to 1024 printable characters.
	// Default: none.
	ServiceConnectNamespace string
	// EphemeralStorageKMSKeyARN of the customer managed key that encrypts the disks of the cluster's tasks on Fargate: a
	// key of this region alone, whose policy lets fargate.amazonaws.com use it for this cluster
	// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-create-storage-key.html). Default: a key of
	// AWS's.
	EphemeralStorageKMSKeyARN string
	// Tags of the cluster.
	Tags map[string]string
}

// ExecuteLogging of ECS Exec sessions.
type ExecuteLogging struct {
	LogGroupName string // required
	LogGroupARN  string // required; the task roles may write to it
	KMSKeyARN    string // encrypts the sessions themselves. Default: TLS only
}

// ClusterRef is a cluster that exists.
type ClusterRef struct {
	Name string // required
	ARN  string // required
	// ServiceConnectNamespaceARN that services join by default. Default: none, and a service with Service Connect states
	// its own.
	ServiceConnectNamespaceARN string
	// ExecuteLogGroupARN and ExecuteKMSKeyARN say what the cluster logs and encrypts ECS Exec sessions with. Default:
	// nothing.
	ExecuteLogGroupARN, ExecuteKMSKeyARN string
	// CapacityProviders of the cluster, which services are held against. Default: not known, and nothing is judged by it.
	CapacityProviders *[]*string
}

// httpNamespace is the form of a name of a namespace without DNS
// (https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateHttpNamespace.html).
var httpNamespace = regexp.MustCompile(`^[!-~]+$`)

// Validate returns every mistake in the reference as one error, or nil.
func (r ClusterRef) Validate() error {
	given, ps := check.Given(&r)
	r = *given
	check.Required(&ps, "name", r.Name, "the cluster's name",
		"hand over Cluster.Ref(), or both Name and ARN of one that exists")
	check.Required(&ps, "arn", r.ARN, "the cluster's ARN",
		"hand over Cluster.Ref(), or both Name and ARN of one that exists")
	arn.Check(&ps, "arn", r.ARN, "ecs", "")
	arn.Check(&ps, "serviceConnectNamespaceARN", r.ServiceConnectNamespaceARN, "servicediscovery", "")
	r.nameProblems(&ps)
	arn.Check(&ps, "executeLogGroupARN", r.ExecuteLogGroupARN, "logs", "")
	arn.Check(&ps, "executeKMSKeyARN", r.ExecuteKMSKeyARN, "kms", "")
	return ps.Err()
}

// Validate returns every mistake in the props as one error, or nil.
func (p *ClusterProps) Validate() error { return p.problems().Err() }

func (p *ClusterProps) problems() rules.Mistakes {
	p, ps := check.Given(p)
	naming.CheckECS(&ps, "name", p.Name, "name the cluster like ai")
	check.OneOf(&ps, "containerInsights", p.ContainerInsights, ContainerInsightsEnabled, ContainerInsightsEnhanced,
		ContainerInsightsDisabled)
	if p.CapacityProviders != nil && !token.IsList(p.CapacityProviders) {
		for i, name := range *p.CapacityProviders {
			check.OneOf(&ps, rules.Index("capacityProviders", i), *name, Fargate, FargateSpot)
		}
	}
	capacityProblems(&ps, "defaultCapacityProviders", p.DefaultCapacityProviders)
	if l := p.ExecuteLogging; l != nil {
		check.Required(&ps, "executeLogging.logGroupName", l.LogGroupName, "a log group's name", "")
		naming.CheckLength(&ps, "executeLogging.logGroupName", l.LogGroupName, 512)
		check.Required(&ps, "executeLogging.logGroupARN", l.LogGroupARN, "the log group's ARN", "task roles are granted it")
		arn.Check(&ps, "executeLogging.logGroupARN", l.LogGroupARN, "logs", "")
		arn.Check(&ps, "executeLogging.kmsKeyARN", l.KMSKeyARN, "kms", "")
	}
	storageKeyProblems(&ps, "ephemeralStorageKMSKeyARN", p.EphemeralStorageKMSKeyARN)
	arn.Check(&ps, "serviceConnectNamespaceARN", p.ServiceConnectNamespaceARN, "servicediscovery", "")
	if n := p.ServiceConnectNamespace; n != "" && !token.Is(n) && (len(n) > 1024 || !httpNamespace.MatchString(n)) {
		ps.Break(rules.Invalid, "serviceConnectNamespace", check.Quote(n), "up to 1024 printable characters without spaces",
			"")
	}
	check.Exclusive(&ps, "serviceConnectNamespace", map[string]bool{
		"serviceConnectNamespace":    p.ServiceConnectNamespace != "",
		"serviceConnectNamespaceARN": p.ServiceConnectNamespaceARN != "",
	}, "make a namespace or use one that exists")
	return ps
}

func (p ClusterProps) resolve() ClusterProps {
	p.ContainerInsights = cmp.Or(p.ContainerInsights, ContainerInsightsEnabled)
	if p.CapacityProviders == nil {
		p.CapacityProviders = jsii.Strings(Fargate, FargateSpot)
	}
	p.DefaultCapacityProviders = resolveAll(p.DefaultCapacityProviders, CapacityProvider.resolve)
	return p
}

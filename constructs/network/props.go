package network

// Egress says how tasks reach the internet, and so what the network costs before the first byte. Prices are those of
// us-east-1, 730 hours a month; with EgressPublicIP, EgressNAT and EgressNATPerZone the tasks also reach AWS itself
// that way.
type Egress string

const (
	// EgressPublicIP places tasks in the public subnets with a public address each: 3.65 USD a month per running task,
	// nothing per GB processed. Nothing reaches them from outside that their security group does not let in. There are no
	// private subnets then.
	EgressPublicIP Egress = "public-ip"
	// EgressNAT shares one NAT gateway, in the first zone: 32.85 USD a month and 0.045 USD per GB. When that zone fails,
	// no task reaches a model provider, and traffic from the other zones is charged between zones.
	EgressNAT Egress = "nat"
	// EgressNATPerZone has a NAT gateway in each zone: 32.85 USD a month each and 0.045 USD per GB.
	EgressNATPerZone Egress = "nat-per-zone"
	// EgressNone gives tasks no way out but the endpoints: 7.30 USD a month per interface endpoint and zone, and 0.01 USD
	// per GB, so the five default ones in two zones are 73 USD. Model providers other than AWS, and images outside the
	// account's own ECR (also public.ecr.aws), cannot be reached. Load balancers in the public subnets still face the
	// internet.
	EgressNone Egress = "none"
)

// Endpoint is a service that the network reaches privately, by the name that follows com.amazonaws.REGION. in the name
// of its endpoint. The constants are those that AI services use most; any other name is taken as it is
// (https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html).
type Endpoint string

const (
	EndpointBedrock             Endpoint = "bedrock"
	EndpointBedrockAgentRuntime Endpoint = "bedrock-agent-runtime"
	EndpointBedrockRuntime      Endpoint = "bedrock-runtime"
	EndpointDynamoDB            Endpoint = "dynamodb" // a gateway endpoint, free
	EndpointECRAPI              Endpoint = "ecr.api"
	EndpointECRDocker           Endpoint = "ecr.dkr"
	EndpointECS                 Endpoint = "ecs"           // Service Connect, with the two that follow
	EndpointECSAgent            Endpoint = "ecs-agent"     // takes no policy
	EndpointECSTelemetry        Endpoint = "ecs-telemetry" // takes no policy
	EndpointKMS                 Endpoint = "kms"           // secrets under a customer managed key
	EndpointLogs                Endpoint = "logs"
	EndpointMonitoring          Endpoint = "monitoring" // CloudWatch metrics
	EndpointSageMakerRuntime    Endpoint = "sagemaker.runtime"
	EndpointSecretsManager      Endpoint = "secretsmanager"
	EndpointSNS                 Endpoint = "sns"
	EndpointSQS                 Endpoint = "sqs"
	EndpointSSM                 Endpoint = "ssm"
	EndpointSSMMessages         Endpoint = "ssmmessages" // ECS Exec
	EndpointSTS                 Endpoint = "sts"
	EndpointXRay                Endpoint = "xray"
	endpointS3                  Endpoint = "s3" // always there, a gateway endpoint, free
)

// TrafficType is what flow logs record.
type TrafficType string

const (
	TrafficAll    TrafficType = "ALL"
	TrafficAccept TrafficType = "ACCEPT"
	TrafficReject TrafficType = "REJECT"
)

// Props are the props of a network. The zero value is a network in two zones with a NAT gateway in each.
type Props struct {
	// Name that the names of all resources start with. Default: the construct's id. At most 64 letters, digits, hyphens,
	// underscores and dots.
	Name string
	// CIDR is the VPC's IPv4 block, /16 to /24, or to /23 with IsolatedSubnets. Default: 10.0.0.0/16. A change replaces
	// everything. In a block smaller than /22 the public subnets are smaller than the /27 that AWS asks for under a load
	// balancer ("availability zones" in
	// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html).
	// A reference works too; its block must be /16 to /23.
	CIDR string
	// ZoneCount is how many availability zones to use, 2 to 6. Default: as many as AvailabilityZones, or 2. A further zone
	// changes no existing subnet, route or address. A zone taken away must be the last.
	ZoneCount *float64
	// AvailabilityZones by name; the first ZoneCount of them are used. Default: the stack's (see fargateai.StackProps), or
	// else those that a data source finds. Their order is part of the addresses: append, never insert.
	AvailabilityZones *[]*string
	// Egress of the tasks, no reference. Default: EgressNATPerZone.
	Egress Egress
	// IsolatedSubnets adds a subnet per zone without any route out, for databases and caches. Default: false.
	IsolatedSubnets *bool
	// Endpoints to services of AWS, besides the gateway endpoint of S3, which is always there. With EgressNone ecr.api,
	// ecr.dkr, logs, secretsmanager and ssm are there too. Default: none.
	Endpoints []Endpoint
	// EndpointPolicy says whose credentials the endpoints take; those without a constant above keep AWS's own policy, as
	// not every service takes one. Default: EndpointPolicyAccount with EgressNone, else EndpointPolicyOpen, since images
	// and packages of others come from S3.
	EndpointPolicy EndpointPolicy
	// OrganizationID, o-…, of EndpointPolicyOrganization. Default: none.
	OrganizationID string
	// FlowLogs of the VPC. Default: none.
	FlowLogs *FlowLogs
	// IPv6 adds an IPv6 block of Amazon's, a /64 to every subnet, and for private subnets a gateway that lets connections
	// out but not in; with EgressNone there is none. Fargate gives tasks an IPv6 address when the account setting
	// dualStackIPv6 is on (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html).
	// Default: false.
	IPv6 *bool
	// Tags of all resources.
	Tags map[string]string
}

// FlowLogs records the connections of the VPC in a log group of its own, /vpc/NAME/flow-logs: about 0.50 USD per GB of
// records.
type FlowLogs struct {
	// RetentionDays until a record is deleted. Default: 30. Allowed: CloudWatch's own steps, 1 to 3653 days; 0 keeps
	// records for ever.
	RetentionDays *float64
	// TrafficType default: TrafficAll.
	TrafficType TrafficType
	// KMSKeyARN of a customer managed key whose policy lets logs.REGION.amazonaws.com use it. Default: a key that
	// CloudWatch Logs owns.
	KMSKeyARN string
}

// Defaults of [Props] and [FlowLogs].
const (
	DefaultCIDR          = "10.0.0.0/16"
	DefaultZoneCount     = 2
	DefaultEgress        = EgressNATPerZone
	DefaultRetentionDays = 30
)

// defaultEndpoints are what a task with secrets needs to start without a way out; its image layers come from S3
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html).
var defaultEndpoints = []Endpoint{EndpointECRAPI, EndpointECRDocker, EndpointLogs, EndpointSecretsManager, EndpointSSM}

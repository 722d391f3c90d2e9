package cutover

import "github.com/hashicorp/terraform-cdk-go/cdktf"

// Props are the props of a [Move].
type Props struct {
	// New side, to which the name moves. Required.
	New NewSide

	Settings
}

// Settings say which name moves, from where, and how far. Name, Domain, HostedZoneID, ZoneName, Phase and Old are
// required.
type Settings struct {
	// Name that names of resources and outputs start with, such as the service's: at most 64 letters, digits and hyphens,
	// starting with a letter. Required.
	Name string
	// Domain that moves, such as chat.acme.dev, in lower case. Required.
	Domain string
	// HostedZoneID of the public zone that the name is in. Required.
	HostedZoneID string
	// ZoneName is the zone's own name, such as acme.dev. Required: it tells whether Domain is the apex.
	ZoneName string
	// Provider of the account that owns the zone. Default: the stack's own.
	Provider cdktf.TerraformProvider
	// Phase of the move. Required.
	Phase Phase
	// Old side, from which the name moves. Required, also in Decommission: it is what Verify goes back to.
	Old OldSide
	// Adopt the simple records that the name has now, each by its type. Default: none, and the name has no record yet. If
	// it has one, or none that should be adopted, the plan or apply fails, and nothing changes. The way back from
	// Decommission adopts nothing.
	Adopt []RecordType

	// CanaryPercent of the answers that lead to the new side in Canary, 1 to 49. Default: 10.
	CanaryPercent *float64
	// HalfPercent of the answers that lead to the new side in Half, more than in Canary, at most 99. Default: 50.
	HalfPercent *float64
	// RollbackHours that the old side stays after the cutover, 48 to 2160. Default: 48.
	RollbackHours *float64
	// TTL in seconds of records that are no aliases, 1 to 300. Default: 60. AWS gives aliases 60.
	TTL *float64

	// VerificationName that always leads to the new side, for fargateai verify, such as new.chat.acme.dev. It has to be in
	// the zone and in the new side's certificate, and the service has to answer it. Default: none.
	VerificationName string
	// HealthCheck that asks the new side from outside, under VerificationName. Default: none; the load balancer's own
	// answer and the alarms serve.
	HealthCheck *HealthCheck
	// Alarms that send clients back. Default: server errors, where New.TargetGroupARNSuffixes says of whom.
	Alarms *Alarms
	// Tags of health checks and alarms.
	Tags map[string]string
}

// NewSide is the side to which a name moves: an Application Load Balancer, such as loadbalancer.Ref speaks of.
type NewSide struct {
	// Host is the load balancer's DNS name, or that of a CloudFront distribution before it. Required.
	Host string
	// ZoneID of its DNS name. Required where Host is a reference or no load balancer; CloudFront's is Z2FDTNDATAQYW2.
	ZoneID string
	// DualStack says that it answers IPv6, too. Default: false.
	DualStack *bool
	// ARNSuffix of the load balancer, app/NAME/ID, for alarms. Default: none, and no alarms.
	ARNSuffix string
	// TargetGroupARNSuffixes of the service's target groups, targetgroup/NAME/ID, at most 2, for alarms. Default: none,
	// and no alarms.
	TargetGroupARNSuffixes *[]*string
	// DomainNames of the load balancer's certificates: Domain and VerificationName are held against them. Default: not
	// known.
	DomainNames *[]*string
}

// OldSide is the side from which a name moves. Host or IPAddresses is required.
type OldSide struct {
	// Host as the old record has it: the CNAME of an Elastic Beanstalk environment, the domain of an App Runner service,
	// the DNS name of a load balancer, or any other name, without a scheme. Names of AWS become aliases, others CNAME
	// records on both sides, which the apex of a zone cannot have; so do environments of Elastic Beanstalk without a
	// region in their name. Required without IPAddresses.
	Host string
	// ZoneID of an alias's name. Default: that of the service and region which Host names; required where Host is a
	// reference.
	ZoneID string
	// IPAddresses are IPv4 addresses, where there is no name. Default: none.
	IPAddresses *[]*string
	// DualStack says that a load balancer answers IPv6, too. Default: false. Elastic Beanstalk and App Runner give their
	// names no IPv6.
	DualStack *bool
	// HealthCheck that asks the old side from outside: needed to notice an outage of what is no alias. Default: none.
	HealthCheck *HealthCheck
}

// HealthCheck is a health check of Route 53, from places all over the world, about once in two seconds in all.
// Firewalls have to let them in (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/route-53-ip-addresses.html).
type HealthCheck struct {
	// Path that answers 200 to 399, within four seconds for the connection and two for the answer. Default: /.
	Path string
	// Host that is asked. Default: VerificationName for the new side, Old.Host for the old one. Never Domain, which leads
	// to both.
	Host string
	// Plaintext asks by HTTP. Default: false, HTTPS; the certificate is not looked at.
	Plaintext *bool
	// Port default: 443, or 80 with Plaintext.
	Port *float64
	// FailureThreshold is how many checks in a row have to fail, 1 to 10. Default: 3.
	FailureThreshold *float64
	// IntervalSeconds of each place, 30 or 10, which costs more. Default: 30.
	IntervalSeconds *float64
}

// Alarms are the alarms of CloudWatch on the new side, each followed by a health check. Nobody has to be told for them
// to work.
type Alarms struct {
	// Disabled makes none. Default: false.
	Disabled bool
	// ServerErrors a minute, answers of 500 to 599 from the service, at which the new side is unhealthy. Default: 10.
	ServerErrors *float64
	// AverageSeconds until the service begins to answer, at which the new side is unhealthy. Default: not watched.
	AverageSeconds *float64
	// Minutes in a row, 1 to 10. Default: 2.
	Minutes *float64
	// TopicARN of an SNS topic in the stack's account and region that is told. Default: none.
	TopicARN string
}

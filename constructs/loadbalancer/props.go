package loadbalancer

import "github.com/hashicorp/terraform-cdk-go/cdktf"

// Scheme says who can reach a load balancer.
type Scheme string

const (
	SchemeInternetFacing Scheme = "internet-facing" // public addresses, in public subnets
	SchemeInternal       Scheme = "internal"        // private addresses only
)

// IPAddressType is the kind of addresses of a load balancer.
type IPAddressType string

const (
	IPv4      IPAddressType = "ipv4"
	DualStack IPAddressType = "dualstack" // IPv4 and IPv6; the subnets need IPv6 blocks
)

// Props are the props of a load balancer. One of Domain, CertificateARN and AllowPlaintextHTTP is required.
type Props struct {
	// VPCID of the network. Required.
	VPCID string
	// SubnetIDs of at least two zones: public ones, or private ones with SchemeInternal. Required.
	SubnetIDs *[]*string

	// Domain under which the load balancer is reached: gets a certificate, unless CertificateARN is given, and alias
	// records. Default: none.
	Domain *Domain
	// FurtherDomains lead to the load balancer too, each with a certificate of its own (at most 25), in a zone of its own.
	// Default: none. For more names in the zone of Domain take its AlternativeNames.
	FurtherDomains []Domain

	Settings
}

// Settings are the settings of a load balancer, wherever it stands. All have defaults but Name.
type Settings struct {
	// Name of the load balancer. Required; letters, digits and hyphens. One of more than 32 characters is cut and ends in
	// a hash. A change replaces the load balancer.
	Name string
	// Scheme default: SchemeInternetFacing. A change replaces the load balancer.
	Scheme Scheme
	// IPAddressType default: IPv4.
	IPAddressType IPAddressType
	// CertificateARN of a certificate in ACM, in the same region. Default: one for Domain is requested.
	CertificateARN string
	// CertificateNames that the certificate of CertificateARN is for, such as *.acme.dev: Domain and hosts of rules are
	// held against them. Default: not known, and nothing is checked.
	CertificateNames *[]*string
	// AllowPlaintextHTTP serves HTTP on port 80 without TLS. False serves HTTPS on port 443, to which port 80 redirects.
	// Not with a certificate. Default: false.
	AllowPlaintextHTTP *bool
	// TLSPolicy default: DefaultTLSPolicy. Policies that allow TLS 1.0 or 1.1 are mistakes.
	TLSPolicy string
	// MutualTLS asks clients for a certificate, on the test listener too. Default: none.
	MutualTLS *MutualTLS
	// IngressCIDRs may connect, blocks of IPv4 and with DualStack of IPv6. Default: nobody where CloudFront or
	// IngressPrefixListIDs is stated; else everybody, or with SchemeInternal the IPv4 block of the VPC, which a data
	// source looks up. An empty list lets nobody in: allow further security groups on SecurityGroupID then.
	IngressCIDRs *[]*string
	// IngressPrefixListIDs may connect to the listener that serves: not to port 80 where that redirects. Each counts as
	// many rules as its list may have entries. Default: none.
	IngressPrefixListIDs *[]*string
	// IngressRuleQuota of a security group, where AWS has raised the account's. Default: 60.
	IngressRuleQuota *float64
	// CloudFront stands in front, and only its addresses may connect. Default: none.
	CloudFront *CloudFront
	// LoginEgressCIDRs are blocks of IPv4 addresses whose port 443 the load balancer may call: identity providers for
	// TargetProps.Login, to which it speaks IPv4 only. An internal one also needs a way there, such as NAT. Default: none.
	// Example: jsii.Strings("0.0.0.0/0").
	LoginEgressCIDRs *[]*string

	// IdleTimeout in seconds without a byte in either direction until a connection is cut, 1 to 4000. Default: 60. It has
	// to exceed the longest silence of a stream, such as the time to the first token, and the application's own keep-alive
	// has to be longer still (see the package's documentation).
	IdleTimeout *float64
	// ClientKeepAlive in seconds after which a client connects anew, 60 to 604800. A response under way is finished first.
	// Default: 3600, as AWS has it.
	ClientKeepAlive *float64
	// DeletionProtection refuses to delete the load balancer, and keeps access logs when the stack is destroyed. Default:
	// true.
	DeletionProtection *bool
	// AccessLogs of every request. Default: a bucket is made for them.
	AccessLogs *AccessLogs
	// ConnectionLogs tell of every connection which TLS it spoke, which client certificate it showed, and why it failed.
	// Default: none.
	ConnectionLogs *ConnectionLogs
	// WAF judges every request before it reaches a target. Default: none.
	WAF *WAF
	// TestListener shows the new tasks of a blue/green deployment before clients reach them. Default: none.
	TestListener *TestListener
	// Tags of everything.
	Tags map[string]string
}

// Domain is a name in a Route 53 public hosted zone.
type Domain struct {
	// Name in lower case, at most 64 characters. Required; the first name of the certificate.
	Name string
	// HostedZoneID of the zone that the names are in. Required, unless CertificateARN is given and AliasRecord is false:
	// then no record is made.
	HostedZoneID string
	// Provider of the account that owns the zone, such as provider.NewAwsProvider with an Alias and AssumeRole: the
	// records are made by it. Default: the stack's own.
	Provider cdktf.TerraformProvider
	// AlternativeNames are up to 9 further names in the same zone. They may start with "*.". Default: none.
	AlternativeNames *[]*string
	// AliasRecord points the names to the load balancer. Default: true. False leaves the records to somebody else, e.g. a
	// weighted cutover.
	AliasRecord *bool
}

// TestListener is one more listener, with the certificate of the first: all targets of the load balancer that are
// deployed blue/green share it, each with the conditions and priority of its rule. Nobody can reach it who is not
// stated here; a WAF judges its requests too.
type TestListener struct {
	// Port default: DefaultTestPort, or with AllowPlaintextHTTP DefaultPlaintextTestPort. Not 80 or 443.
	Port *float64
	// IngressCIDRs may connect. Default: none.
	IngressCIDRs *[]*string
	// IngressSecurityGroupIDs are groups whose members may connect, such as that of a build runner in the VPC. Default:
	// none. AWS knows members by their private addresses, with which they come to an internal load balancer only.
	IngressSecurityGroupIDs *[]*string
}

// AccessLogs are written to S3 every five minutes. The zero value makes a bucket.
type AccessLogs struct {
	// Disabled writes none. Default: false.
	Disabled *bool
	// Bucket that exists, in the same region, and whose policy lets logdelivery.elasticloadbalancing.amazonaws.com write.
	// Default: a bucket is made, private and encrypted with S3's own keys: a load balancer cannot write with other ones.
	Bucket string
	// Prefix of the objects, without slashes at its ends. Default: none.
	Prefix string
	// RetentionDays of the bucket that is made, 1 to 3653. Default: 90.
	RetentionDays *float64
}

// ConnectionLogs are written to S3 every five minutes. The zero value puts them beside the access logs, from which
// their names, conn_log…, tell them apart.
type ConnectionLogs struct {
	// Bucket that exists, with the same policy as one of [AccessLogs]. Default: that of the access logs.
	Bucket string
	// Prefix of the objects in Bucket, without slashes at its ends; a mistake without one. Default: none.
	Prefix string
}

// Defaults of [Props], [TestListener] and [AccessLogs].
const (
	DefaultTLSPolicy         = "ELBSecurityPolicy-TLS13-1-2-2021-06"
	DefaultIdleTimeout       = 60
	DefaultTestPort          = 8443
	DefaultPlaintextTestPort = 8080
	DefaultRetentionDays     = 90
)

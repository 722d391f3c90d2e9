package loadbalancer

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/acmcertificate"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchloggroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lb"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lblistener"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lbtruststore"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucket"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/securitygroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/wafv2webacl"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// LoadBalancer is an Application Load Balancer with its listeners.
type LoadBalancer struct {
	constructs.Construct
	balancer    lb.Lb // nil when the props were refused, like all resources
	group       securitygroup.SecurityGroup
	listener    lblistener.LbListener
	redirect    lblistener.LbListener
	test        lblistener.LbListener
	certificate acmcertificate.AcmCertificate
	trustStore  lbtruststore.LbTrustStore
	bucket      s3bucket.S3Bucket
	webACL      wafv2webacl.Wafv2WebAcl
	wafLogs     cloudwatchloggroup.CloudwatchLogGroup
	ref         Ref
}

// New makes a load balancer that answers 404 until targets join it; see [NewTarget]. Mistakes in props are reported
// together with those of all other constructs when the app is synthesized; nothing is created then.
func New(scope constructs.Construct, id string, props *Props) *LoadBalancer {
	b := &LoadBalancer{ref: Ref{
		ListenerARN: token.Unknown, SecurityGroupID: token.Unknown, ARN: token.Unknown, ARNSuffix: token.Unknown,
		DNSName: token.Unknown, ZoneID: token.Unknown, URL: token.Unknown,
		TestListenerARN: token.Unknown, TestURL: token.Unknown, LoginEgress: jsii.Bool(true),
	}}
	bridge.Init(b, scope, id)
	if bridge.Refused(b, props.problems(), props) {
		return b
	}
	c := props.resolve()
	b.group = newSecurityGroup(b, c)
	logs, writable := b.newAccessLogs(c)
	b.balancer = lb.NewLb(b, jsii.String("load-balancer"), &lb.LbConfig{
		Name:                     jsii.String(c.name),
		LoadBalancerType:         jsii.String("application"),
		Internal:                 jsii.Bool(c.internal),
		IpAddressType:            jsii.String(string(c.ipType)),
		Subnets:                  c.SubnetIDs,
		SecurityGroups:           jsii.Strings(*b.group.Id()),
		IdleTimeout:              jsii.Number(c.idle),
		ClientKeepAlive:          c.ClientKeepAlive,
		DropInvalidHeaderFields:  jsii.Bool(true),
		DesyncMitigationMode:     jsii.String("defensive"),
		EnableDeletionProtection: jsii.Bool(c.protect),
		AccessLogs:               logs,
		ConnectionLogs:           c.connection.connectionLogs(logs),
		DependsOn:                writable,
		Tags:                     bridge.Tags(c.Tags, ""),
	})
	b.ref = Ref{
		SecurityGroupID: *b.group.Id(),
		ARN:             *b.balancer.Arn(),
		ARNSuffix:       *b.balancer.ArnSuffix(),
		DNSName:         *b.balancer.DnsName(),
		ZoneID:          *b.balancer.ZoneId(),
		IdleTimeout:     jsii.Number(c.idle),
		DomainNames:     c.DomainNames(),
		LoginEgress:     jsii.Bool(len(optional.Texts(c.LoginEgressCIDRs)) > 0),
	}
	if c.CloudFront != nil {
		b.ref.ReadTimeout = jsii.Number(optional.Or(c.CloudFront.ReadTimeout, DefaultReadTimeout))
	}
	b.newWAF(c)
	b.newListeners(c)
	b.newAliases(c)
	for _, notice := range c.notices() {
		bridge.Tell(b, notice)
	}
	b.ref.ListenerARN = *b.listener.Arn()
	b.ref.URL = c.url(b.ref.DNSName)
	if b.test != nil {
		b.ref.TestListenerARN = *b.test.Arn()
		b.ref.TestURL = b.ref.URL + ":" + *bridge.NumberString(c.test.port)
	}
	return b
}

// Ref returns what targets and other constructs need to know of the load balancer.
func (b *LoadBalancer) Ref() Ref { return b.ref }

// URL returns the URL under which clients reach the load balancer: its domain, else its own name, which no certificate
// is valid for.
func (b *LoadBalancer) URL() string { return b.ref.URL }

// Resource returns the underlying aws_lb, for overrides. It is nil when the props were refused, like all resources
// below.
func (b *LoadBalancer) Resource() lb.Lb { return b.balancer }

// SecurityGroup returns the security group of the load balancer.
func (b *LoadBalancer) SecurityGroup() securitygroup.SecurityGroup { return b.group }

// Listener returns the listener that the targets' rules belong to: HTTPS on port 443, or HTTP on port 80 with
// AllowPlaintextHTTP.
func (b *LoadBalancer) Listener() lblistener.LbListener { return b.listener }

// RedirectListener returns the redirect listener on port 80. It is nil with AllowPlaintextHTTP.
func (b *LoadBalancer) RedirectListener() lblistener.LbListener { return b.redirect }

// TestListener returns the test listener of blue/green deployments. It is nil without Props.TestListener.
func (b *LoadBalancer) TestListener() lblistener.LbListener { return b.test }

// Certificate returns the certificate that was requested, the first where there are several domains. It is nil with
// CertificateARN alone.
func (b *LoadBalancer) Certificate() acmcertificate.AcmCertificate { return b.certificate }

// TrustStore returns the trust store that was made for MutualTLS. It is nil without one, or with one that exists.
func (b *LoadBalancer) TrustStore() lbtruststore.LbTrustStore { return b.trustStore }

// AccessLogsBucket returns the access logs bucket that was made. It is nil without access logs or with a bucket that
// exists.
func (b *LoadBalancer) AccessLogsBucket() s3bucket.S3Bucket { return b.bucket }

// WebACL returns the web ACL that was made. It is nil without a WAF or with a web ACL that exists.
func (b *LoadBalancer) WebACL() wafv2webacl.Wafv2WebAcl { return b.webACL }

// WAFLogGroup returns the WAF log group that the web ACL logs to. It is nil where WebACL is.
func (b *LoadBalancer) WAFLogGroup() cloudwatchloggroup.CloudwatchLogGroup { return b.wafLogs }

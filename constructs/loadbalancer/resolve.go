package loadbalancer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// config is the props with every default filled in.
type config struct {
	Props
	name       string
	internal   bool
	tls        bool
	policy     string
	idle       float64
	protect    bool
	ipType     IPAddressType
	ingress    []string
	vpcIngress bool // the VPC's block, which has to be looked up, is let in
	domains    []domainConfig
	logs       logsConfig
	connection logsConfig  // logs of connections; bucket "" is that of the access logs
	waf        *wafConfig  // nil for none
	test       *testConfig // nil for none
}

// testConfig is a test listener with every default filled in.
type testConfig struct {
	port           float64
	blocks, groups []string
	open           bool // everybody may connect
}

type logsConfig struct {
	enabled      bool
	bucket       string // "" makes one
	bucketPrefix string
	prefix       string
	retention    float64
}

func (p Props) resolve() config {
	c := config{
		Props:    p,
		name:     naming.LoadBalancer(p.Name),
		internal: p.Scheme == SchemeInternal,
		tls:      p.Domain != nil || p.CertificateARN != "",
		policy:   cmp.Or(p.TLSPolicy, DefaultTLSPolicy),
		idle:     optional.Or(p.IdleTimeout, DefaultIdleTimeout),
		protect:  optional.Or(p.DeletionProtection, true),
		ipType:   cmp.Or(p.IPAddressType, IPv4),
		domains:  p.domains(),
		waf:      p.WAF.resolve(),
		test:     p.TestListener.resolve(optional.Value(p.AllowPlaintextHTTP)),
	}
	switch {
	case p.IngressCIDRs != nil:
		c.ingress = optional.Texts(p.IngressCIDRs)
	case p.CloudFront != nil || p.IngressPrefixListIDs != nil:
	case c.internal:
		c.vpcIngress = true
	case c.ipType == DualStack:
		c.ingress = []string{"0.0.0.0/0", "::/0"}
	default:
		c.ingress = []string{"0.0.0.0/0"}
	}
	c.logs = p.accessLogs()
	if l := p.ConnectionLogs; l != nil {
		c.connection = logsConfig{enabled: true, bucket: l.Bucket, prefix: l.Prefix}
		if l.Bucket == "" {
			c.connection.bucket, c.connection.prefix = c.logs.bucket, c.logs.prefix
		}
	}
	return c
}

func (l *TestListener) resolve(plaintext bool) *testConfig {
	if l == nil {
		return nil
	}
	port := float64(DefaultTestPort)
	if plaintext {
		port = DefaultPlaintextTestPort
	}
	c := &testConfig{port: optional.Or(l.Port, port), blocks: optional.Texts(l.IngressCIDRs),
		groups: optional.Texts(l.IngressSecurityGroupIDs)}
	c.open = slices.ContainsFunc(c.blocks, func(block string) bool { return strings.HasSuffix(block, "/0") })
	return c
}

func (p Props) accessLogs() logsConfig {
	a := optional.Value(p.AccessLogs)
	if optional.Value(a.Disabled) {
		return logsConfig{}
	}
	l := logsConfig{enabled: true, bucket: a.Bucket, bucketPrefix: "alb-logs-", prefix: a.Prefix,
		retention: optional.Or(a.RetentionDays, DefaultRetentionDays)}
	if !token.Is(p.Name) {
		l.bucketPrefix = strings.ToLower(naming.Prefix(p.Name, naming.MaxBucketPrefix-len("alb-logs-"))) + "alb-logs-"
	}
	return l
}

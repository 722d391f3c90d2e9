package loadbalancer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
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
	request    bool // a certificate is requested
	policy     string
	idle       float64
	protect    bool
	ipType     IPAddressType
	ingress    []string
	vpcIngress bool // the VPC's block, which has to be looked up, is let in
	domains    []domainName
	alias      bool // the names lead to the load balancer
	logs       logsConfig
	waf        *wafConfig  // nil for none
	test       *testConfig // nil for none
}

// testConfig is a test listener with every default filled in.
type testConfig struct {
	port           float64
	blocks, groups []string
	open           bool // everybody may connect
}

// domainName is a name of the certificate; its key names its resources' Terraform addresses.
type domainName struct {
	name, key string
	validate  bool // has a validation record of its own
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
		request:  p.Domain != nil && p.CertificateARN == "",
		policy:   cmp.Or(p.TLSPolicy, DefaultTLSPolicy),
		idle:     optional.Or(p.IdleTimeout, DefaultIdleTimeout),
		protect:  optional.Or(p.DeletionProtection, true),
		ipType:   cmp.Or(p.IPAddressType, IPv4),
		domains:  p.Domain.names(),
		alias:    p.Domain != nil && optional.Or(p.Domain.AliasRecord, true),
		waf:      p.WAF.resolve(),
		test:     p.TestListener.resolve(optional.Value(p.AllowPlaintextHTTP)),
	}
	switch {
	case p.IngressCIDRs != nil:
		c.ingress = optional.Texts(p.IngressCIDRs)
	case c.internal:
		c.vpcIngress = true
	case c.ipType == DualStack:
		c.ingress = []string{"0.0.0.0/0", "::/0"}
	default:
		c.ingress = []string{"0.0.0.0/0"}
	}
	if a := p.AccessLogs; a != nil {
		c.logs = logsConfig{enabled: true, bucket: a.Bucket, prefix: a.Prefix,
			retention: optional.Or(a.RetentionDays, DefaultRetentionDays)}
		c.logs.bucketPrefix = "alb-logs-"
		if !token.Is(p.Name) {
			c.logs.bucketPrefix = strings.ToLower(naming.Prefix(p.Name, naming.MaxBucketPrefix-len("alb-logs-"))) + "alb-logs-"
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

// names of the certificate. ACM proves *.acme.dev and acme.dev with the same record, which two resources must not both
// own.
func (d *Domain) names() []domainName {
	if d == nil {
		return nil
	}
	proven := map[string]bool{d.Name: true}
	out := []domainName{{name: d.Name, validate: true}}
	for i, name := range optional.Texts(d.AlternativeNames) {
		n := domainName{name: name, validate: true}
		if token.Is(name) {
			n.key = "-" + check.Number(float64(i))
		} else {
			n.key = "-" + strings.Replace(name, "*", "wildcard_", 1) // no name has an underscore
			base := strings.TrimPrefix(name, "*.")
			n.validate = !proven[base]
			proven[base] = true
		}
		out = append(out, n)
	}
	return out
}

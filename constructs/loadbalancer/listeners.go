package loadbalancer

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lblistener"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lblistenercertificate"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// newListeners makes the listener that forwards, with TLS the one that redirects to it, and the one for tests. The
// first certificate serves clients that name none of the domains.
func (b *LoadBalancer) newListeners(c config) {
	certificates := optional.Stated(c.CertificateARN)
	for _, d := range c.domains {
		if d.request {
			certificates = append(certificates, b.newCertificate(c, d))
		}
	}
	clients := b.newMutualTLS(c)
	newListener := func(id string, port float64) lblistener.LbListener {
		return b.newListener(c, id, port, certificates, clients)
	}
	if c.test != nil {
		b.test = newListener("test", c.test.port)
	}
	if !c.tls {
		b.listener = newListener("http", 80)
		return
	}
	b.listener = newListener("https", 443)
	b.redirect = lblistener.NewLbListener(b, jsii.String("http"), &lblistener.LbListenerConfig{
		LoadBalancerArn: jsii.String(b.ref.ARN),
		Port:            jsii.Number(80),
		Protocol:        jsii.String("HTTP"),
		DefaultAction: []*lblistener.LbListenerDefaultAction{{
			Type: jsii.String("redirect"),
			Redirect: &lblistener.LbListenerDefaultActionRedirect{
				Protocol: jsii.String("HTTPS"), Port: jsii.String("443"), StatusCode: jsii.String("HTTP_301"),
			},
		}},
		Tags: bridge.Tags(c.Tags, ""),
	})
}

// newListener makes a listener for targets. What no rule matches is answered with 404 and never reaches a task:
// scanners for other people's software cost nothing.
func (b *LoadBalancer) newListener(c config, id string, port float64, certificates []string,
	clients *lblistener.LbListenerMutualAuthentication) lblistener.LbListener {
	config := &lblistener.LbListenerConfig{
		LoadBalancerArn: jsii.String(b.ref.ARN),
		Port:            jsii.Number(port),
		Protocol:        jsii.String("HTTP"),
		DefaultAction: []*lblistener.LbListenerDefaultAction{{
			Type: jsii.String("fixed-response"),
			FixedResponse: &lblistener.LbListenerDefaultActionFixedResponse{
				ContentType: jsii.String("text/plain"), MessageBody: jsii.String("not found"), StatusCode: jsii.String("404"),
			},
		}},
		Tags: bridge.Tags(c.Tags, ""),
	}
	if !c.tls {
		return lblistener.NewLbListener(b, jsii.String(id), config)
	}
	config.Protocol, config.SslPolicy, config.CertificateArn = jsii.String("HTTPS"), jsii.String(c.policy),
		jsii.String(certificates[0])
	config.MutualAuthentication = clients
	listener := lblistener.NewLbListener(b, jsii.String(id), config)
	further := c.domains[len(c.domains)-len(c.FurtherDomains):]
	for i, arn := range certificates[len(certificates)-len(further):] {
		lblistenercertificate.NewLbListenerCertificate(b, jsii.String(id+"-certificate"+further[i].id),
			&lblistenercertificate.LbListenerCertificateConfig{ListenerArn: listener.Arn(), CertificateArn: jsii.String(arn)})
	}
	return listener
}

// url is where clients go; dnsName is the load balancer's own name.
func (c config) url(dnsName string) string {
	switch {
	case c.Domain != nil:
		return "https://" + c.Domain.Name
	case c.tls:
		return "https://" + dnsName
	default:
		return "http://" + dnsName
	}
}

package loadbalancer

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lblistener"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
)

// newListeners makes the listener that forwards, with TLS the one that redirects to it, and the one for tests.
func (b *LoadBalancer) newListeners(c config, certificateARN string) {
	if c.test != nil {
		b.test = b.newListener(c, "test", c.test.port, certificateARN)
		if c.test.open {
			bridge.Tell(b, "the test listener is open to the internet: everybody reaches new tasks, with the roles of "+
				"production, before they are tested")
		}
	}
	if !c.tls {
		b.listener = b.newListener(c, "http", 80, certificateARN)
		return
	}
	b.listener = b.newListener(c, "https", 443, certificateARN)
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
func (b *LoadBalancer) newListener(c config, id string, port float64, certificateARN string) lblistener.LbListener {
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
	if c.tls {
		config.Protocol, config.SslPolicy, config.CertificateArn = jsii.String("HTTPS"), jsii.String(c.policy),
			jsii.String(certificateARN)
	}
	return lblistener.NewLbListener(b, jsii.String(id), config)
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

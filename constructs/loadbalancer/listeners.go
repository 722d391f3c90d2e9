package loadbalancer

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lblistener"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
)

// newListeners makes the listener that forwards, and with TLS the one that redirects to it. What no rule matches is answered with 404 and never
// reaches a task: scanners for other people's software cost nothing.
func (b *LoadBalancer) newListeners(c config, certificateARN string) {
	notFound := []*lblistener.LbListenerDefaultAction{{
		Type: jsii.String("fixed-response"),
		FixedResponse: &lblistener.LbListenerDefaultActionFixedResponse{
			ContentType: jsii.String("text/plain"), MessageBody: jsii.String("not found"), StatusCode: jsii.String("404"),
		},
	}}
	if !c.tls {
		b.listener = lblistener.NewLbListener(b, jsii.String("http"), &lblistener.LbListenerConfig{
			LoadBalancerArn: jsii.String(b.ref.ARN),
			Port:            jsii.Number(80),
			Protocol:        jsii.String("HTTP"),
			DefaultAction:   notFound,
			Tags:            bridge.Tags(c.Tags, ""),
		})
		return
	}
	b.listener = lblistener.NewLbListener(b, jsii.String("https"), &lblistener.LbListenerConfig{
		LoadBalancerArn: jsii.String(b.ref.ARN),
		Port:            jsii.Number(443),
		Protocol:        jsii.String("HTTPS"),
		SslPolicy:       jsii.String(c.policy),
		CertificateArn:  jsii.String(certificateARN),
		DefaultAction:   notFound,
		Tags:            bridge.Tags(c.Tags, ""),
	})
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

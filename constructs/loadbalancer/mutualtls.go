package loadbalancer

import (
	"regexp"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lblistener"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lbtruststore"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lbtruststorerevocation"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// MutualTLS asks clients for a certificate. One of TrustStore, TrustStoreARN and Passthrough is required. Who is
// verified, targets find in the headers X-Amzn-Mtls-Clientcert-…
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html).
type MutualTLS struct {
	// TrustStore to make: clients without a certificate of its authorities are refused. Default: none.
	TrustStore *TrustStore
	// TrustStoreARN of one that exists, in the same region. Default: none.
	TrustStoreARN string
	// Passthrough verifies nothing: targets get the certificate in the header X-Amzn-Mtls-Clientcert and have to verify
	// it. A client without one passes too. Default: false.
	Passthrough *bool
	// IgnoreExpiry accepts client certificates that have expired. Default: false.
	IgnoreExpiry *bool
	// AdvertiseNames tells clients the names of the authorities, so that those with several certificates choose the right
	// one. Default: false.
	AdvertiseNames *bool
}

// TrustStore is the certificate authorities whose clients are let in.
type TrustStore struct {
	// Bundle of certificates of authorities, in PEM. Required. AWS reads it when the trust store is made and when this
	// reference changes, so a new bundle needs another Key or Version.
	Bundle S3Object
	// Revocations are lists of certificates that do not count any more, in PEM. Default: none.
	Revocations []S3Object
}

// S3Object is a file in S3, in the stack's region.
type S3Object struct {
	// Bucket by name. Required.
	Bucket string
	// Key of the object. Required.
	Key string
	// Version of the object, in a bucket with versions. Default: the newest when it is read.
	Version string
}

var keyForm = regexp.MustCompile(`^[^\s/][^\r\n]*$`)

func (m *MutualTLS) problems(ps *rules.Mistakes, secure bool) {
	if m == nil {
		return
	}
	passthrough := optional.Value(m.Passthrough)
	if !secure {
		ps.Break(mutualTLS, "mutualTLS", "client certificates without TLS", "nothing with allowPlaintextHTTP",
			"give the load balancer a domain or certificate")
	}
	if m.TrustStore == nil && m.TrustStoreARN == "" && !passthrough {
		ps.Break(rules.Required, "mutualTLS.trustStore", "nothing",
			"the authorities whose clients are let in, trustStoreARN, or passthrough", "")
	}
	check.Exclusive(ps, "mutualTLS", map[string]bool{"trustStore": m.TrustStore != nil,
		"trustStoreARN": m.TrustStoreARN != "", "passthrough": passthrough}, "clients are verified in one way")
	if passthrough && (optional.Value(m.IgnoreExpiry) || optional.Value(m.AdvertiseNames)) {
		ps.Break(rules.Exclusive, "mutualTLS.passthrough", "true with ignoreExpiry or advertiseNames", "neither of them",
			"nothing is verified")
	}
	const path = "mutualTLS.trustStoreARN"
	arn.Check(ps, path, m.TrustStoreARN, "elasticloadbalancing", "give the ARN of a trust store (…:truststore/NAME/ID)")
	if s := m.TrustStore; s != nil {
		s.Bundle.problems(ps, "mutualTLS.trustStore.bundle")
		for i, list := range s.Revocations {
			list.problems(ps, rules.Index("mutualTLS.trustStore.revocations", i))
		}
	}
}

func (o S3Object) problems(ps *rules.Mistakes, path string) {
	form.Bucket.Check(ps, path+".bucket", o.Bucket)
	if !token.Is(o.Key) && (len(o.Key) > 1024 || !keyForm.MatchString(o.Key)) {
		ps.Break(check.Form(o.Key), path+".key", check.Quote(o.Key),
			"the key of an object, at most 1024 bytes, without a slash before it", "")
	}
}

// newMutualTLS is what all listeners with TLS ask clients for, or nil.
func (b *LoadBalancer) newMutualTLS(c config) *lblistener.LbListenerMutualAuthentication {
	m := c.MutualTLS
	if m == nil {
		return nil
	}
	if optional.Value(m.Passthrough) {
		return &lblistener.LbListenerMutualAuthentication{Mode: jsii.String("passthrough")}
	}
	out := &lblistener.LbListenerMutualAuthentication{
		Mode: jsii.String("verify"), TrustStoreArn: jsii.String(m.TrustStoreARN),
		IgnoreClientCertificateExpiry: jsii.Bool(optional.Value(m.IgnoreExpiry)),
	}
	if optional.Value(m.AdvertiseNames) {
		out.AdvertiseTrustStoreCaNames = jsii.String("on")
	}
	if s := m.TrustStore; s != nil {
		b.trustStore = lbtruststore.NewLbTrustStore(b, jsii.String("trust-store"), &lbtruststore.LbTrustStoreConfig{
			Name:                                jsii.String(c.name),
			CaCertificatesBundleS3Bucket:        jsii.String(s.Bundle.Bucket),
			CaCertificatesBundleS3Key:           jsii.String(s.Bundle.Key),
			CaCertificatesBundleS3ObjectVersion: bridge.String(s.Bundle.Version),
			Tags:                                bridge.Tags(c.Tags, ""),
		})
		out.TrustStoreArn = b.trustStore.Arn()
		for i, list := range s.Revocations {
			lbtruststorerevocation.NewLbTrustStoreRevocation(b, jsii.String("revocation-"+check.Number(float64(i))),
				&lbtruststorerevocation.LbTrustStoreRevocationConfig{
					TrustStoreArn:              b.trustStore.Arn(),
					RevocationsS3Bucket:        jsii.String(list.Bucket),
					RevocationsS3Key:           jsii.String(list.Key),
					RevocationsS3ObjectVersion: bridge.String(list.Version),
				})
		}
	}
	return out
}

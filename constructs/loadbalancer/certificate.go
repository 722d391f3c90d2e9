package loadbalancer

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/acmcertificate"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/acmcertificatevalidation"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/route53record"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
)

// newCertificate returns the ARN of the certificate to serve with, "" without TLS. One that is requested is handed out
// only when ACM has seen its validation records: a listener refuses it before.
func (b *LoadBalancer) newCertificate(c config) string {
	if !c.request {
		return c.CertificateARN
	}
	var alternatives []string
	for _, d := range c.domains[1:] {
		alternatives = append(alternatives, d.name)
	}
	b.certificate = acmcertificate.NewAcmCertificate(b, jsii.String("certificate"), &acmcertificate.AcmCertificateConfig{
		DomainName:              jsii.String(c.Domain.Name),
		SubjectAlternativeNames: bridge.Strings(alternatives...),
		ValidationMethod:        jsii.String("DNS"),
		Tags:                    bridge.Tags(c.Tags, c.Domain.Name),
		// one in use cannot be deleted
		Lifecycle: &cdktf.TerraformResourceLifecycle{CreateBeforeDestroy: jsii.Bool(true)},
	})
	var proofs []string
	for _, d := range c.domains {
		if d.validate {
			proofs = append(proofs, *b.newProof(c, d).Fqdn())
		}
	}
	return *acmcertificatevalidation.NewAcmCertificateValidation(b, jsii.String("certificate-validation"),
		&acmcertificatevalidation.AcmCertificateValidationConfig{
			CertificateArn:        b.certificate.Arn(),
			ValidationRecordFqdns: bridge.Strings(proofs...),
		}).CertificateArn()
}

// newProof makes the record that proves to ACM who owns the name. The names are known, so each record is a resource
// with an address of its own. Its content is looked up by name, since the certificate's validation options are a set
// and have no order.
func (b *LoadBalancer) newProof(c config, d domainName) route53record.Route53Record {
	options := cdktf.TerraformIterator_FromList(cdktf.Token_AsList(b.certificate.DomainValidationOptions(), nil))
	wanted := func(property string) *string {
		byName := options.ForExpressionForMap("val.domain_name", "val."+property)
		return cdktf.Token_AsString(cdktf.Fn_LookupNested(byName, &[]any{d.name}), nil)
	}
	return route53record.NewRoute53Record(b, jsii.String("certificate-record"+d.key), &route53record.Route53RecordConfig{
		ZoneId:         jsii.String(c.Domain.HostedZoneID),
		Name:           wanted("resource_record_name"),
		Type:           jsii.String("CNAME"),
		Records:        jsii.Strings(*wanted("resource_record_value")),
		Ttl:            jsii.Number(60),
		AllowOverwrite: jsii.Bool(true), // a certificate for the same name in another stack or region has the same record
	})
}

// newAliases points the names to the load balancer.
func (b *LoadBalancer) newAliases(c config) {
	if !c.alias {
		return
	}
	alias := func(id, kind string, d domainName) {
		route53record.NewRoute53Record(b, jsii.String(id+d.key), &route53record.Route53RecordConfig{
			ZoneId: jsii.String(c.Domain.HostedZoneID),
			Name:   jsii.String(d.name),
			Type:   jsii.String(kind),
			Alias: &route53record.Route53RecordAlias{
				Name: jsii.String(b.ref.DNSName), ZoneId: jsii.String(b.ref.ZoneID), EvaluateTargetHealth: jsii.Bool(true),
			},
		})
	}
	for _, d := range c.domains {
		alias("alias", "A", d)
		if c.ipType == DualStack {
			alias("alias-ipv6", "AAAA", d)
		}
	}
}

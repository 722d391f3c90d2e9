package loadbalancer

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/acmcertificate"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/acmcertificatevalidation"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/route53record"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
)

// newCertificate returns the ARN of the certificate to serve a domain with. It is handed out only when ACM has seen its
// validation records: a listener refuses it before.
func (b *LoadBalancer) newCertificate(c config, d domainConfig) string {
	var alternatives []string
	for _, n := range d.names[1:] {
		alternatives = append(alternatives, n.name)
	}
	certificate := acmcertificate.NewAcmCertificate(b, jsii.String("certificate"+d.id),
		&acmcertificate.AcmCertificateConfig{
			DomainName:              jsii.String(d.Name),
			SubjectAlternativeNames: bridge.Strings(alternatives...),
			ValidationMethod:        jsii.String("DNS"),
			Tags:                    bridge.Tags(c.Tags, d.Name),
			// one in use cannot be deleted
			Lifecycle: &cdktf.TerraformResourceLifecycle{CreateBeforeDestroy: jsii.Bool(true)},
		})
	if b.certificate == nil {
		b.certificate = certificate
	}
	var proofs []string
	for _, n := range d.names {
		if n.validate {
			proofs = append(proofs, *b.newProof(certificate, d, n).Fqdn())
		}
	}
	return *acmcertificatevalidation.NewAcmCertificateValidation(b, jsii.String("certificate-validation"+d.id),
		&acmcertificatevalidation.AcmCertificateValidationConfig{
			CertificateArn:        certificate.Arn(),
			ValidationRecordFqdns: bridge.Strings(proofs...),
		}).CertificateArn()
}

// newProof makes the record that proves to ACM who owns the name. The names are known, so each record is a resource
// with an address of its own. Its content is looked up by name, since the certificate's validation options are a set
// and have no order.
func (b *LoadBalancer) newProof(certificate acmcertificate.AcmCertificate, d domainConfig,
	n domainName) route53record.Route53Record {
	options := cdktf.TerraformIterator_FromList(cdktf.Token_AsList(certificate.DomainValidationOptions(), nil))
	wanted := func(property string) *string {
		byName := options.ForExpressionForMap("val.domain_name", "val."+property)
		return cdktf.Token_AsString(cdktf.Fn_LookupNested(byName, &[]any{n.name}), nil)
	}
	return route53record.NewRoute53Record(b, jsii.String("certificate-record"+n.key), &route53record.Route53RecordConfig{
		ZoneId:         jsii.String(d.HostedZoneID),
		Name:           wanted("resource_record_name"),
		Type:           jsii.String("CNAME"),
		Records:        jsii.Strings(*wanted("resource_record_value")),
		Ttl:            jsii.Number(60),
		AllowOverwrite: jsii.Bool(true), // a certificate for the same name in another stack or region has the same record
		Provider:       d.Provider,
	})
}

// newAliases points the names to the load balancer.
func (b *LoadBalancer) newAliases(c config) {
	alias := func(id, kind string, d domainConfig, n domainName) {
		route53record.NewRoute53Record(b, jsii.String(id+n.key), &route53record.Route53RecordConfig{
			ZoneId: jsii.String(d.HostedZoneID),
			Name:   jsii.String(n.name),
			Type:   jsii.String(kind),
			Alias: &route53record.Route53RecordAlias{
				Name: jsii.String(b.ref.DNSName), ZoneId: jsii.String(b.ref.ZoneID), EvaluateTargetHealth: jsii.Bool(true),
			},
			Provider: d.Provider,
		})
	}
	for _, d := range c.domains {
		if !d.alias {
			continue
		}
		for _, n := range d.names {
			alias("alias", "A", d, n)
			if c.ipType == DualStack {
				alias("alias-ipv6", "AAAA", d, n)
			}
		}
	}
}

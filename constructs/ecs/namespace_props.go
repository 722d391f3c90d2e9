package ecs

import (
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// NamespaceProps are the props of a [Namespace].
type NamespaceProps struct {
	// Name is the DNS domain of the namespace, such as ai.internal. Required; lower-case. A change replaces it, which AWS
	// refuses while services are registered. In the VPC it hides a public domain of the same name.
	Name string
	// VPCID of the network in which the names are found. Required. A change replaces the namespace.
	VPCID string
	// Tags of the namespace.
	Tags map[string]string
}

// NamespaceRef is a namespace of Cloud Map that exists, of the kind that is found by DNS in a VPC.
type NamespaceRef struct {
	ID string // required, ns-…
	// Name is its domain, of which the names of services are made. Default: not known.
	Name string
	// ARN makes it the namespace of Service Connect, too: ClusterProps.ServiceConnectNamespaceARN. Default: not known.
	ARN string
}

var (
	namespaceID     = regexp.MustCompile(`^ns-[a-z0-9]{1,61}$`)
	namespaceDomain = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)
)

const maxDomain = 253 // characters, as in all of DNS

// Validate returns every mistake in the reference as one error, or nil.
func (r NamespaceRef) Validate() error {
	whole, ms := check.Given(&r)
	if !token.Is(whole.ID) && !namespaceID.MatchString(whole.ID) {
		ms.Break(check.Form(whole.ID), "id", check.Quote(whole.ID), "a namespace's id such as ns-abc123", "")
	}
	if whole.Name != "" {
		domainProblems(&ms, "name", whole.Name)
	}
	arn.Check(&ms, "arn", whole.ARN, "servicediscovery", "")
	return ms.Err()
}

// Validate returns every mistake in the props as one error, or nil.
func (p *NamespaceProps) Validate() error { return p.problems().Err() }

func (p *NamespaceProps) problems() rules.Mistakes {
	p, ms := check.Given(p)
	domainProblems(&ms, "name", p.Name)
	check.Required(&ms, "vpcID", p.VPCID, "the VPC's id", "hand over the network's VPCID")
	form.VPC.CheckStated(&ms, "vpcID", p.VPCID)
	return ms
}

func domainProblems(ms *rules.Mistakes, path, name string) {
	if !token.Is(name) && (len(name) > maxDomain || !namespaceDomain.MatchString(name)) {
		ms.Break(check.Form(name), path, check.Quote(name),
			"a DNS domain in lower case, of at most 253 characters, such as ai.internal",
			"labels of up to 63 letters, digits and hyphens, parted by dots; the last starts with a letter")
	}
}

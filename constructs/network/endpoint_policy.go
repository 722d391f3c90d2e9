package network

import (
	"cmp"
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// EndpointPolicy says whose credentials the endpoints take. Without one, code in a task could carry data out with the
// credentials of a stranger's account, through an endpoint that is there for the service's own.
type EndpointPolicy string

const (
	// EndpointPolicyAccount takes credentials of the stack's account.
	EndpointPolicyAccount EndpointPolicy = "account"
	// EndpointPolicyOrganization takes credentials of every account of OrganizationID.
	EndpointPolicyOrganization EndpointPolicy = "organization"
	// EndpointPolicyOpen takes all credentials, which is what AWS does by itself.
	EndpointPolicyOpen EndpointPolicy = "open"
)

var organizationID = regexp.MustCompile(`^o-[a-z0-9]{10,32}$`)

// endpointPolicy is the stated or the default one.
func (p *Props) endpointPolicy() EndpointPolicy {
	if cmp.Or(p.Egress, DefaultEgress) == EgressNone {
		return cmp.Or(p.EndpointPolicy, EndpointPolicyAccount)
	}
	return cmp.Or(p.EndpointPolicy, EndpointPolicyOpen)
}

func (p *Props) endpointPolicyProblems(ms *rules.Mistakes) {
	check.Choice(ms, "endpointPolicy", p.EndpointPolicy, EndpointPolicyAccount, EndpointPolicyOrganization,
		EndpointPolicyOpen)
	id, byOrganization := p.OrganizationID, p.EndpointPolicy == EndpointPolicyOrganization
	switch {
	case byOrganization && !token.Is(id) && !organizationID.MatchString(id):
		ms.Break(check.Form(id), "organizationID", check.Quote(id), "an organization's id such as o-a1b2c3d4e5", "")
	case !byOrganization && id != "":
		ms.Break(organizationUnused, "organizationID", check.Quote(id)+" with another endpointPolicy", "nothing",
			"choose EndpointPolicyOrganization, or leave it out")
	}
}

// judging are the endpoints that take a policy, of those that have a name here. AWS refuses one for the agent of ECS
// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html).
var judging = map[Endpoint]bool{
	EndpointBedrock: true, EndpointBedrockAgentRuntime: true, EndpointBedrockRuntime: true, EndpointDynamoDB: true,
	EndpointECRAPI: true, EndpointECRDocker: true, EndpointKMS: true, EndpointLogs: true, EndpointMonitoring: true,
	EndpointSageMakerRuntime: true, EndpointSecretsManager: true, EndpointSNS: true, EndpointSQS: true, EndpointSSM: true,
	EndpointSSMMessages: true, EndpointSTS: true, EndpointXRay: true, endpointS3: true,
}

// policy of an endpoint, or nil for AWS's own.
func (n *Network) policy(c config, e Endpoint) *string {
	kind := c.endpointPolicy()
	if kind == EndpointPolicyOpen || !judging[e] {
		return nil
	}
	site := bridge.SiteOf(n)
	ours := policy.Condition{Operator: "StringEquals", Key: "aws:PrincipalAccount"}
	if kind == EndpointPolicyOrganization {
		ours.Key, ours.Values = "aws:PrincipalOrgID", []string{c.OrganizationID}
	} else {
		ours.Values = []string{site.Account()}
	}
	statements := []policy.Statement{
		{Sid: "OwnPrincipals", Anyone: true, Actions: []string{"*"}, Resources: []string{"*"},
			Conditions: []policy.Condition{ours}},
		{Sid: "AWSServices", Anyone: true, Actions: []string{"*"}, Resources: []string{"*"},
			Conditions: []policy.Condition{{Operator: "Bool", Key: "aws:PrincipalIsAWSService", Values: []string{"true"}}}},
	}
	if e == endpointS3 {
		// ECR hands out layers by links that it has signed itself
		// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms).
		statements = append(statements, policy.Statement{Sid: "ImageLayers", Anyone: true,
			Actions: []string{"s3:GetObject"}, Resources: []string{"arn:" + site.Partition() + ":s3:::prod-" + site.Region() +
				"-starport-layer-bucket/*"}})
	}
	return bridge.JSON(policy.Document(statements...))
}

package network

import (
	"fmt"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Ref is a network to place things in: what [Network.Ref] hands out, or the ids of one that exists.
type Ref struct {
	// VPCID of the network. Required.
	VPCID string
	// PublicSubnetIDs of load balancers that face the internet, in at least two zones. Default: none.
	PublicSubnetIDs *[]*string
	// TaskSubnetIDs of tasks and internal load balancers. Required.
	TaskSubnetIDs *[]*string
	// AssignPublicIP gives each task a public address, which it needs in a subnet that is routed to the internet gateway.
	// Default: false.
	AssignPublicIP *bool
	// Egress of the tasks, for rules that depend on it. Default: not known, and nothing is judged by it.
	Egress Egress
	// Endpoints that the network has, besides S3's. Default: with EgressNone ecr.api, ecr.dkr, logs, secretsmanager and
	// ssm, without which nothing starts there; else none.
	Endpoints []Endpoint
	// EndpointSecurityGroupID guards the interface endpoints; a service with restricted egress, or with EgressNone, lets
	// its tasks reach this group at TCP 443. Default: none.
	EndpointSecurityGroupID string
	// S3PrefixListID and DynamoDBPrefixListID of the gateway endpoints, which such a service lets its tasks reach, too.
	// Default: none.
	S3PrefixListID, DynamoDBPrefixListID string
	// IPv6 says that tasks reach the internet over IPv6, too. Default: false.
	IPv6 *bool
}

// maxTaskSubnets that ECS takes
// (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html).
const maxTaskSubnets = 16

// Validate returns every mistake in the reference as one error, or nil.
func (r Ref) Validate() error {
	whole, ps := check.Given(&r)
	r = *whole
	form.VPC.Check(&ps, "vpcID", r.VPCID)
	tasks := subnetProblems(&ps, "taskSubnetIDs", r.TaskSubnetIDs, 1)
	if r.TaskSubnetIDs == nil {
		ps.Break(rules.Required, "taskSubnetIDs", "nothing", "the subnets of the tasks", "")
	}
	public := subnetProblems(&ps, "publicSubnetIDs", r.PublicSubnetIDs, 2)
	if !optional.Value(r.AssignPublicIP) {
		r.addressProblems(&ps, tasks, public)
	}
	if len(tasks) > maxTaskSubnets {
		ps.Break(rules.Range, "taskSubnetIDs", fmt.Sprint(len(tasks)), fmt.Sprintf("at most %d", maxTaskSubnets),
			"ECS takes no more for a service")
	}
	check.Choice(&ps, "egress", r.Egress, EgressPublicIP, EgressNAT, EgressNATPerZone, EgressNone)
	endpointProblems(&ps, r.Endpoints)
	for path, id := range map[string]string{"s3PrefixListID": r.S3PrefixListID,
		"dynamoDBPrefixListID": r.DynamoDBPrefixListID} {
		form.PrefixList.CheckStated(&ps, path, id)
	}
	form.SecurityGroup.CheckStated(&ps, "endpointSecurityGroupID", r.EndpointSecurityGroupID)
	return ps.Err()
}

// addressProblems judges tasks without public addresses: an internet gateway drops what they send.
func (r Ref) addressProblems(ps *rules.Mistakes, tasks, public []string) {
	if r.Egress == EgressPublicIP {
		ps.Break(publicAddress, "assignPublicIP", "false with the egress public-ip", "true",
			"without an address of its own a task reaches nothing")
		return
	}
	isPublic := map[string]bool{}
	for _, id := range public {
		isPublic[id] = !token.Is(id)
	}
	for i, id := range tasks {
		if isPublic[id] {
			ps.Break(publicAddress, rules.Index("taskSubnetIDs", i), "the public subnet "+check.Quote(id),
				"a private subnet, or assignPublicIP",
				"without an address of its own a task in a public subnet cannot pull its image")
		}
	}
}

// subnetProblems returns the ids, or nil where the whole list is a reference.
func subnetProblems(ps *rules.Mistakes, path string, list *[]*string, least int) []string {
	if list == nil || token.IsList(list) {
		return nil
	}
	ids := make([]string, len(*list))
	for i, id := range *list {
		ids[i] = optional.Value(id)
		form.Subnet.Check(ps, rules.Index(path, i), ids[i])
	}
	check.Unique(ps, path, ids, "")
	if len(ids) < least {
		ps.Break(rules.Range, path, fmt.Sprint(len(ids)), fmt.Sprintf("at least %d", least),
			"state one in each of two zones; a load balancer stands in no fewer")
	}
	return ids
}

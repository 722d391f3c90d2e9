package network

import (
	"fmt"
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
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

var (
	vpcForm        = regexp.MustCompile(`^vpc-[0-9a-f]{8,17}$`)
	subnetForm     = regexp.MustCompile(`^subnet-[0-9a-f]{8,17}$`)
	prefixListForm = regexp.MustCompile(`^pl-[0-9a-f]{8,17}$`)
	groupForm      = regexp.MustCompile(`^sg-[0-9a-f]{8,17}$`)
)

// maxTaskSubnets that ECS takes
// (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html).
const maxTaskSubnets = 16

// Validate returns every mistake in the reference as one error, or nil.
func (r Ref) Validate() error {
	whole, ps := check.Given(&r)
	r = *whole
	idProblems(&ps, "vpcID", r.VPCID, vpcForm, "vpc-0a1b2c3d4e5f67890")
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
		if id != "" {
			idProblems(&ps, path, id, prefixListForm, "pl-0a1b2c3d4e5f67890")
		}
	}
	if r.EndpointSecurityGroupID != "" {
		idProblems(&ps, "endpointSecurityGroupID", r.EndpointSecurityGroupID, groupForm, "sg-0a1b2c3d4e5f67890")
	}
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

func idProblems(ps *rules.Mistakes, path, id string, form *regexp.Regexp, example string) {
	if !token.Is(id) && !form.MatchString(id) {
		ps.Break(check.Form(id), path, check.Quote(id), "an id such as "+example, "")
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
		idProblems(ps, rules.Index(path, i), ids[i], subnetForm, "subnet-0a1b2c3d4e5f67890")
	}
	check.Unique(ps, path, ids, "")
	if len(ids) < least {
		ps.Break(rules.Range, path, fmt.Sprint(len(ids)), fmt.Sprintf("at least %d", least), "")
	}
	return ids
}

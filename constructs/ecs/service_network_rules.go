package ecs

import (
	"cmp"
	"fmt"
	"net/netip"
	"regexp"
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/cidr"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Limits of AWS (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html).
const (
	maxSubnets      = 16
	maxFurtherGroup = 4  // of five, one is the service's own
	maxGroupRules   = 60 // in each direction, by default
)

var groupRuleName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`)

func (p *ServiceProps) networkProblems(ms *rules.Mistakes) {
	check.Required(ms, "vpcID", p.VPCID, "the VPC's id", "hand over the network's VPCID")
	form.VPC.CheckStated(ms, "vpcID", p.VPCID)
	if p.SubnetIDs == nil || len(*p.SubnetIDs) == 0 {
		ms.Break(rules.Required, "subnetIDs", "", "the ids of at least one subnet", "hand over the network's TaskSubnetIDs")
	}
	idProblems(ms, "subnetIDs", known(p.SubnetIDs), form.Subnet, maxSubnets,
		"AWS allows 16 subnets for a service")
	idProblems(ms, "securityGroupIDs", known(p.SecurityGroupIDs), form.SecurityGroup, maxFurtherGroup,
		"AWS allows five groups on a task, and one is the service's own")
	p.adoptedGroupProblems(ms)
	in, out := make([]groupRule, len(p.Ingress)), make([]groupRule, len(p.Egress))
	for i, r := range p.Ingress {
		in[i] = groupRule(r)
	}
	for i, r := range p.Egress {
		out[i] = groupRule(r)
	}
	groupRuleProblems(ms, "ingress", in, nil)
	groupRuleProblems(ms, "egress", out, p.httpsAnywhere())
	for i, r := range p.Ingress {
		if worldwide(r.CIDR) {
			ms.Break(ingressInternet, rules.Index("ingress", i)+".cidr", check.Quote(r.CIDR),
				"a block that is not the whole internet", "put a load balancer in front of the tasks and name its security group")
		}
	}
	if optional.Value(p.RestrictEgress) && len(p.Egress) == 0 && p.ExistingSecurityGroupID == "" {
		ms.Break(restrictedEgress, "restrictEgress", "true without egress", "at least one egress rule",
			"a task that reaches nothing cannot even pull its image; allow the VPC endpoints' security group on port 443")
	}
}

func (p *ServiceProps) adoptedGroupProblems(ms *rules.Mistakes) {
	id := p.ExistingSecurityGroupID
	if id == "" {
		return
	}
	form.SecurityGroup.Check(ms, "existingSecurityGroupID", id)
	if optional.Value(p.RestrictEgress) {
		ms.Break(adoptedGroupEgress, "restrictEgress", "true with existingSecurityGroupID", "nothing",
			"its owner decides what it reaches")
	}
	if i := slices.Index(known(p.SecurityGroupIDs), id); i >= 0 {
		ms.Break(rules.Unique, rules.Index("securityGroupIDs", i), check.Quote(id)+", existingSecurityGroupID",
			"another group", "the tasks have it already")
	}
}

// idProblems judges a list of ids that is known as a list.
func idProblems(ms *rules.Mistakes, path string, ids []string, of form.Form, most int, why string) {
	if len(ids) > most {
		ms.Break(rules.Range, path, fmt.Sprint(len(ids)), fmt.Sprintf("at most %d", most), why)
		return
	}
	for i, id := range ids {
		of.Check(ms, rules.Index(path, i), id)
	}
	check.Unique(ms, path, ids, "name it once")
}

// groupRule is an Ingress or an Egress.
type groupRule struct {
	Name            string
	SecurityGroupID string
	CIDR            string
	PrefixListID    string
	Port            *float64
	Protocol        Protocol
}

// groupRuleProblems judges the rules of one direction, to which those are added that the service has anyway.
func groupRuleProblems(ms *rules.Mistakes, path string, list []groupRule, anyway []Egress) {
	names, ends := map[string]bool{}, map[string]string{}
	for _, r := range anyway {
		names[r.Name], ends[groupRule(r).end()] = true, "the rule for HTTPS anywhere"
	}
	for i, r := range list {
		at := rules.Index(path, i)
		r.problems(ms, at, names)
		end := r.end()
		if other := ends[end]; end != "" && other != "" {
			ms.Break(rules.Unique, at, end+" again", "an end and port different from "+other,
				"AWS refuses a rule that is there already")
			continue
		}
		ends[end] = at
	}
	if n := len(list) + len(anyway); n > maxGroupRules {
		ms.Break(securityGroupRules, path, fmt.Sprint(n), fmt.Sprintf("at most %d", maxGroupRules),
			"put the blocks into a managed prefix list and name that")
	}
}

// end is what AWS tells rules of one direction apart by, or "" where it is not known.
func (r groupRule) end() string {
	stated := optional.Stated(r.SecurityGroupID, r.CIDR, r.PrefixListID)
	if len(stated) != 1 || token.Is(stated[0]) || !check.Known(r.Port) {
		return ""
	}
	return stated[0] + " at " + string(cmp.Or(r.Protocol, TCP)) + " " + check.Number(*r.Port)
}

func (r groupRule) problems(ms *rules.Mistakes, path string, names map[string]bool) {
	switch {
	case !groupRuleName.MatchString(r.Name):
		ms.Break(check.Form(r.Name), path+".name", check.Quote(r.Name), "at most 63 lower-case letters, digits and hyphens",
			"the name becomes part of the Terraform address")
	case names[r.Name]:
		ms.Break(rules.Unique, path+".name", check.Quote(r.Name)+" again", "a name of its own", "")
	}
	names[r.Name] = true
	if r.Port == nil {
		ms.Break(rules.Required, path+".port", "", "a port", "")
	}
	check.Port(ms, path+".port", r.Port)
	check.OneOf(ms, path+".protocol", r.Protocol, TCP, UDP)
	ends := map[string]string{"securityGroupID": r.SecurityGroupID, "cidr": r.CIDR, "prefixListID": r.PrefixListID}
	switch given := len(optional.Stated(r.SecurityGroupID, r.CIDR, r.PrefixListID)); {
	case given == 0:
		ms.Break(rules.Required, path, "0 ends", "exactly one of "+check.Words(check.SortedKeys(ends)), "")
	case given > 1:
		ms.Break(rules.Exclusive, path, fmt.Sprintf("%d ends", given),
			"exactly one of "+check.Words(check.SortedKeys(ends)), "")
	}
	r.endProblems(ms, path)
}

func (r groupRule) endProblems(ms *rules.Mistakes, path string) {
	form.SecurityGroup.CheckStated(ms, path+".securityGroupID", r.SecurityGroupID)
	form.PrefixList.CheckStated(ms, path+".prefixListID", r.PrefixListID)
	if r.CIDR == "" || token.Is(r.CIDR) {
		return
	}
	block, err := netip.ParsePrefix(r.CIDR)
	switch {
	case err != nil:
		ms.Break(rules.Invalid, path+".cidr", check.Quote(r.CIDR), "a block such as 10.0.0.0/16 or 2001:db8::/32", "")
	case block != block.Masked():
		ms.Break(rules.Invalid, path+".cidr", check.Quote(r.CIDR), "the block's first address, "+block.Masked().String(), "")
	}
}

// worldwide reports a block that is so much of the internet that it belongs to nobody alone.
func worldwide(block string) bool {
	prefix, err := netip.ParsePrefix(block)
	return err == nil && cidr.Worldwide([]netip.Prefix{prefix})
}

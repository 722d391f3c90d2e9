package controls

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

const securityGroup = "aws_security_group"

var (
	ofVPCs    = words("aws_vpc")
	ofIngress = words("aws_vpc_security_group_ingress_rule aws_security_group_rule aws_security_group " +
		"aws_default_security_group")
)

// networks are the controls of VPCs, subnets and security groups.
var networks = []Control{
	{ID: "ec2-default-group", Tier: Must, Severity: review.High,
		Holds:  "The default security group of a VPC, which is whoever names none gets, lets nothing through",
		Remedy: "add aws_default_security_group for the VPC, without rules", Source: securityHub("EC2.2"),
		Answers: words("EC2.2 CIS-5.4 CKV2_AWS_12 AWS-0173 9a4ef195 46883ce1"), Types: ofVPCs,
		judge: companion("aws_default_security_group", "vpc_id", "there is no aws_default_security_group of it", emptyGroup)},
	{ID: "ec2-flow-logs", Tier: Default, Severity: review.Medium,
		Holds: "What flows in a VPC is logged", Remedy: "add aws_flow_log for the VPC", Source: securityHub("EC2.6"),
		Answers: words("EC2.6 CIS-3.7 CKV2_AWS_11 AWS-0178 f83121ea"), Types: ofVPCs, OptOut: "flow-logs",
		Prop: "network.Props.FlowLogs", judge: companion("aws_flow_log", "vpc_id", "nobody logs what flows in it", present)},
	{ID: "ec2-private-addresses", Tier: Must, Severity: review.Medium,
		Holds:  "What starts in a subnet gets no public address unless it asks: map_public_ip_on_launch is off",
		Remedy: "unset map_public_ip_on_launch; load balancers and Fargate do not need it", Source: securityHub("EC2.15"),
		Answers: words("EC2.15 CKV_AWS_130 AWS-0164 52f04a44"), Types: words("aws_subnet"),
		judge: attribute("map_public_ip_on_launch", off)},
	{ID: "ec2-web-ports", Tier: Must, Severity: review.High,
		Holds:  "The internet reaches no port but 80 and 443 of TCP",
		Remedy: "let in the security group that calls it, or known addresses", Source: securityHub("EC2.18"),
		Answers: words("EC2.18"), Types: ofIngress, judge: opened("", 0, 65535)},
	{ID: "ec2-risky-ports", Tier: Must, Severity: review.Critical,
		Holds:  "The internet reaches no port of a database, a console or a test server, such as 5432 or 8080",
		Remedy: "let in the security group that calls it, or known addresses", Source: securityHub("EC2.19"),
		Answers: words("EC2.19 AWS-0107 381c3f2a"), Types: ofIngress, judge: opened("tcp", riskyPorts...)},
	{ID: "ec2-no-administration", Tier: Must, Severity: review.High,
		Holds:  "The internet reaches neither port 22, of SSH, nor port 3389, of RDP",
		Remedy: "use ECS Exec or Session Manager", Source: securityHub("EC2.53"),
		Answers: words("EC2.13 EC2.14 EC2.53 EC2.54 CIS-5.2 CIS-5.3 CKV_AWS_24 CKV_AWS_25"), Types: ofIngress,
		judge: opened("tcp", 22, 22, 3389, 3389)},
	{ID: "ec2-restricted-egress", Tier: Default, Severity: review.Medium,
		Holds:   "What is in a security group does not reach every port of the internet",
		Remedy:  "name a port, such as 443, or the security group that is called",
		Source:  guideVPC + "security-group-rules.html",
		Answers: words("CKV_AWS_382"), OptOut: "restricted-egress", Prop: "ecs.ServiceSettings.RestrictEgress",
		Types: words("aws_vpc_security_group_egress_rule aws_security_group_rule aws_security_group"),
		judge: protected("restricted-egress")},
	{ID: "ec2-described-rules", Tier: Must, Severity: review.Low,
		Holds: "Every security group and every rule says what it is for", Remedy: "set description",
		Source: guideVPC + "security-group-rules.html", Answers: words("CKV_AWS_23 AWS-0099 AWS-0124 68eb4bf3"),
		Types: words("aws_security_group aws_security_group_rule aws_vpc_security_group_ingress_rule " +
			"aws_vpc_security_group_egress_rule"), judge: described},
	{ID: "ec2-separate-rules", Tier: Must, Severity: review.Low,
		Holds:   "Rules are resources of their own, so that a change of one leaves the others alone",
		Remedy:  "use aws_vpc_security_group_ingress_rule and aws_vpc_security_group_egress_rule",
		Source:  "https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/security_group",
		Answers: words("aws_security_group_inline_rules"), Types: words(securityGroup), judge: separateRules},
	{ID: "ec2-replaceable-group", Tier: Must, Severity: review.Medium,
		Holds:  "A security group with a name_prefix is made before the old one is destroyed, which others still use",
		Remedy: "set create_before_destroy",
		Source: "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle", Types: words(securityGroup),
		judge: where(func(_ *view, r review.Resource) bool { return !unset(r.Attributes["name_prefix"]) }, createdFirst)},
	{ID: "ec2-closed-acls", Tier: Must, Severity: review.Medium,
		Holds:  "No network ACL lets the internet to port 22 or 3389",
		Remedy: "deny them, or let in known addresses only", Source: securityHub("EC2.21"),
		Answers: words("EC2.21 CIS-5.1"), Types: words("aws_network_acl aws_network_acl_rule aws_default_network_acl"),
		judge: closedACL},
	{ID: "ec2-storage-endpoint", Tier: Must, Severity: review.Low,
		Holds:  "A VPC reaches S3, from which images come, by the gateway endpoint that costs nothing",
		Remedy: "add aws_vpc_endpoint of S3 with the type Gateway",
		Source: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
		Types:  ofVPCs, judge: companion("aws_vpc_endpoint", "vpc_id", "there is no gateway endpoint of S3 in it",
			storageEndpoint)},
	{ID: "ec2-private-pulls", Tier: Production, Severity: review.Medium,
		Holds:  "Images do not come over the internet: a VPC has interface endpoints of ECR",
		Remedy: "add the endpoints ecr.api and ecr.dkr", Source: securityHub("EC2.55"),
		Answers: words("EC2.55 EC2.56"), Types: ofVPCs, OptOut: "private-pulls", Prop: "network.Props.Endpoints",
		judge: protected("private-pulls")},
}

func emptyGroup(_ *view, r review.Resource) answer {
	for _, name := range []string{"ingress", "egress"} {
		switch rules := r.Attributes[name]; {
		case isReference(rules):
			return open("%s of %s is known only after an apply", name, r.Address)
		case len(blocks(rules)) > 0:
			return fail("%s has a rule in %s", r.Address, name)
		}
	}
	return pass
}

// riskyPorts of Security Hub, as ranges.
var riskyPorts = []float64{20, 23, 25, 25, 110, 110, 135, 135, 143, 143, 445, 445, 1433, 1434, 3000, 3000, 3306, 3306,
	3389, 3389, 4333, 4333, 5000, 5000, 5432, 5432, 5500, 5500, 5601, 5601, 8080, 8080, 8088, 8088, 8888, 8888, 9200, 9200,
	9300, 9300}

// opened judges a rule by the ports, in ranges, that it lets the internet reach.
func opened(protocol string, ranges ...float64) judge {
	return func(v *view, r review.Resource) answer {
		if r.Type == "aws_security_group_rule" && review.Text(r.Attributes["type"]) == "egress" {
			return skip
		}
		for _, o := range v.openings[r.Address] {
			if protocol == "" && o.Protocol == "tcp" && o.Low == o.High && (o.Low == 80 || o.Low == 443) {
				continue
			}
			for i := 0; i < len(ranges); i += 2 {
				if (protocol == "" || o.Protocol == "" || o.Protocol == protocol) && o.Low <= ranges[i+1] && ranges[i] <= o.High {
					return fail("the internet reaches %s", ports(o))
				}
			}
		}
		for _, u := range v.unjudged[r.Address] {
			return open("%s: %s", u.Attribute, u.Why)
		}
		return pass
	}
}

func ports(o review.Opening) string {
	protocol := o.Protocol
	if protocol == "" {
		return "every port and protocol"
	}
	if o.Low == o.High {
		return fmt.Sprintf("port %v/%s", o.Low, protocol)
	}
	return fmt.Sprintf("ports %v–%v/%s", o.Low, o.High, protocol)
}

func described(_ *view, r review.Resource) answer {
	if unset(r.Attributes["description"]) {
		return fail("description is not set")
	}
	for _, name := range []string{"ingress", "egress"} {
		for _, rule := range blocks(r.Attributes[name]) {
			if r.Type == securityGroup && unset(rule["description"]) {
				return fail("a rule of %s has no description", name)
			}
		}
	}
	return pass
}

func separateRules(_ *view, r review.Resource) answer {
	for _, name := range []string{"ingress", "egress"} {
		if len(blocks(r.Attributes[name])) > 0 {
			return fail("%s has rules in it", name)
		}
	}
	return pass
}

// closedACL judges the rules of a network ACL by their numbers: the first that is about a port decides.
func closedACL(_ *view, r review.Resource) answer {
	rules := blocks(r.Attributes["ingress"])
	if r.Type == "aws_network_acl_rule" {
		if out, known := review.Boolean(r.Attributes["egress"]); out || !known {
			return skip
		}
		rules = []map[string]any{r.Attributes}
	}
	number := func(rule map[string]any) float64 {
		for _, name := range []string{"rule_no", "rule_number"} {
			if n, known := review.Number(rule[name]); known {
				return n
			}
		}
		return 0
	}
	slices.SortStableFunc(rules, func(a, b map[string]any) int { return int(number(a) - number(b)) })
	for _, port := range []float64{22, 3389} {
		for _, rule := range rules {
			if !ofEveryone(rule) || !aboutPort(rule, port) {
				continue
			}
			action := review.Text(rule["action"]) + review.Text(rule["rule_action"])
			if strings.EqualFold(action, "allow") && number(rule) < 32767 && !everything(rule) {
				return fail("it lets the internet to port %v", port)
			}
			break
		}
	}
	return pass
}

func ofEveryone(rule map[string]any) bool {
	return review.Text(rule["cidr_block"]) == "0.0.0.0/0" || review.Text(rule["ipv6_cidr_block"]) == "::/0"
}

// everything is a rule that leaves all to the security groups, as the default network ACL does.
func everything(rule map[string]any) bool { return inSet(shown(rule["protocol"]), "-1", "all") }

func aboutPort(rule map[string]any, port float64) bool {
	if everything(rule) {
		return true
	}
	from, known := review.Number(rule["from_port"])
	to, alsoKnown := review.Number(rule["to_port"])
	return inSet(shown(rule["protocol"]), "6", "tcp") && known && alsoKnown && from <= port && port <= to
}

func storageEndpoint(_ *view, r review.Resource) answer {
	service, kind := review.Text(r.Attributes["service_name"]), review.Text(r.Attributes["vpc_endpoint_type"])
	switch {
	case strings.HasSuffix(service, ".s3") && inSet(kind, "", "Gateway"):
		return pass
	case strings.HasSuffix(service, "}") || strings.HasSuffix(kind, "}"):
		return open("service_name of %s is known only after an apply", r.Address)
	}
	return fail("there is no gateway endpoint of S3 in it")
}

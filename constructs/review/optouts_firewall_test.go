package review

import (
	"slices"
	"testing"
)

// A web ACL is missed where the internet reaches the load balancer, and nowhere else.
func TestFirewallOfABalancer(t *testing.T) {
	front := object{"security_groups": []any{"${aws_security_group.front.id}"}}
	rule := func(attributes object) edit {
		attributes["security_group_id"] = "${aws_security_group.front.id}"
		return edit{"aws_vpc_security_group_ingress_rule.x", attributes}
	}
	group := edit{"aws_security_group.front", object{"name": "front"}}
	inline := func(ingress object) edit {
		return edit{"aws_security_group.front", object{"name": "front", "ingress": []any{ingress}}}
	}
	for _, c := range []struct {
		name     string
		balancer object
		others   []edit
		missed   bool
	}{
		{"the world", front, []edit{group, rule(object{"cidr_ipv4": "0.0.0.0/0"})}, true},
		{"the world of IPv6", front, []edit{group, rule(object{"cidr_ipv6": "::/0"})}, true},
		{"the world in halves", front, []edit{group, rule(object{"cidr_ipv4": "0.0.0.0/1"}),
			{"aws_vpc_security_group_ingress_rule.y", object{"security_group_id": "${aws_security_group.front.id}",
				"cidr_ipv4": "128.0.0.0/1"}}}, true},
		{"a rule of the old kind", front, []edit{group, {"aws_security_group_rule.x", object{"type": "ingress",
			"security_group_id": "${aws_security_group.front.id}", "cidr_blocks": []any{"0.0.0.0/0"}}}}, true},
		{"a rule in the group", front, []edit{inline(object{"cidr_blocks": []any{"0.0.0.0/0"}})}, true},
		{"a prefix list of the world", front, []edit{group, rule(object{
			"prefix_list_id": "${aws_ec2_managed_prefix_list.all.id}"}), {"aws_ec2_managed_prefix_list.all",
			object{"entry": []any{object{"cidr": "0.0.0.0/0"}}}}}, true},
		{"no group", object{"name": "x"}, nil, true},
		{"a group of others", object{"security_groups": []any{"sg-0a1b2c3d4e5f60718"}}, nil, true},
		{"a web ACL for another", front, []edit{group, rule(object{"cidr_ipv4": "0.0.0.0/0"}),
			{"aws_lb.other", object{"internal": true}},
			{"aws_wafv2_web_acl_association.x", object{"resource_arn": "${aws_lb.other.arn}"}}}, true},

		{"CloudFront", front, []edit{group, rule(object{
			"prefix_list_id": "${data.aws_ec2_managed_prefix_list.cloudfront.id}"})}, false},
		{"CloudFront, by the id of its list", front, []edit{group, rule(object{"prefix_list_id": "pl-4fa04526"})}, false},
		{"offices", front, []edit{group, rule(object{"cidr_ipv4": "203.0.113.0/24"})}, false},
		{"the network", front, []edit{inline(object{"cidr_blocks": []any{"10.0.0.0/8"}})}, false},
		{"another group", front, []edit{group, rule(object{"referenced_security_group_id": "sg-1"})}, false},
		{"a way out to the world", front, []edit{group, {"aws_security_group_rule.x", object{"type": "egress",
			"security_group_id": "${aws_security_group.front.id}", "cidr_blocks": []any{"0.0.0.0/0"}}}}, false},
		{"nobody yet", front, []edit{group}, false},
		{"internal", object{"internal": true}, nil, false},
		{"not known whether internal", object{"internal": "${var.internal}"}, nil, false},
		{"a web ACL", object{}, []edit{
			{"aws_wafv2_web_acl_association.x", object{"resource_arn": "${aws_lb.x.arn}"}}}, false},
		{"a web ACL of the first kind", object{}, []edit{
			{"aws_wafregional_web_acl_association.x", object{"resource_arn": "${aws_lb.x.arn}"}}}, false},
		{"a web ACL for what a variable names", object{}, []edit{
			{"aws_wafv2_web_acl_association.x", object{"resource_arn": "${var.arn}"}}}, false},
	} {
		edits := append([]edit{{"/resource", object{}}, {"aws_lb.x", c.balancer}}, c.others...)
		missed := slices.ContainsFunc(OptOuts(edited(t, edits...)), func(o OptOut) bool {
			return o.ID == "firewall" && o.Address == "aws_lb.x"
		})
		if missed != c.missed {
			t.Errorf("%s: missed %t, want %t", c.name, missed, c.missed)
		}
	}
}

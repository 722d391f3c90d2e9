package whole

import (
	"fmt"
	"strings"
	"testing"
)

// in is a resource at the path app/NAME in a VPC.
func in(kind, name, vpc string, more ...string) string {
	return made(kind, "app/"+name, strings.Join(append(more, fmt.Sprintf(`"vpc_id": %q`, vpc)), ", "))
}

func TestWhatLiesInTwoNetworks(t *testing.T) {
	const a, b = "${aws_vpc.app_a.id}", "${aws_vpc.app_b.id}"
	egress := made("aws_vpc_security_group_egress_rule", "app/client/egress",
		`"security_group_id": "${aws_security_group.app_client.id}",
		"referenced_security_group_id": "${aws_security_group.app_server.id}"`)
	ingress := made("aws_vpc_security_group_ingress_rule", "app/client/ingress",
		`"security_group_id": "${aws_security_group.app_server.id}",
		"referenced_security_group_id": "${aws_security_group.app_client.id}"`)
	inline := in("aws_security_group", "third", a,
		`"ingress": [{"security_groups": ["${aws_security_group.app_server.id}"]}]`)
	balancer := made("aws_lb", "app/lb", `"subnets": ["${aws_subnet.app_x.id}", "${aws_subnet.app_y.id}"],
		"security_groups": ["${aws_security_group.app_client.id}"]`)
	x, y := in("aws_subnet", "x", a), in("aws_subnet", "y", a)
	service := made("aws_ecs_service", "app/service", `"network_configuration": {
		"subnets": ["${aws_route_table_association.app_association.subnet_id}"],
		"security_groups": ["${aws_security_group.app_client.id}"]}`)
	association := made("aws_route_table_association", "app/association", `"subnet_id": "${aws_subnet.app_x.id}"`)
	routed := func(target string) []string {
		return []string{x, y, balancer, in("aws_lb_target_group", "target", target),
			made("aws_lb_listener", "app/listener", `"load_balancer_arn": "${aws_lb.app_lb.arn}"`),
			made("aws_lb_listener_rule", "app/rule", `"listener_arn": "${aws_lb_listener.app_listener.arn}",
				"action": [{"target_group_arn": "${aws_lb_target_group.app_target.arn}"}]`)}
	}
	peers := in("aws_vpc_peering_connection", "peers", a, `"peer_vpc_id": "`+b+`"`)
	hub := in("aws_ec2_transit_gateway_vpc_attachment", "hub", a, `"subnet_ids": ["${aws_subnet.app_x.id}"]`)
	zone := made("aws_route53_zone", "app/zone", `"vpc": [{"vpc_id": "`+a+`"}, {"vpc_id": "`+b+`"}]`)

	for name, test := range map[string]struct {
		wrong          string // construct
		client, server string // VPCs of the groups
		blocks         []string
	}{
		"one network":                       {"", a, a, []string{egress, ingress, inline}},
		"a rule between two":                {"app/client", a, b, []string{egress}},
		"two rules between two, told once":  {"app/client", a, b, []string{egress, ingress}},
		"a rule within a group":             {"app/third", a, b, []string{inline}},
		"networks that exist":               {"", "vpc-1", "vpc-2", []string{egress}},
		"one that exists, of the server":    {"", a, "vpc-2", []string{egress}},
		"one that exists, of the client":    {"", "vpc-1", b, []string{egress}},
		"networks that nobody knows":        {"", "${var.a}", "${data.aws_vpc.b.id}", []string{egress}},
		"networks that are joined":          {"", a, b, []string{egress, inline, peers}},
		"subnets of one":                    {"", a, b, []string{x, y, balancer}},
		"subnets of two":                    {"app/lb", a, b, []string{x, in("aws_subnet", "y", b), balancer}},
		"subnets and a group":               {"app/lb", b, a, []string{x, y, balancer}},
		"subnets and a group of the joined": {"app/lb", b, a, []string{x, y, balancer, hub}},
		"a service":                         {"", a, b, []string{x, association, service}},
		"a service and its group":           {"app/service", b, a, []string{x, association, service}},
		"subnets that nobody knows":         {"", b, a, []string{balancer}},
		"a target of the network":           {"", a, b, routed(a)},
		"a target of another":               {"app/rule", a, b, routed("vpc-1")},
		"a zone of both":                    {"", a, b, []string{zone}},
	} {
		t.Run(name, func(t *testing.T) {
			var want []string
			if test.wrong != "" {
				want = []string{test.wrong + " whole-one-network"}
			}
			judge(t, want, written(t, "app", "", "", append(test.blocks, made("aws_vpc", "app/a", ""),
				made("aws_vpc", "app/b", ""), in("aws_security_group", "client", test.client),
				in("aws_security_group", "server", test.server))...))
		})
	}
}

func TestAnotherStacksNetwork(t *testing.T) {
	judge(t, []string{"two/client whole-one-network"},
		written(t, "one", "", "", made("aws_vpc", "one/a", ""),
			made("aws_security_group", "one/server", `"vpc_id": "${aws_vpc.one_a.id}"`),
			output("server", "${aws_security_group.one_server.id}")),
		written(t, "two", "", "", made("aws_vpc", "two/a", ""),
			made("aws_security_group", "two/client", `"vpc_id": "${aws_vpc.two_a.id}"`),
			made("aws_vpc_security_group_egress_rule", "two/client/egress",
				`"security_group_id": "${aws_security_group.two_client.id}",
				"referenced_security_group_id": "`+remoteValue("one", "server")+`"`)))
}

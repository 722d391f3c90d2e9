package whole

import (
	"fmt"
	"testing"
)

func TestNamespacesOfServiceConnect(t *testing.T) {
	const offers = `"service": [{"port_name": "http"}]`
	service := func(name, cluster, connect, more string) string {
		return made("aws_ecs_service", "app/"+name+"/service", fmt.Sprintf(`"cluster": %q, %s
			"network_configuration": {"security_groups": ["${aws_security_group.%s.id}"]},
			"service_connect_configuration": %s`, cluster, more, name, connect))
	}
	cluster := func(name, namespace string) string {
		return made("aws_ecs_cluster", "app/"+name, fmt.Sprintf(`"service_connect_defaults": {"namespace": %q}`, namespace))
	}
	blocks := []string{
		cluster("one", "${aws_service_discovery_http_namespace.one.arn}"),
		cluster("two", "${aws_service_discovery_http_namespace.two.arn}"),
		cluster("joined", "${aws_service_discovery_http_namespace.one.arn}"),
		made("aws_vpc_security_group_egress_rule", "app/client/egress",
			`"security_group_id": "${aws_security_group.client.id}",
			"referenced_security_group_id": "${aws_security_group.server.id}"`),
	}
	const one, two = "${aws_ecs_cluster.app_one.arn}", "${aws_ecs_cluster.app_two.arn}"
	for name, test := range map[string]struct {
		wrong          bool
		client, server string
	}{
		"one cluster":  {false, service("client", one, "{}", ""), service("server", one, "{"+offers+"}", "")},
		"two clusters": {true, service("client", two, "{}", ""), service("server", one, "{"+offers+"}", "")},
		"one namespace": {false, service("client", "${aws_ecs_cluster.app_joined.id}", "{}", ""),
			service("server", one, "{"+offers+"}", "")},
		"a namespace that is stated": {false,
			service("client", two, `{"namespace": "${aws_service_discovery_http_namespace.one.arn}"}`, ""),
			service("server", one, "{"+offers+"}", "")},
		"another that is stated": {true,
			service("client", one, `{"namespace": "${aws_service_discovery_http_namespace.two.arn}"}`, ""),
			service("server", one, "{"+offers+"}", "")},
		"found by Cloud Map, too": {false, service("client", two, "{}", ""),
			service("server", one, "{"+offers+"}", `"service_registries": {"registry_arn": "x"},`)},
		"behind a load balancer": {false, service("client", two, "{}", ""),
			service("server", one, "{"+offers+"}", `"load_balancer": [{"target_group_arn": "x"}],`)},
		"a server that offers nothing": {false, service("client", two, "{}", ""), service("server", one, "{}", "")},
		"no part in it": {false, service("client", two, "null", ""),
			service("server", one, "{"+offers+"}", "")},
		"a cluster that exists": {false, service("client", "arn:aws:ecs:eu-west-1:210987654321:cluster/ai", "{}", ""),
			service("server", one, "{"+offers+"}", "")},
	} {
		t.Run(name, func(t *testing.T) {
			var want []string
			if test.wrong {
				want = []string{"app/client whole-one-namespace"}
			}
			judge(t, want, written(t, "app", "", "", append(blocks, test.client, test.server)...))
		})
	}
}

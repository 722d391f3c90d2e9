package whole

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// namespaceProblems judges services that are let in to one which only Service Connect finds: its name is known in its
// namespace alone.
func (a app) namespaceProblems(ms *rules.Mistakes) {
	peers := map[string][]peer{} // by security group
	for _, r := range a.resources() {
		if r.kind != "aws_ecs_service" {
			continue
		}
		for _, p := range a.peer(r) {
			for _, group := range p.groups {
				peers[group] = append(peers[group], p)
			}
		}
	}
	for _, r := range a.resources() {
		if r.kind != "aws_vpc_security_group_egress_rule" {
			continue
		}
		from, _ := a.identity(r.stack, r.body["security_group_id"])
		to, _ := a.identity(r.stack, r.body["referenced_security_group_id"])
		for _, client := range peers[from] {
			for _, server := range peers[to] {
				if server.onlyByConnect && differ(client.namespace, server.namespace) {
					ms.Break(oneNamespace, firstBelow(client.stack.path, client.path),
						"another namespace of Service Connect than "+firstBelow(server.stack.path, server.path), "the same",
						"hand the same cluster to both, as existingCluster, or the same namespaceARN")
				}
			}
		}
	}
}

// peer is a service that takes part in Service Connect.
type peer struct {
	*resource
	groups        []string // by what they are
	namespace     string   // by what it is, "" where that is not known
	onlyByConnect bool
}

// peer is none for a service that takes no part.
func (a app) peer(r *resource) (out []peer) {
	for _, connect := range list(r.body["service_connect_configuration"]) {
		p := peer{resource: r, onlyByConnect: len(list(connect["service"])) > 0 &&
			r.body["service_registries"] == nil && r.body["load_balancer"] == nil}
		p.namespace, _ = a.identity(r.stack, connect["namespace"])
		if connect["namespace"] == nil {
			p.namespace = a.namespaceOfCluster(r)
		}
		for _, config := range list(r.body["network_configuration"]) {
			groups, _ := config["security_groups"].([]any)
			for _, group := range groups {
				if id, ok := a.identity(r.stack, group); ok {
					p.groups = append(p.groups, id)
				}
			}
		}
		out = append(out, p)
	}
	return out
}

func (a app) namespaceOfCluster(service *resource) string {
	reference, _ := service.body["cluster"].(string)
	from, address, ok := a.origin(service.stack, reference)
	if !ok || from.at[address] == nil {
		return ""
	}
	for _, defaults := range list(from.at[address].body["service_connect_defaults"]) {
		namespace, _ := a.identity(from, defaults["namespace"])
		return namespace
	}
	return ""
}

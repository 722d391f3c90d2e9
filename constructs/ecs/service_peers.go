package ecs

import (
	"strings"

	"github.com/aws/constructs-go/constructs/v10"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// AllowFrom lets the tasks of client reach the tasks of s at every TCP port in TaskPorts: out of the one's security
// group and into the other's. client may be s itself, whose tasks then reach each other. Service Connect needs the same
// rules, since its proxy listens at the ports of the containers.
//
// Both rules belong to the client, under addresses made of the server's path. Across stacks the client's stack so
// depends on the server's, which is applied first.
func (s *Service) AllowFrom(client *Service) {
	if s.service == nil {
		return
	}
	var ports []float64
	for _, port := range s.ports {
		if port.ContainerPort != nil && port.Protocol != UDP {
			ports = append(ports, *port.ContainerPort)
		}
	}
	if ports == nil {
		var ms rules.Mistakes
		ms.Break(peerPorts, "allowFrom", "no port in taskPorts", "at least one",
			"state taskPorts, or a port with AllowFromAt")
		bridge.Refused(s, ms)
	}
	for _, port := range ports {
		s.AllowFromAt(client, port)
	}
}

// AllowFromAt does what [Service.AllowFrom] does, for one port of a container.
func (s *Service) AllowFromAt(client *Service, port float64) {
	if s.service == nil {
		return
	}
	const at = "allowFrom"
	var ms rules.Mistakes
	if client == nil {
		ms.Break(rules.Required, at, "nil", "the service of the client", "")
	}
	check.Port(&ms, at, &port)
	if bridge.Refused(s, ms) || client.service == nil {
		return
	}
	way := way{name: peerName(client, s), group: s.securityGroupID, port: port}
	bridge.Refused(s, client.open(at, way))
}

// AllowTo lets the tasks reach what has a security group that is no service's, such as a database or a broker, and lets
// them into that group. Both rules are made here; where the group's owner lets the tasks in himself, state Egress
// instead. name stands in the rules' Terraform addresses: lower-case letters, digits and hyphens.
func (s *Service) AllowTo(name, securityGroupID string, port float64) {
	if s.service == nil {
		return
	}
	const at = "allowTo"
	var ms rules.Mistakes
	ms.Nested("", CheckPeer(name, securityGroupID, port))
	if !bridge.Refused(s, ms) {
		bridge.Refused(s, s.open(at, way{name: name, group: securityGroupID, port: port}))
	}
}

// CheckPeer returns every mistake in what [Service.AllowTo] takes as one error, or nil. Their paths begin with
// allowTo.
func CheckPeer(name, securityGroupID string, port float64) error {
	var ms rules.Mistakes
	groupRule{Name: name, SecurityGroupID: securityGroupID, Port: &port}.problems(&ms, "allowTo", map[string]bool{})
	return ms.Err()
}

// way from the tasks of a service to a security group.
type way struct {
	name, group string
	port        float64
}

// end tells the ways of a service apart, whatever they are called.
func (w way) end() string { return w.group + " at " + check.Number(w.port) }

// open makes both rules of a way. A mistake is told at the path.
func (s *Service) open(at string, to way) rules.Mistakes {
	name := to.name
	if !token.IsNumber(to.port) {
		name += "-" + check.Number(to.port)
	}
	if s.peers[name] || s.peers[to.end()] {
		var ms rules.Mistakes
		ms.Break(peerTwice, at, *s.Node().Path()+" once more to "+check.Quote(name), "each peer and port once",
			"leave one of the calls out")
		return ms
	}
	s.peers[name], s.peers[to.end()] = true, true
	newEgressRule(s, "egress-to-"+name, s.securityGroupID, "From the tasks to "+to.name,
		Egress{SecurityGroupID: to.group, Port: &to.port, Protocol: TCP})
	newIngressRule(s, "ingress-to-"+name, to.group, "From the tasks of "+s.label+" to "+to.name,
		Ingress{SecurityGroupID: s.securityGroupID, Port: &to.port, Protocol: TCP})
	return nil
}

// peerName is the path of server, without the stack where it is the client's own, as a part of a construct's id.
func peerName(client, server constructs.Construct) string {
	path := *server.Node().Path()
	if stack := bridge.StackOf(server); stack == bridge.StackOf(client) {
		path = strings.TrimPrefix(path, stack+"/")
	}
	return strings.ReplaceAll(path, "/", "-")
}

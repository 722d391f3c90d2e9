package fargateai

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// AllowFrom lets the tasks of client reach Port of this service: out of the one's security group and into the other's,
// with Service Connect (the client states ServiceConnect in its Deployment), Cloud Map or by address. client may be the
// service itself, whose tasks then reach each other. For another port, and for a client that is an ecs.Service, there
// is Service.Service.AllowFromAt.
//
// Both services lie in one network, or in two that the app joins. A client that finds the other by Service Connect
// alone is in its namespace, as services of one cluster are.
//
// Both rules belong to the client. Across stacks the client's stack so depends on the server's.
func (s *Service) AllowFrom(client *Service) {
	if s.Service.Resource() == nil {
		return
	}
	var ms rules.Mistakes
	if client == nil {
		ms.Break(rules.Required, "allowFrom", "nil", "the service of the client", "")
	}
	if s.port == nil {
		ms.Break(peerPort, "allowFrom", "a service without a port", "one with a port", "state Port")
	}
	if client != nil && client.Service.Resource() != nil && s.onlyByConnect && !client.connects {
		ms.Break(peerConnects, "allowFrom", *client.Node().Id()+", which takes no part in Service Connect", "one that does",
			"state Deployment: &ecs.ServiceSettings{ServiceConnect: &ecs.ServiceConnect{}} in its props: it is a client then")
	}
	if !bridge.Refused(s, ms) {
		s.Service.AllowFromAt(client.Service, *s.port)
	}
}

// AllowTo lets the tasks reach a database, a broker or whatever else has a security group, and lets them into that
// group. Where the group's owner lets the tasks in himself, state Deployment.Egress instead. name stands in the rules'
// Terraform addresses: lower-case letters, digits and hyphens.
func (s *Service) AllowTo(name, securityGroupID string, port float64) {
	var ms rules.Mistakes
	ms.Nested("", ecs.CheckPeer(name, securityGroupID, port))
	if !bridge.Refused(s, ms) { // told here even where the service itself was refused
		s.Service.AllowTo(name, securityGroupID, port)
	}
}

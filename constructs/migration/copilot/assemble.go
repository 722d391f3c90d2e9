package copilot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

// assemble makes one program of the services: network, names, and who is behind which load balancer.
func (r *reading) assemble() {
	r.network()
	r.App.Peers = true
	if r.environment != "" {
		domain := r.domain()
		source := migration.Source{File: "copilot", Name: "service discovery"}
		if r.App.Network != nil {
			domain = strings.TrimSuffix(domain, ".local") + ".internal"
		}
		if domainForm.MatchString(domain) {
			r.App.Domain = migration.Say(domain, source)
		}
		r.App.Report(migration.Source{File: "copilot", Name: "names"}, migration.Decision, "NewService",
			"services are called as in the manifests, so that their addresses stay: a second environment in this account and "+
				"region needs other names")
		if r.App.Network != nil {
			r.App.Report(source, migration.Decision, "Namespace", "the VPC has Copilot's own domain: peers are found in "+
				domain+" here, as COPILOT_SERVICE_DISCOVERY_ENDPOINT says")
		}
	}
	for _, b := range r.around.built {
		b.missingVolumes()
		b.ports()
		if b.App.Network != nil && b.service.Environment["COPILOT_SERVICE_DISCOVERY_ENDPOINT"].Value != "" &&
			r.App.Domain != nil {
			b.discovered(r.App.Domain.Value)
		}
	}
	r.fronts()
}

// discovered tells the containers where their peers are found.
func (b *building) discovered(domain string) {
	for _, c := range b.service.Containers() {
		const name = "COPILOT_SERVICE_DISCOVERY_ENDPOINT"
		if v, ok := c.Environment[name]; ok && v.Value == b.domain() {
			v.Value = domain
			c.Environment[name] = v
		}
	}
}

// ports of the containers of a task differ.
func (b *building) ports() {
	taken := map[float64]string{}
	if b.service.Port != nil {
		taken[b.service.Port.Value] = b.name
	}
	for _, c := range b.service.Sidecars {
		if c.Port == nil {
			continue
		}
		if by := taken[c.Port.Value]; by != "" {
			b.Refuse(migration.Problem{Source: c.Port.Source, Got: fmt.Sprintf("port %v of %s, on which %s listens, too",
				c.Port.Value, c.ContainerName, by), Want: "a port of its own: the containers of a task share their network"})
		}
		taken[c.Port.Value] = c.ContainerName
	}
}

// network is the one that the environment names, or one that is made.
func (r *reading) network() {
	private := slices.ContainsFunc(r.around.built, func(b *building) bool { return b.placed == "private" })
	for _, b := range r.around.built {
		placement := at(b.manifest, "network.vpc.placement")
		if private && b.placed != "private" && len(r.around.built) > 1 && b.kind&onECS != 0 {
			r.App.Report(placement.Source(b.name+" network.vpc.placement"), migration.Decision, "Network",
				"other services are private, and the network has one way out for all: its tasks are private, too")
		}
	}
	n := r.around.network
	if n == nil {
		egress := "EgressPublicIP"
		if private {
			egress = "EgressNATPerZone"
		}
		r.App.Egress = migration.Say(egress, migration.Source{})
		return
	}
	tasks := r.around.private
	if !private {
		tasks = r.around.public
		n.AssignPublicIP = migration.Say(true, r.around.placed)
	}
	balanced := slices.ContainsFunc(r.around.built, func(b *building) bool { return b.kind&(web|requestDriven) != 0 })
	switch {
	case len(tasks) == 0 || len(tasks) > 16 || balanced && len(r.around.public) < 2:
		r.App.Report(n.VPCID.Source, migration.Decision, "", "the ids of its subnets are missing, of two zones at least: a "+
			"network is made unless ExistingNetwork is stated")
		egress := "EgressPublicIP"
		if private {
			egress = "EgressNATPerZone"
		}
		r.App.Egress = migration.Say(egress, migration.Source{})
		return
	}
	n.TaskSubnets = migration.Say(tasks, r.around.placed)
	if len(r.around.public) > 1 {
		n.PublicSubnets = migration.Say(r.around.public, r.around.placed)
	}
	r.App.Network = n
}

// fronts puts public services behind one load balancer, as in Copilot. One that has a name of its own has a load
// balancer of its own, unless a certificate is stated.
func (r *reading) fronts() {
	var sharing []*building
	paths := map[string]bool{}
	for _, b := range r.around.built {
		if b.kind&(web|backend|requestDriven) == 0 || b.off || b.kind == backend && b.service.LoadBalancer.Internal == nil {
			continue
		}
		own := &r.around.front
		if b.service.LoadBalancer.Internal != nil {
			own = &r.around.inside
		}
		internal := b.service.LoadBalancer.Internal
		b.service.LoadBalancer = *own
		b.service.LoadBalancer.Internal = internal
		path := b.routePath()
		if b.kind == web && (len(b.aliased) == 0 || own.CertificateARN != nil) && !paths[path+b.hostsKey()] {
			paths[path+b.hostsKey()] = true
			sharing = append(sharing, b)
			continue
		}
		b.alone()
	}
	if len(sharing) < 2 {
		for _, b := range sharing {
			b.alone()
		}
		return
	}
	r.share(sharing)
}

func (b *building) routePath() string {
	if b.routed == nil {
		return "/"
	}
	return b.routed.Value
}

func (b *building) hostsKey() string {
	var out strings.Builder
	for _, a := range b.aliased {
		out.WriteString(" " + a.name.Value)
	}
	return out.String()
}

// share makes the load balancer, and a rule for each: the longest paths are asked first.
func (r *reading) share(sharing []*building) {
	r.App.Front = &migration.Front{LoadBalancer: r.around.front}
	slices.SortStableFunc(sharing, func(a, b *building) int {
		return (len(b.routePath()) + len(b.aliased)) - (len(a.routePath()) + len(a.aliased))
	})
	for i, b := range sharing {
		rule := &migration.Rule{Priority: 10 * (i + 1), Source: b.workload.typed}
		if path := b.routePath(); path != "/" {
			rule.Paths = []string{path, path + "/*"}
			rule.Source = b.routed.Source
		}
		for _, a := range b.aliased {
			b.App.Report(a.name.Source, migration.Mapped, "Rule.Hosts", "its record in Route 53 is yours to make")
			rule.Hosts = append(rule.Hosts, a.name.Value)
		}
		if b.from != nil {
			rule.From = b.from.Value
		}
		if values := len(rule.Hosts) + len(rule.Paths) + len(rule.From); values > 5 {
			b.App.Report(rule.Source, migration.Decision, "Rule", "a rule takes five values: the first of them were taken")
			rule.From = nil
			rule.Hosts = rule.Hosts[:min(len(rule.Hosts), 5-len(rule.Paths))]
		}
		if len(rule.Hosts)+len(rule.Paths)+len(rule.From) == 0 {
			rule.Priority = 50000
		}
		b.service.Rule = rule
		b.service.LoadBalancer = migration.LoadBalancer{}
		b.protocol(r.App.Front.CertificateARN != nil)
	}
}

// alone gives the service a load balancer of its own, and the name that it has.
func (b *building) alone() {
	s := b.service
	if b.from != nil {
		s.LoadBalancer.From = b.from
	}
	if b.routed != nil && b.routed.Value != "/" {
		b.App.Report(b.routed.Source, migration.Decision, "Rule", "the load balancer is the service's own, and leads all "+
			"paths to it")
	}
	b.domainOf()
	b.protocol(s.LoadBalancer.CertificateARN != nil || s.Domain != nil)
}

// protocol other than HTTP/1.1 needs TLS.
func (b *building) protocol(secured bool) {
	p := b.service.Target.Protocol
	switch {
	case p == nil:
	case secured && p.Value != "GRPC":
		b.App.Report(p.Source, migration.Mapped, "Target.ProtocolVersion", "")
	default:
		b.App.Report(p.Source, migration.Decision, "", "state Target.ProtocolVersion once the load balancer has a "+
			"certificate, with a HealthCheck that fits")
		b.service.Target.Protocol = nil
	}
}

// domainOf is the name under which requests come. Its zone is needed for a certificate and a record.
func (b *building) domainOf() {
	var others []migration.Said[string]
	for i, a := range b.aliased {
		zone := a.zone
		if zone.Value == "" && b.zone.Exists() {
			zone = migration.Said[string]{Value: b.zone.Text(), Source: b.zone.Source}
		}
		d := b.service.Domain
		switch {
		case b.service.LoadBalancer.CertificateARN != nil:
			b.App.Report(a.name.Source, migration.Mapped, "LoadBalancer.CertificateARN", "its record in Route 53 is yours to "+
				"make, when traffic moves")
		case zone.Value == "":
			b.App.Report(a.name.Source, migration.Decision, "Domain", "set "+a.name.Value+" and its hosted zone in cdktf.json, "+
				"when traffic moves")
		case i == 0:
			b.service.Domain = &migration.Domain{Name: a.name, HostedZoneID: zone}
			b.App.Report(a.name.Source, migration.Decision, "Domain", "the record exists, and points at Copilot's load "+
				"balancer: try the new one first, then let Terraform adopt the record (AliasRecord false until then)")
		case d != nil && d.HostedZoneID.Value == zone.Value && len(others) < 9:
			others = append(others, a.name)
			d.Others = others
			b.App.Report(a.name.Source, migration.Mapped, "Domain.AlternativeNames", "")
		default:
			b.App.Report(a.name.Source, migration.Decision, "Domain", "a name in another zone: see FurtherDomains")
		}
	}
	if b.zone.Exists() && len(b.aliased) == 0 {
		b.Dropped(b.zone, "there is no alias in it")
	}
}

package migration

import (
	"fmt"
	"strings"
)

// mainFile is the program.
func mainFile(a *Application) ([]byte, error) {
	c := &code{uses: map[string]bool{"github.com/hashicorp/terraform-cdk-go/cdktf": true}, conceal: a.conceal}
	c.line("func main() { " + c.in("fargateai", "Run") + "(build) }")
	c.line("")
	c.line("func build(app cdktf.App) {")
	c.depth++
	c.stack(a)
	if domainAsked(a) {
		c.line("// without a domain it is a demo; see README.md")
		c.line("domain, profile := fargateai.DomainSetting(stack)")
	}
	shared := len(a.Services) > 1
	c.around(a, shared)
	p := &program{Application: a, shared: shared, names: peerNames(a)}
	for _, s := range a.Services {
		c.line("")
		c.service(p, s)
	}
	c.peers(p)
	c.depth--
	c.line("}")
	if p.below {
		c.line("")
		c.line("// below is the domain of one more service, as each has a load balancer of its own.")
		c.line("func below(domain *" + c.in("loadbalancer", "Domain") + ", name string) *loadbalancer.Domain {")
		c.line("\tif domain == nil {")
		c.line("\t\treturn nil")
		c.line("\t}")
		c.line("\treturn &loadbalancer.Domain{Name: name + \".\" + domain.Name, HostedZoneID: domain.HostedZoneID}")
		c.line("}")
	}
	comment := fmt.Sprintf("// Stack %s, read from %s. Comments name the setting that a line comes from; gaps.md says "+
		"what became of all of them.\n", stackName(a), a.From)
	return c.source(comment)
}

func (c *code) stack(a *Application) {
	if a.Region == nil && len(a.Tags) == 0 {
		c.line("stack := fargateai.NewStack(app, " + quote(stackName(a)) + ", nil)")
		return
	}
	c.block("stack := fargateai.NewStack(app, "+quote(stackName(a))+", &fargateai.StackProps{", "})", func(c *code) {
		c.text("Region", a.Region)
		c.block("Tags: map[string]string{", "},", func(c *code) {
			for _, key := range sortedKeys(a.Tags) {
				c.line(quote(key)+": "+quote(a.Tags[key].Value)+",", a.Tags[key].Source)
			}
		})
	})
}

func (c *code) network(n *Network) {
	c.block("vpc := "+c.in("network", "Ref")+"{", "}", func(c *code) {
		c.text("VPCID", n.VPCID)
		c.texts("PublicSubnetIDs", n.PublicSubnets)
		c.texts("TaskSubnetIDs", n.TaskSubnets)
		if n.AssignPublicIP != nil && n.AssignPublicIP.Value {
			c.line("AssignPublicIP: "+c.pointer("Bool", "true")+",", n.AssignPublicIP.Source)
		}
	})
}

// domainAsked reports whether a service is reached by a name that nobody has stated yet.
func domainAsked(a *Application) bool {
	for _, s := range a.Services {
		if s.balanced() && (s.Rule == nil && !s.secured() || s.Rule != nil && a.Front.CertificateARN == nil) {
			return true
		}
	}
	return false
}

// around are cluster, network and what else services share.
func (c *code) around(a *Application, shared bool) {
	if shared {
		namespace := ""
		if connects(a) {
			namespace = ", ServiceConnectNamespace: " + quote(stackName(a))
		}
		c.line("cluster := " + c.in("ecs", "NewCluster") + "(stack, \"cluster\", &ecs.ClusterProps{Name: " +
			quote(stackName(a)) + namespace + "}).Ref()")
	}
	switch {
	case a.Network != nil:
		c.network(a.Network)
	case shared:
		egress := ""
		if a.Egress != nil {
			egress = ", Egress: network." + a.Egress.Value
		}
		c.line("vpc := " + c.in("network", "New") + "(stack, \"network\", &network.Props{Name: " + quote(stackName(a)) +
			egress + "}).Ref()")
	}
	if shared && a.Domain != nil && called(a, CloudMap) {
		c.line("namespace := "+c.in("ecs", "NewNamespace")+"(stack, \"namespace\", &ecs.NamespaceProps{Name: "+
			quote(a.Domain.Value)+", VPCID: vpc.VPCID}).Ref()", a.Domain.Source)
	}
	if a.Front != nil {
		c.front(a)
	}
}

func connects(a *Application) bool {
	for _, s := range a.Services {
		if s.Connect != nil {
			return true
		}
	}
	return called(a, ServiceConnect)
}

func called(a *Application, exposure string) bool {
	for _, s := range a.Services {
		if s.Exposure != nil && s.Exposure.Value == exposure {
			return true
		}
	}
	return false
}

// front is the load balancer that services share.
func (c *code) front(a *Application) {
	c.block("balancer := "+c.in("loadbalancer", "New")+"(stack, \"load-balancer\", &loadbalancer.Props{", "}).Ref()",
		func(c *code) {
			c.line("VPCID: vpc.VPCID,")
			c.line("SubnetIDs: vpc.PublicSubnetIDs,")
			if a.Front.CertificateARN == nil {
				c.line("Domain: domain,")
			}
			c.block("Settings: loadbalancer.Settings{", "},", func(c *code) {
				c.line("Name: " + quote(stackName(a)) + ",")
				if a.Front.CertificateARN == nil {
					c.line("AllowPlaintextHTTP: " + c.pointer("Bool", "profile == fargateai.ProfileDemo") + ",")
					c.line("DeletionProtection: " + c.pointer("Bool", "profile != fargateai.ProfileDemo") + ",")
				}
				c.balancer(a.Front.LoadBalancer)
			})
		})
}

// peerNames are the variables of services that call each other, where there are any.
func peerNames(a *Application) map[*Service]string {
	names := map[*Service]string{}
	if !a.Peers {
		return names
	}
	servers := 0
	for _, s := range a.Services {
		if s.Job == nil {
			names[s] = identifier(s.Name) + "Service"
		}
		if s.answers() {
			servers++
		}
	}
	if servers == 0 || len(names) < 2 {
		clear(names)
	}
	return names
}

// answers reports that peers may call the service.
func (s *Service) answers() bool { return s.Port != nil && s.listens() }

// listens reports that the service has a port, once that is known.
func (s *Service) listens() bool { return !s.Worker && !s.Background && s.Job == nil }

// peers may call each other.
func (c *code) peers(p *program) {
	for _, server := range p.Services {
		if len(p.names) == 0 || !server.answers() {
			continue
		}
		var clients []string
		for _, client := range p.Services {
			if name := p.names[client]; name != "" && client != server {
				clients = append(clients, name)
			}
		}
		c.line("for _, client := range []*fargateai.Service{" + strings.Join(clients, ", ") + "} {")
		c.line("\t" + p.names[server] + ".AllowFrom(client)")
		c.line("}")
	}
}

// identifier is a name of Go for a service's.
func identifier(name string) string {
	var out strings.Builder
	for i, part := range strings.Split(name, "-") {
		if i > 0 && part != "" {
			part = strings.ToUpper(part[:1]) + part[1:]
		}
		out.WriteString(part)
	}
	return out.String()
}

// program is the application as it is written.
type program struct {
	*Application
	shared bool                // cluster and network are those of several services
	names  map[*Service]string // variables of services that others refer to
	domain bool                // some service has the domain already
	below  bool                // others have one below it
}

func (c *code) service(p *program, s *Service) {
	constructor := "NewService"
	if s.Worker {
		constructor = "NewEvalWorker"
	}
	assign := ""
	if name := p.names[s]; name != "" {
		assign = name + " := "
	}
	c.block(assign+"fargateai."+constructor+"(stack, "+quote(s.Name)+", &fargateai.ServiceProps{", "})", func(c *code) {
		switch {
		case s.Background || s.Job != nil:
			c.line("Exposure: fargateai.ExposureNone,")
		case s.Exposure != nil:
			c.line("Exposure: fargateai."+s.Exposure.Value+",", s.Exposure.Source)
		}
		c.domain(p, s)
		c.image(p.Application, s)
		if s.balanced() || s.Exposure != nil {
			c.number("Port", s.Port)
		}
		c.number("CPU", s.CPU)
		c.number("MemoryLimitMiB", s.MemoryMiB)
		if s.Architecture != nil {
			c.line("CPUArchitecture: "+c.in("ecs", s.Architecture.Value)+",", s.Architecture.Source)
		}
		c.texts("EntryPoint", s.EntryPoint)
		c.texts("Command", s.Command)
		c.variables(&s.Container)
		c.containerSettings(s)
		c.sidecars(s)
		c.yes("EnableExecute", s.Execute)
		c.surroundings(p, s)
		if s.Worker {
			c.queue(s)
		} else if s.balanced() {
			c.loadBalancer(s)
		}
		c.scaling(s)
		c.job(s.Job)
		c.deployment(s)
		c.observed(s)
	})
}

// surroundings are those that the service does not make itself.
func (c *code) surroundings(p *program, s *Service) {
	switch {
	case p.Network != nil || p.shared:
		c.line("ExistingNetwork: &vpc,")
	case p.Egress != nil:
		c.line("Network: &"+c.in("network", "Props")+"{Egress: network."+p.Egress.Value+"},", p.Egress.Source)
	}
	if p.shared {
		c.line("ExistingCluster: &cluster,")
	}
	if s.Exposure != nil && s.Exposure.Value == CloudMap && p.Domain != nil {
		if p.shared {
			c.line("ExistingNamespace: &namespace,")
		} else {
			c.line("Namespace: &"+c.in("ecs", "NamespaceProps")+"{Name: "+quote(p.Domain.Value)+"},", p.Domain.Source)
		}
	}
}

// Exposures of services that peers call.
const (
	CloudMap       = "ExposureCloudMap"
	ServiceConnect = "ExposureServiceConnect"
)

// domain is the service's own, or the one that cdktf.json states.
func (c *code) domain(p *program, s *Service) {
	d := s.Domain
	switch {
	case !s.balanced():
	case s.Rule != nil:
		if p.Front.CertificateARN == nil {
			c.line("Profile: profile,")
		}
	case d != nil:
		c.block("Domain: &"+c.in("loadbalancer", "Domain")+"{", "},", func(c *code) {
			c.text("Name", &d.Name)
			c.text("HostedZoneID", &d.HostedZoneID)
			if len(d.Others) > 0 {
				c.line("AlternativeNames: "+c.words(values(d.Others))+",", d.Others[0].Source)
			}
		})
	case s.LoadBalancer.CertificateARN != nil:
	case p.domain:
		c.line("Profile: profile,")
		c.line("Domain: below(domain, " + quote(s.Name) + "),")
		p.below = true
	default:
		c.line("Profile: profile,")
		c.line("Domain: domain,")
		p.domain = true
	}
}

func values(said []Said[string]) (out []string) {
	for _, v := range said {
		out = append(out, v.Value)
	}
	return out
}

func (c *code) image(a *Application, s *Service) {
	if s.Image == nil {
		c.line("// without a tag no task is started: push the image first")
		c.line("Image: fargateai.Image{Tag: fargateai.Setting(stack, " + quote(a.tagSetting(s)) + ")},")
		return
	}
	c.line("Image: fargateai.Image{URI: "+quote(s.Image.Value)+"},", s.Image.Source)
}

func (c *code) variables(container *Container) {
	c.block("Environment: map[string]string{", "},", func(c *code) {
		for _, name := range sortedKeys(container.Environment) {
			v := container.Environment[name]
			c.line(quote(name)+": "+quote(v.Value)+",", v.Source)
		}
	})
}

func (c *code) secrets(container *Container) {
	c.block("Secrets: map[string]"+c.in("secrets", "Reference")+"{", "},", func(c *code) {
		for _, name := range sortedKeys(container.Secrets) {
			v := container.Secrets[name]
			c.line(quote(name)+": {"+reference(v)+"},", v.Source)
		}
	})
}

func reference(s Secret) string {
	var out []string
	for _, f := range s.parts() {
		if f.value != "" {
			out = append(out, f.name+": "+quote(f.value))
		}
	}
	return strings.Join(out, ", ")
}

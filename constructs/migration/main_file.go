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
	if shared {
		c.line("cluster := " + c.in("ecs", "NewCluster") + "(stack, \"cluster\", &ecs.ClusterProps{Name: " +
			"" + quote(stackName(a)) +
			"}).Ref()")
	}
	switch {
	case a.Network != nil:
		c.network(a.Network)
	case shared:
		c.line("vpc := " + c.in("network", "New") + "(stack, \"network\", &network.Props{Name: " + quote(stackName(a)) +
			"}).Ref()")
	}
	for _, s := range a.Services {
		c.line("")
		c.service(a, s, shared)
	}
	c.depth--
	c.line("}")
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
		if s.balanced() && s.LoadBalancer.CertificateARN == nil {
			return true
		}
	}
	return false
}

func (c *code) service(a *Application, s *Service, shared bool) {
	constructor := "NewService"
	if s.Worker {
		constructor = "NewEvalWorker"
	}
	c.block("fargateai."+constructor+"(stack, "+quote(s.Name)+", &fargateai.ServiceProps{", "})", func(c *code) {
		if s.Background {
			c.line("Exposure: fargateai.ExposureNone,")
		}
		if s.balanced() && s.LoadBalancer.CertificateARN == nil {
			c.line("Profile: profile,")
			c.line("Domain: domain,")
		}
		c.image(a, s)
		if s.balanced() {
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
		if a.Network != nil || shared {
			c.line("ExistingNetwork: &vpc,")
		}
		if shared {
			c.line("ExistingCluster: &cluster,")
		}
		if s.Worker {
			c.queue(s)
		} else if s.balanced() {
			c.loadBalancer(s)
		}
		c.scaling(s)
		c.observed(s)
	})
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
	for _, f := range []struct{ name, value string }{{"SecretName", s.SecretName}, {"SecretARN", s.SecretARN},
		{"JSONKey", s.JSONKey}, {"VersionStage", s.VersionStage}, {"VersionID", s.VersionID},
		{"ParameterName", s.ParameterName}, {"ParameterARN", s.ParameterARN}} {
		if f.value != "" {
			out = append(out, f.name+": "+quote(f.value))
		}
	}
	return strings.Join(out, ", ")
}

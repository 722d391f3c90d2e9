package apprunner

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/shell"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

func (r *reading) cpu(f field)    { r.sizeOf(0, f, "vCPU", 1024) }
func (r *reading) memory(f field) { r.sizeOf(1, f, "GB", 1024) }

// sizeOf reads a number of units, or one with a larger unit behind it, such as 1 vCPU.
func (r *reading) sizeOf(i int, f field, unit string, times float64) {
	text := strings.TrimSpace(f.Text())
	number, larger := strings.CutSuffix(text, unit)
	n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if larger {
		n *= times
	}
	switch {
	case err != nil || n != n:
		r.Refuse(migration.Problem{Source: f.Source, Got: "what is no size", Want: "such as 1024 or 1 " + unit})
	case n < 1 || n > 1<<20:
		r.Decide(f, "Fargate offers no task of that size: the default was taken")
	default:
		r.size[i], r.sized[i] = n, f
	}
}

func (r *reading) sizes() {
	if r.size == [2]float64{} {
		return
	}
	cpu, memory, ok := fargate.Fit(r.size[0], r.size[1])
	for i, f := range r.sized {
		switch {
		case !f.Exists():
		case !ok:
			r.Decide(f, "Fargate offers no task of that size: the default was taken")
		case [2]float64{cpu, memory}[i] != r.size[i]:
			r.Mapped(f, "CPU, MemoryLimitMiB", "the smallest size that Fargate offers")
		default:
			r.Mapped(f, "CPU, MemoryLimitMiB", "")
		}
	}
	if !ok {
		return
	}
	source := func(i int) migration.Source {
		if r.sized[i].Exists() {
			return r.sized[i].Source
		}
		return r.sized[1-i].Source
	}
	r.service.CPU, r.service.MemoryMiB = migration.Say(cpu, source(0)), migration.Say(memory, source(1))
}

func (r *reading) image(f field) {
	fixed, moving := r.Image(f.Tree, f.Path)
	r.service.Image = fixed
	if moving != nil {
		r.Decide(f, "its tag moves: a rollback would not go back; state a version or a digest as Image.URI, or push it to "+
			"the repository")
		r.service.Build = &migration.Build{Source: f.Source}
	}
}

func (r *reading) port(f field) {
	n, ok := r.Number(f)
	switch {
	case !ok:
	case n < 1 || n > 65535:
		r.Refuse(migration.Problem{Source: f.Source, Got: fmt.Sprint(n), Want: "a port from 1 to 65535"})
	default:
		r.service.Port = migration.Say(n, f.Source)
		r.Mapped(f, "Port", "")
	}
}

// portVariable is the name of the variable that tells the application its port.
func (r *reading) portVariable(f field) {
	name, ok := r.Said(f)
	if !ok {
		return
	}
	port := "8080" // App Runner's default
	if r.service.Port != nil {
		port = strconv.Itoa(int(r.service.Port.Value))
	}
	r.App.SetVariable(r.service.Name, &r.service.Container, name, port, f.Source)
}

// command is a line, which App Runner splits into words; what needs a shell gets one.
func (r *reading) command(f field) {
	if f.IsText() && len(shell.Words(f.Text())) == 0 && strings.TrimSpace(f.Text()) != "" {
		r.Decide(f, "it cannot be split into words: state Command")
		return
	}
	if f.IsText() || f.IsList() {
		r.service.Command = r.Words(f.Tree, "Command", f.Path)
	}
}

func (r *reading) variables(f field) {
	for _, e := range f.Last() {
		source := e.Value.Source("environment variable " + e.Key)
		if !e.Value.IsText() {
			r.Refuse(e.Value.Problem("environment variable "+e.Key, "a text", ""))
			continue
		}
		r.App.SetVariable(r.service.Name, &r.service.Container, e.Key, e.Value.Text(), source)
	}
}

func (r *reading) secrets(f field) {
	for _, e := range f.Last() {
		r.secret(e.Key, e.Value)
	}
}

// secret is the ARN of a secret or a parameter, or the name of a parameter.
func (r *reading) secret(name string, value reader.Tree) {
	source := value.Source("environment secret " + name)
	text := strings.TrimSpace(value.Text())
	secret, region, ok := reader.SecretARN(text)
	switch {
	case ok:
		r.App.Located(region, source)
	case text == "":
		r.Refuse(value.Problem("environment secret "+name, "an ARN, or the name of a parameter", ""))
		return
	default:
		secret.ParameterName = text
	}
	secret.Source = source
	r.App.SetSecret(&r.service.Container, name, secret)
}

// listedVariables are entries of name and value.
func (r *reading) listedVariables(f field) {
	for _, item := range f.Items() {
		name, value := item.Get("name").Text(), item.Get("value")
		if name == "" || !value.IsText() {
			r.Refuse(item.Problem(f.Path, "an entry with name and value", ""))
			continue
		}
		r.App.SetVariable(r.service.Name, &r.service.Container, name, value.Text(),
			value.Source("environment variable "+name))
	}
}

func (r *reading) listedSecrets(f field) {
	for _, item := range f.Items() {
		name, value := item.Get("name").Text(), item.Get("value-from")
		if name == "" {
			r.Refuse(item.Problem(f.Path, "an entry with name and value-from", ""))
			continue
		}
		r.secret(name, value)
	}
}

func (r *reading) repository(f field) {
	if r.App.Clean(f.Text(), f.Source) {
		r.Decide(f, "App Runner built the image from the repository: a pipeline does it here, from a Dockerfile")
	}
}

func (r *reading) sourceDirectory(f field) {
	text, ok := r.Said(f)
	if !ok {
		return
	}
	r.service.Build = &migration.Build{Context: path.Clean(strings.TrimPrefix(text, "/")), Source: f.Source}
	r.Mapped(f, "Image", "the image is built from it")
}

func (r *reading) runtime(f field) {
	if r.service.Build == nil {
		r.service.Build = &migration.Build{Context: ".", Source: f.Source}
	}
	r.Decide(f, "App Runner installed the runtime: the image is built from a Dockerfile")
}

func (r *reading) checkProtocol(f field) {
	if strings.EqualFold(f.Text(), "HTTP") {
		r.Mapped(f, "HealthCheck", "")
		return
	}
	r.Decide(f, "it checked that a port takes connections, and an Application Load Balancer asks for a path: state "+
		"HealthCheck.Path")
}

func (r *reading) checkPath(f field) {
	value, _, query := strings.Cut(strings.TrimSpace(f.Text()), "?")
	switch {
	case !reader.Path.MatchString(value):
		r.Decide(f, "the health check's path starts with / and has the characters of a URL: state HealthCheck.Path")
	case r.App.Clean(value, f.Source):
		r.service.HealthCheck.Path = migration.Say(value, f.Source)
		if query {
			r.Decide(f, "its query was left out: the service's health check has a path only")
			return
		}
		r.Mapped(f, "HealthCheck.Path", "")
	}
}

func (r *reading) public(f field) {
	if on, ok := r.Yes(f); ok && !on {
		r.service.LoadBalancer.Internal = migration.Say(true, f.Source)
		r.Mapped(f, "LoadBalancer.Scheme", "")
	} else if ok {
		r.Mapped(f, "LoadBalancer.Scheme", "it faces the internet unless stated otherwise")
	}
}

func (r *reading) addresses(f field) {
	if f.Text() == "DUAL_STACK" {
		r.Decide(f, "see LoadBalancer.IPAddressType")
		return
	}
	r.Mapped(f, "LoadBalancer.IPAddressType", "")
}

func (r *reading) egress(f field) {
	if f.Text() != "VPC" {
		r.Mapped(f, "Network.Egress", "tasks reach the internet")
		return
	}
	r.App.Egress = migration.Say("EgressNATPerZone", f.Source)
	r.Mapped(f, "Network.Egress", "tasks stand in private subnets")
}

func (r *reading) egressConnector(f field) { r.connector = f }

func (r *reading) connectorSubnets(f field) {
	for _, item := range f.Items() {
		if !form.Subnet.Fits(item.Text()) {
			r.Decide(f, "one of them is no id of a subnet: state ExistingNetwork")
			return
		}
	}
	r.subnets = migration.Say(f.Words(nil), f.Source)
}

// network of the connector is told without its VPC, and without the subnets of a load balancer.
func (r *reading) network() {
	const why = "to reach what is in that VPC, state it as ExistingNetwork: its id, the tasks' subnets, and public ones " +
		"for the load balancer; until then a network is made"
	if r.connector.Exists() && r.subnets == nil {
		r.Decide(r.connector, why)
	}
	if r.subnets != nil {
		r.App.Report(r.subnets.Source, migration.Decision, "ExistingNetwork", "the tasks' subnets; "+why)
		if r.connector.Exists() {
			r.Dropped(r.connector, "see the connector")
		}
	}
}

func (r *reading) traces(f field) {
	if on, ok := r.Yes(f); ok && on {
		r.tracing = f
	} else if ok {
		r.Dropped(f, "there is no tracing unless stated")
	}
}

func (r *reading) traceVendor(f field) {
	if f.Text() != "AWSXRAY" {
		r.Decide(f, "the vendor is not known here: see ecs.ADOTCollector")
		return
	}
	r.Mapped(f, "Sidecars", "a collector listens for X-Ray and OpenTelemetry, and sends to X-Ray")
}

// traced adds the collector; X-Ray is the only vendor that App Runner knows.
func (r *reading) traced() {
	if r.tracing.Exists() {
		r.service.XRay = migration.Say(true, r.tracing.Source)
		r.Mapped(r.tracing, "Sidecars", "a collector listens for X-Ray and OpenTelemetry, and sends to X-Ray")
	}
}

var hostName = regexp.MustCompile(`^(\*\.)?[a-z0-9.-]+$`)

// domains are names of the service.
func (r *reading) domains(t reader.Tree) {
	for _, item := range t.Items() {
		name := strings.ToLower(item.Get("DomainName").Text())
		source := item.Get("DomainName").Source("CustomDomains.DomainName")
		if !hostName.MatchString(name) || !r.App.Clean(name, source) {
			r.App.Report(source, migration.Decision, "Domain", "it is no name of a host: state Domain")
			continue
		}
		r.App.Report(source, migration.Decision, "Domain", "set "+name+" and its hosted zone in cdktf.json, when traffic "+
			"moves")
		for _, e := range item.Last() {
			if e.Key != "DomainName" {
				r.App.Report(e.Value.Source("CustomDomains."+e.Key), migration.Dropped, "", "it is App Runner's: the "+
					"certificate of ACM is requested anew")
			}
		}
	}
}

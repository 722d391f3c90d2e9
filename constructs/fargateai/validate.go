package fargateai

import (
	"regexp"
	"strings"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

var (
	nameForm   = regexp.MustCompile(`^[a-z][a-z0-9-]{0,30}[a-z0-9]$`)
	tagForm    = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$`)
	digestForm = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)
)

// Validate returns every mistake in the props of the service named id and of all its parts as one error, or nil. What
// depends on the region is judged by [NewService] only.
func (p *ServiceProps) Validate(id string) error { return p.problems(id, "").Err() }

func (p *ServiceProps) problems(id, region string) rules.Mistakes {
	var ps rules.Mistakes
	if p == nil {
		p = &ServiceProps{}
	}
	known := *p // with what is refused here taken as unknown, so that the parts do not refuse it again
	if known.Name == "" {
		known.Name = id
	}
	if !nameForm.MatchString(known.Name) {
		ps.Add("name", check.Quote(known.Name), "2 to 32 lower-case letters, digits and hyphens, starting with a letter",
			"everything of the service is named after it")
		known.Name = token.Unknown
	}
	check.OneOf(&ps, "profile", p.Profile, ProfileProduction, ProfileDemo)
	check.OneOf(&ps, "workload", p.Workload, WorkloadGeneral, WorkloadLLMProxy, WorkloadRetrievalAPI, WorkloadAgentRuntime,
		WorkloadEvalWorker)
	worker := p.Workload.defaults().worker
	if p.Port == nil && !worker {
		ps.Add("port", "", "the port that the container listens on",
			"state it once here; load balancer, health check and security groups follow")
		known.Port = jsii.Number(token.UnknownNumber)
	}
	if worker {
		p.workerProblems(&ps)
	} else if p.Queue != nil || p.ExistingQueue != nil {
		ps.Add("queue", "a queue for the workload "+string(p.Workload), "none",
			"use NewEvalWorker, or make the queue with package queue and hand its address over in Environment")
	}
	p.streamProblems(&ps)
	p.choices(&ps)
	p.Image.problems(&ps)
	r := known.resolve(id, unknownText)
	if budget := p.TokenBudget.problems(r.scaling.MaxCapacity); len(budget) > 0 {
		ps.Under("tokenBudget", budget)
		known.TokenBudget = nil
		r = known.resolve(id, unknownText)
	}
	p.internetProblems(&ps, r)
	p.operationProblems(&ps, r)
	p.countProblems(&ps, r)
	r.resolvePipeline(known, region)
	known.pipelineProblems(&ps, r, region)
	known.evalGateProblems(&ps, r)
	known.redeployProblems(&ps, r)
	known.blueGreenProblems(&ps, r)
	known.parts(&ps, r, region)
	return ps
}

// overridden refuses props of parts that the service decides itself, so that none is ignored without a word.
func (p *ServiceProps) overridden(ps *rules.Mistakes) {
	refuse := func(path string, given bool, fix string) {
		if given {
			ps.Add(path, "a value", "nothing", fix)
		}
	}
	const follows = "it follows from the parts of the service"
	d, b, t, s := optional.Value(p.Deployment), optional.Value(p.LoadBalancer), optional.Value(p.Target),
		optional.Value(p.Scaling)
	refuse("deployment.enableExecute", d.EnableExecute != nil, "state EnableExecute of the service instead")
	refuse("deployment.autoscaled", d.Autoscaled != nil,
		"the service is always scaled; state Scaling with one number as minimum and maximum for a fixed count")
	refuse("deployment.cluster", d.Cluster != (ecs.ClusterRef{}), "state ExistingCluster of the service instead")
	refuse("deployment.vpcID", d.VPCID != "", "state ExistingNetwork of the service instead")
	refuse("deployment.taskDefinitionARN", d.TaskDefinitionARN != "", follows)
	refuse("loadBalancer.vpcID", b.VPCID != "", "state ExistingNetwork of the service instead")
	refuse("target.vpcID", t.VPCID != "", "state ExistingNetwork of the service instead")
	refuse("target.loadBalancer", t.LoadBalancer != (loadbalancer.Ref{}),
		"state ExistingLoadBalancer of the service instead")
	refuse("scaling.clusterName", s.ClusterName != "", follows)
	refuse("scaling.serviceName", s.ServiceName != "", follows)
	refuse("deployment.imageOwner", d.ImageOwner == ecs.ImageOwnedByParameter && p.Image.Owner == "",
		"state it in Image.Owner, which makes the parameter")
}

// countProblems are about the number of tasks that a service starts with.
func (p *ServiceProps) countProblems(ps *rules.Mistakes, r parts) {
	if !check.Known(p.DesiredCount) {
		return
	}
	least, most := r.scaling.MinCapacity, r.scaling.MaxCapacity
	if check.Known(least) && *p.DesiredCount < *least || check.Known(most) && *p.DesiredCount > *most {
		ps.Add("desiredCount", check.Number(*p.DesiredCount),
			"a number between scaling's minimum and maximum, "+unknownText(*least)+" and "+unknownText(*most),
			"scaling would change it at once")
	}
}

// workerProblems are about a service without a load balancer.
func (p *ServiceProps) workerProblems(ps *rules.Mistakes) {
	for path, given := range map[string]bool{
		"domain": p.Domain != nil, "loadBalancer": p.LoadBalancer != nil,
		"existingLoadBalancer": p.ExistingLoadBalancer != nil,
		"rule":                 p.Rule != nil, "healthCheck": p.HealthCheck != nil, "target": p.Target != nil,
	} {
		if given {
			ps.Add(path, "a value for a worker", "nothing", "a worker takes its work from a queue and has no load balancer")
		}
	}
	if p.ContainerHealthCheck == nil {
		ps.Add("containerHealthCheck", "", "a command that fails when the worker cannot work",
			"without a load balancer nothing else tells ECS's circuit breaker that a deployment is bad")
	}
	check.Exclusive(ps, "queue", map[string]bool{"queue": p.Queue != nil, "existingQueue": p.ExistingQueue != nil},
		"make a queue or use one that exists")
}

// choices are the rules about props that exclude or need each other.
func (p *ServiceProps) choices(ps *rules.Mistakes) {
	check.Exclusive(ps, "network",
		map[string]bool{"network": p.Network != nil, "existingNetwork": p.ExistingNetwork != nil},
		"make a network or use one that exists")
	check.Exclusive(ps, "cluster",
		map[string]bool{"cluster": p.Cluster != nil, "existingCluster": p.ExistingCluster != nil},
		"make a cluster or use one that exists")
	check.Exclusive(ps, "loadBalancer",
		map[string]bool{"loadBalancer": p.LoadBalancer != nil, "existingLoadBalancer": p.ExistingLoadBalancer != nil},
		"make a load balancer or use one that exists")
	check.Exclusive(ps, "domain",
		map[string]bool{"domain": p.Domain != nil,
			"loadBalancer.domain": p.LoadBalancer != nil && p.LoadBalancer.Domain != nil}, "state the domain once")
	check.Exclusive(ps, "domain",
		map[string]bool{"domain": p.Domain != nil, "existingLoadBalancer": p.ExistingLoadBalancer != nil},
		"the owner of the load balancer gives it its domain and certificate")
	check.Exclusive(ps, "healthCheck",
		map[string]bool{"healthCheck": p.HealthCheck != nil,
			"target.healthCheck": p.Target != nil && p.Target.HealthCheck != nil}, "state the health check once")
	if p.Target != nil {
		check.Exclusive(ps, "rule", map[string]bool{"rule": p.Rule != nil, "target.rule": p.Target.Rule != nil},
			"state the rule once")
		if check.Known(p.Target.Port) && check.Known(p.Port) && *p.Target.Port != *p.Port {
			ps.Add("target.port", check.Number(*p.Target.Port), "the container port "+check.Number(*p.Port),
				"leave it out; a load balancer that routes to another port than the application's answers 502")
		}
	}
	if p.ExistingLoadBalancer != nil && p.Rule == nil && (p.Target == nil || p.Target.Rule == nil) {
		ps.Add("rule", "nothing with existingLoadBalancer", "a rule that leads requests to this service",
			"state Rule with a priority and a host or path")
	}
	if d := p.Deployment; d != nil {
		if d.DesiredCount != nil {
			ps.Add("deployment.desiredCount", check.Number(*d.DesiredCount), "nothing",
				"state DesiredCount of the service instead")
		}
		if d.ImageOwner != "" && p.Image.Owner != "" && d.ImageOwner != p.Image.Owner {
			ps.Add("deployment.imageOwner", check.Quote(string(d.ImageOwner)),
				"the owner stated in image, "+string(p.Image.Owner), "state it once, in Image")
		}
	}
	p.overridden(ps)
	if p.Profile != ProfileDemo {
		p.production(ps)
	}
}

// production refuses what the production profile must not do silently.
func (p *ServiceProps) production(ps *rules.Mistakes) {
	if !p.Workload.defaults().worker && p.withoutTLS() {
		ps.Add("domain", "nothing", "a domain with its hosted zone, or a certificate",
			"set Domain (or LoadBalancer.CertificateARN), choose ProfileDemo, or set LoadBalancer.AllowPlaintextHTTP to serve "+
				"without TLS")
	}
	if !p.Workload.defaults().worker && check.Known(p.DesiredCount) && *p.DesiredCount == 1 {
		ps.Add("desiredCount", "1", "at least 2 in the production profile",
			"one task is one zone and no rolling restart; choose ProfileDemo for a single task")
	}
}

func (i Image) problems(ps *rules.Mistakes) {
	check.Exclusive(ps, "image",
		map[string]bool{"uri": i.URI != "", "repository": i.Repository != nil,
			"existingRepository": i.ExistingRepository != nil}, "an image comes from one place")
	check.Exclusive(ps, "image", map[string]bool{"tag": i.Tag != "", "digest": i.Digest != "", "uri": i.URI != ""},
		"the URI already names the image")
	if i.Tag != "" && !token.Is(i.Tag) {
		switch {
		case !tagForm.MatchString(i.Tag):
			ps.Add("image.tag", check.Quote(i.Tag), "up to 128 letters, digits, _ . - not starting with . or -", "")
		case image.Mutable(i.Tag):
			ps.Add("image.tag", check.Quote(i.Tag), "a tag that is never pushed again",
				"use the commit or version; a rollback to a tag that moved rolls back to nothing")
		}
	}
	if i.Digest != "" && !token.Is(i.Digest) && !digestForm.MatchString(i.Digest) {
		ps.Add("image.digest", check.Quote(i.Digest), "sha256: and 64 hexadecimal digits", "")
	}
	check.OneOf(ps, "image.owner", i.Owner, ecs.ImageOwnedByTerraform, ecs.ImageOwnedByPipeline, ecs.ImageOwnedByParameter)
	if i.ParameterName != "" && i.Owner != ecs.ImageOwnedByParameter {
		ps.Add("image.parameterName", check.Quote(i.ParameterName), "nothing unless the owner is ssm-parameter",
			"set Owner: ecs.ImageOwnedByParameter")
	}
	if i.ParameterName != "" && !token.Is(i.ParameterName) && !strings.HasPrefix(i.ParameterName, "/") {
		ps.Add("image.parameterName", check.Quote(i.ParameterName), "a name that starts with /", "")
	}
}

// parts runs the rules of every part under the path of the prop it came from.
func (p *ServiceProps) parts(ps *rules.Mistakes, r parts, region string) {
	if p.ExistingNetwork != nil {
		ps.Nested("existingNetwork", p.ExistingNetwork.Validate())
	} else {
		ps.Nested("network", r.network.Validate())
	}
	if p.ExistingCluster != nil {
		ps.Nested("existingCluster", p.ExistingCluster.Validate())
	} else {
		ps.Nested("cluster", r.cluster.Validate())
	}
	if r.workload.worker {
		p.queuePart(ps, r)
	} else {
		p.balancerParts(ps, r)
	}
	if p.Image.ExistingRepository != nil {
		ps.Nested("image.existingRepository", p.Image.ExistingRepository.Validate())
	}
	if r.repository != nil {
		ps.Nested("image.repository", r.repository.Validate())
	}
	ps.Nested("logs", r.logs.Validate())
	ps.Nested("scaling", r.scaling.Validate())
	if p.Models != nil {
		ps.Nested("models", p.Models.ValidateIn(region))
	}
	if r.guardrails != nil {
		budget := map[string]string{}
		if p.TokenBudget != nil && (p.Guardrails == nil || p.Guardrails.Budget == nil) {
			budget["guardrails.budget.monthlyUSD"] = "tokenBudget.monthlyUSD"
		}
		ps.Under("", elsewhere(r.guardrails.Validate(), "guardrails", budget))
	}
	for _, name := range check.SortedKeys(p.Secrets) {
		ps.Nested("secrets."+name, p.Secrets[name].Validate())
	}
	ps.Under("", elsewhere(r.task.Validate(), "", taskRenames(p)))
	ps.Under("", elsewhere(r.service.Validate(), "deployment", map[string]string{
		"deployment.desiredCount": "desiredCount", "deployment.imageOwner": "image.owner",
		"deployment.targets[0].containerPort": "port", "deployment.ingress[0].port": "port",
	}))
}

func (p *ServiceProps) queuePart(ps *rules.Mistakes, r parts) {
	if p.ExistingQueue != nil {
		ps.Nested("existingQueue", p.ExistingQueue.Validate())
		return
	}
	ps.Nested("queue", r.queue.Validate())
}

func (p *ServiceProps) balancerParts(ps *rules.Mistakes, r parts) {
	if p.ExistingLoadBalancer != nil {
		ps.Nested("existingLoadBalancer", p.ExistingLoadBalancer.Validate())
	} else {
		balancer := *r.balancer
		if p.withoutTLS() { // production has said so already, with the remedies that exist here
			balancer.AllowPlaintextHTTP = jsii.Bool(true)
		}
		renames := map[string]string{}
		if p.Domain != nil {
			renames["loadBalancer.domain"] = "domain"
		}
		ps.Under("", elsewhere(balancer.Validate(), "loadBalancer", renames))
	}
	renames := map[string]string{"target.port": "port", "target.loadBalancer": "existingLoadBalancer",
		"target.blueGreen": "blueGreen"}
	if p.HealthCheck != nil {
		renames["target.healthCheck"] = "healthCheck"
	}
	if p.Rule != nil {
		renames["target.rule"] = "rule"
	}
	ps.Under("", elsewhere(r.target.Validate(), "target", renames))
}

// withoutTLS reports that the load balancer to make would have neither a certificate nor leave to do without.
func (p *ServiceProps) withoutTLS() bool {
	b := optional.Value(p.LoadBalancer)
	plaintext := b.AllowPlaintextHTTP != nil && *b.AllowPlaintextHTTP
	return p.ExistingLoadBalancer == nil && p.Domain == nil && b.Domain == nil && b.CertificateARN == "" && !plaintext
}

// taskRenames says where in ServiceProps the props of the task definition come from.
func taskRenames(p *ServiceProps) map[string]string {
	renames := map[string]string{"family": "name", "containers[0].name": "name",
		"containers[0].ports[0].containerPort": "port", "containers[0].image": "image.uri",
		"containers[0].scratch": "writablePaths", "containers[0]": ""}
	return renames
}

// elsewhere puts the problems of a part under prefix and then where renames, of which the longest that fits counts,
// says.
func elsewhere(err error, prefix string, renames map[string]string) rules.Mistakes {
	var nested, out rules.Mistakes
	nested.Nested(prefix, err)
	for _, problem := range nested {
		longest := ""
		for from := range renames {
			rest, fits := strings.CutPrefix(problem.Path, from)
			if fits && len(from) > len(longest) && (rest == "" || rest[0] == '.' || rest[0] == '[') {
				longest = from
			}
		}
		if longest != "" {
			rest := strings.TrimPrefix(problem.Path, longest)
			problem.Path = rules.Join(renames[longest], strings.TrimPrefix(rest, "."))
		}
		out = append(out, problem)
	}
	return out
}

package fargateai

import (
	"regexp"
	"slices"
	"strings"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

const (
	https = 443
	nfs   = 2049 // which EFS speaks
)

// need of the service for an endpoint, where the network has no way to the internet.
type need struct {
	path, what string
	endpoint   network.Endpoint
	reached    bool // false where AWS offers no endpoint
}

// needs are what the service's props say that tasks call of AWS, besides what every task needs to start.
func (p plan) needs() []need {
	var out []need
	add := func(path, what string, endpoints ...network.Endpoint) {
		for _, e := range endpoints {
			out = append(out, need{path, what, e, true})
		}
	}
	if p.Models != nil {
		for _, name := range p.Models.RequiredEndpoints() {
			add("models", "models", network.Endpoint(name))
		}
	}
	if p.workload.worker {
		add("queue", "a queue", network.EndpointSQS)
	}
	if optional.Value(p.EnableExecute) {
		add("enableExecute", "ECS Exec", network.EndpointSSMMessages)
	}
	if p.connects() { // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
		add("exposure", "the proxy of Service Connect", network.EndpointECS, network.EndpointECSAgent,
			network.EndpointECSTelemetry)
	}
	for _, name := range check.SortedKeys(p.Secrets) {
		if secret := p.Secrets[name]; secret.ParameterName != "" || secret.ParameterARN != "" {
			add("secrets."+name, "a parameter", network.EndpointSSM)
		} else {
			add("secrets."+name, "a secret", network.EndpointSecretsManager)
		}
	}
	out = append(out, needsOf("taskPolicies", p.TaskPolicies)...)
	for i, sidecar := range p.Sidecars {
		out = append(out, needsOf(rules.Index("sidecars", i)+".taskPolicies", sidecar.TaskPolicies)...)
	}
	return out
}

func needsOf(path string, policies []ecs.PolicyStatement) []need {
	var out []need
	for i, policy := range policies {
		for j, action := range policy.Actions {
			e, reached := network.EndpointOf(action)
			if e != "" || !reached {
				out = append(out, need{rules.Index(rules.Index(path, i)+".actions", j), action, e, reached})
			}
		}
	}
	return out
}

// startEndpoints are what a task needs to start in a network without a way to the internet; one that is made has them.
var startEndpoints = []network.Endpoint{network.EndpointECRAPI, network.EndpointECRDocker, network.EndpointLogs}

// endpoints are what the network to make gets for the service.
func (p plan) endpoints() []network.Endpoint {
	var out []network.Endpoint
	has := network.Ref{Egress: network.EgressNone} // the defaults
	for _, n := range p.needs() {
		if n.endpoint != "" && !has.Has(n.endpoint) && !slices.Contains(optional.Value(p.Network).Endpoints, n.endpoint) {
			out = append(out, n.endpoint)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// egressProblems are about what the service wants to reach and cannot.
func (p plan) egressProblems(ms *rules.Mistakes) {
	p.fileSystemProblems(ms)
	for i, out := range optional.Value(p.Deployment).Egress {
		if slices.Contains(privateRules, out.Name) && p.closed() {
			ms.Break(rules.Unique, rules.Index("deployment.egress", i)+".name", check.Quote(out.Name),
				"a name of its own", "the service names the ways to the network's endpoints so")
		}
	}
	if p.egress() != network.EgressNone {
		return
	}
	for _, n := range p.needs() {
		switch {
		case !n.reached:
			ms.Break(egressToAWS, n.path, check.Quote(n.what)+" with the egress none", "an action that an endpoint answers",
				"AWS offers none for it; choose EgressNAT, or leave the call to something outside the network")
		case p.ExistingNetwork != nil && !p.ExistingNetwork.Has(n.endpoint):
			ms.Break(egressToAWS, n.path, n.what+" in an existing network without the endpoint "+string(n.endpoint),
				"a network with that endpoint", "add it there and state it in existingNetwork.endpoints")
		}
	}
	for _, e := range startEndpoints {
		if p.ExistingNetwork != nil && !p.ExistingNetwork.Has(e) {
			ms.Break(egressToAWS, "existingNetwork.endpoints", "no "+string(e), "the endpoint "+string(e),
				"no task can start without it")
		}
	}
}

// fileSystemProblems are about volumes of EFS that no rule leads to.
func (p plan) fileSystemProblems(ms *rules.Mistakes) {
	d := optional.Value(p.Deployment)
	led := d.SecurityGroupIDs != nil || d.ExistingSecurityGroupID != "" || slices.ContainsFunc(d.Egress,
		func(e ecs.Egress) bool { return e.Port != nil && (*e.Port == nfs || !check.Known(e.Port)) })
	for i, v := range p.Volumes {
		if v.EFS != nil && v.EFS.SecurityGroupID == "" && !led {
			ms.Break(egressToFiles, rules.Index("volumes", i)+".efs.securityGroupID", "",
				"the security group of the file system's mount targets",
				"tasks reach it at TCP 2049, which nothing else opens; or state deployment.egress")
		}
	}
}

// privateRules are the names of the rules that lead to the endpoints.
var privateRules = []string{"endpoints", "s3", "dynamodb"}

// closed reports that tasks reach, of AWS, the network's endpoints only: where there is no way to the internet, and
// where the program restricts the egress to some ends that it states.
func (p plan) closed() bool {
	d := optional.Value(p.Deployment)
	if d.ExistingSecurityGroupID != "" {
		return false
	}
	if p.ExistingNetwork != nil && p.ExistingNetwork.EndpointSecurityGroupID == "" {
		return optional.Value(d.RestrictEgress) && len(d.Egress) > 0
	}
	if d.RestrictEgress == nil {
		return p.egress() == network.EgressNone
	}
	return *d.RestrictEgress && (len(d.Egress) > 0 || p.privately())
}

// privately reports that the network has interface endpoints.
func (p plan) privately() bool {
	if p.ExistingNetwork != nil {
		return p.ExistingNetwork.EndpointSecurityGroupID != ""
	}
	n := p.networkProps()
	return n.Egress == network.EgressNone ||
		slices.ContainsFunc(n.Endpoints, func(e network.Endpoint) bool { return !e.IsGateway() })
}

// egressNotices name a network whose endpoints could be all that tasks reach, if they were known.
func (p plan) egressNotices() []string {
	d := optional.Value(p.Deployment)
	if p.egress() != network.EgressNone || p.closed() || d.RestrictEgress != nil || d.ExistingSecurityGroupID != "" {
		return nil
	}
	return []string{"tasks may reach HTTPS anywhere in the network; state existingNetwork.endpointSecurityGroupID and " +
		"s3PrefixListID to leave them the endpoints only"}
}

var notInRuleName = regexp.MustCompile(`[^a-z0-9]+`)

// completeEgress adds what tasks have to reach because of other props.
func (p plan) completeEgress(d *ecs.ServiceProps, n network.Ref) {
	d.Egress = slices.Clone(d.Egress)
	if p.closed() {
		d.RestrictEgress = jsii.Bool(true)
		for i, end := range []ecs.Egress{{SecurityGroupID: n.EndpointSecurityGroupID}, {PrefixListID: n.S3PrefixListID},
			{PrefixListID: n.DynamoDBPrefixListID}} {
			taken := slices.ContainsFunc(d.Egress, func(e ecs.Egress) bool { return e.Name == privateRules[i] })
			if end != (ecs.Egress{}) && !taken {
				end.Name, end.Port = privateRules[i], jsii.Number(https)
				d.Egress = append(d.Egress, end)
			}
		}
	}
	for _, v := range p.Volumes {
		if v.EFS != nil && v.EFS.SecurityGroupID != "" {
			name := strings.Trim(notInRuleName.ReplaceAllString(strings.ToLower(v.Name), "-"), "-")
			d.Egress = append(d.Egress, ecs.Egress{Name: "efs-" + name, SecurityGroupID: v.EFS.SecurityGroupID,
				Port: jsii.Number(nfs)})
		}
	}
}

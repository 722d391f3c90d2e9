package fargateai

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
)

// references are what the parts of a service know of each other. [NewService] fills them in as it makes the parts; the
// rules take [plan.unknownReferences].
type references struct {
	numbers       map[float64]string // the texts of numbers that Terraform computes
	network       network.Ref
	cluster       ecs.ClusterRef
	namespace     ecs.NamespaceRef
	queue         queue.Ref
	balancer      loadbalancer.Ref
	target        targetReference
	logs          logsReference
	image         imageReference
	configuration configurationReference
	secrets       map[string]ecs.Secret
	grants        []ecs.PolicyStatement // what the code may do because of other props
	gate          []ecs.Precondition
	task          taskReference
	rollback      *[]*string // names of the alarms that undo a deployment; nil for none
	needed        []constructs.IConstruct
	service       serviceReference
	deployment    deploymentGroupReference
	topicARN      string                   // of the guardrails; "" without them
	topicKeyARN   string                   // that was made for it; "" for none
	scheduled     map[string]taskReference // task definitions of scheduled tasks' own
}

type (
	targetReference struct {
		arn, arnSuffix, name         string
		greenARNSuffix, greenName    string // "" without blue/green deployments
		listenerARN, testListenerARN string
	}
	logsReference struct {
		name, arn, tokenNamespace string
		options                   map[string]string
	}
	imageReference struct {
		uri           string
		repositoryARN string // "" for an image in another registry
	}
	taskReference            struct{ arn, executionRoleARN, taskRoleARN string }
	serviceReference         struct{ name, securityGroupID, dnsName string }
	deploymentGroupReference struct{ application, group, configuration string }
)

// unknownReferences stand for what is only known when Terraform applies, so that the rules of every part can run before
// any part is made. What is adopted is known.
func (p plan) unknownReferences() references {
	const u = token.Unknown
	r := references{
		network: network.Ref{VPCID: u, PublicSubnetIDs: jsii.Strings(u+"1", u+"2"),
			TaskSubnetIDs: jsii.Strings(u+"1", u+"2")},
		cluster:       ecs.ClusterRef{Name: u, ARN: u, CapacityProviders: p.capacityProviders()},
		target:        targetReference{arn: u, arnSuffix: u, name: u, listenerARN: u},
		logs:          logsReference{name: u, arn: u, tokenNamespace: u, options: map[string]string{"awslogs-group": u}},
		image:         imageReference{uri: u, repositoryARN: u},
		secrets:       map[string]ecs.Secret{},
		task:          taskReference{u, u, u},
		service:       serviceReference{u, u, u},
		deployment:    deploymentGroupReference{u, u, u},
		scheduled:     map[string]taskReference{},
		configuration: p.unknownConfiguration(),
	}
	if p.guarded() {
		r.topicARN = u
	}
	for key := range p.ScheduledTasks {
		r.scheduled[key] = taskReference{u, u, u}
	}
	if p.privately() {
		r.network.EndpointSecurityGroupID = u
	}
	if p.ExistingNetwork == nil || p.ExistingNetwork.S3PrefixListID != "" {
		r.network.S3PrefixListID = u
	}
	if p.namespaced() {
		r.cluster.ServiceConnectNamespaceARN = u
	}
	if p.mapped() {
		r.namespace = ecs.NamespaceRef{ID: u, Name: u, ARN: u}
	}
	if p.workload.worker {
		r.queue = queue.Ref{Name: u, ARN: u, URL: u, DeadLetterName: u}
		if q := p.ExistingQueue; q != nil {
			r.queue.DeadLetterName = q.DeadLetterName
			if q.Name != "" {
				r.queue.Name = q.Name
			}
		}
	}
	if p.Image.URI != "" {
		r.image = imageReference{uri: p.Image.URI}
	}
	for name := range p.taskSecrets() {
		r.secrets[name] = ecs.Secret{ValueFrom: u, GrantARN: u}
	}
	switch b := p.ExistingLoadBalancer; {
	case !p.balanced():
	case b != nil:
		r.balancer = *b
	default:
		r.balancer = loadbalancer.Ref{ARN: u, ARNSuffix: u, ListenerARN: u, SecurityGroupID: u, DNSName: u, ZoneID: u,
			URL: "https://" + u, LoginEgress: jsii.Bool(true), DomainNames: p.loadBalancerProps(r).DomainNames()}
		if p.plaintext() {
			r.balancer.URL = "http://" + u
		}
	}
	if p.blueGreen() {
		r.target.greenARNSuffix, r.target.greenName, r.target.testListenerARN = u, u, u
		if p.ExistingLoadBalancer == nil {
			r.balancer.TestListenerARN = u
		}
	}
	return r
}

// text writes a number as the value of an environment variable.
func (r references) text(n float64) string {
	if !token.IsNumber(n) {
		return check.Number(n)
	}
	if text, known := r.numbers[n]; known {
		return text
	}
	return token.Unknown
}

// numberTexts are the texts of those numbers that Terraform computes.
func numberTexts(numbers []float64) map[float64]string {
	out := map[float64]string{}
	for _, n := range numbers {
		if token.IsNumber(n) {
			out[n] = *bridge.NumberString(n)
		}
	}
	return out
}

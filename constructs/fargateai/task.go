package fargateai

import (
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/configuration"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func (p plan) taskProblems(ms *rules.Mistakes, r references) {
	if p.Models != nil {
		ms.Nested("models", p.Models.ValidateIn(p.knownRegion()))
	}
	for _, name := range check.SortedKeys(p.Secrets) {
		ms.Nested("secrets."+name, p.Secrets[name].Validate())
	}
	p.variableProblems(ms, r)
	p.commandProblems(ms)
	paths := containerPaths()
	for variable, path := range p.providerPaths() {
		paths["containers[0].secrets."+variable], paths["containers[0].environment."+variable] = path, path
	}
	ms.Moved(p.taskProps(r).Validate(), "", paths)
}

func (p plan) taskProps(r references) *ecs.TaskDefinitionProps {
	t := ecs.TaskDefinitionProps{
		Family:             p.name,
		CPUArchitecture:    p.CPUArchitecture,
		Containers:         []ecs.Container{p.container(r)},
		Sidecars:           p.Sidecars,
		Volumes:            p.Volumes,
		LogOptions:         r.logs.options,
		LogGroupARN:        r.logs.arn,
		RepositoryARNs:     bridge.Strings(optional.Stated(r.image.repositoryARN)...),
		TaskPolicies:       p.TaskPolicies,
		Grants:             r.grants,
		EnableExecute:      p.EnableExecute,
		ExecuteLogGroupARN: r.cluster.ExecuteLogGroupARN,
		ExecuteKMSKeyARN:   r.cluster.ExecuteKMSKeyARN,
		ExecutionGrants:    r.configuration.executionGrants,
		Preconditions:      r.gate,
		Tags:               p.tags,
		TaskSettings:       p.taskSettings(),
	}
	t.CPU, t.MemoryLimitMiB = p.size()
	return &t
}

// environmentNumbers are the numbers that environment writes.
func (p plan) environmentNumbers() []float64 {
	var out []float64
	if p.TokenBudget != nil {
		for _, l := range p.TokenBudget.limits() {
			out = append(out, optional.Value(l.value))
		}
	}
	return out
}

// size is what is stated, and else the workload's size with what the sidecars need. Memory is added; CPU only where
// they take more than a quarter of it, since the next size of Fargate is twice as much.
func (p plan) size() (cpuUnits, memoryMiB *float64) {
	cpu, memory := p.workload.cpu, p.workload.memory
	if cpu == 0 {
		cpu, memory = fargate.DefaultCPU, fargate.DefaultMemoryMiB
	}
	more, moreMemory := p.proxySize()
	for _, s := range p.Sidecars {
		more, moreMemory = more+s.CPU, moreMemory+s.MemoryMiB
	}
	computed := token.IsNumber(more) || token.IsNumber(moreMemory) // by Terraform, and cannot be added up here
	if computed || p.CPU != nil && !check.Known(p.CPU) || p.MemoryLimitMiB != nil && !check.Known(p.MemoryLimitMiB) {
		return p.CPU, p.MemoryLimitMiB
	}
	if p.CPU != nil {
		cpu, memory = *p.CPU, 2**p.CPU
	} else if more > cpu/4 {
		cpu += more
	}
	memory += moreMemory
	if m := p.MemoryLimitMiB; m != nil {
		memory = *m
		if !slices.Contains(fargate.Memories(cpu), memory) && p.CPU == nil {
			cpu = 0 // the smallest that goes with the stated memory
		}
	}
	cpuUnits, memoryMiB = p.CPU, p.MemoryLimitMiB
	if c, m, ok := fargate.Fit(cpu, memory); ok {
		if cpuUnits == nil {
			cpuUnits = &c
		}
		if memoryMiB == nil {
			memoryMiB = &m
		}
	}
	return cpuUnits, memoryMiB
}

func (s *Service) newTask(p plan) {
	s.refs.secrets = map[string]ecs.Secret{}
	given := p.taskSecrets()
	for _, name := range check.SortedKeys(given) {
		s.refs.secrets[name] = ecs.Secret(secrets.Resolve(s, given[name]))
	}
	s.refs.grants = s.newGrants(p)
	s.refs.gate = s.newEvalGate(p)
	t := ecs.NewTaskDefinition(s, "task", p.taskProps(s.refs))
	s.TaskDefinition = t
	s.refs.task = taskReference{arn: t.ARN(), executionRoleARN: t.ExecutionRoleARN(), taskRoleARN: t.TaskRoleARN()}
	for _, policy := range t.Policies() { // tasks need their permissions from the first second to the last
		s.refs.needed = append(s.refs.needed, policy)
	}
	if s.Cluster != nil {
		s.refs.needed = append(s.refs.needed, s.Cluster.CapacityProviders())
	}
}

// newGrants are what the code may do because of other props.
func (s *Service) newGrants(p plan) []ecs.PolicyStatement {
	out := slices.Clone(s.refs.configuration.grants)
	if p.Models != nil {
		for _, m := range p.Models.Statements(s) {
			out = append(out, ecs.PolicyStatement{Sid: m.Sid, Actions: m.Actions, Resources: m.Resources,
				Conditions: conditions(m.Conditions)})
		}
	}
	if p.workload.worker {
		for _, q := range s.refs.queue.ConsumerStatements() {
			out = append(out, ecs.PolicyStatement{Sid: q.Sid, Actions: q.Actions, Resources: q.Resources,
				Conditions: conditions(q.Conditions)})
		}
	}
	if optional.Or(p.TaskProtection, p.workload.protection) {
		out = append(out, p.protection(bridge.SiteOf(s).ARN("ecs", "task/"+s.refs.cluster.Name+"/*")))
	}
	return out
}

// conditions of another leaf, which has a type of its own for them.
func conditions[C bedrock.Condition | configuration.Condition | queue.Condition](of []C) []ecs.PolicyCondition {
	var out []ecs.PolicyCondition
	for _, c := range of {
		out = append(out, ecs.PolicyCondition(c))
	}
	return out
}

// protection is the statement to protect tasks of this service. The ARN of a task names its cluster only, which others
// may share; the service stands in a tag that ECS sets (EnableECSManagedTags) and nobody else can, and both actions
// take aws:ResourceTag
// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html).
func (p plan) protection(tasks string) ecs.PolicyStatement {
	return ecs.PolicyStatement{
		Sid: "TaskProtection", Actions: []string{"ecs:GetTaskProtection", "ecs:UpdateTaskProtection"},
		Resources: []string{tasks}, Conditions: []ecs.PolicyCondition{
			{Operator: "StringEquals", Key: "aws:ResourceTag/aws:ecs:serviceName", Values: []string{p.serviceName()}},
		},
	}
}

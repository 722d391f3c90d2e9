package fargateai

import (
	"cmp"
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/scheduledtask"
)

// ScheduledTask runs the service's container at set times, with a command of its own: a nightly evaluation, a new
// index. It has the service's cluster, subnets, security group, roles, variables and secrets, and writes to its logs.
//
//	ScheduledTasks: map[string]fargateai.ScheduledTask{"evaluation": {Settings: scheduledtask.Settings{
//		Expression: "cron(0 2 * * ? *)", Command: jsii.Strings("python", "-m", "evaluation"),
//	}}}
//
// It runs the revision that Terraform registered, and where a pipeline owns the image, the newest active one: that is
// the one that was deployed last, even if its deployment was rolled back. Before an image is stated the schedule exists
// and is disabled.
type ScheduledTask struct {
	// Settings of the schedule. Name is by default the service's name and the key; the topic that of Guardrails, where
	// there is one.
	scheduledtask.Settings
	// TaskDefinition of its own, for another size, image or permissions. Default: that of the service, with its sidecars.
	TaskDefinition *ScheduledTaskDefinition
}

// ScheduledTaskDefinition is what differs from the service's task. It has no ports, no health check and no sidecars.
type ScheduledTaskDefinition struct {
	// CPU and MemoryLimitMiB of a task, as for the service. Default: the service's.
	CPU, MemoryLimitMiB *float64
	// EphemeralStorageGiB of a task, 21 to 200. Default: the 20 GiB that are included.
	EphemeralStorageGiB *float64
	// ImageURI, with a tag other than latest or a digest. Required where a pipeline owns the service's image: nobody else
	// would put a new one here. Default: the service's image.
	ImageURI string
	// TaskPolicies instead of the service's. What follows from the service's other props, such as its models, the task may
	// do as well. Default: the service's.
	TaskPolicies []ecs.PolicyStatement
}

var scheduledKey = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

func (p plan) scheduledTaskProblems(ms *rules.Mistakes, r references) {
	named := map[string]string{} // paths by name
	for _, key := range check.SortedKeys(p.ScheduledTasks) {
		at, own := rules.Join("scheduledTasks", key), p.ScheduledTasks[key].TaskDefinition
		if !scheduledKey.MatchString(key) {
			ms.Break(rules.Invalid, at, check.Quote(key), "lower-case letters, digits and hyphens, starting with a letter",
				"the key becomes a part of names and of the Terraform address")
		}
		name := p.scheduledName(key)
		if by := named[name]; by != "" && !token.Is(name) {
			ms.Break(rules.Unique, at+".name", check.Quote(name)+" again", "a name different from that of "+by,
				"leave it out, and it follows from the key")
		}
		named[name] = at
		p.overriddenProblems(ms, at, p.ScheduledTasks[key])
		if own != nil {
			if name == p.name && !token.Is(name) {
				ms.Break(rules.Unique, at+".name", check.Quote(name)+", the service's", "another name",
					"its task definition would become the newest revision of the service's family")
			}
			if own.ImageURI == "" && p.imageOwner() == ecs.ImageOwnedByPipeline {
				ms.Break(scheduledImage, at+".taskDefinition.imageURI", "an image that the pipeline owns", "an image",
					"or leave taskDefinition out: the schedule then runs what the pipeline deployed")
			}
			ms.Moved(p.scheduledDefinitionProps(key, r).Validate(), at+".taskDefinition", map[string]string{
				at + ".taskDefinition.containers[0].image": at + ".taskDefinition.imageURI",
				at + ".taskDefinition.family":              "name",
			})
		}
		renames := map[string]string{}
		if p.ScheduledTasks[key].Name == "" {
			renames[at+".name"] = at
		}
		follow(ms, p.scheduledTaskProps(key, r).Validate(), at, renames)
	}
}

// overriddenProblems are about containers that the task does not have.
func (p plan) overriddenProblems(ms *rules.Mistakes, at string, s ScheduledTask) {
	names := map[string]bool{}
	if s.TaskDefinition == nil {
		for _, sidecar := range p.Sidecars {
			for _, container := range sidecar.Containers {
				names[container.Name] = true
			}
		}
	}
	for i, o := range s.OtherContainers {
		if o.Name != "" && o.Name != p.name && !token.Is(o.Name) && !names[o.Name] {
			ms.Break(scheduledContainer, at+"."+rules.Index("otherContainers", i)+".name", check.Quote(o.Name),
				"a container of the task's sidecars", "ECS refuses every run that names another")
		}
	}
}

// scheduledName is what a scheduled task and a family of its own are called.
func (p plan) scheduledName(key string) string {
	return cmp.Or(p.ScheduledTasks[key].Name, p.name+"-"+key)
}

func (p plan) scheduledTaskProps(key string, r references) *scheduledtask.Props {
	s := p.ScheduledTasks[key]
	t := scheduledtask.Props{
		ClusterARN: r.cluster.ARN, Family: p.name, ContainerName: p.name, TaskDefinitionARN: r.task.arn,
		ExecutionRoleARN: r.task.executionRoleARN, TaskRoleARN: r.task.taskRoleARN,
		SubnetIDs: r.network.TaskSubnetIDs, SecurityGroupIDs: &[]*string{&r.service.securityGroupID},
		AssignPublicIP: r.network.AssignPublicIP, Settings: s.Settings,
	}
	held := p.bootstrap
	switch own, has := r.scheduled[key]; {
	case s.TaskDefinition != nil:
		t.Family, held = p.scheduledName(key), held && s.TaskDefinition.ImageURI == ""
		if has {
			t.TaskDefinitionARN, t.ExecutionRoleARN, t.TaskRoleARN = own.arn, own.executionRoleARN, own.taskRoleARN
		}
	case p.imageOwner() == ecs.ImageOwnedByPipeline:
		t.TaskDefinitionARN = ""
	}
	t.Held = &held
	t.Name = p.scheduledName(key)
	if t.Topic == nil {
		t.ExistingTopicARN = cmp.Or(t.ExistingTopicARN, r.topicARN)
	}
	t.Tags = merge(p.tags, t.Tags)
	return &t
}

// scheduledDefinitionProps are the service's task, with what its own definition says.
func (p plan) scheduledDefinitionProps(key string, r references) *ecs.TaskDefinitionProps {
	own := p.ScheduledTasks[key].TaskDefinition
	p.Sidecars, p.Port, p.ContainerHealthCheck = nil, nil, nil
	if own.CPU != nil || own.MemoryLimitMiB != nil {
		p.CPU, p.MemoryLimitMiB = own.CPU, own.MemoryLimitMiB
	}
	t := p.taskProps(r)
	t.Family, t.ExecutionRoleName, t.TaskRoleName = p.scheduledName(key), "", ""
	t.EphemeralStorageGiB, t.EnableExecute, t.Preconditions = own.EphemeralStorageGiB, nil, nil
	if own.TaskPolicies != nil {
		t.TaskPolicies = own.TaskPolicies
	}
	if own.ImageURI != "" {
		t.Containers[0].Image, t.RepositoryARNs = own.ImageURI, nil
	}
	t.Tags = merge(p.tags, p.ScheduledTasks[key].Tags)
	return t
}

func (s *Service) newScheduledTasks(p plan) {
	if s.Guardrails != nil {
		s.refs.topicARN = s.Guardrails.TopicARN()
	}
	for _, key := range check.SortedKeys(p.ScheduledTasks) {
		if p.ScheduledTasks[key].TaskDefinition != nil {
			d := ecs.NewTaskDefinition(s, "scheduled-"+key+"-task", p.scheduledDefinitionProps(key, s.refs))
			s.refs.scheduled[key] = taskReference{d.ARN(), d.ExecutionRoleARN(), d.TaskRoleARN()}
		}
		s.ScheduledTasks[key] = scheduledtask.New(s, "scheduled-"+key, p.scheduledTaskProps(key, s.refs))
	}
}

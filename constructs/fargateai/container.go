package fargateai

import (
	"cmp"
	"path"
	"reflect"
	"slices"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/litellm"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// containerPaths lead from the props of the task definition to those of the service.
func containerPaths() map[string]string {
	out := map[string]string{
		"family": "name", "containers[0]": "", "containers[0].name": "name", "containers[0].image": "image.uri",
		"containers[0].ports[0].containerPort": "port", "containers[0].scratch": "writablePaths",
		"containers[0].healthCheck": "containerHealthCheck",
	}
	for _, prop := range propsOf[ecs.ContainerSettings]() {
		out[rules.Join("containers[0]", prop)] = rules.Join("container", prop)
	}
	for _, prop := range propsOf[ecs.TaskSettings]() {
		out[prop] = rules.Join("task", prop)
	}
	return out
}

// propsOf are the names of the fields of settings as paths have them.
func propsOf[S any]() []string {
	fields := reflect.VisibleFields(reflect.TypeFor[S]())
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = check.PropName(f.Name)
	}
	return out
}

func (p plan) container(r references) ecs.Container {
	c := ecs.Container{
		Name:              p.name,
		Image:             r.image.uri,
		Command:           p.Command,
		EntryPoint:        p.EntryPoint,
		Environment:       merge(p.environment(r), p.Environment),
		HealthCheck:       p.ContainerHealthCheck,
		StopTimeout:       p.stopTimeout(),
		Scratch:           p.scratch(),
		ContainerSettings: optional.Value(p.Container),
	}
	if p.Port != nil {
		c.Ports = []ecs.Port{{ContainerPort: p.Port, Name: "http"}}
	}
	if p.workload.keepAlive {
		c.SystemControls = merge(keepAliveControls, c.SystemControls)
	}
	if len(r.secrets) > 0 {
		c.Secrets = r.secrets
	}
	return c
}

// temporary is the directory that nearly every program writes to.
const temporary = "/tmp"

// scratch is what is stated, or else /tmp where the container could not write to it.
func (p plan) scratch() *[]*string {
	c := optional.Value(p.Container)
	taken := slices.ContainsFunc(c.Tmpfs, func(t ecs.Tmpfs) bool { return path.Clean(t.ContainerPath) == temporary }) ||
		slices.ContainsFunc(c.Mounts, func(m ecs.Mount) bool { return path.Clean(m.ContainerPath) == temporary })
	if p.WritablePaths != nil || taken || !optional.Or(c.ReadonlyRootFilesystem, true) {
		return p.WritablePaths
	}
	return jsii.Strings(temporary)
}

// taskSettings are those stated, with names of roles where a file in the repository must name them. IAM is global, so a
// service of the same name in another region has roles of other names.
func (p plan) taskSettings() ecs.TaskSettings {
	t := optional.Value(p.Task)
	if p.Pipeline == nil || p.Pipeline.TaskDefinitionFile == "" {
		return t
	}
	if t.ExecutionRoleARN == "" {
		t.ExecutionRoleName = cmp.Or(t.ExecutionRoleName, p.name+"-"+p.region+"-execution")
	}
	if t.TaskRoleARN == "" {
		t.TaskRoleName = cmp.Or(t.TaskRoleName, p.name+"-"+p.region+"-task")
	}
	return t
}

// runsLiteLLM reports whether anything of the service names LiteLLM, as an image of one's own may not.
func (p plan) runsLiteLLM() bool {
	return litellm.Named(slices.Concat([]string{p.name, p.Image.URI, optional.Value(p.Image.ExistingRepository).URL,
		optional.Value(p.Image.Repository).Name}, optional.Texts(p.Command), optional.Texts(p.EntryPoint)),
		slices.Concat(check.SortedKeys(p.Environment), check.SortedKeys(p.Secrets)))
}

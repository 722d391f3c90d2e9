package ecs

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// executeDirectories are what the agent of ECS Exec writes to; a read-only root file system needs them as volumes
// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations).
var executeDirectories = []string{"/var/lib/amazon", "/var/log/amazon"}

// taskConfig is the props with every default filled in and every dependent choice made.
type taskConfig struct {
	TaskDefinitionProps
	cpu, memory  float64
	architecture CPUArchitecture
	containers   []containerConfig
	volumes      []Volume // scratch volumes of containers included
	// what the names of the roles start with; "" where a role exists or its name is stated
	executionPrefix, taskPrefix string
}

// containerConfig is a container with every default filled in, the mounts of its scratch directories, and its log
// driver.
type containerConfig struct {
	Container
	logging Logging
}

func (p TaskDefinitionProps) resolve() taskConfig {
	own, sidecars := len(p.Containers), len(p.Sidecars)
	p = p.merged()
	if sidecars > 0 {
		p.shareCPU(p.Containers[:own])
	}
	c := taskConfig{
		TaskDefinitionProps: p,
		cpu:                 optional.Or(p.CPU, fargate.DefaultCPU),
		memory:              optional.Or(p.MemoryLimitMiB, fargate.DefaultMemoryMiB),
		architecture:        cmp.Or(p.CPUArchitecture, ARM64),
		volumes:             resolveAll(p.Volumes, Volume.resolve),
		executionPrefix:     p.rolePrefix("execution", p.ExecutionRoleARN, p.ExecutionRoleName),
		taskPrefix:          p.rolePrefix("task", p.TaskRoleARN, p.TaskRoleName),
	}
	for _, container := range p.Containers {
		resolved := containerConfig{Container: container.resolve(), logging: p.logging(container)}
		for _, path := range p.scratch(container) {
			volume := scratchVolume(container.Name, path)
			c.volumes = append(c.volumes, Volume{Name: volume})
			resolved.Mounts = append(resolved.Mounts, Mount{VolumeName: volume, ContainerPath: path}.resolve())
		}
		c.containers = append(c.containers, resolved)
	}
	return c
}

func (p TaskDefinitionProps) rolePrefix(role, adopted, name string) string {
	if adopted != "" || name != "" {
		return ""
	}
	return naming.RolePrefix(p.Family, role)
}

// scratch lists the directories of a container that become volumes.
func (p TaskDefinitionProps) scratch(c Container) []string {
	var out []string
	if c.Scratch != nil && !token.IsList(c.Scratch) {
		for _, path := range *c.Scratch {
			out = append(out, *path)
		}
	}
	if optional.Value(p.EnableExecute) && c.readonly() {
		out = append(out, executeDirectories...)
	}
	return out
}

var notInVolumeName = regexp.MustCompile(`[^A-Za-z0-9]+`)

// scratchVolume names the volume of a scratch directory after both, so that another directory never changes it.
func scratchVolume(container, path string) string {
	return container + "-" + strings.Trim(notInVolumeName.ReplaceAllString(path, "-"), "-")
}

func (p TaskDefinitionProps) logging(c Container) Logging {
	if c.Logging != nil {
		return *c.Logging
	}
	options := map[string]string{"awslogs-stream-prefix": p.Family}
	for _, k := range check.SortedKeys(p.LogOptions) {
		options[k] = p.LogOptions[k]
	}
	return Logging{Driver: LogDriverAWSLogs, Options: options}
}

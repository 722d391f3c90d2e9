package ecs

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
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
}

// containerConfig is a container with its log driver and mounts.
type containerConfig struct {
	Container
	mounts  []Mount
	logging Logging
}

// firelensUser is what ECS makes of a log router without a user. Stated, a plan shows no change where there is none.
const firelensUser = "0"

func (p TaskDefinitionProps) resolve() taskConfig {
	if len(p.Sidecars) > 0 {
		own := len(p.Containers)
		p = p.merged()
		p.shareCPU(p.Containers[:own])
	}
	c := taskConfig{
		TaskDefinitionProps: p,
		cpu:                 optional.Or(p.CPU, fargate.DefaultCPU),
		memory:              optional.Or(p.MemoryLimitMiB, fargate.DefaultMemoryMiB),
		architecture:        p.CPUArchitecture,
		volumes:             append([]Volume(nil), p.Volumes...),
	}
	if c.architecture == "" {
		c.architecture = ARM64
	}
	for _, container := range p.Containers {
		resolved := containerConfig{Container: container, mounts: append([]Mount(nil), container.Mounts...),
			logging: p.logging(container)}
		for _, path := range p.scratch(container) {
			volume := scratchVolume(container.Name, path)
			c.volumes = append(c.volumes, Volume{Name: volume})
			resolved.mounts = append(resolved.mounts, Mount{VolumeName: volume, ContainerPath: path})
		}
		if container.FirelensConfiguration != nil {
			resolved.User = firelensUser
		}
		c.containers = append(c.containers, resolved)
	}
	return c
}

// scratch lists the directories of a container that become volumes.
func (p TaskDefinitionProps) scratch(c Container) []string {
	var out []string
	if c.Scratch != nil && !token.IsList(c.Scratch) {
		for _, path := range *c.Scratch {
			out = append(out, *path)
		}
	}
	if optional.Value(p.EnableExecute) && optional.Or(c.ReadonlyRootFilesystem, true) {
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

package ecs

import (
	"cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

const (
	firelensName      = "log_router"
	firelensImage     = "public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.17"
	firelensCPU       = 64
	firelensMemoryMiB = 100
)

// FireLensProps are the props of a [FireLens].
type FireLensProps struct {
	// Image of AWS for Fluent Bit. Default: AWS's own in public.ecr.aws, in a version that this library was written for.
	Image string
	// LogGroupName that the application's logs are written to. It must exist. Required.
	LogGroupName string
	// LogGroupARN of that group, without a trailing ":*"; the task role may then write to it. Required.
	LogGroupARN string
	// Region of the log group. Required.
	Region string
	// LogStreamPrefix of the streams; container and task follow. Default: "firelens/".
	LogStreamPrefix string
	// CPU units that are reserved for the router. Default: 64.
	CPU *float64
	// MemoryMiB that are reserved for the router, which may use more: killed, it would take the task with it. Default:
	// 100.
	MemoryMiB *float64
}

// FireLens routes the application's logs through Fluent Bit. Lines that are JSON stay JSON, with the names of cluster,
// task and container beside their own fields, so that metric filters match them as they match those of awslogs. The
// router itself logs to the task definition's LogOptions.
//
// The router is essential: without it the application would go on while its logs are lost.
func FireLens(p FireLensProps) Sidecar { return newSidecar(p, FireLensProps{}) }

// Validate returns every mistake in the props as one error, or nil.
func (p FireLensProps) Validate() error { return p.problems().Err() }

func (p FireLensProps) problems() rules.Mistakes {
	given, ps := check.Given(&p)
	p = *given
	agentProblems(&ps, p.Image, p.CPU, p.MemoryMiB)
	logGroupProblems(&ps, p.LogGroupName, p.LogGroupARN)
	check.Required(&ps, "region", p.Region, "the region of the log group", "")
	return ps
}

func (p FireLensProps) sidecar() Sidecar {
	cpu, memory := optional.Or(p.CPU, firelensCPU), optional.Or(p.MemoryMiB, firelensMemoryMiB)
	s := Sidecar{
		Containers: []Container{{
			Name:  firelensName,
			Image: cmp.Or(p.Image, firelensImage),
			FirelensConfiguration: &FirelensConfiguration{Type: FirelensFluentBit, Options: map[string]string{
				"enable-ecs-log-metadata": "true",
				// A file of the image that takes the application's line, if it is JSON, out of the string that FireLens puts it in.
				"config-file-type": "file", "config-file-value": "/fluent-bit/configs/parse-json.conf",
			}},
			ContainerSettings: ContainerSettings{CPU: &cpu, MemoryReservationMiB: &memory},
		}},
		DependsOn: []Dependency{{ContainerName: firelensName, Condition: DependencyStart}},
		Logging: &Logging{Driver: LogDriverAWSFireLens, Options: map[string]string{
			"Name":                    "cloudwatch_logs",
			"region":                  p.Region,
			"log_group_name":          p.LogGroupName,
			"log_stream_prefix":       cmp.Or(p.LogStreamPrefix, "firelens/"),
			"auto_create_group":       "false",
			"log-driver-buffer-limit": "2097152",
		}},
		CPU: cpu, MemoryMiB: memory,
	}
	if p.LogGroupARN != "" {
		s.TaskPolicies = []PolicyStatement{logsStatement("FireLensLogs", p.LogGroupARN)}
	}
	return s
}

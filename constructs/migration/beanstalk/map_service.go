package beanstalk

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/retention"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

var resolve = regexp.MustCompile(`^\{\{resolve:(ssm|ssm-secure|secretsmanager):(.+)\}\}$`)

// variable is a property of the environment.
func (b *building) variable(s setting) {
	s.source.Name = "environment variable " + s.option
	if found := resolve.FindStringSubmatch(strings.TrimSpace(s.value)); found != nil {
		b.resolved(s, found[1], found[2])
		return
	}
	if strings.Contains(s.value, "{{resolve:") {
		b.decide(s, "a part of the value is a dynamic reference: store the whole value as a secret")
		return
	}
	if s.option == "PORT" {
		if n, ok := reader.Whole(s.value); ok && n > 0 && n <= 65535 {
			b.service.Port = migration.Say(n, s.source)
		}
	}
	b.SetVariable(b.service.Name, &b.service.Container, s.option, s.value, s.source)
}

// resolved is a dynamic reference of CloudFormation
// (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html).
func (b *building) resolved(s setting, store, reference string) {
	secret := migration.Secret{Source: s.source}
	if store != "secretsmanager" {
		name, version, _ := strings.Cut(reference, ":")
		secret.ParameterName = name
		b.SetSecret(&b.service.Container, s.option, secret)
		if version != "" {
			b.decide(s, "ECS reads the newest version of a parameter, and the reference named one")
		}
		return
	}
	var rest string
	if strings.HasPrefix(reference, "arn:") {
		parts := strings.SplitN(reference, ":", 8)
		if len(parts) < 7 {
			b.decide(s, "the ARN in the dynamic reference is not whole")
			return
		}
		secret.SecretARN, rest = strings.Join(parts[:7], ":"), strings.Join(parts[7:], ":")
	} else {
		secret.SecretName, rest, _ = strings.Cut(reference, ":")
	}
	// SecretString:JSON_KEY:VERSION_STAGE:VERSION_ID
	parts := append(strings.Split(rest, ":"), "", "", "", "")
	secret.JSONKey, secret.VersionStage, secret.VersionID = parts[1], parts[2], parts[3]
	if secret.VersionID != "" {
		secret.VersionStage = ""
	}
	b.SetSecret(&b.service.Container, s.option, secret)
}

// secretVariable is a variable whose value is the ARN of a secret or parameter.
func (b *building) secretVariable(s setting) {
	s.source.Name = "environment secret " + s.option
	value := strings.TrimSpace(s.value)
	secret, region, ok := reader.SecretARN(value)
	if !ok {
		b.refuse(migration.Problem{Source: s.source, Got: "what is no such ARN",
			Want: "the ARN of a secret of Secrets Manager or of a parameter of Parameter Store",
			Fix:  "Beanstalk takes no other"})
		return
	}
	if b.clean(s) {
		secret.Source = s.source
		b.Located(region, s.source)
		b.SetSecret(&b.service.Container, s.option, secret)
	}
}

func (b *building) clean(s setting) bool { return b.Clean(strings.TrimSpace(s.value), s.source) }

// architecture of the instances is the one that images were built for.
func (b *building) architecture(s setting) {
	names := list(strings.ToLower(s.value))
	switch {
	case slices.Equal(names, []string{"arm64"}):
		b.service.Architecture = migration.Say("ARM64", s.source)
	case slices.Contains(names, "x86_64"):
		b.service.Architecture = migration.Say("X86_64", s.source)
	default:
		b.decide(s, "Fargate runs images for arm64 and x86_64")
		return
	}
	b.mapped(s, "CPUArchitecture", "")
}

// instanceType suggests a size. A type that saves up CPU credits is sized by its memory.
func (b *building) instanceType(s setting) {
	first := append(list(s.value), "")[0]
	cpu, memory, ok := instanceSize(first)
	if !ok {
		b.decide(s, "this library does not know the size of the instance: state CPU and MemoryLimitMiB")
		return
	}
	cpuUnits, memoryMiB, ok := fargate.Fit(cpu, memory)
	if !ok {
		b.decide(s, "Fargate offers no task of that size")
		return
	}
	b.service.CPU, b.service.MemoryMiB = migration.Say(cpuUnits, s.source), migration.Say(memoryMiB, s.source)
	if b.service.Architecture == nil {
		architecture := "X86_64"
		if graviton.MatchString(first) {
			architecture = "ARM64"
		}
		b.service.Architecture = migration.Say(architecture, s.source)
	}
	b.mapped(s, "CPU, MemoryLimitMiB, CPUArchitecture", "a size like the instance's: measure, and take less where it "+
		"idles")
}

// instanceProfile holds a role that trusts EC2, and not the tasks of ECS.
func (b *building) instanceProfile(s setting) {
	b.decide(s, "give the code what the instance's role allowed as TaskPolicies, or let a role that trusts "+
		"ecs-tasks.amazonaws.com be Task.TaskRoleARN")
}

func (b *building) disk(s setting) {
	n, ok := b.whole(s)
	switch {
	case !ok:
	case n < fargate.MinEphemeralStorageGiB:
		b.mapped(s, "Task.EphemeralStorageGiB", fmt.Sprintf("every task has %d GiB", fargate.IncludedEphemeralGiB))
	case n > fargate.MaxEphemeralStorageGiB:
		b.decide(s, fmt.Sprintf("a task has at most %d GiB: see Volumes for file systems of "+
			"EFS", fargate.MaxEphemeralStorageGiB))
	default:
		b.service.DiskGiB = migration.Say(n, s.source)
		b.mapped(s, "Task.EphemeralStorageGiB", "")
	}
}

func (b *building) spot(s setting) {
	if on, ok := b.yes(s); ok && on {
		b.decide(s, spot)
	} else if ok {
		b.drop(s, "tasks run on demand unless stated otherwise")
	}
}

func (b *building) streamLogs(s setting) {
	if on, ok := b.yes(s); ok && on {
		b.mapped(s, "Logs", "what the container writes to standard output goes to CloudWatch")
	} else if ok {
		b.drop(s, "what the container writes to standard output goes to CloudWatch in any case")
	}
}

func (b *building) retention(s setting) {
	n, ok := b.whole(s)
	switch {
	case !ok:
	case n == 0 || !slices.Contains(retention.Days(), n):
		b.decide(s, "CloudWatch Logs keeps lines for certain numbers of days only: state Logs.RetentionDays")
	default:
		b.service.LogRetentionDays = migration.Say(n, s.source)
		b.mapped(s, "Logs.RetentionDays", "")
	}
}

func (b *building) xray(s setting) {
	if on, ok := b.yes(s); ok && on {
		b.service.XRay = migration.Say(true, s.source)
		b.mapped(s, "Sidecars", "a collector listens where the X-Ray daemon did")
	} else if ok {
		b.drop(s, "there is no tracing unless stated")
	}
}

func (b *building) deploymentPolicy(s setting) {
	switch s.value {
	case "AllAtOnce", "Rolling", "RollingWithAdditionalBatch", "Immutable":
		b.mapped(s, "Deployment", rollsAlways)
	default:
		b.decide(s, "see BlueGreen: CodeDeploy moves requests in steps")
	}
}

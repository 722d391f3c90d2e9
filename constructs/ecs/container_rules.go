package ecs

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

var portName = regexp.MustCompile(`^[a-z0-9_][a-z0-9_-]{0,63}$`)

// containerProblems are the rules of one container, its paths relative to it.
func (p *TaskDefinitionProps) containerProblems(c Container) rules.Mistakes {
	var ps rules.Mistakes
	naming.CheckECS(&ps, "name", c.Name, "")
	check.Required(&ps, "image", c.Image, "an image with a tag or digest", "")
	image.Check(&ps, "image", c.Image)
	c.platformProblems(&ps)
	rootProblems(&ps, "user", c.User, c.mayBeRoot())
	c.registryProblems(&ps)
	for i, port := range c.Ports {
		at := rules.Index("ports", i)
		if port.ContainerPort == nil {
			ps.Break(rules.Required, at+".containerPort", "", "the port that the container listens on", "")
		}
		check.Port(&ps, at+".containerPort", port.ContainerPort)
		if port.Name != "" && !portName.MatchString(port.Name) {
			ps.Break(rules.Invalid, at+".name", check.Quote(port.Name),
				"up to 64 lower-case letters, digits, hyphens and underscores", "")
		}
		check.OneOf(&ps, at+".protocol", port.Protocol, TCP, UDP)
		check.Choice(&ps, at+".appProtocol", port.AppProtocol, AppProtocolHTTP, AppProtocolHTTP2, AppProtocolGRPC,
			AppProtocolTCP)
	}
	c.environmentProblems(&ps)
	c.healthProblems(&ps)
	c.diskProblems(&ps, p.Volumes)
	p.dependencyProblems(&ps, c)
	check.WholeNumber(&ps, "stopTimeout", c.StopTimeout, 2, fargate.MaxStopTimeout, "s",
		"Fargate kills after 120 s; move the rest into the target group's deregistrationDelay, or protect the task from "+
			"scale-in")
	check.WholeNumber(&ps, "startTimeout", c.StartTimeout, 2, fargate.MaxStopTimeout, "s", "")
	check.WholeNumber(&ps, "cpu", c.CPU, 1, fargate.MaxCPU, " CPU units", "")
	check.WholeNumber(&ps, "memoryLimitMiB", c.MemoryLimitMiB, 6, fargate.MaxMemoryMiB, " MiB", "")
	check.WholeNumber(&ps, "memoryReservationMiB", c.MemoryReservationMiB, 6, fargate.MaxMemoryMiB, " MiB", "")
	if check.Known(c.MemoryLimitMiB) && check.Known(c.MemoryReservationMiB) &&
		*c.MemoryReservationMiB > *c.MemoryLimitMiB {
		ps.Break(memoryReservation, "memoryReservationMiB", check.Number(*c.MemoryReservationMiB)+" MiB",
			"at most memoryLimitMiB, "+check.Number(*c.MemoryLimitMiB)+" MiB", "")
	}
	if r := c.RestartPolicy; r != nil {
		check.WholeNumber(&ps, "restartPolicy.restartAttemptedIn", r.RestartAttemptedIn, 60, 1800, "s", "")
		if len(r.IgnoredExitCodes) > 50 {
			ps.Break(rules.Range, "restartPolicy.ignoredExitCodes", fmt.Sprint(len(r.IgnoredExitCodes)), "at most 50", "")
		}
		for i, code := range r.IgnoredExitCodes {
			check.WholeNumber(&ps, rules.Index("restartPolicy.ignoredExitCodes", i), &code, 0, 255, "",
				"no process ends with another code")
		}
	}
	for i, u := range c.Ulimits {
		at := rules.Index("ulimits", i)
		if u.Name != "nofile" {
			ps.Break(ulimitName, at+".name", check.Quote(u.Name), "nofile",
				"Fargate lets only the number of open files be changed")
		}
		check.WholeNumber(&ps, at+".soft", &u.Soft, 0, maxUlimit, "", "")
		check.WholeNumber(&ps, at+".hard", &u.Hard, 0, maxUlimit, "", "")
		if check.Known(&u.Soft) && check.Known(&u.Hard) && u.Soft > u.Hard {
			ps.Break(ulimitOrder, at+".soft", check.Number(u.Soft), "at most the hard limit, "+check.Number(u.Hard), "")
		}
	}
	if l := c.Logging; l != nil {
		if l.Driver == "" {
			ps.Break(rules.Required, "logging.driver", "", "awslogs, awsfirelens or splunk", "")
		}
		check.OneOf(&ps, "logging.driver", l.Driver, LogDriverAWSLogs, LogDriverAWSFireLens, LogDriverSplunk)
	}
	if f := c.FirelensConfiguration; f != nil {
		ps.Under("firelensConfiguration", f.problems())
		if c.User != "" && !token.Is(c.User) && c.User != firelensUser {
			ps.Break(logRouterUser, "user", check.Quote(c.User), check.Quote(firelensUser),
				"ECS lets a log router run as root only")
		}
	}
	return ps
}

// maxUlimit is the greatest number that the API of ECS takes.
const maxUlimit = math.MaxInt32

func (c Container) environmentProblems(ps *rules.Mistakes) {
	environment, _ := token.MapKeys(c.Environment)
	for _, name := range check.SortedKeys(environment) {
		at := "environment." + name
		variableProblems(ps, at, name)
		if why, found := credential.Find(name, c.Environment[name]); found {
			ps.Break(plaintextCredential, at, why, "no credential in plain text",
				"move it to secrets: plain text shows in the plan, the state, the console and every describe call")
		}
		if _, both := c.Secrets[name]; both {
			ps.Break(variableSource, at, "a value and a secret", "one of them", "leave the value out of environment")
		}
	}
	stored, _ := token.MapKeys(c.Secrets)
	for _, name := range check.SortedKeys(stored) {
		at := "secrets." + name
		variableProblems(ps, at, name)
		secretProblems(ps, at, c.Secrets[name])
	}
	if token.IsList(c.EnvironmentFiles) {
		ps.Break(rules.KnownValue, "environmentFiles", "a list that Terraform computes",
			"single ARNs, which may be references", "the execution role is granted each object")
		return
	}
	for i, object := range known(c.EnvironmentFiles) {
		at := rules.Index("environmentFiles", i)
		arn.Check(ps, at, object, "s3", "give the object's ARN")
		if !token.Is(object) && !strings.HasSuffix(object, ".env") {
			ps.Break(environmentFile, at, check.Quote(object), "an object whose key ends with .env", "ECS reads no other")
		}
	}
}

// variableProblems refuses names that no process can read, and those that belong to ECS.
func variableProblems(ps *rules.Mistakes, at, name string) {
	form.VariableName.Check(ps, at, name)
	if slices.Contains(ReservedVariables(), name) {
		ps.Break(reservedVariable, at, check.Quote(name), "a name that ECS does not set itself",
			"it is in every container with a value of its own")
	}
}

// ReservedVariables returns the environment variables that ECS sets in every container.
func ReservedVariables() []string {
	return []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "ECS_CONTAINER_METADATA_URI",
		"ECS_CONTAINER_METADATA_URI_V4", "ECS_AGENT_URI", "AWS_EXECUTION_ENV"}
}

func (p *TaskDefinitionProps) dependencyProblems(ps *rules.Mistakes, c Container) {
	for i, d := range c.DependsOn {
		at := rules.Index("dependsOn", i)
		check.OneOf(ps, at+".condition", d.Condition, DependencyStart, DependencyComplete, DependencySuccess,
			DependencyHealthy)
		var on *Container
		for j := range p.Containers {
			if p.Containers[j].Name == d.ContainerName {
				on = &p.Containers[j]
			}
		}
		switch {
		case on == nil:
			ps.Break(dependencyContainer, at+".containerName", check.Quote(d.ContainerName),
				"the name of another container of the task", "")
		case d.Condition == DependencyHealthy && on.HealthCheck == nil:
			ps.Break(dependencyCondition, at+".condition", "HEALTHY", "a condition that "+d.ContainerName+" can meet",
				"give "+d.ContainerName+" a healthCheck")
		case (d.Condition == DependencyComplete || d.Condition == DependencySuccess) && on.essential():
			ps.Break(dependencyCondition, at+".condition", string(d.Condition),
				"a condition that "+d.ContainerName+" can meet while the task runs", "set essential false on "+d.ContainerName)
		}
	}
}

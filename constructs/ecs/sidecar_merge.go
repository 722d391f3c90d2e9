package ecs

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// merged is the task definition with everything that other constructs and its sidecars add: their containers and
// statements stand behind the application's.
func (p TaskDefinitionProps) merged() TaskDefinitionProps {
	m := p
	m.Sidecars, m.Grants = nil, nil
	m.Containers = slices.Clone(p.Containers)
	m.TaskPolicies = slices.Concat(p.TaskPolicies, p.Grants)
	for i := range m.Containers {
		for _, s := range p.Sidecars {
			m.Containers[i] = m.Containers[i].beside(s)
		}
	}
	for _, s := range p.Sidecars {
		m.Containers = append(m.Containers, s.Containers...)
		m.TaskPolicies = append(m.TaskPolicies, s.TaskPolicies...)
	}
	return m
}

// beside is the application's container with what it gets from a sidecar. What it has already stays.
func (c Container) beside(s Sidecar) Container {
	environment := map[string]string{}
	maps.Copy(environment, s.Environment)
	for name := range c.Secrets {
		delete(environment, name)
	}
	maps.Copy(environment, c.Environment)
	c.Environment = environment
	c.DependsOn = slices.Clone(c.DependsOn)
	for _, d := range s.DependsOn {
		stated := slices.ContainsFunc(c.DependsOn, func(own Dependency) bool { return own.ContainerName == d.ContainerName })
		if !stated && d.ContainerName != c.Name { // a clash of names is one mistake, not a circle besides
			c.DependsOn = append(c.DependsOn, d)
		}
	}
	if c.Logging == nil {
		c.Logging = s.Logging
	}
	return c
}

// shareCPU gives the application's containers that state no CPU units what the others leave. Without any they would
// count as 2 units, and a sidecar with 64 would go first whenever the task is busy (cpu in
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html).
func (p *TaskDefinitionProps) shareCPU(application []Container) {
	rest, takers := optional.Or(p.CPU, fargate.DefaultCPU), 0
	if token.IsNumber(rest) {
		return
	}
	for _, c := range p.Containers {
		if c.CPU != nil && token.IsNumber(*c.CPU) {
			return
		}
		rest -= optional.Value(c.CPU)
	}
	for _, c := range application {
		if c.CPU == nil {
			takers++
		}
	}
	share := math.Floor(rest / float64(takers))
	for i := range application {
		if application[i].CPU == nil && share >= 1 {
			application[i].CPU = &share
		}
	}
}

// origins puts problems of the merged task definition where the sidecars' containers and statements were stated.
func (p *TaskDefinitionProps) origins(merged rules.Mistakes) rules.Mistakes {
	container, statement := len(p.Containers), len(p.TaskPolicies)
	var names []string
	for i := range p.Grants {
		names = append(names, rules.Index("taskPolicies", statement), rules.Index("grants", i))
		statement++
	}
	for i, s := range p.Sidecars {
		at := rules.Index("sidecars", i)
		for j := range s.Containers {
			names = append(names, rules.Index("containers", container), rules.Index(at+".containers", j))
			container++
		}
		for j := range s.TaskPolicies {
			names = append(names, rules.Index("taskPolicies", statement), rules.Index(at+".taskPolicies", j))
			statement++
		}
	}
	rename := strings.NewReplacer(names...).Replace
	out := make(rules.Mistakes, len(merged))
	for i, m := range merged {
		out[i] = rules.Mistake{Rule: m.Rule, Path: rename(m.Path), Got: rename(m.Got), Want: rename(m.Want),
			Fix: rename(m.Fix)}
	}
	return out
}

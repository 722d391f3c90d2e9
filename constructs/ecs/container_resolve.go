package ecs

import (
	"cmp"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// firelensUser is what ECS makes of a log router without a user. Stated, a plan shows no change where there is none.
const firelensUser = "0"

func (c Container) essential() bool { return optional.Or(c.Essential, true) }
func (c Container) readonly() bool  { return optional.Or(c.ReadonlyRootFilesystem, true) }

// resolve is the container with every default filled in.
func (c Container) resolve() Container {
	c.Essential, c.ReadonlyRootFilesystem = jsii.Bool(c.essential()), jsii.Bool(c.readonly())
	c.InitProcess = jsii.Bool(optional.Or(c.InitProcess, true))
	c.Ports = resolveAll(c.Ports, Port.resolve)
	c.Mounts = resolveAll(c.Mounts, Mount.resolve)
	c.Tmpfs = resolveAll(c.Tmpfs, Tmpfs.resolve)
	c.DependsOn = resolveAll(c.DependsOn, Dependency.resolve)
	if c.HealthCheck != nil {
		c.HealthCheck = c.HealthCheck.resolve()
	}
	if c.RestartPolicy != nil {
		c.RestartPolicy = c.RestartPolicy.resolve()
	}
	if c.FirelensConfiguration != nil {
		c.User = firelensUser
	}
	return c
}

func (p Port) resolve() Port {
	p.Protocol = cmp.Or(p.Protocol, TCP)
	if p.AppProtocol == AppProtocolTCP {
		p.AppProtocol = "" // ECS has no word for it
	}
	return p
}

func (m Mount) resolve() Mount {
	m.ReadOnly = jsii.Bool(optional.Value(m.ReadOnly))
	return m
}

func (t Tmpfs) resolve() Tmpfs {
	t.Mode = cmp.Or(t.Mode, "1777")
	t.Executable = jsii.Bool(optional.Value(t.Executable))
	return t
}

func (d Dependency) resolve() Dependency {
	d.Condition = cmp.Or(d.Condition, DependencyStart)
	return d
}

func (h HealthCheck) resolve() *HealthCheck {
	h.Interval = jsii.Number(optional.Or(h.Interval, 30))
	h.Timeout = jsii.Number(optional.Or(h.Timeout, 5))
	h.Retries = jsii.Number(optional.Or(h.Retries, 3))
	h.StartPeriod = jsii.Number(optional.Or(h.StartPeriod, 0))
	return &h
}

func (r RestartPolicy) resolve() *RestartPolicy {
	r.RestartAttemptedIn = jsii.Number(optional.Or(r.RestartAttemptedIn, 300))
	return &r
}

// resolveAll resolves each element of a list.
func resolveAll[T any](list []T, resolve func(T) T) []T {
	out := make([]T, len(list))
	for i, x := range list {
		out[i] = resolve(x)
	}
	return out
}

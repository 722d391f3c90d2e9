package beanstalk

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

// assemble makes the containers of a service: the one that is reached, and sidecars.
func (r *reading) assemble(s *migration.Service, defs []definition) {
	main := reached(defs)
	r.resolvePorts(defs, main)
	size := [2]float64{}
	properties, secrets := maps.Clone(s.Environment), maps.Clone(s.Secrets)
	for i := range defs {
		d := &defs[i]
		size[0], size[1] = size[0]+d.cpu, size[1]+d.memory
		c := &migration.Container{ContainerName: d.ContainerName, Image: d.Image, Command: d.Command,
			EntryPoint:       d.EntryPoint,
			WorkingDirectory: d.WorkingDirectory, User: d.User, Essential: d.Essential, Mounts: d.Mounts,
			ContainerCheck: d.ContainerCheck}
		if i == main {
			c = &s.Container
			c.ContainerName, c.Image, c.Command, c.EntryPoint = d.ContainerName, d.Image, d.Command, d.EntryPoint
			c.WorkingDirectory, c.User, c.Mounts, c.ContainerCheck = d.WorkingDirectory, d.User, d.Mounts, d.ContainerCheck
		} else if d.inherits {
			c.Environment, c.Secrets = maps.Clone(properties), maps.Clone(secrets)
		}
		r.containerVariables(s, c, d, properties, secrets)
		r.containerPort(c, d, i == main)
		if i != main {
			r.sidecar(s, c, d)
		} else if d.moving != nil {
			s.Build = &migration.Build{} // its source is elsewhere
			r.App.Report(d.moving.Source, migration.Decision, "Image",
				"its tag moves: a rollback would not go back; state a version or a digest as Image.URI, or push it to the "+
					"repository")
		}
	}
	if d := defs[main]; d.buildAt != nil {
		s.Build = d.buildAt
	}
	r.size(s, size, defs[main].at)
	for _, c := range append([]migration.Container{s.Container}, s.Sidecars...) {
		for _, m := range c.Mounts {
			if v := (migration.Volume{Name: m.Volume}); !slices.Contains(s.Volumes, v) {
				s.Volumes = append(s.Volumes, v)
			}
		}
	}
}

// reached is the container that port 80 of the host led to, else the first with a port of the host, or with any.
func reached(defs []definition) int {
	for _, want := range []func(mapping) bool{
		func(p mapping) bool { return p.host == 80 },
		func(p mapping) bool { return p.host != 0 },
		func(mapping) bool { return true },
	} {
		if i := slices.IndexFunc(defs, func(d definition) bool { return slices.ContainsFunc(d.ports, want) }); i >= 0 {
			return i
		}
	}
	return 0
}

// resolvePorts gives containers that listen on the same port, which they cannot beside each other in a task, ports of
// their own, where one obeys the variable PORT.
func (r *reading) resolvePorts(defs []definition, main int) {
	taken := map[float64]string{}
	order := append([]int{main}, slices.DeleteFunc(seq(len(defs)), func(i int) bool { return i == main })...)
	all := map[float64]bool{}
	for _, d := range defs {
		for _, p := range d.ports {
			all[p.container] = true
		}
	}
	for _, i := range order {
		d := &defs[i]
		own := map[float64]bool{}
		for j, p := range d.ports {
			if own[p.container] {
				continue
			}
			own[p.container] = true
			by, collides := taken[p.container]
			if !collides {
				taken[p.container] = d.ContainerName
				continue
			}
			v, ok := d.Environment["PORT"]
			if !ok || v.Value != strconv.Itoa(int(p.container)) {
				r.Refuse(migration.Problem{Source: p.source, Got: fmt.Sprintf("port %v of %s, on which %s listens, "+
					"too", p.container,
					d.ContainerName, by), Want: "a port of its own: the containers of a task share their network",
					Fix: "let one of them listen elsewhere; one that obeys a variable PORT is moved by itself"})
				continue
			}
			next := p.container + 1
			for all[next] || next > 65535 {
				if next++; next > 65535 {
					next = 1024
				}
			}
			all[next] = true
			taken[next] = d.ContainerName
			d.ports[j].container = next
			v.Value = strconv.Itoa(int(next))
			d.Environment["PORT"] = v
			r.App.Report(p.source, migration.Decision, "", fmt.Sprintf("%s listens on port %v, too: %s was moved to %v by its "+
				"variable PORT; whoever calls it has to know", by, p.container, d.ContainerName, next))
		}
	}
}

func seq(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

var interpolated = regexp.MustCompile(`^\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?$`)

// containerVariables are those of the file; $NAME is a property of the environment.
func (r *reading) containerVariables(s *migration.Service, c *migration.Container, d *definition,
	properties map[string]migration.Said[string], secrets map[string]migration.Secret) {
	for _, name := range slices.Sorted(maps.Keys(d.Environment)) {
		v := d.Environment[name]
		if found := interpolated.FindStringSubmatch(v.Value); found != nil {
			if secret, ok := secrets[found[1]]; ok {
				secret.Source = v.Source
				r.App.SetSecret(c, name, secret)
				continue
			}
			property, ok := properties[found[1]]
			if !ok {
				r.App.Report(v.Source, migration.Decision, "", "the value comes from a variable that no source states: state "+
					"it in Environment or Secrets")
				continue
			}
			v.Value = property.Value
		}
		r.App.SetVariable(s.Name, c, name, v.Value, v.Source)
	}
}

func (r *reading) containerPort(c *migration.Container, d *definition, main bool) {
	for i, p := range d.ports {
		switch {
		case i == 0 || main && p.host == 80 && d.ports[0].host != 80:
			c.Port = migration.Say(p.container, p.source)
			if main {
				r.App.Report(p.source, migration.Mapped, "Port", "")
			} else {
				r.App.Report(p.source, migration.Mapped, "Sidecars", "the containers of the task reach it at 127.0.0.1")
			}
		default:
			r.App.Report(p.source, migration.Decision, "", "the service has one port: another one needs Deployment.Targets")
		}
	}
}

// sidecar adds a container beside the service's own, if its image can be told.
func (r *reading) sidecar(s *migration.Service, c *migration.Container, d *definition) {
	if d.Image == nil {
		source := d.at.Source("container " + d.ContainerName)
		why := "it is built from a Dockerfile: push its image, and add the container to Sidecars"
		if d.moving != nil {
			source = d.moving.Source
			why = "its tag moves, so the container was left out: add it to Sidecars with a version or digest"
		}
		r.App.Report(source, migration.Decision, "Sidecars", why)
		return
	}
	s.Sidecars = append(s.Sidecars, *c)
}

// size is that of all containers together.
func (r *reading) size(s *migration.Service, size [2]float64, at tree) {
	if size[0] == 0 && size[1] == 0 {
		return
	}
	cpu, memory, ok := fargate.Fit(size[0], size[1])
	source := at.Source("memory and cpu of the containers")
	if !ok {
		r.App.Report(source, migration.Decision, "CPU, MemoryLimitMiB", "Fargate offers no task of that size")
		return
	}
	s.CPU, s.MemoryMiB = migration.Say(cpu, source), migration.Say(memory, source)
	r.App.Report(source, migration.Mapped, "CPU, MemoryLimitMiB", "the smallest size that holds all containers")
}

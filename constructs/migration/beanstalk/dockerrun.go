package beanstalk

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

// dockerrun reads Dockerrun.aws.json of version 1, one container, 2, several, or 3, which goes with docker-compose.yml.
func (r *reading) dockerrun(t tree, composed []definition) []definition {
	version := t.Get("AWSEBDockerrunVersion")
	for _, key := range []string{"Authentication", "authentication"} {
		if a := t.Get(key); a.IsMap() {
			r.App.Report(a.Source(key), migration.Decision, "Container.RepositoryCredentials", "the registry is private: "+
				"put user and password into a secret of Secrets Manager, and name it")
		}
	}
	switch version.Text() {
	case "1":
		return []definition{r.single(t)}
	case "2":
		return r.several(t)
	case "3":
		return composed
	}
	r.Refuse(version.Problem("AWSEBDockerrunVersion", `"1", 2 or "3"`,
		"the file's version stands in AWSEBDockerrunVersion"))
	return composed
}

// single is version 1. Only the first port is used.
func (r *reading) single(t tree) definition {
	d := definition{at: t}
	for _, e := range t.Entries() {
		source := e.Value.Source(e.Key)
		switch e.Key {
		case "AWSEBDockerrunVersion", "Authentication":
		case "Image":
			name := e.Value.Get("Name")
			r.image(name, &d, "Image Name")
			if update := e.Value.Get("Update"); update.IsText() {
				r.App.Report(update.Source("Image Update"), migration.Dropped, "", "a new task pulls its image in any case")
			}
		case "Ports":
			for i, p := range e.Value.Items() {
				n, ok := p.Get("ContainerPort").Number()
				switch {
				case !ok || n < 1 || n > 65535 || n != float64(int(n)):
					r.Refuse(p.Problem("Ports ContainerPort", "a port from 1 to 65535", ""))
				case i > 0:
					r.App.Report(p.Source("Ports ContainerPort"), migration.Dropped, "", "Beanstalk used the first port only")
				default:
					d.ports = append(d.ports, mapping{80, n, p.Get("ContainerPort").Source("Ports ContainerPort")})
				}
				if host := p.Get("HostPort"); host.IsText() {
					r.App.Report(host.Source("Ports HostPort"), migration.Dropped, "", "there is no instance whose port leads to the "+
						"container's")
				}
			}
		case "Entrypoint":
			d.EntryPoint = r.Words(e.Value, "EntryPoint", e.Key)
		case "Command":
			d.Command = r.Words(e.Value, "Command", e.Key)
		case "Volumes":
			for _, v := range e.Value.Items() {
				r.App.Report(v.Source("Volumes"), migration.Decision, "", "a directory of the instance: copy its files in the "+
					"Dockerfile, name it in WritablePaths, or mount a file system of EFS (Volumes)")
			}
		case "Logging":
			r.App.Report(source, migration.Decision, "", "files in a directory are not collected: let the code write to "+
				"standard output")
		default:
			r.App.Report(source, migration.Decision, "", "this library does not know the key")
		}
	}
	return d
}

// several is version 2, whose containers are written as ECS's own.
func (r *reading) several(t tree) (out []definition) {
	volumes := map[string]tree{}
	for _, v := range t.Get("volumes").Items() {
		volumes[v.Get("name").Text()] = v
	}
	for _, e := range t.Entries() {
		switch e.Key {
		case "AWSEBDockerrunVersion", "containerDefinitions", "volumes", "authentication":
		case "executionRoleArn":
			r.App.Report(e.Value.Source(e.Key), migration.Dropped, "", "a role is made that may do exactly what the "+
				"containers need")
		case "taskRoleArn":
			r.App.Report(e.Value.Source(e.Key), migration.Decision, "Task.TaskRoleARN", "state it, if the role trusts "+
				"ecs-tasks.amazonaws.com, or give the code TaskPolicies")
		default:
			r.App.Report(e.Value.Source(e.Key), migration.Decision, "", "this library does not know the key")
		}
	}
	list := t.Get("containerDefinitions")
	for _, c := range list.Items() {
		if !c.IsMap() || c.Get("name").Text() == "" {
			r.Refuse(c.Problem("containerDefinitions", "a container with a name", ""))
			continue
		}
		out = append(out, r.containerDefinition(c, volumes))
	}
	if len(out) == 0 && len(r.Problems) == 0 {
		r.Refuse(list.Problem("containerDefinitions", "a list of containers", ""))
	}
	return out
}

func (r *reading) containerDefinition(t tree, volumes map[string]tree) definition {
	d := definition{at: t, inherits: true}
	d.ContainerName = t.Get("name").Text()
	prefix := d.ContainerName + " "
	for _, e := range t.Entries() {
		name, source := prefix+e.Key, e.Value.Source(prefix+e.Key)
		switch e.Key {
		case "name":
		case "image":
			r.image(e.Value, &d, name)
		case "essential":
			d.Essential = migration.Say(!strings.EqualFold(e.Value.Text(), "false"), source)
			r.App.Report(source, migration.Mapped, "Essential", "")
		case "memory", "memoryReservation":
			if n, ok := e.Value.Number(); ok {
				d.memory = max(d.memory, n)
			}
			r.App.Report(source, migration.Mapped, "MemoryLimitMiB", "counts into the task's size")
		case "cpu":
			d.cpu, _ = e.Value.Number()
			r.App.Report(source, migration.Mapped, "CPU", "counts into the task's size")
		case "portMappings":
			for _, p := range e.Value.Items() {
				container, ok := p.Get("containerPort").Number()
				if !ok || container < 1 || container > 65535 {
					r.Refuse(p.Problem(name, "containerPort from 1 to 65535", ""))
					continue
				}
				host, _ := p.Get("hostPort").Number()
				d.ports = append(d.ports, mapping{host, container, p.Source(name)})
			}
		case "environment":
			d.Environment = r.pairs(e.Value, name, "name", "value")
		case "secrets":
			for _, v := range e.Value.Items() {
				r.App.Report(v.Source(name), migration.Decision, "Secrets", "name the secret in Secrets")
			}
		case "command":
			d.Command = r.Words(e.Value, "Command", name)
		case "entryPoint":
			d.EntryPoint = r.Words(e.Value, "EntryPoint", name)
		case "workingDirectory":
			r.workingDirectory(&d, e.Value, source)
		case "user":
			r.user(&d, e.Value, source)
		case "links":
			r.links(e.Value, name)
		case "mountPoints":
			for _, m := range e.Value.Items() {
				r.mount(&d, m, volumes, name)
			}
		case "healthCheck":
			if words := r.Words(e.Value.Get("command"), "ContainerHealthCheck", name); words != nil {
				d.ContainerCheck = words
			}
		case "logConfiguration":
			r.App.Report(source, migration.Dropped, "", "standard output goes to the service's log group")
		default:
			r.App.Report(source, migration.Decision, "", "see Container and ContainerOverrides")
		}
	}
	return d
}

// pairs reads variables, of which key and value have names of their own. Which are secrets is decided by the service.
func (r *reading) pairs(t tree, name, key, value string) map[string]migration.Said[string] {
	out := map[string]migration.Said[string]{}
	for _, v := range t.Items() {
		variable := v.Get(key).Text()
		if variable == "" {
			r.Refuse(v.Problem(name, "a variable with "+key+" and "+value, ""))
			continue
		}
		out[variable] = migration.Said[string]{Value: v.Get(value).Text(),
			Source: v.Source("environment variable " + variable)}
	}
	return out
}

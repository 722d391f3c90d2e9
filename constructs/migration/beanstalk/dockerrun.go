package beanstalk

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

// dockerrun reads Dockerrun.aws.json of version 1, one container, 2, several, or 3, which goes with docker-compose.yml.
func (r *reading) dockerrun(t tree, composed []definition) []definition {
	version := t.get("AWSEBDockerrunVersion")
	for _, key := range []string{"Authentication", "authentication"} {
		if a := t.get(key); a.isMap() {
			r.app.Report(a.source(key), migration.Decision, "Container.RepositoryCredentials", "the registry is private: "+
				"put user and "+
				"password into a secret of Secrets Manager, and name it")
		}
	}
	switch version.text() {
	case "1":
		return []definition{r.single(t)}
	case "2":
		return r.several(t)
	case "3":
		return composed
	}
	r.refuse(version.problem("AWSEBDockerrunVersion", `"1", 2 or "3"`,
		"the file's version stands in AWSEBDockerrunVersion"))
	return composed
}

// single is version 1. Only the first port is used.
func (r *reading) single(t tree) definition {
	d := definition{at: t}
	for _, e := range t.entries() {
		source := e.value.source(e.key)
		switch e.key {
		case "AWSEBDockerrunVersion", "Authentication":
		case "Image":
			name := e.value.get("Name")
			r.image(name, &d, "Image Name")
			if update := e.value.get("Update"); update.isText() {
				r.app.Report(update.source("Image Update"), migration.Dropped, "", "a new task pulls its image in any case")
			}
		case "Ports":
			for i, p := range e.value.items() {
				n, ok := p.get("ContainerPort").number()
				switch {
				case !ok || n < 1 || n > 65535 || n != float64(int(n)):
					r.refuse(p.problem("Ports ContainerPort", "a port from 1 to 65535", ""))
				case i > 0:
					r.app.Report(p.source("Ports ContainerPort"), migration.Dropped, "", "Beanstalk used the first port only")
				default:
					d.ports = append(d.ports, mapping{80, n, p.get("ContainerPort").source("Ports ContainerPort")})
				}
			}
		case "Entrypoint":
			d.EntryPoint = r.words(e.value, "EntryPoint", e.key)
		case "Command":
			d.Command = r.words(e.value, "Command", e.key)
		case "Volumes":
			for _, v := range e.value.items() {
				r.app.Report(v.source("Volumes"), migration.Decision, "", "a directory of the instance: copy its files in the "+
					"Dockerfile, "+
					"name it in WritablePaths, or mount a file system of EFS (Volumes)")
			}
		case "Logging":
			r.app.Report(source, migration.Decision, "", "files in a directory are not collected: let the code write to "+
				"standard output")
		default:
			r.app.Report(source, migration.Decision, "", "this library does not know the key")
		}
	}
	if d.Image == nil && d.moving == nil {
		d.built = true
	}
	return d
}

// several is version 2, whose containers are written as ECS's own.
func (r *reading) several(t tree) (out []definition) {
	volumes := map[string]tree{}
	for _, v := range t.get("volumes").items() {
		volumes[v.get("name").text()] = v
	}
	for _, e := range t.entries() {
		switch e.key {
		case "AWSEBDockerrunVersion", "containerDefinitions", "volumes", "authentication":
		case "executionRoleArn":
			r.app.Report(e.value.source(e.key), migration.Dropped, "", "a role is made that may do exactly what the "+
				"containers need")
		case "taskRoleArn":
			r.app.Report(e.value.source(e.key), migration.Decision, "Task.TaskRoleARN", "state it, if the role trusts "+
				"ecs-tasks.amazonaws.com, or give the code TaskPolicies")
		default:
			r.app.Report(e.value.source(e.key), migration.Decision, "", "this library does not know the key")
		}
	}
	list := t.get("containerDefinitions")
	for _, c := range list.items() {
		if !c.isMap() || c.get("name").text() == "" {
			r.refuse(c.problem("containerDefinitions", "a container with a name", ""))
			continue
		}
		out = append(out, r.containerDefinition(c, volumes))
	}
	if len(out) == 0 && len(r.problems) == 0 {
		r.refuse(list.problem("containerDefinitions", "a list of containers", ""))
	}
	return out
}

func (r *reading) containerDefinition(t tree, volumes map[string]tree) definition {
	d := definition{at: t, inherits: true}
	d.ContainerName = t.get("name").text()
	prefix := d.ContainerName + " "
	for _, e := range t.entries() {
		name, source := prefix+e.key, e.value.source(prefix+e.key)
		switch e.key {
		case "name":
		case "image":
			r.image(e.value, &d, name)
		case "essential":
			d.Essential = migration.Say(!strings.EqualFold(e.value.text(), "false"), source)
			r.app.Report(source, migration.Mapped, "Essential", "")
		case "memory", "memoryReservation":
			if n, ok := e.value.number(); ok {
				d.memory = max(d.memory, n)
			}
			r.app.Report(source, migration.Mapped, "MemoryLimitMiB", "counts into the task's size")
		case "cpu":
			d.cpu, _ = e.value.number()
			r.app.Report(source, migration.Mapped, "CPU", "counts into the task's size")
		case "portMappings":
			for _, p := range e.value.items() {
				container, ok := p.get("containerPort").number()
				if !ok || container < 1 || container > 65535 {
					r.refuse(p.problem(name, "containerPort from 1 to 65535", ""))
					continue
				}
				host, _ := p.get("hostPort").number()
				d.ports = append(d.ports, mapping{host, container, p.source(name)})
			}
		case "environment":
			d.Environment = r.pairs(e.value, name, "name", "value")
		case "secrets":
			for _, v := range e.value.items() {
				r.app.Report(v.source(name), migration.Decision, "Secrets", "name the secret in Secrets")
			}
		case "command":
			d.Command = r.words(e.value, "Command", name)
		case "entryPoint":
			d.EntryPoint = r.words(e.value, "EntryPoint", name)
		case "workingDirectory":
			r.workingDirectory(&d, e.value, source)
		case "user":
			r.user(&d, e.value, source)
		case "links":
			r.links(e.value, name)
		case "mountPoints":
			for _, m := range e.value.items() {
				r.mount(&d, m, volumes, name)
			}
		case "healthCheck":
			if words := r.words(e.value.get("command"), "ContainerHealthCheck", name); words != nil {
				d.ContainerCheck = words
			}
		case "logConfiguration":
			r.app.Report(source, migration.Dropped, "", "standard output goes to the service's log group")
		default:
			r.app.Report(source, migration.Decision, "", "see Container and ContainerOverrides")
		}
	}
	return d
}

// pairs reads variables, of which key and value have names of their own. Which are secrets is decided by the service.
func (r *reading) pairs(t tree, name, key, value string) map[string]migration.Said[string] {
	out := map[string]migration.Said[string]{}
	for _, v := range t.items() {
		variable := v.get(key).text()
		if variable == "" {
			r.refuse(v.problem(name, "a variable with "+key+" and "+value, ""))
			continue
		}
		out[variable] = migration.Said[string]{Value: v.get(value).text(), Source: v.source("environment variable " +
			"" + variable)}
	}
	return out
}

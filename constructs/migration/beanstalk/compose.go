package beanstalk

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

// compose reads docker-compose.yml.
func (r *reading) compose(t tree) (out []definition) {
	for _, e := range t.entries() {
		switch {
		case e.key == "services" || e.key == "version" || e.key == "name" || strings.HasPrefix(e.key, "x-"):
		case e.key == "volumes" || e.key == "networks":
			for _, v := range e.value.entries() {
				why := "the containers of a task share their network"
				if e.key == "volumes" {
					why = "scratch space, where a container mounts it"
				}
				r.app.Report(v.value.source(e.key+" "+v.key), migration.Dropped, "", why)
			}
		default:
			r.app.Report(e.value.source(e.key), migration.Decision, "", "this library does not know the key")
		}
	}
	services := t.get("services")
	for _, e := range services.entries() {
		if !e.value.isMap() {
			r.refuse(e.value.problem("services "+e.key, "a mapping", ""))
			continue
		}
		out = append(out, r.composed(e))
	}
	if len(out) == 0 && len(r.problems) == 0 {
		r.refuse(services.problem("services", "a mapping of services", ""))
	}
	return out
}

func (r *reading) composed(c entry) definition {
	d := definition{at: c.value}
	d.ContainerName = c.key
	for _, e := range c.value.entries() {
		name := "services " + c.key + " " + e.key
		source := e.value.source(name)
		switch e.key {
		case "image":
			r.image(e.value, &d, name)
		case "build":
			d.built = true
			r.app.Report(source, migration.Decision, "Image", "build the image in the pipeline")
		case "ports":
			for _, p := range e.value.items() {
				r.published(&d, p, name)
			}
		case "expose":
			for _, p := range e.value.items() {
				if n, ok := p.number(); ok && n >= 1 && n <= 65535 {
					d.ports = append(d.ports, mapping{0, n, p.source(name)})
				}
			}
		case "environment":
			d.Environment = r.composedEnvironment(e.value, name)
		case "env_file":
			r.app.Report(source, migration.Decision, "", "the variables stand in a file: state them in Environment and "+
				"Secrets, "+
				"or see Container.EnvironmentFiles")
		case "command":
			d.Command = r.words(e.value, "Command", name)
		case "entrypoint":
			d.EntryPoint = r.words(e.value, "EntryPoint", name)
		case "working_dir":
			if r.app.Clean(e.value.text(), source) && strings.HasPrefix(e.value.text(), "/") {
				d.WorkingDirectory = migration.Say(e.value.text(), source)
				r.app.Report(source, migration.Mapped, "WorkingDirectory", "")
			}
		case "user":
			r.user(&d, e.value, source)
		case "volumes":
			for _, v := range e.value.items() {
				r.composedVolume(&d, v, name)
			}
		case "healthcheck":
			r.composedCheck(&d, e.value, name)
		case "links":
			for _, l := range e.value.items() {
				d.links = append(d.links, l.text())
				r.app.Report(l.source(name), migration.Decision, "", "the containers of a task share their network: call "+
					"127.0.0.1 "+
					"and the port instead of the name")
			}
		case "depends_on":
			r.app.Report(source, migration.Decision, "", "the containers start together, and share their network: let each "+
				"wait for "+
				"the other at 127.0.0.1, or see DependsOn")
		case "restart", "logging", "networks", "container_name", "hostname", "labels", "expose_all":
			r.app.Report(source, migration.Dropped, "", "ECS restarts tasks, has their logs, and names them")
		default:
			r.app.Report(source, migration.Decision, "", "see Container and ContainerOverrides")
		}
	}
	return d
}

var publishedForm = regexp.MustCompile(`^(?:(?:[0-9.]+:)?(\d+)?:)?(\d+)(?:/(tcp|udp))?$`)

// published reads [[ADDRESS:]HOST:]CONTAINER, or the long form.
func (r *reading) published(d *definition, p tree, name string) {
	host, container := p.get("published").text(), p.get("target").text()
	protocol := p.get("protocol").text()
	if p.isText() {
		parts := publishedForm.FindStringSubmatch(p.text())
		if parts == nil {
			r.app.Report(p.source(name), migration.Decision, "", "it is no port of a host and one of the container: state Port")
			return
		}
		host, container, protocol = parts[1], parts[2], parts[3]
	}
	if protocol == "udp" {
		r.app.Report(p.source(name), migration.Decision, "", "an Application Load Balancer takes no UDP")
		return
	}
	n, err := strconv.Atoi(container)
	if err != nil || n < 1 || n > 65535 {
		r.refuse(p.problem(name, "ports from 1 to 65535", ""))
		return
	}
	h, _ := strconv.Atoi(host)
	d.ports = append(d.ports, mapping{float64(h), float64(n), p.source(name)})
}

// composedEnvironment reads variables as a mapping or as a list of NAME=VALUE.
func (r *reading) composedEnvironment(t tree, name string) map[string]migration.Said[string] {
	out := map[string]migration.Said[string]{}
	add := func(variable, value string, at tree) {
		out[variable] = migration.Said[string]{Value: value, Source: at.source("environment variable " + variable)}
	}
	for _, e := range t.entries() {
		if !e.value.isText() && !isNull(e.value) {
			r.refuse(e.value.problem(name+" "+e.key, "a text or a number", ""))
			continue
		}
		if isNull(e.value) {
			add(e.key, "${"+e.key+"}", e.value)
			continue
		}
		add(e.key, e.value.text(), e.value)
	}
	for _, item := range t.items() {
		variable, value, ok := strings.Cut(item.text(), "=")
		if !ok {
			value = "${" + variable + "}"
		}
		add(variable, value, item)
	}
	return out
}

var volumeForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$`)

func (r *reading) composedVolume(d *definition, v tree, name string) {
	from, target, mode := v.get("source").text(), v.get("target").text(), ""
	if strings.EqualFold(v.get("read_only").text(), "true") {
		mode = "ro"
	}
	if v.isText() {
		parts := append(strings.SplitN(v.text(), ":", 3), "", "")
		from, target, mode = parts[0], parts[1], parts[2]
	}
	if strings.ContainsAny(from, "./~$") {
		why := "a directory of the instance: copy its files in the Dockerfile, or mount a file system of EFS (Volumes)"
		if strings.Contains(from, "EB_LOG_BASE_DIR") {
			why = "files in the directory are not collected: let the code write to standard output"
		}
		r.app.Report(v.source(name), migration.Decision, "", why)
		return
	}
	r.shared(d, from, target, mode == "ro", v.source(name))
}

func (r *reading) composedCheck(d *definition, t tree, name string) {
	test := t.get("test")
	words := test.words(func(line string) []string { return []string{"CMD-SHELL", line} })
	if len(words) < 2 || words[0] != "CMD" && words[0] != "CMD-SHELL" {
		r.app.Report(t.source(name), migration.Decision, "ContainerHealthCheck", "state the command that checks the "+
			"container")
		return
	}
	for _, word := range words {
		if !r.app.Clean(word, test.source(name)) {
			return
		}
	}
	d.ContainerCheck = migration.Say(words, test.source(name))
	r.app.Report(test.source(name), migration.Mapped, "ContainerHealthCheck", "")
}

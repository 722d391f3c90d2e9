package beanstalk

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
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
			r.environmentFiles(&d, e.value, name)
		case "command":
			d.Command = r.takeWords(composedWords(e.value), "Command", source)
		case "entrypoint":
			d.EntryPoint = r.takeWords(composedWords(e.value), "EntryPoint", source)
		case "working_dir":
			r.workingDirectory(&d, e.value, source)
		case "user":
			r.user(&d, e.value, source)
		case "volumes":
			for _, v := range e.value.items() {
				r.composedVolume(&d, v, name)
			}
		case "healthcheck":
			r.composedCheck(&d, e.value, name)
		case "links":
			r.links(e.value, name)
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
		if !interpolated.MatchString(value) {
			value = filledIn(value)
		}
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

// environmentFiles are those of a container. Beanstalk writes the environment's properties to .env, unless the
// application has a file of that name
// (https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/create_deploy_docker.container.console.html).
func (r *reading) environmentFiles(d *definition, t tree, name string) {
	files := t.items()
	if t.isText() {
		files = []tree{t}
	}
	for _, f := range files {
		file := path.Clean(cmp.Or(f.text(), f.get("path").text()))
		if _, err := fs.Stat(r.files, file); file == ".env" && errors.Is(err, fs.ErrNotExist) {
			d.inherits = true
			r.app.Report(f.source(name), migration.Mapped, "Environment", "Beanstalk wrote the environment's properties there")
			continue
		}
		r.app.Report(f.source(name), migration.Decision, "", "the variables stand in a file: state them in Environment and "+
			"Secrets, or see Container.EnvironmentFiles")
	}
}

var dollar = regexp.MustCompile(`\$\$|\$[A-Za-z_][A-Za-z0-9_]*`)

// filledIn is a text of Compose without its escapes. A variable that Compose fills in gets the form that cannot be
// written into a program, so that somebody states the text.
func filledIn(text string) string {
	return dollar.ReplaceAllStringFunc(text, func(found string) string {
		if found == "$$" {
			return "$"
		}
		return "${" + found[1:] + "}"
	})
}

// composedWords are those of a command. In a line variables are left to the shell, as the container has them.
func composedWords(t tree) []string {
	if t.isText() {
		return command(strings.ReplaceAll(t.text(), "$$", "$"))
	}
	words := t.words(nil)
	for i, word := range words {
		words[i] = filledIn(word)
	}
	return words
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
	words := composedWords(test)
	if test.isText() {
		words = []string{"CMD-SHELL", strings.ReplaceAll(test.text(), "$$", "$")}
	}
	if len(words) < 2 || words[0] != "CMD" && words[0] != "CMD-SHELL" {
		r.app.Report(t.source(name), migration.Decision, "ContainerHealthCheck", "state the command that checks the "+
			"container")
		return
	}
	if !r.app.CleanWords(words, test.source(name)) {
		return
	}
	d.ContainerCheck = migration.Say(words, test.source(name))
	r.app.Report(test.source(name), migration.Mapped, "ContainerHealthCheck", "")
}

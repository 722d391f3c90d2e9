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
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

// compose reads docker-compose.yml.
func (r *reading) compose(t tree) (out []definition) {
	for _, e := range t.Entries() {
		switch {
		case e.Key == "services" || e.Key == "version" || e.Key == "name" || strings.HasPrefix(e.Key, "x-"):
		case e.Key == "volumes" || e.Key == "networks":
			for _, v := range e.Value.Entries() {
				why := "the containers of a task share their network"
				if e.Key == "volumes" {
					why = "scratch space, where a container mounts it"
				}
				r.App.Report(v.Value.Source(e.Key+" "+v.Key), migration.Dropped, "", why)
			}
		default:
			r.App.Report(e.Value.Source(e.Key), migration.Decision, "", "this library does not know the key")
		}
	}
	services := t.Get("services")
	for _, e := range services.Entries() {
		if !e.Value.IsMap() {
			r.Refuse(e.Value.Problem("services "+e.Key, "a mapping", ""))
			continue
		}
		out = append(out, r.composed(e))
	}
	if len(out) == 0 && len(r.Problems) == 0 {
		r.Refuse(services.Problem("services", "a mapping of services", ""))
	}
	return out
}

func (r *reading) composed(c entry) definition {
	d := definition{at: c.Value}
	d.ContainerName = c.Key
	for _, e := range c.Value.Entries() {
		name := "services " + c.Key + " " + e.Key
		source := e.Value.Source(name)
		switch e.Key {
		case "image":
			r.image(e.Value, &d, name)
		case "build":
			d.buildAt = builtAt(e.Value, source)
			r.App.Report(source, migration.Decision, "Image", "build the image in the pipeline")
		case "ports":
			for _, p := range e.Value.Items() {
				r.published(&d, p, name)
			}
		case "expose":
			for _, p := range e.Value.Items() {
				if n, ok := p.Number(); ok && n >= 1 && n <= 65535 {
					d.ports = append(d.ports, mapping{0, n, p.Source(name)})
				}
			}
		case "environment":
			d.Environment = r.composedEnvironment(e.Value, name)
		case "env_file":
			r.environmentFiles(&d, e.Value, name)
		case "command":
			d.Command = r.TakeWords(composedWords(e.Value), "Command", source)
		case "entrypoint":
			d.EntryPoint = r.TakeWords(composedWords(e.Value), "EntryPoint", source)
		case "working_dir":
			r.workingDirectory(&d, e.Value, source)
		case "user":
			r.user(&d, e.Value, source)
		case "volumes":
			for _, v := range e.Value.Items() {
				r.composedVolume(&d, v, name)
			}
		case "healthcheck":
			r.composedCheck(&d, e.Value, name)
		case "links":
			r.links(e.Value, name)
		case "depends_on":
			r.App.Report(source, migration.Decision, "", "the containers start together, and share their network: let each "+
				"wait for the other at 127.0.0.1, or see DependsOn")
		case "restart", "logging", "networks", "container_name", "hostname", "labels", "expose_all":
			r.App.Report(source, migration.Dropped, "", "ECS restarts tasks, has their logs, and names them")
		default:
			r.App.Report(source, migration.Decision, "", "see Container and ContainerOverrides")
		}
	}
	return d
}

// builtAt is a folder, or a mapping of context and dockerfile.
func builtAt(t tree, source migration.Source) *migration.Build {
	b := &migration.Build{Context: path.Clean(cmp.Or(t.Text(), t.Get("context").Text(), ".")), Source: source}
	if file := t.Get("dockerfile").Text(); file != "" {
		b.Dockerfile = path.Join(b.Context, file)
	}
	return b
}

var publishedForm = regexp.MustCompile(`^(?:(?:[0-9.]+:)?(\d+)?:)?(\d+)(?:/(tcp|udp))?$`)

// published reads [[ADDRESS:]HOST:]CONTAINER, or the long form.
func (r *reading) published(d *definition, p tree, name string) {
	host, container := p.Get("published").Text(), p.Get("target").Text()
	protocol := p.Get("protocol").Text()
	if p.IsText() {
		parts := publishedForm.FindStringSubmatch(p.Text())
		if parts == nil {
			r.App.Report(p.Source(name), migration.Decision, "", "it is no port of a host and one of the container: state Port")
			return
		}
		host, container, protocol = parts[1], parts[2], parts[3]
	}
	if protocol == "udp" {
		r.App.Report(p.Source(name), migration.Decision, "", "an Application Load Balancer takes no UDP")
		return
	}
	n, err := strconv.Atoi(container)
	if err != nil || n < 1 || n > 65535 {
		r.Refuse(p.Problem(name, "ports from 1 to 65535", ""))
		return
	}
	h, _ := strconv.Atoi(host)
	d.ports = append(d.ports, mapping{float64(h), float64(n), p.Source(name)})
}

// composedEnvironment reads variables as a mapping or as a list of NAME=VALUE.
func (r *reading) composedEnvironment(t tree, name string) map[string]migration.Said[string] {
	out := map[string]migration.Said[string]{}
	add := func(variable, value string, at tree) {
		if !interpolated.MatchString(value) {
			value = filledIn(value)
		}
		out[variable] = migration.Said[string]{Value: value, Source: at.Source("environment variable " + variable)}
	}
	for _, e := range t.Entries() {
		if !e.Value.IsText() && !e.Value.IsNull() {
			r.Refuse(e.Value.Problem(name+" "+e.Key, "a text or a number", ""))
			continue
		}
		if e.Value.IsNull() {
			add(e.Key, "${"+e.Key+"}", e.Value)
			continue
		}
		add(e.Key, e.Value.Text(), e.Value)
	}
	for _, item := range t.Items() {
		variable, value, ok := strings.Cut(item.Text(), "=")
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
	files := t.Items()
	if t.IsText() {
		files = []tree{t}
	}
	for _, f := range files {
		file := path.Clean(cmp.Or(f.Text(), f.Get("path").Text()))
		if _, err := fs.Stat(r.Files, file); file == ".env" && errors.Is(err, fs.ErrNotExist) {
			d.inherits = true
			r.App.Report(f.Source(name), migration.Mapped, "Environment", "Beanstalk wrote the environment's properties there")
			continue
		}
		r.App.Report(f.Source(name), migration.Decision, "", "the variables stand in a file: state them in Environment and "+
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
	if t.IsText() {
		return reader.Command(strings.ReplaceAll(t.Text(), "$$", "$"))
	}
	words := t.Words(nil)
	for i, word := range words {
		words[i] = filledIn(word)
	}
	return words
}

func (r *reading) composedVolume(d *definition, v tree, name string) {
	from, target, mode := v.Get("source").Text(), v.Get("target").Text(), ""
	if strings.EqualFold(v.Get("read_only").Text(), "true") {
		mode = "ro"
	}
	if v.IsText() {
		parts := append(strings.SplitN(v.Text(), ":", 3), "", "")
		from, target, mode = parts[0], parts[1], parts[2]
	}
	if strings.ContainsAny(from, "./~$") {
		why := "a directory of the instance: copy its files in the Dockerfile, or mount a file system of EFS (Volumes)"
		if strings.Contains(from, "EB_LOG_BASE_DIR") {
			why = "files in the directory are not collected: let the code write to standard output"
		}
		r.App.Report(v.Source(name), migration.Decision, "", why)
		return
	}
	r.shared(d, from, target, mode == "ro", v.Source(name))
}

func (r *reading) composedCheck(d *definition, t tree, name string) {
	test := t.Get("test")
	words := composedWords(test)
	if test.IsText() {
		words = []string{"CMD-SHELL", strings.ReplaceAll(test.Text(), "$$", "$")}
	}
	if len(words) < 2 || words[0] != "CMD" && words[0] != "CMD-SHELL" {
		r.App.Report(t.Source(name), migration.Decision, "ContainerHealthCheck", "state the command that checks the "+
			"container")
		return
	}
	if !r.App.CleanWords(words, test.Source(name)) {
		return
	}
	d.ContainerCheck = migration.Say(words, test.Source(name))
	r.App.Report(test.Source(name), migration.Mapped, "ContainerHealthCheck", "")
}

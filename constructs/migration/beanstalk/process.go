package beanstalk

import (
	"fmt"
	"maps"
	"regexp"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/partition"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

var procfileLine = regexp.MustCompile(`^([A-Za-z0-9_-]+):\s*(.+)$`)

// procfile reads the processes: web is the service's command, and every other one is a service of its own.
func (r *reading) procfile() {
	const file = "Procfile"
	text, ok := r.text(file)
	if !ok {
		return
	}
	r.found++
	for i, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		source := migration.Source{File: file, Line: i + 1}
		parts := procfileLine.FindStringSubmatch(line)
		if parts == nil {
			r.refuse(migration.Problem{Source: source, Got: "what is no process", Want: "NAME: COMMAND",
				Fix: "a line of a Procfile is such as web: gunicorn app:app"})
			continue
		}
		source.Name = parts[1] + " of the Procfile"
		r.process(parts[1], parts[2], source)
	}
}

func (r *reading) process(name, line string, source migration.Source) {
	words := command(line)
	if !r.app.CleanWords(words, source) || len(r.app.Services) == 0 {
		return
	}
	if name == "web" {
		for _, s := range r.app.Services {
			if s.Background {
				continue
			}
			if s.Command == nil {
				s.Command = migration.Say(words, source)
			}
			r.setPort(s, source)
		}
		r.app.Report(source, migration.Mapped, "Command", "")
		return
	}
	first := r.app.Services[0]
	second := &migration.Service{Name: migration.ServiceName(first.Name + "-" + name), Background: true,
		Architecture: first.Architecture, LogRetentionDays: first.LogRetentionDays}
	// one for each instance, and no more: two clocks would do everything twice
	second.Scaling.Min, second.Scaling.Max = first.Scaling.Min, first.Scaling.Max
	second.Image, second.Command = first.Image, migration.Say(words, source)
	second.Environment, second.Secrets = maps.Clone(first.Environment), maps.Clone(first.Secrets)
	delete(second.Environment, "PORT")
	r.app.Services = append(r.app.Services, second)
	r.app.Report(source, migration.Mapped, "NewService", "it ran on each instance beside web: now it is a service of "+
		"its own")
}

// setPort tells the application where to listen, as the platform did, where nobody says so.
func (r *reading) setPort(s *migration.Service, source migration.Source) {
	if _, said := s.Environment["PORT"]; said || s.Worker {
		return
	}
	port := 8080.0
	if s.Port != nil {
		port = s.Port.Value
	}
	if s.Environment == nil {
		s.Environment = map[string]migration.Said[string]{}
	}
	s.Environment["PORT"] = migration.Said[string]{Value: strconv.Itoa(int(port)), Source: source}
	if s.Port == nil {
		s.Port = migration.Say(port, source)
		r.app.Report(source, migration.Decision, "Port", fmt.Sprintf("the platform told the application its port in "+
			"PORT: %v was "+
			"taken, and the image must listen there, on 0.0.0.0", port))
	}
}

// periodic reports the tasks of cron.yaml, which a worker's daemon posted to the application.
func (r *reading) periodic() {
	for _, file := range []string{"cron.yaml", "cron.yml"} {
		t, ok := r.mapping(file)
		if !ok {
			continue
		}
		r.found++
		for _, c := range t.get("cron").items() {
			r.app.Report(c.source(strings.TrimSpace("cron "+c.get("name").text())), migration.Decision, "ScheduledTasks",
				"a daemon posted to the application at set times: run a command at these times in ScheduledTasks")
		}
	}
}

// platform says what the application ran on.
func (r *reading) platform(t tree, name string) {
	if !t.isText() {
		return
	}
	value, source := t.text(), t.source(name)
	if parts := strings.Split(value, ":"); len(parts) > 4 && partition.IsRegion(parts[3]) && r.app.Region == nil {
		r.app.Region = migration.Say(parts[3], source)
	}
	lower := strings.ToLower(value)
	switch {
	case strings.Contains(lower, "windows"):
		r.app.Report(source, migration.Decision, "", "the tasks here run Linux: the application must, too")
	case strings.Contains(lower, "docker") || strings.Contains(lower, "ecs"):
		r.app.Report(source, migration.Mapped, "Image", "the image runs as it is")
	default:
		r.app.Report(source, migration.Decision, "Image", "the platform installed the runtime: write a Dockerfile for it")
	}
}

package beanstalk

import (
	"fmt"
	"maps"
	"regexp"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/partition"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

var procfileLine = regexp.MustCompile(`^([A-Za-z0-9_-]+):\s*(.+)$`)

// procfile reads the processes: web is the service's command, and every other one is a service of its own.
func (r *reading) procfile() {
	const file = "Procfile"
	text, ok := r.Text(file)
	if !ok {
		return
	}
	r.Found++
	for i, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		source := migration.Source{File: file, Line: i + 1}
		parts := procfileLine.FindStringSubmatch(line)
		if parts == nil {
			r.Refuse(migration.Problem{Source: source, Got: "what is no process", Want: "NAME: COMMAND",
				Fix: "a line of a Procfile is such as web: gunicorn app:app"})
			continue
		}
		source.Name = parts[1] + " of the Procfile"
		r.process(parts[1], parts[2], source)
	}
}

func (r *reading) process(name, line string, source migration.Source) {
	words := reader.Command(line)
	if !r.App.CleanWords(words, source) || len(r.App.Services) == 0 {
		return
	}
	if name == "web" {
		for _, s := range r.App.Services {
			if s.Background {
				continue
			}
			if s.Command == nil {
				s.Command = migration.Say(words, source)
			}
			r.setPort(s, source)
		}
		r.App.Report(source, migration.Mapped, "Command", "")
		return
	}
	first := r.App.Services[0]
	second := &migration.Service{Name: migration.ServiceName(first.Name + "-" + name), Background: true,
		Architecture: first.Architecture, LogRetentionDays: first.LogRetentionDays}
	// one for each instance, and no more: two clocks would do everything twice
	second.Scaling.Min, second.Scaling.Max = first.Scaling.Min, first.Scaling.Max
	second.Image, second.Command = first.Image, migration.Say(words, source)
	second.Environment, second.Secrets = maps.Clone(first.Environment), maps.Clone(first.Secrets)
	delete(second.Environment, "PORT")
	r.App.Services = append(r.App.Services, second)
	r.App.Report(source, migration.Mapped, "NewService", "it ran on each instance beside web: now it is a service of "+
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
		r.App.Report(source, migration.Decision, "Port", fmt.Sprintf("the platform told the application its port in "+
			"PORT: %v was taken, and the image must listen there, on 0.0.0.0", port))
	}
}

// periodic reports the tasks of cron.yaml, which a worker's daemon posted to the application.
func (r *reading) periodic() {
	for _, file := range []string{"cron.yaml", "cron.yml"} {
		t, ok := r.Mapping(file)
		if !ok {
			continue
		}
		r.Found++
		for _, c := range t.Get("cron").Items() {
			r.App.Report(c.Source(strings.TrimSpace("cron "+c.Get("name").Text())), migration.Decision, "ScheduledTasks",
				"a daemon posted to the application at set times: run a command at these times in ScheduledTasks")
		}
	}
}

// platform says what the application ran on.
func (r *reading) platform(t tree, name string) {
	if !t.IsText() {
		return
	}
	value, source := t.Text(), t.Source(name)
	if parts := strings.Split(value, ":"); len(parts) > 4 && partition.IsRegion(parts[3]) && r.App.Region == nil {
		r.App.Region = migration.Say(parts[3], source)
	}
	lower := strings.ToLower(value)
	switch {
	case strings.Contains(lower, "windows"):
		r.App.Report(source, migration.Decision, "", "the tasks here run Linux: the application must, too")
	case strings.Contains(lower, "docker") || strings.Contains(lower, "ecs"):
		r.App.Report(source, migration.Mapped, "Image", "the image runs as it is")
	default:
		r.App.Report(source, migration.Decision, "Image", "the platform installed the runtime: write a Dockerfile for it")
	}
}

package beanstalk

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

// user of a container; root is refused by the service, and said to be so here.
func (r *reading) user(d *definition, t tree, source migration.Source) {
	name, _, _ := strings.Cut(t.Text(), ":")
	if name == "" || name == "root" || name == "0" {
		r.App.Report(source, migration.Decision, "Container.User", "the container ran as root: let it run as another user")
		return
	}
	if r.App.Clean(t.Text(), source) {
		d.User = migration.Say(t.Text(), source)
		r.App.Report(source, migration.Mapped, "Container.User", "")
	}
}

// mount takes scratch space that containers share; what lay on the instance is not there.
func (r *reading) mount(d *definition, m tree, volumes map[string]tree, name string) {
	volume, target := m.Get("sourceVolume").Text(), m.Get("containerPath").Text()
	source := m.Source(name)
	from := volumes[volume].Get("host").Get("sourcePath").Text()
	switch {
	case strings.HasPrefix(volume, "awseb-logs-"):
		r.App.Report(source, migration.Decision, "", "files in the directory are not collected: let the code write to "+
			"standard output")
	case from != "":
		r.App.Report(source, migration.Decision, "", "a directory of the instance: copy its files in the Dockerfile, or "+
			"mount a file system of EFS (Volumes)")
	default:
		r.shared(d, volume, target, strings.EqualFold(m.Get("readOnly").Text(), "true"), source)
	}
}

func (r *reading) shared(d *definition, volume, target string, readOnly bool, source migration.Source) {
	if !reader.Volume.MatchString(volume) || !strings.HasPrefix(target, "/") || target == "/" ||
		!r.App.Clean(target, source) {
		r.App.Report(source, migration.Decision, "", "state the volume in Volumes and Container.Mounts")
		return
	}
	d.Mounts = append(d.Mounts, migration.Mount{Volume: volume, Path: target, ReadOnly: readOnly, Source: source})
	r.App.Report(source, migration.Mapped, "Volumes", "scratch space, which ends with the task")
}

// workingDirectory of a container is a path from the root.
func (r *reading) workingDirectory(d *definition, t tree, source migration.Source) {
	switch path := t.Text(); {
	case !strings.HasPrefix(path, "/"):
		r.App.Report(source, migration.Decision, "Container.WorkingDirectory", "it is no path that starts with /")
	case r.App.Clean(path, source):
		d.WorkingDirectory = migration.Say(path, source)
		r.App.Report(source, migration.Mapped, "WorkingDirectory", "")
	}
}

func (r *reading) links(t tree, name string) {
	for _, l := range t.Items() {
		r.App.Report(l.Source(name), migration.Decision, "", "the containers of a task share their network: call 127.0.0.1 "+
			"and the port instead of the name")
	}
}

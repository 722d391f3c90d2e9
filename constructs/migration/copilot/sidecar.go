package copilot

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

func (b *building) sidecars(f field) {
	for _, e := range f.Last() {
		path := f.Path + "." + e.Key
		if !e.Value.IsMap() {
			b.Refuse(e.Value.Problem(path, "a mapping", ""))
			continue
		}
		b.sidecar(field{Path: path, Tree: e.Value, Source: e.Value.Source(path)}, e.Key)
	}
}

// sidecar adds a container beside the service's own, if its image can be told.
func (b *building) sidecar(f field, name string) {
	c := &migration.Container{ContainerName: name}
	leaves := ""
	for _, e := range f.Last() {
		part := field{Path: f.Path + "." + e.Key, Tree: e.Value, Source: e.Value.Source(f.Path + "." + e.Key)}
		if e.Value.IsNull() {
			b.Dropped(part, "it is empty")
			continue
		}
		switch e.Key {
		case "image":
			leaves = b.sidecarImage(part, c)
		case "port":
			b.sidecarPort(part, c)
		case "essential":
			if on, ok := b.Yes(part); ok {
				c.Essential = migration.Say(on, part.Source)
				b.Mapped(part, "Sidecars", "")
			}
		case "credentialsParameter":
			b.Decide(part, "state the secret as RepositoryCredentials of the container")
		case "variables":
			b.variablesOf(part, c)
		case "secrets":
			b.secretsOf(part, c)
		case "env_file":
			b.environmentFile(part, c, f.Tree)
		case "mount_points":
			b.mountPoints(part, c)
		case "labels":
			b.labelsOf(part, c)
		case "depends_on":
			b.dependencies(part, c)
		case "entrypoint":
			c.EntryPoint = b.wordsOf(part, "Sidecars")
		case "command":
			c.Command = b.wordsOf(part, "Sidecars")
		case "healthcheck":
			b.sidecarCheck(part, c)
		default:
			b.Each(part, migration.Decision, unknownField)
		}
	}
	if c.Image == nil {
		if leaves == "" {
			leaves = "it names no image"
		}
		b.Decide(f, leaves+": the container was left out; add it to Sidecars")
		return
	}
	b.service.Sidecars = append(b.service.Sidecars, *c)
}

// sidecarImage takes the image, or says why there is none.
func (b *building) sidecarImage(f field, c *migration.Container) string {
	location := f
	if f.IsMap() {
		location.Tree = f.Get("location")
		location.Path += ".location"
		location.Source = location.Tree.Source(location.Path)
		if build := f.Get("build"); build.Exists() {
			b.buildOf(field{Path: f.Path + ".build", Tree: build, Source: build.Source(f.Path + ".build")}, false)
			return "its image is built from a Dockerfile, and has to be pushed first"
		}
		for _, e := range f.Last() {
			part := field{Path: f.Path + "." + e.Key, Tree: e.Value, Source: e.Value.Source(f.Path + "." + e.Key)}
			switch e.Key {
			case "location":
			case "credentials":
				b.Decide(part, "state the secret as RepositoryCredentials of the container")
			case "labels":
				b.labelsOf(part, c)
			case "depends_on":
				b.dependencies(part, c)
			default:
				b.Each(part, migration.Decision, unknownField)
			}
		}
	}
	fixed, moving := b.Image(location.Tree, location.Path)
	c.Image = fixed
	if moving != nil {
		return "its tag moves"
	}
	return ""
}

func (b *building) sidecarPort(f field, c *migration.Container) {
	number, protocol, _ := strings.Cut(f.Text(), "/")
	if protocol != "" && protocol != "tcp" {
		b.Decide(f, "state the port of UDP in Sidecars")
		return
	}
	n, ok := reader.Whole(number)
	if !ok || n < 1 || n > 65535 {
		b.Refuse(migration.Problem{Source: f.Source, Got: "what is no port", Want: "a port from 1 to 65535"})
		return
	}
	c.Port = migration.Say(n, f.Source)
	b.Mapped(f, "Sidecars", "the containers of the task reach it at 127.0.0.1")
}

func (b *building) mountPoints(f field, c *migration.Container) {
	for _, item := range f.Items() {
		part := field{Path: f.Path, Tree: item, Source: item.Source(f.Path)}
		volume, target := item.Get("source_volume").Text(), item.Get("path").Text()
		if !reader.Volume.MatchString(volume) || !mountable(target) || !b.App.Clean(target, part.Source) {
			b.Decide(part, "state the mount in Sidecars")
			continue
		}
		c.Mounts = append(c.Mounts, migration.Mount{Volume: volume, Path: target,
			ReadOnly: item.Get("read_only").Text() != "false", Source: part.Source})
		b.Mapped(part, "Sidecars", "")
	}
}

// missing mounts are those of volumes that were left to somebody.
func (b *building) missingVolumes() {
	for i := range b.service.Sidecars {
		c := &b.service.Sidecars[i]
		c.Mounts = slices.DeleteFunc(c.Mounts, func(m migration.Mount) bool {
			there := slices.ContainsFunc(b.service.Volumes, func(v migration.Volume) bool { return v.Name == m.Volume })
			if !there {
				b.App.Report(m.Source, migration.Decision, "", "its volume is not there: state both")
			}
			return !there
		})
	}
}

func (b *building) sidecarCheck(f field, c *migration.Container) {
	c.ContainerCheck = b.checkOf(field{Path: f.Path + ".command", Tree: f.Get("command"),
		Source: f.Get("command").Source(f.Path + ".command")})
	times := map[string]struct {
		into  *amount
		least float64
		most  float64
	}{"interval": {&c.CheckTimes.Interval, 5, 300}, "timeout": {&c.CheckTimes.Timeout, 2, 60},
		"start_period": {&c.CheckTimes.StartPeriod, 0, 300}, "retries": {&c.CheckTimes.Retries, 1, 10}}
	for _, e := range f.Last() {
		part := field{Path: f.Path + "." + e.Key, Tree: e.Value, Source: e.Value.Source(f.Path + "." + e.Key)}
		t, known := times[e.Key]
		switch {
		case e.Key == "command":
		case !known:
			b.Each(part, migration.Decision, unknownField)
		default:
			read := b.Seconds
			if e.Key == "retries" {
				read = b.Number
			}
			n, ok := read(part)
			*t.into = b.Within(part, n, ok, "Sidecars", reader.Limits{Least: t.least, Most: t.most})
		}
	}
}

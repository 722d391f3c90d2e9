package copilot

import (
	"path"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/shell"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

func (b *building) cpu(f field)    { b.sizeOf(0, f) }
func (b *building) memory(f field) { b.sizeOf(1, f) }

func (b *building) sizeOf(i int, f field) {
	n, ok := b.Number(f)
	switch {
	case !ok:
	case n < 1 || n > 1<<20:
		b.Decide(f, "Fargate offers no task of that size: the default was taken")
	default:
		b.size[i], b.sized[i] = migration.Say(n, f.Source), f
	}
}

// platform is OS/ARCHITECTURE.
func (b *building) platform(f field) {
	text, ok := b.Said(f)
	if !ok {
		return
	}
	family, architecture, found := strings.Cut(strings.ToLower(text), "/")
	if !found || !strings.HasPrefix(family, "linux") {
		b.Decide(f, "the tasks here run Linux: the application must, too")
		return
	}
	b.architectureOf(f, architecture)
}

func (b *building) family(f field) {
	if text, ok := b.Said(f); ok && strings.HasPrefix(strings.ToLower(text), "linux") {
		b.Mapped(f, "CPUArchitecture", "")
	} else if ok {
		b.Decide(f, "the tasks here run Linux: the application must, too")
	}
}

func (b *building) architecture(f field) {
	if text, ok := b.Said(f); ok {
		b.architectureOf(f, strings.ToLower(text))
	}
}

func (b *building) architectureOf(f field, name string) {
	known := map[string]string{"x86_64": "X86_64", "amd64": "X86_64", "arm64": "ARM64", "arm": "ARM64"}[name]
	if known == "" {
		b.Decide(f, "Fargate runs images for arm64 and x86_64")
		return
	}
	b.service.Architecture = migration.Say(known, f.Source)
	b.Mapped(f, "CPUArchitecture", "")
}

func (b *building) exec(f field) {
	if on, ok := b.Yes(f); ok && on {
		b.service.Execute = migration.Say(true, f.Source)
		b.Mapped(f, "EnableExecute", "")
	} else if ok {
		b.Dropped(f, "there is no shell in a task unless stated")
	}
}

// build is where the source of the image lies: the path of a Dockerfile, or a mapping.
func (b *building) build(f field) {
	b.service.Build = b.buildOf(f, true)
}

func (b *building) buildOf(f field, own bool) *migration.Build {
	to, out := "Image", &migration.Build{Source: f.Source}
	switch {
	case f.IsText():
		out.Dockerfile = clean(f.Text())
		out.Context = path.Dir(out.Dockerfile)
	case f.IsMap():
		context, file := f.Get("context").Text(), f.Get("dockerfile").Text()
		if file != "" {
			out.Dockerfile = clean(file)
		}
		if out.Context = clean(context); context == "" {
			out.Context = path.Dir(out.Dockerfile)
		}
		for _, e := range f.Last() {
			part := field{Path: f.Path + "." + e.Key, Tree: e.Value, Source: e.Value.Source(f.Path + "." + e.Key)}
			switch e.Key {
			case "context", "dockerfile":
				b.Mapped(part, to, "the image is built from it")
			case "args", "target", "cache_from":
				b.Each(part, migration.Decision, inBuild)
			default:
				b.Each(part, migration.Decision, unknownField)
			}
		}
		if context == "" && file == "" {
			out.Context = "."
		}
	default:
		b.Refuse(f.Problem(f.Path, "the path of a Dockerfile, or a mapping", ""))
		return nil
	}
	if f.IsText() {
		b.Mapped(f, to, "the image is built from it")
	}
	if !own {
		return nil
	}
	return out
}

func clean(name string) string { return path.Clean(strings.TrimPrefix(name, "./")) }

func (b *building) location(f field) {
	if _, ok := b.Said(f); !ok {
		return
	}
	fixed, moving := b.Image(f.Tree, f.Path)
	b.service.Image = fixed
	if moving != nil {
		b.Decide(f, "its tag moves: a rollback would not go back; state a version or a digest as Image.URI, or push it to "+
			"the repository")
	}
}

func (b *building) port(f field) {
	if n, ok := b.portOf(f); ok && n > 0 {
		b.service.Port = migration.Say(n, f.Source)
		if b.kind&(worker|job) != 0 {
			b.service.Port = nil
			b.Dropped(f, "nobody calls it")
			return
		}
		b.Mapped(f, "Port", "")
		if n == 443 {
			b.Decide(f, "the load balancer speaks HTTP to the container, inside the network; clients speak HTTPS to it")
		}
	}
}

func (b *building) portOf(f field) (float64, bool) {
	n, ok := b.Number(f)
	if ok && (n < 1 || n > 65535) {
		b.Refuse(migration.Problem{Source: f.Source, Got: f.Text(), Want: "a port from 1 to 65535"})
		return 0, false
	}
	return n, ok
}

// wordsOf are those of a command line, which Copilot splits as a shell would, and gives to no shell.
func (b *building) wordsOf(f field, to string) *migration.Said[[]string] {
	switch {
	case f.IsText():
		words := shell.Words(f.Text())
		if len(words) == 0 && strings.TrimSpace(f.Text()) != "" {
			b.Refuse(migration.Problem{Source: f.Source, Got: "a line that cannot be split into words", Want: "a command",
				Fix: "a quote is missing"})
			return nil
		}
		return b.TakeWords(words, to, f.Source)
	case f.IsList():
		return b.TakeWords(f.Words(nil), to, f.Source)
	}
	b.Refuse(f.Problem(f.Path, "a text or a list of texts", ""))
	return nil
}

func (b *building) entryPoint(f field) { b.service.EntryPoint = b.wordsOf(f, "EntryPoint") }
func (b *building) command(f field)    { b.service.Command = b.wordsOf(f, "Command") }
func (b *building) check(f field)      { b.service.ContainerCheck = b.checkOf(f) }

// checkOf is a command that starts with CMD or CMD-SHELL.
func (b *building) checkOf(f field) *migration.Said[[]string] {
	words := f.Words(func(line string) []string { return []string{"CMD-SHELL", line} })
	switch {
	case len(words) == 0:
		b.Decide(f, "it says no command")
	case words[0] != "CMD" && words[0] != "CMD-SHELL":
		b.Decide(f, "a check starts with CMD or CMD-SHELL: state ContainerHealthCheck")
	case len(words) < 2 || words[0] == "CMD-SHELL" && len(words) != 2 || !shell.CanFail(strings.Join(words[1:], " ")):
		b.Decide(f, "it cannot fail, or is none: state ContainerHealthCheck")
	default:
		return b.TakeWords(words, "ContainerHealthCheck", f.Source)
	}
	return nil
}

func (b *building) labels(f field) { b.labelsOf(f, &b.service.Container) }

func (b *building) labelsOf(f field, c *migration.Container) {
	for _, e := range f.Last() {
		part := field{Path: f.Path + "." + e.Key, Tree: e.Value, Source: e.Value.Source(f.Path + "." + e.Key)}
		if text, ok := b.Said(part); ok && b.App.CleanNamed(e.Key, text, part.Source) {
			if c.Labels == nil {
				c.Labels = map[string]migration.Said[string]{}
			}
			c.Labels[e.Key] = migration.Said[string]{Value: text, Source: part.Source}
			b.Mapped(part, "Container.DockerLabels", "")
		}
	}
}

func (b *building) dependsOn(f field) { b.dependencies(f, &b.service.Container) }

func (b *building) dependencies(f field, c *migration.Container) {
	conditions := map[string]string{"start": "DependencyStart", "complete": "DependencyComplete",
		"success": "DependencySuccess", "healthy": "DependencyHealthy"}
	sidecars := b.manifest.Get("sidecars")
	for _, e := range f.Last() {
		part := field{Path: f.Path + "." + e.Key, Tree: e.Value, Source: e.Value.Source(f.Path + "." + e.Key)}
		condition := conditions[strings.ToLower(e.Value.Text())]
		switch {
		case condition == "":
			b.Decide(part, "the condition is none of start, complete, success and healthy")
		case e.Key != b.name && !sidecars.Get(e.Key).IsMap():
			b.Decide(part, "there is no container of that name")
		default:
			c.DependsOn = append(c.DependsOn, migration.Dependency{Container: e.Key, Condition: condition,
				Source: part.Source})
			b.Mapped(part, "Container.DependsOn", "")
		}
	}
}

func (b *building) variables(f field) { b.variablesOf(f, &b.service.Container) }

func (b *building) variablesOf(f field, c *migration.Container) {
	if !f.IsMap() {
		b.Refuse(f.Problem(f.Path, "a mapping of names to values", ""))
		return
	}
	for _, e := range f.Last() {
		source := e.Value.Source("environment variable " + e.Key)
		part := field{Path: f.Path + "." + e.Key, Tree: e.Value, Source: source}
		switch {
		case e.Value.IsText():
			b.App.SetVariable(b.service.Name, c, e.Key, e.Value.Text(), source)
		case e.Value.Get("from_cfn").IsText():
			b.Decide(part, fromExport)
		case e.Value.IsNull():
			b.Dropped(part, "it is empty")
		default:
			b.Refuse(e.Value.Problem("environment variable "+e.Key, "a text, or from_cfn", ""))
		}
	}
}

func (b *building) secrets(f field) { b.secretsOf(f, &b.service.Container) }

// secretsOf are names or ARNs: a text of its own is that of a parameter.
func (b *building) secretsOf(f field, c *migration.Container) {
	if !f.IsMap() {
		b.Refuse(f.Problem(f.Path, "a mapping of names to secrets", ""))
		return
	}
	for _, e := range f.Last() {
		source := e.Value.Source("environment secret " + e.Key)
		part := field{Path: f.Path + "." + e.Key, Tree: e.Value, Source: source}
		secret := migration.Secret{}
		switch named := e.Value.Get("secretsmanager"); {
		case named.IsText():
			secret = reader.SecretNamed(strings.TrimSpace(named.Text()))
			if s, _, ok := reader.SecretARN(named.Text()); ok {
				secret = s
			}
		case e.Value.IsText():
			text := strings.Trim(strings.TrimSpace(e.Value.Text()), "'")
			secret.ParameterName = text
			if s, region, ok := reader.SecretARN(text); ok {
				secret = s
				b.App.Located(region, source)
			}
		case e.Value.Get("from_cfn").IsText():
			b.Decide(part, fromExport)
			continue
		default:
			b.Refuse(e.Value.Problem("environment secret "+e.Key, "the name of a parameter, secretsmanager or from_cfn", ""))
			continue
		}
		secret.Source = source
		b.App.SetSecret(c, e.Key, secret)
	}
}

var fileLine = regexp.MustCompile(`^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$`)

// envFile reads the variables of a file. What the manifest says itself wins.
func (b *building) envFile(f field) { b.environmentFile(f, &b.service.Container, b.manifest) }

func (b *building) environmentFile(f field, c *migration.Container, container reader.Tree) {
	name, ok := b.Said(f)
	if !ok {
		return
	}
	name = clean(name)
	text, found := b.Text(name)
	if !found {
		b.Decide(f, "the file is not in the folder: state its lines in Environment and Secrets")
		return
	}
	b.Mapped(f, "Environment", "its lines are variables")
	for i, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		source := migration.Source{File: name, Line: i + 1, Name: "line of an environment file"}
		parts := fileLine.FindStringSubmatch(line)
		if parts == nil {
			b.App.Report(source, migration.Decision, "", "it is no line NAME=VALUE, which ECS would leave out")
			continue
		}
		source.Name = "environment variable " + parts[1]
		if container.Get("variables").Get(parts[1]).Exists() || container.Get("secrets").Get(parts[1]).Exists() {
			b.App.HideVariable(parts[1], parts[2])
			b.App.Report(source, migration.Dropped, "", "overridden in the manifest")
			continue
		}
		b.App.SetVariable(b.service.Name, c, parts[1], parts[2], source)
	}
}

func (b *building) tags(f field) {
	for _, e := range f.Last() {
		b.Tagged(f.Path+".", e)
	}
}

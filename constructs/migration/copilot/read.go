package copilot

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

const origin = "AWS Copilot"

// Options are the options of [Options.Read].
type Options struct {
	// Environment that the program is for. Required where there are several; default: the only one.
	Environment string
}

// reading is an application under way.
type reading struct {
	reader.Reader
	application, environment string
	workloads                []workload
	around                   environment
}

// workload is a service or a job, with what its environment says laid over it.
type workload struct {
	folder, name string
	kind         kind
	manifest     reader.Tree
	typed        migration.Source // where the manifest says what it is
}

// Read reads a folder that has one environment, or none.
func Read(files fs.FS, name string) (*migration.Application, error) {
	return Options{}.Read(files, name)
}

// Read reads a folder as one application in one environment, which is called name where nothing else names it. All
// problems are reported as one error, which holds a [migration.Problem] for each.
func (o Options) Read(files fs.FS, name string) (*migration.Application, error) {
	r := &reading{Reader: reader.Reader{Files: files, App: &migration.Application{Name: name, From: origin}}}
	r.workspace(name)
	manifests := r.manifests()
	if r.Found == 0 && len(r.Problems) == 0 {
		r.Refuse(migration.Problem{Source: migration.Source{File: "copilot"}, Got: "nothing of Copilot",
			Want: "copilot/NAME/manifest.yml", Fix: "give the folder that holds copilot/, not copilot/ itself"})
	}
	for _, m := range manifests {
		r.HideVariables(m, "variables")
	}
	r.choose(o.Environment, manifests)
	if len(r.Problems) == 0 {
		r.read(manifests)
	}
	return r.Done()
}

func (r *reading) read(manifests []reader.Tree) {
	r.surroundings()
	for _, m := range manifests {
		r.workload(m)
	}
	for _, w := range r.workloads {
		r.service(w)
	}
	r.assemble()
	r.addons()
	r.rest()
}

func (r *reading) workspace(name string) {
	r.application = name
	const file = "copilot/.workspace"
	t, ok := r.Mapping(file)
	if !ok {
		return
	}
	for _, e := range t.Last() {
		switch e.Key {
		case "application":
			r.application = cmp.Or(e.Value.Text(), name)
			r.App.Report(e.Value.Source(e.Key), migration.Mapped, "NewStack", "the stack is called after it")
		case "path":
		default:
			r.App.Report(e.Value.Source(e.Key), migration.Decision, "", unknownField)
		}
	}
}

const unknownField = "this library does not know the field"

// manifests of all services and jobs.
func (r *reading) manifests() (out []reader.Tree) {
	for _, file := range r.Glob("copilot/*/manifest.yml", "copilot/*/manifest.yaml") {
		if t, ok := r.Mapping(file); ok {
			r.Found++
			out = append(out, t)
		}
	}
	return out
}

// choose takes the environment that is asked for, or the only one.
func (r *reading) choose(asked string, manifests []reader.Tree) {
	known := map[string]bool{}
	for _, file := range r.Glob("copilot/environments/*/manifest.yml", "copilot/environments/*/manifest.yaml") {
		known[path.Base(path.Dir(file))] = true
	}
	for _, m := range manifests {
		for _, e := range m.Get("environments").Last() {
			known[e.Key] = true
		}
	}
	var names []string
	for name := range known {
		names = append(names, name)
	}
	slices.Sort(names)
	list := strings.Join(names, ", ")
	switch {
	case asked != "" && len(names) > 0 && !known[asked]:
		r.Refuse(migration.Problem{Source: migration.Source{File: "copilot", Name: "environment"},
			Got: fmt.Sprintf("%q", asked), Want: "one of " + list})
	case asked != "":
		r.environment = asked
	case len(names) == 1:
		r.environment = names[0]
	case len(names) > 1:
		r.Refuse(migration.Problem{Source: migration.Source{File: "copilot", Name: "environment"},
			Got: "several: " + list, Want: "one", Fix: "name the one that the program is for; import each into a folder of " +
				"its own"})
	}
	r.App.Name = r.application
	if r.environment != "" {
		r.App.Name += "-" + r.environment
	}
}

// workload lays the environment's settings over a manifest.
func (r *reading) workload(t reader.Tree) {
	folder := path.Base(path.Dir(t.Source("").File))
	w := workload{folder: folder, name: cmp.Or(t.Get("name").Text(), folder), typed: t.Get("type").Source("type")}
	text := t.Get("type").Text()
	w.kind = kinds[strings.ToLower(text)]
	if w.kind == 0 {
		r.refuseKind(t, text)
		return
	}
	if w.kind == staticSite {
		r.Each(reader.Field{Path: w.name, Tree: t.Without("name"), Source: w.typed}, migration.Decision,
			"a static site is S3 with CloudFront, and no container: leave it on Copilot, or make it with these")
		return
	}
	environments := t.Get("environments")
	base := t.Without("environments")
	for _, e := range environments.Last() {
		field := reader.Field{Path: "environments." + e.Key, Tree: e.Value, Source: e.Value.Source("environments." + e.Key)}
		switch {
		case e.Key != r.environment:
			r.Dropped(field, "it is that of another environment")
		case e.Value.IsMap():
			base = r.over(base, e.Value)
		case !e.Value.IsNull():
			r.Refuse(e.Value.Problem(field.Path, "a mapping", ""))
		}
	}
	w.manifest = base.Replaced(r.filled(w.name))
	w.name = w.manifest.Get("name").Text()
	w.name = cmp.Or(w.name, folder)
	r.workloads = append(r.workloads, w)
}

func (r *reading) refuseKind(t reader.Tree, text string) {
	if t.Get("type").Exists() && text != "" {
		r.Refuse(migration.Problem{Source: t.Get("type").Source("type"), Got: fmt.Sprintf("%q", text),
			Want: "Load Balanced Web Service, Backend Service, Worker Service, Scheduled Job, Request-Driven Web Service or " +
				"Static Site"})
		return
	}
	r.Refuse(migration.Problem{Source: t.Source("type"), Got: "no type", Want: "such as Load Balanced Web Service"})
}

// over is a manifest with what an environment says above it. Of settings that exclude each other, those of the
// environment stay.
func (r *reading) over(base, above reader.Tree) reader.Tree {
	for _, group := range [][2]string{{"image.build", "image.location"}, {"count.spot", "count.range"},
		{"count.range", "count.spot"}, {"image.location", "image.build"}} {
		if at(above, group[0]).Exists() && at(base, group[1]).Exists() {
			section, key, _ := strings.Cut(group[1], ".")
			base = reader.Overlay(base.Without(section), base.Only(section, base.Get(section).Without(key)))
		}
	}
	r.overridden(base, above, "")
	return reader.Overlay(base, above)
}

func at(t reader.Tree, dotted string) reader.Tree {
	for key := range strings.SplitSeq(dotted, ".") {
		t = t.Get(key)
	}
	return t
}

// overridden reports what the environment replaces.
func (r *reading) overridden(base, above reader.Tree, path string) {
	for _, e := range above.Last() {
		old := base.Get(e.Key)
		switch {
		case !old.Exists() || e.Value.IsNull():
		case old.IsMap() && e.Value.IsMap():
			r.overridden(old, e.Value, path+e.Key+".")
		default:
			r.App.Report(old.Source(path+e.Key), migration.Dropped, "", "overridden in "+e.Value.Source("").String())
		}
	}
}

// filled fills in the variables that Copilot knows. Those of a shell stay, and are told where they stand.
func (r *reading) filled(service string) func(string) string {
	known := []string{"${COPILOT_APPLICATION_NAME}", r.application, "${COPILOT_SERVICE_NAME}", service}
	if r.environment != "" {
		known = append(known, "${COPILOT_ENVIRONMENT_NAME}", r.environment)
	}
	escaped := make([]string, 0, 2*len(known))
	for i := 0; i < len(known); i += 2 {
		escaped = append(escaped, `\`+known[i], `\`+known[i]) // an escaped one stays as it is, and is told
	}
	return strings.NewReplacer(append(escaped, known...)...).Replace
}

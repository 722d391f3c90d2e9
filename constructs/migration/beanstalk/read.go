package beanstalk

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

const origin = "Elastic Beanstalk"

// maxFile is how large a file may be.
const maxFile = 4 << 20

// reading is an application under way.
type reading struct {
	files        fs.FS
	app          *migration.Application
	environments []*environment
	common       settings // of .ebextensions, the manifest and the saved configuration
	tier         string   // of the saved configuration or the manifest
	problems     []error
	found        int // files that said something
}

// environment of Elastic Beanstalk; each becomes a service.
type environment struct {
	name   string
	worker bool
	settings
}

// Read reads a folder as one application, which is called name where nothing else names it. All problems are reported
// as one error, which holds a [migration.Problem] for each. A warning is an entry of the report.
func Read(files fs.FS, name string) (*migration.Application, error) {
	r := &reading{files: files, app: &migration.Application{Name: name, From: origin}}
	r.described()
	r.savedConfigurations()
	r.manifest()
	r.extensions()
	r.services()
	r.containers()
	r.hooks()
	if r.found == 0 && len(r.problems) == 0 {
		r.refuse(migration.Problem{Source: migration.Source{File: "."}, Got: "nothing of Elastic Beanstalk",
			Want: "describe-configuration-settings in a .json file, .elasticbeanstalk/saved_configs, env.yaml, .ebextensions, " +
				"Dockerrun.aws.json, docker-compose.yml or a Procfile",
			Fix: "aws elasticbeanstalk describe-configuration-settings --application-name NAME --environment-name NAME " +
				"> settings.json is the most complete source"})
	}
	return r.done()
}

// done is what was read, with problems that tell no credential.
func (r *reading) done() (*migration.Application, error) {
	for i, problem := range r.problems {
		r.problems[i] = r.app.Conceal(problem)
	}
	return r.app, errors.Join(r.problems...)
}

func (r *reading) refuse(err error) {
	if err != nil {
		r.problems = append(r.problems, err)
	}
}

// glob are the files that match one of the patterns, sorted.
func (r *reading) glob(patterns ...string) (out []string) {
	for _, pattern := range patterns {
		found, _ := fs.Glob(r.files, pattern)
		out = append(out, found...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// text of a file; ok is false where there is none.
func (r *reading) text(file string) (text []byte, ok bool) {
	if info, err := fs.Stat(r.files, file); err == nil && !info.Mode().IsRegular() {
		return nil, false // a folder; or a pipe, which would never end
	}
	f, err := r.files.Open(file)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			r.unreadable(file)
		}
		return nil, false
	}
	defer f.Close()
	text, err = io.ReadAll(io.LimitReader(f, maxFile+1))
	switch {
	case err != nil:
		r.unreadable(file)
		return nil, false
	case len(text) > maxFile:
		r.refuse(migration.Problem{Source: migration.Source{File: file}, Got: fmt.Sprintf("more than %d MiB", maxFile>>20),
			Want: "a smaller file", Fix: ""})
		return nil, false
	}
	return text, true
}

func (r *reading) unreadable(file string) {
	r.refuse(migration.Problem{Source: migration.Source{File: file}, Got: "a file that cannot be read", Want: "a " +
		"readable one",
		Fix: "see its permissions"})
}

// document of a file of YAML or JSON.
func (r *reading) document(file string) (tree, bool) {
	text, ok := r.text(file)
	if !ok {
		return tree{}, false
	}
	t, err := parse(file, text)
	r.refuse(err)
	if err != nil {
		return tree{}, false
	}
	return t, true
}

// mapping is a document that has to be one.
func (r *reading) mapping(file string) (tree, bool) {
	t, ok := r.document(file)
	if ok && !t.isMap() {
		if t.node != nil {
			r.refuse(t.problem("", "a mapping", ""))
		}
		return tree{}, false
	}
	return t, ok
}

// described reads what describe-configuration-settings printed, wherever it was put.
func (r *reading) described() {
	for _, file := range r.glob("*.json") {
		if info, err := fs.Stat(r.files, file); strings.HasPrefix(path.Base(file), "Dockerrun.") ||
			strings.HasPrefix(path.Base(file), "package") || err == nil && info.Size() > maxFile {
			continue // others of an application, such as package-lock.json, which may be long
		}
		text, ok := r.text(file)
		if !ok || !strings.Contains(string(text), `"ConfigurationSettings"`) {
			continue
		}
		r.describedText(file, text)
	}
}

func (r *reading) describedText(file string, text []byte) {
	t, err := parse(file, text)
	r.refuse(err)
	for _, c := range t.get("ConfigurationSettings").items() {
		r.describedEnvironment(c)
	}
}

// ReadSettings reads what describe-configuration-settings printed, without anything else of the application.
func ReadSettings(file string, text []byte) (*migration.Application, error) {
	name := strings.TrimSuffix(file, path.Ext(file))
	r := &reading{app: &migration.Application{Name: name, Root: file, From: origin}}
	r.describedText(file, text)
	if r.found == 0 && len(r.problems) == 0 {
		r.refuse(migration.Problem{Source: migration.Source{File: file}, Got: "no ConfigurationSettings",
			Want: "what describe-configuration-settings printed", Fix: "or give the folder of the application"})
	}
	r.services()
	return r.done()
}

func (r *reading) describedEnvironment(t tree) {
	r.found++
	e := &environment{name: cmp.Or(t.get("EnvironmentName").text(), t.get("TemplateName").text()),
		worker: strings.EqualFold(t.get("Tier").get("Name").text(), "worker")}
	if name := t.get("ApplicationName").text(); name != "" && len(r.environments) == 0 {
		r.app.Name = name
	}
	for _, key := range []string{"PlatformArn", "SolutionStackName"} {
		r.platform(t.get(key), key)
	}
	said, problems := optionSettings(t.get("OptionSettings"), direct)
	e.add(said...)
	r.problems = append(r.problems, problems...)
	r.environments = append(r.environments, e)
}

func (r *reading) savedConfigurations() {
	files := r.glob(".elasticbeanstalk/saved_configs/*.cfg.yml", ".elasticbeanstalk/saved_configs/*.cfg.yaml", "*.cfg.yml")
	if len(files) > 1 {
		r.refuse(migration.Problem{Source: migration.Source{File: path.Dir(files[0])},
			Got:  fmt.Sprintf("%d saved configurations: %s", len(files), strings.Join(files, ", ")),
			Want: "one", Fix: "copy the folder, and keep the one of the environment that is to be moved"})
		return
	}
	for _, file := range files {
		r.configuration(file, savedConfiguration)
	}
}

func (r *reading) manifest() {
	for _, file := range r.glob("env.yaml", "env.yml") {
		r.configuration(file, manifest)
	}
}

// configuration reads a saved configuration, or an environment's manifest, which is written alike.
func (r *reading) configuration(file string, at level) {
	t, ok := r.mapping(file)
	if !ok {
		return
	}
	r.found++
	for _, e := range t.entries() {
		switch e.key {
		case "OptionSettings":
			said, problems := optionSettings(e.value, at)
			r.common.add(said...)
			r.problems = append(r.problems, problems...)
		case "EnvironmentTier":
			r.tier = cmp.Or(r.tier, e.value.get("Name").text())
		case "Platform":
			for _, p := range e.value.entries() {
				r.platform(p.value, "Platform "+p.key)
			}
		case "SolutionStack":
			r.platform(e.value, e.key)
		case "EnvironmentName":
			r.app.Name = strings.TrimSuffix(cmp.Or(e.value.text(), r.app.Name), "+")
		case "Tags":
			r.tags(e.value)
		case "AWSConfigurationTemplateVersion", "EnvironmentConfigurationMetadata":
		case "EnvironmentLinks":
			r.app.Report(e.value.source(e.key), migration.Decision, "",
				"a variable held the address of another environment: state it in Environment, or use Service.AllowFrom")
		case "CName":
			r.app.Report(e.value.source(e.key), migration.Decision, "",
				"the name *.elasticbeanstalk.com ends with the environment: give clients a name of your own (Domain)")
		default:
			r.app.Report(e.value.source(e.key), migration.Decision, "", "this library does not know the key")
		}
	}
}

func (r *reading) tags(t tree) {
	for _, e := range t.entries() {
		source := e.value.source("Tags " + e.key)
		if !e.value.isText() || strings.HasPrefix(strings.ToLower(e.key), "aws:") ||
			strings.HasPrefix(e.key, "elasticbeanstalk:") ||
			e.key == "Name" {
			r.app.Report(source, migration.Dropped, "", "Beanstalk's own tag, or AWS's")
			continue
		}
		if !tagForm.MatchString(e.key) || !tagForm.MatchString(e.value.text()) {
			r.app.Report(source, migration.Decision, "", "a tag has 1 to 128 characters, and holds letters, digits, blanks "+
				"and _.:/=+-@")
			continue
		}
		if !r.app.Clean(e.value.text(), source) {
			continue
		}
		if r.app.Tags == nil {
			r.app.Tags = map[string]migration.Said[string]{}
		}
		r.app.Tags[e.key] = migration.Said[string]{Value: e.value.text(), Source: source}
		r.app.Report(source, migration.Mapped, "StackProps.Tags", "")
	}
}

// extensions reads .ebextensions, of which a later file wins.
func (r *reading) extensions() {
	for _, file := range r.glob(".ebextensions/*.config") {
		t, ok := r.mapping(file)
		if !ok {
			continue
		}
		r.found++
		for _, e := range t.entries() {
			if e.key == "option_settings" {
				said, problems := optionSettings(e.value, ebextensions)
				r.common.add(said...)
				r.problems = append(r.problems, problems...)
				continue
			}
			r.customization(e)
		}
	}
}

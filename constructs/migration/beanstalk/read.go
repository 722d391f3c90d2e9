package beanstalk

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

const origin = "Elastic Beanstalk"

// reading is an application under way.
type reading struct {
	reader.Reader
	environments []*environment
	common       settings // of .ebextensions, the manifest and the saved configuration
	tier         string   // of the saved configuration or the manifest
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
	r := &reading{Reader: reader.Reader{Files: files, App: &migration.Application{Name: name, From: origin}}}
	r.described()
	r.savedConfigurations()
	r.manifest()
	r.extensions()
	r.services()
	r.containers()
	r.hooks()
	for _, s := range r.App.Services {
		if s.Image == nil && s.Build == nil {
			s.Build = &migration.Build{Context: ".", Source: migration.Source{File: "."}}
		}
	}
	if r.Found == 0 && len(r.Problems) == 0 {
		r.Refuse(migration.Problem{Source: migration.Source{File: "."}, Got: "nothing of Elastic Beanstalk",
			Want: "describe-configuration-settings in a .json file, .elasticbeanstalk/saved_configs, env.yaml, .ebextensions, " +
				"Dockerrun.aws.json, docker-compose.yml or a Procfile",
			Fix: "aws elasticbeanstalk describe-configuration-settings --application-name NAME --environment-name NAME " +
				"> settings.json is the most complete source"})
	}
	return r.Done()
}

// described reads what describe-configuration-settings printed, wherever it was put.
func (r *reading) described() {
	for _, file := range r.Glob("*.json") {
		if info, err := fs.Stat(r.Files, file); strings.HasPrefix(path.Base(file), "Dockerrun.") ||
			strings.HasPrefix(path.Base(file), "package") || err == nil && info.Size() > reader.MaxFile {
			continue // others of an application, such as package-lock.json, which may be long
		}
		text, ok := r.Text(file)
		if !ok || !strings.Contains(string(text), `"ConfigurationSettings"`) {
			continue
		}
		r.describedText(file, text)
	}
}

func (r *reading) describedText(file string, text []byte) {
	t, err := reader.Parse(file, text)
	r.Refuse(err)
	for _, c := range t.Get("ConfigurationSettings").Items() {
		r.describedEnvironment(c)
	}
}

// ReadSettings reads what describe-configuration-settings printed, without anything else of the application.
func ReadSettings(file string, text []byte) (*migration.Application, error) {
	name := strings.TrimSuffix(file, path.Ext(file))
	r := &reading{Reader: reader.Reader{App: &migration.Application{Name: name, Root: file, From: origin}}}
	r.describedText(file, text)
	if r.Found == 0 && len(r.Problems) == 0 {
		r.Refuse(migration.Problem{Source: migration.Source{File: file}, Got: "no ConfigurationSettings",
			Want: "what describe-configuration-settings printed", Fix: "or give the folder of the application"})
	}
	r.services()
	return r.Done()
}

func (r *reading) describedEnvironment(t tree) {
	r.Found++
	e := &environment{name: cmp.Or(t.Get("EnvironmentName").Text(), t.Get("TemplateName").Text()),
		worker: strings.EqualFold(t.Get("Tier").Get("Name").Text(), "worker")}
	if name := t.Get("ApplicationName").Text(); name != "" && len(r.environments) == 0 {
		r.App.Name = name
	}
	for _, key := range []string{"PlatformArn", "SolutionStackName"} {
		r.platform(t.Get(key), key)
	}
	r.say(&e.settings, t.Get("OptionSettings"), direct)
	r.environments = append(r.environments, e)
}

// say adds the options of a document.
func (r *reading) say(to *settings, t tree, at level) {
	said, problems := optionSettings(t, at)
	for _, s := range said {
		r.App.HideVariable(s.option, s.value)
	}
	to.said = append(to.said, said...)
	r.Problems = append(r.Problems, problems...)
}

func (r *reading) savedConfigurations() {
	files := r.Glob(".elasticbeanstalk/saved_configs/*.cfg.yml", ".elasticbeanstalk/saved_configs/*.cfg.yaml", "*.cfg.yml")
	if len(files) > 1 {
		r.Refuse(migration.Problem{Source: migration.Source{File: path.Dir(files[0])},
			Got:  fmt.Sprintf("%d saved configurations: %s", len(files), strings.Join(files, ", ")),
			Want: "one", Fix: "copy the folder, and keep the one of the environment that is to be moved"})
		return
	}
	for _, file := range files {
		r.configuration(file, savedConfiguration)
	}
}

func (r *reading) manifest() {
	for _, file := range r.Glob("env.yaml", "env.yml") {
		r.configuration(file, manifest)
	}
}

// configuration reads a saved configuration, or an environment's manifest, which is written alike.
func (r *reading) configuration(file string, at level) {
	t, ok := r.Mapping(file)
	if !ok {
		return
	}
	r.Found++
	for _, e := range t.Entries() {
		switch e.Key {
		case "OptionSettings":
			r.say(&r.common, e.Value, at)
		case "EnvironmentTier":
			r.tier = cmp.Or(r.tier, e.Value.Get("Name").Text())
		case "Platform":
			for _, p := range e.Value.Entries() {
				r.platform(p.Value, "Platform "+p.Key)
			}
		case "SolutionStack":
			r.platform(e.Value, e.Key)
		case "EnvironmentName":
			r.App.Name = strings.TrimSuffix(cmp.Or(e.Value.Text(), r.App.Name), "+")
		case "Tags":
			r.tags(e.Value)
		case "AWSConfigurationTemplateVersion", "EnvironmentConfigurationMetadata":
		case "EnvironmentLinks":
			r.App.Report(e.Value.Source(e.Key), migration.Decision, "",
				"a variable held the address of another environment: state it in Environment, or use Service.AllowFrom")
		case "CName":
			r.App.Report(e.Value.Source(e.Key), migration.Decision, "",
				"the name *.elasticbeanstalk.com ends with the environment: give clients a name of your own (Domain)")
		default:
			r.App.Report(e.Value.Source(e.Key), migration.Decision, "", "this library does not know the key")
		}
	}
}

func (r *reading) tags(t tree) {
	for _, e := range t.Last() {
		if strings.HasPrefix(e.Key, "elasticbeanstalk:") {
			r.App.Report(e.Value.Source("Tags "+e.Key), migration.Dropped, "", "Beanstalk's own tag")
			continue
		}
		r.Tagged("Tags ", e)
	}
}

// extensions reads .ebextensions, of which a later file wins.
func (r *reading) extensions() {
	for _, file := range r.Glob(".ebextensions/*.config") {
		t, ok := r.Mapping(file)
		if !ok {
			continue
		}
		r.Found++
		for _, e := range t.Entries() {
			if e.Key == "option_settings" {
				r.say(&r.common, e.Value, ebextensions)
				continue
			}
			r.customization(e)
		}
	}
}

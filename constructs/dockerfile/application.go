package dockerfile

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Platform is what an application is written for.
type Platform string

const (
	DotNet Platform = "dotnet"
	Go     Platform = "go"
	Java   Platform = "java"
	Node   Platform = "node"
	PHP    Platform = "php"
	Python Platform = "python"
	Ruby   Platform = "ruby"
)

// Found is a value and where it was found, such as 3.12 in .python-version.
type Found struct {
	Value string `json:"value"`
	From  string `json:"from"`
}

// Command is what the container runs, without a shell where it needs none.
type Command struct {
	Words []string `json:"words"`
	From  string   `json:"from"`
}

// Port is where the application listens.
type Port struct {
	Number int    `json:"number"`
	From   string `json:"from"`
}

// Application is what the folder of an application holds.
type Application struct {
	// Dockerfile is the name of the one that exists, such as Dockerfile or Containerfile; empty where there is none. The
	// fields from Platform to Port are empty then: the Dockerfile says them.
	Dockerfile string `json:"dockerfile,omitempty"`
	// Ignore says that there is a .dockerignore.
	Ignore bool `json:"ignore"`

	Platform Platform `json:"platform,omitempty"`
	Manager  string   `json:"manager,omitempty"` // of its dependencies, such as poetry
	Version  Found    `json:"version,omitzero"`  // of the platform, as in the tag of its image
	Command  Command  `json:"command,omitzero"`
	Port     Port     `json:"port,omitzero"`

	// Notices are what a Dockerfile of this kind does not do for the application.
	Notices rules.Mistakes `json:"notices,omitempty"`

	mistakes rules.Mistakes
	details  any    // what the template of the platform shows
	debian   string // release that the image is on, such as trixie
}

// Options are what the folder of an application does not say.
type Options struct {
	Platform Platform // needed where the folder shows several; default: the one that it shows
	Port     int      // default: that of Procfile's command, else that of the framework
	Command  string   // as in a Procfile; default: Procfile's web, else that of the framework
	Main     string   // package of a Go application, such as ./cmd/server; default: the only one
}

// platform finds an application of one kind.
type platform struct {
	name  Platform
	marks []string // files that show it
	find  func(*folder, *Application)
}

// platforms are in the order in which they are named.
var platforms = []platform{
	{DotNet, projects, findDotNet},
	{Go, []string{"go.mod"}, findGo},
	{Java, []string{"pom.xml", "build.gradle", "build.gradle.kts"}, findJava},
	{Node, []string{"package.json"}, findNode},
	{PHP, []string{"composer.json"}, findPHP},
	{Python, []string{"requirements.txt", "pyproject.toml", "Pipfile", "Pipfile.lock"}, findPython},
	{Ruby, []string{"Gemfile"}, findRuby},
}

// Platforms returns all platforms.
func Platforms() (all []Platform) {
	for _, p := range platforms {
		all = append(all, p.name)
	}
	return all
}

// Find looks at the folder of an application. The error is one of reading; what the folder does not say, or says twice,
// [Application.Files] refuses.
func Find(folder fs.FS) (*Application, error) { return Options{}.Find(folder) }

// Find is [Find] for a folder that does not say everything.
func (o Options) Find(files fs.FS) (*Application, error) {
	f := &folder{files: files, options: o}
	a := &Application{Ignore: f.has(".dockerignore")}
	for _, name := range dockerfiles {
		if a.Dockerfile == "" && f.has(name) {
			a.Dockerfile = name
		}
	}
	if a.Dockerfile != "" {
		return a, f.err
	}
	o.check(a)
	if p := f.platform(a); p != nil {
		a.Platform = p.name
		p.find(f, a)
	}
	return a, f.err
}

// dockerfiles are names that builders look for, each in its order of preference.
var dockerfiles = []string{"Dockerfile", "dockerfile", "Containerfile"}

func (o Options) check(a *Application) {
	if o.Port < 0 || o.Port > maxPort {
		a.mistakes.Break(rules.Range, "port", fmt.Sprint(o.Port), "a whole number from 1 to 65535", "")
	}
	if strings.ContainsAny(o.Command, "\n\r\x00") {
		a.mistakes.Break(rules.Invalid, "command", fmt.Sprintf("%q", o.Command), "a command on one line", "")
	}
}

// platform is the only one that the folder shows, or the one that is stated.
func (f *folder) platform(a *Application) *platform {
	var found []*platform
	var names, marks []string
	for i := range platforms {
		p := &platforms[i]
		names = append(names, string(p.name))
		mark := f.first(p.marks...)
		switch {
		case f.options.Platform == p.name && mark == "":
			a.mistakes.Break(onePlatform, "platform", string(p.name), "a platform whose files are in the folder",
				"add "+p.marks[0]+", or name another platform")
			return nil
		case f.options.Platform == p.name:
			return p
		case mark != "":
			found, marks = append(found, p), append(marks, string(p.name)+" ("+mark+")")
		}
	}
	switch {
	case f.options.Platform != "":
		a.mistakes.Break(rules.OneOf, "platform", string(f.options.Platform), "one of "+strings.Join(names, ", "), "")
	case len(found) == 0:
		a.mistakes.Break(onePlatform, "platform", "no files of one", "files of one of "+strings.Join(names, ", "),
			"name the folder that holds the application's lock files, or write the Dockerfile by hand")
	case len(found) > 1:
		a.mistakes.Break(onePlatform, "platform", strings.Join(marks, " and "), "one platform",
			"state the one that answers requests; what the other builds needs a stage of its own")
	default:
		return found[0]
	}
	return nil
}

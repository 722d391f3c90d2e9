package dockerfile

import (
	"path"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// dotNetDetails are for templates/dotnet.tmpl.
type dotNetDetails struct {
	Project string // file
	Whole   bool   // the project refers to others
	Lock    []string
	SDK     string
	Locked  bool
}

var (
	targetFramework = regexp.MustCompile(`<TargetFrameworks?>\s*(?:[^<]*;)?net([0-9.]+)`)
	assemblyName    = regexp.MustCompile(`<AssemblyName>\s*([^<\s$]+)\s*<`)
	webSDK          = regexp.MustCompile(`Sdk="Microsoft\.NET\.Sdk\.Web"`)
)

var projects = strings.Fields("*.csproj *.fsproj */*.csproj */*.fsproj src/*/*.csproj src/*/*.fsproj")

func findDotNet(f *folder, a *Application) {
	a.Manager = "nuget"
	d := &dotNetDetails{}
	a.details = d
	var web, all []string
	for _, pattern := range projects {
		for _, name := range f.all(pattern) {
			all = append(all, name)
			if webSDK.MatchString(f.text(name)) {
				web = append(web, name)
			}
		}
	}
	if len(web) == 0 && len(all) == 1 {
		web = all
	}
	if len(web) != 1 {
		got := strings.Join(web, " and ")
		a.mistakes.Break(rules.Required, "project", got, "one project of Microsoft.NET.Sdk.Web",
			"name the folder of the one that answers requests, or write the Dockerfile by hand")
		return
	}
	d.Project = web[0]
	text := f.text(d.Project)
	d.Whole = strings.Contains(text, "<ProjectReference") || len(all) > 1
	a.versionFrom(dotNetVersions, f.match(d.Project, targetFramework), f.match("Directory.Build.props", targetFramework))
	d.SDK = a.Version.Value
	var global struct {
		SDK struct {
			Version string `json:"version"`
		} `json:"sdk"`
	}
	if f.json("global.json", &global); global.SDK.Version != "" {
		d.SDK = dotNetVersions.cut(global.SDK.Version) // builds targets of older releases too
		d.Lock = append(d.Lock, "global.json")
	}
	d.Lock = append(d.Lock, d.Project)
	for _, name := range []string{"packages.lock.json", "nuget.config", "NuGet.Config", "Directory.Build.props",
		"Directory.Packages.props"} {
		if f.has(name) {
			d.Lock = append(d.Lock, name)
		}
	}
	d.Locked = f.has(path.Join(path.Dir(d.Project), "packages.lock.json"))
	name := strings.TrimSuffix(path.Base(d.Project), path.Ext(d.Project))
	if m := assemblyName.FindStringSubmatch(text); m != nil {
		name = m[1]
	}
	line := Found{"dotnet " + name + ".dll", d.Project}
	if f.options.Command == "" {
		f = f.with(line) // Procfile of Elastic Beanstalk names a file where it was published
	}
	a.run(f, line, Port{8080, "the default of .NET's images"})
}

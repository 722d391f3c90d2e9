package dockerfile

import (
	"path"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// goDetails are for templates/go.tmpl.
type goDetails struct {
	Lock []string
	Main string   // package, such as ./cmd/server
	Data []string // folders that the code is likely to read
}

var (
	goLine      = regexp.MustCompile(`(?m)^go[ \t]+([0-9.]+)`)
	mainPackage = regexp.MustCompile(`(?m)^package main\b`)
	goCommand   = regexp.MustCompile(`^(?:\./|bin/|\./bin/)?[A-Za-z0-9_.-]+`)
)

var dataFolders = strings.Fields("assets config configs migrations public static templates views web")

const goBinary = "/usr/local/bin/app"

func findGo(f *folder, a *Application) {
	a.Manager = "go modules"
	d := &goDetails{Lock: []string{"go.mod"}, Main: f.options.Main}
	a.details = d
	if f.has("go.sum") {
		d.Lock = append(d.Lock, "go.sum")
	}
	a.versionFrom(goVersions, f.match("go.mod", goLine), f.toolVersion("golang", "go"))
	found := mains(f)
	switch {
	case d.Main != "" && !path.IsAbs(d.Main) && f.hasFolder(path.Clean(d.Main)):
		d.Main = "./" + path.Clean(d.Main)
	case d.Main != "":
		a.mistakes.Break(rules.Invalid, "main", `"`+d.Main+`"`, "a folder of the module, such as ./cmd/server", "")
	case len(found) == 1:
		d.Main = found[0]
	case len(found) == 0:
		a.mistakes.Break(rules.Required, "main", "", "the package that answers requests", "state its folder")
	default:
		a.mistakes.Break(rules.Required, "main", strings.Join(found, " and "), "one package main",
			"state the one that answers requests")
	}
	line := Found{goBinary, "the binary that the first stage builds"}
	if web := f.web(); web != "" { // it names the binary that a Buildfile made
		f = f.with(Found{goCommand.ReplaceAllString(web, goBinary), procfile})
	}
	for _, name := range dataFolders {
		if f.hasFolder(name) {
			d.Data = append(d.Data, name)
		}
	}
	a.run(f, line, Port{8080, "the usual one of Go's programs"})
}

// mains are the folders of package main where programs usually lie.
func mains(f *folder) (found []string) {
	for _, pattern := range []string{"*.go", "cmd/*.go", "cmd/*/*.go"} {
		for _, name := range f.all(pattern) {
			folder := "./" + path.Dir(name)
			if folder == "./." {
				folder = "."
			}
			again := len(found) > 0 && found[len(found)-1] == folder
			if !again && !strings.HasSuffix(name, "_test.go") && mainPackage.MatchString(f.text(name)) {
				found = append(found, folder)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

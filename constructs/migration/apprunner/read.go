package apprunner

import (
	"cmp"
	"io/fs"
	"path"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

const origin = "AWS App Runner"

type (
	field = reader.Field
	row   = reader.Row[*reading]
)

const configurationFile = "apprunner.yaml"

// configurationFiles are the names that the file of a repository may have.
var configurationFiles = []string{configurationFile, "apprunner.yml"}

// reading is a service under way.
type reading struct {
	reader.Reader
	service   *migration.Service
	described int        // services that describe-service printed
	inFile    bool       // there is an apprunner.yaml
	inAPI     bool       // the configuration is in App Runner, and not in the repository
	size      [2]float64 // CPU units and MiB
	sized     [2]field   // where they were said
	scaling   bool       // described
	tracing   field      // that is on
	connector field      // through which tasks reach the VPC
	subnets   *migration.Said[[]string]
}

// Read reads a folder as one service, which is called name where nothing else names it. All problems are reported as
// one error, which holds a [migration.Problem] for each.
func Read(files fs.FS, name string) (*migration.Application, error) {
	r := start(name)
	r.Files = files
	r.inFile = len(r.Glob(configurationFiles...)) > 0
	for _, file := range r.Glob("*.json") {
		if info, err := fs.Stat(files, file); err != nil || !info.Mode().IsRegular() || info.Size() > reader.MaxFile ||
			strings.HasPrefix(path.Base(file), "package") {
			continue // others of an application, such as package-lock.json, which may be long
		}
		if text, ok := r.Text(file); ok && printed(string(text)) {
			r.printed(file, text)
		}
	}
	r.configuration()
	if r.Found == 0 && len(r.Problems) == 0 {
		r.Refuse(migration.Problem{Source: migration.Source{File: "."}, Got: "nothing of App Runner",
			Want: "apprunner.yaml, or what aws apprunner describe-service printed in a .json file",
			Fix:  "aws apprunner describe-service --service-arn ARN > service.json is the most complete source"})
	}
	return r.finish()
}

// ReadDescribed reads what describe-service printed, without anything else of the service.
func ReadDescribed(file string, text []byte) (*migration.Application, error) {
	r := start(strings.TrimSuffix(file, path.Ext(file)))
	r.App.Root = file
	if strings.HasSuffix(file, ".yaml") || strings.HasSuffix(file, ".yml") {
		t, err := reader.Parse(file, text)
		r.Refuse(err)
		if t.IsMap() {
			r.Found++
			r.HideVariables(t, variables)
			r.configured(t)
		}
	} else {
		r.printed(file, text)
	}
	if r.Found == 0 && len(r.Problems) == 0 {
		r.Refuse(migration.Problem{Source: migration.Source{File: file}, Got: "no Service",
			Want: "what aws apprunner describe-service printed", Fix: "or give the folder of the application"})
	}
	return r.finish()
}

func start(name string) *reading {
	r := &reading{}
	r.App = &migration.Application{Name: name, From: origin}
	r.service = &migration.Service{Name: migration.ServiceName(name)}
	r.service.Architecture = migration.Say("X86_64", migration.Source{}) // App Runner runs no other
	r.App.Services = []*migration.Service{r.service}
	return r
}

func printed(text string) bool {
	for _, key := range []string{"Service", "AutoScalingConfiguration", "VpcConnector", "ObservabilityConfiguration",
		"CustomDomains"} {
		if strings.Contains(text, `"`+key+`"`) {
			return true
		}
	}
	return false
}

// printed reads what one of the commands printed.
func (r *reading) printed(file string, text []byte) {
	t, err := reader.Parse(file, text)
	r.Refuse(err)
	if err != nil {
		return
	}
	unknown := func(r *reading, f field) { r.Each(f, migration.Decision, unknownField) }
	for _, e := range t.Last() {
		only := t.Only(e.Key, e.Value)
		switch e.Key {
		case "Service":
			if r.described++; r.described > 1 {
				r.Refuse(migration.Problem{Source: e.Value.Source("Service"), Got: "a second service", Want: "one",
					Fix: "import each from a folder of its own"})
				return
			}
			r.HideVariables(e.Value, variables)
			r.isService(e.Value)
			reader.Walk(r, serviceRows, only, unknown)
		case "AutoScalingConfiguration":
			r.scaling = true
			reader.Walk(r, scalingRows, only, unknown)
		case "VpcConnector":
			reader.Walk(r, connectorRows, only, unknown)
		case "ObservabilityConfiguration":
			reader.Walk(r, observabilityRows, only, unknown)
		case "CustomDomains":
			r.domains(e.Value)
		default:
			continue
		}
		r.Found++
	}
}

// variables is what the API calls them.
const variables = "RuntimeEnvironmentVariables"

const unknownField = "this library does not know the field"

// isService takes the name and region, and where the configuration comes from.
func (r *reading) isService(t reader.Tree) {
	if !t.IsMap() {
		r.Refuse(t.Problem("Service", "what aws apprunner describe-service printed", ""))
		return
	}
	if name := t.Get("ServiceName").Text(); name != "" {
		r.App.Name = name
		r.service.Name = migration.ServiceName(name)
	}
	if a, ok := arn.Parse(t.Get("ServiceArn").Text()); ok {
		r.App.Located(a.Region, t.Get("ServiceArn").Source("Service.ServiceArn"))
	}
	r.inAPI = t.Get("SourceConfiguration").Get("CodeRepository").Get("CodeConfiguration").
		Get("ConfigurationSource").Text() != "REPOSITORY"
}

// configuration reads apprunner.yaml.
func (r *reading) configuration() {
	for _, file := range configurationFiles {
		t, ok := r.Mapping(file)
		if !ok {
			continue
		}
		r.Found++
		r.HideVariables(t, variables)
		if r.described > 0 && r.inAPI {
			r.App.Report(migration.Source{File: file, Name: "configuration file"}, migration.Dropped, "",
				"the service takes its configuration from App Runner, as describe-service says")
			continue
		}
		r.configured(t)
	}
}

func (r *reading) configured(t reader.Tree) {
	reader.Walk(r, fileRows, t, func(r *reading, f field) { r.Each(f, migration.Decision, unknownField) })
}

// finish maps what means something with others only.
func (r *reading) finish() (*migration.Application, error) {
	r.sizes()
	r.traced()
	r.network()
	r.App.Egress = cmp.Or(r.App.Egress, migration.Say("EgressPublicIP", migration.Source{}))
	if s := &r.service.Scaling; !r.scaling && r.described > 0 && s.Min == nil {
		r.App.Report(migration.Source{File: r.root(), Name: "scaling"}, migration.Decision, "Scaling",
			"how many instances there may be is in aws apprunner describe-auto-scaling-configuration: put what it prints "+
				"beside the rest, or state Scaling")
	}
	if r.service.Image == nil && r.service.Build == nil {
		r.service.Build = &migration.Build{Context: ".", Source: migration.Source{File: r.root()}}
	}
	return r.Done()
}

func (r *reading) root() string { return cmp.Or(r.App.Root, ".") }

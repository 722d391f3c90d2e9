package dockerfile

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// pythonDetails are for templates/python.tmpl.
type pythonDetails struct {
	Lock    []string // files that the dependencies are installed from
	Whole   bool     // the dependencies hold the application itself
	Sources bool     // packages lie in src
	Static  bool     // Django collects static files
	Runtime []string // Debian packages that dependencies need when they run
}

type pyproject struct {
	Project struct {
		RequiresPython string   `toml:"requires-python"`
		Dependencies   []string `toml:"dependencies"`
	} `toml:"project"`
	Tool struct {
		Poetry struct {
			Dependencies map[string]any `toml:"dependencies"`
		} `toml:"poetry"`
	} `toml:"tool"`
}

func findPython(f *folder, a *Application) {
	var project pyproject
	f.toml("pyproject.toml", &project)
	d := &pythonDetails{Sources: f.hasFolder("src")}
	a.details = d
	switch {
	case f.has("uv.lock"):
		a.Manager, d.Lock = "uv", []string{"pyproject.toml", "uv.lock"}
	case f.has("poetry.lock"):
		a.Manager, d.Lock = "poetry", []string{"pyproject.toml", "poetry.lock"}
	case f.has("Pipfile.lock"):
		a.Manager, d.Lock = "pipenv", []string{"Pipfile", "Pipfile.lock"}
	case f.has("requirements.txt"):
		a.Manager = "pip"
		d.Lock, d.Whole = requirements(f)
	default:
		a.mistakes.Break(locked, "dependencies", f.first("pyproject.toml", "Pipfile"), "a lock file beside it",
			"run uv lock, poetry lock or pipenv lock, and commit what it writes")
	}
	poetry, _ := project.Tool.Poetry.Dependencies["python"].(string)
	a.versionFrom(pythonVersions, f.line(".python-version"), f.line("runtime.txt"), f.toolVersion("python"),
		f.match("Pipfile", pipfileVersion), Found{project.Project.RequiresPython, "pyproject.toml"},
		Found{poetry, "pyproject.toml"})
	needs := strings.Join(project.Project.Dependencies, "\n")
	for _, name := range d.Lock {
		needs += "\n" + f.text(name)
	}
	needs = strings.ToLower(needs)
	depends := func(name string) bool {
		return regexp.MustCompile(`(?m)(^|["'\s])` + regexp.QuoteMeta(name) + `(["'\s=<>~!;\[(@,]|$)`).MatchString(needs)
	}
	for library, packages := range pythonLibraries {
		if depends(library) {
			d.Runtime = append(d.Runtime, packages)
		}
	}
	slices.Sort(d.Runtime)
	line, port := pythonCommand(f, depends)
	a.run(f, line, port)
	d.Static = f.has("manage.py") && depends("whitenoise")
	if d.Static {
		a.Notices.Break(scaffoldLimit, "manage.py", "static files of Django", "files that are collected in the image",
			"collectstatic runs in the build; settings that need secrets for it need defaults there")
	}
}

// pythonLibraries need a library of Debian when they run.
var pythonLibraries = map[string]string{"psycopg2": "libpq5", "mysqlclient": "libmariadb3"}

var (
	pipfileVersion = regexp.MustCompile(`(?m)^python_(?:full_)?version\s*=\s*["']([^"']+)["']`)
	nested         = regexp.MustCompile(`(?m)^\s*(?:-r|-c|--requirement|--constraint)[ =]*(\S+)`)
	ownCode        = regexp.MustCompile(`(?m)^\s*(?:(?:-e|--editable)[ =]*\.|\.{1,2}(?:/|\s|\[|$)|file:)`)
)

// requirements are the files that requirements.txt consists of, and whether it installs the application itself.
func requirements(f *folder) (names []string, whole bool) {
	names = []string{"requirements.txt"}
	for i := 0; i < len(names); i++ {
		text := f.text(names[i])
		whole = whole || ownCode.MatchString(text)
		for _, m := range nested.FindAllStringSubmatch(text, -1) {
			name := path.Join(path.Dir(names[i]), m[1])
			if f.has(name) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names, whole
}

var (
	fastAPI = regexp.MustCompile(`(?m)^(\w+)\s*(?::[^=\n]+)?=\s*(?:fastapi\.)?(?:FastAPI|Starlette)\(`)
	wsgiApp = regexp.MustCompile(`(?m)^(\w+)\s*(?::[^=\n]+)?=\s*(?:flask\.)?Flask\(`)
)

// pythonCommand starts the framework that the code shows, with a server that is among the dependencies.
func pythonCommand(f *folder, depends func(string) bool) (Found, Port) {
	const gunicorn, uvicorn = "gunicorn --bind 0.0.0.0:$PORT ", "uvicorn --host 0.0.0.0 --port $PORT "
	port := Port{8000, "the default of gunicorn and uvicorn"}
	if wsgi := f.first("*/wsgi.py"); wsgi != "" && f.has("manage.py") && depends("gunicorn") {
		return Found{gunicorn + path.Dir(wsgi) + ".wsgi:application", wsgi}, port
	}
	for _, name := range []string{"main.py", "app.py", "application.py", "server.py", "app/main.py", "src/main.py"} {
		text := f.text(name)
		module := strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(name, "src/"), ".py"), "/", ".")
		if m := fastAPI.FindStringSubmatch(text); m != nil && depends("uvicorn") {
			return Found{uvicorn + module + ":" + m[1], name}, port
		}
		if m := wsgiApp.FindStringSubmatch(text); m != nil && depends("gunicorn") {
			return Found{gunicorn + module + ":" + m[1], name}, port
		}
	}
	if f.has("application.py") && depends("gunicorn") { // where Elastic Beanstalk looks
		return Found{gunicorn + "application:application", "application.py"}, port
	}
	return Found{}, port
}

package dockerfile

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// files are pairs of a name and a text.
func files(pairs ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return out
}

const startScript = `{"scripts": {"start": "node a.js"}}`

func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		files   fstest.MapFS
		options Options
		want    []string
	}{
		"nothing":          {files("README.md", ""), Options{}, []string{"platform dockerfile-platform"}},
		"two platforms":    {files("go.mod", "", "Gemfile", ""), Options{}, []string{"platform dockerfile-platform"}},
		"another platform": {files("go.mod", ""), Options{Platform: Ruby}, []string{"platform dockerfile-platform"}},
		"no platform":      {files("go.mod", ""), Options{Platform: "cobol"}, []string{"platform one-of"}},
		"a Dockerfile":     {files("go.mod", "", "Dockerfile", ""), Options{}, []string{"Dockerfile dockerfile-kept"}},
		"a Containerfile":  {files("Containerfile", ""), Options{}, []string{"Containerfile dockerfile-kept"}},
		"no lock file of Node": {
			files("package.json", startScript), Options{}, []string{"dependencies dockerfile-lock"},
		},
		"two lock files": {
			files("package.json", startScript, "yarn.lock", "", "package-lock.json", ""), Options{},
			[]string{"dependencies dockerfile-lock"},
		},
		"Plug'n'Play": {
			files("package.json", `{"packageManager": "yarn@4.6.0", "main": "a.js"}`, "a.js", "", "yarn.lock", "",
				".yarnrc.yml", ""), Options{}, []string{".yarnrc.yml dockerfile-lock"},
		},
		"a token of a registry": {
			files("package.json", startScript, "package-lock.json", "{}", ".npmrc",
				"//a.dev/:_authToken=${NPM_TOKEN}"), Options{},
			[]string{".npmrc dockerfile-secret-file"},
		},
		"no lock file of Python": {
			files("pyproject.toml", ""), Options{Command: "a"}, []string{"dependencies dockerfile-lock"},
		},
		"no lock file of Ruby": {files("Gemfile", ""), Options{Command: "a"}, []string{"dependencies dockerfile-lock"}},
		"no lock file of PHP": {
			files("composer.json", "{}", "index.php", ""), Options{}, []string{"dependencies dockerfile-lock"},
		},
		"an old version": {
			files("requirements.txt", "", "runtime.txt", "python-2.7.18"), Options{Command: "a"},
			[]string{"version dockerfile-version"},
		},
		"no version": {
			files("requirements.txt", "", ".python-version", "pypy"), Options{Command: "a"},
			[]string{"version dockerfile-version"},
		},
		"no command": {files("requirements.txt", ""), Options{}, []string{"command required"}},
		"a pipeline": {
			files("requirements.txt", "", procfile, "web: serve | tee log"), Options{}, []string{"command dockerfile-signals"},
		},
		"a background job": {
			files("requirements.txt", "", procfile, "web: work & serve"), Options{}, []string{"command dockerfile-signals"},
		},
		"two lines": {
			files("requirements.txt", ""), Options{Command: "a\nUSER root"}, []string{"command invalid"},
		},
		"no port": {files("requirements.txt", ""), Options{Command: "a", Port: 70000}, []string{"port range"}},
		"two ports": {
			files("requirements.txt", "", procfile, "web: serve --port 8000"), Options{Port: 9000},
			[]string{"port dockerfile-port"},
		},
		"two programs of Go": {
			files("go.mod", "go 1.24", "cmd/a/a.go", "package main", "cmd/b/b.go", "package main"), Options{},
			[]string{"main required"},
		},
		"a program outside": {
			files("go.mod", "go 1.24"), Options{Main: "../a"}, []string{"main invalid"},
		},
		"modules of Maven": {files("pom.xml", "<modules>"), Options{}, []string{"pom.xml dockerfile-platform"}},
		"a WAR for Tomcat": {files("pom.xml", "<packaging>war</packaging>"), Options{},
			[]string{"pom.xml dockerfile-platform"}},
		"no project of web": {files("a.csproj", "", "b/b.csproj", ""), Options{}, []string{"project required"}},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := c.options.Find(c.files)
			if err != nil {
				t.Fatal(err)
			}
			written, err := a.Files()
			var mistakes rules.Mistakes
			errors.As(err, &mistakes)
			if got := told(mistakes); !slices.Equal(got, c.want) || written != nil {
				t.Errorf("got %v, want %v: %v", got, c.want, err)
			}
		})
	}
}

// A pipe is no file of an application: nobody waits for it.
func TestPipesAreNoFiles(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"Dockerfile", "go.mod", "package.json"} {
		if err := syscall.Mkfifo(filepath.Join(folder, name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	done := make(chan *Application, 1)
	go func() {
		a, err := Find(os.DirFS(folder))
		if err != nil {
			t.Error(err)
		}
		done <- a
	}()
	select {
	case a := <-done:
		if a.Dockerfile != "" || a.Platform != "" {
			t.Errorf("got %v, want nothing", a)
		}
	case <-time.After(2 * time.Minute):
		t.Error("it waits for a pipe")
	}
}

func TestScaffoldNotices(t *testing.T) {
	for want, folder := range map[string]fstest.MapFS{
		"composer.json dockerfile-scaffold-limit": files("composer.json", `{"require": {"ext-imagick": "*"}}`,
			"composer.lock", "", "index.php", ""),
		"Gemfile.lock dockerfile-scaffold-limit": files("Gemfile", "", "Gemfile.lock", "    rails (8.0.1)\n"+
			"    propshaft (1.1.0)\n"),
		"manage.py dockerfile-scaffold-limit": files("requirements.txt", "whitenoise", "manage.py", "",
			procfile, "web: a"),
	} {
		a, err := Find(folder)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.Files(); err != nil || !slices.Equal(told(a.Notices), []string{want}) {
			t.Errorf("got %v and %v, want %s", told(a.Notices), err, want)
		}
	}
}

func TestVersions(t *testing.T) {
	for _, c := range []struct {
		versions versions
		text     string
		want     string
	}{
		{pythonVersions, "3.12.4", "3.12"}, {pythonVersions, "python-3.11.9", "3.11"}, {pythonVersions, "3", "3.13"},
		{pythonVersions, ">=3.9", "3.13"}, {pythonVersions, ">=3.9,<3.12", "3.11"}, {pythonVersions, "^3.11", "3.13"},
		{pythonVersions, "~=3.11", "3.13"}, {pythonVersions, "~=3.11.2", "3.11"}, {pythonVersions, "==3.12.*", "3.12"},
		{pythonVersions, ">=3.12.4", "3.13"}, {pythonVersions, "<3", ""}, {pythonVersions, "pypy", ""},
		{nodeVersions, "v20.11.1", "20"}, {nodeVersions, "22", "22"}, {nodeVersions, ">=18", "26"},
		{nodeVersions, "20.x", "20"}, {nodeVersions, "^18 || ^20", "20"}, {nodeVersions, ">=18 <21", "20"},
		{nodeVersions, "~20.11.1", "20"}, {nodeVersions, "lts/iron", "20"}, {nodeVersions, "lts/*", "26"},
		{goVersions, "1.24.3", "1.24"}, {goVersions, "1.26", "1.26"},
		{rubyVersions, "ruby-3.3.1", "3.3"}, {rubyVersions, "~> 3.3.0", "3.3"}, {rubyVersions, "~> 3.1", "3.4"},
		{javaVersions, "1.8", "8"}, {javaVersions, "corretto-17.0.9", "17"}, {javaVersions, "21.0.2-tem", "21"},
		{phpVersions, "^8.2", "8.4"}, {phpVersions, "8.1.*", "8.1"}, {phpVersions, "~8.2.0", "8.2"},
		{phpVersions, "^8.1|^8.2", "8.4"}, {dotNetVersions, "8.0", "8.0"},
	} {
		if got := c.versions.choose(c.text); got != c.want {
			t.Errorf("choose(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

// Each table names versions in order, and its standard is one of them that is maintained.
func TestSupported(t *testing.T) {
	for name, v := range map[string]versions{".NET": dotNetVersions, "Go": goVersions, "Java": javaVersions,
		"Node": nodeVersions, "PHP": phpVersions, "Python": pythonVersions, "Ruby": rubyVersions} {
		if !slices.Contains(v.known, v.standard) || older(v.standard, v.maintained) {
			t.Errorf("%s: the standard %s is not maintained", name, v.standard)
		}
		if !slices.IsSortedFunc(v.known, func(a, b string) int {
			if older(a, b) {
				return -1
			}
			return 1
		}) {
			t.Errorf("%s: %v are not in order", name, v.known)
		}
	}
	for _, c := range []struct{ name, platform, want string }{
		{"poetry", "3.13", "2.5.1"}, {"poetry", "3.9", "2.1.3"}, {"poetry", "3.8", "1.8.5"}, {"pnpm", "6", "8.15.9"},
		{"corepack", "18", "0.32.0"}, {"gradle", "21", "8"}, {"gradle", "25", "9"}, {"none", "1", ""},
	} {
		if got := toolFor(c.name, c.platform); got != c.want {
			t.Errorf("%s for %s is %q, want %q", c.name, c.platform, got, c.want)
		}
	}
}

// What a folder says decides on images and tools that exist, and an old version is told.
func TestImagesThatExist(t *testing.T) {
	const yarn = `{"scripts": {"start": "node a.js"}, "engines": {"node": "26"}}`
	for name, c := range map[string]struct {
		files  fstest.MapFS
		text   string
		notice bool
	}{
		"old Debian": {files("requirements.txt", "", ".python-version", "3.8", procfile, "web: a"),
			"python:3.8-slim-bookworm", true},
		"new Debian": {files("requirements.txt", "", ".python-version", "3.15", procfile, "web: a"),
			"python:3.15-slim-trixie", false},
		"no security": {files("requirements.txt", "", ".python-version", "3.9", procfile, "web: a"),
			"python:3.9-slim-trixie", true},
		"old poetry": {files("pyproject.toml", "", "poetry.lock", "", ".python-version", "3.9", procfile, "web: a"),
			"poetry==2.1.3", true},
		"yarn on Node": {files("package.json", yarn, "yarn.lock", ""), "npm install --global --force yarn@1.22.22", false},
		"corepack": {files("package.json", `{"scripts": {"start": "node a.js"}, "packageManager": "pnpm@10.1.0",
			"engines": {"node": "20"}}`, "pnpm-lock.yaml", ""), "--force corepack@0.34.0", true},
		"Gradle for Java 25": {files("build.gradle", "JavaLanguageVersion.of(25)"), "gradle:9-jdk25", false},
		"Gradle's wrapper": {files("build.gradle", "JavaLanguageVersion.of(21)", "gradle/wrapper/gradle-wrapper.properties",
			`distributionUrl=https\://services.gradle.org/distributions/gradle-9.2.0-bin.zip`), "gradle:9-jdk21", false},
		"opcache of PHP": {files("composer.json", `{"require": {"php": "8.5.*", "ext-opcache": "*", "ext-intl": "*"}}`,
			"composer.lock", "", "index.php", ""), "docker-php-ext-install intl\n", false},
	} {
		a, err := Find(c.files)
		if err != nil {
			t.Fatal(err)
		}
		written, err := a.Files()
		if err != nil || !strings.Contains(written[0].Text, c.text) {
			t.Errorf("%s: %v, no %q in\n%v", name, err, c.text, written)
		}
		if (len(a.Notices) > 0) != c.notice {
			t.Errorf("%s: notices %v", name, a.Notices)
		}
	}
}

func TestWords(t *testing.T) {
	for line, want := range map[string]string{
		"serve":                            `["serve"]`,
		"exec serve -p $PORT":              `["serve", "-p", "80"]`,
		"serve --bind=:${PORT:-5000}":      `["serve", "--bind=:80"]`,
		`serve --title "a b"`:              `["serve", "--title", "a b"]`,
		"LOG=1 serve":                      `["env", "LOG=1", "serve"]`,
		"migrate && serve":                 `["/bin/sh", "-c", "migrate && exec serve"]`,
		"migrate; exec serve":              `["/bin/sh", "-c", "migrate; exec serve"]`,
		"serve --workers $WORKERS":         `["/bin/sh", "-c", "exec serve --workers $WORKERS"]`,
		"serve --workers ${WORKERS:-2}":    `["/bin/sh", "-c", "exec serve --workers ${WORKERS:-2}"]`,
		`serve "a && b" > /dev/null 2>&1`:  `["/bin/sh", "-c", "exec serve \"a && b\" > /dev/null 2>&1"]`,
		"a | b":                            "",
		"a &":                              "",
		"(a; b)":                           "",
		"while true; do serve; done":       "",
		`serve "`:                          "",
		"migrate || true; LOG=$LOG serve2": "",
	} {
		got, ok := words(line, 80)
		text, err := execForm(got)
		if err != nil {
			t.Fatal(err)
		}
		if ok != (want != "") || ok && text != want {
			t.Errorf("words(%q) = %s, %v, want %s", line, text, ok, want)
		}
		if image := Read([]byte("FROM a:1\nUSER 1\nCMD "+text+"\n"), Context{}); ok && strings.Contains(
			image.Mistakes.Error(), "exec") {
			t.Errorf("%q becomes %s, which the reader refuses: %v", line, text, image.Mistakes)
		}
	}
}

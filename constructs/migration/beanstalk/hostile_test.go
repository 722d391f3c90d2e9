package beanstalk

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/processortest"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/readertest"
)

const hidden = "Xq8hunter2Zz"

// A credential is nowhere in what is written or told, whichever file and field it came in.
func TestCredentialsFromEveryField(t *testing.T) {
	const option = "option_settings:\n  " + environmentNamespace + ":\n    "
	for name, files := range map[string]map[string]string{
		"name of the variable that ends otherwise": {".ebextensions/a.config": option + "SECRET_KEY_BASE: " + hidden},
		"alias":          {".ebextensions/a.config": option + "DB_PASSWORD: *" + hidden},
		"name of a file": {".ebextensions/" + hidden + ".config": option + "DB_PASSWORD: " + hidden},
		"number":         {".ebextensions/a.config": option + "DB_PASSWORD: " + hidden + "\n" + oneOption + hidden},
		"command's name": {".ebextensions/a.config": "container_commands:\n  export DB_PASSWORD=" + hidden +
			": {command: a}"},
		"type of a resource": {".ebextensions/a.config": "Resources: {a: {Type: " + hidden + "}}"},
		"comment":            {".ebextensions/a.config": option + "A: b # " + hidden},
		"process":            {"Procfile": "web: app --password " + hidden + "\n"},
		"no process":         {"Procfile": "DB_PASSWORD=" + hidden + "\n"},
		"command of Compose": {"docker-compose.yml": "services: {a: {image: 'a:1', command: [app, --token, " +
			hidden + "]}}"},
		"check of Compose": {"docker-compose.yml": "services: {a: {image: 'a:1', healthcheck: {test: [CMD, redis-cli, -a, " +
			hidden + ", ping]}}}"},
		"command of Dockerrun": {"Dockerrun.aws.json": `{"AWSEBDockerrunVersion": "1", "Image": {"Name": "a:1"}, ` +
			`"Command": "redis-server --requirepass ` + hidden + `"}`},
	} {
		app, err := Read(readertest.Sources(files), "app")
		if err != nil {
			if strings.Contains(err.Error(), hidden) {
				t.Errorf("%s: a problem tells it: %v", name, err)
			}
			continue
		}
		written, err := migration.Write(app, migration.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		t.Run(name, func(t *testing.T) { readertest.Conceals(t, written, nil, hidden) })
	}
}

// Aliases that stand for more than memory holds, or for themselves, are refused at once.
func TestAliasesAreBounded(t *testing.T) {
	var bomb strings.Builder
	bomb.WriteString("l0: &l0 {}\n")
	for i := 1; i < 30; i++ {
		fmt.Fprintf(&bomb, "l%d: &l%d {<<: [%s]}\n", i, i, strings.Repeat(fmt.Sprintf("*l%d, ", i-1), 8))
	}
	for name, text := range map[string]string{
		"merged":   bomb.String() + "option_settings: *l29\n",
		"repeated": strings.ReplaceAll(bomb.String(), "{<<: [", "{a: [") + "option_settings: *l29\n",
		"cyclic":   "option_settings: &a [*a]\n",
	} {
		start := processortest.Time(t)
		_, err := Read(readertest.Sources(map[string]string{".ebextensions/a.config": text}), "app")
		if err == nil || !strings.Contains(err.Error(), "aliases") {
			t.Errorf("%s: got %v, want a problem with aliases", name, err)
		}
		if took := processortest.Time(t) - start; took > 5*time.Second {
			t.Errorf("%s: it took %v", name, took)
		}
	}
	_, err := Read(readertest.Sources(map[string]string{".ebextensions/a.config": "x: &x {MaxSize: 2}\n" +
		"option_settings:\n" +
		"  aws:autoscaling:asg: {<<: *x, MinSize: 1}\n"}), "app")
	if err != nil {
		t.Errorf("an ordinary alias is refused: %v", err)
	}
}

// Long or special files of the application, which say nothing of Beanstalk, stop nobody.
func TestOtherFilesOfTheApplication(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{"Procfile": "web: run\n",
		"package-lock.json": strings.Repeat(" ", reader.MaxFile+1),
		"model.json":        strings.Repeat(" ", reader.MaxFile+1)} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(folder, "pipe.json"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(folder, "folder.json"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere", filepath.Join(folder, "link.json")); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := Read(os.DirFS(folder), "app")
		done <- err
	}()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(2 * time.Minute):
		t.Error("it waits for a pipe")
	}
}

// Compose's escapes and variables mean what they meant there.
func TestComposeFillsIn(t *testing.T) {
	app, err := Read(fstest.MapFS{"docker-compose.yml": &fstest.MapFile{Mode: fs.FileMode(0o600), Data: []byte(`services:
  web:
    image: a:1
    ports: ["80:8080"]
    command: [serve, "--home", "$$HOME"]
    environment:
      PRICE: 5$$
      URL: http://$HOST/x
    healthcheck: {test: "test -n $$HOME"}
  my.side:
    image: b:1
    env_file: [.env, other.env]
    command: [serve, "--port=$PORT"]
`)}, ".ebextensions/a.config": &fstest.MapFile{Data: []byte("option_settings:\n  " + environmentNamespace +
		":\n    MODE: fast\n")}}, "app")
	if err != nil {
		t.Fatal(err)
	}
	s := app.Services[0]
	if got := strings.Join(s.Command.Value, " "); got != "serve --home $HOME" {
		t.Errorf("command %q", got)
	}
	if got := strings.Join(s.ContainerCheck.Value, " "); got != "CMD-SHELL test -n $HOME" {
		t.Errorf("check %q", got)
	}
	if _, ok := s.Environment["URL"]; ok || s.Environment["PRICE"].Value != "5$" {
		t.Errorf("got %v, want PRICE 5$ and no URL", s.Environment)
	}
	side := s.Sidecars[0]
	if side.Environment["MODE"].Value != "fast" {
		t.Errorf("the sidecar lacks the properties in .env: %v", side.Environment)
	}
	if side.Command != nil {
		t.Errorf("a variable that Compose fills in is in %q", side.Command.Value)
	}
	decided := map[string]bool{}
	for _, g := range app.Gaps {
		decided[g.Setting] = decided[g.Setting] || g.Outcome == migration.Decision
	}
	for _, setting := range []string{"environment variable URL", "services my.side command", "services my.side env_file"} {
		if !decided[setting] {
			t.Errorf("%s is not left to somebody", setting)
		}
	}
}

// Where one bound of the group is said, the other is what Beanstalk took.
func TestOtherBoundOfTheGroup(t *testing.T) {
	for option, want := range map[string][2]float64{"MinSize: 2": {2, 4}, "MinSize: 6": {6, 6}, "MaxSize: 3": {1, 3},
		"MaxSize: 0": {0, 0}} {
		app, err := Read(readertest.Sources(map[string]string{".ebextensions/a.config": "option_settings:\n  " +
			groupNamespace +
			":\n    " + option}), "app")
		if err != nil {
			t.Fatal(err)
		}
		if v := app.Services[0].Scaling; v.Min.Value != want[0] || v.Max.Value != want[1] {
			t.Errorf("%s: %v to %v, want %v", option, v.Min.Value, v.Max.Value, want)
		}
	}
}

// What the library does not take is left out, and told; a process beside web runs as often as web.
func TestTakenAsFarAsTheLibraryGoes(t *testing.T) {
	app, err := Read(readertest.Sources(map[string]string{"Procfile": "web: a\nclock: b\n",
		".ebextensions/a.config": "option_settings:\n  " + defaultProcess + ":\n    HealthCheckPath: /health?full=1\n  " +
			groupNamespace + ": {MinSize: 1, MaxSize: 1}\n"}), "app")
	if err != nil {
		t.Fatal(err)
	}
	if path := app.Services[0].HealthCheck.Path; path == nil || path.Value != "/health" ||
		app.Count()[migration.Decision] == 0 {
		t.Errorf("got the path %v, want /health, and a decision", path)
	}
	if clock := app.Services[1].Scaling; clock.Min == nil || clock.Min.Value != 1 || clock.Max == nil ||
		clock.Max.Value != 1 {
		t.Errorf("the clock runs %v to %v times, want once", clock.Min, clock.Max)
	}
}

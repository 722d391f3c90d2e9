package copilot

import (
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/readertest"
)

const backendService = "type: Backend Service\nname: a\n"

// Damaged sources are refused with file, line and reason, without values.
func TestProblems(t *testing.T) {
	const file = "copilot/a/manifest.yml"
	for name, c := range map[string]struct{ text, want string }{
		"tabs":          {"type: Backend Service\nimage:\n\tport: 80\n", file + ":3: got damaged YAML"},
		"unknown alias": {backendService + "variables: *canary", file + ": got an alias of nothing"},
		"no mapping":    {"- name: a\n", file + ":1: got a list, want a mapping"},
		"no type":       {"name: a\n", file + ":1: type: got no type"},
		"unknown type":  {"type: Lambda\n", file + `:1: type: got "Lambda", want Load Balanced Web Service`},
		"huge number": {backendService + "cpu: 99999999999999999999\n",
			file + `:3: cpu: got "99999999999999999999", want a whole number`},
		"no number": {backendService + "count: many\n", file + `:3: count: got "many"`},
		"no range": {backendService + "count:\n  range: 1..4\n",
			file + ":4: count.range: got a text that is no range"},
		"no duration": {backendService + "image:\n  healthcheck: {interval: 90}\n",
			file + `:4: image.healthcheck.interval: got "90"`},
		"no port": {backendService + "image: {port: 70000}\n", file + ":3: image.port: got 70000"},
		"no flag": {backendService + "exec: perhaps\n", file + `:3: exec: got "perhaps", want true or false`},
		"no image": {backendService + "image: {location: 'a b'}\n",
			file + ":3: image.location: got what is no reference"},
		"list for a text": {backendService + "storage: {volumes: {a: [1]}}\n", file + ":3: storage.volumes.a: got a list"},
		"open quote": {backendService + "command: serve 'canary\n",
			file + ":3: command: got a line that cannot be split"},
		"sidecar": {backendService + "sidecars: {a: canary}\n",
			file + ":3: sidecars.a: got a text, want a mapping"},
		"secret":    {backendService + "secrets: {A: [canary]}\n", file + ":3: environment secret A: got a list"},
		"variables": {backendService + "variables: [canary]\n", file + ":3: variables: got a list"},
		"job without a time": {"type: Scheduled Job\nname: a\n",
			file + ":1: on.schedule: got a mapping, want when the job runs"},
		"time of a job": {"type: Scheduled Job\non: {schedule: '0 0 1 * 1'}\n",
			file + ":2: on.schedule: got a time that"},
		"ports that collide": {backendService + "image: {port: 80}\nsidecars:\n  proxy: {image: 'nginx:1.27.3', port: 80}\n",
			file + ":5: sidecars.proxy.port: got port 80 of proxy, on which a listens, too"},
		"environment": {backendService + "environments: {prod: canary}\n", file + ":3: environments.prod: got a text"},
	} {
		_, err := Read(readertest.Sources(map[string]string{file: c.text}), "app")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: the problem tells a value: %v", name, err)
		}
	}
	if _, err := Read(readertest.Sources(nil), "app"); err == nil || !strings.Contains(err.Error(), "nothing of Copilot") {
		t.Errorf("got %v", err)
	}
}

// Sound manifests are read, however they are written.
func TestSoundManifests(t *testing.T) {
	for name, text := range map[string]string{
		"byte order mark": "\ufeffname: a\ntype: Backend Service\n",
		"CRLF":            "name: a\r\ntype: Backend Service\r\nvariables:\r\n  A: b\r\n",
		"anchors":         "x: &x {A: b}\nname: a\ntype: Backend Service\nvariables: {<<: *x, C: d}\n",
		"other case":      "name: a\ntype: backend service\n",
		"JSON":            `{"name": "a", "type": "Backend Service", "variables": {"A": "b"}}`,
		"nulls":           "name: a\ntype: Backend Service\nvariables:\nimage:\nhttp:\ncount:\n",
		"not ASCII":       "name: bücher\ntype: Backend Service\nvariables: {GRUSS: 'Grüß Gott, 世界'}\n",
		"long name":       "name: " + strings.Repeat("long-", 20) + "\ntype: Backend Service\n",
		"name of Go":      "name: func\ntype: Backend Service\nimage: {port: 80}\n",
		"dollars":         "name: a\ntype: Backend Service\ncommand: pay $5 $HOME\n",
		"shell variable":  "name: a\ntype: Backend Service\nimage: {location: 'acme/a:${TAG}'}\n",
	} {
		app, err := Read(readertest.Sources(map[string]string{"copilot/a/manifest.yml": text}), "app")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _, err := migration.Write(app, migration.Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// gap is what is said of a setting of a manifest.
func gap(t *testing.T, app *migration.Application, setting string) migration.Gap {
	t.Helper()
	for _, g := range app.Gaps {
		if g.Setting == setting {
			return g
		}
	}
	t.Fatalf("nothing is said of %s: %v", setting, app.Gaps)
	return migration.Gap{}
}

// What a kind of workload does not have, what nobody knows, and what stands there twice is told with its line.
func TestOddFields(t *testing.T) {
	app, err := Read(readertest.Sources(map[string]string{"copilot/a/manifest.yml": backendService +
		"on: {schedule: '@daily'}\n" +
		"colour: {of: [red]}\nvariables:\n  A: b\n  A: c\nimage: {location: 'acme/a:${TAG}'}\n"}), "app")
	if err != nil {
		t.Fatal(err)
	}
	for setting, want := range map[string]migration.Gap{
		"on.schedule": {Line: 3, Outcome: migration.Decision, Why: "a Backend Service has no such field in Copilot's " +
			"documentation"},
		"colour.of": {Line: 4, Outcome: migration.Decision, Why: unknownField},
		"A":         {Line: 7, Outcome: migration.Decision, Why: "the key stands there twice: the last one was taken"},
	} {
		got := gap(t, app, setting)
		if got.Line != want.Line || got.Outcome != want.Outcome || got.Why != want.Why {
			t.Errorf("%s: got %+v, want %+v", setting, got, want)
		}
	}
	if got := gap(t, app, "image.location"); got.Outcome != migration.Decision || app.Services[0].Image != nil {
		t.Errorf("a variable of a shell: got %+v", got)
	}
}

// The environment's settings are laid over the rest, and what they replace is told.
func TestEnvironments(t *testing.T) {
	files := map[string]string{"copilot/.workspace": "application: shop\n",
		"copilot/a/manifest.yml": backendService + `image: {build: Dockerfile, port: 80}
count: {range: 1-4, cpu_percentage: 50}
command: [serve, all]
variables: {A: base, B: base, URL: "http://x.${COPILOT_ENVIRONMENT_NAME}.${COPILOT_APPLICATION_NAME}.local"}
environments:
  test: {variables: {A: test}}
  prod: {variables: {A: prod}, image: {location: 'acme/a:1.2'}, count: {spot: 3}, command: serve}
`}
	app, err := Options{Environment: "prod"}.Read(readertest.Sources(files), "app")
	if err != nil {
		t.Fatal(err)
	}
	s := app.Services[0]
	for name, want := range map[string]string{"A": "prod", "B": "base", "URL": "http://x.prod.shop.local"} {
		if got := s.Environment[name].Value; got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if s.Image == nil || s.Image.Value != "acme/a:1.2" || s.Build != nil || s.Scaling.Max.Value != 3 ||
		strings.Join(s.Command.Value, " ") != "serve" || app.Name != "shop-prod" {
		t.Errorf("got %+v", s)
	}
	if got := gap(t, app, "command"); got.Line != 5 || got.Why != "overridden in copilot/a/manifest.yml:9" {
		t.Errorf("got %+v", got)
	}
	if _, err := Read(readertest.Sources(files), "app"); err == nil ||
		!strings.Contains(err.Error(), "several: prod, test") {
		t.Errorf("got %v", err)
	}
}

// A credential is nowhere in what is written or told, whichever field it came in.
func TestCredentialsFromEveryField(t *testing.T) {
	const hidden = "Xq8hunter2Zz"
	for name, text := range map[string]string{
		"variable":         "variables: {DB_PASSWORD: " + hidden + "}",
		"command":          "command: app --password " + hidden,
		"entry point":      "entrypoint: [app, --token, " + hidden + "]",
		"check":            "image: {healthcheck: {command: [CMD, redis-cli, -a, " + hidden + ", ping]}}",
		"script":           "command: [docker-entrypoint.sh, redis-server, --requirepass, " + hidden + "]",
		"label's name":     "image: {labels: {db.password: " + hidden + "}}",
		"label":            "variables: {DB_PASSWORD: " + hidden + "}\nimage: {labels: {a: " + hidden + "}}",
		"path of a volume": "variables: {DB_PASSWORD: " + hidden + "}\nstorage: {volumes: {v: {path: /" + hidden + "}}}",
		"name of a field":  "variables: {DB_PASSWORD: " + hidden + "}\n" + hidden + ": 1",
		"sidecar":          "sidecars: {s: {image: 'a:1', variables: {API_KEY: " + hidden + "}}}",
		"alarm":            "variables: {DB_PASSWORD: " + hidden + "}\ndeployment: {rollback_alarms: [" + hidden + "]}",
		"alias": "variables: {DB_PASSWORD: " + hidden + "}\nimage: {port: 80}\nnetwork: {connect: {alias: " +
			strings.ToLower(hidden) + "}}",
		"number": "cpu: " + hidden + "\nvariables: {DB_PASSWORD: " + hidden + "}",
	} {
		app, err := Read(readertest.Sources(map[string]string{"copilot/a/manifest.yml": backendService + text}), "app")
		if err != nil {
			if strings.Contains(err.Error(), hidden) {
				t.Errorf("%s: a problem tells it: %v", name, err)
			}
			continue
		}
		t.Run(name, func(t *testing.T) {
			written, err := migration.Write(app, migration.Options{})
			readertest.Conceals(t, written, err, hidden)
		})
	}
}

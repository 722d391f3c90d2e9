package migration

import (
	"go/format"
	"strings"
	"testing"
)

const password = "Xq8hunter2Zz"

func written(t *testing.T, a *Application) string {
	t.Helper()
	files, err := Write(a, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, name := range files.Names() {
		out.Write(files[name])
	}
	return out.String()
}

// The value of a credential is in no file, wherever else the source has it: names of files and settings, gaps,
// problems.
func TestWriteConcealsCredentials(t *testing.T) {
	s := &Service{Name: "web"}
	a := &Application{Name: "shop", From: "a test", Services: []*Service{s}}
	a.Report(Source{File: "early-" + password, Name: "key " + password}, Dropped, password, "since "+password)
	a.SetVariable("web", &s.Container, "DB_PASSWORD", password, Source{File: password + ".config", Line: 1, Name: "a"})
	a.SetVariable("web", &s.Container, "COPY", "x"+password, Source{File: "b", Line: 2, Name: "b"})
	a.SetVariable("web", &s.Container, "MODE", "fast", Source{File: password, Line: 3, Name: password})
	if text := written(t, a); strings.Contains(text, password) {
		t.Error("the credential is in\n", text)
	}
	problem := a.Conceal(Problem{Source{File: password, Name: password}, password, password, password})
	if strings.Contains(problem.Error(), password) {
		t.Error("a problem tells the credential:", problem)
	}
}

// A name that cannot be left out is refused, and not told.
func TestWriteRefusesNamesThatAreCredentials(t *testing.T) {
	s := &Service{Name: "web"}
	a := &Application{Name: "shop", From: "a test", Services: []*Service{s}}
	a.SetVariable("web", &s.Container, "DB_PASSWORD", password, Source{})
	a.SetVariable("web", &s.Container, password, "1", Source{})
	if _, err := Write(a, Options{}); err == nil || strings.Contains(err.Error(), password) {
		t.Errorf("got %v, want an error without the credential", err)
	}
}

// A credential is found where Go or Markdown write it otherwise than the source did, or in two lines.
func TestWriteRefusesCredentialsThatAreWrittenOtherwise(t *testing.T) {
	for _, value := range []string{`Xq8"hunter2Zz`, `Xq8\hunter2Zz`, "Xq8_hunter_2Zz", "Xq8|hun<ter2>Zz",
		"Xq8hünter2\x01Zz", password} {
		for place, in := range map[string]func(*Application, *Service){
			"name": func(a *Application, _ *Service) { a.Name = value },
			"path": func(_ *Application, s *Service) { s.Mounts = []Mount{{Volume: "v", Path: "/" + value}} },
			"long path": func(a *Application, s *Service) {
				a.Front, s.Rule = &Front{}, &Rule{Paths: []string{"/" + strings.Repeat("b", 101) + value}}
			},
		} {
			s := &Service{Name: "web"}
			a := &Application{Name: "shop", From: "a test", Services: []*Service{s}}
			a.SetVariable("web", &s.Container, "DB_PASSWORD", value, Source{})
			in(a, s)
			if files, err := Write(a, Options{}); err == nil && (place != "name" || strings.Contains(
				decoded("gaps.md", files["gaps.md"]), value)) {
				t.Errorf("%q as a %s is written", value, place)
			}
		}
	}
}

func TestSourcesAreOneLineWithoutCredentials(t *testing.T) {
	key := "AKIA" + strings.Repeat("Q7", 8)
	for _, text := range []string{Source{File: "a\nb " + key, Line: 1}.String(),
		Problem{Source: Source{File: key, Name: "a\n" + key}, Got: key}.Error()} {
		if strings.Contains(text, key) || strings.Contains(text, "\n") {
			t.Errorf("%q", text)
		}
	}
}

func TestCleanWords(t *testing.T) {
	for line, clean := range map[string]bool{
		"app --password " + password:                                          false,
		"redis-server --requirepass " + password:                              false,
		"app --db-pass " + password:                                           false,
		"app --token " + password:                                             false,
		"app -- --api_key " + password:                                        false,
		"redis-cli -a " + password + " ping":                                  false,
		"/usr/bin/curl -u me:" + password + " x":                              false,
		"mysqladmin -p" + password + " ping":                                  false,
		"CMD redis-cli -a " + password + " ping":                              false,
		"sh|-c|mysql -uroot -p" + password:                                    false,
		"sh|-c|app --password " + password + "|x":                             false, // what follows the line is $0
		"tini|--|sh|-c|app --pass " + password:                                false,
		"CMD-SHELL|sh -c 'redis-cli -a " + password + "' || exit 1":           false,
		"CMD-SHELL|sh -c \"sh -c 'redis-cli -a " + password + "'\" || exit 1": false,
		"sh|-c|echo 'open; redis-cli -a " + password:                          false,
		"docker-entrypoint.sh redis-server --requirepass " + password:         false,
		"/app/publish --api-key " + password + " --port 80":                   false,
		"redis-server --requirepass=" + password:                              false,
		"env SECRET_KEY_BASE=correcthorse app":                                false,
		"sshpass -p" + password + " ssh host":                                 false,
		"curl -sSume:" + password + " x":                                      false,
		"curl --user=me:" + password + " x":                                   false,
		"mongosh -p" + password:                                               false,
		"sqlcmd -P" + password:                                                false,
		"app --password Pa$$" + password:                                      false,
		"app --password " + password + "$x":                                   false,
		"app --password $" + password:                                         false,
		"CMD-SHELL|redis-cli -a " + password:                                  false,
		"app --password $DB_PASSWORD":                                         true,
		"app --token-file /run/token":                                         true,
		"app --port 8080 --key-id 3":                                          true,
		"gunicorn -p pid.file app:app":                                        true,
		"redis-cli ping":                                                      true,
		"mysqladmin ping -h localhost":                                        true,
		"app --max-tokens 4096":                                               true,
		"app --password --host db":                                            true,
		"app --bypass cache --compass north":                                  true,
		"docker-entrypoint.sh redis-server --save 60 1":                       true,
		"app --tls-key /certs/tls.key --key=server.pem":                       true,
		"curl --user-agent probe/1.0 x":                                       true,
		"curl -fsS --user $ME:$PASSWORD x":                                    true,
		"sh|-c|app --token \"Bearer $TOKEN\" && true":                         true,
		"sh|-c|app --password $(cat /run/password)":                           true,
		"app --prompt|tell what mysql is":                                     true,
		"sh|-c|exec app --password \"$PASSWORD\"":                             true,
	} {
		words := strings.Fields(line)
		if strings.Contains(line, "|") {
			words = strings.Split(line, "|")
		}
		a := &Application{}
		if got := a.CleanWords(words, Source{}); got != clean {
			t.Errorf("CleanWords(%q) is %v", words, got)
		}
		if len(a.Gaps) == 0 != clean {
			t.Errorf("%q: reported %v", words, a.Gaps)
		}
	}
}

// What a command told is in no other setting either.
func TestCleanWordsHidesWhatItFinds(t *testing.T) {
	s := &Service{Name: "web"}
	a := &Application{Name: "shop", From: "a test", Services: []*Service{s}}
	a.CleanWords([]string{"app", "--password", password}, Source{})
	a.SetVariable("web", &s.Container, "MODE", "x"+password, Source{})
	if text := written(t, a); strings.Contains(text, password) {
		t.Error("the credential is in\n", text)
	}
}

// A label or a tag that is called like a credential is none to write down.
func TestCleanNamed(t *testing.T) {
	for name, value := range map[string]string{"db.password": password, "com.acme.api_key": "correcthorse", "a": "AKIA" +
		strings.Repeat("Q7", 8), "DB_PASSWORD": "${X}", "b${X}": "c"} {
		if a := (&Application{}); a.CleanNamed(name, value, Source{}) || len(a.Gaps) != 1 {
			t.Errorf("%s=%s is written, or not told: %v", name, value, a.Gaps)
		}
	}
	for name, value := range map[string]string{"team": "ai", "traefik.enable": "true", "cost-center": "k8s-4711"} {
		if a := (&Application{}); !a.CleanNamed(name, value, Source{}) {
			t.Errorf("%s=%s is refused: %v", name, value, a.Gaps)
		}
	}
}

// A secret whose name is the credential itself, or none that AWS takes, is left to somebody.
func TestSetSecret(t *testing.T) {
	key := "AKIA" + strings.Repeat("Q7", 8)
	for _, secret := range []Secret{{SecretName: key}, {ParameterName: key}, {SecretName: "a", JSONKey: key},
		{ParameterName: "/shop/${STAGE}/db"}, {SecretName: "shop db"}, {ParameterName: "/shop//db"}} {
		a, c := &Application{}, &Container{}
		a.SetSecret(c, "DB", secret)
		if len(c.Secrets) != 0 || len(a.Gaps) != 1 || a.Gaps[0].Outcome != Decision {
			t.Errorf("%+v is taken, or not told: %v", secret, a.Gaps)
		}
	}
	a, c := &Application{}, &Container{}
	a.SetSecret(c, "DB", Secret{SecretName: "shop/db", JSONKey: "password", VersionStage: "AWSCURRENT"})
	a.SetSecret(c, "KEY", Secret{ParameterName: "/shop/key"})
	if len(c.Secrets) != 2 {
		t.Errorf("sound names are refused: %v", a.Gaps)
	}
}

func TestLooksSecret(t *testing.T) {
	for name := range strings.FieldsSeq("SECRET_KEY_BASE DB_PASSWORD_PROD PGPASS SENTRY_DSN DB_CREDS stripeKey") {
		if !LooksSecret(name, "a-value-of-some-length") {
			t.Errorf("%s is taken for plain text", name)
		}
	}
	for name, value := range map[string]string{"TOKEN_TTL": "15m", "MAX_TOKENS": "4096", "AUTH_MODE": "oidc-and-more",
		"DB_HOST": "db.internal.example", "USE_TOKEN": "true", "API_KEY_ARN": "arn:aws:secretsmanager:eu-west-1:1:secret:a"} {
		if LooksSecret(name, value) {
			t.Errorf("%s=%s is taken for a credential", name, value)
		}
	}
}

// Sidecars have names that ECS takes, and that no other container of the task has.
func TestSidecarNames(t *testing.T) {
	s := &Service{Name: "web", XRay: Say(true, Source{})}
	for _, name := range []string{"my.cache", "my-cache", "web", "aws-otel-collector", "", strings.Repeat("a", 300)} {
		s.Sidecars = append(s.Sidecars, Container{ContainerName: name})
	}
	a := &Application{Services: []*Service{s}}
	a.settle()
	var got []string
	for _, c := range s.Sidecars {
		got = append(got, c.ContainerName)
	}
	want := "my-cache my-cache-2 web-2 aws-otel-collector-2 -2 " + strings.Repeat("a", 252)
	if strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Numbers that the library would refuse are settled, and somebody is told.
func TestSettleNumbers(t *testing.T) {
	number := func(n float64) *Said[float64] { return Say(n, Source{File: "f", Line: 1, Name: "n"}) }
	web, worker := &Service{Name: "web"}, &Service{Name: "jobs", Worker: true}
	web.HealthCheck = HealthCheck{Interval: number(10), Timeout: number(60)}
	web.Scaling = Scaling{Min: number(0), Max: number(0)}
	worker.Scaling = Scaling{Min: number(4), Max: number(2)}
	slow := &Service{Name: "slow", HealthCheck: HealthCheck{Timeout: number(15)}}
	night := &Service{Name: "night", Scaling: Scaling{Min: number(0), Max: number(2),
		Schedules: []Schedule{{Name: "morning", Min: number(1)}}}}
	a := &Application{Services: []*Service{web, worker, slow, night}}
	a.settle()
	for name, c := range map[string][2]float64{
		"timeout":               {web.HealthCheck.Timeout.Value, 9},
		"timeout alone":         {slow.HealthCheck.Timeout.Value, 14},
		"maximum of none":       {web.Scaling.Max.Value, 1},
		"minimum of none":       {web.Scaling.Min.Value, 1},
		"minimum at night":      {night.Scaling.Min.Value, 0},
		"maximum of the worker": {worker.Scaling.Max.Value, 4},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: got %v, want %v", name, c[0], c[1])
		}
	}
	told := 0
	for _, g := range a.Gaps {
		if g.File == "f" && g.Outcome == Decision {
			told++
		}
	}
	if told != 5 {
		t.Errorf("%d are told, want 5: %v", told, a.Gaps)
	}
}

// Lines of the program are short, wherever they can be broken, and it means the same.
func TestWrap(t *testing.T) {
	word := strings.Repeat("w", 30)
	long := strings.TrimSpace(strings.Repeat(word+` `, 9))
	s := &Service{Name: "web"}
	s.Command = Say([]string{word, word, word, word, word}, Source{File: word, Line: 3, Name: long})
	a := &Application{Name: "shop", From: "a test", Services: []*Service{s}}
	a.SetVariable("web", &s.Container, "A", long, Source{File: "f", Line: 1, Name: "A"})
	a.SetVariable("web", &s.Container, "B", strings.Repeat("é\"\\", 60), Source{})
	a.SetVariable("web", &s.Container, "C", "short", Source{File: "f", Line: 1, Name: long})
	main, err := mainFile(a)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(main)) {
		if len(strings.TrimSuffix(line, "\n")) > maxLine {
			t.Errorf("%d columns: %s", len(line), line)
		}
	}
	if again, err := format.Source(main); err != nil || string(again) != string(main) {
		t.Errorf("it is not formatted: %v", err)
	}
	joined := strings.NewReplacer("\" +\n\t\t\t\t\"", "", "\" +\n\t\t\t\"", "").Replace(string(main))
	for _, value := range []string{quote(long), quote(strings.Repeat("é\"\\", 60))} {
		if !strings.Contains(joined, value) {
			t.Errorf("%s is not in\n%s", value, main)
		}
	}
}

// Times of a queue that AWS would lose messages by are settled.
func TestSettleQueue(t *testing.T) {
	number := func(n float64) *Said[float64] { return Say(n, Source{File: "f", Line: 1, Name: "n"}) }
	s := &Service{Name: "jobs", Worker: true, Queue: Queue{VisibilityTimeout: number(43200), Retries: number(100),
		RetentionSeconds: number(60)}}
	a := &Application{Services: []*Service{s}}
	a.settle()
	if q := s.Queue; q.Retries != nil || q.RetentionSeconds.Value != 3*43200 {
		t.Errorf("got %v, want the default number of tries, and three times the timeout", q)
	}
}

package verify

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// found are the names of the checks that differ, each once.
func found(r *Report) (names []string) {
	for _, f := range r.Findings {
		if !slices.Contains(names, f.Check) {
			names = append(names, f.Check)
		}
	}
	slices.Sort(names)
	return names
}

func compare(t *testing.T, o Options) *Report {
	t.Helper()
	report, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func text(r *Report) string { return r.Markdown() }

func TestSoundPair(t *testing.T) {
	t.Parallel()
	old := serve(t, &app{name: "ip-10-0-0-1"}, func(s *httptest.Server) { s.EnableHTTP2 = false })
	fresh := serve(t, &app{name: "f3b2a9c47d10", delay: 5 * time.Millisecond})
	o := quick(old.URL, fresh.URL)
	o.Paths, o.Health, o.Stream = []string{"/page", "/login", "/none"}, "/health", "/stream"
	o.Golden = []Golden{{Path: "/v1/chat", Body: map[string]any{"text": "hello"},
		Expect: Expect{Status: 200, ContentType: "application/json", Keys: []string{"answer", "length"}, Contains: "length"}}}
	o.Limits.Requests, o.Skip = 240, nil
	report := compare(t, o)
	if report.Result != Same || len(report.Findings) != 0 {
		t.Errorf("got %s\n%s", report.Result, text(report))
	}
	for _, want := range []string{"status", "header", "cookie", "body", "gzip", "certificate", "latency", "stream",
		"golden",
		"redirect", "options", "head", "errors", "keep-alive"} {
		if !slices.ContainsFunc(report.Rows, func(r Row) bool { return r.Check == want && r.Result == Same }) {
			t.Errorf("%s was not compared", want)
		}
	}
	if report.Requests > 240 {
		t.Errorf("asked %d times", report.Requests)
	}
}

func TestFutureName(t *testing.T) {
	t.Parallel()
	asked := make(chan string, 1000)
	handler := func(name string) http.Handler {
		inner := &app{name: name}
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked <- name + " " + r.Host + " " + r.TLS.ServerName
			inner.ServeHTTP(w, r)
		})
	}
	only := certificate(issuer.issue(t, year, "shop.test"))
	old, fresh := serve(t, handler("old"), only), serve(t, handler("new"), only)
	port := func(s *httptest.Server) string { return s.URL[strings.LastIndex(s.URL, ":")+1:] }
	o := quick("https://shop.test:"+port(old), fresh.URL)
	o.Old.Resolve = "shop.test:" + port(old) + ":127.0.0.1"
	o.New.Host = "shop.test"
	o.Limits.Requests = 20
	if report := compare(t, o); report.Result != Same {
		t.Errorf("got\n%s", text(report))
	}
	close(asked)
	for line := range asked {
		if line != "new shop.test shop.test" && line != "old shop.test:"+port(old)+" shop.test" {
			t.Fatalf("asked %s", line)
		}
	}
}

func TestIPv6Only(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Fatal(err)
	}
	fresh := serve(t, &app{name: "new"}, certificate(issuer.issue(t, year, "::1")),
		func(s *httptest.Server) { s.Listener = l })
	o := quick(serve(t, &app{name: "old"}).URL, fresh.URL)
	o.Limits.Requests = 20
	if report := compare(t, o); report.Result != Same {
		t.Errorf("got\n%s", text(report))
	}
}

func TestRedirectToTheOldName(t *testing.T) {
	t.Parallel()
	old := serve(t, &app{name: "old"}, certificate(issuer.issue(t, year, "old.test")))
	port := old.URL[strings.LastIndex(old.URL, ":")+1:]
	fresh := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://old.test:"+port+"/page", http.StatusFound)
	}))
	o := quick("https://old.test:"+port+"/login", fresh.URL+"/login")
	o.Old.Resolve = "old.test:" + port + ":127.0.0.1"
	if report := compare(t, o); !slices.Equal(found(report), []string{"redirect-leak"}) {
		t.Errorf("got\n%s", text(report))
	}
}

// A secret goes to whom TLS has verified, and is shown nowhere.
func TestSecrets(t *testing.T) {
	t.Parallel()
	const secret = "correct-horse-battery"
	var told atomic.Int64
	echo := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.Header.Get("Authorization"), secret) {
			told.Add(1)
		}
		w.Header().Set("X-Echo", r.Header.Get("Authorization"))
		fmt.Fprint(w, r.Header.Get("Authorization"))
	})
	golden, err := ReadGolden(strings.NewReader(
		`[{path: /v1, headers: {Authorization: "Bearer ${KEY}"}, expect: {status: 201}}]`),
		func(string) (string, bool) { return secret, true })
	if err != nil {
		t.Fatal(err)
	}
	o := quick(serve(t, echo).URL, serve(t, echo).URL)
	o.Golden, o.Limits.Requests = golden, 20
	report := compare(t, o)
	if !slices.Equal(found(report), []string{"golden"}) || told.Load() == 0 {
		t.Errorf("got\n%s", text(report))
	}
	if all := fmt.Sprint(report, text(report), o.Plan()); strings.Contains(all, secret) {
		t.Errorf("the secret is shown:\n%s", all)
	}
}

func TestSecretsAreKeptFromTheUnverified(t *testing.T) {
	t.Parallel()
	r := &run{old: sideOf(Endpoint{URL: "https://a.test"}, time.Second), new: sideOf(Endpoint{URL: "https://b.test"},
		time.Second)}
	for _, s := range r.sides() {
		s.addresses = []string{"203.0.113.7"}
	}
	r.old.verified = true
	if r.mayTell() {
		t.Error("a secret would go to an endpoint whose certificate is not trusted")
	}
	r.new.verified = true
	if !r.mayTell() {
		t.Error("a secret would not go to an endpoint that is trusted")
	}
	r.new.verified, r.new.addresses = false, []string{"127.0.0.1"}
	if !r.mayTell() {
		t.Error("a secret would not go to this machine")
	}
}

// What was written is written once, and only where a golden request says so.
func TestMethods(t *testing.T) {
	t.Parallel()
	var mutating atomic.Int64
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodOptions {
			mutating.Add(1)
			w.WriteHeader(http.StatusBadGateway) // no reason to ask again
		}
	})
	o := quick(serve(t, handler).URL, serve(t, handler).URL)
	o.Golden = []Golden{{Path: "/jobs", Body: "x"}}
	compare(t, o)
	if mutating.Load() != 2 {
		t.Errorf("sent %d times, want once to each", mutating.Load())
	}
}

func TestInterrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	o := quick(serve(t, &app{name: "old"}).URL, serve(t, &app{name: "new"}).URL)
	o.Limits.Requests, o.Limits.Rate = 1000, 50
	o.Progress = func(p Progress) {
		if p.Asked == 20 {
			cancel()
		}
	}
	report, err := Run(ctx, o)
	if err != nil || !report.Interrupted || report.Result != NotJudged || report.Requests > 30 || len(report.Rows) == 0 {
		t.Errorf("got %v %v\n%s", report.Requests, err, text(report))
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	var asked [2]atomic.Int64
	count := func(i int) http.Handler {
		inner := &app{name: fmt.Sprint(i)}
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked[i].Add(1); inner.ServeHTTP(w, r) })
	}
	o := quick(serve(t, count(0)).URL, serve(t, count(1)).URL)
	o.Limits.Requests, o.Skip = 31, nil
	start := time.Now()
	report := compare(t, o)
	if all := asked[0].Load() + asked[1].Load(); all > 31 || report.Requests > 31 {
		t.Errorf("asked %d times", all)
	}
	if time.Since(start) < 250*time.Millisecond {
		t.Errorf("asked faster than 100 a second: %s", time.Since(start))
	}
	if report.Result != NotJudged || !strings.Contains(text(report), "not enough samples: ") {
		t.Errorf("got\n%s", text(report))
	}
	o.Limits.Requests, o.Limits.Time = 1000, 300*time.Millisecond
	if report := compare(t, o); !report.OutOfTime || report.Seconds > 3 {
		t.Errorf("it ended after %v s, out of time: %v", report.Seconds, report.OutOfTime)
	}
}

func TestOldEndpointFails(t *testing.T) {
	t.Parallel()
	fresh := serve(t, &app{name: "new"}).URL
	o := quick("https://127.0.0.1:1", fresh)
	if report := compare(t, o); report.Result != NotJudged || len(report.Findings) > 0 {
		t.Errorf("got\n%s", text(report))
	}
	gone := http.HandlerFunc(http.NotFound)
	o = quick(serve(t, gone).URL, serve(t, gone).URL)
	o.Limits.Requests = 20
	if report := compare(t, o); report.Result != NotJudged || !strings.Contains(text(report),
		"no request with a success") {
		t.Errorf("got\n%s", text(report))
	}
}

// Where a golden request leads is compared, though nobody goes there: a login that fails redirects as well.
func TestGoldenRedirect(t *testing.T) {
	t.Parallel()
	leads := func(to string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/login" {
				http.Redirect(w, r, to, http.StatusSeeOther)
			} else if r.URL.Path != "/" {
				t.Errorf("asked for %s", r.URL.Path)
			}
		})
	}
	for to, want := range map[string][]string{"/home?session=2": nil, "/login/failed": {"redirect"}} {
		o := quick(serve(t, leads("/home?session=1")).URL, serve(t, leads(to)).URL)
		o.Golden, o.Limits.Requests = []Golden{{Path: "/login", Body: "x"}}, 12
		if report := compare(t, o); !slices.Equal(found(report), want) {
			t.Errorf("%s: got %v, want %v\n%s", to, found(report), want, text(report))
		}
	}
}

// While a stream is awaited nobody is asked, and the progress is told all the same: here the stream waits for it.
func TestProgressOfStreams(t *testing.T) {
	t.Parallel()
	told := make(chan struct{})
	awaited := sync.OnceFunc(func() { close(told) })
	waits := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/stream" {
			select {
			case <-told:
			case <-r.Context().Done():
			}
		}
		(&app{name: "new"}).ServeHTTP(w, r)
	})
	o := quick(serve(t, &app{name: "old"}).URL, serve(t, waits).URL)
	o.Stream, o.Limits.Requests, o.Allow.LatencySlack = "/stream", 12, 15*time.Second
	o.Progress = func(p Progress) {
		if p.Stage == "waiting for the streams" {
			awaited()
		}
	}
	if report := compare(t, o); report.Result != Same {
		t.Errorf("got %s\n%s", report.Result, text(report))
	}
}

// Without time nothing is the same.
func TestNoTime(t *testing.T) {
	t.Parallel()
	o := quick(serve(t, &app{name: "old"}).URL, serve(t, &app{name: "new"}).URL)
	o.Limits.Time = time.Nanosecond
	if report := compare(t, o); report.Result != NotJudged || !report.OutOfTime {
		t.Errorf("got %s\n%s", report.Result, text(report))
	}
	o = quick(o.Old.URL, "https://127.0.0.1:1")
	o.Skip = append(o.Skip, "refused")
	if report := compare(t, o); report.Result != NotJudged {
		t.Errorf("nobody answers, and it is %s\n%s", report.Result, text(report))
	}
}

// Where HTTP leads is compared: to HTTPS, to an answer in the clear, or nowhere.
func TestPlainHTTP(t *testing.T) {
	t.Parallel()
	secure := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://"+r.Host+r.URL.Path, http.StatusMovedPermanently)
	})
	for _, c := range []struct {
		name       string
		old, fresh http.Handler // nil for a port that is closed
		want       []string
	}{
		{"both lead to HTTPS", secure, secure, nil},
		{"answered in the clear", secure, &app{name: "new"}, []string{"http-to-https"}},
		{"closed", secure, nil, []string{"http-to-https"}},
		{"both closed", nil, nil, nil},
		{"leads to HTTPS now", &app{name: "old"}, secure, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			port := func(handler http.Handler) int {
				if handler == nil {
					return 1
				}
				server := httptest.NewServer(handler)
				t.Cleanup(server.Close)
				return server.Listener.Addr().(*net.TCPAddr).Port
			}
			o := quick(serve(t, &app{name: "old"}).URL, serve(t, &app{name: "new"}).URL)
			o.Old.PlainPort, o.New.PlainPort, o.Limits.Requests = port(c.old), port(c.fresh), 10
			if report := compare(t, o); !slices.Equal(found(report), c.want) {
				t.Errorf("got %v, want %v\n%s", found(report), c.want, text(report))
			}
		})
	}
}

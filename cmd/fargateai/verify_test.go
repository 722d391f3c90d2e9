package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// endpoint answers as it is told, and counts nothing.
func endpoint(t *testing.T, status int, body string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestVerify(t *testing.T) {
	summary := filepath.Join(t.TempDir(), "summary.md")
	t.Setenv("GITHUB_STEP_SUMMARY", summary)
	old, fresh := endpoint(t, 200, `{"models":[{"id":"a"}]}`), endpoint(t, 200, `{"models":[{"id":"b"}]}`)
	quick := []string{"--requests", "12", "--rate", "100", "--skip", "latency"}
	verify := func(url, against string, args ...string) result {
		return fargateai(t, append(append([]string{"verify", "--url", url, "--against", against}, quick...), args...)...)
	}
	want := func(r result, code int, texts ...string) {
		t.Helper()
		if r.code != code {
			t.Errorf("got the exit code %d, want %d", r.code, code)
		}
		for _, text := range texts {
			if !strings.Contains(r.stdout, text) {
				t.Errorf("no %q", text)
			}
		}
		if !strings.Contains(r.stderr, "at most 12 requests to both together in 2m0s, 100 a second, 2 at a time") {
			t.Error("the limits are not told before")
		}
		if t.Failed() {
			t.Fatalf("printed\n%s\nand as errors\n%s", r.stdout, r.stderr)
		}
	}
	want(verify(fresh, old), exitOK, "verify: the new endpoint answers like the old one", "status  ")
	broken := endpoint(t, 503, "")
	want(verify(broken, old), exitRefused, "verify: 1 difference", "503 Service Unavailable", "no healthy task",
		"HealthCheck.Path")
	want(verify(fresh, "http://127.0.0.1:1"), exitUnusable, "the old endpoint: the connection is refused")
	want(verify(broken, old, "--markdown"), exitRefused, "### Verify: 1 difference", "| status | GET / | 200 OK |")
	asJSON := verify(broken, old, "--json")
	want(asJSON, exitRefused)
	var report struct {
		Result   string
		Findings []struct{ Check, Request, Old, New, Why, Remedy string }
	}
	if err := json.Unmarshal([]byte(asJSON.stdout), &report); err != nil || report.Result != "differs" ||
		len(report.Findings) != 1 || report.Findings[0].Check != "status" {
		t.Errorf("got %v in\n%s", err, asJSON.stdout)
	}
	if text, err := os.ReadFile(summary); err != nil || strings.Count(string(text), "### Verify: ") != 5 {
		t.Errorf("the summary of the job is %q, %v", text, err)
	}

	t.Setenv("API_KEY", "correct-horse-battery")
	golden := write(t, "golden.jsonl",
		`{"path": "/v1", "headers": {"Authorization": "Bearer ${API_KEY}"}, "expect": {"keys": ["nothing"]}}`)
	r := verify(fresh, old, "--golden", golden)
	want(r, exitRefused, "golden  GET /v1", "no nothing")
	if strings.Contains(r.stdout+r.stderr, "correct-horse") {
		t.Errorf("the secret is shown:\n%s%s", r.stdout, r.stderr)
	}
}

func TestVerifyRefuses(t *testing.T) {
	fargateai(t, "verify").expect(t, exitUnusable, "fargateai verify: 2 mistakes:", "--url: got nothing, want a URL",
		"--against: got nothing")
	sound := []string{"verify", "--url", "https://a.test", "--against", "https://b.test"}
	for _, c := range []struct{ args, want string }{
		{"--requests 1.5", `--requests: got "1.5", want a whole number above 0`},
		{"--requests 3", "--requests: got 3, want 10 to 10000"},
		{"--time 5", `--time: got "5", want a time with its unit`},
		{"--rate 1000", "--rate: got 1000, want above 0"},
		{"--rate -1", `--rate: got "-1", want a number above 0`},
		{"--concurrency 0", `--concurrency: got "0"`},
		{"--max-body 10", "--max-body: got 10, want 1024"},
		{"--timeout 1h", "--timeout: got 1h0m0s"},
		{"--latency 0.5", "--latency: got 0.5, want 1 to 1000"},
		{"--latency-slack x", `--latency-slack: got "x"`},
		{"--length 0.1", "--length: got 0.1"},
		{"--certificate-days 9999", "--certificate-days: got 9999"},
		{"--old-idle-timeout 2h", "--old-idle-timeout: got 2h0m0s"},
		{"--path x", `--path: got "x", want a path`},
		{"--health x", `--health: got "x"`},
		{"--stream x", `--stream: got "x"`},
		{"--origin x", `--origin: got "x"`},
		{"--host a/b", `--host: got "a/b"`},
		{"--resolve x", `--resolve: got "x"`},
		{"--against-host a/b", `--against-host: got "a/b"`},
		{"--against-resolve x", `--against-resolve: got "x"`},
		{"--skip x", `--skip: got "x", want one of`},
		{"--golden none.yaml", "--golden: open none.yaml"},
		{"--golden " + write(t, "golden.yaml", "- {path: /a, pth: x}"), "golden.yaml: "},
		{"--ca-file none.pem", "--ca-file: open none.pem"},
		{"--ca-file " + write(t, "ca.pem", "x"), "got no certificate in PEM"},
		{"--json --markdown", "--json, --markdown: got 2 of them, want one"},
		{"--url https://b.test", "--url: got \"https://b.test\", want another endpoint than the old one"},
	} {
		fargateai(t, append(sound[:5:5], strings.Fields(c.args)...)...).expect(t, exitUnusable, c.want)
	}
}

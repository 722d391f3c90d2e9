package shell_test

import (
	"slices"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/shell"
)

func TestCanFail(t *testing.T) {
	for line, want := range map[string]bool{
		"curl -f http://localhost:4000/health":             true,
		"curl -f http://localhost:4000/health || exit 1":   true,
		"curl -sf localhost:8080 && exit 0 || exit 1":      true,
		"curl -f 'http://localhost/a;b' || exit 1":         true,
		`python -c "import sys; sys.exit(0)"`:              true,
		"pgrep worker > /dev/null 2>&1":                    true,
		"test -f /tmp/ready":                               true,
		"wget -qO- localhost | grep -q ok":                 true,
		"set -o pipefail; curl -f localhost | cat":         true,
		"curl -f localhost | tee /tmp/a && test -s /tmp/a": true,
		"if curl -f localhost; then exit 0; fi; exit 0":    true,
		"exit 1":                              true,
		"false":                               true,
		"curl -f localhost # || true":         true,
		"exit $?":                             true,
		"curl -f localhost; exit $?":          true,
		`sh -c "curl -f localhost || exit 1"`: true,
		`echo "$(curl -f localhost || true)" | grep ok`: true,
		"curl 'localhost":       true,
		"A=1 curl -f localhost": true,
		"true && false":         true,
		"exit 0":                false,
		"true":                  false,
		":":                     false,
		"/bin/true":             false,
		"echo ok":               false,
		"echo 'a | b'":          false,
		"curl -f http://localhost:4000/health || exit 0":                false,
		"curl -f http://localhost:4000/health || true":                  false,
		"curl -f http://localhost:4000/health||:":                       false,
		"curl -f localhost; true":                                       false,
		"curl -f localhost; exit 0":                                     false,
		"curl -f localhost\nexit 0":                                     false,
		"curl -f localhost || echo failed":                              false,
		"curl -f localhost | cat":                                       false,
		"curl -f localhost 2>&1 | tee /tmp/health.log":                  false,
		"curl -f localhost | head -n 1":                                 false,
		"curl -f localhost &":                                           false,
		"exit 0; curl -f localhost":                                     false,
		"curl -f localhost && echo up || echo down":                     false,
		"sh -c 'curl -f localhost || true'":                             false,
		`bash -lc "curl -f localhost; exit 0"`:                          false,
		"curl -f localhost >/dev/null 2>&1 || true":                     false,
		"curl -f localhost || (echo a; exit 1)":                         true,
		"curl -f localhost ||  exit  0":                                 false,
		"curl -f localhost || exit 0 # the load balancer checks anyway": false,
		"": false,
	} {
		if got := shell.CanFail(line); got != want {
			t.Errorf("%q: got %t, want %t", line, got, want)
		}
	}
}

func TestWordsCanFail(t *testing.T) {
	for _, c := range []struct {
		words []string
		want  bool
	}{
		{[]string{"/healthcheck"}, true},
		{[]string{"curl", "-f", "localhost", "||", "true"}, true}, // words of curl
		{[]string{"true"}, false},
		{[]string{"sh", "-c", "curl -f localhost || true"}, false},
		{[]string{"/bin/sh", "-c", "curl -f localhost"}, true},
		{[]string{"sh", "check.sh"}, true},
		{nil, false},
	} {
		if got := shell.WordsCanFail(c.words); got != c.want {
			t.Errorf("%q: got %t, want %t", c.words, got, c.want)
		}
	}
}

func FuzzCanFail(f *testing.F) {
	f.Add("curl -f localhost || exit 1")
	f.Add("a 'b\" $(c `d` ) | e && f; g & h > i")
	f.Fuzz(func(_ *testing.T, line string) { shell.CanFail(line) })
}

func TestWords(t *testing.T) {
	got := shell.Words(`exec uvicorn "app:a b" --port=80 && echo 'x y'`)
	want := []string{"exec", "uvicorn", "app:a b", "--port=80", "&&", "echo", "x y"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if got := shell.Words("echo 'a"); got != nil {
		t.Errorf("got %q", got)
	}
}

package main

import (
	"strings"
	"testing"
)

// completions are what a shell is told, and the directive after them.
func completions(t *testing.T, args ...string) (values []string, directive string) {
	t.Helper()
	r := fargateai(t, append([]string{"__complete"}, args...)...)
	if r.code != exitOK {
		t.Fatalf("got %+v", r)
	}
	lines := strings.Split(strings.TrimSpace(r.stdout), "\n")
	return lines[:len(lines)-1], lines[len(lines)-1]
}

func TestCompletion(t *testing.T) {
	const (
		anyFile = ":0"
		noFile  = ":4"
		byEnd   = ":8"
		folders = ":16"
	)
	for _, c := range []struct{ typed, values, directive string }{
		{"estimate ", "json", byEnd},
		{"plan-review ", "json", byEnd},
		{"plan-review --prices ", "", anyFile},
		{"plan-review --region ", "", noFile},
		{"eval-gate ", "", anyFile},
		{"eval-gate --output ", "", anyFile},
		{"eval-gate --min-cases ", "", noFile},
		{"stack-check ", "", folders},
		{"dockerfile ", "", folders},
		{"dockerfile --architecture ", "ARM64 X86_64", noFile},
		{"dockerfile --platform ", "dotnet go java node php python ruby", noFile},
		{"import beanstalk ", "", anyFile},
		{"import beanstalk -o ", "", folders},
		{"task-definition diff ", "", anyFile},
		{"task-definition render ", "json", byEnd},
		{"workflow deploy --architecture ", "ARM64 X86_64", noFile},
		{"workflow deploy --context ", "", folders},
		{"workflow infrastructure --version ", "", noFile},
		{"verify --golden ", "", anyFile},
		{"verify --url ", "", noFile},
		{"verify ", "", noFile},
		{"rules ecs-deployment-r", "ecs-deployment-room", noFile},
	} {
		args := strings.Split(c.typed, " ")
		values, directive := completions(t, args...)
		for i := range values {
			values[i], _, _ = strings.Cut(values[i], "\t")
		}
		if strings.Join(values, " ") != c.values || directive != c.directive {
			t.Errorf("%q: got %v %s, want %q %s", c.typed, values, directive, c.values, c.directive)
		}
	}
	if values, _ := completions(t, "verify", "--skip", "redirect"); len(values) != 3 {
		t.Errorf("checks: got %v", values)
	}
	if values, _ := completions(t, "plan-review", "--fail-on", ""); len(values) < 4 {
		t.Errorf("severities: got %v", values)
	}
	if values, _ := completions(t, ""); len(values) < len(commands) {
		t.Errorf("commands: got %v", values)
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		fargateai(t, "completion", shell).expect(t, exitOK, "fargateai")
	}
}

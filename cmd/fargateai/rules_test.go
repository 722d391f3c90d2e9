package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func TestRules(t *testing.T) {
	got := fargateai(t, "rules")
	got.expect(t, exitOK, "every package\n=============\n\n", "\nconstructs/ecs\n==============\n\necs-")
	last := 0
	for _, r := range rules.Catalog() {
		if strings.Count(got.stdout, "\n"+r.ID+"\n") != 1 {
			t.Errorf("%s is not listed once", r.ID)
		}
		if r.Source != "" && !strings.Contains(got.stdout, "  See "+r.Source+"\n") {
			t.Errorf("no source of %s", r.ID)
		}
		if r.Package != "ecs" {
			continue
		}
		at := strings.Index(got.stdout, "\n"+r.ID+"\n")
		if at < last {
			t.Errorf("%s is not where it is looked for", r.ID)
		}
		last = at
	}
	for line := range strings.SplitSeq(got.stdout, "\n") {
		if utf8.RuneCountInString(line) > 100 && !strings.HasPrefix(line, "  See https://") {
			t.Errorf("longer than 100 columns: %s", line)
		}
	}
}

func TestRulesWithIDs(t *testing.T) {
	got := fargateai(t, "rules", "required", "ecs-deployment-room", "required")
	room, _ := rules.Find("ecs-deployment-room")
	want := "every package\n=============\n\nrequired\n  " + rules.Required.Judges + "\n  Why: " + rules.Required.Why +
		"\n\nconstructs/ecs\n==============\n\necs-deployment-room\n" + wrapped(room.Judges, 100) + "\n" +
		wrapped("Why: "+room.Why, 100) + "\n"
	if room.Source != "" {
		want += "  See " + room.Source + "\n"
	}
	if got.expect(t, exitOK); got.stdout != want {
		t.Errorf("got\n%s\nwant\n%s", got.stdout, want)
	}
	unknown := fargateai(t, "rules", "required", "requires", "deployment-room")
	unknown.expect(t, exitUnusable, "fargateai rules: 2 mistakes:",
		`ID: got "requires", want the id of a rule; near it are required, `,
		`ID: got "deployment-room", want the id of a rule; near it are ecs-deployment-room, `)
	if unknown.stdout != "" {
		t.Errorf("printed %s", unknown.stdout)
	}
	t.Setenv("COLUMNS", "50")
	for line := range strings.SplitSeq(fargateai(t, "rules", "required").stdout, "\n") {
		if utf8.RuneCountInString(line) > 50 {
			t.Errorf("longer than 50 columns: %s", line)
		}
	}
}

func TestRulesAsJSON(t *testing.T) {
	read := func(args ...string) (list []rules.Rule) {
		t.Helper()
		got := fargateai(t, append([]string{"rules", "--json"}, args...)...)
		got.expect(t, exitOK)
		if err := json.Unmarshal([]byte(got.stdout), &list); err != nil {
			t.Fatal(err)
		}
		return list
	}
	if got, want := read(), rules.Catalog(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	want, _ := rules.Find("required")
	if got := read("required"); !slices.Equal(got, []rules.Rule{want}) {
		t.Errorf("got %v", got)
	}
}

package main

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

// met is what a run says in which each goal is met.
func met() map[string]int {
	seen := map[string]int{}
	for _, g := range goals {
		seen[g.id] = g.want
	}
	return seen
}

func TestCount(t *testing.T) {
	seen, err := count(strings.NewReader(`{"Action":"start","Package":"p"}
{"Action":"output","Package":"p","Test":"TestA","Output":"    a_test.go:1: figure plan-attacks 7\n"}
{"Action":"output","Package":"p","Test":"TestB","Output":"    b_test.go:1: figure plan-attacks 3\n"}
{"Action":"output","Test":"TestB","Output":" 120 requests read by AWS's models and 9 rules: 2 unreadable, 0 refused\n"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"pass","Package":"p","Test":"TestA/sub"}
{"Action":"fail","Package":"p","Test":"TestB"}
{"Action":"skip","Package":"p","Test":"TestC"}
{"Action":"fail","Package":"p"}
{"Action":"skip","Package":"q"}
{"Action":"pass","Package":"r"}`))
	want := map[string]int{"plan-attacks": 10, testsPassed: 2, testsFailed: 2, testsSkipped: 1, judgedRequests: 120,
		judgedUnreadable: 2}
	if err != nil || !maps.Equal(seen, want) {
		t.Errorf("got %v, %v", seen, err)
	}
	if _, err := count(strings.NewReader("ok\n")); err == nil {
		t.Error("what is no JSON is counted")
	}
}

func TestReport(t *testing.T) {
	for name, test := range map[string]struct {
		change func(seen map[string]int)
		want   string // part of the error
	}{
		"met":                     {func(map[string]int) {}, ""},
		"more than the goal":      {func(seen map[string]int) { seen["plan-attacks"]++ }, ""},
		"one test failed":         {func(seen map[string]int) { seen[testsFailed] = 1 }, "1, want 0"},
		"one attack too few":      {func(seen map[string]int) { seen["plan-attacks"] = 59 }, "59, want at least 60"},
		"a test that says none":   {func(seen map[string]int) { delete(seen, "plan-sound") }, "no test says plan-sound"},
		"a figure without a goal": {func(seen map[string]int) { seen["other"] = 1 }, "says other"},
	} {
		seen := met()
		test.change(seen)
		err := report(terminal.Terminal{}, new(strings.Builder), seen)
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestReadmeClaimsNoMoreThanWasSeen(t *testing.T) {
	const page = "# Name\n\n" + begin + end + "\nrest\n"
	text, err := withTable(page, met())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(text, "# Name\n") || !strings.HasSuffix(text, "\nrest\n") {
		t.Errorf("the rest of the page changed: %s", text)
	}
	more := met()
	more["plan-attacks"] += 10
	less, few := met(), met()
	less["plan-attacks"], few["plan-attacks"] = 58, 50
	for name, test := range map[string]struct {
		text string
		seen map[string]int
		want string
	}{
		"what was seen":        {text, met(), ""},
		"less than was seen":   {text, more, ""},
		"nearly what was seen": {text, less, ""},
		"more than was seen":   {text, few, "60, and 50 were seen"},
		"below the goal":       {strings.Replace(text, "| at least 60 | 60 |", "| at least 60 | 6 |", 1), met(), ": 6, and"},
		"another goal":         {strings.Replace(text, "| at least 60 | 60 |", "| at least 6 | 60 |", 1), met(), "not those"},
		"no table":             {page, met(), "not those"},
		"no place for a table": {"# Name\n", met(), "no place"},
	} {
		err := overclaimed(test.text, test.seen)
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

var saying = regexp.MustCompile(`\bfigure\.Say\(\w+, "([a-z-]+)"`)

// A goal that no test says would be noticed only after a whole run.
func TestEveryGoalIsSaidByATest(t *testing.T) {
	counted := []string{testsPassed, testsFailed, testsSkipped, judgedRequests, judgedUnreadable}
	said := map[string]bool{}
	for _, id := range counted {
		said[id] = true
	}
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, found := range saying.FindAllSubmatch(text, -1) {
			said[string(found[1])] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, g := range goals {
		if ids = append(ids, g.id); !said[g.id] {
			t.Errorf("no test says %s", g.id)
		}
	}
	for id := range said {
		if !slices.Contains(ids, id) {
			t.Errorf("a test says %s, for which there is no goal", id)
		}
	}
	if slices.Sort(ids); len(slices.Compact(ids)) != len(goals) {
		t.Error("two goals have one id")
	}
}

func TestRounded(t *testing.T) {
	for n, want := range map[int]int{0: 0, 7: 7, 99: 99, 100: 100, 323: 320, 1855: 1800, 16250: 16000} {
		if got := rounded(n); got != want {
			t.Errorf("%d becomes %d, want %d", n, got, want)
		}
	}
}

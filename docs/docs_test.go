// Package docs_test holds the pages against the code: what they show compiles, and what they link to is there.
package docs_test

import (
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

const module = "github.com/fargate-ai/fargate-ai-service"

// pages are those that people write, by their names.
func pages(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*.md")
	if err != nil || len(files) < 10 {
		t.Fatal(len(files), err)
	}
	texts := map[string]string{}
	for _, file := range append(files, "../README.md", "../ARCHITECTURE.md", "../CONTRIBUTING.md") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts[file] = string(text)
	}
	return texts
}

var goBlock = regexp.MustCompile("(?ms)^```go\n(.*?)^```$")

// A block is a program, statements in a function that has an app and a stack, or props of a service.
var frames = []struct{ before, after string }{
	{"", ""},
	{"package docs\n\n", "\n"},
	{"package docs\n\nfunc _(app cdktf.App, stack *fargateai.Stack) {\n", "\n}\n"},
	{"package docs\n\nvar _ = &fargateai.ServiceProps{\n", "\n}\n"},
}

// TestGoOnPagesCompiles compiles every block as a file of a package that exists in this test alone.
func TestGoOnPagesCompiles(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	overlay, folders, blocks := map[string]string{}, []string{}, 0
	for page, text := range pages(t) {
		for _, block := range goBlock.FindAllStringSubmatch(text, -1) {
			blocks++
			source, ok := framed(block[1])
			if !ok {
				t.Errorf("%s: this is no Go:\n%s", page, block[1])
				continue
			}
			file := filepath.Join(t.TempDir(), "block.go")
			if err := os.WriteFile(file, []byte(source), 0o644); err != nil {
				t.Fatal(err)
			}
			folder := fmt.Sprintf("docs/compiled%d", blocks)
			overlay[filepath.Join(root, folder, "block.go")] = file
			folders = append(folders, "./"+folder)
		}
	}
	if blocks < 8 {
		t.Fatalf("only %d blocks were found", blocks)
	}
	list, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		t.Fatal(err)
	}
	replaced := filepath.Join(t.TempDir(), "overlay.json")
	if err := os.WriteFile(replaced, list, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", append([]string{"build", "-o", os.DevNull, "-overlay", replaced}, folders...)...)
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

var (
	selector = regexp.MustCompile(`\b([a-z]+)\.[A-Z]`)
	declared = regexp.MustCompile(`(?m)^\s*([a-z]\w*) := `)
)

// framed is a block as a whole file.
func framed(block string) (string, bool) {
	for _, frame := range frames {
		if _, err := parser.ParseFile(token.NewFileSet(), "", frame.before+block+frame.after, 0); err != nil {
			continue
		}
		if frame.before == "" {
			if strings.Contains(block, `"testing"`) { // a test is compiled as a package is
				block = strings.Replace(block, "package main\n", "package docs\n", 1)
			}
			return block, true
		}
		var source strings.Builder
		_, begins, _ := strings.Cut(frame.before, "package docs\n")
		fmt.Fprintf(&source, "package docs\n\n%s\n%s%s", imports(frame.before+block), begins, block)
		for _, name := range declared.FindAllStringSubmatch(block, -1) {
			fmt.Fprintf(&source, "\t_ = %s\n", name[1]) // a block may end before the variable is used
		}
		return source.String() + frame.after, true
	}
	return "", false
}

// imports are the packages that a block names.
func imports(block string) string {
	known := map[string]string{
		"jsii": "github.com/aws/jsii-runtime-go", "cdktf": "github.com/hashicorp/terraform-cdk-go/cdktf",
	}
	var lines []string
	for _, match := range selector.FindAllStringSubmatch(block, -1) {
		path := known[match[1]]
		if path == "" {
			folders, _ := filepath.Glob("../constructs/" + match[1])
			nested, _ := filepath.Glob("../constructs/*/" + match[1])
			if folders = append(folders, nested...); len(folders) == 0 {
				continue
			}
			path = module + strings.TrimPrefix(filepath.ToSlash(folders[0]), "..")
		}
		if line := fmt.Sprintf("import %q", path); !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

var link = regexp.MustCompile(`\]\(([^)#: ]+)(#[^) ]*)?\)`)

func TestLinksOfPagesLeadSomewhere(t *testing.T) {
	links := 0
	for page, text := range pages(t) {
		for _, match := range link.FindAllStringSubmatch(text, -1) {
			links++
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), match[1])); err != nil {
				t.Errorf("%s: nothing is at %s", page, match[1])
			}
		}
	}
	if links < 30 {
		t.Errorf("only %d links were found", links)
	}
}

func TestEveryPageIsInTheIndex(t *testing.T) {
	index := pages(t)["README.md"]
	for page := range pages(t) {
		if filepath.Dir(page) == "." && page != "README.md" && !strings.Contains(index, "("+page+")") {
			t.Errorf("README.md does not lead to %s", page)
		}
	}
}

var alarmKind = regexp.MustCompile(`(?m)^guardrails: const \w+ AlarmKind = "(.+)"$`)

// Whoever is woken by an alarm finds it on the page.
func TestEveryAlarmHasALine(t *testing.T) {
	api, err := os.ReadFile("api.txt")
	if err != nil {
		t.Fatal(err)
	}
	page := pages(t)["alarms.md"]
	kinds := alarmKind.FindAllStringSubmatch(string(api), -1)
	if len(kinds) < 12 {
		t.Fatalf("only %d kinds of alarms were found", len(kinds))
	}
	for _, kind := range kinds {
		if !strings.Contains(page, "| `"+kind[1]+"`") {
			t.Errorf("alarms.md does not say what to do about %s", kind[1])
		}
	}
}

// elsewhere are the packages besides guardrails that make alarms, and how the page calls theirs.
var elsewhere = map[string]string{
	"guardrails": "", "migration/cutover": "| `SERVICE-cutover-server-errors`", "scaling": "| `CLUSTER-SERVICE-POLICY`",
	"scheduledtask": "| `SERVICE-TASK-failed` |",
}

func TestEveryMakerOfAlarmsHasALine(t *testing.T) {
	page, makers := pages(t)["alarms.md"], 0
	err := filepath.WalkDir("../constructs", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil || !newAlarm.Match(text) {
			return err
		}
		makers++
		folder := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(path)), "../constructs/")
		if line, ok := elsewhere[folder]; !ok || !strings.Contains(page, line) {
			t.Errorf("alarms.md does not say what to do about those of %s", folder)
		}
		return nil
	})
	if err != nil || makers < len(elsewhere) {
		t.Errorf("%d makers of alarms, %v", makers, err)
	}
}

var newAlarm = regexp.MustCompile(`cloudwatch(metric|composite)alarm\.New`)

// Prose is wrapped at 120 columns: tables, code and what a program writes are not prose.
func TestProseIsWrapped(t *testing.T) {
	texts := pages(t)
	more, err := filepath.Glob("../examples/*/README.md")
	if err != nil || len(more) < 15 {
		t.Fatal(len(more), err)
	}
	for _, file := range more {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts[file] = string(text)
	}
	for page, text := range texts {
		for line := range strings.Lines(code.ReplaceAllString(text, "")) {
			if line = strings.TrimSuffix(line, "\n"); utf8.RuneCountInString(line) > 120 && line[0] != '|' {
				t.Errorf("%s: %d columns: %s", page, utf8.RuneCountInString(line), line)
			}
		}
	}
}

var code = regexp.MustCompile("(?ms)^```.*?^```$")

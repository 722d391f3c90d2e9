package main

import (
	"go/doc"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"testing"
)

const module = "../../.."

// Reading all packages takes seconds, so it is done once.
var readOnce = sync.OnceValues(func() ([]*library, error) { return read(filepath.Join(module, "constructs")) })

func generated(t *testing.T) ([]*library, map[string]string) {
	t.Helper()
	packages, err := readOnce()
	if err != nil {
		t.Fatal(err)
	}
	return packages, pages(packages)
}

func TestPagesAreUpToDate(t *testing.T) {
	_, files := generated(t)
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(module, name))
		switch {
		case err != nil:
			t.Error(err)
		case string(got) != want && name == apiFile:
			t.Errorf("%s is not what is exported; run: go generate ./constructs/internal/reference\n"+
				"A line that goes or changes breaks programs: say so in CHANGELOG.md", name)
		case string(got) != want:
			t.Errorf("%s is not what the source says; run: go generate ./constructs/internal/reference", name)
		}
	}
	there, err := os.ReadDir(filepath.Join(module, pagesFolder))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range there {
		if _, ok := files[pagesFolder+"/"+file.Name()]; !ok {
			t.Errorf("%s describes a package that is gone", file.Name())
		}
	}
}

var (
	headings = regexp.MustCompile(`(?m)^#+ (.+)$`)
	links    = regexp.MustCompile(`\]\(([^)#: ]*)(#[^) ]*)?\)`)
)

func TestLinksLeadSomewhere(t *testing.T) {
	_, files := generated(t)
	anchors := map[string]map[string]bool{}
	for name, text := range files {
		anchors[filepath.Base(name)] = map[string]bool{}
		for _, heading := range headings.FindAllStringSubmatch(text, -1) {
			anchors[filepath.Base(name)]["#"+anchor(heading[1])] = true
		}
	}
	seen := 0
	for name, text := range files {
		if name == apiFile {
			continue
		}
		for _, link := range links.FindAllStringSubmatch(text, -1) {
			page := link[1]
			if page == "" {
				page = filepath.Base(name)
			}
			seen++
			if of := anchors[filepath.Base(page)]; of == nil || link[2] != "" && !of[link[2]] {
				t.Errorf("%s: nothing is at %s%s", name, link[1], link[2])
			}
		}
	}
	if seen < 500 {
		t.Errorf("only %d links were found", seen)
	}
}

// Whoever reads the page of a construct finds code that a test has run.
func TestEveryConstructorHasAnExample(t *testing.T) {
	packages, _ := generated(t)
	constructors := 0
	for _, l := range packages {
		for _, of := range l.Types {
			for _, f := range of.Funcs {
				if !isConstructor(f) {
					continue
				}
				constructors++
				if !hasOutput(f.Examples) {
					t.Errorf("%s.%s has no example with an output", l.below, f.Name)
				}
			}
		}
	}
	if constructors < 30 {
		t.Errorf("only %d constructors were found", constructors)
	}
}

// Whoever writes a test finds how each helper is called.
func TestEveryHelperOfTheTestKitHasAnExample(t *testing.T) {
	packages, _ := generated(t)
	kit := packages[slices.IndexFunc(packages, func(l *library) bool { return l.below == "testkit" })]
	helpers := slices.Clone(kit.Funcs)
	for _, of := range kit.Types {
		helpers = slices.Concat(helpers, of.Funcs, of.Methods)
	}
	run := 0
	for _, f := range helpers {
		if len(f.Examples) == 0 {
			t.Errorf("testkit.%s has no example", f.Name)
		}
		if slices.ContainsFunc(f.Examples, func(e *doc.Example) bool { return e.Output != "" || e.EmptyOutput }) {
			run++
		}
	}
	if len(helpers) < 45 || run < 15 {
		t.Errorf("only %d helpers were found, and %d examples that are run", len(helpers), run)
	}
}

func hasOutput(examples []*doc.Example) bool {
	for _, e := range examples {
		if e.Output != "" {
			return true
		}
	}
	return false
}

// A prop means nothing without what holds when it is not stated. Tags explain themselves: there are none.
func TestPropsStateTheirDefaults(t *testing.T) {
	packages, _ := generated(t)
	props := 0
	for _, l := range packages {
		for _, of := range l.inputs() {
			for _, f := range fields(structure(of)) {
				for _, name := range f.names {
					kind := types.ExprString(f.of)
					said := readFacts(name, f.comment, kind)
					props++
					if name != "Tags" && said.required == "" && said.fallback == "" {
						t.Errorf("%s.%s.%s states neither Default: nor Required", l.below, of.Name, name)
					}
				}
			}
		}
	}
	if props < 500 {
		t.Errorf("only %d props were found", props)
	}
}

func TestReadFacts(t *testing.T) {
	for _, test := range []struct {
		name, comment, kind string
		want                facts
	}{
		{"Port", "Port that listens. Required. A change replaces it.", "*float64", facts{required: "required"}},
		{"TTL", "TTL of the records in seconds. Default: 10.", "*float64", facts{fallback: "10", unit: "seconds"}},
		{"MemoryMiB", "above which it ends. Default: twice CPU, 0.5 GB. More.", "*float64",
			facts{fallback: "twice CPU, 0.5 GB", unit: "MiB"}},
		{"Algorithm", "Algorithm default: RoundRobin, with\nSlowStart. More.", "Algorithm",
			facts{fallback: "RoundRobin, with SlowStart"}},
		{"Interval", "seconds, 5 to 300. Default: 30", "*float64", facts{fallback: "30", unit: "seconds"}},
		{"Port", "required, unique", "*float64", facts{required: "required"}},
		{"ARN", "ARN of it. Required with Targets, as ever.", "string", facts{required: "required with Targets"}},
		{"Rule", "Rule of a target; Requirements differ.", "*Rule", facts{}},
		{"PerDay", "PerDay is tokens of a task. Required.", "*float64", facts{required: "required", unit: "tokens"}},
		{"SpendUSDPerHour", "SpendUSDPerHour on it. Default: 1.", "*float64", facts{fallback: "1", unit: "USD"}},
		{"Step", "Step in tasks or percent. Required.", "*float64", facts{required: "required", unit: "tasks or percent"}},
		{"Port", "Port of the tasks. Required.", "*float64", facts{required: "required"}},
		{"Key", "of one object; required", "string", facts{required: "required"}},
		{"Rule", "Rule of it. Default: all; required with a Ref.", "*Rule", facts{fallback: "all; required with a Ref"}},
		{"Objects", "Objects. They do so by default: more. Default: none.", "[]Object", facts{fallback: "none"}},
	} {
		got := readFacts(test.name, test.comment, test.kind)
		got.text = ""
		if got != test.want {
			t.Errorf("%s: got %+v, want %+v", test.comment, got, test.want)
		}
	}
}

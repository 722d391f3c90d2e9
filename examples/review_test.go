package examples_test

import (
	_ "embed" // of the script
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
	"github.com/fargate-ai/fargate-ai-service/examples/internal/browser"
)

// reviews are the pages that the programs have written, by their stacks.
type reviews struct {
	mutex          sync.Mutex
	markdown, html map[string]string
}

// mostLines that a person reads of a review.
const mostLines = 400

// read takes the reviews of stacks out of an output folder.
func (r *reviews) read(t *testing.T, outdir string, stacks map[string][]byte) {
	t.Helper()
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for stack := range stacks {
		for form, into := range map[string]*map[string]string{"md": &r.markdown, "html": &r.html} {
			text, err := os.ReadFile(filepath.Join(outdir, "artifacts", stack, "review."+form))
			if err != nil {
				t.Error(err)
				continue
			}
			if *into == nil {
				*into = map[string]string{}
			}
			if other, known := (*into)[stack]; known && other != string(text) {
				t.Errorf("the %s of %s differs from one run to the next", form, stack)
			}
			(*into)[stack] = string(text)
		}
		if n := strings.Count(r.markdown[stack], "\n"); n > mostLines || n < 20 {
			t.Errorf("the review of %s has %d lines", stack, n)
		}
	}
}

//go:embed testdata/page.js
var pageScript string

// screenshots lie where people find them after a test, and git does not.
const screenshots = "../bin/screenshots"

// shown are the stacks whose pages are kept as pictures.
var shown = []string{"fargate-ai-service", "multi-service", "prod-edge", "prod-briefing", "eval-worker"}

// look opens every page in a browser, narrow and wide, light and dark, with all that is folded, and measures it.
func (r *reviews) look(t *testing.T) {
	b := browser.Start(t)
	dir := t.TempDir()
	for _, stack := range sorted(r.html) {
		file := filepath.Join(dir, stack+".html")
		if err := os.WriteFile(file, []byte(r.html[stack]), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, width := range []int{360, 1280} {
			for _, dark := range []bool{false, true} {
				name := fmt.Sprintf("%s-%d-%s", stack, width, map[bool]string{false: "light", true: "dark"}[dark])
				b.Look(width, 900, dark)
				b.Open(file)
				if slices.Contains(shown, stack) {
					b.Screenshot(filepath.Join(screenshots, name+".png"))
				}
				var wrong []string
				b.Evaluate(pageScript, &wrong)
				for _, w := range wrong {
					t.Errorf("%s: %s", name, w)
				}
			}
		}
	}
	b.Look(1280, 900, false)
	b.Open(filepath.Join("testdata", "page-wrong.html"))
	var wrong []string
	b.Evaluate(pageScript, &wrong)
	for _, want := range []string{"lies on", "is wider than the page", "has a contrast of"} {
		if !strings.Contains(strings.Join(wrong, "\n"), want) {
			t.Errorf("a page whose text %s passes: %v", want, wrong)
		}
	}
	r.parse(t, b, dir)
}

// mermaidVersion is a release near that with which GitHub shows charts.
const mermaidVersion = "11.17.2"

// parse has Mermaid's own parser read every chart.
func (r *reviews) parse(t *testing.T, b *browser.Browser, dir string) {
	script := filepath.Join(testkit.NPM(t, "mermaid", mermaidVersion, nil), "dist", "mermaid.min.js")
	file := filepath.Join(dir, "mermaid.html")
	page := `<!doctype html><script src="file://` + filepath.ToSlash(script) + `"></script>`
	if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	b.Open(file)
	parse := func(chart string) (verdict string) {
		quoted, err := json.Marshal(chart)
		if err != nil {
			t.Fatal(err)
		}
		b.Evaluate(`mermaid.parse(`+string(quoted)+`).then(r => r.diagramType, e => "no: " + e.message)`, &verdict)
		return verdict
	}
	for _, stack := range sorted(r.markdown) {
		_, chart, found := strings.Cut(r.markdown[stack], "```mermaid\n")
		chart, _, _ = strings.Cut(chart, "```")
		if verdict := parse(chart); found && !strings.HasPrefix(verdict, "flowchart") {
			t.Errorf("Mermaid does not read the chart of %s: %s\n%s", stack, verdict, chart)
		}
	}
	if verdict := parse("flowchart LR\n  a[\"b\"c\"]\n"); !strings.HasPrefix(verdict, "no: ") {
		t.Errorf("Mermaid reads what is no chart: %s", verdict)
	}
}

func sorted(pages map[string]string) []string {
	var out []string
	for stack := range pages {
		out = append(out, stack)
	}
	slices.Sort(out)
	return out
}

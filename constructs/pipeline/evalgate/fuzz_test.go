package evalgate

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func fuzzReader(f *testing.F, seeds ...string) {
	for _, name := range seeds {
		paths, _ := filepath.Glob(filepath.Join("testdata", name))
		if len(paths) == 0 {
			f.Fatalf("no seed %s", name)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	fuzzTexts(f)
}

// fuzzTexts reads what a file may be after damage: it is no panic, and no better than it was.
func fuzzTexts(f *testing.F, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := Read("r", bytes.NewReader(text))
		if err != nil {
			if got.Ran() != 0 || !strings.HasPrefix(err.Error(), "r:") {
				t.Errorf("got %+v and %v", got, err)
			}
			return
		}
		if min(got.Passed-got.Flaky, got.Failed, got.Errored, got.Skipped, got.Flaky, got.Repeated) < 0 ||
			got.PassRate() < 0 || got.PassRate() > 1 {
			t.Errorf("got %+v", got)
		}
		again, err := Read("r", iotest.HalfReader(bytes.NewReader(text)))
		if diff := cmp.Diff(got, again, cmpopts.IgnoreUnexported(Results{})); err != nil || diff != "" {
			t.Errorf("in other portions: %v %s", err, diff)
		}
		// Damage that no evaluator writes: the end is missing, or the file is there twice.
		whole := bytes.TrimSpace(text)
		closing := whole[len(whole)-1]
		if cut, err := Read("r", bytes.NewReader(whole[:len(whole)-1])); err == nil &&
			(closing == '}' || bytes.HasSuffix(whole, []byte("e>"))) {
			t.Errorf("without its last byte: %+v", cut)
		}
		if twice, err := Read("r", bytes.NewReader(append(append(bytes.Clone(text), '\n'), text...))); err == nil &&
			(got.Format != GoTest || twice.Passed > got.Passed) { // go test may run twice
			t.Errorf("twice: %+v", twice)
		}
	})
}

func FuzzReadPromptfoo(f *testing.F) { fuzzReader(f, "promptfoo-*.json") }
func FuzzReadJUnit(f *testing.F)     { fuzzReader(f, "*.xml") }
func FuzzReadDeepEval(f *testing.F)  { fuzzReader(f, "deepeval-*.json") }
func FuzzReadOpenAI(f *testing.F)    { fuzzReader(f, "openai-*.json") }
func FuzzReadNeutral(f *testing.F)   { fuzzReader(f, "neutral-*.json") }

// Short files of the tools that testdata has none of.
func FuzzReadGoTest(f *testing.F) {
	fuzzTexts(f, goLines("p", "fail", "FAIL|FAIL\tp\t1s", "TestA/b=pass", "TestA=fail", "TestC=skip", "BenchmarkX="),
		goLines("p", "pass", "ok  \tp\t(cached)")+`{"ImportPath":"x","Action":"build-fail"}`)
}

func FuzzReadJest(f *testing.F) {
	fuzzTexts(f, jestFile(listed(2, jestText)+`,{"fullName":"x","status":"failed","failureMessages":["y"]}`, 3, 2, 1, 0))
}

func FuzzReadPromptfooLines(f *testing.F) { fuzzTexts(f, times(3, promptfooText+"\n")) }

func FuzzReadHistory(f *testing.F) {
	f.Add([]byte(`{"gatePassed":true,"time":"2026-11-24T12:00:00Z","total":1,"passed":1}` + "\n\n{}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		runs, err := readHistory("h", bytes.NewReader(text))
		if err != nil && !strings.HasPrefix(err.Error(), "h:") {
			t.Errorf("got %v", err)
		}
		if len(runs) > bytes.Count(text, []byte("\n"))+1 {
			t.Errorf("got %d runs", len(runs))
		}
	})
}

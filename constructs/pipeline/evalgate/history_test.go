package evalgate

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestRecordIsReadBack(t *testing.T) {
	file := Results{Source: "r.json", Format: Promptfoo, Passed: 97, Failed: 2, Errored: 1, Skipped: 4,
		Metrics: means(map[string]float64{"f": 1.0 / 3, "é\n": 1})}
	v := Evaluate(Gate{Digest: digest("a"), Metrics: map[string]float64{"g": 1}}, file)
	text, err := json.Marshal(v.Record(time.Date(2026, 11, 24, 13, 0, 0, 0, time.FixedZone("CET", 3600))))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(text), `{"gatePassed":false,"time":"2026-11-24T12:00:00Z","digest":"sha256:aa`) ||
		!strings.Contains(string(text), `"total":104,`) {
		t.Errorf("got %s", text)
	}
	run, err := readRun(text)
	if err != nil {
		t.Fatal(err)
	}
	want := v.Record(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC))
	want.Format = Neutral
	if diff := cmp.Diff(want, run, onlyMeans,
		cmpopts.IgnoreFields(Run{}, "Reasons", "Gate", "Inputs")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	path := filepath.Join(t.TempDir(), "verdict.json")
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
	if again, err := ReadBaseline(path); err == nil || !strings.Contains(err.Error(), "of a gate that was not passed") {
		t.Errorf("as a baseline: %+v, %v", again, err)
	}
	if err := os.WriteFile(path, bytes.Replace(text, []byte("false"), []byte("true"), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	if again, err := ReadBaseline(path); err != nil || again.Ran() != 100 || again.Digest != digest("a") {
		t.Errorf("as a baseline: %+v, %v", again, err)
	}
	if again, err := ReadFile(path); err == nil || !strings.Contains(err.Error(), "got the verdict of an eval gate") {
		t.Errorf("as results: %+v, %v", again, err)
	}
}

// Who reads a verdict can judge it again.
func TestRecordSaysWhatTheVerdictIsMadeOf(t *testing.T) {
	file, err := Read("r.json",
		strings.NewReader(`{"total": 60, "passed": 60, "metrics": {"f": 0.9}, "tool": "ours 1.2", `+
			`"model": "nova", "promptVersion": "v7"}`))
	if err != nil {
		t.Fatal(err)
	}
	gate := Gate{MinCases: ptr(1.0), Metrics: map[string]float64{"f": 0.8},
		MaxMetrics: map[string]float64{"l": 9}, Ranges: map[string]Range{"l": {1, 9}}, Baseline: ptr(results(60, 0, 0, 0))}
	text, err := json.Marshal(Evaluate(gate, file).Record(time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"gate":{"minPassRate":0.95,"minCases":1,"maxRegression":0.02,"maxSkipped":0.2,"maxFewer":0.1,"minMetricShare":0.5,` +
			`"maxFlaky":0.05,"metrics":{"f":0.8},"maxMetrics":{"l":9},"ranges":{"l":{"low":1,"high":9}}}`,
		`"inputs":[{"file":"r.json","sum":"` + file.Sum + `","format":"neutral","cases":60,"passed":60,` +
			`"tool":"ours 1.2","model":"nova","promptVersion":"v7"}]`,
		`"baseline":{"file":"results.json","cases":60,"passed":60}`, `"passed":60,`, `"time":"20`,
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if len(file.Sum) != len(digest("a")) {
		t.Errorf("the sum is %q", file.Sum)
	}
}

// Of several files the worst one counts: the lowest mean of what has to be high, the highest of what has to be low.
func TestRecordHasTheWorstMeans(t *testing.T) {
	read := func(metrics string) Results {
		file, err := Read("r.json", strings.NewReader(`{"total": 60, "passed": 60, "metrics": {`+metrics+`}}`))
		if err != nil {
			t.Fatal(err)
		}
		return file
	}
	gate := Gate{Metrics: map[string]float64{"f": 0.1}, MaxMetrics: map[string]float64{"cost": 9, "none": 1}}
	files := []Results{read(`"f": 0.9, "cost": 0.25`), read(`"f": 0.75, "cost": 8`), read(`"f": 0.8`)}
	text, err := json.Marshal(Evaluate(gate, files...).Record(time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"metrics":{"cost":0.25,"f":0.75}`, `"highest":{"cost":8,"none":null}`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

func TestHistory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.jsonl")
	if runs, err := ReadHistory(path); err != nil || runs == nil || len(runs) > 0 {
		t.Fatalf("no file: got %v, %v", runs, err)
	}
	for passed := range 3 {
		if err := AppendHistory(path, release(true, passed, 1)); err != nil {
			t.Fatal(err)
		}
	}
	text, _ := os.ReadFile(path)
	_ = os.WriteFile(path, bytes.TrimSpace(text), 0o644) // as some editors leave it
	if err := AppendHistory(path, release(false, 3, 1)); err != nil {
		t.Fatal(err)
	}
	runs, err := ReadHistory(path)
	if err != nil || len(runs) != 4 {
		t.Fatalf("got %v, %v", runs, err)
	}
	for i, run := range runs {
		if run.Passed != i || run.GatePassed != (i < 3) {
			t.Errorf("run %d: got %+v", i, run)
		}
	}
}

func TestAppendFromSeveralProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.jsonl")
	run := release(true, 1, 0)
	run.Metrics = map[string]Metric{}
	for i := range 2000 {
		run.Metrics[strings.Repeat("m", i%50)+string(rune('a'+i%26))] = Metric{Mean: 0.5} // longer than a page
	}
	var writers sync.WaitGroup
	for range 40 {
		writers.Go(func() {
			if err := AppendHistory(path, run); err != nil {
				t.Error(err)
			}
		})
	}
	writers.Wait()
	if runs, err := ReadHistory(path); err != nil || len(runs) != 40 {
		t.Errorf("got %d runs, %v", len(runs), err)
	}
}

func TestHistoryRefuses(t *testing.T) {
	good := `{"gatePassed":true,"time":"2026-11-24T12:00:00Z","total":1,"passed":1}` + "\n"
	for name, test := range map[string]struct{ text, want string }{
		"a damaged line":  {good + "\n" + good[:30], "h:3:31: got the end of the file"},
		"two on a line":   {strings.TrimSpace(good) + good, "h:1:71: got a second JSON value"},
		"results":         {`{"total": 1, "passed": 1}`, `h:1:1: got an object without "total" or "gatePassed"`},
		"a sum":           {`{"gatePassed": true, "total": 2, "passed": 1}`, "h:1:1: got 1 passed"},
		"no time":         {good + `{"gatePassed": true, "total": 1, "passed": 1}`, "h:2:1: time: parsing time"},
		"no line":         {`[]`, "h:1:2: got a list, want an object"},
		"null":            {`null`, `h:1:1: got an object without`},
		"an endless line": {good + strings.Repeat(" ", longestRun+1), "h:2:1: bufio.Scanner: token too long"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := readHistory("h", strings.NewReader(test.text)); err == nil ||
				!strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("\n got %v\nwant %s…", err, test.want)
			}
		})
	}
	if _, err := ReadHistory(t.TempDir()); err == nil {
		t.Error("a directory is a history")
	}
	if err := AppendHistory(filepath.Join(t.TempDir(), "none", "h"), Run{}); err == nil {
		t.Error("a file in no directory is written")
	}
}

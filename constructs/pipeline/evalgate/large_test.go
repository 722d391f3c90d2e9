package evalgate

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/processortest"
)

// large writes a report with the given number of cases: 1 in 50 failed, and each said something.
func large(tb testing.TB, cases int) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "large.xml")
	file, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	fmt.Fprintf(
		file, `<?xml version="1.0" encoding="utf-8"?><testsuites>`+
			`<testsuite name="pytest" errors="0" failures="%d" skipped="0" tests="%d">`, cases/50, cases,
	)
	for i := range cases {
		fmt.Fprintf(file, `<testcase classname="tests.test_golden" name="test_case[%d]" time="0.012">`, i)
		fmt.Fprint(file, `<properties><property name="faithfulness" value="0.9" /></properties>`)
		if i%50 == 0 {
			fmt.Fprintf(file, `<failure message="assert">%s</failure>`, strings.Repeat("E  assert 0.2 &gt;= 0.7\n", 20))
		}
		fmt.Fprint(file, "</testcase>")
	}
	fmt.Fprint(file, "</testsuite></testsuites>")
	if err := file.Close(); err != nil {
		tb.Fatal(err)
	}
	return path
}

// peak is the largest heap while run runs.
func peak(run func()) uint64 {
	var most atomic.Uint64
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), m.HeapAlloc))
			select {
			case <-done:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	run()
	close(done)
	<-ended
	return most.Load()
}

func TestLargeJUnit(t *testing.T) {
	path := large(t, 100_000)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	var took time.Duration
	memory := peak(func() {
		begun := processortest.Time(t)
		got, err := ReadFile(path)
		took = processortest.Time(t) - begun
		if err != nil || got.Ran() != 100_000 || got.Failed != 2000 {
			t.Errorf("got %+v, %v", got, err)
		}
	})
	t.Logf("%d MB in %v with %.1f MB of heap", info.Size()>>20, took, float64(memory)/(1<<20))
	if memory > 100<<20 {
		t.Errorf("took %d MB, want less than 100", memory>>20)
	}
	if limit := 5 * time.Second; took > limit { // it takes less than 1 s
		t.Errorf("took %v", took)
	}
}

// A long file of promptfoo, whose cases carry prompts and answers, is read in little memory as well.
func TestLargePromptfoo(t *testing.T) {
	read, write := io.Pipe()
	go func() {
		fmt.Fprint(write, `{"results": {"results": [`)
		row := `{"success": true, "score": 1, "response": {"output": "` + strings.Repeat("word ", 400) +
			`"}, "namedScores": {"relevance": 1}},` + "\n"
		for range 20_000 {
			fmt.Fprint(write, row)
		}
		fmt.Fprint(write, `{"success": false}], "stats": {"successes": 20000, "failures": 1, "errors": 0}}}`)
		write.Close()
	}()
	runtime.GC()
	memory := peak(func() {
		got, err := Read("large.json", read)
		if err != nil || got.Passed != 20_000 || got.Failed != 1 {
			t.Errorf("got %+v, %v", got, err)
		}
	})
	if memory > 100<<20 {
		t.Errorf("took %d MB, want less than 100", memory>>20)
	}
}

func BenchmarkReadJUnit(b *testing.B) {
	path := large(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadFile(path); err != nil {
			b.Fatal(err)
		}
	}
}

package testkit_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// recorder is a testing.TB that keeps what a helper reports instead of failing.
type recorder struct {
	testing.TB
	text string
}

type stopped struct{}

func (r *recorder) Helper()                           {}
func (r *recorder) Errorf(format string, args ...any) { r.text += fmt.Sprintf(format, args...) }
func (r *recorder) Fatalf(format string, args ...any) { r.Errorf(format, args...); panic(stopped{}) }
func (r *recorder) Fatal(args ...any)                 { r.text += fmt.Sprint(args...); panic(stopped{}) }

// report runs f and returns what it reported.
func report(t *testing.T, f func(t testing.TB)) string {
	r := &recorder{TB: t}
	func() {
		defer func() {
			if cause := recover(); cause != nil && cause != (stopped{}) {
				panic(cause)
			}
		}()
		f(r)
	}()
	return r.text
}

const two = `{"resource": {
	"aws_lb": {
		"public": {"//": {}, "internal": false, "idle_timeout": 60, "tags": {"a": "b"}},
		"private": {"internal": true, "idle_timeout": 60}
	}
}, "data": {"aws_region": {"here": {}}}, "output": {"url": {"value": "x"}}}`

func TestMatchers(t *testing.T) {
	template := testkit.Parse(t, []byte(two))
	for name, c := range map[string]struct {
		check func(t testing.TB)
		wants []string // parts of the report; none for a check that passes
	}{
		"part": {func(t testing.TB) { template.Has(t, "aws_lb", testkit.Object{"tags": testkit.Object{"a": "b"}}) }, nil},
		"absent": {func(t testing.TB) {
			template.Has(t, "aws_lb", testkit.Object{"internal": true, "tags": testkit.Absent})
		}, nil},
		"not absent": {func(t testing.TB) {
			template.Has(t, "aws_lb", testkit.Object{"internal": false, "tags": testkit.Absent})
		}, []string{"no resource of type aws_lb matches", "differs"}},
		"nearest": {func(t testing.TB) {
			template.Has(t, "aws_lb",
				testkit.Object{"internal": true, "idle_timeout": 61})
		}, []string{"aws_lb.private differs", "61", "60"}},
		"no such type": {func(t testing.TB) { template.Has(t, "aws_vpc", testkit.Object{}) },
			[]string{"no resource of type aws_vpc"}},
		"data source": {func(t testing.TB) { template.Has(t, "data.aws_region", testkit.Object{}) }, nil},
		"count":       {func(t testing.TB) { template.Count(t, "aws_lb", 2) }, nil},
		"wrong count": {func(t testing.TB) { template.Count(t, "aws_lb", 1) },
			[]string{"got 2 resources of type aws_lb, want 1"}},
		"one of two": {func(t testing.TB) { template.One(t, "aws_lb") },
			[]string{"got 2 resources of type aws_lb, want 1"}},
		"output":         {func(t testing.TB) { template.HasOutput(t, "url") }, nil},
		"missing output": {func(t testing.TB) { template.HasOutput(t, "uri") }, []string{"no output uri; there are url"}},
		"not JSON":       {func(t testing.TB) { testkit.Parse(t, []byte("{")) }, []string{"parse the synthesized JSON"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := report(t, c.check)
			if len(c.wants) == 0 && got != "" {
				t.Errorf("it failed:\n%s", got)
			}
			for _, want := range c.wants {
				if !strings.Contains(got, want) {
					t.Errorf("%q is missing in:\n%s", want, got)
				}
			}
		})
	}
}

func TestAddressesAreSorted(t *testing.T) {
	got := strings.Join(testkit.Parse(t, []byte(two)).Addresses(), " ")
	if want := "aws_lb.private aws_lb.public data.aws_region.here"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestGolden(t *testing.T) {
	if os.Getenv("TESTKIT_GOLDEN") != "" { // the test runs itself to set -update
		testkit.Golden(t, "a/text", []byte("new\n"))
		return
	}
	t.Chdir(t.TempDir())
	if got := report(t, func(t testing.TB) { testkit.Golden(t, "a/text", []byte("new\n")) }); !strings.Contains(got,
		"run the test with -update") {
		t.Errorf("a missing golden file: got %q", got)
	}
	self := exec.Command(os.Args[0], "-test.run=^TestGolden$", "-update")
	self.Env = append(os.Environ(), "TESTKIT_GOLDEN=1")
	if text, err := self.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if text, err := os.ReadFile(filepath.Join("testdata", "a", "text")); err != nil || string(text) != "new\n" {
		t.Errorf("-update wrote %q, %v", text, err)
	}
	if got := report(t, func(t testing.TB) { testkit.Golden(t, "a/text", []byte("new\n")) }); got != "" {
		t.Errorf("the same text: got %q", got)
	}
	if got := report(t, func(t testing.TB) { testkit.Golden(t, "a/text", []byte("newer\n")) }); !strings.Contains(got,
		"newer") || !strings.Contains(got, "-update") {
		t.Errorf("another text: got %q", got)
	}
}

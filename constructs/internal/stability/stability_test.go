package stability

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/internal/earlier"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

const root = "../../.."

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// last is the last release, and a reader of its files.
func last(t *testing.T) (*earlier.Release, func(path string) string) {
	t.Helper()
	release, err := earlier.Last(root)
	if err != nil {
		t.Fatal(err)
	}
	return release, func(path string) string {
		text, err := release.File(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
}

// An address that goes is destroyed at the next apply, with what it stands for.
func TestAddressesHold(t *testing.T) {
	release, before := last(t)
	told := earlier.Impacts(before("CHANGELOG.md"), read(t, "CHANGELOG.md"))
	held := 0
	for _, folder := range []string{"testdata", "examples/testdata"} {
		files, err := release.Files(folder, ".addresses")
		if err != nil || len(files) == 0 {
			t.Fatalf("no addresses in %s: %v", folder, err)
		}
		for _, file := range files {
			now, err := os.ReadFile(filepath.Join(root, file)) // of a program that is no more, all of them go
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			lost := gone(before(file), string(now))
			held += len(strings.Fields(before(file))) - len(lost)
			for _, address := range untold(lost, told) {
				t.Errorf("%s: %s is gone. The next apply destroys it, or replaces it where it has another address now: "+
					"keep the construct's id, add a moved block (MoveTo), or say under \"Plan impact\" in CHANGELOG.md which "+
					"aws_… resource is replaced, moved or destroyed", file, address)
			}
		}
	}
	figure.Say(t, "addresses-held", held)
}

func TestAChangedPlanStandsInTheChangelog(t *testing.T) {
	_, before := last(t)
	const golden = "testdata/production.json"
	told := earlier.Impacts(before("CHANGELOG.md"), read(t, "CHANGELOG.md"))
	kinds, err := changed([]byte(before(golden)), []byte(read(t, golden)))
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range kinds {
		if !slices.ContainsFunc(told, func(impact string) bool { return earlier.Names(impact, kind) }) {
			t.Errorf("%s: the next plan of an unchanged program adds or changes an %s: say so under \"Plan impact\" in "+
				"CHANGELOG.md, by this name", golden, kind)
		}
	}
}

func TestWhatIsExportedHolds(t *testing.T) {
	_, before := last(t)
	told := news(before("CHANGELOG.md"), read(t, "CHANGELOG.md"))
	for _, line := range unmentioned(gone(before("docs/api.txt"), read(t, "docs/api.txt")), told) {
		t.Errorf("%s\nis gone from docs/api.txt, or is other than it was: programs that use it do not build any more. "+
			"Name it in CHANGELOG.md, with what takes its place", line)
	}
}

func TestTheJudges(t *testing.T) {
	const changelog = "# Changelog\n\n## Unreleased\n\n### Changed\n\n- `Old` is `New`\n\n### Plan impact\n\n" +
		"- an `aws_sqs_queue` is replaced\n\n## 0.1.0\n\n### Plan impact\n\n- of old\n"
	if got := news("- a\n- b\n", "- c\n- a\n"); got != "- c" {
		t.Errorf("got %q", got)
	}
	lost := gone("aws_sqs_queue.a\naws_sqs_queue_policy.b\ndata.aws_region.c\n", "aws_lb.d\n")
	want := []string{"aws_sqs_queue_policy.b", "data.aws_region.c"}
	if got := untold(lost, earlier.Impacts("", changelog)); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if got := untold(lost[:1], []string{"an `aws_sqs_queue` gets tags", "it is replaced"}); len(got) == 0 {
		t.Error("nothing says what becomes of the queue")
	}
	kinds, err := changed([]byte(`{"resource": {"aws_a": {"x": {"//": 1, "n": 1}}, "aws_b": {"x": {"n": 1}}}}`),
		[]byte(`{"resource": {"aws_a": {"x": {"//": 2, "n": 1}}, "aws_b": {"x": {"n": 2}}, "aws_c": {"x": {}}}}`))
	if !slices.Equal(kinds, []string{"aws_b", "aws_c"}) || err != nil {
		t.Errorf("got %q, %v", kinds, err)
	}
	lines := []string{"ecs: func Old(x int) string", "ecs: func (t *Task) Old() string",
		"ecs: type Task struct, Old string", "ecs: type Old struct", "ecs: const Old Kind = \"o\""}
	if got := unmentioned(lines, changelog); len(got) > 0 {
		t.Errorf("got %q", got)
	}
	if got := unmentioned(lines, "- `Older` and `old` are new"); len(got) != len(lines) {
		t.Errorf("got %q", got)
	}
}

package synth_test

import (
	"errors"
	"math"
	"sort"
	"strings"
	"testing"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/synth"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func failure(t *testing.T, build func(app cdktf.App)) error {
	t.Helper()
	_, err := synth.In(synth.Options{Outdir: t.TempDir(), Context: testkit.Site}, build)
	if err == nil {
		t.Fatal("nothing failed")
	}
	return err
}

type wrapped struct{ constructs.Construct }

// Wrap is there because jsii wants such a method.
func (w *wrapped) Wrap() {}

func TestMistakesComeBeforeWhateverFollowsThem(t *testing.T) {
	for name, after := range map[string]func(stack constructs.Construct){
		"nil pointer":   func(constructs.Construct) { var w *wrapped; _ = w.Construct },
		"text":          func(constructs.Construct) { panic("no model") },
		"id used twice": func(s constructs.Construct) { constructs.NewConstruct(s, jsii.String("app-0")) },
	} {
		t.Run(name, func(t *testing.T) {
			afterMistakes(t, after)
		})
	}
}

func TestMistakesSurviveTheKernel(t *testing.T) {
	if raceDetector {
		t.Skip("the jsii client races when it closes the kernel; see TestMain")
	}
	t.Cleanup(jsii.Close) // so that the next test gets a kernel
	afterMistakes(t, func(stack constructs.Construct) {
		stack.Node().SetContext(jsii.String("x"), math.NaN()) // no JSON, and the client ends the process
	})
}

// afterMistakes makes three mistakes before it calls after.
func afterMistakes(t *testing.T, after func(stack constructs.Construct)) {
	t.Helper()
	err := failure(t, func(app cdktf.App) {
		say(app, "app", true)
		after(cdktf.NewTerraformStack(app, jsii.String("other")))
	})
	var ms rules.Mistakes
	if !errors.As(err, &ms) || len(ms) != 3 || ms[0].String() != "app-0.port: got app, want another" {
		t.Errorf("got %v", err)
	}
}

func TestANilScopeIsAMistakeAmongTheOthers(t *testing.T) {
	for name, scope := range map[string]constructs.Construct{
		"a nil scope": nil, "a nil scope ": (*wrapped)(nil), "a scope that was not made by its constructor": &wrapped{},
	} {
		err := failure(t, func(app cdktf.App) {
			say(app, "app", true)
			bridge.Init(&wrapped{}, scope, "logs")
		})
		var ms rules.Mistakes
		if !errors.As(err, &ms) || len(ms) != 4 || ms[3].Path != "logs" || ms[3].Got != strings.TrimSpace(name) ||
			ms[3].Rule != rules.Required.ID {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestAFailureNamesTheLineOfTheUser(t *testing.T) {
	for name, build := range map[string]func(cdktf.App){
		"here":         func(cdktf.App) { var w *wrapped; _ = w.Construct },
		"in a library": func(cdktf.App) { (*bridge.App)(nil).Notices() },
		"through Go's own": func(cdktf.App) {
			sort.Slice([]int{1, 2}, func(int, int) bool { var w *wrapped; return w.Construct == nil })
		},
		"in the bindings":     func(cdktf.App) { (&wrapped{}).Node() },
		"a map without room":  func(cdktf.App) { map[string]map[string]int{}["a"]["b"] = 1 },
		"a list without room": func(cdktf.App) { var l []int; _ = l[len(l)] },
	} {
		if err := failure(t, build); !strings.HasPrefix(err.Error(), "the program failed at failure_test.go:") ||
			!strings.Contains(err.Error(), "runtime error") && !strings.Contains(err.Error(), "nil map") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

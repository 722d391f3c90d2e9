package bridge_test

import (
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
)

// Of two environments from one function, a mistake names the one that it is in.
func TestAMistakeSaysWhichOfSeveralConstructsItIsIn(t *testing.T) {
	app := bridge.NewApp(&cdktf.AppConfig{Outdir: jsii.String(t.TempDir())})
	for name, wait := range map[string]float64{"staging": 900, "prod": 50000} {
		stack := cdktf.NewTerraformStack(app, jsii.String(name))
		queue.New(stack, "jobs", &queue.Props{Name: "jobs", VisibilityTimeout: jsii.Number(wait)})
		queue.New(stack, name+"-only", &queue.Props{Name: "of " + name})
	}
	app.Complete()
	var paths []string
	for _, m := range app.Mistakes() {
		paths = append(paths, m.Path)
	}
	want := []string{"prod-only.name", "prod/jobs.visibilityTimeout", "staging-only.name"}
	if diff := cmp.Diff(want, paths); diff != "" {
		t.Error(diff)
	}
}

package bridge_test

import (
	"testing"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func TestWhatLiesBelowAShadowIsRefusedInSilence(t *testing.T) {
	app := bridge.NewApp(&cdktf.AppConfig{Outdir: jsii.String(t.TempDir())})
	stack := cdktf.NewTerraformStack(app, jsii.String("app"))
	var mistaken rules.Mistakes
	mistaken.Break(rules.Invalid, "port", "0", "1", "")
	if bridge.Refused(stack, nil) {
		t.Error("a stack without mistakes is refused")
	}
	shadow := bridge.Shadow(stack, "refused")
	deep := constructs.NewConstruct(constructs.NewConstruct(shadow, jsii.String("a")), jsii.String("b"))
	for _, c := range []constructs.Construct{shadow, deep} {
		if !bridge.Refused(c, nil) || !bridge.Refused(c, mistaken) {
			t.Errorf("%s is not refused", *c.Node().Path())
		}
	}
	if ms := app.Mistakes(); len(ms) > 0 {
		t.Errorf("what lies below a shadow reports %v", ms)
	}
	beside := constructs.NewConstruct(stack, jsii.String("beside"))
	if bridge.Refused(beside, nil) || !bridge.Refused(beside, mistaken) || len(app.Mistakes()) != 1 {
		t.Error("what lies beside a shadow is not judged as ever")
	}
}

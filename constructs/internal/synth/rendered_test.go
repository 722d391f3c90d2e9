package synth

import (
	"path/filepath"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/provider"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/sqsqueue"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

// Where HCL is written, the rules see what they see where JSON is.
func TestRenderedStacksAreThoseThatAreWritten(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "cdktf.out")
	app, err := execute(folder, map[string]any{}, func(app cdktf.App) {
		stack := cdktf.NewTerraformStack(app, jsii.String("app"))
		provider.NewAwsProvider(stack, jsii.String("aws"), &provider.AwsProviderConfig{})
		queue := sqsqueue.NewSqsQueue(stack, jsii.String("queue"), &sqsqueue.SqsQueueConfig{Name: jsii.String("jobs")})
		other := cdktf.NewTerraformStack(app, jsii.String("other"))
		cdktf.NewTerraformOutput(other, jsii.String("queue"), &cdktf.TerraformOutputConfig{Value: queue.Arn()})
	})
	if err != nil {
		t.Fatal(err)
	}
	written, err := documents(app, folder)
	if err != nil || len(written) != 2 {
		t.Fatalf("%d stacks, %v", len(written), err)
	}
	if diff := cmp.Diff(written, rendered(app)); diff != "" {
		t.Errorf("(-written +rendered)\n%s", diff)
	}
}

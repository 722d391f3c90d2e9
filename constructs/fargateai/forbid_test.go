package fargateai_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucket"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/synth"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// destroyable is an Aspect with a rule of its own.
type destroyable struct{ rule rules.Rule }

// Visit implements cdktf.IAspect.
func (d *destroyable) Visit(node constructs.IConstruct) {
	if bucket, ok := node.(s3bucket.S3Bucket); ok && bucket.ForceDestroyInput() == nil {
		fargateai.Forbid(node, d.rule, "a bucket that keeps its objects", "forceDestroy", "")
	}
}

func TestForbidIsAMistakeWithAPath(t *testing.T) {
	outdir := filepath.Join(t.TempDir(), "cdktf.out")
	build := func(force any) error {
		_, err := synth.In(synth.Options{Outdir: outdir, Context: map[string]any{}}, func(app cdktf.App) {
			stack := fargateai.NewStack(app, "ours", nil)
			s3bucket.NewS3Bucket(stack, jsii.String("files"), &s3bucket.S3BucketConfig{ForceDestroy: force})
			cdktf.Aspects_Of(app).Add(&destroyable{rules.Rule{ID: "acme-destroyable"}})
		})
		return err
	}
	var ms rules.Mistakes
	if err := build(nil); !errors.As(err, &ms) || len(ms) != 1 || ms[0].Rule != "acme-destroyable" ||
		ms[0].Path != "ours/files" {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(outdir); !errors.Is(err, os.ErrNotExist) {
		t.Error("something was written")
	}
	if err := build(true); err != nil {
		t.Error(err)
	}

	app := cdktf.NewApp(&cdktf.AppConfig{Outdir: jsii.String(t.TempDir())}) // one that keeps no mistakes
	stack := fargateai.NewStack(app, "theirs", nil)
	s3bucket.NewS3Bucket(stack, jsii.String("files"), nil)
	cdktf.Aspects_Of(app).Add(&destroyable{rules.Rule{ID: "acme-destroyable"}})
	defer func() {
		if failure := recover(); failure == nil || !strings.Contains(failure.(error).Error(), "theirs/files: got a bucket") {
			t.Errorf("got %v", failure)
		}
	}()
	app.Synth()
}

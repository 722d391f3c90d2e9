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
	run "github.com/fargate-ai/fargate-ai-service/constructs/internal/synth"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// named is an Aspect with a rule of its own.
type named struct{ rule rules.Rule }

// Visit implements cdktf.IAspect.
func (d *named) Visit(node constructs.IConstruct) {
	if bucket, ok := node.(s3bucket.S3Bucket); ok && bucket.BucketInput() == nil {
		fargateai.Forbid(node, d.rule, "a bucket without a name", "a name of ours", "")
	}
}

func TestForbidIsAMistakeWithAPath(t *testing.T) {
	outdir := filepath.Join(t.TempDir(), "cdktf.out")
	build := func(name *string) error {
		_, err := run.In(run.Options{Outdir: outdir, Context: map[string]any{}}, func(app cdktf.App) {
			stack := fargateai.NewStack(app, "ours", nil)
			s3bucket.NewS3Bucket(stack, jsii.String("files"), &s3bucket.S3BucketConfig{Bucket: name})
			cdktf.Aspects_Of(stack).Add(&named{rules.Rule{ID: "acme-names"}})
		})
		return err
	}
	var ms rules.Mistakes
	if err := build(nil); !errors.As(err, &ms) || len(ms) != 1 || ms[0].Rule != "acme-names" ||
		ms[0].Path != "ours/files" {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(outdir); !errors.Is(err, os.ErrNotExist) {
		t.Error("something was written")
	}
	if err := build(jsii.String("acme-files")); err != nil {
		t.Error(err)
	}

	app := cdktf.NewApp(&cdktf.AppConfig{Outdir: jsii.String(t.TempDir())}) // one that keeps no mistakes
	stack := fargateai.NewStack(app, "theirs", nil)
	s3bucket.NewS3Bucket(stack, jsii.String("files"), nil)
	cdktf.Aspects_Of(stack).Add(&named{rules.Rule{ID: "acme-names"}})
	defer func() {
		if failure := recover(); failure == nil || !strings.Contains(failure.(error).Error(), "theirs/files: got a bucket") {
			t.Errorf("got %v", failure)
		}
	}()
	app.Synth()
}

package fargateai

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func TestRulesOfTheBackend(t *testing.T) {
	valid := func() StackProps { return StackProps{Region: "eu-west-1", Backend: &S3Backend{Bucket: "acme-state"}} }
	judge := func(p *StackProps) error {
		resolved := *p
		resolved.Backend = p.Backend.resolve("chat", p.Region)
		return resolved.problems().Err()
	}
	backend := func(change func(*S3Backend)) func(*StackProps) { return func(p *StackProps) { change(p.Backend) } }
	checktest.Run(t, valid, judge, []checktest.Case[StackProps]{
		{Name: "a bucket", Change: func(*StackProps) {}},
		{Name: "everything", Change: backend(func(b *S3Backend) {
			*b = S3Backend{Bucket: "acme.state-1", Key: "ai/prod/chat.tfstate", Region: "us-east-1", Profile: "state",
				KMSKeyARN:     "arn:aws:kms:us-east-1:310987654321:key/0a",
				AssumeRoleARN: "arn:aws:iam::310987654321:role/state", DynamoDBTable: "locks"}
		})},
		{Name: "old lock", Change: backend(func(b *S3Backend) {
			b.UseLockfile, b.DynamoDBTable = jsii.Bool(false), "locks"
		})},
		{Name: "no lock", Change: backend(func(b *S3Backend) { b.UseLockfile = jsii.Bool(false) }),
			Want: []string{"backend.useLockfile stack-state-lock"}},
		{Name: "no bucket", Change: backend(func(b *S3Backend) { b.Bucket = "" }), Want: []string{"backend.bucket required"}},
		{Name: "bucket's ARN", Change: backend(func(b *S3Backend) { b.Bucket = "arn:aws:s3:::acme-state" }),
			Want: []string{"backend.bucket invalid"}},
		{Name: "short bucket", Change: backend(func(b *S3Backend) { b.Bucket = "ab" }),
			Want: []string{"backend.bucket invalid"}},
		{Name: "shortest bucket", Change: backend(func(b *S3Backend) { b.Bucket = "abc" })},
		{Name: "no region", Change: func(p *StackProps) { p.Region = "" }, Want: []string{"backend.region required"}},
		{Name: "zone", Change: backend(func(b *S3Backend) { b.Region = "eu-west-1a" }),
			Want: []string{"backend.region invalid"}},
		{Name: "keys", Change: backend(func(b *S3Backend) { b.Key = "/chat" }), Want: []string{"backend.key invalid"}},
		{Name: "key of a folder", Change: backend(func(b *S3Backend) { b.Key = "a//chat" }),
			Want: []string{"backend.key invalid"}},
		{Name: "references", Change: backend(func(b *S3Backend) {
			b.Bucket, b.Key, b.Region, b.Profile = "${var.bucket}", "${var.key}", "${var.region}", "${var.profile}"
		}), Want: []string{"backend.bucket known-value", "backend.key known-value", "backend.profile known-value",
			"backend.region known-value"}},
		{Name: "alias", Change: backend(func(b *S3Backend) {
			b.KMSKeyARN = "arn:aws:kms:eu-west-1:210987654321:alias/state"
		}), Want: []string{"backend.kmsKeyARN invalid"}},
		{Name: "key without encryption", Change: backend(func(b *S3Backend) {
			b.Encrypt, b.KMSKeyARN = jsii.Bool(false), "arn:aws:kms:eu-west-1:210987654321:key/0a"
		}), Want: []string{"backend.encrypt exclusive"}},
		{Name: "no role", Change: backend(func(b *S3Backend) { b.AssumeRoleARN = "state" }),
			Want: []string{"backend.assumeRoleARN invalid"}},
		{Name: "table", Change: backend(func(b *S3Backend) { b.DynamoDBTable = "a b" }),
			Want: []string{"backend.dynamoDBTable invalid"}},
		{Name: "placeholder", Change: backend(func(b *S3Backend) { b.Bucket = "your-bucket" }),
			Want: []string{"backend.bucket placeholder"}},
	})
}

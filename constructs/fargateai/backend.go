package fargateai

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/partition"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/stackcheck"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// LockfileTerraformVersion is what a stack asks for whose state is locked in S3 itself.
const LockfileTerraformVersion = ">= 1.10"

// S3Backend keeps the state of a stack in a bucket of S3. What else takes values of the stack reads them there. All is
// written into the stack as it is: Terraform reads it before it knows any value, so references are mistakes.
//
// Whoever applies needs s3:ListBucket on the bucket, s3:GetObject and s3:PutObject on the key, and with the lock file
// these and s3:DeleteObject on KEY.tflock too (https://developer.hashicorp.com/terraform/language/backend/s3).
type S3Backend struct {
	// Bucket that holds the state. It must exist, and should keep versions. Required. A change of it or of Key needs
	// terraform init -migrate-state.
	Bucket string
	// Key of the state in the bucket, one a stack. Default: STACK/terraform.tfstate.
	Key string
	// Region of the bucket. Default: the stack's, which then has to be stated.
	Region string
	// Encrypt the state when it is written. Default: true.
	Encrypt *bool
	// KMSKeyARN of the key that encrypts it. Default: none, and the bucket's own encryption.
	KMSKeyARN string
	// UseLockfile locks the state with an object beside it, so that nobody applies at the same time; it needs Terraform
	// 1.10, which the stack then asks for. Default: true.
	UseLockfile *bool
	// DynamoDBTable locks the state as Terraform did before it had lock files. HashiCorp has deprecated it. Default: none.
	DynamoDBTable string
	// AssumeRoleARN of a role that reads and writes the state, such as one in the account that keeps all states. Default:
	// the credentials that Terraform is run with.
	AssumeRoleARN string
	// Profile of the shared AWS configuration, for the state alone. A mistake with StackProps.Infrastructure, whose
	// runners have none. Default: that of the environment.
	Profile string
}

var tableName = regexp.MustCompile(`^[A-Za-z0-9_.-]{3,255}$`)

// resolve for the stack of an id in a region.
func (b *S3Backend) resolve(id, region string) *S3Backend {
	if b == nil {
		return nil
	}
	c := *b
	c.Key = cmp.Or(c.Key, id+"/terraform.tfstate")
	c.Region = cmp.Or(c.Region, region)
	c.Encrypt = jsii.Bool(optional.Or(b.Encrypt, true))
	c.UseLockfile = jsii.Bool(optional.Or(b.UseLockfile, true))
	return &c
}

// problems of a backend, resolved or not.
func (b *S3Backend) problems() (ps rules.Mistakes) {
	for path, value := range map[string]string{"bucket": b.Bucket, "key": b.Key, "region": b.Region,
		"kmsKeyARN": b.KMSKeyARN, "dynamoDBTable": b.DynamoDBTable, "assumeRoleARN": b.AssumeRoleARN, "profile": b.Profile} {
		if token.Is(value) && value != token.Unknown {
			ps.Break(rules.KnownValue, path, "a reference", "a text", "Terraform reads it before it computes anything")
		}
	}
	check.Required(&ps, "bucket", b.Bucket, "the name of the bucket that keeps the state", "")
	known := func(value string) bool { return value != "" && !token.Is(value) }
	form.Bucket.CheckStated(&ps, "bucket", b.Bucket)
	if known(b.Key) && (strings.HasPrefix(b.Key, "/") || strings.HasSuffix(b.Key, "/") || strings.Contains(b.Key, "//")) {
		ps.Break(rules.Invalid, "key", check.Quote(b.Key), "a key without slashes at its ends or two in a row", "")
	}
	if known(b.Key) && len(b.Key) > naming.MaxStateKey {
		ps.Break(rules.Invalid, "key", fmt.Sprintf("a key of %d bytes", len(b.Key)),
			fmt.Sprintf("at most %d bytes", naming.MaxStateKey), "S3 takes 1024 with the ending of the lock, .tflock")
	}
	switch {
	case b.Region == "":
		ps.Break(rules.Required, "region", "", "the region of the bucket", "state it here, or that of the stack")
	case known(b.Region) && !partition.IsRegion(b.Region):
		ps.Break(rules.Invalid, "region", check.Quote(b.Region), "a region such as eu-west-1", "")
	}
	arn.Check(&ps, "kmsKeyARN", b.KMSKeyARN, "kms", "give the key's ARN, not its id or alias")
	arn.Check(&ps, "assumeRoleARN", b.AssumeRoleARN, "iam", "")
	if b.KMSKeyARN != "" && !optional.Or(b.Encrypt, true) {
		ps.Break(rules.Exclusive, "encrypt", "false with a KMSKeyARN", "only one of them", "")
	}
	if known(b.DynamoDBTable) && !tableName.MatchString(b.DynamoDBTable) {
		ps.Break(rules.Invalid, "dynamoDBTable", check.Quote(b.DynamoDBTable), "the name of a table, 3 to 255 characters", "")
	}
	if !optional.Or(b.UseLockfile, true) && b.DynamoDBTable == "" {
		ps.Break(stateLock, "useLockfile", "false without a DynamoDBTable", "a state that is locked", "")
	}
	return ps
}

// problemsOf a workflow that plans and applies a stack with the backend, if there is one.
func (b *S3Backend) problemsOf(flow *workflow.InfrastructureProps, ps *rules.Mistakes) {
	if b == nil {
		return
	}
	if b.Profile != "" && b.Profile != token.Unknown {
		ps.Break(backendOfWorkflow, "backend.profile", check.Quote(b.Profile)+" with infrastructure", "no profile",
			"the workflow's roles reach the state; state AWS_PROFILE where you run Terraform yourself")
	}
	if kind := flow.BackendType; kind != "" && kind != stackcheck.DefaultBackend {
		ps.Break(backendOfWorkflow, "infrastructure.backendType", check.Quote(kind)+" for a stack with an S3Backend",
			stackcheck.DefaultBackend, "leave it out")
	}
}

// terraformVersion is what a stack with the backend, or with none, asks for.
func (b *S3Backend) terraformVersion() string {
	if b != nil && *b.UseLockfile {
		return LockfileTerraformVersion
	}
	return TerraformVersion
}

// attach makes the backend, if there is one, that of the stack.
func (b *S3Backend) attach(stack cdktf.TerraformStack) {
	if b == nil {
		return
	}
	config := &cdktf.S3BackendConfig{
		Bucket: jsii.String(b.Bucket), Key: jsii.String(b.Key), Region: jsii.String(b.Region), Encrypt: b.Encrypt,
		KmsKeyId: bridge.String(b.KMSKeyARN), DynamodbTable: bridge.String(b.DynamoDBTable),
		Profile: bridge.String(b.Profile),
	}
	if b.AssumeRoleARN != "" {
		config.AssumeRole = &cdktf.S3BackendAssumeRoleConfig{RoleArn: jsii.String(b.AssumeRoleARN)}
	}
	backend := cdktf.NewS3Backend(stack, config)
	if *b.UseLockfile { // which CDKTF does not know
		backend.AddOverride(jsii.String("use_lockfile"), true)
	}
}

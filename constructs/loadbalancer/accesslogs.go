package loadbalancer

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lb"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucket"
	lifecycle "github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucketlifecycleconfiguration"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucketownershipcontrols"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucketpolicy"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucketpublicaccessblock"
	encryption "github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucketserversideencryptionconfiguration"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
)

// The names that CDKTF derives from Terraform's nesting are longer than what they hold.
type (
	encryptByDefault = encryption.S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA
	expiration       = lifecycle.S3BucketLifecycleConfigurationRuleExpiration
	abortUpload      = lifecycle.S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload
)

// deliveryService writes access logs in every region. The policies with an account id of AWS's for each region that are
// still around are its predecessor
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
const deliveryService = "logdelivery.elasticloadbalancing.amazonaws.com"

// connectionLogs is the load balancer's setting, with the bucket of the access logs where no other is stated.
func (l logsConfig) connectionLogs(access *lb.LbAccessLogs) *lb.LbConnectionLogs {
	if !l.enabled {
		return nil
	}
	bucket := bridge.String(l.bucket)
	if bucket == nil {
		bucket = access.Bucket
	}
	return &lb.LbConnectionLogs{Bucket: bucket, Prefix: bridge.String(l.prefix), Enabled: jsii.Bool(true)}
}

// newAccessLogs returns the load balancer's setting, and what must exist before AWS, which tries to write, accepts it:
// nil where nothing is made.
func (b *LoadBalancer) newAccessLogs(c config) (*lb.LbAccessLogs, *[]cdktf.ITerraformDependable) {
	if !c.logs.enabled {
		return nil, nil
	}
	setting := &lb.LbAccessLogs{Bucket: jsii.String(c.logs.bucket), Prefix: bridge.String(c.logs.prefix),
		Enabled: jsii.Bool(true)}
	if c.logs.bucket != "" {
		return setting, nil
	}
	b.bucket = s3bucket.NewS3Bucket(b, jsii.String("access-logs"), &s3bucket.S3BucketConfig{
		BucketPrefix: jsii.String(c.logs.bucketPrefix),
		ForceDestroy: jsii.Bool(!c.protect),
		Tags:         bridge.Tags(c.Tags, ""),
	})
	setting.Bucket = b.bucket.Id()
	encryption.NewS3BucketServerSideEncryptionConfigurationA(b, jsii.String("access-logs-encryption"),
		&encryption.S3BucketServerSideEncryptionConfigurationAConfig{
			Bucket: b.bucket.Id(),
			Rule: []*encryption.S3BucketServerSideEncryptionConfigurationRuleA{{
				ApplyServerSideEncryptionByDefault: &encryptByDefault{SseAlgorithm: jsii.String("AES256")},
			}},
		})
	lifecycle.NewS3BucketLifecycleConfiguration(b, jsii.String("access-logs-lifecycle"),
		&lifecycle.S3BucketLifecycleConfigurationConfig{
			Bucket: b.bucket.Id(),
			Rule: []*lifecycle.S3BucketLifecycleConfigurationRule{{
				Id:         jsii.String("expire"),
				Status:     jsii.String("Enabled"),
				Filter:     []*lifecycle.S3BucketLifecycleConfigurationRuleFilter{{Prefix: jsii.String("")}},
				Expiration: []*expiration{{Days: jsii.Number(c.logs.retention)}},
				AbortIncompleteMultipartUpload: []*abortUpload{{
					DaysAfterInitiation: jsii.Number(7),
				}},
			}},
		})
	ownership := s3bucketownershipcontrols.NewS3BucketOwnershipControls(b, jsii.String("access-logs-ownership"),
		&s3bucketownershipcontrols.S3BucketOwnershipControlsConfig{
			Bucket: b.bucket.Id(),
			Rule: &s3bucketownershipcontrols.S3BucketOwnershipControlsRule{
				ObjectOwnership: jsii.String("BucketOwnerEnforced"),
			},
		})
	private := s3bucketpublicaccessblock.NewS3BucketPublicAccessBlock(b, jsii.String("access-logs-public-access"),
		&s3bucketpublicaccessblock.S3BucketPublicAccessBlockConfig{
			Bucket:                b.bucket.Id(),
			BlockPublicAcls:       jsii.Bool(true),
			BlockPublicPolicy:     jsii.Bool(true),
			IgnorePublicAcls:      jsii.Bool(true),
			RestrictPublicBuckets: jsii.Bool(true),
			// S3 refuses two changes of a bucket's access at a time
			DependsOn: &[]cdktf.ITerraformDependable{ownership},
		})
	writable := s3bucketpolicy.NewS3BucketPolicy(b, jsii.String("access-logs-policy"),
		&s3bucketpolicy.S3BucketPolicyConfig{
			Bucket:    b.bucket.Id(),
			Policy:    bridge.JSON(policy.Document(c.logs.statements(*b.bucket.Arn(), bridge.SiteOf(b).Account())...)),
			DependsOn: &[]cdktf.ITerraformDependable{private},
		})
	return setting, &[]cdktf.ITerraformDependable{writable}
}

// statements of the bucket's policy. The path holds the account: AWS writes logs of other accounts elsewhere. A
// condition on aws:SourceAccount or aws:SourceArn would add nothing and break the delivery, which does not send them.
func (l logsConfig) statements(bucketARN, account string) []policy.Statement {
	objects := bucketARN
	if l.prefix != "" {
		objects += "/" + l.prefix
	}
	return []policy.Statement{
		{
			Sid: "Deliver", Service: deliveryService, Actions: []string{"s3:PutObject"},
			Resources: []string{objects + "/AWSLogs/" + account + "/*"},
		},
		{
			Sid: "EncryptedTransportOnly", Deny: true, Anyone: true, Actions: []string{"s3:*"},
			Resources:  []string{bucketARN, bucketARN + "/*"},
			Conditions: []policy.Condition{{Operator: "Bool", Key: "aws:SecureTransport", Values: []string{"false"}}},
		},
	}
}

package configuration

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucket"
	lifecycle "github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucketlifecycleconfiguration"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucketownershipcontrols"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucketpolicy"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucketpublicaccessblock"
	encryption "github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucketserversideencryptionconfiguration"
	versioning "github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucketversioning"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
)

// The names that CDKTF derives from Terraform's nesting are longer than what they hold.
type (
	encryptByDefault = encryption.S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA
	encryptionRule   = encryption.S3BucketServerSideEncryptionConfigurationRuleA
	expiration       = lifecycle.S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration
	abortUpload      = lifecycle.S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload
)

// newBucket makes the bucket, and returns what an object has to wait for. S3 refuses two changes of a bucket's access
// at a time, so they follow each other.
func (c *Configuration) newBucket(p config) *[]cdktf.ITerraformDependable {
	c.bucket = s3bucket.NewS3Bucket(c, jsii.String("bucket"), &s3bucket.S3BucketConfig{
		Bucket:       bridge.String(p.BucketName),
		BucketPrefix: bridge.String(p.bucketPrefix),
		ForceDestroy: jsii.Bool(optional.Value(p.ForceDestroy)),
		Tags:         bridge.Tags(p.Tags, ""),
	})
	ownership := s3bucketownershipcontrols.NewS3BucketOwnershipControls(c, jsii.String("ownership"),
		&s3bucketownershipcontrols.S3BucketOwnershipControlsConfig{
			Bucket: c.bucket.Id(),
			Rule: &s3bucketownershipcontrols.S3BucketOwnershipControlsRule{
				ObjectOwnership: jsii.String("BucketOwnerEnforced"),
			},
		})
	private := s3bucketpublicaccessblock.NewS3BucketPublicAccessBlock(c, jsii.String("public-access"),
		&s3bucketpublicaccessblock.S3BucketPublicAccessBlockConfig{
			Bucket:                c.bucket.Id(),
			BlockPublicAcls:       jsii.Bool(true),
			BlockPublicPolicy:     jsii.Bool(true),
			IgnorePublicAcls:      jsii.Bool(true),
			RestrictPublicBuckets: jsii.Bool(true),
			DependsOn:             &[]cdktf.ITerraformDependable{ownership},
		})
	tlsOnly := s3bucketpolicy.NewS3BucketPolicy(c, jsii.String("policy"), &s3bucketpolicy.S3BucketPolicyConfig{
		Bucket: c.bucket.Id(),
		Policy: bridge.JSON(policy.Document(policy.Statement{
			Sid: "EncryptedTransportOnly", Deny: true, Anyone: true, Actions: []string{"s3:*"},
			Resources:  []string{*c.bucket.Arn(), *c.bucket.Arn() + "/*"},
			Conditions: []policy.Condition{{Operator: "Bool", Key: "aws:SecureTransport", Values: []string{"false"}}},
		})),
		DependsOn: &[]cdktf.ITerraformDependable{private},
	})
	encrypted := c.newEncryption(p)
	versions := versioning.NewS3BucketVersioningA(c, jsii.String("versioning"), &versioning.S3BucketVersioningAConfig{
		Bucket: c.bucket.Id(),
		VersioningConfiguration: &versioning.S3BucketVersioningVersioningConfiguration{
			Status: jsii.String("Enabled"),
		},
	})
	lifecycle.NewS3BucketLifecycleConfiguration(c, jsii.String("lifecycle"),
		&lifecycle.S3BucketLifecycleConfigurationConfig{
			Bucket: c.bucket.Id(),
			Rule: []*lifecycle.S3BucketLifecycleConfigurationRule{{
				Id:                             jsii.String("noncurrent"),
				Status:                         jsii.String("Enabled"),
				Filter:                         []*lifecycle.S3BucketLifecycleConfigurationRuleFilter{{Prefix: jsii.String("")}},
				NoncurrentVersionExpiration:    []*expiration{{NoncurrentDays: jsii.Number(p.noncurrent)}},
				AbortIncompleteMultipartUpload: []*abortUpload{{DaysAfterInitiation: jsii.Number(7)}},
			}},
			DependsOn: &[]cdktf.ITerraformDependable{versions},
		})
	return &[]cdktf.ITerraformDependable{tlsOnly, encrypted, versions}
}

func (c *Configuration) newEncryption(p config) cdktf.ITerraformDependable {
	rule := &encryptionRule{ApplyServerSideEncryptionByDefault: &encryptByDefault{SseAlgorithm: jsii.String("AES256")}}
	if p.KMSKeyARN != "" {
		rule.ApplyServerSideEncryptionByDefault = &encryptByDefault{SseAlgorithm: jsii.String("aws:kms"),
			KmsMasterKeyId: jsii.String(p.KMSKeyARN)}
		rule.BucketKeyEnabled = jsii.Bool(true) // fewer calls of KMS, which are billed
	}
	return encryption.NewS3BucketServerSideEncryptionConfigurationA(c, jsii.String("encryption"),
		&encryption.S3BucketServerSideEncryptionConfigurationAConfig{
			Bucket: c.bucket.Id(),
			Rule:   []*encryptionRule{rule},
		})
}

package configuration

import (
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucket"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3object"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Configuration is the configuration of a task.
type Configuration struct {
	constructs.Construct
	bucket                              s3bucket.S3Bucket // nil where it exists already, and when the props were refused
	bucketName                          string
	objects                             map[string]s3object.S3Object
	environment                         map[string]string
	environmentFiles                    []string
	taskStatements, executionStatements []Statement
}

// New makes the bucket, unless one is given, and the objects. Mistakes in props are reported together with those of all
// other constructs when the app is synthesized; nothing is created then.
func New(scope constructs.Construct, id string, props *Props) *Configuration {
	c := &Configuration{bucketName: token.Unknown, objects: map[string]s3object.S3Object{},
		environment: map[string]string{}}
	bridge.Init(c, scope, id)
	if bridge.Refused(c, props.problems(), props) {
		return c
	}
	decided := props.resolve()
	var bucketARN string
	var ready *[]cdktf.ITerraformDependable
	if b := decided.ExistingBucket; b != nil {
		c.bucketName, bucketARN = b.Name, "arn:"+bridge.SiteOf(c).Partition()+":s3:::"+b.Name
	} else {
		ready = c.newBucket(decided)
		c.bucketName, bucketARN = *c.bucket.Id(), *c.bucket.Arn()
	}
	var hashes strings.Builder
	for _, f := range decided.files {
		hashes.WriteString(c.newObject(decided, f, bucketARN, ready))
	}
	if decided.fixed {
		c.environment[HashVariable] = shortHash(hashes.String())
	}
	c.taskStatements = decided.statements(bucketARN, "Configuration", readByCode)
	c.executionStatements = decided.statements(bucketARN, "ConfigurationVariables", readByECS)
	return c
}

// newObject makes the object of a file, tells the code where it is, and returns the hash of its content.
func (c *Configuration) newObject(decided config, f file, bucketARN string,
	ready *[]cdktf.ITerraformDependable) string {
	id := "file-" + f.Name
	content, hash := c.contentOf(id, f)
	config := &s3object.S3ObjectConfig{
		Bucket:      jsii.String(c.bucketName),
		Key:         jsii.String(decided.key(f, hash)),
		Content:     jsii.String(content),
		ContentType: jsii.String(f.contentType),
		DependsOn:   ready,
		// S3 allows an object ten tags.
		OverrideProvider: &s3object.S3ObjectOverrideProvider{
			DefaultTags: &s3object.S3ObjectOverrideProviderDefaultTags{Tags: &map[string]*string{}},
		},
	}
	if !decided.fixed { // the old object goes when nothing names it any more: after the deployment
		config.Lifecycle = &cdktf.TerraformResourceLifecycle{CreateBeforeDestroy: jsii.Bool(true)}
	}
	object := s3object.NewS3Object(c, jsii.String(id), config)
	c.objects[f.Name] = object
	if readByCode(f.File) {
		c.environment[f.BucketVariable], c.environment[f.KeyVariable] = c.bucketName, *object.Key()
	}
	if readByECS(f.File) {
		c.environmentFiles = append(c.environmentFiles, bucketARN+"/"+*object.Key())
	}
	return hash
}

// contentOf is the content as an attribute of Terraform, and its hash; Terraform hashes what holds references.
func (c *Configuration) contentOf(id string, f file) (content, hash string) {
	switch {
	case f.tree != nil:
		content = *bridge.JSON(f.tree)
	case reference(f.text):
		content = literal(f.text)
	default:
		return literal(f.text), hashOf(f.text)
	}
	text := cdktf.NewTerraformLocal(c, jsii.String("content-of-"+id), content).AsString()
	return *text, shortHash(*text)
}

// shortHash of text that may hold references.
func shortHash(text string) string {
	if !token.Is(text) {
		return hashOf(text)
	}
	return *cdktf.Token_AsString(
		cdktf.Fn_Substr(cdktf.Fn_Sha256(jsii.String(text)), jsii.Number(0), jsii.Number(hashLength)), nil)
}

// Environment returns the variables that tell the code where its files are.
func (c *Configuration) Environment() map[string]string { return c.environment }

// EnvironmentFiles returns the ARNs of the objects that ECS makes variables of, for ecs.Container.
func (c *Configuration) EnvironmentFiles() []string { return c.environmentFiles }

// TaskStatements returns what the task role needs: to read the files that the code is told of, and no others.
func (c *Configuration) TaskStatements() []Statement { return c.taskStatements }

// ExecutionStatements returns what the execution role needs, besides what package ecs grants it: earlier versions of
// the environment files, and their key. Nil without such files.
func (c *Configuration) ExecutionStatements() []Statement { return c.executionStatements }

// BucketName returns the name of the bucket, a reference where it is made here.
func (c *Configuration) BucketName() string { return c.bucketName }

// Bucket returns the underlying aws_s3_bucket. It is nil where an existing one is used, and when the props were
// refused.
func (c *Configuration) Bucket() s3bucket.S3Bucket { return c.bucket }

// Object returns the underlying aws_s3_object of a file. It is nil when there is none of that name.
func (c *Configuration) Object(name string) s3object.S3Object { return c.objects[name] }

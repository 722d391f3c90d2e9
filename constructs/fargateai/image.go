package fargateai

import (
	"cmp"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ssmparameter"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Image says where the container image comes from and who decides which one runs. The zero value makes a repository and
// starts no task: push an image, then state its Tag. One of a repository's images is
//
//	Image{Tag: "v1.4.2"}
//
// and one of another registry
//
//	Image{URI: "ghcr.io/acme/llm-proxy:v1.4.2"}
type Image struct {
	// URI of an image in another registry, with a tag other than latest or a digest. No repository is made then, and all
	// below but Owner and ParameterName is a mistake, and so is a Pipeline, which must push. Default: none.
	URI string
	// Repository to make, in ECR. Default: one named like the service, whose tags cannot be pushed again; ProfileDemo
	// deletes its images with the stack.
	Repository *ecr.Props
	// ExistingRepository of ECR to use instead of Repository. Default: none.
	ExistingRepository *ecr.Ref
	// Tag of the image in the repository, without its URL; latest and other tags that move are mistakes. Without Tag and
	// Digest the service is prepared with 0 tasks: push an image, state its tag, apply again. A new tag is a deployment,
	// unless a pipeline owns the image. Default: none.
	Tag string
	// Digest instead of a tag, sha256:… with 64 hexadecimal digits; both are a mistake. Needed by EvalGate. Default:
	// none.
	Digest string
	// Owner decides which image runs: Terraform (a new Tag is an apply), a pipeline (Terraform ignores which revision
	// runs), or an SSM parameter that a pipeline writes and the next apply reads. Default: ecs.ImageOwnedByTerraform, with
	// a Pipeline or BlueGreen ecs.ImageOwnedByPipeline.
	Owner ecs.ImageOwner
	// ParameterName of the SSM parameter that holds the whole image reference; starts with /. Only with
	// ecs.ImageOwnedByParameter, otherwise a mistake. Default: /NAME/image. Tag or Digest is its first value; later ones
	// Terraform leaves alone.
	ParameterName string
}

// bootstrapTag names an image that nobody has pushed; no task is started with it.
const bootstrapTag = "bootstrap"

// tagFix is for a tag that cannot be one: often it is the whole image.
func tagFix(tag string) string {
	if strings.ContainsAny(tag, "/:@") {
		return "state the tag alone; a whole image of another registry goes into image.uri"
	}
	return ""
}

func (p plan) imageProblems(ms *rules.Mistakes) {
	i := p.Image
	check.Exclusive(ms, "image", map[string]bool{"uri": i.URI != "", "repository": i.Repository != nil,
		"existingRepository": i.ExistingRepository != nil}, "an image comes from one place")
	check.Exclusive(ms, "image", map[string]bool{"tag": i.Tag != "", "digest": i.Digest != "", "uri": i.URI != ""},
		"the URI already names the image")
	if i.Tag != "" && !token.Is(i.Tag) {
		switch {
		case !form.ImageTag.Fits(i.Tag):
			ms.Break(rules.Invalid, "image.tag", check.Quote(i.Tag),
				form.ImageTag.Want, tagFix(i.Tag))
		case image.Mutable(i.Tag):
			ms.Break(imageTagMoves, "image.tag", check.Quote(i.Tag), "a tag that is never pushed again",
				"use the commit or version; a rollback to a tag that moved rolls back to nothing")
		}
	}
	form.ImageDigest.CheckStated(ms, "image.digest", i.Digest)
	check.OneOf(ms, "image.owner", i.Owner, ecs.ImageOwnedByTerraform, ecs.ImageOwnedByPipeline, ecs.ImageOwnedByParameter)
	if i.ParameterName != "" && i.Owner != ecs.ImageOwnedByParameter {
		ms.Break(imageParameterUnused, "image.parameterName", check.Quote(i.ParameterName),
			"nothing unless the owner is ssm-parameter", "set Owner: ecs.ImageOwnedByParameter")
	}
	if i.ParameterName != "" && !token.Is(i.ParameterName) && !strings.HasPrefix(i.ParameterName, "/") {
		ms.Break(rules.Invalid, "image.parameterName", check.Quote(i.ParameterName), "a name that starts with /", "")
	}
	if i.ExistingRepository != nil {
		ms.Nested("image.existingRepository", i.ExistingRepository.Validate())
	}
	if p.makesRepository() {
		ms.Nested("image.repository", p.repositoryProps().Validate())
	}
	p.imageLimitProblems(ms)
}

// imageOwner decides who may change the image that runs.
func (p plan) imageOwner() ecs.ImageOwner {
	if p.Image.Owner == "" && (p.Pipeline != nil || p.blueGreen()) {
		return ecs.ImageOwnedByPipeline
	}
	return p.Image.Owner
}

func (p plan) makesRepository() bool { return p.Image.URI == "" && p.Image.ExistingRepository == nil }

// repositoryProps are those of the repository to make.
func (p plan) repositoryProps() *ecr.Props {
	r := optional.Value(p.Image.Repository)
	r.Name = cmp.Or(r.Name, p.name)
	if r.ForceDelete == nil && p.disposable() {
		r.ForceDelete = jsii.Bool(true)
	}
	r.Tags = merge(p.tags, r.Tags)
	return &r
}

// imageParameterName is the name of the SSM parameter that holds the image, or "" without one.
func (p plan) imageParameterName() string {
	if p.Image.Owner != ecs.ImageOwnedByParameter {
		return ""
	}
	return cmp.Or(p.Image.ParameterName, "/"+p.name+"/image")
}

// imageURI is the image in the repository at that URL.
func (p plan) imageURI(repositoryURL string) string {
	if p.Image.Digest != "" {
		return repositoryURL + "@" + p.Image.Digest
	}
	return repositoryURL + ":" + cmp.Or(p.Image.Tag, bootstrapTag)
}

func (s *Service) newImage(p plan) {
	switch existing := p.Image.ExistingRepository; {
	case p.Image.URI != "":
		s.refs.image = imageReference{uri: p.Image.URI}
	case existing != nil:
		s.refs.image = imageReference{uri: p.imageURI(existing.URL), repositoryARN: existing.ARN}
	default:
		s.Repository = ecr.New(s, "repository", p.repositoryProps())
		s.refs.image = imageReference{uri: p.imageURI(s.Repository.URL()), repositoryARN: s.Repository.ARN()}
	}
	name := p.imageParameterName()
	if name == "" {
		return
	}
	s.ImageParameter = ssmparameter.NewSsmParameter(s, jsii.String("image"), &ssmparameter.SsmParameterConfig{
		Name:          jsii.String(name),
		Description:   jsii.String("Image of " + p.name + "; the pipeline writes it, the next apply deploys it"),
		Type:          jsii.String("String"),
		InsecureValue: jsii.String(s.refs.image.uri), // no secret: a SecureString would hide the image from every plan
		Tags:          bridge.Tags(p.tags, ""),
		Lifecycle:     &cdktf.TerraformResourceLifecycle{IgnoreChanges: jsii.Strings("value", "insecure_value")},
	})
	s.refs.image.uri = *s.ImageParameter.InsecureValue()
}

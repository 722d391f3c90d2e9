package ecr

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ecrlifecyclepolicy"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ecrrepository"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ecrrepositorypolicy"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Repository is an image repository with its lifecycle.
type Repository struct {
	constructs.Construct
	repository     ecrrepository.EcrRepository // like all resources nil when the props were refused
	lifecycle      ecrlifecyclepolicy.EcrLifecyclePolicy
	pull           ecrrepositorypolicy.EcrRepositoryPolicy // nil without PullAccountIDs
	name, url, arn string
}

// New makes a repository. Mistakes in props are reported together with those of all other constructs when the app is
// synthesized; nothing is created then.
func New(scope constructs.Construct, id string, props *Props) *Repository {
	r := &Repository{name: token.Unknown, url: token.Unknown, arn: token.Unknown}
	bridge.Init(r, scope, id)
	if bridge.Refused(r, props.problems(), props) {
		return r
	}
	c := props.resolve()
	config := &ecrrepository.EcrRepositoryConfig{
		Name:                       jsii.String(c.Name),
		ImageTagMutability:         jsii.String(string(c.mutability)),
		ImageScanningConfiguration: &ecrrepository.EcrRepositoryImageScanningConfiguration{ScanOnPush: c.scan},
		ForceDelete:                c.ForceDelete,
		Tags:                       bridge.Tags(c.Tags, ""),
	}
	if c.KMSKeyARN != "" {
		config.EncryptionConfiguration = []*ecrrepository.EcrRepositoryEncryptionConfiguration{{
			EncryptionType: jsii.String("KMS"), KmsKey: jsii.String(c.KMSKeyARN),
		}}
	}
	r.repository = ecrrepository.NewEcrRepository(r, jsii.String("repository"), config)
	r.name, r.url, r.arn = *r.repository.Name(), *r.repository.RepositoryUrl(), *r.repository.Arn()
	r.lifecycle = ecrlifecyclepolicy.NewEcrLifecyclePolicy(r, jsii.String("lifecycle"),
		&ecrlifecyclepolicy.EcrLifecyclePolicyConfig{
			Repository: jsii.String(r.name),
			Policy:     bridge.JSON(map[string]any{"rules": c.rules}),
		})
	if len(c.accounts) > 0 {
		r.pull = ecrrepositorypolicy.NewEcrRepositoryPolicy(r, jsii.String("pull"),
			&ecrrepositorypolicy.EcrRepositoryPolicyConfig{
				Repository: jsii.String(r.name),
				Policy:     bridge.JSON(policy.Document(pullBy(c.accounts, bridge.SiteOf(r).Partition()))),
			})
	}
	for _, notice := range c.notices {
		bridge.Tell(r, notice)
	}
	return r
}

// pullBy lets other accounts pull; what each of them grants its own roles decides who there really can.
func pullBy(accounts []string, partition string) policy.Statement {
	s := policy.Statement{Sid: "PullFromOtherAccounts",
		Actions: []string{"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"}}
	for _, account := range accounts {
		s.Accounts = append(s.Accounts, "arn:"+partition+":iam::"+account+":root")
	}
	return s
}

// Name returns the name of the repository; a reference.
func (r *Repository) Name() string { return r.name }

// URL returns the URL to push to and pull from, without a tag; a reference.
func (r *Repository) URL() string { return r.url }

// ARN returns the ARN of the repository; a reference.
func (r *Repository) ARN() string { return r.arn }

// Ref returns what another construct needs to run images of the repository.
func (r *Repository) Ref() Ref { return Ref{URL: r.url, ARN: r.arn} }

// Resource returns the underlying aws_ecr_repository, for overrides. It is nil when the props were refused.
func (r *Repository) Resource() ecrrepository.EcrRepository { return r.repository }

// LifecyclePolicy returns the underlying aws_ecr_lifecycle_policy, nil when the props were refused.
func (r *Repository) LifecyclePolicy() ecrlifecyclepolicy.EcrLifecyclePolicy { return r.lifecycle }

// PullPolicy returns the underlying aws_ecr_repository_policy, nil without PullAccountIDs.
func (r *Repository) PullPolicy() ecrrepositorypolicy.EcrRepositoryPolicy { return r.pull }

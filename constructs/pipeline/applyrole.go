package pipeline

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iampolicy"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iamrolepolicyattachment"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/whole"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// ApplyRoleProps are the props of a role that applies a stack.
type ApplyRoleProps struct {
	// GitHub says whose jobs may assume the role. Required, with environments and no branches: an approval stands before
	// each use of it.
	GitHub GitHub
	// ResourceTypes of Terraform that the stack holds, its data sources with data. before; [ResourceTypes] lists them.
	// What the role may do follows from them. Required.
	ResourceTypes *[]*string
	// NamePrefixes that the names of all that the stack makes begin with, such as the names of its services. Required;
	// at least three characters each, and none begins with github-. A role has another stack's things too, whose names
	// begin alike: desk has those of desktop, and desk- those of desk-old.
	NamePrefixes *[]*string
	// PermissionsBoundaryARN of the policy that no role which this one makes goes beyond: it can make roles with that
	// boundary only. The stack has to state it for its roles. Required.
	PermissionsBoundaryARN string
	// RolePath of the stack's roles. Default: /.
	RolePath string
	// StateBucketARN of the S3 bucket that holds Terraform's state. Required. Where the stack makes buckets, its name
	// begins with none of NamePrefixes.
	StateBucketARN string
	// StateKey of the one state in the bucket, such as llm-proxy/terraform.tfstate, which is written and locked with a
	// file beside it (use_lockfile of the backend). Required.
	StateKey string
	// OtherStateKeys in the bucket, of the stacks that this one takes values from. They are read. Default: none.
	OtherStateKeys *[]*string
	// StateKMSKeyARN of the key that encrypts the state. Default: the bucket's own encryption, which needs no grant.
	StateKMSKeyARN string
	// MaxSessionSeconds that a job may hold the role, 3600 to 43200. Default: 3600.
	MaxSessionSeconds *float64
	// Tags of the role and its policies. Default: none.
	Tags map[string]string
}

var (
	namePrefix = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.-]{2,40}$`)
	iamPath    = regexp.MustCompile(`^/(?:[!-)+->@-~]+/)*$`) // without wildcards
)

// Quotas of IAM on the characters of a managed policy and of all inline policies of a role
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
const (
	maxManagedPolicy = 6144
	maxInlinePolicy  = 10240
)

// Validate returns every mistake in the props as one error, or nil.
func (p *ApplyRoleProps) Validate() error { return p.problems().Err() }

func (p *ApplyRoleProps) problems() rules.Mistakes {
	p, ps := check.Given(p)
	ps.Under("gitHub", p.GitHub.placedProblems())
	if len(optional.Texts(p.GitHub.Branches)) > 0 {
		ps.Break(applyEnvironment, "gitHub.branches", "branches", "environments alone",
			"let the job that applies name an environment that asks for an approval")
	}
	if len(optional.Texts(p.GitHub.Environments)) > 0 && len(optional.Texts(p.GitHub.EnvironmentBranches)) == 0 {
		ps.Break(rules.Required, "gitHub.environmentBranches", "nothing", "the branch that is applied",
			"state it, such as main: everybody who may push can name an environment on a branch of his own")
	}
	p.typesProblems(&ps)
	p.prefixProblems(&ps)
	p.bucketProblems(&ps)
	check.Required(&ps, "permissionsBoundaryARN", p.PermissionsBoundaryARN, "the ARN of a policy",
		"name the boundary of the account's roles, and state it for the stack")
	arnProblems(&ps, "permissionsBoundaryARN", p.PermissionsBoundaryARN, "iam", "policy/")
	if p.RolePath != "" && !token.Is(p.RolePath) && !iamPath.MatchString(p.RolePath) {
		ps.Break(rules.Invalid, "rolePath", check.Quote(p.RolePath), "a path that begins and ends with a slash",
			"such as /service/")
	}
	p.state().problems(&ps)
	check.WholeNumber(&ps, "maxSessionSeconds", p.MaxSessionSeconds, 3600, 43200, "s", "")
	if ps.Err() == nil {
		p.sizeProblems(&ps)
	}
	return ps
}

func (p *ApplyRoleProps) typesProblems(ps *rules.Mistakes) {
	types := optional.Texts(p.ResourceTypes)
	switch {
	case token.IsList(p.ResourceTypes):
		ps.Break(rules.KnownValue, "resourceTypes", "a reference", "types that are known while synthesizing", "")
	case len(types) == 0:
		ps.Break(rules.Required, "resourceTypes", "nothing", "the types that the stack holds",
			"ResourceTypes(stack) lists them")
	}
	for i, kind := range types {
		if !CanApply(kind) {
			ps.Break(applyType, rules.Index("resourceTypes", i), check.Quote(kind), "a type that the constructs make",
				"apply what holds it with a role of your own")
		}
	}
	check.Unique(ps, "resourceTypes", types, "")
}

func (p *ApplyRoleProps) prefixProblems(ps *rules.Mistakes) {
	prefixes := optional.Texts(p.NamePrefixes)
	switch {
	case token.IsList(p.NamePrefixes):
		ps.Break(rules.KnownValue, "namePrefixes", "a reference", "prefixes that are known while synthesizing", "")
	case len(prefixes) == 0:
		ps.Break(rules.Required, "namePrefixes", "nothing", "how the names in the stack begin",
			"state the names of its services")
	}
	for i, prefix := range prefixes {
		at := rules.Index("namePrefixes", i)
		switch {
		case prefix == token.Unknown: // refused already
		case !namePrefix.MatchString(prefix):
			ps.Break(refusal(prefix), at, check.Quote(prefix), "3 to 41 letters, digits and . _ -, without wildcards", "")
		case strings.HasPrefix(strings.ToLower(prefix)+"-", githubRoles):
			ps.Break(applyItself, at, check.Quote(prefix), "a prefix that does not begin with github-",
				"the roles of GitHub's jobs have it, and this role must not change them")
		}
	}
	check.Unique(ps, "namePrefixes", prefixes, "")
}

// bucketProblems finds a bucket of states that the role would get with the stack's own buckets.
func (p *ApplyRoleProps) bucketProblems(ps *rules.Mistakes) {
	bucket, ok := arn.Parse(p.StateBucketARN)
	if !ok || !slices.ContainsFunc(optional.Texts(p.ResourceTypes), reachesBuckets) {
		return
	}
	for _, prefix := range optional.Texts(p.NamePrefixes) {
		if prefix != "" && strings.HasPrefix(bucket.Resource, prefix) {
			ps.Break(applyState, "stateBucketARN", check.Quote(bucket.Resource), "a bucket whose name does not begin with "+
				check.Quote(prefix), "keep the state elsewhere, or state a longer prefix")
		}
	}
}

// sizeProblems finds policies that IAM would refuse. References count with the characters that they have in Terraform.
func (p *ApplyRoleProps) sizeProblems(ps *rules.Mistakes) {
	at := longest{}
	tooLong := func(what string, most int, statements []policy.Statement) {
		text, err := json.Marshal(policy.Document(statements...))
		if n := len(text); err == nil && n > most {
			ps.Break(applySize, "namePrefixes", fmt.Sprintf("%d characters of the policy %s", n, what),
				fmt.Sprintf("at most %d", most), "state fewer prefixes, or make a role for each of several stacks")
		}
	}
	for area, statements := range p.areas(at) {
		tooLong(area, maxManagedPolicy, statements)
	}
	tooLong("of IAM and the state", maxInlinePolicy, p.statements(at))
}

// longest is the site with the longest names.
type longest struct{}

func (longest) Partition() string { return "aws-us-gov" }
func (longest) Region() string    { return "ap-southeast-1" }
func (longest) Account() string   { return "210987654321" }
func (l longest) ARN(service, resource string) string {
	return "arn:" + l.Partition() + ":" + service + ":" + l.Region() + ":" + l.Account() + ":" + resource
}

func (p *ApplyRoleProps) state() state {
	return state{p.StateBucketARN, p.StateKey, p.OtherStateKeys, p.StateKMSKeyARN}
}

func (p ApplyRoleProps) path() string { return cmp.Or(p.RolePath, "/") }

func (p ApplyRoleProps) resolve() roleConfig {
	return roleConfig{
		kind: "apply", description: "GitHub Actions applies a stack: the strongest role that there is",
		github: &p.GitHub.GitHubRepository, notices: p.GitHub.notices(), trusted: p.GitHub.trusted(),
		statements: p.statements, session: p.MaxSessionSeconds, tags: p.Tags,
	}
}

// statements of the role's own policy: the state, and IAM.
func (p ApplyRoleProps) statements(at site) []policy.Statement {
	out := append(p.state().written(),
		p.onIAM(applySite{at}, optional.Texts(p.ResourceTypes), optional.Texts(p.NamePrefixes))...)
	if p.StateKMSKeyARN != "" && slices.Contains(optional.Texts(p.ResourceTypes), "aws_kms_key") { // which is any key
		out = append(out, policy.Statement{Sid: "NeverTheStatesKey", Deny: true, Resources: []string{p.StateKMSKeyARN},
			NotActions: []string{"kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:Get*", "kms:List*"}})
	}
	return out
}

// areas are the statements of the policies beside it, since one would be too long.
func (p ApplyRoleProps) areas(at site) map[string][]policy.Statement {
	return applied(applySite{at}, optional.Texts(p.ResourceTypes), optional.Texts(p.NamePrefixes))
}

// NewApplyRole makes a role for terraform apply: the strongest role that there is, as whoever holds it can do all that
// the stack's resources need to be made, changed and destroyed, and give the stack's roles whatever their boundary
// allows. What it may do follows from the types that the stack holds, in its region and account and where AWS can tell
// by the stack's names; networks, certificates, keys and zones AWS cannot. It makes roles with the boundary only, and
// changes neither itself, nor another role of GitHub's jobs, nor the identity provider, nor the boundary.
//
// Two things are to be had before. AWS cannot tell by the boundary who may change a role's trust or pass it, so give it
// to all roles whose names begin with NamePrefixes. And a role in the boundary can do what the boundary allows: leave
// out of it what changes IAM. Whether the stack whose state it writes has names, types and roles that it may make, is
// judged when the app is synthesized.
//
// A person applies the stack that holds it, and again when the stack has types that it did not have, or a change to a
// role of GitHub's jobs. Mistakes in props are reported together with those of all other constructs when the app is
// synthesized; nothing is created then.
func NewApplyRole(scope constructs.Construct, id string, props *ApplyRoleProps) *Role {
	r := newRole(scope, id, props, func() roleConfig { return props.resolve() })
	if r.role == nil {
		return r
	}
	bridge.Applies(r, props.applies())
	at := bridge.SiteOf(r)
	statements := props.areas(at)
	for _, area := range areas(optional.Texts(props.ResourceTypes)) {
		made := iampolicy.NewIamPolicy(r, jsii.String(area), &iampolicy.IamPolicyConfig{
			NamePrefix:  jsii.String(githubRoles + "apply-" + area + "-"),
			Path:        bridge.String(bridge.RolesOf(r).Path),
			Description: jsii.String("What Terraform asks of AWS to apply a stack: " + area),
			Policy:      bridge.JSON(policy.Document(statements[area]...)),
			Tags:        bridge.Tags(props.Tags, ""),
		})
		iamrolepolicyattachment.NewIamRolePolicyAttachment(r, jsii.String(area+"-attachment"),
			&iamrolepolicyattachment.IamRolePolicyAttachmentConfig{Role: r.role.Name(), PolicyArn: made.Arn()})
	}
	return r
}

// applies is what the role can apply, for whoever sees the stack.
func (p ApplyRoleProps) applies() whole.ApplyRole {
	bucket, _ := arn.Parse(p.StateBucketARN)
	types := optional.Texts(p.ResourceTypes)
	if slices.ContainsFunc(iamTypes, func(kind string) bool { return slices.Contains(types, kind) }) {
		for _, kind := range iamTypes {
			if kind != "aws_iam_policy" { // which alone has a statement of its own
				types = append(types, kind)
			}
		}
	}
	return whole.ApplyRole{
		Bucket: bucket.Resource, Key: p.StateKey, Boundary: p.PermissionsBoundaryARN,
		Types: types, Makes: p.makes, ByPeople: madeByPeople,
		Names: "names that begin with " + check.Words(optional.Texts(p.NamePrefixes)) + ", roles and policies at the path " +
			p.path(),
	}
}

// madeByPeople tells what no role that applies may make: the roles of GitHub's jobs, and their identity provider.
func madeByPeople(kind, name string) bool {
	return kind == "aws_iam_openid_connect_provider" ||
		strings.HasPrefix(name[strings.LastIndex(name, "/")+1:], githubRoles)
}

// ResourceTypes returns the types of resources and data sources that stacks hold so far, for [ApplyRoleProps]. Call it
// when all constructs are made.
func ResourceTypes(stacks ...cdktf.TerraformStack) *[]*string {
	var out []string
	for _, stack := range stacks {
		document, _ := stack.ToTerraform().(map[string]any)
		for block, before := range map[string]string{"resource": "", "data": dataSource} {
			types, _ := document[block].(map[string]any)
			for kind := range types {
				out = append(out, before+kind)
			}
		}
	}
	slices.Sort(out)
	return jsii.Strings(slices.Compact(out)...)
}

package pipeline

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iamaction"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iamtest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/internal/bindings"
)

const boundaryARN = "arn:aws:iam::" + account + ":policy/ai-boundary"

// everyType is what the table has lines for.
func everyType() []string {
	out := slices.Clone(iamTypes)
	for _, line := range applyActions() {
		out = append(out, line.kind)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func validApplyRole() ApplyRoleProps {
	g := validGitHub()
	g.EnvironmentBranches = jsii.Strings("main")
	return ApplyRoleProps{GitHub: g, ResourceTypes: jsii.Strings(everyType()...), NamePrefixes: jsii.Strings("desk"),
		PermissionsBoundaryARN: boundaryARN, StateBucketARN: "arn:aws:s3:::acme-state", StateKey: "desk/terraform.tfstate"}
}

// documents are all policies of the role.
func (p ApplyRoleProps) documents(at site) []any {
	out := []any{policy.Document(p.statements(at)...)}
	for _, statements := range p.areas(at) {
		out = append(out, policy.Document(statements...))
	}
	return out
}

// Every type that a construct or an example makes has its lines.
func TestApplyKnowsEveryTypeThatIsMade(t *testing.T) {
	root := filepath.Join("..", "..")
	made := map[string]string{}
	address := regexp.MustCompile(`(?m)^((?:data\.)?aws_[a-z0-9_]+)\.`)
	goldens, err := filepath.Glob(filepath.Join(root, "examples", "testdata", "*"))
	if err != nil || len(goldens) < 10 {
		t.Fatal(len(goldens), err)
	}
	for _, folder := range []string{filepath.Join(root, "examples", "testdata"), ".."} {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.Contains(path, "address") {
				return err
			}
			text, err := os.ReadFile(path)
			for _, m := range address.FindAllStringSubmatch(string(text), -1) {
				made[m[1]] = path
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(made) < 50 {
		t.Fatalf("got %d types", len(made))
	}
	for kind, path := range made {
		if !CanApply(kind) {
			t.Errorf("%s of %s has no line in apply_actions.txt", kind, path)
		}
	}
	known := map[string]bool{"dataawspartition": true, "dataawsregion": true}
	for _, kind := range everyType() {
		known[bindings.Of(kind)] = true
	}
	used, err := bindings.Used("..")
	if err != nil {
		t.Fatal(err)
	}
	for binding, path := range used {
		if !known[binding] {
			t.Errorf("%s, which %s makes, has no line in apply_actions.txt", binding, path)
		}
	}
}

// Each action is one of AWS's, and acts on what its line names.
func TestApplyActionsAreThoseOfAWS(t *testing.T) {
	at := applySite{ireland{}}
	for _, line := range applyActions() {
		if strings.ToLower(line.kind) != line.kind || len(line.actions) == 0 ||
			!strings.HasPrefix(strings.TrimPrefix(line.kind, dataSource), "aws_") {
			t.Errorf("got the line %v", line)
		}
		for _, name := range line.actions {
			action := line.service + ":" + name
			if exists, nearest := iamaction.Exists(action); !exists {
				t.Errorf("%s: %s does not exist, %s does", line.kind, action, nearest)
			}
			if allowed := line.resources == onAny && iamaction.Unscopable(action) ||
				line.resources != onAny && iamaction.Scoped(action); !allowed {
				t.Errorf("%s: %s on %s: AWS knows no resource for it: %v", line.kind, action, line.resources,
					iamaction.Unscopable(action))
			}
			if line.resources == onAny {
				continue
			}
			takes := slices.ContainsFunc(at.resources(line.service, line.resources, []string{"desk"}),
				func(resource string) bool {
					a, ok := arn.Parse(resource)
					return ok && iamaction.Takes(action, a)
				})
			if !takes {
				t.Errorf("%s: %s does not act on %s", line.kind, action, line.resources)
			}
		}
	}
}

// Every type and one prefix fit into what IAM takes.
func TestApplyPoliciesFit(t *testing.T) {
	p := validApplyRole()
	for area, statements := range p.areas(longest{}) {
		text, err := json.Marshal(policy.Document(statements...))
		if err != nil || len(text) > maxManagedPolicy*9/10 {
			t.Errorf("%s: got %d characters, %v", area, len(text), err)
		}
	}
}

func TestAttacksOnTheApplyRole(t *testing.T) {
	p := validApplyRole()
	p.RolePath, p.StateKMSKeyARN = "/service/", iamtest.ARN("kms:key/1")
	p.OtherStateKeys = jsii.Strings("network/terraform.tfstate")
	allowed, denied := iamtest.Table(t, `
		allow iam:CreateRole iam:role/service/desk-task-1 iam:PermissionsBoundary=@iam:policy/ai-boundary
		allow iam:PutRolePolicy iam:role/service/desk-task-1 iam:PermissionsBoundary=@iam:policy/ai-boundary
		allow iam:DeleteRole iam:role/service/desk-task-1
		allow iam:GetRole iam:role/service/desk-task-1
		allow iam:GetRole iam:role/github-deploy-1                              # a plan reads it
		allow iam:GetOpenIDConnectProvider iam:oidc-provider/token.actions.githubusercontent.com
		allow iam:PassRole iam:role/service/desk-task-1 iam:PassedToService=ecs-tasks.amazonaws.com
		allow iam:PassRole iam:role/service/desk-flow-1 iam:PassedToService=vpc-flow-logs.amazonaws.com
		allow iam:CreateServiceLinkedRole iam:role/aws-service-role/ecs.amazonaws.com/A iam:AWSServiceName=ecs.amazonaws.com
		allow iam:CreatePolicyVersion iam:policy/service/desk-stop
		deny  iam:CreateRole iam:role/service/desk-task-1                       # S7: no boundary
		deny  iam:CreateRole iam:role/service/desk-task-1 iam:PermissionsBoundary=@iam:policy/desk-all # a boundary of its own
		deny  iam:CreateRole iam:role/service/desk-task-1 iam:PermissionsBoundary=arn:aws:iam::aws:policy/AdministratorAccess
		deny  iam:CreateRole iam:role/desk-task-1 iam:PermissionsBoundary=@iam:policy/ai-boundary      # another path
		deny  iam:CreateRole iam:role/service/admin iam:PermissionsBoundary=@iam:policy/ai-boundary
		deny  iam:CreateRole iam:role/github-deploy-2 iam:PermissionsBoundary=@iam:policy/ai-boundary
		deny  iam:AttachRolePolicy iam:role/service/desk-task-1                 # a role that was made without one
		deny  iam:PutRolePolicy iam:role/service/desk-task-1
		deny  iam:PutRolePermissionsBoundary iam:role/service/desk-task-1 iam:PermissionsBoundary=@iam:policy/x
		deny  iam:DeleteRolePermissionsBoundary iam:role/service/desk-task-1
		deny  iam:PutRolePolicy iam:role/github-apply-1 iam:PermissionsBoundary=@iam:policy/ai-boundary # S7: itself
		deny  iam:AttachRolePolicy iam:role/service/github-apply-1 iam:PermissionsBoundary=@iam:policy/ai-boundary
		deny  iam:UpdateAssumeRolePolicy iam:role/github-apply-1                # S7: who may have it
		deny  iam:UpdateAssumeRolePolicy iam:role/github-deploy-1
		deny  iam:UpdateAssumeRolePolicy iam:role/service/github-plan-1
		deny  iam:DeleteRole iam:role/github-plan-1
		deny  iam:CreatePolicyVersion iam:policy/github-apply-edge-1            # S7: its own policies
		deny  iam:CreatePolicyVersion iam:policy/service/github-apply-edge-1
		deny  iam:CreatePolicyVersion iam:policy/ai-boundary                    # S7: the boundary
		deny  iam:SetDefaultPolicyVersion iam:policy/service/desk-stop
		deny  iam:DeletePolicy iam:policy/ai-boundary
		deny  iam:CreateOpenIDConnectProvider iam:oidc-provider/evil.dev        # S2: whoever signs in from elsewhere
		deny  iam:UpdateOpenIDConnectProviderThumbprint iam:oidc-provider/token.actions.githubusercontent.com
		deny  iam:AddClientIDToOpenIDConnectProvider iam:oidc-provider/token.actions.githubusercontent.com
		deny  iam:DeleteOpenIDConnectProvider iam:oidc-provider/token.actions.githubusercontent.com
		deny  iam:CreateUser iam:user/desk
		deny  iam:CreateAccessKey iam:user/admin
		deny  iam:CreateInstanceProfile iam:instance-profile/desk
		deny  iam:CreateSAMLProvider iam:saml-provider/x
		deny  iam:PassRole iam:role/service/desk-task-1 iam:PassedToService=lambda.amazonaws.com
		deny  iam:PassRole iam:role/service/desk-task-1 iam:PassedToService=ec2.amazonaws.com
		deny  iam:PassRole iam:role/admin iam:PassedToService=ecs-tasks.amazonaws.com
		deny  iam:PassRole iam:role/github-apply-1 iam:PassedToService=ecs-tasks.amazonaws.com
		deny  iam:CreateServiceLinkedRole iam:role/aws-service-role/x/A iam:AWSServiceName=organizations.amazonaws.com
		deny  sts:AssumeRole iam:role/service/desk-task-1
		deny  sts:AssumeRole iam:role/github-deploy-1

		allow kms:CreateGrant kms:key/2 kms:ViaService=ecr.eu-west-1.amazonaws.com     # a repository with a key of its own
		allow kms:GenerateDataKey kms:key/2 kms:ViaService=s3.eu-west-1.amazonaws.com  # an object in such a bucket
		allow kms:GenerateDataKey kms:key/2 kms:ViaService=secretsmanager.eu-west-1.amazonaws.com
		deny  kms:CreateGrant kms:key/2
		deny  kms:CreateGrant kms:key/2 kms:ViaService=s3.eu-west-1.amazonaws.com
		deny  kms:Decrypt kms:key/2 kms:ViaService=ecr.eu-west-1.amazonaws.com
		allow s3:GetObject s3:acme-state/desk/terraform.tfstate
		allow s3:PutObject s3:acme-state/desk/terraform.tfstate
		allow s3:PutObject s3:acme-state/desk/terraform.tfstate.tflock
		allow s3:DeleteObject s3:acme-state/desk/terraform.tfstate.tflock
		allow s3:GetObject s3:acme-state/network/terraform.tfstate
		allow s3:ListBucket s3:acme-state s3:prefix=desk/terraform.tfstate
		allow kms:GenerateDataKey kms:key/1 kms:ViaService=s3.eu-west-1.amazonaws.com
		deny  kms:GenerateDataKey kms:key/1 kms:ViaService=rds.eu-west-1.amazonaws.com
		deny  s3:PutObject s3:acme-state/network/terraform.tfstate              # another stack's
		deny  s3:PutObject s3:acme-state/billing/terraform.tfstate
		deny  s3:DeleteObject s3:acme-state/desk/terraform.tfstate
		deny  s3:DeleteObjectVersion s3:acme-state/desk/terraform.tfstate       # what was before
		deny  s3:PutBucketPolicy s3:acme-state
		deny  s3:PutBucketVersioning s3:acme-state
		deny  s3:DeleteBucket s3:acme-state
		deny  s3:ListBucket s3:acme-state
		deny  kms:Decrypt kms:key/2
		allow kms:PutKeyPolicy kms:key/2                                        # AWS cannot tell by a name
		deny  kms:PutKeyPolicy kms:key/1                                        # whoever else reads the states
		deny  kms:ScheduleKeyDeletion kms:key/1

		allow ecs:CreateService ecs:service/shared/desk
		allow ecs:RegisterTaskDefinition ecs:task-definition/desk:*
		allow ecs:DeregisterTaskDefinition * aws:RequestedRegion=eu-west-1
		allow ec2:CreateSubnet ec2:vpc/vpc-1
		allow ec2:DescribeVpcs * aws:RequestedRegion=eu-west-1
		allow elasticloadbalancing:CreateTargetGroup elasticloadbalancing:targetgroup/desk-2f/1
		allow logs:CreateLogGroup logs:log-group:/ecs/desk
		allow cloudwatch:PutDashboard arn:aws:cloudwatch::210987654321:dashboard/desk
		allow cloudwatch:PutMetricAlarm cloudwatch:alarm:desk-5xx
		allow budgets:ModifyBudget budgets:budget/desk
		allow route53:ChangeResourceRecordSets arn:aws:route53:::hostedzone/Z1
		allow secretsmanager:CreateSecret secretsmanager:secret:desk-key
		deny  ecs:DeleteService ecs:service/shared/billing                      # another team's
		deny  ecs:UpdateCluster ecs:cluster/shared
		deny  ecs:ExecuteCommand ecs:task/desk/1
		deny  ecs:RunTask ecs:task-definition/desk:1
		deny  ecs:DeregisterTaskDefinition * aws:RequestedRegion=us-east-1
		deny  ec2:CreateSubnet arn:aws:ec2:us-east-1:210987654321:vpc/vpc-1     # another region
		deny  ec2:RunInstances ec2:instance/*
		deny  ec2:CreateVpcPeeringConnection ec2:vpc/vpc-1
		deny  ec2:CreateNetworkInterfacePermission ec2:network-interface/eni-1
		deny  ec2:DescribeVpcs * aws:RequestedRegion=us-east-1
		deny  elasticloadbalancing:DeleteLoadBalancer elasticloadbalancing:loadbalancer/app/billing/1
		deny  logs:GetLogEvents logs:log-group:/ecs/desk
		deny  logs:DeleteLogGroup logs:log-group:/ecs/billing
		deny  logs:PutSubscriptionFilter logs:log-group:/ecs/desk               # what is logged, elsewhere
		deny  secretsmanager:GetSecretValue secretsmanager:secret:billing-key
		deny  secretsmanager:PutResourcePolicy secretsmanager:secret:desk-key
		deny  ssm:PutParameter ssm:parameter/billing/image
		deny  ecr:PutImage ecr:repository/desk
		deny  ecr:SetRepositoryPolicy ecr:repository/billing
		deny  sqs:DeleteQueue sqs:billing
		deny  s3:DeleteBucket s3:billing-logs
		deny  s3:PutAccountPublicAccessBlock *
		deny  s3:PutBucketAcl s3:desk-logs
		deny  kms:CreateGrant kms:key/1
		deny  cloudtrail:StopLogging *
		deny  organizations:LeaveOrganization *
		deny  lambda:CreateFunction lambda:function:desk
		deny  bedrock:InvokeModel arn:aws:bedrock:eu-west-1::foundation-model/x
	`, p.documents(ireland{})...)
	if allowed < 29 || denied < 73 {
		t.Errorf("got %d lines that are allowed and %d that are denied", allowed, denied)
	}
}

// A role is as narrow as the stack: what it does not hold cannot be made.
func TestApplyRoleOfASmallStack(t *testing.T) {
	p := validApplyRole()
	p.ResourceTypes = jsii.Strings("aws_sqs_queue", "terraform_data")
	iamtest.Table(t, `
		allow sqs:CreateQueue sqs:desk-jobs
		deny  sqs:CreateQueue sqs:billing
		deny  sqs:SendMessage sqs:desk-jobs
		deny  ecs:CreateService ecs:service/desk/desk
		deny  iam:CreateRole iam:role/desk-task iam:PermissionsBoundary=@iam:policy/ai-boundary
		deny  iam:PassRole iam:role/desk-task iam:PassedToService=ecs-tasks.amazonaws.com
		deny  iam:CreateServiceLinkedRole iam:role/aws-service-role/ecs.amazonaws.com/A iam:AWSServiceName=ecs.amazonaws.com
	`, p.documents(ireland{})...)
}

// What the rule on the whole app asks goes by the same table as the policies.
func TestNamesThatTheApplyRoleMakes(t *testing.T) {
	p := validApplyRole()
	p.NamePrefixes, p.RolePath = jsii.Strings("retrieval"), "/service/"
	for thing, want := range map[string]bool{
		"aws_ecs_service retrieval": true, "aws_ecs_service my-retrieval": false, "aws_ecs_service ": false,
		"aws_cloudwatch_log_group /ecs/retrieval": true, "aws_cloudwatch_log_group /ecs/search": false,
		"aws_cloudwatch_log_metric_filter tokens": true, // goes by its group's name
		"aws_lb_target_group retri-":              true, "aws_lb_target_group search": false,
		"aws_lb_trust_store retrieval-clients": true, "aws_lb_trust_store clients": false,
		"aws_codedeploy_deployment_config slow": false,
		"aws_ssm_parameter /retrieval/image":    true, "aws_ssm_parameter /search/retrieval": false,
		"aws_s3_bucket retrieval-logs-": true, "aws_s3_bucket acme-retrieval": false,
		"aws_security_group tasks": true, "aws_kms_alias x": true, // AWS cannot tell by the name
		"aws_iam_role /service/retrieval-task-": true, "aws_iam_role /retrieval-task-": false,
		"aws_iam_policy /service/search": false,
	} {
		kind, name, _ := strings.Cut(thing, " ")
		if got := p.makes(kind, name); got != want {
			t.Errorf("%s: got %v", thing, got)
		}
	}
}

func TestTokensForTheApplyRole(t *testing.T) {
	p := validApplyRole()
	trustTable(t, &p.GitHub.GitHubRepository, p.resolve().trusted, strings.ReplaceAll(`
		in  sub=HEREenvironment:production ref=refs/heads/main
		out sub=HEREenvironment:production ref=refs/heads/mine
		out sub=HEREenvironment:production ref=refs/pull/7/merge
		out sub=HEREenvironment:production                                       # no ref
		out sub=HEREenvironment:staging ref=refs/heads/main
		out sub=HEREref:refs/heads/main ref=refs/heads/main
		out sub=HEREpull_request ref=refs/pull/7/merge
		out sub=HEREenvironment:production ref=refs/heads/main aud=none
		out sub=repo:mallory@5/llm-proxy@6:environment:production ref=refs/heads/main
	`, "HERE", "repo:acme@1342004/llm-proxy@998877:"))
}

func TestApplyRoleProblems(t *testing.T) {
	type P = ApplyRoleProps
	checktest.Run(t, validApplyRole, func(p *P) error { return p.Validate() }, []checktest.Case[P]{
		{Name: "valid", Change: func(*P) {}},
		{Name: "references", Change: func(p *P) {
			p.PermissionsBoundaryARN, p.StateBucketARN, p.StateKey, p.RolePath = ref, ref, ref, ref
		}},
		{Name: "several prefixes of a service", Change: func(p *P) {
			p.NamePrefixes = jsii.Strings("desk", "chat", "edge")
			p.ResourceTypes = jsii.Strings("aws_ecs_service", "aws_ecs_cluster", "aws_lb", "aws_iam_role", "terraform_data")
		}},
		{Name: "nothing", Change: func(p *P) { *p = P{} }, Want: []string{"gitHub.environments required",
			"gitHub.repository required", "namePrefixes required", "permissionsBoundaryARN required",
			"resourceTypes required", "stateBucketARN required", "stateKey required"}},
		{Name: "a branch", Change: func(p *P) { p.GitHub.Branches = jsii.Strings("main") },
			Want: []string{"gitHub.branches pipeline-apply-environment"}},
		{Name: "any branch of an environment", Change: func(p *P) { p.GitHub.EnvironmentBranches = nil },
			Want: []string{"gitHub.environmentBranches required"}},
		{Name: "a type that nobody knows", Change: func(p *P) {
			p.ResourceTypes = jsii.Strings("aws_ecs_service", "aws_instance", "data.aws_region", "data.aws_ami")
		}, Want: []string{"resourceTypes[1] pipeline-apply-type", "resourceTypes[3] pipeline-apply-type"}},
		{Name: "any name", Change: func(p *P) { p.NamePrefixes = jsii.Strings("*", "de", "desk*") },
			Want: []string{"namePrefixes[0] pipeline-wildcard", "namePrefixes[1] invalid",
				"namePrefixes[2] pipeline-wildcard"}},
		{Name: "itself", Change: func(p *P) { p.NamePrefixes = jsii.Strings("github", "GitHub-apply", "githubber") },
			Want: []string{"namePrefixes[0] pipeline-apply-itself", "namePrefixes[1] pipeline-apply-itself"}},
		{Name: "any boundary", Change: func(p *P) { p.PermissionsBoundaryARN = "arn:aws:iam::210987654321:policy/*" },
			Want: []string{"permissionsBoundaryARN pipeline-wildcard"}},
		{Name: "a role as a boundary", Change: func(p *P) { p.PermissionsBoundaryARN = "arn:aws:iam::210987654321:role/x" },
			Want: []string{"permissionsBoundaryARN invalid"}},
		{Name: "any path", Change: func(p *P) { p.RolePath = "/*/" }, Want: []string{"rolePath invalid"}},
		{Name: "the states as a bucket of its own", Change: func(p *P) { p.StateBucketARN = "arn:aws:s3:::desk-state" },
			Want: []string{"stateBucketARN pipeline-apply-state"}},
		{Name: "the states, of what a trust store reads", Change: func(p *P) {
			p.StateBucketARN, p.ResourceTypes = "arn:aws:s3:::desk", jsii.Strings("aws_lb_trust_store")
		}, Want: []string{"stateBucketARN pipeline-apply-state"}},
		{Name: "no buckets but that of the states", Change: func(p *P) {
			p.StateBucketARN, p.ResourceTypes = "arn:aws:s3:::desk-state", jsii.Strings("aws_ecs_service")
		}},
		{Name: "every state", Change: func(p *P) { p.StateKey = "*" }, Want: []string{"stateKey pipeline-wildcard"}},
		{Name: "too many prefixes", Change: func(p *P) {
			p.NamePrefixes = jsii.Strings(strings.Fields("alpha bravo charlie delta echo foxtrot golf hotel india juliet")...)
		}, Want: []string{"namePrefixes pipeline-apply-size", "namePrefixes pipeline-apply-size",
			"namePrefixes pipeline-apply-size", "namePrefixes pipeline-apply-size"}},
	})
	if len(optional.Texts(validApplyRole().ResourceTypes)) < 80 {
		t.Error("the table has lost types")
	}
}

package pipeline

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
)

const (
	account    = "210987654321"
	providerID = "arn:aws:iam::" + account + ":oidc-provider/token.actions.githubusercontent.com"
)

// ireland is a stated site.
type ireland struct{}

func (ireland) Account() string { return account }

func (ireland) Partition() string { return "aws" }

func (ireland) ARN(service, resource string) string {
	return "arn:aws:" + service + ":eu-west-1:" + account + ":" + resource
}

func validGitHub() GitHub {
	return GitHub{
		Environments: jsii.Strings("production"),
		GitHubRepository: GitHubRepository{
			ProviderARN:  providerID,
			Repository:   "acme/llm-proxy",
			OwnerID:      "1342004",
			RepositoryID: "998877",
		},
	}
}

func validDeployRole() DeployRoleProps {
	return DeployRoleProps{
		GitHub:           validGitHub(),
		ClusterName:      "ai",
		ServiceName:      "llm-proxy",
		ExecutionRoleARN: "arn:aws:iam::" + account + ":role/llm-proxy-execution",
		TaskRoleARN:      "arn:aws:iam::" + account + ":role/llm-proxy-task",
		RepositoryARN:    "arn:aws:ecr:eu-west-1:" + account + ":repository/llm-proxy",
	}
}

func TestWhatTheDeployRoleMayDo(t *testing.T) {
	const (
		ecs  = "arn:aws:ecs:eu-west-1:" + account + ":"
		ecr  = "arn:aws:ecr:eu-west-1:" + account + ":repository/"
		role = "arn:aws:iam::" + account + ":role/"
	)
	toTasks := map[string]string{"iam:PassedToService": "ecs-tasks.amazonaws.com"}
	inCluster := map[string]string{"ecs:cluster": ecs + "cluster/ai"}
	props := validDeployRole()
	props.MigrationFamily = "llm-proxy-migrate"
	registering := map[string]string{"ecs:CreateAction": "RegisterTaskDefinition"}
	document := policy.Document(props.resolve().statements(ireland{})...)
	for _, test := range []struct {
		request
		want bool
	}{
		{request{"ecs:RegisterTaskDefinition", "*", nil}, true},
		{request{"ecs:DescribeTaskDefinition", "*", nil}, true},
		{request{"ecs:DeregisterTaskDefinition", "*", nil}, false},
		{request{"ecs:ListTaskDefinitions", "*", nil}, false},

		{request{"ecs:TagResource", ecs + "task-definition/llm-proxy:12", registering}, true},
		{request{"ecs:TagResource", ecs + "task-definition/llm-proxy:12", nil}, false},
		{request{"ecs:TagResource", ecs + "task-definition/billing:1", registering}, false},
		{request{"ecs:TagResource", ecs + "service/ai/llm-proxy", registering}, false},

		{request{"ecs:UpdateService", ecs + "service/ai/llm-proxy", nil}, true},
		{request{"ecs:DescribeServices", ecs + "service/ai/llm-proxy", nil}, true},
		{request{"ecs:UpdateService", ecs + "service/ai/llm-proxy-2", nil}, false},
		{request{"ecs:UpdateService", ecs + "service/ai/billing", nil}, false},
		{request{"ecs:UpdateService", ecs + "service/other/llm-proxy", nil}, false},
		{request{"ecs:UpdateService", "arn:aws:ecs:us-east-1:" + account + ":service/ai/llm-proxy", nil}, false},
		{request{"ecs:UpdateService", "arn:aws:ecs:eu-west-1:555555555555:service/ai/llm-proxy", nil}, false},
		{request{"ecs:DeleteService", ecs + "service/ai/llm-proxy", nil}, false},
		{request{"ecs:CreateService", ecs + "service/ai/llm-proxy", nil}, false},
		{request{"ecs:ExecuteCommand", ecs + "task/ai/1", nil}, false},

		{request{"iam:PassRole", role + "llm-proxy-task", toTasks}, true},
		{request{"iam:PassRole", role + "llm-proxy-execution", toTasks}, true},
		{request{"iam:PassRole", role + "llm-proxy-task", nil}, false},
		{request{"iam:PassRole", role + "llm-proxy-task", map[string]string{"iam:PassedToService": "lambda.amazonaws.com"}},
			false},
		{request{"iam:PassRole", role + "admin", toTasks}, false},
		{request{"iam:PassRole", role + "llm-proxy-task2", toTasks}, false},
		{request{"sts:AssumeRole", role + "llm-proxy-task", nil}, false},
		{request{"iam:PutRolePolicy", role + "llm-proxy-task", nil}, false},
		{request{"iam:UpdateAssumeRolePolicy", role + "github-deploy", nil}, false},

		{request{"ecr:GetAuthorizationToken", "*", nil}, true},
		{request{"ecr:PutImage", ecr + "llm-proxy", nil}, true},
		{request{"ecr:CompleteLayerUpload", ecr + "llm-proxy", nil}, true},
		{request{"ecr:PutImage", ecr + "billing", nil}, false},
		{request{"ecr:PutImage", ecr + "llm-proxy/base", nil}, false},
		{request{"ecr:BatchGetImage", ecr + "billing", nil}, false},
		{request{"ecr:BatchDeleteImage", ecr + "llm-proxy", nil}, false},
		{request{"ecr:SetRepositoryPolicy", ecr + "llm-proxy", nil}, false},
		{request{"ecr:PutImageTagMutability", ecr + "llm-proxy", nil}, false},

		{request{"ecs:RunTask", ecs + "task-definition/llm-proxy-migrate:7", inCluster}, true},
		{request{"ecs:DescribeTasks", ecs + "task/ai/0123", nil}, true},
		{request{"ecs:RunTask", ecs + "task-definition/llm-proxy:7", inCluster}, false},
		{request{"ecs:RunTask", ecs + "task-definition/llm-proxy-migrate:7",
			map[string]string{"ecs:cluster": ecs + "cluster/other"}}, false},
		{request{"ecs:RunTask", ecs + "task-definition/llm-proxy-migrate:7", nil}, false},
		{request{"ecs:DescribeTasks", ecs + "task/other/0123", nil}, false},
		{request{"ecs:StopTask", ecs + "task/ai/0123", nil}, false},

		{request{"secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:" + account + ":secret:key", nil}, false},
		{request{"s3:GetObject", "arn:aws:s3:::state/terraform.tfstate", nil}, false},
		{request{"logs:GetLogEvents", "*", nil}, false},
	} {
		if got := allows(t, document, test.request); got != test.want {
			t.Errorf("%s on %s with %v: got %v", test.action, test.resource, test.context, got)
		}
	}
}

func TestWhatTheDeployRoleMayDoWithCodeDeploy(t *testing.T) {
	const (
		ecs    = "arn:aws:ecs:eu-west-1:" + account + ":"
		deploy = "arn:aws:codedeploy:eu-west-1:" + account + ":"
	)
	props := validDeployRole()
	props.CodeDeploy = &CodeDeploy{ApplicationName: "llm-proxy", DeploymentGroupName: "production",
		DeploymentConfigName: "CodeDeployDefault.ECSCanary10Percent5Minutes"}
	document := policy.Document(props.resolve().statements(ireland{})...)
	for _, test := range []struct {
		request
		want bool
	}{
		{request{"ecs:DescribeServices", ecs + "service/ai/llm-proxy", nil}, true},
		{request{"ecs:UpdateService", ecs + "service/ai/llm-proxy", nil}, false}, // nobody but CodeDeploy
		{request{"codedeploy:CreateDeployment", deploy + "deploymentgroup:llm-proxy/production", nil}, true},
		{request{"codedeploy:StopDeployment", deploy + "deploymentgroup:llm-proxy/production", nil}, true},
		{request{"codedeploy:CreateDeployment", deploy + "deploymentgroup:llm-proxy/staging", nil}, false},
		{request{"codedeploy:CreateDeployment", deploy + "deploymentgroup:billing/production", nil}, false},
		{request{"codedeploy:UpdateDeploymentGroup", deploy + "deploymentgroup:llm-proxy/production", nil}, false},
		{request{"codedeploy:RegisterApplicationRevision", deploy + "application:llm-proxy", nil}, true},
		{request{"codedeploy:RegisterApplicationRevision", deploy + "application:billing", nil}, false},
		{request{"codedeploy:GetDeploymentConfig", deploy + "deploymentconfig:CodeDeployDefault.ECSCanary10Percent5Minutes",
			nil}, true},
		{request{"codedeploy:CreateDeploymentConfig",
			deploy + "deploymentconfig:CodeDeployDefault.ECSCanary10Percent5Minutes", nil}, false},
		{request{"codedeploy:PutLifecycleEventHookExecutionStatus", "*", nil}, false},
	} {
		if got := allows(t, document, test.request); got != test.want {
			t.Errorf("%s on %s with %v: got %v", test.action, test.resource, test.context, got)
		}
	}
}

func TestWhatIsNotAskedForIsNotGranted(t *testing.T) {
	props := validDeployRole()
	props.RepositoryARN, props.TaskRoleARN = "", ""
	document := policy.Document(props.resolve().statements(ireland{})...)
	for _, r := range []request{
		{"ecr:GetAuthorizationToken", "*", nil},
		{"ecr:PutImage", "arn:aws:ecr:eu-west-1:" + account + ":repository/llm-proxy", nil},
		{"codedeploy:CreateDeployment", "arn:aws:codedeploy:eu-west-1:" + account + ":deploymentgroup:llm-proxy/production",
			nil},
		{"ecs:RunTask", "arn:aws:ecs:eu-west-1:" + account + ":task-definition/llm-proxy:1",
			map[string]string{"ecs:cluster": "arn:aws:ecs:eu-west-1:" + account + ":cluster/ai"}},
		{"iam:PassRole", "", map[string]string{"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
	} {
		if allows(t, document, r) {
			t.Errorf("%s is granted", r.action)
		}
	}
}

func TestWhatThePushRoleMayDo(t *testing.T) {
	props := PushRoleProps{GitHub: validGitHub(), RepositoryARN: validDeployRole().RepositoryARN}
	document := policy.Document(props.resolve().statements(ireland{})...)
	for action, want := range map[string]bool{"ecr:PutImage": true, "ecr:UploadLayerPart": true,
		"ecr:DeleteRepository": false, "ecs:UpdateService": false, "iam:PassRole": false} {
		if got := allows(t, document,
			request{action, props.RepositoryARN, map[string]string{"iam:PassedToService": "ecs-tasks.amazonaws.com"}}); got !=
			want {
			t.Errorf("%s: got %v", action, got)
		}
	}
	if allows(t, document, request{"ecr:PutImage", "arn:aws:ecr:eu-west-1:" + account + ":repository/billing", nil}) {
		t.Error("it may push to another repository")
	}
}

func validPlanRole() PlanRoleProps {
	return PlanRoleProps{GitHub: validGitHub().GitHubRepository, StateBucketARN: "arn:aws:s3:::acme-state",
		StateKey: "llm-proxy/terraform.tfstate"}
}

func TestWhatThePlanRoleMayDo(t *testing.T) {
	props := validPlanRole()
	props.OtherStateKeys = jsii.Strings("network/terraform.tfstate")
	props.StateKMSKeyARN = "arn:aws:kms:eu-west-1:" + account + ":key/1"
	document := policy.Document(props.resolve().statements(ireland{})...)
	prefix := func(p string) map[string]string { return map[string]string{"s3:prefix": p} }
	for _, test := range []struct {
		request
		want bool
	}{
		{request{"s3:GetObject", "arn:aws:s3:::acme-state/llm-proxy/terraform.tfstate", nil}, true},
		{request{"s3:ListBucket", "arn:aws:s3:::acme-state", prefix("llm-proxy/terraform.tfstate")}, true},
		{request{"s3:GetObject", "arn:aws:s3:::acme-state/network/terraform.tfstate", nil}, true},
		{request{"s3:ListBucket", "arn:aws:s3:::acme-state", prefix("network/terraform.tfstate")}, true},
		{request{"kms:Decrypt", props.StateKMSKeyARN, nil}, true},
		{request{"s3:PutObject", "arn:aws:s3:::acme-state/llm-proxy/terraform.tfstate", nil}, false},
		{request{"s3:GetObject", "arn:aws:s3:::acme-state/billing/terraform.tfstate", nil}, false},
		{request{"s3:ListBucket", "arn:aws:s3:::acme-state", prefix("")}, false},
		{request{"s3:ListBucket", "arn:aws:s3:::acme-state", nil}, false},
		{request{"kms:Encrypt", props.StateKMSKeyARN, nil}, false},
		{request{"ec2:DescribeInstances", "*", nil}, false},
		{request{"secretsmanager:GetSecretValue", "*", nil}, false},
	} {
		if got := allows(t, document, test.request); got != test.want {
			t.Errorf("%s on %s: got %v", test.action, test.resource, got)
		}
	}
}

// Whom the trust lets in, by the claims that GitHub signs.
func TestTrust(t *testing.T) {
	classic := func(g *GitHub) { g.OwnerID, g.RepositoryID = "", "" }
	both := func(g *GitHub) { g.KeepNames = jsii.Bool(true) }
	asIs := func(*GitHub) {}
	const byID, byName = "repo:acme@1342004/llm-proxy@998877:", "repo:acme/llm-proxy:"
	for _, test := range []struct {
		name   string
		change func(*GitHub)
		sub    string
		want   bool
	}{
		{"by id", asIs, byID + "environment:production", true},
		{"by id, branch", asIs, byID + "ref:refs/heads/main", true},
		{"the name is not trusted with ids", asIs, byName + "environment:production", false},
		{"another owner of the name", asIs, "repo:acme@666/llm-proxy@998877:environment:production", false},
		{"another repository of the name", asIs, "repo:acme@1342004/llm-proxy@666:environment:production", false},
		{"another environment", asIs, byID + "environment:staging", false},
		{"an environment with a longer name", asIs, byID + "environment:production2", false},
		{"another branch", asIs, byID + "ref:refs/heads/feature", false},
		{"a branch below", asIs, byID + "ref:refs/heads/main/x", false},
		{"a tag of the branch's name", asIs, byID + "ref:refs/tags/main", false},
		{"a pull request", asIs, byID + "pull_request", false},
		{"another case", asIs, "repo:Acme@1342004/llm-proxy@998877:environment:production", false},
		{"a pattern as a claim", asIs, "repo:*", false},
		{"nothing", asIs, "", false},
		{"by name", classic, byName + "environment:production", true},
		{"by name, branch", classic, byName + "ref:refs/heads/main", true},
		{"by name, pull request", classic, byName + "pull_request", false},
		{"another repository", classic, "repo:acme/llm-proxy-2:environment:production", false},
		{"another organization", classic, "repo:acme-evil/llm-proxy:environment:production", false},
		{"ids that nobody stated", classic, byID + "environment:production", false},
		{"both forms, by id", both, byID + "environment:production", true},
		{"both forms, by name", both, byName + "environment:production", true},
		{"both forms, pull request", both, byName + "pull_request", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			g := validGitHub()
			g.Branches = jsii.Strings("main")
			test.change(&g)
			claims := map[string]string{issuer + ":aud": "sts.amazonaws.com", issuer + ":sub": test.sub}
			trust := g.trust(ireland{}, g.trusted())
			if got := allows(t, trust, request{"sts:AssumeRoleWithWebIdentity", "", claims}); got != test.want {
				t.Errorf("%s: got %v", test.sub, got)
			}
			claims[issuer+":aud"] = "https://github.com/acme"
			if allows(t, trust, request{"sts:AssumeRoleWithWebIdentity", "", claims}) {
				t.Error("a token for another audience is let in")
			}
			delete(claims, issuer+":aud")
			if allows(t, trust, request{"sts:AssumeRoleWithWebIdentity", "", claims}) {
				t.Error("a token without an audience is let in")
			}
		})
	}
}

func TestThePlanRoleTrustsPullRequestsOnly(t *testing.T) {
	c := validPlanRole().resolve()
	if got := strings.Join(c.trusted[0].subjects, " "); got != "repo:acme@1342004/llm-proxy@998877:pull_request" {
		t.Errorf("got the subjects %s", got)
	}
}

// A branch of one's own can name any environment, but not be another branch.
func TestAnEnvironmentIsReachedFromItsBranchesOnly(t *testing.T) {
	g := validGitHub()
	g.EnvironmentBranches = jsii.Strings("main", "release")
	trust := g.trust(ireland{}, g.trusted())
	for ref, want := range map[string]bool{"refs/heads/main": true, "refs/heads/release": true, "refs/heads/mine": false,
		"refs/pull/7/merge": false, "refs/tags/main": false, "": false} {
		claims := map[string]string{issuer + ":aud": "sts.amazonaws.com",
			issuer + ":sub": "repo:acme@1342004/llm-proxy@998877:environment:production"}
		if ref != "" {
			claims[issuer+":ref"] = ref
		}
		if got := allows(t, trust, request{"sts:AssumeRoleWithWebIdentity", "", claims}); got != want {
			t.Errorf("from %q: got %v", ref, got)
		}
	}
	if notices := g.notices(); len(notices) != 0 {
		t.Errorf("got the notices %q", notices)
	}
	g.EnvironmentBranches = nil
	if notices := g.notices(); len(notices) != 1 || !strings.Contains(notices[0], "EnvironmentBranches") {
		t.Errorf("nothing is said of an environment that every branch reaches: %q", notices)
	}
}

// Conditions that match patterns would make every wildcard that slips through dangerous.
func TestTrustComparesWholeTexts(t *testing.T) {
	g := validGitHub()
	statement := g.trust(ireland{}, g.trusted())["Statement"].([]any)[0].(map[string]any)
	for operator := range statement["Condition"].(map[string]any) {
		if operator != "StringEquals" {
			t.Errorf("got the operator %s", operator)
		}
	}
	if got := statement["Principal"].(map[string]any)["Federated"]; got != providerID {
		t.Errorf("got the principal %v", got)
	}
}

func TestTheProviderIsTheAccountsOwn(t *testing.T) {
	stated, left := validGitHub(), validGitHub()
	left.ProviderARN = ""
	if diff := cmp.Diff(stated.trust(ireland{}, stated.trusted()), left.trust(ireland{}, left.trusted())); diff != "" {
		t.Error(diff)
	}
}

package controls

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iamaction"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

var (
	ofPolicies = words("aws_iam_policy aws_iam_role_policy aws_iam_user_policy aws_iam_group_policy aws_iam_role")
	inline     = words("aws_iam_role_policy aws_iam_user_policy aws_iam_group_policy aws_iam_role")
	ofRoles    = words("aws_iam_role")
)

// access are the controls of who may do what.
var access = []Control{
	{ID: "iam-no-admin", Tier: Must, Severity: review.Critical,
		Holds: "No policy allows everything", Remedy: "name the actions that are needed", Source: securityHub("IAM.1"),
		Answers: words("IAM.1 CIS-1.16 CKV_AWS_62 CKV_AWS_63 CKV2_AWS_40 2f37c4a3 575a2155 3206240f AWS-0345"),
		Types:   ofPolicies, judge: where(bounded, allowed(everyAction))},
	{ID: "iam-no-service-wildcard", Tier: Must, Severity: review.High,
		Holds: "No policy allows all of a service, such as s3:*", Remedy: "name the actions that are needed",
		Source: securityHub("IAM.21"), Answers: words("IAM.21 AWS-0057"), Types: ofPolicies,
		judge: where(bounded, allowed(everyActionOfService))},
	{ID: "iam-no-admin-attached", Tier: Must, Severity: review.Critical,
		Holds:   "No policy of AWS that allows nearly everything is attached, such as AdministratorAccess",
		Remedy:  "attach a policy that names the actions that are needed",
		Source:  guideIAM + "best-practices.html#grant-least-privilege",
		Answers: words("CKV_AWS_274 CKV2_AWS_56"),
		Types: words("aws_iam_role_policy_attachment aws_iam_user_policy_attachment " +
			"aws_iam_group_policy_attachment aws_iam_policy_attachment aws_iam_role_policy_attachments_exclusive aws_iam_role"),
		judge: attachedPolicies},
	{ID: "iam-named-resources", Tier: Must, Severity: review.High,
		Holds:  "A policy names the resources that it is about, where an action has any",
		Remedy: "name the ARNs that are needed", Source: guideIAM + "best-practices.html#grant-least-privilege",
		Answers: words("CKV_AWS_288 CKV_AWS_290 CKV_AWS_355"), Types: ofPolicies, judge: where(bounded,
			risk("iam-resource-wildcard", "iam-arn-wildcard"))},
	{ID: "iam-no-escalation", Tier: Must, Severity: review.Critical,
		Holds: "Nobody can give himself more than he has", Remedy: "name the roles, or require a permissions boundary",
		Source: guideIAM + "access_policies_boundaries.html", Answers: words("CKV_AWS_286 CKV_AWS_289"), Types: ofPolicies,
		judge: where(bounded, risk("iam-escalation", "iam-assume-any-role"))},
	{ID: "iam-pass-role", Tier: Must, Severity: review.High,
		Holds:  "Only roles that are named may be passed, and only to a service that is named",
		Remedy: "name the roles in Resource, and the service in a condition on iam:PassedToService",
		Source: guideIAM + "id_roles_use_passrole.html", Answers: words("AWS-0342 e39bee8c"), Types: ofPolicies,
		judge: where(bounded, all(allowed(passesAnyRole), risk("iam-pass-any-role")))},
	{ID: "kms-named-keys", Tier: Must, Severity: review.Medium,
		Holds: "A policy names the keys that may decrypt", Remedy: "name the ARNs of the keys", Source: securityHub("KMS.1"),
		Answers: words("KMS.1"), Types: words("aws_iam_policy"), judge: where(bounded, allowed(everyKey))},
	{ID: "kms-named-keys-inline", Tier: Must, Severity: review.Medium,
		Holds: "An inline policy names the keys that may decrypt", Remedy: "name the ARNs of the keys",
		Source: securityHub("KMS.2"), Answers: words("KMS.2"), Types: inline, judge: allowed(everyKey)},
	{ID: "iam-source", Tier: Must, Severity: review.Medium,
		Holds:  "A service of AWS assumes a role for this account only, where it says for whom it works",
		Remedy: "add conditions on aws:SourceAccount and aws:SourceArn to the trust policy",
		Source: guideIAM + "confused-deputy.html", Answers: words("iam_role_cross_service_confused_deputy_prevention"),
		Types: ofRoles, judge: fromThisAccount},
	{ID: "iam-github-subject", Tier: Must, Severity: review.Critical,
		Holds:   "A role that workflows assume names the repository, and the audience of the token",
		Remedy:  "compare sub and aud of the token with StringEquals",
		Source:  guideIAM + "id_roles_providers_create_oidc.html",
		Answers: words("CKV_AWS_358"), Types: ofRoles, judge: where(federated, risk("iam-trust-any-repository",
			"iam-trust-audience"))},
	{ID: "iam-no-public-trust", Tier: Must, Severity: review.Critical,
		Holds: "No role may be assumed by every account", Remedy: "name who may",
		Source:  guideIAM + "id_roles_create_for-user.html",
		Answers: words("CKV_AWS_60"), Types: ofRoles, judge: risk("iam-trust-anyone")},
	{ID: "iam-external-id", Tier: Must, Severity: review.High,
		Holds:   "Another account that may assume a role says for whom: an external id, or the role there, is named",
		Remedy:  "name the role there, and require sts:ExternalId",
		Source:  guideIAM + "id_roles_common-scenarios_third-party.html",
		Answers: words("09c35abf"), Types: ofRoles, judge: risk("iam-trust-account")},
}

// bounded leaves out policies that only bound what others allow: a boundary has to be wide.
func bounded(v *view, r review.Resource) bool {
	if r.Type != "aws_iam_policy" {
		return true
	}
	bounds := func(kind string) bool {
		return slices.ContainsFunc(v.byType[kind], func(other review.Resource) bool {
			return v.means(other, other.Attributes["permissions_boundary"], r)
		})
	}
	return !bounds("aws_iam_role") && !bounds("aws_iam_user")
}

func everyAction(_ review.Resource, s iampolicy.Statement) (string, bool) {
	for _, action := range s.Actions {
		if strings.Trim(action, "*?:") == "" && iampolicy.EveryAction(action) {
			return "a statement allows " + action, true
		}
	}
	return "a statement allows everything but a few actions", len(s.NotActions) > 0
}

func everyActionOfService(_ review.Resource, s iampolicy.Statement) (string, bool) {
	for _, action := range s.Actions {
		if strings.Trim(action, "*?:") != "" && iampolicy.EveryAction(action) && !iamaction.Unscopable(action) {
			return "a statement allows " + action, true
		}
	}
	return "", false
}

// attachedPolicies judges the ARNs of AWS's policies, as those are no resources of a stack.
func attachedPolicies(v *view, r review.Resource) answer {
	for _, found := range v.risks[r.Address] {
		if found.ID == "iam-managed-policy" || found.ID == "iam-action-wildcard" && strings.Contains(found.Text,
			"nearly everything") {
			return fail("%s", found.Text)
		}
	}
	return pass
}

func passesAnyRole(_ review.Resource, s iampolicy.Statement) (string, bool) {
	named := slices.ContainsFunc(s.Actions, func(action string) bool { return strings.EqualFold(action, "iam:PassRole") })
	if !named || s.NarrowedBy("iam:passedtoservice") || slices.ContainsFunc(s.Required(),
		func(c iampolicy.Condition) bool {
			return c.Key == "iam:passedtoservice"
		}) {
		return "", false
	}
	return "a statement passes roles to any service", true
}

var keyOfAny = regexp.MustCompile(`^arn:[^:]*:kms:[^:]*:[^:]*:(?:key/)?[*?]+$`)

func everyKey(_ review.Resource, s iampolicy.Statement) (string, bool) {
	if !s.Allows("kms:Decrypt") && !s.Allows("kms:ReEncryptFrom") || slices.ContainsFunc(s.Actions,
		func(action string) bool {
			return strings.Trim(action, "*?:") == ""
		}) {
		return "", false
	}
	every := s.AnyResource() || slices.ContainsFunc(s.Resources, keyOfAny.MatchString)
	return "a statement decrypts with every key", every
}

// tellsSource are the services that say for which account and resource they assume a role.
var tellsSource = []string{"ecs-tasks.", "scheduler.", "vpc-flow-logs.", "states.", "bedrock."}

func fromThisAccount(v *view, r review.Resource) answer {
	out := skip
	for _, p := range v.Policies(r) {
		if !p.Trust {
			continue
		}
		for _, s := range iampolicy.Statements(p.Document) {
			for _, who := range s.Principals {
				if s.Deny || !slices.ContainsFunc(tellsSource, func(service string) bool {
					return strings.HasPrefix(who.ID, service)
				}) {
					continue
				}
				if !slices.ContainsFunc(s.Required(), func(c iampolicy.Condition) bool {
					return inSet(c.Key, "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths")
				}) {
					return fail("%s assumes it for any account", who.ID)
				}
				out = pass
			}
		}
	}
	if all := v.unjudged[r.Address]; out.state == skipped && len(all) > 0 {
		return open("%s: %s", all[0].Attribute, all[0].Why)
	}
	return out
}

func federated(v *view, r review.Resource) bool {
	for _, p := range v.Policies(r) {
		for _, s := range iampolicy.Statements(p.Document) {
			if p.Trust && slices.ContainsFunc(s.Principals, func(who iampolicy.Principal) bool {
				return strings.EqualFold(who.Kind, "Federated")
			}) {
				return true
			}
		}
	}
	return false
}

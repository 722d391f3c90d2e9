package controls

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

var (
	ofKeys    = words("aws_kms_key")
	ofSecrets = words("aws_secretsmanager_secret")
)

// keys are the controls of KMS and Secrets Manager.
var keys = []Control{
	{ID: "kms-rotation", Tier: Must, Severity: review.Medium,
		Holds: "A key is rotated: enable_key_rotation is on", Remedy: "set enable_key_rotation", Source: securityHub("KMS.4"),
		Answers: words("KMS.4 CIS-3.6 CKV_AWS_7 AWS-0065 22fbfeac"), Types: ofKeys,
		judge: where(symmetric, attribute("enable_key_rotation", on))},
	{ID: "kms-policy", Tier: Must, Severity: review.Medium,
		Holds: "A key has a policy that says who may use it, rather than AWS's default", Remedy: "set policy",
		Source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html", Answers: words("CKV2_AWS_64"),
		Types: ofKeys, judge: keyPolicy},
	{ID: "kms-private", Tier: Must, Severity: review.Critical,
		Holds: "No policy of a key lets everyone in", Remedy: "name the account, the roles or the services that may",
		Source: securityHub("KMS.5"), Answers: words("KMS.5 CKV_AWS_33 7ebc9038"),
		Types: words("aws_kms_key aws_kms_key_policy"), judge: risk("public-resource-policy")},
	{ID: "kms-deletion-window", Tier: Must, Severity: review.Medium,
		Holds:  "A key can be saved for a week or more after it was deleted by mistake",
		Remedy: "set deletion_window_in_days to 7 or more",
		Source: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html", Types: ofKeys,
		judge: attribute("deletion_window_in_days", between(7, 30, 30))},
	{ID: "secret-private", Tier: Must, Severity: review.Critical,
		Holds: "No policy of a secret lets everyone in", Remedy: "name who may read it",
		Source:  "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
		Answers: words("fa00ce45"), Types: words("aws_secretsmanager_secret aws_secretsmanager_secret_policy"),
		judge: risk("public-resource-policy")},
	{ID: "secret-recovery", Tier: Default, Severity: review.Medium,
		Holds:  "A secret that was deleted by mistake can be brought back: recovery_window_in_days is not 0",
		Remedy: "unset recovery_window_in_days",
		Source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html", Types: ofSecrets,
		OptOut: "restorable-secret", Prop: "fargateai.ServiceProps.Disposable",
		judge: protected("restorable-secret", "recovery_window_in_days")},
	{ID: "secret-own-key", Tier: Production, Severity: review.Low,
		Holds: "A secret is encrypted with a key of the account", Remedy: "set kms_key_id",
		Source:  "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
		Answers: words("CKV_AWS_149 AWS-0098 a2f548f2"), Types: ofSecrets, judge: attribute("kms_key_id", given)},
}

// symmetric keys are those that AWS can rotate.
func symmetric(_ *view, r review.Resource) bool {
	return inSet(review.Text(r.Attributes["customer_master_key_spec"]), "", "SYMMETRIC_DEFAULT") &&
		inSet(review.Text(r.Attributes["key_usage"]), "", "ENCRYPT_DECRYPT")
}

func keyPolicy(v *view, r review.Resource) answer {
	if !unset(r.Attributes["policy"]) {
		return pass
	}
	return companion("aws_kms_key_policy", "key_id", "policy is not set", present)(v, r)
}

// statements are those of the policies in a resource; what cannot be read makes them incomplete.
func (v *view) statements(r review.Resource) (all []iampolicy.Statement, complete bool) {
	for _, p := range v.Policies(r) {
		if !p.Trust {
			all = append(all, iampolicy.Statements(p.Document)...)
		}
	}
	return all, len(v.unjudged[r.Address]) == 0
}

// allowed judges the statements that allow something: the first that is not to be fails.
func allowed(bad func(r review.Resource, s iampolicy.Statement) (what string, is bool)) judge {
	return func(v *view, r review.Resource) answer {
		all, complete := v.statements(r)
		for _, s := range all {
			if s.Deny {
				continue
			}
			if what, is := bad(r, s); is {
				return fail("%s", what)
			}
		}
		if !complete {
			u := v.unjudged[r.Address][0]
			return open("%s: %s", u.Attribute, u.Why)
		}
		return pass
	}
}

package review

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
)

// resourcePolicy judges who may use a queue, a bucket, a key or the like.
func resourcePolicy(in *Inventory, r Resource, all []iampolicy.Statement, report reporter) {
	for i, s := range all {
		where := statementName(s, i)
		switch {
		case s.Deny:
		case s.Public(all):
			severity := Critical
			if strings.HasPrefix(r.Type, "aws_api_gateway_") {
				severity = High // a REST API without a policy is as open
			}
			report(publicPolicy, severity, where+" lets every AWS account in, or everyone",
				"name the accounts or services that may, or limit them by a condition such as aws:SourceArn or aws:PrincipalOrgID")
		case s.Anyone() || !s.Narrowed():
			otherAccounts(in, where, s, report)
		}
	}
}

// otherAccounts reports that all of another account may do all of a service. To name a role there, or some actions, is
// how accounts work together.
func otherAccounts(in *Inventory, where string, s iampolicy.Statement, report reporter) {
	for _, account := range s.Accounts() {
		if !in.foreign(account) || serviceAccounts[account] {
			continue
		}
		severity := Medium
		if slices.ContainsFunc(s.Actions, iampolicy.EveryAction) || len(s.NotActions) > 0 {
			severity = High
		}
		if severity == Medium && len(in.accounts) == 0 {
			continue // it may be one's own
		}
		report("cross-account-policy", severity, where+" lets all of another account in ("+account+")",
			"name the role there that needs it, and the actions, or limit them to the organization (aws:PrincipalOrgID)")
	}
}

// serviceAccounts are AWS's own, from which load balancers write their logs in older regions:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html.
var serviceAccounts = func() map[string]bool {
	out := map[string]bool{}
	for account := range strings.FieldsSeq(`127311923021 033677994240 027434742980 797873946194 098369216593 754344448648
		589379963580 718504428378 383597477331 600734575887 114774131450 783225319266 582318560864 985666609251
		054676820928 156460612806 652711504416 635631232127 009996457667 897822967062 076674570225 507241528517
		048591011584 190560391635 638102146993 037604701340`) {
		out[account] = true
	}
	return out
}()

// foreign reports an account that is not the stack's.
func (in *Inventory) foreign(account string) bool {
	return account != "" && !in.accounts[account] && (len(in.accounts) > 0 || !in.mentioned[account])
}

// sharedAccounts is the attribute of a snapshot that says which accounts may restore it.
const sharedAccounts = "shared_accounts"

// sharing are the attributes by which resources are given to other accounts without a policy.
var sharing = map[string]string{
	"aws_ami_launch_permission": "account_id", "aws_cloudwatch_event_permission": "principal",
	"aws_db_cluster_snapshot": sharedAccounts, "aws_db_snapshot": sharedAccounts,
	"aws_db_snapshot_copy": sharedAccounts, "aws_kms_grant": "grantee_principal", "aws_lambda_permission": "principal",
	"aws_ram_principal_association": "principal", "aws_redshift_endpoint_authorization": "account",
	"aws_snapshot_create_volume_permission": "account_id", "aws_ssm_document": "permissions.account_ids",
	"aws_vpc_endpoint_service":                   "allowed_principals",
	"aws_vpc_endpoint_service_allowed_principal": "principal_arn",
}

// shared reports what all of another account is given. Where the stack's own is not known, it may be that.
func shared(in *Inventory, r Resource, report reporter) {
	path := sharing[r.Type]
	if path == "" || len(in.accounts) == 0 {
		return
	}
	for _, v := range at(r.Attributes, strings.Split(path, ".")) {
		for _, id := range words(v) {
			for id := range strings.SplitSeq(id, ",") { // of aws_ssm_document
				account, whole := iampolicy.Principal{Kind: "AWS", ID: strings.TrimSpace(id)}.Account()
				if whole && in.foreign(account) {
					report("shared-with-account", Medium, "all of another account may use it ("+account+")",
						"see that it is an account of yours")
				}
			}
		}
	}
}

const (
	blockPublicPolicy = "block_public_policy"
	ignorePublicACLs  = "ignore_public_acls"
)

// publicAccessBlocks are the four settings that keep a bucket from being public.
var publicAccessBlocks = []string{
	"block_public_acls", blockPublicPolicy, ignorePublicACLs, "restrict_public_buckets",
}

func publicAccess(_ *Inventory, r Resource, report reporter) {
	var off []string
	for _, name := range publicAccessBlocks {
		if isFalse(r.Attributes[name]) {
			off = append(off, name)
		}
	}
	if len(off) > 0 {
		report("public-access-block-off", High, publicBuckets+": "+strings.Join(off, ", ")+" is not set",
			"set all four of them")
	}
}

// unblocked is a bucket without a block of its own. AWS blocks new buckets by itself since April 2023.
func unblocked(in *Inventory, r Resource, report reporter) {
	for _, kind := range []string{"aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block"} {
		for _, b := range in.Of(kind) {
			if kind == "aws_s3_account_public_access_block" || in.refersTo(b, b.Attributes["bucket"], r) ||
				b.Module == r.Module && !known(b.Attributes["bucket"]) {
				return
			}
		}
	}
	report("no-public-access-block", Low, "nothing in the stack keeps the bucket from being made public",
		"add aws_s3_bucket_public_access_block with all four settings")
}

func known(v any) bool { return text(v) != "" && !isReference(text(v)) }

// functionPermission is who may call a function or use a layer.
func functionPermission(_ *Inventory, r Resource, report reporter) {
	principal := text(r.Attributes["principal"])
	limits := func(names ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool {
			v := text(r.Attributes[name])
			return v != "" && !iampolicy.Everyone(v)
		})
	}
	switch {
	case principal == "*" && !limits("source_arn", "source_account", "principal_org_id", "organization_id"):
		report(publicPolicy, Critical, "every AWS account may call the function, or use the layer",
			"name the account or the service that may")
	case principal == "s3.amazonaws.com" && !limits("source_account") && !sourceAccount(r):
		report("confused-deputy", Medium, "whoever gets hold of the bucket's name may have the function called",
			"state source_account")
	case strings.HasSuffix(principal, ".amazonaws.com") && !limits("source_arn", "source_account", "principal_org_id"):
		report("confused-deputy", Medium, "the service may call the function on behalf of any account",
			"state source_arn or source_account")
	}
}

// sourceAccount reports a source that has an account, or is not known.
func sourceAccount(r Resource) bool {
	arn := text(r.Attributes["source_arn"])
	parts := strings.SplitN(arn, ":", 6)
	return isReference(arn) || len(parts) == 6 && parts[4] != "" || arn != "" && r.Attributes["source_account"] == nil &&
		strings.HasPrefix(arn, "arn:aws:s3:::")
}

// clusterEndpoint is the API of a cluster of EKS, which is public unless it is told not to be.
func clusterEndpoint(_ *Inventory, r Resource, report reporter) {
	for _, network := range blocks(r.Attributes["vpc_config"]) {
		cidrs := network["public_access_cidrs"]
		everyone := unset(cidrs) || len(check.List(cidrs)) == 0 || openToWorld(cidrs)
		if onByDefault(network["endpoint_public_access"]) && everyone {
			report(publicEndpoint, High, "the whole internet reaches the API of the cluster",
				"name the networks that may in public_access_cidrs, or set endpoint_public_access to false")
		}
	}
}

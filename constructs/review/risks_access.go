package review

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// narrowing are the condition keys that say who calls, or for whom, in lower case. Others, such as
// aws:SecureTransport, hold for everyone.
var narrowing = []string{
	"aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:sourceaccount",
	"aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner", "aws:sourcevpc", "aws:sourcevpce",
	"aws:sourceip", "aws:userid", "aws:resourceaccount", "kms:calleraccount", "sts:externalid",
}

// conditions visits what has to be so: the values of every key, in lower case, that a statement compares with. A
// condition that also holds where the key is missing, or for anything but a value, says nothing.
func conditions(statement map[string]any, visit func(key string, values []string)) {
	for operator, of := range block(statement["Condition"]) {
		operator = strings.ToLower(operator)
		if strings.HasSuffix(operator, "ifexists") || strings.Contains(operator, "not") ||
			strings.HasPrefix(operator, "forallvalues:") || operator == "null" {
			continue
		}
		for key, values := range block(of) {
			visit(strings.ToLower(key), words(values))
		}
	}
}

// narrowed tells that a condition limits who may: one of its keys says who, and no value of it means everyone. What is
// a reference is taken for a limit.
func narrowed(statement map[string]any) bool {
	found := false
	conditions(statement, func(key string, values []string) {
		if slices.Contains(narrowing, key) && len(values) > 0 && !slices.ContainsFunc(values, everyone) {
			found = true
		}
	})
	return found
}

// everyone is a value that is met by all: a wildcard alone, an ARN of any account, every address.
func everyone(value string) bool {
	return strings.Trim(value, "*?") == "" || anyAccount.MatchString(value) || wide(value)
}

var anyAccount = regexp.MustCompile(`^arn:[^:]*:[^:]*:[^:]*:(\*?|\?*):\*$|^arn:[^:]*:(iam|sts)::\*:`)

// anyone tells that a statement's principal is every AWS account.
func anyone(statement map[string]any) bool {
	principal := append(words(statement["Principal"]), words(block(statement["Principal"])["AWS"])...)
	return slices.Contains(principal, "*") || statement["NotPrincipal"] != nil
}

// trust judges who may assume a role.
func trust(_ *Inventory, r Resource, report reporter) {
	for _, statement := range statements(r.Attributes["assume_role_policy"]) {
		if anyone(statement) && !narrowed(statement) {
			report("iam-trust-anyone", Critical, "any AWS account may assume the role",
				"name the service or the account that may; a condition such as aws:SecureTransport keeps nobody out")
		}
		repositories(statement, report)
	}
}

// repositories judges which workflows of GitHub may assume a role.
func repositories(statement map[string]any, report reporter) {
	federated := words(block(statement["Principal"])["Federated"])
	if !slices.ContainsFunc(federated, func(arn string) bool {
		return strings.Contains(arn, "token.actions.githubusercontent.com")
	}) {
		return
	}
	const remedy = "compare sub with StringEquals to one repository and its branch or environment, such as " +
		"repo:acme/app:environment:production"
	var subjects []string
	conditions(statement, func(key string, values []string) {
		if strings.HasSuffix(key, ":sub") {
			subjects = append(subjects, values...)
		}
	})
	if len(subjects) == 0 {
		report("iam-trust-any-repository", Critical, "every workflow of every repository on GitHub may assume the role",
			remedy)
		return
	}
	for _, subject := range subjects {
		if isReference(subject) {
			continue
		}
		repository, _, _ := strings.Cut(strings.TrimPrefix(subject, "repo:"), ":")
		owner, name, _ := strings.Cut(repository, "/")
		switch {
		case strings.ContainsAny(owner, "*?"):
			report("iam-trust-any-repository", Critical,
				"workflows of repositories of anyone on GitHub may assume the role ("+strconv.Quote(subject)+")", remedy)
		case strings.ContainsAny(name, "*?"):
			report("iam-trust-any-repository", High,
				"workflows of every repository of "+owner+" may assume the role ("+strconv.Quote(subject)+")", remedy)
		}
	}
}

// resourcePolicy judges who may use a queue, a bucket, a key or the like.
func resourcePolicy(_ *Inventory, r Resource, report reporter) {
	for i, statement := range statements(r.Attributes["policy"]) {
		if anyone(statement) && !narrowed(statement) {
			report("public-resource-policy", Critical, statementName(statement, i)+" lets every AWS account in, or everyone",
				"name the accounts or services that may, or limit them by a condition such as aws:SourceArn or aws:PrincipalOrgID")
		}
	}
}

func publicAccess(_ *Inventory, r Resource, report reporter) {
	var off []string
	for _, name := range []string{
		"block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets",
	} {
		if isFalse(r.Attributes[name]) {
			off = append(off, name)
		}
	}
	if len(off) > 0 {
		report("public-access-block-off", High, "the bucket may be made public: "+strings.Join(off, ", ")+" is not set",
			"set all four of them")
	}
}

var (
	anyRole   = regexp.MustCompile(`:role/\*+$`)
	allOfKind = regexp.MustCompile(`^arn:[^:]*:(s3:::\*(/\*)?|[^:]*\*[^:]*:.*|` +
		`(secretsmanager|ssm|kms|dynamodb|sqs|lambda|iam|ecr|sns):[^:]*:[^:]*:([a-z-]+[:/])?\*)$`)
)

// wideResources judges ARNs whose wildcards mean everything of a kind. Passing any role is more than its ARN says: who
// may, may do what any role of the account may.
func wideResources(where string, statement map[string]any, report reporter) {
	if statement["Condition"] != nil && narrowed(statement) {
		return
	}
	actions, resources := words(statement["Action"]), words(statement["Resource"])
	passes := slices.ContainsFunc(actions, func(action string) bool { return strings.EqualFold(action, "iam:PassRole") })
	if passes && slices.ContainsFunc(resources, func(arn string) bool { return anyRole.MatchString(arn) || arn == "*" }) {
		report("iam-pass-any-role", High, where+" may pass every role of the account to a service",
			"name the roles: the task role and the execution role")
		return
	}
	for _, arn := range resources {
		if allOfKind.MatchString(arn) {
			report("iam-arn-wildcard", High, where+" allows "+strings.Join(actions, ", ")+" on "+strconv.Quote(arn)+
				", which is everything of its kind", "name the ARNs that are needed")
		}
	}
}

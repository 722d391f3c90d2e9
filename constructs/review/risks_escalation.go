package review

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
)

// escalating are the actions with which one who has little gets everything, on a role or a user that has it:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html.
var escalating = []string{
	"iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:AttachRolePolicy", "iam:AttachUserPolicy",
	"iam:AttachGroupPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy", "iam:PutGroupPolicy", "iam:CreateAccessKey",
	"iam:CreateLoginProfile", "iam:UpdateLoginProfile", "iam:UpdateAssumeRolePolicy", "iam:AddUserToGroup",
	"iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary", "iam:PutRolePermissionsBoundary",
	"iam:PutUserPermissionsBoundary", "iam:DeleteRolePolicy", "iam:CreateServiceSpecificCredential",
}

// matching are the actions of a statement that have one of the names.
func matching(s iampolicy.Statement, names ...string) []string {
	var out []string
	for _, action := range s.Actions {
		if slices.ContainsFunc(names, func(name string) bool { return iampolicy.Matches(action, name) }) {
			out = append(out, action)
		}
	}
	return out
}

// escalates reports actions that give more to those who have them; it returns the actions.
func escalates(where string, s iampolicy.Statement, everything, wide bool, report reporter) []string {
	actions := matching(s, escalating...)
	if len(actions) == 0 || wide || !everything || s.NarrowedBy("iam:permissionsboundary", "iam:policyarn") {
		return nil
	}
	report("iam-escalation", Critical, where+" allows "+strings.Join(actions, ", ")+" on every role, user or policy: "+
		"whoever has it can give himself everything", "name what it is for, or require a permissions boundary")
	return actions
}

var anyRole = regexp.MustCompile(`^arn:[^:]*:(?:iam|sts):[^:]*:[^:]*:(?:role/|assumed-role/)?[*?/]*\*[*?/]*$`)

// rolesGiven reports that any role may be passed to a service or assumed. Who may, may do what any role of the account
// may, also under the condition that a certain service gets it. It returns the actions.
func rolesGiven(where string, s iampolicy.Statement, everything, wide bool, report reporter) []string {
	if !everything && !slices.ContainsFunc(s.Resources, anyRole.MatchString) {
		return nil
	}
	pass := matching(s, "iam:PassRole")
	assume := matching(s, "sts:AssumeRole")
	if len(pass) > 0 && !wide && !limitedRole(s) {
		report("iam-pass-any-role", High, where+" may pass every role of the account to a service",
			"name the roles: the task role and the execution role")
	}
	if len(assume) > 0 && !wide && !limitedRole(s) {
		report("iam-assume-any-role", High, where+" may assume every role that trusts the account",
			"name the roles that are assumed")
	}
	return append(pass, assume...)
}

// limitedRole is a condition on which role it is.
func limitedRole(s iampolicy.Statement) bool {
	return slices.ContainsFunc(s.Required(), func(c iampolicy.Condition) bool {
		return (strings.HasPrefix(c.Key, "aws:resourcetag/") || strings.HasPrefix(c.Key, "iam:resourcetag/") ||
			c.Key == "sts:externalid") && !slices.ContainsFunc(c.Values, iampolicy.Everyone)
	})
}

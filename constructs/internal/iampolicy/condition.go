package iampolicy

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/cidr"
)

// callers are the condition keys that say who calls, or for whom. Others, such as aws:SecureTransport or the tags that
// an account gives its own roles, hold for everyone:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html.
var callers = []string{
	"aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:principalservicename",
	"aws:principalservicenameslist", "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths",
	"aws:sourceowner", "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn", "aws:vpceaccount", "aws:vpceorgid",
	"aws:vpceorgpaths", "aws:vpcsourceip", "aws:ec2instancesourcevpc", "aws:sourceip", "aws:userid", "kms:calleraccount",
	"s3:dataaccesspointaccount",
	"s3:dataaccesspointarn", "lambda:sourcefunctionarn", "events:creatoraccount", "sns:endpoint",
	"elasticfilesystem:accessedviamounttarget", "elasticfilesystem:accesspointarn",
}

// Narrowed reports that a condition limits who may to somebody: no value of it means everyone. What is a reference is
// taken for a limit.
func (s Statement) Narrowed() bool {
	return slices.ContainsFunc(s.Required(), func(c Condition) bool {
		return slices.Contains(callers, c.Key) && c.limits()
	})
}

// NarrowedBy reports that a condition limits one of the keys.
func (s Statement) NarrowedBy(keys ...string) bool {
	return slices.ContainsFunc(s.Required(), func(c Condition) bool { return slices.Contains(keys, c.Key) && c.limits() })
}

// Required are the conditions that have to hold, on keys that have to be there. One that also holds where the key is
// missing counts only beside another that wants the key.
func (s Statement) Required() []Condition {
	var out []Condition
	for _, c := range s.Conditions {
		optional := strings.HasPrefix(c.Operator, "forallvalues:") || strings.HasSuffix(c.Operator, "ifexists")
		if c.negative() || c.Operator == "null" || optional && !s.wants(c.Key) {
			continue
		}
		out = append(out, c)
	}
	return out
}

// wants reports that the key has to be there.
func (s Statement) wants(key string) bool {
	return slices.ContainsFunc(s.Conditions, func(c Condition) bool {
		return c.Key == key && c.Operator == "null" && slices.Equal(c.Values, []string{"false"})
	})
}

func (c Condition) negative() bool { return strings.Contains(c.Operator, "not") }

func (c Condition) limits() bool {
	switch {
	case len(c.Values) == 0:
		return false
	case c.Key == "aws:sourceip" || c.Key == "aws:vpcsourceip":
		return !everyAddress(c.Values)
	case c.Key == "elasticfilesystem:accessedviamounttarget":
		return slices.Equal(c.Values, []string{"true"})
	}
	return !slices.ContainsFunc(c.Values, c.anyones)
}

// ids are the keys whose values are ids. A part of one is the beginning of many others, too.
var ids = []string{
	"aws:principalorgid", "aws:principalaccount", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceowner",
	"aws:sourcevpc", "aws:sourcevpce", "aws:vpceaccount", "aws:vpceorgid", "aws:ec2instancesourcevpc",
	"kms:calleraccount", "s3:dataaccesspointaccount", "events:creatoraccount",
}

var anAccount = regexp.MustCompile(`(?:^|[:/*?])[0-9]{12}(?:$|[:/*?])`)

// anyones reports a value that anyone's has. What begins with a wildcard, such as *:role/admin, may have any account
// before the rest of it; the end of an address for e-mail is its owner's.
func (c Condition) anyones(value string) bool {
	switch {
	case Everyone(value), slices.Contains(ids, c.Key) && strings.ContainsAny(value, "*?"):
		return true
	case c.Key == "sns:endpoint" || value == "":
		return false
	}
	return strings.ContainsAny(value[:1], "*?") && !anAccount.MatchString(value)
}

func everyAddress(values []string) bool {
	var all []netip.Prefix
	for _, v := range values {
		if Wild(v) {
			return true
		}
		if prefix, err := netip.ParsePrefix(v); err == nil {
			all = append(all, prefix)
		}
	}
	return cidr.Worldwide(all)
}

// Everyone reports a value of a condition, or an ARN of a principal, that anyone's has: wildcards alone, or an ARN
// whose account is a wildcard, such as arn:aws:iam::*:role/admin, for everybody has an account to make that role in.
func Everyone(value string) bool {
	fixed := strings.Trim(value, "*?")
	if fixed == "" || strings.EqualFold(fixed, "o-") || strings.EqualFold(fixed, "vpc-") || strings.EqualFold(fixed,
		"vpce-") {
		return strings.ContainsAny(value, "*?")
	}
	if strings.HasPrefix(value, "*") && strings.Trim(fixed, ":/") == "" || strings.HasPrefix(value, "o-*") ||
		strings.HasPrefix(value, "*/") {
		return true
	}
	if !strings.HasPrefix(value, "arn:") {
		return false
	}
	parts := strings.SplitN(value, ":", 6)
	switch {
	case len(parts) < 6:
		return strings.ContainsAny(value, "*")
	case parts[4] == "": // a bucket, whose name is anyone's
		return strings.Trim(parts[5], "*?/") == ""
	}
	return strings.ContainsAny(parts[4], "*?") && !strings.Contains(parts[4], "$")
}

// HoldsWithoutKey reports whether a condition with the operator holds for a request that does not have its key.
func HoldsWithoutKey(operator string) bool {
	operator = strings.ToLower(operator)
	return operator == "null" || strings.HasSuffix(operator, "ifexists") || strings.HasPrefix(operator, "forallvalues:") ||
		strings.Contains(operator, "not")
}

// Package arn reads Amazon Resource Names.
package arn

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// ARN is an Amazon Resource Name in its parts.
type ARN struct{ Partition, Service, Region, Account, Resource string }

const (
	partitionForm = `aws(-[a-z]+)*`
	accountForm   = `([0-9]{12}|aws)?`
)

var (
	partition = regexp.MustCompile(`^` + partitionForm + `$`)
	account   = regexp.MustCompile(`^` + accountForm + `$`)
)

// Pattern is what [Check] asks of an ARN of a service that is no reference, for Terraform.
func Pattern(service string) string {
	_, kind := wanted(service)
	return `^arn:` + partitionForm + `:` + regexp.QuoteMeta(service) + `:[^:]*:` + accountForm + `:` + kind + `(?s:.+)$`
}

// Parse splits an ARN. It reports false for text that is none. Each part may itself be a reference to a value that
// Terraform computes.
func Parse(s string) (ARN, bool) {
	a, ok := ParsePattern(s)
	if !ok || !token.Is(a.Partition) && !partition.MatchString(a.Partition) || !token.Is(a.Account) &&
		!account.MatchString(a.Account) {
		return ARN{}, false
	}
	return a, true
}

// ParsePattern is Parse for the resources of a policy, in which each part may have wildcards.
func ParsePattern(s string) (ARN, bool) {
	parts := strings.SplitN(s, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || parts[2] == "" || parts[5] == "" {
		return ARN{}, false
	}
	return ARN{parts[1], parts[2], parts[3], parts[4], parts[5]}, true
}

// String joins the parts.
func (a ARN) String() string {
	return strings.Join([]string{"arn", a.Partition, a.Service, a.Region, a.Account, a.Resource}, ":")
}

// Check requires an ARN of the service when a value is given that is not a reference. One of KMS is a key's: policies
// grant nothing by an alias.
func Check(ps *rules.Mistakes, path, value, service, fix string) {
	if value == "" || token.Is(value) {
		return
	}
	want, kind := wanted(service)
	if a, ok := Parse(value); !ok || a.Service != service || !strings.HasPrefix(a.Resource, kind) {
		ps.Break(rules.Invalid, path, check.Quote(value), want, fix)
	}
}

// wanted describes an ARN of a service, and how its resource begins.
func wanted(service string) (want, kind string) {
	if service == "kms" {
		return "the ARN of a key (arn:PARTITION:kms:REGION:ACCOUNT:key/…)", "key/"
	}
	return "an ARN of " + service + " (arn:PARTITION:" + service + ":…)", ""
}

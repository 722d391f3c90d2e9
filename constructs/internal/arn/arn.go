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

var (
	partition = regexp.MustCompile(`^aws(-[a-z]+)*$`)
	account   = regexp.MustCompile(`^([0-9]{12}|aws)?$`)
)

// Parse splits an ARN. It reports false for text that is none. Each part may itself be a reference to a value that
// Terraform computes.
func Parse(s string) (ARN, bool) {
	parts := strings.SplitN(s, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || parts[2] == "" || parts[5] == "" {
		return ARN{}, false
	}
	a := ARN{parts[1], parts[2], parts[3], parts[4], parts[5]}
	if !token.Is(a.Partition) && !partition.MatchString(a.Partition) || !token.Is(a.Account) &&
		!account.MatchString(a.Account) {
		return ARN{}, false
	}
	return a, true
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
	want, kind := "an ARN of "+service+" (arn:PARTITION:"+service+":…)", ""
	if service == "kms" {
		want, kind = "the ARN of a key (arn:PARTITION:kms:REGION:ACCOUNT:key/…)", "key/"
	}
	if a, ok := Parse(value); !ok || a.Service != service || !strings.HasPrefix(a.Resource, kind) {
		ps.Break(rules.Invalid, path, check.Quote(value), want, fix)
	}
}

package testkit

import (
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iamtest"
)

// CheckPolicies holds every policy in a cdk.tf.json, those of roles, resources and trust, against AWS's Service
// Authorization Reference: each action exists and acts on a resource that is named, "*" stands only where AWS knows no
// resource, and a condition has a key that the action is asked for with. It returns how many actions it found there.
// The policies of data sources and those that Terraform reads elsewhere are not in the text, and not judged.
func CheckPolicies(t testing.TB, text []byte) int {
	t.Helper()
	return iamtest.Catalogue(t, text).Actions
}

package secrets

import (
	"errors"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestWaiverNeedsAReason(t *testing.T) {
	for reason, want := range map[string]string{
		"":                             "test.notACredential secrets-waiver-reason",
		"is public":                    "test.notACredential secrets-waiver-reason",
		"it is AKIA" + key + " really": "test.notACredential secrets-waiver-reason",
		"the key of a public widget":   "",
	} {
		_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
			NotACredential(stack, "pk-"+key, reason)
		})
		var ms rules.Mistakes
		got := ""
		if errors.As(err, &ms) {
			got = ms[0].Path + " " + ms[0].Rule
		}
		if got != want || err != nil && strings.Contains(err.Error(), key) {
			t.Errorf("%q: got %v", reason, err)
		}
	}
}

func TestWaiverNeedsAText(t *testing.T) {
	for text, want := range map[string]string{"": rules.Required.ID, " \n": rules.Required.ID,
		"${var.key}": rules.KnownValue.ID} {
		_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
			NotACredential(stack, text, "the key of a public widget")
		})
		var ms rules.Mistakes
		if !errors.As(err, &ms) || ms[0].Rule != want {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

const key = "Q7Q7Q7Q7Q7Q7Q7Q7"

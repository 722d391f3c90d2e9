package secrets

import (
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// NotACredential returns a text that is refused because it looks like a credential, and is none: from now on it may
// stand in any prop. reason says in some words what it is:
//
//	Environment: map[string]string{
//		"WIDGET_KEY": secrets.NotACredential(stack, "pk-2f6c…", "the widget's public key, in every page that we serve"),
//	}
//
// The reason is printed at synthesis, and it is an output of the stack, so that whoever reviews a plan reads it too.
func NotACredential(scope constructs.Construct, text, reason string) string {
	bridge.Require(scope, "secrets.NotACredential")
	var ms rules.Mistakes
	if len(strings.Fields(reason)) < leastWords || credential.In(reason) != "" {
		ms.Break(waiverReason, "notACredential", check.Quote(reason), "a reason of at least three words",
			"say what the text is, and where it may be read")
	}
	switch {
	case token.Is(text):
		ms.Break(rules.KnownValue, "notACredential", "a reference", "a text that is known while synthesizing",
			"waive what it stands for, where that is stated")
	case strings.TrimSpace(text) == "":
		ms.Break(rules.Required, "notACredential", "nothing", "the text that is refused", "")
	}
	if bridge.Refused(scope, ms) {
		return text
	}
	credential.Waive(text)
	stack := cdktf.TerraformStack_Of(scope)
	id := credential.Waiver + credential.Digest(text)
	if stack.Node().TryFindChild(jsii.String(id)) == nil {
		cdktf.NewTerraformOutput(stack, jsii.String(id), &cdktf.TerraformOutputConfig{Value: reason,
			Description: jsii.String("Why a text that looks like a credential is none.")})
		bridge.Tell(scope, "a text that looks like a credential is none: "+reason)
	}
	return text
}

const leastWords = 3

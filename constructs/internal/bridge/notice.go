package bridge

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
)

// Notice is something that the user should know although synthesis succeeds.
type Notice struct {
	Path string // the construct's path
	Text string
}

// Tell records a notice: fargateai.Run prints it, and the cdktf CLI shows it as a warning.
func Tell(c constructs.Construct, text string) {
	text = credential.Redact(text)
	cdktf.Annotations_Of(c).AddWarning(jsii.String(text))
	notice := Notice{Path: credential.Redact(*c.Node().Path()), Text: text}
	record(c, func(app *App) { app.notices = append(app.notices, notice) })
}

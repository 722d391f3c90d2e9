package bridge

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

// Artifact is a file that is written beside a stack, for people or for another repository.
type Artifact struct {
	Stack string // name of the stack; [Attach] fills it in
	Owner string // what the file belongs to, of which a stack may have several; "" for the stack itself
	Path  string // relative, with slashes
	// Folder that the file lies in, beside the output folder; "" for that of the stack's artifacts.
	Folder string
	// Render makes the file from the stack's synthesized text. Where it cannot, it says why, and no file is written.
	Render func(stack []byte) (file []byte, why string)
}

// Attach records a file that is written when the stack of c is synthesized; see [App.Artifacts].
func Attach(c constructs.Construct, a Artifact) {
	a.Stack = *cdktf.TerraformStack_Of(c).Node().Id()
	record(c, func(app *App) { app.artifacts = append(app.artifacts, a) })
}

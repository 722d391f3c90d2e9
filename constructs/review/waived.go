package review

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
)

// waived are the texts of which the stack itself says that they are no credentials, in outputs that
// secrets.NotACredential makes, by their digests. The reason of each is reported, as a plan can be written by whoever
// it judges.
func (in *Inventory) waived() (out credential.Waivers) {
	for _, r := range in.settings {
		if digest, is := strings.CutPrefix(r.Name, credential.Waiver); is && r.Type == "output" {
			out.AddDigest(digest)
		}
	}
	return out
}

// waiver reports an output that waives a text, and why.
func waiver(_ *Inventory, r Resource, report reporter) {
	if !strings.HasPrefix(r.Name, credential.Waiver) || r.Type != "output" {
		return
	}
	report("waived-credential", Low,
		"a text that looks like a credential is said to be none: "+text(r.Attributes["value"]),
		"see that the reason holds; without the output the text is reported where it stands")
}

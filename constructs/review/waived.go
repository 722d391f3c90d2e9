package review

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
)

// waived are the digests of texts of which the stack itself says that they are no credentials, in outputs that
// secrets.NotACredential makes. The reason of each is reported, as a plan can be written by whoever it judges.
func (in *Inventory) waived() map[string]bool {
	var out map[string]bool
	for _, r := range in.settings {
		if digest, is := strings.CutPrefix(r.Name, credential.Waiver); is && r.Type == "output" {
			if out == nil {
				out = map[string]bool{}
			}
			out[digest] = true
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

var waivable = regexp.MustCompile(`[A-Za-z0-9_-]{8,}`)

// withoutWaived is a text without what is waived in it.
func withoutWaived(waived map[string]bool, s string) string {
	if len(waived) == 0 {
		return s
	}
	if waived[credential.Digest(s)] {
		return ""
	}
	return waivable.ReplaceAllStringFunc(s, func(word string) string {
		if waived[credential.Digest(word)] {
			return "$WAIVED"
		}
		return word
	})
}

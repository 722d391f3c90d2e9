package review

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

var (
	twelve    = regexp.MustCompile(`^[0-9]{12}$`)
	inARN     = regexp.MustCompile(`arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:([0-9]{12}):`)
	whoTrusts = regexp.MustCompile(`"(?:Principal|AWS|identifiers)"`)
)

// locate notes the accounts that the stack is in: as AWS says it of what exists, and as the provider is told. Where
// neither does, those of the ARNs in it are most likely its own.
func (in *Inventory) locate() {
	in.accounts, in.mentioned = map[string]bool{}, map[string]bool{}
	own := func(id string) {
		if twelve.MatchString(id) {
			in.accounts[id] = true
		}
	}
	for _, r := range in.data {
		if r.Type == "aws_caller_identity" {
			own(text(r.Attributes["account_id"]))
		}
	}
	for _, r := range in.settings {
		if r.Type == "provider" {
			for _, id := range words(tfjson.Reveal(r.Attributes["allowed_account_ids"])) {
				own(id)
			}
		}
	}
	for _, r := range in.Resources {
		own(text(r.Attributes["owner_id"]))
		if m := inARN.FindStringSubmatch(text(r.Attributes["arn"])); m != nil {
			own(m[1])
		}
		if len(in.accounts) > 0 {
			continue
		}
		walk(r.Attributes, func(s string) {
			if !strings.HasPrefix(s, "arn:") {
				return
			}
			for _, m := range inARN.FindAllStringSubmatch(s, 8) {
				if !strings.Contains(m[0], ":iam:") && !whoTrusts.MatchString(s) {
					in.mentioned[m[1]] = true
				}
			}
		})
	}
}

package check

import (
	"net/netip"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// CIDR requires an IPv4 block in canonical form, when a value is given that is not a reference.
func CIDR(ps *rules.Mistakes, path, value string) {
	if value == "" || token.Is(value) {
		return
	}
	prefix, err := netip.ParsePrefix(value)
	switch {
	case err != nil || !prefix.Addr().Is4():
		ps.Break(rules.Invalid, path, Quote(value), "an IPv4 block such as 10.0.0.0/16", "")
	case prefix != prefix.Masked():
		ps.Break(rules.Invalid, path, Quote(value), "the block's first address, "+prefix.Masked().String(), "")
	}
}

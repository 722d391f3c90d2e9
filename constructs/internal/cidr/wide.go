package cidr

import (
	"net/netip"
	"slices"
)

// own are blocks that nobody reaches from the internet.
var own = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"),
	netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("169.254.0.0/16"),
	netip.MustParsePrefix("fc00::/7"), netip.MustParsePrefix("fe80::/10"),
}

// The largest blocks that one owner has: a /8 of IPv4, and a /16 of IPv6, far more than any registry gives out.
const (
	largest4 = 1 << (32 - 8)
	largest6 = 1 << (64 - 16) // counted in networks of /64
)

// Worldwide reports that blocks are, taken together, more of the internet than anybody has to himself: 0.0.0.0/0, in
// two
// halves or in more pieces, overlapping or not. Private blocks do not count.
func Worldwide(blocks []netip.Prefix) bool {
	var four, six uint64
	for _, block := range distinct(blocks) {
		switch {
		case block.Addr().Is4():
			four += 1 << (32 - block.Bits())
		case block.Bits() <= 64:
			six += 1 << min(64-block.Bits(), 62)
		}
		if four > largest4 || six > largest6 {
			return true
		}
	}
	return false
}

// distinct are the blocks of the internet without those that lie in another one.
func distinct(blocks []netip.Prefix) []netip.Prefix {
	all := make([]netip.Prefix, 0, len(blocks))
	for _, block := range blocks {
		if block.Addr().Is4In6() {
			block = netip.PrefixFrom(block.Addr().Unmap(), max(block.Bits()-96, 0))
		}
		block = block.Masked()
		if block.IsValid() && !slices.ContainsFunc(own, func(o netip.Prefix) bool {
			return o.Bits() <= block.Bits() && o.Contains(block.Addr())
		}) {
			all = append(all, block)
		}
	}
	slices.SortFunc(all, func(a, b netip.Prefix) int {
		if c := a.Addr().Compare(b.Addr()); c != 0 {
			return c
		}
		return a.Bits() - b.Bits()
	})
	out := all[:0]
	for _, block := range all {
		if n := len(out); n == 0 || !out[n-1].Overlaps(block) {
			out = append(out, block)
		}
	}
	return out
}

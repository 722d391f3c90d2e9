package cidr

import (
	"cmp"
	"net/netip"
	"slices"
)

// Ports are a block of addresses and a range of ports.
type Ports struct {
	Prefix    netip.Prefix
	Low, High int
}

// mostPieces is how many parts are told apart. Rules that are cut into more are told as they are.
const mostPieces = 2000

// Beyond is what some blocks have and others do not, in as few parts as that can be said in. A block that others have
// in halves is had.
func Beyond(some, others []Ports) []Ports {
	left := slices.Clone(some)
	for _, other := range others {
		var next []Ports
		for _, p := range left {
			next = append(next, p.without(other)...)
		}
		if len(next) > mostPieces {
			return merged(some)
		}
		left = next
	}
	return merged(left)
}

// without is a block without what another one has.
func (p Ports) without(other Ports) []Ports {
	low, high := max(p.Low, other.Low), min(p.High, other.High)
	if !p.Prefix.Overlaps(other.Prefix) || low > high {
		return []Ports{p}
	}
	var out []Ports
	inner := p.Prefix
	if other.Prefix.Bits() > inner.Bits() { // the rest of the addresses, in halves
		for inner != other.Prefix {
			first, second := halves(inner)
			if first.Contains(other.Prefix.Addr()) {
				inner = first
				out = append(out, Ports{second, p.Low, p.High})
			} else {
				inner = second
				out = append(out, Ports{first, p.Low, p.High})
			}
		}
	}
	if p.Low < low {
		out = append(out, Ports{inner, p.Low, low - 1})
	}
	if high < p.High {
		out = append(out, Ports{inner, high + 1, p.High})
	}
	return out
}

func halves(p netip.Prefix) (first, second netip.Prefix) {
	bits := p.Bits() + 1
	first = netip.PrefixFrom(p.Addr(), bits)
	bytes := p.Addr().AsSlice()
	bytes[(bits-1)/8] |= 1 << (7 - (bits-1)%8)
	address, _ := netip.AddrFromSlice(bytes)
	return first, netip.PrefixFrom(address, bits)
}

// merged puts parts together: what is in another one goes, and two halves become one.
func merged(all []Ports) []Ports {
	for {
		slices.SortFunc(all, func(a, b Ports) int {
			return cmp.Or(cmp.Compare(a.Low, b.Low), cmp.Compare(a.High, b.High), a.Prefix.Addr().Compare(b.Prefix.Addr()),
				cmp.Compare(a.Prefix.Bits(), b.Prefix.Bits()))
		})
		var out []Ports
		changed := false
		for _, p := range all {
			if n := len(out); n > 0 {
				last := out[n-1]
				if last.Low == p.Low && last.High == p.High {
					if last.Prefix.Overlaps(p.Prefix) {
						changed = true
						continue
					}
					if last.Prefix.Bits() == p.Prefix.Bits() && p.Prefix.Bits() > 0 {
						if parent, err := p.Prefix.Addr().Prefix(p.Prefix.Bits() - 1); err == nil &&
							parent.Contains(last.Prefix.Addr()) {
							out[n-1].Prefix, changed = parent, true
							continue
						}
					}
				}
			}
			out = append(out, p)
		}
		if all = out; !changed {
			return all
		}
	}
}

package loadbalancer

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// covers reports whether every request that fulfils the other rule's conditions fulfils these, as far as that can be
// known. References cover themselves.
func (r Rule) covers(other Rule) bool {
	return coversList(r.Hosts, other.Hosts, func(a, b string) bool {
		return includes(strings.ToLower(a), strings.ToLower(b))
	}) &&
		(anyPath(r.Paths) || coversList(r.Paths, other.Paths, includes)) &&
		coversList(r.Methods, other.Methods, func(a, b string) bool { return a == b }) &&
		coversList(r.SourceCIDRs, other.SourceCIDRs, containsBlock) &&
		coversMap(r.Headers, other.Headers) &&
		coversMap(r.QueryStrings, other.QueryStrings)
}

// anyPath reports whether a list of paths leaves none out.
func anyPath(paths *[]*string) bool {
	return !token.IsList(paths) && slices.ContainsFunc(optional.Texts(paths), func(path string) bool {
		return path == "*" || path == "/*"
	})
}

// coversList reports whether each of the other values is one that these let through. No list lets all through.
func coversList(list, other *[]*string, includes func(a, b string) bool) bool {
	switch {
	case list == nil:
		return true
	case other == nil:
		return false
	}
	for _, b := range optional.Texts(other) {
		if !slices.ContainsFunc(optional.Texts(list), func(a string) bool {
			return a == b || !token.Is(a) && !token.Is(b) && includes(a, b)
		}) {
			return false
		}
	}
	return true
}

// coversMap is coversList for headers and query strings, whose values AWS compares without regard to case.
func coversMap(values, other map[string]string) bool {
	for name, a := range values {
		found := false
		for otherName, b := range other {
			found = found || strings.EqualFold(name, otherName) &&
				(a == b || !token.Is(a) && !token.Is(b) && includes(strings.ToLower(a), strings.ToLower(b)))
		}
		if !found {
			return false
		}
	}
	return true
}

func containsBlock(a, b string) bool {
	outer, err := netip.ParsePrefix(a)
	inner, other := netip.ParsePrefix(b)
	return err == nil && other == nil && outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr())
}

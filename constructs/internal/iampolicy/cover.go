package iampolicy

import (
	"net/netip"
	"slices"
	"strings"
)

// IncludesAction reports that a pattern of actions includes another one. AWS takes actions in any case.
func IncludesAction(pattern, other string) bool {
	return Includes(strings.ToLower(pattern), strings.ToLower(other))
}

// Includes reports that a pattern with * and ? matches everything that another one matches. Case counts, as it does in
// ARNs and in the values of conditions: table/Orders is another table than table/orders.
func Includes(pattern, other string) bool {
	p, t, star, after := 0, 0, -1, 0
	for t < len(other) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, after = p, t
			p++
		case p < len(pattern) && (pattern[p] == other[t] || pattern[p] == '?' && other[t] != '*'):
			p, t = p+1, t+1
		case star >= 0:
			after++
			p, t = star+1, after
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// Grant is what one statement says of one action, one resource and one principal. What a statement does not have is "",
// and is compared as such.
type Grant struct {
	Action, Resource string
	Principal        Principal
	of               *Statement
}

// MostGrants of a statement are told apart.
const MostGrants = 20_000

// Grants are all that a statement says; none where there would be more than [MostGrants].
func (s *Statement) Grants() []Grant {
	actions, resources, principals := s.Actions, s.Resources, s.Principals
	if len(actions) == 0 {
		actions = []string{""}
	}
	if len(resources) == 0 {
		resources = []string{""}
	}
	if len(principals) == 0 {
		principals = []Principal{{}}
	}
	if len(actions)*len(resources)*len(principals) > MostGrants {
		return nil
	}
	var out []Grant
	for _, principal := range principals {
		for _, resource := range resources {
			for _, action := range actions {
				out = append(out, Grant{action, resource, principal, s})
			}
		}
	}
	return out
}

// Covers reports that a statement says at least as much as the grant: of the same effect, on its action, its resource
// and its principal, wherever the conditions of the grant's statement hold.
func (s *Statement) Covers(g Grant) bool {
	return s.Deny == g.of.Deny && s.coversAction(g) && s.coversResource(g) && s.coversPrincipal(g) &&
		implied(s.Conditions, g.of.Conditions)
}

func (s *Statement) coversAction(g Grant) bool {
	if g.Action == "" { // everything but some
		return slices.ContainsFunc(s.Actions, Wild) ||
			len(s.NotActions) > 0 && eachOf(s.NotActions, g.of.NotActions, actionWithin)
	}
	return eachOf([]string{g.Action}, s.Actions, actionWithin) || len(s.NotActions) > 0 &&
		!slices.ContainsFunc(s.NotActions, func(not string) bool { return mayMeet(not, g.Action) })
}

func (s *Statement) coversResource(g Grant) bool {
	if g.Resource == "" {
		switch {
		case len(s.NotResources) > 0:
			return len(g.of.NotResources) > 0 && eachOf(s.NotResources, g.of.NotResources, within)
		case len(g.of.NotResources) > 0:
			return slices.ContainsFunc(s.Resources, Wild)
		}
		return len(s.Resources) == 0
	}
	return eachOf([]string{g.Resource}, s.Resources, within) || len(s.NotResources) > 0 &&
		!slices.ContainsFunc(s.NotResources, func(not string) bool { return mayMeet(not, g.Resource) })
}

func (s *Statement) coversPrincipal(g Grant) bool {
	if s.NotPrincipal || g.of.NotPrincipal {
		return s.NotPrincipal == g.of.NotPrincipal && slices.Equal(s.Principals, g.of.Principals)
	}
	if g.Principal == (Principal{}) {
		return len(s.Principals) == 0
	}
	return slices.ContainsFunc(s.Principals, func(p Principal) bool { return p.includes(g.Principal) })
}

// includes reports that whoever is the other principal is this one, too. The root of an account stands for all of it.
func (p Principal) includes(other Principal) bool {
	if !strings.EqualFold(p.Kind, other.Kind) {
		return false
	}
	if p.ID == other.ID || p.ID == "*" {
		return true
	}
	account, whole := p.Account()
	if !whole {
		return false
	}
	same, _ := other.Account()
	return account == same
}

// implied reports that where the conditions hold that there are, those hold that are wanted.
func implied(wanted, there []Condition) bool {
	for _, w := range wanted {
		if !slices.ContainsFunc(there, func(c Condition) bool { return c.implies(w) }) {
			return false
		}
	}
	return true
}

// implies reports that wherever the condition holds, the other one does.
func (c Condition) implies(other Condition) bool {
	if c.Key != other.Key {
		return false
	}
	operator, wanted := c.Operator, other.Operator
	if relaxed, ok := strings.CutSuffix(wanted, "ifexists"); ok {
		operator, wanted = strings.TrimSuffix(operator, "ifexists"), relaxed
	}
	switch {
	case operator == wanted:
	case operator == "stringequals" && (wanted == "stringlike" || wanted == "stringequalsignorecase"),
		// AWS takes them alike
		operator == "arnequals" && wanted == "arnlike", operator == "arnlike" && wanted == "arnequals":
	default:
		return false
	}
	switch {
	case c.negative():
		return eachOf(other.Values, c.Values, same)
	case wanted == "ipaddress":
		return eachOf(c.Values, other.Values, withinBlocks)
	case strings.Contains(wanted, "like") || wanted == "arnequals":
		return eachOf(c.Values, other.Values, within)
	case wanted == "stringequalsignorecase":
		return eachOf(c.Values, other.Values, strings.EqualFold)
	}
	return eachOf(c.Values, other.Values, same)
}

// eachOf reports that each of some values is in one of others.
func eachOf(some, others []string, in func(value, other string) bool) bool {
	for _, value := range some {
		if !slices.ContainsFunc(others, func(other string) bool { return in(value, other) }) {
			return false
		}
	}
	return true
}

func same(a, b string) bool { return a == b }

func within(pattern, of string) bool { return Includes(of, pattern) }

func actionWithin(pattern, of string) bool { return IncludesAction(of, pattern) }

func withinBlocks(block, of string) bool {
	inner, err := prefix(block)
	outer, failed := prefix(of)
	return block == of || err == nil && failed == nil && outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr())
}

func prefix(block string) (netip.Prefix, error) {
	if !strings.Contains(block, "/") {
		address, err := netip.ParseAddr(block)
		if err != nil {
			return netip.Prefix{}, err
		}
		return address.Prefix(address.BitLen())
	}
	return netip.ParsePrefix(block)
}

// mayMeet reports that two patterns may match the same text: what stands before the first wildcard, and after the last,
// does not tell them apart.
func mayMeet(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	head := func(s string) string { return s[:strings.IndexAny(s, "*?")] }
	tail := func(s string) string { return s[strings.LastIndexAny(s, "*?")+1:] }
	switch wildA, wildB := strings.ContainsAny(a, "*?"), strings.ContainsAny(b, "*?"); {
	case !wildA && !wildB:
		return a == b
	case !wildB:
		return Matches(a, b)
	case !wildA:
		return Matches(b, a)
	}
	ha, hb, ta, tb := head(a), head(b), tail(a), tail(b)
	return (strings.HasPrefix(ha, hb) || strings.HasPrefix(hb, ha)) &&
		(strings.HasSuffix(ta, tb) || strings.HasSuffix(tb, ta))
}

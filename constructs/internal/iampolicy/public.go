package iampolicy

import (
	"regexp"
	"slices"
	"strings"
)

// Anyone reports that a statement's principal is every account, everyone, or every identity provider or service.
func (s Statement) Anyone() bool {
	return s.NotPrincipal || slices.ContainsFunc(s.Principals, func(p Principal) bool {
		return Wild(p.ID) || strings.EqualFold(p.Kind, "AWS") && Everyone(p.ID)
	})
}

// Public reports that a statement of a policy lets everyone in: no condition says who, and no other statement keeps the
// rest out.
func (s Statement) Public(all []Statement) bool {
	return !s.Deny && s.Anyone() && !s.Narrowed() && !slices.ContainsFunc(all, s.keptOutBy)
}

// keptOutBy reports that a statement denies all but some what this one allows.
func (s Statement) keptOutBy(other Statement) bool {
	if !other.Deny || !other.Anyone() || other.NotPrincipal {
		return false
	}
	limits := false
	for _, c := range other.Conditions {
		if !c.negative() {
			if c.Operator != "bool" && c.Operator != "boolifexists" && c.Operator != "null" {
				return false
			}
			continue
		}
		c.Operator = ""
		limits = limits || slices.Contains(callers, c.Key) && c.limits()
	}
	return limits && !slices.ContainsFunc(s.Actions, func(action string) bool {
		return !slices.ContainsFunc(other.Actions, func(denied string) bool { return Matches(denied, action) })
	})
}

// Accounts are those that a statement lets in as a whole: those that are its principals, and, where everyone is, those
// that a condition names instead.
func (s Statement) Accounts() []string {
	var out []string
	add := func(id string, whole bool) {
		if whole && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, p := range s.Principals {
		add(p.Account())
	}
	if !s.Anyone() {
		return out
	}
	for _, c := range s.Required() {
		for _, value := range c.Values {
			switch _, every := EveryOfKind(value); {
			case c.Key == "aws:principalaccount":
				add(Principal{"AWS", value}.Account())
			case c.Key == "aws:principalarn" && every:
				add(Principal{"AWS", strings.Split(value+":::::", ":")[4]}.Account())
			case c.Key == "aws:principalarn" && !slices.ContainsFunc(c.Values, everyOfKind):
				return nil // some roles
			}
		}
	}
	return out
}

func everyOfKind(arn string) bool { _, every := EveryOfKind(arn); return every }

var accountID = regexp.MustCompile(`^(?:arn:[^:]*:(?:iam|sts)::)?([0-9]{12})(?::(.*))?$`)

// Account is the account of a principal, if it is known, and whether the whole account is meant.
func (p Principal) Account() (id string, whole bool) {
	m := accountID.FindStringSubmatch(p.ID)
	if m == nil || !strings.EqualFold(p.Kind, "AWS") {
		return "", false
	}
	return m[1], m[2] == "" || m[2] == "root"
}

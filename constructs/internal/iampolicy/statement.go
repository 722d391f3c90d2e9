package iampolicy

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// Statement of a policy. In every list a single value of the policy is a list of one.
type Statement struct {
	Sid                     string
	Deny                    bool
	Actions, NotActions     []string
	Resources, NotResources []string
	Principals              []Principal
	NotPrincipal            bool
	Conditions              []Condition
}

// Principal is who may, such as {AWS, arn:aws:iam::210987654321:root}. Everyone is {AWS, *}.
type Principal struct{ Kind, ID string }

// Condition is what has to be so: one operator on one key.
type Condition struct {
	Operator string // in lower case
	Key      string // in lower case
	Values   []string
}

// Statements are those of a policy that was decoded from JSON; none of anything else. Names in a policy are read in any
// case.
func Statements(document any) []Statement {
	members, ok := document.(map[string]any)
	if !ok {
		return nil
	}
	var out []Statement
	for _, one := range check.List(member(members, "Statement")) {
		if body, ok := one.(map[string]any); ok {
			out = append(out, statement(body))
		}
	}
	return out
}

func statement(body map[string]any) Statement {
	effect, _ := member(body, "Effect").(string)
	sid, _ := member(body, "Sid").(string)
	s := Statement{
		Sid: sid, Deny: strings.EqualFold(effect, "Deny"),
		Actions: texts(member(body, "Action")), NotActions: texts(member(body, "NotAction")),
		Resources: texts(member(body, "Resource")), NotResources: texts(member(body, "NotResource")),
		Principals: principals(member(body, "Principal")), NotPrincipal: member(body, "NotPrincipal") != nil,
	}
	operators, _ := member(body, "Condition").(map[string]any)
	for operator, of := range operators {
		keys, _ := of.(map[string]any)
		for key, values := range keys {
			s.Conditions = append(s.Conditions,
				Condition{strings.ToLower(operator), strings.ToLower(key), texts(values)})
		}
	}
	slices.SortFunc(s.Conditions, func(a, b Condition) int {
		return strings.Compare(a.Operator+a.Key, b.Operator+b.Key)
	})
	return s
}

func principals(v any) []Principal {
	var out []Principal
	for _, id := range texts(v) {
		out = append(out, Principal{"AWS", id})
	}
	kinds, _ := v.(map[string]any)
	for kind, ids := range kinds {
		for _, id := range texts(ids) {
			out = append(out, Principal{kind, id})
		}
	}
	slices.SortFunc(out, func(a, b Principal) int { return strings.Compare(a.Kind+a.ID, b.Kind+b.ID) })
	return out
}

// member is one by its name in any case. Where there are several, all of them count.
func member(members map[string]any, name string) any {
	var names []string
	for other := range members {
		if strings.EqualFold(name, other) {
			names = append(names, other)
		}
	}
	switch len(names) {
	case 0:
		return nil
	case 1:
		return members[names[0]]
	}
	slices.Sort(names)
	var out []any
	for _, one := range names {
		out = append(out, check.List(members[one])...)
	}
	return out
}

func texts(v any) []string {
	var out []string
	for _, element := range check.List(v) {
		switch element := element.(type) {
		case string:
			for strings.Contains(element, "***") { // it means no more than one, and takes longer
				element = strings.ReplaceAll(element, "***", "*")
			}
			out = append(out, element)
		case bool:
			out = append(out, strconv.FormatBool(element))
		case json.Number:
			out = append(out, element.String())
		}
	}
	return out
}

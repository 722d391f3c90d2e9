package tfjson

import (
	"maps"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// overlay puts together what a plan has of a resource in three places: the values that it knows (planned_values), marks
// of those that it does not (resource_changes, after_unknown), and the expressions that they come from (configuration).
type overlay struct {
	plan     *plan
	resource *Resource
	changes  bool // there are marks: a null without one is a value
}

// attributes are those of the resource.
func (o overlay) attributes(values, unknowns, expressions map[string]any) map[string]any {
	return o.members(values, unknowns, expressions, func(name string) origin {
		return origin{attribute: name, whole: expressions[name]}
	})
}

// origin is the attribute of the resource in which a value stands, with its whole expression. They stand for a value
// that has no expression of its own.
type origin struct {
	attribute string
	whole     any
}

// members are those of the resource, or of a nested block.
func (o overlay) members(
	values, unknowns, expressions map[string]any, from func(name string) origin,
) map[string]any {
	out := maps.Clone(values)
	if out == nil {
		out = map[string]any{}
	}
	names := map[string]bool{}
	for name := range unknowns {
		names[name] = true
	}
	for name := range expressions {
		names[name] = true
	}
	for name := range names {
		value, there := out[name]
		mark, expression := unknowns[name], expressions[name]
		// A plan leaves out what it does not know, even where no mark says so.
		if (!there || value == nil && !o.changes) && len(references(expression)) > 0 {
			mark = true
		}
		if value = o.value(value, mark, expression, from(name)); value != nil {
			out[name] = value
		}
	}
	return out
}

// value is one value with its mark and its expression.
func (o overlay) value(v, mark, expression any, from origin) any {
	if mark == true {
		return o.unknown(expression, from)
	}
	nested, blocks := expression.([]any)
	if inner, ok := expression.(map[string]any); ok && !isExpression(inner) { // a single block
		nested, blocks = []any{inner}, true
	}
	marks, _ := mark.([]any)
	members, _ := mark.(map[string]any)
	switch v := v.(type) {
	case []any:
		if blocks || len(marks) > 0 {
			return o.list(v, marks, expression, nested, from)
		}
	case map[string]any:
		if blocks || len(members) > 0 {
			return o.element(v, mark, expression, nested, 0, from)
		}
	case nil:
		switch {
		case len(marks) > 0:
			return o.list(nil, marks, expression, nested, from)
		case len(members) > 0:
			return o.element(nil, mark, expression, nested, 0, from)
		}
	}
	return v
}

func (o overlay) list(v, marks []any, expression any, nested []any, from origin) any {
	out := slices.Clone(v)
	for len(out) < len(marks) {
		out = append(out, nil)
	}
	for i := range out {
		out[i] = o.element(out[i], at(marks, i), expression, nested, i, from)
	}
	return out
}

// element is an element of a list, or a single block. Blocks have expressions of their own; the elements of an
// attribute share that of the attribute.
func (o overlay) element(v, mark, expression any, nested []any, i int, from origin) any {
	own := expression
	if nested != nil {
		own = at(nested, i)
	}
	values, isMap := v.(map[string]any)
	marks, marked := mark.(map[string]any)
	if !isMap && !marked {
		return o.value(v, mark, own, from)
	}
	if nested == nil {
		return o.object(values, marks, expression, from)
	}
	expressions, _ := own.(map[string]any)
	return o.members(values, marks, expressions, func(string) origin { return from })
}

// object is a value of an attribute: its members share the expression, and marks alone say which are not known.
func (o overlay) object(values, marks map[string]any, expression any, from origin) any {
	out := maps.Clone(values)
	if out == nil {
		out = map[string]any{}
	}
	for name, mark := range marks {
		if value := o.value(out[name], mark, expression, from); value != nil {
			out[name] = value
		}
	}
	return out
}

// unknown stands for a value with its expression.
func (o overlay) unknown(expression any, from origin) any {
	all := references(expression)
	members, _ := expression.(map[string]any)
	constant := members["constant_value"]
	if text, ok := constant.(string); ok {
		return o.needs(all, text, from)
	}
	if len(all) > 0 && constant != nil { // a list or a map of templates
		if out := o.templates(all, constant, from); len(Missing(out).Needs) > 0 {
			return out
		}
	}
	if len(all) == 0 {
		return o.needs(references(from.whole), "", from)
	}
	return o.needs(all, "${"+strings.Join(all, "} ${")+"}", from)
}

func (o overlay) templates(all []string, v any, from origin) any {
	return mapped(v, func(leaf any) any {
		text, is := leaf.(string)
		if !is || !isTemplate(text) {
			return leaf
		}
		var own []string
		for _, reference := range all {
			if strings.Contains(text, reference) {
				own = append(own, reference)
			}
		}
		return o.needs(own, text, from)
	})
}

// needs are the references of an attribute that are not known, or the attribute itself where the plan does not tell.
func (o overlay) needs(all []string, text string, from origin) Unknown {
	u := Unknown{Text: text}
	for _, reference := range all {
		i := strings.LastIndexByte(reference, '.')
		if i < 0 || strings.HasPrefix(reference, "var.") {
			continue
		}
		c, changes := o.plan.changes[join(o.resource.Module, reference[:i])]
		if !changes && strings.HasPrefix(reference, "data.") { // read while planning
			continue
		}
		if marks, _ := c.unknown.(map[string]any); changes && marks[reference[i+1:]] != true {
			continue
		}
		u = u.With(unknown(Need{Reference: reference, Why: Planned}))
	}
	if len(u.Needs) == 0 {
		u.Needs = []Need{{Reference: o.resource.Address + "." + from.attribute, Why: Planned}}
	}
	return u
}

func at(list []any, i int) any {
	if i < len(list) {
		return list[i]
	}
	return nil
}

// isExpression tells an attribute's expression from the expressions of a nested block. An empty one has no references.
func isExpression(members map[string]any) bool {
	if len(members) == 0 {
		return true
	}
	_, constant := members["constant_value"]
	list, refers := members["references"].([]any)
	return constant || refers && (len(list) == 0 || isText(list[0]))
}

func isText(v any) bool { _, ok := v.(string); return ok }

// maxReferences of one expression are told: what is looked for in each of them costs time.
const maxReferences = 256

// references are those of an expression or of the expressions of a block, each once. A plan lists a resource after its
// attribute: only the attribute is told.
func references(v any) []string {
	var out []string
	told := map[string]bool{}
	var visit func(v any)
	visit = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for _, name := range check.SortedKeys(v) {
				if name != "references" {
					visit(v[name])
					continue
				}
				list, _ := v[name].([]any)
				for _, element := range list {
					reference, ok := element.(string)
					if !ok || told[reference] || len(out) == maxReferences {
						continue
					}
					out = append(out, reference)
					for i, c := range reference {
						if c == '.' {
							told[reference[:i]] = true
						}
					}
					told[reference] = true
				}
			}
		case []any:
			for _, element := range v {
				visit(element)
			}
		}
	}
	visit(v)
	return out
}

package tfjson

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// Difference is one attribute that a change makes another.
type Difference struct {
	Path          string // such as ingress[0].cidr_blocks; it ends where what is below is sensitive
	Before, After any    // nil where there is none; marked where it is sensitive
	Kind          DifferenceKind

	to *step
}

// step of a path: a name or an index.
type step struct {
	before *step
	to     any
}

// In is the value of attributes where the difference is, or nil.
func (d Difference) In(attributes map[string]any) any {
	var steps []any
	for s := d.to; s != nil; s = s.before {
		steps = append(steps, s.to)
	}
	var v any = attributes
	for _, to := range slices.Backward(steps) {
		switch to := to.(type) {
		case string:
			members, _ := v.(map[string]any)
			v = members[to]
		case int:
			elements, _ := v.([]any)
			v = at(elements, to)
		}
	}
	return v
}

// DifferenceKind says how the two sides differ.
type DifferenceKind int

const (
	Differs   DifferenceKind = iota
	Unknowing                // what it will be is known only after an apply
	Reordered                // a list with the same elements in another order
	Rewritten                // JSON that says the same in other words
	Secret                   // it differs, and is sensitive
)

// Differences are the attributes that a change makes another, by path. JSON in a text is compared by what it says, a
// list by its elements: one that is only added does not make all after it others.
//
// It tells at most a hundred.
func (c Change) Differences() []Difference {
	d := differences{}
	names := map[string]bool{}
	unknown, _ := c.unknown.(map[string]any)
	for _, of := range []map[string]any{c.Before, c.After, unknown} {
		for name := range of {
			names[name] = true
		}
	}
	for _, name := range check.SortedKeys(names) {
		d.to = &step{to: name}
		d.compare(name, c.Before[name], c.After[name], unknown[name], below(c.sensitiveBefore, name),
			below(c.sensitiveAfter, name), 0)
	}
	return d.all
}

const (
	mostDifferences = 100
	mostElements    = 2000 // of a list that is compared by its elements
)

type differences struct {
	all []Difference
	to  *step // where it looks
}

func (d *differences) add(path string, before, after any, kind DifferenceKind) {
	if len(d.all) < mostDifferences {
		d.all = append(d.all, Difference{shortened(path), before, after, kind, d.to})
	}
}

func (d *differences) compare(path string, before, after, unknown, markBefore, markAfter any, depth int) {
	switch {
	case len(d.all) >= mostDifferences:
		return
	case isMarked(unknown):
		d.add(path, before, nil, Unknowing)
		return
	case isMarked(markBefore) || isMarked(markAfter):
		if !equal(Reveal(before), Reveal(after)) {
			d.add(path, before, after, Secret)
		}
		return
	case !anyMarked(unknown) && equal(before, after):
		return
	}
	switch b := before.(type) {
	case map[string]any:
		if a, ok := after.(map[string]any); ok || after == nil {
			d.members(path, b, a, unknown, markBefore, markAfter, depth)
			return
		}
	case []any:
		if a, ok := after.([]any); ok {
			d.list(path, b, a, unknown, markBefore, markAfter, depth)
			return
		}
	case string:
		if a, ok := after.(string); ok && depth < 3 {
			from, to := structured(b), structured(a)
			if from != nil && to != nil {
				if equal(from, to) {
					d.add(path, before, after, Rewritten)
				} else {
					d.compare(path, from, to, nil, nil, nil, depth+1)
				}
				return
			}
		}
	case nil:
		if a, ok := after.(map[string]any); ok {
			d.members(path, nil, a, unknown, markBefore, markAfter, depth)
			return
		}
		if empty(after) && !anyMarked(unknown) {
			return // null and an empty list are the same to Terraform's providers
		}
		if anyMarked(unknown) {
			d.add(path, before, after, Unknowing)
			return
		}
	}
	if after == nil && empty(before) {
		return
	}
	if marks := anyMarked(markBefore) || anyMarked(markAfter); marks {
		d.add(path, before, after, Secret)
		return
	}
	d.add(path, before, after, Differs)
}

func (d *differences) members(path string, before, after map[string]any, unknown, markBefore, markAfter any,
	depth int) {
	names := map[string]bool{}
	marks, _ := unknown.(map[string]any)
	for _, of := range []map[string]any{before, after, marks} {
		for name := range of {
			names[name] = true
		}
	}
	from := d.to
	defer func() { d.to = from }()
	for _, name := range check.SortedKeys(names) {
		d.to = &step{from, name}
		d.compare(path+"."+name, before[name], after[name], marks[name], below(markBefore, name), below(markAfter, name),
			depth)
	}
}

// list compares two lists. Elements that both have are the same, wherever they stand: Terraform writes sets as lists.
func (d *differences) list(path string, before, after []any, unknown, markBefore, markAfter any, depth int) {
	marks, _ := unknown.([]any)
	of := func(tree any, i int) any {
		list, _ := tree.([]any)
		if i < 0 {
			return nil
		}
		return at(list, i)
	}
	if len(before) > mostElements || len(after) > mostElements {
		d.add(path, nil, nil, Differs)
		return
	}
	left := map[string][]int{} // elements of before that have not been found again
	for i, element := range before {
		key := written(element)
		left[key] = append(left[key], i)
	}
	var added []int
	for i, element := range after {
		key := written(element)
		if same := left[key]; len(same) > 0 && !anyMarked(at(marks, i)) {
			left[key] = same[1:]
			continue
		}
		added = append(added, i)
	}
	for i := len(after); i < len(marks); i++ {
		if anyMarked(marks[i]) {
			d.add(path, nil, nil, Unknowing)
			break
		}
	}
	var removed []int
	for _, all := range left {
		removed = append(removed, all...)
	}
	slices.Sort(removed)
	if len(added)+len(removed) == 0 {
		if len(after) >= len(marks) {
			d.add(path, before, after, Reordered)
		}
		return
	}
	from := d.to
	defer func() { d.to = from }()
	for _, pair := range pairUp(before, after, removed, added) {
		var b, a any
		i := max(pair[0], pair[1])
		if pair[0] >= 0 {
			b, i = before[pair[0]], pair[0]
		}
		if pair[1] >= 0 {
			a, i = after[pair[1]], pair[1]
		}
		d.to = &step{from, max(pair[1], 0)}
		if path := element(path, i, b, a); pair[0] < 0 && !anyMarked(at(marks, pair[1])) || pair[1] < 0 {
			d.one(path, b, a, of(markBefore, pair[0]), of(markAfter, pair[1]))
			continue
		}
		d.compare(element(path, i, b, a), b, a, of(unknown, pair[1]), of(markBefore, pair[0]), of(markAfter, pair[1]), depth)
	}
}

// one adds an element that only one side has.
func (d *differences) one(path string, before, after, markBefore, markAfter any) {
	if anyMarked(markBefore) || anyMarked(markAfter) {
		d.add(path, before, after, Secret)
		return
	}
	d.add(path, before, after, Differs)
}

// pairUp puts together what is the same element in another form: one with the same name, else the one that stood there.
func pairUp(before, after []any, removed, added []int) [][2]int {
	var out [][2]int
	byName := map[string]int{}
	for _, i := range removed {
		if name := nameOfElement(before[i]); name != "" {
			byName[name] = i
		}
	}
	var without []int
	used := map[int]bool{}
	for _, i := range added {
		name := nameOfElement(after[i])
		if j, ok := byName[name]; ok && name != "" && !used[j] {
			used[j] = true
			out = append(out, [2]int{j, i})
			continue
		}
		without = append(without, i)
	}
	var rest []int
	for _, i := range removed {
		if !used[i] {
			rest = append(rest, i)
		}
	}
	// What has no name may be the element in another form, or another element: of texts and numbers it is another.
	for len(rest) > 0 && len(without) > 0 &&
		(nameOfElement(before[rest[0]]) == "" || nameOfElement(after[without[0]]) == "") && isObject(before[rest[0]]) &&
		isObject(after[without[0]]) {
		out = append(out, [2]int{rest[0], without[0]})
		rest, without = rest[1:], without[1:]
	}
	for _, i := range rest {
		out = append(out, [2]int{i, -1})
	}
	for _, i := range without {
		out = append(out, [2]int{-1, i})
	}
	return out
}

func isObject(v any) bool { _, ok := v.(map[string]any); return ok }

// nameOfElement is what tells an element of a list from the others.
func nameOfElement(v any) string {
	members, _ := v.(map[string]any)
	for _, name := range []string{"name", "Name", "Sid", "sid", "key", "id", "containerName", "sourceVolume"} {
		if text, _ := members[name].(string); text != "" {
			return text
		}
	}
	return ""
}

// element is the path of an element: by its name, where it has one.
func element(path string, i int, values ...any) string {
	for _, v := range values {
		if name := nameOfElement(v); name != "" && len(name) < 100 {
			return path + "[" + strconv.Quote(name) + "]"
		}
	}
	for _, v := range values {
		if _, isText := v.(string); isText {
			return path
		}
	}
	return path + "[" + strconv.Itoa(i) + "]"
}

// written is a value as text, for comparing. Numbers are what they are, however they are written.
func written(v any) string {
	text, err := json.Marshal(normal(Reveal(v)))
	if err != nil {
		return ""
	}
	return string(text)
}

// normal has numbers in one form: 1.0 and 1 are the same.
func normal(v any) any {
	return mapped(v, func(leaf any) any {
		if number, is := leaf.(json.Number); is {
			if f, err := strconv.ParseFloat(string(number), 64); err == nil && f < 1e15 && f > -1e15 {
				return f
			}
		}
		return leaf
	})
}

func equal(a, b any) bool {
	switch a := a.(type) {
	case string:
		b, ok := b.(string)
		return ok && a == b
	case bool:
		b, ok := b.(bool)
		return ok && a == b
	case nil:
		return b == nil
	}
	return reflect.DeepEqual(a, b) || written(a) == written(b)
}

func empty(v any) bool {
	switch v := v.(type) {
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	case string:
		return v == ""
	}
	return v == nil
}

// structured is the JSON object or list in a text, or nil.
func structured(text string) any {
	if start := strings.TrimSpace(text); !strings.HasPrefix(start, "{") && !strings.HasPrefix(start, "[") {
		return nil
	}
	v, err := Decode([]byte(text))
	if err != nil {
		return nil
	}
	return v
}

package everyprop

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

// limited is a place of a type of props, and what is tried there.
type limited struct {
	t *testing.T
	judge
	place
	settle func(props any) // the neighbours
	tried  *int
}

// refusal is a mistake at the place, if a value there is refused; one of form where there is one.
func (l limited) refusal(value any) (found *rules.Mistake) {
	*l.tried++
	props := reflect.New(l.judge.of)
	l.settle(props.Interface())
	l.set(props.Elem(), reflect.ValueOf(value).Convert(l.place.of))
	var mistakes rules.Mistakes
	errors.As(l.validate(props.Interface()), &mistakes)
	for _, m := range mistakes {
		if m.Path == l.path && (found == nil || slices.Contains(ofForm, m.Rule)) {
			found = &m
		}
	}
	return found
}

// ofForm are the rules that say what a value may be by itself, whatever stands beside it.
var ofForm = []string{rules.Range.ID, rules.OneOf.ID, rules.Invalid.ID, rules.Tags.ID, "fargate-task-size",
	"logs-custom-identifier", "logs-filter-pattern"}

// formal is the mistake of a rule of form at the place, if a value there is refused.
func (l *limited) formal(value any) *rules.Mistake {
	for _, settle := range neighbours {
		l.settle = settle
		if m := l.refusal(value); m != nil && slices.Contains(ofForm, m.Rule) {
			return m
		}
		if !ofWorker.MatchString(l.judge.of.String() + " " + l.path) {
			return nil
		}
	}
	return nil
}

// boundary tries a value that may stand at the place, or may not.
func (l limited) boundary(told string, value any, what string, may bool) {
	l.t.Helper()
	m := l.refusal(value)
	if may && m != nil {
		l.settle = neighbours[len(neighbours)-1] // what a service adds may count as well
		m = l.refusal(value)
	}
	switch {
	case may && m != nil && slices.Contains(ofForm, m.Rule):
		l.t.Errorf("%s, %s: it says %q, but refuses %s: %s", l.judge.of, l.path, told, what, m)
	case !may && m == nil:
		l.t.Errorf("%s, %s: it says %q, but takes %s", l.judge.of, l.path, told, what)
	}
}

// TestEveryBoundaryIsAsTold asks each place in props what it takes, by a value beyond all bounds, and holds the answer
// against the values at the bounds and beside them.
func TestEveryBoundaryIsAsTold(t *testing.T) {
	bounded, tried := 0, 0
	for _, j := range slices.Concat(judges, limitedOnly) {
		for _, p := range places(j.of, nil) {
			l := limited{t: t, judge: j, place: p, tried: &tried}
			found := false
			switch kind := p.of.Kind(); {
			case kind == reflect.Float64 || kind == reflect.Int:
				found = l.number()
			case kind == reflect.String && !p.key:
				found = l.text()
			case kind == reflect.Slice || kind == reflect.Map:
				found = l.list()
			}
			if found {
				bounded++
			}
		}
	}
	t.Logf("%d bounded fields, %d values", bounded, tried)
	figure.Say(t, "boundaries", bounded)
}

func (l limited) number() bool {
	l.t.Helper()
	if unbounded(l.judge.of.String() + " " + l.path) {
		return false
	}
	m := l.formal(1e14)
	if m == nil {
		m = l.formal(-1e14)
	}
	if m == nil {
		l.t.Errorf("%s, %s: any number passes", l.judge.of, l.path)
		return false
	}
	b, ok := boundsOf(m.Want)
	if !ok {
		l.t.Errorf("%s, %s: %q says no range", l.judge.of, l.path, m.Want)
		return false
	}
	b.whole = b.whole || l.place.of.Kind() == reflect.Int
	for n, may := range b.cases() {
		if !l.zero && n == 0 || l.place.of.Kind() == reflect.Int && n != math.Trunc(n) {
			continue // nothing is stated, or it cannot be
		}
		l.boundary(m.Want, n, strconv.FormatFloat(n, 'f', -1, 64), may)
	}
	return true
}

// fillers are texts of any length: of letters, a path, and a name of DNS.
var fillers = []func(n int) string{
	func(n int) string { return strings.Repeat("a", n) },
	func(n int) string { return "/" + strings.Repeat("a", n-1) },
	func(n int) string {
		text := []byte(strings.Repeat("a", n))
		for i := 50; i < n-1; i += 50 {
			text[i] = '.'
		}
		return string(text)
	},
}

func (l limited) text() bool {
	l.t.Helper()
	for i, filler := range fillers {
		short := filler([]int{5, 5, 55}[i])
		if l.settle = neighbours[0]; l.refusal(short) != nil {
			continue
		}
		m := l.formal(filler(1100))
		if m == nil || l.refusal(short) != nil {
			continue
		}
		least, most, ok := lengthsOf(m.Want)
		if !ok {
			l.t.Errorf("%s, %s: %q does not say how long it may be", l.judge.of, l.path, m.Want)
			return false
		}
		if l.refusal(filler(most)) != nil {
			continue // the next filler may fit
		}
		l.boundary(m.Want, filler(most+1), fmt.Sprintf("%d characters", most+1), false)
		if least > 1 {
			l.boundary(m.Want, filler(least), fmt.Sprintf("%d characters", least), true)
			l.boundary(m.Want, filler(least-1), fmt.Sprintf("%d characters", least-1), false)
		}
		return true
	}
	return false
}

// many is a list, or a map, of n different elements.
func (l limited) many(n int) any {
	if l.place.of.Kind() == reflect.Map {
		m := reflect.MakeMap(l.place.of)
		if l.place.of == reflect.TypeFor[map[string]string]() && n > 0 {
			n-- // a service adds this tag where it is not stated
			m.SetMapIndex(reflect.ValueOf("Service"), reflect.ValueOf("a"))
		}
		for i := range n {
			m.SetMapIndex(element(l.place.of.Key(), i), element(l.place.of.Elem(), i))
		}
		return m.Interface()
	}
	list := reflect.MakeSlice(l.place.of, 0, n)
	for i := range n {
		list = reflect.Append(list, element(l.place.of.Elem(), i))
	}
	return list.Interface()
}

func element(t reflect.Type, i int) reflect.Value {
	switch t.Kind() {
	case reflect.Pointer:
		out := reflect.New(t.Elem())
		out.Elem().Set(element(t.Elem(), i))
		return out
	case reflect.String:
		return reflect.ValueOf(fmt.Sprintf("a%05d", i)).Convert(t)
	case reflect.Float64:
		return reflect.ValueOf(float64(i + 1)).Convert(t)
	}
	return reflect.New(t).Elem()
}

func (l limited) list() bool {
	l.t.Helper()
	m := l.formal(l.many(70))
	if m == nil {
		return false
	}
	texts := countOf.FindStringSubmatch(m.Want)
	if texts == nil {
		return false
	}
	most, _ := strconv.Atoi(texts[1])
	l.boundary(m.Want, l.many(most), fmt.Sprintf("%d elements", most), true)
	l.boundary(m.Want, l.many(most+1), fmt.Sprintf("%d elements", most+1), false)
	return true
}

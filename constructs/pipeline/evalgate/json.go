package evalgate

import (
	"fmt"
	"hash/maphash"
	"math"
	"strconv"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// document reads one JSON object member by member and keeps only what the members' functions keep. It refuses what a
// JSON decoder accepts and what only damage explains: a member that is there twice, and anything after the object.
// null is the same as a member that is absent.
type document struct{ *scanner }

// members are the functions that read a member's value, by name. Members without one are skipped.
type members map[string]func() error

func (m members) of(name string) func() error { return m[name] }

// nothing checks that the text ends.
func (d document) nothing() error {
	_, there, err := d.following()
	if err == nil && there {
		err = d.errorf("got a second JSON value after the first, want one; was a file appended to another?")
	}
	return err
}

// value reads an object, or null.
func (d document) value(of func(name string) func() error) error {
	opened, err := d.open('{', "an object")
	if err != nil || !opened {
		return err
	}
	return d.rest(of)
}

// object reads one with the functions of its members.
func (d document) object(m members) error { return d.value(m.of) }

// rest reads an object after its opening brace.
func (d document) rest(of func(name string) func() error) error {
	var seen names
	return d.inside('}', func() error {
		name, err := d.name()
		if err != nil {
			return err
		}
		switch {
		case seen.add(name):
			return d.errorf("got the member %s twice in one object, want it once; the file is damaged", check.Quote(name))
		case seen.len() > maxMembers:
			return d.errorf("got an object of more than %d members, want fewer; is it the right file?", maxMembers)
		}
		if err := d.part(); err != nil {
			return err
		}
		value := of(name)
		if value == nil {
			value = d.skip
		}
		return value()
	})
}

// each reads a list with the function that reads an element.
func (d document) each(element func() error) func() error {
	return func() error {
		opened, err := d.open('[', "a list")
		if err != nil || !opened {
			return err
		}
		return d.inside(']', element)
	}
}

// either reads an object or a list.
func (d document) either(m members, element func() error) error {
	switch first, err := d.first(); {
	case err != nil:
		return err
	case first == '{':
		return d.object(m)
	case first == '[':
		return d.each(element)()
	case first == 'n':
		return d.skip()
	}
	return d.unwanted("an object or a list")
}

// open reads the start of a value; false means that the value is null.
func (d document) open(bracket byte, want string) (bool, error) {
	switch first, err := d.first(); {
	case err != nil:
		return false, err
	case first == 'n':
		return false, d.skip()
	case first != bracket:
		return false, d.unwanted(want)
	}
	d.next++
	return true, nil
}

// unwanted is the error of a value of another kind.
func (d document) unwanted(want string) error {
	got, err := d.describe()
	if err != nil {
		return err
	}
	return d.errorf("got %s, want %s", got, want)
}

// scalar reads a text, number, true, false or null; anything else is not what is wanted.
func (d document) scalar(want string) (any, error) {
	first, err := d.first()
	if err != nil {
		return nil, err
	}
	if first == '{' || first == '[' {
		return nil, d.unwanted(want)
	}
	return d.literal()
}

// present tells whether a value says anything: null, false and an empty text do not.
func (d document) present(is *bool) error {
	first, err := d.first()
	if err != nil {
		return err
	}
	if first == '{' || first == '[' {
		*is = true
		return d.skip()
	}
	value, err := d.literal()
	*is = value != nil && value != false && value != ""
	return err
}

// says tells whether a value says anything: beside what is not present, an empty list or object, and 0, do not.
func (d document) says(is *bool) error {
	first, err := d.first()
	anything := func() error { *is = true; return d.skip() }
	switch {
	case err != nil:
		return err
	case first == '[':
		return d.each(anything)()
	case first == '{':
		return d.value(func(string) func() error { return anything })
	}
	value, err := d.literal()
	*is = *is || value != nil && value != false && value != "" && value != number("0")
	return err
}

// cases reads a number of cases.
func (d document) cases(n **int) func() error {
	return func() error {
		const want = "a number of cases"
		token, err := d.scalar(want)
		if err != nil || token == nil {
			return err
		}
		literal, _ := token.(number)
		value, err := strconv.ParseFloat(string(literal), 64) // some writers have no whole numbers: 60.0
		if err != nil || !(value >= 0 && value <= mostCases) || value != math.Trunc(value) {
			return d.errorf("got %s, want %s", shown(token), want)
		}
		whole := int(value)
		*n = &whole
		return nil
	}
}

// score hands the value of a metric to set: NaN for one that was not computed, which evaluators write as null, "None",
// "n/a" or NaN.
func (d document) score(set func(float64) error) func() error {
	return func() error {
		token, err := d.scalar("a number")
		if err != nil {
			return err
		}
		value := math.NaN()
		if literal, ok := token.(number); ok {
			value, _ = strconv.ParseFloat(string(literal), 64) // infinite where it is too large
		}
		return d.placed(set(value))
	}
}

// placed puts an error where the document is.
func (d document) placed(err error) error {
	if err == nil {
		return nil
	}
	return d.at(err)
}

// scores reads an object of them.
func (d document) scores(set func(name string, value float64) error) func() error {
	return func() error {
		return d.value(func(name string) func() error {
			return d.score(func(value float64) error { return set(name, value) })
		})
	}
}

// text reads a string.
func (d document) text(s *string) func() error {
	return func() error {
		token, err := d.scalar("a text")
		if err != nil || token == nil {
			return err
		}
		value, ok := token.(string)
		if !ok {
			return d.errorf("got %s, want a text", shown(token))
		}
		*s = value
		return nil
	}
}

// label reads a string that only names something; anything else is none.
func (d document) label(s *string) func() error {
	return func() error {
		first, err := d.first()
		switch {
		case err != nil:
			return err
		case first != '"':
			return d.skip()
		}
		*s, err = d.beginning()
		return err
	}
}

// identifies reads a value that tells a case from others into a hash, and keeps the beginning of a string.
func (d document) identifies(s *string, h *maphash.Hash) func() error {
	return func() error {
		first, err := d.first()
		switch {
		case err != nil:
			return err
		case first != '"':
			return d.sum(h)
		}
		*s, err = d.beginning(h)
		_ = h.WriteByte(0)
		return err
	}
}

// flag reads true or false.
func (d document) flag(is **bool) func() error {
	return func() error {
		token, err := d.scalar("true or false")
		if err != nil || token == nil {
			return err
		}
		value, ok := token.(bool)
		if !ok {
			return d.errorf("got %s, want true or false", shown(token))
		}
		*is = &value
		return nil
	}
}

func shown(token any) string {
	switch v := token.(type) {
	case string:
		return check.Quote(v)
	case nil:
		return "null"
	default:
		return fmt.Sprint(v)
	}
}

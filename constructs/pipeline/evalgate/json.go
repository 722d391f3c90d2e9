package evalgate

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// document reads one JSON object member by member and keeps only what the members' functions keep. It refuses what
// encoding/json accepts and what only damage explains: a member that is there twice, and anything after the object.
// null is the same as a member that is absent.
type document struct {
	decoder *json.Decoder
	lines   *lines
}

func newDocument(text io.Reader) *document {
	d := &document{lines: &lines{text: text}}
	d.decoder = json.NewDecoder(d.lines)
	d.decoder.UseNumber()
	d.lines.used = d.decoder.InputOffset
	return d
}

// members are the functions that read a member's value, by name. Members without one are skipped.
type members map[string]func() error

func (m members) of(name string) func() error { return m[name] }

// only reads the whole text, an object with nothing after it.
func (d *document) only(of func(name string) func() error) error {
	if opened, err := d.open('{', "an object"); err != nil || !opened {
		return err
	}
	if err := d.rest(of); err != nil {
		return err
	}
	switch _, err := d.decoder.Token(); {
	case err == nil:
		return d.errorf("got a second JSON value after the first, want one; was a file appended to another?")
	case !errors.Is(err, io.EOF):
		return d.lines.at(err)
	}
	return nil
}

// object reads one with the functions of its members.
func (d *document) object(m members) error {
	opened, err := d.open('{', "an object")
	if err != nil || !opened {
		return err
	}
	return d.rest(m.of)
}

// rest reads an object after its opening brace.
func (d *document) rest(of func(name string) func() error) error {
	seen := map[string]bool{}
	for d.decoder.More() {
		token, err := d.token()
		if err != nil {
			return err
		}
		name, _ := token.(string) // the decoder accepts no other token here
		if seen[name] {
			return d.errorf("got the member %s twice in one object, want it once; the file is damaged", check.Quote(name))
		}
		seen[name] = true
		value := of(name)
		if value == nil {
			value = d.skip
		}
		if err := value(); err != nil {
			return err
		}
	}
	_, err := d.token()
	return err
}

// each reads a list with the function that reads an element.
func (d *document) each(element func() error) func() error {
	return func() error {
		opened, err := d.open('[', "a list")
		if err != nil || !opened {
			return err
		}
		return d.elements(element)
	}
}

// elements reads a list after its opening bracket.
func (d *document) elements(element func() error) error {
	for d.decoder.More() {
		if err := element(); err != nil {
			return err
		}
	}
	_, err := d.token()
	return err
}

// either reads an object or a list.
func (d *document) either(m members, element func() error) error {
	switch token, err := d.token(); {
	case err != nil || token == nil:
		return err
	case token == json.Delim('{'):
		return d.rest(m.of)
	case token == json.Delim('['):
		return d.elements(element)
	default:
		return d.errorf("got %s, want an object or a list", shown(token))
	}
}

// open reads the start of a value; false means that the value is null.
func (d *document) open(delimiter json.Delim, want string) (bool, error) {
	token, err := d.token()
	switch {
	case err != nil:
		return false, err
	case token == nil:
		return false, nil
	case token != delimiter:
		return false, d.errorf("got %s, want %s", shown(token), want)
	}
	return true, nil
}

// skip reads a value and forgets it.
func (d *document) skip() error { return d.present(new(bool)) }

// present tells whether a value is not null.
func (d *document) present(is *bool) error {
	token, err := d.token()
	*is = token != nil
	for depth := nesting(token); err == nil && depth > 0; depth += nesting(token) {
		token, err = d.token()
	}
	return err
}

func nesting(token json.Token) int {
	switch token {
	case json.Delim('{'), json.Delim('['):
		return 1
	case json.Delim('}'), json.Delim(']'):
		return -1
	}
	return 0
}

// cases reads a number of cases.
func (d *document) cases(n **int) func() error {
	return func() error {
		token, err := d.token()
		if err != nil || token == nil {
			return err
		}
		number, _ := token.(json.Number)
		value, err := strconv.Atoi(string(number))
		if err != nil || value < 0 || value > mostCases {
			return d.errorf("got %s, want a number of cases", shown(token))
		}
		*n = &value
		return nil
	}
}

// number hands a number to set.
func (d *document) number(set func(float64)) func() error {
	return func() error {
		token, err := d.token()
		if err != nil || token == nil {
			return err
		}
		number, _ := token.(json.Number)
		value, err := number.Float64()
		if err != nil || math.IsInf(value, 0) {
			return d.errorf("got %s, want a number", shown(token))
		}
		set(value)
		return nil
	}
}

// numbers reads an object of numbers.
func (d *document) numbers(set func(name string, value float64)) func() error {
	return func() error {
		opened, err := d.open('{', "an object")
		if err != nil || !opened {
			return err
		}
		return d.rest(func(name string) func() error {
			return d.number(func(value float64) { set(name, value) })
		})
	}
}

// text reads a string.
func (d *document) text(s *string) func() error {
	return func() error {
		token, err := d.token()
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

// flag reads true or false.
func (d *document) flag(is **bool) func() error {
	return func() error {
		token, err := d.token()
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

// token is the next one; a text that ends before its object does is an error.
func (d *document) token() (json.Token, error) {
	token, err := d.decoder.Token()
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, d.lines.at(errTruncated)
	case err != nil:
		return nil, d.lines.at(err)
	}
	return token, nil
}

func (d *document) errorf(format string, values ...any) error {
	return d.lines.at(fmt.Errorf(format, values...))
}

func shown(token json.Token) string {
	switch v := token.(type) {
	case json.Delim:
		if v == '{' {
			return "an object"
		}
		return "a list"
	case string:
		return check.Quote(v)
	case nil:
		return "null"
	default:
		return fmt.Sprint(v)
	}
}

package evalgate

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// scanner reads JSON value by value. It checks all of it and keeps none of what is skipped, so that the prompts and
// answers in a file cost no memory. Unlike JSON it has NaN and Infinity, which Python writes.
type scanner struct {
	*source
	depth  int // of the objects and lists around
	letter [utf8.UTFMax]byte
}

// number is a number as it is written.
type number string

// notANumber is NaN, or an infinite one.
type notANumber string

// following is the first byte after white space, which stays to be read; false at the end of the text.
func (s *scanner) following() (byte, bool, error) {
	for s.more() {
		for _, c := range s.buffer[s.next:s.end] {
			if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
				return c, true, nil
			}
			s.next++
		}
	}
	if err := s.ended(); !isTruncated(err) {
		return 0, false, err
	}
	return 0, false, nil
}

// first is the first byte of the value that follows.
func (s *scanner) first() (byte, error) {
	c, there, err := s.following()
	if err == nil && !there {
		err = s.ended()
	}
	return c, err
}

// take reads a byte.
func (s *scanner) take() (byte, error) {
	if !s.more() {
		return 0, s.ended()
	}
	s.next++
	return s.buffer[s.next-1], nil
}

// inside reads what is between brackets, the first of which was read.
func (s *scanner) inside(closing byte, element func() error) error {
	if s.depth++; s.depth > maxDepth {
		return s.errorf("got JSON that is nested deeper than %d objects and lists, want less; is it the right file?",
			maxDepth)
	}
	c, err := s.first()
	if err != nil {
		return err
	}
	for empty := c == closing; !empty; {
		if err := element(); err != nil {
			return err
		}
		if c, err = s.first(); err != nil {
			return err
		}
		if c == closing {
			break
		}
		if s.next++; c != ',' {
			return s.errorf("got %s, want a comma or %s", quoted(c), quoted(closing))
		}
	}
	s.next++
	s.depth--
	return nil
}

// name reads that of a member, and the colon.
func (s *scanner) name() (string, error) {
	c, err := s.first()
	if err != nil {
		return "", err
	}
	if c != '"' {
		s.next++
		return "", s.errorf("got %s, want the name of a member in quotes", quoted(c))
	}
	name, err := s.kept()
	if err != nil {
		return "", err
	}
	return name, s.colon()
}

func (s *scanner) colon() error {
	c, err := s.first()
	if err != nil {
		return err
	}
	if s.next++; c != ':' {
		return s.errorf("got %s, want a colon", quoted(c))
	}
	return nil
}

// skip reads a value and forgets it.
func (s *scanner) skip() error {
	c, err := s.first()
	if err != nil {
		return err
	}
	switch c {
	case '"':
		return s.quoted(func([]byte) {})
	case '[':
		s.next++
		return s.inside(']', s.skip)
	case '{':
		s.next++
		return s.inside('}', s.skipMember)
	}
	_, err = s.literal()
	return err
}

// sum adds a value to a hash and forgets it.
func (s *scanner) sum(h *maphash.Hash) error {
	c, err := s.first()
	if err != nil {
		return err
	}
	part := func(text []byte) { _, _ = h.Write(text) }
	_ = h.WriteByte(c)
	switch c {
	case '"':
		return s.quoted(part)
	case '[':
		s.next++
		return s.inside(']', func() error { return s.sum(h) })
	case '{':
		s.next++
		return s.inside('}', func() error { return s.member(part, func() error { return s.sum(h) }) })
	}
	word, err := s.literal()
	part(fmt.Append(nil, word))
	return err
}

func (s *scanner) skipMember() error { return s.member(func([]byte) {}, s.skip) }

// member hands out the parts of a name and reads the value.
func (s *scanner) member(part func([]byte), value func() error) error {
	c, err := s.first()
	if err != nil {
		return err
	}
	if c != '"' {
		s.next++
		return s.errorf("got %s, want the name of a member in quotes", quoted(c))
	}
	if err := s.quoted(part); err != nil {
		return err
	}
	if err := s.colon(); err != nil {
		return err
	}
	return value()
}

// literal reads a text, a number, true, false or null.
func (s *scanner) literal() (any, error) {
	c, err := s.first()
	if err != nil {
		return nil, err
	}
	if c == '"' {
		return s.kept()
	}
	var word []byte
	for s.more() && isWord(s.buffer[s.next]) {
		if len(word) > maxText {
			return nil, s.errorf("got a number of more than %d digits, want less; is it the right file?", maxText)
		}
		word = append(word, s.buffer[s.next])
		s.next++
	}
	if s.depth > 0 && !s.more() {
		return nil, s.ended()
	}
	switch text := string(word); text {
	case "null":
		return nil, nil
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "NaN", "Infinity", "-Infinity":
		return notANumber(text), nil
	default:
		if isNumber(text) {
			return number(text), nil
		}
		if text == "" {
			s.next++
			return nil, s.errorf("got %s, want a value", quoted(c))
		}
		return nil, s.errorf("got %s, want a value", check.Quote(text[:min(len(text), 40)]))
	}
}

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '+' || c == '.'
}

// isNumber tells whether a text is a number of JSON.
func isNumber(text string) bool {
	digits := func() bool {
		n := 0
		for n < len(text) && '0' <= text[n] && text[n] <= '9' {
			n++
		}
		text = text[n:]
		return n > 0
	}
	cut := func(set string) bool {
		if text == "" || !bytes.ContainsAny([]byte(text[:1]), set) {
			return false
		}
		text = text[1:]
		return true
	}
	cut("-")
	if !cut("0") && !digits() {
		return false
	}
	if cut(".") && !digits() {
		return false
	}
	if cut("eE") {
		cut("+-")
		return digits() && text == ""
	}
	return text == ""
}

// kept reads a text that is of interest.
func (s *scanner) kept() (string, error) {
	var text []byte
	long := false
	err := s.quoted(func(part []byte) {
		long = long || len(text)+len(part) > maxText
		if !long {
			text = append(text, part...)
		}
	})
	if err == nil && long {
		err = s.errorf("got a text of more than %d bytes where a name, a number or a word stands, want a shorter one",
			maxText)
	}
	return valid(text), err
}

// valid is a text as UTF-8.
func valid(text []byte) string {
	if utf8.Valid(text) {
		return string(text)
	}
	return string(bytes.ToValidUTF8(text, []byte("\ufffd")))
}

// beginning reads a text and keeps what of it fits a message.
func (s *scanner) beginning() (string, error) {
	const most = 120
	var text []byte
	err := s.quoted(func(part []byte) { text = append(text, part[:min(len(part), most-len(text))]...) })
	return valid(text), err
}

// quoted reads a text and hands out its parts.
func (s *scanner) quoted(part func([]byte)) error {
	s.next++ // the quote
	for {
		if !s.more() {
			return s.ended()
		}
		rest := s.buffer[s.next:s.end]
		n := 0
		for n < len(rest) && rest[n] != '"' && rest[n] != '\\' && rest[n] >= ' ' {
			n++
		}
		part(rest[:n])
		if s.next += n; n == len(rest) {
			continue
		}
		s.next++
		switch rest[n] {
		case '"':
			return nil
		case '\\':
			r, err := s.escaped()
			if err != nil {
				return err
			}
			part(utf8.AppendRune(s.letter[:0], r))
		default:
			return s.errorf("got the control character %s in a text, want it escaped", quoted(rest[n]))
		}
	}
}

var escapes = map[byte]rune{
	'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t',
}

// escaped reads what follows a backslash.
func (s *scanner) escaped() (rune, error) {
	c, err := s.take()
	if err != nil {
		return 0, err
	}
	if c == 'u' {
		return s.unicode()
	}
	r, ok := escapes[c]
	if !ok {
		return 0, s.errorf("got \\%c in a text, want an escape of JSON", c)
	}
	return r, nil
}

// unicode reads the four digits of \u, and those of a second one where the first is half of a character.
func (s *scanner) unicode() (rune, error) {
	r, err := s.hex()
	if err != nil || !utf16.IsSurrogate(r) {
		return r, err
	}
	if next := s.head(2); string(next) != `\u` {
		return utf8.RuneError, nil
	}
	s.next += 2
	second, err := s.hex()
	return utf16.DecodeRune(r, second), err
}

func (s *scanner) hex() (r rune, err error) {
	for range 4 {
		c, err := s.take()
		if err != nil {
			return 0, err
		}
		digit := strings.IndexByte("0123456789abcdef", c|' ')
		if digit < 0 {
			return 0, s.errorf("got %s in \\u of a text, want four hexadecimal digits", quoted(c))
		}
		r = r<<4 | rune(digit)
	}
	return r, nil
}

// describe reads the start of a value and says what it is.
func (s *scanner) describe() (string, error) {
	switch c, err := s.first(); {
	case err != nil:
		return "", err
	case c == '{':
		s.next++
		return "an object", nil
	case c == '[':
		s.next++
		return "a list", nil
	case c == '"':
		text, err := s.beginning()
		return check.Quote(text), err
	}
	value, err := s.literal()
	return shown(value), err
}

func quoted(c byte) string { return strconv.QuoteRune(rune(c)) }

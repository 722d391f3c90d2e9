package evalgate

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// markup reads XML tag by tag. It keeps names and attributes, not what tests printed. A document type and entities of
// one's own are refused: no evaluator writes them, and they make much of little.
type markup struct {
	*source
	visit  func(tag) error
	text   func(part []byte) // what stands between tags
	open   []string          // names of the elements around, as they are written
	letter [utf8.UTFMax]byte
	latin  bool // the text says that it is in Latin-1 or a code page like it
	done   bool // whether the root element has ended
}

// tag is the beginning of an element, its end, or both.
type tag struct {
	name         string // without the namespace
	attributes   []attribute
	begins, ends bool
}

type attribute struct{ name, value string }

// read hands every tag to visit.
func (x *markup) read() error {
	for x.more() {
		var err error
		switch c := x.buffer[x.next]; {
		case c == '<':
			x.next++
			err = x.tag()
		case len(x.open) == 0 && !isSpace(c):
			err = x.outside()
		case c == '&':
			x.next++
			var r rune
			r, err = x.entity()
			x.text(utf8.AppendRune(x.letter[:0], r))
		default:
			rest := x.buffer[x.next:x.end]
			n := bytes.IndexByte(rest, '<')
			if n < 0 {
				n = len(rest)
			}
			if entity := bytes.IndexByte(rest[:n], '&'); entity >= 0 {
				n = entity
			}
			if len(x.open) == 0 {
				n = 1
			}
			x.text(rest[:n])
			x.next += n
		}
		if err != nil {
			return err
		}
	}
	if err := x.ended(); !x.done || !isTruncated(err) {
		return err
	}
	return nil
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func (x *markup) outside() error {
	x.next++
	if x.done {
		return x.errorf("got text after the root element, want the end of the file")
	}
	return x.errorf("got text before the root element, want JUnit XML")
}

// tag reads what follows an opening angle bracket.
func (x *markup) tag() error {
	if !x.more() {
		return x.ended()
	}
	switch x.buffer[x.next] {
	case '?':
		return x.instruction()
	case '!':
		x.next++
		return x.declaration()
	case '/':
		x.next++
		return x.endTag()
	}
	return x.startTag()
}

var encoding = regexp.MustCompile(`^\?xml\s[^?>]*\bencoding\s*=\s*["']([^"']*)["']`)

// instruction passes one. An encoding in which other bytes than those of ASCII are brackets would hide elements.
func (x *markup) instruction() error {
	if said := encoding.FindSubmatch(x.head(256)); said != nil {
		switch name := strings.ToLower(string(said[1])); {
		case name == "utf-8", name == "utf8", name == "us-ascii", name == "ascii":
		case strings.HasPrefix(name, "iso-8859-"), strings.HasPrefix(name, "windows-125"), name == "latin1":
			x.latin = true
		default:
			return x.errorf("got the encoding %s, want UTF-8", check.Quote(string(said[1])))
		}
	}
	return x.until("?>", func([]byte) {})
}

func (x *markup) declaration() error {
	switch head := string(x.head(7)); {
	case strings.HasPrefix(head, "--"):
		x.next += len("--")
		return x.until("-->", func([]byte) {})
	case head == "[CDATA[" && len(x.open) > 0:
		x.next += len(head)
		return x.until("]]>", x.text)
	case len(head) < 7:
		x.next = x.end
		return x.ended()
	}
	return x.errorf("got a document type or another declaration, want JUnit XML, which has none")
}

// until hands out everything to a marker, whose bytes before the last are all the same.
func (x *markup) until(marker string, part func([]byte)) error {
	first, last := marker[0], len(marker)-1
	for matched := 0; x.more(); {
		if matched == 0 {
			n := bytes.IndexByte(x.buffer[x.next:x.end], first)
			if n < 0 {
				part(x.buffer[x.next:x.end])
				x.next = x.end
				continue
			}
			part(x.buffer[x.next : x.next+n])
			x.next += n
		}
		c := x.buffer[x.next]
		x.next++
		switch {
		case matched == last && c == marker[last]:
			return nil
		case c != first:
			matched = 0
		case matched < last:
			matched++
		}
	}
	return x.ended()
}

func (x *markup) startTag() error {
	name, err := x.word()
	if err != nil {
		return err
	}
	if err := x.part(); err != nil {
		return err
	}
	t := tag{name: local(name), begins: true}
	var given names
	for {
		c, err := x.afterSpace()
		if err != nil {
			return err
		}
		if c == '>' || c == '/' {
			x.next++
			t.ends = c == '/'
			break
		}
		a, err := x.attribute()
		if err != nil {
			return err
		}
		switch {
		case len(t.attributes) == maxMembers:
			return x.errorf("got an element of more than %d attributes, want fewer; is it the right file?", maxMembers)
		case given.add(a.name):
			return x.errorf("got the attribute %s twice in one element, want it once; the file is damaged",
				check.Quote(a.name))
		}
		if err := x.part(); err != nil {
			return err
		}
		t.attributes = append(t.attributes, a)
	}
	if t.ends {
		if err := x.expect('>'); err != nil {
			return err
		}
	}
	switch {
	case x.done:
		return x.errorf("got a second root element <%s>, want one; was a file appended to another?", t.name)
	case len(x.open) == maxDepth:
		return x.errorf("got XML that is nested deeper than %d elements, want less; is it the right file?", maxDepth)
	}
	if !t.ends {
		x.open = append(x.open, name)
	} else if len(x.open) == 0 {
		x.done = true
	}
	return x.visited(t)
}

func (x *markup) endTag() error {
	name, err := x.word()
	if err != nil {
		return err
	}
	if _, err := x.afterSpace(); err != nil {
		return err
	}
	if err := x.expect('>'); err != nil {
		return err
	}
	last := len(x.open) - 1
	if last < 0 || x.open[last] != name {
		return x.errorf("got </%s>, want the end of the element before it; the file is damaged", name)
	}
	x.open = x.open[:last]
	x.done = last == 0
	return x.visited(tag{name: local(name), ends: true})
}

func (x *markup) visited(t tag) error {
	if err := x.visit(t); err != nil {
		return x.at(err)
	}
	return nil
}

// word reads a name.
func (x *markup) word() (string, error) {
	var word []byte
	for x.more() {
		c := x.buffer[x.next]
		if isSpace(c) || strings.IndexByte("<>/='\"&", c) >= 0 {
			break
		}
		if len(word) == maxText {
			return "", x.errorf("got a name of more than %d bytes, want a shorter one", maxText)
		}
		word = append(word, c)
		x.next++
	}
	switch {
	case !x.more():
		return "", x.ended()
	case len(word) == 0 || !utf8.Valid(word):
		x.next++
		return "", x.errorf("got no name in a tag, want one; the file is damaged")
	}
	return string(word), nil
}

// local is a name without its namespace.
func local(name string) string { return name[strings.LastIndexByte(name, ':')+1:] }

// afterSpace is the first byte after white space, which stays to be read.
func (x *markup) afterSpace() (byte, error) {
	for x.more() {
		if c := x.buffer[x.next]; !isSpace(c) {
			return c, nil
		}
		x.next++
	}
	return 0, x.ended()
}

func (x *markup) expect(want byte) error {
	if !x.more() {
		return x.ended()
	}
	x.next++
	if got := x.buffer[x.next-1]; got != want {
		return x.errorf("got %s in a tag, want %s", quoted(got), quoted(want))
	}
	return nil
}

// attribute reads a name and a value, of which it keeps the beginning.
func (x *markup) attribute() (a attribute, err error) {
	name, err := x.word()
	if err != nil {
		return a, err
	}
	if _, err := x.afterSpace(); err != nil {
		return a, err
	}
	if err := x.expect('='); err != nil {
		return a, err
	}
	quote, err := x.afterSpace()
	if err != nil {
		return a, err
	}
	if x.next++; quote != '"' && quote != '\'' {
		return a, x.errorf("got %s in a tag, want a value in quotes", quoted(quote))
	}
	var value []byte
	for x.more() {
		c := x.buffer[x.next]
		x.next++
		switch c {
		case quote:
			return attribute{local(name), x.decoded(value)}, nil
		case '<':
			return a, x.errorf("got %s in a value, want &lt;", quoted(c))
		case '&':
			r, err := x.entity()
			if err != nil {
				return a, err
			}
			value = utf8.AppendRune(value, r)
		default:
			value = append(value, c)
		}
		value = value[:min(len(value), maxText)]
	}
	return a, x.ended()
}

// decoded is a value as UTF-8. The letters of code pages are taken for those of Latin-1, which tells names apart.
func (x *markup) decoded(value []byte) string {
	if !x.latin {
		return valid(value)
	}
	letters := make([]rune, len(value))
	for i, c := range value {
		letters[i] = rune(c)
	}
	return string(letters)
}

var entities = map[string]rune{"lt": '<', "gt": '>', "amp": '&', "apos": '\'', "quot": '"'}

// entity reads what follows an ampersand.
func (x *markup) entity() (rune, error) {
	var name []byte
	for len(name) < 12 {
		if !x.more() {
			return 0, x.ended()
		}
		c := x.buffer[x.next]
		x.next++
		if c == ';' {
			break
		}
		name = append(name, c)
	}
	text := string(name)
	if r, ok := entities[text]; ok {
		return r, nil
	}
	if digits, ok := strings.CutPrefix(text, "#"); ok {
		base := 10
		if hex, ok := strings.CutPrefix(digits, "x"); ok {
			digits, base = hex, 16
		}
		if n, err := strconv.ParseUint(digits, base, 21); err == nil && n > 0 {
			return rune(n), nil
		}
	}
	return 0, x.errorf("got the entity %s, want one that every XML has, such as &amp;", check.Quote("&"+text+";"))
}

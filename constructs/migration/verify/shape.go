package verify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// kind is a set of JSON's types.
type kind uint8

const (
	kindNull kind = 1 << iota
	kindBoolean
	kindNumber
	kindString
	kindArray
	kindObject
)

var kindNames = []string{"null", "boolean", "number", "text", "array", "object"}

func (k kind) String() string {
	var names []string
	for i, name := range kindNames {
		if k&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, " or ")
}

// Bounds of a shape, against bodies that are made to fill the memory.
const (
	deepest  = 64
	mostKeys = 2000
)

// shape is what all values at one place of JSON have been: their types, the keys of objects, the elements of arrays.
type shape struct {
	kinds   kind
	objects int // how many objects there were
	empty   int // how many empty arrays
	full    int // and others
	keys    map[string]*field
	items   *shape
	part    bool // only the beginning was read, so that keys may come still
}

type field struct {
	shape
	seen int
}

// readOne adds a text that is one JSON value. It reports false where it is not, and keeps what it saw.
func (s *shape) readOne(text []byte) bool {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	left := mostKeys
	if !s.value(decoder, deepest, &left) {
		return false
	}
	_, err := decoder.Token()
	return err != nil && len(bytes.TrimSpace(text[decoder.InputOffset():])) == 0
}

func (s *shape) value(in *json.Decoder, depth int, left *int) bool {
	token, err := in.Token()
	if err != nil || depth == 0 {
		return false
	}
	switch t := token.(type) {
	case nil:
		s.kinds |= kindNull
	case bool:
		s.kinds |= kindBoolean
	case json.Number:
		s.kinds |= kindNumber
	case string:
		s.kinds |= kindString
	case json.Delim:
		if t == '[' {
			return s.array(in, depth, left)
		}
		return s.object(in, depth, left)
	}
	return true
}

func (s *shape) array(in *json.Decoder, depth int, left *int) bool {
	s.kinds |= kindArray
	if !in.More() {
		s.empty++
	} else {
		s.full++
	}
	for in.More() {
		if !s.element().value(in, depth-1, left) {
			return false
		}
	}
	_, err := in.Token()
	return err == nil
}

func (s *shape) element() *shape {
	if s.items == nil {
		s.items = &shape{}
	}
	return s.items
}

func (s *shape) object(in *json.Decoder, depth int, left *int) bool {
	s.kinds |= kindObject
	s.objects++
	seen := map[string]bool{}
	for in.More() {
		token, err := in.Token()
		if err != nil {
			return false
		}
		name, _ := token.(string)
		f := s.field(name, left)
		if key := keyOf(name); !seen[key] {
			seen[key] = true
			f.seen++
		}
		if !f.value(in, depth-1, left) {
			return false
		}
	}
	_, err := in.Token()
	return err == nil
}

// field is that of a key. Keys that something made up, such as ids, are one; so are those beyond the bound.
func (s *shape) field(name string, left *int) *field {
	key := keyOf(name)
	if f := s.keys[key]; f != nil {
		return f
	}
	if *left <= 0 {
		key = anyKey
		if f := s.keys[key]; f != nil {
			return f
		}
	}
	*left--
	if s.keys == nil {
		s.keys = map[string]*field{}
	}
	f := &field{}
	s.keys[key] = f
	return f
}

const anyKey = "*"

// keyOf is the key that a name is compared as: ids, dates, addresses and hosts are as good as any other.
func keyOf(name string) string {
	if len(name) > 100 || generated(name) {
		return anyKey
	}
	return name
}

// generated reports that a word was made up by a program: of many digits, or hexadecimal.
func generated(word string) bool {
	digits, letters := 0, 0
	for _, r := range word {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r >= 'a' && r <= 'f', r >= 'A' && r <= 'F', r == '-':
		default:
			letters++
		}
	}
	return digits > 0 && (digits == len(word) || digits >= 4 || letters == 0 && len(word) >= 8)
}

// add adds another shape to this one.
func (s *shape) add(o *shape) {
	if o == nil {
		return
	}
	s.kinds |= o.kinds
	s.objects += o.objects
	s.empty += o.empty
	s.full += o.full
	s.part = s.part || o.part
	if o.items != nil {
		s.element().add(o.items)
	}
	left := mostKeys - len(s.keys)
	for _, name := range check.SortedKeys(o.keys) {
		f := s.field(name, &left)
		f.seen += o.keys[name].seen
		f.add(&o.keys[name].shape)
	}
}

// enough answers to say of something that it is always so.
const enough = 3

// differences lists where a client of the old one finds something else in the new one. often says that enough answers
// were seen of both. What the old one had only sometimes, and what the new one has besides, are none.
func (s *shape) differences(o *shape, often bool) []string {
	var out []string
	s.compare(o, "", often, &out)
	return out
}

func (s *shape) compare(o *shape, path string, often bool, out *[]string) {
	at := path
	if at == "" {
		at = "the value"
	}
	was, is := s.kinds&^kindNull, o.kinds&^kindNull
	switch {
	case was != 0 && is != 0 && was&is == 0:
		*out = append(*out, fmt.Sprintf("%s is %s and was %s", at, is, was))
		return
	case often && was != 0 && is == 0 && o.kinds != 0 && s.kinds&kindNull == 0:
		*out = append(*out, fmt.Sprintf("%s is always null and was %s", at, was))
		return
	}
	if s.full > 0 && o.full == 0 && s.empty == 0 && o.empty > 0 && often {
		*out = append(*out, fmt.Sprintf("%s is always empty and never was", at))
		return
	}
	if s.items != nil && o.items != nil {
		s.items.compare(o.items, path+"[]", often, out)
	}
	for _, name := range check.SortedKeys(s.keys) {
		old, inner := s.keys[name], path+"."+name
		if path == "" {
			inner = name
		}
		if other := o.keys[name]; other != nil {
			old.compare(&other.shape, inner, often, out)
		} else if o.objects > 0 && old.seen == s.objects && name != anyKey && !(o.part && s.shares(o)) {
			*out = append(*out, inner+" is missing")
		}
	}
}

// shares reports a key that both have.
func (s *shape) shares(o *shape) bool {
	for name := range s.keys {
		if o.keys[name] != nil {
			return true
		}
	}
	return false
}

// listed is a list of differences that fits into a line or two.
func listed(all []string) string {
	const most = 5
	if len(all) > most {
		return strings.Join(all[:most], ", ") + fmt.Sprintf(" and %d more", len(all)-most)
	}
	return strings.Join(all, ", ")
}

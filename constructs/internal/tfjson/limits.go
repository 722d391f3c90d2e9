package tfjson

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"slices"
)

// Limits of a document. A plan of one service has less than 1 MiB and 50,000 values, one of 2,000 resources less than
// 20 MiB. At a limit, a document takes half a gigabyte of memory; and readers recurse.
const (
	MaxBytes     = 32 << 20  // of the document
	MaxText      = 1 << 20   // bytes of one text in it
	MaxDepth     = 200       // of objects and lists in each other
	MaxName      = 4096      // bytes of a resource's address
	MaxResources = 50_000    // and names in an object
	MaxValues    = 1_000_000 // objects, lists and commas
)

// LimitError says which limit a document breaks.
type LimitError struct{ Got, Want string }

func (e *LimitError) Error() string {
	return "got " + e.Got + ", want " + e.Want + "; is it the right file?"
}

// errTwice is an object that has a name twice. Readers disagree on which of the two counts, so neither does.
var errTwice = errors.New("got an object with the same name twice, want each once; is the file damaged?")

// checkLimits counts without keeping anything but a number for each name. Text that is no JSON passes or fails; the
// decoder says what is wrong.
func checkLimits(text []byte) error {
	if len(text) > MaxBytes {
		// How many bytes there are is not told: who reads a file may have stopped after the limit.
		return &LimitError{fmt.Sprintf("more than %d bytes", MaxBytes), fmt.Sprintf("at most %d MiB", MaxBytes>>20)}
	}
	var open []int // where the names of the open objects begin
	var names []uint64
	seed := maphash.MakeSeed()
	values := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			start := i
			escaped := false
			for i++; i < len(text) && text[i] != '"'; i++ {
				if text[i] == '\\' {
					escaped = true
					i++
				}
			}
			if i-start > MaxText {
				return &LimitError{fmt.Sprintf("a text of %d bytes", i-start), fmt.Sprintf("at most %d", MaxText)}
			}
			if isName(text[min(i+1, len(text)):]) {
				names = append(names, nameOf(seed, text[start:min(i+1, len(text))], escaped))
			}
		case '{', '[':
			values++
			if open = append(open, len(names)); len(open) > MaxDepth {
				return &LimitError{
					fmt.Sprintf("JSON that is nested deeper than %d objects and lists", MaxDepth),
					fmt.Sprintf("a depth of at most %d", MaxDepth),
				}
			}
		case '}', ']':
			if len(open) == 0 {
				return nil // no JSON
			}
			first := open[len(open)-1]
			own := names[first:]
			if len(own) > MaxResources {
				return &LimitError{fmt.Sprintf("an object of %d names", len(own)), fmt.Sprintf("at most %d", MaxResources)}
			}
			slices.Sort(own)
			if n := len(own); len(slices.Compact(own)) < n {
				return errTwice
			}
			open, names = open[:len(open)-1], names[:first]
		case ',':
			values++
		}
	}
	if values > MaxValues {
		return &LimitError{fmt.Sprintf("%d values", values), fmt.Sprintf("at most %d", MaxValues)}
	}
	return nil
}

// isName reports that a text is a name: a colon follows.
func isName(after []byte) bool {
	for _, c := range after {
		switch c {
		case ' ', '\t', '\n', '\r':
			continue
		}
		return c == ':'
	}
	return false
}

// nameOf is a number that another name hardly has. A name may be written in several ways.
func nameOf(seed maphash.Seed, quoted []byte, escaped bool) uint64 {
	if escaped {
		var name string
		if json.Unmarshal(quoted, &name) == nil {
			return maphash.String(seed, `"`+name+`"`)
		}
	}
	return maphash.Bytes(seed, quoted)
}

package tfjson

import "fmt"

// Limits of a document. A plan of one service has less than 1 MiB and 50,000 values. At a limit, a document takes half a
// gigabyte of memory; and readers recurse.
const (
	MaxBytes  = 64 << 20  // of the text
	MaxDepth  = 200       // of objects and lists in each other
	MaxName   = 4096      // bytes of a resource's address
	MaxValues = 1_000_000 // objects, lists and commas
)

// LimitError says which limit a document breaks.
type LimitError struct{ Got, Want string }

func (e *LimitError) Error() string {
	return "got " + e.Got + ", want " + e.Want + "; is it the right file?"
}

// checkLimits counts without keeping anything. Text that is no JSON passes or fails; the decoder says what is wrong.
func checkLimits(text []byte) error {
	if len(text) > MaxBytes {
		// How many bytes there are is not told: who reads a file may have stopped after the limit.
		return &LimitError{fmt.Sprintf("more than %d bytes", MaxBytes), fmt.Sprintf("at most %d MiB", MaxBytes>>20)}
	}
	depth, values := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			for i++; i < len(text) && text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
		case '{', '[':
			values++
			if depth++; depth > MaxDepth {
				return &LimitError{
					fmt.Sprintf("JSON that is nested deeper than %d objects and lists", MaxDepth),
					fmt.Sprintf("a depth of at most %d", MaxDepth),
				}
			}
		case '}', ']':
			depth--
		case ',':
			values++
		}
	}
	if values > MaxValues {
		return &LimitError{fmt.Sprintf("%d values", values), fmt.Sprintf("at most %d", MaxValues)}
	}
	return nil
}

package evalgate

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
)

// Limits of a file. What is kept of one within them takes far less than 200 MB, whatever it is made of.
const (
	maxBytes   = 1 << 30
	maxParts   = 6_000_000 // members, elements and attributes that are looked at; each takes about a microsecond
	maxDepth   = 200       // of objects, lists or elements in each other
	maxMembers = 10_000    // of an object that is looked at; attributes of an element
	maxText    = 4 << 10   // bytes of a name, or of a text that is looked at
	maxRows    = 1_000_000 // cases of a file that tells them apart
	maxMetrics = 1_000
)

// errTruncated is what a file lacks that was cut off.
var errTruncated = errors.New(
	"got the end of the file, want the rest of it; was the evaluator stopped, or the disk full?",
)

// source hands out a text byte by byte, knows where it is, and keeps nothing of what was read.
type source struct {
	text      io.Reader
	buffer    []byte
	next, end int   // of the buffer
	before    int64 // bytes before the buffer
	line      int   // line breaks before the buffer
	column    int   // bytes before the buffer since the last of them
	failed    error // of a read; it stays
	sum       hash.Hash
	parts     int // that were looked at
}

// newSource reads portions of a size, which is more than the longest head.
func newSource(text io.Reader, portion int) *source {
	return &source{text: text, buffer: make([]byte, portion), sum: sha256.New()}
}

// part counts a member, an element or an attribute.
func (s *source) part() error {
	if s.parts++; s.parts > maxParts {
		return s.errorf("got more than %d members or attributes, want fewer; write the results to several files", maxParts)
	}
	return nil
}

// names are those of an object or of the attributes of an element, each once.
type names struct {
	few  []string
	many map[string]bool
}

// add tells whether the name is there already.
func (n *names) add(name string) (again bool) {
	const few = 32
	if n.many == nil {
		if slices.Contains(n.few, name) {
			return true
		}
		if n.few = append(n.few, name); len(n.few) > few {
			n.many = map[string]bool{}
			for _, name := range n.few {
				n.many[name] = true
			}
		}
		return false
	}
	again = n.many[name]
	n.many[name] = true
	return again
}

func (n *names) len() int { return max(len(n.few), len(n.many)) }

// more tells whether there is a byte at next.
func (s *source) more() bool { return s.next < s.end || s.fill() }

// fill replaces a buffer that was read.
func (s *source) fill() bool {
	read := s.buffer[:s.end]
	s.line, s.column = place(s.line, s.column, read)
	s.before += int64(s.end)
	s.next, s.end = 0, 0
	for s.failed == nil && s.end == 0 {
		s.end, s.failed = s.text.Read(s.buffer)
		s.took(s.buffer[:s.end])
		if s.before+int64(s.end) > maxBytes {
			s.end, s.failed = 0, fmt.Errorf("got more than %d GiB, want a smaller file; is it the right one?", maxBytes>>30)
		}
	}
	return s.end > 0
}

// took looks at what was read. No text of results has a NUL: a disk that was full leaves them behind.
func (s *source) took(text []byte) {
	s.sum.Write(text)
	if bytes.IndexByte(text, 0) >= 0 {
		s.failed = errors.New("got a byte of 0, want text in UTF-8; is the file damaged, or in UTF-16?")
	}
}

// place is where a text ends that begins after so many line breaks and bytes.
func place(line, column int, text []byte) (int, int) {
	if last := bytes.LastIndexByte(text, '\n'); last >= 0 {
		return line + bytes.Count(text, []byte("\n")), len(text) - last - 1
	}
	return line, column + len(text)
}

// at puts an error where the source is.
func (s *source) at(err error) error {
	line, column := place(s.line, s.column, s.buffer[:s.next])
	return positioned{line: line + 1, column: column + 1, err: err}
}

func (s *source) errorf(format string, values ...any) error {
	return s.at(fmt.Errorf(format, values...))
}

// ended is the error of a text that ends too early, or that cannot be read.
func (s *source) ended() error {
	if s.failed != nil && !errors.Is(s.failed, io.EOF) {
		return s.at(s.failed)
	}
	return s.at(errTruncated)
}

func isTruncated(err error) bool { return errors.Is(err, errTruncated) }

// head is what the rest starts with, at most n bytes, which stay to be read.
func (s *source) head(n int) []byte {
	if s.next+n > len(s.buffer) { // make room for them
		s.line, s.column = place(s.line, s.column, s.buffer[:s.next])
		s.before += int64(s.next)
		s.end = copy(s.buffer, s.buffer[s.next:s.end])
		s.next = 0
	}
	for s.end-s.next < n && s.failed == nil {
		var more int
		more, s.failed = s.text.Read(s.buffer[s.end:])
		s.took(s.buffer[s.end : s.end+more])
		s.end += more
	}
	return s.buffer[s.next:min(s.end, s.next+n)]
}

// digest of the whole text, once it has been read.
func (s *source) digest() string { return "sha256:" + hex.EncodeToString(s.sum.Sum(nil)) }

// positioned is an error at a place in a file.
type positioned struct {
	line, column int
	err          error
}

func (p positioned) Error() string { return fmt.Sprintf("%d:%d: %v", p.line, p.column, p.err) }
func (p positioned) Unwrap() error { return p.err }

func inFile(name string, err error) error {
	var at positioned
	if errors.As(err, &at) {
		return fmt.Errorf("%s:%w", name, err)
	}
	return fmt.Errorf("%s: %w", name, err)
}

package evalgate

import "bytes"

// panics finds a panic of Go in a text that comes in parts: it ends the program, so that the tests after it do not run.
type panics struct {
	found int    // of panicWords
	last  []byte // bytes of the text, in which a word may have begun
}

var panicWords = [][]byte{[]byte("panic: "), []byte("goroutine "), []byte(" [running")}

func (p *panics) seen() bool { return p.found == len(panicWords) }

func (p *panics) look(part []byte) {
	text := append(p.last, part...)
	for !p.seen() {
		_, rest, found := bytes.Cut(text, panicWords[p.found])
		if !found {
			break
		}
		text = rest
		p.found++
	}
	const longest = 16
	p.last = bytes.Clone(text[max(len(text)-longest, 0):])
}

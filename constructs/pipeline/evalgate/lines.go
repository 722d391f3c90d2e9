package evalgate

import "io"

// lines counts lines while a decoder reads a text that tells only how many bytes it has used. It remembers the line
// breaks of what the decoder has read ahead, and no more.
type lines struct {
	text   io.Reader
	used   func() int64 // bytes that the decoder has used
	read   int64        // bytes handed out
	breaks []int64      // offsets of the line breaks after used
	line   int          // lines before used
	start  int64        // offset of the first byte of that line
	failed error        // of a read; it stays, as the decoder may read again
}

func (l *lines) Read(p []byte) (int, error) {
	if l.failed != nil {
		return 0, l.failed
	}
	n, err := l.text.Read(p)
	l.failed = err
	l.settle(l.used())
	for i, c := range p[:n] {
		if c == '\n' {
			l.breaks = append(l.breaks, l.read+int64(i))
		}
	}
	l.read += int64(n)
	return n, err
}

func (l *lines) settle(offset int64) {
	done := 0
	for done < len(l.breaks) && l.breaks[done] < offset {
		l.line, l.start = l.line+1, l.breaks[done]+1
		done++
	}
	l.breaks = append(l.breaks[:0], l.breaks[done:]...)
}

// at puts an error where the decoder is.
func (l *lines) at(err error) error {
	offset := l.used()
	l.settle(offset)
	return positioned{line: l.line + 1, column: int(offset-l.start) + 1, err: err}
}

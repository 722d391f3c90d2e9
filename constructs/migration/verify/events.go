package verify

import (
	"bytes"
	"strings"
)

// readEvents adds server-sent events: each kind of event is a key, and its data the value. What ends a stream, such as
// [DONE], is a key as well. Comments, which keep a connection open, say nothing.
// See https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream.
func (s *shape) readEvents(body []byte, capped bool) {
	s.kinds |= kindObject
	s.objects++
	s.part = capped
	left := mostKeys
	seen := map[string]bool{}
	body = bytes.ReplaceAll(bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	blocks := bytes.Split(body, []byte("\n\n"))
	for i, block := range blocks {
		if capped && i == len(blocks)-1 {
			break // unfinished
		}
		name, data := "message", []string(nil)
		for line := range strings.SplitSeq(string(block), "\n") {
			field, value, _ := strings.Cut(line, ":")
			value = strings.TrimPrefix(value, " ")
			switch field {
			case "event":
				name = value
			case "data":
				data = append(data, value)
			}
		}
		if data == nil {
			continue
		}
		text := strings.Join(data, "\n")
		json := len(text) > 0 && strings.ContainsRune("{[", rune(text[0])) && text != "[DONE]"
		if !json && len(text) <= 20 && strings.HasPrefix(text, "[") {
			name += " " + text
		}
		f := s.field("event "+name, &left)
		if !seen[name] {
			seen[name] = true
			f.seen++
		}
		if !json || !f.readOne([]byte(text)) {
			f.kinds |= kindString
		}
	}
}

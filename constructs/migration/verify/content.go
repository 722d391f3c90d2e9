package verify

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"
)

// form is how a body is compared.
type form string

const (
	formNothing form = "nothing"
	formJSON    form = "JSON"
	formEvents  form = "events" // text/event-stream
	formLines   form = "lines"  // of JSON
	formText    form = "text"
	formBytes   form = "bytes"
)

// content is what a body is compared by.
type content struct {
	form   form
	media  string // media type, without its parameters
	length int    // unpacked
	capped bool   // only its beginning was read
	gzip   bool
	broken bool // it is not what its type says
	shape  *shape
	words  map[uint64]struct{}
}

// of looks at a body; capped says that it is only the beginning of one.
func (c *content) of(contentType string, body []byte, capped bool) {
	c.length, c.capped = len(body), capped
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		media, _, _ = strings.Cut(contentType, ";")
	}
	c.media = strings.ToLower(strings.TrimSpace(media))
	switch {
	case len(body) == 0:
		c.form = formNothing
	case c.media == "application/json" || strings.HasSuffix(c.media, "+json"):
		c.form = formJSON
		c.shape = &shape{}
		c.broken = !c.shape.readOne(body) && !capped
	case c.media == "text/event-stream":
		c.form = formEvents
		c.shape = &shape{}
		c.shape.readEvents(body, capped)
	case c.media == "application/x-ndjson" || c.media == "application/jsonl" || c.media == "application/json-lines" ||
		c.media == "application/jsonlines":
		c.form = formLines
		c.shape = &shape{}
		c.broken = !c.shape.readLines(body, capped)
	case strings.HasPrefix(c.media, "text/") || strings.HasSuffix(c.media, "xml") ||
		strings.HasSuffix(c.media, "javascript") || c.media == "" && utf8.Valid(body):
		c.form = formText
		c.words = wordsOf(body)
	default:
		c.form = formBytes
	}
}

// readLines reads JSON by the line; an unfinished last one counts where the rest is missing.
func (s *shape) readLines(body []byte, capped bool) (sound bool) {
	lines := bytes.Split(bytes.TrimSpace(body), []byte("\n"))
	sound = true
	for i, line := range lines {
		if line = bytes.TrimSpace(line); len(line) == 0 || capped && i == len(lines)-1 {
			continue
		}
		sound = s.element().readOne(line) && sound
	}
	s.kinds |= kindArray
	return sound
}

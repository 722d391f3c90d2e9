package shell

import "strings"

// word is a word of a command line without its quotes, or an operator between commands.
type word struct {
	text     string
	operator bool
}

// split reads words and operators. It reports false for a line that ends within quotes or a substitution.
func split(line string) (out []word, ok bool) {
	s := splitter{rest: line}
	for s.rest != "" {
		switch c := s.rest[0]; {
		case c == ' ' || c == '\t' || c == '\r':
			s.flush()
			s.rest = s.rest[1:]
		case c == '\n' || c == ';':
			s.operator(";", 1)
		case strings.HasPrefix(s.rest, "&&"), strings.HasPrefix(s.rest, "||"):
			s.operator(s.rest[:2], 2)
		case c == '|':
			s.operator("|", 1)
		case c == '&' && !strings.HasSuffix(s.text.String(), ">") && !strings.HasPrefix(s.rest, "&>"):
			s.operator("&", 1)
		case c == '#' && !s.started:
			_, after, _ := strings.Cut(s.rest, "\n")
			s.rest = "\n" + after
		case c == '\\' && len(s.rest) > 1:
			s.take(s.rest[1:2], 2)
		case c == '\'':
			if !s.quoted(`'`, 1) {
				return nil, false
			}
		case c == '"':
			if !s.doubleQuoted() {
				return nil, false
			}
		case strings.HasPrefix(s.rest, "$("), c == '`':
			if !s.substitution() {
				return nil, false
			}
		default:
			s.take(s.rest[:1], 1)
		}
	}
	s.flush()
	return s.out, true
}

type splitter struct {
	rest    string
	text    strings.Builder
	started bool // a word has begun, even an empty one in quotes
	out     []word
}

func (s *splitter) flush() {
	if s.started {
		s.out = append(s.out, word{text: s.text.String()})
	}
	s.text.Reset()
	s.started = false
}

func (s *splitter) operator(text string, length int) {
	s.flush()
	s.out = append(s.out, word{text: text, operator: true})
	s.rest = s.rest[length:]
}

// take adds text to the word in the place of the next characters of the line.
func (s *splitter) take(text string, length int) {
	s.started = true
	s.text.WriteString(text)
	s.rest = s.rest[length:]
}

// quoted takes everything to the closing quote as it is.
func (s *splitter) quoted(closing string, opening int) bool {
	end := strings.Index(s.rest[opening:], closing)
	if end < 0 {
		return false
	}
	s.take(s.rest[opening:opening+end], opening+end+len(closing))
	return true
}

func (s *splitter) doubleQuoted() bool {
	s.take("", 1)
	for s.rest != "" {
		switch {
		case s.rest[0] == '"':
			s.rest = s.rest[1:]
			return true
		case s.rest[0] == '\\' && len(s.rest) > 1:
			s.take(s.rest[1:2], 2)
		case strings.HasPrefix(s.rest, "$("), s.rest[0] == '`':
			if !s.substitution() {
				return false
			}
		default:
			s.take(s.rest[:1], 1)
		}
	}
	return false
}

// substitution takes $(…) or `…` with everything in it.
func (s *splitter) substitution() bool {
	if s.rest[0] == '`' {
		return s.quoted("`", 1)
	}
	depth := 0
	for i := range len(s.rest) {
		switch s.rest[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				s.take(s.rest[:i+1], i+1)
				return true
			}
		}
	}
	return false
}

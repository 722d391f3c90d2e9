package filterpattern

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits of CloudWatch Logs.
const (
	maxLength    = 1024 // characters of a pattern
	maxWildcards = 3    // selectors with a wildcard
	maxRegexes   = 2
)

var (
	operators = []string{"!=", "<=", ">=", "=", "<", ">"} // each before its own beginning
	keyword   = regexp.MustCompile(`^(IS|NOT|EXISTS)\b(?:\s+([A-Za-z]+))?`)
	bareWord  = regexp.MustCompile(`^[A-Za-z0-9_.*+-]+`)
	bareText  = regexp.MustCompile(`^[A-Za-z0-9_.*]+$`)
	bareNum   = regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)
)

// Parse reads a JSON filter pattern: conditions in braces, joined by && and, binding weaker, ||.
func Parse(pattern string) (Pattern, error) {
	if n := utf8.RuneCountInString(pattern); n > maxLength {
		return Pattern{}, fmt.Errorf("%d characters are more than %d", n, maxLength)
	}
	inside, ok := strings.CutPrefix(strings.TrimSpace(pattern), "{")
	inside, closed := strings.CutSuffix(inside, "}")
	if !ok || !closed {
		return Pattern{}, fmt.Errorf("no braces around the conditions")
	}
	p := parser{rest: inside}
	root, err := p.either()
	if err != nil {
		return Pattern{}, err
	}
	if p.space(); p.rest != "" {
		return Pattern{}, fmt.Errorf("%q after the conditions; join conditions with && or ||", p.rest)
	}
	if p.wildcards > maxWildcards {
		return Pattern{}, fmt.Errorf("%d selectors with a wildcard are more than %d", p.wildcards, maxWildcards)
	}
	if p.regexes > maxRegexes {
		return Pattern{}, fmt.Errorf("%d regular expressions are more than %d", p.regexes, maxRegexes)
	}
	return Pattern{root}, nil
}

type parser struct {
	rest               string
	wildcards, regexes int
}

func (p *parser) space() { p.rest = strings.TrimLeft(p.rest, " \t\r\n") }

// take skips the word, after white space, when it is next.
func (p *parser) take(word string) bool {
	p.space()
	rest, ok := strings.CutPrefix(p.rest, word)
	if ok {
		p.rest = rest
	}
	return ok
}

func (p *parser) either() (node, error) {
	var list alternatives
	for {
		n, err := p.both()
		if err != nil {
			return nil, err
		}
		if nested, ok := n.(alternatives); ok {
			list = append(list, nested...)
		} else {
			list = append(list, n)
		}
		if !p.take("||") {
			break
		}
	}
	if len(list) == 1 {
		return list[0], nil
	}
	return list, nil
}

func (p *parser) both() (node, error) {
	var list all
	for {
		n, err := p.one()
		if err != nil {
			return nil, err
		}
		if nested, ok := n.(all); ok {
			list = append(list, nested...)
		} else {
			list = append(list, n)
		}
		if !p.take("&&") {
			break
		}
	}
	if len(list) == 1 {
		return list[0], nil
	}
	return list, nil
}

func (p *parser) one() (node, error) {
	if !p.take("(") {
		return p.condition()
	}
	n, err := p.either()
	if err == nil && !p.take(")") {
		err = fmt.Errorf("no closing parenthesis at %q", p.rest)
	}
	return n, err
}

func (p *parser) condition() (node, error) {
	p.space()
	s, rest, err := selector(p.rest)
	if err != nil {
		return nil, err
	}
	p.rest = rest
	p.wildcards += s.wildcards()
	c := condition{selector: s}
	if c.operator, err = p.keywords(s); err != nil || c.operator != "" {
		return c, err
	}
	for _, operator := range operators {
		if p.take(operator) {
			c.operator = operator
			return c, p.operand(&c)
		}
	}
	return nil, fmt.Errorf("no operator after %s at %q; use = != < <= > >= or IS NULL, IS TRUE, IS FALSE, NOT EXISTS", s,
		p.rest)
}

// keywords reads an operator made of words.
func (p *parser) keywords(s Selector) (string, error) {
	p.space()
	m := keyword.FindStringSubmatch(p.rest)
	if m == nil {
		return "", nil
	}
	words := strings.TrimSpace(m[1] + " " + m[2])
	switch words {
	case isNull, isTrue, isFalse, notExists:
		p.rest = p.rest[len(m[0]):]
		return words, nil
	case "EXISTS":
		return "", fmt.Errorf("%s EXISTS, which AWS does not know; write %s = *", s, s)
	}
	return "", fmt.Errorf("%s %s, which AWS does not know; use IS NULL, IS TRUE, IS FALSE or NOT EXISTS", s, words)
}

func (p *parser) operand(c *condition) error {
	p.space()
	var err error
	switch {
	case strings.HasPrefix(p.rest, `"`):
		c.kind = operandText
		c.operand, p.rest, err = quoted(p.rest)
	case strings.HasPrefix(p.rest, "%"):
		c.kind = operandRegex
		p.regexes++
		regex, rest, ok := strings.Cut(p.rest[1:], "%")
		if !ok {
			return fmt.Errorf("no closing %% at %q", p.rest)
		}
		c.operand, p.rest, err = regex, rest, checkRegex(regex)
	default:
		word := bareWord.FindString(p.rest)
		switch {
		case bareNum.MatchString(word):
			c.kind = operandNumber
			if _, err := strconv.ParseFloat(word, 64); err != nil {
				return fmt.Errorf("%s is too large a number", word)
			}
		case bareText.MatchString(word):
			c.kind = operandText
		default:
			return fmt.Errorf("no value at %q; quote a text that has more than letters, digits, _ . and *", p.rest)
		}
		c.operand, p.rest = word, p.rest[len(word):]
	}
	if err == nil && c.kind != operandNumber && c.operator != "=" && c.operator != "!=" {
		err = fmt.Errorf("%s %s wants a number, not %q", c.selector, c.operator, c.operand)
	}
	return err
}

// quoted reads a text in double quotes, in which \" and \\ stand for " and \.
func quoted(s string) (text, rest string, err error) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), s[i+1:], nil
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
		}
		b.WriteByte(s[i])
	}
	return "", s, fmt.Errorf("no closing quote at %q", s)
}

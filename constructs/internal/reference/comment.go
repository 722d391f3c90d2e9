package main

import (
	"regexp"
	"strings"
)

// facts of a prop, as its comment states them.
type facts struct {
	text     string // the comment in one line
	fallback string // what holds where the prop is not stated
	required string // "required", and under which condition
	unit     string
}

var (
	statedDefault = regexp.MustCompile(`(?:^(?:\w+ )?|[.;,:)] |\()[Dd]efault: `)
	required      = regexp.MustCompile(`(?:^|[.;,] )(Required)(?:$|[.;,:]| [a-z])|^(?:[^.]*; )?(required)\b`)
	unit          = regexp.MustCompile(`(?:\bin |\bof |^)(milliseconds|seconds|minutes|hours|days|bytes|MiB|GiB)\b|` +
		`\b(CPU units|tasks or percent|percent)\b`)
	counted    = regexp.MustCompile(`\b(share|tokens|tasks|images|cases|requests( a second)?|answers|checks|files)\b`)
	endOfWhole = regexp.MustCompile(`[;:,]`)
	unitOfName = regexp.MustCompile(`(MiB|GiB|Percent|Percentage|Seconds|Minutes|Hours|Days)$|USD|GB`)
)

// units are those that the name of a prop tells.
var units = map[string]string{"MiB": "MiB", "GiB": "GiB", "GB": "GB", "USD": "USD", "Percent": "percent",
	"Percentage": "percent", "Seconds": "seconds", "Minutes": "minutes", "Hours": "hours", "Days": "days"}

// readFacts takes a comment apart. kind is the type of the prop: only numbers have a unit.
func readFacts(name, comment, kind string) facts {
	f := facts{text: strings.Join(strings.Fields(comment), " ")}
	if at := required.FindStringSubmatchIndex(f.text); at != nil {
		said := sentence(f.text[max(at[2], at[4]):])
		f.required = "r" + endOfWhole.Split(said, 2)[0][1:]
	}
	if at := statedDefault.FindStringIndex(f.text); at != nil {
		f.fallback = sentence(f.text[at[1]:])
	}
	if kind == "*float64" || kind == "float64" || kind == "int" {
		f.unit = unitOf(name, f.text)
	}
	return f
}

func unitOf(name, text string) string {
	if of := unitOfName.FindString(name); of != "" {
		return units[of]
	}
	if match := unit.FindStringSubmatch(text); match != nil {
		return match[1] + match[2]
	}
	if strings.HasSuffix(name, "Port") {
		return ""
	}
	return counted.FindString(sentence(text))
}

// sentence is the first sentence of a text, without its full stop.
func sentence(text string) string {
	for i := 0; i < len(text); i++ {
		if text[i] != '.' {
			continue
		}
		rest := text[i+1:]
		if rest == "" || rest[0] == ' ' && len(rest) > 1 && (rest[1] >= 'A' && rest[1] <= 'Z' || rest[1] == '[') {
			return text[:i]
		}
	}
	return text
}

package earlier

import (
	"regexp"
	"slices"
	"strings"
)

var (
	release = regexp.MustCompile(`(?m)^## .*$`)
	heading = regexp.MustCompile(`(?m)^### .*$`)
	item    = regexp.MustCompile(`(?m)^- `)
)

// Impacts are the items under Plan impact of a changelog, each on one line, that the changelog of an earlier release
// does not have. Items in the sections of that release and of those before it do not count: nobody reads them again.
func Impacts(before, now string) (out []string) {
	old := release.FindAllString(before, -1)
	known := items(before)
	for _, section := range parts(release, now) {
		title, _, _ := strings.Cut(section, "\n")
		if title != "## Unreleased" && slices.Contains(old, title) {
			continue
		}
		for _, i := range items(section) {
			if !slices.Contains(known, i) {
				out = append(out, i)
			}
		}
	}
	return out
}

// items under Plan impact, in every section.
func items(changelog string) (out []string) {
	for _, section := range parts(release, changelog) {
		for _, part := range parts(heading, section) {
			if title, rest, _ := strings.Cut(part, "\n"); title == "### Plan impact" {
				for _, text := range parts(item, rest) {
					out = append(out, strings.Join(strings.Fields(text)[1:], " "))
				}
			}
		}
	}
	return out
}

// parts are a text's, each from one match to the next.
func parts(of *regexp.Regexp, text string) (out []string) {
	starts := of.FindAllStringIndex(text, -1)
	for i, start := range starts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		out = append(out, text[start[0]:end])
	}
	return out
}

// Names reports whether a text has the name as a whole: aws_lb is not in aws_lb_listener, and an address is not in that
// of a construct below it.
func Names(text, name string) bool {
	return regexp.MustCompile(`(^|[^\w.-])` + regexp.QuoteMeta(name) + `($|[^\w.-]|\.?($|\s))`).MatchString(text)
}

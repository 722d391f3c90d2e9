// Package stability holds what is exported and which resources are made against the last release: what is gone stands
// in CHANGELOG.md.
package stability

import (
	"regexp"
	"slices"
	"strings"
)

// gone are the lines of an earlier text that a later one has no more.
func gone(earlier, later string) (out []string) {
	have := map[string]bool{}
	for line := range strings.Lines(later) {
		have[strings.TrimSpace(line)] = true
	}
	for line := range strings.Lines(earlier) {
		if line = strings.TrimSpace(line); line != "" && !have[line] {
			out = append(out, line)
		}
	}
	return out
}

var impact = regexp.MustCompile(`(?ms)^### Plan impact$(.*?)(?:^##|\z)`)

// impacts is what a changelog says under Plan impact.
func impacts(changelog string) string {
	var out strings.Builder
	for _, section := range impact.FindAllStringSubmatch(changelog, -1) {
		out.WriteString(section[1])
	}
	return out.String()
}

// news are the lines that a changelog has got.
func news(earlier, later string) string { return strings.Join(gone(later, earlier), "\n") }

// untold are the addresses that are gone of which nothing new under Plan impact names the type.
func untold(addresses []string, told string) (out []string) {
	for _, address := range addresses {
		kind, _, _ := strings.Cut(strings.TrimPrefix(address, "data."), ".")
		if !word(told, kind) {
			out = append(out, address)
		}
	}
	return out
}

var exported = regexp.MustCompile(`^\S+: (?:func (?:\([^)]*\) )?(\w+)|type \w+ \w+, (\w+)|(?:type|const|var) (\w+))`)

// unmentioned are the lines of docs/api.txt that are gone whose name nothing new in the changelog says.
func unmentioned(lines []string, told string) (out []string) {
	for _, line := range lines {
		names := exported.FindStringSubmatch(line)
		if names == nil || !slices.ContainsFunc(names[1:], func(name string) bool { return name != "" && word(told, name) }) {
			out = append(out, line)
		}
	}
	return out
}

func word(text, name string) bool {
	return regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`).MatchString(text)
}

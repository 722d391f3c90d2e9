// Package stability holds what is exported and which resources are made against the last release: what is gone stands
// in CHANGELOG.md.
package stability

import (
	"encoding/json"
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/internal/earlier"
)

// gone are the lines of an earlier text that a later one has no more.
func gone(before, later string) (out []string) {
	have := map[string]bool{}
	for line := range strings.Lines(later) {
		have[strings.TrimSpace(line)] = true
	}
	for line := range strings.Lines(before) {
		if line = strings.TrimSpace(line); line != "" && !have[line] {
			out = append(out, line)
		}
	}
	return out
}

// news are the lines that a changelog has got.
func news(before, later string) string { return strings.Join(gone(later, before), "\n") }

// end is what becomes of a resource whose address is gone.
var end = regexp.MustCompile(`(?i)\b(destroyed|deleted|removed|replaced|recreated|moved?s?|renamed|goes?|gone)\b`)

// untold are the addresses that are gone of which no impact names the address or the type, and what becomes of it.
func untold(addresses, impacts []string) (out []string) {
	for _, address := range addresses {
		kind, _, _ := strings.Cut(strings.TrimPrefix(address, "data."), ".")
		if !slices.ContainsFunc(impacts, func(impact string) bool {
			return (earlier.Names(impact, kind) || earlier.Names(impact, address)) && end.MatchString(impact)
		}) {
			out = append(out, address)
		}
	}
	return out
}

// changed are the types of resources of a stack that are new or have other attributes than in an earlier one. They
// stand in what CDKTF wrote, so that an attribute that only the provider computes does not count.
func changed(before, now []byte) ([]string, error) {
	var was, is struct {
		Resource map[string]map[string]map[string]any `json:"resource"`
	}
	if err := errors.Join(json.Unmarshal(before, &was), json.Unmarshal(now, &is)); err != nil {
		return nil, err
	}
	var out []string
	for kind, resources := range is.Resource {
		for name, attributes := range resources {
			old := was.Resource[kind][name]
			delete(old, "//") // of CDKTF
			delete(attributes, "//")
			if !reflect.DeepEqual(old, attributes) {
				out = append(out, kind)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
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

package testkit

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// stackFiles are the states of a stack and the texts that it was applied from: where requests come from.
type stackFiles struct {
	dir    string
	texts  [][]byte
	states [][]byte
}

// keepStates reads the states before the folder goes.
func (s *stackFiles) keepStates() {
	for _, name := range []string{"terraform.tfstate", "terraform.tfstate.backup"} {
		if text, err := os.ReadFile(filepath.Join(s.dir, name)); err == nil { // a stack may have made nothing
			s.states = append(s.states, text)
		}
	}
}

// resource is a resource of a stack with the texts of its attributes.
type resource struct {
	address string
	own     map[string]bool // what it is called
	texts   map[string]bool // what it says
}

// resourceOf finds the resource that a request was for: the one that has most of what the request names, and of those
// names most that few others have. It is "" where none stands out.
func resourceOf(f Finding, stacks []*stackFiles) string {
	var resources []resource
	for _, stack := range stacks {
		resources = append(resources, stack.resources()...)
	}
	best, bestScore := "", 0.0
	for _, r := range resources {
		score := 0.0
		for _, name := range distinct(f.Names) {
			if r.texts[name] {
				score += r.weight(name) / float64(holding(resources, name))
			}
		}
		if score > 0 && strings.Contains(r.address, noun(f.Call)) {
			score++
		}
		switch {
		case score > bestScore:
			best, bestScore = r.address, score
		case score == bestScore && r.address != best:
			best = ""
		}
	}
	return best
}

// weight of a name is higher where it is the resource's own.
func (r resource) weight(name string) float64 {
	if r.own[name] {
		return 2
	}
	return 1
}

func holding(resources []resource, name string) int {
	count := 0
	for _, r := range resources {
		if r.texts[name] {
			count++
		}
	}
	return count
}

func distinct(names []string) []string { return slices.Compact(slices.Sorted(slices.Values(names))) }

var capital = regexp.MustCompile(`[A-Z]`)

// noun is what a call is about, as Terraform writes it: "_role_policy" of iam:PutRolePolicy.
func noun(call string) string {
	_, operation, _ := strings.Cut(call, ":")
	words := strings.ToLower(capital.ReplaceAllString(operation, "_$0"))
	_, rest, _ := strings.Cut(strings.TrimPrefix(words, "_"), "_")
	return "_" + rest
}

// resources are those of the states, and those that the texts alone name.
func (s *stackFiles) resources() []resource {
	var out []resource
	known := map[string]bool{}
	add := func(address string, attributes any) {
		r := resource{address, map[string]bool{}, map[string]bool{}}
		r.read("", attributes)
		out = append(out, r)
		known[address] = true
	}
	for _, text := range s.states {
		var state struct {
			Resources []struct {
				Mode, Type, Name, Module string
				Instances                []struct{ Attributes any }
			}
		}
		if json.Unmarshal(text, &state) != nil {
			continue
		}
		for _, r := range state.Resources {
			address := strings.TrimPrefix(r.Module+"."+r.Type+"."+r.Name, ".")
			if r.Mode != "managed" || known[address] {
				continue
			}
			for _, instance := range r.Instances {
				add(address, instance.Attributes)
			}
		}
	}
	for _, text := range s.texts {
		var document struct{ Resource map[string]map[string]any }
		if json.Unmarshal(text, &document) != nil {
			continue
		}
		for _, kind := range sortedKeys(document.Resource) {
			for _, name := range sortedKeys(document.Resource[kind]) {
				if address := kind + "." + name; !known[address] {
					add(address, document.Resource[kind][name])
				}
			}
		}
	}
	return out
}

// read notes every text in a value.
func (r resource) read(attribute string, value any) {
	switch value := value.(type) {
	case string:
		r.texts[value] = true
		if attribute == "id" || attribute == "arn" || strings.HasSuffix(attribute, "name") || attribute == "family" {
			r.own[value] = true
		}
	case map[string]any:
		for key, inner := range value {
			r.read(key, inner)
		}
	case []any:
		for _, inner := range value {
			r.read(attribute, inner)
		}
	}
}

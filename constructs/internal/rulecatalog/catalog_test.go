package main

import (
	"bytes"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const constructs = "../.."

func TestCatalogIsUpToDate(t *testing.T) {
	found, err := read(constructs)
	if err != nil {
		t.Fatal(err)
	}
	want, err := render(found)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(constructs + "/rules/catalog.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("rules/catalog.json is not what the declarations say; run: go generate ./constructs/rules")
	}
}

var kebabCase = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

func TestDeclarations(t *testing.T) {
	found, err := read(constructs)
	if err != nil {
		t.Fatal(err)
	}
	first := map[string]declaration{}
	for _, d := range found {
		id := d.rule.ID
		wrong := func(format string, values ...any) {
			t.Helper()
			t.Errorf("%s: %s: "+format, append([]any{d.position, id}, values...)...)
		}
		if other, again := first[id]; again {
			wrong("the id is that of the rule at %s", other.position)
		}
		first[id] = d
		if !kebabCase.MatchString(id) {
			wrong("the id is not in kebab-case")
		}
		if d.rule.Package != "rules" && !startsWithPackage(id, d.rule.Package) {
			wrong("the id does not start with the name of its package, %s", d.rule.Package)
		}
		if d.rule.Judges == "" || d.rule.Why == "" {
			wrong("Judges or Why is missing")
		}
		if d.rule.Source != "" && !strings.HasPrefix(d.rule.Source, "https://") {
			wrong("the source is not an https address: %s", d.rule.Source)
		}
		if d.uses == 0 {
			wrong("%s is declared and nothing judges by it", d.variable)
		}
	}
}

// firstWords are the words that ids of a package may start with, where they are not the package's name. Package
// fargateai has the two constructs that users name: services and stacks.
var firstWords = map[string][]string{"fargateai": {"service", "stack"}, "internal/bridge": {"override"},
	"internal/synth": {"override"}}

// startsWithPackage reports whether the first words of an id are the name of a package, whose words Go writes as one:
// "load-balancer-idle-timeout" and "loadbalancer-idle-timeout" both fit loadbalancer.
func startsWithPackage(id, below string) bool {
	allowed := firstWords[below]
	if allowed == nil {
		allowed = []string{path.Base(below)}
	}
	words := strings.Split(id, "-")
	for i := range words[:len(words)-1] {
		if slices.Contains(allowed, strings.Join(words[:i+1], "")) {
			return true
		}
	}
	return false
}

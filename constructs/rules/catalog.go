package rules

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"sync"
)

//go:generate go run ../internal/rulecatalog .. catalog.json

//go:embed catalog.json
var catalogJSON []byte

// The list is generated from the declarations, so that reading it needs none of the packages that declare rules.
var catalog = sync.OnceValue(func() []Rule {
	var list []Rule
	if err := json.Unmarshal(catalogJSON, &list); err != nil {
		panic("rules: catalog.json: " + err.Error()) // it is part of the program, and a test reads it
	}
	return list
})

// Catalog returns every rule of the constructs, sorted by id; rules of other modules are not in it. The list is the
// caller's own, to change or sort.
func Catalog() []Rule { return slices.Clone(catalog()) }

// Find returns the rule with an id, such as the Rule of a [Mistake], and whether there is one. The whole id counts, and
// its case. Of an unknown id, such as one of another module, it returns an empty rule and false.
func Find(id string) (Rule, bool) {
	list := catalog()
	i, ok := slices.BinarySearchFunc(list, id, func(r Rule, id string) int { return strings.Compare(r.ID, id) })
	if !ok {
		return Rule{}, false
	}
	return list[i], true
}

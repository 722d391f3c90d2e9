package rules

import (
	"slices"
	"strings"
	"testing"
)

func TestCatalog(t *testing.T) {
	list := Catalog()
	if !slices.IsSortedFunc(list, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("the catalog is not sorted by id")
	}
	for _, want := range list {
		if got, ok := Find(want.ID); !ok || got != want {
			t.Errorf("%s: got %v, %v", want.ID, got, ok)
		}
	}
	want := Required
	want.Package = "rules"
	if got, ok := Find("required"); !ok || got != want {
		t.Errorf("got %v, %v", got, ok)
	}
	if got, ok := Find("requirement"); ok {
		t.Errorf("got %v", got)
	}
	list[0].ID = "changed"
	if Catalog()[0].ID == "changed" {
		t.Error("a caller changed the catalog")
	}
}

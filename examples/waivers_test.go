package examples_test

import (
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// waiver is a finding that is expected, and why.
type waiver struct {
	ID, Address, Text, Reason string
	by                        map[string]bool // names of scanners that found it
}

// waiversOf reads the waivers.
func waiversOf(t *testing.T) waivers {
	t.Helper()
	text, err := os.ReadFile("../internal/scanners/waivers.json")
	if err != nil {
		t.Fatal(err)
	}
	var out waivers
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	for _, w := range out {
		w.by = map[string]bool{}
		if w.Address == "" || w.Reason == "" {
			t.Errorf("the waiver of %s has no address or no reason", w.ID)
		}
	}
	return out
}

type waivers []*waiver

// cover tells whether a scanner's finding is waived.
func (all waivers) cover(scanner string, f finding) bool {
	covered := false
	for _, w := range all {
		if w.ID == strings.TrimPrefix(f.ID, "AVD-") && regexp.MustCompile("^(?:"+w.Address+")$").MatchString(f.Resource) &&
			regexp.MustCompile(w.Text).MatchString(f.Text) {
			w.by[scanner], covered = true, true
		}
	}
	return covered
}

// few fails for each waiver that no finding needed, and where more than four checks of a scanner are waived.
func (all waivers) few(t *testing.T) {
	t.Helper()
	ids := map[string]map[string]bool{}
	for _, w := range all {
		if len(w.by) == 0 {
			t.Errorf("nothing needs the waiver of %s at %s", w.ID, w.Address)
		}
		for scanner := range w.by {
			if ids[scanner] == nil {
				ids[scanner] = map[string]bool{}
			}
			ids[scanner][w.ID] = true
		}
	}
	for scanner, waived := range ids {
		if len(waived) > 4 {
			t.Errorf("%d checks of %s are waived: %v", len(waived), scanner, slices.Sorted(maps.Keys(waived)))
		}
	}
}

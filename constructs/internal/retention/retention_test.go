package retention

import (
	"slices"
	"testing"
)

func TestDays(t *testing.T) {
	all := Days()
	if !slices.IsSorted(all) || all[0] != 0 || len(all) != 23 {
		t.Errorf("got %v, want 0 and then 22 numbers of days in ascending order", all)
	}
	all[0] = 7
	if Days()[0] != 0 {
		t.Error("a caller can change the list of all others")
	}
}

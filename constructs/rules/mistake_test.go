package rules

import (
	"errors"
	"strings"
	"testing"
)

func TestErrorIsSortedAndComplete(t *testing.T) {
	var ps Mistakes
	ps.Break(Invalid, "b", "1", "2", "")
	ps.Break(Invalid, "a[1].x", "", "something", "set it")
	ps.Break(Invalid, "b", "1", "2", "")
	want := "a[1].x: got nothing, want something; set it\nb: got 1, want 2"
	if got := ps.Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if Mistakes(nil).Err() != nil {
		t.Error("no problems are an error")
	}
}

func TestNested(t *testing.T) {
	var inner, outer Mistakes
	inner.Break(Invalid, "[0].port", "0", "1", "")
	inner.Break(Invalid, "name", "", "x", "")
	outer.Nested("containers", inner.Err())
	outer.Nested("other", errors.New("boom"))
	outer.Nested("fine", nil)
	got := outer.Error()
	for _, want := range []string{"containers[0].port: got 0", "containers.name: got nothing", "other: got boom"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in:\n%s", want, got)
		}
	}
}

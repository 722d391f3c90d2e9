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

func TestEveryMistakeHasAFix(t *testing.T) {
	var ms Mistakes
	ms.Break(Range, "port", "0", "1 to 65535", "")
	ms.Break(Range, "port", "0", "1 to 65535", "use the port of the application")
	for i, want := range []Mistake{
		{"range", "port", "0", "1 to 65535", "state 1 to 65535"},
		{"range", "port", "0", "1 to 65535", "use the port of the application"},
	} {
		if ms[i] != want {
			t.Errorf("got %+v, want %+v", ms[i], want)
		}
	}
	want := "port: got 0, want 1 to 65535\nport: got 0, want 1 to 65535; use the port of the application"
	if got := ms.Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestMistakesKeepCredentials(t *testing.T) {
	key := "sk-" + strings.Repeat("a1B2c3D4", 4)
	var ms Mistakes
	ms.Break(Invalid, "name", `"`+key+`"`, "not "+key, "leave "+key+" out")
	if got, want := ms.Error(), `name: got "[redacted]", want not [redacted]; leave [redacted] out`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestWhatWasRefusedIsNotAlsoUnknown(t *testing.T) {
	var ms Mistakes
	ms.Break(KnownValue, "names[0]", "a reference", "a known name", "")
	ms.Break(Required, "names[0]", "", "a name", "")
	ms.Break(KnownValue, "names[1]", "a reference", "a known name", "")
	want := "names[0]: got nothing, want a name\nnames[1]: got a reference, want a known name"
	if got := ms.Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

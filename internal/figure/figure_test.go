package figure

import "testing"

func TestRead(t *testing.T) {
	id, n, ok := Read("    attacks_test.go:12: " + line("plan-attacks", 280) + "\n")
	if id != "plan-attacks" || n != 280 || !ok {
		t.Errorf("got %q, %d, %t", id, n, ok)
	}
	for _, other := range []string{"", "figure plan-attacks", "figure plan-attacks many\n", "configure x 3 times\n"} {
		if id, n, ok := Read(other); ok {
			t.Errorf("%q is taken for %s %d", other, id, n)
		}
	}
}

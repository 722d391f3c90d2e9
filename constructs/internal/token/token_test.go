package token

import "testing"

func TestIs(t *testing.T) {
	for s, want := range map[string]bool{
		"": false, "vpc-1": false, "$TOKEN": false, "#{other": false,
		"${TfToken[TOKEN.7]}": true, "a-${TfToken[TOKEN.7]}-b": true, "${var.name}": true, "#{TfToken[TOKEN.3]}": true,
		Unknown: true,
	} {
		if got := Is(s); got != want {
			t.Errorf("Is(%q) = %v", s, got)
		}
	}
}

func TestIsNumber(t *testing.T) {
	for n, want := range map[float64]bool{0: false, -1: false, 65536: false, -1e100: false,
		-1.8881545897087503e+289: true} {
		if got := IsNumber(n); got != want {
			t.Errorf("IsNumber(%g) = %v", n, got)
		}
	}
}

func TestIsList(t *testing.T) {
	list := func(values ...string) *[]*string {
		out := []*string{}
		for i := range values {
			out = append(out, &values[i])
		}
		return &out
	}
	if IsList(nil) || IsList(list()) || IsList(list("a", "${TfToken[TOKEN.1]}")) {
		t.Error("a list of known length was taken for a reference")
	}
	if !IsList(list("#{TfToken[TOKEN.1]}")) {
		t.Error("a list reference was not seen")
	}
}

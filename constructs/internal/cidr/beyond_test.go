package cidr

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
)

// parts reads blocks with ports, such as "10.0.0.0/8:80-90 ::/0:443-443".
func parts(t *testing.T, text string) []Ports {
	t.Helper()
	var out []Ports
	for part := range strings.FieldsSeq(text) {
		i := strings.LastIndexByte(part, ':')
		p := Ports{Prefix: netip.MustParsePrefix(part[:i])}
		if _, err := fmt.Sscanf(part[i+1:], "%d-%d", &p.Low, &p.High); err != nil {
			t.Fatal(part, err)
		}
		out = append(out, p)
	}
	return out
}

func TestBeyond(t *testing.T) {
	for _, c := range []struct{ some, others, want string }{
		{"10.0.0.0/8:80-80", "", "10.0.0.0/8:80-80"},
		{"10.0.0.0/8:80-80", "10.0.0.0/9:80-80 10.128.0.0/9:80-80", ""},
		{"10.0.0.0/9:80-80 10.128.0.0/9:80-80", "10.0.0.0/8:0-65535", ""},
		{"10.0.0.0/9:80-80 10.128.0.0/9:80-80", "", "10.0.0.0/8:80-80"},
		{"0.0.0.0/0:80-80", "0.0.0.0/1:80-80", "128.0.0.0/1:80-80"},
		{"10.0.0.0/8:80-90", "10.0.0.0/8:85-85", "10.0.0.0/8:80-84 10.0.0.0/8:86-90"},
		{"10.0.0.0/30:1-1", "10.0.0.1/32:1-1", "10.0.0.0/32:1-1 10.0.0.2/31:1-1"},
		{"10.0.0.0/8:80-80", "11.0.0.0/8:80-80 10.0.0.0/8:81-81 ::/0:80-80", "10.0.0.0/8:80-80"},
		{"::/0:443-443", "::/1:443-443", "8000::/1:443-443"},
		{"10.0.0.0/8:80-80 10.1.0.0/16:80-80", "", "10.0.0.0/8:80-80"},
	} {
		var got []string
		for _, p := range Beyond(parts(t, c.some), parts(t, c.others)) {
			got = append(got, fmt.Sprintf("%s:%d-%d", p.Prefix, p.Low, p.High))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s without %s: got %v, want %s", c.some, c.others, got, c.want)
		}
	}
}

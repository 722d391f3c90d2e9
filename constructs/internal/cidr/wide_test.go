package cidr

import (
	"fmt"
	"net/netip"
	"testing"
)

func TestWorldwide(t *testing.T) {
	var pieces []string
	for i := range 256 {
		pieces = append(pieces, fmt.Sprintf("%d.0.0.0/8", i))
	}
	for name, test := range map[string]struct {
		blocks []string
		want   bool
	}{
		"nothing":                {nil, false},
		"the world":              {[]string{"0.0.0.0/0"}, true},
		"the world, not masked":  {[]string{"1.2.3.4/0"}, true},
		"IPv6":                   {[]string{"::/0"}, true},
		"IPv4 in IPv6":           {[]string{"::ffff:0.0.0.0/96"}, true},
		"a half":                 {[]string{"128.0.0.0/1"}, true},
		"two halves":             {[]string{"0.0.0.0/1", "128.0.0.0/1"}, true},
		"pieces":                 {pieces, true},
		"two large pieces":       {[]string{"52.0.0.0/8", "54.0.0.0/8"}, true},
		"global IPv6":            {[]string{"2000::/3"}, true},
		"one large piece":        {[]string{"17.0.0.0/8"}, false},
		"the same piece twice":   {[]string{"17.0.0.0/8", "17.0.0.0/8", "17.1.0.0/16"}, false},
		"private blocks":         {[]string{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"}, false},
		"an office":              {[]string{"203.0.113.0/24", "2001:db8::/32"}, false},
		"a block around private": {[]string{"10.0.0.0/7"}, true},
		"single addresses":       {[]string{"203.0.113.7/32", "2001:db8::1/128"}, false},
	} {
		var blocks []netip.Prefix
		for _, b := range test.blocks {
			blocks = append(blocks, netip.MustParsePrefix(b))
		}
		if got := Worldwide(blocks); got != test.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

package cidr

import (
	"net/netip"
	"testing"
)

func TestSubnet(t *testing.T) {
	cases := []struct {
		vpc  string
		tier Tier
		zone int
		want string
	}{
		{"10.0.0.0/16", Public, 0, "10.0.0.0/21"},
		{"10.0.0.0/16", Public, 5, "10.0.40.0/21"},
		{"10.0.0.0/16", Private, 0, "10.0.48.0/20"},
		{"10.0.0.0/16", Private, 5, "10.0.128.0/20"},
		{"10.0.0.0/16", Isolated, 0, "10.0.144.0/21"},
		{"10.0.0.0/16", Isolated, 5, "10.0.184.0/21"},
		{"172.31.240.0/20", Private, 1, "172.31.244.0/24"},
		{"192.168.4.0/22", Public, 1, "192.168.4.32/27"},
		{"192.168.4.0/22", Private, 0, "192.168.4.192/26"},
		{"192.168.4.0/23", Private, 0, "192.168.4.96/27"},
		{"192.168.4.0/23", Isolated, 5, "192.168.5.112/28"},
		{"192.168.4.0/24", Public, 5, "192.168.4.80/28"},
		{"192.168.4.0/24", Private, 5, "192.168.4.176/28"},
		{"255.255.0.0/16", Isolated, 5, "255.255.184.0/21"},
	}
	for _, c := range cases {
		if got := Subnet(netip.MustParsePrefix(c.vpc), c.tier, c.zone).String(); got != c.want {
			t.Errorf("%s of %s: got %s, want %s", Name(c.tier, c.zone), c.vpc, got, c.want)
		}
	}
}

// TestSlotIsTheSameForAllSizes is what allows to divide a block that only Terraform knows.
func TestSlotIsTheSameForAllSizes(t *testing.T) {
	for tier := range tiers {
		newbits, number := Slot(LargestVPC, tier, 3)
		for bits := LargestVPC; bits <= Smallest(Isolated); bits++ {
			if b, n := Slot(bits, tier, 3); b != newbits || n != number {
				t.Errorf("/%d %s: got slot %d of %d bits, want %d of %d as in a /16", bits, tier, n, b, number, newbits)
			}
		}
	}
}

func TestSmallest(t *testing.T) {
	for tier, want := range map[Tier]int{Public: 25, Private: 24, Isolated: 23} {
		if got := Smallest(tier); got != want {
			t.Errorf("%s: got /%d, want /%d", tier, got, want)
		}
	}
	for _, bits := range []int{0, LargestVPC - 1, 29, 32} {
		if Fits(bits, Public) {
			t.Errorf("a subnet fits in a VPC of /%d, want none", bits)
		}
	}
}

func TestIPv6Number(t *testing.T) {
	seen := map[int]string{}
	for tier := range tiers {
		for zone := range Zones {
			n := IPv6Number(tier, zone)
			if n > 255 || seen[n] != "" {
				t.Errorf("%s: block %d is out of the /56 or that of %s", Name(tier, zone), n, seen[n])
			}
			seen[n] = Name(tier, zone)
		}
	}
}

// FuzzSubnet checks for any VPC: all subnets lie inside it, none overlaps another, none is smaller than AWS allows.
// That a further zone or tier moves no subnet needs no check: Subnet is not told how many there are.
func FuzzSubnet(f *testing.F) {
	f.Add(uint32(0x0a000000), uint8(16))
	f.Add(uint32(0xffffffff), uint8(24))
	f.Fuzz(func(t *testing.T, address uint32, size uint8) {
		bits := LargestVPC + int(size)%(smallest-LargestVPC+1)
		host := netip.AddrFrom4([4]byte{byte(address >> 24), byte(address >> 16), byte(address >> 8), byte(address)})
		vpc := netip.PrefixFrom(host, bits).Masked()
		var all []netip.Prefix
		for tier := Public; tier < tiers && Fits(bits, tier); tier++ {
			for zone := range Zones {
				all = append(all, Subnet(vpc, tier, zone))
			}
		}
		for i, a := range all {
			if a != a.Masked() || a.Bits() > smallest || !vpc.Contains(a.Addr()) || a.Bits() < vpc.Bits() {
				t.Errorf("subnet %d of %s is %s", i, vpc, a)
			}
			for _, b := range all[:i] {
				if a.Overlaps(b) {
					t.Errorf("in %s %s overlaps %s", vpc, a, b)
				}
			}
		}
	})
}

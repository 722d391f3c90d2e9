// Package cidr divides the IPv4 block of a VPC among its subnets.
//
// Every tier has room for [Zones] zones from the start, in a fixed order, so the block of a subnet depends on nothing
// but the VPC's block, the tier and the zone's place: a zone or a tier that is added later moves no other subnet. A
// private subnet is twice as large as the others, because each task takes an address of its own there. Of
// 10.0.0.0/16, for example:
//
//	public    10.0.0.0/21   10.0.8.0/21   … 10.0.40.0/21
//	private   10.0.48.0/20  10.0.64.0/20  … 10.0.128.0/20
//	isolated  10.0.144.0/21 10.0.152.0/21 … 10.0.184.0/21
//	free      10.0.192.0/18
package cidr

import (
	"fmt"
	"net/netip"
)

// Tier is a kind of subnet. The order of the tiers is the order of their blocks.
type Tier int

const (
	Public   Tier = iota // routed to the internet gateway
	Private              // routed outwards only, if at all
	Isolated             // routed nowhere
	tiers                // how many there are
)

// String names the tier as addresses of resources do.
func (t Tier) String() string { return [...]string{"public", "private", "isolated"}[t] }

// Limits of a VPC and its subnets.
const (
	Zones        = 6  // most availability zones that a region has (us-east-1)
	LargestVPC   = 16 // bits of the largest block that AWS gives a VPC
	smallest     = 28 // bits of the smallest subnet that AWS makes
	newBits      = 5  // a subnet is a 32nd of the VPC …
	ipv6PerTier  = 8  // /64 blocks kept for a tier; a power of two is easier to read than Zones
	addressWidth = 32
)

// newBitsOf returns how many bits longer than the VPC's prefix that of a subnet is.
func newBitsOf(vpcBits int, t Tier) int {
	n := newBits
	if t == Private {
		n-- // … and a private one a 16th
	}
	return min(n, smallest-vpcBits)
}

// Slot says which part of a VPC's block, whose prefix has vpcBits bits, belongs to the zone (from 0) of the tier, in
// the terms of Terraform's cidrsubnet(block, newbits, number). The answer is the same for all VPCs in which every tier
// fits.
func Slot(vpcBits int, t Tier, zone int) (newbits, number int) {
	newbits = newBitsOf(vpcBits, t)
	before := 0 // addresses of the tiers before
	for other := range t {
		before += Zones << (addressWidth - vpcBits - newBitsOf(vpcBits, other))
	}
	return newbits, before>>(addressWidth-vpcBits-newbits) + zone
}

// Fits reports whether all tiers up to last have room in a VPC whose prefix has vpcBits bits.
func Fits(vpcBits int, last Tier) bool {
	if vpcBits < LargestVPC || vpcBits > smallest {
		return false
	}
	newbits, number := Slot(vpcBits, last, Zones-1)
	return number < 1<<newbits
}

// Smallest returns the bits of the smallest VPC block in which all tiers up to last have room.
func Smallest(last Tier) int {
	bits := smallest
	for !Fits(bits, last) {
		bits--
	}
	return bits
}

// Subnet is the block of the zone (from 0) of the tier in a VPC in which the tier [Fits].
func Subnet(vpc netip.Prefix, t Tier, zone int) netip.Prefix {
	newbits, number := Slot(vpc.Bits(), t, zone)
	bits := vpc.Bits() + newbits
	first := vpc.Masked().Addr().As4()
	n := uint32(first[0])<<24 | uint32(first[1])<<16 | uint32(first[2])<<8 | uint32(first[3])
	n += uint32(number) << (addressWidth - bits)
	return netip.PrefixFrom(netip.AddrFrom4([4]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}), bits)
}

// IPv6Number is the number of the /64 of the zone (from 0) of the tier in the /56 of a VPC.
func IPv6Number(t Tier, zone int) int { return int(t)*ipv6PerTier + zone }

// Name is the name of the subnet of the zone (from 0) of the tier, counted from 1.
func Name(t Tier, zone int) string { return fmt.Sprintf("%s-%d", t, zone+1) }

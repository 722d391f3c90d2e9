// Package partition knows the partitions of AWS: groups of regions with ARNs and domains of their own.
//
// Source: the list of endpoints that AWS's SDKs share, read on 2026-11-27 as of botocore 1.43.11,
// https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json
package partition

import (
	"regexp"
	"slices"
	"strings"
)

// Partition is a group of regions.
type Partition struct {
	Name      string // in ARNs, such as aws-cn
	DNSSuffix string // of the services' domains, such as amazonaws.com.cn
	regions   *regexp.Regexp
}

// partitions, of which at most one has a region. The first one takes regions in parts of the world that are new to it.
var partitions = []Partition{
	{"aws", "amazonaws.com", regexp.MustCompile(`^[a-z]{2}-[a-z]+-[0-9]+$`)},
	{"aws-cn", "amazonaws.com.cn", regexp.MustCompile(`^cn-[a-z]+-[0-9]+$`)},
	{"aws-us-gov", "amazonaws.com", regexp.MustCompile(`^us-gov-[a-z]+-[0-9]+$`)},
	{"aws-eusc", "amazonaws.eu", regexp.MustCompile(`^eusc-[a-z]{2}-[a-z]+-[0-9]+$`)},
	{"aws-iso", "c2s.ic.gov", regexp.MustCompile(`^us-iso-[a-z]+-[0-9]+$`)},
	{"aws-iso-b", "sc2s.sgov.gov", regexp.MustCompile(`^us-isob-[a-z]+-[0-9]+$`)},
	{"aws-iso-e", "cloud.adc-e.uk", regexp.MustCompile(`^eu-isoe-[a-z]+-[0-9]+$`)},
	{"aws-iso-f", "csp.hci.ic.gov", regexp.MustCompile(`^us-isof-[a-z]+-[0-9]+$`)},
}

// All returns the partitions, the one that nearly everybody uses first.
func All() []Partition { return append([]Partition(nil), partitions...) }

// Of returns the partition of a region. It reports false for what is no region, such as a zone or a reference.
func Of(region string) (Partition, bool) {
	for _, v := range slices.Backward(partitions) { // the first has the form of some others too
		if v.regions.MatchString(region) {
			return v, true
		}
	}
	return Partition{}, false
}

// IsRegion tells whether a name has the form of a region.
func IsRegion(name string) bool {
	_, ok := Of(name)
	return ok
}

// inRegion is what follows the region in the name of a zone: a letter, or for Local and Wavelength Zones a place.
var inRegion = regexp.MustCompile(`^(?:[a-z]|(?:-[a-z0-9]+)+)$`)

// IsZone tells whether a name has the form of an Availability Zone, Local Zone or Wavelength Zone of the region.
func IsZone(name, region string) bool {
	rest, ok := strings.CutPrefix(name, region)
	return ok && IsRegion(region) && inRegion.MatchString(rest)
}

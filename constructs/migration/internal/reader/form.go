package reader

import "regexp"

// Forms of what AWS and this library take.
var (
	VPC           = regexp.MustCompile(`^vpc-[0-9a-f]{8,17}$`)
	Subnet        = regexp.MustCompile(`^subnet-[0-9a-f]{8,17}$`)
	SecurityGroup = regexp.MustCompile(`^sg-[0-9a-f]{8,17}$`)
	FileSystem    = regexp.MustCompile(`^fs-[0-9a-f]{8,40}$`)
	AccessPoint   = regexp.MustCompile(`^fsap-[0-9a-f]{8,40}$`)
	HostedZone    = regexp.MustCompile(`^Z[0-9A-Z]{1,31}$`)
	Bucket        = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)
	Prefix        = regexp.MustCompile(`^[A-Za-z0-9!_.*'()/-]{1,200}$`)
	Path          = regexp.MustCompile(`^/[A-Za-z0-9_.$/~"'@:+&?=%-]{0,999}$`)
	Matcher       = regexp.MustCompile(`^[2-4]\d\d(-[2-4]\d\d)?(,[2-4]\d\d(-[2-4]\d\d)?)*$`)
	Volume        = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$`)
	Tag           = regexp.MustCompile(`^[\p{L}\p{N} _.:/=+@-]{1,128}$`)
	Host          = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$`)
)

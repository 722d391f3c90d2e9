package reader

import "regexp"

// Forms of what AWS and this library take.
var (
	Prefix  = regexp.MustCompile(`^[A-Za-z0-9!_.*'()/-]{1,200}$`)
	Path    = regexp.MustCompile(`^/[A-Za-z0-9_.$/~"'@:+&?=%-]{0,999}$`)
	Matcher = regexp.MustCompile(`^[2-4]\d\d(-[2-4]\d\d)?(,[2-4]\d\d(-[2-4]\d\d)?)*$`)
	Volume  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$`)
	Tag     = regexp.MustCompile(`^[\p{L}\p{N} _.:/=+@-]{1,128}$`)
	Host    = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$`)
)

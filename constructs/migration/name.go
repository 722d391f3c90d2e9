package migration

import (
	"regexp"
	"strings"
)

var notInName = regexp.MustCompile(`[^a-z0-9]+`)

// ServiceName makes a name that package fargateai accepts: lower-case letters, digits and hyphens, 2 to 32, starting
// with a letter.
func ServiceName(name string) string {
	name = strings.Trim(notInName.ReplaceAllString(strings.ToLower(name), "-"), "-")
	if name == "" || name[0] < 'a' || name[0] > 'z' {
		name = "app-" + name
	}
	const most = 32
	if len(name) > most {
		name = name[:most]
	}
	if name = strings.TrimRight(name, "-"); len(name) < 2 {
		name += "-app"
	}
	return name
}

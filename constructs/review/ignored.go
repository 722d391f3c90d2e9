package review

import (
	"slices"
	"strings"
)

// watched are the parts of an attribute's name that say who may do or reach what.
var watched = []string{"policy", "policies", "ingress", "cidr", "public", "encrypt", "acl", "trust"}

// ignored is a setting that Terraform is told not to look at: what somebody else opens is never closed again.
func ignored(_ *Inventory, r Resource, report reporter) {
	for _, lifecycle := range blocks(r.Attributes["lifecycle"]) {
		for _, name := range words(lifecycle["ignore_changes"]) {
			if name == "all" || slices.ContainsFunc(watched, func(word string) bool { return strings.Contains(name, word) }) {
				report("changes-ignored", Medium, "Terraform ignores changes of "+line(name)+
					": what somebody opens by hand stays open", "leave it out of ignore_changes")
			}
		}
	}
}

// Package figure says in a test what it counted, so that the report of `make trust` can hold it against its goal.
package figure

import (
	"fmt"
	"regexp"
	"strconv"
	"testing"
)

// Say logs how many of something a test has seen. The id is one of the goals of package trust.
func Say(t testing.TB, id string, n int) {
	t.Helper()
	t.Log(line(id, n))
}

func line(id string, n int) string { return fmt.Sprintf("figure %s %d", id, n) }

var said = regexp.MustCompile(`\bfigure ([a-z0-9-]+) (\d+)\n?$`)

// Read is what a line of a test's output says.
func Read(output string) (id string, n int, ok bool) {
	found := said.FindStringSubmatch(output)
	if found == nil {
		return "", 0, false
	}
	n, err := strconv.Atoi(found[2])
	return found[1], n, err == nil
}

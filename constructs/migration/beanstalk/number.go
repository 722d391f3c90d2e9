package beanstalk

import (
	"strconv"
	"strings"
)

// parseWhole reads a whole number.
func parseWhole(text string) (float64, bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 32)
	return float64(n), err == nil
}

package reader

import (
	"strconv"
	"strings"
)

// Whole reads a whole number.
func Whole(text string) (float64, bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 32)
	return float64(n), err == nil
}

package filterpattern

import (
	"fmt"
	"regexp"
)

var (
	regexLetters = regexp.MustCompile(`^[A-Za-z0-9:_#=@/;,\- ^$?\[\]{}|\\*+.]+$`)
	noMinimum    = regexp.MustCompile(`(^|[^\\])\{,`)
)

// expression is a regular expression in Go's syntax, in which {,n} needs a minimum.
func expression(regex string) string { return noMinimum.ReplaceAllString(regex, "${1}{0,") }

// checkRegex requires a regular expression of CloudWatch Logs, which knows neither groups nor letters outside ASCII.
func checkRegex(regex string) error {
	if !regexLetters.MatchString(regex) {
		return fmt.Errorf(
			"the regular expression %q has other characters than letters, digits, spaces and %s", regex,
			`:_#=@/;,-^$?[]{}|\*+.`,
		)
	}
	if _, err := regexp.Compile(expression(regex)); err != nil {
		return fmt.Errorf("the regular expression %q does not compile: %w", regex, err)
	}
	return nil
}

package schedule

import (
	"regexp"
	"time"
	_ "time/tzdata" // so that the answer is the same on a machine without a zone database

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// zoneForm is an area and a place. Abbreviations such as EST are zones too, but fixed ones without daylight saving
// time, which nobody means.
var zoneForm = regexp.MustCompile(`^(UTC|[A-Z][A-Za-z_]+(/[A-Z][A-Za-z0-9_+-]*){1,2})$`)

// CheckTimeZone requires the name of an IANA time zone, when one is given that is not a reference.
func CheckTimeZone(ps *rules.Mistakes, path, name string) {
	if name == "" || token.Is(name) {
		return
	}
	if zoneForm.MatchString(name) {
		if _, err := time.LoadLocation(name); err == nil {
			return
		}
	}
	ps.Break(timeZone, path, check.Quote(name), "an IANA time zone such as Europe/Dublin, or UTC",
		"name the city's zone; an abbreviation or an offset knows no daylight saving time")
}

// Package schedule judges the schedule expressions of AWS (cron, rate, at), the time zones they are read in, and whether
// their time ever comes.
//
// Application Auto Scaling and EventBridge Scheduler read the same expressions. AWS's cron is not the one of crontab: six fields with a year, days of the week counted from Sunday = 1, and "?" in
// exactly one of the two day fields
// (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html).
package schedule

import (
	"regexp"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

const atLayout = "2006-01-02T15:04:05"

var (
	form     = regexp.MustCompile(`^(cron|rate|at)\(([ -~]*)\)$`)
	rateForm = regexp.MustCompile(`^([1-9][0-9]{0,8}) (minute|hour|day)(s?)$`)
)

// Check requires a schedule expression, when one is given that is not a reference. Every field that is wrong is a
// mistake of its own.
func Check(ps *rules.Mistakes, path, expression string) {
	if expression == "" || token.Is(expression) {
		return
	}
	parts := form.FindStringSubmatch(expression)
	if parts == nil {
		ps.Break(rules.Invalid, path, check.Quote(expression), "cron(…), rate(…) or at(…)",
			"write it like cron(0 7 ? * MON-FRI *), rate(1 hour) or at(2030-12-31T23:59:59)")
		return
	}
	switch kind, inner := parts[1], parts[2]; kind {
	case "cron":
		cronProblems(ps, path, inner)
	case "rate":
		rateProblems(ps, path, inner)
	case "at":
		// The layout alone would let single digits and fractions of a second pass.
		if t, err := time.Parse(atLayout, inner); err != nil || t.Format(atLayout) != inner {
			ps.Break(rules.Invalid, path, check.Quote(expression), "at(yyyy-mm-ddThh:mm:ss)",
				"name a day that exists, without a zone: the time zone is a prop of its own")
		}
	}
}

func rateProblems(ps *rules.Mistakes, path, inner string) {
	parts := rateForm.FindStringSubmatch(inner)
	if parts == nil {
		ps.Break(rules.Invalid, path, check.Quote("rate("+inner+")"), "a whole number above 0 and minutes, hours or days",
			"write it like rate(5 minutes)")
		return
	}
	value, unit, plural := parts[1], parts[2], parts[3] == "s"
	if plural == (value == "1") {
		right := unit + "s"
		if value == "1" {
			right = unit
		}
		ps.Break(rules.Invalid, path, check.Quote("rate("+inner+")"), "rate("+value+" "+right+")",
			"AWS refuses the other number of the word")
	}
}

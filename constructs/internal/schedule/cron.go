package schedule

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// field is one of the six fields of a cron expression.
type field struct {
	name        string
	least, most int
	names       []string // that may stand for least, least+1, …
	steps       bool     // allows a/b
	special     *regexp.Regexp
	want        string
}

const dayOfMonth, dayOfWeek = 2, 4 // their places among the fields

var fields = [6]field{
	{name: "minutes", least: 0, most: 59, steps: true, want: "0–59"},
	{name: "hours", least: 0, most: 23, steps: true, want: "0–23"},
	{name: "day of month", least: 1, most: 31, steps: true,
		special: regexp.MustCompile(`^(L|LW|([1-9]|[12][0-9]|3[01])W)$`),
		want:    "1–31, L (last), 15W (the weekday nearest to the 15th)"},
	{name: "month", least: 1, most: 12, steps: true, want: "1–12 or JAN–DEC",
		names: []string{"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}},
	{name: "day of week", least: 1, most: 7,
		special: regexp.MustCompile(`^(L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$`),
		want:    "SUN–SAT or 1–7 (1 is Sunday), 6L (the last Friday), 3#2 (the second Tuesday)",
		names:   []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}},
	{name: "year", least: 1970, most: 2199, steps: true, want: "1970–2199"},
}

func cronProblems(ps *rules.Mistakes, path, inner string) {
	given := strings.Fields(inner)
	if len(given) != len(fields) {
		fix := "the fields are minutes, hours, day of month, month, day of week, year"
		if len(given) == len(fields)-1 {
			fix += `; crontab's five lack the year: add " *"`
		}
		ps.Break(cronFields, path, fmt.Sprintf("%d fields in %s", len(given), check.Quote("cron("+inner+")")), "6 fields",
			fix)
		return
	}
	if (given[dayOfMonth] == "?") == (given[dayOfWeek] == "?") {
		ps.Break(cronDays, path, fmt.Sprintf("day of month %s and day of week %s", check.Quote(given[dayOfMonth]),
			check.Quote(given[dayOfWeek])), `"?" in exactly one of them`,
			`each decides the day alone: cron(0 7 * * ? *) is every day, cron(0 7 ? * MON-FRI *) every working day`)
	}
	for i, f := range fields {
		if given[i] == "?" && (i == dayOfMonth || i == dayOfWeek) {
			continue
		}
		if fix, ok := f.allows(given[i]); !ok {
			ps.Break(rules.Invalid, path, f.name+" "+check.Quote(given[i]), f.want, fix)
		}
	}
}

// allows reports whether text is a valid field, and if not what to do where the field's own range does not say it.
func (f field) allows(text string) (fix string, ok bool) {
	elements := strings.Split(text, ",")
	for _, element := range elements {
		if f.special != nil && f.special.MatchString(element) {
			if len(elements) > 1 {
				return "L, W and # stand alone", false
			}
			continue
		}
		if fix, ok := f.allowsElement(element); !ok {
			return fix, false
		}
	}
	return "", true
}

// allowsElement judges *, a, a-b, and each with /step.
func (f field) allowsElement(element string) (fix string, ok bool) {
	element, step, stepped := strings.Cut(element, "/")
	if stepped {
		if !f.steps {
			return "this field has no steps; list the days", false
		}
		if n, ok := number(step); !ok || n < 1 || n > f.most-f.least+1 {
			return "the step after / is a whole number from 1 to the field's length", false
		}
	}
	if element == "*" {
		return "", true
	}
	from, to, ranged := strings.Cut(element, "-")
	first, ok := f.value(from)
	if !ok || !ranged {
		return "", ok
	}
	last, ok := f.value(to)
	if ok && last < first {
		return "a range runs upwards; list the values instead", false
	}
	return "", ok
}

// value is the number that text, a number or a name, stands for.
func (f field) value(text string) (int, bool) {
	for i, name := range f.names {
		if text == name {
			return f.least + i, true
		}
	}
	n, ok := number(text)
	return n, ok && n >= f.least && n <= f.most
}

// number reads up to four digits; strconv alone would take a sign.
func number(text string) (int, bool) {
	if text == "" || len(text) > 4 || strings.Trim(text, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

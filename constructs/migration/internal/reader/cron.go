package reader

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/schedule"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

var weekdays = []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"}

// Cron turns five fields of crontab into AWS's six. Where both days are stated, crontab means either of them, which AWS
// cannot say.
func Cron(text string) (string, bool) {
	fields := strings.Fields(text)
	if len(fields) != 5 {
		return "", false
	}
	minute, hour, day, month, weekday := fields[0], fields[1], fields[2], fields[3], fields[4]
	switch {
	case weekday == "*":
		weekday = "?"
	case day == "*":
		day = "?"
		named, ok := namedDays(weekday)
		if !ok {
			return "", false
		}
		weekday = named
	default:
		return "", false
	}
	out := fmt.Sprintf("cron(%s %s %s %s %s *)", minute, hour, day, month, weekday)
	var mistakes rules.Mistakes
	schedule.Check(&mistakes, "e", out)
	return out, len(mistakes) == 0
}

// namedDays turns days of the week that are counted from Sunday = 0 into names, which mean the same everywhere.
func namedDays(field string) (string, bool) {
	var out []string
	for part := range strings.SplitSeq(field, ",") {
		from, to, isRange := strings.Cut(part, "-")
		first, ok := dayName(from)
		if !ok {
			return "", false
		}
		if isRange {
			last, ok := dayName(to)
			if !ok {
				return "", false
			}
			first += "-" + last
		}
		out = append(out, first)
	}
	return strings.Join(out, ","), true
}

func dayName(text string) (string, bool) {
	if n, err := strconv.Atoi(text); err == nil {
		if n < 0 || n >= len(weekdays) {
			return "", false
		}
		return weekdays[n], true
	}
	text = strings.ToUpper(text)
	return text, slices.Contains(weekdays, text)
}

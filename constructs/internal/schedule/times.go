package schedule

import (
	"strconv"
	"strings"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Times are when something happens: an expression, the zone that it is read in, and the time that it is bound to.
type Times struct {
	Expression string // cron(…), rate(…) or at(…)
	TimeZone   string // IANA name; "" is UTC
	Start, End string // RFC 3339; "" is no bound. Both services ignore them for at(…).
}

// Paths of the props that [Times] are read from.
type Paths struct{ Expression, TimeZone, Start, End string }

// Check requires times that are well formed and still to come, seen from now: the day of the plan. What is a reference
// is taken to be right.
func (t Times) Check(ps *rules.Mistakes, at Paths, now time.Time) {
	before := len(*ps)
	Check(ps, at.Expression, t.Expression)
	CheckTimeZone(ps, at.TimeZone, t.TimeZone)
	start, end := moment(ps, at.Start, t.Start), moment(ps, at.End, t.End)
	today := "today, " + now.Format(time.DateOnly)
	switch {
	case end.IsZero() || strings.HasPrefix(t.Expression, "at("):
	case !start.IsZero() && !end.After(start):
		ps.Break(scheduleEnd, at.End, check.Quote(t.End), "a time after "+at.Start, "")
	case !end.After(now):
		ps.Break(scheduleFires, at.End, check.Quote(t.End), "a time after "+today,
			"leave the schedule out, as its time is over")
	}
	r, known := t.read()
	if len(*ps) > before || !known || r.every > 0 {
		return
	}
	if _, ok := r.next(now); ok {
		return
	}
	fix := "leave the schedule out, as its time is over"
	if r.once.IsZero() {
		if _, ever := r.cron.next(date(1970, time.January, 1), time.UTC); !ever {
			fix = "no month or year that it names has such a day"
		} else if !start.IsZero() || !end.IsZero() {
			fix = "nothing of it lies between " + at.Start + " and " + at.End
		}
	}
	ps.Break(scheduleFires, at.Expression, check.Quote(t.Expression), "a time that comes after "+today, fix)
}

// Gaps are the shortest and the longest time between one firing and the next. There are none where it is not known, and
// for what fires once or in some years only.
func (t Times) Gaps() (shortest, longest time.Duration, ok bool) {
	r, known := t.read()
	switch {
	case !known || !r.once.IsZero():
		return 0, 0, false
	case r.every > 0:
		return r.every, r.every, true
	case len(r.cron.years) <= lastYear-1970:
		return 0, 0, false
	}
	shortest, longest = r.cron.gaps()
	if r.zone != time.UTC {
		longest += time.Hour // a day in autumn has 25
	}
	return shortest, longest, longest > 0
}

// PerMonth is how often it fires in a month, on average over years. It is not known for what fires once or in some years
// only.
func (t Times) PerMonth() (float64, bool) {
	r, known := t.read()
	const hours = 730
	switch {
	case !known || !r.once.IsZero():
		return 0, false
	case r.every > 0:
		return hours / r.every.Hours(), true
	case len(r.cron.years) <= lastYear-1970:
		return 0, false
	}
	return float64(r.cron.days()*len(r.cron.minutes)) / 48, true
}

// Coincide is a time, from now on, at which both fire; of a rate nobody knows the times. It looks at the first thousand
// firings of either.
func Coincide(a, b Times, now time.Time) (time.Time, bool) {
	first, known := a.read()
	second, other := b.read()
	if !known || !other || first.every > 0 || second.every > 0 {
		return time.Time{}, false
	}
	for _, pair := range [][2]reading{{first, second}, {second, first}} {
		at, ok := pair[0].next(now)
		for range 1000 {
			if !ok {
				break
			}
			if same, fires := pair[1].next(at.Add(-time.Nanosecond)); fires && same.Equal(at) {
				return at, true
			}
			at, ok = pair[0].next(at)
		}
	}
	return time.Time{}, false
}

// reading is an expression that was understood: one of once, every and cron.
type reading struct {
	once       time.Time
	every      time.Duration
	cron       calendar
	zone       *time.Location
	start, end time.Time
}

// read understands times without a mistake. It reports false where something is a reference or wrong.
func (t Times) read() (r reading, ok bool) {
	var ps rules.Mistakes
	Check(&ps, "", t.Expression)
	CheckTimeZone(&ps, "", t.TimeZone)
	r.start, r.end = moment(&ps, "", t.Start), moment(&ps, "", t.End)
	if len(ps) > 0 || t.Expression == "" || token.Is(t.Expression+t.TimeZone+t.Start+t.End) {
		return r, false
	}
	zone, err := time.LoadLocation(t.TimeZone)
	if err != nil {
		return r, false
	}
	r.zone = zone
	parts := form.FindStringSubmatch(t.Expression)
	switch inner := parts[2]; parts[1] {
	case "at":
		r.once, err = time.ParseInLocation(atLayout, inner, zone)
	case "rate":
		rate := rateForm.FindStringSubmatch(inner)
		var n int
		n, err = strconv.Atoi(rate[1])
		r.every = time.Duration(n) * units[rate[2]]
	default:
		r.cron = readCron(inner)
	}
	return r, err == nil
}

var units = map[string]time.Duration{"minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour}

// next is the first firing after the given time, of anything but a rate.
func (r reading) next(after time.Time) (time.Time, bool) {
	if !r.once.IsZero() {
		return r.once, r.once.After(after)
	}
	if start := r.start.Add(-time.Nanosecond); start.After(after) {
		after = start
	}
	at, ok := r.cron.next(after, r.zone)
	return at, ok && (r.end.IsZero() || !at.After(r.end))
}

// moment reads a time; it is zero where there is none to compare.
func moment(ps *rules.Mistakes, path, text string) time.Time {
	if text == "" || token.Is(text) {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		ps.Break(rules.Invalid, path, check.Quote(text), "a time such as 2030-01-01T00:00:00Z",
			"RFC 3339 needs a zone: Z, or an offset such as +01:00")
	}
	return t
}

package schedule

import (
	"strings"
	"time"
)

// calendar is a cron expression that has been read: the minutes of a day, and the days that it names.
type calendar struct {
	minutes []int // of a day, upwards
	months  map[int]bool
	years   map[int]bool
	onDay   func(day time.Time) bool
}

// lastYear of a cron expression.
const lastYear = 2199

// readCron reads an expression in which cronProblems finds no mistake.
func readCron(inner string) calendar {
	given := strings.Fields(inner)
	c := calendar{months: fields[3].values(given[3]), years: fields[5].values(given[5])}
	hours, minutes := fields[1].values(given[1]), fields[0].values(given[0])
	for minute := range 24 * 60 {
		if hours[minute/60] && minutes[minute%60] {
			c.minutes = append(c.minutes, minute)
		}
	}
	if given[dayOfMonth] != "?" {
		c.onDay = onDayOfMonth(given[dayOfMonth])
	} else {
		c.onDay = onDayOfWeek(given[dayOfWeek])
	}
	return c
}

// values are the numbers that a list of *, a, a-b and steps stands for.
func (f field) values(text string) map[int]bool {
	out := map[int]bool{}
	for element := range strings.SplitSeq(text, ",") {
		element, steps, stepped := strings.Cut(element, "/")
		from, to, ranged := strings.Cut(element, "-")
		first, last, step := f.least, f.most, 1
		if element != "*" {
			first, _ = f.value(from)
			switch {
			case ranged:
				last, _ = f.value(to)
			case !stepped:
				last = first
			}
		}
		if stepped {
			step, _ = number(steps)
		}
		for n := first; n <= last; n += step {
			out[n] = true
		}
	}
	return out
}

func onDayOfMonth(text string) func(time.Time) bool {
	nearest, isNearest := strings.CutSuffix(text, "W")
	n, _ := number(nearest)
	switch {
	case text == "L":
		return func(day time.Time) bool { return day.Day() == lastOf(day) }
	case text == "LW":
		return func(day time.Time) bool { return day.Day() == weekdayNear(day, lastOf(day)) }
	case isNearest:
		return func(day time.Time) bool { return n <= lastOf(day) && day.Day() == weekdayNear(day, n) }
	}
	days := fields[dayOfMonth].values(text)
	return func(day time.Time) bool { return days[day.Day()] }
}

func onDayOfWeek(text string) func(time.Time) bool {
	f := fields[dayOfWeek]
	last, isLast := strings.CutSuffix(text, "L")
	name, order, isNth := strings.Cut(text, "#")
	switch {
	case text == "L":
		text = "7"
	case isLast:
		n, _ := f.value(last)
		return func(day time.Time) bool { return numbered(day) == n && day.Day()+7 > lastOf(day) }
	case isNth:
		n, _ := f.value(name)
		nth, _ := number(order)
		return func(day time.Time) bool { return numbered(day) == n && (day.Day()+6)/7 == nth }
	}
	days := f.values(text)
	return func(day time.Time) bool { return days[numbered(day)] }
}

// numbered is the day of the week as AWS counts it, Sunday as 1.
func numbered(day time.Time) int { return int(day.Weekday()) + 1 }

// lastOf is the number of days in the month of a day.
func lastOf(day time.Time) int { return date(day.Year(), day.Month()+1, 0).Day() }

// weekdayNear is the day from Monday to Friday that is nearest to the nth, in the same month.
func weekdayNear(day time.Time, n int) int {
	switch at := date(day.Year(), day.Month(), n); {
	case at.Weekday() == time.Saturday && n > 1:
		return n - 1
	case at.Weekday() == time.Saturday:
		return n + 2
	case at.Weekday() == time.Sunday && n < lastOf(day):
		return n + 1
	case at.Weekday() == time.Sunday:
		return n - 2
	}
	return n
}

// date is a day of the calendar, in no zone's time.
func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// nextDay is the first day of the calendar from the given one on, up to a last one.
func (c calendar) nextDay(from, last time.Time) (time.Time, bool) {
	for day := from; !day.After(last); {
		switch {
		case !c.years[day.Year()]:
			day = date(day.Year()+1, time.January, 1)
		case !c.months[int(day.Month())]:
			day = date(day.Year(), day.Month()+1, 1)
		case c.onDay(day):
			return day, true
		default:
			day = day.AddDate(0, 0, 1)
		}
	}
	return time.Time{}, false
}

// next is the first time after the given one, read in a zone. A time that the clocks leave out in spring does not come
// (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time).
func (c calendar) next(after time.Time, zone *time.Location) (time.Time, bool) {
	local := after.In(zone)
	last := date(lastYear, time.December, 31)
	for from := date(local.Date()); ; {
		day, ok := c.nextDay(from, last)
		if !ok {
			return time.Time{}, false
		}
		for _, minute := range c.minutes {
			at := time.Date(day.Year(), day.Month(), day.Day(), minute/60, minute%60, 0, 0, zone)
			if at.After(after) && at.Hour() == minute/60 {
				return at, true
			}
		}
		from = day.AddDate(0, 0, 1)
	}
}

// gaps are the shortest and the longest time between one firing and the next, over four years in which all days occur.
func (c calendar) gaps() (shortest, longest time.Duration) {
	first, last := c.minutes[0], c.minutes[len(c.minutes)-1]
	shortest = 4 * 366 * 24 * time.Hour
	see := func(gap time.Duration) { shortest, longest = min(shortest, gap), max(longest, gap) }
	for i, minute := range c.minutes[1:] {
		see(time.Duration(minute-c.minutes[i]) * time.Minute)
	}
	end := date(2032, time.March, 31)
	before, ok := c.nextDay(date(2028, time.January, 1), end)
	for ok {
		var day time.Time
		if day, ok = c.nextDay(before.AddDate(0, 0, 1), end); ok {
			see(day.Sub(before) + time.Duration(first-last)*time.Minute)
			before = day
		}
	}
	return shortest, longest
}

// days are how many it names in four years.
func (c calendar) days() int {
	n := 0
	end := date(2031, time.December, 31)
	for day, ok := c.nextDay(date(2028, time.January, 1), end); ok; day, ok = c.nextDay(day.AddDate(0, 0, 1), end) {
		n++
	}
	return n
}

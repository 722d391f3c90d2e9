package schedule

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// today is a Friday.
var today = time.Date(2026, time.November, 27, 12, 0, 0, 0, time.UTC)

func TestTimesThatCome(t *testing.T) {
	for _, c := range []struct {
		times Times
		next  string // "" where nobody knows
	}{
		{Times{Expression: "cron(0 2 * * ? *)"}, "2026-11-28T02:00:00Z"},
		{Times{Expression: "cron(0 12 27 11 ? *)"}, "2027-11-27T12:00:00Z"},
		{Times{Expression: "cron(1 12 * * ? *)"}, "2026-11-27T12:01:00Z"},
		{Times{Expression: "cron(0 2 * * ? *)", TimeZone: "Europe/Dublin"}, "2026-11-28T02:00:00Z"},
		{Times{Expression: "cron(0 2 * * ? *)", TimeZone: "America/New_York"}, "2026-11-28T07:00:00Z"},
		{Times{Expression: "cron(0 0 29 2 ? *)"}, "2028-02-29T00:00:00Z"},
		{Times{Expression: "cron(0 0 31 * ? *)"}, "2026-12-31T00:00:00Z"},
		{Times{Expression: "cron(0 0 30 1-2 ? *)"}, "2027-01-30T00:00:00Z"},
		{Times{Expression: "cron(0 0 L 2 ? *)"}, "2027-02-28T00:00:00Z"},
		{Times{Expression: "cron(0 0 LW * ? *)"}, "2026-11-30T00:00:00Z"},
		{Times{Expression: "cron(0 0 LW 2 ? *)"}, "2027-02-26T00:00:00Z"},
		{Times{Expression: "cron(0 0 28W 11 ? *)"}, "2027-11-29T00:00:00Z"}, // its Sunday becomes the Monday
		{Times{Expression: "cron(0 0 1W 5 ? *)"}, "2027-05-03T00:00:00Z"},   // its Saturday may not become April
		{Times{Expression: "cron(0 0 31W 1 ? *)"}, "2027-01-29T00:00:00Z"},  // its Sunday may not become February
		{Times{Expression: "cron(0 0 5W 12 ? *)"}, "2026-12-04T00:00:00Z"},
		{Times{Expression: "cron(0 9 ? * 6L *)"}, "2026-12-25T09:00:00Z"},
		{Times{Expression: "cron(0 9 ? * L *)"}, "2026-11-28T09:00:00Z"},
		{Times{Expression: "cron(0 9 ? * TUE#2 *)"}, "2026-12-08T09:00:00Z"},
		{Times{Expression: "cron(0 9 ? 2 MON#5 *)"}, "2044-02-29T09:00:00Z"},
		{Times{Expression: "cron(0/20 8-9 ? * SUN,SAT *)"}, "2026-11-28T08:00:00Z"},
		{Times{Expression: "cron(0 0 1 1 ? 2199)"}, "2199-01-01T00:00:00Z"},
		{Times{Expression: "cron(0 2 * * ? *)", Start: "2027-03-01T00:00:00Z"}, "2027-03-01T02:00:00Z"},
		{Times{Expression: "cron(0 2 * * ? *)", Start: "2020-03-01T00:00:00Z"}, "2026-11-28T02:00:00Z"},
		{Times{Expression: "cron(0 2 * * ? *)", Start: "2027-03-01T02:00:00Z"}, "2027-03-01T02:00:00Z"},
		{Times{Expression: "cron(0 2 * * ? *)", End: "2026-11-28T02:00:00Z"}, "2026-11-28T02:00:00Z"},
		{Times{Expression: "cron(30 1 28 3 ? *)", TimeZone: "Europe/Dublin"}, "2028-03-28T00:30:00Z"}, // 2027 leaves it out
		{Times{Expression: "at(2026-11-27T12:00:01)"}, "2026-11-27T12:00:01Z"},
		{Times{Expression: "at(2026-11-27T21:00:01)", TimeZone: "Asia/Tokyo"}, "2026-11-27T12:00:01Z"},
		{Times{Expression: "at(2030-01-01T00:00:00)", End: "2020-01-01T00:00:00Z"}, "2030-01-01T00:00:00Z"},
		{Times{Expression: "rate(5 minutes)"}, ""},
		{Times{Expression: "rate(5 minutes)", Start: "2020-01-01T00:00:00Z", End: "2026-11-27T12:00:01Z"}, ""},
		{Times{Expression: "${TfToken[TOKEN.1]}", End: "2030-01-01T00:00:00Z"}, ""},
		{Times{Expression: "cron(0 2 30 2 ? *)", TimeZone: "${TfToken[TOKEN.1]}"}, ""},
		{Times{Expression: "at(2026-11-28T00:00:00)", Start: "${TfToken[TOKEN.1]}"}, ""},
		{Times{}, ""},
	} {
		var ps rules.Mistakes
		c.times.Check(&ps, Paths{"expression", "zone", "start", "end"}, today)
		if len(ps) > 0 {
			t.Errorf("%+v: %s", c.times, ps.Error())
		}
		if c.next == "" {
			continue
		}
		r, _ := c.times.read()
		if at, ok := r.next(today); !ok || at.UTC().Format(time.RFC3339) != c.next {
			t.Errorf("%+v: got %v, want %s", c.times, at, c.next)
		}
	}
}

func TestTimesThatNeverCome(t *testing.T) {
	for _, c := range []struct {
		times Times
		want  string
	}{
		{Times{Expression: "cron(0 2 30 2 ? *)"},
			`expression: got "cron(0 2 30 2 ? *)", want a time that comes after today, 2026-11-27; no month or year`},
		{Times{Expression: "cron(0 2 31 4,6,9,11 ? *)"}, "no month or year"},
		{Times{Expression: "cron(0 2 31W 2 ? *)"}, "no month or year"},
		{Times{Expression: "cron(0 2 29 2 ? 2027)"}, "no month or year"},
		{Times{Expression: "cron(0 2 ? 2 MON#5 2027)"}, "no month or year"},
		{Times{Expression: "cron(0 2 * * ? 2020-2025)"}, "its time is over"},
		{Times{Expression: "cron(0 12 27 11 ? 2026)"}, "its time is over"},
		{Times{Expression: "cron(0 2 1 1 ? *)", Start: "2027-02-01T00:00:00Z", End: "2027-12-01T00:00:00Z"},
			"nothing of it lies between start and end"},
		{Times{Expression: "cron(0 2 * * ? 2027)", End: "2026-12-01T00:00:00Z"}, "nothing of it lies between"},
		{Times{Expression: "at(2020-01-01T00:00:00)"}, "its time is over"},
		{Times{Expression: "at(2026-11-27T12:00:00)"}, "its time is over"},
		{Times{Expression: "at(2026-11-27T20:59:59)", TimeZone: "Asia/Tokyo"}, "its time is over"},
		{Times{Expression: "rate(1 day)", End: "2026-11-27T12:00:00Z"},
			`end: got "2026-11-27T12:00:00Z", want a time after today, 2026-11-27`},
		{Times{Expression: "${TfToken[TOKEN.1]}", End: "2020-01-01T00:00:00Z"}, "end: got"},
		{Times{Expression: "rate(1 day)", Start: "2027-01-01T00:00:00Z", End: "2027-01-01T00:00:00Z"},
			"want a time after start"},
		{Times{Expression: "rate(1 day)", Start: "tomorrow"}, "start: got"},
		{Times{Expression: "rate(1 day)", End: "2027-01-01"}, "RFC 3339"},
	} {
		var ps rules.Mistakes
		c.times.Check(&ps, Paths{"expression", "zone", "start", "end"}, today)
		if len(ps) != 1 || !strings.Contains(ps.Error(), c.want) {
			t.Errorf("%+v:\n got %q\nwant …%s…", c.times, ps.Error(), c.want)
		}
	}
}

func TestGaps(t *testing.T) {
	for expression, want := range map[string][2]time.Duration{
		"rate(5 minutes)":            {5 * time.Minute, 5 * time.Minute},
		"rate(2 days)":               {48 * time.Hour, 48 * time.Hour},
		"cron(0 2 * * ? *)":          {24 * time.Hour, 24 * time.Hour},
		"cron(0/5 * * * ? *)":        {5 * time.Minute, 5 * time.Minute},
		"cron(0 8-10 ? * MON-FRI *)": {time.Hour, 70 * time.Hour},
		"cron(0 0 1 * ? *)":          {28 * 24 * time.Hour, 31 * 24 * time.Hour},
		"cron(0 0 29 2 ? *)":         {4*365*24*time.Hour + 24*time.Hour, 4*365*24*time.Hour + 24*time.Hour},
		"at(2030-01-01T00:00:00)":    {},
		"cron(0 2 * * ? 2027-2030)":  {},
		"cron(0 2 30 2 ? *)":         {},
		"${TfToken[TOKEN.1]}":        {},
	} {
		shortest, longest, ok := Times{Expression: expression}.Gaps()
		if shortest != want[0] && ok || longest != want[1] && ok || ok != (want[0] > 0) {
			t.Errorf("%s: got %v, %v, %v; want %v", expression, shortest, longest, ok, want)
		}
	}
	if _, longest, _ := (Times{Expression: "cron(0 2 * * ? *)", TimeZone: "Europe/Dublin"}).Gaps(); longest != 25*time.Hour {
		t.Errorf("got %v, want 25 h: the night in which clocks go back", longest)
	}
}

func TestPerMonth(t *testing.T) {
	for expression, want := range map[string]float64{
		"cron(0 2 * * ? *)": 1461. / 48, "cron(0/30 * 1 * ? *)": 48, "rate(1 hour)": 730, "cron(0 0 29 2 ? *)": 1. / 48,
		"at(2030-01-01T00:00:00)": 0, "cron(0 2 * * ? 2030)": 0, "${TfToken[TOKEN.1]}": 0,
	} {
		if got, ok := (Times{Expression: expression}).PerMonth(); got != want || ok != (want > 0) {
			t.Errorf("%s: got %v, want %v", expression, got, want)
		}
	}
}

func TestCoincide(t *testing.T) {
	nightly := Times{Expression: "cron(0 2 * * ? *)"}
	for _, c := range []struct {
		with Times
		want bool
	}{
		{nightly, true},
		{Times{Expression: "cron(0 2 1 1 ? *)"}, true},
		{Times{Expression: "cron(* * * * ? *)"}, true},
		{Times{Expression: "cron(0 11 * * ? *)", TimeZone: "Asia/Tokyo"}, true},
		{Times{Expression: "at(2027-05-05T02:00:00)"}, true},
		{Times{Expression: "cron(1 2 * * ? *)"}, false},
		{Times{Expression: "at(2020-05-05T02:00:00)"}, false},
		{Times{Expression: "rate(1 hour)"}, false},
		{Times{Expression: "${TfToken[TOKEN.1]}"}, false},
	} {
		if at, got := Coincide(nightly, c.with, today); got != c.want {
			t.Errorf("%+v: got %v, %v", c.with, got, at)
		}
	}
}

// FuzzNext looks for times that the expression does not name.
func FuzzNext(f *testing.F) {
	f.Add(0, 2, 30, 2, uint8(0))
	f.Add(30, 12, 31, 12, uint8(1))
	f.Fuzz(func(t *testing.T, minute, hour, day, month int, kind uint8) {
		within := func(n, least, most int) int { return least + ((n%(most-least+1))+most-least+1)%(most-least+1) }
		expression := []string{"cron(M H D N ? *)", "cron(M/7 H-23 ? N W#2 *)", "cron(M H DW * ? *)",
			"cron(M H ? * WL *)"}[kind%4]
		for old, n := range map[string]int{"M": within(minute, 0, 59), "H": within(hour, 0, 23), "D": within(day, 1, 31),
			"N": within(month, 1, 12)} {
			expression = strings.Replace(expression, old, strconv.Itoa(n), 1)
		}
		for _, weekday := range []string{"W#", "WL"} {
			expression = strings.Replace(expression, weekday, strconv.Itoa(within(day, 1, 7))+weekday[1:], 1)
		}
		r, ok := Times{Expression: expression}.read()
		if !ok {
			t.Fatalf("%s is not read", expression)
		}
		at, ok := r.next(today)
		if ok && (!at.After(today) || at.Second() != 0 || !r.cron.onDay(date(at.Date())) ||
			!r.cron.months[int(at.Month())]) {
			t.Errorf("%s: got %v", expression, at)
		}
	})
}

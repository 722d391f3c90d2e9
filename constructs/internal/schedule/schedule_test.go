package schedule

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func judge(expression string) string {
	var ps rules.Mistakes
	Check(&ps, "p", expression)
	return ps.Error()
}

func TestCheckAccepts(t *testing.T) {
	for _, expression := range []string{
		"", "${TfToken[TOKEN.1]}", "cron(${TfToken[TOKEN.1]} 7 * * ? *)",
		"cron(0 10 * * ? *)", "cron(15 12 * * ? *)", "cron(0 18 ? * MON-FRI *)", "cron(0 8 1 * ? *)", "cron(0/15 * * * ? *)",
		"cron(0/10 * ? * MON-FRI *)",
		"cron(0/5 8-17 ? * MON-FRI *)", "cron(00 19 ? * FRI *)", "cron(0 0 L * ? *)", "cron(0 0 LW * ? *)",
		"cron(0 0 15W * ? *)", "cron(0 0 31W JAN,MAR ? *)",
		"cron(15 10 ? * 6L 2022-2030)", "cron(0 9 ? * TUE#2 *)", "cron(0 9 ? * 3#5 *)", "cron(0 9 ? * L *)",
		"cron(1,2,30-40/5 */6 1-7 JAN-MAR ? 1970,2199)", "cron(0  7 ? * 1,7  *)",
		"cron(59 23 31 12 ? 2199)", "rate(1 minute)", "rate(5 minutes)", "rate(1 hour)", "rate(24 hours)", "rate(1 day)",
		"rate(7 days)",
		"at(2030-12-31T23:59:59)", "at(2028-02-29T00:00:00)",
	} {
		if got := judge(expression); got != "" {
			t.Errorf("%q: %s", expression, got)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	for expression, want := range map[string]string{
		"0 7 * * *":          "cron(…), rate(…) or at(…)",
		"CRON(0 7 ? * * *)":  "cron(…), rate(…) or at(…)",
		"cron(0 7 ? * * *":   "cron(…), rate(…) or at(…)",
		"cron(0 7 ? * * *) ": "cron(…), rate(…) or at(…)",
		"cron(0 7 ?\n* * *)": "cron(…), rate(…) or at(…)",
		"cron(0 7 * * ?)": `got 5 fields in "cron(0 7 * * ?)", want 6 fields; the fields are minutes, hours, day of month, ` +
			`month, day of week, year; crontab's five`,
		"cron()":              "got 0 fields",
		"cron(0 0 7 * * ? *)": "got 7 fields",
		"cron(0 7 * * * *)":   `day of month "*" and day of week "*", want "?" in exactly one`,
		"cron(0 7 ? * ? *)":   `day of month "?" and day of week "?"`,
		"cron(0 7 1 * MON *)": `day of month "1" and day of week "MON"`,
		"cron(60 7 * * ? *)":  `minutes "60", want 0–59`,
		"cron(-1 7 * * ? *)":  `minutes "-1"`,
		"cron(+1 7 * * ? *)":  `minutes "+1"`,
		"cron(? 7 * * ? *)":   `minutes "?"`,
		"cron(0 24 * * ? *)":  `hours "24", want 0–23`,
		"cron(0 7 0 * ? *)":   `day of month "0"`,
		"cron(0 7 32 * ? *)":  `day of month "32"`,
		"cron(0 7 32W * ? *)": `day of month "32W"`,
		"cron(0 7 L,15 * ? *)": `day of month "L,15", want 1–31, L (last), 15W (the weekday nearest to the 15th); ` +
			`L, W and # stand alone`,
		"cron(0 7 * 13 ? *)":         `month "13", want 1–12 or JAN–DEC`,
		"cron(0 7 * jan ? *)":        `month "jan"`,
		"cron(0 7 * ? ? *)":          `month "?"`,
		"cron(0 7 ? * 0 *)":          `day of week "0"`,
		"cron(0 7 ? * 8 *)":          `day of week "8"`,
		"cron(0 7 ? * MON/2 *)":      `no steps; list the days`,
		"cron(0 7 ? * 2#6 *)":        `day of week "2#6"`,
		"cron(0 7 ? * 2#1,3#1 *)":    `stand alone`,
		"cron(0 7 ? * FRI-MON *)":    `a range runs upwards; list the values`,
		"cron(0 7 ? * MON-FRI 1969)": `year "1969", want 1970–2199`,
		"cron(0 7 ? * MON-FRI 2200)": `year "2200"`,
		"cron(0/0 7 * * ? *)":        `the step after /`,
		"cron(0/61 7 * * ? *)":       `the step after /`,
		"cron(0/ 7 * * ? *)":         `the step after /`,
		"cron(1, 7 * * ? *)":         `minutes "1,"`,
		"cron(1- 7 * * ? *)":         `minutes "1-"`,
		"cron(60 25 * * ? *)":        `hours "25"`,
		"rate(0 minutes)":            "a whole number above 0",
		"rate(1.5 hours)":            "a whole number above 0",
		"rate(5 weeks)":              "minutes, hours or days",
		"rate(30 seconds)":           "minutes, hours or days",
		"rate(1 minutes)":            "want rate(1 minute)",
		"rate(5 minute)":             "want rate(5 minutes)",
		"rate(5  minutes)":           "a whole number above 0",
		"at(2030-02-30T00:00:00)":    "at(yyyy-mm-ddThh:mm:ss)",
		"at(2030-12-31T23:59)":       "at(yyyy-mm-ddThh:mm:ss)",
		"at(2030-12-31T23:59:59Z)":   "at(yyyy-mm-ddThh:mm:ss)",
		"at(2030-12-31T3:59:59)":     "at(yyyy-mm-ddThh:mm:ss)",
		"at(2030-12-31T23:59:59.5)":  "at(yyyy-mm-ddThh:mm:ss)",
	} {
		if got := judge(expression); !strings.HasPrefix(got, "p: got ") || !strings.Contains(got, want) {
			t.Errorf("%q:\n got %q\nwant …%s…", expression, got, want)
		}
	}
}

func TestCheckTellsTheRule(t *testing.T) {
	for expression, want := range map[string]string{
		"cron(0 7 * * ?)": "p schedule-cron-fields", "cron(0 7 * * * *)": "p schedule-cron-days",
		"rate(0 minutes)": "p invalid",
	} {
		var ps rules.Mistakes
		Check(&ps, "p", expression)
		if got := checktest.Told(ps.Err()); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: got %q, want %q", expression, got, want)
		}
	}
}

func TestCheckReportsEveryField(t *testing.T) {
	if got := strings.Count(judge("cron(60 24 32 13 8 1969)"), "\n") + 1; got != 7 {
		t.Errorf("got %d mistakes, want one for each field and one for the missing ?", got)
	}
}

func TestCheckTimeZone(t *testing.T) {
	for name, ok := range map[string]bool{
		"": true, "${TfToken[TOKEN.1]}": true, "UTC": true, "Europe/Dublin": true, "America/Port-au-Prince": true,
		"America/Argentina/Buenos_Aires": true, "Etc/GMT+9": true, "Pacific/Tahiti": true,
		"Local": false, "EST": false, "CET": false, "+01:00": false, "europe/dublin": false, "Europe/Atlantis": false,
		"../etc/passwd": false, "Europe": false, "Europe/": false, " UTC": false,
	} {
		var ps rules.Mistakes
		CheckTimeZone(&ps, "p", name)
		if got := len(ps) == 0; got != ok {
			t.Errorf("%q: accepted is %t, want %t: %s", name, got, ok, ps.Error())
		}
	}
}

// FuzzCheck looks for expressions that make Check panic, and for accepted ones that break what AWS documents.
func FuzzCheck(f *testing.F) {
	for _, seed := range []string{"cron(0 18 ? * MON-FRI *)", "cron(0/15 8-17,20 L JAN ? 2030)", "cron(0 9 ? * 3#2 *)",
		"rate(5 minutes)", "rate(1 day)", "at(2030-12-31T23:59:59)", "cron(", "rate()", "at(x)"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		got := judge(expression)
		if got != judge(expression) {
			t.Fatal("two answers for one expression")
		}
		if got != "" || expression == "" || token.Is(expression) {
			return
		}
		inner, isCron := strings.CutPrefix(strings.TrimSuffix(expression, ")"), "cron(")
		given := strings.Fields(inner)
		if isCron && (len(given) != 6 || (given[2] == "?") == (given[4] == "?") || strings.Count(inner, "?") != 1 ||
			strings.ContainsAny(inner, "+abcdefghijklmnopqrstuvwxyz\n\t")) {
			t.Errorf("accepted %q", expression)
		}
	})
}

// FuzzCron compares Check with numbers whose validity is known.
func FuzzCron(f *testing.F) {
	f.Add(0, 7, 1, 1, 2030, 15)
	f.Add(60, 24, 0, 13, 1969, 0)
	f.Fuzz(func(t *testing.T, minute, hour, day, month, year, step int) {
		within := func(n, least, most int) bool { return n >= least && n <= most }
		want := within(minute, 0, 59) && within(hour, 0, 23) && within(day, 1, 31) && within(month, 1, 12) &&
			within(year, 1970, 2199) && within(step, 1, 60)
		expression := fmt.Sprintf("cron(%d/%d %d %d %d ? %d)", minute, step, hour, day, month, year)
		if got := judge(expression) == ""; got != want {
			t.Errorf("%s: accepted is %t, want %t", expression, got, want)
		}
	})
}

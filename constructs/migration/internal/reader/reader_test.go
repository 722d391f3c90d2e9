package reader

import (
	"strings"
	"testing"
)

func TestCron(t *testing.T) {
	for crontab, want := range map[string]string{
		"0 20 * * 1-5":   "cron(0 20 ? * MON-FRI *)",
		"30 7 1 * *":     "cron(30 7 1 * ? *)",
		"*/5 * * * *":    "cron(*/5 * * * ? *)",
		"0 0 * * 0,6":    "cron(0 0 ? * SUN,SAT *)",
		"0 0 * * sun":    "cron(0 0 ? * SUN *)",
		"0 0 1 * 1":      "", // either day, which AWS cannot say
		"0 0 * * 8":      "",
		"0 0 * *":        "",
		"99 0 * * *":     "",
		"0 0 * * 1-five": "",
	} {
		if got, ok := Cron(crontab); ok != (want != "") || ok && got != want {
			t.Errorf("Cron(%q) = %q, %v, want %q", crontab, got, ok, want)
		}
	}
}

func TestCommand(t *testing.T) {
	for line, want := range map[string]string{
		"serve 'all models'":       "serve|all models",
		"gunicorn -b :$PORT app":   "sh|-c|gunicorn -b :$PORT app",
		"gunicorn -b :${PORT} app": "sh|-c|gunicorn -b :$PORT app",
		"migrate && serve":         "sh|-c|migrate && serve",
		"MODE=x serve":             "sh|-c|MODE=x serve",
		"serve --mode=x":           "serve|--mode=x",
		"":                         "",
		"serve 'open":              "sh|-c|serve 'open",
	} {
		if got := strings.Join(Command(line), "|"); got != want {
			t.Errorf("Command(%q) = %q, want %q", line, got, want)
		}
	}
}

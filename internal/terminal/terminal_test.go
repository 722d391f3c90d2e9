package terminal

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"
	"time"
)

func TestOf(t *testing.T) {
	for _, c := range []struct {
		name       string
		isTerminal bool
		columns    int
		env        map[string]string
		want       Terminal
	}{
		{name: "pipe", want: Terminal{Columns: Unlimited}},
		{name: "pipe whose reader says how wide it is", env: map[string]string{"COLUMNS": "120"},
			want: Terminal{Columns: 120}},
		{name: "terminal", isTerminal: true, columns: 132, env: map[string]string{"TERM": "xterm"},
			want: Terminal{Columns: 132, Moves: true, Colors: true}},
		{name: "COLUMNS wins", isTerminal: true, columns: 132, env: map[string]string{"COLUMNS": "60"},
			want: Terminal{Columns: 60, Moves: true, Colors: true}},
		{name: "NO_COLOR", isTerminal: true, columns: 132, env: map[string]string{"NO_COLOR": "1"},
			want: Terminal{Columns: 132, Moves: true}},
		{name: "empty NO_COLOR forbids nothing", isTerminal: true, columns: 132, env: map[string]string{"NO_COLOR": ""},
			want: Terminal{Columns: 132, Moves: true, Colors: true}},
		{name: "dumb", isTerminal: true, columns: 132, env: map[string]string{"TERM": "dumb"},
			want: Terminal{Columns: 132}},
		{name: "size unknown", isTerminal: true, want: Terminal{Columns: 80, Moves: true, Colors: true}},
		{name: "no number", env: map[string]string{"COLUMNS": "wide"}, want: Terminal{Columns: Unlimited}},
		{name: "too narrow to be meant", env: map[string]string{"COLUMNS": "3"}, want: Terminal{Columns: Unlimited}},
	} {
		if got := of(c.isTerminal, c.columns, func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
	t.Setenv("COLUMNS", "")
	if got := Of(&bytes.Buffer{}); got != (Terminal{Columns: Unlimited}) {
		t.Errorf("a buffer: got %+v", got)
	}
	file, err := os.Create(t.TempDir() + "/file")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if got := Of(file); got != (Terminal{Columns: Unlimited}) {
		t.Errorf("a file: got %+v", got)
	}
}

// wrapper hides what it writes to, and tells who asks.
type wrapper struct {
	bytes.Buffer
	asked int
}

func (w *wrapper) Unwrap() io.Writer { w.asked++; return &w.Buffer }

func TestOfLooksInside(t *testing.T) {
	var w wrapper
	if Of(&w); w.asked != 1 {
		t.Errorf("asked %d times what is inside", w.asked)
	}
}

func TestPaint(t *testing.T) {
	if got := (Terminal{}).Paint(Red, "no"); got != "no" {
		t.Errorf("got %q", got)
	}
	if got := (Terminal{Colors: true}).Paint(Red, "no"); got != "\x1b[31mno\x1b[0m" {
		t.Errorf("got %q", got)
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text    string
		columns int
		want    string
	}{
		{"", 5, ""},
		{"one two three", 7, "one two|three"},
		{"one two three", 3, "one|two|thr|ee"},
		{"日本語 日本語", 6, "日本語|日本語"},
		{"日本語", 5, "日本|語"},
		{"https://shop.acme.dev/v1/models", 20, "https://shop.acme.|dev/v1/models"},
		{"日", 1, "日"},
	} {
		if got := strings.Join(Wrap(c.text, c.columns), "|"); got != c.want {
			t.Errorf("%q in %d: got %q, want %q", c.text, c.columns, got, c.want)
		}
	}
}

func TestLines(t *testing.T) {
	const text = "  port: got 0, want 1 to 65535\nshort"
	if got := (Terminal{Columns: Unlimited}).Lines(text); got != text {
		t.Errorf("a pipe is wrapped: %q", got)
	}
	if got, want := (Terminal{Columns: 22}).Lines(text),
		"  port: got 0, want 1\n  to 65535\nshort"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := (Terminal{Columns: 30}).Lines("  code   another program runs, or"),
		"  code   another program runs,\n         or"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTable(t *testing.T) {
	rows := [][]string{{"check", "what", "result"}, {"status", "one two three four five six", "same"},
		{"header", "x\x1b[31m", ""}}
	wide := "check   what                         result\n" +
		"status  one two three four five six  same\n" +
		"header  x�[31m\n"
	if got := (Terminal{Columns: 80}).Table(rows, nil); got != wide {
		t.Errorf("got\n%s", got)
	}
	narrow := "check   what              result\n" +
		"status  one two three     same\n" +
		"        four five six\n" +
		"header  x�[31m\n"
	if got := (Terminal{Columns: 32}).Table(rows, nil); got != narrow {
		t.Errorf("got\n%s", got)
	}
	list := "check: status\nwhat: one two three\n      four five six\nresult: same\n\ncheck: header\nwhat: x�[31m\n"
	if got := (Terminal{Columns: 20}).Table(rows, nil); got != list {
		t.Errorf("got\n%s", got)
	}
	for columns := 30; columns < 60; columns++ {
		for line := range strings.Lines((Terminal{Columns: columns}).Table(rows, nil)) {
			if Width(strings.TrimSuffix(line, "\n")) > columns {
				t.Errorf("%d columns: %q", columns, line)
			}
		}
	}
	colors := (Terminal{Columns: 80, Colors: true}).Table(rows, func(cell string) Style {
		if cell == "same" {
			return Green
		}
		return Plain
	})
	if !strings.Contains(colors, "\x1b[32msame\x1b[0m\n") || !strings.Contains(colors, "\x1b[1mcheck\x1b[0m   ") {
		t.Errorf("got %q", colors)
	}
}

func TestProgress(t *testing.T) {
	now := time.Unix(0, 0)
	clock := func() time.Time { return now }
	say := func(p *Progress, after time.Duration, state string) {
		now = now.Add(after)
		p.Say(state)
	}
	var out bytes.Buffer
	p := newProgress(&out, Terminal{Columns: 20, Moves: true}, clock)
	say(p, 900*time.Millisecond, "too early")
	say(p, 200*time.Millisecond, "one of ten")
	say(p, 50*time.Millisecond, "too soon")
	say(p, 100*time.Millisecond, "two of ten, which is a long line")
	p.End()
	p.End()
	if want := "\r\x1b[Kone of ten\r\x1b[Ktwo of ten, which …\r\x1b[K"; out.String() != want {
		t.Errorf("got %q", out.String())
	}
	out.Reset()
	p = newProgress(&out, Terminal{Columns: 20}, clock)
	say(p, 2*time.Second, "too early")
	say(p, 4*time.Second, "one of ten")
	say(p, 2*time.Second, "too soon")
	p.End()
	if want := "one of ten\n"; out.String() != want {
		t.Errorf("got %q", out.String())
	}
}

// noticed says when something was written, for the first time.
type noticed struct {
	bytes.Buffer
	told chan struct{}
}

func (n *noticed) Write(p []byte) (int, error) {
	if n.Len() == 0 {
		defer close(n.told)
	}
	return n.Buffer.Write(p)
}

// What takes long is told until it is done, and leaves nothing behind.
func TestWait(t *testing.T) {
	var pipe bytes.Buffer
	if Wait(&pipe, "synthesizing")(); pipe.Len() > 0 {
		t.Errorf("a pipe is told %q", pipe.String())
	}
	out := noticed{told: make(chan struct{})}
	start := time.Now()
	p := newProgress(&out, Terminal{Columns: 40, Moves: true},
		func() time.Time { return start.Add(time.Since(start) * 200) })
	done := wait(p, "synthesizing", time.NewTicker(5*time.Millisecond))
	<-out.told
	done()
	done()
	text := out.String()
	if !strings.HasPrefix(text, "\r\x1b[Ksynthesizing, ") || !strings.HasSuffix(text, "\r\x1b[K") {
		t.Errorf("got %q", text)
	}
}

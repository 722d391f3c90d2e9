package main

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

// words of a goal.
func (g goal) words() string {
	switch g.kind {
	case exactly:
		return fmt.Sprint(g.want)
	case atMost:
		return fmt.Sprintf("at most %d", g.want)
	}
	return fmt.Sprintf("at least %d", g.want)
}

// met tells whether a figure is what it must be.
func (g goal) met(n int) bool {
	switch g.kind {
	case exactly:
		return n == g.want
	case atMost:
		return n <= g.want
	}
	return n >= g.want
}

// report prints the table. The error names what falls short, and what nobody has a goal for.
func report(t terminal.Terminal, w io.Writer, seen map[string]int) error {
	rows := [][]string{{"figure", "goal", "seen", ""}}
	var problems []error
	for _, g := range goals {
		n, said := seen[g.id]
		row := []string{g.what, g.words(), fmt.Sprint(n), "ok"}
		switch {
		case !said:
			row[2], row[3] = "—", "not said"
			problems = append(problems, fmt.Errorf("%s: no test says %s", g.what, g.id))
		case !g.met(n):
			row[3] = "short"
			problems = append(problems, fmt.Errorf("%s: %d, want %s", g.what, n, g.words()))
		}
		rows = append(rows, row)
	}
	fmt.Fprint(w, t.Table(rows, func(cell string) terminal.Style {
		switch cell {
		case "short", "not said":
			return terminal.Red
		}
		return terminal.Plain
	}))
	for id := range seen {
		if !slices.ContainsFunc(goals, func(g goal) bool { return g.id == id }) {
			problems = append(problems, fmt.Errorf("a test says %s, for which there is no goal", id))
		}
	}
	return errors.Join(problems...)
}

// Marks of the table in README.md.
const begin, end = "<!-- figures -->\n", "<!-- end of figures -->\n"

var errNoMarks = errors.New("README.md has no place for the figures")

// rounded is a number with its first two digits.
func rounded(n int) int {
	unit := 1
	for n/unit >= 100 {
		unit *= 10
	}
	return n / unit * unit
}

// table as Markdown, with round figures: they change with every test.
func table(seen map[string]int) string {
	var out strings.Builder
	out.WriteString("| figure | goal | seen |\n|---|---|---|\n")
	for _, g := range goals {
		n := seen[g.id]
		if g.kind == atLeast {
			n = max(rounded(n), g.want)
		}
		fmt.Fprintf(&out, "| %s | %s | %d |\n", g.what, g.words(), n)
	}
	return out.String()
}

func withTable(text string, seen map[string]int) (string, error) {
	before, rest, found := strings.Cut(text, begin)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		return "", errNoMarks
	}
	return before + begin + "\n" + table(seen) + "\n" + end + after, nil
}

var row = regexp.MustCompile(`(?m)^\| (.+) \| (.+) \| (\d+) \|$`)

// tolerance in percent: how often Terraform asks whether something is ready depends on the machine.
const tolerance = 5

// overclaimed tells which rows of a text are of no goal, or better than what was seen.
func overclaimed(text string, seen map[string]int) error {
	_, rest, found := strings.Cut(text, begin)
	claims, _, closed := strings.Cut(rest, end)
	if !found || !closed {
		return errNoMarks
	}
	var problems []error
	rows := row.FindAllStringSubmatch(claims, -1)
	for i, g := range goals {
		if i >= len(rows) || rows[i][1] != g.what || rows[i][2] != g.words() {
			return fmt.Errorf("the figures in README.md are not those of the goals: %s; run `make trust README=1`", g.what)
		}
		claimed := number(rows[i][3])
		if !g.met(claimed) || g.kind == atLeast && claimed*100 > seen[g.id]*(100+tolerance) {
			problems = append(problems, fmt.Errorf("README.md says %s: %d, and %d were seen; run `make trust README=1`",
				g.what, claimed, seen[g.id]))
		}
	}
	return errors.Join(problems...)
}

package review

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/price"
	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

// groups are the lines by group, in the order of the page.
func (e *Estimate) groups() (names []string, of map[string][]Line) {
	of = map[string][]Line{}
	for _, line := range e.Lines {
		of[line.Group] = append(of[line.Group], line)
	}
	for _, name := range []string{groupCompute, groupNetwork, groupObserve, groupSecurity, groupStorage, groupGuard} {
		if len(of[name]) > 0 {
			names = append(names, name)
		}
	}
	return names, of
}

func (e *Estimate) title() string {
	return fmt.Sprintf("Cost in %s, USD a month of %d hours, list prices of %s", line(e.Region), price.HoursPerMonth,
		e.PricesAsOf)
}

// String returns the estimate as a page for a terminal.
func (e *Estimate) String() string { return e.Text(terminal.Unlimited) }

// Text returns the estimate for a terminal of so many columns.
func (e *Estimate) Text(columns int) string {
	const numbers = 3 * 11
	names, of := e.groups()
	width := len("Total")
	for _, line := range e.Lines {
		width = max(width, 2+terminal.Width(line.Item))
	}
	width = min(width, max(columns-numbers-1, 20))
	var b strings.Builder
	row := func(indent, item, minimum, expected, maximum string) {
		lines := terminal.Wrap(item, width-len(indent))
		for _, line := range lines[:len(lines)-1] {
			b.WriteString(indent + line + "\n")
		}
		last := indent + lines[len(lines)-1]
		fmt.Fprintf(&b, "%s%s  %10s %10s %10s\n", last, strings.Repeat(" ", max(width-terminal.Width(last), 0)),
			minimum, expected, maximum)
	}
	b.WriteString(terminal.Hanging("", e.title(), columns) + "\n\n")
	row("", "", "minimum", "expected", "maximum")
	for _, name := range names {
		b.WriteString(name + "\n")
		for _, line := range of[name] {
			row("  ", line.Item, usd(line.Cost.Minimum), usd(line.Cost.Expected), usd(line.Cost.Maximum))
		}
	}
	row("", "Total", usd(e.Total.Minimum), usd(e.Total.Expected), usd(e.Total.Maximum))
	notes := func(title string, lines []string) {
		if len(lines) > 0 {
			b.WriteString("\n" + title + "\n")
		}
		for _, line := range lines {
			b.WriteString(terminal.Hanging("  ", line, columns) + "\n")
		}
	}
	notes("Assumed:", e.Assumptions)
	notes("Not counted:", e.NotCounted)
	return b.String()
}

// WriteTo writes the text for a terminal; see [io.WriterTo].
func (e *Estimate) WriteTo(w io.Writer) (int64, error) {
	n, err := io.WriteString(w, e.String())
	return int64(n), err
}

// Markdown returns the estimate as a comment for a pull request.
func (e *Estimate) Markdown() string {
	names, of := e.groups()
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n| | minimum | expected | maximum |\n|---|---:|---:|---:|\n", e.title())
	row := func(item string, r Range, mark string) {
		fmt.Fprintf(&b, "| %s%s%s | %s%s%s | %s%s%s | %s%s%s |\n",
			mark, item, mark, mark, usd(r.Minimum), mark, mark, usd(r.Expected), mark, mark, usd(r.Maximum), mark)
	}
	for _, name := range names {
		for _, line := range of[name] {
			row(name+": "+cell.Replace(line.Item), line.Cost, "")
		}
	}
	row("Total", e.Total, "**")
	notes := func(title string, lines []string) {
		if len(lines) == 0 {
			return
		}
		fmt.Fprintf(&b, "\n%s\n\n", title)
		for _, line := range lines {
			fmt.Fprintf(&b, "* %s\n", cell.Replace(line))
		}
	}
	notes("Assumed:", e.Assumptions)
	notes("Not counted:", e.NotCounted)
	return b.String()
}

// cell escapes what would end a cell of a Markdown table or start markup.
var cell = strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;", "*", `\*`, "_", `\_`, "`", "\\`")

// usd writes dollars and cents with thousands apart.
func usd(dollars float64) string {
	whole := strconv.FormatFloat(dollars, 'f', 2, 64)
	digits, cents, _ := strings.Cut(whole, ".")
	var parts []string
	for len(digits) > 3 {
		parts = append(parts, digits[len(digits)-3:])
		digits = digits[:len(digits)-3]
	}
	parts = append(parts, digits)
	slices.Reverse(parts)
	return strings.Join(parts, ",") + "." + cents
}

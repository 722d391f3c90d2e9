package verify

import (
	"fmt"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

// headline says the result in a line.
func (r *Report) headline() string {
	text := map[Result]string{
		Same: "the new endpoint answers like the old one", Differs: counted(len(r.Findings), "difference"),
		NotJudged: "not judged",
	}[r.Result]
	if r.Result != Same {
		needed := 0
		for _, u := range r.Unjudged {
			if u.Needed {
				needed++
			}
		}
		if needed > 0 {
			text += fmt.Sprintf(", %d could not be compared", needed)
		}
	}
	if r.Interrupted {
		text += ", interrupted"
	} else if r.OutOfTime {
		text += ", out of time"
	}
	return text
}

func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// String returns the report as text, 80 columns wide.
func (r *Report) String() string { return r.Text(terminal.DefaultColumns, false) }

// Text returns the report for a terminal of so many columns, in colours where it has them.
func (r *Report) Text(columns int, colors bool) string {
	t := terminal.Terminal{Columns: columns, Colors: colors}
	var out strings.Builder
	style := map[Result]terminal.Style{Same: terminal.Green, Differs: terminal.Red, NotJudged: terminal.Yellow}
	fmt.Fprintf(&out, "%s\n", t.Paint(style[r.Result], "verify: "+r.headline()))
	fmt.Fprintf(&out, "%s in %.1f s\n\n", counted(r.Requests, "request"), r.Seconds)
	if len(r.Rows) > 0 {
		out.WriteString(t.Table(r.rows(), func(cell string) terminal.Style { return style[Result(cell)] }))
	}
	paragraph := func(label, text string) {
		out.WriteString(terminal.Hanging(label, terminal.Clean(text), t.Columns) + "\n")
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&out, "\n%s  %s\n", t.Paint(terminal.Bold, f.Check), terminal.Clean(f.Request))
		paragraph("  old  ", f.Old)
		paragraph("  new  ", f.New)
		paragraph("  why  ", f.Why)
		paragraph("  see  ", f.Remedy)
	}
	if len(r.Unjudged) > 0 {
		out.WriteString("\nNot judged:\n")
	}
	for _, u := range r.Unjudged {
		paragraph("  ", u.line())
	}
	return out.String()
}

func (u Unjudged) line() string {
	return strings.TrimSpace(u.Check+" "+u.Request) + ": " + u.Why
}

func (r *Report) rows() [][]string {
	rows := [][]string{{"check", "request", "old", "new", "result"}}
	for _, row := range r.Rows {
		rows = append(rows, []string{row.Check, row.Request, row.Old, row.New, string(row.Result)})
	}
	return rows
}

// Markdown returns the report for a pull request or the summary of a job.
func (r *Report) Markdown() string {
	var out strings.Builder
	fmt.Fprintf(&out, "### Verify: %s\n\n", escaped.Replace(r.headline()))
	fmt.Fprintf(&out, "New: %s, old: %s, %s in %.1f s.\n", escape(r.New), escape(r.Old), counted(r.Requests, "request"),
		r.Seconds)
	table := func(rows [][]string) {
		out.WriteString("\n")
		for i, row := range rows {
			cells := make([]string, len(row))
			for j := range row {
				cells[j] = escape(row[j])
			}
			fmt.Fprintf(&out, "| %s |\n", strings.Join(cells, " | "))
			if i == 0 {
				out.WriteString(strings.Repeat("|---", len(row)) + "|\n")
			}
		}
	}
	if len(r.Findings) > 0 {
		rows := [][]string{{"difference", "request", "old", "new", "why", "see"}}
		for _, f := range r.Findings {
			rows = append(rows, []string{f.Check, f.Request, f.Old, f.New, f.Why, f.Remedy})
		}
		table(rows)
	}
	for i, u := range r.Unjudged {
		if i == 0 {
			out.WriteString("\nNot judged:\n\n")
		}
		fmt.Fprintf(&out, "* %s\n", escape(u.line()))
	}
	if len(r.Rows) > 0 {
		out.WriteString("\n<details><summary>All checks</summary>\n")
		table(r.rows())
		out.WriteString("\n</details>\n")
	}
	return out.String()
}

func escape(text string) string { return escaped.Replace(terminal.Clean(text)) }

// escaped is what would end a cell, start markup or call people.
var escaped = strings.NewReplacer("|", `\|`, "<", "&lt;", "*", `\*`, "_", `\_`, "`", "\\`", "@", "&#64;", "[", `\[`)

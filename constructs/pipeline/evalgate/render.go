package evalgate

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

func (v Verdict) title() string {
	if v.Passed {
		return "Eval gate: passed"
	}
	return "Eval gate: FAILED"
}

// tables are the files, the checks, and the metrics that no check is on.
func (v Verdict) tables() (out []table) {
	files := table{{"file", "format", "cases", "passed", "failed", "errored", "skipped", "pass rate"}}
	for _, f := range v.Files {
		files = append(files, counts(clean(f.Source), string(f.Format), f))
	}
	if len(v.Files) > 1 {
		files = append(files, counts("together", "", v.Summary))
	}
	checks := table{{"check", "got", "want", ""}}
	checked := map[string]bool{}
	for _, c := range v.Checks {
		result := "ok"
		if !c.Passed {
			result = "FAILED"
		}
		checks = append(checks, []string{c.Name, c.Got, c.Want, result})
		checked[c.Name] = true
		if c.Name == passRate {
			if sample := v.sample(); sample != nil {
				checks = append(checks, sample)
			}
		}
	}
	for _, name := range check.SortedKeys(v.Summary.Metrics) {
		if row := "metric " + clean(name); !checked[row] && len(checks) < longestTable {
			checks = append(checks, []string{row, score(v.Summary.Metrics[name].Mean), "", ""})
		}
	}
	return []table{files, checks}
}

// longestTable keeps a file with thousands of metrics readable.
const longestTable = 40

func counts(name, format string, r Results) []string {
	return []string{
		name, format, fmt.Sprint(r.Ran() + r.Skipped), fmt.Sprint(r.Passed), fmt.Sprint(r.Failed), fmt.Sprint(r.Errored),
		fmt.Sprint(r.Skipped),
		percent(r.PassRate()),
	}
}

// notes are what stands below the tables.
func (v Verdict) notes(write func(title string, lines []string)) {
	write("Why:", v.Reasons)
	write("Note:", v.Warnings)
	if v.Summary.Digest != "" {
		write("Image:", []string{clean(v.Summary.Digest)})
	}
}

// String returns the verdict as text, in lines of any length.
func (v Verdict) String() string { return v.Text(terminal.Unlimited) }

// Text returns the verdict for a terminal of so many columns.
func (v Verdict) Text(columns int) string {
	var b strings.Builder
	b.WriteString(v.title() + "\n")
	for _, t := range v.tables() {
		b.WriteString("\n" + terminal.Terminal{Columns: columns}.Table(t, nil))
	}
	v.notes(func(title string, lines []string) {
		if len(lines) == 0 {
			return
		}
		b.WriteString("\n" + title + "\n")
		for _, line := range lines {
			b.WriteString(terminal.Hanging("  ", line, columns) + "\n")
		}
	})
	return b.String()
}

// Markdown returns the verdict for a job summary or a comment on a pull request.
func (v Verdict) Markdown() string {
	var b strings.Builder
	b.WriteString("### " + v.title() + "\n")
	for _, t := range v.tables() {
		b.WriteString("\n" + t.Markdown())
	}
	v.notes(func(title string, lines []string) {
		if len(lines) == 0 {
			return
		}
		b.WriteString("\n" + title + "\n\n")
		for _, line := range lines {
			b.WriteString("* " + cell.Replace(line) + "\n")
		}
	})
	return b.String()
}

// table is a head and rows.
type table [][]string

// Markdown is the table in GitHub's form.
func (t table) Markdown() string {
	var b strings.Builder
	for i, row := range t {
		for _, text := range row {
			b.WriteString("| " + cell.Replace(text) + " ")
		}
		b.WriteString("|\n")
		if i > 0 {
			continue
		}
		for column := range row {
			if t.numeric(column) {
				b.WriteString("|---:")
			} else {
				b.WriteString("|---")
			}
		}
		b.WriteString("|\n")
	}
	return b.String()
}

// numeric tells whether a column holds numbers only.
func (t table) numeric(column int) bool {
	for _, row := range t[1:] {
		if first, _ := utf8.DecodeRuneInString(row[column]); !unicode.IsDigit(first) {
			return false
		}
	}
	return len(t) > 1
}

// cell escapes what would end a cell of a Markdown table or start markup.
var cell = strings.NewReplacer("|", `\|`, "<", "&lt;", "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "@", "&#64;")

// clean quotes a name from a file that a terminal, or a workflow that reads its log, would take for a command.
func clean(name string) string {
	name = credential.Redact(name)
	if strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }) || !utf8.ValidString(name) {
		return strconv.Quote(name)
	}
	return name
}

package migration

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Outcome is what became of a setting.
type Outcome string

const (
	Mapped   Outcome = "mapped"         // it is in the program
	Dropped  Outcome = "dropped"        // nothing is needed, or there is nothing like it
	Decision Outcome = "needs-decision" // somebody has to decide before traffic is moved
)

// Gap says what became of one setting, and why. It holds no value of a setting.
type Gap struct {
	Setting string  `json:"setting"`
	File    string  `json:"file"`
	Line    int     `json:"line,omitempty"`
	Outcome Outcome `json:"outcome"`
	// To is the prop that it went to, for what is mapped.
	To  string `json:"to,omitempty"`
	Why string `json:"why,omitempty"`
}

// Report adds a gap.
func (a *Application) Report(source Source, outcome Outcome, to, why string) {
	a.Gaps = append(a.Gaps, Gap{Setting: oneLine(source.Name), File: oneLine(source.File), Line: source.Line,
		Outcome: outcome, To: oneLine(to), Why: oneLine(why)})
}

// Count returns how many gaps there are of each outcome.
func (a *Application) Count() map[Outcome]int {
	out := map[Outcome]int{}
	for _, g := range sortedGaps(a.Gaps) {
		out[g.Outcome]++
	}
	return out
}

// sortedGaps are the gaps, decisions first, then by file and line, each once.
func sortedGaps(gaps []Gap) []Gap {
	order := map[Outcome]int{Decision: 0, Dropped: 1, Mapped: 2}
	out := slices.Clone(gaps)
	slices.SortStableFunc(out, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(order[a.Outcome], order[b.Outcome]), cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line), cmp.Compare(a.Setting, b.Setting))
	})
	return slices.Compact(out)
}

func gapsJSON(gaps []Gap) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if gaps == nil {
		gaps = []Gap{}
	}
	err := encoder.Encode(map[string]any{"version": 1, "gaps": gaps})
	return out.Bytes(), err
}

var headings = []struct {
	outcome       Outcome
	title, column string
}{
	{Decision, "Needs a decision", "What to decide"},
	{Dropped, "Dropped", "Why"},
	{Mapped, "Mapped", "To"},
}

func gapsMarkdown(a *Application, gaps []Gap) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# What became of every setting of %s\n", markdown(a.Name))
	count := a.Count()
	fmt.Fprintf(&out, "\n%d need a decision, %d are dropped, %d are mapped.\n", count[Decision], count[Dropped],
		count[Mapped])
	for _, h := range headings {
		if count[h.outcome] == 0 {
			continue
		}
		fmt.Fprintf(&out, "\n## %s\n\n| Setting | Said in | %s |\n|---|---|---|\n", h.title, h.column)
		for _, g := range gaps {
			if g.Outcome != h.outcome {
				continue
			}
			text := g.Why
			if g.To != "" {
				text = strings.TrimSuffix(g.To+": "+g.Why, ": ")
			}
			fmt.Fprintf(&out, "| %s | %s | %s |\n", markdown(g.Setting), markdown(Source{File: g.File, Line: g.Line}.String()),
				markdown(text))
		}
	}
	return out.Bytes()
}

// escaped is what would end a cell of a table or start markup, each with what is written instead.
var escaped = [][2]string{{"|", `\|`}, {"\n", " "}, {"\r", " "}, {"<", "&lt;"}, {"*", `\*`}, {"_", `\_`}, {"`", "\\`"},
	{"@", "&#64;"}, {"[", `\[`}}

var escapes, unescapes = replacers()

func replacers() (there, back *strings.Replacer) {
	var to, from []string
	for _, e := range escaped {
		to = append(to, e[0], e[1])
		if e[1] != " " {
			from = append(from, e[1], e[0])
		}
	}
	return strings.NewReplacer(to...), strings.NewReplacer(from...)
}

func markdown(text string) string { return escapes.Replace(text) }

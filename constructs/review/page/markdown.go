package page

import (
	"fmt"
	"strings"
)

// Markdown returns the page for GitHub.
func (p *Page) Markdown() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# Review of %s\n\n", markdown.Replace(p.name))
	for _, g := range p.glance {
		fmt.Fprintf(&b, "* **%s**: %s\n", inMarkdown(g[0]), inMarkdown(g[1]))
	}
	if len(p.picture.boxes) > 0 {
		fmt.Fprintf(&b, "\n```mermaid\n%s```\n", p.picture.mermaid())
	}
	for _, s := range p.sections {
		fmt.Fprintf(&b, "\n## %s\n", s.title)
		markdownBlocks(&b, s.blocks)
	}
	return []byte(b.String())
}

func markdownBlocks(b *strings.Builder, all []block) {
	for _, x := range all {
		b.WriteString("\n")
		switch {
		case x.table != nil:
			markdownTable(b, x.table)
		case x.list != nil:
			for _, item := range x.list {
				fmt.Fprintf(b, "* %s\n", inMarkdown(item))
			}
		case x.folded != "":
			fmt.Fprintf(b, "<details><summary>%s</summary>\n", markdown.Replace(x.folded))
			markdownBlocks(b, x.blocks)
			b.WriteString("\n</details>\n")
		case x.heading != "":
			fmt.Fprintf(b, "### %s\n", markdown.Replace(x.heading))
		default:
			b.WriteString(inMarkdown(x.paragraph) + "\n")
		}
	}
}

func markdownTable(b *strings.Builder, t *table) {
	head, rule := "|", "|"
	for i, h := range t.head {
		head += " " + h + " |"
		if i >= len(t.head)-t.numbers {
			rule += "---:|"
		} else {
			rule += "---|"
		}
	}
	if t.numbers > 0 {
		fmt.Fprintf(b, "%s:\n\n", markdown.Replace(t.caption))
	}
	fmt.Fprintf(b, "%s\n%s\n", head, rule)
	for _, row := range t.rows {
		b.WriteString("|")
		for _, cell := range row {
			b.WriteString(" " + inMarkdown(cell) + " |")
		}
		b.WriteString("\n")
	}
}

func inMarkdown(t text) string {
	var b strings.Builder
	for _, s := range t {
		switch {
		case s.style == bar:
			b.WriteString("`" + strings.Repeat("▆", s.steps) + strings.Repeat("·", scaleSteps-s.steps) + "`")
		case s.text == "":
		case s.style == code && !strings.ContainsAny(s.text, "`|\\"):
			b.WriteString("`" + s.text + "`")
		case s.style == strong:
			b.WriteString("**" + markdown.Replace(s.text) + "**")
		case s.style == severity:
			b.WriteString(marks[s.text] + " " + markdown.Replace(s.text))
		default:
			b.WriteString(markdown.Replace(s.text))
		}
	}
	return b.String()
}

// marks tell severities apart for who does not see colours.
var marks = map[string]string{"critical": "⛔", "high": "▲", "medium": "◆", "low": "▽"}

// markdown escapes what Markdown, or the HTML in it, would read as something else. A person who is named is not called.
var markdown = strings.NewReplacer("|", `\|`, "<", "&lt;", ">", "&gt;", "&", "&amp;", "*", `\*`, "_", `\_`, "`", "\\`",
	"@", "&#64;", "[", `\[`, "]", `\]`, `\`, `\\`, "#", `\#`, "~", `\~`, "$", `\$`, "!", `\!`, "://", "&#58;//", "www.",
	"www&#46;")

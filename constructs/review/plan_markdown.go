package review

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// MaxMarkdown is how many characters the Markdown of a [PlanReview] has at most: GitHub refuses a comment of more than
// 65,536 (https://github.com/orgs/community/discussions/27190), and a workflow adds some of its own.
const MaxMarkdown = 60_000

// Markdown returns the review as a comment for a pull request, of at most [MaxMarkdown] characters: the important
// first, details folded. What has no room is counted.
func (p *PlanReview) Markdown() string { return p.markdown(MaxMarkdown) }

func (p *PlanReview) markdown(most int) string {
	w := &markdown{left: most - reserve}
	w.line("### Plan review: " + prose(p.headline()))
	if p.Plan && !p.Empty() {
		w.line("\nCost of a month: " + prose(p.costLine()))
	}
	for _, note := range p.notes() {
		w.line("\n**" + prose(note) + "**")
	}
	for _, s := range p.sections() {
		w.section(s)
	}
	if p.Empty() {
		return w.String()
	}
	w.fold("Cost of a month, as it will be", "\n"+p.estimate.Markdown())
	if w.cut > 0 {
		fmt.Fprintf(&w.Builder, "\n%d lines more have no room here. The whole page: `fargateai plan-review "+
			"plan.json`.\n", w.cut)
	}
	return w.String()
}

// reserve is room for what closes the page and for the heads of sections.
const reserve = 3000

// markdown is a page that knows how much room is left.
type markdown struct {
	strings.Builder
	left, cut int
}

// line writes a line, and tells whether there was room.
func (w *markdown) line(text string) bool {
	if n := utf8.RuneCountInString(text) + 1; n <= w.left {
		w.left -= n
		w.WriteString(text + "\n")
		return true
	}
	w.cut += strings.Count(strings.Trim(text, "\n"), "\n") + 1
	return false
}

func (w *markdown) section(s section) {
	title := fmt.Sprintf("%s: %d", s.title, len(s.items))
	if s.folded {
		if !w.line("\n<details><summary>" + title + "</summary>\n") {
			return
		}
		defer w.WriteString("\n</details>\n") // of the reserve
	} else if !w.line("\n#### " + title + "\n") {
		return
	}
	if s.note != "" {
		w.line(prose(s.note) + "\n")
	}
	missing := 0
	for _, i := range s.items {
		if missing > 0 || !w.line(i.markdown()) {
			missing++
		}
	}
	if missing > 0 {
		w.cut += missing - 1
		fmt.Fprintf(&w.Builder, "* … and %d more\n", missing)
	}
}

func (w *markdown) fold(title, text string) {
	w.line("\n<details><summary>" + title + "</summary>\n" + text + "\n</details>")
}

// mostOfItem are the lines of one item that are told.
const mostOfItem = 12

func (i item) markdown() string {
	var b strings.Builder
	b.WriteString("* ")
	if i.address != "" {
		b.WriteString(code(i.address) + " ")
	}
	b.WriteString(prose(cutAt(i.text, 1500)))
	for n, more := range i.more {
		if n == mostOfItem {
			fmt.Fprintf(&b, "\n  * … and %d more", len(i.more)-n)
			break
		}
		b.WriteString("\n  * " + prose(cutAt(more, 400)))
	}
	return b.String()
}

// code is a text as code, in which GitHub sees no markup and nobody's name.
func code(s string) string { return "`" + strings.ReplaceAll(line(s), "`", "'") + "`" }

// markup are the characters that mean something in GitHub's Markdown: of emphasis, links, HTML, tables, mentions,
// references to issues and addresses of the web.
var markup = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;",
	">", "&gt;",
	"|", `\|`, "@", "&#64;", "#", "&#35;", "~", `\~`, "://", "&#58;//", "www.", "www&#46;", "&", "&amp;", "$", `\$`,
	"!", `\!`)

// prose is a text in which GitHub sees no markup.
func prose(s string) string { return markup.Replace(line(s)) }

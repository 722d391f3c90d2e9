package page

import (
	"crypto/sha256"
	_ "embed" // of the style sheet
	"encoding/base64"
	"fmt"
	"html"
	"strings"
)

//go:embed page.css
var css string

// HTML returns the page for a browser, in one file that asks for nothing else.
func (p *Page) HTML() []byte {
	var b strings.Builder
	sum := sha256.Sum256([]byte(css))
	name := html.EscapeString(p.name)
	fmt.Fprintf(&b, `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
	content="default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Review of %s</title>
<style>%s</style>
</head>
<body>
<header>
<p class="over">Review before apply</p>
<h1>%s</h1>
`, base64.StdEncoding.EncodeToString(sum[:]), name, css, name)
	b.WriteString("<dl class=\"glance\">\n")
	for _, g := range p.glance {
		fmt.Fprintf(&b, "<div><dt>%s</dt><dd>%s</dd></div>\n", inHTML(g[0]), inHTML(g[1]))
	}
	b.WriteString("</dl>\n</header>\n<nav aria-label=\"Sections\"><ul>\n")
	if len(p.picture.boxes) > 0 {
		b.WriteString("<li><a href=\"#picture\">Picture</a></li>\n")
	}
	for _, s := range p.sections {
		fmt.Fprintf(&b, "<li><a href=\"#%s\">%s</a></li>\n", s.id, html.EscapeString(s.title))
	}
	b.WriteString("</ul></nav>\n<main>\n")
	p.htmlPicture(&b)
	for _, s := range p.sections {
		fmt.Fprintf(&b, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">%s</h2>\n", s.id, s.id, html.EscapeString(s.title))
		htmlBlocks(&b, s.blocks)
		b.WriteString("</section>\n")
	}
	b.WriteString("</main>\n<footer><p>Made from the stack's Terraform JSON. Nothing was asked of AWS.</p></footer>\n" +
		"</body>\n</html>\n")
	return []byte(b.String())
}

func (p *Page) htmlPicture(b *strings.Builder) {
	if len(p.picture.boxes) == 0 {
		return
	}
	b.WriteString("<section aria-labelledby=\"picture\">\n<h2 id=\"picture\">Picture</h2>\n" +
		"<div class=\"scroll\" role=\"region\" aria-labelledby=\"picture\" tabindex=\"0\">\n" + p.picture.svg() + "</div>\n" +
		"<p class=\"legend\"><span class=\"key\">Full line: traffic.</span> <span class=\"key dashed\">Dashed line: " +
		"what a permission allows.</span> <span class=\"hint\">It scrolls sideways.</span></p>\n")
	b.WriteString("<div id=\"picture-words\">\n")
	htmlBlocks(b, []block{{folded: "The picture in words", blocks: []block{{list: p.picture.words()}}}})
	b.WriteString("</div>\n</section>\n")
}

func htmlBlocks(b *strings.Builder, all []block) {
	for _, x := range all {
		switch {
		case x.table != nil:
			htmlTable(b, x.table)
		case x.list != nil:
			b.WriteString("<ul>\n")
			for _, item := range x.list {
				b.WriteString("<li>" + inHTML(item) + "</li>\n")
			}
			b.WriteString("</ul>\n")
		case x.folded != "":
			fmt.Fprintf(b, "<details>\n<summary>%s</summary>\n", html.EscapeString(x.folded))
			htmlBlocks(b, x.blocks)
			b.WriteString("</details>\n")
		case x.heading != "":
			fmt.Fprintf(b, "<h3>%s</h3>\n", html.EscapeString(x.heading))
		case len(x.paragraph) > 0:
			b.WriteString("<p>" + inHTML(x.paragraph) + "</p>\n")
		}
	}
}

// htmlTable is a table whose rows become cards on a phone: each cell then says its header.
func htmlTable(b *strings.Builder, t *table) {
	kind := ""
	if t.numbers > 0 {
		kind = ` class="figures"`
	}
	fmt.Fprintf(b, "<table%s>\n<caption>%s</caption>\n<thead><tr>", kind, html.EscapeString(t.caption))
	class := func(i int) string {
		if i >= len(t.head)-t.numbers {
			return ` class="number"`
		}
		return ""
	}
	for i, h := range t.head {
		if h == "" {
			h = "Item"
		}
		fmt.Fprintf(b, "<th scope=\"col\"%s>%s</th>", class(i), html.EscapeString(h))
	}
	b.WriteString("</tr></thead>\n<tbody>\n")
	for n, row := range t.rows {
		if t.last && n == len(t.rows)-1 {
			b.WriteString("<tr class=\"total\">")
		} else {
			b.WriteString("<tr>")
		}
		for i, cell := range row {
			tag := "td"
			if i == 0 {
				tag = "th scope=\"row\""
			}
			fmt.Fprintf(b, "<%s data-head=\"%s\"%s>%s</%s>", tag, html.EscapeString(t.head[i]), class(i), inHTML(cell), tag[:2])
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody>\n</table>\n")
}

func inHTML(t text) string {
	var b strings.Builder
	for _, s := range t {
		escaped := html.EscapeString(s.text)
		switch {
		case s.style == bar:
			fmt.Fprintf(&b, `<svg class="bar" viewBox="0 0 %d 1" preserveAspectRatio="none" aria-hidden="true">`+
				`<rect class="all" width="%d" height="1"/><rect class="part" width="%d" height="1"/></svg>`,
				scaleSteps, scaleSteps, s.steps)
		case s.text == "":
		case s.style == code:
			b.WriteString("<code>" + escaped + "</code>")
		case s.style == strong:
			b.WriteString("<strong>" + escaped + "</strong>")
		case s.style == severity:
			fmt.Fprintf(&b, `<span class="severity %s"><span aria-hidden="true">%s</span> %s</span>`, escaped, marks[s.text],
				escaped)
		default:
			b.WriteString(escaped)
		}
	}
	return b.String()
}

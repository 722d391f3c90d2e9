package page

import (
	"fmt"
	"strings"
)

// mermaid is the picture as a flowchart for GitHub.
func (p *picture) mermaid() string {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	ids := p.ids()
	for i, x := range p.boxes {
		label := x.kind + "<br/>" + mermaidText.Replace(x.name)
		if x.note != "" {
			label += "<br/>" + mermaidText.Replace(x.note)
		}
		fmt.Fprintf(&b, "  %s[\"%s\"]\n", ids[i], label)
	}
	for _, a := range p.arrows {
		line := "-->"
		switch {
		case a.both:
			line = "<-->"
		case a.right:
			line = "-.->"
		}
		fmt.Fprintf(&b, "  %s %s|\"%s\"| %s\n", ids[a.from], line, mermaidText.Replace(a.label), ids[a.to])
	}
	return b.String()
}

// ids are the boxes' names in the chart: made of what tells them apart, so that a new one does not rename the others.
func (p *picture) ids() []string {
	out := make([]string, len(p.boxes))
	taken := map[string]bool{}
	for i, x := range p.boxes {
		id := "b_" + strings.Map(func(c rune) rune {
			if '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
				return c
			}
			return '_'
		}, strings.TrimPrefix(x.key, "aws_"))
		for taken[id] {
			id += "_"
		}
		taken[id] = true
		out[i] = id
	}
	return out
}

// mermaidText escapes what Mermaid, or the HTML in its labels, would read as something else.
var mermaidText = strings.NewReplacer(`"`, "#quot;", "<", "#lt;", ">", "#gt;", "#", "#35;", "&", "#amp;",
	"`", "#96;", `\`, "#92;", "*", "#42;", "_", "#95;")

package page

import (
	"fmt"
	"html"
	"strings"
)

// widest is a picture that a desktop may shrink to its window, and still show in a size that one reads.
const widest = 1400

// svg is the picture for a browser. Its colours come from the page's style sheet.
func (p *picture) svg() string {
	l := p.layout()
	var b strings.Builder
	class := "picture"
	if l.width > widest {
		class += " wide"
	}
	fmt.Fprintf(&b, `<svg class="%s" role="img" aria-labelledby="picture-title picture-words" `+
		`viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" xmlns="http://www.w3.org/2000/svg">`+"\n", class, l.width,
		l.height, l.width, l.height)
	fmt.Fprintf(&b, "<title id=\"picture-title\">What is made, and how traffic and permissions flow</title>\n")
	b.WriteString(`<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" ` +
		`orient="auto-start-reverse"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>` + "\n")
	for i, a := range p.arrows {
		p.line(&b, l, i, a)
	}
	for _, pl := range l.places {
		for _, port := range p.ports(pl) {
			r := port[0]
			if !r.ends {
				continue
			}
			label := p.arrows[r.arrow].label
			fmt.Fprintf(&b, `<text class="label" x="%.1f" y="%.1f" text-anchor="end">%s</text>`+"\n", r.to.x-14, r.y-5,
				html.EscapeString(label))
		}
	}
	for _, pl := range l.places {
		if pl.box >= 0 {
			p.draw(&b, pl)
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// line is an arrow through all its stretches.
func (p *picture) line(b *strings.Builder, l *layout, arrow int, a arrow) {
	var d strings.Builder
	for _, r := range l.routes {
		if r.arrow != arrow {
			continue
		}
		x0, y0, x1, y1 := r.from.x+r.from.w, r.from.middle(), r.to.x, r.y
		if r.from.box < 0 {
			y0 = r.from.in[0].y
		}
		straight := x0 + curve
		if d.Len() == 0 {
			fmt.Fprintf(&d, "M%.1f %.1f", x0, y0)
		} else {
			fmt.Fprintf(&d, "H%.1f", x0)
		}
		middle := (x0 + straight) / 2
		end := x1
		if r.ends {
			end -= 2
		}
		fmt.Fprintf(&d, "C%.1f %.1f %.1f %.1f %.1f %.1fH%.1f", middle, y0, middle, y1, straight, y1, end)
	}
	class, start, end := "flow", "", ` marker-end="url(#tip)"`
	if a.right {
		class = "right"
	}
	if a.both {
		start = ` marker-start="url(#tip)"`
	} else if l.backward[arrow] {
		start, end = ` marker-start="url(#tip)"`, ""
	}
	fmt.Fprintf(b, `<path class="%s" d="%s"%s%s/>`+"\n", class, d.String(), start, end)
}

func (p *picture) draw(b *strings.Builder, pl *place) {
	x := p.boxes[pl.box]
	class := "box"
	if x.rank == tasks {
		class += " own"
	}
	if x.kind == "outside" || x.note == "not of this stack" {
		class += " foreign"
	}
	fmt.Fprintf(b, `<g class="%s"><title>%s</title><rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="8"/>`, class,
		html.EscapeString(strings.Join([]string{x.kind, x.name, x.note}, " · ")), pl.x, pl.y, pl.w, pl.h)
	height := 14 + 18*float64(len(pl.lines)) + 16*float64(len(pl.notes))
	y := pl.middle() - height/2 + 10
	fmt.Fprintf(b, `<text class="kind" x="%.1f" y="%.1f">%s</text>`, pl.x+boxPadding, y, html.EscapeString(x.kind))
	for _, line := range pl.lines {
		y += 18
		fmt.Fprintf(b, `<text class="name" x="%.1f" y="%.1f">%s</text>`, pl.x+boxPadding, y, html.EscapeString(line))
	}
	for _, line := range pl.notes {
		y += 16
		fmt.Fprintf(b, `<text class="note" x="%.1f" y="%.1f">%s</text>`, pl.x+boxPadding, y, html.EscapeString(line))
	}
	b.WriteString("</g>\n")
}

// words are the arrows as sentences, for who cannot see the picture.
func (p *picture) words() []text {
	var out []text
	for _, a := range p.arrows {
		from, to := p.boxes[a.from], p.boxes[a.to]
		arrow := " → "
		if a.both {
			arrow = " ↔ "
		}
		out = append(out, say(from.kind+" ").and(codeOf(from.name)).and(say(arrow+to.kind+" ")).and(codeOf(to.name)).
			and(say(" ("+a.label+")")))
	}
	return out
}

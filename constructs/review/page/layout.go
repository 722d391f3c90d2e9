package page

import (
	"cmp"
	"slices"
	"strings"
)

// A layered layout: boxes stand in columns from who calls to what is used, and a line only goes from one column to the
// next. One that goes further passes the columns between in lanes of their own. So no line crosses a box, and as each
// label lies above the straight end of its own line, none lies on another.

// Sizes in pixels.
const (
	boxPadding = 12
	boxLeast   = 120
	boxMost    = 216
	kindSize   = 11
	nameSize   = 14
	noteSize   = 12
	labelSize  = 11
	portGap    = 24 // between the lines that end at one box
	rowGap     = 26
	laneHeight = 14
	curve      = 56 // room for a line to change its height
	margin     = 8
)

// place is a box, or a lane, in the layout.
type place struct {
	box        int // -1 for a lane
	x, y, w, h float64
	lines      []string // of the name
	notes      []string
	column     int
	in, out    []*route
}

func (p *place) middle() float64 { return p.y + p.h/2 }

// route is one stretch of an arrow, from a column to the next.
type route struct {
	arrow    int
	from, to *place
	ends     bool    // at a box, with its label
	y        float64 // where it ends
}

type layout struct {
	places        []*place
	columns       [][]*place
	routes        []*route
	backward      []bool // arrows that are drawn against their direction
	width, height float64
}

func (p *picture) layout() *layout {
	l := &layout{backward: make([]bool, len(p.arrows))}
	column := p.ranks(l.backward)
	at := make([]*place, len(p.boxes))
	for i, b := range p.boxes {
		pl := &place{box: i, column: column[i]}
		pl.lines, pl.notes = wrapped(b.name, nameSize*boldFactor, 2), wrapped(b.note, noteSize, 2)
		w := width(b.kind, kindSize)
		for _, s := range pl.lines {
			w = max(w, width(s, nameSize*boldFactor))
		}
		for _, s := range pl.notes {
			w = max(w, width(s, noteSize))
		}
		pl.w = max(w+2*boxPadding, boxLeast)
		pl.h = 2*boxPadding + 14 + 18*float64(len(pl.lines)) + 16*float64(len(pl.notes))
		at[i] = pl
		l.put(pl)
	}
	for i, a := range p.arrows {
		from, to := at[a.from], at[a.to]
		if l.backward[i] {
			from, to = to, from
		}
		for from.column+1 < to.column {
			lane := &place{box: -1, column: from.column + 1, h: laneHeight}
			l.put(lane)
			l.route(&route{arrow: i, from: from, to: lane})
			from = lane
		}
		l.route(&route{arrow: i, from: from, to: to, ends: true})
	}
	for _, pl := range l.places {
		if n := float64(len(p.ports(pl))); pl.box >= 0 && n > 1 {
			pl.h = max(pl.h, portGap*n+4)
		}
	}
	l.order()
	l.across(p)
	l.down(p)
	return l
}

func (l *layout) put(p *place) {
	for len(l.columns) <= p.column {
		l.columns = append(l.columns, nil)
	}
	l.columns[p.column] = append(l.columns[p.column], p)
	l.places = append(l.places, p)
}

func (l *layout) route(r *route) {
	r.from.out, r.to.in = append(r.from.out, r), append(r.to.in, r)
	l.routes = append(l.routes, r)
}

// ranks puts every box right of all that lead to it. An arrow that closes a circle is drawn backward.
func (p *picture) ranks(backward []bool) []int {
	next := make([][]int, len(p.boxes)) // arrows
	for i, a := range p.arrows {
		next[a.from] = append(next[a.from], i)
	}
	state := make([]int, len(p.boxes)) // 1 on the way, 2 done
	var order []int
	var visit func(b int)
	visit = func(b int) {
		state[b] = 1
		for _, i := range next[b] {
			switch to := p.arrows[i].to; state[to] {
			case 0:
				visit(to)
			case 1:
				backward[i] = true
			}
		}
		state[b] = 2
		order = append(order, b)
	}
	byRank := make([]int, len(p.boxes))
	for i := range byRank {
		byRank[i] = i
	}
	slices.SortStableFunc(byRank, func(a, b int) int { return cmp.Compare(p.boxes[a].rank, p.boxes[b].rank) })
	for _, b := range byRank {
		if state[b] == 0 {
			visit(b)
		}
	}
	rank := make([]int, len(p.boxes))
	for i, b := range p.boxes {
		rank[i] = b.rank
	}
	down := make([][]int, len(p.boxes)) // where the arrows lead as they are drawn
	for i, a := range p.arrows {
		if backward[i] {
			a.from, a.to = a.to, a.from
		}
		down[a.from] = append(down[a.from], a.to)
	}
	slices.Reverse(order)
	for _, b := range order {
		for _, to := range down[b] {
			rank[to] = max(rank[to], rank[b]+1)
		}
	}
	columns := slices.Clone(rank) // without the columns that nothing stands in
	slices.Sort(columns)
	columns = slices.Compact(columns)
	for i := range rank {
		rank[i] = slices.Index(columns, rank[i])
	}
	return rank
}

// order sorts each column by the middle of what its places are connected to, which keeps most lines from crossing.
func (l *layout) order() {
	index := map[*place]float64{}
	number := func() {
		for _, c := range l.columns {
			for i, p := range c {
				index[p] = float64(i) / float64(max(len(c)-1, 1))
			}
		}
	}
	sweep := func(c []*place, neighbours func(*place) []*place) {
		key := map[*place]float64{}
		for _, p := range c {
			key[p] = index[p]
			if all := neighbours(p); len(all) > 0 {
				key[p] = 0
				for _, n := range all {
					key[p] += index[n] / float64(len(all))
				}
			}
		}
		slices.SortStableFunc(c, func(a, b *place) int { return cmp.Compare(key[a], key[b]) })
		number()
	}
	number()
	for range 4 {
		for _, c := range l.columns {
			sweep(c, before)
		}
		for _, c := range slices.Backward(l.columns) {
			sweep(c, after)
		}
	}
}

func before(p *place) (out []*place) {
	for _, r := range p.in {
		out = append(out, r.from)
	}
	return out
}

func after(p *place) (out []*place) {
	for _, r := range p.out {
		out = append(out, r.to)
	}
	return out
}

// across gives each column its place: between two there is room for curves, and for the labels of what ends there.
func (l *layout) across(p *picture) {
	x := float64(margin)
	for i, c := range l.columns {
		widest, label := 0.0, 0.0
		for _, pl := range c {
			widest = max(widest, pl.w)
			for _, r := range pl.in {
				if r.ends {
					label = max(label, width(p.arrows[r.arrow].label, labelSize)+18)
				}
			}
		}
		if i > 0 {
			x += curve + label
		}
		for _, pl := range c {
			pl.x, pl.w = x, widest
		}
		x += widest
	}
	l.width = x + margin
}

// down gives each place its height: as near to what it is connected to as its neighbours in the column let it.
func (l *layout) down(p *picture) {
	for _, c := range l.columns {
		l.stack(c, func(*place) (float64, bool) { return 0, false })
	}
	for range 3 {
		for _, c := range l.columns {
			l.stack(c, func(p *place) (float64, bool) { return mean(before(p)) })
		}
		for _, c := range slices.Backward(l.columns) {
			l.stack(c, func(p *place) (float64, bool) { return mean(after(p)) })
		}
	}
	top, bottom := 1e9, -1e9
	for _, pl := range l.places {
		top, bottom = min(top, pl.y), max(bottom, pl.y+pl.h)
	}
	for _, pl := range l.places {
		pl.y += margin - top
	}
	l.height = bottom - top + 2*margin
	for _, pl := range l.places {
		ports := p.ports(pl)
		slices.SortStableFunc(ports, func(a, b []*route) int { return cmp.Compare(height(a), height(b)) })
		for i, port := range ports {
			for _, r := range port {
				r.y = pl.middle() + portGap*(float64(i)-float64(len(ports)-1)/2)
			}
		}
	}
}

// ports are where lines end at a place: those that say the same end together.
func (p *picture) ports(pl *place) [][]*route {
	var out [][]*route
	for _, r := range pl.in {
		a := p.arrows[r.arrow]
		i := slices.IndexFunc(out, func(port []*route) bool {
			other := p.arrows[port[0].arrow]
			return a.label == other.label && a.right == other.right
		})
		if i < 0 {
			out = append(out, nil)
			i = len(out) - 1
		}
		out[i] = append(out[i], r)
	}
	return out
}

// height is where the lines of a port come from.
func height(port []*route) float64 {
	sum := 0.0
	for _, r := range port {
		sum += r.from.middle() / float64(len(port))
	}
	return sum
}

func mean(all []*place) (float64, bool) {
	sum := 0.0
	for _, p := range all {
		sum += p.middle() / float64(len(all))
	}
	return sum, len(all) > 0
}

func (l *layout) stack(c []*place, wanted func(*place) (float64, bool)) {
	least, moved := -1e9, 0.0
	for _, p := range c {
		y := p.y
		if at, ok := wanted(p); ok {
			y = at - p.h/2
		}
		p.y = max(y, least)
		moved += (p.y - y) / float64(len(c))
		least = p.y + p.h + rowGap
	}
	for _, p := range c {
		p.y -= moved
	}
}

// wrapped breaks a text into at most some lines that fit into a box, and shortens what does not.
func wrapped(s string, size float64, most int) []string {
	const room = boxMost - 2*boxPadding
	var lines []string
	for s != "" && len(lines) < most {
		line, rest := fit(s, size, room)
		if rest != "" && len(lines) == most-1 {
			line, _ = fit(s, size, room-width("…", size))
			line, rest = strings.TrimRight(line, " ,")+"…", ""
		}
		lines, s = append(lines, strings.TrimSpace(line)), strings.TrimSpace(rest)
	}
	return lines
}

// fit cuts off what fits into a room, after a space, a hyphen, a slash or a comma where there is one.
func fit(s string, size, room float64) (line, rest string) {
	w, cut, space := 0.0, 0, 0
	for i, r := range s {
		w += runeWidth(r) * size
		if w > room {
			switch {
			case space > i/3:
				cut = space
			case cut == 0:
				cut = i
			}
			return s[:cut], s[cut:]
		}
		if strings.ContainsRune(" -/,._", r) && i > len(s)/4 {
			cut = i + len(string(r))
			if r == ' ' {
				space = cut
			}
		}
	}
	return s, ""
}

// widths are those of DejaVu Sans, in hundredths of its size, from the space to the tilde. Other fonts of pages are
// narrower, so a text that fits by these fits in all.
var widths = [...]uint8{
	32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84,
	84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 30, 30, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61,
	69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59,
	82, 59, 59, 52, 64, 34, 64, 84,
}

// boldFactor is how much wider than its size a bold text is.
const boldFactor = 1.12

func runeWidth(r rune) float64 {
	if i := int(r) - ' '; 0 <= i && i < len(widths) {
		return float64(widths[i]) / 100
	}
	return 1.05 // as wide as a Chinese character; other letters are narrower
}

func width(s string, size float64) float64 {
	w := 0.0
	for _, r := range s {
		w += runeWidth(r) * size
	}
	return w
}

package page

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// area is a rectangle that something takes.
type area struct{ x0, y0, x1, y1 float64 }

func (a area) meets(b area) bool { return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1 }

func chaos(seed uint64) *picture {
	random := rand.New(rand.NewPCG(seed, 7))
	p := &picture{byKey: map[string]int{}}
	n := 1 + random.IntN(24)
	for i := range n {
		p.box(box{kind: "kind", name: strings.Repeat("Wide name ", random.IntN(6)) + fmt.Sprint(i),
			note: strings.Repeat("note, ", random.IntN(12)), rank: random.IntN(4)})
	}
	for range random.IntN(3 * n) {
		p.arrow(arrow{from: random.IntN(n), to: random.IntN(n), label: strings.Repeat("label", 1+random.IntN(4)),
			right: random.IntN(2) == 0})
	}
	return p
}

// Of any boxes and arrows, also in circles: no box lies on another, no line crosses one, no label lies on a box, a label
// or a line of another port.
func TestNothingOverlaps(t *testing.T) {
	for seed := range uint64(40) {
		p := chaos(seed)
		l := p.layout()
		var boxes, labels []area
		for _, pl := range l.places {
			if pl.box >= 0 {
				boxes = append(boxes, area{pl.x, pl.y, pl.x + pl.w, pl.y + pl.h})
			}
			for _, line := range pl.lines {
				if w := width(line, nameSize*boldFactor); w > pl.w-2*boxPadding+1 {
					t.Errorf("%d: %q is %.0f wide, in a box of %.0f", seed, line, w, pl.w)
				}
			}
			for _, port := range p.ports(pl) {
				if r := port[0]; r.ends {
					label := p.arrows[r.arrow].label
					labels = append(labels, area{r.to.x - 14 - width(label, labelSize), r.y - 5 - labelSize, r.to.x - 14, r.y - 2})
				}
			}
		}
		for i, a := range boxes {
			for _, b := range boxes[:i] {
				if a.meets(b) {
					t.Fatalf("%d: boxes %v and %v overlap", seed, a, b)
				}
			}
			if a.x0 < 0 || a.y0 < 0 || a.x1 > l.width || a.y1 > l.height {
				t.Fatalf("%d: %v is outside of the picture of %.0f × %.0f", seed, a, l.width, l.height)
			}
		}
		for i, a := range labels {
			for _, b := range append(labels[:i:i], boxes...) {
				if a.meets(b) {
					t.Fatalf("%d: the label %v lies on %v", seed, a, b)
				}
			}
		}
		for _, r := range l.routes {
			if r.from.column >= r.to.column {
				t.Fatalf("%d: a line leads back", seed)
			}
			y0 := r.from.middle()
			for step := range 101 { // the curve, and the straight line after it
				s := float64(step) / 100
				x := r.from.x + r.from.w + s*curve
				y := y0 + (r.y-y0)*(3*s*s-2*s*s*s)
				for _, b := range append(boxes, labels...) {
					if b.meets(area{x + .1, y - .1, x + .2, y + .1}) {
						t.Fatalf("%d: a line crosses %v at %.0f, %.0f", seed, b, x, y)
					}
				}
			}
			for _, b := range boxes {
				if b.meets(area{r.from.x + r.from.w + curve, r.y - .1, r.to.x - .1, r.y + .1}) {
					t.Fatalf("%d: a line crosses %v", seed, b)
				}
			}
		}
	}
}

func TestWrapped(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "short": "short", "everyone on the whole wide internet": "everyone on the whole|wide internet",
		"nightly-search-evaluation-failed":                            "nightly-search-|evaluation-failed",
		strings.Repeat("x", 90):                                       "xxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxx…",
		"one two three four five six seven eight nine ten eleven abc": "one two three four five|six seven eight nine…",
	} {
		if got := strings.Join(wrapped(s, nameSize*boldFactor, 2), "|"); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

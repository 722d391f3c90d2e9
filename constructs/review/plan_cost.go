package review

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// CostDifference is what a plan makes of the cost of a month.
type CostDifference struct {
	Region string `json:"region"`
	Before Range  `json:"before"`
	After  Range  `json:"after"`
	// Percent by which the expected cost rises; nil where nothing costed anything before.
	Percent *float64 `json:"percent,omitempty"`
	// Lines of the estimate that are others than before.
	Lines []CostLine `json:"lines,omitempty"`
	// NotCounted is what a plan brings that costs, or may cost, and is in no line.
	NotCounted []string `json:"notCounted,omitempty"`

	fresh bool // there was nothing before
}

// CostLine is one line of an estimate, before and after.
type CostLine struct {
	Item   string `json:"item"`
	Before Range  `json:"before"`
	After  Range  `json:"after"`
}

// cost compares the estimates before and after, with the same prices.
func (c *comparison) cost(after *Estimate, o Options) CostDifference {
	out := CostDifference{Region: after.Region, After: after.Total, Before: after.Total}
	if !c.after.planned {
		return out
	}
	before := NewEstimate(c.before, o)
	out.Before, out.fresh = before.Total, len(c.before.Resources) == 0
	if before.Total.Expected > 0 {
		percent := math.Round(1000*(after.Total.Expected-before.Total.Expected)/before.Total.Expected) / 10
		out.Percent = &percent
	}
	was, is := byPlace(before), byPlace(after)
	for _, place := range is.places {
		b, a := was.lines[place], is.lines[place]
		if b.Item == a.Item && same(b.Cost, a.Cost) {
			continue
		}
		item := a.Group + ": " + a.Item
		if b.Item != "" && b.Item != a.Item {
			item = a.Group + ": " + b.Item + " → " + a.Item
		}
		out.Lines = append(out.Lines, CostLine{c.show.text(item), b.Cost, a.Cost})
	}
	for _, place := range was.places {
		if b := was.lines[place]; is.lines[place].Item == "" {
			out.Lines = append(out.Lines, CostLine{c.show.text(b.Group + ": " + b.Item), b.Cost, Range{}})
		}
	}
	for _, text := range after.NotCounted {
		if !slices.Contains(before.NotCounted, text) {
			out.NotCounted = append(out.NotCounted, c.show.text(text))
		}
	}
	return out
}

// placed are the lines of an estimate by what they are for.
type placed struct {
	places []string
	lines  map[string]Line
}

func byPlace(e *Estimate) placed {
	out := placed{lines: map[string]Line{}}
	for _, l := range e.Lines {
		place := l.Group + " " + l.Address
		if l.Address == "" {
			place += strings.TrimRight(strings.TrimLeft(l.Item, "0123456789., "), "s") // 1 NAT gateway, 2 NAT gateways
		}
		for n := 2; out.lines[place].Item != ""; n++ {
			place = fmt.Sprintf("%s %s %d", l.Group, l.Address, n)
		}
		out.places, out.lines[place] = append(out.places, place), l
	}
	return out
}

func same(a, b Range) bool {
	near := func(a, b float64) bool { return math.Abs(a-b) < 0.005 }
	return near(a.Minimum, b.Minimum) && near(a.Expected, b.Expected) && near(a.Maximum, b.Maximum)
}

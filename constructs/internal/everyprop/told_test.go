package everyprop

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// bounds are what a mistake says of the numbers that may stand in its place.
type bounds struct {
	least, most float64 // infinite where there is none
	above       bool    // the least is not in
	below       bool    // the most is not in
	whole       bool
	only        []float64 // where these alone may stand
}

const number = `(-?[\d.]+)`

var (
	fromTo    = regexp.MustCompile(`^(?:a whole number |a share )?(?:from )?` + number + ` to (less than )?` + number)
	aboveMost = regexp.MustCompile(`^(?:a share )?(?:above|more than) ` + number + ` and at most ` + number)
	above     = regexp.MustCompile(`^(?:a number |a value |more than )*(?:above )?` + number + `( USD)?$`)
	atLeast   = regexp.MustCompile(`^(?:a whole number of at least )?` + number + `( or more)?$`)
	oneOf     = regexp.MustCompile(`^(?:0, or )?one of ([\d., ]*\d)`)
)

// boundsOf reads what is wanted; ok is false where that is no range.
func boundsOf(want string) (b bounds, ok bool) {
	b = bounds{least: math.Inf(-1), most: math.Inf(1), whole: strings.HasPrefix(want, "a whole number")}
	var texts []string
	switch found := (func(of *regexp.Regexp) bool { texts = of.FindStringSubmatch(want); return texts != nil }); {
	case found(oneOf):
		for text := range strings.SplitSeq(texts[1], ", ") {
			b.only = append(b.only, parsed(text))
		}
		slices.Sort(b.only)
	case found(fromTo):
		b.least, b.below, b.most = parsed(texts[1]), texts[2] != "", parsed(texts[3])
	case found(aboveMost):
		b.least, b.above, b.most = parsed(texts[1]), true, parsed(texts[2])
	case strings.Contains(want, "above") || strings.Contains(want, "more than"):
		if !found(above) {
			return b, false
		}
		b.least, b.above = parsed(texts[1]), true
	case found(atLeast) && (b.whole || texts[2] != ""):
		b.least = parsed(texts[1])
	default:
		return b, false
	}
	return b, true
}

func parsed(text string) float64 {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return math.NaN()
	}
	return n
}

// cases are the numbers at each boundary and beside it, and whether each may stand.
func (b bounds) cases() map[float64]bool {
	out := map[float64]bool{}
	if b.only != nil {
		for _, n := range b.only {
			out[n-1], out[n+1], out[n+0.5] = false, false, false
		}
		for _, n := range b.only {
			out[n] = true
		}
		return out
	}
	step := func(n float64) float64 {
		if b.whole {
			return 1
		}
		return max(math.Abs(n), 1) / 1e6
	}
	if !math.IsInf(b.least, 0) {
		out[b.least-step(b.least)], out[b.least], out[b.least+step(b.least)] = false, !b.above, true
		if b.whole {
			out[b.least+0.5] = false
		}
	}
	if !math.IsInf(b.most, 0) {
		out[b.most-step(b.most)], out[b.most], out[b.most+step(b.most)] = true, !b.below, false
	}
	return out
}

var (
	lengthOf = regexp.MustCompile(`(?:(\d+) to )?(\d+) (?:of the |printable |lower-case |supported |ASCII )*` +
		`(?:characters|letters|bytes|digits)`)
	countOf = regexp.MustCompile(`^(?:at most|exactly) (\d+)`)
)

// lengthsOf are the least and the most characters that are wanted; the least is 1 where none is said.
func lengthsOf(want string) (least, most int, ok bool) {
	texts := lengthOf.FindStringSubmatch(want)
	if texts == nil {
		return 0, 0, false
	}
	least, err := strconv.Atoi(texts[1])
	if err != nil {
		least = 1
	}
	most, err = strconv.Atoi(texts[2])
	return least, most, err == nil
}

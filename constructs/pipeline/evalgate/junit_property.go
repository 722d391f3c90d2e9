package evalgate

import (
	"math"
	"strconv"
	"strings"
)

func (r *junit) property(attributes []attribute) error {
	var name, value string
	for _, a := range attributes {
		switch a.name {
		case "name":
			name = a.value
		case "value":
			value = a.value
		}
	}
	if of := r.stated(name); of != nil {
		if *of != "" && *of != value && name == "digest" {
			r.results.fault("property digest: got %s after %s, want one image", named(value), named(*of))
		}
		*of = value
		return nil
	}
	of := &r.suites[len(r.suites)-1].properties
	if r.open[len(r.open)-2] == "testcase" {
		of = &r.current.properties
	}
	number, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil {
		of.noNumber(name)
		return nil
	}
	return of.number(name, number)
}

// stated is what a property says of the run as a whole.
func (r *junit) stated(name string) *string {
	switch name {
	case "digest":
		return &r.results.Digest
	case "tool", "go.version":
		return &r.results.Tool
	case "model":
		return &r.results.Model
	case "promptVersion":
		return &r.results.Prompt
	}
	return nil
}

// properties of a case or a suite.
type properties struct {
	values scores
	lost   map[string]bool // those that are no number
}

func (p *properties) number(name string, value float64) error {
	if p.values == nil {
		p.values = scores{}
	}
	return p.values.add(name, value)
}

func (p *properties) noNumber(name string) {
	if p.lost == nil {
		p.lost = map[string]bool{}
	}
	if len(p.lost) < maxMetrics {
		p.lost[name] = true
	}
}

// means are the metrics. A property that is a number somewhere was not computed where it is a text. What cases say of
// themselves holds over what their suites say of all.
func (r *junit) means() map[string]Metric {
	for name, n := range r.lost {
		if r.metrics[name] != nil {
			_ = r.metrics.addTimes(name, math.NaN(), n) // it is there already
		}
	}
	return merged(r.whole.metrics(), r.metrics.metrics())
}

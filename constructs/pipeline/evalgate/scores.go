package evalgate

import (
	"fmt"
	"maps"
	"math"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
)

// scores collects the values of metrics.
type scores map[string]*Metric

// add counts a value of one case; one that is no number, or larger than any, was not computed.
func (s scores) add(name string, value float64) error { return s.addTimes(name, value, 1) }

// addTimes counts a value that several cases have.
func (s scores) addTimes(name string, value float64, cases int) error {
	m := s[name]
	if m == nil {
		if len(s) == maxMetrics {
			return fmt.Errorf("got more than %d metrics, want fewer; is it the right file?", maxMetrics)
		}
		m = &Metric{Lowest: math.Inf(1), Highest: math.Inf(-1)}
		s[name] = m
	}
	if cases == 0 {
		return nil
	}
	m.Cases += cases
	if math.IsNaN(value) || math.Abs(value) > mostCases {
		m.Lost += cases
		value = 0
	} else {
		m.Lowest, m.Highest = min(m.Lowest, value), max(m.Highest, value)
	}
	m.Mean += (value - m.Mean) * float64(cases) / float64(m.Cases)
	return nil
}

// addCase counts what one case says. A value that it has several times counts once, as their mean, so that a case does
// not stand for others; one of them that was not computed is none.
func (s scores) addCase(values scores) error {
	for _, name := range check.SortedKeys(values) {
		m := values[name]
		value := m.Mean
		if m.Lost > 0 {
			value = math.NaN()
		}
		if err := s.add(name, value); err != nil {
			return err
		}
	}
	return nil
}

// metrics are what was collected. One that was never computed is 0.
func (s scores) metrics() map[string]Metric {
	if len(s) == 0 {
		return nil
	}
	out := make(map[string]Metric, len(s))
	for name, m := range s {
		if m.Lost == m.Cases {
			m.Lowest, m.Highest = 0, 0
		}
		out[credential.Redact(name)] = *m
	}
	return out
}

// merged are the metrics of both; the second one's hold.
func merged(a, b map[string]Metric) map[string]Metric {
	if a == nil {
		return b
	}
	maps.Copy(a, b)
	return a
}

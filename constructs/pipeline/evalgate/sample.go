package evalgate

import (
	"fmt"
	"math"
)

// sure is how many standard deviations are 95 % of a normal distribution.
const sure = 1.96

// wilson is between which rates that of all such cases is, with a confidence of 95 %, when so many of so many passed:
// https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval.
func wilson(passed, ran int) (low, high float64) {
	if ran == 0 {
		return 0, 1
	}
	n, rate := float64(ran), share(passed, ran)
	middle := rate + sure*sure/(2*n)
	spread := sure * math.Sqrt(rate*(1-rate)/n+sure*sure/(4*n*n))
	whole := 1 + sure*sure/n
	return max((middle-spread)/whole, 0), min((middle+spread)/whole, 1)
}

// enough is how many cases can show a rate below 1, when all of them pass.
func enough(rate float64) int { return int(math.Ceil(rate*sure*sure/(1-rate) - 1e-9)) }

// sample is the line of the table that says between which rates that of all such cases is. A golden set is a sample of
// what users ask. The line fails nothing.
func (v Verdict) sample() []string {
	passed, ran, least := v.Summary.Passed, v.Summary.Ran(), v.gate.resolve().minPassRate
	if ran == 0 {
		return nil
	}
	low, high := wilson(passed, ran)
	said := ""
	if least < 1 && ran < enough(least) {
		said = fmt.Sprintf("%d cases cannot show %s, %d can", ran, percent(least), enough(least))
	}
	return []string{"pass rate, 95 % sure", percent(low) + " to " + percent(high), said, ""}
}

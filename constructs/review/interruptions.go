package review

import "strings"

// interrupted are the types without which nothing answers, and what is gone meanwhile.
var interrupted = map[string]string{
	"aws_ecs_service": "the tasks of the service stop, and none answers until new ones have started",
	"aws_lb":          "the load balancer and its DNS name go, and nothing answers until clients know the new one",
}

// risk of a change: an attribute such as capacity_provider_strategy makes an outage of what looks like a setting.
func (c Change) risk() (Risk, bool) {
	what := interrupted[typeOf(c.Type)]
	if what == "" || !c.Interrupts() {
		return Risk{}, false
	}
	forced := ""
	if len(c.Forced) > 0 {
		forced = "; forced by " + strings.Join(c.Forced, ", ")
	}
	return Risk{
		ID: "interrupting-replacement", Address: c.Address, Severity: High, Text: what + forced,
		Remedy: "leave the attribute as it is, or make the new one beside the old one and move over",
	}, true
}

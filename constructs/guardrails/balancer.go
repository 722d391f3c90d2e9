package guardrails

import "strings"

// balancer is a metric of the target group that the service's tasks join.
func (c config) balancer(name, stat string) *metric {
	return &metric{"AWS/ApplicationELB", name, stat,
		map[string]string{"LoadBalancer": c.LoadBalancerARNSuffix, "TargetGroup": c.TargetGroupARNSuffix}}
}

// green is the same of the other target group of blue/green deployments, between which the tasks and the traffic
// alternate.
func (c config) green(name, stat string) *metric {
	m := c.balancer(name, stat)
	m.dimensions["TargetGroup"] = c.GreenTargetGroupARNSuffix
	return m
}

// How the values of two target groups, of which either may be silent, become one.
const (
	sum   = "FILL(BLUE, 0) + FILL(GREEN, 0)"
	worse = "MAX([FILL(BLUE, 0), FILL(GREEN, 0)])"
)

// overGroups is a metric of the load balancer as queries, of which the last has the id: over both target groups where
// there are two.
func (c config) overGroups(id, name, stat, how string) []query {
	if c.GreenTargetGroupARNSuffix == "" {
		return []query{{id: id, metric: c.balancer(name, stat)}}
	}
	blue, green := id+"_blue", id+"_green"
	return []query{
		{id: blue, metric: c.balancer(name, stat)}, {id: green, metric: c.green(name, stat)},
		{id: id, expression: strings.NewReplacer("BLUE", blue, "GREEN", green).Replace(how), label: id},
	}
}

// watched is an alarm on a metric of the load balancer, or on the worse of its two target groups.
func (c config) watched(a alarm, name, stat string) alarm {
	if c.GreenTargetGroupARNSuffix == "" {
		a.metric = c.balancer(name, stat)
		return a
	}
	a.queries, a.percentile = c.overGroups("worse", name, stat, worse), false
	a.queries[2].label, a.queries[2].returned = name+" "+stat+", the worse target group", true
	return a
}

// drawn is a metric of the load balancer on a dashboard.
func (c config) drawn(id, label, name, stat, how string) []any {
	if c.GreenTargetGroupARNSuffix == "" {
		return []any{line(c.balancer(name, stat), map[string]any{"label": label})}
	}
	queries := c.overGroups(id, name, stat, how)
	queries[2].label = label
	return lines(queries)
}

// hidden draws nothing: the values are for an expression.
func (c config) hidden(id, name, stat, how string) []any {
	queries := c.overGroups(id, name, stat, how)
	out := lines(queries)
	if len(queries) > 1 {
		out[2].([]any)[0].(map[string]any)["visible"] = false
	}
	return out
}

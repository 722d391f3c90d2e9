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

// overGroups is a metric of the load balancer as a query that has the id. Where there are two target groups it is an
// expression over the other queries, one for each.
func (c config) overGroups(id, name, stat, how string) (result query, others []query) {
	if c.GreenTargetGroupARNSuffix == "" {
		return query{id: id, metric: c.balancer(name, stat)}, nil
	}
	blue, green := id+"_blue", id+"_green"
	result = query{id: id, expression: strings.NewReplacer("BLUE", blue, "GREEN", green).Replace(how), label: id}
	return result, []query{{id: blue, metric: c.balancer(name, stat)}, {id: green, metric: c.green(name, stat)}}
}

// summed are the queries of a metric that is added up over the target groups; the result has the id.
func (c config) summed(id, name string) []query {
	result, others := c.overGroups(id, name, "Sum", sum)
	return append(others, result)
}

// watched is an alarm on a metric of the load balancer, or on the worse of its two target groups.
func (c config) watched(a alarm, name, stat string) alarm {
	if c.GreenTargetGroupARNSuffix == "" {
		a.metric = c.balancer(name, stat)
		return a
	}
	result, others := c.overGroups("worse", name, stat, worse)
	result.label, result.returned = name+" "+stat+", the worse target group", true
	a.queries, a.percentile = append(others, result), false
	return a
}

// drawn is a metric of the load balancer on a dashboard.
func (c config) drawn(id, label, name, stat, how string) []any {
	if c.GreenTargetGroupARNSuffix == "" {
		return []any{line(c.balancer(name, stat), map[string]any{"label": label})}
	}
	result, others := c.overGroups(id, name, stat, how)
	result.label = label
	return lines(append(others, result))
}

// hidden draws nothing: the values are for an expression.
func (c config) hidden(id, name, stat, how string) []any {
	result, others := c.overGroups(id, name, stat, how)
	result.hidden = true
	return lines(append(others, result))
}

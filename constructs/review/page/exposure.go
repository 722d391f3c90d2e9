package page

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// exposure is who can reach the stack, and whom it can reach.
func (v *view) exposure() []block {
	in := &table{caption: "Listeners of load balancers", head: []string{"Listener", "Reached by", "What it does"}}
	for _, balancer := range v.balancers() {
		for _, l := range v.listeners(balancer) {
			in.rows = append(in.rows, []text{v.address(balancer, l), v.callers(balancer, l), v.does(l)})
		}
	}
	tasks := &table{caption: "Tasks", head: []string{"Tasks of", "Addresses", "Let in", "May call"}}
	for _, s := range v.Of("aws_ecs_service") {
		tasks.rows = append(tasks.rows, v.taskExposure(s))
	}
	var out []block
	if len(in.rows) > 0 {
		out = append(out, block{table: in})
	}
	if len(tasks.rows) > 0 {
		out = append(out, block{table: tasks})
	}
	return out
}

func (v *view) balancers() []review.Resource { return slices.Concat(v.Of("aws_lb"), v.Of("aws_alb")) }

func (v *view) listeners(balancer review.Resource) []review.Resource {
	var out []review.Resource
	for _, l := range slices.Concat(v.Of("aws_lb_listener"), v.Of("aws_alb_listener")) {
		if v.is(l, l.Attributes["load_balancer_arn"], balancer) {
			out = append(out, l)
		}
	}
	return out
}

func (v *view) address(balancer, l review.Resource) text {
	return codeOf(balancer.Label()).and(text{{text: " "}}).and(loud(protocol(l)))
}

// protocol and port of a listener, such as HTTPS 443.
func protocol(l review.Resource) string {
	return strings.TrimSpace(cmp.Or(word(l.Attributes["protocol"]), "HTTP") + " " + portOf(l.Attributes["port"]))
}

func portOf(v any) string {
	if n, known := number(v); known {
		return check.Number(n)
	}
	return ""
}

// callers of a listener, by the rules of its load balancer's security groups.
func (v *view) callers(balancer, l review.Resource) text {
	var from []text
	port, _ := number(l.Attributes["port"])
	for _, o := range v.rules {
		if o.in && (o.lets == nil || o.lets(port)) &&
			v.of(o, balancer, balancer.Attributes["security_groups"]) {
			from = append(from, v.parties(o)...)
		}
	}
	switch {
	case len(from) > 0:
		return join(from, ", ")
	case isTrue(balancer.Attributes["internal"]):
		return say("whom its security groups let in, inside the network")
	}
	return say("whom its security groups let in")
}

// does is what a listener does with a request.
func (v *view) does(l review.Resource) text {
	var parts []string
	for _, action := range blocks(l.Attributes["default_action"]) {
		if redirect := first(action["redirect"]); word(action["type"]) == "redirect" {
			parts = append(parts, "redirects to "+strings.TrimSpace(word(redirect["protocol"])+" "+word(redirect["port"])))
		}
		if strings.HasPrefix(word(action["type"]), "authenticate") {
			parts = append(parts, "asks for a login")
		}
	}
	forwards := len(v.behind(l))
	if forwards > 0 {
		parts = append(parts, "forwards to "+plural(forwards, "service"))
	}
	switch p := word(l.Attributes["protocol"]); {
	case word(l.Attributes["ssl_policy"]) != "":
		parts = append(parts, "encrypted by "+word(l.Attributes["ssl_policy"]))
	case (p == "" || p == "HTTP") && forwards > 0:
		parts = append(parts, "not encrypted")
	}
	if v.login(l) && !slices.Contains(parts, "asks for a login") {
		parts = append(parts, "asks for a login")
	}
	if len(parts) == 0 {
		parts = []string{"refuses what no rule takes"}
	}
	return say(strings.Join(parts, "; "))
}

// rulesOf a listener.
func (v *view) rulesOf(l review.Resource) []review.Resource {
	var out []review.Resource
	for _, r := range slices.Concat(v.Of("aws_lb_listener_rule"), v.Of("aws_alb_listener_rule")) {
		if v.is(r, r.Attributes["listener_arn"], l) {
			out = append(out, r)
		}
	}
	return out
}

func (v *view) login(l review.Resource) bool {
	return slices.ContainsFunc(v.rulesOf(l), func(r review.Resource) bool {
		return slices.ContainsFunc(blocks(r.Attributes["action"]), func(a map[string]any) bool {
			return strings.HasPrefix(word(a["type"]), "authenticate")
		})
	})
}

// behind are the services that a listener forwards to.
func (v *view) behind(l review.Resource) []review.Resource {
	groups := v.Referred(l, l.Attributes["default_action"], "aws_lb_target_group")
	for _, r := range v.rulesOf(l) {
		groups = append(groups, v.Referred(r, r.Attributes["action"], "aws_lb_target_group")...)
	}
	var out []review.Resource
	for _, s := range v.Of("aws_ecs_service") {
		if slices.ContainsFunc(groups, func(g review.Resource) bool { return v.is(s, s.Attributes["load_balancer"], g) }) {
			out = append(out, s)
		}
	}
	return out
}

func (v *view) taskExposure(s review.Resource) []text {
	network := first(s.Attributes["network_configuration"])
	addresses := say("private")
	switch public := network["assign_public_ip"]; {
	case isTrue(public):
		addresses = loud("public")
	case !isFalse(public):
		addresses = say("known when applied")
	}
	var in, out []text
	for _, o := range v.rules {
		if !v.of(o, s, network["security_groups"]) {
			continue
		}
		line := join(v.parties(o), ", ").and(say(" on " + o.ports))
		if o.in {
			in = append(in, line)
		} else {
			out = append(out, line)
		}
	}
	if len(in) == 0 {
		in = []text{say("nobody, by a rule of this stack")}
	}
	if len(out) == 0 {
		out = []text{say("nothing, by a rule of this stack")}
	}
	return []text{codeOf(s.Label()), addresses, join(in, "; "), join(out, "; ")}
}

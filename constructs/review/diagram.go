package review

import (
	"fmt"
	"slices"
	"strings"
)

// parts are the types that a diagram shows, with the word for each.
var parts = map[string]string{
	"aws_lb":                    "load balancer",
	"aws_ecs_service":           "service",
	"aws_ecr_repository":        "images",
	"aws_cloudwatch_log_group":  "logs",
	"aws_secretsmanager_secret": "secret",
	"aws_efs_file_system":       "file system",
	"aws_sqs_queue":             "queue",
}

// Diagram is a Mermaid flowchart of the stack's main parts: what is called from where, and what the tasks use. It
// follows references, through everything that it does not show. Rights that are only in an IAM policy are no arrow.
func Diagram(in *Inventory) string {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	var arrows []string
	for i, r := range in.Resources {
		word, shown := parts[r.Type]
		if !shown {
			continue
		}
		fmt.Fprintf(&b, "  %s[\"%s<br/>%s\"]\n", node(r), word, mermaid.Replace(r.label()))
		if r.Type == "aws_lb" && isFalse(r.Attributes["internal"]) {
			arrows = append(arrows, arrow("internet((internet))", node(r)))
		}
		for _, to := range in.uses(i) {
			arrows = append(arrows, arrow(node(r), node(in.Resources[to])))
		}
	}
	for _, arrow := range append(arrows, in.calls()...) {
		b.WriteString(arrow)
	}
	return b.String()
}

// node is the id of a part in the chart: its address, so that a new part does not rename the others.
func node(r Resource) string {
	return strings.Map(func(c rune) rune {
		if c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
			return c
		}
		return '_'
	}, strings.TrimPrefix(r.Address, "aws_"))
}

func arrow(from, to string) string { return "  " + from + " --> " + to + "\n" }

var mermaid = strings.NewReplacer(`"`, "#quot;", "<", "#lt;", ">", "#gt;", "#", "#35;")

// uses are the parts that a part refers to, directly or through others, by their indexes.
func (in *Inventory) uses(from int) []int {
	var out []int
	seen := map[int]bool{from: true}
	var visit func(i int)
	visit = func(i int) {
		r := in.Resources[i]
		for _, to := range in.links(r.Module, r.Attributes, "") {
			if seen[to] {
				continue
			}
			seen[to] = true
			if _, shown := parts[in.Resources[to].Type]; !shown {
				visit(to)
			} else if in.Resources[to].Type != "aws_lb" && in.Resources[to].Type != "aws_ecs_service" {
				out = append(out, to)
			}
		}
	}
	visit(from)
	slices.Sort(out)
	return out
}

// calls are the arrows from load balancers to the services behind them: both know only the listener or its rule, and
// the target group.
func (in *Inventory) calls() []string {
	var out []string
	for _, balancer := range in.Of("aws_lb") {
		for _, listener := range in.Of("aws_lb_listener") {
			if !in.refersTo(listener, listener.Attributes["load_balancer_arn"], balancer) {
				continue
			}
			groups := in.referred(listener, listener.Attributes["default_action"], "aws_lb_target_group")
			for _, r := range in.Of("aws_lb_listener_rule") {
				if in.refersTo(r, r.Attributes["listener_arn"], listener) {
					groups = append(groups, in.referred(r, r.Attributes["action"], "aws_lb_target_group")...)
				}
			}
			for _, service := range in.Of("aws_ecs_service") {
				for _, group := range groups {
					if in.refersTo(service, service.Attributes["load_balancer"], group) {
						out = append(out, arrow(node(balancer), node(service)))
					}
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

package page

import (
	"net/url"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// alarms are what rings when, who is told and what else happens; and what budgets do.
func (v *view) alarms() []block {
	t := &table{caption: "Alarms", head: []string{"Alarm", "Rings when", "Tells", "May also"}}
	all := slices.Concat(v.Of("aws_cloudwatch_metric_alarm"), v.Of("aws_cloudwatch_composite_alarm"))
	var meaning []text
	for _, a := range all {
		tells, does := v.actions(a, check.List(a.Attributes["alarm_actions"]))
		t.rows = append(t.rows, []text{codeOf(a.Label()), v.rings(a), tells, join(append(does, v.rolledBack(a)...), "; ")})
		if s := word(a.Attributes["alarm_description"]); s != "" {
			meaning = append(meaning, codeOf(a.Label()).and(say(": "+credential.Redact(a.Redact(s)))))
		}
	}
	var out []block
	if len(t.rows) > 0 {
		out = append(out, block{table: t})
	}
	if len(meaning) > 0 {
		out = append(out, block{folded: "What each alarm means, and what to do", blocks: []block{{list: meaning}}})
	}
	if b := v.budgets(); len(b) > 0 {
		out = append(out, block{list: b})
	}
	return out
}

var comparisons = map[string]string{
	"GreaterThanThreshold": ">", "GreaterThanOrEqualToThreshold": "≥", "LessThanThreshold": "<",
	"LessThanOrEqualToThreshold": "≤",
}

// rings is the condition of an alarm.
func (v *view) rings(a review.Resource) text {
	at := a.Attributes
	if a.Type == "aws_cloudwatch_composite_alarm" {
		return codeOf(short(word(at["alarm_rule"])))
	}
	metric, period := word(at["metric_name"]), at["period"]
	for _, q := range blocks(at["metric_query"]) {
		if isTrue(q["return_data"]) {
			if label := word(q["label"]); label != "" {
				metric = label
			} else if m := first(q["metric"]); word(m["metric_name"]) != "" {
				metric = word(m["metric_name"])
			}
		}
		if m := first(q["metric"]); m["period"] != nil {
			period = m["period"]
		}
	}
	line := strings.TrimSpace(metric + " " + comparisons[word(at["comparison_operator"])])
	if n, known := number(at["threshold"]); known {
		line += " " + amount(n)
	}
	evaluations, known := number(at["evaluation_periods"])
	seconds, _ := number(period)
	if !known {
		return say(line)
	}
	points, stated := number(at["datapoints_to_alarm"])
	if !stated {
		points = evaluations
	}
	line += ", in " + check.Number(points) + " of " + check.Number(evaluations)
	switch {
	case seconds == 60:
		line += " minutes"
	case seconds > 0:
		line += " periods of " + duration(seconds)
	}
	return say(line)
}

// actions are whom the targets of an alarm tell, and what else they do.
func (v *view) actions(from review.Resource, targets []any) (tells text, does []text) {
	var told []text
	for _, target := range targets {
		topics := v.Referred(from, target, "aws_sns_topic")
		for _, topic := range topics {
			told = append(told, v.subscribers(topic))
		}
		if len(topics) > 0 {
			continue
		}
		if policies := v.Referred(from, target, "aws_appautoscaling_policy"); len(policies) > 0 {
			does = append(does, say("scales, by ").and(codeOf(policies[0].Label())))
			continue
		}
		does = append(does, say("calls ").and(v.named(from, target)))
	}
	if len(told) == 0 {
		return loud("nobody"), does
	}
	return join(told, "; "), does
}

// subscribers of a topic. Of a webhook only the host is said: the rest of it may be a secret.
func (v *view) subscribers(topic review.Resource) text {
	var all []text
	for _, s := range v.Of("aws_sns_topic_subscription") {
		if !v.is(s, s.Attributes["topic_arn"], topic) {
			continue
		}
		endpoint := word(s.Attributes["endpoint"])
		switch protocol := word(s.Attributes["protocol"]); protocol {
		case "email", "email-json":
			all = append(all, codeOf(endpoint))
		case "http", "https":
			host := "a webhook"
			if u, err := url.Parse(endpoint); err == nil && u.Host != "" {
				host = "a webhook of " + u.Hostname()
			}
			all = append(all, say(host))
		default:
			all = append(all, say(protocol+" ").and(v.named(s, s.Attributes["endpoint"])))
		}
	}
	if len(all) == 0 {
		return loud("nobody").and(say(": the topic ")).and(codeOf(topic.Label())).and(say(" has no subscription here"))
	}
	return join(all, ", ")
}

// rolledBack are the services whose deployments an alarm stops.
func (v *view) rolledBack(a review.Resource) []text {
	var out []text
	for _, s := range v.Of("aws_ecs_service") {
		alarms := first(s.Attributes["alarms"])
		if isTrue(alarms["enable"]) && v.is(s, alarms["alarm_names"], a) {
			does := "stop a deployment of "
			if isTrue(alarms["rollback"]) {
				does = "roll back a deployment of "
			}
			out = append(out, say(does).and(codeOf(s.Label())))
		}
	}
	for _, g := range v.Of("aws_codedeploy_deployment_group") {
		if v.is(g, first(g.Attributes["alarm_configuration"])["alarms"], a) {
			out = append(out, say("stop a deployment by ").and(codeOf(g.Label())))
		}
	}
	return out
}

func (v *view) budgets() []text {
	var out []text
	for _, b := range v.Of("aws_budgets_budget") {
		line := say("Budget ").and(codeOf(b.Label()))
		if n, known := number(b.Attributes["limit_amount"]); known {
			line = line.and(say(" of " + amount(n) + " " + word(b.Attributes["limit_unit"]) + ", " +
				strings.ToLower(word(b.Attributes["time_unit"]))))
		}
		var at []string
		var whom []any
		for _, n := range blocks(b.Attributes["notification"]) {
			if threshold, known := number(n["threshold"]); known {
				s := check.Number(threshold) + " %"
				if word(n["notification_type"]) == "FORECASTED" {
					s += " forecast"
				}
				at = append(at, s)
			}
			whom = append(whom, check.List(n["subscriber_sns_topic_arns"])...)
			for _, e := range words(n["subscriber_email_addresses"]) {
				whom = append(whom, e)
			}
		}
		if len(at) > 0 {
			line = line.and(say(": at " + check.Words(at) + " it tells ")).and(v.toldBy(b, whom))
		}
		out = append(out, line)
		for _, action := range v.Of("aws_budgets_budget_action") {
			if v.is(action, action.Attributes["budget_name"], b) {
				out = append(out, v.budgetAction(action))
			}
		}
	}
	return out
}

func (v *view) toldBy(from review.Resource, whom []any) text {
	var all []text
	seen := map[string]bool{}
	for _, w := range whom {
		t := codeOf(word(w))
		if topics := v.Referred(from, w, "aws_sns_topic"); len(topics) > 0 {
			t = v.subscribers(topics[0])
		}
		if !seen[t.string()] {
			seen[t.string()] = true
			all = append(all, t)
		}
	}
	if len(all) == 0 {
		return loud("nobody")
	}
	return join(all, ", ")
}

func (v *view) budgetAction(a review.Resource) text {
	threshold := first(a.Attributes["action_threshold"])
	at := "a threshold"
	if n, known := number(threshold["action_threshold_value"]); known {
		at = check.Number(n) + " %"
		if word(threshold["action_threshold_type"]) == "ABSOLUTE_VALUE" {
			at = amount(n) + " USD"
		}
	}
	how := "by itself"
	if word(a.Attributes["approval_model"]) == "MANUAL" {
		how = "once somebody approves"
	}
	does := say("Kill switch at " + at + " of the budget, " + how + ": ")
	definition := first(first(a.Attributes["definition"])["iam_action_definition"])
	var roles []text
	for _, r := range check.List(definition["roles"]) {
		roles = append(roles, v.named(a, r))
	}
	if len(roles) == 0 {
		return does.and(say(strings.ToLower(strings.ReplaceAll(word(a.Attributes["action_type"]), "_", " "))))
	}
	return does.and(say("attaches ")).and(v.named(a, definition["policy_arn"])).and(say(" to ")).and(join(roles, ", "))
}

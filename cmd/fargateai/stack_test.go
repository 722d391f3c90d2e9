package main

import (
	"strings"
	"testing"
)

const proxy = "../../constructs/review/testdata/proxy."

// open is a stack with a risk of each of two severities.
const open = `{"resource": {
  "aws_vpc_security_group_ingress_rule": {"db": {"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp",
    "from_port": 5432, "to_port": 5432, "security_group_id": "sg-1"}},
  "aws_cloudwatch_log_group": {"logs": {"name": "/ecs/a|b"}}}}`

func TestEstimate(t *testing.T) {
	fargateai(t, "estimate", proxy+"tf.json").expect(t, exitOK, "Cost in us-east-1, USD a month",
		"1 NAT gateway                                     32.85")
	fargateai(t, "estimate", proxy+"plan.json").expect(t, exitOK, "llm-proxy: 2–10 tasks")
	fargateai(t, "estimate", "--region", "eu-west-1", proxy+"tf.json").expect(t, exitOK, "Cost in eu-west-1", "35.04")
	fargateai(t, "estimate", "--markdown", proxy+"tf.json").expect(t, exitOK,
		"| Network: 1 NAT gateway | 32.85 | 32.85 | 32.85 |")
	prices := write(t, "prices.json", `{"asOf": "2026-11-24", "prices": {"nat-gateway-hour": 1}}`)
	fargateai(t, "estimate", "--prices", prices, proxy+"tf.json").expect(t, exitOK, "730.00", "list prices of 2026-11-24")
	fargateai(t, "estimate", "--prices", prices, "--region", "eu-west-1", proxy+"tf.json").expect(t, exitOK,
		"Cost in eu-west-1", "730.00", "24.24")
	fargateai(t, "estimate", "--prices", prices, write(t, "s.json", open)).expect(t, exitOK, "Cost in us-east-1")
}

func TestEstimateRefuses(t *testing.T) {
	fargateai(t, "estimate", "--prices", "nix", "none.json").expect(t, exitUnusable,
		"fargateai estimate: 2 mistakes:", "none.json: got no such file, want a cdk.tf.json or a plan in JSON",
		"--prices: open nix: no such file")
	fargateai(t, "estimate", write(t, "s.json", `{"resource": `)).expect(t, exitUnusable,
		"s.json: read the stack: got no JSON object")
	fargateai(t, "estimate", "/dev/zero").expect(t, exitUnusable,
		"/dev/zero: read the stack: got more than 33554432 bytes, want at most 32 MiB")
	fargateai(t, "estimate", write(t, "t.json", `{"terraform": 5}`)).expect(t, exitUnusable,
		"t.json: read the synthesized stack: terraform: got a number, want an object, or a list of objects")
	fargateai(t, "estimate", t.TempDir()).expect(t, exitUnusable, "is a directory")
	prices := write(t, "prices.json", `{"prices": {"gold": 1}}`)
	fargateai(t, "estimate", "--prices", prices, proxy+"tf.json").expect(t, exitUnusable,
		"--prices: "+prices+": prices.gold: got an unknown item")
}

func TestPlanReview(t *testing.T) {
	stack := write(t, "s.json", open)
	got := fargateai(t, "plan-review", stack)
	got.expect(t, exitOK, "Plan review: 2 risks in a synthesized stack\n\nRisks: 2\n",
		"  aws_cloudwatch_log_group.logs\n    low logs-kept-forever: log lines are never deleted", "Cost in us-east-1")
	if worst := strings.Index(got.stdout, "aws_vpc_security_group_ingress_rule.db"); worst < 0 ||
		worst > strings.Index(got.stdout, "logs-kept-forever") {
		t.Errorf("the worst risk is not the first:\n%s", got.stdout)
	}
	fargateai(t, "plan-review", "--markdown", stack).expect(t, exitOK, "### Plan review: 2 risks in a synthesized stack\n",
		"* `aws_cloudwatch_log_group.logs` low logs-kept-forever: ", "<summary>Cost of a month, as it will be</summary>")
	fargateai(t, "plan-review", "--fail-on", "low", stack).expect(t, exitRefused,
		"plan review failed: low: got 2 risks of severity low or worse, want none")
	fargateai(t, "plan-review", "--fail-on", "high", stack).expect(t, exitRefused, "got 1 risk of severity high or worse")
	fargateai(t, "plan-review", "--fail-on", "low", proxy+"plan.json").expect(t, exitOK, "Passed --fail-on low.")
	fargateai(t, "plan-review", "--fail-on", "low", "--markdown", proxy+"plan.json").expect(t, exitOK,
		"### Plan review: 38 created\n", "**Passed --fail-on low.**")
	unknown := write(t, "u.json", `{"resource": {"aws_iam_policy": {"p": {"policy": "${var.policy}"}}}}`)
	fargateai(t, "plan-review", "--fail-on", "low", unknown).expect(t, exitOK, "0 risks", "Not judged: 1\n\n"+
		"  aws_iam_policy.p\n    policy: it is known only after an apply: var.policy\n")
	fargateai(t, "plan-review", "--fail-on", "high,unknown", unknown).expect(t, exitRefused,
		"unknown: 1 could not be judged")
	fargateai(t, "plan-review", "--fail-on", "unknown", "--markdown", unknown).expect(t, exitRefused,
		"#### Not judged: 1\n\n* `aws_iam_policy.p` policy: ")
	fargateai(t, "plan-review", "--fail-on", "low,unknown", proxy+"plan.json").expect(t, exitOK)
	fargateai(t, "plan-review", "none.json").expect(t, exitUnusable, "none.json: got no such file")
}

// Every mistake is told at once, an unknown word with those that there are.
func TestPlanReviewRefuses(t *testing.T) {
	fargateai(t, "plan-review", "--fail-on", "", "--prices", "nix", "none.json").expect(t, exitUnusable, "3 mistakes:",
		`--fail-on: got ""`, "none.json: got no such file", "--prices: open nix")
	fargateai(t, "plan-review", "--fail-on", "worst,Replace,cost=20%,high,high,low", "--json", "--sarif",
		proxy+"plan.json").expect(t, exitUnusable, "6 mistakes:",
		`--fail-on: got "worst", want one of replace, destroy, forget, exposure, iam, code, timers, drift, cost=+20%, `+
			`incomplete, `+
			`check, critical, high, medium, low or unknown`,
		`got "Replace"`, `got "cost=20%", want cost=+20% (more than before) or cost=+50 (USD a month)`, `got "high" twice`,
		"got high and low, want one severity", "--markdown, --json, --sarif: got 2 of them, want one")
}

// What a plan does decides, word by word.
func TestPlanReviewFailsOnWhatThePlanDoes(t *testing.T) {
	plan := write(t, "p.json", `{"format_version": "1.2", "planned_values": {"root_module": {"resources": [
		{"address": "aws_ecs_service.s", "type": "aws_ecs_service", "name": "s", "values": {"name": "s"}}]}},
		"resource_changes": [{"address": "aws_ecs_service.s", "mode": "managed", "type": "aws_ecs_service", "name": "s",
			"change": {"actions": ["delete", "create"], "before": {"name": "s"}, "after": {"name": "s"},
				"replace_paths": [["capacity_provider_strategy"]]}}]}`)
	fargateai(t, "plan-review", "--fail-on", "replace,destroy,iam,exposure,drift,cost=+20%", plan).expect(t, exitRefused,
		"plan review failed: replace: 1 is replaced\n")
	fargateai(t, "plan-review", "--fail-on", "destroy,iam,exposure,timers,drift,check,cost=+20%", plan).expect(t, exitOK,
		"Passed --fail-on destroy,")
	fargateai(t, "plan-review", "--json", plan).expect(t, exitOK, `"version": 1,`, `"action": "replaced",`,
		`"forced": [`)
	fargateai(t, "plan-review", "--sarif", "--source", "infra/main.go", plan).expect(t, exitOK, `"version": "2.1.0"`,
		`"uri": "infra/main.go"`, `"ruleId": "plan-replaced"`)
	fargateai(t, "plan-review", "--sarif", plan).expect(t, exitOK, `"uri": "p.json"`)
}

// What is no whole plan is never one without risks.
func TestPlanReviewNeverPassesWhatItCannotJudge(t *testing.T) {
	for text, want := range map[string]string{
		`{"terraform": 5}`:                      "terraform: got a number",
		`{"terraform": {}}`:                     "got a stack without a resource",
		`{"resource": {}}`:                      "got a stack without a resource",
		`{"resource": {"aws_ecs_service": {}}}`: "got a stack without a resource",
		`{}`:                                    "want a cdk.tf.json",
		``:                                      "got no JSON object",
		`{"format_version": "1.2", "errored": true, "planned_values": {"root_module": {}}}`: "ended in an error",
		`{"format_version": "1.2", "planned_values": {"root_module": {}}}`:                  "got a stack without a resource",
		`{"format_version": "1.2", "planned_values": {"root_module": {}}, "resource_changes": []}`: "got a stack without a " +
			"resource",
		`{"format_version": "1.2", "values": {"root_module": {}}}`:       "got a state",
		`{"format_version": "9", "planned_values": {"root_module": {}}}`: "format_version",
		`{"format_version": 2, "planned_values": {"root_module": {}}}`:   "format_version",
		`[]`: "want a cdk.tf.json", `"x"`: "want a cdk.tf.json",
		`{"version": "2.1.0", "runs": []}`:                               "want a cdk.tf.json",
		`{"version": 4, "terraform_version": "1.11.4", "resources": []}`: "want a cdk.tf.json",
		`{"resource": {"aws_eip": {"a": {}}}, "resource": {}}`:           "the same name twice",
		`{"@level": "info"}` + "\n" + `{"@level": "info"}`:               "after the first JSON value",
	} {
		got := fargateai(t, "plan-review", "--fail-on", "low", write(t, "p.json", text))
		got.expect(t, exitUnusable, want)
		if got.stdout != "" {
			t.Errorf("%s: a page was written:\n%s", text, got.stdout)
		}
	}
}

// A plan that does not do everything is reviewed, and passes nothing.
func TestPlanReviewOfAnIncompletePlan(t *testing.T) {
	plan := write(t, "p.json", `{"format_version": "1.2", "complete": false, "planned_values": {"root_module": {
		"resources": [{"address": "a.b", "type": "a", "name": "b"}]}}}`)
	fargateai(t, "plan-review", plan).expect(t, exitOK, "The plan is not complete")
	fargateai(t, "plan-review", "--fail-on", "drift", plan).expect(t, exitRefused, "plan review failed: incomplete: ")
}

// What is hostile, or of a later Terraform, ends in one line.
func TestPlanReviewOfHostilePlans(t *testing.T) {
	plan := func(members string) string {
		return `{"format_version": "1.2", "planned_values": {"root_module": {}}, ` + members + `}`
	}
	change := func(inner string) string {
		return plan(`"resource_changes": [{"address": "a.b", "type": "a", "name": "b", "change": ` + inner + `}]`)
	}
	for text, want := range map[string]string{
		change(`{"actions": ["update"], "before": ` + strings.Repeat(`{"a":`, 300) + "1" + strings.Repeat("}", 300) +
			`}`): "nested deeper",
		plan(`"x": "` + strings.Repeat("y", 2<<20) + `"`): "got a text of",
		change(`{"actions": ["explode"]}`):                `got "explode"`,
		change(`{"actions": ["create", "update"]}`):       `got "create,update"`,
		change(`{"actions": null}`):                       `got ""`,
		change(`{"actions": "update"}`):                   "got JSON of the kind string, want a list",
		change(`{"actions": ["update"], "before": [], "after": ` +
			`{}}`): "got JSON of the kind array",
		change(`{"actions": ["delete", "create"], "replace_paths": ` +
			`5}`): "got JSON of the kind number",
		plan(`"resource_changes": {}`): "want a list",
		plan(`"resource_changes": [{"type": "a", "change": {"actions": ` +
			`["create"]}}]`): "an address",
		plan(`"resource_changes": [5]`): "got JSON of the kind number",
		plan(`"resource_drift": "x"`):   "resource_drift",
		plan(`"resource_drift": [{"address": "a.b", "type": "a", "change": {"actions": ` +
			`[]}}]`): "resource_drift[0].change.actions",
		plan(`"output_changes": []`):                         "output_changes",
		plan(`"checks": {"a": 1}`):                           "checks",
		plan(`"relevant_attributes": [{"resource": 5}]`):     "relevant_attributes",
		plan(`"deferred_changes": [{"resource_change": 5}]`): "deferred_changes",
		plan(`"applyable": "yes"`):                           "applyable",
		plan(`"complete": 1`):                                "complete",
		`{"format_version": "2.0", "planned_values": {"root_module": ` +
			`{}}}`: `got "2.0", want 0.x or 1.x`,
		`{"format_version": "1.2", "errored": true}`: "ended in an error",
	} {
		got := fargateai(t, "plan-review", write(t, "p.json", text))
		got.expect(t, exitUnusable, want)
		lines := strings.Split(strings.TrimSpace(got.stderr), "\n")
		if got.stdout != "" || len(lines) != 3 || len(lines[0]) > 600 || lines[2] != "See fargateai plan-review --help." {
			t.Errorf("%.80s: got %s%s", text, got.stdout, got.stderr)
		}
	}
	// Null where Terraform writes lists and objects, and numbers as texts, are nothing.
	for _, text := range []string{
		change(`{"actions": ["update"], "before": null, "after": null, "replace_paths": null, "after_unknown": null}`),
		change(`{"actions": ["update"], "before": {"port": "80", "max_capacity": "x"}, "after": {"port": 80}, ` +
			`"after_unknown": [true]}`),
		plan(`"resource_changes": [null, {"address": "a.b", "type": "a", "change": {"actions": ["create"]}}],
			"resource_drift": null, "relevant_attributes": [null], "deferred_changes": [null], "checks": [null],
			"output_changes": {"a": null}, "action_invocations": [null]`),
	} {
		for _, form := range []string{"--markdown", "--json", "--sarif"} {
			fargateai(t, "plan-review", form, write(t, "p.json", text)).expect(t, exitOK)
		}
	}
}

func TestPlanReviewTellsWhatIsReplaced(t *testing.T) {
	plan := write(t, "p.json", `{"format_version": "1.2", "planned_values": {"root_module": {"resources": [
		{"address": "aws_ecs_service.s", "type": "aws_ecs_service", "name": "s", "values": {"name": "s"}}]}},
		"resource_changes": [{"address": "aws_ecs_service.s", "mode": "managed", "type": "aws_ecs_service",
			"change": {"actions": ["delete", "create"], "replace_paths": [["capacity_provider_strategy"]]}}]}`)
	fargateai(t, "plan-review", "--fail-on", "high", plan).expect(t, exitRefused, "interrupting-replacement",
		"Replaced, destroyed and forgotten: 1\n\n  aws_ecs_service.s\n"+
			"    replaced, the old one first, forced by capacity_provider_strategy; ")
	destroy := write(t, "d.json", `{"format_version": "1.2", "planned_values": {"root_module": {}},
		"resource_changes": [{"address": "aws_eip.e", "mode": "managed", "type": "aws_eip",
			"change": {"actions": ["delete"]}}]}`)
	fargateai(t, "plan-review", "--fail-on", "low", destroy).expect(t, exitOK, "Plan review: 1 destroyed")
}

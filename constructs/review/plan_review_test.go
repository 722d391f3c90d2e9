package review

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

// realPlan is a plan that Terraform made of one service, by TestPlanReviewOfRealPlans of package fargateai.
func realPlan(t *testing.T, name string) []byte {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", "plans", name+".json.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Of each real plan: which words of --fail-on it fails, and what stands on the page. Nothing else is graver.
func TestRealPlans(t *testing.T) {
	for name, want := range map[string]struct {
		fails string
		wants []string
	}{
		"nothing":             {"", []string{"Plan review: no changes\n"}},
		"image":               {"", []string{"Plan review: 1 updated, 1 revised\n", "/llm-proxy:v1.4.2 → "}},
		"permissions":         {"iam", []string{"added: s3:GetObject on arn:aws:s3:::acme-prompts/*"}},
		"open-group":          {"exposure high medium", []string{"now reaches it by tcp 22 (the group of llm-proxy)"}},
		"count":               {"cost", []string{"max_capacity: 10 → 40"}},
		"retention":           {"medium", []string{"retention_in_days goes from 30 to 1"}},
		"deletion-protection": {"high medium", []string{"enable_deletion_protection was on, and is turned off"}},
		"secret":              {"iam", []string{"secret:llm-proxy/openai:api_key:: → "}},
		"health-check":        {"", []string{"tasks count as healthy by another check"}},
		"stream":              {"timers", []string{"load balancer: silence allowed: 60 s → 3000 s"}},
		"scale-in":            {"", []string{"max_capacity: 10 → 4"}},
		"role-swapped":        {"iam", []string{"task_role_arn: it acts as ${aws_iam_role.other.arn}, was arn:aws:iam::"}},
		"tags":                {"", []string{"only the tags change of "}},
		"vpc-block": {"replace", []string{"cidr_block: 10.0.48.0/20 → 10.9.48.0/20",
			"a subnet has one block for life"}},
		"port": {"replace exposure", []string{"replaced, the new one first, forced by port; a target " +
			"group has one port"}},
		"capacity-providers": {"replace high medium", []string{
			"capacity providers cannot be added to a service that runs, or taken from it, in place; the service is replaced"}},
		"subnets": {"cost", []string{"known after the apply: network_configuration[0].subnets"}},
		"rename": {"replace code high medium", []string{"the load balancer is replaced: its DNS name changes, and open " +
			"streams are cut"}},
	} {
		words, page := failing(t, realPlan(t, name))
		if !slices.Equal(words, strings.Fields(want.fails)) {
			t.Errorf("%s: fails %v, want %s in\n%s", name, words, want.fails, page)
		}
		for _, w := range want.wants {
			if !strings.Contains(page, w) {
				t.Errorf("%s: want %q in\n%s", name, w, page)
			}
		}
	}
}

// around is a plan with more than changes of resources.
const around = `{"format_version": "1.2", "terraform_version": "1.14.0", "applyable": true, "complete": false,
	"planned_values": {"root_module": {}},
	"resource_changes": [
		{"address": "aws_lb.new", "previous_address": "aws_lb.old", "mode": "managed", "type": "aws_lb", "name": "new",
			"change": {"actions": ["no-op"], "before": {"internal": true, "enable_deletion_protection": true},
				"after": {"internal": true, "enable_deletion_protection": true}}},
		{"address": "module.a[\"x\"].aws_eip.i[0]", "module_address": "module.a[\"x\"]", "mode": "managed", "type": "aws_eip",
			"name": "i", "index": 0, "action_reason": "delete_because_count_index",
			"change": {"actions": ["delete"], "before": {"id": "e"}, "after": null}},
		{"address": "aws_eip.taken", "mode": "managed", "type": "aws_eip", "name": "taken",
			"change": {"actions": ["no-op"], "before": {"id": "t"}, "after": {"id": "t"}, "importing": {"id": "eip-1"}}},
		{"address": "aws_eip.tainted", "mode": "managed", "type": "aws_eip", "name": "tainted",
			"action_reason": "replace_because_tainted",
			"change": {"actions": ["create", "delete"], "before": {"id": "t"}, "after": {}, "after_unknown": {"id": true}}},
		{"address": "aws_cloudwatch_log_group.g", "mode": "managed", "type": "aws_cloudwatch_log_group", "name": "g",
			"change": {"actions": ["update"], "before": {"retention_in_days": 7}, "after": {"retention_in_days": 30}}},
		{"address": "data.aws_eip.d", "mode": "data", "type": "aws_eip", "name": "d",
			"action_reason": "read_because_dependency_pending", "change": {"actions": ["read"], "before": null, "after": {}}}],
	"resource_drift": [
		{"address": "aws_cloudwatch_log_group.g", "mode": "managed", "type": "aws_cloudwatch_log_group", "name": "g",
			"change": {"actions": ["update"], "before": {"retention_in_days": 30}, "after": {"retention_in_days": 7}}},
		{"address": "aws_vpc.other", "mode": "managed", "type": "aws_vpc", "name": "other",
			"change": {"actions": ["update"], "before": {"tags": {}}, "after": {"tags": {"a": "b"}}}},
		{"address": "aws_vpc.read", "mode": "managed", "type": "aws_vpc", "name": "read",
			"change": {"actions": ["update"], "before": {"cidr_block": "10.0.0.0/16", "tags": {}},
				"after": {"cidr_block": "10.1.0.0/16", "tags": {"a": "b"}}}}],
	"relevant_attributes": [{"resource": "aws_vpc.read", "attribute": ["cidr_block"]}],
	"deferred_changes": [{"reason": "provider_config_unknown", "resource_change": {"address": "aws_eip.later",
		"mode": "managed", "type": "aws_eip", "name": "later", "change": {"actions": ["create"], "after": {}}}}],
	"output_changes": {"open": {"actions": ["update"], "before": "s3cr3t-open", "after": "s3cr3t-open", ` +
	`"before_sensitive": true,
		"after_sensitive": false}, "n": {"actions": ["create"], "after": 1}},
	"action_invocations": [{"address": "action.aws_lambda_invoke.a"}],
	"checks": [{"address": {"to_display": "check.health"}, "status": "fail", "instances": [{"address": {"to_display":
		"check.health"}, "status": "fail", "problems": [{"message": "it is down"}]}]}]}`

func TestWhatStandsAroundChanges(t *testing.T) {
	words, page := failing(t, []byte(around))
	for _, want := range []string{
		"Plan review: 1 replaced, 1 destroyed, 1 updated, 1 imported, 1 moved, 1 deferred, 1 read\n",
		"The plan is not complete",
		"aws_lb.new\n    moved, was aws_lb.old\n", "aws_eip.taken\n    imported\n",
		`module.a["x"].aws_eip.i[0]` + "\n    destroyed: count is smaller; the public address is destroyed: ",
		"aws_eip.tainted\n    replaced, the new one first: its last creation did not finish, or somebody marked it as " +
			"tainted; ",
		"Changed behind Terraform's back: 2\n", "aws_cloudwatch_log_group.g\n    retention_in_days: 30 → 7; the plan: " +
			"updated",
		"aws_vpc.read\n    cidr_block: 10.0.0.0/16 → 10.1.0.0/16; the plan leaves it so, and something else depends on it",
		"aws_eip.later\n    deferred: its provider is configured with what an apply tells; this plan does not do it",
		"data.aws_eip.d\n    read: what it depends on changes", "check.health: it does not hold: it is down",
		"open is not sensitive any more", "new: n", "Actions that the apply runs: 1\n  action.aws_lambda_invoke.a",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("want %q in\n%s", want, page)
		}
	}
	if len(words) != 12 && !slices.Contains(words, "check") { // it is not complete, so no word passes
		t.Errorf("fails %v", words)
	}
	unstated := strings.Replace(around, `"complete": false,`, "", 1) // something is deferred all the same
	if words, _ := failing(t, []byte(unstated)); len(words) != 13 {
		t.Errorf("fails %v", words)
	}
	whole := strings.Replace(unstated, `"deferred_changes"`, `"of_another_version"`, 1)
	if words, _ := failing(t, []byte(whole)); !slices.Equal(words, []string{"replace", "destroy", "drift", "check"}) {
		t.Errorf("fails %v", words)
	}
}

// pages are all that a review writes.
func pages(t *testing.T, text []byte) string {
	t.Helper()
	in, err := Read(text)
	if err != nil {
		t.Fatal(err)
	}
	p := NewPlanReview(in, Options{})
	asJSON, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	asSARIF, err := p.Sarif("plan.json")
	if err != nil {
		t.Fatal(err)
	}
	return p.String() + p.Markdown() + string(asJSON) + string(asSARIF) + fmt.Sprintf("%+v", p)
}

// A canary that is marked as sensitive anywhere is on no page, in none of the forms that other texts have it in.
func TestCanaryIsOnNoPage(t *testing.T) {
	const canary = `c4n@ry/"of 7 coal`
	quoted, _ := json.Marshal(canary)
	c := strings.Trim(string(quoted), `"`)
	list, _ := json.Marshal([]string{canary})
	inJSON, _ := json.Marshal(string(list)) // a text of JSON that has it
	derived := `{"url": "postgres://u:` + url.QueryEscape(canary) + `@db/x", "encoded": "` +
		base64.StdEncoding.EncodeToString([]byte(canary)) + `", "text": "x ` + c + ` y", "json": ` + string(inJSON) + `}`
	resource := func(sensitive, before, after string) string {
		return `{"address": "aws_x.y", "mode": "managed", "type": "aws_x", "name": "y", "change": {"actions": ["update"],
			"before": ` + before + `, "after": ` + after + `, ` + sensitive + `}}`
	}
	plan := func(changes, more string) string {
		return `{"format_version": "1.2", "planned_values": {"root_module": {"resources": [` + keptQueue + `]}},
			"resource_changes": [` + changes + `]` + more + `}`
	}
	for name, text := range map[string]string{
		"before": plan(resource(`"before_sensitive": {"p": true}`, `{"p": "`+c+`"}`, `{"p": "x"}`), ""),
		"after":  plan(resource(`"after_sensitive": {"p": true}`, `{"p": "x"}`, `{"p": "`+c+`"}`), ""),
		"nested": plan(resource(`"after_sensitive": {"p": [{"q": true}]}`, `{"p": [{"q": "x"}]}`,
			`{"p": [{"q": "`+c+`"}]}`), ""),
		"key":     plan(resource(`"before_sensitive": {"p": true}`, `{"p": {"`+c+`": 1}}`, `{"p": {}}`), ""),
		"element": plan(resource(`"before_sensitive": {"p": [true]}`, `{"p": ["`+c+`"]}`, `{"p": []}`), ""),
		"whole": plan(resource(`"before_sensitive": true, "after_sensitive": true`, `{"p": "`+c+`"}`,
			`{"p": "x"}`), ""),
		"in JSON": plan(resource(`"before_sensitive": {"p": true}`, `{"p": "{\"a\": \"s3\"}"}`,
			`{"p": `+string(inJSON)+`}`), `, "variables": {"v": {"value": "`+c+`"}}, "configuration": {"root_module": `+
			`{"variables": {"v": {"sensitive": true}}}}`),
		"derived": plan(resource(`"before_sensitive": {"p": true}`, `{"p": "`+c+`"}`, strings.Replace(derived, "{",
			`{"p": "x", `, 1)), ""),
		"unmarked, by its name": plan(resource(`"before_sensitive": {}`, `{"password": "x"}`, `{"password": "`+c+`"}`),
			`, "output_changes": {"o": {"actions": ["create"], "before": null, "after": `+derived+`}}`),
		"variable": plan(resource(`"before_sensitive": {}`, `{}`, derived), `, "variables": {"v": {"value": `+
			`"`+c+`"}}, "configuration": {"root_module": {"variables": {"v": {"sensitive": true}}}}`),
		"output": plan("", `, "output_changes": {"o": {"actions": ["update"], "before": "`+c+`", "after": "x", `+
			`"before_sensitive": true, "after_sensitive": true}}`),
		"old output": plan(resource(`"before_sensitive": {}`, `{}`, derived), `, "output_changes": {"o": {"actions": `+
			`["delete"], "before": {"a": "`+c+`"}, "before_sensitive": true}}`),
		"drift": plan(resource(`"before_sensitive": {}`, `{}`, `{"a": "1"}`),
			`, "resource_drift": [`+resource(`"after_sensitive": {"p": true}`, `{"p": "x"}`, `{"p": "`+c+`"}`)+`]`),
		"destroyed": plan(`{"address": "aws_x.`+`y", "mode": "managed", "type": "aws_x", "name": "y", "change": `+
			`{"actions": ["delete"], "before": {"p": "`+c+`"}, "after": null, "before_sensitive": {"p": true}}}`, ""),
		"environment": plan(`{"address": "aws_ecs_task_definition.y", "mode": "managed", "type": `+
			`"aws_ecs_task_definition", "name": "y", "change": {"actions": ["delete", "create"], "before": `+
			`{"container_definitions": "[]"}, "after": {"container_definitions": `+handedOver(canary)+`}}}`, ""),
		"planned": `{"format_version": "1.2", "planned_values": {"root_module": {"resources": [{"address": "aws_x.y", ` +
			`"type": "aws_x",
			"name": "y", "values": ` + strings.Replace(derived, "{", `{"p": "`+c+`", `, 1) +
			`, "sensitive_values": {"p": true}}]}}}`,
	} {
		page := pages(t, []byte(text))
		for _, form := range []string{"coal", url.QueryEscape(canary), base64.StdEncoding.EncodeToString([]byte(canary)), c} {
			if strings.Contains(page, form) {
				t.Errorf("%s: %q is on a page:\n%s", name, form, page)
			}
		}
	}
}

// handedOver are container definitions, as text in JSON, whose variable has a value.
func handedOver(value string) string {
	containers, _ := json.Marshal([]any{object{"name": "a", "image": "acme/a:v1", "environment": []any{object{"name": "K",
		"value": value}}, "command": []any{"x"}}})
	text, _ := json.Marshal(string(containers))
	return string(text)
}

// The SARIF is of the form that GitHub takes:
// https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support.
func TestSarifIsWhatGitHubTakes(t *testing.T) {
	for _, name := range []string{"nothing", "rename", "open-group"} {
		in, err := Read(realPlan(t, name))
		if err != nil {
			t.Fatal(err)
		}
		for file, want := range map[string]string{"infra/main.go": "infra/main.go", "/tmp/x y.json": "tmp/x%20y.json",
			"../../a:b.json": "a%3Ab.json", "": "plan.json"} {
			text, err := NewPlanReview(in, Options{}).Sarif(file)
			if err != nil {
				t.Fatal(err)
			}
			checkSarif(t, text, want)
		}
	}
}

func checkSarif(t *testing.T, text []byte, file string) {
	t.Helper()
	var log sarifLog
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&log); err != nil || log.Version != "2.1.0" || len(log.Runs) != 1 {
		t.Fatalf("%v in %s", err, text)
	}
	run := log.Runs[0]
	ids := map[string]bool{}
	for _, r := range run.Tool.Driver.Rules {
		if ids[r.ID] || r.ShortDescription.Text == "" || !slices.Contains([]string{"error", "warning", "note"},
			r.DefaultConfiguration["level"]) {
			t.Errorf("the rule %+v", r)
		}
		ids[r.ID] = true
	}
	prints := map[string]bool{}
	placeholder := regexp.MustCompile(`(^|[^{]){[^{]`)
	for _, r := range run.Results {
		if r.RuleIndex >= len(run.Tool.Driver.Rules) || run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("the rule of %+v", r)
		}
		at := r.Locations[0].PhysicalLocation
		if len(r.Locations) != 1 || at.ArtifactLocation.URI != file || at.Region.StartLine < 1 || r.Message.Text == "" ||
			placeholder.MatchString(r.Message.Text) {
			t.Errorf("the result %+v", r)
		}
		fingerprint := r.RuleID + r.PartialFingerprints["resource/v1"]
		if prints[fingerprint] {
			t.Errorf("%s has the fingerprint of another result", r.Message.Text)
		}
		prints[fingerprint] = true
	}
}

// Texts of a plan make no markup: no link, no name of a person, no end of what is folded.
func TestMarkdownHasNoMarkupOfAPlan(t *testing.T) {
	text := changing(keptQueue, `aws_sqs_queue update {"name": "a", "sqs_managed_sse_enabled": true} -> {"name": `+
		`"</details> @octocat #1 [x](https://evil.example) | <img src=x> *b* _c_ www.evil.example", `+
		`"sqs_managed_sse_enabled": true}`)
	text = bytes.ReplaceAll(text, []byte("aws_sqs_queue.c0"), []byte("aws_sqs_queue.c0[\\\"`@octocat`\\\"]"))
	_, page := reviewed(t, text)
	for _, bad := range []string{"@octocat #", "<img", "https://evil", "www.evil", "\n</details> @", "[x]"} {
		if strings.Contains(page, bad) {
			t.Errorf("%q in\n%s", bad, page)
		}
	}
	if strings.Count(page, "<details>") != strings.Count(page, "</details>") {
		t.Errorf("got\n%s", page)
	}
}

// Costs are compared by what both of them are: in percent of before, or in dollars.
func TestCostLimits(t *testing.T) {
	p := &PlanReview{Complete: true, Cost: CostDifference{Before: Range{100, 100, 200}, After: Range{119, 119, 230}}}
	for words, want := range map[string]bool{
		"cost=+20%": true, "cost=+18%": false, "cost=+19%": true, "cost=+0%": false, "cost=+30": true, "cost=+29": false,
		"cost=+19": false, "cost=+14.5%": false,
	} {
		f, err := ParseFailOn(words)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Judge(f).Passed; got != want {
			t.Errorf("%s: got %v: %v", words, got, p.Verdict.Failed)
		}
	}
	for _, words := range []string{"", "cost", "cost=", "cost=20%", "cost=+-1", "cost=+1e999", "cost=+NaN",
		"cost=+x", "HIGH",
		"high,", "replace,replace", "high,low", "cost=+1,cost=+2", "cost=+0x10", strings.Repeat("a", 1000)} {
		if _, err := ParseFailOn(words); err == nil || len(err.Error()) > 700 {
			t.Errorf("%.40s: got %v", words, err)
		}
	}
}

// Every type that is made has its words; those of a type that nobody makes are of neighbours.
func TestEveryTypeHasWords(t *testing.T) {
	for kind, cost := range costs {
		if _, ok := typesInWords[kind]; !ok && cost == counted && kind != "aws_alb" {
			t.Errorf("%s has no words", kind)
		}
	}
	for kind, w := range typesInWords {
		if w.what == "" || w.replaced == "" || w.destroyed == "" {
			t.Errorf("%s: %+v", kind, w)
		}
	}
}

// Words are broken between columns, and the numbers of the cost stay in theirs.
func TestPlanReviewFits(t *testing.T) {
	p := NewPlanReview(edited(t), Options{})
	for _, columns := range []int{70, 80, 120} {
		var ends []int
		for row := range strings.SplitSeq(p.Text(columns), "\n") {
			width := terminal.Width(row)
			if width > columns {
				t.Errorf("%d of %d columns: %s", width, columns, row)
			}
			if sums.MatchString(row) {
				ends = append(ends, width)
			}
		}
		if slices.Sort(ends); len(ends) < 5 || ends[0] != ends[len(ends)-1] {
			t.Errorf("in %d columns the numbers end at %v", columns, ends)
		}
	}
}

// sums are three amounts at the end of a line.
var sums = regexp.MustCompile(`( +[0-9,]+\.[0-9]{2}){3}$`)

// A rule of subnets that denies lets less through when it comes, and more when it goes.
func TestRulesOfSubnets(t *testing.T) {
	for change, opens := range map[string]bool{
		`aws_network_acl_rule create null -> {"rule_action": "allow", "cidr_block": "0.0.0.0/0"}`:      true,
		`aws_network_acl_rule delete {"rule_action": "allow", "cidr_block": "0.0.0.0/0"}`:              false,
		`aws_network_acl_rule create null -> {"rule_action": "deny", "cidr_block": "198.51.100.0/24"}`: false,
		`aws_network_acl_rule delete {"rule_action": "deny", "cidr_block": "198.51.100.0/24"}`:         true,
		`aws_network_acl create null -> {"vpc_id": "vpc-1", "ingress": [{"action": "allow"}]}`:         true,
		`aws_network_acl delete {"vpc_id": "vpc-1", "subnet_ids": ["subnet-1"]}`:                       true,
	} {
		words, page := failing(t, changing(keptQueue, change))
		if slices.Contains(words, "exposure") != opens {
			t.Errorf("%s: fails %v\n%s", change, words, page)
		}
	}
}

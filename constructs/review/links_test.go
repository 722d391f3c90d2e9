package review

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var answered = regexp.MustCompile(`\$\{(aws_[a-z0-9_]+)\.([a-z_0-9]+)\.([a-z_]+)\}`)

// applied is the stack of the tests as a plan after its first apply has it: every reference to another resource is what
// AWS answered, and every policy and list of containers a text.
func applied(t testing.TB) object {
	t.Helper()
	var stack object
	if err := json.Unmarshal(load(t, synthFile), &stack); err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	each := func(visit func(kind, name string, body object)) {
		for kind, bodies := range stack["resource"].(object) {
			for name, body := range bodies.(object) {
				visit(kind, name, body.(object))
			}
		}
	}
	each(func(kind, name string, body object) {
		called, _ := body[named(Resource{Type: kind})].(string)
		if called == "" {
			called = kind + "-" + name
			body["name"] = called
		}
		arn := "arn:aws:x:us-east-1:210987654321:" + kind + "/" + called
		id := arn
		switch kind {
		case "aws_ecs_task_definition":
			arn, id = "arn:aws:ecs:us-east-1:210987654321:task-definition/"+called+":7", called
		case "aws_cloudwatch_log_group":
			arn, id = "arn:aws:logs:us-east-1:210987654321:log-group:"+called, called
		case "aws_subnet", "aws_vpc", "aws_eip":
			id = fmt.Sprintf("%s-%08x", strings.TrimPrefix(kind, "aws_"), len(names)+1)
		case "aws_appautoscaling_target":
			id = "service/llm-proxy/llm-proxy"
		}
		answers := map[string]string{"arn": arn, "id": id, "name": called, "arn_suffix": kind + "/" + called,
			"repository_url": "210987654321.dkr.ecr.us-east-1.amazonaws.com/" + called}
		for attribute, value := range answers {
			names[kind+"."+name+"."+attribute] = value
		}
		body["arn"], body["id"] = arn, id
		if kind == "aws_ecr_repository" {
			body["repository_url"] = answers["repository_url"]
		}
	})
	var known func(v any) any
	known = func(v any) any {
		switch v := v.(type) {
		case string:
			v = answered.ReplaceAllStringFunc(v, func(whole string) string {
				value, ok := names[strings.TrimSuffix(strings.TrimPrefix(whole, "${"), "}")]
				if !ok {
					t.Fatalf("no value for %s", whole)
				}
				return value
			})
			if strings.HasPrefix(v, "${jsonencode(") {
				text, err := json.Marshal(document(v))
				if err != nil {
					t.Fatal(err)
				}
				return string(text)
			}
			return v
		case []any:
			for i := range v {
				v[i] = known(v[i])
			}
		case object:
			for name := range v {
				v[name] = known(v[name])
			}
		}
		return v
	}
	known(stack["resource"])
	return stack
}

func inventoryOf(t testing.TB, document object) *Inventory {
	t.Helper()
	content, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	in, err := ReadSynth(content)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// From the first apply on, resources know each other by ARN and name. The review is the same as before.
func TestReviewAfterTheFirstApplyIsThatBefore(t *testing.T) {
	document := applied(t)
	if text, _ := json.Marshal(document["resource"]); strings.Contains(string(text), "${") {
		t.Fatalf("references are left in\n%s", text)
	}
	before, after := edited(t), inventoryOf(t, document)
	if diff := cmp.Diff(NewEstimate(before, Options{}).String(), NewEstimate(after, Options{}).String()); diff != "" {
		t.Errorf("the estimates differ: -before +after\n%s", diff)
	}
	if diff := cmp.Diff(Risks(before), Risks(after)); diff != "" {
		t.Errorf("the risks differ: -before +after\n%s", diff)
	}
}

// A service names its task definition by reference, ARN, ARN of another revision, family and revision, or family.
func TestTaskDefinitionOfAService(t *testing.T) {
	const arn = "arn:aws:ecs:us-east-1:210987654321:task-definition/"
	for name, found := range map[string]bool{
		"${aws_ecs_task_definition.task.arn}": true, "${aws_ecs_task_definition.task.family}": true,
		arn + "llm-proxy:7": true, arn + "llm-proxy:12": true, arn + "llm-proxy": true, "llm-proxy:7": true,
		"llm-proxy": true,

		arn + "other:7": false, "other": false, "llm-proxy-2:7": false,
		"arn:aws:ecs:eu-west-1:210987654321:task-definition/llm-proxy:7":    false,
		"arn:aws:ecs:us-east-1:999999999999:task-definition/llm-proxy:7":    false,
		"arn:aws-cn:ecs:us-east-1:210987654321:task-definition/llm-proxy:7": false,
	} {
		document := applied(t)
		document["resource"].(object)["aws_ecs_service"].(object)["service"].(object)["task_definition"] = name
		definition := document["resource"].(object)["aws_ecs_task_definition"].(object)["task"].(object)
		definition["cpu"], definition["memory"] = "4096", "8192"
		e := NewEstimate(inventoryOf(t, document), Options{})
		if _, priced := lineOf(e, "of 4 vCPU, 8 GB"); priced != found {
			t.Errorf("%s: found %v, want %v", name, priced, found)
		}
	}
}

// Every other link, by what AWS calls the resource.
func TestLinks(t *testing.T) {
	in := inventoryOf(t, applied(t))
	for _, test := range []struct {
		value, kind string
		found       bool
	}{
		{"arn:aws:x:us-east-1:210987654321:aws_ecs_cluster/llm-proxy", "aws_ecs_cluster", true},
		{"llm-proxy", "aws_ecs_cluster", true},
		{"arn:aws:ecs:us-east-1:210987654321:cluster/llm-proxy", "aws_ecs_cluster", false}, // of another service
		{"other", "aws_ecs_cluster", false},
		{"/ecs/llm-proxy", "aws_cloudwatch_log_group", true},
		{"arn:aws:logs:us-east-1:210987654321:log-group:/ecs/llm-proxy:*", "aws_cloudwatch_log_group", true},
		{"/ecs/llm-proxy-2", "aws_cloudwatch_log_group", false},
		{"210987654321.dkr.ecr.us-east-1.amazonaws.com/llm-proxy:v1", "aws_ecr_repository", true},
		{"210987654321.dkr.ecr.us-east-1.amazonaws.com/llm-proxy@sha256:aa", "aws_ecr_repository", true},
		{"arn:aws:x:us-east-1:210987654321:aws_secretsmanager_secret/llm-proxy/openai-key:KEY::",
			"aws_secretsmanager_secret", true},
		{"", "aws_ecs_cluster", false},
		{"${", "aws_ecs_cluster", false},
		{"llm-proxy", "", false}, // a name alone says nothing of the type
	} {
		if got := len(in.links("", test.value, test.kind)) > 0; got != test.found {
			t.Errorf("%s, %s: got %v, want %v", test.value, test.kind, got, test.found)
		}
	}
}

// A scalable target is of the service of its own cluster.
func TestScalableTargetOfAnotherCluster(t *testing.T) {
	document := applied(t)
	target := document["resource"].(object)["aws_appautoscaling_target"].(object)["scaling"].(object)
	target["resource_id"], target["id"] = "service/other/llm-proxy", "service/other/llm-proxy"
	if _, scaled := lineOf(NewEstimate(inventoryOf(t, document), Options{}), "2–10 tasks"); scaled {
		t.Error("the service is scaled by the target of another cluster")
	}
}

// Logs are priced by the class of the groups that the task writes to.
func TestLogsOfATaskAreThoseOfItsGroup(t *testing.T) {
	in := edited(t, edit{"aws_cloudwatch_log_group.logs.log_group_class", "INFREQUENT_ACCESS"},
		edit{"aws_cloudwatch_log_group.other", object{"name": "/other"}})
	if line, ok := lineOf(NewEstimate(in, Options{}), "logs, 1 GB"); !ok || !near(line.Cost.Expected, 0.75) {
		t.Errorf("got %+v", line)
	}
}

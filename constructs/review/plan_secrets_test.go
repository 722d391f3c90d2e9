package review

import (
	"slices"
	"strings"
	"testing"
)

// withSensitive is a plan with a variable that is marked as sensitive.
func withSensitive(plan []byte, value string) []byte {
	return []byte(strings.TrimSuffix(string(plan), "}") + `, "variables": {"v": {"value": "` + value + `"}},
		"configuration": {"root_module": {"variables": {"v": {"sensitive": true}}}}}`)
}

// A sensitive text in an address hides it from the reader, and not from the verdict.
func TestHiddenAddressIsJudged(t *testing.T) {
	text := []byte(strings.NewReplacer(".c0", ".hunter2", ".c1", ".hunter2").Replace(string(changing(keptQueue,
		`aws_sqs_queue_policy update {"queue_url": "q", "policy": "{\"Statement\": []}"} -> {"queue_url": "q", "policy": `+
			`"{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sqs:SendMessage\", \"Principal\": {\"AWS\": `+
			`\"111122223333\"}, \"Resource\": \"x\"}]}"}`,
		`aws_vpc_security_group_ingress_rule create null -> {"security_group_id": "sg-1", "ip_protocol": "tcp",
			"from_port": 22, "to_port": 22, "cidr_ipv4": "0.0.0.0/0"}`))))
	was, _ := failing(t, text)
	is, page := failing(t, withSensitive(text, "hunter2"))
	if !slices.Contains(was, "iam") || !slices.Equal(was, is) || !strings.Contains(page, "New risks: 1\n") {
		t.Errorf("without anything sensitive it fails %v, with it %v in\n%s", was, is, page)
	}
}

// What is marked in one place is hidden in every other: in addresses, types, names, keys, and in what is derived from
// them for risks, costs and what is not judged.
func TestHiddenEverywhere(t *testing.T) {
	const secret = "hunter2"
	for _, change := range []string{
		`aws_ecs_service create null -> {"name": "hunter2", "desired_count": 1, "launch_type": "FARGATE"}`,
		`aws_lb create null -> {"name": "hunter2"}`,
		`aws_x_policy create null -> {"hunter2_policy": "${var.hunter2}"}`,
		`aws_iam_role_policy create null -> {"role": "r", "policy": "${data.aws_x.hunter2.json}"}`,
		`google_x create null -> {"hunter2_policy": "abc", "v": [{"a": 1}]}`,
		`aws_iam_role_policy create null -> ` + rolePolicy(`'Sid': 'hunter2', 'Effect': 'Allow', 'Action': '*', `+
			`'Resource': 'hunter2'`),
		`aws_iam_role create null -> {"name": "hunter2", "assume_role_policy": "{\"Statement\": [{\"Effect\": ` +
			`\"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"Federated\": \"hunter2\"}}]}"}`,
		`aws_ecs_task_definition create null -> {"family": "hunter2", "container_definitions": "[{\"name\": ` +
			`\"hunter2\", \"image\": \"hunter2:latest\", \"privileged\": true}]"}`,
		`aws_hunter2_thing create null -> {"id": "hunter2"}`,
		`aws_s3_bucket delete {"bucket": "hunter2", "id": "hunter2"}`,
		`aws_cloudwatch_metric_alarm update {"dimensions": {"hunter2": "a"}} -> {"dimensions": {"hunter2": "b"}}`,
		`aws_scheduler_schedule create null -> {"name": "hunter2", "schedule_expression": "rate(1 minute)", "target": ` +
			`[{"arn": "hunter2", "ecs_parameters": [{"task_definition_arn": "hunter2"}]}]}`,
	} {
		key := strings.Replace(string(changing(keptQueue, `aws_y create null -> {"m": {"hunter2": "x"}}`, change)),
			`"after": {"m"`, `"after_sensitive": {"m": true}, "after": {"m"`, 1)
		for where, text := range map[string][]byte{
			"variable": withSensitive(changing(keptQueue, change), secret), "key of a map": []byte(key),
		} {
			if page := pages(t, text); strings.Contains(page, secret) {
				i := strings.Index(page, secret)
				t.Errorf("%s: %s:\n%s", where, change, page[max(0, i-200):min(len(page), i+100)])
			}
		}
	}
}

// Container definitions are marked as a whole when one variable of them is. What stands in them and, unmarked, in other
// places is no secret: the page stays one that can be read.
func TestMarkedDefinitionsLeaveAPage(t *testing.T) {
	text := string(realPlan(t, "image"))
	for _, side := range []string{`"before_sensitive":{`, `"after_sensitive":{`} {
		text = strings.ReplaceAll(strings.ReplaceAll(text, side+`}`, side+`"x":false}`), side,
			side+`"container_definitions":true,`)
	}
	_, page := reviewed(t, []byte(text))
	if strings.Count(page, "(sensitive value)") != 1 || !strings.Contains(page, "becomes another (sensitive value)") {
		t.Errorf("got\n%s", page)
	}
}

package iamtest

import (
	"fmt"
	"strings"
	"testing"
)

// recorder is a test that keeps what is wrong.
type recorder struct {
	testing.TB
	said []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

func TestCatalogue(t *testing.T) {
	const (
		queue = `"${aws_sqs_queue.jobs.arn}"`
		role  = `"Action": "iam:PassRole", "Resource": "${aws_iam_role.x.arn}"`
		here  = "arn:aws:ecs:eu-west-1:210987654321:"
		tasks = `"Action": "ecs:ListTasks", "Resource": "*"`
	)
	run := func(resource string) string { return `"Action": "ecs:RunTask", "Resource": "` + here + resource + `"` }
	send := func(action, resource string) string { return `"Action": "` + action + `", "Resource": ` + resource }
	when := func(operator, key string) string { return `, "Condition": {"` + operator + `": {"` + key + `": "x"}}` }
	for parts, want := range map[string]string{
		send("sqs:SendMessage", queue): "",
		`"Action": ["ecr:GetAuthorizationToken", "xray:PutTraceSegments"], "Resource": "*"`: "",
		send("cloudwatch:DescribeAlarms", `"*"`):                                            "",
		tasks + when("ArnEquals", "ecs:cluster"):                                            "",
		run("task-definition/x:*") + when("ArnEquals", "ecs:cluster"):                       "",
		role + when("StringEquals", "iam:PassedToService"):                                  "",

		send("sqs:SendMessages", queue):                             "no action sqs:SendMessages",
		send("sns:Publish", queue):                                  "acts on none of",
		send("sqs:SendMessage", `[`+queue+`, "`+here+`cluster/x"]`): "no action acts on",
		send("sqs:SendMessage", `"*"`):                              "acts on none of",
		send("ecr:GetAuthorizationToken", queue):                    "acts on none of",
		send("*", queue):                                            "it allows",
		tasks:                                                       "acts on none of",
		tasks + when("ArnEqualsIfExists", "ecs:cluster"):            "acts on none of",
		run("task/x/y"):                                             "acts on none of",
		send("sqs:SendMessage", queue) + when("StringEquals", "aws:Ip"): "no key aws:Ip",
		role + when("StringEquals", "iam:PolicyARN"):                    "never asked for",
	} {
		text := `{"resource": {"aws_iam_role_policy": {"p": {"policy": "${jsonencode({\"Statement\": [` +
			strings.ReplaceAll(`{"Effect": "Allow", `+parts+`}`, `"`, `\"`) + `]})}"}}}}`
		r := &recorder{TB: t}
		counts := Catalogue(r, []byte(text))
		said := strings.Join(r.said, "\n")
		if counts.Statements != 1 || (said == "") != (want == "") || !strings.Contains(said, want) {
			t.Errorf("%s\n\tgot %d statements, %q, want %q", parts, counts.Statements, said, want)
		}
	}
}

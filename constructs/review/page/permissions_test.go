package page

import (
	"encoding/json"
	"strings"
	"testing"
)

// said is what the page says of a statement of a role's policy.
func said(t *testing.T, statement string) string {
	t.Helper()
	var parsed map[string]any
	if err := json.Unmarshal([]byte(statement), &parsed); err != nil {
		t.Fatal(err)
	}
	policy, err := json.Marshal(map[string]any{"Statement": []any{parsed}})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(map[string]any{"resource": map[string]any{
		"aws_iam_role":        map[string]any{"r": map[string]any{"name": "r"}},
		"aws_s3_bucket":       map[string]any{"b": map[string]any{"bucket": "docs"}},
		"aws_ecs_cluster":     map[string]any{"c": map[string]any{"name": "ai"}},
		"aws_sqs_queue":       map[string]any{"q": map[string]any{"name": "jobs"}},
		"aws_iam_role_policy": map[string]any{"p": map[string]any{"role": "${aws_iam_role.r.id}", "policy": string(policy)}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	v := newView(read(t, text))
	var all []string
	for _, granted := range v.granted()["aws_iam_role.r"] {
		for _, g := range granted {
			all = append(all, g.string())
		}
	}
	return strings.Join(all, "; ")
}

func TestStatementsInWords(t *testing.T) {
	for statement, want := range map[string]string{
		`{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "${aws_s3_bucket.b.arn}/*"}`: "may read all in " +
			"bucket docs",
		`{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "${aws_s3_bucket.b.arn}/in/*"}`: "may read in/* in " +
			"bucket docs",
		`{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}`: "may never do everything of s3 on " +
			"everything",
		`{"Effect": "Allow", "Action": "*", "Resource": "*"}`: "may do everything on everything",
		`{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}`: "may do everything but iam:* on " +
			"everything",
		`{"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}`: "may log in to ECR",
		`{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue",
			"Resource": "arn:aws:secretsmanager:eu-west-1:210987654321:secret:app/key-??????"}`: "may read secret app/key",
		// the service of a cluster is not the cluster
		`{"Effect": "Allow", "Action": "ecs:UpdateService",
			"Resource": "arn:aws:ecs:eu-west-1:210987654321:service/${aws_ecs_cluster.c.name}/proxy"}`: "may change " +
			"service/ai/proxy",
		`{"Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:PurgeQueue"],
			"Resource": "${aws_sqs_queue.q.arn}"}`: "may send messages to queue jobs; may take messages from queue jobs; may " +
			"sqs:PurgeQueue queue jobs",
		`{"Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource":
			"arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0"}`: "may call model amazon.nova-lite-v1:0",
		`{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "${aws_iam_role.r.arn}",
			"Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}}`: "may hand over role r, if " +
			"iam:passedtoservice is ecs-tasks.amazonaws.com",
		// what only AWS knows of the stack's own place
		`{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "${aws_sqs_queue.q.arn}", "Condition": {
			"StringEquals": {"aws:SourceAccount": "${data.aws_caller_identity.me_1.account_id}"}, "ArnLike": {"aws:SourceArn":
			"arn:${data.aws_partition.p.partition}:ecs:${data.aws_region.r.name}:${data.aws_caller_identity.me_1.account_id}:*"}
			}}`: "may send messages to queue jobs, if aws:sourcearn is like arn:PARTITION:ecs:REGION:ACCOUNT:* and " +
			"aws:sourceaccount is this account",
		`{"Effect": "Allow", "Action": "ecr:DescribeRegistry", "Resource": "*"}`: "may ecr:DescribeRegistry (AWS lets " +
			"nobody narrow it)",
	} {
		if got := said(t, statement); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", statement, got, want)
		}
	}
}

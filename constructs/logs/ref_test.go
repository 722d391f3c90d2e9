package logs_test

import (
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
)

func TestRef(t *testing.T) {
	valid := func() logs.Ref {
		return logs.Ref{Name: "/acme/ai", ARN: "arn:aws:logs:eu-west-1:210987654321:log-group:/acme/ai"}
	}
	checktest.Run(t, valid, func(r *logs.Ref) error { return r.Validate() }, []checktest.Case[logs.Ref]{
		{Name: "right", Change: func(*logs.Ref) {}},
		{Name: "references", Change: func(r *logs.Ref) { r.Name, r.ARN = "${data.a.b.name}", "${data.a.b.arn}" }},
		{Name: "nothing", Change: func(r *logs.Ref) { *r = logs.Ref{} }, Want: []string{"arn required", "name required"}},
		{Name: "name", Change: func(r *logs.Ref) { r.Name = "a b" }, Want: []string{"arn logs-same-group", "name invalid"}},
		{Name: "streams", Change: func(r *logs.Ref) { r.ARN += ":*" }, Want: []string{"arn invalid"}},
		{Name: "another service", Change: func(r *logs.Ref) { r.ARN = "arn:aws:s3:::logs" }, Want: []string{"arn invalid"}},
		{Name: "another group", Change: func(r *logs.Ref) { r.Name = "/acme/other" }, Want: []string{"arn logs-same-group"}},
	})
	options := valid().Options("eu-west-1")
	if options["awslogs-group"] != "/acme/ai" || options["awslogs-region"] != "eu-west-1" ||
		options["mode"] != "non-blocking" || options["max-buffer-size"] != "25m" {
		t.Errorf("got %v", options)
	}
}

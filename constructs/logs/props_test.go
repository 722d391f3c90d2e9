package logs

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func TestProblems(t *testing.T) {
	valid := func() Props { return Props{Name: "/ecs/llm-proxy"} }
	checktest.Run(t, valid, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "defaults", Change: func(*Props) {}},
		{Name: "for ever", Change: func(p *Props) { p.RetentionDays = jsii.Number(0) }},
		{Name: "reference", Change: func(p *Props) { p.Name, p.KMSKeyARN = "${TfToken[TOKEN.1]}", "${TfToken[TOKEN.2]}" }},
		{Name: "no name", Change: func(p *Props) { p.Name = "" }, Want: []string{"name required"}},
		{Name: "a name of AWS", Change: func(p *Props) { p.Name = "aws/llm" }, Want: []string{"name logs-reserved-name"}},
		{Name: "AWS's own group", Change: func(p *Props) { p.Name = "/aws/ecs/llm" }},
		{Name: "bad name", Change: func(p *Props) { p.Name = "llm proxy" }, Want: []string{"name invalid"}},
		{Name: "retention between steps", Change: func(p *Props) { p.RetentionDays = jsii.Number(31) },
			Want: []string{"retentionDays one-of"}},
		{Name: "class", Change: func(p *Props) { p.Class = "CHEAP" },
			Want: []string{"class one-of"}},
		{Name: "mode", Change: func(p *Props) { p.Mode = "fast" }, Want: []string{"mode one-of"}},
		{Name: "buffer", Change: func(p *Props) { p.MaxBufferSizeMiB = jsii.Number(0.5) },
			Want: []string{"maxBufferSizeMiB range"}},
		{Name: "buffer that nothing uses",
			Change: func(p *Props) { p.Mode, p.MaxBufferSizeMiB = ModeBlocking, jsii.Number(4) },
			Want:   []string{"maxBufferSizeMiB exclusive"}},
		{Name: "key alias", Change: func(p *Props) { p.KMSKeyARN = "alias/logs" },
			Want: []string{"kmsKeyARN invalid"}},
		{Name: "all at once", Change: func(p *Props) { *p = Props{RetentionDays: jsii.Number(2), Class: "x", Mode: "y"} },
			Want: []string{"class one-of", "mode one-of", "name required", "retentionDays one-of"}},
	})
}

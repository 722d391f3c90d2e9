package fargateai

import (
	"cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Days that logs are kept, unless Logs states it.
const (
	demoRetentionDays       = 7
	productionRetentionDays = 30
)

func (p plan) logsProblems(ms *rules.Mistakes) { ms.Nested("logs", p.logsProps().Validate()) }

func (p plan) logsProps() *logs.Props {
	l := optional.Value(p.Logs)
	l.Name = cmp.Or(l.Name, "/ecs/"+p.name)
	if l.RetentionDays == nil {
		l.RetentionDays = p.pick(demoRetentionDays, productionRetentionDays)
	}
	l.Tags = merge(p.tags, l.Tags)
	return &l
}

func (s *Service) newLogs(p plan) {
	s.Logs = logs.New(s, "logs", p.logsProps())
	s.refs.logs = logsReference{arn: s.Logs.ARN(), tokenNamespace: s.Logs.TokenNamespace(), options: s.Logs.Options()}
}

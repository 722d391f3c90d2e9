package fargateai

import (
	"cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Days that logs are kept, unless Logs states it.
const (
	demoRetentionDays       = 7
	productionRetentionDays = 30
)

func (p plan) logsProblems(ms *rules.Mistakes) {
	check.Exclusive(ms, "logs", map[string]bool{"logs": p.Logs != nil, "existingLogGroup": p.ExistingLogGroup != nil},
		"make a log group or use one that exists")
	if p.ExistingLogGroup != nil {
		ms.Nested("existingLogGroup", p.ExistingLogGroup.Validate())
		return
	}
	ms.Nested("logs", p.logsProps().Validate())
}

func (p plan) logsProps() *logs.Props {
	l := optional.Value(p.Logs)
	l.Name = cmp.Or(l.Name, "/ecs/"+p.name)
	if l.RetentionDays == nil {
		l.RetentionDays = p.pick(demoRetentionDays, productionRetentionDays)
	}
	l.Tags = merge(p.tags, l.Tags)
	return &l
}

// countsTokensInLogs reports whether the log group makes metrics of the tokens that its lines report.
func (p plan) countsTokensInLogs() bool {
	return len(optional.Value(p.Logs).TokenFilters) > 0 || optional.Value(p.ExistingLogGroup).TokenNamespace != ""
}

func (s *Service) newLogs(p plan) {
	if g := p.ExistingLogGroup; g != nil {
		s.refs.logs = logsReference{name: g.Name, arn: g.ARN, tokenNamespace: g.TokenNamespace,
			options: g.Options(bridge.SiteOf(s).Region())}
		return
	}
	s.Logs = logs.New(s, "logs", p.logsProps())
	s.refs.logs = logsReference{name: s.Logs.Name(), arn: s.Logs.ARN(), tokenNamespace: s.Logs.TokenNamespace(),
		options: s.Logs.Options()}
}

package fargateai

import (
	"cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func (p plan) redeployProblems(ms *rules.Mistakes, r references) {
	if p.Redeploy != nil {
		ms.Nested("redeploy", p.redeployProps(r).Validate())
	}
}

// redeployProps watch what Secrets names, unless the program says itself what to watch.
func (p plan) redeployProps(r references) *redeploy.Props {
	w := redeploy.Props{ClusterName: r.cluster.Name, ServiceName: r.service.name, Settings: *p.Redeploy}
	w.Name = cmp.Or(w.Name, p.name)
	if w.SecretARNs == nil && w.SecretNames == nil && w.ParameterNames == nil {
		arns, names, parameters := map[string]bool{}, map[string]bool{}, map[string]bool{}
		for _, reference := range p.taskSecrets() {
			secretARN, secretName, parameterName := reference.Watched()
			arns[secretARN], names[secretName], parameters[parameterName] = true, true, true
		}
		w.SecretARNs = bridge.Strings(optional.Stated(check.SortedKeys(arns)...)...)
		w.SecretNames = bridge.Strings(optional.Stated(check.SortedKeys(names)...)...)
		w.ParameterNames = bridge.Strings(optional.Stated(check.SortedKeys(parameters)...)...)
	}
	w.Tags = merge(p.tags, w.Tags)
	return &w
}

func (s *Service) newRedeploy(p plan) {
	if p.Redeploy != nil {
		s.Redeploy = redeploy.New(s, "redeploy", p.redeployProps(s.refs))
	}
}

package fargateai

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
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
		for _, reference := range p.Secrets {
			secretARN, secretName, parameterName := watchedBy(reference)
			arns[secretARN], names[secretName], parameters[parameterName] = true, true, true
		}
		w.SecretARNs = bridge.Strings(nonEmpty(check.SortedKeys(arns)...)...)
		w.SecretNames = bridge.Strings(nonEmpty(check.SortedKeys(names)...)...)
		w.ParameterNames = bridge.Strings(nonEmpty(check.SortedKeys(parameters)...)...)
	}
	w.Tags = merge(p.tags, w.Tags)
	return &w
}

// suffixed is the name of a secret in an ARN that has the random end which Secrets Manager gives it.
var suffixed = regexp.MustCompile(`-[A-Za-z0-9]{6}$`)

// watchedBy says under which of its names a change of the value is seen; "" for the others. A version that is stated
// does not change.
func watchedBy(ref secrets.Reference) (secretARN, secretName, parameterName string) {
	switch {
	case ref.VersionID != "":
		return "", "", ""
	case ref.SecretARN != "":
		if a, ok := arn.Parse(ref.SecretARN); ok && !token.Is(ref.SecretARN) && !suffixed.MatchString(a.Resource) {
			return "", strings.TrimPrefix(a.Resource, "secret:"), ""
		}
		return ref.SecretARN, "", ""
	case ref.SecretName != "":
		return "", ref.SecretName, ""
	case ref.ParameterName != "":
		return "", "", ref.ParameterName
	}
	if a, ok := arn.Parse(ref.ParameterARN); ok && !token.Is(ref.ParameterARN) {
		name := strings.TrimPrefix(a.Resource, "parameter/")
		if strings.Contains(name, "/") {
			name = "/" + name // only a hierarchy has the slash that its ARN does not repeat
		}
		return "", "", name
	}
	return "", "", "" // of a reference to a parameter, Terraform alone knows the name
}

func (s *Service) newRedeploy(p plan) {
	if p.Redeploy != nil {
		s.Redeploy = redeploy.New(s, "redeploy", p.redeployProps(s.refs))
	}
}

package fargateai

import (
	"regexp"
	"strings"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

// resolveRedeploy watches what Secrets names, unless the program says itself what to watch.
func (r *parts) resolveRedeploy(p ServiceProps) {
	if p.Redeploy == nil {
		return
	}
	w := *p.Redeploy
	fill(&w.Name, r.name)
	fill(&w.ClusterName, token.Unknown)
	fill(&w.ServiceName, token.Unknown)
	if w.SecretARNs == nil && w.SecretNames == nil && w.ParameterNames == nil {
		watched := map[**[]*string]map[string]bool{&w.SecretARNs: {}, &w.SecretNames: {}, &w.ParameterNames: {}}
		for _, reference := range p.Secrets {
			arns, names, parameters := watchedBy(reference)
			watched[&w.SecretARNs][arns], watched[&w.SecretNames][names], watched[&w.ParameterNames][parameters] = true, true,
				true
		}
		for list, values := range watched {
			delete(values, "")
			if len(values) > 0 {
				*list = jsii.Strings(check.SortedKeys(values)...)
			}
		}
	}
	w.Tags = merge(r.tags, w.Tags)
	r.redeploy = &w
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

func (p *ServiceProps) redeployProblems(ps *rules.Mistakes, r parts) {
	if r.redeploy == nil {
		return
	}
	for path, given := range map[string]bool{"redeploy.clusterName": p.Redeploy.ClusterName != "",
		"redeploy.serviceName": p.Redeploy.ServiceName != ""} {
		if given {
			ps.Add(path, "a value", "nothing", "it follows from the parts of the service")
		}
	}
	ps.Nested("redeploy", r.redeploy.Validate())
}

func (s *Service) makeRedeploy(r parts) {
	if r.redeploy == nil {
		return
	}
	w := *r.redeploy
	w.ClusterName, w.ServiceName = s.cluster.Name, s.Service.Name()
	s.Redeploy = redeploy.New(s, "redeploy", &w)
}

package fargateai

import (
	"cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// mapped reports that Cloud Map gives the tasks a name.
func (p plan) mapped() bool {
	return p.exposed() == ExposureCloudMap || optional.Value(p.Deployment).CloudMap != nil
}

func (p plan) namespaceProblems(ms *rules.Mistakes, r references) {
	check.Exclusive(ms, "namespace",
		map[string]bool{"namespace": p.Namespace != nil, "existingNamespace": p.ExistingNamespace != nil},
		"make a namespace or use one that exists")
	for path, given := range map[string]bool{
		"namespace": p.Namespace != nil, "existingNamespace": p.ExistingNamespace != nil,
	} {
		if given && !p.mapped() {
			ms.Break(namespaceUnused, path, "a namespace with the exposure "+string(p.exposed()), "nothing",
				"state ExposureCloudMap or deployment.cloudMap; Service Connect takes the cluster's namespace")
		}
	}
	switch {
	case !p.mapped():
	case p.ExistingNamespace != nil:
		ms.Nested("existingNamespace", p.ExistingNamespace.Validate())
	default:
		ms.Nested("namespace", p.namespaceProps(r).Validate())
	}
}

// namespaceProps are those of the namespace to make.
func (p plan) namespaceProps(r references) *ecs.NamespaceProps {
	n := optional.Value(p.Namespace)
	n.Name = cmp.Or(n.Name, p.name+".internal")
	n.VPCID = r.network.VPCID
	n.Tags = merge(p.tags, n.Tags)
	return &n
}

func (s *Service) newNamespace(p plan) {
	switch {
	case !p.mapped():
	case p.ExistingNamespace != nil:
		s.refs.namespace = *p.ExistingNamespace
	default:
		s.Namespace = ecs.NewNamespace(s, "namespace", p.namespaceProps(s.refs))
		s.refs.namespace = s.Namespace.Ref()
	}
}

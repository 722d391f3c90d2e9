package fargateai

import (
	"cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/configuration"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// configurationReference is what the task knows of its files.
type configurationReference struct {
	environment             map[string]string
	environmentFiles        []string // ARNs
	grants, executionGrants []ecs.PolicyStatement
}

func (p plan) configurationProblems(ms *rules.Mistakes) {
	if p.Configuration == nil {
		return
	}
	props := p.configurationProps()
	ms.Nested("configuration", props.Validate())
	if p.Pipeline != nil && p.Pipeline.TaskDefinitionFile != "" && props.BucketName == "" && props.ExistingBucket == nil {
		ms.Break(configurationBucket, "configuration.bucketName", "",
			"the name of the bucket with pipeline.taskDefinitionFile",
			"state one, such as "+p.name+"-configuration-ACCOUNT; it is written into the file")
	}
	for i, f := range p.Configuration.Files {
		at := rules.Index("configuration.files", i)
		p.stateOnce(ms, at+".bucketVariable", f.BucketVariable)
		p.stateOnce(ms, at+".keyVariable", f.KeyVariable)
	}
}

// stateOnce: what another prop sets is not stated as a variable or secret, too.
func (p plan) stateOnce(ms *rules.Mistakes, at, variable string) {
	if variable == "" {
		return
	}
	for path, given := range map[string]bool{"environment": has(p.Environment, variable),
		"secrets": has(p.Secrets, variable)} {
		if given {
			ms.Break(variableOnce, at, check.Quote(variable)+", which "+path+" states too", "one of them",
				"leave it out of "+path)
		}
	}
}

func has[V any](m map[string]V, key string) bool {
	_, found := m[key]
	return found
}

// configurationProps keep the keys of objects where no apply waits until the tasks that name the old ones are gone.
func (p plan) configurationProps() *configuration.Props {
	c := configuration.Props{Settings: optional.Value(p.Configuration)}
	waits := optional.Or(optional.Value(p.Deployment).WaitForSteadyState, true)
	if p.imageOwner() == ecs.ImageOwnedByPipeline || p.controller() == ecs.ControllerCodeDeploy || !waits {
		fixed := true
		c.FixedKeys = &fixed
	}
	c.Name = cmp.Or(c.Name, p.name)
	if c.ForceDestroy == nil && c.ExistingBucket == nil && p.demo {
		c.ForceDestroy = &p.demo
	}
	c.Tags = merge(p.tags, c.Tags)
	return &c
}

// unknownConfiguration stands for files that are not made yet.
func (p plan) unknownConfiguration() configurationReference {
	out := configurationReference{environment: map[string]string{}}
	for _, f := range optional.Value(p.Configuration).Files {
		if f.KeyVariable != "" && f.BucketVariable != "" {
			out.environment[f.BucketVariable], out.environment[f.KeyVariable] = token.Unknown, token.Unknown
		}
		if optional.Value(f.EnvironmentFile) {
			out.environmentFiles = append(out.environmentFiles, token.Unknown)
		}
	}
	return out
}

func (s *Service) newConfiguration(p plan) {
	if p.Configuration == nil {
		return
	}
	c := configuration.New(s, "configuration", p.configurationProps())
	s.Configuration = c
	s.refs.configuration = configurationReference{environment: c.Environment(), environmentFiles: c.EnvironmentFiles(),
		grants: granted(c.TaskStatements()), executionGrants: granted(c.ExecutionStatements())}
}

func granted(statements []configuration.Statement) []ecs.PolicyStatement {
	var out []ecs.PolicyStatement
	for _, s := range statements {
		out = append(out, ecs.PolicyStatement{Sid: s.Sid, Actions: s.Actions, Resources: s.Resources,
			Conditions: conditions(s.Conditions)})
	}
	return out
}

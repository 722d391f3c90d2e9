package fargateai

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/configuration"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

// configured reads a file and variables.
func configured() ServiceProps {
	p := proxy()
	p.Configuration = &configuration.Settings{Files: []configuration.File{
		{Name: "config.yaml", Content: map[string]any{"model_list": []any{}}, BucketVariable: "CONFIG_BUCKET",
			KeyVariable: "CONFIG_OBJECT"},
		{Name: "service.env", Content: "MODE=production\n", EnvironmentFile: jsii.Bool(true)},
	}}
	return p
}

func TestConfigurationProblems(t *testing.T) {
	checktest.Run(t, configured, func(p *ServiceProps) error { return p.problems("llm-proxy", "eu-west-1").Err() },
		[]checktest.Case[ServiceProps]{
			{Name: "files", Change: func(*ServiceProps) {}},
			{Name: "demo", Change: func(p *ServiceProps) { p.Profile = ProfileDemo }},
			{Name: "worker", Change: func(p *ServiceProps) {
				c := p.Configuration
				*p = worker()
				p.Configuration = c
			}},
			{Name: "no way to the internet",
				Change: func(p *ServiceProps) { p.Network = &network.Props{Egress: network.EgressNone} }},
			{Name: "no files", Change: func(p *ServiceProps) { p.Configuration.Files = nil },
				Want: []string{"configuration.files required"}},
			{Name: "a credential", Change: func(p *ServiceProps) { p.Configuration.Files[1].Content = "DB_PASSWORD=hunter2" },
				Want: []string{"configuration.files[1].content configuration-credential"}},
			{Name: "a variable that is stated, too", Change: func(p *ServiceProps) {
				p.Environment = map[string]string{"CONFIG_BUCKET": "acme"}
				p.Secrets = map[string]secrets.Reference{"CONFIG_OBJECT": {SecretName: "llm"}}
			}, Want: []string{"configuration.files[0].bucketVariable service-variable-once",
				"configuration.files[0].keyVariable service-variable-once"}},
			{Name: "the file of a pipeline", Change: func(p *ServiceProps) {
				*p = delivered()
				p.Pipeline.TaskDefinitionFile, p.Configuration = "deploy/task-definition.json", configured().Configuration
			}, Want: []string{"configuration.bucketName service-configuration-bucket"}},
			{Name: "the file of a pipeline, with a bucket that it can name", Change: func(p *ServiceProps) {
				*p = delivered()
				p.Pipeline.TaskDefinitionFile, p.Configuration = "deploy/task-definition.json", configured().Configuration
				p.Configuration.BucketName = "llm-proxy-configuration-210987654321"
			}},
		})
}

// Where no apply waits for the tasks that name the old objects, these must not go.
func TestConfigurationKeys(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*ServiceProps)
		fixed  bool
	}{
		"Terraform deploys": {func(*ServiceProps) {}, false},
		"a parameter":       {func(p *ServiceProps) { p.Image.Owner = ecs.ImageOwnedByParameter }, false},
		"a pipeline":        {func(p *ServiceProps) { p.Image.Owner = ecs.ImageOwnedByPipeline }, true},
		"CodeDeploy":        {func(p *ServiceProps) { p.BlueGreen = &codedeploy.Settings{} }, true},
		"nobody waits": {func(p *ServiceProps) {
			p.Deployment = &ecs.ServiceSettings{WaitForSteadyState: jsii.Bool(false)}
		}, true},
	} {
		p := configured()
		test.change(&p)
		if got := optional.Value(partsOf(p, "llm-proxy").configurationProps().FixedKeys); got != test.fixed {
			t.Errorf("%s: keys are fixed: %v, want %v", name, got, test.fixed)
		}
	}
}

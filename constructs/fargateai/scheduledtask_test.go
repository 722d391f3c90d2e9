package fargateai

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/scheduledtask"
)

// nightly is valid props with a scheduled task.
func nightly() ServiceProps {
	p := validProps()
	p.ScheduledTasks = map[string]ScheduledTask{"evaluation": {Settings: scheduledtask.Settings{
		Expression: "cron(0 2 * * ? *)", TimeZone: "Europe/Dublin", Command: jsii.Strings("python", "-m", "evaluation"),
	}}}
	return p
}

func TestScheduledTaskProblems(t *testing.T) {
	change := func(f func(*ScheduledTask)) func(*ServiceProps) {
		return func(p *ServiceProps) {
			s := p.ScheduledTasks["evaluation"]
			f(&s)
			p.ScheduledTasks["evaluation"] = s
		}
	}
	own := func(d ScheduledTaskDefinition) func(*ServiceProps) {
		return change(func(s *ScheduledTask) { s.TaskDefinition = &d })
	}
	checktest.Run(t, nightly, func(p *ServiceProps) error { return p.Validate("llm-proxy") },
		[]checktest.Case[ServiceProps]{
			{Name: "nightly", Change: func(*ServiceProps) {}},
			{Name: "a key", Change: func(p *ServiceProps) { p.ScheduledTasks["Re Index"] = p.ScheduledTasks["evaluation"] },
				Want: []string{"scheduledTasks.Re Index invalid"}},
			{Name: "a day that never comes", Change: change(func(s *ScheduledTask) { s.Expression = "cron(0 2 30 2 ? *)" }),
				Want: []string{"scheduledTasks.evaluation.expression schedule-fires"}},
			{Name: "no expression", Change: change(func(s *ScheduledTask) { s.Expression = "" }),
				Want: []string{"scheduledTasks.evaluation.expression required"}},
			{Name: "a sidecar", Change: func(p *ServiceProps) {
				p.Sidecars = []ecs.Sidecar{{Containers: []ecs.Container{{Name: "otel", Image: "ghcr.io/acme/otel:v1"}}}}
				change(func(s *ScheduledTask) {
					s.OtherContainers = []scheduledtask.ContainerOverride{{Name: "otel", Command: jsii.Strings("a")}}
				})(p)
			}},
			{Name: "no such container", Change: change(func(s *ScheduledTask) {
				s.OtherContainers = []scheduledtask.ContainerOverride{{Name: "otel", Command: jsii.Strings("a")}}
			}), Want: []string{"scheduledTasks.evaluation.otherContainers[0].name service-scheduled-container"}},
			{Name: "the service's container", Change: change(func(s *ScheduledTask) {
				s.OtherContainers = []scheduledtask.ContainerOverride{{Name: "llm-proxy", Command: jsii.Strings("a")}}
			}), Want: []string{"scheduledTasks.evaluation.otherContainers[0].name unique"}},
			{Name: "two of one name", Change: func(p *ServiceProps) {
				change(func(s *ScheduledTask) { s.Name = "nightly" })(p)
				p.ScheduledTasks["reindex"] = p.ScheduledTasks["evaluation"]
			}, Want: []string{"scheduledTasks.reindex.name unique"}},
			{Name: "the service's name", Change: change(func(s *ScheduledTask) { s.Name = "llm-proxy" })},
			{Name: "the service's family", Change: change(func(s *ScheduledTask) {
				s.Name, s.TaskDefinition = "llm-proxy", &ScheduledTaskDefinition{}
			}), Want: []string{"scheduledTasks.evaluation.name unique"}},
			{Name: "larger", Change: own(ScheduledTaskDefinition{CPU: jsii.Number(4096), MemoryLimitMiB: jsii.Number(16384),
				ImageURI: "ghcr.io/acme/evaluation:v3"})},
			{Name: "no such size", Change: own(ScheduledTaskDefinition{CPU: jsii.Number(300), MemoryLimitMiB: jsii.Number(1)}),
				Want: []string{"scheduledTasks.evaluation.taskDefinition.cpu fargate-task-size"}},
			{Name: "an image that moves", Change: own(ScheduledTaskDefinition{ImageURI: "ghcr.io/acme/evaluation:latest"}),
				Want: []string{"scheduledTasks.evaluation.taskDefinition.imageURI image-fixed"}},
			{Name: "a pipeline's image", Change: func(p *ServiceProps) {
				p.Image.Owner = ecs.ImageOwnedByPipeline
				own(ScheduledTaskDefinition{CPU: jsii.Number(4096)})(p)
			}, Want: []string{"scheduledTasks.evaluation.taskDefinition.imageURI service-scheduled-image"}},
			{Name: "a credential", Change: change(func(s *ScheduledTask) {
				s.Environment = map[string]string{"OPENAI_API_KEY": "sk-proj-0123456789abcdef0123456789abcdef"}
			}), Want: []string{"scheduledTasks.evaluation.environment.OPENAI_API_KEY scheduledtask-plaintext-credential"}},
		})
}

func TestScheduledTaskFollowsTheService(t *testing.T) {
	props := func(f func(*ServiceProps)) *scheduledtask.Props {
		p := nightly()
		f(&p)
		plan := p.resolve("llm-proxy", "eu-west-1")
		return plan.scheduledTaskProps("evaluation", plan.unknownReferences())
	}
	stated := props(func(p *ServiceProps) { p.Image.Tag = "v1" })
	if stated.Name != "llm-proxy-evaluation" || stated.Family != "llm-proxy" ||
		stated.TaskDefinitionARN != token.Unknown || *stated.Held {
		t.Errorf("got %+v", stated)
	}
	owned := props(func(p *ServiceProps) { p.Image = Image{Tag: "v1", Owner: ecs.ImageOwnedByPipeline} })
	if owned.TaskDefinitionARN != "" {
		t.Error("a pipeline registers revisions that Terraform does not know")
	}
	if prepared := props(func(p *ServiceProps) { p.Image = Image{} }); !*prepared.Held {
		t.Error("there is no image to run yet")
	}
	other := func(p *ServiceProps) {
		s := p.ScheduledTasks["evaluation"]
		s.TaskDefinition = &ScheduledTaskDefinition{ImageURI: "ghcr.io/acme/evaluation:v3"}
		p.Image, p.ScheduledTasks["evaluation"] = Image{}, s
	}
	if own := props(other); *own.Held || own.Family != "llm-proxy-evaluation" {
		t.Errorf("got %+v", own)
	}
	guarded := props(func(p *ServiceProps) { p.Guardrails = &guardrails.Settings{} })
	if guarded.ExistingTopicARN != token.Unknown {
		t.Errorf("got the topic %q", guarded.ExistingTopicARN)
	}
	p := nightly()
	other(&p)
	d := p.resolve("llm-proxy", "eu-west-1").scheduledDefinitionProps("evaluation", references{})
	if c := d.Containers[0]; c.Ports != nil || c.HealthCheck != nil || c.Image != "ghcr.io/acme/evaluation:v3" ||
		len(optional.Value(d.RepositoryARNs)) > 0 {
		t.Errorf("got %+v", d)
	}
}

package scheduledtask

import (
	"cmp"
	"time"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/schedulerschedule"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// config is the props with every default filled in.
type config struct {
	taskDefinition          string
	zone, start, end, state string
	attempts, age, tasks    float64
	window                  *schedulerschedule.SchedulerScheduleFlexibleTimeWindow
	capacity                []*schedulerschedule.SchedulerScheduleTargetEcsParametersCapacityProviderStrategy
}

func (p *Props) resolve(site *bridge.Site) config {
	c := config{
		taskDefinition: cmp.Or(p.TaskDefinitionARN, site.ARN("ecs", "task-definition/"+p.Family)),
		zone:           cmp.Or(p.TimeZone, "UTC"), start: inUTC(p.StartDate), end: inUTC(p.EndDate), state: "ENABLED",
		attempts: optional.Or(p.RetryAttempts, DefaultRetryAttempts),
		age:      optional.Or(p.MaxEventAgeSeconds, DefaultMaxEventAgeSeconds),
		tasks:    optional.Or(p.TaskCount, 1),
		window:   &schedulerschedule.SchedulerScheduleFlexibleTimeWindow{Mode: jsii.String("OFF")},
	}
	if p.disabled() {
		c.state = "DISABLED"
	}
	if p.FlexibleMinutes != nil {
		c.window = &schedulerschedule.SchedulerScheduleFlexibleTimeWindow{
			Mode: jsii.String("FLEXIBLE"), MaximumWindowInMinutes: p.FlexibleMinutes,
		}
	}
	for _, provider := range p.CapacityProviders {
		c.capacity = append(c.capacity,
			&schedulerschedule.SchedulerScheduleTargetEcsParametersCapacityProviderStrategy{
				CapacityProvider: jsii.String(provider.Name), Base: jsii.Number(optional.Value(provider.Base)),
				Weight: jsii.Number(optional.Or(provider.Weight, 1)),
			})
	}
	return c
}

func (p *Props) disabled() bool { return optional.Value(p.Held) || optional.Value(p.Disabled) }

// inUTC is how the provider reads a time back: another offset would differ in every plan.
func inUTC(text string) string {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil || token.Is(text) {
		return text
	}
	return t.UTC().Format(time.RFC3339)
}

// notices are what the user should know although everything is right.
func (p *Props) notices(now time.Time) []string {
	var out []string
	if p.Topic == nil && p.ExistingTopicARN == "" {
		out = append(out, "nobody hears when a run of "+p.Name+" fails: state topic or existingTopicARN")
	}
	if p.Topic != nil && p.Topic.Emails == nil {
		out = append(out, "nobody is subscribed to the topic of "+p.Name+": state topic.emails, or subscribe elsewhere")
	}
	if start, err := time.Parse(time.RFC3339, p.StartDate); err == nil && now.Sub(start) > 5*time.Minute {
		out = append(out, "startDate of "+p.Name+" has passed: AWS refuses it when the schedule is made or changed; leave it "+
			"out")
	}
	return out
}

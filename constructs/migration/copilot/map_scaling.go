package copilot

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

var rangeForm = regexp.MustCompile(`^(\d{1,5})\s*-\s*(\d{1,5})$`)

func whole(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// count is a number of tasks that does not change, or for App Runner the name of a configuration.
func (b *building) count(f field) {
	if b.kind == requestDriven {
		b.Decide(f, "a configuration of App Runner's scaling: see aws apprunner describe-auto-scaling-configuration, and "+
			"state Scaling")
		return
	}
	n, ok := b.Number(f)
	if said := b.Within(f, n, ok, "Scaling", reader.Limits{Most: 5000}); said != nil {
		b.service.Scaling.Min, b.service.Scaling.Max = said, said
	}
}

// spot is a number of tasks on Fargate Spot.
func (b *building) spot(f field) {
	n, ok := b.Number(f)
	if said := b.Within(f, n, ok, "Scaling, Deployment.CapacityProviders", reader.Limits{Most: 5000}); said != nil {
		b.service.Scaling.Min, b.service.Scaling.Max = said, said
		b.service.Deployment.Providers = []migration.Provider{{Name: "ecs.FargateSpot", Weight: 1, Source: f.Source}}
	}
}

func (b *building) ranged(f field) {
	parts := rangeForm.FindStringSubmatch(strings.TrimSpace(f.Text()))
	if parts == nil {
		b.Refuse(migration.Problem{Source: f.Source, Got: f.Kind() + " that is no range", Want: "MIN-MAX, such as 1-10"})
		return
	}
	least, _ := strconv.ParseFloat(parts[1], 64)
	most, _ := strconv.ParseFloat(parts[2], 64)
	if most > 5000 {
		b.Decide(f, "ECS takes 5000 tasks for a service: the default was taken")
		return
	}
	b.service.Scaling.Min, b.service.Scaling.Max = migration.Say(least, f.Source), migration.Say(most, f.Source)
	b.Mapped(f, "Scaling.MinCapacity, Scaling.MaxCapacity", "")
}

// spotFrom is the first task that runs on Fargate Spot.
func (b *building) spotFrom(f field) {
	n, ok := b.Number(f)
	if b.Within(f, n, ok, "Deployment.CapacityProviders", reader.Limits{Least: 1, Most: 5000}) == nil {
		return
	}
	b.service.Deployment.Providers = []migration.Provider{{Name: "ecs.FargateSpot", Weight: 1, Source: f.Source}}
	if n > 1 {
		b.service.Deployment.Providers = append([]migration.Provider{{Name: "ecs.Fargate", Base: n - 1,
			Source: f.Source}}, b.service.Deployment.Providers...)
	}
}

// tracked is a metric that is kept near a value.
func (b *building) tracked(f field) {
	parts := strings.Split(f.Path, ".")
	v := &b.service.Scaling
	switch metric := parts[1]; metric {
	case "response_time":
		if _, ok := b.Seconds(f); ok {
			b.Decide(f, noStep)
		}
	case "requests":
		n, ok := b.Number(f)
		if b.Within(f, n, ok, "Scaling.RequestsPerTarget", reader.Limits{Least: 1, Most: 1e9}) != nil {
			v.Requests = migration.Track(n, f.Source)
		}
	default:
		n, ok := b.Number(f)
		to, into := "Scaling.CPUUtilization", &v.CPU
		if metric == "memory_percentage" {
			to, into = "Scaling.MemoryUtilization", &v.Memory
		}
		if b.Within(f, n, ok, to, reader.Limits{Least: 1, Most: 100, Unit: " %"}) != nil {
			*into = migration.Track(n, f.Source)
		}
	}
}

func (b *building) cooldown(f field) {
	n, ok := b.Seconds(f)
	switch {
	case !ok:
	case n != float64(int(n)) || n > 3600:
		b.Decide(f, "a cooldown is whole seconds, up to an hour: the default was taken")
	default:
		b.cooldowns[f.Path], b.cooled[f.Path] = migration.Say(n, f.Source), f
	}
}

func (b *building) queueDelay(f field) {
	if n, ok := b.Seconds(f); ok {
		b.delays[f.Key()], b.seconds[f.Key()] = f, n
	}
}

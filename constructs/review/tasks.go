package review

import "strings"

// span is how many tasks a service runs.
type span struct{ minimum, expected, maximum float64 }

func (s span) String() string {
	if s.minimum == s.maximum {
		return plural(s.expected, "task")
	}
	return amount(s.minimum) + "–" + plural(s.maximum, "task")
}

func plural(n float64, noun string) string {
	switch {
	case n == 1:
	case strings.HasSuffix(noun, "ory"):
		noun = strings.TrimSuffix(noun, "y") + "ies"
	case strings.HasSuffix(noun, "ss"):
		noun += "es"
	default:
		noun += "s"
	}
	return amount(n) + " " + noun
}

// tasks of a service: its desired count, within what its scalable target and the schedules of that allow. What is not a
// number is told to unknown, with the number taken in its place.
func (in *Inventory) tasks(service Resource, unknown func(r Resource, name string, taken float64)) span {
	read := func(r Resource, attributes map[string]any, name string, otherwise float64) float64 {
		n, known := number(attributes[name])
		if known {
			return max(n, 0)
		}
		if attributes[name] != nil {
			unknown(r, name, otherwise)
		}
		return otherwise
	}
	desired := 0.0 // Terraform's default
	if service.Attributes["desired_count"] != nil {
		desired = read(service, service.Attributes, "desired_count", 1)
	}
	s := span{desired, desired, desired}
	for _, target := range in.targetsOf(service) {
		s.minimum = read(target, target.Attributes, "min_capacity", desired)
		s.maximum = read(target, target.Attributes, "max_capacity", desired)
		for _, schedule := range in.Of("aws_appautoscaling_scheduled_action") {
			if in.refersTo(schedule, schedule.Attributes["resource_id"], target) || in.scales(schedule, service) {
				action := block(schedule.Attributes["scalable_target_action"])
				s.minimum = min(s.minimum, read(schedule, action, "min_capacity", s.minimum))
				s.maximum = max(s.maximum, read(schedule, action, "max_capacity", s.maximum))
			}
		}
		s.maximum = max(s.maximum, s.minimum)
		s.expected = min(max(desired, s.minimum), s.maximum)
	}
	return s
}

// share is a part of a service's tasks that one capacity provider runs.
type share struct {
	base, weight float64
	spot         bool
}

// strategy is how a service spreads its tasks over FARGATE and FARGATE_SPOT: its own strategy, else that of its
// cluster.
func (in *Inventory) strategy(service Resource) []share {
	items := blocks(service.Attributes["capacity_provider_strategy"])
	if len(items) == 0 && text(service.Attributes["launch_type"]) == "" {
		if cluster, ok := in.first(service, service.Attributes["cluster"], "aws_ecs_cluster"); ok {
			for _, providers := range in.Of("aws_ecs_cluster_capacity_providers") {
				if in.refersTo(providers, providers.Attributes["cluster_name"], cluster) {
					items = blocks(providers.Attributes["default_capacity_provider_strategy"])
				}
			}
		}
	}
	var out []share
	for _, item := range items {
		base, _ := number(item["base"])
		weight, _ := number(item["weight"]) // 0 is ECS's default
		out = append(out, share{base: max(base, 0), weight: max(weight, 0),
			spot: text(item["capacity_provider"]) == "FARGATE_SPOT"})
	}
	if len(out) == 0 {
		out = []share{{weight: 1}}
	}
	return out
}

// spot is how many of a number of tasks run on Spot: bases first, the rest by weight.
func spot(shares []share, tasks float64) float64 {
	onSpot, rest, weights := 0.0, tasks, 0.0
	for _, s := range shares {
		placed := min(s.base, rest)
		rest -= placed
		weights += s.weight
		if s.spot {
			onSpot += placed
		}
	}
	for _, s := range shares {
		if s.spot && weights > 0 {
			onSpot += rest * s.weight / weights
		}
	}
	return onSpot
}

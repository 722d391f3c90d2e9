package review

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/price"
)

// compute prices the tasks of every service, and the addresses and logs that each task brings along.
func (e *estimator) compute() {
	services := e.inventory.Of("aws_ecs_service")
	for _, service := range services {
		e.service(service)
	}
	if len(services) == 0 && len(e.inventory.Of("aws_ecs_task_definition")) > 0 {
		e.skip("tasks that no service of this stack runs")
	}
}

func (e *estimator) service(service Resource) {
	definition, found := e.inventory.first(service, service.Attributes["task_definition"], "aws_ecs_task_definition")
	if !found {
		e.assume(service.label() + ": its task definition is not in this stack")
	}
	if platforms := words(definition.Attributes["requires_compatibilities"]); len(platforms) > 0 &&
		!slices.Contains(platforms, "FARGATE") {
		e.skip(service.label() + ": tasks that do not run on Fargate")
		return
	}
	if strings.HasPrefix(text(block(definition.Attributes["runtime_platform"])["operating_system_family"]), "WINDOWS") {
		e.skip(service.label() + ": Windows tasks")
		return
	}
	size := e.size(service, definition)
	tasks := e.inventory.tasks(service, func(r Resource, name string, taken float64) {
		e.assume(r.label() + ": " + name + " " + amount(taken) + ", as it is a reference")
	})
	if n := e.instances(service); n != 1 {
		tasks = span{n * tasks.minimum, n * tasks.expected, n * tasks.maximum}
	}
	perTask := e.perTask(size)
	shares := e.inventory.strategy(service)
	factor := e.prices.USD(price.FargateSpotFactor)
	cost := func(tasks float64) float64 {
		onSpot := spot(shares, tasks)
		return (tasks-onSpot)*perTask + onSpot*perTask*factor
	}
	item := service.label() + ": " + tasks.String() + " of " + size.String()
	if onSpot := spot(shares, tasks.maximum); onSpot > 0 {
		item += ", " + percent(onSpot/tasks.maximum) + " on Spot"
		e.assume("Fargate Spot: " + percent(factor) + " of the on-demand price, which moves")
	}
	e.add(groupCompute, item, service.Address, Range{cost(tasks.minimum), cost(tasks.expected), cost(tasks.maximum)})
	e.perTaskExtras(service, definition, Range{tasks.minimum, tasks.expected, tasks.maximum})
	if tasks.maximum == 0 {
		e.idle(service, size, cost(1))
	}
}

// idle tells what a task costs of a service that runs none: the total would pass for the cost of one that serves.
func (e *estimator) idle(service Resource, of size, usd float64) {
	if public, _ := boolean(block(service.Attributes["network_configuration"])["assign_public_ip"]); public {
		usd += e.prices.Month(price.PublicIPv4Hour)
	}
	item := service.label() + ": a task of " + of.String()
	e.Idle = append(e.Idle, Line{groupCompute, item, service.Address, Range{usd, usd, usd}})
	e.skip(item + ", " + amount(math.Round(usd)) + " USD a month; none runs yet")
}

// perTaskExtras prices what every task brings along.
func (e *estimator) perTaskExtras(service, definition Resource, tasks Range) {
	public, known := boolean(block(service.Attributes["network_configuration"])["assign_public_ip"])
	if !known {
		e.assume(service.label() + ": no public addresses, as assign_public_ip is a reference")
	}
	if public {
		e.add(groupNetwork, service.label()+": public IPv4 address of each task", service.Address,
			tasks.times(e.prices.Month(price.PublicIPv4Hour)))
	}
	if groups := e.inventory.groups(definition); len(groups) > 0 {
		item, infrequent := price.LogsGB, 0
		for _, group := range groups {
			if text(group.Attributes["log_group_class"]) == "INFREQUENT_ACCESS" {
				infrequent++
			}
		}
		if infrequent == len(groups) {
			item = price.LogsInfrequentAccessGB
		}
		gb := e.used(e.usage.LogGBPerTask, 1, "GB of log lines from each task")
		e.add(groupObserve, service.label()+": logs, "+amount(gb)+" GB a task", service.Address,
			tasks.times(gb*e.prices.USD(item)))
	}
}

// size of a task.
type size struct {
	vcpu, gb, extraStorage float64 // storage beyond what is included, GiB
	arm                    bool
}

func (s size) String() string {
	architecture := "x86"
	if s.arm {
		architecture = "ARM64"
	}
	out := amount(s.vcpu) + " vCPU, " + amount(s.gb) + " GB"
	if s.extraStorage > 0 {
		out += ", " + amount(s.extraStorage+fargate.IncludedEphemeralGiB) + " GB of disk"
	}
	return out + " (" + architecture + ")"
}

func (e *estimator) size(service, definition Resource) size {
	cpu, cpuKnown := units(definition.Attributes["cpu"], 1024)
	memory, memoryKnown := units(definition.Attributes["memory"], 1024)
	if !cpuKnown {
		cpu = fargate.DefaultCPU
	}
	if !memoryKnown {
		memory = fargate.DefaultMemoryMiB
	}
	s := size{vcpu: cpu / 1024, gb: memory / 1024}
	if !cpuKnown || !memoryKnown {
		e.assume(service.label() + ": tasks of " + amount(s.vcpu) + " vCPU and " + amount(s.gb) +
			" GB, as their size is not stated")
	}
	s.arm = text(block(definition.Attributes["runtime_platform"])["cpu_architecture"]) == "ARM64"
	disk := e.numberOf(definition, block(definition.Attributes["ephemeral_storage"]), "size_in_gib",
		fargate.IncludedEphemeralGiB)
	s.extraStorage = max(disk-fargate.IncludedEphemeralGiB, 0)
	return s
}

var withUnit = regexp.MustCompile(`(?i)^\s*([0-9.]+)\s*(?:vcpu|gb)\s*$`)

// units is a task's CPU or memory in ECS's units: "512", 512, "0.5 vCPU" or "1 GB".
func units(v any, unit float64) (n float64, known bool) {
	if m := withUnit.FindStringSubmatch(text(v)); m != nil {
		n, known = number(m[1])
		return n * unit, known
	}
	n, known = number(v)
	return n, known && n > 0
}

func (e *estimator) perTask(s size) float64 {
	return e.prices.Task(price.Task{VCPU: s.vcpu, GB: s.gb, ExtraStorageGB: s.extraStorage, ARM: s.arm})
}

func percent(part float64) string { return amount(float64(int(part*100+0.5))) + " %" }

package copilot

import (
	"math"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

// building is a service under way.
type building struct {
	*reading
	workload
	service   *migration.Service
	size      [2]amount               // CPU units and MiB
	sized     [2]field                // where they were said
	cooldowns map[string]amount       // by path
	cooled    map[string]field        // by path
	aliased   []named                 // names under which requests come
	zone      field                   // of all names
	placed    string                  // public, private or nothing
	delays    map[string]field        // of queue_delay
	seconds   map[string]float64      // of queue_delay
	routed    *migration.Said[string] // path of the load balancer's rule
	from      *migration.Said[[]string]
	off       bool // the load balancer is
}

// named is a name of the service, and the zone that it is in.
type named struct{ name, zone migration.Said[string] }

// service reads a manifest.
func (r *reading) service(w workload) {
	s := &migration.Service{Name: migration.ServiceName(w.name), Worker: w.kind == worker}
	s.ContainerName = w.name
	if s.Name != w.name {
		r.App.Report(w.manifest.Get("name").Source("name"), migration.Decision, "NewService",
			"it is called "+s.Name+" here, which others that call it by its name have to know")
	}
	b := &building{reading: r, workload: w, service: s, cooldowns: map[string]amount{}, cooled: map[string]field{},
		delays: map[string]field{}, seconds: map[string]float64{}}
	s.Architecture = migration.Say("X86_64", w.typed)
	reader.Walk(b, rows, w.manifest, func(b *building, f field) { b.Each(f, migration.Decision, unknownField) })
	b.together()
	r.App.Services = append(r.App.Services, s)
	r.around.built = append(r.around.built, b)
}

// typed is what the service is, and the variables that Copilot sets for each.
func (b *building) typed(f field) {
	switch b.kind {
	case worker:
		b.Mapped(f, "NewEvalWorker", "")
		b.Decide(f, "the code found its queue in COPILOT_QUEUE_URI: now it is in QUEUE_URL, and may receive and delete")
	case job:
		b.Mapped(f, "ScheduledTasks", "a service without a task of its own, and a task that runs at set times")
	case requestDriven:
		b.Mapped(f, "NewService", "it ran on App Runner: now behind a load balancer, with tasks that run all the time")
	default:
		b.Mapped(f, "NewService", "")
	}
}

// together maps what means something with others only.
func (b *building) together() {
	b.sizes()
	b.cool()
	b.delay()
	b.predefined()
	switch b.kind {
	case backend:
		b.called()
	case job:
		b.service.Exposure = nil
		if b.service.Job == nil {
			b.Refuse(b.manifest.Problem("on.schedule", "when the job runs", "state it, such as rate(1 hour)"))
		}
	}
}

// called is a backend, which peers call by its name unless it has an internal load balancer.
func (b *building) called() {
	s := b.service
	switch {
	case b.manifest.Get("http").IsMap():
		s.LoadBalancer.Internal = migration.Say(true, b.manifest.Get("http").Source("http"))
		if s.Connect != nil && s.Connect.Alias == nil {
			s.Connect.Alias = migration.Say(s.Name, s.Connect.Source)
		}
	case s.Port == nil:
		s.Background = true
	case s.Connect != nil:
		s.Exposure = migration.Say(migration.ServiceConnect, s.Connect.Source)
	default:
		s.Exposure = migration.Say(migration.CloudMap, b.workload.typed)
	}
}

func (b *building) sizes() {
	value := func(i int) float64 {
		if b.size[i] == nil {
			return 0
		}
		return b.size[i].Value
	}
	if value(0) == 0 && value(1) == 0 {
		return
	}
	cpu, memory, ok := fargate.Fit(value(0), value(1))
	for i, f := range b.sized {
		switch {
		case !f.Exists() || b.size[i] == nil:
		case !ok:
			b.Decide(f, "Fargate offers no task of that size: the default was taken")
		case [2]float64{cpu, memory}[i] != b.size[i].Value:
			b.Mapped(f, "CPU, MemoryLimitMiB", "the smallest size that Fargate offers")
		default:
			b.Mapped(f, "CPU, MemoryLimitMiB", "")
		}
	}
	if ok {
		source := func(i int) migration.Source {
			if b.size[i] == nil {
				return b.sized[1-i].Source
			}
			return b.size[i].Source
		}
		b.service.CPU, b.service.MemoryMiB = migration.Say(cpu, source(0)), migration.Say(memory, source(1))
	}
}

// cool gives each metric its cooldowns, or those of all.
func (b *building) cool() {
	v := &b.service.Scaling
	used := map[string]bool{}
	pick := func(metric, way string) amount {
		for _, path := range []string{"count." + metric + ".cooldown." + way, "count.cooldown." + way} {
			if n := b.cooldowns[path]; n != nil {
				used[path] = true
				return n
			}
		}
		return nil
	}
	for metric, t := range map[string]*migration.Tracking{"cpu_percentage": v.CPU, "memory_percentage": v.Memory,
		"requests": v.Requests} {
		if t != nil {
			t.In, t.Out = pick(metric, "in"), pick(metric, "out")
		}
	}
	for path, f := range b.cooled {
		if used[path] {
			b.Mapped(f, "Scaling", "")
		} else {
			b.Dropped(f, "no metric that the service scales on has it")
		}
	}
}

// delay is how many messages may wait for each task: what one of them works off in the time that is acceptable.
func (b *building) delay() {
	latency, each := b.seconds["acceptable_latency"], b.seconds["msg_processing_time"]
	for _, key := range []string{"acceptable_latency", "msg_processing_time"} {
		f, said := b.delays[key]
		switch {
		case !said:
		case latency > 0 && each > 0 && latency >= each:
			b.Mapped(f, "Scaling.Metrics", "BacklogPerTask: messages that one task works off in the acceptable time")
			b.service.Scaling.Backlog = migration.Track(math.Floor(latency/each), f.Source)
		default:
			b.Decide(f, "acceptable_latency and msg_processing_time belong together, and one message takes less than is "+
				"acceptable: the worker scales by what waits in its queue")
		}
	}
}

// predefined are the variables that Copilot sets, as far as they are known here.
func (b *building) predefined() {
	source := b.workload.typed
	values := map[string]string{"COPILOT_APPLICATION_NAME": b.application, "COPILOT_ENVIRONMENT_NAME": b.environment,
		"COPILOT_SERVICE_NAME": b.name}
	if b.environment != "" && b.kind&onECS != 0 {
		values["COPILOT_SERVICE_DISCOVERY_ENDPOINT"] = b.domain()
	}
	for name, value := range values {
		source.Name = "environment variable " + name
		for _, c := range b.service.Containers() {
			_, plain := c.Environment[name]
			if _, secret := c.Secrets[name]; plain || secret || value == "" {
				continue
			}
			b.App.SetVariable(b.service.Name, c, name, value, source)
		}
	}
}

// domain in which Cloud Map names the services of an environment.
func (r *reading) domain() string {
	return strings.ToLower(r.environment + "." + r.application + ".local")
}

func has(list []string, text string) bool { return slices.Contains(list, text) }

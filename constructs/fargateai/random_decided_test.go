package fargateai_test

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"pgregory.net/rapid"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/cidr"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// holds is what is true of every service that the rules let pass, before anything is made of it.
func holds(t *rapid.T, d fargateai.Decided) {
	t.Helper()
	closed(t, d.Service)
	onePort(t, d)
	ordered(t, d)
	secretive(t, d.Task)
	for _, statement := range slices.Concat(d.Task.TaskPolicies, d.Task.Grants, d.Task.ExecutionGrants) {
		for _, action := range statement.Actions {
			if service, name, _ := strings.Cut(action, ":"); service == "*" || name == "" || name == "*" {
				t.Fatalf("the task role may do %q", action)
			}
		}
	}
	cpu, memory := d.Task.CPU, d.Task.MemoryLimitMiB
	if isNumber(cpu) && isNumber(memory) && !slices.Contains(fargate.Memories(*cpu), *memory) {
		t.Fatalf("Fargate offers no %g units with %g MiB", *cpu, *memory)
	}
}

// isNumber tells that a number is stated and known.
func isNumber(n *float64) bool { return n != nil && !token.IsNumber(*n) }

// closed wants no way from the internet to the tasks.
func closed(t *rapid.T, s *ecs.ServiceProps) {
	var open []netip.Prefix
	for _, in := range s.Ingress {
		if block, err := netip.ParsePrefix(in.CIDR); err == nil {
			open = append(open, block)
		}
	}
	if cidr.Worldwide(open) {
		t.Fatalf("the internet reaches the tasks: %v", open)
	}
}

// onePort wants the container's port wherever the service's port stands.
func onePort(t *rapid.T, d fargateai.Decided) {
	if d.Target == nil {
		return
	}
	want := d.Task.Containers[0].Ports[0].ContainerPort
	places := map[string]*float64{"target group": d.Target.Port}
	for _, target := range d.Service.Targets {
		if target.TargetGroupARN == token.Unknown {
			places["target"] = target.ContainerPort
		}
	}
	for _, in := range d.Service.Ingress {
		if in.Name == "load-balancer" {
			places["ingress"] = in.Port
		}
	}
	if len(places) != 3 {
		t.Fatalf("the service's port stands in %d places", len(places))
	}
	for name, port := range places {
		if port == nil || *port != *want {
			t.Fatalf("%s has another port than the container: %v", name, port)
		}
	}
}

// ordered wants timers that do not cut a stream: the load balancer waits as long as it may be silent, the application
// keeps the connection for longer, and a task that drains finishes it.
func ordered(t *rapid.T, d fargateai.Decided) {
	if d.Target == nil || d.Stream == 0 || token.IsNumber(d.Stream) || token.IsNumber(d.Silence) {
		return
	}
	const most = 4000
	if b := d.LoadBalancer; b != nil && isNumber(b.IdleTimeout) && *b.IdleTimeout < min(d.Silence, most) {
		t.Fatalf("the load balancer waits %g s for a stream that is silent for %g", *b.IdleTimeout, d.Silence)
	}
	text := d.Task.Containers[0].Environment[fargateai.KeepAliveVariable]
	if kept, err := strconv.ParseFloat(text, 64); err == nil && kept <= d.IdleTimeout {
		t.Fatalf("the application keeps connections for %g s, the load balancer for %g", kept, d.IdleTimeout)
	}
	if drain := d.Target.DeregistrationDelay; isNumber(drain) && isNumber(d.StopTimeout) && !d.Protected &&
		*drain+*d.StopTimeout < d.Stream {
		t.Fatalf("a task drains in %g s and stops in %g; streams last %g", *drain, *d.StopTimeout, d.Stream)
	}
}

// secretive wants no secret in plain sight.
func secretive(t *rapid.T, task *ecs.TaskDefinitionProps) {
	for _, c := range task.Containers {
		for name, value := range c.Environment {
			if _, secret := c.Secrets[name]; secret {
				t.Fatalf("%s is a secret and in the environment", name)
			}
			if why, found := credential.Find(name, value); found {
				t.Fatalf("%s in the environment: %s", name, why)
			}
		}
	}
}

package main

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/module"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

// variables are what a caller of the module decides.
type variables struct {
	name, image, vpc, domain, zone, healthPath, protected      string
	port, cpu, memory, least, desired, most, retention, budget *float64
	publicSubnets, taskSubnets, emails                         *[]*string
	environment, tags                                          map[string]string
	secrets                                                    map[string]secrets.Reference
}

func declare(m *module.Module) variables {
	return variables{
		name: m.Text("name", module.Variable{Example: "llm-proxy", Checks: checks(module.ServiceName()),
			Description: "Name of the service and of everything that is made for it. A change replaces most of it."}),
		image: m.Text("image", module.Variable{Example: "ghcr.io/acme/llm-proxy:v1.4.2", Checks: checks(module.Image()),
			Description: "Image to run, built for ARM64. One in ECR may lie in any account whose policy lets this one pull."}),
		vpc: m.Text("vpc_id", module.Variable{Example: "vpc-0a1b2c3d4e5f67890", Checks: checks(module.VPC()),
			Description: "VPC to run in."}),
		publicSubnets: m.List("public_subnet_ids", module.Variable{
			Example:     []string{"subnet-0a1b2c3d4e5f67890", "subnet-0b1b2c3d4e5f67890"},
			Checks:      checks(module.AtLeast(2), module.Each(module.Subnet())),
			Description: "Subnets of the load balancer in two zones, with a route to the internet gateway."}),
		taskSubnets: m.List("task_subnet_ids", module.Variable{
			Example:     []string{"subnet-0c1b2c3d4e5f67890", "subnet-0d1b2c3d4e5f67890"},
			Checks:      checks(module.AtLeast(1), module.Each(module.Subnet())),
			Description: "Subnets of the tasks, with a route to a NAT gateway or to endpoints."}),
		domain: m.Text("domain_name", module.Variable{Example: "llm.acme.dev", Checks: checks(module.DomainName()),
			Description: "Name that the service is reached by; its certificate and record are made."}),
		zone: m.Text("hosted_zone_id", module.Variable{Example: "Z0123456789ABCDEFGHIJ",
			Checks: checks(module.HostedZone()), Description: "Route 53 zone of the domain."}),

		port: m.Number("port", module.Variable{Default: 8080, Checks: checks(module.Port()),
			Description: "Port that the container listens on, on all addresses."}),
		cpu: m.Number("cpu", module.Variable{Default: 1024, Checks: checks(module.CPU()),
			Description: "CPU units of a task; 1024 are one vCPU."}),
		memory: m.Number("memory", module.Variable{Default: 2048, Checks: checks(module.WholeNumber(512, 249856, " MiB")),
			Description: "Memory of a task in MiB, out of what Fargate offers with cpu."}),
		least: m.Number("min_tasks", module.Variable{Default: 2, Checks: checks(tasks()),
			Description: "Fewest tasks that scaling leaves."}),
		desired: m.Number("desired_tasks", module.Variable{Default: 2, Checks: checks(tasks()),
			Description: "Tasks that the service is made with; scaling owns the number from then on."}),
		most: m.Number("max_tasks", module.Variable{Default: 10, Checks: checks(tasks()),
			Description: "Most tasks that scaling starts; it bounds the cost."}),
		environment: m.Map("environment", module.Variable{Default: map[string]string{},
			Checks:      checks(module.Environment()),
			Description: "Environment variables. KEEPALIVE_TIMEOUT is the module's own."}),
		secrets: m.Secrets("secrets", module.Variable{Default: map[string]string{}, Checks: checks(module.SecretARNs()),
			Description: "Environment variables whose values ECS reads when a task starts: ARNs of secrets, also with " +
				":JSON_KEY:: after them, or of parameters, encrypted with keys of AWS."}),
		healthPath: m.Text("health_check_path", module.Variable{Default: "/", Checks: checks(module.HealthPath()),
			Description: "Path that the load balancer asks. It must not call a model."}),
		retention: m.Number("log_retention_days", module.Variable{Default: 30, Checks: checks(module.LogRetention()),
			Description: "Days that log lines are kept; 0 is for ever."}),
		emails: m.List("alarm_emails", module.Variable{Default: []string{}, Checks: checks(module.Each(module.Email())),
			Description: "Addresses that hear of alarms and of the budget; each has to confirm."}),
		budget: m.Number("monthly_budget_usd", module.Variable{Default: 500,
			Checks:      checks(module.WholeNumber(1, 1000000, " USD")),
			Description: "Costs of the service in a month of which the addresses are told at 50, 80 and 100 %."}),
		protected: m.Flag("deletion_protection", module.Variable{Default: true,
			Description: "Whether the load balancer and its logs outlive a destroy. Set it to false and apply before you " +
				"destroy."}),
		tags: m.Map("tags", module.Variable{Default: map[string]string{}, Checks: checks(module.Tags()),
			Description: "Tags of everything, besides the default tags of the provider."}),
	}
}

func checks(all ...module.Check) []module.Check { return all }

// tasks: a service in production has two at least.
func tasks() module.Check { return module.WholeNumber(2, 5000, " tasks") }

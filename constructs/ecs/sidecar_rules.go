package ecs

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// sidecarProblems are the mistakes in the sidecars' own props, and what sidecars tell the application differently.
func (p *TaskDefinitionProps) sidecarProblems(ps *rules.Mistakes) {
	teller := map[string]int{}
	logging := -1
	for i, s := range p.Sidecars {
		at := rules.Index("sidecars", i)
		ps.Under(at, s.mistakes)
		positiveProblems(ps, at+".cpu", s.CPU, " CPU units")
		positiveProblems(ps, at+".memoryMiB", s.MemoryMiB, " MiB")
		if len(s.Containers) == 0 {
			ps.Break(rules.Required, at+".containers", "", "at least one container",
				"make the sidecar with ADOTCollector, CloudWatchAgent, FireLens or Datadog, or name its containers")
		}
		for _, name := range check.SortedKeys(s.Environment) {
			first, told := teller[name]
			switch {
			case !told:
				teller[name] = i
			case p.Sidecars[first].Environment[name] != s.Environment[name] && !p.stateThemselves(name):
				ps.Break(sidecarVariable, at+".environment."+name, check.Quote(s.Environment[name]),
					"the value of "+rules.Index("sidecars", first)+", "+check.Quote(p.Sidecars[first].Environment[name]),
					"leave one of the sidecars out, or state the variable in the containers' environment, which wins")
			}
		}
		switch {
		case s.Logging == nil:
		case logging >= 0:
			ps.Break(sidecarLogging, at+".logging", "a second one", "nothing",
				rules.Index("sidecars", logging)+" says already where the application logs to")
		default:
			logging = i
		}
	}
}

// stateThemselves reports whether every container of the application has the variable without a sidecar.
func (p *TaskDefinitionProps) stateThemselves(name string) bool {
	for _, c := range p.Containers {
		_, value := c.Environment[name]
		if _, secret := c.Secrets[name]; !value && !secret {
			return false
		}
	}
	return true
}

func positiveProblems(ps *rules.Mistakes, path string, n float64, unit string) {
	if !token.IsNumber(n) && !(n >= 0) { // not a number is refused, too
		ps.Break(rules.Range, path, check.Number(n)+unit, "0 or more", "")
	}
}

// firelensProblems: a task has at most one router, and needs one as soon as a container logs through it.
func (p *TaskDefinitionProps) firelensProblems(ps *rules.Mistakes) {
	router := ""
	for i, c := range p.Containers {
		at := rules.Index("containers", i)
		switch {
		case c.FirelensConfiguration == nil:
		case router != "":
			ps.Break(logRouterCount, at+".firelensConfiguration", "a second log router", "one in a task",
				router+" is one already")
		default:
			router = at
		}
	}
	for i, c := range p.Containers {
		if c.Logging == nil || c.Logging.Driver != LogDriverAWSFireLens {
			continue
		}
		at := rules.Index("containers", i) + ".logging.driver"
		if router == "" {
			ps.Break(logRouterNeeded, at, string(LogDriverAWSFireLens), "a log router in the task",
				"add the sidecar that FireLens makes")
		}
		if c.FirelensConfiguration != nil {
			ps.Break(logRouterOwnLogs, at, string(LogDriverAWSFireLens), "another log driver",
				"a router that logs through itself says nothing when it fails")
		}
	}
}

func (f FirelensConfiguration) problems() rules.Mistakes {
	var ps rules.Mistakes
	if f.Type == "" {
		ps.Break(rules.Required, "type", "", "fluentbit or fluentd", "")
	}
	check.OneOf(&ps, "type", f.Type, FirelensFluentBit, FirelensFluentd)
	kind, value := f.Options["config-file-type"], f.Options["config-file-value"]
	if kind != "" && !token.Is(kind) && kind != "file" {
		ps.Break(logRouterConfig, "options.config-file-type", check.Quote(kind), "file",
			"Fargate reads no other; put the file into the image")
	}
	if (kind == "") != (value == "") {
		ps.Break(rules.Required, "options.config-file-value",
			check.Quote(value)+" with config-file-type "+check.Quote(kind), "both or none", "")
	}
	return ps
}

var (
	namespaceForm = regexp.MustCompile(`^[A-Za-z0-9._/#-]{1,255}$`)
	logGroupForm  = regexp.MustCompile(`^[A-Za-z0-9._/#-]{1,512}$`)
)

// agentProblems are the rules that hold for every kind of sidecar.
func agentProblems(ps *rules.Mistakes, reference string, cpu, memory *float64) {
	image.Check(ps, "image", reference)
	check.WholeNumber(ps, "cpu", cpu, 1, fargate.MaxCPU, " CPU units", "")
	check.WholeNumber(ps, "memoryMiB", memory, 6, fargate.MaxMemoryMiB, " MiB", "")
}

func serviceNameProblems(ps *rules.Mistakes, name string) {
	check.Required(ps, "serviceName", name, "the name under which the service reports", "use the ECS service's name")
}

// metricProblems are those of where metrics go to. A configuration of one's own may send them elsewhere.
func metricProblems(ps *rules.Mistakes, ownConfig bool, namespace, logGroupName, logGroupARN string) {
	if !ownConfig || namespace != "" {
		namespaceProblems(ps, namespace)
	}
	if !ownConfig || logGroupName != "" || logGroupARN != "" {
		logGroupProblems(ps, logGroupName, logGroupARN)
	}
}

func namespaceProblems(ps *rules.Mistakes, namespace string) {
	switch {
	case namespace == "":
		ps.Break(rules.Required, "metricNamespace", "", "a CloudWatch namespace such as AIService", "")
	case token.Is(namespace):
	case !namespaceForm.MatchString(namespace):
		ps.Break(rules.Invalid, "metricNamespace", check.Quote(namespace), "1 to 255 letters, digits and . _ / # -", "")
	case strings.HasPrefix(namespace, "AWS/"):
		ps.Break(metricNamespace, "metricNamespace", check.Quote(namespace),
			"a namespace that does not start with AWS/", "those are AWS's own")
	}
}

func logGroupProblems(ps *rules.Mistakes, name, groupARN string) {
	const fix = "make it with logs.New"
	if name == "" {
		ps.Break(rules.Required, "logGroupName", "", "the name of a log group", fix)
	}
	if name != "" && !token.Is(name) && !logGroupForm.MatchString(name) {
		ps.Break(rules.Invalid, "logGroupName", check.Quote(name), "1 to 512 letters, digits and . _ / # -", "")
	}
	check.Required(ps, "logGroupARN", groupARN, "the ARN of the log group, which the task role may then write to", fix)
	arn.Check(ps, "logGroupARN", groupARN, "logs", "")
}

// secretProblems are those of a secret at path.
func secretProblems(ps *rules.Mistakes, path string, s Secret) {
	check.Required(ps, path+".valueFrom", s.ValueFrom, "the ARN of a secret or parameter", "")
	check.Required(ps, path+".grantARN", s.GrantARN, "the ARN that the execution role may read", "")
	arn.Check(ps, path+".kmsKeyARN", s.KMSKeyARN, "kms", "")
}

// configProblems: a configuration of one's own is stated once.
func configProblems(ps *rules.Mistakes, config *string, parameter *Secret) {
	if config != nil && parameter != nil {
		ps.Break(rules.Exclusive, "config", "a text and configParameter", "only one of them",
			"the agent reads one configuration")
	}
	if config != nil && *config == "" {
		ps.Break(rules.Required, "config", `""`, "a configuration", "leave it out for the default one")
	}
	if parameter != nil {
		secretProblems(ps, "configParameter", *parameter)
	}
}

package ecs

import (
	"path"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/litellm"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/shell"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func (c Container) healthProblems(ps *rules.Mistakes) {
	h := c.HealthCheck
	if h == nil {
		return
	}
	c.healthCommandProblems(ps, "healthCheck.command", h.Command)
	check.WholeNumber(ps, "healthCheck.interval", h.Interval, 5, 300, "s", "")
	check.WholeNumber(ps, "healthCheck.timeout", h.Timeout, 2, 60, "s", "")
	check.WholeNumber(ps, "healthCheck.retries", h.Retries, 1, 10, "", "")
	check.WholeNumber(ps, "healthCheck.startPeriod", h.StartPeriod, 0, 300, "s", "")
}

func (c Container) healthCommandProblems(ps *rules.Mistakes, at string, list *[]*string) {
	command := known(list)
	if token.IsList(list) || len(command) > 0 && token.Is(command[0]) {
		return
	}
	if len(command) < 2 || command[0] != "CMD" && command[0] != "CMD-SHELL" {
		ps.Break(rules.Invalid, at, check.Quote(strings.Join(command, " ")), "CMD or CMD-SHELL, followed by the command", "")
		return
	}
	inShell, words := command[0] == "CMD-SHELL", command[1:]
	text := strings.Join(words, " ")
	switch {
	case inShell && !shell.CanFail(text), !inShell && !shell.WordsCanFail(words):
		ps.Break(healthCheckCanFail, at, check.Quote(text), "a command that can fail",
			"with one that cannot, the circuit breaker takes every bad deployment for a good one; end it with || exit 1")
	case !inShell && slices.ContainsFunc(words, shell.IsOperator):
		ps.Break(rules.Invalid, at, check.Quote(text), "CMD-SHELL for a command with && or ||",
			"CMD runs no shell, so that they are arguments of the program")
	case inShell && strings.Contains(c.Image, "aws-otel-collector"):
		ps.Break(healthCheckShell, at, "CMD-SHELL", "CMD", "this image has no shell; use CMD, /healthcheck")
	}
	if c.runsLiteLLM() && litellm.CallsModels(text) {
		ps.Break(healthCheckModels, at, check.Quote(text), litellm.Want,
			"LiteLLM's /health calls every model, and every check would be paid for")
	}
	c.collectorHealthProblems(ps, at, words)
}

// runsLiteLLM reports whether anything of the container names LiteLLM, as an image of one's own may not.
func (c Container) runsLiteLLM() bool {
	return litellm.Named(slices.Concat([]string{c.Name, c.Image}, known(c.Command), known(c.EntryPoint)),
		slices.Concat(check.SortedKeys(c.Environment), check.SortedKeys(c.Secrets)))
}

// collectorVariable is where the AWS Distro for OpenTelemetry finds its configuration.
const collectorVariable = "AOT_CONFIG_CONTENT"

// collectorHealthProblems: a collector is asked where its configuration says that it answers.
func (c Container) collectorHealthProblems(ps *rules.Mistakes, at string, words []string) {
	text := c.Environment[collectorVariable]
	asksDefault := len(words) == 1 && path.Base(words[0]) == "healthcheck" ||
		strings.Contains(strings.Join(words, " "), collectorHealthPort)
	if text == "" || token.Is(text) || !asksDefault {
		return
	}
	if config, err := parseCollector(text); err == nil && len(config.healthChecks()) > 0 && !config.answersHealth() {
		ps.Break(collectorHealthCheck, at, "a question at port "+collectorHealthPort,
			"the port of the extension health_check", "leave out the extension's endpoint, or ask where it says")
	}
}

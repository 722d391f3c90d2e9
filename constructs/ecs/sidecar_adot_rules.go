package ecs

import (
	"net"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// collectorHealthPort is the one that the extension health_check answers at unless it is told another, and the one that
// the program /healthcheck of AWS's image asks.
const collectorHealthPort = "13133"

// collectorConfig is what rules look at in a configuration of an OpenTelemetry collector.
type collectorConfig struct {
	Extensions map[string]*struct {
		Endpoint string `yaml:"endpoint"`
	} `yaml:"extensions"`
	Service struct {
		Extensions []string       `yaml:"extensions"`
		Pipelines  map[string]any `yaml:"pipelines"`
	} `yaml:"service"`
}

func parseCollector(text string) (collectorConfig, error) {
	var config collectorConfig
	err := yaml.Unmarshal([]byte(text), &config)
	return config, err
}

// healthChecks are the extensions of health_check that run.
func (c collectorConfig) healthChecks() []string {
	return slices.DeleteFunc(slices.Clone(c.Service.Extensions), func(extension string) bool {
		return extension != "health_check" && !strings.HasPrefix(extension, "health_check/")
	})
}

// answersHealth reports whether one of them answers at the default port, or at one that is not known here.
func (c collectorConfig) answersHealth() bool {
	return slices.ContainsFunc(c.healthChecks(), func(extension string) bool {
		settings := c.Extensions[extension]
		if settings == nil || settings.Endpoint == "" || token.Is(settings.Endpoint) {
			return true
		}
		_, port, err := net.SplitHostPort(settings.Endpoint)
		return err == nil && port == collectorHealthPort
	})
}

// collectorProblems are what the collector would not start with, or ECS never call healthy.
func collectorProblems(ps *rules.Mistakes, text string) {
	config, err := parseCollector(text)
	if err != nil {
		ps.Break(rules.Invalid, "config", check.Quote(err.Error()), "YAML of a collector", "")
		return
	}
	if len(config.Service.Pipelines) == 0 {
		ps.Break(collectorPipeline, "config", "no service.pipelines", "at least one pipeline", "")
	}
	switch checks := config.healthChecks(); {
	case len(checks) == 0:
		ps.Break(collectorHealthCheck, "config", "no health_check in service.extensions", "the extension health_check",
			"the container's health check asks it")
	case !config.answersHealth():
		ps.Break(collectorHealthCheck, "config", check.Quote(config.Extensions[checks[0]].Endpoint)+" of "+checks[0],
			"port "+collectorHealthPort, "the container's health check asks there; leave the endpoint out")
	}
}

// Package litellm recognizes LiteLLM, of which the health check matters: its /health calls every model, and
// /health/liveliness and /health/readiness below it call none (https://docs.litellm.ai/docs/proxy/health).
package litellm

import (
	"regexp"
	"slices"
	"strings"
)

// HealthPath calls every model.
const HealthPath = "/health"

// Want is what a health check asks instead.
const Want = "/health/liveliness or /health/readiness"

// Named reports whether a name, such as an image or a word of a command, or a variable tells LiteLLM.
func Named(names, variables []string) bool {
	ofLiteLLM := func(name string) bool { return strings.Contains(strings.ToLower(name), "litellm") }
	return slices.ContainsFunc(names, ofLiteLLM) ||
		slices.ContainsFunc(variables, func(name string) bool { return strings.HasPrefix(name, "LITELLM_") })
}

var healthAddress = regexp.MustCompile(`(://[^/\s"']+|:[0-9]+)` + HealthPath + `/?(\?[^\s"']*)?(["'\s)]|$)`)

// CallsModels reports whether a command asks the address that calls every model.
func CallsModels(command string) bool { return healthAddress.MatchString(command) }

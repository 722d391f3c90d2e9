package scheduledtask

import (
	"encoding/json"
	"fmt"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// maxOverride is the number of characters that ECS takes as overrides, JSON included.
const maxOverride = 8192

func (p *Props) overrideProblems(ps *rules.Mistakes) {
	environmentProblems(ps, "environment", p.Environment)
	names := []string{p.ContainerName}
	for i, o := range p.OtherContainers {
		at := rules.Index("otherContainers", i)
		naming.CheckECS(ps, at+".name", o.Name, "name a container of the task definition")
		if o.Command == nil && len(o.Environment) == 0 {
			ps.Break(rules.Required, at, "neither command nor environment", "at least one of them", "")
		}
		if o.Name == p.ContainerName && o.Name != "" && !token.Is(o.Name) {
			ps.Break(rules.Unique, at+".name", check.Quote(o.Name)+" again", "a container other than containerName",
				"state command and environment beside containerName")
		}
		environmentProblems(ps, at+".environment", o.Environment)
		names = append(names, o.Name)
	}
	check.Unique(ps, "otherContainers", names[1:], "merge them into one")
	text, err := json.Marshal(p.overrides())
	if err == nil && !token.Is(string(text)) && len([]rune(string(text))) > maxOverride {
		ps.Break(overrideSize, "environment", fmt.Sprintf("overrides of %d characters", len([]rune(string(text)))),
			fmt.Sprintf("at most %d", maxOverride), "put what is large into a file that the code reads")
	}
}

func environmentProblems(ps *rules.Mistakes, path string, environment map[string]string) {
	for _, name := range check.SortedKeys(environment) {
		if name == "" {
			ps.Break(rules.Required, path, "a variable without a name", "a name", "")
		}
		if why, found := credential.Find(name, environment[name]); found {
			ps.Break(plaintextCredential, path+"."+name, why, "no credential in plain text",
				"make it a secret of the task definition")
		}
	}
}

// overrides is what Scheduler hands over to RunTask, as its input; nil where nothing is overridden.
func (p *Props) overrides() map[string]any {
	var containers []any
	for _, o := range append([]ContainerOverride{{p.ContainerName, p.Command, p.Environment}}, p.OtherContainers...) {
		override := map[string]any{"name": o.Name}
		if o.Command != nil {
			override["command"] = o.Command
		}
		var variables []any
		for _, name := range check.SortedKeys(o.Environment) {
			variables = append(variables, map[string]any{"name": name, "value": o.Environment[name]})
		}
		if len(variables) > 0 {
			override["environment"] = variables
		}
		if len(override) > 1 {
			containers = append(containers, override)
		}
	}
	if len(containers) == 0 {
		return nil
	}
	return map[string]any{"containerOverrides": containers}
}

package copilot

import (
	"path"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

// addons are templates of CloudFormation: what they make stays in Copilot's stacks, or moves by hand.
func (r *reading) addons() {
	patterns := []string{}
	for _, folder := range []string{"copilot/*/addons/", "copilot/environments/addons/",
		"copilot/environments/*/addons/"} {
		patterns = append(patterns, folder+"*.yml", folder+"*.yaml", folder+"*.json")
	}
	for _, file := range r.Glob(patterns...) {
		if strings.Contains(path.Base(file), "addons.parameters.") {
			r.App.Report(migration.Source{File: file, Name: "parameters of addons"}, migration.Dropped, "",
				"Copilot fills them in for its own stacks")
			continue
		}
		t, ok := r.Mapping(file)
		if !ok {
			continue
		}
		for _, section := range []string{"Resources", "Outputs"} {
			for _, e := range t.Get(section).Last() {
				name := "addon " + e.Key
				if kind := e.Value.Get("Type").Text(); kind != "" {
					name += " " + kind
				}
				why := "the code found the output in a variable, or a policy of it was its role's: state Environment, Secrets " +
					"or TaskPolicies"
				if section == "Resources" {
					why = resourceWhy(e.Value.Get("Type").Text())
				}
				r.App.Report(e.Value.Source(name), migration.Decision, "", why)
			}
		}
	}
}

// resourceWhy is what to do with a resource of an addon.
func resourceWhy(kind string) string {
	const stays = "it belongs to Copilot's stack, and is deleted with it: set its DeletionPolicy to Retain and deploy " +
		"that first, then "
	switch {
	case strings.HasPrefix(kind, "AWS::IAM::"):
		return "grant the service the same as TaskPolicies"
	case strings.HasPrefix(kind, "AWS::RDS::"), strings.HasPrefix(kind, "AWS::DocDB::"),
		strings.HasPrefix(kind, "AWS::ElastiCache::"):
		return stays + "let the service in with AllowTo, and hand its address and secret over"
	case strings.HasPrefix(kind, "AWS::DynamoDB::"), strings.HasPrefix(kind, "AWS::S3::"):
		return stays + "grant it as TaskPolicies, and hand its name over in Environment"
	case kind == "AWS::SecretsManager::Secret", kind == "AWS::SSM::Parameter":
		return stays + "name it in Secrets"
	case strings.HasPrefix(kind, "AWS::EC2::SecurityGroup"):
		return "open the way with AllowTo"
	}
	return stays + "make it anew in the program, or adopt it by an import block"
}

// rest are the parts of a workspace that are programs of their own.
func (r *reading) rest() {
	const patched = "it changes what Copilot generates: see the props of the service, Task.ContainerOverrides and " +
		"Terraform's AddOverride"
	for _, part := range []struct{ pattern, name, why string }{
		{"copilot/*/overrides/*", "overrides", patched},
		{"copilot/environments/overrides/*", "overrides", patched},
		{"copilot/environments/*/overrides/*", "overrides", patched},
		{"copilot/pipelines/*/*", "pipeline", "see Pipeline, and fargateai workflow for GitHub Actions"},
		{"copilot/pipeline.yml", "pipeline", "see Pipeline, and fargateai workflow for GitHub Actions"},
		{"copilot/buildspec.yml", "pipeline", "see Pipeline, and fargateai workflow for GitHub Actions"},
	} {
		for _, file := range r.Glob(part.pattern) {
			r.App.Report(migration.Source{File: file, Name: part.name}, migration.Decision, "", part.why)
		}
	}
}

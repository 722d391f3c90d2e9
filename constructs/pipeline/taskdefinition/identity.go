package taskdefinition

import (
	"encoding/json"
	"strings"
)

// identities are the members by which the elements of a list are told apart, by the name of the list. Their order means
// nothing.
var identities = map[string][]string{
	"containerDefinitions":  {"name"},
	"volumes":               {"name"},
	"tags":                  {"key"},
	"placementConstraints":  {"type", "expression"},
	"inferenceAccelerators": {"deviceName"},
	"properties":            {"name"},
	"portMappings":          {"containerPort", "containerPortRange", "protocol"},
	"environment":           {"name"},
	"mountPoints":           {"containerPath"},
	"volumesFrom":           {"sourceContainer"},
	"secrets":               {"name"},
	"dependsOn":             {"containerName"},
	"extraHosts":            {"hostname"},
	"ulimits":               {"name"},
	"secretOptions":         {"name"},
	"systemControls":        {"namespace"},
	"resourceRequirements":  {"type"},
	"devices":               {"hostPath"},
	"tmpfs":                 {"containerPath"},
}

// sets are the lists of plain values whose order means nothing.
var sets = map[string]bool{
	"requiresCompatibilities": true, "add": true, "drop": true, "permissions": true, "mountOptions": true,
	"ignoredExitCodes": true, "dockerSecurityOptions": true,
}

// identity is what an element of a list is told apart by, or "" for one that has nothing of the kind.
func identity(list string, element any) string {
	members, _ := element.(map[string]any)
	var parts []string
	for _, name := range identities[list] {
		switch v := members[name].(type) {
		case string:
			parts = append(parts, v)
		case json.Number:
			parts = append(parts, v.String())
		}
	}
	return strings.Join(parts, "/")
}

// objects are the elements of a list that are objects.
func objects(v any) []map[string]any {
	list, _ := v.([]any)
	var out []map[string]any
	for _, element := range list {
		if object, ok := element.(map[string]any); ok {
			out = append(out, object)
		}
	}
	return out
}

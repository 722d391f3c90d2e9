package taskdefinition

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// defaults are the values that are the same as none, by path: ECS fills them in, or does what it does without them.
// See https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html.
var defaults = map[string]any{
	"containerDefinitions.cpu":                                        json.Number("0"),
	"containerDefinitions.disableNetworking":                          false,
	"containerDefinitions.essential":                                  true,
	"containerDefinitions.healthCheck.interval":                       json.Number("30"),
	"containerDefinitions.healthCheck.retries":                        json.Number("3"),
	"containerDefinitions.healthCheck.startPeriod":                    json.Number("0"),
	"containerDefinitions.healthCheck.timeout":                        json.Number("5"),
	"containerDefinitions.hostname":                                   "",
	"containerDefinitions.interactive":                                false,
	"containerDefinitions.linuxParameters.initProcessEnabled":         false,
	"containerDefinitions.linuxParameters.sharedMemorySize":           json.Number("0"),
	"containerDefinitions.memory":                                     json.Number("0"),
	"containerDefinitions.memoryReservation":                          json.Number("0"),
	"containerDefinitions.mountPoints.readOnly":                       false,
	"containerDefinitions.portMappings.hostPort":                      json.Number("0"),
	"containerDefinitions.portMappings.protocol":                      "tcp",
	"containerDefinitions.privileged":                                 false,
	"containerDefinitions.pseudoTerminal":                             false,
	"containerDefinitions.readonlyRootFilesystem":                     false,
	"containerDefinitions.repositoryCredentials.credentialsParameter": "",
	"containerDefinitions.restartPolicy.restartAttemptPeriod":         json.Number("300"),
	"containerDefinitions.user":                                       "",
	"containerDefinitions.versionConsistency":                         "enabled",
	"containerDefinitions.volumesFrom.readOnly":                       false,
	"containerDefinitions.workingDirectory":                           "",
	"enableFaultInjection":                                            false,
	"networkMode":                                                     "bridge",
	"proxyConfiguration.type":                                         "APPMESH",
	"runtimePlatform.cpuArchitecture":                                 "X86_64",
	"runtimePlatform.operatingSystemFamily":                           "LINUX",
	"volumes.configuredAtLaunch":                                      false,
	"volumes.dockerVolumeConfiguration.autoprovision":                 false,
	"volumes.dockerVolumeConfiguration.driver":                        "local",
	"volumes.dockerVolumeConfiguration.scope":                         "task",
	"volumes.efsVolumeConfiguration.authorizationConfig.iam":          "DISABLED",
	"volumes.efsVolumeConfiguration.rootDirectory":                    "/",
	"volumes.efsVolumeConfiguration.transitEncryption":                "DISABLED",
	"volumes.efsVolumeConfiguration.transitEncryptionPort":            json.Number("0"),
}

// keyed is a list whose order means nothing, by the identity of its elements.
type keyed map[string]any

// normal is a value without what does not matter; nil where nothing is left.
func normal(path string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, member := range v {
			inner := rules.Join(path, name)
			if member = normal(inner, member); member == nil {
				continue
			}
			if fallback, ok := defaults[inner]; ok && fallback == member {
				continue
			}
			out[name] = member
		}
		if len(out) == 0 {
			return nil
		}
		return out
	case []any:
		return normalList(path, v)
	}
	return v
}

func normalList(path string, list []any) any {
	name := path[strings.LastIndexByte(path, '.')+1:]
	if len(list) == 0 {
		return nil
	}
	if identities[name] == nil {
		out := make([]any, len(list))
		for i, element := range list {
			out[i] = normal(path, element)
		}
		if sets[name] {
			slices.SortFunc(out, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		}
		return out
	}
	out := keyed{}
	for i, element := range list {
		if element = normal(path, element); element == nil {
			continue
		}
		key := identity(name, element)
		if key == "" {
			key = fmt.Sprint(i)
		}
		for unique, n := key, 2; out[key] != nil; n++ {
			key = fmt.Sprintf("%s (%d)", unique, n)
		}
		out[key] = element
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// normalized is the input of a definition without what does not matter.
func (d Definition) normalized() map[string]any {
	out, _ := normal("", d.input).(map[string]any)
	for _, size := range []string{"cpu", "memory"} {
		if text, ok := out[size].(string); ok {
			out[size] = units(text)
		}
	}
	mode := out["networkMode"]
	containers, _ := out["containerDefinitions"].(keyed)
	for _, c := range containers {
		container, _ := c.(map[string]any)
		ports, _ := container["portMappings"].(keyed)
		for _, p := range ports {
			// ECS fills the port of the host in, which is that of the container where both share a network.
			if port, ok := p.(map[string]any); ok && (mode == "awsvpc" || mode == "host") &&
				reflect.DeepEqual(port["hostPort"], port["containerPort"]) {
				delete(port, "hostPort")
			}
		}
	}
	return out
}

var inUnits = regexp.MustCompile(`(?i)^([0-9.]+) *(vcpu|gb)$`)

// units is "0.5 vCPU" or "2 GB" as ECS keeps it, in CPU units or MiB.
func units(text string) string {
	match := inUnits.FindStringSubmatch(text)
	if match == nil {
		return text
	}
	n, err := strconv.ParseFloat(match[1], 64)
	if err != nil {
		return text
	}
	return strconv.FormatFloat(n*1024, 'f', -1, 64)
}

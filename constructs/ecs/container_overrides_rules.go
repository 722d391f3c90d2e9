package ecs

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// containerAttributes are those that ECS's API has; true marks what Fargate takes.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
var containerAttributes = map[string]bool{
	"command": true, "cpu": true, "credentialSpecs": true, "dependsOn": true, "dockerLabels": true, "entryPoint": true,
	"environment": true, "environmentFiles": true, "essential": true, "firelensConfiguration": true,
	"healthCheck": true, "image": true, "interactive": true, "linuxParameters": true, "logConfiguration": true,
	"memory": true, "memoryReservation": true, "mountPoints": true, "portMappings": true, "pseudoTerminal": true,
	"readonlyRootFilesystem": true, "repositoryCredentials": true, "restartPolicy": true, "secrets": true,
	"startTimeout": true, "stopTimeout": true, "systemControls": true, "ulimits": true, "user": true,
	"versionConsistency": true, "volumesFrom": true, "workingDirectory": true,

	"disableNetworking": false, "dnsSearchDomains": false, "dnsServers": false, "dockerSecurityOptions": false,
	"extraHosts": false, "hostname": false, "links": false, "privileged": false, "resourceRequirements": false,
}

// linuxParametersOfFargate are those of linuxParameters that it takes.
var linuxParametersOfFargate = []string{"capabilities", "initProcessEnabled", "tmpfs"}

func (p *TaskDefinitionProps) overrideProblems(ps *rules.Mistakes) {
	names := map[string]Container{}
	for _, c := range p.Containers {
		names[c.Name] = c
	}
	for _, name := range check.SortedKeys(p.ContainerOverrides) {
		at := rules.Join("containerOverrides", name)
		container, exists := names[name]
		if !exists {
			ps.Break(overrideContainer, at, check.Quote(name),
				"the name of a container of the task: "+check.Words(check.SortedKeys(names)), "")
		}
		values, err := plain(p.ContainerOverrides[name])
		if err != nil {
			ps.Break(rules.Invalid, at, check.Quote(err.Error()),
				"maps, lists, strings, numbers and booleans, as JSON knows them", "")
			continue
		}
		for _, attribute := range check.SortedKeys(values) {
			container.overriddenProblems(ps, rules.Join(at, attribute), attribute, values[attribute])
		}
	}
}

// overriddenProblems judge one attribute as the prop of its meaning is judged.
func (c Container) overriddenProblems(ps *rules.Mistakes, at, attribute string, value any) {
	fargate, known := containerAttributes[attribute]
	switch {
	case attribute == "name":
		ps.Break(overrideContainer, at, "a name", "nothing", "the container's name is stated where it is")
	case !known:
		ps.Break(rules.Invalid, at, check.Quote(attribute), "an attribute of a container in ECS's API, such as user",
			"write it as the API does: readonlyRootFilesystem")
	case !fargate && value != false && value != nil:
		ps.Break(overrideFargate, at, check.Quote(attribute), "nothing", "Fargate refuses it")
	}
	switch attribute {
	case "user":
		if text, ok := value.(string); ok {
			rootProblems(ps, at, text, c.mayBeRoot())
		}
	case "image":
		if text, ok := value.(string); ok {
			image.Check(ps, at, text)
		}
	case "healthCheck":
		if h, ok := value.(map[string]any); ok && h["command"] != nil {
			command := texts(h["command"])
			c.healthCommandProblems(ps, rules.Join(at, "command"), &command)
		}
	case "linuxParameters":
		linuxProblems(ps, at, value)
	}
	credentialProblems(ps, at, "", value)
}

func linuxProblems(ps *rules.Mistakes, at string, value any) {
	parameters, _ := value.(map[string]any)
	for _, name := range check.SortedKeys(parameters) {
		if !slices.Contains(linuxParametersOfFargate, name) {
			ps.Break(overrideFargate, rules.Join(at, name), check.Quote(name), check.Words(linuxParametersOfFargate),
				"Fargate refuses it")
		}
	}
	capabilities, _ := parameters["capabilities"].(map[string]any)
	added, _ := capabilities["add"].([]any)
	for i, capability := range added {
		if capability != "SYS_PTRACE" {
			name, _ := capability.(string)
			ps.Break(overrideFargate, rules.Index(rules.Join(at, "capabilities.add"), i), check.Quote(name), "SYS_PTRACE",
				"Fargate lets no other capability be added")
		}
	}
}

// credentialProblems look into every text, of which those of variables are judged by their names, too.
func credentialProblems(ps *rules.Mistakes, at, name string, value any) {
	switch v := value.(type) {
	case string:
		if why, found := credential.Find(name, v); found {
			ps.Break(plaintextCredential, at, why, "no credential in plain text", "move it to secrets")
		}
	case []any:
		for i, x := range v {
			credentialProblems(ps, rules.Index(at, i), "", x)
		}
	case map[string]any:
		variable, _ := v["name"].(string)
		for _, key := range check.SortedKeys(v) {
			of := ""
			if key == "value" {
				of = variable
			}
			credentialProblems(ps, rules.Join(at, key), of, v[key])
		}
	}
}

// texts is a list of JSON as a prop has it.
func texts(value any) []*string {
	list, _ := value.([]any)
	out := make([]*string, len(list))
	for i, x := range list {
		text, _ := x.(string)
		out[i] = &text
	}
	return out
}

// mayBeRoot are a log router, which ECS runs as no other user, and what the task goes on without, such as a container
// that prepares a directory and ends.
func (c Container) mayBeRoot() bool { return c.FirelensConfiguration != nil || !c.essential() }

func rootProblems(ps *rules.Mistakes, at, user string, allowed bool) {
	name, _, _ := strings.Cut(user, ":")
	if !allowed && !token.Is(user) && (name == "root" || name == "0") {
		ps.Break(rootUser, at, check.Quote(user), "a user of the image other than root",
			"give directories that it writes to an owner: Tmpfs, or VOLUME after chown in the image")
	}
}

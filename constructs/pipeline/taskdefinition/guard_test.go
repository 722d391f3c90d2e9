package taskdefinition

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// described is a service's newest revision, as aws ecs describe-task-definition has it.
const described = `{"taskDefinitionArn": "arn:aws:ecs:eu-west-1:210987654321:task-definition/desk:7", "revision": 7,
	"status": "ACTIVE", "tags": [{"key": "Service", "value": "desk"}, {"key": "team", "value": "ai"}],
	"compatibilities": ["EC2", "FARGATE"], "registeredBy": "r", "registeredAt": "2026-01-01",
	"requiresAttributes": [{"name": "ecs.capability.task-eni"}],
	"family": "desk", "taskRoleArn": "arn:task", "executionRoleArn": "arn:execution", "networkMode": "awsvpc",
	"requiresCompatibilities": ["FARGATE"], "cpu": "512", "memory": "1024", "placementConstraints": [],
	"runtimePlatform": {"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"},
	"volumes": [{"name": "scratch", "host": {}}],
	"containerDefinitions": [
		{"name": "desk", "image": "r@sha256:1", "cpu": 0, "essential": true, "user": "1000",
			"portMappings": [{"containerPort": 8080, "hostPort": 8080, "protocol": "tcp"}],
			"environment": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}],
			"secrets": [{"name": "KEY", "valueFrom": "arn:secret"}], "mountPoints": [{"sourceVolume": "scratch",
				"containerPath": "/tmp", "readOnly": false}], "volumesFrom": [], "systemControls": [],
			"readonlyRootFilesystem": true, "linuxParameters": {"initProcessEnabled": true},
			"healthCheck": {"command": ["CMD", "x"], "interval": 30, "timeout": 5, "retries": 3},
			"logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/desk"}}},
		{"name": "otel", "image": "otel:1", "essential": false, "cpu": 0, "portMappings": [], "environment": [],
			"mountPoints": [], "volumesFrom": [], "systemControls": []}]}`

// versioned is the file of the same.
const versioned = `{"family": "desk", "taskRoleArn": "arn:task", "executionRoleArn": "arn:execution",
	"networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "512", "memory": "1024",
	"runtimePlatform": {"cpuArchitecture": "ARM64"}, "volumes": [{"name": "scratch"}],
	"tags": [{"value": "ai", "key": "team"}, {"key": "Service", "value": "desk"}],
	"containerDefinitions": [
		{"name": "otel", "image": "otel:1", "essential": false},
		{"name": "desk", "image": "r", "user": "1000", "portMappings": [{"containerPort": 8080}],
			"environment": [{"name": "B", "value": "2"}, {"name": "A", "value": "1"}],
			"secrets": [{"name": "KEY", "valueFrom": "arn:secret"}],
			"mountPoints": [{"sourceVolume": "scratch", "containerPath": "/tmp"}],
			"readonlyRootFilesystem": true, "linuxParameters": {"initProcessEnabled": true},
			"healthCheck": {"command": ["CMD", "x"]},
			"logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/desk"}}}]}`

// What the program of a workflow and the comparison here tell of the same two must be the same: whether there is
// something to tell.
func TestGuard(t *testing.T) {
	for _, test := range []struct {
		name, from, to string // a change of the file
		free           string // a JSON list
		want           string // what the program tells
	}{
		{"the same", "", "", `[]`, ""},
		{"another image", `"image": "r"`, `"image": "s@sha256:2"`, `[]`, ""},
		{"a free environment", `"value": "2"}`, `"value": "3"}, {"name": "C", "value": "x"}`, `["environment"]`, ""},
		{"a free size", `"cpu": "512"`, `"cpu": "1024"`, `["cpu"]`, ""},
		{"a free command", `"user": "1000"`, `"user": "1000", "command": ["a"]`, `["command", "environment"]`, ""},

		{"an environment that is not", `"value": "2"}`, `"value": "3"}`, `[]`, "desk.environment"},
		{"another size", `"memory": "1024"`, `"memory": "122880"`, `["environment"]`, "memory"},
		{"another command", `"user": "1000"`, `"user": "1000", "command": ["sh"]`, `["environment"]`, "desk.command"},
		{"another family", `"family": "desk"`, `"family": "billing"`, `["environment"]`, "family"},
		{"another task role", `"taskRoleArn": "arn:task"`, `"taskRoleArn": "arn:admin"`, `[]`, "taskRoleArn"},
		{"no task role", `"taskRoleArn": "arn:task", `, ``, `[]`, "taskRoleArn"},
		{"another execution role", `"arn:execution"`, `"arn:task"`, `[]`, "executionRoleArn"},
		{"one more container", `{"name": "otel"`, `{"name": "miner", "image": "x", "essential": false}, {"name": "otel"`,
			`["environment"]`, "containers miner.essential miner.image miner.name"},
		{"one container less", `{"name": "otel", "image": "otel:1", "essential": false},`, ``, `[]`,
			"containers otel.essential otel.image otel.name"},
		{"a container twice", `{"name": "otel"`, `{"name": "desk", "image": "x", "essential": false}, {"name": "otel"`,
			`[]`, "containers desk.essential"},
		{"another sidecar", `"image": "otel:1"`, `"image": "evil:1"`, `[]`, "otel.image"},
		{"a privileged container", `"user": "1000"`, `"user": "1000", "privileged": true`, `[]`, "desk.privileged"},
		{"another user", `"user": "1000"`, `"user": "0"`, `[]`, "desk.user"},
		{"no user", `"user": "1000", `, ``, `[]`, "desk.user"},
		{"capabilities", `{"initProcessEnabled": true}`,
			`{"initProcessEnabled": true, "capabilities": {"add": ["SYS_PTRACE"]}}`, `[]`, "desk.linuxParameters"},
		{"a file system to write", `"readonlyRootFilesystem": true`, `"readonlyRootFilesystem": false`, `[]`,
			"desk.readonlyRootFilesystem"},
		{"a volume of the host", `{"name": "scratch"}`, `{"name": "scratch", "host": {"sourcePath": "/"}}`, `[]`,
			"volumes"},
		{"a file system of others", `{"name": "scratch"}`, `{"name": "scratch"}, {"name": "e", ` +
			`"efsVolumeConfiguration": {"fileSystemId": "fs-1"}}`, `["environment"]`, "volumes"},
		{"another mount", `"containerPath": "/tmp"`, `"containerPath": "/etc"`, `[]`, "desk.mountPoints"},
		{"the host's network", `"awsvpc"`, `"host"`, `[]`, "networkMode"},
		{"the host's processes", `"networkMode"`, `"pidMode": "host", "networkMode"`, `[]`, "pidMode"},
		{"the host's memory", `"networkMode"`, `"ipcMode": "host", "networkMode"`, `[]`, "ipcMode"},
		{"another log group", `/ecs/desk`, `/ecs/billing`, `[]`, "desk.logConfiguration"},
		{"logs elsewhere", `"logDriver": "awslogs"`, `"logDriver": "splunk"`, `[]`, "desk.logConfiguration"},
		{"one more secret", `"valueFrom": "arn:secret"}`, `"valueFrom": "arn:secret"}, {"name": "X", ` +
			`"valueFrom": "arn:other"}`, `["environment"]`, "desk.secrets"},
		{"another secret", `arn:secret`, `arn:other`, `["environment"]`, "desk.secrets"},
		{"a sidecar's secret", `"essential": false}`, `"essential": false, "secrets": [{"name": "K", "valueFrom": "s"}]}`,
			`["environment"]`, "otel.secrets"},
		{"environment from a file", `"user": "1000"`,
			`"user": "1000", "environmentFiles": [{"type": "s3", "value": "arn:aws:s3:::x/y"}]`, `["environment"]`,
			"desk.environmentFiles"},
		{"another registry's key", `"user": "1000"`,
			`"user": "1000", "repositoryCredentials": {"credentialsParameter": "arn:secret"}`, `[]`,
			"desk.repositoryCredentials"},
		{"a proxy before it", `"networkMode"`, `"proxyConfiguration": {"containerName": "otel"}, "networkMode"`, `[]`,
			"proxyConfiguration"},
		{"another tag", `"value": "ai", "key": "team"`, `"value": "billing", "key": "team"`, `["environment"]`, "tags"},
		{"one more tag", `"tags": [`, `"tags": [{"key": "admin", "value": "true"}, `, `["environment"]`, "tags"},
		{"no tags", `"tags": [{"value": "ai", "key": "team"}, {"key": "Service", "value": "desk"}],`, ``, `[]`, "tags"},
		{"the port of the host", `{"containerPort": 8080}`, `{"containerPort": 8080, "hostPort": 8080}`, `[]`, ""},
		{"another port of the host", `{"containerPort": 8080}`, `{"containerPort": 8080, "hostPort": 80}`, `[]`,
			"desk.portMappings"},
		{"another port", `{"containerPort": 8080}`, `{"containerPort": 8080}, {"containerPort": 22}`, `[]`,
			"desk.portMappings"},
		{"EC2", `["FARGATE"]`, `["EC2"]`, `[]`, "requiresCompatibilities"},
		{"faults", `"networkMode"`, `"enableFaultInjection": true, "networkMode"`, `[]`, "enableFaultInjection"},
		{"a member that nobody knows yet", `"networkMode"`, `"newPower": {"a": 1}, "networkMode"`, `[]`, "newPower"},
		{"a health check that says nothing", `["CMD", "x"]`, `["CMD", "true"]`, `[]`, "desk.healthCheck"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.from != "" && strings.Count(versioned, test.from) == 0 {
				t.Fatalf("the file has no %s", test.from)
			}
			file := strings.Replace(versioned, test.from, test.to, 1)
			if got := guarded(t, file, test.free); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			var names []string
			for _, name := range Free() {
				if strings.Contains(test.free, `"`+name+`"`) {
					names = append(names, name)
				}
			}
			differences, err := Diff(parsed(t, file), parsed(t, described),
				DiffOptions{Rendered: []string{"desk"}, Free: names})
			if err != nil || (len(differences) > 0) != (test.want != "") {
				t.Errorf("the comparison tells %v, %v", differences, err)
			}
		})
	}
	// A member of the task must not stand for one of a container.
	if got := guarded(t, `{"desk.user": "1000", "containers": ["desk", "otel"], `+
		strings.Replace(versioned, `"user": "1000", `, ``, 1)[1:], `[]`); got !=
		"containers of the task desk.user desk.user of the task" {
		t.Errorf("got %q for members of a container beside it", got)
	}
	from := func(old, replacement string) string { return strings.Replace(versioned, old, replacement, 1) }
	for name, file := range map[string]string{
		"two":                            versioned + versioned,
		"none":                           ``,
		"a list":                         `[` + versioned + `]`,
		"containers by name":             `{"family": "desk", "containerDefinitions": {"a": {"name": "desk", "image": "r"}}}`,
		"a container that is nothing":    from(`{"name": "otel"`, `null, {"name": "otel"`),
		"a container that says nothing":  from(`{"name": "otel"`, `{}, {"name": "otel"`),
		"a container whose name is none": from(`{"name": "otel"`, `{"name": ["desk"]}, {"name": "otel"`),
	} {
		if got := guarded(t, file, `[]`); got != "one task definition is wanted" {
			t.Errorf("got %q for %s", got, name)
		}
	}
}

// guarded is what the program tells, on one line.
func guarded(t *testing.T, file, free string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"file": file, "known": described} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command("jq", "-rn", "--arg", "container", "desk", "--argjson", "free", free,
		"--slurpfile", "file", filepath.Join(dir, "file"), "--slurpfile", "known", filepath.Join(dir, "known"),
		Guard()).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return strings.Join(strings.Split(strings.TrimSpace(string(out)), "\n"), " ")
}

// A shell quotes the program with single quotes, and no value is printed.
func TestGuardQuotes(t *testing.T) {
	if strings.Contains(Guard(), "'") || strings.Contains(Guard(), "DEFAULTS") {
		t.Error(Guard())
	}
	if strings.Contains(strings.Join(Free(), " "), "Role") {
		t.Error("a role is free")
	}
}

package taskdefinition

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// container is a task definition with one container of these members.
func container(members string) string {
	return `{"family": "f", "networkMode": "awsvpc", "containerDefinitions": [{"name": "app", "image": "i"` + members +
		`}]}`
}

func TestNoDifference(t *testing.T) {
	for _, test := range []struct{ name, a, b string }{
		{"types", `{"family": "f", "cpu": 256, "containerDefinitions": [{"name": "a", "cpu": "10", "essential": "false"}]}`,
			`{"family": "f", "cpu": "256", "containerDefinitions": [{"name": "a", "cpu": 10, "essential": false}]}`},
		{"units", `{"family": "f", "cpu": "0.5 vCPU", "memory": "2GB", "containerDefinitions": [{"name": "a"}]}`,
			`{"family": "f", "cpu": "512", "memory": "2048", "containerDefinitions": [{"name": "a"}]}`},
		{"what ECS fills in", container(
			`, "portMappings": [{"containerPort": 80}], "healthCheck": {"command": ["CMD", "x"]}`,
		),
			container(`, "cpu": 0, "essential": true, "environment": [], "mountPoints": [], "volumesFrom": [],
				"systemControls": [], "linuxParameters": {"capabilities": {"add": []}},
				"portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp"}],
					"healthCheck": {"command": ["CMD", "x"], "interval": 30, "timeout": 5, "retries": 3}`)},
		{"order", container(`, "environment": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}],
			"secrets": [{"name": "S", "valueFrom": "s"}, {"name": "T", "valueFrom": "t"}],
				"portMappings": [{"containerPort": 53, "protocol": "udp"}, {"containerPort": 53}],
					"linuxParameters": {"capabilities": {"drop": ["A", "B"]}}`),
			container(`, "environment": [{"name": "B", "value": "2"}, {"name": "A", "value": "1"}],
				"secrets": [{"name": "T", "valueFrom": "t"}, {"name": "S", "valueFrom": "s"}],
				"portMappings": [{"containerPort": 53, "protocol": "tcp"}, {"containerPort": 53, "protocol": "udp"}],
					"linuxParameters": {"capabilities": {"drop": ["B", "A"]}}`)},
		{"order of containers, volumes, tags", `{"family": "f", "requiresCompatibilities": ["EC2", "FARGATE"],
			"volumes": [{"name": "v"}, {"name": "w", "host": {}}],
				"tags": [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}],
					"containerDefinitions": [{"name": "a"}, {"name": "b"}]}`,
			`{"family": "f", "requiresCompatibilities": ["FARGATE", "EC2"], "volumes": [{"name": "w"},
				{"name": "v", "configuredAtLaunch": false}],
				"tags": [{"key": "b", "value": "2"}, {"key": "a", "value": "1"}],
					"containerDefinitions": [{"name": "b"}, {"name": "a"}]}`},
		{"null", container(`, "user": null`), container(``)},
		{"a volume of EFS", `{"family": "f", "containerDefinitions": [{"name": "a"}], ` +
			`"volumes": [{"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs"}}]}`,
			`{"family": "f", "containerDefinitions": [{"name": "a"}], "volumes": [{"name": "v", ` +
				`"efsVolumeConfiguration": {"fileSystemId": "fs", "rootDirectory": "/", "transitEncryption": "DISABLED"}}]}`},
		{"a platform that is the default",
			`{"family": "f", "containerDefinitions": [{"name": "a"}], "runtimePlatform": {"cpuArchitecture": "X86_64", ` +
				`"operatingSystemFamily": "LINUX"}}`,
			`{"family": "f", "containerDefinitions": [{"name": "a"}]}`},
		{"tags of a description without them",
			`{"taskDefinition": {"taskDefinitionArn": "arn", "family": "f", "containerDefinitions": [{"name": "a"}]}}`,
			`{"family": "f", "tags": [{"key": "k", "value": "v"}], "containerDefinitions": [{"name": "a"}]}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			same(t, parsed(t, test.a), parsed(t, test.b))
			same(t, parsed(t, test.b), parsed(t, test.a))
		})
	}
}

func TestDiff(t *testing.T) {
	for _, test := range []struct {
		name, file, terraform string
		want                  []string // path: file | terraform
	}{
		{"values", container(
			`, "environment": [{"name": "A", "value": ""}, {"name": "B", "value": "2"}], "command": ["a", "b"], ` +
				`"essential": false`,
		),
			container(`, "environment": [{"name": "B", "value": "3"}, {"name": "C", "value": "4"}], "command": ["b", "a"]`),
			[]string{`containerDefinitions[app].command: ["a","b"] | ["b","a"]`,
				`containerDefinitions[app].environment[A]: {"name":"A","value":"(not shown)"} | `,
				`containerDefinitions[app].environment[B].value: (a value, not shown) | (another value, not shown)`,
				`containerDefinitions[app].environment[C]:  | {"name":"C","value":"(not shown)"}`,
				`containerDefinitions[app].essential: false | `}},
		{"a list that one side lacks",
			container(`, "secrets": [{"name": "S", "valueFrom": "s"}, {"name": "T", "valueFrom": "t"}]`), container(``),
			[]string{`containerDefinitions[app].secrets[S]: {"name":"S","valueFrom":"s"} | `,
				`containerDefinitions[app].secrets[T]: {"name":"T","valueFrom":"t"} | `}},
		{"a container more", `{"family": "f", "containerDefinitions": [{"name": "app"}]}`,
			`{"family": "f", "containerDefinitions": [{"name": "otel", "image": "o", "essential": false, ` +
				`"environment": [{"name": "A", "value": "1"}]}, {"name": "app"}]}`,
			[]string{
				`containerDefinitions[otel]:  | {"environment":[{"name":"A","value":"(not shown)"}],"essential":false,` +
					`"image":"o","name":"otel"}`,
			}},
		{"protocol", container(`, "portMappings": [{"containerPort": 53, "protocol": "udp"}]`),
			container(`, "portMappings": [{"containerPort": 53}]`),
			[]string{`containerDefinitions[app].portMappings[53]:  | {"containerPort":53}`,
				`containerDefinitions[app].portMappings[53/udp]: {"containerPort":53,"protocol":"udp"} | `}},
		{"host port", `{"family": "f", "containerDefinitions": [{"name": "app", ` +
			`"portMappings": [{"containerPort": 80, "hostPort": 80}]}]}`,
			`{"family": "f", "containerDefinitions": [{"name": "app", "portMappings": [{"containerPort": 80}]}]}`,
			[]string{`containerDefinitions[app].portMappings[80].hostPort: 80 | `}},
		{"a name twice", container(`, "environment": [{"name": "A", "value": "1"}, {"name": "A", "value": "2"}]`),
			container(`, "environment": [{"name": "A", "value": "1"}]`),
			[]string{`containerDefinitions[app].environment[A (2)]: {"name":"A","value":"(not shown)"} | `}},
		{"top", `{"family": "f", "cpu": "256", "tags": [{"key": "k", "value": "v"}], ` +
			`"containerDefinitions": [{"name": "a"}], "newer": true}`,
			`{"family": "g", "taskRoleArn": "r", "tags": [{"key": "k", "value": "w"}], "containerDefinitions": [{"name": "a"}]}`,
			[]string{`cpu: "256" | `, `family: "f" | "g"`, `newer: true | `, `tags[k].value: "v" | "w"`, `taskRoleArn:  | "r"`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			differences, err := Diff(parsed(t, test.file), parsed(t, test.terraform), DiffOptions{})
			var got []string
			for _, d := range differences {
				got = append(got, fmt.Sprintf("%s: %s | %s", d.Path, d.File, d.Terraform))
			}
			if err != nil || !slices.Equal(got, test.want) {
				t.Errorf("got %v and\n%s, want\n%s", err, strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

func TestDiffOfImages(t *testing.T) {
	images := func(family, app, sidecar string) Definition {
		return parsed(t, fmt.Sprintf(`{"family": %q, "containerDefinitions": [{"name": "init", "image": "same",
			"essential": false}, {"name": "proxy", "image": %q},
			{"name": "app", "image": %q}]}`, family, sidecar, app))
	}
	for _, test := range []struct {
		family  string
		options DiffOptions
		want    string
	}{
		{"app", DiffOptions{}, "[proxy]"},
		{"f", DiffOptions{}, "[app]"}, // the first essential one is the proxy
		{"f", DiffOptions{Rendered: []string{"app"}}, "[proxy]"},
		{"f", DiffOptions{Rendered: []string{"app", "proxy"}}, ""},
		{"app", DiffOptions{Images: true}, "[app][proxy]"},
	} {
		differences, err := Diff(images(test.family, "a:1", "p:1"), images(test.family, "a:2", "p:2"), test.options)
		var got strings.Builder
		for _, d := range differences {
			got.WriteString(strings.TrimSuffix(strings.TrimPrefix(d.Path, "containerDefinitions"), ".image"))
		}
		if err != nil || got.String() != test.want {
			t.Errorf("%s, %v: got %s, %v, want %s", test.family, test.options, got.String(), err, test.want)
		}
	}
	if app := parsed(t, `{"family": "f", "containerDefinitions": [{"name": "x", "essential": false}]}`).App(); app != "x" {
		t.Errorf("got %s", app)
	}
}

// An image that is not compared need not be known.
func TestDiffOfAnUnknownImage(t *testing.T) {
	all, err := FromStack([]byte(`{"resource": {"aws_ecs_task_definition": {"t": {"family": "f",
		"container_definitions": "${jsonencode([{\"name\" = \"app\", ` +
		`\"image\" = aws_ecr_repository.r.repository_url}])}"}}}}`))
	stack := only(t, all, err)
	file := parsed(t, `{"family": "f", "containerDefinitions": [{"name": "app", "image": "i"}]}`)
	if differences, err := Diff(file, stack, DiffOptions{}); err != nil || len(differences) > 0 {
		t.Errorf("got %v, %v", differences, err)
	}
	for _, options := range []DiffOptions{{Images: true}, {Rendered: []string{"other"}}} {
		if _, err := Diff(file, stack, options); err == nil ||
			!strings.Contains(err.Error(), "containerDefinitions[app].image: got aws_ecr_repository.r.repository_url") {
			t.Errorf("%v: got %v", options, err)
		}
	}
}

// An output tells about tags only when it has them.
func TestDiffOfOutputs(t *testing.T) {
	all, err :=
		FromOutputs(
			[]byte(
				`{"x_task_definition": {"type": "string", "value": "{\"family\": \"f\", ` +
					`\"containerDefinitions\": [{\"name\": \"a\"}]}"}}`,
			),
		)
	output := only(t, all, err)
	if output.Address != "output.x_task_definition" {
		t.Errorf("got %s", output.Address)
	}
	same(t, parsed(t, `{"family": "f", "tags": [{"key": "k", "value": "v"}], "containerDefinitions": [{"name": "a"}]}`),
		output)
}

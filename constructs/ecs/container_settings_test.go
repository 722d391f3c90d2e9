package ecs

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func caseOf(name string, change func(*Container), want ...string) checktest.Case[TaskDefinitionProps] {
	return checktest.Case[TaskDefinitionProps]{Name: name, Want: want,
		Change: func(p *TaskDefinitionProps) { change(&p.Containers[0]) }}
}

func judgeTasks(t *testing.T, cases ...checktest.Case[TaskDefinitionProps]) {
	t.Helper()
	checktest.Run(t, validTask, func(p *TaskDefinitionProps) error { return p.Validate() }, cases)
}

func TestDirectories(t *testing.T) {
	number := jsii.Number[float64]
	tmpfs := func(list ...Tmpfs) func(*Container) { return func(c *Container) { c.Tmpfs = list } }
	mounted := func(paths ...string) func(*TaskDefinitionProps) {
		return func(p *TaskDefinitionProps) {
			p.Volumes = []Volume{{Name: "data", EFS: &EFSVolume{FileSystemID: "fs-0123abcd"}}}
			for _, path := range paths {
				p.Containers[0].Mounts = append(p.Containers[0].Mounts, Mount{VolumeName: "data", ContainerPath: path})
			}
		}
	}
	const at = "containers[0].tmpfs[0]"
	judgeTasks(t,
		caseOf("memory", tmpfs(Tmpfs{ContainerPath: "/cache", SizeMiB: number(64)})),
		caseOf("owner and mode", tmpfs(Tmpfs{ContainerPath: "/cache", SizeMiB: number(1), UserID: number(1000),
			GroupID: number(0), Mode: "0700", Executable: jsii.Bool(true)})),
		caseOf("nothing said", tmpfs(Tmpfs{}), at+".containerPath required", at+".sizeMiB required"),
		caseOf("no number, no mode", tmpfs(Tmpfs{ContainerPath: "cache", SizeMiB: number(0), UserID: number(-1),
			GroupID: number(1.5), Mode: "rwx"}),
			at+".containerPath invalid", at+".sizeMiB range", at+".userID range", at+".groupID range", at+".mode invalid"),
		caseOf("an owner by reference", tmpfs(Tmpfs{ContainerPath: "/a", SizeMiB: number(-1.9e289),
			UserID: number(-1.9e289)}), at+".userID known-value"),
		caseOf("over the root", tmpfs(Tmpfs{ContainerPath: "/", SizeMiB: number(1)}),
			at+".containerPath ecs-mount-directory"),
		caseOf("over scratch space", func(c *Container) {
			c.Scratch = jsii.Strings("/tmp")
			c.Tmpfs = []Tmpfs{{ContainerPath: "/tmp/", SizeMiB: number(1)}}
		}, at+".containerPath ecs-mount-directory"),
		checktest.Case[TaskDefinitionProps]{Name: "file system", Change: mounted("/data")},
		checktest.Case[TaskDefinitionProps]{Name: "file system at two places", Change: mounted("/data", "/more")},
		checktest.Case[TaskDefinitionProps]{Name: "file system that nobody mounts", Change: mounted(),
			Want: []string{"volumes[0] ecs-volume-mounted"}},
		checktest.Case[TaskDefinitionProps]{Name: "two mounts on one path", Change: mounted("/data", "/data/"),
			Want: []string{"containers[0].mounts[1].containerPath ecs-mount-directory"}},
		checktest.Case[TaskDefinitionProps]{Name: "scratch volume that nobody mounts",
			Change: func(p *TaskDefinitionProps) { p.Volumes = []Volume{{Name: "spare"}} }},
	)
}

func TestUserAndRegistry(t *testing.T) {
	const secret = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:ghcr-a1b2c3"
	credentials := func(s Secret) func(*Container) { return func(c *Container) { c.RepositoryCredentials = &s } }
	const at = "containers[0].repositoryCredentials"
	judgeTasks(t,
		caseOf("user", func(c *Container) { c.User = "1000:1000" }),
		caseOf("user by name", func(c *Container) { c.User = "rooty" }),
		caseOf("root", func(c *Container) { c.User = "root" }, "containers[0].user ecs-root-user"),
		caseOf("root by number", func(c *Container) { c.User = "0:1000" }, "containers[0].user ecs-root-user"),
		checktest.Case[TaskDefinitionProps]{Name: "root that prepares a directory", Change: func(p *TaskDefinitionProps) {
			p.Containers = append(p.Containers, Container{Name: "own", Image: "ghcr.io/acme/own:v1", Essential: jsii.Bool(false),
				ContainerSettings: ContainerSettings{User: "0"}})
		}},

		caseOf("credentials", credentials(Secret{ValueFrom: secret, GrantARN: secret})),
		caseOf("credentials by reference", credentials(Secret{ValueFrom: aReference, GrantARN: aReference})),
		caseOf("no credentials", credentials(Secret{}), at+".valueFrom required", at+".grantARN required"),
		caseOf("a key of a secret", credentials(Secret{ValueFrom: secret + ":key::", GrantARN: secret}),
			at+".valueFrom ecs-registry-credentials"),
		caseOf("a parameter", credentials(Secret{ValueFrom: aReference, GrantARN: aReference, Parameter: true}),
			at+".grantARN ecs-registry-credentials"),
		caseOf("for ECR", func(c *Container) {
			c.Image = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/app:v1"
			c.RepositoryCredentials = &Secret{ValueFrom: secret, GrantARN: secret}
		}, at+" ecs-registry-credentials"),
	)
}

func TestWindowsIsRefusedByName(t *testing.T) {
	architecture := func(a CPUArchitecture, want ...string) checktest.Case[TaskDefinitionProps] {
		return checktest.Case[TaskDefinitionProps]{Name: string(a), Want: want,
			Change: func(p *TaskDefinitionProps) { p.CPUArchitecture = a }}
	}
	judgeTasks(t,
		architecture(X86_64), architecture(aReference),
		architecture("WINDOWS_SERVER_2022_CORE", "cpuArchitecture ecs-linux-only"),
		architecture("windows",
			"cpuArchitecture: got \"windows\", want ARM64 or X86_64, with Linux; Windows is not supported"),
		architecture("arm64", "cpuArchitecture one-of"),
		caseOf("image", func(c *Container) { c.Image = "mcr.microsoft.com/windows/servercore:ltsc2022" },
			"containers[0].image ecs-linux-only"),
		caseOf("framework", func(c *Container) { c.Image = "mcr.microsoft.com/dotnet/framework/aspnet:4.8.1" },
			"containers[0].image ecs-linux-only"),
		caseOf("tag", func(c *Container) { c.Image = "ghcr.io/acme/app:1.2-nanoserver-ltsc2022" },
			"containers[0].image ecs-linux-only"),
		caseOf("Microsoft's for Linux", func(c *Container) { c.Image = "mcr.microsoft.com/dotnet/aspnet:8.0.11" }),
	)
}

func TestHealthCommands(t *testing.T) {
	run := func(words ...string) func(*Container) {
		return func(c *Container) { c.HealthCheck = &HealthCheck{Command: jsii.Strings(words...)} }
	}
	litellm := func(image string, words ...string) func(*Container) {
		return func(c *Container) { c.Image = image; run(words...)(c) }
	}
	collector := func(endpoint string, words ...string) func(*Container) {
		return func(c *Container) {
			run(words...)(c)
			c.Environment = map[string]string{"AOT_CONFIG_CONTENT": "extensions: {health_check: {" + endpoint + "}}\n" +
				"service: {extensions: [health_check], pipelines: {traces: {}}}"}
		}
	}
	const at = "containers[0].healthCheck.command"
	const cannotFail, models, moved = at + " ecs-health-check-can-fail", at + " ecs-health-check-models",
		at + " ecs-collector-health-check"
	judgeTasks(t,
		caseOf("or exit 0", run("CMD-SHELL", "curl -f http://localhost:4000/ || exit 0"), cannotFail),
		caseOf("or true", run("CMD-SHELL", "curl -f http://localhost:4000/ || true"), cannotFail),
		caseOf("then true", run("CMD-SHELL", "curl -f http://localhost:4000/; true"), cannotFail),
		caseOf("into cat", run("CMD-SHELL", "curl -f http://localhost:4000/ | cat"), cannotFail),
		caseOf("in a shell of its own", run("CMD", "sh", "-c", "curl -f localhost || true"), cannotFail),
		caseOf("into grep", run("CMD-SHELL", "curl -s http://localhost:4000/ | grep ok")),
		caseOf("or exit 1", run("CMD-SHELL", "curl -f http://localhost:4000/ || exit 1")),
		caseOf("operators without a shell", run("CMD", "curl", "-f", "localhost", "||", "exit", "1"), at+" invalid"),
		caseOf("by reference", run("CMD-SHELL", aReference)),

		caseOf("LiteLLM", litellm("ghcr.io/berriai/litellm:v1.80.0", "CMD-SHELL", "curl -f http://localhost:4000/health"),
			models),
		caseOf("LiteLLM with a query", litellm("ghcr.io/berriai/litellm:v1.80.0", "CMD", "curl", "-f",
			"localhost:4000/health/?model=a"), models),
		caseOf("LiteLLM from another repository", func(c *Container) {
			litellm("ghcr.io/acme/proxy:v1", "CMD", "wget", "http://127.0.0.1:4000/health")(c)
			c.Command = jsii.Strings("litellm", "--config", "/app/config.yaml")
		}, models),
		caseOf("LiteLLM by its variables", func(c *Container) {
			litellm("ghcr.io/acme/proxy:v1", "CMD", "python", "-c",
				"import urllib.request as r; r.urlopen('http://localhost:4000/health')")(c)
			c.Secrets = map[string]Secret{"LITELLM_MASTER_KEY": {ValueFrom: aReference, GrantARN: aReference}}
		}, models),
		caseOf("LiteLLM alive", litellm("ghcr.io/berriai/litellm:v1.80.0", "CMD-SHELL",
			"curl -f http://localhost:4000/health/liveliness || exit 1")),
		caseOf("health of something else", run("CMD-SHELL", "curl -f http://localhost:4000/health || exit 1")),

		caseOf("moved collector", collector("endpoint: '0.0.0.0:13134'", "CMD", "/healthcheck"), moved),
		caseOf("moved collector, asked by curl", collector("endpoint: 'localhost:8888'", "CMD-SHELL",
			"curl -f http://localhost:13133 || exit 1"), moved),
		caseOf("moved collector that is asked there", collector("endpoint: 'localhost:13134'", "CMD-SHELL",
			"curl -f http://localhost:13134 || exit 1")),
		caseOf("collector at home", collector("endpoint: '0.0.0.0:13133'", "CMD", "/healthcheck")),
		caseOf("collector by default", collector("", "CMD", "/healthcheck")),
		caseOf("collector by a variable", collector("endpoint: '${env:HEALTH}'", "CMD", "/healthcheck")),
	)
}

func TestDefinitionSize(t *testing.T) {
	long := func(bytes int) string { return strings.Repeat("a b ", bytes/4) }
	judgeTasks(t,
		caseOf("just below", func(c *Container) { c.Environment = map[string]string{"PROMPT": long(65000)} }),
		caseOf("environment", func(c *Container) { c.Environment = map[string]string{"PROMPT": long(70000)} },
			"containers[0].environment ecs-task-definition-size"),
		caseOf("command", func(c *Container) { c.Command = jsii.Strings("sh", "-c", long(70000)) },
			"containers[0].command ecs-task-definition-size"),
		caseOf("health check", func(c *Container) {
			c.HealthCheck = &HealthCheck{Command: jsii.Strings("CMD", "check", long(70000))}
		}, "containers[0] ecs-task-definition-size"),
		caseOf("told after what it follows from", func(c *Container) {
			c.Environment, c.StopTimeout = map[string]string{"PROMPT": long(70000)}, jsii.Number(500)
		}, "containers[0].stopTimeout range"),
	)
}

func TestOverrides(t *testing.T) {
	overrides := func(name string, container string, values map[string]any,
		want ...string) checktest.Case[TaskDefinitionProps] {
		return checktest.Case[TaskDefinitionProps]{Name: name, Want: want, Change: func(p *TaskDefinitionProps) {
			p.ContainerOverrides = map[string]map[string]any{container: values}
		}}
	}
	type object = map[string]any
	const at = "containerOverrides.app"
	judgeTasks(t,
		overrides("capabilities", "app", object{"linuxParameters": object{"capabilities": object{
			"drop": []string{"ALL"}, "add": []string{"SYS_PTRACE"}}}}),
		overrides("terminal", "app", object{"interactive": true, "pseudoTerminal": jsii.Bool(true), "user": "1000"}),
		overrides("not privileged", "app", object{"privileged": false, "workingDirectory": nil}),
		overrides("a reference", "app", object{"workingDirectory": aReference}),
		overrides("another container", "nope", object{"user": "1000"}, "containerOverrides.nope ecs-override-container"),
		overrides("name", "app", object{"name": "b"}, at+".name ecs-override-container"),
		overrides("no attribute", "app", object{"readonly_root_filesystem": false}, at+".readonly_root_filesystem invalid"),
		overrides("no JSON", "app", object{"user": func() {}}, at+" invalid"),
		overrides("privileged", "app", object{"privileged": true}, at+".privileged ecs-override-fargate"),
		overrides("links", "app", object{"links": []string{"db"}}, at+".links ecs-override-fargate"),
		overrides("capability", "app", object{"linuxParameters": object{"capabilities": object{"add": []string{"NET_ADMIN"}},
			"sharedMemorySize": 64}}, at+".linuxParameters.capabilities.add[0] ecs-override-fargate",
			at+".linuxParameters.sharedMemorySize ecs-override-fargate"),
		overrides("root", "app", object{"user": "root"}, at+".user ecs-root-user"),
		overrides("image", "app", object{"image": "ghcr.io/acme/app:latest"}, at+".image image-fixed"),
		overrides("health", "app", object{"healthCheck": object{"command": []string{"CMD-SHELL", "exit 0"}}},
			at+".healthCheck.command ecs-health-check-can-fail"),
		overrides("credential", "app", object{"environment": []object{
			{"name": "OPENAI_API_KEY", "value": "abcdefgh12345678"}}},
			at+".environment[0].value ecs-plaintext-credential"),
		overrides("credential elsewhere", "app", object{"command": []string{"--key", "sk-abcdefghijklmnopqrstuvwx"}},
			at+".command[1] ecs-plaintext-credential"),
	)
}

func TestSkipDestroy(t *testing.T) {
	said := func(name string, value bool, want ...string) checktest.Case[TaskDefinitionProps] {
		return checktest.Case[TaskDefinitionProps]{Name: name, Want: want,
			Change: func(p *TaskDefinitionProps) { p.SkipDestroy = &value }}
	}
	judgeTasks(t, said("true", true), said("false", false, "skipDestroy ecs-earlier-revisions"))
}

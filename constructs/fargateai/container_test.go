package fargateai

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func judge(t *testing.T, cases ...checktest.Case[ServiceProps]) {
	t.Helper()
	checktest.Run(t, validProps, func(p *ServiceProps) error { return p.Validate("llm-proxy") }, cases)
}

func when(name string, change func(*ServiceProps), want ...string) checktest.Case[ServiceProps] {
	return checktest.Case[ServiceProps]{Name: name, Change: change, Want: want}
}

// Mistakes in the container and the task are told where the user stated them.
func TestContainerAndTaskSettings(t *testing.T) {
	number := jsii.Number[float64]
	container := func(c ecs.ContainerSettings) func(*ServiceProps) {
		return func(p *ServiceProps) { p.Container = &c }
	}
	task := func(s ecs.TaskSettings) func(*ServiceProps) { return func(p *ServiceProps) { p.Task = &s } }
	volume := func(mounts ...ecs.Mount) func(*ServiceProps) {
		return func(p *ServiceProps) {
			p.Volumes = []ecs.Volume{{Name: "models", EFS: &ecs.EFSVolume{FileSystemID: "fs-0123abcd",
				SecurityGroupID: "sg-0a1b2c3d4e5f67890"}}}
			p.Container = &ecs.ContainerSettings{Mounts: mounts}
		}
	}
	const role = "arn:aws:iam::210987654321:role/acme/ai"
	judge(t,
		when("everything right", container(ecs.ContainerSettings{WorkingDirectory: "/app", User: "1000:1000",
			EnvironmentFiles: jsii.Strings("arn:aws:s3:::acme/app.env"), StartTimeout: number(60),
			RestartPolicy: &ecs.RestartPolicy{}, CPU: number(256), MemoryLimitMiB: number(512),
			Tmpfs:   []ecs.Tmpfs{{ContainerPath: "/tmp", SizeMiB: number(64), UserID: number(1000)}},
			Ulimits: []ecs.Ulimit{{Name: "nofile", Soft: 65536, Hard: 65536}}, DockerLabels: map[string]string{"team": "ai"}})),
		when("user", container(ecs.ContainerSettings{User: "root"}), "container.user ecs-root-user"),
		when("start timeout", container(ecs.ContainerSettings{StartTimeout: number(1)}), "container.startTimeout range"),
		when("reservation", container(ecs.ContainerSettings{CPU: number(1024)}), "cpu ecs-task-reservation"),
		when("ulimit", container(ecs.ContainerSettings{Ulimits: []ecs.Ulimit{{Name: "nproc"}}}),
			"container.ulimits[0].name ecs-ulimit-name"),
		when("a container that is not there", container(ecs.ContainerSettings{
			DependsOn: []ecs.Dependency{{ContainerName: "nope"}}}),
			"container.dependsOn[0].containerName ecs-dependency-container"),
		when("registry", container(ecs.ContainerSettings{RepositoryCredentials: &ecs.Secret{}}),
			"container.repositoryCredentials.grantARN required", "container.repositoryCredentials.valueFrom required"),
		when("log driver", container(ecs.ContainerSettings{Logging: &ecs.Logging{Driver: "syslog"}}),
			"container.logging.driver one-of"),
		when("tmpfs", container(ecs.ContainerSettings{Tmpfs: []ecs.Tmpfs{{ContainerPath: "/cache"}}}),
			"container.tmpfs[0].sizeMiB required"),
		when("tmpfs over a writable path", func(p *ServiceProps) {
			p.WritablePaths = jsii.Strings("/cache")
			p.Container = &ecs.ContainerSettings{Tmpfs: []ecs.Tmpfs{{ContainerPath: "/cache", SizeMiB: number(1)}}}
		}, "container.tmpfs[0].containerPath ecs-mount-directory"),
		when("file system", volume(ecs.Mount{VolumeName: "models", ContainerPath: "/models"})),
		when("file system that nobody mounts", volume(), "volumes[0] ecs-volume-mounted"),
		when("mount of nothing", volume(ecs.Mount{VolumeName: "models", ContainerPath: "/models"},
			ecs.Mount{VolumeName: "data", ContainerPath: "/data"}), "container.mounts[1].volumeName ecs-mount-volume"),
		when("health check", func(p *ServiceProps) {
			p.ContainerHealthCheck = &ecs.HealthCheck{Command: jsii.Strings("CMD-SHELL", "curl localhost || true")}
		}, "containerHealthCheck.command ecs-health-check-can-fail"),

		when("disk", task(ecs.TaskSettings{EphemeralStorageGiB: number(50)})),
		when("too large a disk", task(ecs.TaskSettings{EphemeralStorageGiB: number(500)}),
			"task.ephemeralStorageGiB range"),
		when("revisions", task(ecs.TaskSettings{SkipDestroy: jsii.Bool(false)}), "task.skipDestroy ecs-earlier-revisions"),
		when("override", task(ecs.TaskSettings{ContainerOverrides: map[string]map[string]any{
			"llm-proxy": {"interactive": true}}})),
		when("override of nothing", task(ecs.TaskSettings{ContainerOverrides: map[string]map[string]any{
			"app": {"privileged": true}}}), "task.containerOverrides.app ecs-override-container",
			"task.containerOverrides.app.privileged ecs-override-fargate"),
		when("roles", task(ecs.TaskSettings{ExecutionRoleARN: role + "-execution", TaskRoleARN: role})),
		when("one role", task(ecs.TaskSettings{ExecutionRoleARN: role, TaskRoleARN: role}),
			"task.taskRoleARN ecs-separate-roles"),
		when("role name", task(ecs.TaskSettings{TaskRoleName: "a b"}), "task.taskRoleName invalid"),
		when("policies for a role that exists", func(p *ServiceProps) {
			p.Task = &ecs.TaskSettings{TaskRoleARN: role}
			p.TaskPolicies = []ecs.PolicyStatement{{Actions: []string{"s3:GetObject"}, Resources: []string{"arn:aws:s3:::a/*"}}}
		}, "taskPolicies exclusive"),
		when("Windows", func(p *ServiceProps) { p.CPUArchitecture = "WINDOWS_SERVER_2022_CORE" },
			"cpuArchitecture ecs-linux-only"),

		when("log group", func(p *ServiceProps) {
			p.ExistingLogGroup = &logs.Ref{Name: "/acme/ai", ARN: "arn:aws:logs:eu-west-1:210987654321:log-group:/acme/ai"}
		}),
		when("two log groups", func(p *ServiceProps) { p.Logs, p.ExistingLogGroup = &logs.Props{}, &logs.Ref{Name: "/a"} },
			"logs exclusive", "existingLogGroup.arn required"),
	)
}

func TestWritableDirectories(t *testing.T) {
	for name, c := range map[string]struct {
		props ServiceProps
		want  string
	}{
		"default":  {ServiceProps{}, "/tmp"},
		"stated":   {ServiceProps{WritablePaths: jsii.Strings("/a")}, "/a"},
		"writable": {ServiceProps{Container: &ecs.ContainerSettings{ReadonlyRootFilesystem: jsii.Bool(false)}}, ""},
		"tmpfs":    {ServiceProps{Container: &ecs.ContainerSettings{Tmpfs: []ecs.Tmpfs{{ContainerPath: "/tmp/"}}}}, ""},
		"mount":    {ServiceProps{Container: &ecs.ContainerSettings{Mounts: []ecs.Mount{{ContainerPath: "/tmp"}}}}, ""},
	} {
		var got strings.Builder
		for _, directory := range optional.Texts(c.props.resolve("a", "").scratch()) {
			got.WriteString(directory)
		}
		if got.String() != c.want {
			t.Errorf("%s: got %q", name, got.String())
		}
	}
}

func TestVariablesAgree(t *testing.T) {
	number := jsii.Number[float64]
	budget := func(name, value string) func(*ServiceProps) {
		return func(p *ServiceProps) {
			p.TokenBudget = &TokenBudget{PerMinute: number(100)}
			p.PublishesInFlight = jsii.Bool(true)
			p.Environment = map[string]string{name: value}
		}
	}
	worker := func(q *queue.Ref, url string) func(*ServiceProps) {
		return func(p *ServiceProps) {
			*p = ServiceProps{Workload: WorkloadEvalWorker, Image: p.Image, ExistingQueue: q,
				ContainerHealthCheck: &ecs.HealthCheck{Command: jsii.Strings("CMD", "/check")},
				Environment:          map[string]string{"QUEUE_URL": url}}
		}
	}
	const url = "https://sqs.eu-west-1.amazonaws.com/210987654321/jobs"
	existing := &queue.Ref{Name: "jobs", ARN: "arn:aws:sqs:eu-west-1:210987654321:jobs", URL: url}
	const at, rule = "environment.", " service-variable-agrees"
	judge(t,
		when("budget", budget("AI_TOKEN_BUDGET_PER_MINUTE", "5"), at+"AI_TOKEN_BUDGET_PER_MINUTE"+rule),
		when("same budget", budget("AI_TOKEN_BUDGET_PER_MINUTE", "100.0")),
		when("budget by reference", budget("AI_TOKEN_BUDGET_PER_MINUTE", token.Unknown)),
		when("budget of no limit", budget("AI_TOKEN_BUDGET_PER_DAY", "5")),
		when("cluster", budget("CLUSTER_NAME", "other"), at+"CLUSTER_NAME"+rule),
		when("service", budget("SERVICE_NAME", "other"), at+"SERVICE_NAME"+rule),
		when("same service", budget("SERVICE_NAME", "llm-proxy")),
		when("secret", func(p *ServiceProps) {
			p.TokenBudget = &TokenBudget{PerMinute: number(100)}
			p.Secrets = map[string]secrets.Reference{"AI_TOKEN_BUDGET_PER_MINUTE": {ParameterName: "/llm/budget"}}
		}),
		when("queue that is made", worker(nil, url), at+"QUEUE_URL"+rule),
		when("queue that exists", worker(existing, url)),
		when("another queue", worker(existing, url+"-2"), at+"QUEUE_URL"+rule),
		when("queue by reference", worker(nil, token.Unknown)),
		when("name of nothing", func(p *ServiceProps) { p.Environment = map[string]string{"SERVICE_NAME": "other"} }),
	)
}

func TestCommandsAgreeWithTimers(t *testing.T) {
	number := jsii.Number[float64]
	proxy := func(words ...string) func(*ServiceProps) {
		return func(p *ServiceProps) { p.Workload, p.Command = WorkloadLLMProxy, jsii.Strings(words...) }
	}
	general := func(words ...string) func(*ServiceProps) {
		return func(p *ServiceProps) { p.Command = jsii.Strings(words...) }
	}
	variable := func(name, value string) func(*ServiceProps) {
		return func(p *ServiceProps) {
			p.EntryPoint = jsii.Strings("/usr/local/bin/gunicorn", "-k", "uvicorn.workers.UvicornWorker")
			p.Environment = map[string]string{name: value}
		}
	}
	const keep, worker = " service-keep-alive-outlasts", " service-worker-outlasts-stream"
	judge(t,
		when("uvicorn", proxy("uvicorn", "app:app", "--timeout-keep-alive", "5"), "command[3]"+keep),
		when("uvicorn, joined", proxy("python", "-m", "uvicorn", "app:app", "--timeout-keep-alive=600"), "command[4]"+keep),
		when("uvicorn in a shell", proxy("sh", "-c", "exec uvicorn app:app --timeout-keep-alive 5"), "command[2]"+keep),
		when("uvicorn, long enough", proxy("uvicorn", "app:app", "--timeout-keep-alive", "601")),
		when("uvicorn by the variable", proxy("sh", "-c", "uvicorn app:app --timeout-keep-alive $KEEPALIVE_TIMEOUT")),
		when("uvicorn by a reference", proxy("uvicorn", "app:app", "--timeout-keep-alive", token.Unknown)),
		when("another program's flag", proxy("./serve", "--timeout-keep-alive", "5")),
		when("default idle timeout", general("uvicorn", "app:app", "--timeout-keep-alive", "5"), "command[3]"+keep),
		when("default idle timeout, above", general("uvicorn", "app:app", "--timeout-keep-alive", "65")),
		when("idle timeout of another's", func(p *ServiceProps) {
			general("uvicorn", "app:app", "--timeout-keep-alive", "75")(p)
			p.Domain, p.ExistingLoadBalancer = nil, sharedBalancer()
			p.Rule = &loadbalancer.Rule{Priority: number(1), Hosts: jsii.Strings("a.acme.dev")}
		}),
		when("idle timeout of one's own", func(p *ServiceProps) {
			general("hypercorn", "app:app", "--keep-alive", "65")(p)
			p.LoadBalancer = &loadbalancer.Settings{IdleTimeout: number(120)}
		}, "command[3]"+keep),
		when("litellm", proxy("litellm", "--keepalive_timeout", "30"), "command[2]"+keep),
		when("uvicorn's variable", variable("UVICORN_TIMEOUT_KEEP_ALIVE", "5"),
			"environment.UVICORN_TIMEOUT_KEEP_ALIVE"+keep),
		when("gunicorn's variable", variable("GUNICORN_CMD_ARGS", "--keep-alive 5"), "environment.GUNICORN_CMD_ARGS"+keep),
		when("gunicorn without keep-alive", general("gunicorn", "app:app", "--keep-alive", "5")),

		when("worker of gunicorn", proxy("gunicorn", "app:app", "--timeout", "30"), "command[3]"+worker),
		when("worker of gunicorn, short", proxy("gunicorn", "app:app", "-t", "30"), "command[3]"+worker),
		when("worker for ever", proxy("gunicorn", "app:app", "--timeout", "0")),
		when("worker that streams", proxy("gunicorn", "app:app", "-k", "uvicorn.workers.UvicornWorker", "--timeout", "30")),
		when("worker with threads", proxy("gunicorn", "app:app", "--threads", "8", "--timeout", "30")),
		when("worker without a stream", general("gunicorn", "app:app", "--timeout", "30")),
		when("a batch", func(p *ServiceProps) {
			*p = ServiceProps{Workload: WorkloadEvalWorker, Image: p.Image, Scaling: &scaling.Settings{},
				ContainerHealthCheck: &ecs.HealthCheck{Command: jsii.Strings("CMD", "/check")},
				Command:              jsii.Strings("uvicorn", "app:app", "--timeout-keep-alive", "5")}
		}),
	)
}

func TestLiteLLMFromOnesOwnRepository(t *testing.T) {
	asked := func(change func(*ServiceProps)) func(*ServiceProps) {
		return func(p *ServiceProps) { p.HealthCheck = &loadbalancer.HealthCheck{Path: "/health"}; change(p) }
	}
	const want = "healthCheck.path service-health-check-calls-models"
	judge(t,
		when("command", asked(func(p *ServiceProps) { p.Command = jsii.Strings("litellm", "--port", "4000") }), want),
		when("variable", asked(func(p *ServiceProps) { p.Environment = map[string]string{"LITELLM_LOG": "INFO"} }), want),
		when("name", asked(func(p *ServiceProps) { p.Name = "litellm" }), want),
		when("another program", asked(func(*ServiceProps) {})),
	)
}

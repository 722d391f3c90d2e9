package ecs

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func validTask() TaskDefinitionProps {
	return TaskDefinitionProps{
		Family:     "llm-proxy",
		LogOptions: map[string]string{"awslogs-group": "/ecs/llm-proxy", "awslogs-region": "eu-west-1"},
		Containers: []Container{{Name: "app", Image: "ghcr.io/acme/app:v1",
			Ports: []Port{{ContainerPort: jsii.Number(4000), Name: "http"}}}},
	}
}

func TestTaskDefinitionProblems(t *testing.T) {
	app := func(change func(*Container)) func(*TaskDefinitionProps) {
		return func(p *TaskDefinitionProps) { change(&p.Containers[0]) }
	}
	health := func(command ...string) func(*TaskDefinitionProps) {
		return app(func(c *Container) { c.HealthCheck = &HealthCheck{Command: jsii.Strings(command...)} })
	}
	policy := func(s PolicyStatement) func(*TaskDefinitionProps) {
		return func(p *TaskDefinitionProps) { p.TaskPolicies = []PolicyStatement{s} }
	}
	const reference = "${TfToken[TOKEN.1]}"
	checktest.Run(t, validTask, func(p *TaskDefinitionProps) error { return p.Validate() },
		[]checktest.Case[TaskDefinitionProps]{
			{Name: "defaults", Change: func(*TaskDefinitionProps) {}},
			{Name: "nothing", Change: func(p *TaskDefinitionProps) { *p = TaskDefinitionProps{} },
				Want: []string{"containers required", "family required"}},
			{Name: "family", Change: func(p *TaskDefinitionProps) { p.Family = "llm proxy" },
				Want: []string{"family invalid"}},
			{Name: "cpu", Change: func(p *TaskDefinitionProps) { p.CPU = jsii.Number(300) },
				Want: []string{"cpu fargate-task-size"}},
			{Name: "memory", Change: func(p *TaskDefinitionProps) { p.MemoryLimitMiB = jsii.Number(512) },
				Want: []string{"memoryLimitMiB fargate-task-size"}},
			{Name: "architecture", Change: func(p *TaskDefinitionProps) { p.CPUArchitecture = "arm" },
				Want: []string{"cpuArchitecture one-of"}},
			{Name: "disk", Change: func(p *TaskDefinitionProps) { p.EphemeralStorageGiB = jsii.Number(20) },
				Want: []string{"ephemeralStorageGiB range"}},
			{Name: "role", Change: func(p *TaskDefinitionProps) { p.ExecutionRoleARN = "ecsTaskExecutionRole" },
				Want: []string{"executionRoleARN invalid"}},
			{Name: "one role for both", Change: func(p *TaskDefinitionProps) {
				p.ExecutionRoleARN, p.TaskRoleARN = "arn:aws:iam::210987654321:role/x", "arn:aws:iam::210987654321:role/x"
			}, Want: []string{"taskRoleARN ecs-separate-roles"}},
			{Name: "role names", Change: func(p *TaskDefinitionProps) {
				p.ExecutionRoleName, p.TaskRoleName = "llm-proxy-execution", "llm-proxy-task"
			}},
			{Name: "role name", Change: func(p *TaskDefinitionProps) { p.ExecutionRoleName = "llm proxy" },
				Want: []string{"executionRoleName invalid"}},
			{Name: "role name with an adopted role", Change: func(p *TaskDefinitionProps) {
				p.TaskRoleARN, p.TaskRoleName = "arn:aws:iam::210987654321:role/x", "x"
			}, Want: []string{"taskRoleName exclusive"}},
			{Name: "one name for both roles",
				Change: func(p *TaskDefinitionProps) { p.ExecutionRoleName, p.TaskRoleName = "x", "x" },
				Want:   []string{"taskRoleName unique"}},
			{Name: "precondition", Change: func(p *TaskDefinitionProps) { p.Preconditions = []Precondition{{}} },
				Want: []string{"preconditions[0].condition required", "preconditions[0].errorMessage required"}},
			{Name: "adopted role with policies", Change: func(p *TaskDefinitionProps) {
				p.TaskRoleARN = reference
				p.TaskPolicies = []PolicyStatement{{Actions: []string{"s3:GetObject"}, Resources: []string{"arn:aws:s3:::a/*"}}}
			}, Want: []string{"taskPolicies exclusive"}},
			{Name: "no log group", Change: func(p *TaskDefinitionProps) { p.LogOptions = nil },
				Want: []string{"containers[0].logging required"}},
			{Name: "none essential", Change: app(func(c *Container) { c.Essential = jsii.Bool(false) }),
				Want: []string{"containers ecs-essential-container"}},
			{Name: "same container name", Change: func(p *TaskDefinitionProps) {
				p.Containers = append(p.Containers, Container{Name: "app", Image: "ghcr.io/acme/b:v1"})
			}, Want: []string{"containers[1] unique"}},
			{Name: "same port", Change: func(p *TaskDefinitionProps) {
				p.Containers = append(p.Containers,
					Container{Name: "b", Image: "ghcr.io/acme/b:v1", Ports: []Port{{ContainerPort: jsii.Number(4000), Name: "http"}}})
			}, Want: []string{"containers[1].ports[0].containerPort ecs-container-port",
				"containers[1].ports[0].name unique"}},
			{Name: "same number over UDP", Change: func(p *TaskDefinitionProps) {
				p.Containers = append(p.Containers,
					Container{Name: "b", Image: "ghcr.io/acme/b:v1", Ports: []Port{{ContainerPort: jsii.Number(4000), Protocol: UDP}}})
			}},
			{Name: "reservations", Change: func(p *TaskDefinitionProps) {
				p.Containers[0].CPU, p.Containers[0].MemoryReservationMiB = jsii.Number(600), jsii.Number(2000)
			}, Want: []string{"cpu ecs-task-reservation",
				"memoryLimitMiB: got 1024 MiB, want at least the 2000 MiB that its containers reserve together; the smallest " +
					"size that holds them is 1024 CPU units with 2048 MiB"}},
			{Name: "circle", Change: func(p *TaskDefinitionProps) {
				p.Containers = append(p.Containers,
					Container{Name: "b", Image: "ghcr.io/acme/b:v1",
						ContainerSettings: ContainerSettings{DependsOn: []Dependency{{ContainerName: "app"}}}})
				p.Containers[0].DependsOn = []Dependency{{ContainerName: "b"}}
			}, Want: []string{"containers[0].dependsOn ecs-dependency-circle", "containers[1].dependsOn ecs-dependency-circle"}},
			{Name: "too many", Change: func(p *TaskDefinitionProps) {
				for _, n := range "abcdefghij" {
					p.Containers = append(p.Containers, Container{Name: string(n), Image: "ghcr.io/acme/b:v1"})
				}
			}, Want: []string{"containers range"}},

			{Name: "container name", Change: app(func(c *Container) { c.Name = "a b" }),
				Want: []string{"containers[0].name invalid"}},
			{Name: "latest", Change: app(func(c *Container) { c.Image = "ghcr.io/acme/app:latest" }),
				Want: []string{"containers[0].image image-fixed"}},
			{Name: "no tag", Change: app(func(c *Container) { c.Image = "ghcr.io/acme/app" }),
				Want: []string{"containers[0].image image-fixed"}},
			{Name: "no image", Change: app(func(c *Container) { c.Image = "" }),
				Want: []string{"containers[0].image required"}},
			{Name: "no port", Change: app(func(c *Container) { c.Ports = []Port{{}} }),
				Want: []string{"containers[0].ports[0].containerPort required"}},
			{Name: "port", Change: app(func(c *Container) {
				c.Ports = []Port{{ContainerPort: jsii.Number(70000), Name: "HTTP", Protocol: "sctp", AppProtocol: "h3"}}
			}),
				Want: []string{"containers[0].ports[0].appProtocol one-of", "containers[0].ports[0].containerPort range",
					"containers[0].ports[0].name invalid", "containers[0].ports[0].protocol one-of"}},
			{Name: "stop timeout", Change: app(func(c *Container) { c.StopTimeout = jsii.Number(180) }),
				Want: []string{"containers[0].stopTimeout range"}},
			{Name: "start timeout", Change: app(func(c *Container) { c.StartTimeout = jsii.Number(1) }),
				Want: []string{"containers[0].startTimeout range"}},
			{Name: "limit below reservation",
				Change: app(func(c *Container) { c.MemoryLimitMiB, c.MemoryReservationMiB = jsii.Number(100), jsii.Number(200) }),
				Want:   []string{"containers[0].memoryReservationMiB ecs-memory-reservation"}},
			{Name: "ulimit", Change: app(func(c *Container) { c.Ulimits = []Ulimit{{"nproc", 1, 2}, {"nofile", 3, 2}} }),
				Want: []string{"containers[0].ulimits[0].name ecs-ulimit-name", "containers[0].ulimits[1].soft ecs-ulimit-order"}},
			{Name: "restart", Change: app(func(c *Container) {
				c.RestartPolicy =
					&RestartPolicy{RestartAttemptedIn: jsii.Number(10)}
			}), Want: []string{"containers[0].restartPolicy.restartAttemptedIn range"}},
			{Name: "log driver", Change: app(func(c *Container) { c.Logging = &Logging{} }),
				Want: []string{"containers[0].logging.driver required"}},
			{Name: "other log driver", Change: app(func(c *Container) { c.Logging = &Logging{Driver: "syslog"} }),
				Want: []string{"containers[0].logging.driver one-of"}},

			{Name: "key in plain text",
				Change: app(func(c *Container) {
					c.Environment =
						map[string]string{"OPENAI_API_KEY": "sk-abcdefghijklmnopqrstuvwx"}
				}), Want: []string{"containers[0].environment.OPENAI_API_KEY ecs-plaintext-credential"}},
			{Name: "value that is a key",
				Change: app(func(c *Container) { c.Environment = map[string]string{"MODEL": "AKIAIOSFODNN7EXAMPLF"} }),
				Want:   []string{"containers[0].environment.MODEL ecs-plaintext-credential"}},
			{Name: "budget is no key", Change: app(func(c *Container) {
				c.Environment = map[string]string{"TOKENS_PER_MINUTE": "200000", "MAX_TOKENS": "4096"}
			})},
			{Name: "variable name", Change: app(func(c *Container) {
				c.Environment = map[string]string{"1ST": "a",
					"ECS_AGENT_URI": "b"}
			}), Want: []string{"containers[0].environment.1ST invalid",
				"containers[0].environment.ECS_AGENT_URI ecs-reserved-variable"}},
			{Name: "value and secret", Change: app(func(c *Container) {
				c.Environment = map[string]string{"A": "a"}
				c.Secrets = map[string]Secret{"A": {ValueFrom: reference, GrantARN: reference}}
			}), Want: []string{"containers[0].environment.A ecs-variable-source"}},
			{Name: "secret", Change: app(func(c *Container) { c.Secrets = map[string]Secret{"A": {KMSKeyARN: "alias/a"}} }),
				Want: []string{"containers[0].secrets.A.grantARN required", "containers[0].secrets.A.kmsKeyARN invalid",
					"containers[0].secrets.A.valueFrom required"}},
			{Name: "env file", Change: app(func(c *Container) {
				c.EnvironmentFiles = jsii.Strings("s3://b/a.env",
					"arn:aws:s3:::b/a.txt")
			}),
				Want: []string{"containers[0].environmentFiles[0] invalid",
					"containers[0].environmentFiles[1] ecs-environment-file"}},
			{Name: "env files unknown",
				Change: app(func(c *Container) { c.EnvironmentFiles = jsii.Strings("#{TfToken[TOKEN.1]}") }),
				Want:   []string{"containers[0].environmentFiles known-value"}},

			{Name: "health", Change: health("CMD-SHELL", "curl -f http://localhost:4000/health || exit 1")},
			{Name: "health form", Change: health("curl", "-f"), Want: []string{"containers[0].healthCheck.command invalid"}},
			{Name: "health that cannot fail", Change: health("CMD-SHELL", "exit 0"),
				Want: []string{"containers[0].healthCheck.command ecs-health-check-can-fail"}},
			{Name: "health that cannot fail either", Change: health("CMD", "true"),
				Want: []string{"containers[0].healthCheck.command ecs-health-check-can-fail"}},
			{Name: "health numbers", Change: app(func(c *Container) {
				c.HealthCheck = &HealthCheck{Command: jsii.Strings("CMD", "x"), Interval: jsii.Number(1), Timeout: jsii.Number(61),
					Retries: jsii.Number(0), StartPeriod: jsii.Number(301)}
			}), Want: []string{"containers[0].healthCheck.interval range", "containers[0].healthCheck.retries range",
				"containers[0].healthCheck.startPeriod range", "containers[0].healthCheck.timeout range"}},
			{Name: "shell in an image without", Change: func(p *TaskDefinitionProps) {
				p.Containers[0].Image = "public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0"
				p.Containers[0].HealthCheck = &HealthCheck{Command: jsii.Strings("CMD-SHELL", "curl localhost:13133")}
			}, Want: []string{"containers[0].healthCheck.command ecs-health-check-shell"}},

			{Name: "scratch", Change: app(func(c *Container) { c.Scratch = jsii.Strings("/tmp", "data", "/") }),
				Want: []string{"containers[0].scratch[1] invalid", "containers[0].scratch[2] ecs-mount-directory"}},
			{Name: "scratch unknown", Change: app(func(c *Container) { c.Scratch = jsii.Strings("#{TfToken[TOKEN.1]}") }),
				Want: []string{"containers[0].scratch known-value"}},
			{Name: "mount of nothing",
				Change: app(func(c *Container) { c.Mounts = []Mount{{VolumeName: "data", ContainerPath: "/data"}} }),
				Want:   []string{"containers[0].mounts[0].volumeName ecs-mount-volume"}},
			{Name: "mount over scratch", Change: func(p *TaskDefinitionProps) {
				p.Volumes = []Volume{{Name: "data"}}
				p.Containers[0].Scratch = jsii.Strings("/data")
				p.Containers[0].Mounts = []Mount{{VolumeName: "data", ContainerPath: "/data/"}}
			}, Want: []string{"containers[0].mounts[0].containerPath ecs-mount-directory"}},
			{Name: "volume taken", Change: func(p *TaskDefinitionProps) {
				p.Volumes = []Volume{{Name: "app-tmp"}}
				p.Containers[0].Scratch = jsii.Strings("/tmp")
			}, Want: []string{"containers[0].scratch[0] unique"}},
			{Name: "same volume", Change: func(p *TaskDefinitionProps) { p.Volumes = []Volume{{Name: "a"}, {Name: "a"}} },
				Want: []string{"volumes[1] unique"}},
			{Name: "file system", Change: func(p *TaskDefinitionProps) {
				p.Volumes = []Volume{{Name: "a", EFS: &EFSVolume{FileSystemID: "fs", AccessPointID: "ap", RootDirectory: "/x"}}}
				p.Containers[0].Mounts = []Mount{{VolumeName: "a", ContainerPath: "/a"}}
			}, Want: []string{"volumes[0].efs.accessPointID invalid", "volumes[0].efs.fileSystemID invalid",
				"volumes[0].efs.rootDirectory ecs-efs-root-directory"}},
			{Name: "file system by reference", Change: func(p *TaskDefinitionProps) {
				p.Volumes = []Volume{{Name: "a", EFS: &EFSVolume{FileSystemID: reference, AccessPointID: reference}}}
				p.Containers[0].Mounts = []Mount{{VolumeName: "a", ContainerPath: "/a"}}
			}},

			{Name: "dependency", Change: app(func(c *Container) {
				c.DependsOn = []Dependency{{ContainerName: "db",
					Condition: "UP"}}
			}), Want: []string{"containers[0].dependsOn[0].condition one-of",
				"containers[0].dependsOn[0].containerName ecs-dependency-container"}},
			{Name: "healthy without a check", Change: func(p *TaskDefinitionProps) {
				p.Containers = append(p.Containers, Container{Name: "b", Image: "ghcr.io/acme/b:v1"})
				p.Containers[0].DependsOn = []Dependency{{ContainerName: "b", Condition: DependencyHealthy}}
			}, Want: []string{"containers[0].dependsOn[0].condition ecs-dependency-condition"}},
			{Name: "success of what never ends", Change: func(p *TaskDefinitionProps) {
				p.Containers = append(p.Containers, Container{Name: "b", Image: "ghcr.io/acme/b:v1"})
				p.Containers[0].DependsOn = []Dependency{{ContainerName: "b", Condition: DependencySuccess}}
			}, Want: []string{"containers[0].dependsOn[0].condition ecs-dependency-condition"}},

			{Name: "any action", Change: policy(PolicyStatement{Actions: []string{"*", "s3:*"},
				Resources: []string{"arn:aws:s3:::a"}}),
				Want: []string{"taskPolicies[0].actions[0] ecs-named-actions", "taskPolicies[0].actions[1] ecs-named-actions"}},
			{Name: "action form", Change: policy(PolicyStatement{Actions: []string{"GetObject"},
				Resources: []string{reference}}),
				Want: []string{"taskPolicies[0].actions[0] invalid"}},
			{Name: "any resource", Change: policy(PolicyStatement{Actions: []string{"s3:GetObject"}, Resources: []string{"*"}}),
				Want: []string{"taskPolicies[0].resources[0] ecs-named-resources"}},
			{Name: "any resource where AWS knows none",
				Change: policy(PolicyStatement{Actions: []string{"cloudwatch:PutMetricData"}, Resources: []string{"*"}})},
			{Name: "any resource with a reason",
				Change: policy(PolicyStatement{Actions: []string{"ec2:DescribeRegions"}, Resources: []string{"*"},
					UnscopedReason: "AWS lists regions account-wide"})},
			{Name: "empty statement", Change: policy(PolicyStatement{Sid: "a b", Conditions: []PolicyCondition{{}}}),
				Want: []string{"taskPolicies[0].actions required",
					"taskPolicies[0].conditions[0].key required", "taskPolicies[0].conditions[0].operator required",
					"taskPolicies[0].conditions[0].values required", "taskPolicies[0].resources required",
					"taskPolicies[0].sid invalid"}},
			{Name: "no ARN", Change: policy(PolicyStatement{Actions: []string{"s3:GetObject"}, Resources: []string{"bucket"}}),
				Want: []string{"taskPolicies[0].resources[0] invalid"}},
		})
}

func TestClusterProblems(t *testing.T) {
	valid := func() ClusterProps { return ClusterProps{Name: "ai"} }
	checktest.Run(t, valid, func(p *ClusterProps) error { return p.Validate() }, []checktest.Case[ClusterProps]{
		{Name: "defaults", Change: func(*ClusterProps) {}},
		{Name: "name", Change: func(p *ClusterProps) { p.Name = "a b" }, Want: []string{"name invalid"}},
		{Name: "insights", Change: func(p *ClusterProps) { p.ContainerInsights = "on" },
			Want: []string{"containerInsights one-of"}},
		{Name: "provider", Change: func(p *ClusterProps) { p.CapacityProviders = jsii.Strings("EC2") },
			Want: []string{"capacityProviders[0] one-of"}},
		{Name: "two bases", Change: func(p *ClusterProps) {
			p.DefaultCapacityProviders = []CapacityProvider{{Name: Fargate, Base: jsii.Number(1)},
				{Name: FargateSpot, Base: jsii.Number(1)}}
		}, Want: []string{"defaultCapacityProviders ecs-capacity-base"}},
		{Name: "logging", Change: func(p *ClusterProps) { p.ExecuteLogging = &ExecuteLogging{KMSKeyARN: "k"} },
			Want: []string{"executeLogging.kmsKeyARN invalid", "executeLogging.logGroupARN required",
				"executeLogging.logGroupName required"}},
		{Name: "two namespaces", Change: func(p *ClusterProps) {
			p.ServiceConnectNamespace, p.ServiceConnectNamespaceARN = "a", "${TfToken[TOKEN.1]}"
		}, Want: []string{"serviceConnectNamespace exclusive"}},
	})
	if err := (ClusterRef{}).Validate(); err == nil {
		t.Error("an empty reference went through")
	}
}

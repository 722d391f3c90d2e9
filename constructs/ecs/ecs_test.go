package ecs_test

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func task(change func(*ecs.TaskDefinitionProps)) *ecs.TaskDefinitionProps {
	p := &ecs.TaskDefinitionProps{
		Family:      "llm-proxy",
		LogOptions:  map[string]string{"awslogs-group": "/ecs/llm-proxy", "awslogs-region": "eu-west-1"},
		LogGroupARN: "arn:aws:logs:eu-west-1:210987654321:log-group:/ecs/llm-proxy",
		Containers: []ecs.Container{{Name: "app", Image: "ghcr.io/acme/app:v1",
			Ports: []ecs.Port{{ContainerPort: jsii.Number(4000)}}}},
	}
	if change != nil {
		change(p)
	}
	return p
}

func synthTask(t *testing.T, change func(*ecs.TaskDefinitionProps)) *testkit.Template {
	t.Helper()
	return testkit.Synth(t, func(stack cdktf.TerraformStack) { ecs.NewTaskDefinition(stack, "task", task(change)) })
}

func definition(t *testing.T, template *testkit.Template) string {
	t.Helper()
	_, resource := template.One(t, "aws_ecs_task_definition")
	return resource["container_definitions"].(string)
}

func contains(t *testing.T, text string, wanted ...string) {
	t.Helper()
	for _, want := range wanted {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing in:\n%s", want, text)
		}
	}
}

func TestTaskDefinitionDefaults(t *testing.T) {
	template := synthTask(t, nil)
	template.Has(t, "aws_ecs_task_definition", testkit.Object{
		"cpu": "512", "memory": "1024", "network_mode": "awsvpc", "requires_compatibilities": []string{"FARGATE"},
		"skip_destroy":     true,
		"runtime_platform": testkit.Object{"cpu_architecture": "ARM64", "operating_system_family": "LINUX"},
		"volume":           testkit.Absent,
	})
	contains(t, definition(t, template), `"readonlyRootFilesystem" = true`, `"initProcessEnabled" = true`,
		`"essential" = true`,
		`"containerPort" = 4000`, `"awslogs-stream-prefix" = "llm-proxy"`)
	template.Count(t, "aws_iam_role", 2)
	template.Count(t, "aws_iam_role_policy", 1) // the code may do nothing
	_, policy := template.One(t, "aws_iam_role_policy")
	text := policy["policy"].(string)
	contains(t, text, `:log-group:/ecs/llm-proxy:log-stream:*`, "logs:PutLogEvents")
	for _, no := range []string{"ecr:", "secretsmanager:", "ssm:", "kms:", "s3:"} {
		if strings.Contains(text, no) {
			t.Errorf("the execution role is granted %s without need:\n%s", no, text)
		}
	}
	for _, role := range template.Resources("aws_iam_role") {
		contains(t, role["assume_role_policy"].(string), `"aws:SourceAccount" = "210987654321"`,
			`"aws:SourceArn" = "arn:aws:ecs:eu-west-1:210987654321:*"`)
	}
}

func TestExecutionRoleGetsExactlyWhatTheContainersName(t *testing.T) {
	template := synthTask(t, func(p *ecs.TaskDefinitionProps) {
		app := &p.Containers[0]
		app.Image = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/team/app:v1"
		app.Secrets = map[string]ecs.Secret{
			"KEY": {ValueFrom: "arn:aws:secretsmanager:eu-west-1:210987654321:secret:a-123456:k::",
				GrantARN:  "arn:aws:secretsmanager:eu-west-1:210987654321:secret:a-123456",
				KMSKeyARN: "arn:aws:kms:eu-west-1:210987654321:key/k"},
			"PARAM": {ValueFrom: "arn:aws:ssm:eu-west-1:210987654321:parameter/p",
				GrantARN: "arn:aws:ssm:eu-west-1:210987654321:parameter/p"},
		}
		app.EnvironmentFiles = jsii.Strings("arn:aws:s3:::config/app.env")
	})
	_, policy := template.One(t, "aws_iam_role_policy")
	text := policy["policy"].(string)
	contains(t, text, `"Resource" = "arn:aws:ecr:eu-west-1:210987654321:repository/team/app"`,
		`"Resource" = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:a-123456"`,
		`"Resource" = "arn:aws:ssm:eu-west-1:210987654321:parameter/p"`,
		`"Resource" = "arn:aws:kms:eu-west-1:210987654321:key/k"`, `"kms:ViaService"`,
		`"Resource" = "arn:aws:s3:::config/app.env"`, `"Resource" = "arn:aws:s3:::config"`)
	if n := strings.Count(text, `"Resource" = "*"`); n != 1 || !strings.Contains(text, "ecr:GetAuthorizationToken") {
		t.Errorf("%d statements on every resource, want only that of ecr:GetAuthorizationToken:\n%s", n, text)
	}
	contains(t, definition(t, template),
		`"valueFrom" = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:a-123456:k::"`,
		`"value" = "arn:aws:s3:::config/app.env"`)
}

func TestScratchMountsAndExecute(t *testing.T) {
	template := synthTask(t, func(p *ecs.TaskDefinitionProps) {
		p.Containers[0].Scratch = jsii.Strings("/tmp", "/var/cache/app")
		p.EnableExecute = jsii.Bool(true)
		p.ExecuteLogGroupARN = "arn:aws:logs:eu-west-1:210987654321:log-group:/ecs/exec"
		p.Volumes = []ecs.Volume{{Name: "models",
			EFS: &ecs.EFSVolume{FileSystemID: "fs-0123abcd", AccessPointID: "fsap-0123abcd", ReadOnly: jsii.Bool(true)}}}
		p.Containers[0].Mounts = []ecs.Mount{{VolumeName: "models", ContainerPath: "/models", ReadOnly: jsii.Bool(true)}}
	})
	template.Has(t, "aws_ecs_task_definition", testkit.Object{"volume": []testkit.Object{
		{"name": "models", "efs_volume_configuration": testkit.Object{"file_system_id": "fs-0123abcd",
			"transit_encryption":   "ENABLED",
			"authorization_config": testkit.Object{"access_point_id": "fsap-0123abcd", "iam": "ENABLED"}}},
		{"name": "app-tmp"}, {"name": "app-var-cache-app"}, {"name": "app-var-lib-amazon"}, {"name": "app-var-log-amazon"},
	}})
	contains(t, definition(t, template), `"containerPath" = "/var/lib/amazon"`, `"sourceVolume" = "app-tmp"`,
		`"containerPath" = "/models"`)
	text := ""
	for id, policy := range template.Resources("aws_iam_role_policy") {
		if strings.Contains(id, "task-policy") {
			text = policy["policy"].(string)
		}
	}
	contains(t, text, "ssmmessages:OpenDataChannel", "log-group:/ecs/exec:*", "elasticfilesystem:ClientMount",
		"access-point/fsap-0123abcd")
	if strings.Contains(text, "ClientWrite") {
		t.Error("a read-only mount may write")
	}
}

func TestEverythingAContainerCanSay(t *testing.T) {
	template := synthTask(t, func(p *ecs.TaskDefinitionProps) {
		p.CPU, p.MemoryLimitMiB, p.EphemeralStorageGiB, p.CPUArchitecture = jsii.Number(1024), jsii.Number(2048),
			jsii.Number(40), ecs.X86_64
		p.TaskPolicies = []ecs.PolicyStatement{{Sid: "Read", Actions: []string{"s3:GetObject"},
			Resources:  []string{"arn:aws:s3:::a/*"},
			Conditions: []ecs.PolicyCondition{{Operator: "Bool", Key: "aws:SecureTransport", Values: []string{"true"}}}}}
		app := &p.Containers[0]
		app.Command, app.EntryPoint, app.WorkingDirectory, app.User = jsii.Strings("serve", `--text="a b"`),
			jsii.Strings("/app"), "/srv", "1000:1000"
		app.Environment = map[string]string{"B": "2", "A": `quote " and ${literal}`}
		app.HealthCheck = &ecs.HealthCheck{Command: jsii.Strings("CMD", "/healthy"), StartPeriod: jsii.Number(60)}
		app.StopTimeout, app.StartTimeout = jsii.Number(120), jsii.Number(60)
		app.CPU, app.MemoryLimitMiB, app.MemoryReservationMiB = jsii.Number(512), jsii.Number(1024), jsii.Number(512)
		app.RestartPolicy = &ecs.RestartPolicy{IgnoredExitCodes: []float64{0}}
		app.Ulimits = []ecs.Ulimit{{Name: "nofile", Soft: 65536, Hard: 65536}}
		app.SystemControls = map[string]string{"net.ipv4.tcp_keepalive_time": "60"}
		app.DockerLabels = map[string]string{"team": "ai"}
		app.Tmpfs = []ecs.Tmpfs{{ContainerPath: "/cache", SizeMiB: jsii.Number(64)},
			{ContainerPath: "/run/app", SizeMiB: jsii.Number(16), UserID: jsii.Number(1000), GroupID: jsii.Number(1000),
				Mode: "0700", Executable: jsii.Bool(true)}}
		app.RepositoryCredentials = &ecs.Secret{
			ValueFrom: "arn:aws:secretsmanager:eu-west-1:210987654321:secret:ghcr-a1b2c3",
			GrantARN:  "arn:aws:secretsmanager:eu-west-1:210987654321:secret:ghcr-a1b2c3",
			KMSKeyARN: "arn:aws:kms:eu-west-1:210987654321:key/registry"}
		p.ContainerOverrides = map[string]map[string]any{"app": {"interactive": true,
			"linuxParameters": map[string]any{"capabilities": map[string]any{"drop": []string{"ALL"}}}}}
		app.DependsOn = []ecs.Dependency{{ContainerName: "side"}}
		p.Containers = append(p.Containers,
			ecs.Container{Name: "side", Image: "ghcr.io/acme/side@sha256:" + strings.Repeat("a", 64),
				Essential: jsii.Bool(false), Ports: []ecs.Port{{ContainerPort: jsii.Number(8125), Protocol: ecs.UDP}},
				ContainerSettings: ecs.ContainerSettings{
					ReadonlyRootFilesystem: jsii.Bool(false), InitProcess: jsii.Bool(false),
					Logging: &ecs.Logging{Driver: ecs.LogDriverSplunk,
						Options: map[string]string{"splunk-url": "https://splunk.acme.dev"},
						SecretOptions: map[string]ecs.Secret{
							"splunk-token": {ValueFrom: "arn:aws:ssm:eu-west-1:210987654321:parameter/s",
								GrantARN: "arn:aws:ssm:eu-west-1:210987654321:parameter/s"}}}}})
	})
	template.Golden(t, "container.json")
}

func TestTaskDefinitionTakesReferences(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		number := cdktf.NewTerraformVariable(stack, jsii.String("cpu"),
			&cdktf.TerraformVariableConfig{Type: jsii.String("number")})
		text := cdktf.NewTerraformVariable(stack, jsii.String("text"),
			&cdktf.TerraformVariableConfig{Type: jsii.String("string")})
		list := cdktf.NewTerraformVariable(stack, jsii.String("list"),
			&cdktf.TerraformVariableConfig{Type: jsii.String("list(string)")})
		ecs.NewTaskDefinition(stack, "task", task(func(p *ecs.TaskDefinitionProps) {
			p.CPU, p.MemoryLimitMiB, p.Family = number.NumberValue(), number.NumberValue(), *text.StringValue()
			app := &p.Containers[0]
			app.Image, app.Command, app.StopTimeout = *text.StringValue(), list.ListValue(), number.NumberValue()
			app.Ports[0].ContainerPort = number.NumberValue()
			app.Environment = map[string]string{"MODEL": *text.StringValue()}
		}))
	})
	template.Has(t, "aws_ecs_task_definition", testkit.Object{"cpu": "${tostring(var.cpu)}", "family": "${var.text}"})
	contains(t, definition(t, template), `"command" = var.list`, `"containerPort" = var.cpu`, `"stopTimeout" = var.cpu`,
		`"image" = var.text`)
}

func TestCluster(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		ecs.NewCluster(stack, "plain", &ecs.ClusterProps{Name: "plain"})
		ecs.NewCluster(stack, "full",
			&ecs.ClusterProps{Name: "full", ContainerInsights: ecs.ContainerInsightsEnhanced,
				ServiceConnectNamespace: "ai.local",
				DefaultCapacityProviders: []ecs.CapacityProvider{{Name: ecs.Fargate, Base: jsii.Number(1)},
					{Name: ecs.FargateSpot, Weight: jsii.Number(4)}},
				ExecuteLogging: &ecs.ExecuteLogging{LogGroupName: "/ecs/exec",
					LogGroupARN: "arn:aws:logs:eu-west-1:210987654321:log-group:/ecs/exec"}})
	})
	template.Has(t, "aws_ecs_cluster",
		testkit.Object{"name": "plain", "configuration": testkit.Absent,
			"setting": []testkit.Object{{"name": "containerInsights", "value": "enabled"}}})
	template.Has(t, "aws_ecs_cluster", testkit.Object{"name": "full",
		"configuration": testkit.Object{"execute_command_configuration": testkit.Object{"logging": "OVERRIDE",
			"log_configuration": testkit.Object{"cloud_watch_log_group_name": "/ecs/exec"}}}})
	for id, cluster := range template.Resources("aws_ecs_cluster") {
		if defaults, ok := cluster["service_connect_defaults"].(map[string]any); ok != (cluster["name"] == "full") {
			t.Errorf("%s has Service Connect defaults: %v", id, ok)
		} else if ok {
			contains(t, defaults["namespace"].(string), "aws_service_discovery_http_namespace.")
		}
	}
	template.Has(t, "aws_ecs_cluster_capacity_providers",
		testkit.Object{"capacity_providers": []string{"FARGATE", "FARGATE_SPOT"},
			"default_capacity_provider_strategy": []testkit.Object{
				{"capacity_provider": "FARGATE", "base": 1, "weight": 1},
				{"capacity_provider": "FARGATE_SPOT", "base": 0, "weight": 4}}})
}

package fargateai_test

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/configuration"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iamtest"
	"github.com/fargate-ai/fargate-ai-service/constructs/killswitch"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/scheduledtask"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

// ownKey is a key of the stack's account; tables call it K/NAME.
func ownKey(name string) string { return iamtest.ARN("kms:key/" + name) }

// everyGrant is a service with all that a task, and what belongs to it, is granted anything for.
func everyGrant(p *fargateai.ServiceProps) {
	p.Secrets = map[string]secrets.Reference{
		"NAMED": {SecretName: "app"}, "KEYED": {SecretName: "app/db", JSONKey: "password", KMSKeyARN: ownKey("secrets")},
		"PARAMETER": {ParameterName: "/app/salt", KMSKeyARN: ownKey("parameters")},
		"WHOLE":     {SecretARN: iamtest.ARN("secretsmanager:secret:app/whole-AbCdEf"), JSONKey: "x"},
		"SHARED": {SecretARN: "arn:aws:secretsmanager:eu-west-1:555555555555:secret:shared-AbCdEf",
			KMSKeyARN: "arn:aws:kms:eu-west-1:555555555555:key/shared"},
		"MANAGED": {SecretName: "rds!db-1a2b3c4d-5e6f", JSONKey: "password"},
	}
	p.EnableExecute, p.TaskProtection = jsii.Bool(true), jsii.Bool(true)
	p.Cluster = &ecs.ClusterProps{Name: "app", ExecuteLogging: &ecs.ExecuteLogging{LogGroupName: "/exec/app",
		LogGroupARN: iamtest.ARN("logs:log-group:/exec/app"), KMSKeyARN: ownKey("sessions")}}
	p.Models = &bedrock.Access{
		Models:         []bedrock.Model{{ID: "amazon.titan-embed-text-v2:0"}},
		Profiles:       []bedrock.InferenceProfile{{Geo: bedrock.GeoEU, ModelID: "amazon.nova-lite-v1:0"}},
		KnowledgeBases: []bedrock.KnowledgeBase{{ID: "ABCDEFGHIJ"}}, Endpoints: []bedrock.Endpoint{{Name: "rerank"}},
		Guardrail: &bedrock.Guardrail{ID: "abc123"},
	}
	p.Volumes = []ecs.Volume{{Name: "models", EFS: &ecs.EFSVolume{FileSystemID: "fs-0123456789abcdef0",
		AccessPointID: "fsap-0123456789abcdef0", SecurityGroupID: "sg-0123456789abcdef0", ReadOnly: jsii.Bool(true)}}}
	p.Container = &ecs.ContainerSettings{Mounts: []ecs.Mount{{VolumeName: "models", ContainerPath: "/models",
		ReadOnly: jsii.Bool(true)}}}
	p.Sidecars = []ecs.Sidecar{ecs.FireLens(ecs.FireLensProps{LogGroupName: "/fire/app",
		LogGroupARN: iamtest.ARN("logs:log-group:/fire/app"), Region: iamtest.Region})}
	p.Configuration = &configuration.Settings{KMSKeyARN: ownKey("files"), Files: []configuration.File{
		{Name: "a.txt", Content: "a", BucketVariable: "BUCKET", KeyVariable: "FILE"}}}
	p.Redeploy = &redeploy.Settings{SecretNames: jsii.Strings("app")}
	p.KillSwitch = &killswitch.Settings{Mode: killswitch.Automatic}
	p.Guardrails = &guardrails.Settings{Alarms: guardrails.Alarms{TokensPerDay: jsii.Number(1_000_000)},
		Budget:     &guardrails.Budget{MonthlyUSD: jsii.Number(100)},
		KillSwitch: &guardrails.KillSwitch{Mode: guardrails.KillSwitchAutomatic}}
	reports := ecs.PolicyStatement{Actions: []string{"s3:PutObject"}, Resources: []string{iamtest.ARN(
		"s3:app-reports/evaluations/*")}}
	p.ScheduledTasks = map[string]fargateai.ScheduledTask{
		"index": {Settings: scheduledtask.Settings{Expression: "rate(1 day)"}},
		"evaluation": {Settings: scheduledtask.Settings{Expression: "cron(0 2 * * ? *)", KMSKeyARN: ownKey("failed")},
			TaskDefinition: &fargateai.ScheduledTaskDefinition{TaskPolicies: []ecs.PolicyStatement{reports},
				ImageURI: "210987654321.dkr.ecr.eu-west-1.amazonaws.com/evaluation:1"}},
	}
}

// Every role of synthesized services may do what AWS, ECS and the code need, and nothing beside it. The tables were
// written before the policies were read.
func TestRolesOfServices(t *testing.T) {
	github := pipeline.GitHubRepository{Repository: "acme/app", OwnerID: "11", RepositoryID: "22"}
	template := synth(t, func(stack *fargateai.Stack) {
		fargateai.NewLLMProxy(stack, "app", production(func(p *fargateai.ServiceProps) {
			everyGrant(p)
			p.Pipeline = &fargateai.Pipeline{GitHub: github, WorkflowFile: ".github/workflows/deploy.yml"}
		}))
		fargateai.NewService(stack, "front", production(func(p *fargateai.ServiceProps) {
			p.BlueGreen, p.Domain.Name = &codedeploy.Settings{}, "front.acme.dev"
			p.Pipeline = &fargateai.Pipeline{GitHub: github}
		}))
		fargateai.NewEvalWorker(stack, "worker", &fargateai.ServiceProps{Image: fargateai.Image{Tag: "v1"},
			Queue:                &queue.Props{Name: "jobs", KMSKeyARN: ownKey("jobs")},
			ContainerHealthCheck: &ecs.HealthCheck{Command: jsii.Strings("CMD", "python", "-m", "health")}})
	})
	roles := map[string]iamtest.Role{}
	for name, role := range iamtest.ReadRoles(t, template.Text()) {
		roles[name[:strings.LastIndex(name, "_")]] = role // without the hash
	}
	untold := maps.Clone(roles)
	for kind, sections := range roleTables(t) {
		for name, table := range sections {
			t.Run(kind+" "+name, func(t *testing.T) {
				role, found := roles[name]
				if !found {
					t.Fatal("there is no such role")
				}
				if kind == "trust" {
					role.Policies = []any{role.Trust}
				} else {
					delete(untold, name)
				}
				if allowed, denied := iamtest.Table(t, table, role.Policies...); allowed == 0 || denied == 0 {
					t.Errorf("got %d lines that are allowed and %d that are denied", allowed, denied)
				}
			})
		}
	}
	for name := range untold { // the other services' roles are of the same kinds
		if !strings.HasPrefix(name, "front_") && !strings.HasPrefix(name, "worker_") {
			t.Errorf("no table tells what %s may do", name)
		}
	}
}

// roleTables are the sections of testdata/roles.txt by their kind and the role.
func roleTables(t *testing.T) map[string]map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "roles.txt"))
	if err != nil {
		t.Fatal(err)
	}
	out, short := map[string]map[string]string{"role": {}, "trust": {}}, map[string]string{}
	var kind string
	var names []string
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case out[words[0]] != nil:
			kind, names = words[0], words[1:]
		case len(words) > 2 && words[1] == "=":
			short[words[0]] = long(short, words[2:])
		default:
			for _, name := range names {
				out[kind][name] += long(short, words) + "\n"
			}
		}
	}
	return out
}

// long are words with what they are short for.
func long(short map[string]string, words []string) string {
	var out []string
	for _, word := range words {
		first, rest, _ := strings.Cut(word, "/")
		if text := short[word]; text != "" {
			word = text
		} else if text := short[first+"/"]; text != "" {
			word = text + rest
		}
		out = append(out, word)
	}
	return strings.Join(out, " ")
}

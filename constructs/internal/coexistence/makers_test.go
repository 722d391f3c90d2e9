package coexistence

import (
	"fmt"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/configuration"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/killswitch"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/cutover"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/scheduledtask"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

// thing is what a construct is made with: an id, and a name that no other of its kind has.
type thing struct {
	scope    constructs.Construct
	id, name string
	n        int // of all
}

var texts, number = jsii.Strings, jsii.Number[int]

const (
	account  = "210987654321"
	region   = "eu-west-1"
	vpc      = "vpc-0a1b2c3d4e5f67890"
	topic    = "arn:aws:sns:" + region + ":" + account + ":oncall"
	cluster  = "arn:aws:ecs:" + region + ":" + account + ":cluster/ai"
	listener = "arn:aws:elasticloadbalancing:" + region + ":" + account + ":listener/app/ai/50dc6c495c0c9188/"
	boundary = "arn:aws:iam::" + account + ":policy/ai-boundary"
	bucket   = "arn:aws:s3:::acme-state"
	nova     = "amazon.nova-lite-v1:0"
)

var (
	subnets = texts("subnet-0a1b2c3d4e5f67890", "subnet-1a1b2c3d4e5f67890")
	github  = pipeline.GitHub{GitHubRepository: pipeline.GitHubRepository{Repository: "acme/ai", OwnerID: "1342004",
		RepositoryID: "998877"}, Environments: texts("production"), EnvironmentBranches: texts("main")}
)

func role(t thing) string { return "arn:aws:iam::" + account + ":role/" + t.name }

func (t thing) host() string { return fmt.Sprintf("h%d.acme.dev", t.n) }

func (t thing) domain() *loadbalancer.Domain {
	return &loadbalancer.Domain{Name: t.host(), HostedZoneID: "Z0123456789ABCDEFGHIJ"}
}

func (t thing) service(change func(*fargateai.ServiceProps)) *fargateai.ServiceProps {
	p := &fargateai.ServiceProps{Name: t.name, Port: number(8080), Domain: t.domain(),
		Image: fargateai.Image{URI: "ghcr.io/acme/ai:v1.4.2"}}
	if change != nil {
		change(p)
	}
	return p
}

// makers make one of each construct, by package and function.
var makers = map[string]func(thing){
	"bedrock.NewApplicationInferenceProfile": func(t thing) {
		bedrock.NewApplicationInferenceProfile(t.scope, t.id, &bedrock.ApplicationInferenceProfileProps{Name: t.name,
			Profile: &bedrock.InferenceProfile{Geo: bedrock.GeoEU, ModelID: nova}})
	},
	"codedeploy.New": func(t thing) {
		codedeploy.New(t.scope, t.id, &codedeploy.Props{ClusterName: "ai", ServiceName: t.name,
			ListenerARN:         listener + fmt.Sprintf("f2f7dc8efc52%04d", t.n),
			TestListenerARN:     listener + fmt.Sprintf("0467ef3c8400%04d", t.n),
			BlueTargetGroupName: "blue", GreenTargetGroupName: "green", TaskRoleARNs: texts(role(t)),
			Settings: codedeploy.Settings{Name: t.name}})
	},
	"configuration.New": func(t thing) {
		configuration.New(t.scope, t.id, &configuration.Props{Settings: configuration.Settings{Name: t.name,
			Files: []configuration.File{{Name: "config.yaml", Content: map[string]any{"model": "gpt-5"},
				BucketVariable: "CONFIG_BUCKET", KeyVariable: "CONFIG_KEY"}}}})
	},
	"cutover.New": func(t thing) {
		cutover.New(t.scope, t.id, &cutover.Props{New: cutover.NewSide{Host: "chat-1.eu-west-1.elb.amazonaws.com"},
			Settings: cutover.Settings{Name: t.name, Domain: "c" + t.host(), ZoneName: "acme.dev",
				HostedZoneID: "Z0123456789ABCDEFGHIJ", Phase: cutover.Canary,
				Old: cutover.OldSide{Host: "chat-prod.eu-west-1.elasticbeanstalk.com"}, Adopt: []cutover.RecordType{cutover.A}}})
	},
	"ecr.New": func(t thing) { ecr.New(t.scope, t.id, &ecr.Props{Name: "leaf/" + t.name}) },
	"ecs.NewCluster": func(t thing) {
		ecs.NewCluster(t.scope, t.id, &ecs.ClusterProps{Name: t.name})
	},
	"ecs.NewNamespace": func(t thing) {
		ecs.NewNamespace(t.scope, t.id, &ecs.NamespaceProps{Name: t.name + ".internal", VPCID: vpc})
	},
	"ecs.NewService": func(t thing) {
		ecs.NewService(t.scope, t.id, &ecs.ServiceProps{Cluster: ecs.ClusterRef{Name: "ai", ARN: cluster},
			TaskDefinitionARN: "arn:aws:ecs:eu-west-1:210987654321:task-definition/ai:7", VPCID: vpc, SubnetIDs: subnets,
			DesiredCount: number(2), ServiceSettings: ecs.ServiceSettings{Name: t.name}})
	},
	"ecs.NewTaskDefinition": func(t thing) {
		ecs.NewTaskDefinition(t.scope, t.id, &ecs.TaskDefinitionProps{Family: t.name,
			LogOptions: map[string]string{"awslogs-group": "/ecs/ai", "awslogs-region": region},
			Containers: []ecs.Container{{Name: t.name, Image: "ghcr.io/acme/ai:v1.4.2"}}})
	},
	"fargateai.NewService": func(t thing) {
		fargateai.NewService(t.scope, t.id, t.service(func(p *fargateai.ServiceProps) {
			p.Pipeline = &fargateai.Pipeline{GitHub: github.GitHubRepository}
			p.Image = fargateai.Image{}
		}))
	},
	"fargateai.NewLLMProxy": func(t thing) {
		fargateai.NewLLMProxy(t.scope, t.id, t.service(func(p *fargateai.ServiceProps) {
			p.TokenBudget = &fargateai.TokenBudget{PerMinute: number(20000)}
			p.Redeploy = &redeploy.Settings{SecretNames: texts("ai/openai")}
			p.KillSwitch = &killswitch.Settings{Mode: killswitch.Automatic}
			p.Guardrails = &guardrails.Settings{Budget: &guardrails.Budget{MonthlyUSD: number(500)},
				Alarms: guardrails.Alarms{TokensPerMinute: number(200_000)}}
			p.Logs = &logs.Props{TokenFilters: []logs.TokenFilter{{Format: logs.TokenLogOpenAIChat}}}
		}))
	},
	"fargateai.NewRetrievalAPI": func(t thing) { fargateai.NewRetrievalAPI(t.scope, t.id, t.service(nil)) },
	"fargateai.NewAgentRuntime": func(t thing) {
		fargateai.NewAgentRuntime(t.scope, t.id, t.service(func(p *fargateai.ServiceProps) {
			p.Domain = nil
			p.Exposure = fargateai.ExposureServiceConnect
			p.ContainerHealthCheck = &ecs.HealthCheck{Command: texts("CMD", "/health")}
		}))
	},
	"fargateai.NewEvalWorker": func(t thing) {
		fargateai.NewEvalWorker(t.scope, t.id, t.service(func(p *fargateai.ServiceProps) {
			p.Port, p.Domain = nil, nil
			p.ContainerHealthCheck = &ecs.HealthCheck{Command: texts("CMD", "/health")}
		}))
	},
	"guardrails.New": func(t thing) {
		guardrails.New(t.scope, t.id, &guardrails.Props{ClusterName: "ai", ServiceName: t.name,
			Settings: guardrails.Settings{Name: t.name, Topic: &guardrails.Topic{Emails: texts("oncall@acme.dev")},
				Alarms: guardrails.Alarms{TokensPerMinute: number(200_000)},
				Budget: &guardrails.Budget{MonthlyUSD: number(500)}}})
	},
	"killswitch.New": func(t thing) {
		killswitch.New(t.scope, t.id, &killswitch.Props{ClusterName: "ai", ServiceName: t.name, TopicARN: topic,
			Settings: killswitch.Settings{Name: t.name, Mode: killswitch.Automatic, AlarmNames: texts("spend")}})
	},
	"loadbalancer.New": func(t thing) {
		loadbalancer.New(t.scope, t.id, &loadbalancer.Props{VPCID: vpc, SubnetIDs: subnets, Domain: t.domain(),
			Settings: loadbalancer.Settings{Name: t.name}})
	},
	"loadbalancer.NewTarget": func(t thing) {
		loadbalancer.NewTarget(t.scope, t.id, &loadbalancer.TargetProps{VPCID: vpc, Port: number(4000),
			LoadBalancer: loadbalancer.Ref{ListenerARN: listener + "f2f7dc8efc522ab2", SecurityGroupID: "sg-0a1b2c3d4e5f67890",
				URL: "https://llm.acme.dev"},
			Rule:           &loadbalancer.Rule{Priority: number(t.n + 1), Hosts: texts(t.host())},
			HealthCheck:    &loadbalancer.HealthCheck{Path: "/health"},
			TargetSettings: loadbalancer.TargetSettings{Name: t.name}})
	},
	"logs.New":    func(t thing) { logs.New(t.scope, t.id, &logs.Props{Name: "/leaf/" + t.name}) },
	"network.New": func(t thing) { network.New(t.scope, t.id, &network.Props{Name: t.name}) },
	"pipeline.NewApplyRole": func(t thing) {
		pipeline.NewApplyRole(t.scope, t.id, &pipeline.ApplyRoleProps{GitHub: github,
			ResourceTypes: texts("aws_sqs_queue"), NamePrefixes: texts(t.name), PermissionsBoundaryARN: boundary,
			StateBucketARN: bucket, StateKey: t.name + "/terraform.tfstate"})
	},
	"pipeline.NewDeployRole": func(t thing) {
		pipeline.NewDeployRole(t.scope, t.id, &pipeline.DeployRoleProps{GitHub: github, ClusterName: "ai",
			ServiceName: t.name, ExecutionRoleARN: role(t) + "-execution", TaskRoleARN: role(t) + "-task"})
	},
	"pipeline.NewPlanRole": func(t thing) {
		pipeline.NewPlanRole(t.scope, t.id, &pipeline.PlanRoleProps{GitHub: github.GitHubRepository,
			StateBucketARN: bucket, StateKey: t.name + "/terraform.tfstate"})
	},
	"pipeline.NewPushRole": func(t thing) {
		pipeline.NewPushRole(t.scope, t.id, &pipeline.PushRoleProps{GitHub: github,
			RepositoryARN: "arn:aws:ecr:" + region + ":" + account + ":repository/" + t.name})
	},
	"queue.New": func(t thing) { queue.New(t.scope, t.id, &queue.Props{Name: t.name}) },
	"redeploy.New": func(t thing) {
		redeploy.New(t.scope, t.id, &redeploy.Props{ClusterName: "ai", ServiceName: t.name,
			Settings: redeploy.Settings{Name: t.name, SecretNames: texts("ai/openai")}})
	},
	"scaling.New": func(t thing) {
		scaling.New(t.scope, t.id, &scaling.Props{ClusterName: "ai", ServiceName: t.name,
			Settings: scaling.Settings{MinCapacity: number(2), MaxCapacity: number(20),
				Metrics: []scaling.MetricTracking{scaling.InFlightPerTask(40)}}})
	},
	"scheduledtask.New": func(t thing) {
		scheduledtask.New(t.scope, t.id, &scheduledtask.Props{ClusterARN: cluster, Family: "ai", ContainerName: "ai",
			ExecutionRoleARN: role(t), SubnetIDs: subnets, SecurityGroupIDs: texts("sg-0a1b2c3d4e5f67890"),
			Settings: scheduledtask.Settings{Name: t.name, Expression: "cron(0 2 * * ? *)", Command: texts("eval"),
				ExistingTopicARN: topic}})
	},
	"secrets.New": func(t thing) { secrets.New(t.scope, t.id, &secrets.Props{Name: "leaf/" + t.name}) },
}

// otherwise are constructors of which there is one in a stack or an account, and those of stacks.
var otherwise = map[string]string{
	"fargateai.NewStack":         "is the stack",
	"module.New":                 "is a stack",
	"pipeline.NewGitHubProvider": "is one in an account",
}

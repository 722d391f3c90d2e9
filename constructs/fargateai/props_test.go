package fargateai

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func validProps() ServiceProps {
	return ServiceProps{
		Port:   jsii.Number(4000),
		Image:  Image{Tag: "v1.4.2"},
		Domain: &loadbalancer.Domain{Name: "llm.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
	}
}

func TestServiceProblems(t *testing.T) {
	number := jsii.Number[float64]
	checktest.Run(t, validProps, func(p *ServiceProps) error { return p.Validate("llm-proxy") },
		[]checktest.Case[ServiceProps]{
			{Name: "defaults", Change: func(*ServiceProps) {}},
			{Name: "nothing", Change: func(p *ServiceProps) { *p = ServiceProps{} },
				Want: []string{"domain service-production-tls", "port required"}},
			{Name: "demo", Change: func(p *ServiceProps) { *p = ServiceProps{Profile: ProfileDemo, Port: number(80)} }},
			{Name: "name", Change: func(p *ServiceProps) { p.Name = "LLM" }, Want: []string{"name invalid"}},
			{Name: "profile", Change: func(p *ServiceProps) { p.Profile = "test" }, Want: []string{"profile one-of"}},
			{Name: "port", Change: func(p *ServiceProps) { p.Port = number(99999) }, Want: []string{"port range"}},
			{Name: "size", Change: func(p *ServiceProps) { p.CPU = number(300) }, Want: []string{"cpu fargate-task-size"}},
			{Name: "stop timeout", Change: func(p *ServiceProps) { p.StopTimeout = number(180) },
				Want: []string{"stopTimeout range"}},
			{Name: "key", Change: func(p *ServiceProps) {
				p.Environment = map[string]string{"OPENAI_API_KEY": "sk-abcdefghijklmnopqrstuv"}
			}, Want: []string{"environment.OPENAI_API_KEY ecs-plaintext-credential"}},
			{Name: "scratch", Change: func(p *ServiceProps) { p.WritablePaths = jsii.Strings("tmp") },
				Want: []string{"writablePaths[0] invalid"}},
			{Name: "secret", Change: func(p *ServiceProps) { p.Secrets = map[string]secrets.Reference{"KEY": {}} },
				Want: []string{"secrets.KEY required"}},
			{Name: "sidecar", Change: func(p *ServiceProps) {
				p.Sidecars = []ecs.Sidecar{{Containers: []ecs.Container{{Name: "llm-proxy", Image: "ghcr.io/acme/side:latest"}}}}
			},
				Want: []string{"sidecars[0].containers[0] unique", "sidecars[0].containers[0].image image-fixed"}},

			{Name: "image from two places", Change: func(p *ServiceProps) { p.Image.URI = "ghcr.io/acme/app:v1" },
				Want: []string{"image exclusive"}},
			{Name: "moving tag", Change: func(p *ServiceProps) { p.Image.Tag = "latest" },
				Want: []string{"image.tag service-image-tag-moves"}},
			{Name: "tag form", Change: func(p *ServiceProps) { p.Image.Tag = "a b" }, Want: []string{"image.tag invalid"}},
			{Name: "digest", Change: func(p *ServiceProps) { p.Image = Image{Digest: "sha256:1"} },
				Want: []string{"image.digest invalid"}},
			{Name: "owner", Change: func(p *ServiceProps) { p.Image.Owner = "me" }, Want: []string{"image.owner one-of"}},
			{Name: "parameter without owner", Change: func(p *ServiceProps) { p.Image.ParameterName = "image" },
				Want: []string{"image.parameterName invalid", "image.parameterName service-image-parameter-unused"}},
			{Name: "adopted repository", Change: func(p *ServiceProps) { p.Image.ExistingRepository = &ecr.Ref{} },
				Want: []string{"image.existingRepository.arn required", "image.existingRepository.url required"}},

			{Name: "two networks", Change: func(p *ServiceProps) { p.Network, p.ExistingNetwork = &network.Props{}, ref() },
				Want: []string{"network exclusive"}},
			{Name: "two clusters", Change: func(p *ServiceProps) {
				p.Cluster, p.ExistingCluster = &ecs.ClusterProps{},
					&ecs.ClusterRef{Name: "ai", ARN: "arn:aws:ecs:eu-west-1:210987654321:cluster/ai"}
			}, Want: []string{"cluster exclusive"}},
			{Name: "domain", Change: func(p *ServiceProps) {
				p.Domain = &loadbalancer.Domain{Name: "no domain",
					HostedZoneID: "zone"}
			}, Want: []string{"domain.hostedZoneID invalid", "domain.name invalid"}},
			{Name: "health check", Change: func(p *ServiceProps) { p.HealthCheck = &loadbalancer.HealthCheck{Path: "health"} },
				Want: []string{"healthCheck.path invalid"}},
			{Name: "idle timeout", Change: func(p *ServiceProps) {
				p.LoadBalancer =
					&loadbalancer.Settings{IdleTimeout: number(5000)}
			}, Want: []string{"loadBalancer.idleTimeout range"}},
			{Name: "shared balancer without a rule", Change: func(p *ServiceProps) {
				p.Domain, p.ExistingLoadBalancer = nil, sharedBalancer()
			}, Want: []string{"rule service-shared-load-balancer-rule"}},
			{Name: "no certificate", Change: func(p *ServiceProps) { p.Domain = nil },
				Want: []string{"domain service-production-tls"}},
			{Name: "plaintext by name", Change: func(p *ServiceProps) {
				p.Domain, p.LoadBalancer = nil, &loadbalancer.Settings{AllowPlaintextHTTP: jsii.Bool(true)}
			}},

			{Name: "one task in production", Change: func(p *ServiceProps) { p.DesiredCount = number(1) },
				Want: []string{"desiredCount service-production-count"}},
			{Name: "count outside scaling", Change: func(p *ServiceProps) {
				p.DesiredCount, p.Scaling = number(5),
					&scaling.Settings{
						MinCapacity:    number(2),
						MaxCapacity:    number(4),
						CPUUtilization: &scaling.TargetTracking{TargetValue: number(60)},
					}
			}, Want: []string{"desiredCount service-count-within-scaling"}},
			{Name: "deployment", Change: func(p *ServiceProps) {
				p.Deployment =
					&ecs.ServiceSettings{MaxHealthyPercent: number(99)}
			}, Want: []string{"deployment.maxHealthyPercent range"}},
			{Name: "logs", Change: func(p *ServiceProps) { p.Logs = &logs.Props{RetentionDays: number(2)} },
				Want: []string{"logs.retentionDays one-of"}},
			{Name: "network", Change: func(p *ServiceProps) { p.Network = &network.Props{CIDR: "10.0.0.1/16"} },
				Want: []string{"network.cidr invalid"}},
		})
}

func ref() *network.Ref {
	return &network.Ref{VPCID: "vpc-0a1b2c3d", PublicSubnetIDs: jsii.Strings("subnet-0a1b2c3a", "subnet-0a1b2c3b"),
		TaskSubnetIDs: jsii.Strings("subnet-0a1b2c3c", "subnet-0a1b2c3d")}
}

func sharedBalancer() *loadbalancer.Ref {
	return &loadbalancer.Ref{ListenerARN: token.Unknown, SecurityGroupID: token.Unknown}
}

func TestStackProblems(t *testing.T) {
	valid := func() StackProps {
		return StackProps{Region: "eu-west-1", Account: "210987654321",
			AvailabilityZones: jsii.Strings("eu-west-1a", "eu-west-1b")}
	}
	checktest.Run(t, valid, func(p *StackProps) error { return p.problems().Err() }, []checktest.Case[StackProps]{
		{Name: "everything", Change: func(*StackProps) {}},
		{Name: "nothing", Change: func(p *StackProps) { *p = StackProps{} }},
		{Name: "references", Change: func(p *StackProps) { p.Region, p.Account = "${var.region}", "${var.account}" }},
		{Name: "zone for region", Change: func(p *StackProps) { p.Region = "eu-west-1a" },
			Want: []string{"region invalid"}},
		{Name: "account", Change: func(p *StackProps) { p.Account = "1234" }, Want: []string{"account invalid"}},
		{Name: "placeholder", Change: func(p *StackProps) { p.Account = "123456789012" },
			Want: []string{"account placeholder"}},
		{Name: "zone elsewhere", Change: func(p *StackProps) { p.AvailabilityZones = jsii.Strings("us-east-1a") },
			Want: []string{"availabilityZones[0] stack-zone-of-region"}},
		{Name: "roles", Change: func(p *StackProps) {
			p.Roles = Roles{PermissionsBoundaryARN: "arn:aws:iam::210987654321:policy/team/boundary", Path: "/team/ai/"}
		}},
		{Name: "boundary of AWS", Change: func(p *StackProps) {
			p.Roles = Roles{PermissionsBoundaryARN: "arn:aws:iam::aws:policy/PowerUserAccess", Path: "/"}
		}},
		{Name: "roles by reference", Change: func(p *StackProps) {
			p.Roles = Roles{PermissionsBoundaryARN: "${var.boundary}", Path: "${var.path}"}
		}},
		{Name: "boundary of another account", Change: func(p *StackProps) {
			p.Roles.PermissionsBoundaryARN = "arn:aws:iam::109876543210:policy/boundary"
		}, Want: []string{"roles.permissionsBoundaryARN place"}},
		{Name: "boundary of another partition", Change: func(p *StackProps) {
			p.Roles.PermissionsBoundaryARN = "arn:aws-cn:iam::210987654321:policy/boundary"
		}, Want: []string{"roles.permissionsBoundaryARN place"}},
		{Name: "role for a boundary", Change: func(p *StackProps) {
			p.Roles = Roles{PermissionsBoundaryARN: "arn:aws:iam::210987654321:role/boundary", Path: "team"}
		}, Want: []string{"roles.path invalid", "roles.permissionsBoundaryARN invalid"}},
		{Name: "long path", Change: func(p *StackProps) { p.Roles.Path = "/" + strings.Repeat("ab", 256) + "/" },
			Want: []string{"roles.path invalid"}},
		{Name: "infrastructure", Change: func(p *StackProps) {
			p.Infrastructure = &workflow.InfrastructureProps{Region: "eu-west-1", Stack: "llm",
				PlanRoleARN: "${{ vars.PLAN_ROLE_ARN }}", ApplyRoleARN: "${{ vars.APPLY_ROLE_ARN }}", Version: "main"}
		}, Want: []string{"infrastructure.version workflow-fixed-version"}},
		{Name: "infrastructure with a backend", Change: func(p *StackProps) {
			p.Infrastructure, p.Backend = applied("s3"), &S3Backend{Bucket: "state", Region: "eu-west-1"}
		}},
		{Name: "infrastructure with a profile, and another backend", Change: func(p *StackProps) {
			p.Infrastructure = applied("http")
			p.Backend = &S3Backend{Bucket: "state", Region: "eu-west-1", Profile: "state"}
		}, Want: []string{"backend.profile stack-backend-of-workflow",
			"infrastructure.backendType stack-backend-of-workflow"}},
		{Name: "tags", Change: func(p *StackProps) {
			p.Tags = map[string]string{"aws:x": "y",
				"long": strings.Repeat("ab", 129)}
		}, Want: []string{"tags.aws:x tags", "tags.long tags"}},
	})
}

// applied are the least props of a workflow that applies a stack.
func applied(backend string) *workflow.InfrastructureProps {
	return &workflow.InfrastructureProps{Region: "eu-west-1", Stack: "llm", PlanRoleARN: "${{ vars.PLAN_ROLE_ARN }}",
		ApplyRoleARN: "${{ vars.APPLY_ROLE_ARN }}", Version: "v1.2.3", BackendType: backend}
}

func TestEveryPartIsResolvedWithoutNode(t *testing.T) {
	p := validProps()
	r := partsOf(p, "llm-proxy")
	if got := *r.service.DesiredCount; got != 2 {
		t.Errorf("got %v tasks in production, want 2", got)
	}
	if r.network.Egress != network.EgressNATPerZone || r.network.FlowLogs == nil || !*r.balancer.DeletionProtection ||
		r.balancer.AccessLogs != nil {
		t.Error("the production profile lacks NAT gateways, flow logs, deletion protection or access logs")
	}
	p = ServiceProps{Profile: ProfileDemo, Port: jsii.Number(80)}
	r = partsOf(p, "hello")
	if !r.bootstrap || *r.service.DesiredCount != 0 {
		t.Error("without an image the service must start no task")
	}
	if r.network.Egress != network.EgressPublicIP || *r.balancer.DeletionProtection || !*r.balancer.AllowPlaintextHTTP {
		t.Error("the demo profile is not the cheap one")
	}
}

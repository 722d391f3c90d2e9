// A platform for two services in two accounts: each environment has a network, an edge that the services share, and a
// stack for each service. The order in which they are applied follows from the values that they take from each other.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/provider"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
)

// environment is where the platform runs once.
type environment struct{ name, region, account string }

var (
	dev  = environment{"dev", "eu-west-1", "210987654321"}
	prod = environment{"prod", "eu-central-1", "310987654321"}
)

func main() {
	fargateai.Run(func(app cdktf.App) {
		dev.build(app)
		prod.build(app)
	})
}

// stack of the environment. Its roles keep to what the account allows, its state lies in the account's bucket.
func (e environment) stack(app cdktf.App, name string) *fargateai.Stack {
	return fargateai.NewStack(app, e.name+"-"+name, &fargateai.StackProps{
		Region:            e.region,
		Account:           e.account,
		AvailabilityZones: jsii.Strings(e.region+"a", e.region+"b"),
		Backend:           &fargateai.S3Backend{Bucket: e.bucket()},
		Roles: fargateai.Roles{
			PermissionsBoundaryARN: "arn:aws:iam::" + e.account + ":policy/platform-boundary",
			Path:                   "/platform/",
		},
		Tags: map[string]string{"Environment": e.name},
	})
}

// bucket of the environment's states: one an account, so that who may write dev cannot write prod.
func (e environment) bucket() string { return "acme-terraform-" + e.account }

func (e environment) build(app cdktf.App) {
	net := network.New(e.stack(app, "network"), "network",
		&network.Props{Name: "platform", Egress: network.EgressNAT}).Ref()

	edge := e.stack(app, "edge")
	domain, profile := fargateai.DomainSetting(edge)
	cluster := ecs.NewCluster(edge, "cluster", &ecs.ClusterProps{Name: "platform"}).Ref()
	balancer := loadbalancer.New(edge, "load-balancer", &loadbalancer.Props{
		VPCID:     net.VPCID,
		SubnetIDs: net.PublicSubnetIDs,
		Domain:    e.domain(edge, domain),
		Settings: loadbalancer.Settings{
			Name:               "platform",
			AllowPlaintextHTTP: jsii.Bool(domain == nil),
			IdleTimeout:        jsii.Number(600),
			AccessLogs:         &loadbalancer.AccessLogs{Disabled: jsii.Bool(domain == nil)},
		},
	}).Ref()

	// shared is what the services have in common.
	shared := func(name string, priority float64, path string) *fargateai.ServiceProps {
		return &fargateai.ServiceProps{
			Profile:              profile,
			Port:                 jsii.Number(8080),
			Image:                e.image(name, fargateai.Setting(app, "imageTag")),
			ExistingNetwork:      &net,
			ExistingCluster:      &cluster,
			ExistingLoadBalancer: &balancer,
			Rule:                 &loadbalancer.Rule{Priority: jsii.Number(priority), Paths: jsii.Strings(path)},
			HealthCheck:          &loadbalancer.HealthCheck{Path: "/healthz"},
		}
	}
	fargateai.NewLLMProxy(e.stack(app, "briefing"), "briefing", shared("briefing", 10, "/v1/*"))
	fargateai.NewRetrievalAPI(e.stack(app, "catalog"), "catalog", shared("catalog", 20, "/catalog/*"))

	// Pull requests plan the services, and read no other state than those that a plan needs.
	access := e.stack(app, "access")
	for _, service := range []string{"briefing", "catalog"} {
		pipeline.NewPlanRole(access, service, &pipeline.PlanRoleProps{
			GitHub:         pipeline.GitHubRepository{Repository: "acme/platform"},
			StateBucketARN: "arn:aws:s3:::" + e.bucket(),
			StateKey:       e.name + "-" + service + "/terraform.tfstate",
			OtherStateKeys: jsii.Strings(e.name+"-network/terraform.tfstate", e.name+"-edge/terraform.tfstate"),
		})
	}
}

// image of a service: what was tried in dev is what prod runs, from the one repository that both pull from.
func (e environment) image(name, tag string) fargateai.Image {
	if e == dev {
		return fargateai.Image{Tag: tag, Repository: &ecr.Props{PullAccountIDs: jsii.Strings(prod.account)}}
	}
	return fargateai.Image{Tag: tag, ExistingRepository: &ecr.Ref{
		URL: dev.account + ".dkr.ecr." + dev.region + ".amazonaws.com/" + name,
		ARN: "arn:aws:ecr:" + dev.region + ":" + dev.account + ":repository/" + name,
	}}
}

// domain of the environment below that of the platform: dev.ai.acme.dev. The zone lies in the account that owns all of
// the company's names, and a role there makes the records.
func (e environment) domain(edge *fargateai.Stack, of *loadbalancer.Domain) *loadbalancer.Domain {
	if of == nil {
		return nil
	}
	names := provider.NewAwsProvider(edge, jsii.String("names"), &provider.AwsProviderConfig{
		Alias: jsii.String("names"), Region: jsii.String(e.region),
		AssumeRole: []*provider.AwsProviderAssumeRole{{
			RoleArn: jsii.String("arn:aws:iam::110987654321:role/platform-names"),
		}},
	})
	return &loadbalancer.Domain{Name: e.name + "." + of.Name, HostedZoneID: of.HostedZoneID, Provider: names,
		AlternativeNames: jsii.Strings("*." + e.name + "." + of.Name)}
}

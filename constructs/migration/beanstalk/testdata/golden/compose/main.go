// Stack compose, read from Elastic Beanstalk. Comments name the setting that a line comes from; gaps.md says what
// became of all of them.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "compose", nil)
	// without a domain it is a demo; see README.md
	domain, profile := fargateai.DomainSetting(stack)
	vpc := network.Ref{
		VPCID: "vpc-0a1b2c3d4e5f60718", // aws:ec2:vpc VPCId (.ebextensions/env.config:7)
		// aws:ec2:vpc Subnets (.ebextensions/env.config:8)
		TaskSubnetIDs: jsii.Strings("subnet-0a1b2c3d4e5f60003", "subnet-0a1b2c3d4e5f60004"),
	}

	fargateai.NewService(stack, "compose", &fargateai.ServiceProps{
		Profile: profile,
		Domain:  domain,
		// without a tag no task is started: push the image first
		Image: fargateai.Image{Tag: fargateai.Setting(stack, "imageTag")},
		Port:  jsii.Number(3000), // services web ports (docker-compose.yml:9)
		Environment: map[string]string{
			"NODE_ENV": "production", // environment variable NODE_ENV (docker-compose.yml:11)
		},
		Secrets: map[string]secrets.Reference{
			// environment variable API_KEY (docker-compose.yml:12)
			"API_KEY": {SecretName: "compose/OPENAI_API_KEY"},
			// environment variable OPENAI_API_KEY (.ebextensions/env.config:3)
			"OPENAI_API_KEY": {SecretName: "compose/OPENAI_API_KEY"},
		},
		Container: &ecs.ContainerSettings{
			WorkingDirectory: "/srv",      // services web working_dir (docker-compose.yml:17)
			User:             "1000:1000", // services web user (docker-compose.yml:16)
			Mounts: []ecs.Mount{
				{VolumeName: "cache", ContainerPath: "/srv/cache"}, // services web volumes (docker-compose.yml:20)
			},
		},
		ContainerHealthCheck: &ecs.HealthCheck{
			// services web healthcheck (docker-compose.yml:22)
			Command: jsii.Strings("CMD-SHELL", "curl -f http://localhost:3000/health || exit 1"),
		},
		Volumes: []ecs.Volume{
			{Name: "cache"},
		},
		Sidecars: []ecs.Sidecar{
			{Containers: []ecs.Container{{
				Name:  "search",
				Image: "getmeili/meilisearch:v1.11", // services search image (docker-compose.yml:25)
				Ports: []ecs.Port{{
					ContainerPort: jsii.Number(7700), // services search expose (docker-compose.yml:26)
				}},
				Environment: map[string]string{
					"MEILI_ENV": "production", // environment variable MEILI_ENV (docker-compose.yml:28)
				},
				Secrets: map[string]ecs.Secret{
					// environment variable MEILI_MASTER_KEY (docker-compose.yml:29)
					"MEILI_MASTER_KEY": ecs.Secret(secrets.Resolve(stack, secrets.Reference{SecretName: "compose/MEILI_MASTER_KEY"})),
				},
				ContainerSettings: ecs.ContainerSettings{
					ReadonlyRootFilesystem: jsii.Bool(false), // as it was
					Mounts: []ecs.Mount{
						// services search volumes (docker-compose.yml:31)
						{VolumeName: "cache", ContainerPath: "/meili_data", ReadOnly: jsii.Bool(true)},
					},
				},
			}}},
		},
		ExistingNetwork: &vpc,
		LoadBalancer: &loadbalancer.Settings{
			Scheme: loadbalancer.SchemeInternal, // aws:ec2:vpc ELBScheme (.ebextensions/env.config:9)
		},
	})
}

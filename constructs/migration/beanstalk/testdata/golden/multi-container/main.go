// Stack multi-container, read from Elastic Beanstalk. Comments name the setting that a line comes from; gaps.md says
// what became of all of them.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "multi-container", nil)
	// without a domain it is a demo; see README.md
	domain, profile := fargateai.DomainSetting(stack)

	fargateai.NewService(stack, "multi-container", &fargateai.ServiceProps{
		Profile:        profile,
		Domain:         domain,
		Image:          fargateai.Image{URI: "nginx:1.27.3"}, // proxy image (Dockerrun.aws.json:23)
		Port:           jsii.Number(80),                      // proxy portMappings (Dockerrun.aws.json:27)
		CPU:            jsii.Number(256),                     // memory and cpu of the containers (Dockerrun.aws.json:21)
		MemoryLimitMiB: jsii.Number(2048),                    // memory and cpu of the containers (Dockerrun.aws.json:21)
		Environment: map[string]string{
			"REGION": "eu-west-1", // environment variable REGION (.ebextensions/env.config:4)
		},
		Secrets: map[string]secrets.Reference{
			// environment variable SHARED_SECRET (.ebextensions/env.config:3)
			"SHARED_SECRET": {SecretName: "multi-container/SHARED_SECRET"},
		},
		Container: &ecs.ContainerSettings{
			Mounts: []ecs.Mount{
				// proxy mountPoints (Dockerrun.aws.json:31)
				{VolumeName: "shared", ContainerPath: "/shared", ReadOnly: jsii.Bool(true)},
			},
		},
		Volumes: []ecs.Volume{
			{Name: "shared"},
		},
		Sidecars: []ecs.Sidecar{
			{Containers: []ecs.Container{{
				Name:  "api",
				Image: "210987654321.dkr.ecr.eu-west-1.amazonaws.com/api:v3", // api image (Dockerrun.aws.json:11)
				Ports: []ecs.Port{{
					ContainerPort: jsii.Number(8080), // api portMappings (Dockerrun.aws.json:15)
				}},
				Environment: map[string]string{
					"PORT":   "8080",      // environment variable PORT (Dockerrun.aws.json:14)
					"REGION": "eu-west-1", // environment variable REGION (.ebextensions/env.config:4)
				},
				Secrets: map[string]ecs.Secret{
					// environment variable API_SECRET (Dockerrun.aws.json:14)
					"API_SECRET": ecs.Secret(secrets.Resolve(stack, secrets.Reference{SecretName: "multi-container/API_SECRET"})),
					// environment variable SHARED_SECRET (.ebextensions/env.config:3)
					"SHARED_SECRET": ecs.Secret(secrets.Resolve(stack,
						secrets.Reference{SecretName: "multi-container/SHARED_SECRET"})),
				},
				ContainerSettings: ecs.ContainerSettings{
					ReadonlyRootFilesystem: jsii.Bool(false), // as it was
					Mounts: []ecs.Mount{
						{VolumeName: "shared", ContainerPath: "/shared"}, // api mountPoints (Dockerrun.aws.json:17)
					},
				},
			}}},
			{Containers: []ecs.Container{{
				Name:      "admin",
				Image:     "ghcr.io/acme/admin:2.0.1", // admin image (Dockerrun.aws.json:36)
				Essential: jsii.Bool(false),           // admin essential (Dockerrun.aws.json:37)
				Ports: []ecs.Port{{
					ContainerPort: jsii.Number(8081), // admin portMappings (Dockerrun.aws.json:40)
				}},
				Command: jsii.Strings("serve", "--public"), // admin command (Dockerrun.aws.json:41)
				Environment: map[string]string{
					"PORT":   "8081",      // environment variable PORT (Dockerrun.aws.json:39)
					"REGION": "eu-west-1", // environment variable REGION (.ebextensions/env.config:4)
				},
				Secrets: map[string]ecs.Secret{
					// environment variable SHARED_SECRET (.ebextensions/env.config:3)
					"SHARED_SECRET": ecs.Secret(secrets.Resolve(stack,
						secrets.Reference{SecretName: "multi-container/SHARED_SECRET"})),
				},
				ContainerSettings: ecs.ContainerSettings{
					ReadonlyRootFilesystem: jsii.Bool(false), // as it was
				},
			}}},
		},
	})
}

// Stack models-prod, read from AWS Copilot. Comments name the setting that a line comes from; gaps.md says what became
// of all of them.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "models-prod", &fargateai.StackProps{
		Region: "eu-west-1", // http.public.certificates (copilot/environments/prod/manifest.yml:16)
	})
	cluster := ecs.NewCluster(stack, "cluster", &ecs.ClusterProps{Name: "models-prod",
		ServiceConnectNamespace: "models-prod"}).Ref()
	vpc := network.Ref{
		VPCID: "vpc-0a1b2c3d4e5f60718", // network.vpc.id (copilot/environments/prod/manifest.yml:5)
		// network.vpc.subnets.private (copilot/environments/prod/manifest.yml:11)
		PublicSubnetIDs: jsii.Strings("subnet-0a1b2c3d4e5f60711", "subnet-0a1b2c3d4e5f60712"),
		// network.vpc.subnets.private (copilot/environments/prod/manifest.yml:11)
		TaskSubnetIDs: jsii.Strings("subnet-0a1b2c3d4e5f60713", "subnet-0a1b2c3d4e5f60714"),
	}
	balancer := loadbalancer.New(stack, "load-balancer", &loadbalancer.Props{
		VPCID:     vpc.VPCID,
		SubnetIDs: vpc.PublicSubnetIDs,
		Settings: loadbalancer.Settings{
			Name: "models-prod",
			// http.public.certificates (copilot/environments/prod/manifest.yml:16)
			CertificateARN: "arn:aws:acm:eu-west-1:123456123456:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
			// http.public.ssl_policy (copilot/environments/prod/manifest.yml:21)
			TLSPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
			// http.public.ingress.source_ips (copilot/environments/prod/manifest.yml:23)
			IngressCIDRs: jsii.Strings("203.0.113.0/24"),
			AccessLogs: &loadbalancer.AccessLogs{
				// http.public.access_logs.bucket_name (copilot/environments/prod/manifest.yml:19)
				Bucket: "models-balancer-logs",
				Prefix: "prod", // http.public.access_logs.prefix (copilot/environments/prod/manifest.yml:20)
			},
		},
	}).Ref()

	adminService := fargateai.NewService(stack, "admin", &fargateai.ServiceProps{
		// image.location (copilot/admin/manifest.yml:4)
		Image:           fargateai.Image{URI: "public.ecr.aws/acme/admin:1.0.0"},
		Port:            jsii.Number(8000), // image.port (copilot/admin/manifest.yml:5)
		CPU:             jsii.Number(256),  // cpu (copilot/admin/manifest.yml:10)
		MemoryLimitMiB:  jsii.Number(512),  // memory (copilot/admin/manifest.yml:11)
		CPUArchitecture: ecs.X86_64,        // type (copilot/admin/manifest.yml:2)
		Environment: map[string]string{
			// environment variable COPILOT_APPLICATION_NAME (copilot/admin/manifest.yml:2)
			"COPILOT_APPLICATION_NAME": "models",
			// environment variable COPILOT_ENVIRONMENT_NAME (copilot/admin/manifest.yml:2)
			"COPILOT_ENVIRONMENT_NAME": "prod",
			// environment variable COPILOT_SERVICE_DISCOVERY_ENDPOINT (copilot/admin/manifest.yml:2)
			"COPILOT_SERVICE_DISCOVERY_ENDPOINT": "prod.models.internal",
			// environment variable COPILOT_SERVICE_NAME (copilot/admin/manifest.yml:2)
			"COPILOT_SERVICE_NAME": "admin",
		},
		ExistingNetwork: &vpc,
		ExistingCluster: &cluster,
		LoadBalancer: &loadbalancer.Settings{
			// http.private.certificates (copilot/environments/prod/manifest.yml:29)
			CertificateARN: "arn:aws:acm:eu-west-1:123456123456:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f1",
			Scheme:         loadbalancer.SchemeInternal, // http (copilot/admin/manifest.yml:7)
		},
		HealthCheck: &loadbalancer.HealthCheck{
			Path: "/healthz", // http.healthcheck (copilot/admin/manifest.yml:8)
		},
		Scaling: &scaling.Settings{
			MinCapacity: jsii.Number(1), // count (copilot/admin/manifest.yml:12)
			MaxCapacity: jsii.Number(1), // count (copilot/admin/manifest.yml:12)
		},
		Deployment: &ecs.ServiceSettings{
			// network.connect (copilot/admin/manifest.yml:14)
			ServiceConnect: &ecs.ServiceConnect{Services: []ecs.ServiceConnectService{{
				PortName: "http",
				Port:     jsii.Number(8000), // image.port (copilot/admin/manifest.yml:5)
				DNSName:  "admin",           // network.connect (copilot/admin/manifest.yml:14)
			}}},
		},
	})

	chatService := fargateai.NewService(stack, "chat", &fargateai.ServiceProps{
		// image.location (copilot/chat/manifest.yml:4)
		Image:           fargateai.Image{URI: "public.ecr.aws/acme/chat:3.1.0"},
		Port:            jsii.Number(8000), // image.port (copilot/chat/manifest.yml:5)
		CPU:             jsii.Number(1024), // cpu (copilot/chat/manifest.yml:22)
		MemoryLimitMiB:  jsii.Number(2048), // memory (copilot/chat/manifest.yml:23)
		CPUArchitecture: ecs.X86_64,        // type (copilot/chat/manifest.yml:2)
		Environment: map[string]string{
			// environment variable COPILOT_APPLICATION_NAME (copilot/chat/manifest.yml:2)
			"COPILOT_APPLICATION_NAME": "models",
			// environment variable COPILOT_ENVIRONMENT_NAME (copilot/chat/manifest.yml:2)
			"COPILOT_ENVIRONMENT_NAME": "prod",
			// environment variable COPILOT_SERVICE_DISCOVERY_ENDPOINT (copilot/chat/manifest.yml:2)
			"COPILOT_SERVICE_DISCOVERY_ENDPOINT": "prod.models.internal",
			// environment variable COPILOT_SERVICE_NAME (copilot/chat/manifest.yml:2)
			"COPILOT_SERVICE_NAME": "chat",
			"MOOD":                 "canary-free", // environment variable MOOD (copilot/chat/manifest.yml:35)
		},
		Secrets: map[string]secrets.Reference{
			// environment secret HF_TOKEN (copilot/chat/manifest.yml:37)
			"HF_TOKEN": {ParameterName: "canaries-are-no-names-of-parameters"},
		},
		Container: &ecs.ContainerSettings{
			Mounts: []ecs.Mount{
				// storage.volumes.weights (copilot/chat/manifest.yml:29)
				{VolumeName: "weights", ContainerPath: "/weights", ReadOnly: jsii.Bool(true)},
			},
		},
		Volumes: []ecs.Volume{
			// storage.volumes.weights.efs.id (copilot/chat/manifest.yml:31)
			{Name: "weights", EFS: &ecs.EFSVolume{
				FileSystemID:  "fs-0a1b2c3d",
				RootDirectory: "/chat",
				IAM:           jsii.Bool(false),
				ReadOnly:      jsii.Bool(true),
			}},
		},
		ExistingNetwork:      &vpc,
		ExistingCluster:      &cluster,
		ExistingLoadBalancer: &balancer,
		Rule: &loadbalancer.Rule{
			Priority: jsii.Number(20), // type (copilot/chat/manifest.yml:2)
			Hosts:    jsii.Strings("chat.acme.dev", "www.chat.acme.dev"),
		},
		HealthCheck: &loadbalancer.HealthCheck{
			Path: "/ready", // http.healthcheck (copilot/chat/manifest.yml:8)
		},
		Target: &loadbalancer.TargetSettings{
			ProtocolVersion: loadbalancer.HTTP2, // http.version (copilot/chat/manifest.yml:9)
		},
		Scaling: &scaling.Settings{
			MinCapacity: jsii.Number(2), // count (copilot/chat/manifest.yml:24)
			MaxCapacity: jsii.Number(2), // count (copilot/chat/manifest.yml:24)
		},
		Deployment: &ecs.ServiceSettings{
			// network.vpc.security_groups (copilot/chat/manifest.yml:41)
			SecurityGroupIDs: jsii.Strings("sg-0a1b2c3d4e5f60719"),
			Egress: []ecs.Egress{ // to file systems at a private address; narrower by EFSVolume.SecurityGroupID
				{Name: "files-10", CIDR: "10.0.0.0/8", Port: jsii.Number(2049)},
				{Name: "files-172", CIDR: "172.16.0.0/12", Port: jsii.Number(2049)},
				{Name: "files-192", CIDR: "192.168.0.0/16", Port: jsii.Number(2049)},
			},
		},
	})

	embedService := fargateai.NewService(stack, "embed", &fargateai.ServiceProps{
		// image.location (copilot/embed/manifest.yml:4)
		Image:           fargateai.Image{URI: "public.ecr.aws/acme/embed:1.0.0"},
		Port:            jsii.Number(8000), // http.target_port (copilot/embed/manifest.yml:9)
		CPU:             jsii.Number(2048), // cpu (copilot/embed/manifest.yml:14)
		MemoryLimitMiB:  jsii.Number(4096), // memory (copilot/embed/manifest.yml:15)
		CPUArchitecture: ecs.X86_64,        // type (copilot/embed/manifest.yml:2)
		Environment: map[string]string{
			// environment variable COPILOT_APPLICATION_NAME (copilot/embed/manifest.yml:2)
			"COPILOT_APPLICATION_NAME": "models",
			// environment variable COPILOT_ENVIRONMENT_NAME (copilot/embed/manifest.yml:2)
			"COPILOT_ENVIRONMENT_NAME": "prod",
			// environment variable COPILOT_SERVICE_DISCOVERY_ENDPOINT (copilot/embed/manifest.yml:2)
			"COPILOT_SERVICE_DISCOVERY_ENDPOINT": "prod.models.internal",
			// environment variable COPILOT_SERVICE_NAME (copilot/embed/manifest.yml:2)
			"COPILOT_SERVICE_NAME": "embed",
		},
		ExistingNetwork:      &vpc,
		ExistingCluster:      &cluster,
		ExistingLoadBalancer: &balancer,
		Rule: &loadbalancer.Rule{
			Priority:    jsii.Number(10), // http.path (copilot/embed/manifest.yml:7)
			Hosts:       jsii.Strings("chat.acme.dev"),
			Paths:       jsii.Strings("/embed", "/embed/*"),
			SourceCIDRs: jsii.Strings("203.0.113.0/24"),
		},
		Scaling: &scaling.Settings{
			MinCapacity: jsii.Number(2), // count.range (copilot/embed/manifest.yml:25)
			MaxCapacity: jsii.Number(8), // count.range (copilot/embed/manifest.yml:25)
			// count.cpu_percentage (copilot/embed/manifest.yml:18)
			CPUUtilization: &scaling.TargetTracking{TargetValue: jsii.Number(50)},
			RequestsPerTarget: &scaling.TargetTracking{
				TargetValue:      jsii.Number(100), // count.requests.value (copilot/embed/manifest.yml:27)
				ScaleInCooldown:  jsii.Number(200), // count.requests.cooldown.in (copilot/embed/manifest.yml:29)
				ScaleOutCooldown: jsii.Number(20),  // count.requests.cooldown.out (copilot/embed/manifest.yml:30)
			},
		},
	})
	for _, client := range []*fargateai.Service{chatService, embedService} {
		adminService.AllowFrom(client)
	}
	for _, client := range []*fargateai.Service{adminService, embedService} {
		chatService.AllowFrom(client)
	}
	for _, client := range []*fargateai.Service{adminService, chatService} {
		embedService.AllowFrom(client)
	}
}

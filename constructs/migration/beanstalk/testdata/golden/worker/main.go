// Stack worker, read from Elastic Beanstalk. Comments name the setting that a line comes from; gaps.md says what became
// of all of them.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "worker", &fargateai.StackProps{
		Region: "us-east-1", // Platform PlatformArn (.elasticbeanstalk/saved_configs/evals.cfg.yml:6)
		Tags: map[string]string{
			"Team": "ai", // Tags Team (.elasticbeanstalk/saved_configs/evals.cfg.yml:38)
		},
	})
	vpc := network.Ref{
		VPCID: "vpc-0a1b2c3d", // aws:ec2:vpc VPCId (.elasticbeanstalk/saved_configs/evals.cfg.yml:28)
		// aws:ec2:vpc Subnets (.elasticbeanstalk/saved_configs/evals.cfg.yml:30)
		TaskSubnetIDs: jsii.Strings("subnet-0a1b2c3d", "subnet-0a1b2c3e"),
		// aws:ec2:vpc AssociatePublicIpAddress (.elasticbeanstalk/saved_configs/evals.cfg.yml:32)
		AssignPublicIP: jsii.Bool(true),
	}

	fargateai.NewEvalWorker(stack, "worker", &fargateai.ServiceProps{
		// without a tag no task is started: push the image first
		Image: fargateai.Image{Tag: fargateai.Setting(stack, "imageTag")},
		Environment: map[string]string{
			"MODEL": "small", // environment variable MODEL (.elasticbeanstalk/saved_configs/evals.cfg.yml:22)
		},
		Secrets: map[string]secrets.Reference{
			// environment variable HF_TOKEN (.elasticbeanstalk/saved_configs/evals.cfg.yml:23)
			"HF_TOKEN": {SecretName: "worker/HF_TOKEN"},
		},
		ContainerHealthCheck: &ecs.HealthCheck{
			Command: jsii.Strings("CMD-SHELL", "kill -0 1"),
		},
		ExistingNetwork: &vpc,
		Queue: &queue.Props{
			// aws:elasticbeanstalk:sqsd VisibilityTimeout (.elasticbeanstalk/saved_configs/evals.cfg.yml:14)
			VisibilityTimeout: jsii.Number(1800),
			// aws:elasticbeanstalk:sqsd MaxRetries (.elasticbeanstalk/saved_configs/evals.cfg.yml:17)
			MaxReceiveCount: jsii.Number(5),
			// aws:elasticbeanstalk:sqsd VisibilityTimeout (.elasticbeanstalk/saved_configs/evals.cfg.yml:14)
			MessageRetention: jsii.Number(9000),
		},
		Scaling: &scaling.Settings{
			// aws:autoscaling:asg MinSize (.elasticbeanstalk/saved_configs/evals.cfg.yml:25)
			MinCapacity: jsii.Number(1),
			// aws:autoscaling:asg MaxSize (.elasticbeanstalk/saved_configs/evals.cfg.yml:26)
			MaxCapacity: jsii.Number(5),
			Schedules: []scaling.Schedule{
				// aws:autoscaling:scheduledaction AWSEBAutoScalingScheduledAction
				// (.elasticbeanstalk/saved_configs/evals.cfg.yml:19)
				{
					Name:       "awsebautoscalingscheduledaction",
					Expression: "cron(30 7 1 * ? *)",
					// aws:autoscaling:scheduledaction MinSize of AWSEBAutoScalingScheduledAction
					// (.elasticbeanstalk/saved_configs/evals.cfg.yml:20)
					MinCapacity: jsii.Number(2),
				},
			},
		},
	})
}

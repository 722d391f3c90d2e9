package ecs

import (
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ecscluster"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// configuration is what the cluster does with sessions of ECS Exec and with disks; nil where nothing is stated.
func (p ClusterProps) configuration() *ecscluster.EcsClusterConfiguration {
	l := p.ExecuteLogging
	if l == nil && p.EphemeralStorageKMSKeyARN == "" {
		return nil
	}
	out := &ecscluster.EcsClusterConfiguration{}
	if l != nil {
		out.ExecuteCommandConfiguration = &ecscluster.EcsClusterConfigurationExecuteCommandConfiguration{
			KmsKeyId: bridge.String(l.KMSKeyARN),
			Logging:  jsii.String("OVERRIDE"),
			LogConfiguration: &ecscluster.EcsClusterConfigurationExecuteCommandConfigurationLogConfiguration{
				CloudWatchLogGroupName: jsii.String(l.LogGroupName),
			},
		}
	}
	if p.EphemeralStorageKMSKeyARN != "" {
		out.ManagedStorageConfiguration = &ecscluster.EcsClusterConfigurationManagedStorageConfiguration{
			FargateEphemeralStorageKmsKeyId: jsii.String(p.EphemeralStorageKMSKeyARN),
		}
	}
	return out
}

// storageKeyProblems: Fargate takes keys of one region only.
func storageKeyProblems(ps *rules.Mistakes, path, key string) {
	arn.Check(ps, path, key, "kms", "give the key's ARN, not its id or alias")
	if parsed, ok := arn.Parse(key); ok && strings.HasPrefix(parsed.Resource, "key/mrk-") {
		ps.Break(storageKey, path, check.Quote(key), "a key of one region", "Fargate takes no multi-region keys for disks")
	}
}

package ecs

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ecstaskdefinition"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
)

func (v Volume) resolve() Volume {
	if v.EFS != nil {
		efs := *v.EFS
		efs.IAM, efs.ReadOnly = jsii.Bool(optional.Or(efs.IAM, true)), jsii.Bool(optional.Value(efs.ReadOnly))
		v.EFS = &efs
	}
	return v
}

// authorization says in ECS's words whether EFS checks the task role, and reports whether ECS has to be told: for that
// or for an access point.
func (e EFSVolume) authorization() (iam string, stated bool) {
	if *e.IAM {
		return "ENABLED", true
	}
	return "DISABLED", e.AccessPointID != ""
}

// volumeBlocks are the volumes as Terraform takes them.
func (c taskConfig) volumeBlocks() any {
	if len(c.volumes) == 0 {
		return nil
	}
	out := make([]*ecstaskdefinition.EcsTaskDefinitionVolume, len(c.volumes))
	for i, v := range c.volumes {
		out[i] = &ecstaskdefinition.EcsTaskDefinitionVolume{Name: jsii.String(v.Name), EfsVolumeConfiguration: v.EFS.block()}
	}
	return out
}

func (e *EFSVolume) block() *ecstaskdefinition.EcsTaskDefinitionVolumeEfsVolumeConfiguration {
	if e == nil {
		return nil
	}
	out := &ecstaskdefinition.EcsTaskDefinitionVolumeEfsVolumeConfiguration{
		FileSystemId:      jsii.String(e.FileSystemID),
		RootDirectory:     bridge.String(e.RootDirectory),
		TransitEncryption: jsii.String("ENABLED"),
	}
	if iam, stated := e.authorization(); stated {
		out.AuthorizationConfig = &ecstaskdefinition.EcsTaskDefinitionVolumeEfsVolumeConfigurationAuthorizationConfig{
			AccessPointId: bridge.String(e.AccessPointID),
			Iam:           jsii.String(iam),
		}
	}
	return out
}

// volumeInput are the volumes as the ECS API takes them.
func (c taskConfig) volumeInput() []any {
	var out []any
	for _, v := range c.volumes {
		volume := map[string]any{"name": v.Name}
		if v.EFS != nil {
			volume["efsVolumeConfiguration"] = v.EFS.input()
		}
		out = append(out, volume)
	}
	return out
}

func (e EFSVolume) input() map[string]any {
	efs := map[string]any{"fileSystemId": e.FileSystemID, "transitEncryption": "ENABLED"}
	if e.RootDirectory != "" {
		efs["rootDirectory"] = e.RootDirectory
	}
	if iam, stated := e.authorization(); stated {
		authorization := map[string]any{"iam": iam}
		if e.AccessPointID != "" {
			authorization["accessPointId"] = e.AccessPointID
		}
		efs["authorizationConfig"] = authorization
	}
	return efs
}

// statement lets the task role mount the file system.
func (e EFSVolume) statement(site *bridge.Site) policy.Statement {
	s := policy.Statement{
		Actions:   []string{"elasticfilesystem:ClientMount"},
		Resources: []string{site.ARN("elasticfilesystem", "file-system/"+e.FileSystemID)},
	}
	if !*e.ReadOnly {
		s.Actions = append(s.Actions, "elasticfilesystem:ClientWrite")
	}
	if e.AccessPointID != "" {
		s.Conditions = []policy.Condition{{Operator: "StringEquals", Key: "elasticfilesystem:AccessPointArn",
			Values: []string{
				site.ARN("elasticfilesystem", "access-point/"+e.AccessPointID),
			}}}
	}
	return s
}

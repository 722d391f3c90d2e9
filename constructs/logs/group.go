package logs

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchloggroup"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Group is a log group.
type Group struct {
	constructs.Construct
	group   cloudwatchloggroup.CloudwatchLogGroup // nil when the props were refused
	options map[string]string
	name    string
	arn     string
}

// New makes a log group. Mistakes in props are reported together with those of all other constructs when the app is
// synthesized; nothing is created then.
func New(scope constructs.Construct, id string, props *Props) *Group {
	g := &Group{name: token.Unknown, arn: token.Unknown}
	bridge.Init(g, scope, id)
	if bridge.Refused(g, props.problems()) {
		return g
	}
	c := props.resolve()
	g.group = cloudwatchloggroup.NewCloudwatchLogGroup(g, jsii.String("group"), &cloudwatchloggroup.CloudwatchLogGroupConfig{
		Name:            jsii.String(c.Name),
		RetentionInDays: jsii.Number(c.retention),
		KmsKeyId:        bridge.String(c.KMSKeyARN),
		LogGroupClass:   bridge.String(string(c.Class)),
		SkipDestroy:     c.RetainOnDestroy,
		Tags:            bridge.Tags(c.Tags, ""),
	})
	g.name, g.arn, g.options = *g.group.Name(), *g.group.Arn(), c.options()
	g.options["awslogs-group"] = g.name
	g.options["awslogs-region"] = bridge.SiteOf(g).Region()
	return g
}

// Name of the group; a reference, so that whatever uses it is created after the group.
func (g *Group) Name() string { return g.name }

// ARN of the group, without the ":*" that IAM wants for its streams.
func (g *Group) ARN() string { return g.arn }

// Options are the options of the awslogs log driver that deliver to this group; add "awslogs-stream-prefix" to them.
func (g *Group) Options() map[string]string {
	out := make(map[string]string, len(g.options)+1)
	for k, v := range g.options {
		out[k] = v
	}
	return out
}

// Resource is the underlying aws_cloudwatch_log_group, for overrides. It is nil when the props were refused.
func (g *Group) Resource() cloudwatchloggroup.CloudwatchLogGroup { return g.group }

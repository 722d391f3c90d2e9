package loadbalancer

import (
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lblistenerrule"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lbtargetgroup"
)

// TargetGroupName returns the name of the target group; a reference.
func (t *Target) TargetGroupName() string { return t.name }

// GreenTargetGroupName returns the name of the second target group, which takes turns with the first: after each
// deployment the other one serves. It is "" without BlueGreen, like all of green.
func (t *Target) GreenTargetGroupName() string { return t.greenName }

// GreenTargetGroupARN returns the green target group ARN of the second target group.
func (t *Target) GreenTargetGroupARN() string { return t.greenARN }

// GreenARNSuffix returns the name of the second target group in CloudWatch metrics. What watches one group has to watch
// both.
func (t *Target) GreenARNSuffix() string { return t.greenARNSuffix }

// ListenerARN returns the ARN of the listener that clients use.
func (t *Target) ListenerARN() string { return t.loadBalancer.ListenerARN }

// TestListenerARN returns the ARN of the listener that shows new tasks before clients reach them. It is "" where the
// load balancer has none.
func (t *Target) TestListenerARN() string { return t.loadBalancer.TestListenerARN }

// GreenTargetGroup returns the underlying aws_lb_target_group, for overrides. It is nil without BlueGreen.
func (t *Target) GreenTargetGroup() lbtargetgroup.LbTargetGroup { return t.green }

// TestListenerRule returns the underlying aws_lb_listener_rule of the test listener. It is nil without BlueGreen.
func (t *Target) TestListenerRule() lblistenerrule.LbListenerRule { return t.testRule }

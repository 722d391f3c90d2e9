package loadbalancer

import (
	"strconv"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lblistenerrule"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lbtargetgroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpcsecuritygroupegressrule"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Target is a service behind a load balancer: a target group that tasks join, and the rule that leads requests to it.
type Target struct {
	constructs.Construct
	group        lbtargetgroup.LbTargetGroup // nil when the props were refused
	rule         lblistenerrule.LbListenerRule
	green        lbtargetgroup.LbTargetGroup // nil without BlueGreen, like the rule that leads there
	testRule     lblistenerrule.LbListenerRule
	loadBalancer Ref
	port         *float64
	egress       int // rules made by AllowTo

	url, testURL                        string
	arn, arnSuffix, name                string
	greenARN, greenARNSuffix, greenName string // "" without BlueGreen
}

// NewTarget makes a target. Mistakes in props are reported together with those of all other constructs when the app is
// synthesized; nothing is created then.
func NewTarget(scope constructs.Construct, id string, props *TargetProps) *Target {
	t := &Target{
		loadBalancer: Ref{ListenerARN: token.Unknown, TestListenerARN: token.Unknown},
		arn:          token.Unknown, arnSuffix: token.Unknown, name: token.Unknown,
		greenARN: token.Unknown, greenARNSuffix: token.Unknown, greenName: token.Unknown,
	}
	bridge.Init(t, scope, id)
	if bridge.Refused(t, props.problems(), props) {
		return t
	}
	c := props.resolve()
	t.port, t.loadBalancer = c.Port, c.LoadBalancer
	t.reserve(c)
	t.group = t.newGroup(c, "target-group", c.fullName, c.namePrefix, c.Name)
	t.arn, t.arnSuffix, t.name = *t.group.Arn(), *t.group.ArnSuffix(), *t.group.Name()
	t.greenARN, t.greenARNSuffix, t.greenName = "", "", ""
	t.url, t.testURL = c.url(c.LoadBalancer.URL), c.url(c.LoadBalancer.TestURL)
	t.rule = t.newRule(c, "rule", c.LoadBalancer.ListenerARN, actions(t.group.Arn(), t.newLogin(c)))
	t.newExceptions(c)
	for _, notice := range c.notices() {
		bridge.Tell(t, notice)
	}
	if c.blueGreen {
		t.green = t.newGroup(c, "target-group-green", c.greenName, c.greenPrefix, c.Name+"-green")
		t.greenARN, t.greenARNSuffix, t.greenName = *t.green.Arn(), *t.green.ArnSuffix(), *t.green.Name()
		t.testRule = t.newRule(c, "test-rule", c.LoadBalancer.TestListenerARN, actions(t.green.Arn(), nil))
	}
	return t
}

func (t *Target) newGroup(c targetConfig, id, fullName, namePrefix, tag string) lbtargetgroup.LbTargetGroup {
	return lbtargetgroup.NewLbTargetGroup(t, jsii.String(id), &lbtargetgroup.LbTargetGroupConfig{
		Name:                       bridge.String(fullName),
		NamePrefix:                 bridge.String(namePrefix),
		VpcId:                      jsii.String(c.VPCID),
		TargetType:                 jsii.String("ip"), // the only one that Fargate tasks can join
		Port:                       c.Port,
		Protocol:                   jsii.String("HTTP"),
		ProtocolVersion:            jsii.String(string(c.version)),
		LoadBalancingAlgorithmType: jsii.String(string(c.algorithm)),
		DeregistrationDelay:        bridge.NumberString(c.deregistration),
		SlowStart:                  c.SlowStart,
		Stickiness:                 c.stickiness.block(),
		HealthCheck: &lbtargetgroup.LbTargetGroupHealthCheck{
			Enabled:            jsii.Bool(true),
			Protocol:           jsii.String("HTTP"),
			Port:               jsii.String("traffic-port"),
			Path:               jsii.String(c.health.path),
			Matcher:            jsii.String(c.health.matcher),
			Interval:           jsii.Number(c.health.interval),
			Timeout:            jsii.Number(c.health.timeout),
			HealthyThreshold:   jsii.Number(c.health.healthy),
			UnhealthyThreshold: jsii.Number(c.health.unhealthy),
		},
		Tags: bridge.Tags(c.Tags, tag),
		// a group in use cannot be deleted
		Lifecycle: &cdktf.TerraformResourceLifecycle{CreateBeforeDestroy: jsii.Bool(true)},
	})
}

func (t *Target) newRule(c targetConfig, id, listenerARN string, actions []*ruleAction) lblistenerrule.LbListenerRule {
	config := &lblistenerrule.LbListenerRuleConfig{
		ListenerArn: jsii.String(listenerARN),
		Priority:    jsii.Number(c.priority),
		Condition:   c.Rule.conditions(),
		Action:      actions,
		Tags:        bridge.Tags(c.Tags, c.Name),
	}
	if c.blueGreen {
		config.Lifecycle = &cdktf.TerraformResourceLifecycle{IgnoreChanges: jsii.Strings("action")}
	}
	return lblistenerrule.NewLbListenerRule(t, jsii.String(id), config)
}

// newExceptions lead requests around the login. They are called by their priority, which each has for itself.
func (t *Target) newExceptions(c targetConfig) {
	for i, rule := range c.exceptions {
		name := check.Number(*rule.Priority)
		if token.IsNumber(*rule.Priority) {
			name = "at-" + strconv.Itoa(i)
		}
		lblistenerrule.NewLbListenerRule(t, jsii.String("without-login-"+name), &lblistenerrule.LbListenerRuleConfig{
			ListenerArn: jsii.String(c.LoadBalancer.ListenerARN),
			Priority:    rule.Priority,
			Condition:   rule.conditions(),
			Action:      actions(t.group.Arn(), nil),
			Tags:        bridge.Tags(c.Tags, c.Name+"-without-login"),
		})
	}
}

func (s *stickinessConfig) block() *lbtargetgroup.LbTargetGroupStickiness {
	if s == nil {
		return nil
	}
	return &lbtargetgroup.LbTargetGroupStickiness{
		Enabled:        jsii.Bool(true),
		Type:           jsii.String(s.kind),
		CookieName:     bridge.String(s.cookie),
		CookieDuration: jsii.Number(s.duration),
	}
}

// AllowTo lets the load balancer reach the tasks that have the security group, on the target's port. The other side,
// letting the load balancer in, is a rule of the tasks' group.
func (t *Target) AllowTo(securityGroupID string) {
	if t.group == nil {
		return
	}
	t.egress++
	id := "egress"
	if t.egress > 1 {
		id += "-" + strconv.Itoa(t.egress)
	}
	vpcsecuritygroupegressrule.NewVpcSecurityGroupEgressRule(t, jsii.String(id),
		&vpcsecuritygroupegressrule.VpcSecurityGroupEgressRuleConfig{
			SecurityGroupId:           jsii.String(t.loadBalancer.SecurityGroupID),
			Description:               jsii.String("To the tasks"),
			IpProtocol:                jsii.String("tcp"),
			FromPort:                  t.port,
			ToPort:                    t.port,
			ReferencedSecurityGroupId: jsii.String(securityGroupID),
		})
}

// TargetGroupARN returns what an ECS service joins.
func (t *Target) TargetGroupARN() string { return t.arn }

// ARNSuffix returns the name of the target group in CloudWatch metrics.
func (t *Target) ARNSuffix() string { return t.arnSuffix }

// ListenerRule returns the underlying aws_lb_listener_rule. An ECS service has to depend on it: ECS refuses a target
// group that no load balancer uses. It is nil when the props were refused.
func (t *Target) ListenerRule() lblistenerrule.LbListenerRule { return t.rule }

// TargetGroup returns the underlying aws_lb_target_group, for overrides. It is nil when the props were refused.
func (t *Target) TargetGroup() lbtargetgroup.LbTargetGroup { return t.group }

// URL returns the URL under which clients reach the target, with the scheme of the listener: the first host of its rule
// that is no pattern, and the path that all its requests begin with. Without a host in the rule the load balancer's
// own; "" where it is not known.
func (t *Target) URL() string { return t.url }

// TestURL is [Target.URL] at the test listener.
func (t *Target) TestURL() string { return t.testURL }

// reserve reports a rule whose priority another one of the same listener has, and one that no request can reach because
// of another. Everything is made all the same: the mistake is one of two targets that are each right. For targets that
// share both listeners it is reported once.
func (t *Target) reserve(c targetConfig) {
	listeners := []string{c.LoadBalancer.ListenerARN}
	if c.blueGreen {
		listeners = append(listeners, c.LoadBalancer.TestListenerARN)
	}
	path := *t.Node().Path()
	var ps rules.Mistakes
	for _, listener := range listeners {
		for i, rule := range c.exceptions {
			prioritiesOf(t).Reserve(&ps, listener, rules.Index("login.exceptions", i), path, rule)
		}
		prioritiesOf(t).Reserve(&ps, listener, "rule", path, c.rule)
	}
	bridge.Refused(t, ps)
}

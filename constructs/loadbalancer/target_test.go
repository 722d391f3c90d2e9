package loadbalancer_test

import (
	"slices"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/provider"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// shared is a load balancer that exists elsewhere.
func shared() loadbalancer.Ref {
	return loadbalancer.Ref{
		ListenerARN: "arn:aws:elasticloadbalancing:eu-west-1:210987654321:" +
			"listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2",
		SecurityGroupID: "sg-0a1b2c3d4e5f60718",
	}
}

func target() *loadbalancer.TargetProps {
	return &loadbalancer.TargetProps{VPCID: vpcID, Port: jsii.Number(4000), LoadBalancer: shared(),
		TargetSettings: loadbalancer.TargetSettings{Name: "llm-proxy"}}
}

func TestTargetDefaults(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		made := loadbalancer.NewTarget(stack, "target", target())
		made.AllowTo("sg-1a1b2c3d")
		made.AllowTo("sg-2a1b2c3d")
	})
	_, group := template.One(t, "aws_lb_target_group")
	template.Has(t, "aws_lb_target_group", testkit.Object{
		"target_type": "ip", "port": 4000, "protocol": "HTTP", "protocol_version": "HTTP1",
		"load_balancing_algorithm_type": "least_outstanding_requests",
		"deregistration_delay":          "120", "slow_start": testkit.Absent, "stickiness": testkit.Absent, "vpc_id": vpcID,
		"name_prefix": testkit.Absent,
		"health_check": testkit.Object{
			"path": "/", "matcher": "200-299", "interval": 15, "timeout": 5, "healthy_threshold": 2, "unhealthy_threshold": 3,
			"port": "traffic-port", "protocol": "HTTP",
		},
		"lifecycle": testkit.Object{"create_before_destroy": true},
	})
	address, _ := template.One(t, "aws_lb_target_group")
	template.Has(t, "aws_lb_listener_rule", testkit.Object{
		"listener_arn": shared().ListenerARN, "priority": 50000,
		"condition": []any{testkit.Object{"path_pattern": testkit.Object{"values": []any{"/*"}}}},
		"action":    []any{testkit.Object{"type": "forward", "target_group_arn": "${" + address + ".arn}"}},
	})
	for _, group := range []string{"sg-1a1b2c3d", "sg-2a1b2c3d"} {
		template.Has(t, "aws_vpc_security_group_egress_rule", testkit.Object{
			"security_group_id": "sg-0a1b2c3d4e5f60718", "referenced_security_group_id": group, "from_port": 4000,
			"to_port": 4000, "ip_protocol": "tcp",
		})
	}
	if name := group["name"]; name != "llm-proxy-f751ec34" {
		t.Errorf("got name %s: a release that renames target groups replaces them all", name)
	}
}

func TestTargetOptions(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := target()
		p.ProtocolVersion, p.Algorithm, p.DeregistrationDelay, p.SlowStart = loadbalancer.GRPC, loadbalancer.RoundRobin,
			jsii.Number(0), jsii.Number(60)
		p.Stickiness = &loadbalancer.Stickiness{CookieName: "session", Duration: jsii.Number(300)}
		p.HealthCheck = &loadbalancer.HealthCheck{Interval: jsii.Number(30), HealthyThreshold: jsii.Number(4)}
		p.Rule = &loadbalancer.Rule{
			Priority: jsii.Number(7), Hosts: jsii.Strings("*.acme.dev"), Methods: jsii.Strings("POST"),
			SourceCIDRs: jsii.Strings("10.0.0.0/8"),
			Headers:     map[string]string{"X-Model": "large"}, QueryStrings: map[string]string{"beta": "1"},
		}
		loadbalancer.NewTarget(stack, "target", p)
	})
	template.Has(t, "aws_lb_target_group", testkit.Object{
		"protocol_version": "GRPC", "load_balancing_algorithm_type": "round_robin", "deregistration_delay": "0",
		"slow_start": 60,
		"stickiness": testkit.Object{"type": "app_cookie", "cookie_name": "session", "cookie_duration": 300,
			"enabled": true},
		"health_check": testkit.Object{"path": "/AWS.ALB/healthcheck", "matcher": "12", "interval": 30,
			"healthy_threshold": 4},
	})
	template.Has(t, "aws_lb_listener_rule", testkit.Object{"priority": 7, "condition": []any{
		testkit.Object{"host_header": testkit.Object{"values": []any{"*.acme.dev"}}},
		testkit.Object{"http_request_method": testkit.Object{"values": []any{"POST"}}},
		testkit.Object{"source_ip": testkit.Object{"values": []any{"10.0.0.0/8"}}},
		testkit.Object{"http_header": testkit.Object{"http_header_name": "X-Model", "values": []any{"large"}}},
		testkit.Object{"query_string": []any{testkit.Object{"key": "beta", "value": "1"}}},
	}})
}

// What is a reference cannot be in a name that has to change with it; what is computed stays a reference.
func TestTargetOfReferences(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		variable := func(name, kind string) cdktf.TerraformVariable {
			return cdktf.NewTerraformVariable(stack, jsii.String(name), &cdktf.TerraformVariableConfig{Type: jsii.String(kind)})
		}
		p := target()
		p.VPCID = *variable("vpc", "string").StringValue()
		p.DeregistrationDelay = variable("delay", "number").NumberValue()
		loadbalancer.NewTarget(stack, "target", p)
	})
	template.Has(t, "aws_lb_target_group",
		testkit.Object{"name": testkit.Absent, "name_prefix": "llm-p-", "vpc_id": "${var.vpc}",
			"deregistration_delay": "${tostring(var.delay)}"})
}

func TestPrioritiesOfOneListener(t *testing.T) {
	ruled := func(priority float64, path string, of loadbalancer.Ref) *loadbalancer.TargetProps {
		p := target()
		p.Name, p.LoadBalancer = path[1:], of
		p.Rule = &loadbalancer.Rule{Priority: jsii.Number(priority), Paths: jsii.Strings(path)}
		return p
	}
	_, err := testkit.SynthApp(t, testkit.Site, func(app cdktf.App) {
		one, two := cdktf.NewTerraformStack(app, jsii.String("one")), cdktf.NewTerraformStack(app, jsii.String("two"))
		loadbalancer.NewTarget(one, "chat", ruled(10, "/chat", shared()))
		loadbalancer.NewTarget(one, "embed", ruled(11, "/embed", shared()))
		other := shared()
		other.ListenerARN += "0"
		loadbalancer.NewTarget(one, "other", ruled(10, "/other", other))
		if clash := loadbalancer.NewTarget(two, "rerank", ruled(10, "/rerank", shared())); clash.ListenerRule() == nil {
			t.Error("what depends on the rule would fail before the mistake is reported")
		}
	})
	const want = "rerank.rule.priority: got 10 for two/rerank, want a priority of its own; " +
		"one/chat has it on the same listener"
	if err == nil || err.Error() != want {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}
	if got := checktest.Told(err); !slices.Equal(got, []string{"rerank.rule.priority load-balancer-rule-priority"}) {
		t.Errorf("got %q", got)
	}
}

// The mistake shows only when the load balancer is known to be without TLS.
func TestGRPCNeedsTLS(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		p := target()
		p.LoadBalancer, p.ProtocolVersion = loadbalancer.New(stack, "lb", props()).Ref(), loadbalancer.GRPC
		loadbalancer.NewTarget(stack, "target", p)
	})
	const want = `target.protocolVersion: got "GRPC" behind a listener without TLS, want HTTP1; ` +
		"or give the load balancer a domain or certificate"
	if err == nil || err.Error() != want {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}
}

func TestAStackMayBeCalledLikeTheListOfPriorities(t *testing.T) {
	stacks, err := testkit.SynthApp(t, testkit.Site, func(app cdktf.App) {
		for _, id := range []string{"one", "load-balancer-priorities"} {
			stack := cdktf.NewTerraformStack(app, jsii.String(id))
			provider.NewAwsProvider(stack, jsii.String("provider"), nil)
			p := target()
			p.Name, p.LoadBalancer.ListenerARN = id, "${var.listener_of_"+id[:3]+"}"
			loadbalancer.NewTarget(stack, "target", p)
		}
	})
	if err != nil || len(stacks) != 2 {
		t.Errorf("%d stacks, %v", len(stacks), err)
	}
}

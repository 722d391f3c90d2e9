package loadbalancer_test

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestTestListener(t *testing.T) {
	const certificate = "arn:aws:acm:eu-west-1:210987654321:certificate/1"
	var ref loadbalancer.Ref
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := secure()
		p.CertificateARN = certificate
		p.TestListener = &loadbalancer.TestListener{IngressCIDRs: jsii.Strings("198.51.100.0/24"),
			IngressSecurityGroupIDs: jsii.Strings("sg-1a1b2c3d", "${var.runner}")}
		balancer := loadbalancer.New(stack, "lb", p)
		if ref = balancer.Ref(); balancer.TestListener() == nil {
			t.Error("the test listener cannot be overridden")
		}
	})
	template.Has(t, "aws_lb_listener", testkit.Object{
		"port": 8443, "protocol": "HTTPS", "certificate_arn": certificate, "ssl_policy": loadbalancer.DefaultTLSPolicy,
		"default_action": []any{testkit.Object{"type": "fixed-response",
			"fixed_response": testkit.Object{"status_code": "404"}}},
	})
	var got []string
	for address, rule := range template.Resources("aws_vpc_security_group_ingress_rule") {
		if rule["from_port"] != 8443.0 {
			continue
		}
		got = append(got, strings.TrimSpace(fmt.Sprintln(address, rule["to_port"], rule["cidr_ipv4"],
			rule["referenced_security_group_id"])))
	}
	sort.Strings(got)
	if diff := cmp.Diff([]string{
		"lb_ingress-test-198-51-100-0-24_45B7D682 8443 198.51.100.0/24 <nil>",
		"lb_ingress-test-group-1_79652C3C 8443 <nil> ${var.runner}",
		"lb_ingress-test-sg-1a1b2c3d_3E883A0C 8443 <nil> sg-1a1b2c3d",
	}, got); diff != "" {
		t.Errorf("who reaches the test listener (-want +got):\n%s", diff)
	}
	if ref.TestURL != "https://llm.acme.dev:8443" || !token.Is(ref.TestListenerARN) {
		t.Errorf("got %+v", ref)
	}
}

func TestPlaintextTestListenerIsClosed(t *testing.T) {
	var ref loadbalancer.Ref
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := props()
		p.TestListener = &loadbalancer.TestListener{}
		ref = loadbalancer.New(stack, "lb", p).Ref()
	})
	template.Has(t, "aws_lb_listener", testkit.Object{"port": 8080, "protocol": "HTTP", "certificate_arn": testkit.Absent})
	template.Count(t, "aws_lb_listener", 2)
	template.Count(t, "aws_vpc_security_group_ingress_rule", 1) // port 80
	if !strings.HasSuffix(ref.TestURL, ":8080") || !strings.HasPrefix(ref.TestURL, "http://") {
		t.Errorf("got %s", ref.TestURL)
	}
}

// The first target group keeps its address and name: a target that becomes blue/green replaces nothing.
func TestBlueGreenTarget(t *testing.T) {
	ref := shared()
	ref.TestListenerARN = ref.ListenerARN + "0"
	var made *loadbalancer.Target
	synth := func(blueGreen bool) *testkit.Template {
		return testkit.Synth(t, func(stack cdktf.TerraformStack) {
			p := target()
			p.LoadBalancer, p.BlueGreen = ref, jsii.Bool(blueGreen)
			p.Rule = &loadbalancer.Rule{Priority: jsii.Number(7), Paths: jsii.Strings("/v1/*")}
			p.DeregistrationDelay, p.HealthCheck = jsii.Number(600), &loadbalancer.HealthCheck{Path: "/ready"}
			made = loadbalancer.NewTarget(stack, "target", p)
		})
	}
	blueAddress, _ := synth(false).One(t, "aws_lb_target_group")
	if made.GreenTargetGroup() != nil || made.GreenTargetGroupName() != "" || made.TestListenerRule() != nil {
		t.Error("a target has a second group unasked")
	}
	template := synth(true)
	groups := template.Resources("aws_lb_target_group")
	const greenAddress = "aws_lb_target_group.target_target-group-green_9D4D4E1C"
	name := func(address string) string { return strings.TrimPrefix(address, "aws_lb_target_group.") }
	blue, green := groups[name(blueAddress)], groups[name(greenAddress)]
	if blue == nil || green == nil {
		t.Fatalf("got the target groups %v", groups)
	}
	if blue["name"] != "llm-proxy-f751ec34" || green["name"] == blue["name"] ||
		!strings.HasPrefix(green["name"].(string), "llm-proxy-green-") {
		t.Errorf("got the names %s and %s", blue["name"], green["name"])
	}
	if diff := cmp.Diff(settings(blue), settings(green)); diff != "" {
		t.Errorf("the groups differ (-blue +green):\n%s", diff)
	}
	for listener, group := range map[string]string{ref.ListenerARN: blueAddress, ref.TestListenerARN: greenAddress} {
		template.Has(t, "aws_lb_listener_rule", testkit.Object{
			"listener_arn": listener, "priority": 7, "lifecycle": testkit.Object{"ignore_changes": []any{"action"}},
			"condition": []any{testkit.Object{"path_pattern": testkit.Object{"values": []any{"/v1/*"}}}},
			"action":    []any{testkit.Object{"type": "forward", "target_group_arn": "${" + group + ".arn}"}},
		})
	}
	for name, accessor := range map[string]string{
		"TargetGroupName": made.TargetGroupName(), "GreenTargetGroupName": made.GreenTargetGroupName(),
		"GreenTargetGroupARN": made.GreenTargetGroupARN(), "GreenARNSuffix": made.GreenARNSuffix(),
	} {
		if !token.Is(accessor) {
			t.Errorf("%s is %q, want a reference", name, accessor)
		}
	}
	if made.ListenerARN() != ref.ListenerARN || made.TestListenerARN() != ref.TestListenerARN {
		t.Errorf("got the listeners %s and %s", made.ListenerARN(), made.TestListenerARN())
	}
}

// settings of a target group that both have to share.
func settings(group testkit.Object) map[string]any {
	out := map[string]any{}
	for name, value := range group {
		if name != "name" && name != "tags" {
			out[name] = value
		}
	}
	return out
}

func TestPrioritiesOfASharedTestListener(t *testing.T) {
	for name, listeners := range map[string][]string{"the test listener": {"0", "1"}, "both listeners": {"", ""}} {
		_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
			for i, id := range []string{"chat", "embed"} {
				p := target()
				p.LoadBalancer.ListenerARN += listeners[i]
				p.LoadBalancer.TestListenerARN, p.BlueGreen = shared().ListenerARN+"9", jsii.Bool(true)
				loadbalancer.NewTarget(stack, id, p)
			}
		})
		const want = "embed.rule.priority: got 50000 for test/embed, want a priority of its own; " +
			"test/chat has it on the same listener"
		if err == nil || err.Error() != want {
			t.Errorf("%s is shared; got:\n%v\nwant:\n%s", name, err, want)
		}
	}
}

// A target behind a load balancer that was refused adds no mistake of its own.
func TestBlueGreenBehindARefusedLoadBalancer(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		p := target()
		p.LoadBalancer, p.BlueGreen = loadbalancer.New(stack, "lb", nil).Ref(), jsii.Bool(true)
		refused := target()
		refused.Name = "a b"
		if made := loadbalancer.NewTarget(stack, "refused", refused); made.GreenTargetGroupName() != token.Unknown ||
			made.TestListenerARN() != token.Unknown {
			t.Error("what depends on a refused target reports follow-up mistakes")
		}
		loadbalancer.NewTarget(stack, "target", p)
	})
	if err == nil || strings.Contains(err.Error(), "target.") {
		t.Errorf("got:\n%v", err)
	}
}

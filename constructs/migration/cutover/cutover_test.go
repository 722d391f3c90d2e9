package cutover_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/route53record"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/route53zone"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration/cutover"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

const (
	environment = "chat-prod.eu-west-1.elasticbeanstalk.com"
	balancer    = "chat-1234567890.eu-west-1.elb.amazonaws.com"
)

func everything() *cutover.Props {
	return &cutover.Props{
		New: cutover.NewSide{
			Host: balancer, ARNSuffix: "app/chat/50dc6c495c0c9188",
			TargetGroupARNSuffixes: jsii.Strings("targetgroup/chat-blue/1a", "targetgroup/chat-green/2b"),
			DomainNames:            jsii.Strings("chat.acme.dev", "new.chat.acme.dev"),
		},
		Settings: cutover.Settings{
			Name: "chat", Domain: "chat.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ", ZoneName: "acme.dev",
			Phase:            cutover.Cutover,
			Old:              cutover.OldSide{Host: environment, HealthCheck: &cutover.HealthCheck{Plaintext: jsii.Bool(true)}},
			Adopt:            []cutover.RecordType{cutover.CNAME},
			VerificationName: "new.chat.acme.dev",
			HealthCheck:      &cutover.HealthCheck{Path: "/health"},
			Alarms: &cutover.Alarms{AverageSeconds: jsii.Number(5),
				TopicARN: "arn:aws:sns:eu-west-1:210987654321:ops"},
			Tags: map[string]string{"team": "ai"},
		},
	}
}

func synth(t *testing.T, change func(*cutover.Props)) *testkit.Template {
	t.Helper()
	return testkit.Synth(t, func(stack cdktf.TerraformStack) {
		props := everything()
		change(props)
		cutover.New(stack, "cutover", props)
	})
}

func TestNew(t *testing.T) {
	template := synth(t, func(*cutover.Props) {})
	template.Count(t, "aws_route53_record", 3)
	template.Has(t, "aws_route53_record", testkit.Object{
		"type": "A", "set_identifier": "chat-old", "weighted_routing_policy": testkit.Object{"weight": 0},
		"alias": testkit.Object{"name": environment, "zone_id": "Z2NYPWQ7DFZAZH", "evaluate_target_health": true},
	})
	template.Has(t, "aws_route53_record", testkit.Object{
		"type": "A", "set_identifier": "chat-new", "weighted_routing_policy": testkit.Object{"weight": 100},
		"alias":           testkit.Object{"name": balancer, "zone_id": "Z32O12XQLNTSW2", "evaluate_target_health": true},
		"health_check_id": "${aws_route53_health_check.cutover_health-of-all_35B03A2F.id}",
		"depends_on":      []string{"aws_route53_record.cutover_old_FB54924A"},
	})
	template.Count(t, "aws_cloudwatch_metric_alarm", 4)
	template.Count(t, "aws_route53_health_check", 7) // two of endpoints, four of alarms, one of all
	template.Has(t, "aws_route53_health_check", testkit.Object{"type": "CALCULATED", "child_health_threshold": 5})
	template.Golden(t, "everything.json")
}

// In Verify nothing sends anybody to the new side: the old one counts as healthy whatever happens.
func TestNobodyIsSentToWhatIsNotVerified(t *testing.T) {
	template := synth(t, func(p *cutover.Props) { p.Phase = cutover.Verify })
	for address, record := range template.Resources("aws_route53_record") {
		if record["set_identifier"] != "chat-old" {
			continue
		}
		alias, _ := record["alias"].(map[string]any)
		if alias["evaluate_target_health"] != false || record["health_check_id"] != nil {
			t.Errorf("%s can become unhealthy: %v", address, record)
		}
	}
}

func TestAccessors(t *testing.T) {
	testkit.Synth(t, func(stack cdktf.TerraformStack) {
		m := cutover.New(stack, "cutover", everything())
		if len(m.OldRecords()) != 1 || len(m.NewRecords()) != 1 || len(m.Alarms()) != 4 || m.VerificationRecord() == nil ||
			m.OldHealthCheck() == nil || m.NewHealthCheck() == nil || m.EarliestDecommission() == "" {
			t.Error("a resource is out of reach")
		}
		if got := m.Weights(); got != "old 0 %, new 100 %" {
			t.Errorf("weights: %s", got)
		}
		for _, phase := range cutover.Phases() {
			props := everything()
			props.Phase, props.Name, props.VerificationName = phase, "chat-"+string(phase), ""
			props.HealthCheck = nil
			m := cutover.New(stack, string(phase), props)
			if m.NextStep() == "" || m.Weights() == "" {
				t.Errorf("%s says nothing of itself", phase)
			}
		}
	})
}

// The record that was adopted is gone in Decommission: an import of it would stop the way back.
func TestTheWayBackFromTheEndAdoptsNothing(t *testing.T) {
	for _, adopt := range [][]cutover.RecordType{{cutover.CNAME}, nil} {
		testkit.Synth(t, func(stack cdktf.TerraformStack) {
			props := everything()
			props.Phase, props.Adopt = cutover.Decommission, adopt
			if got := cutover.New(stack, "cutover", props).NextStep(); !strings.Contains(got, "back: Verify") ||
				strings.Contains(got, "without Adopt") != (adopt != nil) {
				t.Errorf("%v: %s", adopt, got)
			}
		})
	}
}

// Another domain, zone or new side begins the 48 hours anew.
func TestTheClockIsThatOfOneMove(t *testing.T) {
	trigger := func(change func(*cutover.Props)) any {
		for _, data := range synth(t, change).Resources("terraform_data") {
			if data["triggers_replace"] != nil {
				return data["triggers_replace"]
			}
		}
		return nil
	}
	same := trigger(func(*cutover.Props) {})
	for name, change := range map[string]func(*cutover.Props){
		"domain": func(p *cutover.Props) { p.Domain, p.New.DomainNames = "api.acme.dev", nil },
		"zone":   func(p *cutover.Props) { p.HostedZoneID = "Z9999999999ABCDEFGHIJ" },
		"side":   func(p *cutover.Props) { p.New.Host = "other-1.eu-west-1.elb.amazonaws.com" },
	} {
		if got := trigger(change); got == nil || cmp.Equal(same, got) {
			t.Errorf("%s: the clock goes on: %v", name, got)
		}
	}
	for name, change := range map[string]func(*cutover.Props){
		"phase": func(p *cutover.Props) { p.Phase = cutover.Decommission },
		"hours": func(p *cutover.Props) { p.RollbackHours = jsii.Number(72) },
		"name":  func(p *cutover.Props) { p.Name = "other" },
	} {
		if got := trigger(change); !cmp.Equal(same, got) {
			t.Errorf("%s: the clock begins anew: %v", name, got)
		}
	}
}

func TestNewReportsAllMistakes(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		m := cutover.New(stack, "cutover", &cutover.Props{
			New: cutover.NewSide{Host: "chat-1.us-east-1.elb.amazonaws.com"},
			Settings: cutover.Settings{
				Name: "chat", Domain: "chat.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ", ZoneName: "acme.com",
				Phase: cutover.Verify, Old: cutover.OldSide{Host: "chat.us-east-1.elasticbeanstalk.com"},
			},
		})
		if m.OldRecords() != nil || m.NewRecords() != nil || m.VerificationRecord() != nil || m.Alarms() != nil ||
			m.OldHealthCheck() != nil || m.NewHealthCheck() != nil ||
			m.Weights()+m.NextStep()+m.EarliestDecommission() != "" {
			t.Error("a refused move was made")
		}
	})
	want := `cutover.domain: got "chat.acme.dev", want a name in the zone "acme.com"; correct the name, or give id and ` +
		"name of the zone that has it\n" +
		`cutover.new.host: got "chat-1.us-east-1.elb.amazonaws.com", want one in the stack's region, eu-west-1; ` +
		"a load balancer and its targets lie in one region"
	if err == nil || cmp.Diff(want, err.Error()) != "" {
		t.Errorf("(-want +got):\n%s", cmp.Diff(want, err.Error()))
	}
}

// referring knows what it can only as references, and neither region nor account.
func referring(stack cdktf.TerraformStack) {
	text := func(name string) string {
		return *cdktf.NewTerraformVariable(stack, jsii.String(name),
			&cdktf.TerraformVariableConfig{Type: jsii.String("string"), Default: name}).StringValue()
	}
	for _, phase := range cutover.Phases() {
		cutover.New(stack, string(phase), &cutover.Props{
			New: cutover.NewSide{Host: text(string(phase) + "-new"), ZoneID: text(string(phase) + "-new-zone"),
				ARNSuffix: text(string(phase) + "-balancer"), DualStack: jsii.Bool(true),
				TargetGroupARNSuffixes: jsii.Strings(text(string(phase) + "-group"))},
			Settings: cutover.Settings{
				Name: "chat-" + string(phase), Domain: text(string(phase) + "-domain"),
				HostedZoneID: text(string(phase) + "-zone"), ZoneName: text(string(phase) + "-zone-name"), Phase: phase,
				Old: cutover.OldSide{Host: text(string(phase) + "-old"), ZoneID: text(string(phase) + "-old-zone"),
					DualStack: jsii.Bool(true)},
				VerificationName: text(string(phase) + "-verification"), HealthCheck: &cutover.HealthCheck{},
			},
		})
	}
}

func TestTerraformAcceptsReferences(t *testing.T) {
	testkit.Heavy(t)
	template, err := testkit.TrySynth(t, nil, referring)
	if err != nil {
		t.Fatal(err)
	}
	testkit.ValidateStack(t, template.Text())
}

// zone holds the simple record that a life begins with, which another program made.
func zone(stack cdktf.TerraformStack) {
	z := route53zone.NewRoute53Zone(stack, jsii.String("zone"), &route53zone.Route53ZoneConfig{
		Name: jsii.String("acme.dev"), ForceDestroy: jsii.Bool(true),
	})
	for name, kind := range map[string]string{"chat": "CNAME", "api": "A"} {
		config := &route53record.Route53RecordConfig{ZoneId: z.ZoneId(), Name: jsii.String(name + ".acme.dev"),
			Type: jsii.String(kind), Records: jsii.Strings(environment), Ttl: jsii.Number(300)}
		if kind == "A" {
			config.Records = jsii.Strings("192.0.2.1")
		}
		route53record.NewRoute53Record(stack, jsii.String(name), config)
	}
	cdktf.NewTerraformOutput(stack, jsii.String("zone_id"), &cdktf.TerraformOutputConfig{Value: z.ZoneId()})
}

// Two records that exist are adopted: a CNAME that becomes an alias, and an address. The end is refused without a
// cutover. The example beanstalk-cutover goes through all phases.
func TestLife(t *testing.T) {
	testkit.Heavy(t)
	testkit.StartAWS(t)
	existing := testkit.NewTerraform(t, testkit.Synth(t, zone).Text(), testkit.TerraformOptions{})
	existing.Apply(t)
	zoneID := existing.Output(t)["zone_id"].(string)
	phase := func(phase cutover.Phase) []byte {
		return testkit.Synth(t, func(stack cdktf.TerraformStack) {
			chat := everything()
			chat.HostedZoneID, chat.Phase = zoneID, phase
			cutover.New(stack, "chat", chat)
			cutover.New(stack, "api", &cutover.Props{New: cutover.NewSide{Host: balancer}, Settings: cutover.Settings{
				Name: "api", Domain: "api.acme.dev", HostedZoneID: zoneID, ZoneName: "acme.dev", Phase: phase,
				Old:   cutover.OldSide{IPAddresses: jsii.Strings("192.0.2.1")},
				Adopt: []cutover.RecordType{cutover.A},
			}})
		}).Text()
	}
	start := time.Now().UTC().Truncate(time.Second)
	clock := map[string]string{}
	at := func(since time.Duration) {
		for _, name := range []string{"chat_now", "api_now"} {
			clock[name] = start.Add(since).Format(time.RFC3339)
		}
	}
	at(0)
	terraform := testkit.NewTerraform(t, phase(cutover.Verify), testkit.TerraformOptions{Vars: clock})
	if got := strings.Join(testkit.Changes(terraform.Plan(t)), "\n"); !strings.Contains(got,
		"update aws_route53_record.chat_old") || strings.Contains(got, "delete") {
		t.Errorf("the records that exist are not adopted in place:\n%s", got)
	}
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	terraform.Write(t, phase(cutover.Decommission))
	refused(t, terraform, "without a cutover")

	terraform.Update(t, phase(cutover.Cutover))
	terraform.AssertEmptyPlan(t)
	terraform.Write(t, phase(cutover.Decommission))
	clock["chat_now"] = "soon"
	refused(t, terraform, "a time that cannot be read")
	at(48 * time.Hour)
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	terraform.Destroy(t)
}

func refused(t *testing.T, terraform *testkit.Terraform, when string) {
	t.Helper()
	if err := terraform.TryApply(t); err == nil || !strings.Contains(err.Error(), "after the cutover") {
		t.Errorf("%s: Decommission was not refused: %v", when, err)
	}
}

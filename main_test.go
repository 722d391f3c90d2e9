package main

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
	"github.com/fargate-ai/fargate-ai-service/constructs/review/controls"
	"github.com/fargate-ai/fargate-ai-service/constructs/review/page"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// production is the site of the tests with everything that the production profile needs.
func production() map[string]any {
	context := map[string]any{"domain": "llm.acme.dev", "hostedZoneID": "Z0123456789ABCDEFGHIJ", "imageTag": "v1.4.2"}
	maps.Copy(context, testkit.Site)
	return context
}

func app(app cdktf.App) { NewStack(app, "fargate-ai-service") }

func synthesize(t *testing.T, context map[string]any) *testkit.Template {
	t.Helper()
	stacks, err := testkit.SynthApp(t, context, app)
	if err != nil {
		t.Fatal(err)
	}
	return stacks["fargate-ai-service"]
}

// failing are the controls of Security Hub that are to hold by default, and do not.
func failing(t *testing.T, template *testkit.Template) []string {
	t.Helper()
	inventory, err := review.Read(template.Text())
	if err != nil {
		t.Fatal(err)
	}
	states := controls.Judge(inventory).Answered(controls.SecurityHub)
	return slices.DeleteFunc(controls.ByDefault(), func(id string) bool {
		return states[id] == controls.Held || states[id] == controls.NotApplicable
	})
}

func TestProduction(t *testing.T) {
	template := synthesize(t, production())
	template.GoldenAddresses(t, "production.addresses")
	template.Golden(t, "production.json")
	if broken := failing(t, template); len(broken) > 0 {
		t.Errorf("production breaks %v of Security Hub", broken)
	}
	template.Has(t, "aws_lb_listener", testkit.Object{"port": 443, "protocol": "HTTPS"})
	template.Has(t, "aws_lb", testkit.Object{"enable_deletion_protection": true, "idle_timeout": 600, "internal": false})
	template.Has(t, "aws_ecs_service", testkit.Object{
		"desired_count": 2, "wait_for_steady_state": true,
		"deployment_circuit_breaker": testkit.Object{"enable": true, "rollback": true},
		"network_configuration":      testkit.Object{"assign_public_ip": false},
		"lifecycle":                  testkit.Object{"ignore_changes": []string{"desired_count"}},
	})
	if len(template.Notices) > 0 {
		for _, n := range template.Notices {
			if strings.Contains(n.Text, "demo") {
				t.Errorf("production speaks of the demo: %s", n.Text)
			}
		}
	}
}

// The picture on the front page is the review's.
func TestPictureOfTheREADME(t *testing.T) {
	in, err := review.Read(synthesize(t, production()).Text())
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, picture, _ := bytes.Cut(page.New(in, page.Options{}).Markdown(), []byte("```mermaid\n"))
	picture, _, _ = bytes.Cut(picture, []byte("```"))
	if _, shown, _ := bytes.Cut(readme, []byte("```mermaid\n")); !bytes.HasPrefix(shown, picture) {
		t.Errorf("README.md does not show\n%s", picture)
	}
}

func TestDemoNeedsNoConfigurationAndSaysWhatItGivesUp(t *testing.T) {
	template := synthesize(t, map[string]any{})
	template.GoldenAddresses(t, "demo.addresses")
	template.Has(t, "aws_lb_listener", testkit.Object{"port": 80, "protocol": "HTTP"})
	template.Has(t, "aws_ecs_service", testkit.Object{"desired_count": 0})
	template.Has(t, "aws_appautoscaling_target", testkit.Object{"min_capacity": 0, "max_capacity": 0})
	template.Has(t, "aws_cloudwatch_metric_alarm", testkit.Object{"alarm_name": "llm-proxy-server-errors"})
	for _, task := range template.Resources("aws_ecs_task_definition") {
		if text, _ := task["container_definitions"].(string); !strings.Contains(text, "secret:llm-proxy/openai:api_key::") {
			t.Errorf("no secret is referred to in %s", text)
		}
	}
	if alarms := len(template.Resources("aws_cloudwatch_metric_alarm")); alarms > 10 {
		t.Errorf("%d alarms are more than AWS gives every account", alarms)
	}
	var told []string
	for _, n := range template.Notices {
		told = append(told, n.Text)
	}
	all := strings.Join(told, "\n")
	for _, want := range []string{"plaintext", "one task", "kept for 7 days", "no image is stated yet"} {
		if !strings.Contains(all, want) {
			t.Errorf("the demo does not speak of %q:\n%s", want, all)
		}
	}
	// what a network without NAT and a listener without a certificate cannot have
	if broken := failing(t, template); !slices.Equal(broken, []string{"ECS.2", "ELB.1", "ELB.18"}) {
		t.Errorf("the demo breaks %v of Security Hub", broken)
	}
	inventory, err := review.Read(template.Text())
	if err != nil {
		t.Fatal(err)
	}
	without := map[string]bool{}
	for _, o := range review.OptOuts(inventory) {
		without[o.ID] = true
	}
	for _, want := range []string{"private-tasks", "deletion-protection", "access-logs", "kept-images",
		"encrypted-listener"} {
		if !without[want] {
			t.Errorf("the demo does not list %s: %v", want, without)
		}
	}
}

func TestSameBytesOnEveryRun(t *testing.T) {
	first, runs := synthesize(t, production()), 20
	if testing.Short() {
		runs = 5
	}
	for i := range runs - 1 {
		processors := runtime.GOMAXPROCS(1 + i%3)
		again := synthesize(t, production())
		runtime.GOMAXPROCS(processors)
		if !bytes.Equal(first.Text(), again.Text()) {
			t.Fatal("two syntheses of the same program differ")
		}
	}
	figure.Say(t, "identical-runs", runs)
}

func TestStatedPlaceReadsNothingFromAWS(t *testing.T) {
	for _, address := range synthesize(t, production()).Addresses() {
		if strings.HasPrefix(address, "data.") {
			t.Errorf("%s asks AWS although region, account and zones are stated", address)
		}
	}
}

func TestTasksAreOnlyReachedThroughTheLoadBalancer(t *testing.T) {
	for _, context := range []map[string]any{{}, production()} {
		template := synthesize(t, context)
		for id, rule := range template.Resources("aws_vpc_security_group_ingress_rule") {
			open := rule["cidr_ipv4"] == "0.0.0.0/0" || rule["cidr_ipv6"] == "::/0"
			port := rule["to_port"]
			if open && (port != 80.0 && port != 443.0 ||
				!strings.Contains(rule["security_group_id"].(string), "load-balancer")) {
				t.Errorf("%s opens port %v to the world", id, port)
			}
		}
		for id, group := range template.Resources("aws_security_group") {
			if group["ingress"] != nil || group["egress"] != nil {
				t.Errorf("%s has inline rules, which no other rule check sees", id)
			}
		}
	}
}

func TestMistakesAreToldAllAtOnce(t *testing.T) {
	_, err := testkit.SynthApp(t, map[string]any{
		"domain": "not a domain", "hostedZoneID": "zone", "imageTag": "latest", "region": "Ireland",
		"account": "123456789012",
	}, app)
	if err == nil {
		t.Fatal("five mistakes went through")
	}
	for _, want := range []string{"region: got \"Ireland\"", "domain.name: got \"not a domain\"",
		"domain.hostedZoneID: got \"zone\"", "image.tag: got \"latest\""} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in:\n%v", want, err)
		}
	}
	if strings.Contains(err.Error(), "goroutine") {
		t.Error("a stack trace reached the user")
	}
}

func TestHelpNamesEverySetting(t *testing.T) {
	text, err := os.ReadFile("help")
	if err != nil {
		t.Fatal(err)
	}
	for _, setting := range []string{"domain", "hostedZoneID", "imageTag", "alarmEmail", "region", "account",
		"availabilityZones"} {
		if !bytes.Contains(text, []byte(setting)) {
			t.Errorf("help does not name %s", setting)
		}
	}
}

// TestReadmeShowsWhatIsReallyPrinted makes the five mistakes of the README.
func TestReadmeShowsWhatIsReallyPrinted(t *testing.T) {
	_, err := testkit.SynthApp(t, testkit.Site, func(app cdktf.App) {
		stack := fargateai.NewStack(app, "llm-proxy", nil)
		fargateai.NewLLMProxy(stack, "llm-proxy", &fargateai.ServiceProps{
			Port: jsii.Number(99999), CPU: jsii.Number(300), StopTimeout: jsii.Number(180),
			Image:       fargateai.Image{Tag: "latest"},
			Domain:      &loadbalancer.Domain{Name: "llm.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
			TokenBudget: &fargateai.TokenBudget{PerMinute: jsii.Number(100000), QuotaPerMinute: jsii.Number(1000000)},
		})
	})
	if err == nil {
		t.Fatal("five mistakes went through")
	}
	readme, failure := os.ReadFile("README.md")
	if failure != nil {
		t.Fatal(failure)
	}
	_, shown, _ := strings.Cut(string(readme), "mistakes, nothing was written:\n\n")
	shown, _, _ = strings.Cut(shown, "```")
	shown, why, _ := strings.Cut(shown, "\n\nWhy: ")
	var mistakes rules.Mistakes
	errors.As(err, &mistakes)
	for _, m := range mistakes {
		if !strings.Contains(why, " "+m.Rule) {
			t.Errorf("the README does not name the rule %s: %s", m.Rule, why)
		}
	}
	shown = strings.ReplaceAll(strings.TrimSpace(shown), "\n  ", "\n")
	if shown != err.Error() {
		t.Errorf("the README shows\n%s\n\nand the program prints\n%v", shown, err)
	}
}

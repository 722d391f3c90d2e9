package testkit_test

import (
	"errors"
	"fmt"
	"log"
	"os"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
	tfjson "github.com/hashicorp/terraform-json"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// t is in the Examples what the *testing.T is in a test. What would fail the test is printed, so an empty output says
// that it passes.
var t = asTest{}

type asTest struct{ testing.TB }

func (asTest) Helper()                           {}
func (asTest) Errorf(format string, args ...any) { fmt.Printf(format+"\n", args...) }
func (asTest) Fatal(args ...any)                 { log.Fatal(args...) }
func (asTest) Fatalf(format string, args ...any) { log.Fatalf(format, args...) }

// keepLines is a stack of one log group.
func keepLines(stack cdktf.TerraformStack) {
	group := logs.New(stack, "lines", &logs.Props{Name: "/acme/chat", RetentionDays: jsii.Number(30)})
	cdktf.NewTerraformOutput(stack, jsii.String("arn"), &cdktf.TerraformOutputConfig{Value: group.ARN()})
}

// A test package that synthesizes starts one CDKTF kernel for all of its tests.
func ExampleMain() {
	testMain := func(m *testing.M) { testkit.Main(m) }
	_ = testMain // go test runs it as func TestMain(m *testing.M)
}

// keepLines is the function that fills the stack.
func ExampleSynth() {
	template := testkit.Synth(t, keepLines)
	template.Has(t, "aws_cloudwatch_log_group", testkit.Object{"name": "/acme/chat", "retention_in_days": 30})
	// Output:
}

// What a stack must refuse: the mistakes come back, each with its path and the id of its rule.
func ExampleTrySynth() {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		logs.New(stack, "lines", &logs.Props{Name: "/acme/chat", RetentionDays: jsii.Number(31)})
	})
	var mistakes rules.Mistakes
	if errors.As(err, &mistakes) {
		fmt.Println(mistakes[0].Path, "breaks", mistakes[0].Rule)
	}
	// Output: lines.retentionDays breaks one-of
}

// Without a test, as in an Example.
func ExampleSynthStack() {
	template, err := testkit.SynthStack(keepLines)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(template.Addresses(), "\n"))
	// Output: aws_cloudwatch_log_group.lines_group_D4908CD2
}

// A whole app, with the settings that cdktf.json holds elsewhere.
func ExampleSynthApp() {
	stacks, err := testkit.SynthApp(t, map[string]any{"stage": "test", "region": "eu-west-1"}, func(app cdktf.App) {
		stage, _ := app.Node().TryGetContext(jsii.String("stage")).(string)
		for _, name := range []string{"chat", "search"} {
			logs.New(fargateai.NewStack(app, name, nil), "lines", &logs.Props{Name: "/acme/" + stage + "/" + name})
		}
	})
	if err != nil {
		log.Fatal(err)
	}
	stacks["search"].Has(t, "aws_cloudwatch_log_group", testkit.Object{"name": "/acme/test/search"})
	// Output:
}

// Without a test, as in an Example.
func ExampleSynthProgram() {
	stacks, err := testkit.SynthProgram(testkit.Site, func(app cdktf.App) {
		logs.New(fargateai.NewStack(app, "chat", nil), "lines", &logs.Props{Name: "/acme/chat"})
	})
	if err != nil {
		log.Fatal(err)
	}
	stacks["chat"].Count(t, "aws_cloudwatch_log_group", 1)
	// Output:
}

// What another program has synthesized.
func ExampleParse() {
	text, err := os.ReadFile("testdata/service.tf.json")
	if err != nil {
		log.Fatal(err)
	}
	testkit.Parse(t, text).Has(t, "aws_ecs_service", testkit.Object{"desired_count": 2})
	// Output:
}

// Attributes that are not named may be anything; [testkit.Absent] wants none.
func ExampleTemplate_Has() {
	template := testkit.Synth(t, keepLines)
	template.Has(t, "aws_cloudwatch_log_group", testkit.Object{"name": "/acme/chat", "kms_key_id": testkit.Absent})
	template.Has(t, "aws_sqs_queue", testkit.Object{"name": "chat"})
	// Output: no resource of type aws_sqs_queue
}

func ExampleTemplate_HasOutput() {
	template := testkit.Synth(t, keepLines)
	template.HasOutput(t, "arn")
	template.HasOutput(t, "url")
	// Output: no output url; there are arn
}

func ExampleTemplate_Count() {
	testkit.Synth(t, keepLines).Count(t, "aws_cloudwatch_log_group", 2)
	// Output: got 1 resources of type aws_cloudwatch_log_group, want 2
}

func ExampleTemplate_One() {
	address, group := testkit.Synth(t, keepLines).One(t, "aws_cloudwatch_log_group")
	fmt.Println(address, "keeps lines for", group["retention_in_days"], "days")
	// Output: aws_cloudwatch_log_group.lines_group_D4908CD2 keeps lines for 30 days
}

// Data sources have "data." in front of their type.
func ExampleTemplate_Resources() {
	template := testkit.Synth(t, keepLines)
	fmt.Println(len(template.Resources("aws_cloudwatch_log_group")), len(template.Resources("data.aws_region")))
	// Output: 1 0
}

// An address that changes is a resource that is replaced.
func ExampleTemplate_Addresses() {
	fmt.Println(strings.Join(testkit.Synth(t, keepLines).Addresses(), "\n"))
	// Output: aws_cloudwatch_log_group.lines_group_D4908CD2
}

func ExampleTemplate_Text() {
	text := testkit.Synth(t, keepLines).Text()
	fmt.Println(strings.Contains(string(text), `"name": "/acme/chat"`))
	// Output: true
}

// go test -update writes testdata/lines.json; from then on every difference fails the test.
func ExampleTemplate_Golden() {
	testkit.Synth(t, keepLines).Golden(t, "lines.json")
	// Output:
}

// go test -update writes testdata/lines.addresses; from then on a resource that is replaced fails the test.
func ExampleTemplate_GoldenAddresses() {
	testkit.Synth(t, keepLines).GoldenAddresses(t, "lines.addresses")
	// Output:
}

// Any text that a program writes.
func ExampleGolden() {
	text := strings.Join(testkit.Synth(t, keepLines).Addresses(), "\n") + "\n"
	testkit.Golden(t, "lines.addresses", []byte(text))
	// Output:
}

func ExampleChanges() {
	plan := &tfjson.Plan{ResourceChanges: []*tfjson.ResourceChange{{
		Address: "aws_cloudwatch_log_group.lines",
		Change: &tfjson.Change{
			Actions: tfjson.Actions{tfjson.ActionUpdate},
			Before:  map[string]any{"name": "/acme/chat", "retention_in_days": 30},
			After:   map[string]any{"name": "/acme/chat", "retention_in_days": 7},
		},
	}}}
	fmt.Println(strings.Join(testkit.Changes(plan), "\n"))
	// Output:
	// update aws_cloudwatch_log_group.lines
	//     retention_in_days: 30 -> 7
}

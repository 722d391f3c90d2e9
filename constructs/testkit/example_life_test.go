package testkit_test

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// These Examples take an installed Terraform and the emulator, so they are compiled and not run. What the helpers do is
// tested in terraform_test.go and aws_judge_test.go.

func ExampleHeavy() {
	test := func(t *testing.T) {
		testkit.Heavy(t) // left out by go test -short
		testkit.StartAWS(t)
	}
	_ = test // go test runs it as func TestLife(t *testing.T)
}

// The whole life of a stack: made, found as it was meant, and gone without a rest.
func ExampleStartAWS() {
	aws := testkit.StartAWS(t)
	terraform := testkit.NewTerraform(t, testkit.Synth(t, keepLines).Text(), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	terraform.Destroy(t)
	aws.AssertEmpty(t)
}

// A plan for a scanner: it judges values that are known, and in an ordinary plan few are.
func ExampleKnownPlans() {
	stacks := map[string][]byte{"chat": testkit.Synth(t, keepLines).Text()}
	for name, plan := range testkit.KnownPlans(t, stacks, map[string]any{"image_tag": "v1"}) {
		if err := os.WriteFile(name+".plan.json", plan, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func ExampleValidateStack() {
	testkit.ValidateStack(t, testkit.Synth(t, keepLines).Text())
}

// The folder of a stack that CDKTF has rendered with SYNTH_HCL_OUTPUT=true.
func ExampleCheckHCL() {
	testkit.CheckHCL(t, "cdktf.out/stacks/chat")
}

func ExampleNewTerraform() {
	text := testkit.Synth(t, keepLines).Text()
	terraform := testkit.NewTerraform(t, text, testkit.TerraformOptions{Vars: map[string]string{"image_tag": "v2"}})
	terraform.Apply(t)
}

// A root module in HCL, and the module that it calls as ../dist.
func ExampleNewTerraformFolder() {
	terraform := testkit.NewTerraformFolder(t, "testdata/tree", "root", testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
}

func ExampleTerraform_Apply() {
	testkit.NewTerraform(t, testkit.Synth(t, keepLines).Text(), testkit.TerraformOptions{}).Apply(t)
}

// A postcondition that has to fail, such as that of a deployment which ECS rolls back.
func ExampleTerraform_TryApply() {
	terraform := testkit.NewTerraform(t, testkit.Synth(t, keepLines).Text(), testkit.TerraformOptions{})
	if err := terraform.TryApply(t); err == nil || !strings.Contains(err.Error(), "rolled the deployment back") {
		t.Errorf("got %v", err)
	}
}

func ExampleTerraform_Plan() {
	terraform := testkit.NewTerraform(t, testkit.Synth(t, keepLines).Text(), testkit.TerraformOptions{})
	for _, change := range testkit.Changes(terraform.Plan(t)) {
		fmt.Println(change)
	}
}

// A value that a module's variable has to refuse.
func ExampleTerraform_TryPlan() {
	terraform := testkit.NewTerraformFolder(t, "testdata/tree", "root",
		testkit.TerraformOptions{Vars: map[string]string{"port": "99999"}})
	if err := terraform.TryPlan(t); err == nil || !strings.Contains(err.Error(), "rule range") {
		t.Errorf("got %v", err)
	}
}

// The tests of a module, which module.New writes beside it.
func ExampleTerraform_Test() {
	terraform := testkit.NewTerraformFolder(t, "dist", ".", testkit.TerraformOptions{})
	fmt.Println(terraform.Test(t), "runs passed")
}

// What fargateai plan-review reads.
func ExampleTerraform_PlanJSON() {
	text := testkit.Synth(t, keepLines).Text()
	terraform := testkit.NewTerraform(t, text, testkit.TerraformOptions{})
	fmt.Println(len(terraform.PlanJSON(t, text, false)) > 0)
}

func ExampleTerraform_AssertEmptyPlan() {
	terraform := testkit.NewTerraform(t, testkit.Synth(t, keepLines).Text(), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t) // else AWS would be changed again by every apply
}

// A change of a prop, and what Terraform makes of it.
func ExampleTerraform_Update() {
	text := testkit.Synth(t, keepLines).Text()
	terraform := testkit.NewTerraform(t, text, testkit.TerraformOptions{})
	terraform.Apply(t)
	changes := terraform.Update(t, []byte(strings.Replace(string(text), "30", "90", 1)))
	if len(changes) != 1 || !strings.HasPrefix(changes[0], "update aws_cloudwatch_log_group.") {
		t.Errorf("got %q", changes)
	}
}

// The stack of the next plan or apply.
func ExampleTerraform_Write() {
	terraform := testkit.NewTerraform(t, testkit.Synth(t, keepLines).Text(), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.Write(t, []byte(`{"terraform": {}}`))
	terraform.Apply(t) // the log group goes
}

func ExampleTerraform_Destroy() {
	terraform := testkit.NewTerraform(t, testkit.Synth(t, keepLines).Text(), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.Destroy(t)
}

func ExampleTerraform_Output() {
	terraform := testkit.NewTerraform(t, testkit.Synth(t, keepLines).Text(), testkit.TerraformOptions{})
	terraform.Apply(t)
	fmt.Println(terraform.Output(t)["arn"])
}

func ExampleTerraform_State() {
	terraform := testkit.NewTerraform(t, testkit.Synth(t, keepLines).Text(), testkit.TerraformOptions{})
	terraform.Apply(t)
	for _, resource := range terraform.State(t).Values.RootModule.Resources {
		fmt.Println(resource.Address)
	}
}

// For a stack that reads the outputs of this one.
func ExampleTerraform_StateFile() {
	network := testkit.NewTerraform(t, testkit.Synth(t, keepLines).Text(), testkit.TerraformOptions{})
	network.Apply(t)
	fmt.Println(`data "terraform_remote_state" "network": config.path =`, network.StateFile())
}

// What a destroy keeps by design is named.
func ExampleAWS_AssertEmpty() {
	aws := testkit.StartAWS(t)
	aws.AssertEmpty(t, "s3 Bucket state-of-acme")
}

func ExampleAWS_Leftovers() {
	for _, line := range testkit.StartAWS(t).Leftovers(t) {
		fmt.Println(line) // logs LogGroup /acme/chat
	}
}

// A second account, in the same test.
func ExampleAWS_Reset() {
	aws := testkit.StartAWS(t)
	for range 2 {
		testkit.NewTerraform(t, testkit.Synth(t, keepLines).Text(), testkit.TerraformOptions{}).Apply(t)
		aws.Reset(t)
	}
}

// The test fails at its end when AWS itself would have refused one of the requests that the emulator accepted, but for
// a rule that it allows to be broken.
func ExampleAWS_Allow() {
	aws := testkit.StartAWS(t)
	aws.Allow(t, "load-balancer-is-not-protected", "production is protected; an operator frees it before it goes")
	terraform := testkit.NewTerraform(t, testkit.Synth(t, keepLines).Text(), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.Destroy(t)
}

func ExampleAWS_Lenient() {
	testkit.StartAWS(t).Lenient(t, "the stack is the input of another program, and wrong on purpose")
}

// A look at the judgement before the test ends.
func ExampleAWS_Judge() {
	aws := testkit.StartAWS(t)
	testkit.NewTerraform(t, testkit.Synth(t, keepLines).Text(), testkit.TerraformOptions{}).Apply(t)
	fmt.Println(aws.Judge(t).Calls["logs:CreateLogGroup"])
}

// A program of your own that shall see the emulator as AWS.
func ExampleAWS_Environ() {
	aws := testkit.StartAWS(t)
	command := exec.Command(testkit.AWSCLI(t), "logs", "describe-log-groups")
	command.Env = aws.Environ(t)
	text, err := command.CombinedOutput()
	fmt.Println(string(text), err)
}

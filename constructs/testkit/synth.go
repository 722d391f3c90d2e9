package testkit

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/provider"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/kernel"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/synth"
)

// Main runs the tests of a package with one CDKTF kernel in its fast mode, ends the kernel and the AWS emulator, and
// exits. Call it from TestMain. The jsii client may report at the end that its process "exited abnormally": it waited
// for it twice, and the report means nothing.
func Main(m *testing.M) {
	flag.Parse()
	stop, err := kernel.Start()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	stop()
	stopAWS()
	os.Exit(code)
}

// Site states where the stacks of [Synth] are deployed, so that they read nothing from AWS.
var Site = map[string]any{
	"region":            "eu-west-1",
	"account":           "210987654321",
	"availabilityZones": []string{"eu-west-1a", "eu-west-1b", "eu-west-1c"},
}

// Synth synthesizes a stack named "test" with an AWS provider, at [Site], that build fills; it fails the test on any
// mistake.
func Synth(t testing.TB, build func(stack cdktf.TerraformStack)) *Template {
	t.Helper()
	template, err := TrySynth(t, Site, build)
	if err != nil {
		t.Fatalf("synthesize:\n%v", err)
	}
	return template
}

// TrySynth is [Synth] with a context of the caller's; mistakes come back as an error.
func TrySynth(t testing.TB, context map[string]any, build func(stack cdktf.TerraformStack)) (*Template, error) {
	t.Helper()
	stacks, err := SynthApp(t, context, inTest(build))
	return stacks["test"], err
}

// SynthStack is [Synth] where there is no test, as in a testable example: mistakes come back as an error.
func SynthStack(build func(stack cdktf.TerraformStack)) (*Template, error) {
	stacks, err := SynthProgram(Site, inTest(build))
	return stacks["test"], err
}

// inTest is an app with the stack "test", which build fills.
func inTest(build func(stack cdktf.TerraformStack)) func(cdktf.App) {
	return func(app cdktf.App) {
		stack := cdktf.NewTerraformStack(app, jsii.String("test"))
		provider.NewAwsProvider(stack, jsii.String("provider"), &provider.AwsProviderConfig{})
		stack.AddOverride(jsii.String("terraform.required_providers.aws.version"), bridge.AWSProviderVersion)
		build(stack)
	}
}

// SynthApp synthesizes a whole app and returns its stacks by name; mistakes come back as an error.
func SynthApp(t testing.TB, context map[string]any, build func(app cdktf.App)) (map[string]*Template, error) {
	t.Helper()
	return SynthProgram(context, build)
}

// SynthProgram is [SynthApp] where there is no test.
func SynthProgram(context map[string]any, build func(app cdktf.App)) (map[string]*Template, error) {
	dir, err := os.MkdirTemp("", "testkit-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	result, err := synth.In(synth.Options{Outdir: filepath.Join(dir, "cdktf.out"), Context: context}, build)
	if err != nil {
		return nil, err
	}
	stacks := map[string]*Template{}
	for _, s := range result.Stacks {
		document, err := parse(s.Text)
		if err != nil {
			return nil, err
		}
		stacks[s.Name] = &Template{Notices: result.Notices, document: document, text: s.Text}
	}
	return stacks, nil
}

// Notice is something that a construct told the user while synthesizing.
type Notice = bridge.Notice

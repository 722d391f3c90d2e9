package fargateai

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/program"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/synth"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
)

// runProgram runs a program as Run does, in an empty folder.
func runProgram(t *testing.T, build func(cdktf.App)) (code int, stdout, stderr string) {
	t.Helper()
	t.Setenv("CDKTF_OUTDIR", "")
	var out, err bytes.Buffer
	code = program.Run(&out, &err, synth.Options{}, build)
	return code, out.String(), err.String()
}

func demo(app cdktf.App) {
	stack := NewStack(app, "demo", &StackProps{Region: "eu-west-1", Account: "210987654321"})
	NewService(stack, "hello",
		&ServiceProps{Profile: ProfileDemo, Port: jsii.Number(80), Image: Image{URI: "ghcr.io/acme/hello:v1"}})
}

func broken(app cdktf.App) {
	stack := NewStack(app, "demo", &StackProps{Region: "Ireland"})
	NewService(stack, "hello",
		&ServiceProps{Profile: ProfileDemo, Port: jsii.Number(0), CPU: jsii.Number(1),
			Image:       Image{URI: "ghcr.io/acme/hello:latest"},
			Environment: map[string]string{"PASSWORD": "correct horse battery"}})
}

func TestRunSaysWhatWasMadeAndWhere(t *testing.T) {
	t.Chdir(t.TempDir())
	code, stdout, stderr := runProgram(t, demo)
	if code != 0 || stderr != "" {
		t.Fatalf("code %d: %s", code, stderr)
	}
	for _, want := range []string{"demo: cdktf.out/stacks/demo/cdk.tf.json", "resources", "ecs_service ×1",
		"You should know:", "plaintext HTTP", "USD a month (", "Next: terraform -chdir=cdktf.out/stacks/demo init"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("%q is missing in:\n%s", want, stdout)
		}
	}
	if left, _ := filepath.Glob("cdktf.out/.*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// What is printed works in that order: nothing is planned before what it reads is applied.
func TestRunSaysInWhichOrderStacksAreApplied(t *testing.T) {
	t.Chdir(t.TempDir())
	code, stdout, stderr := runProgram(t, func(app cdktf.App) {
		props := &StackProps{Region: "eu-west-1", Account: "210987654321"}
		net := network.New(NewStack(app, "network", props), "network", nil).Ref()
		NewService(NewStack(app, "chat", props), "chat", &ServiceProps{Profile: ProfileDemo, Port: jsii.Number(80),
			Image: Image{URI: "ghcr.io/acme/chat:v1"}, ExistingNetwork: &net})
	})
	if code != 0 {
		t.Fatal(stderr)
	}
	const want = `
Next: terraform -chdir=cdktf.out/stacks/network init && terraform -chdir=cdktf.out/stacks/network plan
Once network is applied: terraform -chdir=cdktf.out/stacks/chat init && terraform -chdir=cdktf.out/stacks/chat plan
`
	if !strings.HasSuffix(stdout, want) || strings.Index(stdout, "network: ") > strings.Index(stdout, "chat: ") {
		t.Errorf("got\n%s", stdout)
	}
}

// HCL loses the version that the stack asks for, and the backend is no attribute there.
func TestTheBackendInHCL(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("SYNTH_HCL_OUTPUT", "true")
	code, _, stderr := runProgram(t, func(app cdktf.App) {
		NewStack(app, "chat", &StackProps{Region: "eu-west-1", Backend: &S3Backend{Bucket: "acme-state",
			AssumeRoleARN: "arn:aws:iam::310987654321:role/state"}})
		NewStack(app, "search", &StackProps{Region: "eu-west-1"})
	})
	if code != 0 {
		t.Fatal(stderr)
	}
	for stack, wants := range map[string][]string{
		"chat": {`required_version = ">= 1.10"`, "use_lockfile = true", `key          = "chat/terraform.tfstate"`,
			"assume_role = {"},
		"search": {`required_version = ">= 1.5"`},
	} {
		text, err := os.ReadFile("cdktf.out/stacks/" + stack + "/cdk.tf")
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !strings.Contains(string(text), want) {
				t.Errorf("%q is missing in\n%s", want, text)
			}
		}
	}
}

func TestRunTellsEveryMistakeAndKeepsTheEarlierOutput(t *testing.T) {
	t.Chdir(t.TempDir())
	if code, _, stderr := runProgram(t, demo); code != 0 {
		t.Fatal(stderr)
	}
	before, err := os.ReadFile("cdktf.out/stacks/demo/cdk.tf.json")
	if err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := runProgram(t, broken)
	if code != 1 || stdout != "" {
		t.Errorf("code %d, stdout %q", code, stdout)
	}
	for _, want := range []string{"5 mistakes, nothing was written:", "demo.region: got \"Ireland\"", "hello.cpu: got 1",
		"hello.environment.PASSWORD: got", "hello.image.uri: got", "hello.port: got 0"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("%q is missing in:\n%s", want, stderr)
		}
	}
	for _, no := range []string{"goroutine", "panic", "correct horse battery", "at Object."} {
		if strings.Contains(stderr, no) {
			t.Errorf("%q reached the user:\n%s", no, stderr)
		}
	}
	if after, err := os.ReadFile("cdktf.out/stacks/demo/cdk.tf.json"); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the earlier output changed: %v", err)
	}
}

func TestRunWritesNothingWhenAPlaceholderSurvives(t *testing.T) {
	t.Chdir(t.TempDir())
	code, _, stderr := runProgram(t, func(app cdktf.App) {
		stack := NewStack(app, "demo", &StackProps{Region: "eu-west-1"})
		cdktf.NewTerraformOutput(stack, jsii.String("role"),
			&cdktf.TerraformOutputConfig{Value: "arn:aws:iam::123456789012:role/x"})
	})
	if code != 1 || !strings.Contains(stderr, `demo.output.role.value: got the placeholder "123456789012"`) {
		t.Errorf("code %d:\n%s", code, stderr)
	}
	if _, err := os.Stat("cdktf.out"); err == nil {
		t.Error("an output was written")
	}
}

// Where a value came from a prop, a mistake names the prop.
func TestAPlaceholderInAPropIsNamedByTheProp(t *testing.T) {
	t.Chdir(t.TempDir())
	_, _, stderr := runProgram(t, func(app cdktf.App) {
		stack := NewStack(app, "demo", &StackProps{Region: "eu-west-1"})
		NewService(stack, "hello", &ServiceProps{
			Port:        jsii.Number(8080),
			Image:       Image{URI: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:v1"},
			Environment: map[string]string{"HOST": "db.example.com"},
			Command:     jsii.Strings("serve", "--key", "CHANGEME"),
			Domain:      &loadbalancer.Domain{Name: "llm.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
			Tags:        map[string]string{"team": "REPLACE_ME"},
		})
	})
	var want strings.Builder
	want.WriteString("4 mistakes, nothing was written:\n\n")
	for _, m := range [][2]string{{"command[2]", "CHANGEME"}, {"environment.HOST", "db.example.com"},
		{"image.uri", "123456789012"}, {"tags.team", "REPLACE_ME"}} {
		fmt.Fprintf(&want, "  hello.%s: got the placeholder %q, want a real value; "+
			"replace it before anything is synthesized\n", m[0], m[1])
	}
	if !strings.HasPrefix(stderr, want.String()) {
		t.Errorf("got\n%s\nwant\n%s", stderr, want.String())
	}
}

// A program that goes on with a refused service is told of its mistakes, not of what follows from them.
func TestARefusedServiceIsSafeToTouch(t *testing.T) {
	t.Chdir(t.TempDir())
	code, _, stderr := runProgram(t, func(app cdktf.App) {
		stack := NewStack(app, "demo", &StackProps{Region: "Ireland"})
		stack.Provider().SetRegion(jsii.String("eu-west-1"))
		s := NewLLMProxy(stack, "hello", &ServiceProps{Port: jsii.Number(0), Pipeline: &Pipeline{}})
		_ = s.URL()
		s.Target.AllowTo(s.Service.SecurityGroupID())
		other := validProps()
		other.ExistingNetwork, other.ExistingCluster = reference(s.Network.Ref()), reference(s.Cluster.Ref())
		other.TaskPolicies = []ecs.PolicyStatement{{Actions: []string{"s3:GetObject"},
			Resources: []string{s.TaskDefinition.TaskRoleARN(), s.Logs.ARN(), s.Repository.ARN(), s.Guardrails.TopicARN(),
				s.Queue.Ref().ARN, s.DeployRole.ARN(), s.PushRole.ARN(), s.DeploymentGroup.RoleARN(), s.Scaling.ResourceID()}}}
		NewService(stack, "other", &other)
		s.Service.Resource().AddOverride(jsii.String("force_delete"), true)
	})
	const want = `4 mistakes, nothing was written:

  demo.region: got "Ireland", want a region such as eu-west-1; give the region, not one of its zones
  hello.domain: got nothing, want a domain with its hosted zone, or a certificate; `
	if code != 1 || !strings.HasPrefix(stderr, want) ||
		!strings.Contains(stderr, "  hello.pipeline.gitHub.repository: got") ||
		!strings.Contains(stderr, "  hello.port: got 0, want a whole number") {
		t.Errorf("code %d, got\n%s", code, stderr)
	}
}

func reference[T any](value T) *T { return &value }

func TestRunExplainsWhatGoesWrongInTheProgram(t *testing.T) {
	for name, test := range map[string]struct {
		build func(cdktf.App)
		want  string
	}{
		"nil pointer": {func(cdktf.App) { var s *Service; _ = s.Network.Ref() }, "the program failed at run_test.go:"},
		"jsii": {func(app cdktf.App) { NewStack(app, "a", nil); NewStack(app, "a", nil) },
			"There is already a Construct with name 'a'"},
		"panic": {func(cdktf.App) { panic(errors.New("no model")) }, "no model"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			code, _, stderr := runProgram(t, test.build)
			if code != 1 || !strings.Contains(stderr, test.want) || strings.Contains(stderr, "goroutine") {
				t.Errorf("code %d:\n%s", code, stderr)
			}
		})
	}
}

func TestRunExplainsAMissingNode(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("JSII_NODE", "no-such-node")
	code, _, stderr := runProgram(t, demo)
	if code != 1 || !strings.Contains(stderr, "no-such-node was not found on PATH") {
		t.Errorf("code %d:\n%s", code, stderr)
	}
}

package fargateai_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// words are some that a shell, JSON or Terraform would not leave alone.
var words = []string{"python", "-c", `print("it's", '${HOME}', "\n", $(id))`, "%{if}", "", "ü €"}

// request is what aws ecs run-task is asked for.
type request struct {
	Cluster, TaskDefinition, LaunchType string
	NetworkConfiguration                struct {
		AwsvpcConfiguration struct {
			Subnets, SecurityGroups []string
			AssignPublicIP          string `json:"assignPublicIp"`
		}
	}
	Overrides struct {
		ContainerOverrides []struct {
			Name    string
			Command []string
		}
	}
}

func (r request) check(t *testing.T) {
	t.Helper()
	network := r.NetworkConfiguration.AwsvpcConfiguration
	if !strings.HasSuffix(r.Cluster, ":cluster/ai") || r.TaskDefinition != "llm-proxy" || r.LaunchType != "FARGATE" ||
		len(network.Subnets) != 2 || !slices.Equal(network.SecurityGroups, []string{"sg-1"}) ||
		network.AssignPublicIP != "DISABLED" {
		t.Errorf("got %+v", r)
	}
	if o := r.Overrides.ContainerOverrides; len(o) != 1 || o[0].Name != "llm-proxy" || !slices.Equal(o[0].Command, words) {
		t.Errorf("got the overrides %q", o)
	}
}

// runTaskOutputs are the outputs of a service in a network and a cluster that exist, as Terraform would know them.
func runTaskOutputs(t *testing.T) map[string]string {
	t.Helper()
	text := synth(t, func(stack *fargateai.Stack) {
		s := fargateai.NewService(stack, "llm-proxy", production(func(p *fargateai.ServiceProps) {
			p.ExistingNetwork = &network.Ref{VPCID: "vpc-0a1b2c3d4e5f67890",
				TaskSubnetIDs:   jsii.Strings("subnet-0a1b2c3d4e5f67890", "subnet-0a1b2c3d4e5f67891"),
				PublicSubnetIDs: jsii.Strings("subnet-0a1b2c3d4e5f67892", "subnet-0a1b2c3d4e5f67893")}
			p.ExistingCluster = &ecs.ClusterRef{Name: "ai", ARN: "arn:aws:ecs:eu-west-1:210987654321:cluster/ai"}
		}))
		if none := s.RunTaskCommand(); none != "" {
			t.Errorf("without words got %s", none)
		}
		cdktf.NewTerraformOutput(stack, jsii.String("migrate"),
			&cdktf.TerraformOutputConfig{Value: s.RunTaskCommand(words...), StaticId: jsii.Bool(true)})
	}).Text()
	var stack struct {
		Output   map[string]struct{ Value string }
		Resource map[string]map[string]any
	}
	if err := json.Unmarshal(text, &stack); err != nil {
		t.Fatal(err)
	}
	groups := map[string]cty.Value{}
	for name := range stack.Resource["aws_security_group"] {
		groups[name] = cty.ObjectVal(map[string]cty.Value{"id": cty.StringVal("sg-1")})
	}
	context := &hcl.EvalContext{
		Variables: map[string]cty.Value{"aws_security_group": cty.ObjectVal(groups)},
		Functions: map[string]function.Function{"jsonencode": stdlib.JSONEncodeFunc, "replace": stdlib.ReplaceFunc},
	}
	out := map[string]string{}
	for _, name := range []string{"migrate", "llm_proxy_run_task"} {
		expression, bad := hclsyntax.ParseTemplate([]byte(stack.Output[name].Value), name, hcl.InitialPos)
		if bad.HasErrors() {
			t.Fatal(bad)
		}
		value, bad := expression.Value(context)
		if bad.HasErrors() {
			t.Fatal(bad)
		}
		out[name] = value.AsString()
	}
	return out
}

// shell runs a script with programs of the test's own on its PATH.
func shell(t *testing.T, script string, programs map[string]string, args ...string) (printed string, code int) {
	t.Helper()
	bin := t.TempDir()
	for name, text := range programs {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/usr/bin/env bash\n"+text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(testkit.Tool(t, "bash"), append([]string{"-c", script, "run-task"}, args...)...)
	cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), "STATE="+bin)
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

func read(t *testing.T, text string) request {
	t.Helper()
	var r request
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return r
}

func TestRunTaskCommand(t *testing.T) {
	command := runTaskOutputs(t)["migrate"]
	printed, code := shell(t, command, map[string]string{"aws": `printf '%s' "${*: -1}"`})
	if code != 0 {
		t.Fatalf("%d: %s", code, printed)
	}
	read(t, printed).check(t)
	if !strings.HasPrefix(command, "aws ecs run-task --region eu-west-1 --cli-input-json '") {
		t.Errorf("got %s", command)
	}
}

func TestRunTaskScript(t *testing.T) {
	script := string(fargateai.RunTaskText("llm-proxy", "llm_proxy_run_task", "test"))
	output := runTaskOutputs(t)["llm_proxy_run_task"]
	programs := func(tasks ...string) map[string]string {
		return map[string]string{
			"sleep":     "",
			"terraform": "echo \"$*\" > \"$STATE/terraform-words\"; cat <<'END'\n" + output + "\nEND\n",
			"aws": `case "$*" in
*run-task*) echo "$4" > "$STATE/request"; echo "$AWS_REGION" > "$STATE/region"; cat "$STATE/started" 2> /dev/null ||
  echo '{"tasks": [{"taskArn": "arn:task"}]}' ;;
*) calls=$(cat "$STATE/calls" 2> /dev/null || echo 0); echo $((calls + 1)) > "$STATE/calls"
  tasks=('` + strings.Join(tasks, "' '") + `'); echo "${tasks[$calls]:-${tasks[-1]}}" ;;
esac
`,
		}
	}
	const stopped = `{"tasks": [{"lastStatus": "STOPPED", "stoppedReason": "it is over", "containers": [` +
		`{"name": "otel", "exitCode": 137}, {"name": "llm-proxy", "exitCode": CODE}]}]}`
	ended := func(code string) string { return strings.Replace(stopped, "CODE", code, 1) }
	for name, test := range map[string]struct {
		tasks []string
		words []string
		code  int
		text  string
	}{
		"well":         {[]string{`{"tasks": []}`, `{"tasks": [{"lastStatus": "RUNNING"}]}`, ended("0")}, words, 0, "RUNNING"},
		"badly":        {[]string{ended("3")}, words, 3, "it is over"},
		"never began":  {[]string{ended("null")}, words, 1, "it is over"},
		"forgotten":    {[]string{`{"tasks": []}`}, words, 1, "knows no task"},
		"without word": {[]string{ended("0")}, nil, 2, "usage"},
	} {
		t.Run(name, func(t *testing.T) {
			show := script + "\n"
			if test.code == 0 {
				show = strings.Replace(script, `exit "${code:-1}"`, `cat "$STATE/request" "$STATE/region" "$STATE/terraform-words"`, 1)
			}
			printed, code := shell(t, show, programs(test.tasks...), test.words...)
			if code != test.code || !strings.Contains(printed, test.text) {
				t.Fatalf("got %d: %s", code, printed)
			}
			if code != 0 {
				return
			}
			_, json, _ := strings.Cut(printed, "{")
			json, rest, _ := strings.Cut(json, "\neu-west-1\n")
			read(t, "{"+json).check(t)
			if !strings.Contains(rest, "/../../stacks/test output -raw llm_proxy_run_task") {
				t.Errorf("asked terraform for %s", rest)
			}
		})
	}
}

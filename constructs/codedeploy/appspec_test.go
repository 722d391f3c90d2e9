package codedeploy

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func sorted(lines []string) []string { return slices.Sorted(slices.Values(lines)) }

func TestAppSpec(t *testing.T) {
	const want = `{
  "version": 0.0,
  "Resources": [
    {
      "TargetService": {
        "Properties": {
          "LoadBalancerInfo": {
            "ContainerName": "app",
            "ContainerPort": 4000
          },
          "TaskDefinition": "arn:aws:ecs:eu-west-1:210987654321:task-definition/llm-proxy:7"
        },
        "Type": "AWS::ECS::Service"
      }
    }
  ],
  "Hooks": [
    {
      "AfterAllowTestTraffic": "judge"
    },
    {
      "BeforeInstall": "warm"
    }
  ]
}
`
	got := AppSpec("arn:aws:ecs:eu-west-1:210987654321:task-definition/llm-proxy:7", "app", 4000,
		map[Hook]string{BeforeInstall: "warm", AfterAllowTestTraffic: "judge"})
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if text := string(AppSpec("", "app", 4000, nil)); strings.Contains(text, "Hooks") ||
		!strings.Contains(text, `"TaskDefinition": ""`) {
		t.Errorf("got\n%s", text)
	}
}

// The program of the comment turns the file into a revision that names the task definition.
func TestAppSpecIsFilledInByJQ(t *testing.T) {
	jq := testkit.Tool(t, "jq")
	const program = `.Resources[0].TargetService.Properties.TaskDefinition = $arn
		| {revisionType: "AppSpecContent", appSpecContent: {content: tojson}}`
	const arn = "arn:aws:ecs:eu-west-1:210987654321:task-definition/llm-proxy:8"
	command := exec.Command(jq, "-c", "--arg", "arn", arn, program)
	command.Stdin = bytes.NewReader(AppSpec("", "app", 4000, map[Hook]string{BeforeInstall: "warm"}))
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var revision struct {
		RevisionType   string
		AppSpecContent struct{ Content string }
	}
	if err := json.Unmarshal(out, &revision); err != nil {
		t.Fatal(err)
	}
	var got, want any
	if err := json.Unmarshal([]byte(revision.AppSpecContent.Content), &got); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	if err := json.Unmarshal(AppSpec(arn, "app", 4000, map[Hook]string{BeforeInstall: "warm"}), &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" || revision.RevisionType != "AppSpecContent" {
		t.Errorf("type %s (-want +got):\n%s", revision.RevisionType, diff)
	}
}

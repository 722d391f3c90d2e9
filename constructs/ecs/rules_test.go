package ecs

import (
	"errors"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Programs tell mistakes apart by rule and path, also those in what a sidecar adds.
func TestMistakesNameTheirRule(t *testing.T) {
	task := withSidecar(ADOTCollector(validADOT()), FireLens(validFireLens()))
	task.Containers[0].Name = adotName
	task.Containers[0].Ports = []Port{{ContainerPort: jsii.Number(otlpGRPC)}}
	task.TaskRoleARN, task.ExecutionRoleARN = "arn:aws:iam::210987654321:role/a", "arn:aws:iam::210987654321:role/a"
	service := ServiceProps{ServiceSettings: ServiceSettings{Name: "llm proxy", MaxHealthyPercent: jsii.Number(100)}}
	for _, c := range []struct {
		err  error
		want map[string]string // rule by path
	}{
		{task.Validate(), map[string]string{
			"sidecars[0].containers[0]":                        "unique",
			"sidecars[0].containers[0].ports[0].containerPort": "ecs-container-port",
			"taskRoleARN": "ecs-separate-roles",
		}},
		{service.Validate(), map[string]string{
			"cluster.arn":       "required",
			"maxHealthyPercent": "ecs-deployment-room",
			"name":              "invalid",
			"subnetIDs":         "required",
		}},
	} {
		var mistakes rules.Mistakes
		if !errors.As(c.err, &mistakes) {
			t.Fatalf("got %v, want mistakes", c.err)
		}
		got := map[string]string{}
		for _, m := range mistakes {
			got[m.Path] = m.Rule
			if m.Rule == "" {
				t.Errorf("%s: no rule", m)
			}
		}
		for path, rule := range c.want {
			if got[path] != rule {
				t.Errorf("%s breaks %q, want %q", path, got[path], rule)
			}
		}
	}
}

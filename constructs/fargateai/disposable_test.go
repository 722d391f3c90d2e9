package fargateai_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// obstacles are what hinders a destroy, as aws_lb.enable_deletion_protection=true: resources that AWS refuses to delete
// while they hold something, or that are protected.
func obstacles(t *testing.T, template *testkit.Template) []string {
	t.Helper()
	var document struct {
		Resource map[string]map[string]map[string]any `json:"resource"`
	}
	if err := json.Unmarshal(template.Text(), &document); err != nil {
		t.Fatal(err)
	}
	emptied := map[string]string{"aws_s3_bucket": "force_destroy", "aws_ecr_repository": "force_delete"}
	var out []string
	for kind, resources := range document.Resource {
		for _, r := range resources {
			if switched := emptied[kind]; switched != "" && r[switched] != true {
				out = append(out, kind+" is not emptied")
			}
			for name, value := range r {
				if strings.Contains(name, "deletion_protection") && value == true ||
					name == "recovery_window_in_days" && value != 0.0 || name == "lifecycle" &&
					strings.Contains(fmt.Sprint(value), "prevent_destroy:true") {
					out = append(out, kind+"."+name)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestOneSwitchMakesAServiceDisposable(t *testing.T) {
	all := func(disposable *bool, profile fargateai.Profile) *testkit.Template {
		return synth(t, func(stack *fargateai.Stack) {
			fargateai.NewLLMProxy(stack, "llm-proxy", production(func(p *fargateai.ServiceProps) {
				p.Disposable, p.Profile = disposable, profile
				p.BlueGreen, p.Guardrails = &codedeploy.Settings{}, &guardrails.Settings{}
				p.LoadBalancer = &loadbalancer.Settings{WAF: &loadbalancer.WAF{}}
			}))
			fargateai.NewEvalWorker(stack, "evals", &fargateai.ServiceProps{
				Disposable: disposable, Profile: profile, Image: fargateai.Image{Tag: "v1"},
				ContainerHealthCheck: &ecs.HealthCheck{Command: jsii.Strings("CMD", "/app", "--check")}})
		})
	}
	protected := []string{"aws_ecr_repository is not emptied", "aws_lb.enable_deletion_protection",
		"aws_s3_bucket is not emptied"}
	for name, c := range map[string]struct {
		disposable *bool
		profile    fargateai.Profile
		want       []string
	}{
		"production":           {nil, fargateai.ProfileProduction, protected},
		"demo":                 {nil, fargateai.ProfileDemo, nil},
		"disposable":           {jsii.Bool(true), fargateai.ProfileProduction, nil},
		"demo that keeps":      {jsii.Bool(false), fargateai.ProfileDemo, protected[:2]},
		"production that does": {jsii.Bool(false), fargateai.ProfileProduction, protected},
	} {
		if diff := cmp.Diff(c.want, obstacles(t, all(c.disposable, c.profile))); diff != "" {
			t.Errorf("%s: what hinders a destroy (-want +got):\n%s", name, diff)
		}
	}
}

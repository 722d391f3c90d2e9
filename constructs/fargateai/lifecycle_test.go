package fargateai_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/route53zone"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/evalgate"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// living is a production service together with the hosted zone that a real account would have.
func living(t *testing.T, change func(*fargateai.ServiceProps)) []byte {
	t.Helper()
	return synth(t, func(stack *fargateai.Stack) {
		zone := route53zone.NewRoute53Zone(stack, jsii.String("zone"),
			&route53zone.Route53ZoneConfig{Name: jsii.String("acme.dev")})
		fargateai.NewService(stack, "llm-proxy", production(func(p *fargateai.ServiceProps) {
			p.Domain.HostedZoneID = *zone.ZoneId()
			if change != nil {
				change(p)
			}
		}))
	}).Text()
}

// touched fails the test unless the changes are exactly of these kinds.
func touched(t *testing.T, changes []string, wanted ...string) {
	t.Helper()
	left := map[string]bool{}
	for _, w := range wanted {
		left[w] = true
	}
	for _, change := range changes {
		head, _, _ := strings.Cut(change, "\n")
		known := false
		for _, w := range wanted {
			if strings.HasPrefix(head, w) {
				known = true
				delete(left, w)
			}
		}
		if !known {
			t.Errorf("nobody asked for: %s", change)
		}
	}
	for w := range left {
		t.Errorf("%s is missing in:\n%s", w, strings.Join(changes, "\n"))
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestServiceLivesFromFirstApplyToDestroy(t *testing.T) {
	testkit.Heavy(t)
	aws := testkit.StartAWS(t)
	aws.Allow(t, "load-balancer-is-not-protected", "production is protected on purpose; users set Disposable before")
	terraform := testkit.NewTerraform(t, living(t, func(p *fargateai.ServiceProps) { p.Image.Tag = "" }),
		testkit.TerraformOptions{})

	// An empty account: no image has been pushed, everything but tasks is made, and scaling is held at none.
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	if url, _ := terraform.Output(t)["llm_proxy_repository_url"].(string); !strings.Contains(url, ".dkr.ecr.eu-west-1.") {
		t.Errorf("the pipeline is not told where to push: %q", url)
	}

	// The first image.
	touched(t, terraform.Update(t, living(t, nil)),
		"replace aws_ecs_task_definition.", "update aws_ecs_service.", "update aws_appautoscaling_target.")
	terraform.AssertEmptyPlan(t)

	// The next image.
	touched(t, terraform.Update(t, living(t, func(p *fargateai.ServiceProps) { p.Image.Tag = "v1.4.3" })),
		"replace aws_ecs_task_definition.", "update aws_ecs_service.")

	// A secret, a rule, a count, a timer and a size.
	more := func(p *fargateai.ServiceProps) {
		p.Image.Tag = "v1.4.3"
		p.CPU, p.MemoryLimitMiB = jsii.Number(1024), jsii.Number(2048)
		p.Secrets["ANTHROPIC_API_KEY"] = secrets.Reference{SecretName: "llm-proxy/anthropic"}
		p.Deployment = &ecs.ServiceSettings{Egress: []ecs.Egress{{Name: "redis", CIDR: "10.0.0.0/16",
			Port: jsii.Number(6379)}}}
		p.Scaling = &scaling.Settings{
			MinCapacity:    jsii.Number(3),
			MaxCapacity:    jsii.Number(12),
			CPUUtilization: &scaling.TargetTracking{TargetValue: jsii.Number(50)},
		}
		p.LoadBalancer = &loadbalancer.Settings{IdleTimeout: jsii.Number(600)}
	}
	touched(t, terraform.Update(t, living(t, more)),
		"replace aws_ecs_task_definition.", "update aws_ecs_service.", "update aws_iam_role_policy.",
		"create aws_vpc_security_group_egress_rule.",
		"update aws_appautoscaling_target.", "update aws_appautoscaling_policy.", "update aws_lb.")
	terraform.AssertEmptyPlan(t)

	// An image whose evaluation nobody has seen, and the same when it has been evaluated.
	verdict := filepath.Join(t.TempDir(), "eval-verdict.json")
	gate := func(p *fargateai.ServiceProps) {
		more(p)
		p.Image, p.EvalGate = fargateai.Image{Digest: imageDigest}, &fargateai.EvalGate{VerdictFile: verdict}
	}
	terraform.Write(t, living(t, gate))
	if err := terraform.TryApply(t); err == nil || !strings.Contains(err.Error(), "Eval gate:") {
		t.Errorf("without a verdict: %v", err)
	}
	write(t, verdict, judgedVerdict(t, evalgate.Gate{}, `{"total": 60, "passed": 57, "failed": 3}`))
	touched(t, terraform.Update(t, living(t, gate)), "replace aws_ecs_task_definition.", "update aws_ecs_service.")

	// A bad image: ECS rolls back, and the apply says so.
	terraform.Write(t, living(t, func(p *fargateai.ServiceProps) { more(p); p.Image.Tag = "bad-image" }))
	if err := terraform.TryApply(t); err == nil ||
		!strings.Contains(err.Error(), "ECS rolled the deployment of llm-proxy back") {
		t.Errorf("the apply of a deployment that was rolled back gave: %v", err)
	}

	terraform.Destroy(t)
	aws.AssertEmpty(t, "TaskDefinition") // earlier revisions stay registered, since a rollback needs them
}

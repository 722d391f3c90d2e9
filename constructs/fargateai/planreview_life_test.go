package fargateai_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// planned is one change of the service that lives, made by its props or by an edit of the synthesized stack, and what
// the review has to say of it.
type planned struct {
	name    string
	group   int // changes that are planned together, since a plan takes seconds
	props   func(p *fargateai.ServiceProps)
	edit    func(stack edited)
	refresh bool // ask what there really is
	wants   []string
}

var changesOfAService = []planned{
	{name: "nothing", group: 1, wants: []string{"Plan review: no changes\n"}},
	{name: "image", group: 2, props: func(p *fargateai.ServiceProps) { p.Image.Tag = "v1.4.3" }, wants: []string{
		"a new revision, forced by container_definitions", "/llm-proxy:v1.4.2 → ", "/llm-proxy:v1.4.3",
		"updated; new tasks start with the new revision and replace the old ones"}},
	{name: "permissions", group: 2, props: func(p *fargateai.ServiceProps) {
		p.TaskPolicies = []ecs.PolicyStatement{{Actions: []string{"s3:GetObject"},
			Resources: []string{"arn:aws:s3:::acme-prompts/*"}}}
	}, wants: []string{"added: s3:GetObject on arn:aws:s3:::acme-prompts/*"}},
	{name: "open-group", group: 2, edit: func(s edited) {
		s.add("aws_vpc_security_group_ingress_rule", "ssh", map[string]any{"cidr_ipv4": "0.0.0.0/0",
			"ip_protocol": "tcp", "from_port": 22, "to_port": 22,
			"security_group_id": "${aws_security_group." + s.named("aws_security_group", "load-balancer") + ".id}"})
	}, wants: []string{"added: the whole internet (0.0.0.0/0) now reaches it by tcp 22 (the group of llm-proxy)",
		"critical open-security-group: port 22/tcp is open to the whole internet"}},
	{name: "count", group: 2, props: func(p *fargateai.ServiceProps) {
		p.Scaling = &scaling.Settings{MinCapacity: jsii.Number(4), MaxCapacity: jsii.Number(40)}
	}, wants: []string{"min_capacity: 2 → 4", "max_capacity: 10 → 40", "the greatest number of tasks changes",
		"2–10 tasks of 0.5 vCPU, 1 GB (ARM64) → llm-proxy: 4–40 tasks"}},
	{name: "retention", group: 2, props: func(p *fargateai.ServiceProps) {
		p.Logs = &logs.Props{RetentionDays: jsii.Number(1)}
	}, wants: []string{"medium retention-cut: retention_in_days goes from 30 to 1: what is older is gone"}},
	{name: "deletion-protection", group: 2, props: func(p *fargateai.ServiceProps) {
		p.LoadBalancer = &loadbalancer.Settings{DeletionProtection: jsii.Bool(false)}
	}, wants: []string{"high protection-removed: enable_deletion_protection was on, and is turned off"}},
	{name: "secret", group: 2, props: func(p *fargateai.ServiceProps) {
		p.Secrets["OPENAI_API_KEY"] = secrets.Reference{SecretName: "llm-proxy/openai-eu", JSONKey: "api_key"}
	}, wants: []string{`.secrets["OPENAI_API_KEY"].valueFrom: `, "secret:llm-proxy/openai:api_key:: → ",
		"widened: secretsmanager:GetSecretValue on ", "narrowed: secretsmanager:GetSecretValue on "}},
	{name: "health-check", group: 2, props: func(p *fargateai.ServiceProps) {
		p.HealthCheck = &loadbalancer.HealthCheck{Path: "/ready"}
	}, wants: []string{"tasks count as healthy by another check", "health_check[0].path: / → /ready"}},
	{name: "stream", props: func(p *fargateai.ServiceProps) { p.MaxStreamDuration = jsii.Number(3000) }},
	{name: "scale-in", props: func(p *fargateai.ServiceProps) {
		p.Scaling = &scaling.Settings{MinCapacity: jsii.Number(2), MaxCapacity: jsii.Number(4)}
	}},
	{name: "role-swapped", edit: func(s edited) {
		s.add("aws_iam_role", "other", map[string]any{"name": "other", "assume_role_policy": `{"Version": "2012-10-17",
			"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service":
			"ecs-tasks.amazonaws.com"}}]}`})
		s.resource("aws_ecs_task_definition", "")["task_role_arn"] = "${aws_iam_role.other.arn}"
	}},
	{name: "tags", edit: func(s edited) {
		s.provider("default_tags", []any{map[string]any{"tags": map[string]any{"team": "ai"}}})
	}},
	{name: "vpc-block", props: func(p *fargateai.ServiceProps) { p.Network = &network.Props{CIDR: "10.9.0.0/16"} }},
	{name: "service-destroyed", edit: func(s edited) {
		resources := s.document["resource"].(map[string]any)
		for _, kind := range []string{"aws_ecs_service", "aws_appautoscaling_target", "aws_appautoscaling_policy",
			"aws_cloudwatch_metric_alarm", "aws_cloudwatch_dashboard"} {
			delete(resources, kind)
		}
		delete(s.document, "output")
	}},

	{name: "port", group: 3, props: func(p *fargateai.ServiceProps) { p.Port = jsii.Number(4711) }, wants: []string{
		"replaced, the new one first, forced by port", "port: 4000 → 4711", "now reaches it by tcp 4711"}},
	{name: "capacity-providers", group: 3, props: func(p *fargateai.ServiceProps) {
		p.Deployment = &ecs.ServiceSettings{CapacityProviders: []ecs.CapacityProvider{
			{Name: ecs.Fargate, Base: jsii.Number(1)}, {Name: "FARGATE_SPOT", Weight: jsii.Number(4)}}}
	}, wants: []string{"replaced, the old one first, forced by capacity_provider_strategy",
		"capacity providers cannot be added to a service that runs, or taken from it",
		"the service is replaced: all of its tasks are replaced at once, and open streams are cut"}},
	{name: "subnets", group: 4, props: func(p *fargateai.ServiceProps) {
		p.Network = &network.Props{ZoneCount: jsii.Number(3), AvailabilityZones: jsii.Strings("eu-west-1a", "eu-west-1b",
			"eu-west-1c")}
	}, wants: []string{"new tasks with the new network settings replace the old ones",
		"known after the apply: network_configuration[0].subnets", "Network: 2 NAT gateways → 3 NAT gateways"}},
	{name: "rename", group: 5, props: func(p *fargateai.ServiceProps) { p.Name = "llm-gateway" }, wants: []string{
		"forced by name; AWS knows a load balancer by its name; the load balancer is replaced: its DNS name changes",
		"the image repository is replaced: its images are deleted", "high interrupting-replacement"}},

	{name: "moved", group: 6, refresh: true, edit: func(s edited) {
		s.move("aws_ecs_cluster", s.named("aws_ecs_cluster", ""), "moved")
	}, wants: []string{"moved, was aws_ecs_cluster."}},
	{name: "removed-block", group: 6, refresh: true, edit: func(s edited) { s.forget("aws_ecr_lifecycle_policy") },
		wants: []string{"forgotten", "the rules by which images are deleted go on to exist"}},
	{name: "import", group: 6, refresh: true, edit: func(s edited) {
		s.add("aws_sqs_queue", "jobs", map[string]any{"name": "jobs"})
		s.document["import"] = []any{map[string]any{"to": "aws_sqs_queue.jobs", "id": jobs}}
	}, wants: []string{"aws_sqs_queue.jobs\n", "imported"}},
	{name: "drift", group: 7, refresh: true, wants: []string{"Changed behind Terraform's back: 1",
		"idle_timeout: 60 → 30; the plan: updated", "load balancer: silence allowed: 30 s → 60 s"}},
}

const jobs = "https://sqs.eu-west-1.amazonaws.com/210987654321/jobs"

// edited is a synthesized stack that is changed by hand.
type edited struct{ document map[string]any }

// kind are the resources of a type by name.
func (s edited) kind(kind string) map[string]any {
	resources := s.document["resource"].(map[string]any)
	if resources[kind] == nil {
		resources[kind] = map[string]any{}
	}
	return resources[kind].(map[string]any)
}

// named is the name of the first resource of a type that has a text in it.
func (s edited) named(kind, text string) string {
	var out []string
	for name := range s.kind(kind) {
		if strings.Contains(name, text) {
			out = append(out, name)
		}
	}
	return slices.Min(out)
}

func (s edited) resource(kind, text string) map[string]any {
	return s.kind(kind)[s.named(kind, text)].(map[string]any)
}

func (s edited) add(kind, name string, attributes map[string]any) { s.kind(kind)[name] = attributes }

func (s edited) provider(name string, value any) {
	s.document["provider"].(map[string]any)["aws"].([]any)[0].(map[string]any)[name] = value
}

// move gives a resource another address, and says so.
func (s edited) move(kind, from, to string) {
	s.rename(kind+"."+from, kind+"."+to)
	s.add(kind, to, s.resource(kind, from))
	delete(s.kind(kind), from)
	s.document["moved"] = []any{map[string]any{"from": kind + "." + from, "to": kind + "." + to}}
}

// rename rewrites the references to a resource.
func (s edited) rename(from, to string) {
	text, _ := json.Marshal(s.document["resource"])
	var resources map[string]any
	_ = json.Unmarshal(bytes.ReplaceAll(text, []byte(from), []byte(to)), &resources)
	s.document["resource"] = resources
	delete(s.document, "output")
}

// forget lets go of the first resource of a type.
func (s edited) forget(kind string) {
	name := s.named(kind, "")
	delete(s.kind(kind), name)
	s.document["removed"] = []any{map[string]any{"from": kind + "." + name, "lifecycle": map[string]any{"destroy": false}}}
}

var writePlans = flag.String("plans", "", "also plan each change alone, and write the plans into this `FOLDER`")

// TestPlanReviewOfRealPlans makes one service, and then plans changes without applying any. What the review says of
// each is told from the plan that Terraform makes. The plans that the review's own tests read are written by
//
//	go test ./constructs/fargateai -run TestPlanReviewOfRealPlans -plans ../review/testdata/plans
func TestPlanReviewOfRealPlans(t *testing.T) {
	testkit.Heavy(t)
	aws := testkit.StartAWS(t)
	terraform := testkit.NewTerraform(t, living(t, nil), testkit.TerraformOptions{})
	terraform.Apply(t)
	byHand(t, aws, "sqs", url.Values{"Action": {"CreateQueue"}, "QueueName": {"jobs"}})
	var groups [][]planned
	for _, c := range changesOfAService {
		switch n := len(groups); {
		case *writePlans != "":
			groups = append(groups, []planned{c})
		case c.group == 0: // planned by who writes the plans
		case n > 0 && groups[n-1][0].group == c.group:
			groups[n-1] = append(groups[n-1], c)
		default:
			groups = append(groups, []planned{c})
		}
	}
	for _, group := range groups {
		if group[0].name == "drift" {
			behindTerraform(t, aws, terraform)
		}
		plan := terraform.PlanJSON(t, together(t, group), group[0].refresh)
		in, err := review.ReadPlan(plan)
		if err != nil {
			t.Fatalf("%s: %v", group[0].name, err)
		}
		page := review.NewPlanReview(in, review.Options{}).String()
		for _, c := range group {
			for _, want := range c.wants {
				if !strings.Contains(page, want) {
					t.Errorf("%s: want %q in\n%s", c.name, want, page)
				}
			}
		}
		if *writePlans != "" {
			writePlan(t, filepath.Join(*writePlans, group[0].name+".json.gz"), plan)
		}
	}
}

// together is the stack with some changes.
func together(t *testing.T, group []planned) []byte {
	t.Helper()
	text := living(t, func(p *fargateai.ServiceProps) {
		for _, c := range group {
			if c.props != nil {
				c.props(p)
			}
		}
	})
	var document map[string]any
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	for _, c := range group {
		if c.edit != nil {
			c.edit(edited{document})
		}
	}
	resources := document["resource"].(map[string]any)
	for kind, of := range resources {
		if len(of.(map[string]any)) == 0 { // Terraform wants no type without a resource
			delete(resources, kind)
		}
	}
	text, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// behindTerraform changes the idle timeout of the load balancer by hand.
func behindTerraform(t *testing.T, aws *testkit.AWS, terraform *testkit.Terraform) {
	t.Helper()
	for _, r := range terraform.State(t).Values.RootModule.Resources {
		if r.Type == "aws_lb" {
			byHand(t, aws, "elasticloadbalancing", url.Values{"Action": {"ModifyLoadBalancerAttributes"},
				"Version": {"2015-12-01"}, "LoadBalancerArn": {r.AttributeValues["arn"].(string)},
				"Attributes.member.1.Key": {"idle_timeout.timeout_seconds"}, "Attributes.member.1.Value": {"30"}})
		}
	}
}

// byHand asks the emulator as a person would, beside Terraform.
func byHand(t *testing.T, aws *testkit.AWS, service string, form url.Values) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, aws.URL, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/"+service+
		"/aws4_request, SignedHeaders=host, Signature=0")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Fatalf("%s: got %s", form.Get("Action"), response.Status)
	}
}

func writePlan(t *testing.T, path string, plan []byte) {
	t.Helper()
	var packed bytes.Buffer
	w, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	_, _ = w.Write(plan)
	_ = w.Close()
	if err := os.WriteFile(path, packed.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

package fargateai_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// production is a service with everything that the profile needs.
func production(change func(*fargateai.ServiceProps)) *fargateai.ServiceProps {
	p := &fargateai.ServiceProps{
		Port:   jsii.Number(4000),
		Image:  fargateai.Image{Tag: "v1.4.2"},
		Domain: &loadbalancer.Domain{Name: "llm.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
		Secrets: map[string]secrets.Reference{
			"OPENAI_API_KEY": {SecretName: "llm-proxy/openai", JSONKey: "api_key"},
			"SALT":           {ParameterName: "/llm-proxy/salt"},
		},
	}
	if change != nil {
		change(p)
	}
	return p
}

func synth(t *testing.T, build func(stack *fargateai.Stack)) *testkit.Template {
	t.Helper()
	stacks, err := testkit.SynthApp(t, testkit.Site, func(app cdktf.App) { build(fargateai.NewStack(app, "test", nil)) })
	if err != nil {
		t.Fatal(err)
	}
	return stacks["test"]
}

func TestPortIsStatedOnce(t *testing.T) {
	template := synth(t, func(stack *fargateai.Stack) {
		fargateai.NewService(stack, "llm-proxy", production(func(p *fargateai.ServiceProps) { p.Port = jsii.Number(4711) }))
	})
	template.Has(t, "aws_lb_target_group",
		testkit.Object{"port": 4711, "health_check": testkit.Object{"port": "traffic-port"}})
	template.Has(t, "aws_ecs_service",
		testkit.Object{"load_balancer": []testkit.Object{{"container_port": 4711, "container_name": "llm-proxy"}}})
	template.Has(t, "aws_vpc_security_group_ingress_rule",
		testkit.Object{"from_port": 4711, "to_port": 4711, "cidr_ipv4": testkit.Absent})
	template.Has(t, "aws_vpc_security_group_egress_rule",
		testkit.Object{"from_port": 4711, "to_port": 4711, "cidr_ipv4": testkit.Absent})
	_, task := template.One(t, "aws_ecs_task_definition")
	if !strings.Contains(task["container_definitions"].(string), `"containerPort" = 4711`) {
		t.Error("the container listens on another port")
	}
}

func TestServiceWaitsForWhatItNeeds(t *testing.T) {
	template := synth(t, func(stack *fargateai.Stack) { fargateai.NewService(stack, "llm-proxy", production(nil)) })
	_, service := template.One(t, "aws_ecs_service")
	after, _ := service["depends_on"].([]any)
	for _, kind := range []string{"aws_lb_listener_rule.", "aws_iam_role_policy.", "aws_ecs_cluster_capacity_providers."} {
		found := false
		for _, address := range after {
			found = found || strings.HasPrefix(address.(string), kind)
		}
		if !found {
			t.Errorf("the service does not wait for %s*: %v", kind, after)
		}
	}
}

func TestSecretsBecomeReferencesAndExactGrants(t *testing.T) {
	template := synth(t, func(stack *fargateai.Stack) { fargateai.NewService(stack, "llm-proxy", production(nil)) })
	_, task := template.One(t, "aws_ecs_task_definition")
	for _, want := range []string{
		`"name" = "OPENAI_API_KEY", ` +
			`"valueFrom" = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:llm-proxy/openai:api_key::"`,
		`"name" = "SALT", "valueFrom" = "arn:aws:ssm:eu-west-1:210987654321:parameter/llm-proxy/salt"`,
	} {
		if text := task["container_definitions"].(string); !strings.Contains(text, want) {
			t.Errorf("%s is missing in\n%s", want, text)
		}
	}
	granted := ""
	for id, policy := range template.Resources("aws_iam_role_policy") {
		if strings.Contains(id, "execution") {
			granted = policy["policy"].(string)
		}
	}
	for _, want := range []string{
		`"Action" = "secretsmanager:GetSecretValue", "Effect" = "Allow", ` +
			`"Resource" = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:llm-proxy/openai-??????"`,
		`"Action" = "ssm:GetParameters", "Effect" = "Allow", ` +
			`"Resource" = "arn:aws:ssm:eu-west-1:210987654321:parameter/llm-proxy/salt"`,
	} {
		if !strings.Contains(granted, want) {
			t.Errorf("%s is missing in\n%s", want, granted)
		}
	}
}

func TestWhoOwnsTheImage(t *testing.T) {
	owned := func(owner ecs.ImageOwner) *testkit.Template {
		return synth(t, func(stack *fargateai.Stack) {
			fargateai.NewService(stack, "llm-proxy", production(func(p *fargateai.ServiceProps) { p.Image.Owner = owner }))
		})
	}
	image := func(template *testkit.Template) string {
		_, task := template.One(t, "aws_ecs_task_definition")
		text := task["container_definitions"].(string)
		_, text, _ = strings.Cut(text, `"image" = `)
		text, _, _ = strings.Cut(text, `, "linuxParameters"`)
		return text
	}
	terraform := owned(ecs.ImageOwnedByTerraform)
	if got := image(terraform); !strings.Contains(got, `aws_ecr_repository.`) || !strings.Contains(got, ":v1.4.2") {
		t.Errorf("got the image %s", got)
	}
	terraform.Has(t, "aws_ecs_service",
		testkit.Object{"lifecycle": testkit.Object{"ignore_changes": []string{"desired_count"}}})

	pipeline := owned(ecs.ImageOwnedByPipeline)
	pipeline.Has(t, "aws_ecs_service", testkit.Object{"wait_for_steady_state": false,
		"lifecycle": testkit.Object{"ignore_changes": []string{"desired_count", "task_definition"},
			"postcondition": testkit.Absent}})

	parameter := owned(ecs.ImageOwnedByParameter)
	parameter.Has(t, "aws_ssm_parameter",
		testkit.Object{"name": "/llm-proxy/image", "type": "String",
			"lifecycle": testkit.Object{"ignore_changes": []string{"value", "insecure_value"}}})
	if got := image(parameter); !strings.Contains(got, "aws_ssm_parameter.") {
		t.Errorf("got the image %s, want what the parameter says", got)
	}
}

func TestServiceIsAConstruct(t *testing.T) {
	synth(t, func(stack *fargateai.Stack) {
		service := fargateai.NewService(stack, "llm-proxy", production(nil))
		cdktf.NewTerraformOutput(service, jsii.String("inside"),
			&cdktf.TerraformOutputConfig{Value: service.TaskDefinition.ARN()})
		other := cdktf.NewTerraformOutput(stack, jsii.String("after"), &cdktf.TerraformOutputConfig{Value: "x"})
		other.Node().AddDependency(service)
		service.Service.Resource().AddOverride(jsii.String("tags.team"), "ai")
		if got := *service.Scaling.Node().Path(); got != "test/llm-proxy/scaling" {
			t.Errorf("got path %s", got)
		}
	}).Has(t, "aws_ecs_service", testkit.Object{"tags": testkit.Object{"team": "ai"}})
}

func TestAspectsSeeEveryPart(t *testing.T) {
	seen := &visitor{}
	synth(t, func(stack *fargateai.Stack) {
		fargateai.NewService(stack, "llm-proxy", production(nil))
		cdktf.Aspects_Of(stack).Add(seen)
	})
	if !seen.service || !seen.network {
		t.Errorf("an Aspect was not handed the constructs themselves: %+v", seen)
	}
}

func TestServicesShareNetworkClusterAndBalancer(t *testing.T) {
	template := synth(t, func(stack *fargateai.Stack) {
		net := network.New(stack, "network", &network.Props{Name: "ai"}).Ref()
		cluster := ecs.NewCluster(stack, "cluster", &ecs.ClusterProps{Name: "ai"}).Ref()
		balancer := loadbalancer.New(stack, "load-balancer",
			&loadbalancer.Props{
				VPCID:     net.VPCID,
				SubnetIDs: net.PublicSubnetIDs,
				Domain:    &loadbalancer.Domain{Name: "ai.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
				Settings: loadbalancer.Settings{
					Name: "ai",
				},
			}).Ref()
		for i, name := range []string{"proxy", "search", "agent"} {
			fargateai.NewService(stack, name, &fargateai.ServiceProps{Port: jsii.Number(8080), Image: fargateai.Image{Tag: "v1"},
				ExistingNetwork: &net, ExistingCluster: &cluster, ExistingLoadBalancer: &balancer,
				Rule: &loadbalancer.Rule{Priority: jsii.Number(float64(i + 1)), Paths: jsii.Strings("/" + name + "/*")}})
		}
	})
	for kind, want := range map[string]int{"aws_vpc": 1, "aws_ecs_cluster": 1, "aws_lb": 1, "aws_ecs_service": 3,
		"aws_lb_target_group": 3, "aws_lb_listener_rule": 3, "aws_appautoscaling_target": 3} {
		template.Count(t, kind, want)
	}
	for _, output := range []string{"proxy_service_name", "search_service_name", "agent_service_name"} {
		template.HasOutput(t, output)
	}
}

func TestServiceOutputs(t *testing.T) {
	template := synth(t, func(stack *fargateai.Stack) { fargateai.NewService(stack, "llm-proxy", production(nil)) })
	for _, name := range []string{"url", "load_balancer_dns_name", "load_balancer_zone_id", "cluster_name", "service_name",
		"task_family", "repository_url", "log_group_name",
		"execution_role_arn", "task_role_arn"} {
		template.HasOutput(t, "llm_proxy_"+name)
	}
}

// TestLeastPrivilege reads every policy of a whole service, as a security reviewer would.
func TestLeastPrivilege(t *testing.T) {
	template := synth(t, func(stack *fargateai.Stack) {
		fargateai.NewService(stack, "llm-proxy", production(func(p *fargateai.ServiceProps) {
			p.EnableExecute, p.Redeploy = jsii.Bool(true), &redeploy.Settings{}
		}))
		fargateai.NewLLMProxy(stack, "blue-green", production(func(p *fargateai.ServiceProps) {
			p.BlueGreen, p.Domain.Name = &codedeploy.Settings{}, "green.acme.dev"
			p.Pipeline =
				&fargateai.Pipeline{
					GitHub: pipeline.GitHubRepository{Repository: "acme/llm-proxy"},
				}
		}))
	})
	scopeless :=
		regexp.MustCompile(
			`"(ecr:GetAuthorizationToken|ssmmessages:\w+|ecs:DescribeTaskDefinition|` +
				`codedeploy:ContinueDeployment|elasticloadbalancing:Describe\w+|cloudwatch:DescribeAlarms)"`,
		)
	read := 0
	for _, kind := range []string{"aws_iam_role", "aws_iam_role_policy", "aws_iam_policy", "aws_s3_bucket_policy",
		"aws_ecr_repository_policy"} {
		for id, resource := range template.Resources(kind) {
			for _, attribute := range []string{"policy", "assume_role_policy"} {
				text, _ := resource[attribute].(string)
				if text == "" {
					continue
				}
				read++
				for _, statement := range strings.Split(text, `{"Action" = `)[1:] {
					action, _, _ := strings.Cut(statement, `, "`)
					if strings.Contains(statement, `"Effect" = "Deny"`) {
						continue
					}
					if strings.Contains(action, `"*"`) || strings.Contains(action, ":*") {
						t.Errorf("%s.%s allows every action: %s", kind, id, statement)
					}
					if strings.Contains(statement, `"Resource" = "*"`) && !scopeless.MatchString(action) {
						t.Errorf("%s.%s allows it on everything: %s", kind, id, statement)
					}
				}
			}
		}
	}
	if read < 15 {
		t.Errorf("only %d policies were read", read)
	}
}

// A deployment group of somebody else's: its alarms are there, and ECS, which does not deploy, is not told of ours.
func TestCodeDeployOfOnesOwn(t *testing.T) {
	template := synth(t, func(stack *fargateai.Stack) {
		fargateai.NewLLMProxy(stack, "llm-proxy", production(func(p *fargateai.ServiceProps) {
			p.Image.Owner = ecs.ImageOwnedByPipeline
			p.Deployment = &ecs.ServiceSettings{DeploymentController: ecs.ControllerCodeDeploy}
		}))
	})
	template.Has(t, "aws_ecs_service",
		testkit.Object{"alarms": testkit.Absent, "deployment_circuit_breaker": testkit.Absent,
			"deployment_controller": testkit.Object{"type": "CODE_DEPLOY"}})
	template.Count(t, "aws_codedeploy_deployment_group", 0)
}

func TestMistakesOfTwoServicesAreToldTogether(t *testing.T) {
	_, err := testkit.SynthApp(t, testkit.Site, func(app cdktf.App) {
		stack := fargateai.NewStack(app, "test", nil)
		fargateai.NewService(stack, "a1", production(func(p *fargateai.ServiceProps) { p.Port = jsii.Number(0) }))
		fargateai.NewService(stack, "b1", production(func(p *fargateai.ServiceProps) { p.CPU = jsii.Number(3) }))
	})
	if err == nil || !strings.Contains(err.Error(), "a1.port: got 0") || !strings.Contains(err.Error(), "b1.cpu: got 3") {
		t.Errorf("got:\n%v", err)
	}
}

package ecs_test

import (
	"strings"
	"testing"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func synthService(t *testing.T, change func(*ecs.ServiceProps)) *testkit.Template {
	t.Helper()
	return testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := &ecs.ServiceProps{
			Cluster:           ecs.ClusterRef{Name: "ai", ARN: "arn:aws:ecs:eu-west-1:210987654321:cluster/ai"},
			TaskDefinitionARN: "arn:aws:ecs:eu-west-1:210987654321:task-definition/llm-proxy:1",
			VPCID:             "vpc-0a1b2c31",
			SubnetIDs:         jsii.Strings("subnet-0a1b2c31"),
			ServiceSettings: ecs.ServiceSettings{
				Name: "llm-proxy",
			},
		}
		if change != nil {
			change(p)
		}
		ecs.NewService(stack, "service", p)
	})
}

func TestServiceDefaults(t *testing.T) {
	template := synthService(t, nil)
	template.Has(t, "aws_ecs_service", testkit.Object{
		"launch_type": "FARGATE", "platform_version": "LATEST", "desired_count": 1,
		"deployment_minimum_healthy_percent": 100, "deployment_maximum_percent": 200,
		"deployment_circuit_breaker":        testkit.Object{"enable": true, "rollback": true},
		"availability_zone_rebalancing":     "ENABLED",
		"propagate_tags":                    "SERVICE",
		"enable_ecs_managed_tags":           true,
		"enable_execute_command":            false,
		"wait_for_steady_state":             true,
		"health_check_grace_period_seconds": testkit.Absent,
		"network_configuration":             testkit.Object{"assign_public_ip": false},
	})
	_, service := template.One(t, "aws_ecs_service")
	lifecycle := service["lifecycle"].(map[string]any)
	if lifecycle["ignore_changes"] != nil {
		t.Errorf("Terraform ignores %v although it owns everything", lifecycle["ignore_changes"])
	}
	condition := lifecycle["postcondition"].([]any)[0].(map[string]any)["condition"]
	want := `${(self.task_definition == "arn:aws:ecs:eu-west-1:210987654321:task-definition/llm-proxy:1")}`
	if condition != want {
		t.Errorf("got postcondition %v, want %s", condition, want)
	}
	template.Count(t, "aws_vpc_security_group_ingress_rule", 0)
	template.Has(t, "aws_vpc_security_group_egress_rule",
		testkit.Object{"from_port": 443, "to_port": 443, "ip_protocol": "tcp", "cidr_ipv4": "0.0.0.0/0"})
}

func TestWhoOwnsTheImageDecidesWhatTerraformIgnores(t *testing.T) {
	for owner, want := range map[ecs.ImageOwner][]string{
		ecs.ImageOwnedByTerraform: {"desired_count"}, ecs.ImageOwnedByParameter: {"desired_count"},
		ecs.ImageOwnedByPipeline: {"desired_count", "task_definition"},
	} {
		template := synthService(t, func(p *ecs.ServiceProps) { p.ImageOwner, p.Autoscaled = owner, jsii.Bool(true) })
		template.Has(t, "aws_ecs_service",
			testkit.Object{"lifecycle": testkit.Object{"ignore_changes": want},
				"wait_for_steady_state": owner != ecs.ImageOwnedByPipeline})
	}
}

// What CodeDeploy changes is ignored, and what only ECS's own deployments know is left out, so that neither is changed
// back.
func TestServiceOfCodeDeploy(t *testing.T) {
	template := synthService(t, func(p *ecs.ServiceProps) {
		p.DeploymentController, p.Autoscaled = ecs.ControllerCodeDeploy, jsii.Bool(true)
		p.Targets = []ecs.LoadBalancerTarget{{TargetGroupARN: "${var.blue}", ContainerName: "app",
			ContainerPort: jsii.Number(4000)}}
		p.CapacityProviders = []ecs.CapacityProvider{{Name: ecs.FargateSpot}}
	})
	template.Has(t, "aws_ecs_service", testkit.Object{
		"deployment_controller": testkit.Object{"type": "CODE_DEPLOY"}, "deployment_circuit_breaker": testkit.Absent,
		"alarms":                        testkit.Absent,
		"service_connect_configuration": testkit.Absent, "availability_zone_rebalancing": "DISABLED",
		"wait_for_steady_state": false, "force_new_deployment": testkit.Absent,
		"health_check_grace_period_seconds": 60, "platform_version": testkit.Absent,
		"lifecycle": testkit.Object{"ignore_changes": []string{"desired_count", "task_definition", "load_balancer"},
			"postcondition": testkit.Absent},
	})
	synthService(t, func(p *ecs.ServiceProps) { p.DeploymentController = ecs.ControllerECS }).Has(t, "aws_ecs_service",
		testkit.Object{"deployment_controller": testkit.Absent})
}

func TestServiceWithEverything(t *testing.T) {
	template := synthService(t, func(p *ecs.ServiceProps) {
		p.Targets =
			[]ecs.LoadBalancerTarget{{TargetGroupARN: "arn:aws:elasticloadbalancing:eu-west-1:210987654321:targetgroup/a/1",
				ContainerName: "app", ContainerPort: jsii.Number(4000)}}
		p.Ingress = []ecs.Ingress{{Name: "load-balancer", SecurityGroupID: "sg-0a1b2c31", Port: jsii.Number(4000)}}
		p.RestrictEgress, p.Egress = jsii.Bool(true),
			[]ecs.Egress{{Name: "redis", CIDR: "10.0.0.0/16", Port: jsii.Number(6379)}}
		p.CapacityProviders = []ecs.CapacityProvider{{Name: ecs.Fargate, Base: jsii.Number(1)},
			{Name: ecs.FargateSpot, Weight: jsii.Number(4)}}
		p.DeploymentAlarms = &ecs.DeploymentAlarms{AlarmNames: jsii.Strings("5xx")}
		p.Namespace = ecs.NamespaceRef{ID: "ns-abc"}
		p.TaskPorts = []ecs.TaskPort{{ContainerName: "app", Port: ecs.Port{Name: "http", ContainerPort: jsii.Number(4000),
			AppProtocol: ecs.AppProtocolHTTP}}}
		p.Cluster.ServiceConnectNamespaceARN = "arn:aws:servicediscovery:eu-west-1:210987654321:namespace/ns-abc"
		p.ServiceConnect = &ecs.ServiceConnect{Services: []ecs.ServiceConnectService{{PortName: "http",
			Port: jsii.Number(80)}}}
		p.RedeployTriggers = map[string]string{"secret": "v2"}
		p.DesiredCount, p.MaxHealthyPercent = jsii.Number(2), jsii.Number(150)
	})
	template.Golden(t, "service.json")
	template.Has(t, "aws_ecs_service", testkit.Object{
		"launch_type": testkit.Absent, "force_new_deployment": true, "health_check_grace_period_seconds": 60,
		"service_connect_configuration": testkit.Object{
			"service": []testkit.Object{{"timeout": testkit.Object{"per_request_timeout_seconds": 0,
				"idle_timeout_seconds": 300}}},
		},
		"alarms": testkit.Object{"alarm_names": []string{"5xx"}, "enable": true, "rollback": true},
	})
	template.Count(t, "aws_vpc_security_group_egress_rule", 1)
}

func TestDependsOnAConstructIsDependsOnItsResources(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		cluster := ecs.NewCluster(stack, "cluster", &ecs.ClusterProps{Name: "ai"})
		ecs.NewService(stack, "service",
			&ecs.ServiceProps{
				Cluster:           cluster.Ref(),
				TaskDefinitionARN: "${var.task}",
				VPCID:             "vpc-0a1b2c31",
				SubnetIDs:         jsii.Strings("subnet-0a1b2c31"),
				ServiceSettings: ecs.ServiceSettings{
					Name:      "a",
					DependsOn: []constructs.IConstruct{cluster},
				},
			})
	})
	_, service := template.One(t, "aws_ecs_service")
	var kinds []string
	for _, address := range service["depends_on"].([]any) {
		kind, _, _ := strings.Cut(address.(string), ".")
		kinds = append(kinds, kind)
	}
	if got := strings.Join(kinds, " "); got != "aws_ecs_cluster aws_ecs_cluster_capacity_providers" {
		t.Errorf("the service waits for %s", got)
	}
}

func TestMistakesOfAServiceAndItsTaskAreToldTogether(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		definition := ecs.NewTaskDefinition(stack, "task", task(func(p *ecs.TaskDefinitionProps) { p.CPU = jsii.Number(1) }))
		cluster := ecs.NewCluster(stack, "cluster", nil)
		ecs.NewService(stack, "service",
			&ecs.ServiceProps{
				Cluster:           cluster.Ref(),
				TaskDefinitionARN: definition.ARN(),
				VPCID:             "vpc-0a1b2c31",
				SubnetIDs:         jsii.Strings("subnet-0a1b2c31"),
				ServiceSettings: ecs.ServiceSettings{
					Name: "a b",
				},
			})
	})
	if err == nil {
		t.Fatal("three mistakes went through")
	}
	for _, want := range []string{"cluster.name: got", "service.name: got", "task.cpu: got 1"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in:\n%v", want, err)
		}
	}
	if n := strings.Count(err.Error(), "\n") + 1; n != 3 {
		t.Errorf("got %d mistakes, want 3:\n%v", n, err)
	}
}

package codedeploy_test

import (
	"io"
	"net/http"
	"net/url"
	"sort"
	"strings"
	"testing"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/subnet"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpc"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// service is a service that CodeDeploy deploys, with its load balancer, in a network of its own.
func service(stack cdktf.TerraformStack, image string, change func(*codedeploy.Props)) {
	network := vpc.NewVpc(stack, jsii.String("vpc"), &vpc.VpcConfig{CidrBlock: jsii.String("10.0.0.0/16")})
	var subnets []string
	for i, zone := range []string{"eu-west-1a", "eu-west-1b"} {
		subnets = append(subnets, *subnet.NewSubnet(stack, jsii.String(zone), &subnet.SubnetConfig{
			VpcId: network.Id(), AvailabilityZone: jsii.String(zone),
			CidrBlock: jsii.String([]string{"10.0.0.0/24", "10.0.1.0/24"}[i]),
		}).Id())
	}
	balancer := loadbalancer.New(stack, "load-balancer", &loadbalancer.Props{
		VPCID:     *network.Id(),
		SubnetIDs: jsii.Strings(subnets...),
		Settings: loadbalancer.Settings{
			Name:               "llm-proxy",
			Scheme:             loadbalancer.SchemeInternal,
			AllowPlaintextHTTP: jsii.Bool(true),
			DeletionProtection: jsii.Bool(false),
			TestListener:       &loadbalancer.TestListener{IngressCIDRs: jsii.Strings("198.51.100.0/24")},
		},
	})
	target := loadbalancer.NewTarget(stack, "target", &loadbalancer.TargetProps{
		VPCID:        *network.Id(),
		Port:         jsii.Number(4000),
		LoadBalancer: balancer.Ref(),
		BlueGreen:    jsii.Bool(true),
		TargetSettings: loadbalancer.TargetSettings{
			Name: "llm-proxy",
		},
	})
	cluster := ecs.NewCluster(stack, "cluster", &ecs.ClusterProps{Name: "ai"})
	task := ecs.NewTaskDefinition(stack, "task", &ecs.TaskDefinitionProps{
		Family:      "llm-proxy",
		LogOptions:  map[string]string{"awslogs-group": "/ecs/llm-proxy", "awslogs-region": "eu-west-1"},
		LogGroupARN: "arn:aws:logs:eu-west-1:210987654321:log-group:/ecs/llm-proxy",
		Containers:  []ecs.Container{{Name: "app", Image: image, Ports: []ecs.Port{{ContainerPort: jsii.Number(4000)}}}},
	})
	tasks := ecs.NewService(stack, "service", &ecs.ServiceProps{
		Cluster:           cluster.Ref(),
		TaskDefinitionARN: task.ARN(),
		VPCID:             *network.Id(),
		SubnetIDs:         jsii.Strings(subnets...),
		ServiceSettings: ecs.ServiceSettings{
			Name:                 "llm-proxy",
			DeploymentController: ecs.ControllerCodeDeploy,
			DependsOn:            []constructs.IConstruct{target.ListenerRule(), target.TestListenerRule()},
			Targets: []ecs.LoadBalancerTarget{{TargetGroupARN: target.TargetGroupARN(), ContainerName: "app",
				ContainerPort: jsii.Number(4000)}},
		},
	})
	target.AllowTo(tasks.SecurityGroupID())
	codedeploy.New(stack, "deployments", props(func(p *codedeploy.Props) {
		p.ClusterName, p.ServiceName = cluster.Ref().Name, tasks.Name()
		p.ListenerARN, p.TestListenerARN = target.ListenerARN(), target.TestListenerARN()
		p.BlueTargetGroupName, p.GreenTargetGroupName = target.TargetGroupName(), target.GreenTargetGroupName()
		p.TaskRoleARNs = jsii.Strings(task.ExecutionRoleARN(), task.TaskRoleARN())
		p.Canary, p.AlarmNames, p.ApprovalMinutes = &codedeploy.Shift{Percentage: jsii.Number(5), Minutes: jsii.Number(30)},
			jsii.Strings("5xx"), jsii.Number(60)
		p.Tags = map[string]string{"Team": "search"}
		change(p)
	}))
}

// deploy does to the emulator what a deployment by CodeDeploy does to AWS: the other target group serves another
// revision, and both rules lead there.
func deploy(t *testing.T, aws *testkit.AWS, terraform *testkit.Terraform) {
	t.Helper()
	arns := map[string]string{}
	for _, resource := range terraform.State(t).Values.RootModule.Resources {
		arns[resource.Address], _ = resource.AttributeValues["arn"].(string)
	}
	blue, green := arns["aws_lb_target_group.target_target-group_62AA2ADB"],
		arns["aws_lb_target_group.target_target-group-green_9D4D4E1C"]
	for _, rule := range []string{arns["aws_lb_listener_rule.target_rule_D1822AAF"],
		arns["aws_lb_listener_rule.target_test-rule_60D228B4"]} {
		const group = "Actions.member.1.ForwardConfig.TargetGroups.member."
		ask(t, aws, "elasticloadbalancing", "", url.Values{
			"Action": {"ModifyRule"}, "Version": {"2015-12-01"}, "RuleArn": {rule}, "Actions.member.1.Type": {"forward"},
			group + "1.TargetGroupArn": {blue}, group + "1.Weight": {"0"}, group + "2.TargetGroupArn": {green},
			group + "2.Weight": {"100"},
		}.Encode())
	}
	const api = "AmazonEC2ContainerServiceV20141113."
	ask(t, aws, "ecs", api+"RegisterTaskDefinition",
		`{"family": "llm-proxy", "containerDefinitions": [{"name": "app", "image": "ghcr.io/acme/llm-proxy:v3",
			"memory": 512}]}`)
	ask(t, aws, "ecs", api+"UpdateService", `{"cluster": "ai", "service": "llm-proxy", "taskDefinition": "llm-proxy",
		"loadBalancers": [{"targetGroupArn": "`+green+`", "containerName": "app", "containerPort": 4000}]}`)
}

// ask sends a request to the emulator, which learns the service from the signature's scope and does not check the
// signature.
func ask(t *testing.T, aws *testkit.AWS, service, action, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, aws.URL, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization",
		"AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/"+service+"/aws4_request, SignedHeaders=host, Signature=0")
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if action != "" {
		request.Header.Set("Content-Type", "application/x-amz-json-1.1")
		request.Header.Set("X-Amz-Target", action)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if text, _ := io.ReadAll(response.Body); response.StatusCode != http.StatusOK {
		t.Fatalf("%s %s: %s\n%s", service, action, response.Status, text)
	}
}

// Everything is created, stays as it is, changes in place and goes away, with the real provider against the emulator. A
// new image is a new revision that the service does not take from Terraform, and a deployment is nothing that Terraform
// would take back.
func TestLife(t *testing.T) {
	testkit.Heavy(t)
	stack := func(image string, change func(*codedeploy.Props)) []byte {
		return testkit.Synth(t, func(stack cdktf.TerraformStack) {
			// as fargateai.NewStack; the binding pins one release
			stack.AddOverride(jsii.String("terraform.required_providers.aws.version"), "~> 5.99")
			service(stack, image, change)
		}).Text()
	}
	first := stack("ghcr.io/acme/llm-proxy:v1", func(*codedeploy.Props) {})
	aws := testkit.StartAWS(t)
	aws.Allow(t, "service-update", "the test does what a deployment by CodeDeploy does")
	aws.Allow(t, "codedeploy-group", "the alarm is another stack's")
	terraform := testkit.NewTerraform(t, first, testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	deploy(t, aws, terraform)
	terraform.AssertEmptyPlan(t)

	var changed []string
	for _, change := range terraform.Update(t, stack("ghcr.io/acme/llm-proxy:v2", func(p *codedeploy.Props) {
		p.Canary.Minutes, p.BakeMinutes = jsii.Number(45), jsii.Number(2880)
	})) {
		header, _, _ := strings.Cut(change, "\n")
		changed = append(changed, header)
	}
	sort.Strings(changed)
	if diff := cmp.Diff([]string{
		"replace aws_codedeploy_deployment_config.deployments_configuration_B819FDF4",
		"replace aws_ecs_task_definition.task_task-definition_EF01C385",
		"update aws_codedeploy_deployment_group.deployments_group_38CA14C2",
	}, changed); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	terraform.AssertEmptyPlan(t)

	terraform.Destroy(t)
	aws.AssertEmpty(t, "ecs TaskDefinition") // earlier revisions stay
}

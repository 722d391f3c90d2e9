package ecs

import (
	"fmt"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

const fromTerraform = "${TfToken[TOKEN.1]}"

// numbered are ids that differ.
func numbered(prefix string, n int) *[]*string {
	var out []*string
	for i := range n {
		out = append(out, jsii.String(fmt.Sprintf("%s-%08x", prefix, i)))
	}
	return &out
}

func TestNetworkOfAService(t *testing.T) {
	port := jsii.Number[float64]
	from := func(blocks ...string) []Ingress {
		var out []Ingress
		for i, block := range blocks {
			out = append(out, Ingress{Name: fmt.Sprint("a", i), CIDR: block, Port: port(443)})
		}
		return out
	}
	checktest.Run(t, validService, func(p *ServiceProps) error { return p.Validate() }, []checktest.Case[ServiceProps]{
		{Name: "sixteen subnets", Change: func(p *ServiceProps) { p.SubnetIDs = numbered("subnet", 16) }},
		{Name: "seventeen subnets", Change: func(p *ServiceProps) { p.SubnetIDs = numbered("subnet", 17) },
			Want: []string{"subnetIDs range"}},
		{Name: "a subnet twice", Change: func(p *ServiceProps) {
			p.SubnetIDs = jsii.Strings("subnet-0a1b2c31", "subnet-0a1b2c31")
		},
			Want: []string{"subnetIDs[1] unique"}},
		{Name: "no subnet", Change: func(p *ServiceProps) { p.SubnetIDs = jsii.Strings("vpc-0a1b2c31") },
			Want: []string{"subnetIDs[0] invalid"}},
		{Name: "nil among subnets", Change: func(p *ServiceProps) { p.SubnetIDs = &[]*string{nil} },
			Want: []string{"subnetIDs[0] nil-element"}},
		{Name: "references", Change: func(p *ServiceProps) {
			p.SubnetIDs, p.SecurityGroupIDs = jsii.Strings(fromTerraform, fromTerraform), jsii.Strings(fromTerraform)
			p.Ingress = []Ingress{{Name: "a", SecurityGroupID: fromTerraform, Port: port(1)}}
			p.Egress = []Egress{{Name: "a", CIDR: fromTerraform, Port: port(1)}, {Name: "b", PrefixListID: fromTerraform,
				Port: port(1)}}
		}},
		{Name: "four groups", Change: func(p *ServiceProps) { p.SecurityGroupIDs = numbered("sg", 4) }},
		{Name: "five groups", Change: func(p *ServiceProps) { p.SecurityGroupIDs = numbered("sg", 5) },
			Want: []string{"securityGroupIDs range"}},
		{Name: "own group", Change: func(p *ServiceProps) { p.ExistingSecurityGroupID = "sg-0a1b2c3d" }},
		{Name: "own group twice", Change: func(p *ServiceProps) {
			p.ExistingSecurityGroupID, p.SecurityGroupIDs = "sg-0a1b2c31", jsii.Strings("sg-0a1b2c32", "sg-0a1b2c31")
		}, Want: []string{"securityGroupIDs[1] unique"}},
		{Name: "own group restricted", Change: func(p *ServiceProps) {
			p.ExistingSecurityGroupID, p.RestrictEgress = "tasks", jsii.Bool(true)
		}, Want: []string{"existingSecurityGroupID invalid", "restrictEgress ecs-adopted-group-egress"}},

		{Name: "private blocks",
			Change: func(p *ServiceProps) { p.Ingress = from("10.0.0.0/8", "fd00::/8", "2001:db8::/32") }},
		{Name: "the internet", Change: func(p *ServiceProps) { p.Ingress = from("0.0.0.0/0", "::/0") },
			Want: []string{"ingress[0].cidr ecs-ingress-internet", "ingress[1].cidr ecs-ingress-internet"}},
		{Name: "the internet in halves", Change: func(p *ServiceProps) { p.Ingress = from("0.0.0.0/1", "128.0.0.0/1") },
			Want: []string{"ingress[0].cidr ecs-ingress-internet", "ingress[1].cidr ecs-ingress-internet"}},
		{Name: "the internet of IPv6 in halves", Change: func(p *ServiceProps) { p.Ingress = from("::/1", "8000::/1") },
			Want: []string{"ingress[0].cidr ecs-ingress-internet", "ingress[1].cidr ecs-ingress-internet"}},
		{Name: "forms", Change: func(p *ServiceProps) {
			p.Ingress = from("10.0.0.1/8", "fd00::1/64", "here")
			p.Egress = []Egress{{Name: "a", SecurityGroupID: "database", Port: port(1)}, {Name: "b", PrefixListID: "s3",
				Port: port(1)}, {Name: "c", CIDR: "10.0.0.0/8", Port: port(53), Protocol: "icmp"}}
		}, Want: []string{"ingress[0].cidr invalid", "ingress[1].cidr invalid", "ingress[2].cidr invalid",
			"egress[0].securityGroupID invalid", "egress[1].prefixListID invalid", "egress[2].protocol one-of"}},
		{Name: "own name servers", Change: func(p *ServiceProps) {
			p.Egress = []Egress{{Name: "dns", CIDR: "10.0.0.2/32", Port: port(53), Protocol: UDP},
				{Name: "dns-tcp", CIDR: "10.0.0.2/32", Port: port(53)}}
		}},
		{Name: "one way twice", Change: func(p *ServiceProps) {
			p.Ingress = []Ingress{{Name: "a", SecurityGroupID: "sg-0a1b2c31", Port: port(1)}, {Name: "b",
				SecurityGroupID: "sg-0a1b2c31",
				Port:            port(1), Protocol: TCP}, {Name: "c", SecurityGroupID: "sg-0a1b2c31", Port: port(1), Protocol: UDP}}
			p.Egress = []Egress{{Name: "a", CIDR: "10.0.0.0/8", Port: port(1)}, {Name: "b", CIDR: "10.0.0.0/8", Port: port(1)}}
		}, Want: []string{"egress[1] unique", "ingress[1] unique"}},
		{Name: "HTTPS anywhere twice", Change: func(p *ServiceProps) {
			p.Egress = []Egress{{Name: "https", CIDR: "0.0.0.0/0", Port: port(443)}}
		}, Want: []string{"egress[0] unique", "egress[0].name unique"}},
		{Name: "HTTPS anywhere by name", Change: func(p *ServiceProps) {
			p.RestrictEgress, p.Egress = jsii.Bool(true), []Egress{{Name: "https", CIDR: "0.0.0.0/0", Port: port(443)}}
		}},
		{Name: "59 rules and HTTPS", Change: func(p *ServiceProps) {
			for i := range 59 {
				p.Egress = append(p.Egress, Egress{Name: fmt.Sprint("a", i), CIDR: "10.0.0.0/8", Port: port(float64(i + 1))})
			}
		}},
		{Name: "60 rules and HTTPS", Change: func(p *ServiceProps) {
			for i := range 60 {
				p.Egress = append(p.Egress, Egress{Name: fmt.Sprint("a", i), CIDR: "10.0.0.0/8", Port: port(float64(i + 1))})
			}
		}, Want: []string{"egress ecs-security-group-rules"}},

		{Name: "nil dependency", Change: func(p *ServiceProps) { p.DependsOn = append(p.DependsOn, nil) },
			Want: []string{"dependsOn[0] nil-element"}},
		{Name: "owner by fromTerraform", Change: func(p *ServiceProps) { p.ImageOwner = "${var.owner}" },
			Want: []string{"imageOwner known-value"}},
	})
}

func TestRoomForADeployment(t *testing.T) {
	type percents struct{ count, least, most float64 }
	for p, room := range map[percents]bool{
		{1, 60, 150}: false, {1, 50, 100}: false, {1, 100, 150}: false, {1, 1, 199}: false, {1, 0, 100}: true,
		{1, 60, 200}: true, {2, 60, 100}: false, {2, 50, 100}: true, {2, 60, 150}: true, {3, 67, 133}: false,
		{3, 66, 133}: true, {0, 60, 150}: true, {10, 95, 105}: false, {10, 90, 105}: true,
	} {
		props := validService()
		props.DesiredCount, props.MinHealthyPercent, props.MaxHealthyPercent = &p.count, &p.least, &p.most
		if err := props.Validate(); (err == nil) != room {
			t.Errorf("%+v: %v", p, err)
		}
	}
	scaled := validService()
	scaled.DesiredCount, scaled.Autoscaled = jsii.Number(0), jsii.Bool(true)
	scaled.MinHealthyPercent, scaled.MaxHealthyPercent = jsii.Number(60), jsii.Number(150)
	if scaled.Validate() == nil {
		t.Error("the first task that scaling starts could never be replaced")
	}
}

func TestTargetsOfTheTask(t *testing.T) {
	valid := func() ServiceProps {
		p := validService()
		p.TaskPorts = []TaskPort{{ContainerName: "app", Port: Port{ContainerPort: jsii.Number(4000), Name: "http"}}}
		p.Targets = []LoadBalancerTarget{{TargetGroupARN: "${var.a}", ContainerName: "app",
			ContainerPort: jsii.Number(4000)}}
		return p
	}
	const arn = "arn:aws:elasticloadbalancing:eu-west-1:210987654321:targetgroup/a/1"
	checktest.Run(t, valid, func(p *ServiceProps) error { return p.Validate() }, []checktest.Case[ServiceProps]{
		{Name: "its own", Change: func(*ServiceProps) {}},
		{Name: "another container", Change: func(p *ServiceProps) { p.Targets[0].ContainerName = "nope" },
			Want: []string{"targets[0].containerName ecs-target-port"}},
		{Name: "another port", Change: func(p *ServiceProps) { p.Targets[0].ContainerPort = jsii.Number(4001) },
			Want: []string{"targets[0].containerPort ecs-target-port"}},
		{Name: "a task without ports", Change: func(p *ServiceProps) { p.TaskPorts = []TaskPort{} },
			Want: []string{"targets[0].containerName ecs-target-port"}},
		{Name: "a task that is not known", Change: func(p *ServiceProps) { p.TaskPorts = nil }},
		{Name: "by fromTerraform", Change: func(p *ServiceProps) {
			p.Targets[0].ContainerName, p.Targets[0].ContainerPort = fromTerraform, jsii.Number(-1.8e289)
		}},
		{Name: "a group twice", Change: func(p *ServiceProps) {
			p.Targets[0].TargetGroupARN = arn
			p.Targets = append(p.Targets, p.Targets[0])
		}, Want: []string{"targets[1] unique"}},
	})
}

package fargateai_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// private makes services without a load balancer, in one cluster and one network without a way to the internet.
func private(stack cdktf.TerraformStack) func(string, fargateai.Exposure, ...*ecs.ServiceConnect) *fargateai.Service {
	var first *fargateai.Service
	return func(id string, exposure fargateai.Exposure, client ...*ecs.ServiceConnect) *fargateai.Service {
		props := &fargateai.ServiceProps{
			Exposure: exposure, Port: jsii.Number(8080), Image: fargateai.Image{Tag: "v1.4.2"},
			Deployment:           &ecs.ServiceSettings{},
			ContainerHealthCheck: &ecs.HealthCheck{Command: jsii.Strings("CMD", "/healthcheck")},
		}
		for _, connect := range client {
			props.Deployment.ServiceConnect = connect
		}
		if first == nil {
			props.Network = &network.Props{Egress: network.EgressNone}
			props.Cluster = &ecs.ClusterProps{ServiceConnectNamespace: "peers"}
			first = fargateai.NewService(stack, id, props)
			return first
		}
		net, cluster := first.Network.Ref(), first.Cluster.Ref()
		props.ExistingNetwork, props.ExistingCluster = &net, &cluster
		return fargateai.NewService(stack, id, props)
	}
}

func TestPeersOfAWholeService(t *testing.T) {
	var urls []string
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		private := private(stack)
		server, client := private("mcp", fargateai.ExposureServiceConnect),
			private("agent", fargateai.ExposureCloudMap, &ecs.ServiceConnect{})
		consumer := private("consumer", fargateai.ExposureNone)
		server.AllowFrom(client)
		consumer.AllowTo("kafka", "sg-0a1b2c3d", 9098)
		urls = append(urls, server.URL(), client.URL(), consumer.URL())
	})
	if got := strings.Join(urls, " "); got != "http://mcp:8080 http://agent.agent.internal:8080 " {
		t.Errorf("got the URLs %s", got)
	}
	for kind, n := range map[string]int{"aws_lb": 0, "aws_lb_target_group": 0, "aws_service_discovery_http_namespace": 1,
		"aws_service_discovery_private_dns_namespace": 1, "aws_service_discovery_service": 1,
		// three services reach their endpoints and S3 each, and two reach a peer
		"aws_vpc_security_group_egress_rule": 3*2 + 2,
		// the endpoints' group, and two peers
		"aws_vpc_security_group_ingress_rule": 1 + 2} {
		template.Count(t, kind, n)
	}
	template.HasOutput(t, "mcp_url")
	if text := string(template.Text()); strings.Contains(text, "0.0.0.0/0") && strings.Contains(text, `"egress-https`) {
		t.Error("tasks without a way to the internet reach HTTPS anywhere")
	}
	template.Has(t, "aws_ecs_service", testkit.Object{"name": "mcp", "load_balancer": testkit.Absent,
		"health_check_grace_period_seconds": testkit.Absent,
		"service_connect_configuration": testkit.Object{"enabled": true, "service": []testkit.Object{{
			"port_name": "http", "discovery_name": "mcp", "client_alias": testkit.Object{"dns_name": "mcp", "port": 8080},
			"timeout": testkit.Object{"per_request_timeout_seconds": 0, "idle_timeout_seconds": 300},
		}}, "log_configuration": testkit.Object{"log_driver": "awslogs"}}})
}

// A program that uses a refused service in every way is told of its mistakes and of nothing else.
func TestPeersThatWereRefused(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		private := private(stack)
		refused := fargateai.NewService(stack, "mcp", &fargateai.ServiceProps{Exposure: fargateai.ExposureServiceConnect})
		sound := private("agent", fargateai.ExposureNone)
		refused.AllowFrom(sound)
		sound.AllowFrom(refused)
		refused.AllowTo("kafka", refused.Service.SecurityGroupID(), 9098)
		sound.AllowTo("mcp", refused.Service.SecurityGroupID(), 8080)
		_, _, _ = refused.URL(), refused.Namespace.Ref(), refused.Service.DNSName()
		refused.Service.AllowFrom(sound.Service)
		sound.AllowFrom(nil)
		refused.AllowTo("aurora", "sg-0a1b2c3d4e5f67890", 70000)
	})
	if err == nil {
		t.Fatal("nothing is told")
	}
	want := "agent.allowFrom: got nil, want the service of the client\n" +
		"mcp.allowTo.port: got 70000, want a whole number from 1 to 65535; use the TCP port that the application listens " +
		"on\n" +
		"mcp.containerHealthCheck: got nothing, want a command that fails when the code cannot work; without a load " +
		"balancer nothing else tells ECS's circuit breaker that a deployment is bad\n" +
		"mcp.port: got nothing, want the port that the container listens on; state it once here; load balancer, health " +
		"check and security groups follow"
	if err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

// The name of a service that is found by Service Connect is known to its clients alone.
func TestPeerThatTakesNoPartInServiceConnect(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		private := private(stack)
		server := private("mcp", fargateai.ExposureServiceConnect)
		server.AllowFrom(server)
		server.AllowFrom(private("stranger", fargateai.ExposureNone))
		private("memory", fargateai.ExposureCloudMap).AllowFrom(private("agent", fargateai.ExposureNone))
	})
	var mistakes rules.Mistakes
	if !errors.As(err, &mistakes) || len(mistakes) != 1 ||
		mistakes[0].Path+" "+mistakes[0].Rule != "mcp.allowFrom service-peer-connects" {
		t.Errorf("got %v", err)
	}
}

// Services that do not share what they make do not find each other.
func TestPeersApart(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		server := private(stack)("mcp", fargateai.ExposureServiceConnect)
		other := private(stack)("agent", fargateai.ExposureNone, &ecs.ServiceConnect{})
		server.AllowFrom(other)
	})
	var mistakes rules.Mistakes
	if !errors.As(err, &mistakes) {
		t.Fatalf("got %v", err)
	}
	var got []string
	for _, m := range mistakes {
		got = append(got, m.Path+" "+m.Rule)
	}
	if diff := cmp.Diff([]string{"test/agent whole-one-namespace", "test/agent whole-one-network", "test/mcp unique"},
		got); diff != "" {
		t.Error(diff)
	}
}

func TestPeerOfAServiceWithoutAPort(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		private := private(stack)
		client := private("agent", fargateai.ExposureServiceConnect)
		fargateai.NewService(stack, "events", &fargateai.ServiceProps{
			Exposure: fargateai.ExposureNone, Image: fargateai.Image{Tag: "v1.4.2"},
			ContainerHealthCheck: &ecs.HealthCheck{Command: jsii.Strings("CMD", "/healthcheck")},
		}).AllowFrom(client)
	})
	var mistakes rules.Mistakes
	if !errors.As(err, &mistakes) || len(mistakes) != 1 ||
		mistakes[0].Path+" "+mistakes[0].Rule != "events.allowFrom service-peer-port" {
		t.Errorf("got %v", err)
	}
}

package fargateai_test

import (
	"testing"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
)

func TestNamesThatAreTakenInAnApp(t *testing.T) {
	place := func(region, account string) *fargateai.StackProps {
		return &fargateai.StackProps{Region: region, Account: account}
	}
	const dev, prod = "210987654321", "310987654321"
	service := func(stack *fargateai.Stack, id, name, domain string) {
		fargateai.NewService(stack, id, production(func(p *fargateai.ServiceProps) { p.Name, p.Domain.Name = name, domain }))
	}
	for name, test := range map[string]struct {
		build func(cdktf.App)
		want  []string
	}{
		"two services of one name": {func(app cdktf.App) {
			stack := fargateai.NewStack(app, "app", place("eu-west-1", dev))
			service(stack, "a", "chat", "a.acme.dev")
			service(stack, "b", "chat", "b.acme.dev")
		}, []string{"app/b unique"}},
		"two services under one domain": {func(app cdktf.App) {
			stack := fargateai.NewStack(app, "app", place("eu-west-1", dev))
			service(stack, "a", "aa", "chat.acme.dev")
			service(stack, "b", "bb", "chat.acme.dev")
		}, []string{"app/b unique"}},
		"two stacks of one account": {func(app cdktf.App) {
			service(fargateai.NewStack(app, "one", place("eu-west-1", dev)), "chat", "", "a.acme.dev")
			service(fargateai.NewStack(app, "two", place("eu-west-1", dev)), "chat", "", "b.acme.dev")
		}, []string{"two/chat unique"}},
		"two environments": {func(app cdktf.App) {
			service(fargateai.NewStack(app, "dev", place("eu-west-1", dev)), "chat", "", "dev.acme.dev")
			service(fargateai.NewStack(app, "prod", place("eu-west-1", prod)), "chat", "", "prod.acme.dev")
		}, nil},
		"queues and log groups": {func(app cdktf.App) {
			stack := fargateai.NewStack(app, "app", place("eu-west-1", dev))
			for _, id := range []string{"a", "b"} {
				queue.New(stack, "queue-"+id, &queue.Props{Name: "jobs"})
				logs.New(stack, "logs-"+id, &logs.Props{Name: "/ecs/jobs"})
			}
		}, []string{"app/logs-b unique", "app/queue-b unique"}},
		"a network of another region": {func(app cdktf.App) {
			net := network.New(fargateai.NewStack(app, "network", place("eu-west-1", dev)), "network", nil).Ref()
			fargateai.NewService(fargateai.NewStack(app, "prod", place("us-east-1", dev)), "chat",
				production(func(p *fargateai.ServiceProps) { p.ExistingNetwork = &net }))
		}, []string{"prod/chat place"}},
		"a network of the same region": {func(app cdktf.App) {
			net := network.New(fargateai.NewStack(app, "network", place("eu-west-1", dev)), "network", nil).Ref()
			fargateai.NewService(fargateai.NewStack(app, "prod", place("eu-west-1", dev)), "chat",
				production(func(p *fargateai.ServiceProps) { p.ExistingNetwork = &net }))
		}, nil},
		"one key for two states": {func(app cdktf.App) {
			for _, id := range []string{"one", "two"} {
				props := place("eu-west-1", dev)
				props.Backend = &fargateai.S3Backend{Bucket: "acme-state", Key: "terraform.tfstate"}
				fargateai.NewStack(app, id, props)
			}
		}, []string{"two.backend unique"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, mistakes(t, test.build)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestANilScopeIsAMistakeWithAPath(t *testing.T) {
	for name, build := range map[string]func(cdktf.App){
		"stack":   func(cdktf.App) { fargateai.NewStack(nil, "chat", nil) },
		"service": func(cdktf.App) { fargateai.NewService(nil, "chat", production(nil)) },
		"part":    func(cdktf.App) { network.New(nil, "chat", nil) },
		"no stack": func(cdktf.App) {
			var stack *fargateai.Stack
			queue.New(stack, "chat", &queue.Props{Name: "jobs"})
		},
	} {
		if diff := cmp.Diff([]string{"chat required"}, mistakes(t, build)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
	got := mistakes(t, func(app cdktf.App) {
		stack := fargateai.NewStack(app, "app", nil)
		fargateai.NewService(stack, "chat", production(func(p *fargateai.ServiceProps) {
			p.Deployment = &ecs.ServiceSettings{DependsOn: []constructs.IConstruct{nil}}
			p.ExistingNetwork = &network.Ref{VPCID: "vpc-0a1b2c3d4e5f67890", PublicSubnetIDs: &[]*string{nil, nil},
				TaskSubnetIDs: &[]*string{nil}}
		}))
	})
	want := []string{"chat.deployment.dependsOn[0] nil-element", "chat.existingNetwork.publicSubnetIDs[0] nil-element",
		"chat.existingNetwork.publicSubnetIDs[1] nil-element", "chat.existingNetwork.taskSubnetIDs[0] nil-element"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

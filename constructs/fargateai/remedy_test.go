package fargateai

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// What newcomers write is answered by what they mean, and nothing follows from a mistake that they did not make.
func TestNewcomersAreToldTheRemedy(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*ServiceProps)
		want   []string // path and what the line tells
	}{
		"milliseconds": {func(p *ServiceProps) {
			p.MaxStreamDuration, p.StopTimeout = jsii.Number(900000), jsii.Number(90000)
			p.HealthCheck = &loadbalancer.HealthCheck{Interval: jsii.Number(15000)}
		}, []string{"healthCheck.interval: state seconds, not milliseconds: 15",
			"maxStreamDuration: state seconds, not milliseconds: 900", "stopTimeout: state seconds, not milliseconds: 90"}},
		"cores": {func(p *ServiceProps) { p.CPU = jsii.Number(2) },
			[]string{"cpu: 1 vCPU is 1024 CPU units: state 2048"}},
		"gigabytes": {func(p *ServiceProps) { p.CPU, p.MemoryLimitMiB = jsii.Number(2048), jsii.Number(8) },
			[]string{"memoryLimitMiB: 1 GB is 1024 MiB: state 8192"}},
		"the whole image": {func(p *ServiceProps) { p.Image.Tag = "ghcr.io/acme/chat:v1" },
			[]string{"image.tag: state the tag alone; a whole image of another registry goes into image.uri"}},
		"an address": {func(p *ServiceProps) { p.Domain.Name = "https://chat.acme.dev/v1" },
			[]string{"domain.name: state chat.acme.dev"}},
		"one subnet": {func(p *ServiceProps) {
			p.ExistingNetwork = &network.Ref{VPCID: "vpc-0a1b2c3d4e5f67890", Egress: network.EgressNAT,
				TaskSubnetIDs:   jsii.Strings("subnet-0a1b2c3d4e5f67890", "subnet-1a1b2c3d4e5f67890"),
				PublicSubnetIDs: jsii.Strings("subnet-2a1b2c3d4e5f67890")}
		}, []string{"existingNetwork.publicSubnetIDs: state one in each of two zones; a load balancer stands in no fewer"}},
		"the address of a repository": {func(p *ServiceProps) {
			p.Pipeline = &Pipeline{GitHub: pipeline.GitHubRepository{Repository: "https://github.com/acme/chat.git"}}
		}, []string{"pipeline.gitHub.repository: state acme/chat"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := validProps()
			test.change(&p)
			var mistakes rules.Mistakes
			errors.As(p.Validate("chat"), &mistakes)
			var got []string
			for _, m := range mistakes {
				if m.Path != "pipeline" { // it wants a region, which only a stack has
					got = append(got, m.Path+": "+m.Fix)
				}
			}
			if slices.Sort(got); !slices.Equal(got, test.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

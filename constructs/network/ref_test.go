package network

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func TestRef(t *testing.T) {
	valid := func() Ref {
		return Ref{VPCID: "vpc-0a1b2c3d", PublicSubnetIDs: jsii.Strings("subnet-0a1b2c31", "subnet-0a1b2c32"),
			TaskSubnetIDs: jsii.Strings("subnet-0a1b2c33")}
	}
	checktest.Run(t, valid, func(r *Ref) error { return r.Validate() }, []checktest.Case[Ref]{
		{Name: "ids", Change: func(*Ref) {}},
		{Name: "references", Change: func(r *Ref) {
			*r = Ref{VPCID: reference, PublicSubnetIDs: jsii.Strings(listReference), TaskSubnetIDs: jsii.Strings(listReference),
				EndpointSecurityGroupID: reference, Egress: EgressNone}
		}},
		{Name: "lists of references", Change: func(r *Ref) {
			r.PublicSubnetIDs, r.TaskSubnetIDs = jsii.Strings(reference, reference), jsii.Strings(reference)
		}},
		{Name: "no public subnets", Change: func(r *Ref) { r.PublicSubnetIDs = nil }},
		{Name: "public tasks", Change: func(r *Ref) {
			r.TaskSubnetIDs, r.AssignPublicIP, r.Egress = r.PublicSubnetIDs, jsii.Bool(true), EgressPublicIP
		}},
		{Name: "VPC", Change: func(r *Ref) { r.VPCID = "my-vpc" },
			Want: []string{"vpcID invalid"}},
		{Name: "nothing", Change: func(r *Ref) { *r = Ref{} }, Want: []string{"taskSubnetIDs required", "vpcID required"}},
		{Name: "empty lists", Change: func(r *Ref) { r.TaskSubnetIDs, r.PublicSubnetIDs = &[]*string{}, &[]*string{} },
			Want: []string{"publicSubnetIDs range", "taskSubnetIDs range"}},
		{Name: "one public subnet", Change: func(r *Ref) { r.PublicSubnetIDs = jsii.Strings("subnet-0a1b2c31") },
			Want: []string{"publicSubnetIDs range"}},
		{Name: "subnet", Change: func(r *Ref) { r.TaskSubnetIDs = &[]*string{jsii.String("vpc-0a1b2c3d"), nil} },
			Want: []string{"taskSubnetIDs[0] invalid", "taskSubnetIDs[1] nil-element"}},
		{Name: "a subnet twice", Change: func(r *Ref) {
			r.TaskSubnetIDs = jsii.Strings("subnet-0a1b2c33",
				"subnet-0a1b2c33")
		}, Want: []string{"taskSubnetIDs[1] unique"}},
		{Name: "cut off tasks", Change: func(r *Ref) { r.TaskSubnetIDs = r.PublicSubnetIDs },
			Want: []string{"taskSubnetIDs[0] network-public-address",
				"taskSubnetIDs[1] network-public-address"}},
		{Name: "egress without addresses", Change: func(r *Ref) { r.Egress = EgressPublicIP },
			Want: []string{"assignPublicIP network-public-address"}},
		{Name: "egress", Change: func(r *Ref) { r.Egress = "vpn" }, Want: []string{"egress one-of"}},
		{Name: "security group", Change: func(r *Ref) { r.EndpointSecurityGroupID = "endpoints" },
			Want: []string{"endpointSecurityGroupID invalid"}},
	})
}

package network

import (
	"fmt"
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
		{Name: "egress by reference", Change: func(r *Ref) { r.Egress = reference },
			Want: []string{"egress known-value"}},
		{Name: "endpoints", Change: func(r *Ref) {
			r.Endpoints, r.S3PrefixListID, r.DynamoDBPrefixListID = []Endpoint{EndpointSQS, EndpointDynamoDB},
				"pl-0a1b2c3d", reference
		}},
		{Name: "endpoints' forms", Change: func(r *Ref) {
			r.Endpoints, r.S3PrefixListID, r.DynamoDBPrefixListID = []Endpoint{EndpointSQS, EndpointSQS}, "s3", "sg-0a1b2c3d"
		}, Want: []string{"dynamoDBPrefixListID invalid", "endpoints[1] unique", "s3PrefixListID invalid"}},
		{Name: "sixteen subnets", Change: func(r *Ref) { r.TaskSubnetIDs = subnets(16) }},
		{Name: "seventeen subnets", Change: func(r *Ref) { r.TaskSubnetIDs = subnets(17) },
			Want: []string{"taskSubnetIDs range"}},
		{Name: "security group", Change: func(r *Ref) { r.EndpointSecurityGroupID = "endpoints" },
			Want: []string{"endpointSecurityGroupID invalid"}},
	})
}

func subnets(n int) *[]*string {
	var out []*string
	for i := range n {
		out = append(out, jsii.String(fmt.Sprintf("subnet-%08x", i)))
	}
	return &out
}

func TestEndpointOf(t *testing.T) {
	for action, want := range map[string]struct {
		endpoint Endpoint
		reached  bool
	}{
		"sqs:SendMessage": {EndpointSQS, true}, "sns:Publish": {EndpointSNS, true}, "KMS:Decrypt": {EndpointKMS, true},
		"dynamodb:GetItem": {EndpointDynamoDB, true}, "s3:GetObject": {"s3", true},
		"bedrock:InvokeModelWithResponseStream": {EndpointBedrockRuntime, true},
		"bedrock:InvokeAgent":                   {EndpointBedrockAgentRuntime, true},
		"bedrock:RetrieveAndGenerate":           {EndpointBedrockAgentRuntime, true},
		"bedrock:ListFoundationModels":          {EndpointBedrock, true},
		"sagemaker:InvokeEndpoint*":             {EndpointSageMakerRuntime, true},
		"sagemaker:DescribeEndpoint":            {"sagemaker.api", true}, "sts:AssumeRole": {EndpointSTS, true},
		"ecs:UpdateTaskProtection": {"", true}, "ecs:RunTask": {EndpointECS, true}, "iam:GetRole": {"", false},
		"elasticfilesystem:ClientMount": {"", true}, "${var.action}": {"", true}, "": {"", true},
	} {
		if endpoint, reached := EndpointOf(action); endpoint != want.endpoint || reached != want.reached {
			t.Errorf("%s: got %q, %t", action, endpoint, reached)
		}
	}
}

func TestHas(t *testing.T) {
	for name, test := range map[string]struct {
		ref  Ref
		of   Endpoint
		want bool
	}{
		"S3":                          {Ref{}, "s3", true},
		"unknown":                     {Ref{}, EndpointLogs, false},
		"needed without the internet": {Ref{Egress: EgressNone}, EndpointLogs, true},
		"another":                     {Ref{Egress: EgressNone}, EndpointSQS, false},
		"stated":                      {Ref{Endpoints: []Endpoint{EndpointSQS}}, EndpointSQS, true},
		"not among those stated":      {Ref{Egress: EgressNone, Endpoints: []Endpoint{EndpointSQS}}, EndpointLogs, false},
	} {
		if got := test.ref.Has(test.of); got != test.want {
			t.Errorf("%s: got %t", name, got)
		}
	}
}

package network

import (
	"slices"
	"strings"
)

// endpointOfService is the endpoint behind each service of IAM that AI services call from their code
// (https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html). "" is a service that is
// reached over the internet only.
var endpointOfService = map[string]Endpoint{
	"appconfig":         "appconfigdata",
	"athena":            "athena",
	"bedrock":           EndpointBedrock,
	"bedrock-agentcore": "bedrock-agentcore",
	"cloudfront":        "",
	"cloudwatch":        EndpointMonitoring,
	"comprehend":        "comprehend",
	"dynamodb":          EndpointDynamoDB,
	"ecr":               EndpointECRAPI,
	"ecs":               EndpointECS,
	"events":            "events",
	"execute-api":       "execute-api",
	"firehose":          "kinesis-firehose",
	"glue":              "glue",
	"iam":               "",
	"kendra":            "kendra",
	"kinesis":           "kinesis-streams",
	"kms":               EndpointKMS,
	"lambda":            "lambda",
	"logs":              EndpointLogs,
	"polly":             "polly",
	"rds-data":          "rds-data",
	"rekognition":       "rekognition",
	"route53":           "",
	"s3":                endpointS3,
	"sagemaker":         "sagemaker.api",
	"scheduler":         "scheduler",
	"secretsmanager":    EndpointSecretsManager,
	"servicediscovery":  "servicediscovery",
	"ses":               "email",
	"sns":               EndpointSNS,
	"sqs":               EndpointSQS,
	"ssm":               EndpointSSM,
	"ssmmessages":       EndpointSSMMessages,
	"states":            "states",
	"sts":               EndpointSTS,
	"textract":          "textract",
	"transcribe":        "transcribe",
	"translate":         "translate",
	"xray":              EndpointXRay,
}

// endpointOfAction are actions, in lower case and by what they start with, that another endpoint than their service's
// answers. "" needs none: the agent of Fargate protects a task, outside the VPC.
var endpointOfAction = []struct {
	prefix   string
	endpoint Endpoint
}{
	{"bedrock:applyguardrail", EndpointBedrockRuntime},
	{"bedrock:converse", EndpointBedrockRuntime},
	{"bedrock:invokeagent", EndpointBedrockAgentRuntime},
	{"bedrock:invokeflow", EndpointBedrockAgentRuntime},
	{"bedrock:invokemodel", EndpointBedrockRuntime},
	{"bedrock:rerank", EndpointBedrockAgentRuntime},
	{"bedrock:retrieve", EndpointBedrockAgentRuntime},
	{"ecs:gettaskprotection", ""},
	{"ecs:updatetaskprotection", ""},
	{"sagemaker:invokeendpoint", EndpointSageMakerRuntime},
}

// EndpointOf returns the endpoint through which code in a network without a way to the internet calls an action of IAM,
// such as sqs:SendMessage; "" where it needs none. reached is false for a service that has none. A service that is not
// known here counts as one that needs none, since nothing can be said of it.
func EndpointOf(action string) (endpoint Endpoint, reached bool) {
	action = strings.ToLower(action)
	for _, special := range endpointOfAction {
		if strings.HasPrefix(action, special.prefix) {
			return special.endpoint, true
		}
	}
	service, _, _ := strings.Cut(action, ":")
	endpoint, known := endpointOfService[service]
	return endpoint, !known || endpoint != ""
}

// IsGateway reports whether an endpoint is a route to a prefix list, which is free, and not an address in the subnets.
func (e Endpoint) IsGateway() bool { return e == endpointS3 || e == EndpointDynamoDB }

// Has reports whether a network has an endpoint: one of those that it states, S3's, or, where it states none and has no
// way to the internet, one of those that every such network needs.
func (r Ref) Has(e Endpoint) bool {
	has := r.Endpoints
	if has == nil && r.Egress == EgressNone {
		has = defaultEndpoints
	}
	if slices.Contains(has, e) {
		return true
	}
	return e == endpointS3
}

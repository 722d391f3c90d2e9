package fargateai_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// mistakes are those of an app, as "path rule".
func mistakes(t *testing.T, build func(cdktf.App)) (out []string) {
	t.Helper()
	_, err := testkit.SynthApp(t, nil, build)
	var ms rules.Mistakes
	if err != nil && !errors.As(err, &ms) {
		t.Fatal(err)
	}
	for _, m := range ms {
		out = append(out, m.Path+" "+m.Rule)
	}
	slices.Sort(out)
	return out
}

func TestEveryPropOfAServiceIsHeldAgainstThePlaceOfItsStack(t *testing.T) {
	got := mistakes(t, func(app cdktf.App) {
		stack := fargateai.NewStack(app, "prod",
			&fargateai.StackProps{Region: "us-east-1", Account: "210987654321"})
		fargateai.NewLLMProxy(stack, "proxy", &fargateai.ServiceProps{
			Port:            jsii.Number(4000),
			Image:           fargateai.Image{Tag: "v1.4.2"},
			LoadBalancer:    &loadbalancer.Settings{CertificateARN: "arn:aws:acm:eu-west-1:210987654321:certificate/0a"},
			ExistingCluster: &ecs.ClusterRef{Name: "other", ARN: "arn:aws:ecs:us-east-1:109876543210:cluster/ai"},
			Network:         &network.Props{AvailabilityZones: jsii.Strings("eu-west-1a", "us-east-1b")},
			Guardrails:      &guardrails.Settings{ExistingTopicARN: "arn:aws:sns:eu-west-1:210987654321:alarms"},
			Logs:            &logs.Props{KMSKeyARN: "arn:aws:kms:eu-west-1:210987654321:key/0a"},
			Secrets: map[string]secrets.Reference{
				"A": {SecretARN: "arn:aws:secretsmanager:us-east-1:109876543210:secret:a-AbCdEf"},
				"B": {SecretName: "b", KMSKeyARN: "arn:aws:kms:us-east-1:210987654321:alias/b"},
				"C": {ParameterARN: "arn:aws-cn:ssm:cn-north-1:210987654321:parameter/c"}},
			TaskPolicies: []ecs.PolicyStatement{{Actions: []string{"sqs:SendMessage"},
				Resources: []string{"arn:aws:sqs:eu-west-1:109876543210:jobs"}}},
		})
	})
	want := []string{
		"proxy.existingCluster.arn place", "proxy.existingCluster.name ecs-cluster-name",
		"proxy.guardrails.existingTopicARN place", "proxy.loadBalancer.certificateARN place", "proxy.logs.kmsKeyARN place",
		"proxy.network.availabilityZones[0] place", "proxy.secrets.A.kmsKeyARN required",
		"proxy.secrets.B.kmsKeyARN invalid", "proxy.secrets.C.parameterARN place",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// The sovereign cloud is a partition with names of its own.
func TestAStackOfTheSovereignCloud(t *testing.T) {
	got := mistakes(t, func(app cdktf.App) {
		stack := fargateai.NewStack(app, "eu", &fargateai.StackProps{Region: "eusc-de-east-1", Account: "210987654321",
			AvailabilityZones: jsii.Strings("eusc-de-east-1a", "eusc-de-east-1b")})
		const arn = "arn:aws-eusc:"
		fargateai.NewRetrievalAPI(stack, "search", &fargateai.ServiceProps{
			Port:         jsii.Number(8080),
			Image:        fargateai.Image{URI: "210987654321.dkr.ecr.eusc-de-east-1.amazonaws.eu/search:v1"},
			LoadBalancer: &loadbalancer.Settings{CertificateARN: arn + "acm:eusc-de-east-1:210987654321:certificate/0a"},
			Network:      &network.Props{AvailabilityZones: jsii.Strings("eusc-de-east-1a", "eusc-de-east-1b")},
			Guardrails:   &guardrails.Settings{ExistingTopicARN: arn + "sns:eusc-de-east-1:210987654321:alarms"},
			Secrets: map[string]secrets.Reference{
				"A": {SecretARN: arn + "secretsmanager:eusc-de-east-1:210987654321:secret:a-AbCdEf"}},
		})
	})
	if got != nil {
		t.Errorf("got %q", got)
	}
}

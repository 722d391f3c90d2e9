package guardrails

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/kmskey"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/snstopic"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/snstopicpolicy"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/snstopicsubscription"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// newTopic makes the topic, or adopts the one given.
func (g *Guardrails) newTopic(c config) {
	g.topicARN = c.ExistingTopicARN
	if c.Topic == nil {
		return
	}
	key := bridge.String(c.Topic.KMSKeyARN)
	if optional.Value(c.Topic.NewKMSKey) {
		g.key = g.newKey(c)
		key = g.key.Arn()
	}
	g.topic = snstopic.NewSnsTopic(g, jsii.String("topic"), &snstopic.SnsTopicConfig{
		Name:           jsii.String(c.topicName),
		KmsMasterKeyId: key,
		Tags:           bridge.Tags(c.Tags, ""),
	})
	g.topicARN = *g.topic.Arn()
	g.topicPolicy = snstopicpolicy.NewSnsTopicPolicy(g, jsii.String("topic-policy"), &snstopicpolicy.SnsTopicPolicyConfig{
		Arn:    jsii.String(g.topicARN),
		Policy: bridge.JSON(publishers(bridge.SiteOf(g), g.topicARN)),
	})
	g.newSubscriptions("email", c.Topic.Emails)
	g.newSubscriptions("https", c.Topic.Webhooks)
}

// newKey makes the key of the topic. Its policy lets the account's own policies decide, as those of KMS's console do,
// and the three services encrypt what they publish
// (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services).
func (g *Guardrails) newKey(c config) kmskey.KmsKey {
	site := bridge.SiteOf(g)
	publish := func(sid, service string) policy.Statement {
		return policy.Statement{
			Sid: sid, Service: service, Actions: []string{"kms:Decrypt", "kms:GenerateDataKey*"}, Resources: []string{"*"},
			Conditions: []policy.Condition{{Operator: "StringEquals", Key: "aws:SourceAccount",
				Values: []string{site.Account()}}},
		}
	}
	return kmskey.NewKmsKey(g, jsii.String("topic-key"), &kmskey.KmsKeyConfig{
		Description:       jsii.String("Encrypts the notifications of " + c.Name),
		EnableKeyRotation: true,
		Policy: bridge.JSON(policy.Document(
			policy.Statement{Sid: "Account", Accounts: []string{global(site, "iam", "root")}, Actions: []string{"kms:*"},
				Resources: []string{"*"}},
			publish("Alarms", "cloudwatch.amazonaws.com"),
			publish("Budgets", "budgets.amazonaws.com"),
			publish("CostAnomalies", "costalerts.amazonaws.com"),
		)),
		Tags: bridge.Tags(c.Tags, ""),
	})
}

// publishers lets the three services publish, each only for this account, and nobody without TLS.
func publishers(site *bridge.Site, topicARN string) map[string]any {
	publish := func(sid, service, source string) policy.Statement {
		s := policy.Statement{
			Sid: sid, Service: service, Actions: []string{"sns:Publish"}, Resources: []string{topicARN},
			Conditions: []policy.Condition{{Operator: "StringEquals", Key: "aws:SourceAccount",
				Values: []string{site.Account()}}},
		}
		if source != "" {
			s.Conditions = append(s.Conditions,
				policy.Condition{Operator: "ArnLike", Key: "aws:SourceArn", Values: []string{source}})
		}
		return s
	}
	return policy.Document(
		publish("Alarms", "cloudwatch.amazonaws.com", site.ARN("cloudwatch", "alarm:*")),
		publish("Budgets", "budgets.amazonaws.com", global(site, "budgets", "*")),
		publish("CostAnomalies", "costalerts.amazonaws.com", ""),
		policy.Statement{
			Sid: "OnlyTLS", Deny: true, Anyone: true, Actions: []string{"sns:Publish"}, Resources: []string{topicARN},
			Conditions: []policy.Condition{{Operator: "Bool", Key: "aws:SecureTransport", Values: []string{"false"}}},
		},
	)
}

// global is an ARN of a service that has no regions.
func global(site *bridge.Site, service, resource string) string {
	return arn.ARN{Partition: site.Partition(), Service: service, Account: site.Account(), Resource: resource}.String()
}

func (g *Guardrails) newSubscriptions(protocol string, endpoints *[]*string) {
	subscription := func(_ string, endpoint *string) *snstopicsubscription.SnsTopicSubscriptionConfig {
		return &snstopicsubscription.SnsTopicSubscriptionConfig{TopicArn: jsii.String(g.topicARN),
			Protocol: jsii.String(protocol), Endpoint: endpoint}
	}
	if endpoints == nil {
		return
	}
	if token.IsList(endpoints) {
		each := cdktf.TerraformIterator_FromList(endpoints)
		config := subscription(protocol, cdktf.Token_AsString(each.Value(), nil))
		config.ForEach = each
		snstopicsubscription.NewSnsTopicSubscription(g, jsii.String(protocol), config)
		return
	}
	for i, endpoint := range *endpoints {
		id := fmt.Sprintf("%s-%d", protocol, i)
		if !token.Is(*endpoint) { // an address must not appear in the Terraform address: it may hold a key
			sum := sha256.Sum256([]byte(*endpoint))
			id = protocol + "-" + hex.EncodeToString(sum[:4])
		}
		snstopicsubscription.NewSnsTopicSubscription(g, jsii.String(id), subscription(id, endpoint))
	}
}

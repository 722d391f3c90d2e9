package scheduledtask

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/snstopic"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/snstopicpolicy"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/snstopicsubscription"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// newTopic makes the topic, or adopts the one given.
func (t *ScheduledTask) newTopic(p *Props, site *bridge.Site) {
	t.topicARN = p.ExistingTopicARN
	if p.Topic == nil {
		return
	}
	t.topic = snstopic.NewSnsTopic(t, jsii.String("topic"), &snstopic.SnsTopicConfig{
		Name: jsii.String(p.Name), KmsMasterKeyId: bridge.String(p.Topic.KMSKeyARN), Tags: bridge.Tags(p.Tags, ""),
	})
	t.topicARN = *t.topic.Arn()
	t.topicPolicy = snstopicpolicy.NewSnsTopicPolicy(t, jsii.String("topic-policy"), &snstopicpolicy.SnsTopicPolicyConfig{
		Arn: jsii.String(t.topicARN),
		Policy: bridge.JSON(policy.Document(
			policy.Statement{Sid: "Alarms", Service: "cloudwatch.amazonaws.com", Actions: []string{"sns:Publish"},
				Resources: []string{t.topicARN}, Conditions: []policy.Condition{
					{Operator: "StringEquals", Key: "aws:SourceAccount", Values: []string{site.Account()}},
					{Operator: "ArnLike", Key: "aws:SourceArn", Values: []string{site.ARN("cloudwatch", "alarm:"+p.Name+"-*")}},
				}},
			policy.Statement{Sid: "OnlyTLS", Deny: true, Anyone: true, Actions: []string{"sns:Publish"},
				Resources:  []string{t.topicARN},
				Conditions: []policy.Condition{{Operator: "Bool", Key: "aws:SecureTransport", Values: []string{"false"}}}},
		)),
	})
	t.newSubscriptions(p.Topic.Emails)
}

func (t *ScheduledTask) newSubscriptions(emails *[]*string) {
	config := func(email *string) *snstopicsubscription.SnsTopicSubscriptionConfig {
		return &snstopicsubscription.SnsTopicSubscriptionConfig{TopicArn: jsii.String(t.topicARN),
			Protocol: jsii.String("email"), Endpoint: email}
	}
	if emails == nil {
		return
	}
	if token.IsList(emails) {
		each := cdktf.TerraformIterator_FromList(emails)
		all := config(cdktf.Token_AsString(each.Value(), nil))
		all.ForEach = each
		snstopicsubscription.NewSnsTopicSubscription(t, jsii.String("email"), all)
		return
	}
	for i, email := range *emails {
		id := fmt.Sprintf("email-%d", i)
		if !token.Is(*email) { // an address is nobody's business but the plan's
			sum := sha256.Sum256([]byte(*email))
			id = "email-" + hex.EncodeToString(sum[:4])
		}
		snstopicsubscription.NewSnsTopicSubscription(t, jsii.String(id), config(email))
	}
}

package guardrails

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

var topicName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

func (p *Props) topicProblems(ps *rules.Mistakes) {
	check.Exclusive(ps, "topic", map[string]bool{"topic": p.Topic != nil, "existingTopicARN": p.ExistingTopicARN != ""},
		"make a topic or use one that exists")
	arn.Check(ps, "existingTopicARN", p.ExistingTopicARN, "sns", "give the topic's ARN")
	if p.Topic == nil {
		return
	}
	t := p.Topic
	if t.Name != "" && !token.Is(t.Name) && !topicName.MatchString(t.Name) {
		ps.Break(rules.Invalid, "topic.name", check.Quote(t.Name), "1 to 256 letters, digits, hyphens and underscores",
			"a FIFO topic (.fifo) reaches neither people nor webhooks")
	}
	if strings.Contains(t.KMSKeyARN, "alias/aws/") {
		ps.Break(topicKey, "topic.kmsKeyARN", check.Quote(t.KMSKeyARN), "the ARN of a customer managed key",
			"CloudWatch, Budgets and Cost Anomaly Detection may not use a key of AWS's: nothing would arrive")
	} else {
		arn.Check(ps, "topic.kmsKeyARN", t.KMSKeyARN, "kms", "give the key's ARN, not its id or alias")
	}
	check.Exclusive(ps, "topic", map[string]bool{"kmsKeyARN": t.KMSKeyARN != "", "newKMSKey": optional.Value(t.NewKMSKey)},
		"make a key or use one that exists")
	recipientProblems(ps, "topic.emails", t.Emails, func(at, email string) {
		form.Email.Check(ps, at, email)
	})
	recipientProblems(ps, "topic.webhooks", t.Webhooks, func(at, webhook string) {
		if u, err := url.Parse(webhook); err != nil || u.Scheme != "https" || u.Host == "" {
			ps.Break(webhookTLS, at, "another address", "https://…", "alarms travel encrypted") // the address may hold a key
		} else if service := neverConfirms(u.Hostname()); service != "" {
			ps.Break(webhookConfirms, at, "an address of "+service, "an endpoint that confirms SNS subscriptions",
				"let Amazon Q Developer in chat applications, or a function of your own, pass the alarms on to "+service)
		}
	})
}

// chats are services whose webhooks take messages of their own form only. What SNS sends first, to be confirmed, is
// none.
var chats = map[string]string{
	"hooks.slack.com": "Slack", "hooks.slack-gov.com": "Slack", "discord.com": "Discord", "discordapp.com": "Discord",
	"chat.googleapis.com": "Google Chat", "api.telegram.org": "Telegram", "webhook.office.com": "Teams",
	"logic.azure.com": "Teams", "outlook.office.com": "Teams", "api.powerplatform.com": "Teams",
}

func neverConfirms(host string) string {
	host = strings.ToLower(host)
	for _, end := range check.SortedKeys(chats) {
		if host == end || strings.HasSuffix(host, "."+end) {
			return chats[end]
		}
	}
	return ""
}

// recipientProblems runs a rule over the literal values of a list, of which each must be real and different.
func recipientProblems(ps *rules.Mistakes, path string, list *[]*string, rule func(at, value string)) {
	if list == nil || token.IsList(list) {
		return
	}
	first := map[string]int{}
	for i, s := range *list {
		at := rules.Index(path, i)
		switch {
		case s == nil || *s == "":
			ps.Break(rules.Required, at, "", "a recipient", "")
		case token.Is(*s):
		default:
			rule(at, *s)
			if j, seen := first[strings.ToLower(*s)]; seen {
				ps.Break(rules.Unique, at, "the same again", "a recipient different from "+rules.Index(path, j), "")
			} else {
				first[strings.ToLower(*s)] = i
			}
		}
	}
}

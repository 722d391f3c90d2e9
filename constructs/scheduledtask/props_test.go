package scheduledtask

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

const (
	reference = "${TfToken[TOKEN.1]}"
	list      = "#{TfToken[TOKEN.2]}"
	cluster   = "arn:aws:ecs:eu-west-1:210987654321:cluster/ai"
	execution = "arn:aws:iam::210987654321:role/retrieval-execution"
	topic     = "arn:aws:sns:eu-west-1:210987654321:oncall"
	key       = "arn:aws:kms:eu-west-1:210987654321:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
)

var (
	// today is the day of the plan.
	today           = time.Date(2026, time.November, 27, 12, 0, 0, 0, time.UTC)
	numberReference = -1.8881545897087503e+289
)

func valid() Props {
	return Props{
		ClusterARN: cluster, Family: "retrieval", ContainerName: "retrieval", ExecutionRoleARN: execution,
		SubnetIDs: jsii.Strings("subnet-0a1b2c3d4e5f67890"), SecurityGroupIDs: jsii.Strings("sg-0a1b2c3d4e5f67890"),
		Settings: Settings{Name: "evaluation", Expression: "cron(0 2 * * ? *)"},
	}
}

func run(t *testing.T, cases []checktest.Case[Props]) {
	t.Helper()
	checktest.Run(t, valid, func(p *Props) error { return p.problems(today).Err() }, cases)
}

func TestTaskProblems(t *testing.T) {
	many := func(kind string, n int) *[]*string {
		var out []string
		for i := range n {
			out = append(out, kind+"-0000000"+string(rune('a'+i)))
		}
		return jsii.Strings(out...)
	}
	run(t, []checktest.Case[Props]{
		{Name: "least", Change: func(*Props) {}},
		{Name: "nothing", Change: func(p *Props) { *p = Props{} }, Want: []string{"clusterARN required",
			"containerName required", "executionRoleARN required", "expression required", "family required",
			"name required", "securityGroupIDs required", "subnetIDs required"}},
		{Name: "references", Change: func(p *Props) {
			refs, n := jsii.Strings(reference), jsii.Number(numberReference)
			*p = Props{reference, reference, reference, reference, reference, reference, refs, refs, nil, nil, Settings{
				Name: reference, Expression: reference, TimeZone: reference, StartDate: reference, EndDate: reference,
				FlexibleMinutes: n, ExistingGroupName: reference, Command: refs,
				Environment:       map[string]string{"MODEL": reference},
				OtherContainers:   []ContainerOverride{{reference, refs, nil}, {reference, refs, nil}},
				TaskCount:         n,
				CapacityProviders: []CapacityProvider{{reference, n, n}}, RetryAttempts: n, MaxEventAgeSeconds: n,
				ExistingTopicARN: reference, KMSKeyARN: reference,
			}}
		}},
		{Name: "lists of Terraform", Change: func(p *Props) {
			p.SubnetIDs, p.SecurityGroupIDs, p.Command = jsii.Strings(list), jsii.Strings(list), jsii.Strings(list)
			p.Topic = &Topic{Emails: jsii.Strings(list)}
		}},
		{Name: "a name with a dot", Change: func(p *Props) { p.Name = "a.b" }, Want: []string{"name invalid"}},
		{Name: "the longest name", Change: func(p *Props) { p.Name = strings.Repeat("a", 54) }},
		{Name: "a longer name", Change: func(p *Props) { p.Name = strings.Repeat("a", 55) }, Want: []string{"name invalid"}},
		{Name: "a cluster by name", Change: func(p *Props) { p.ClusterARN = "ai" }, Want: []string{"clusterARN invalid"}},
		{Name: "the revision", Change: func(p *Props) {
			p.TaskDefinitionARN = "arn:aws:ecs:eu-west-1:210987654321:task-definition/retrieval:7"
		}},
		{Name: "another family", Change: func(p *Props) {
			p.TaskDefinitionARN = "arn:aws:ecs:eu-west-1:210987654321:task-definition/retrieval-v2:7"
		}, Want: []string{"taskDefinitionARN scheduledtask-task-family"}},
		{Name: "a role by name", Change: func(p *Props) { p.ExecutionRoleARN, p.TaskRoleARN = "a", "b" },
			Want: []string{"executionRoleARN invalid", "taskRoleARN invalid"}},
		{Name: "16 subnets and 5 groups", Change: func(p *Props) {
			p.SubnetIDs, p.SecurityGroupIDs = many("subnet", 16), many("sg", 5)
		}},
		{Name: "17 subnets and 6 groups", Change: func(p *Props) {
			p.SubnetIDs, p.SecurityGroupIDs = many("subnet", 17), many("sg", 6)
		}, Want: []string{"securityGroupIDs range", "subnetIDs range"}},
		{Name: "a group as a subnet, twice", Change: func(p *Props) { p.SubnetIDs = jsii.Strings("sg-1", "sg-1") },
			Want: []string{"subnetIDs[0] invalid", "subnetIDs[1] invalid", "subnetIDs[1] unique"}},
		{Name: "a group's ARN", Change: func(p *Props) {
			p.ExistingGroupName = "arn:aws:scheduler:eu-west-1:210987654321:schedule-group/a"
		}, Want: []string{"existingGroupName invalid"}},
		{Name: "numbers at their ends", Change: func(p *Props) {
			p.TaskCount, p.RetryAttempts, p.MaxEventAgeSeconds = jsii.Number(10), jsii.Number(185), jsii.Number(86400)
		}},
		{Name: "numbers beyond", Change: func(p *Props) {
			p.TaskCount, p.RetryAttempts, p.MaxEventAgeSeconds = jsii.Number(11), jsii.Number(186), jsii.Number(59)
		}, Want: []string{"maxEventAgeSeconds range", "retryAttempts range", "taskCount range"}},
		{Name: "Spot", Change: func(p *Props) {
			p.CapacityProviders = []CapacityProvider{{Name: "FARGATE", Base: jsii.Number(1)},
				{Name: "FARGATE_SPOT", Weight: jsii.Number(4)}}
		}},
		{Name: "providers", Change: func(p *Props) {
			p.CapacityProviders = []CapacityProvider{{Name: "SPOT", Base: jsii.Number(1), Weight: jsii.Number(0)},
				{Name: "", Base: jsii.Number(1), Weight: jsii.Number(0)}}
		}, Want: []string{"capacityProviders scheduledtask-capacity-base", "capacityProviders scheduledtask-capacity-weight",
			"capacityProviders[0].name one-of", "capacityProviders[1].name required"}},
		{Name: "two topics", Change: func(p *Props) { p.Topic, p.ExistingTopicARN = &Topic{}, topic },
			Want: []string{"topic exclusive"}},
		{Name: "a topic by name", Change: func(p *Props) { p.ExistingTopicARN = "oncall" },
			Want: []string{"existingTopicARN invalid"}},
		{Name: "keys", Change: func(p *Props) {
			p.KMSKeyARN, p.Topic = key, &Topic{KMSKeyARN: key, Emails: jsii.Strings("oncall@acme.dev")}
		}},
		{Name: "wrong keys and addresses", Change: func(p *Props) {
			p.KMSKeyARN, p.Topic = "alias/a", &Topic{KMSKeyARN: "arn:aws:kms:eu-west-1:210987654321:alias/aws/sns",
				Emails: jsii.Strings("oncall", "", "a@acme.dev", "a@acme.dev")}
		}, Want: []string{"kmsKeyARN invalid", "topic.emails[0] invalid", "topic.emails[1] required",
			"topic.emails[3] unique", "topic.kmsKeyARN scheduledtask-topic-key"}},
	})
}

func TestTimeProblems(t *testing.T) {
	at := func(expression string) func(*Props) { return func(p *Props) { p.Expression = expression } }
	missed := func(hours float64, change func(*Props)) func(*Props) {
		return func(p *Props) {
			p.MissedAfterHours = &hours
			change(p)
		}
	}
	run(t, []checktest.Case[Props]{
		{Name: "once", Change: at("at(2030-01-01T00:00:00)")},
		{Name: "rate", Change: at("rate(1 hour)")},
		{Name: "once, long ago", Change: at("at(2020-01-01T00:00:00)"), Want: []string{"expression schedule-fires"}},
		{Name: "a day that never comes", Change: at("cron(0 2 30 2 ? *)"), Want: []string{"expression schedule-fires"}},
		{Name: "crontab", Change: at("0 2 * * *"), Want: []string{"expression invalid"}},
		{Name: "two days", Change: at("cron(0 2 1 * MON *)"), Want: []string{"expression schedule-cron-days"}},
		{Name: "minutes", Change: at("rate(1 minutes)"), Want: []string{"expression invalid"}},
		{Name: "zone", Change: func(p *Props) { p.TimeZone = "CEST" }, Want: []string{"timeZone schedule-time-zone"}},
		{Name: "bounds", Change: func(p *Props) { p.StartDate, p.EndDate = "2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z" }},
		{Name: "a start that has passed", Change: func(p *Props) { p.StartDate = "2020-01-01T00:00:00Z" }},
		{Name: "an end that has passed", Change: func(p *Props) { p.EndDate = "2026-11-27T00:00:00Z" },
			Want: []string{"endDate schedule-fires"}},
		{Name: "an end before the start", Change: func(p *Props) {
			p.StartDate, p.EndDate = "2027-02-01T00:00:00Z", "2027-01-01T00:00:00Z"
		}, Want: []string{"endDate schedule-end"}},
		{Name: "the widest window", Change: func(p *Props) { p.FlexibleMinutes = jsii.Number(1439) }},
		{Name: "a window of a day", Change: func(p *Props) { p.FlexibleMinutes = jsii.Number(1440) },
			Want: []string{"flexibleMinutes scheduledtask-flexible-window"}},
		{Name: "no window", Change: func(p *Props) { p.FlexibleMinutes = jsii.Number(0) },
			Want: []string{"flexibleMinutes range"}},
		{Name: "a window of a run at a time", Change: func(p *Props) {
			p.Expression, p.FlexibleMinutes = "at(2030-01-01T00:00:00)", jsii.Number(1440)
		}},
		{Name: "missed after a day", Change: missed(24, func(*Props) {}),
			Want: []string{"missedAfterHours scheduledtask-missed-after"}},
		{Name: "missed after a day and an hour", Change: missed(25, func(*Props) {})},
		{Name: "the night in which clocks go back", Change: missed(25, func(p *Props) { p.TimeZone = "Europe/Dublin" }),
			Want: []string{"missedAfterHours scheduledtask-missed-after"}},
		{Name: "with a window", Change: missed(25, func(p *Props) { p.FlexibleMinutes = jsii.Number(60) }),
			Want: []string{"missedAfterHours scheduledtask-missed-after"}},
		{Name: "over a weekend", Change: missed(73, func(p *Props) { p.Expression = "cron(0 2 ? * MON-FRI *)" })},
		{Name: "not over a weekend", Change: missed(48, func(p *Props) { p.Expression = "cron(0 2 ? * MON-FRI *)" }),
			Want: []string{"missedAfterHours scheduledtask-missed-after"}},
		{Name: "weekly", Change: missed(169, at("rate(7 days)")), Want: []string{"missedAfterHours range"}},
		{Name: "a week is too long", Change: missed(168, at("rate(7 days)")),
			Want: []string{"missedAfterHours scheduledtask-missed-after"}},
		{Name: "once is never missed", Change: missed(24, at("at(2030-01-01T00:00:00)")),
			Want: []string{"missedAfterHours scheduledtask-missed-ends"}},
		{Name: "an end is never missed", Change: missed(25, func(p *Props) { p.EndDate = "2027-01-01T00:00:00Z" }),
			Want: []string{"missedAfterHours scheduledtask-missed-ends"}},
		{Name: "missed, a reference", Change: missed(numberReference, func(*Props) {})},
	})
}

func TestOverrideProblems(t *testing.T) {
	const around = `{"containerOverrides":[{"command":[""],"name":"retrieval"}]}`
	long := strings.Repeat("word ", maxOverride)[:maxOverride-len(around)]
	run(t, []checktest.Case[Props]{
		{Name: "command and environment", Change: func(p *Props) {
			p.Command, p.Environment = jsii.Strings("python", "evaluate.py"), map[string]string{"SUITE": "nightly"}
			p.OtherContainers = []ContainerOverride{{Name: "otel", Environment: map[string]string{"LEVEL": "debug"}}}
		}},
		{Name: "a credential", Change: func(p *Props) {
			p.Environment = map[string]string{"OPENAI_API_KEY": "sk-proj-0123456789abcdef0123456789abcdef"}
			p.OtherContainers = []ContainerOverride{{Name: "otel", Environment: map[string]string{"DD_API_KEY": "x1y2z3x1y2z3"}}}
		}, Want: []string{"environment.OPENAI_API_KEY scheduledtask-plaintext-credential",
			"otherContainers[0].environment.DD_API_KEY scheduledtask-plaintext-credential"}},
		{Name: "no name", Change: func(p *Props) { p.Environment = map[string]string{"": "a"} },
			Want: []string{"environment required"}},
		{Name: "others", Change: func(p *Props) {
			p.OtherContainers = []ContainerOverride{{Name: "retrieval", Command: jsii.Strings("a")}, {Name: "otel"},
				{Name: "otel", Command: jsii.Strings("a")}, {Command: jsii.Strings("a")}}
		}, Want: []string{"otherContainers[0].name unique", "otherContainers[1] required", "otherContainers[2] unique",
			"otherContainers[3].name required"}},
		{Name: "the longest", Change: func(p *Props) { p.Command = jsii.Strings(long) }},
		{Name: "too long", Change: func(p *Props) { p.Command = jsii.Strings(long + "s") },
			Want: []string{"environment scheduledtask-override-size"}},
	})
}

func TestNotices(t *testing.T) {
	for want, change := range map[string]func(*Props){
		"":                            func(p *Props) { p.ExistingTopicARN = topic },
		"nobody hears":                func(*Props) {},
		"nobody is subscribed":        func(p *Props) { p.Topic = &Topic{} },
		"startDate of evaluation has": func(p *Props) { p.ExistingTopicARN, p.StartDate = topic, "2026-11-27T11:00:00Z" },
	} {
		p := valid()
		change(&p)
		if got := strings.Join(p.notices(today), "\n"); want == "" && got != "" || !strings.HasPrefix(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

package scheduledtask

import (
	"cmp"
	"fmt"
	"net/mail"
	"regexp"
	"strings"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/schedule"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

const maxScheduleName = 64

var (
	maxName   = maxScheduleName - len(succeededSuffix)
	nameForm  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]*$`)
	groupForm = regexp.MustCompile(`^[0-9a-zA-Z-_.]{1,64}$`)
)

// Validate returns every mistake in the props as one error, or nil. A schedule whose time is over today is one.
func (p *Props) Validate() error { return p.problems(time.Now()).Err() }

// problems are seen from now, since a schedule may be over.
func (p *Props) problems(now time.Time) rules.Mistakes {
	p, ps := check.Given(p)
	if !token.Is(p.Name) && (!nameForm.MatchString(p.Name) || len(p.Name) > maxName) {
		ps.Break(check.Form(p.Name), "name", check.Quote(p.Name),
			fmt.Sprintf("1 to %d letters, digits, hyphens and underscores, starting with a letter or digit", maxName), "")
	}
	p.taskProblems(&ps)
	p.networkProblems(&ps)
	p.timeProblems(&ps, now)
	p.overrideProblems(&ps)
	check.WholeNumber(&ps, "taskCount", p.TaskCount, 1, 10, " tasks", "")
	check.WholeNumber(&ps, "retryAttempts", p.RetryAttempts, 0, 185, "", "")
	check.WholeNumber(&ps, "maxEventAgeSeconds", p.MaxEventAgeSeconds, 60, 86400, " s", "")
	p.capacityProblems(&ps)
	p.topicProblems(&ps)
	arn.Check(&ps, "kmsKeyARN", p.KMSKeyARN, "kms", "give the key's ARN, not its id or alias")
	return ps
}

func (p *Props) taskProblems(ps *rules.Mistakes) {
	check.Required(ps, "clusterARN", p.ClusterARN, "the cluster's ARN", "hand over Cluster.Ref().ARN")
	arn.Check(ps, "clusterARN", p.ClusterARN, "ecs", "hand over Cluster.Ref().ARN")
	naming.CheckECS(ps, "family", p.Family, "give the family, not the ARN")
	naming.CheckECS(ps, "containerName", p.ContainerName, "name the container whose exit code counts")
	arn.Check(ps, "taskDefinitionARN", p.TaskDefinitionARN, "ecs", "hand over TaskDefinition.ARN()")
	if a, ok := arn.Parse(p.TaskDefinitionARN); ok && !token.Is(p.TaskDefinitionARN) && !token.Is(p.Family) &&
		!strings.HasPrefix(a.Resource, "task-definition/"+p.Family+":") {
		ps.Break(taskFamily, "taskDefinitionARN", check.Quote(p.TaskDefinitionARN), "a revision of "+check.Quote(p.Family),
			"for the newest revision leave it out")
	}
	check.Required(ps, "executionRoleARN", p.ExecutionRoleARN, "the ARN of the task's execution role",
		"hand over TaskDefinition.ExecutionRoleARN()")
	arn.Check(ps, "executionRoleARN", p.ExecutionRoleARN, "iam", "")
	arn.Check(ps, "taskRoleARN", p.TaskRoleARN, "iam", "")
}

func (p *Props) networkProblems(ps *rules.Mistakes) {
	list := func(path string, ids *[]*string, kind string, most int) {
		if len(optional.Value(ids)) == 0 {
			ps.Break(rules.Required, path, "nothing", "at least one "+kind, "")
			return
		}
		if token.IsList(ids) {
			return
		}
		texts := optional.Texts(ids)
		if len(texts) > most {
			ps.Break(rules.Range, path, fmt.Sprint(len(texts)), fmt.Sprintf("at most %d", most), "")
		}
		for i, id := range texts {
			if !token.Is(id) && !strings.HasPrefix(id, kind+"-") {
				ps.Break(rules.Invalid, rules.Index(path, i), check.Quote(id), "an id that starts with "+kind+"-", "")
			}
		}
		check.Unique(ps, path, texts, "leave it out")
	}
	list("subnetIDs", p.SubnetIDs, "subnet", 16)
	list("securityGroupIDs", p.SecurityGroupIDs, "sg", 5)
	if !token.Is(p.ExistingGroupName) && p.ExistingGroupName != "" && !groupForm.MatchString(p.ExistingGroupName) {
		ps.Break(rules.Invalid, "existingGroupName", check.Quote(p.ExistingGroupName),
			"1 to 64 letters, digits, hyphens, underscores and dots", "give the group's name, not its ARN")
	}
}

// times of the runs.
func (p *Props) times() schedule.Times {
	return schedule.Times{Expression: p.Expression, TimeZone: p.TimeZone, Start: p.StartDate, End: p.EndDate}
}

func (p *Props) timeProblems(ps *rules.Mistakes, now time.Time) {
	check.Required(ps, "expression", p.Expression, "cron(…), rate(…) or at(…)", "")
	p.times().Check(ps, schedule.Paths{Expression: "expression", TimeZone: "timeZone", Start: "startDate",
		End: "endDate"}, now)
	check.WholeNumber(ps, "flexibleMinutes", p.FlexibleMinutes, 1, 1440, " minutes", "")
	check.WholeNumber(ps, "missedAfterHours", p.MissedAfterHours, 1, 168, " hours", "CloudWatch looks back a week at most")
	shortest, longest, repeats := p.times().Gaps()
	if check.Known(p.FlexibleMinutes) && repeats && *p.FlexibleMinutes >= shortest.Minutes() {
		ps.Break(flexibleWindow, "flexibleMinutes", check.Number(*p.FlexibleMinutes)+" minutes",
			"fewer than the "+check.Number(shortest.Minutes())+" minutes between two runs", "")
	}
	if !check.Known(p.MissedAfterHours) {
		return
	}
	once := strings.HasPrefix(p.Expression, "at(")
	switch least := longest.Hours() + optional.Value(p.FlexibleMinutes)/60; {
	case once || p.EndDate != "":
		ps.Break(missedEnds, "missedAfterHours", "an alarm on a schedule that ends", "no such alarm",
			"the alarm NAME-failed is enough")
	case repeats && !token.IsNumber(least) && *p.MissedAfterHours <= least:
		ps.Break(missedAfter, "missedAfterHours", check.Number(*p.MissedAfterHours)+" hours",
			"more than the "+check.Number(least)+" hours between two runs", "add the time that a run takes")
	}
}

func (p *Props) capacityProblems(ps *rules.Mistakes) {
	names := make([]string, len(p.CapacityProviders))
	bases, weights := 0, 0.0
	for i, c := range p.CapacityProviders {
		at := rules.Index("capacityProviders", i)
		names[i] = c.Name
		check.Required(ps, at+".name", c.Name, "FARGATE or FARGATE_SPOT", "")
		check.OneOf(ps, at+".name", c.Name, "FARGATE", "FARGATE_SPOT")
		check.WholeNumber(ps, at+".base", c.Base, 0, 100000, " tasks", "")
		check.WholeNumber(ps, at+".weight", c.Weight, 0, 1000, "", "")
		if optional.Value(c.Base) != 0 {
			bases++
		}
		weights += optional.Or(c.Weight, 1)
	}
	check.Unique(ps, "capacityProviders", names, "merge them into one")
	if bases > 1 {
		ps.Break(capacityBase, "capacityProviders", fmt.Sprintf("%d with a base", bases), "at most one with a base", "")
	}
	if len(names) > 0 && weights == 0 {
		ps.Break(capacityWeight, "capacityProviders", "only weights of 0", "at least one weight above 0", "")
	}
}

func (p *Props) topicProblems(ps *rules.Mistakes) {
	check.Exclusive(ps, "topic", map[string]bool{"topic": p.Topic != nil, "existingTopicARN": p.ExistingTopicARN != ""},
		"make a topic or use one that exists")
	arn.Check(ps, "existingTopicARN", p.ExistingTopicARN, "sns", "give the topic's ARN")
	t := optional.Value(p.Topic)
	if strings.Contains(t.KMSKeyARN, "alias/aws/") {
		ps.Break(topicKey, "topic.kmsKeyARN", check.Quote(t.KMSKeyARN), "the ARN of a customer managed key", "")
	} else {
		arn.Check(ps, "topic.kmsKeyARN", t.KMSKeyARN, "kms", "give the key's ARN, not its id or alias")
	}
	if token.IsList(t.Emails) {
		return
	}
	emails := optional.Texts(t.Emails)
	for i, email := range emails {
		if a, err := mail.ParseAddress(email); !token.Is(email) && (err != nil || a.Address != email) {
			ps.Break(check.Form(email), rules.Index("topic.emails", i), cmp.Or(check.Quote(email), "nothing"),
				"an address like oncall@acme.dev", "")
		}
	}
	check.Unique(ps, "topic.emails", emails, "name everybody once")
}

package killswitch

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

const (
	use       = "kill-switch"
	suffix    = "-" + use // of the names of resources
	maxName   = 50        // a rule of EventBridge has 64 characters
	maxAlarms = 20
	maxNames  = 1800 // characters of all alarms together: a pattern of EventBridge has 2048
	maxTasks  = 5000
)

var nameForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]*$`)

// Validate returns every mistake in the props as one error, or nil.
func (p *Props) Validate() error { return p.problems().Err() }

func (p *Props) problems() rules.Mistakes {
	p, ps := check.Given(p)
	if !token.Is(p.Name) && (!nameForm.MatchString(p.Name) || len(p.Name) > maxName) {
		ps.Break(check.Form(p.Name), "name", check.Quote(p.Name),
			fmt.Sprintf("1 to %d letters, digits, hyphens and underscores, starting with a letter or digit", maxName),
			"name it like the service")
	}
	naming.CheckECS(&ps, "clusterName", p.ClusterName, "give the name, not the ARN")
	naming.CheckECS(&ps, "serviceName", p.ServiceName, "give the name, not the ARN")
	check.Required(&ps, "topicARN", p.TopicARN, "the ARN of a topic that is told",
		"somebody has to know that the service is down")
	arn.Check(&ps, "topicARN", p.TopicARN, "sns", "give the topic's ARN")
	arn.Check(&ps, "topicKMSKeyARN", p.TopicKMSKeyARN, "kms", "give the key's ARN, not its id or alias")
	p.scalingProblems(&ps)
	p.alarmProblems(&ps)
	return ps
}

func (p *Props) scalingProblems(ps *rules.Mistakes) {
	s := p.Scaling
	if s == nil {
		check.WholeNumber(ps, "desiredCount", p.DesiredCount, 0, maxTasks, " tasks",
			"it is what the way back starts")
		return
	}
	if p.DesiredCount != nil {
		ps.Break(rules.Exclusive, "desiredCount", "a number with scaling", "nothing", "scaling owns the number of tasks")
	}
	for path, n := range map[string]*float64{"minCapacity": s.MinCapacity, "maxCapacity": s.MaxCapacity} {
		at := rules.Join("scaling", path)
		if n == nil {
			ps.Break(rules.Required, at, "", "a number of tasks", "hand over that of the scalable target")
		}
		check.WholeNumber(ps, at, n, 0, maxTasks, " tasks", "hand over that of the scalable target")
	}
	if check.Known(s.MinCapacity) && check.Known(s.MaxCapacity) && *s.MinCapacity > *s.MaxCapacity {
		ps.Break(scalingRange, "scaling.minCapacity", check.Number(*s.MinCapacity),
			"at most maxCapacity, "+check.Number(*s.MaxCapacity), "hand over those of the scalable target")
	}
}

func (p *Props) alarmProblems(ps *rules.Mistakes) {
	check.OneOf(ps, "mode", p.Mode, Manual, Automatic)
	if token.Is(string(p.Mode)) {
		if p.Mode != token.Unknown {
			ps.Break(rules.KnownValue, "mode", "a mode that Terraform computes", "Manual or Automatic",
				"it decides what is made")
		}
		return
	}
	automatic := p.Mode == Automatic
	listed := p.AlarmNames != nil && (token.IsList(p.AlarmNames) || len(*p.AlarmNames) > 0)
	switch {
	case automatic && !listed:
		ps.Break(pulledBy, "alarmNames", "", "the alarm that pulls the switch, or several",
			"name those that mean money; or choose Manual")
	case !automatic && p.AlarmNames != nil:
		ps.Break(pulledBy, "alarmNames", "alarms for a switch that is pulled by hand", "nothing", "set the mode to Automatic")
	}
	if token.IsList(p.AlarmNames) {
		return
	}
	names := optional.Texts(p.AlarmNames)
	if len(names) > maxAlarms {
		ps.Break(rules.Range, "alarmNames", fmt.Sprint(len(names)), fmt.Sprintf("at most %d", maxAlarms),
			"let a composite alarm stand for several")
	}
	if all := strings.Join(names, ""); !token.Is(all) && len(all) > maxNames {
		ps.Break(rules.Range, "alarmNames", fmt.Sprintf("names of %d characters together", len(all)),
			fmt.Sprintf("at most %d", maxNames), "let a composite alarm stand for several")
	}
	for i, name := range names {
		naming.CheckAlarm(ps, rules.Index("alarmNames", i), name)
	}
	check.Unique(ps, "alarmNames", names, "name each alarm once")
}

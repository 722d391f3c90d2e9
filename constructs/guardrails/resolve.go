package guardrails

import (
	"cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/metrics"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// config is the props with every default filled in.
type config struct {
	Props
	namespace           string
	topicName           string
	tagKey, tagValue    string
	alarms              []alarm
	anomalyMinimum      float64
	killMode            KillSwitchMode
	killPercent         float64
	killPrefix          string // of the names of the kill switch's policy and role
	dashboard           bool
	actual, forecasted  []float64
	activateTag, costed bool
	notices             []string
}

// resolve fills in every default. text writes a number into an expression; it is a parameter because a reference needs
// Terraform's help.
func (p Props) resolve(text func(float64) string) config {
	c := config{
		Props:       p,
		namespace:   cmp.Or(p.MetricNamespace, metrics.Of(p.Name)),
		tagKey:      cmp.Or(p.CostTag.Key, DefaultCostTagKey),
		tagValue:    cmp.Or(p.CostTag.Value, p.Name),
		dashboard:   optional.Or(p.Dashboard, true),
		activateTag: optional.Value(p.CostTag.Activate),
		costed:      p.Budget != nil || p.CostAnomaly != nil,
	}
	if p.Topic != nil {
		c.topicName = cmp.Or(p.Topic.Name, p.Name+"-guardrails")
	}
	if p.Budget != nil {
		c.actual, c.forecasted = p.Budget.actual(), p.Budget.forecasted()
	}
	if p.CostAnomaly != nil {
		c.anomalyMinimum = optional.Or(p.CostAnomaly.MinimumUSD, DefaultAnomalyMinimumUSD)
	}
	if k := p.KillSwitch; k != nil {
		c.killMode = cmp.Or(k.Mode, KillSwitchManual)
		c.killPercent = optional.Or(k.ThresholdPercent, DefaultKillSwitchPercent)
		c.killPrefix = "kill-switch-"
		if !token.Is(p.Name) {
			c.killPrefix = naming.Prefix(p.Name+"-kill", naming.MaxIAMRolePrefix)
		}
	}
	c.alarms = c.resolveAlarms(text)
	c.notices = c.resolveNotices()
	return c
}

// resolveNotices lists what works and is still likely not meant.
func (c config) resolveNotices() []string {
	var out []string
	told := func(given bool, text string) {
		if given {
			out = append(out, text)
		}
	}
	told(c.Topic == nil && c.ExistingTopicARN == "" && len(c.alarms) > 0,
		"nobody hears the alarms: state topic or existingTopicARN")
	told(c.Topic != nil && c.Topic.Emails == nil && c.Topic.Webhooks == nil,
		"nobody is subscribed to the topic: state topic.emails or topic.webhooks, or subscribe elsewhere")
	minute, day := c.Alarms.TokensPerMinute, c.Alarms.TokensPerDay
	told(check.Known(minute) && check.Known(day) && *minute*60*24 < *day,
		"alarms.tokensPerDay is more than tokensPerMinute allows in 24 hours: the alarm for the day rings only after a day "+
			"of the other ringing")
	told(c.costed && c.CostTag.Activate == nil,
		"costs are seen only once the tag "+c.tagKey+" is activated as a cost allocation tag in the management account; "+
			"set costTag.activate to false when it is, or to true to activate it here")
	return out
}

func (b Budget) actual() []float64     { return numbers(b.ActualPercent, 50, 80, 100) }
func (b Budget) forecasted() []float64 { return numbers(b.ForecastedPercent, 100) }

func numbers(list *[]*float64, otherwise ...float64) []float64 {
	if list == nil {
		return otherwise
	}
	out := make([]float64, 0, len(*list))
	for _, n := range *list {
		out = append(out, optional.Value(n))
	}
	return out
}

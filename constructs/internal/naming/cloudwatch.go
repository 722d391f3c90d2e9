package naming

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Limits of CloudWatch in characters
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html, API_PutMetricAlarm.html).
const (
	MaxAlarm          = 255
	MaxMetric         = 255 // also of its namespace and of the names of its dimensions
	MaxDimensionValue = 1024
)

// CheckAlarm requires the name of an alarm, when it is not a reference.
func CheckAlarm(ps *rules.Mistakes, path, name string) {
	switch {
	case token.Is(name):
	case strings.HasPrefix(name, "arn:"):
		ps.Break(rules.Invalid, path, check.Quote(name), "a name", "it is the end of the ARN, after alarm:")
	case strings.TrimSpace(name) == "" || utf8.RuneCountInString(name) > MaxAlarm:
		ps.Break(check.Form(name), path, check.Quote(name), fmt.Sprintf("1 to %d characters", MaxAlarm),
			"give the name of the alarm")
	}
}

// CheckLength requires at most as many characters, when the text is not a reference.
func CheckLength(ps *rules.Mistakes, path, text string, most int) {
	if !token.Is(text) && utf8.RuneCountInString(text) > most {
		ps.Break(rules.Invalid, path, check.Quote(text), fmt.Sprintf("at most %d characters", most), "")
	}
}

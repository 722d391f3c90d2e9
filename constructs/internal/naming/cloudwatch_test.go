package naming

import (
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func TestAlarmsAndLengths(t *testing.T) {
	for name, want := range map[string]string{
		"llm: errors": "", strings.Repeat("ü", 255): "", "${aws_x.y.z}": "", "": rules.Required.ID, " ": rules.Invalid.ID,
		strings.Repeat("a", 256):                            rules.Invalid.ID,
		"arn:aws:cloudwatch:eu-west-1:210987654321:alarm:x": rules.Invalid.ID,
	} {
		var ps rules.Mistakes
		CheckAlarm(&ps, "alarmNames[0]", name)
		if (want == "") != (len(ps) == 0) || want != "" && ps[0].Rule != want {
			t.Errorf("%q: got %v, want %q", name, ps, want)
		}
	}
	for text, want := range map[string]bool{"üüü": true, "üüüü": false, "${aws_x.y.z}": true} {
		var ps rules.Mistakes
		CheckLength(&ps, "name", text, 3)
		if (len(ps) == 0) != want {
			t.Errorf("%q: got %v", text, ps)
		}
	}
}

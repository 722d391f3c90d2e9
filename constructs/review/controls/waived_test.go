package controls

import (
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
)

// A reason that the program gives waives what it is about, and stands beside it.
func TestReasonWaives(t *testing.T) {
	stack := sound(t)
	wide := strings.Replace(allows("*", "s3:GetObject"), `"Effect"`, `"Sid": "`+
		policy.WithReason("Archive", "every bucket of the archive")+`", "Effect"`, 1)
	edit{deploy, wide}.apply(t, stack)
	for _, r := range Judge(read(t, stack)).Results {
		want := Held
		if r.Control.ID == "iam-named-resources" {
			want = Waived
			if len(r.Waived) != 1 || r.Waived[0].Reason == "" || r.Waived[0].Address != "aws_iam_policy.deploy" {
				t.Errorf("got %v", r.Waived)
			}
		}
		if r.State() != want {
			t.Errorf("%s is %s: %v", r.Control.ID, r.State(), r.Fails)
		}
	}
}

// A protection that is off fails, and the stack says so; where nothing says so, the reason is empty.
func TestTurnedOffIsSaid(t *testing.T) {
	for _, c := range []struct {
		id   string
		said bool
	}{{"ecr-immutable-tags", true}, {"ecs-private-tasks", true}, {"ec2-flow-logs", true}, {"elb-redirect", true},
		{"ecr-lifecycle", false}, {"kms-rotation", false}} {
		stack := sound(t)
		for _, e := range mutations[c.id][0].edits {
			e.apply(t, stack)
		}
		for _, r := range Judge(read(t, stack)).In(Failed) {
			if r.Control.ID == c.id && (len(r.Unsaid()) == 0) != c.said {
				t.Errorf("%s: got %v", c.id, r.Fails)
			}
		}
	}
}

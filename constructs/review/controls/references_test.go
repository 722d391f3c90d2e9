package controls

import (
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// A value that only Terraform knows breaks nothing: not as a whole attribute, and not as a part of one.
func TestReferencesAreNoFailures(t *testing.T) {
	const reference = "${var.unknown}"
	for _, kind := range check.SortedKeys(sound(t)["resource"].(object)) {
		names := map[string]bool{}
		for _, r := range sound(t)["resource"].(object)[kind].(object) {
			for name := range r.(object) {
				names[name] = true
			}
		}
		for _, name := range []string{"lifecycle", "depends_on", "permissions_boundary"} {
			delete(names, name) // what Terraform takes no reference in; and a boundary of which it is not known which it is
		}
		for _, name := range check.SortedKeys(names) {
			stack := sound(t)
			for _, r := range stack["resource"].(object)[kind].(object) {
				if r.(object)[name] != nil {
					r.(object)[name] = reference
				}
			}
			for _, r := range Judge(read(t, stack)).In(Failed) {
				t.Errorf("%s.%s is a reference: %s: %v", kind, name, r.Control.ID, r.Fails)
			}
		}
	}
}

// What has a count of 0 is not made.
func TestWhatIsNotMadeIsNotJudged(t *testing.T) {
	stack := sound(t)
	edit{ingress + "+open", object{"count": 0, "security_group_id": "sg-1", "description": "d", "ip_protocol": "-1",
		"cidr_ipv4": "0.0.0.0/0"}}.apply(t, stack)
	if got := failed(Judge(read(t, stack))); len(got) > 0 {
		t.Errorf("got %v", got)
	}
}

package controls

import (
	"testing"

	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

func TestSoundStackHoldsEveryControl(t *testing.T) {
	for _, r := range Judge(read(t, sound(t))).Results {
		if r.State() != Held {
			t.Errorf("%s is %s: %v", r.Control.ID, r.State(), append(append(r.Fails, r.Unknown...), r.Waived...))
		}
	}
}

// The production profile holds every control of Security Hub that its defaults are to hold; types of resources that it
// has none of stand in the rest of the sound stack.
func TestScorecardOfProduction(t *testing.T) {
	held := 0
	for name, stack := range map[string]object{"production": load(t, production), "sound": sound(t)} {
		answered := Judge(read(t, stack)).Answered(SecurityHub)
		for _, id := range ByDefault() {
			switch state := answered[id]; {
			case state == Held && name == "sound":
				held++
			case state != Held && (state != NotApplicable || name == "sound"):
				t.Errorf("%s: %s is %s", name, id, state)
			}
		}
	}
	if want := len(ByDefault()); held != want || want != 51 {
		t.Errorf("%d of %d hold", held, want)
	}
	figure.Say(t, "scorecard", held)
}

package fargateai_test

import (
	"errors"
	"flag"
	"reflect"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

// checks sets how many services a property is tried on, the same ones each time, unless -rapid.checks and -rapid.seed
// say otherwise.
func checks(t *testing.T, n int) int {
	t.Helper()
	for name, value := range map[string]int{"rapid.checks": n, "rapid.seed": 1} {
		if of := flag.Lookup(name); of.Value.String() == of.DefValue {
			if err := of.Value.Set(strconv.Itoa(value)); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = of.Value.Set(of.DefValue) })
		}
	}
	n, err := strconv.Atoi(flag.Lookup("rapid.checks").Value.String())
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		n /= 5 // as rapid does
	}
	return n
}

// TestAnyServiceIsJudged: whatever the props are, the answer is a list of whole mistakes, the same each time; and what
// passes means no harm.
func TestAnyServiceIsJudged(t *testing.T) {
	n := checks(t, 5_000)
	passed, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		props := crossed(t)
		place := reflect.ValueOf(&props).Elem()
		for range rapid.IntRange(0, 3).Draw(t, "nudges") {
			nudge(t, place)
		}
		for range rapid.IntRange(0, 3).Draw(t, "damage") {
			damage(t, place)
		}
		err := props.Validate("llm-proxy")
		if err == nil {
			passed++
			holds(t, props.DecideIn("llm-proxy", ""))
			return
		}
		refused++
		var mistakes rules.Mistakes
		if !errors.As(err, &mistakes) {
			t.Fatalf("got %T: %v", err, err)
		}
		for _, m := range mistakes {
			if _, known := rules.Find(m.Rule); !known || m.Path == "" || m.Got == "" || m.Want == "" || m.Fix == "" {
				t.Fatalf("a mistake is not whole: %+v", m)
			}
		}
		if again := props.Validate("llm-proxy"); again.Error() != err.Error() {
			t.Fatalf("judged twice:\n%v\n%v", err, again)
		}
	})
	t.Logf("%d services passed, %d were refused", passed, refused)
	figure.Say(t, "services-random", passed+refused)
	if passed < n/20 || refused < n/20 {
		t.Errorf("%d services passed and %d were refused: that tries nothing", passed, refused)
	}
}

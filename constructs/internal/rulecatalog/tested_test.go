package main

import (
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/expectation"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

func TestEveryRuleIsExpectedByATest(t *testing.T) {
	found, err := read(constructs)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := expectation.Read(constructs)
	if err != nil {
		t.Fatal(err)
	}
	expected := map[string]int{}
	for _, e := range texts {
		expected[e.Rule]++
	}
	cases := 0
	for _, d := range found {
		if expected[d.rule.ID] == 0 {
			t.Errorf("%s: no test expects a mistake of the rule %s", d.position, d.rule.ID)
		}
		cases += expected[d.rule.ID]
	}
	figure.Say(t, "rules", len(found))
	figure.Say(t, "mistakes-expected", cases)
}

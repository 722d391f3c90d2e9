package rules_test

import (
	"errors"
	"fmt"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// endpoint stands for the props of a construct.
type endpoint struct{ port int }

func (e endpoint) Validate() error {
	var ms rules.Mistakes
	if e.port < 1 || e.port > 65535 {
		ms.Break(rules.Range, "port", fmt.Sprint(e.port), "a whole number from 1 to 65535", "")
	}
	return ms.Err()
}

// A program reads rule and path; the texts are for people.
func ExampleMistakes() {
	err := fmt.Errorf("checking the props: %w", endpoint{port: 99999}.Validate())
	var mistakes rules.Mistakes
	if errors.As(err, &mistakes) {
		for _, m := range mistakes {
			fmt.Println(m.Rule, "at", m.Path)
			fmt.Println(m)
		}
	}
	fmt.Println(endpoint{port: 4000}.Validate())
	// Output:
	// range at port
	// port: got 99999, want a whole number from 1 to 65535
	// <nil>
}

func ExampleFind() {
	rule, found := rules.Find("service-image-tag-moves")
	fmt.Println(found, rule.ID, "of package", rule.Package)
	fmt.Println(rule.Judges != "", rule.Why != "") // what has to hold, and what goes wrong otherwise
	_, found = rules.Find("no-such-rule")
	fmt.Println(found)
	// Output:
	// true service-image-tag-moves of package fargateai
	// true true
	// false
}

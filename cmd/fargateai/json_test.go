package main

import (
	"encoding/json"
	"testing"
)

// Beside every table there is JSON, which holds the same in members that programs rely on.
func TestJSON(t *testing.T) {
	const results = "../../constructs/pipeline/evalgate/testdata/pytest-empty.xml"
	stack := write(t, "cdk.tf.json", `{"provider":{"aws":[{"region":"us-east-1"}]},
		"resource":{"aws_nat_gateway":{"a":{"subnet_id":"s","allocation_id":"e"}}}}`)
	for _, c := range []struct {
		args    []string
		code    int
		members []string
	}{
		{[]string{"estimate", stack}, exitOK, []string{"region", "pricesAsOf", "lines", "total", "assumptions",
			"notCounted"}},
		{[]string{"plan-review", stack}, exitOK, []string{"version"}},
		{[]string{"review", stack}, exitOK, []string{"version", "name", "glance", "picture", "sections"}},
		{[]string{"eval-gate", results}, exitRefused, []string{"passed"}},
		{[]string{"import", "beanstalk", "--dry-run", "../../constructs/migration/beanstalk/testdata/python-web"}, exitOK,
			[]string{"written", "files", "mapped", "dropped", "decisions", "secrets"}},
		{[]string{"dockerfile", "--dry-run", "../../constructs/dockerfile/testdata/applications/pip"}, exitOK,
			[]string{"application", "files"}},
	} {
		got := fargateai(t, append(c.args, "--json")...)
		var object map[string]json.RawMessage
		if err := json.Unmarshal([]byte(got.stdout), &object); err != nil || got.code != c.code {
			t.Errorf("%v: exit code %d, %v\n%s%s", c.args, got.code, err, got.stdout, got.stderr)
		}
		for _, member := range c.members {
			if object[member] == nil {
				t.Errorf("%v: no %s in\n%s", c.args, member, got.stdout)
			}
		}
	}
	fargateai(t, "estimate", "--json", "--markdown", stack).expect(t, exitUnusable,
		"--json, --markdown: got 2 of them, want one")
}

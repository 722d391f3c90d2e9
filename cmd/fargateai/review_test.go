package main

import "testing"

func TestReview(t *testing.T) {
	const stack = "../../constructs/review/testdata/proxy.tf.json"
	fargateai(t, "review", "--name", "proxy", stack).expect(t, exitOK, "# Review of proxy\n", "```mermaid\nflowchart LR\n")
	fargateai(t, "review", "--html", "../../constructs/review/testdata/proxy.plan.json").expect(t, exitOK,
		"<!doctype html>", "<svg class=\"picture")
	fargateai(t, "review", "nothing.json").expect(t, exitUnusable, "nothing.json: got no such file")
}

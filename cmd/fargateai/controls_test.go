package main

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/fargate-ai/fargate-ai-service/constructs/review/controls"
)

func TestControlsAreListed(t *testing.T) {
	got := fargateai(t, "controls")
	got.expect(t, exitOK, "ecs-private-tasks (default, high)\n", "Answers ECS.2, CKV_AWS_333",
		"Prop: ecs.ServiceProps.AssignPublicIP")
	for _, c := range controls.All() {
		if !strings.Contains(got.stdout, c.ID+" (") {
			t.Errorf("%s is not listed", c.ID)
		}
	}
	for line := range strings.SplitSeq(got.stdout, "\n") {
		if utf8.RuneCountInString(line) > 100 && !strings.HasPrefix(line, "  See https://") {
			t.Errorf("longer than 100 columns: %s", line)
		}
	}
	var list []controls.Control
	if err := json.Unmarshal([]byte(fargateai(t, "controls", "--json").stdout), &list); err != nil ||
		len(list) != len(controls.All()) || list[0].ID == "" {
		t.Errorf("%v: %v", err, list)
	}
}

func TestControlsOfAStack(t *testing.T) {
	file := write(t, "cdk.tf.json", `{"resource": {"aws_ecr_repository": {"images": {"image_tag_mutability": "MUTABLE"}},
		"aws_kms_key": {"key": {"enable_key_rotation": "${var.rotation}", "policy": "{}"}}}}`)
	got := fargateai(t, "controls", file)
	got.expect(t, exitOK, "controls that have something to look at hold\n",
		"turned off: ecr-immutable-tags (default, medium)\n",
		"fails: ecr-lifecycle (must, medium)\n", "- aws_ecr_repository.images: there is no aws_ecr_lifecycle_policy of it",
		"unknown: kms-rotation (must, medium)\n")
	fargateai(t, "controls", "--fail-on", "must", file).expect(t, exitRefused, "does not hold ecr-lifecycle\n")
	var results []struct{ ID, State string }
	if err := json.Unmarshal([]byte(fargateai(t, "controls", "--json", file).stdout), &results); err != nil {
		t.Fatal(err)
	}
	states := map[string]string{}
	for _, r := range results {
		states[r.ID] = r.State
	}
	if states["ecr-lifecycle"] != "failed" || states["kms-rotation"] != "unknown" ||
		states["ecs-user"] != "not applicable" {
		t.Errorf("got %v", states)
	}
	sound := write(t, "sound.tf.json",
		`{"resource": {"aws_kms_key": {"key": {"enable_key_rotation": true, "policy": "{}"}}}}`)
	fargateai(t, "controls", "--fail-on", "production", sound).expect(t, exitOK, "4 of 4 controls")
	fargateai(t, "controls", "--fail-on", "all", sound).expect(t, exitUnusable,
		`--fail-on: got "all", want must, default or`)
	fargateai(t, "controls", "--fail-on", "must").expect(t, exitUnusable, "got no FILE")
}

package earlier

import (
	"slices"
	"testing"
)

func TestImpactsAreThoseOfWhatCameSince(t *testing.T) {
	const before = "# Changelog\n\n## Unreleased\n\n### Plan impact\n\n- told\n\n## 0.1.0\n\n### Plan impact\n\n- of old\n"
	for now, want := range map[string][]string{
		before: nil,
		"## Unreleased\n\n### Added\n\n- an `aws_lb`\n\n### Plan impact\n\n- told\n- an `aws_lb` is replaced\n  at once\n" +
			"\n## 0.1.0\n\n### Plan impact\n\n- of old\n- and hidden\n": {"an `aws_lb` is replaced at once"},
		"## Unreleased\n\n## 0.2.0 (2026-12-01)\n\n### Plan impact\n\n- told\n- new\n\n### Fixed\n\n- not this\n": {"new"},
		"## Unreleased\n\n- no heading\n### Plan impacts\n- another\n":                                            nil,
	} {
		if got := Impacts(before, now); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestNames(t *testing.T) {
	const text = "the `aws_lb.front` is replaced, and so is aws_sqs_queue. An aws_kms_key_policy.a-b goes"
	for name, want := range map[string]bool{
		"aws_lb.front": true, "aws_lb": false, "aws_sqs_queue": true, "aws_kms_key": false, "aws_kms_key_policy.a": false,
		"aws_kms_key_policy.a-b": true, "aws_lb.fron": false,
	} {
		if Names(text, name) != want {
			t.Errorf("%s: got %v", name, !want)
		}
	}
}

package providernames_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/examples/internal/providernames"
)

func names(t *testing.T) providernames.List {
	t.Helper()
	list, err := providernames.Names()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestTheGoldensOfTheConstructsUseNamesOfBothMajors(t *testing.T) {
	goldens, err := providernames.Goldens("../../..")
	if err != nil || len(goldens) < 5 {
		t.Fatalf("got %d goldens: %v", len(goldens), err)
	}
	for file, text := range goldens {
		found, err := names(t).Check(text)
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		for _, line := range found {
			t.Errorf("%s: %s", file, line)
		}
	}
}

// The list tells of what the upgrade guide of version 6 speaks of.
func TestTheListIsOfTwoMajors(t *testing.T) {
	list := names(t)
	for path, want := range map[string]string{
		"resource aws_flow_log log_group_name":                          "s-",
		"resource aws_flow_log log_destination":                         "ss",
		"resource aws_flow_log region":                                  "-s",
		"resource aws_eip vpc":                                          "s-",
		"resource aws_ecs_task_definition inference_accelerator":        "s-",
		"resource aws_s3_bucket bucket_region":                          "-r",
		"resource aws_ecs_service load_balancer.advanced_configuration": "-s",
		"resource aws_ecs_service deployment_circuit_breaker.rollback":  "ss",
		"resource aws_wafv2_web_acl rule.statement.*":                   "ss",
		"resource aws_security_group ingress.cidr_blocks":               "ss",
		"data aws_region name":                                          "ss",
		"data aws_region region":                                        "-s",
		"data aws_caller_identity account_id":                           "rr",
		"provider aws allowed_account_ids":                              "ss",
		"provider aws default_tags.tags":                                "ss",
		"resource aws_acm_certificate domain_validation_options":        "rr",
	} {
		kind := path[:strings.LastIndexByte(path, ' ')]
		uses, found := list[kind][strings.TrimPrefix(path, kind+" ")]
		if got := string([]byte{byte(uses[0]), byte(uses[1])}); !found || got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}

func TestCheckNamesAddressAndName(t *testing.T) {
	list, err := providernames.Parse(`
provider aws
	ss region
resource aws_a
	ss id
	ss block
	ss block.inner
	s- old
	-s new
	rr arn
	rr list
	rr list.name
	ss tags
	ss open
	ss open.*
data aws_a
	rs name
`)
	if err != nil {
		t.Fatal(err)
	}
	got, err := list.Check([]byte(`{
		"//": {"x": "${aws_unlisted.x}"},
		"provider": {"aws": [{"region": "eu-west-1", "alias": "a", "zone": "b"}]},
		"resource": {
			"aws_a": {
				"right": {
					"//": 1, "depends_on": ["aws_a.other"], "lifecycle": {"ignore_changes": ["x"],
						"postcondition": [{"condition": "${self.arn == aws_a.right.list[0].name}"}]},
					"block": [{"inner": "${aws_a.right.tags.Anything}", "//": 2}], "tags": {"Any": "$${aws_a.x.nothing}"},
					"open": {"anything": [{"goes": 1}]}, "dynamic": {"block": {"for_each": [], "content": {"inner": 1}}}
				},
				"wrong": {
					"arn": "x", "old": 1, "new": 2, "none": 3, "block": {"outer": "${aws_a.right.id}-${aws_a.right.none}"},
					"dynamic": {"block": {"for_each": [], "content": {"dynamic_outer": 1}}},
					"lifecycle": {"precondition": [{"condition": "${self.selfless}"}]}
				}
			},
			"aws_unlisted": {"x": {}},
			"terraform_data": {"x": {"input": "${data.aws_a.x.name}"}}
		},
		"output": {"x": {"value": "${jsonencode({a = aws_a.right.list.*.gone, b = data.aws_a.y.old})}"}}
	}`))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"aws: provider 5 has no zone",
		"aws: provider 6 has no zone",
		"aws_a.wrong: provider 5 does not let arn be set",
		"aws_a.wrong: provider 5 has no block.dynamic_outer",
		"aws_a.wrong: provider 5 has no block.outer",
		"aws_a.wrong: provider 5 has no new",
		"aws_a.wrong: provider 5 has no none",
		"aws_a.wrong: provider 5 has no none, which aws_a.right.none names",
		"aws_a.wrong: provider 5 has no selfless, which self.selfless names",
		"aws_a.wrong: provider 6 does not let arn be set",
		"aws_a.wrong: provider 6 has no block.dynamic_outer",
		"aws_a.wrong: provider 6 has no block.outer",
		"aws_a.wrong: provider 6 has no none",
		"aws_a.wrong: provider 6 has no none, which aws_a.right.none names",
		"aws_a.wrong: provider 6 has no old",
		"aws_a.wrong: provider 6 has no selfless, which self.selfless names",
		"aws_unlisted.x: resource aws_unlisted is not listed; run go generate ./examples/internal/providernames",
		"output: provider 5 has no list.gone, which aws_a.right.list.*.gone names",
		"output: provider 5 has no old, which data.aws_a.y.old names",
		"output: provider 6 has no list.gone, which aws_a.right.list.*.gone names",
		"output: provider 6 has no old, which data.aws_a.y.old names",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTheListIsWrittenAsItIsRead(t *testing.T) {
	text, err := os.ReadFile("names.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(text), "not there.\n")
	if diff := cmp.Diff(body, names(t).String()); diff != "" {
		t.Error(diff)
	}
}

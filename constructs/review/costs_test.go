package review

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every type that a construct or an example can make has its cost in the table.
func TestCostsOfEverythingThatIsMade(t *testing.T) {
	bindings := regexp.MustCompile(`cdktf-provider-aws-go/aws/v[0-9]+/([a-z0-9]+)"`)
	made := map[string]string{}
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range bindings.FindAllStringSubmatch(string(text), -1) {
			if m[1] != "provider" && m[1] != "jsii" && !strings.HasPrefix(m[1], "dataaws") {
				made[m[1]] = path
			}
		}
		return err
	})
	if err != nil || len(made) < 50 {
		t.Fatal(len(made), err)
	}
	for binding, path := range made {
		if !costed(binding) {
			t.Errorf("%s, which %s makes, is not in the table of costs", binding, path)
		}
	}
}

// costed tells whether the table has a type, by the name of its binding: aws_lb_target_group is lbtargetgroup.
func costed(binding string) bool {
	for kind := range costs {
		name := strings.ReplaceAll(strings.TrimPrefix(kind, "aws_"), "_", "")
		if name == binding || strings.HasSuffix(kind, "_") && strings.HasPrefix(binding, name) {
			return true
		}
	}
	return false
}

// What the table says is counted has a line.
func TestCountedTypesHaveALine(t *testing.T) {
	var sources strings.Builder
	for _, file := range []string{"compute.go", "lines_network.go", "lines_observe.go", "lines_rest.go"} {
		sources.Write(load(t, file))
	}
	for kind, cost := range costs {
		// Log groups are found by the tasks that write to them, in links.go.
		if read := strings.Contains(sources.String(), `"`+kind+`"`); read != (cost == counted) &&
			kind != "aws_cloudwatch_log_group" {
			t.Errorf("%s is %s in the table, and in the estimate: %v", kind, cost, read)
		}
	}
}

func TestCostOf(t *testing.T) {
	for kind, want := range map[string]string{
		"aws_lb": counted, "aws_lb_listener": free, "aws_lb_trust_store": "trust stores of mutual TLS, by the hour",
		"aws_lb_trust_store_revocation": free, "aws_scheduler_schedule": "scheduler invocations",
		"aws_scheduler_schedule_group": free, "aws_sfn_state_machine": "state transitions of Step Functions",
		"aws_s3_bucket_policy": free, "aws_s3_object": "S3 storage and requests",
		"aws_service_discovery_http_namespace": free, "aws_wafv2_web_acl": counted, "aws_wafv2_ip_set": free,
		"aws_db_instance": "", "aws_route53_traffic_policy": "", "aws_lbx": "", "aws_": "",
	} {
		if got := costOf(kind); got != want {
			t.Errorf("%s: got %q, want %q", kind, got, want)
		}
	}
}

package review

import (
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/internal/bindings"
)

// Every type that a construct or an example can make has its cost in the table.
func TestCostsOfEverythingThatIsMade(t *testing.T) {
	made, err := bindings.Used(filepath.Join("..", ".."))
	maps.DeleteFunc(made, func(binding, _ string) bool { return strings.HasPrefix(binding, "dataaws") })
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
		name := bindings.Of(kind)
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

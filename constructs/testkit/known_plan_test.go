package testkit

import (
	"encoding/json"
	"strings"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
)

// Texts that hold references are known, references alone stay references, and blocks are told apart from attributes.
func TestKnownPlans(t *testing.T) {
	Heavy(t)
	text := `{"terraform": {"required_providers": {"aws": {"source": "aws", "version": ">= 5.99, < 7.0"}}},
		"provider": {"aws": [{"region": "eu-west-1"}]},
		"variable": {"zones": {"type": "number"}, "domain": {"type": "string"}},
		"data": {"aws_availability_zones": {"z": {}}, "aws_vpc": {"v": {"id": "vpc-1"}}, "terraform_remote_state": {
			"other": {"backend": "s3", "config": {"bucket": "b", "key": "k", "region": "eu-west-1"}}}},
		"resource": {
			"aws_ecr_repository": {"r": {"name": "app"}},
			"aws_ecr_repository_policy": {"p": {"repository": "${aws_ecr_repository.r.name}", "policy": "{}"}},
			"aws_acm_certificate": {"c": {"domain_name": "${var.domain}", "validation_method": "DNS"}},
			"aws_route53_record": {"c": {"zone_id": "Z1", "ttl": 60, "type": "CNAME", "records": ["b.acm-validations.aws"],
				"name": "${{for o in aws_acm_certificate.c.domain_validation_options : o.domain_name => 1}[var.domain]}"}},
			"aws_vpc_security_group_ingress_rule": {"i": {"security_group_id": "sg-1", "ip_protocol": "-1",
				"cidr_ipv4": "${data.aws_vpc.v.cidr_block}"}},
			"aws_lb": {"l": {"name": "app", "subnets": ["${data.terraform_remote_state.other.outputs.subnet-a}"]}},
			"aws_lb_listener": {"l": {"load_balancer_arn": "${aws_lb.l.arn}", "port": 80, "default_action": [
				{"type": "redirect", "redirect": [{"status_code": "HTTP_301", "protocol": "HTTPS"}]}]}},
			"aws_subnet": {"s": {"count": "${var.zones}", "vpc_id": "vpc-1", "cidr_block": "10.0.${count.index}.0/24",
				"availability_zone": "${data.aws_availability_zones.z.names[count.index]}"}},
			"aws_ecs_task_definition": {"t": {"family": "app", "container_definitions":
				"${jsonencode([{\"name\" = \"app\", \"image\" = \"${aws_ecr_repository.r.repository_url}:v1\"}])}"}}}}`
	plans := KnownPlans(t, map[string][]byte{"app": []byte(text)}, map[string]any{"zones": 2, "domain": "acme.dev"})
	var plan tfjson.Plan
	if err := json.Unmarshal(plans["app"], &plan); err != nil {
		t.Fatal(err)
	}
	after, unknown := map[string]map[string]any{}, map[string]map[string]any{}
	for _, change := range plan.ResourceChanges {
		after[change.Address], unknown[change.Address] = asObject(change.Change.After), asObject(change.Change.AfterUnknown)
	}
	definitions, _ := after["aws_ecs_task_definition.t"]["container_definitions"].(string)
	if !strings.Contains(definitions, `"name":"app"`) || strings.Contains(definitions, "${") {
		t.Errorf("the container definitions are %q", definitions)
	}
	if _, stated := after["aws_ecr_repository_policy.p"]["repository"]; stated ||
		unknown["aws_ecr_repository_policy.p"]["repository"] != true {
		t.Error("a reference is no reference any more")
	}
	if len(after) != 10 || after["aws_subnet.s[1]"]["cidr_block"] != "10.0.1.0/24" {
		t.Errorf("got %d resources: %v", len(after), sortedKeys(after))
	}
	for _, r := range plan.Config.RootModule.Resources {
		if r.Address == "aws_lb_listener.l" {
			action := r.Expressions["default_action"]
			balancer := r.Expressions["load_balancer_arn"]
			if action == nil || len(action.NestedBlocks) != 1 || balancer.References[0] != "aws_lb.l.arn" {
				t.Errorf("got the expressions %v", r.Expressions)
			}
		}
	}
	other := strings.ReplaceAll(text, "5.99", "5.98")
	if _, err := knownPlans(t, map[string][]byte{"app": []byte(text), "other": []byte(other)}, nil); err == nil ||
		!strings.Contains(err.Error(), "other requires other providers") {
		t.Errorf("got %v, want two versions of the provider refused", err)
	}
}

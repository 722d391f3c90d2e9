package review

import (
	"slices"
	"strings"
	"testing"
)

// hardened are the attributes of a resource of each kind with all its protections.
var hardened = map[string]object{
	"aws_ecr_repository": {"image_scanning_configuration": object{"scan_on_push": true},
		"image_tag_mutability": "IMMUTABLE", "encryption_configuration": object{"encryption_type": "KMS"}},
	"aws_lb": {"enable_deletion_protection": true, "drop_invalid_header_fields": true,
		"access_logs": object{"enabled": true, "bucket": "b"}},
	"aws_lb_listener": {"protocol": "HTTPS",
		"ssl_policy": "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"},
	"aws_vpc_security_group_ingress_rule": {"cidr_ipv4": "0.0.0.0/0", "from_port": 443, "to_port": 443,
		"ip_protocol": "tcp"},
	"aws_vpc":          {"cidr_block": "10.0.0.0/16"},
	"aws_subnet":       {"cidr_block": "10.0.0.0/20"},
	"aws_vpc_endpoint": {"policy": "{}", "service_name": "com.amazonaws.eu-west-1.ecr.api"},
	"aws_vpc_security_group_egress_rule": {"cidr_ipv4": "0.0.0.0/0", "from_port": 443, "to_port": 443,
		"ip_protocol": "tcp"},
	"aws_cloudwatch_metric_alarm": {"alarm_actions": []any{"${aws_sns_topic.t.arn}"}},
	"aws_ecs_service": {"network_configuration": object{"assign_public_ip": false}, "desired_count": 2,
		"load_balancer": object{"container_port": 8080}},
	"aws_ecs_cluster": {"setting": object{"name": "containerInsights", "value": "enhanced"}},
	"aws_ecs_task_definition": {"container_definitions": `[{"name":"a","user":"10001","readonlyRootFilesystem":true},` +
		`{"name":"owner","user":"0","essential":false}]`},
	"aws_cloudwatch_log_group": {"retention_in_days": 30},
	"aws_s3_bucket":            {"bucket": "b"},
	"aws_s3_bucket_public_access_block": {"block_public_acls": true, "block_public_policy": true,
		"ignore_public_acls": true, "restrict_public_buckets": true},
	"aws_secretsmanager_secret": {"name": "s"},
	"aws_sns_topic":             {"kms_master_key_id": "${aws_kms_key.k.arn}"},
	"aws_sqs_queue":             {"sqs_managed_sse_enabled": true},
}

// switchedOff is how each protection is turned off: the attribute, and its values.
var switchedOff = map[string]map[string][]any{
	"image-scan":          {"image_scanning_configuration": {nil, object{"scan_on_push": false}}},
	"immutable-tags":      {"image_tag_mutability": {nil, "MUTABLE"}},
	"own-image-key":       {"encryption_configuration": {nil, object{"encryption_type": "AES256"}}},
	"kept-images":         {"force_delete": {true}},
	"deletion-protection": {"enable_deletion_protection": {nil, false}},
	"valid-headers":       {"drop_invalid_header_fields": {nil, false}},
	"access-logs":         {"access_logs": {nil, object{"enabled": false, "bucket": "b"}}},
	"firewall":            {"internal": {nil, false}},
	"encrypted-listener":  {"protocol": {"HTTP"}},
	"modern-tls": {"ssl_policy": {nil, "ELBSecurityPolicy-TLS-1-2-2017-01",
		"ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06"}},
	"closed-ports":        {"from_port": {8443, 0}, "ip_protocol": {"-1"}},
	"flow-logs":           {"cidr_block": {"10.1.0.0/16"}},
	"private-pulls":       {"cidr_block": {"10.1.0.0/16"}},
	"encrypted-transport": {"bucket": {"c"}},
	"lifecycle":           {"bucket": {"c"}},
	"private-addresses":   {"map_public_ip_on_launch": {true}},
	"endpoint-policy":     {"policy": {nil, ""}},
	"no-shell":            {"enable_execute_command": {true}},
	"private-tasks":       {"network_configuration": {object{"assign_public_ip": true}}},
	"container-insights":  {"setting": {nil, object{"name": "containerInsights", "value": "disabled"}}},
	"user": {"container_definitions": {`[{"name":"a","readonlyRootFilesystem":true}]`,
		`[{"name":"a","user":"0:0","readonlyRootFilesystem":true}]`}},
	"running":           {"desired_count": {nil, 0}},
	"steady-capacity":   {"deployment_minimum_healthy_percent": {50}},
	"kept-tasks":        {"force_delete": {true, "true"}},
	"restricted-egress": {"ip_protocol": {"-1"}},
	"told-alarms":       {"alarm_actions": {nil, []any{}}},
	"non-blocking-logs": {"container_definitions": {
		`[{"name":"a","user":"1","readonlyRootFilesystem":true,"logConfiguration":{"logDriver":"awslogs"}}]`,
		`[{"name":"a","user":"1","readonlyRootFilesystem":true,"logConfiguration":{"logDriver":"awslogs","options":` +
			`{"mode":"non-blocking"}}}]`}},
	"read-only-root": {"container_definitions": {`[{"name":"a","user":"10001"}]`,
		`[{"name":"a","user":"10001","readonlyRootFilesystem":false}]`}},
	"retention":         {"retention_in_days": {nil, 0}},
	"kept-objects":      {"force_destroy": {true}},
	"private-bucket":    {"block_public_policy": {nil, false}, "ignore_public_acls": {false}},
	"restorable-secret": {"recovery_window_in_days": {0}},
	"encrypted-topic":   {"kms_master_key_id": {nil, ""}},
	"encrypted-queue":   {"sqs_managed_sse_enabled": {false}},
}

// partners are the resources that protect another one, by the protection.
var partners = map[string][]edit{
	"flow-logs": {{"aws_flow_log.x.vpc_id", "${aws_vpc.x.id}"}},
	"firewall":  {{"aws_wafv2_web_acl_association.x.web_acl_arn", "a"}},
	"private-pulls": {{"aws_vpc_endpoint.api", object{"policy": "{}", "service_name": "com.amazonaws.eu-west-1.ecr.api"}},
		{"aws_vpc_endpoint.dkr", object{"policy": "{}", "service_name": "com.amazonaws.eu-west-1.ecr.dkr"}}},
	"encrypted-transport": {{"aws_s3_bucket_policy.x", object{"bucket": "${aws_s3_bucket.x.id}",
		"policy": `{"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*",` +
			`"Condition":{"Bool":{"aws:SecureTransport":"false"}}}}`}}},
	"lifecycle": {{"aws_s3_bucket_lifecycle_configuration.x", object{"bucket": "${aws_s3_bucket.x.id}"}}},
}

func TestEveryOptOutIsListed(t *testing.T) {
	for _, p := range protections {
		kind, _, _ := strings.Cut(p.kinds, " ")
		if len(switchedOff[p.id]) == 0 || hardened[kind] == nil {
			t.Errorf("no test turns off %s of %s", p.id, kind)
		}
		for attribute, values := range switchedOff[p.id] {
			for _, value := range values {
				edits := []edit{{"/resource", object{}}}
				for name, v := range hardened[kind] {
					edits = append(edits, edit{kind + ".x." + name, v})
				}
				for id, others := range partners {
					if id != p.id {
						edits = append(edits, others...)
					}
				}
				edits = append(edits, edit{kind + ".x." + attribute, value})
				off := OptOuts(edited(t, edits...))
				if len(off) != 1 || off[0].ID != p.id || off[0].Address != kind+".x" ||
					!strings.Contains(off[0].String(), p.id+" "+kind+".x: ") {
					t.Errorf("%s, %s = %v: got %v", p.id, attribute, value, off)
				}
			}
		}
	}
	for id := range switchedOff {
		if !slices.ContainsFunc(protections, func(p protection) bool { return p.id == id }) {
			t.Errorf("there is no protection %s", id)
		}
	}
}

func TestWhatIsProtectedIsNoOptOut(t *testing.T) {
	edits := []edit{{"/resource", object{}}}
	for _, others := range partners {
		edits = append(edits, others...)
	}
	for kind, attributes := range hardened {
		for name, v := range attributes {
			edits = append(edits, edit{kind + ".x." + name, v})
		}
	}
	for _, off := range OptOuts(edited(t, edits...)) {
		t.Errorf("got %v", off)
	}
}

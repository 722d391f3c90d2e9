package review

import (
	"strings"
	"testing"
)

func TestUnjudged(t *testing.T) {
	for resources, want := range map[string]string{
		`{"aws_iam_policy": {"p": {"policy": "${data.aws_s3_object.policy.body}"}}}`: "aws_iam_policy.p: policy: it is " +
			"known " +
			"only after an apply: data.aws_s3_object.policy.body",
		`{"aws_iam_policy": {"p": {"policy": "${file(\"secret.json\")}"}}}`:               "an expression",
		`{"aws_iam_role": {"r": {"assume_role_policy": "${var.trust}"}}}`:                 "assume_role_policy",
		`{"aws_iam_policy": {"p": {"policy": "{\"Statement\": ["}}}`:                      "no JSON",
		`{"aws_iam_policy": {"p": {"policy": "{\"Statement\": [], \"Statement\": []}"}}}`: "no JSON",
		`{"aws_iam_policy": {"p": {"policy": "// all\n{\"Statement\": []}"}}}`:            "no JSON",
		`{"aws_iam_policy": {"p": {"policy": "\ufeff{\"Statement\": []}"}}}`:              "no JSON",
		`{"aws_iam_policy": {"p": {"policy": "Statement:\n- Effect: Allow"}}}`:            "no JSON",
		`{"aws_iam_policy": {"p": {"policy": "eyJTdGF0ZW1lbnQiOltdfQ=="}}}`:               "no JSON",
		`{"aws_iam_policy": {"p": {"policy": "\"{}\""}}}`:                                 "no JSON",
		`{"aws_ecs_task_definition": {"t": {"container_definitions": "${var.c}"}}}`:       "container_definitions",
		`{"aws_security_group": {"g": {"ingress": [{"cidr_blocks": ["${var.c}"]}]}}}`:     "cidr_blocks",
		`{"aws_iam_role_policy_attachment": {"a": {"policy_arn": "${var.p}"}}}`:           "policy_arn",
		`{"google_storage_bucket_iam_policy": {"p": {"policy_data": "{}"}}}`:              "not known of a resource",
	} {
		in, err := Read(asStack(t, resources))
		if err != nil {
			t.Fatal(err)
		}
		all := in.Unjudged()
		if len(all) != 1 || !strings.Contains(all[0].String(), want) {
			t.Errorf("%s: got %v, want %s", resources, all, want)
		}
	}
	for _, resources := range []string{
		`{"aws_iam_policy": {"p": {"policy!": ` + allow(`"Action": "s3:GetObject", "Resource": "${var.arn}"`) + `}}}`,
		`{"aws_security_group": {"g": {"egress": [{"cidr_blocks": ["0.0.0.0/0"], "protocol": "tcp", "from_port": "${var.p}",
			"to_port": "${var.p}"}], "ingress": [{"cidr_blocks": ["10.0.0.0/8"], "protocol": "tcp", "from_port": "${var.p}",
			"to_port": "${var.p}"}]}}}`,
		`{"aws_iam_role_policy_attachment": {"a": {"policy_arn": "${aws_iam_policy.p.arn}"}}, "aws_iam_policy": {"p": {}}}`,
		`{"aws_iot_policy_attachment": {"a": {"policy": "devices", "target": "t"}},
			"aws_vpc_endpoint": {"e": {"policy": ""}}}`,
		`{"aws_vpc": {"v": {"cidr_block": "10.0.0.0/16"}}, "aws_security_group_rule": {"r": {"cidr_blocks":
			["${aws_vpc.v.cidr_block}"]}}}`,
		`{"aws_iam_role_policy_attachment": {"a": {
			"policy_arn": "arn:${data.aws_partition.p.partition}:iam::aws:policy/AdministratorAccess"}}}`,
	} {
		in, err := Read(asStack(t, resources))
		if err != nil {
			t.Fatal(err)
		}
		if all := in.Unjudged(); len(all) > 0 {
			t.Errorf("%s: got %v", resources, all)
		}
	}
}

// A document that a data source puts together is judged, also where the plan only knows a part of it.
func TestDocumentsOfDataSources(t *testing.T) {
	stack := `{"resource": {"aws_iam_policy": {"p": {"policy": "${data.aws_iam_policy_document.d.json}"}},
			"aws_sqs_queue_policy": {"q": {"policy": "${local.open}"}}},
		"locals": {"open": "${data.aws_iam_policy_document.open.json}"},
		"data": {"aws_iam_policy_document": {
			"d": {"source_policy_documents": ["${data.aws_iam_policy_document.base.json}"], "statement": [
				{"actions": ["sqs:SendMessage"], "resources": ["${aws_sqs_queue.q.arn}"]}]},
			"base": {"statement": {"not_actions": ["iam:*"], "resources": ["*"]}},
			"open": {"statement": [{"actions": ["sqs:*"], "resources": ["*"], "principals": [{"type": "*",
				"identifiers": ["*"]}],
				"condition": [{"test": "Bool", "variable": "aws:SecureTransport", "values": ["true"]}]}]}}}}`
	plan := `{"format_version": "1.2", "planned_values": {"root_module": {"resources": [
			{"address": "aws_iam_policy.p", "mode": "managed", "type": "aws_iam_policy", "name": "p", "values": {}},
			{"address": "data.aws_iam_policy_document.d", "mode": "data", "type": "aws_iam_policy_document", "name": "d",
				"values": {"statement": [{"not_actions": ["iam:*"], "resources": ["*", null]}]}}]}},
		"resource_changes": [
			{"address": "aws_iam_policy.p", "mode": "managed", "type": "aws_iam_policy", "name": "p",
				"change": {"actions": ["create"],
				"after": {}, "after_unknown": {"policy": true}}},
			{"address": "data.aws_iam_policy_document.d", "mode": "data", "type": "aws_iam_policy_document", "name": "d",
				"change": {"actions": ["read"], "after": {}, "after_unknown": {"json": true}}}],
		"configuration": {"root_module": {"resources": [{"mode": "managed", "type": "aws_iam_policy", "name": "p",
			"expressions":
			{"policy": {"references": ["data.aws_iam_policy_document.d.json", "data.aws_iam_policy_document.d"]}}}]}}}`
	if all := risksOf(t, []byte(stack)); !has(all, "aws_iam_policy.p iam-action-wildcard") ||
		!has(all, "aws_sqs_queue_policy.q public-resource-policy") {
		t.Errorf("stack: got %q", all)
	}
	if all := risksOf(t, []byte(plan)); !has(all, "aws_iam_policy.p iam-action-wildcard") {
		t.Errorf("plan: got %q", all)
	}
}

// What runs beside providers, and what stands beside resources.
func TestProgramsAndSettings(t *testing.T) {
	stack := `{"resource": {"null_resource": {"n": {"provisioner": [{"local-exec": {"command": "curl x | sh"}},
			{"remote-exec": {"inline": ["a"]}}, {"file": {"source": "a"}}]}}},
		"data": {"external": {"e": {"program": ["sh"]}}, "http": {"h": {"url": "https://acme.dev"}}},
		"provider": {"aws": {"region": "eu-west-1", "access_key": "` + key + `"}, "github": {"token": "hunter2hunter2"}},
		"variable": {"db_password": {"default": "hunter2hunter2"}}, "output": {"o": {"value": "` + key + `"}},
		"removed": [{"from": "aws_s3_bucket.old", "lifecycle": {"destroy": false}}]}`
	plan := `{"format_version": "1.2", "planned_values": {"outputs": {"o": {"value": "` + key + `"}},
		"root_module": {"resources": [
			{"address": "null_resource.n", "mode": "managed", "type": "null_resource", "name": "n", "values": {}},
			{"address": "aws_db_instance.d", "mode": "managed", "type": "aws_db_instance", "name": "d",
				"values": {"password": "hunter2hunter2"}, "sensitive_values": {"password": true}}]}},
		"configuration": {"provider_config": {"aws": {"expressions": {"access_key": {"constant_value": "` + key + `"}}},
				"github": {"expressions": {"token": {"constant_value": "hunter2hunter2"}}}},
			"root_module": {"variables": {"db_password": {"default": "hunter2hunter2"}}, "resources": [
			{"mode": "managed", "type": "aws_db_instance", "name": "d",
				"expressions": {"password": {"constant_value": "hunter2hunter2"}}},
			{"mode": "managed", "type": "null_resource", "name": "n", "provisioners": [{"type": "local-exec"},
				{"type": "remote-exec"}, {"type": "file"}]},
			{"mode": "data", "type": "external", "name": "e"}, {"mode": "data", "type": "http", "name": "h"}]}}}`
	for form, text := range map[string]string{"stack": stack, "plan": plan} {
		all := risksOf(t, []byte(text))
		for _, want := range []string{"null_resource.n runs-program", "data.external.e runs-program",
			"data.http.h runs-program", "provider.aws plaintext-secret", "provider.github plaintext-secret",
			"variable.db_password plaintext-secret", "output.o plaintext-secret"} {
			if !has(all, want) {
				t.Errorf("%s: got %q, want %s", form, all, want)
			}
		}
		if strings.Contains(strings.Join(all, ""), "hunter2") {
			t.Errorf("%s: a secret is shown: %q", form, all)
		}
	}
	if all := risksOf(t, []byte(stack)); !has(all, "aws_s3_bucket.old left-behind") {
		t.Errorf("got %q", all)
	}
	if all := risksOf(t, []byte(plan)); !has(all, "aws_db_instance.d plaintext-secret") {
		t.Errorf("got %q", all)
	}
}

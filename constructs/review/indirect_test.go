package review

import (
	"slices"
	"strings"
	"testing"
)

// everything is a policy that allows it, as an expression of Terraform in JSON.
const everything = `{Statement = [{Effect = \"Allow\", Action = \"*\", Resource = \"*\"}]}`

// indirect are dangers that do not stand in the attribute that is dangerous. What is wanted is "address rule-id", or
// "not judged: address" where a stack does not tell.
var indirect = map[string][2]string{
	"a local value encoded": {"aws_iam_policy.p iam-action-wildcard", `{"resource": {"aws_iam_policy": {"p": {
		"policy": "${jsonencode(local.p)}"}}}, "locals": {"p": {"Statement": [{"Effect": "Allow", "Action": "*",
		"Resource": "*"}]}}}`},
	"a local value in the middle": {"aws_iam_policy.p iam-action-wildcard", `{"resource": {"aws_iam_policy": {"p": {
		"policy": "${jsonencode({Statement = [{Effect = \"Allow\", Action = local.a, Resource = var.r}]})}"}}},
		"locals": {"a": "*"}}`},
	"a condition": {"aws_iam_policy.p iam-action-wildcard", `{"resource": {"aws_iam_policy": {"p": {
		"policy": "${true ? jsonencode(` + everything + `) : \"\"}"}}}}`},
	"a directive": {"aws_iam_policy.p iam-action-wildcard", `{"resource": {"aws_iam_policy": {"p": {"policy":
		"%{ if true }{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}%{ endif }"}}}}`},
	"a directive on a variable": {"not judged: aws_iam_policy.p", `{"resource": {"aws_iam_policy": {"p": {"policy":
		"%{ if var.x }{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}%{ endif }"}}}}`},
	"spaces before it": {"aws_iam_policy.p iam-action-wildcard", `{"resource": {"aws_iam_policy": {"p": {
		"policy": "  ${jsonencode(` + everything + `)}"}}}}`},
	"statements put together": {"not judged: aws_iam_policy.p", `{"resource": {"aws_iam_policy": {"p": {"policy":
		"${jsonencode({Statement = concat([{Effect = \"Allow\", Action = \"*\", Resource = \"*\"}], var.more)})}"}}}}`},
	"a variable encoded": {"not judged: aws_iam_policy.p", `{"resource": {"aws_iam_policy": {"p": {
		"policy": "${jsonencode(var.p)}"}}}}`},
	"actions of a variable": {"not judged: aws_iam_policy.p", `{"resource": {"aws_iam_policy": {"p": {"policy":
		"${jsonencode({Statement = [{Effect = \"Allow\", Action = var.actions, Resource = \"x\"}]})}"}}}}`},
	"AWS's policy by a function": {"aws_iam_role_policy_attachment.a iam-action-wildcard", `{"resource": {
		"aws_iam_role_policy_attachment": {"a": {
		"policy_arn": "${format(\"arn:aws:iam::aws:policy/%s\", \"AdministratorAccess\")}"}}}}`},
	"a local setting": {"aws_s3_bucket_acl.a public-acl", `{"resource": {"aws_s3_bucket_acl": {"a": {
		"acl": "${local.acl}"}}}, "locals": {"acl": "public-read"}}`},
	"a local value of a local value": {"aws_vpc_security_group_ingress_rule.r open-security-group", `{"resource": {
		"aws_vpc_security_group_ingress_rule": {"r": {"cidr_ipv4": "${local.a}", "ip_protocol": "tcp", "from_port": 22,
		"to_port": 22}}}, "locals": {"a": "${local.b}/0", "b": "0.0.0.0"}}`},
	"a dynamic block": {"aws_security_group.g open-security-group", `{"resource": {"aws_security_group": {"g": {
		"dynamic": {"ingress": {"for_each": "${var.ports}", "content": {
		"cidr_blocks": ["0.0.0.0/0"], "protocol": "-1"}}}}}}}`},
	"a dynamic block of blocks": {"aws_security_group.g open-security-group",
		`{"resource": {"aws_security_group": {"g": {
		"ingress": {"cidr_blocks": ["10.0.0.0/8"], "protocol": "-1"}, "dynamic": [{"ingress": [{"iterator": "rule",
		"for_each": {"a": {"from": 443, "of": "10.0.0.0/8"}, "b": {"from": 22, "of": "0.0.0.0/0"}},
		"content": [
		{"cidr_blocks": ["${rule.value.of}"], "protocol": "tcp", "from_port": "${rule.value.from}",
			"to_port": "${rule.value.from}"}]}]}]}}}}`},
	"a credential put together": {"aws_sqs_queue.q plaintext-secret", `{"resource": {"aws_sqs_queue": {"q": {
		"tags": {"a": "${join(\"\", [\"AKIA\", \"Q7Q7Q7Q7Q7Q7Q7Q7\"])}"}}}}}`},
	"a credential in a function": {"aws_instance.i plaintext-secret", `{"resource": {"aws_instance": {"i": {
		"user_data": "${base64encode(\"export AWS_ACCESS_KEY_ID=` + key + `\")}"}}}}`},
	"a setting of a variable": {"not judged: aws_s3_bucket_acl.a", `{"resource": {"aws_s3_bucket_acl": {"a": {
		"acl": "${var.acl}"}}}, "variable": {"acl": {"default": "public-read"}}}`},
	"a port of a variable": {"not judged: aws_vpc_security_group_ingress_rule.r", `{"resource": {
		"aws_vpc_security_group_ingress_rule": {"r": {"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp",
		"from_port": "${var.p}", "to_port": "${var.p}"}}}}`},
	"a protocol of a variable": {"not judged: aws_security_group.g",
		`{"resource": {"aws_security_group": {"g": {"ingress": [
		{"cidr_blocks": ["0.0.0.0/0"], "protocol": "${var.p}", "from_port": 0, "to_port": 0}]}}}}`},
	"rules of a variable": {"not judged: aws_security_group.g", `{"resource": {"aws_security_group": {"g": {
		"ingress": "${var.rules}"}}}}`},
	"a container put together": {"not judged: aws_ecs_task_definition.t", `{"resource": {"aws_ecs_task_definition": {"t": {
		"container_definitions": "${jsonencode([merge({privileged = true}, var.x)])}"}}}}`},
	"a privilege of a variable": {"not judged: aws_ecs_task_definition.t", `{"resource": {"aws_ecs_task_definition": {
		"t": {"container_definitions": "${jsonencode([{name = \"a\", Privileged = var.x}])}"}}}}`},
	"another provider of AWS": {"not judged: awscc_s3_bucket.b", `{"resource": {"awscc_s3_bucket": {"b": {
		"access_control": "PublicRead"}}}}`},
	"a chart": {"not judged: helm_release.h", `{"resource": {"helm_release": {"h": {"chart": "x"}}}}`},
	"a module": {"not judged: module.m",
		`{"module": {"m": {"source": "./m"}}, "resource": {"aws_sqs_queue": {"q": {}}}}`},
	"a template of CloudFormation": {"aws_cloudformation_stack.s iam-action-wildcard", `{"resource": {
		"aws_cloudformation_stack": {"s": {"template_body": "${jsonencode({Resources = {P = {Type = \"AWS::IAM::Policy\",
		Properties = {PolicyDocument = ` + everything + `}}}})}"}}}}`},
	"a template in YAML": {"not judged: aws_cloudformation_stack.s", `{"resource": {"aws_cloudformation_stack": {"s": {
		"template_body": "Resources: {}"}}}}`},
	"a role of Cloud Control": {"aws_cloudcontrolapi_resource.r iam-trust-anyone", `{"resource": {
		"aws_cloudcontrolapi_resource": {"r": {"type_name": "AWS::IAM::Role", "desired_state":
		"{\"AssumeRolePolicyDocument\": {\"Statement\": [
		{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"sts:AssumeRole\"}]}}"}}}}`},
	"the description of an API": {"aws_api_gateway_rest_api.a public-resource-policy", `{"resource": {
		"aws_api_gateway_rest_api": {"a": {"body": "{\"x-amazon-apigateway-policy\": {\"Statement\": [{\"Effect\": \"Allow\",
		\"Principal\": \"*\", \"Action\": \"execute-api:Invoke\", \"Resource\": \"*\"}]}}"}}}}`},
}

// What stands in a local value, a function, a dynamic block, a module or a template is judged, or told as not judged.
func TestIndirect(t *testing.T) {
	for name, c := range indirect {
		in, err := Read([]byte(strings.Join(strings.Fields(c[1]), " ")))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var all []string
		for _, r := range Risks(in) {
			all = append(all, r.Address+" "+r.ID)
		}
		for _, u := range in.Unjudged() {
			all = append(all, "not judged: "+u.Address)
		}
		if !slices.Contains(all, c[0]) {
			t.Errorf("%s: got %q, want %s", name, all, c[0])
		}
	}
}

// What refers to resources and variables keeps its text, by which readers follow it.
func TestReferencesStay(t *testing.T) {
	in, err := Read([]byte(`{"resource": {"aws_sqs_queue": {"q": {"name": "${var.name}", "policy":
		"${jsonencode({Statement = [{Effect = \"Deny\", Resource = aws_sqs_queue.q.arn, Action = local.a}]})}",
		"tags": {"user": "$${aws:username} ${local.a}"}}}}, "locals": {"a": "sqs:*"}}`))
	if err != nil {
		t.Fatal(err)
	}
	a := in.Resources[0].Attributes
	if a["name"] != "${var.name}" || block(a["tags"])["user"] != "$${aws:username} ${local.a}" ||
		a["policy"] != `{"Statement":[{"Action":"sqs:*","Effect":"Deny","Resource":"${aws_sqs_queue.q.arn}"}]}` {
		t.Errorf("got %v", a)
	}
}

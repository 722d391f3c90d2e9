package iamtest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// Role is what a synthesized role may do, and who may assume it.
type Role struct {
	Policies []any
	Trust    any
}

// ReadRoles reads the roles of a stack (cdk.tf.json) by the names of their resources, each with the policies that are
// attached to it. References are read as an apply would answer them: NAME of a name_prefix is NAME1.
func ReadRoles(t testing.TB, text []byte) map[string]Role {
	t.Helper()
	model, err := tfjson.ReadStack(text)
	if err != nil {
		t.Fatal(err)
	}
	read := func(r *tfjson.Resource, attribute string) any {
		written := plain(model.JSON(r.Address, r.Attributes[attribute]), tfjson.Document(r.Attributes[attribute]))
		return applied(t, model, written)
	}
	out := map[string]Role{}
	for _, r := range model.Managed("aws_iam_role") {
		out[strings.TrimPrefix(r.Address, "aws_iam_role.")] = Role{Trust: read(r, "assume_role_policy")}
	}
	attach := func(r *tfjson.Resource, policy any) {
		m := refersTo.FindStringSubmatch(fmt.Sprint(r.Attributes["role"]))
		if m == nil {
			return // a role of others
		}
		role := out[m[2]]
		role.Policies = append(role.Policies, policy)
		out[m[2]] = role
	}
	for _, r := range model.Managed("aws_iam_role_policy") {
		attach(r, read(r, "policy"))
	}
	for _, r := range model.Managed("aws_iam_role_policy_attachment") {
		m := refersTo.FindStringSubmatch(fmt.Sprint(r.Attributes["policy_arn"]))
		if m == nil {
			t.Fatalf("%s attaches %v", r.Address, r.Attributes["policy_arn"])
		}
		attach(r, read(named(t, model, m[1], m[2]), "policy"))
	}
	return out
}

var (
	refersTo = regexp.MustCompile(`\b(aws_[a-z0-9_]+)\.([A-Za-z0-9_-]+)\.([a-z_]+)\b`)
	replaced = regexp.MustCompile(`\$\{replace\(([^,]+), \\"([^"]+)\\", \\"([^"]+)\\"\)\}`)
	braces   = regexp.MustCompile(`\$\{([^{}"]+)\}`)
)

// applied is a value with what an apply would answer in the place of its references.
func applied(t testing.TB, model *tfjson.Model, v any) any {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	answered := refersTo.ReplaceAllStringFunc(string(text), func(found string) string {
		m := refersTo.FindStringSubmatch(found)
		return answer(t, named(t, model, m[1], m[2]), m[1], m[3])
	})
	for _, m := range replaced.FindAllStringSubmatch(answered, -1) {
		answered = strings.ReplaceAll(answered, m[0], strings.ReplaceAll(m[1], m[2], m[3]))
	}
	var out any
	if err := json.Unmarshal([]byte(braces.ReplaceAllString(answered, "$1")), &out); err != nil {
		t.Fatalf("%v in %s", err, answered)
	}
	return out
}

func named(t testing.TB, model *tfjson.Model, kind, name string) *tfjson.Resource {
	t.Helper()
	for _, r := range model.Managed(kind) {
		if r.Address == kind+"."+name {
			return r
		}
	}
	t.Fatalf("there is no %s.%s", kind, name)
	return nil
}

// arns are the resources of a table, with NAME for the name that a resource has.
var arns = map[string]string{
	"aws_iam_role": "iam:roleNAME", "aws_iam_policy": "iam:policyNAME", "aws_sqs_queue": "sqs:NAME",
	"aws_sfn_state_machine": "states:stateMachine:NAME", "aws_cloudwatch_event_rule": "events:rule/NAME",
	"aws_s3_bucket": "s3:NAME", "aws_lb_listener": "elasticloadbalancing:listener/app/lb/1/NAME",
	"aws_kms_key": "kms:key/NAME", "aws_sns_topic": "sns:NAME",
}

func answer(t testing.TB, r *tfjson.Resource, kind, attribute string) string {
	t.Helper()
	name, _ := r.Attributes["name"].(string)
	for _, prefix := range []string{"name_prefix", "bucket_prefix"} {
		if given, ok := r.Attributes[prefix].(string); ok {
			name = given + "1"
		}
	}
	if name == "" {
		name = strings.TrimPrefix(r.Address, kind+".")
	}
	if attribute != "arn" {
		return map[string]string{"name": name}[attribute] + map[bool]string{true: "subnet-1"}[attribute == "subnet_id"]
	}
	short, known := arns[kind]
	if !known {
		t.Fatalf("the test knows no ARN of %s", r.Address)
	}
	if path, ok := r.Attributes["path"].(string); ok && kind != "aws_sns_topic" {
		name = path + name
	} else if strings.HasPrefix(kind, "aws_iam_") {
		name = "/" + name
	}
	return ARN(strings.ReplaceAll(short, "NAME", name))
}

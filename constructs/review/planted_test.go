package review

import (
	"strings"
	"testing"
)

// The plan that Terraform 1.11 and version 5.100.0 of the provider made of testdata/planted.tf.txt, with an access key
// in
// the place of @KEY@: what is found in plans that tests put together is found in real ones.
func TestPlantedInARealPlan(t *testing.T) {
	all := risksOf(t, []byte(strings.ReplaceAll(string(load(t, "testdata/planted.plan.json")), "@KEY@", key)))
	for _, want := range []string{
		"aws_db_instance.d plaintext-secret", "aws_db_instance.d not-encrypted", "aws_ecs_task_definition.t plaintext-secret",
		"aws_ecs_task_definition.t host-namespace", "aws_ecs_task_definition.t privileged-container",
		"aws_iam_policy.p iam-action-wildcard", "aws_iam_role_policy_attachment.admin iam-action-wildcard",
		"aws_iam_role.deploy iam-trust-any-repository", "aws_instance.i plaintext-secret",
		"aws_instance.i metadata-without-token", "aws_lambda_function.f plaintext-secret", "aws_lb_listener.l old-tls",
		"aws_s3_bucket.b force-destroy", "aws_s3_bucket_policy.b public-resource-policy",
		"aws_s3_bucket_public_access_block.b public-access-block-off", "aws_security_group.g open-security-group",
		"aws_vpc_security_group_ingress_rule.r open-security-group", "output.o plaintext-secret",
		"provider.aws plaintext-secret", "terraform_data.x runs-program",
	} {
		if !has(all, want) {
			t.Errorf("got %s, want %s", strings.Join(all, "\n\t"), want)
		}
	}
	if len(all) != 21 {
		t.Errorf("got %d risks, want 21:\n\t%s", len(all), strings.Join(all, "\n\t"))
	}
	if page := strings.Join(all, ""); strings.Contains(page, key) || strings.Contains(page, "hunter2") {
		t.Error("a secret is shown")
	}
}

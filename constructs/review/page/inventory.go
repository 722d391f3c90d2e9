package page

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// concerns are what resources are there for, by the beginnings of their types; the longest that fits holds.
var concerns = []struct{ name, types string }{
	{"Tasks", "ecs_ appautoscaling_ service_discovery_ scheduler_ sfn_ lambda_ codedeploy_ batch_"},
	{"Load balancing and names", "lb alb acm_ route53_ wafv2_ cognito_ cloudfront_"},
	{"Network", "vpc subnet route internet_gateway nat_gateway eip security_group default_ network_ ec2_ egress_only_ " +
		"main_ flow_log"},
	{"Permissions, secrets and keys", "iam_ secretsmanager_ ssm_ kms_"},
	{"Models", "bedrock"},
	{"Images, storage and messages", "ecr_ s3_ efs_ sqs_ sns_ dynamodb_"},
	{"Logs, alarms and budgets", "cloudwatch_ budgets_ ce_ prometheus_"},
}

const otherConcern = "Everything else"

func concern(kind string) string {
	name, longest := otherConcern, 0
	kind = strings.TrimPrefix(kind, "aws_")
	for _, c := range concerns {
		for start := range strings.FieldsSeq(c.types) {
			if strings.HasPrefix(kind, start) && len(start) > longest {
				name, longest = c.name, len(start)
			}
		}
	}
	return name
}

// inventory are all resources, by concern.
func (v *view) inventory() []block {
	rows := map[string][][]text{}
	for _, r := range v.Resources {
		c := concern(r.Type)
		rows[c] = append(rows[c], []text{codeOf(r.Address), say(nameOf(r))})
	}
	var out []block
	for _, c := range append(concerns[:len(concerns):len(concerns)], struct{ name, types string }{name: otherConcern}) {
		if all := rows[c.name]; len(all) > 0 {
			out = append(out, block{folded: c.name + ": " + plural(len(all), "resource"), blocks: []block{{table: &table{
				caption: c.name, head: []string{"Terraform address", "Name"}, rows: all}}}})
		}
	}
	return out
}

// nameOf is the name of a resource in AWS, or else where it was constructed.
func nameOf(r review.Resource) string {
	if l := labelOf(r); l != r.Address {
		return l
	}
	return ""
}

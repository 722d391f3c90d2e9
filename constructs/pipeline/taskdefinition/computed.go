package taskdefinition

import (
	"regexp"
	"strings"
)

// computed are attributes that AWS makes of what is stated. In braces: an argument of the resource, {/name} with a
// slash before it, or one of its place: {partition}, {region}, {account}, {suffix} (of domain names).
var computed = map[string]map[string]string{
	"aws_cloudwatch_log_group": {"arn": "arn:{partition}:logs:{region}:{account}:log-group:{name}", "id": "{name}"},
	"aws_dynamodb_table":       {"arn": "arn:{partition}:dynamodb:{region}:{account}:table/{name}", "id": "{name}"},
	"aws_ecr_repository": {
		"arn": "arn:{partition}:ecr:{region}:{account}:repository/{name}", "id": "{name}",
		"registry_id": "{account}", "repository_url": "{account}.dkr.ecr.{region}.{suffix}/{name}",
	},
	"aws_ecs_cluster": {"arn": "arn:{partition}:ecs:{region}:{account}:cluster/{name}",
		"id": "arn:{partition}:ecs:{region}:{account}:cluster/{name}"},
	"aws_iam_role":  {"arn": "arn:{partition}:iam::{account}:role{path}{name}", "id": "{name}"},
	"aws_s3_bucket": {"arn": "arn:{partition}:s3:::{bucket}", "id": "{bucket}"},
	"aws_sns_topic": {"arn": "arn:{partition}:sns:{region}:{account}:{name}",
		"id": "arn:{partition}:sns:{region}:{account}:{name}"},
	"aws_sqs_queue": {
		"arn": "arn:{partition}:sqs:{region}:{account}:{name}",
		"id":  "https://sqs.{region}.{suffix}/{account}/{name}", "url": "https://sqs.{region}.{suffix}/{account}/{name}",
	},
	"aws_ssm_parameter": {"arn": "arn:{partition}:ssm:{region}:{account}:parameter{/name}", "id": "{name}"},

	"data.aws_caller_identity": {"account_id": "{account}", "id": "{account}"},
	"data.aws_partition":       {"partition": "{partition}", "id": "{partition}", "dns_suffix": "{suffix}"},
	"data.aws_region":          {"name": "{region}", "region": "{region}", "id": "{region}"},
}

var part = regexp.MustCompile(`\{/?[a-z_]+\}`)

// expand is the value of a pattern, or the hole that its parts make.
func (s *stack) expand(r resource, reference, pattern string) any {
	var missing hole
	text := part.ReplaceAllStringFunc(pattern, func(braced string) string {
		name := strings.Trim(braced, "{/}")
		switch value := s.part(r, reference, name).(type) {
		case string:
			if braced[1] == '/' {
				return "/" + strings.TrimPrefix(value, "/")
			}
			return value
		case hole:
			missing = missing.with(value)
		default:
			missing = missing.with(hole{{reference, afterApply}})
		}
		return ""
	})
	if len(missing) > 0 {
		return missing
	}
	return text
}

// part is what a pattern has for a name.
func (s *stack) part(r resource, reference, name string) any {
	provider := s.provider(r)
	switch name {
	case "account":
		if accounts, ok := s.value(provider["allowed_account_ids"]).([]any); ok && len(accounts) == 1 {
			return asText(accounts[0])
		}
		return hole{{reference, "state the account (allowed_account_ids of the provider)"}}
	case "region":
		for _, stated := range []any{r.arguments["region"], provider["region"]} {
			if value := s.value(stated); value != nil && value != "" {
				return value
			}
		}
		return hole{{reference, "state the region (region of the provider)"}}
	case "partition", "suffix":
		region := s.part(r, reference, "region")
		text, ok := region.(string)
		if !ok {
			return region
		}
		for prefix, partition := range partitions {
			if strings.HasPrefix(text, prefix) {
				return partition[name]
			}
		}
		return map[string]string{"partition": "aws", "suffix": "amazonaws.com"}[name]
	case "path":
		if r.arguments[name] == nil {
			return "/"
		}
	}
	if r.arguments[name] == nil {
		return hole{{reference, "give " + r.address + " a fixed name (" + name + " in place of " + name + "_prefix), or " +
			afterApply}}
	}
	return s.attribute(r, name)
}

// partitions of AWS other than the first, by the start of their regions' names.
var partitions = map[string]map[string]string{
	"cn-":      {"partition": "aws-cn", "suffix": "amazonaws.com.cn"},
	"us-gov-":  {"partition": "aws-us-gov", "suffix": "amazonaws.com"},
	"eusc-":    {"partition": "aws-eusc", "suffix": "amazonaws.eu"},
	"us-iso-":  {"partition": "aws-iso", "suffix": "c2s.ic.gov"},
	"us-isob-": {"partition": "aws-iso-b", "suffix": "sc2s.sgov.gov"},
	"eu-isoe-": {"partition": "aws-iso-e", "suffix": "cloud.adc-e.uk"},
	"us-isof-": {"partition": "aws-iso-f", "suffix": "csp.hci.ic.gov"},
}

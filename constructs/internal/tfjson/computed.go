package tfjson

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/partition"
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

// kind is the type, with data. before that of a data source.
func (r *Resource) kind() string {
	if r.Data {
		return "data." + r.Type
	}
	return r.Type
}

var braced = regexp.MustCompile(`\{/?[a-z_]+\}`)

// expand is the value of a pattern, or what its parts lack.
func (m *Model) expand(r *Resource, reference, pattern string) any {
	var missing Unknown
	text := braced.ReplaceAllStringFunc(pattern, func(part string) string {
		switch value := m.part(r, reference, strings.Trim(part, "{/}")).(type) {
		case string:
			if part[1] == '/' {
				return "/" + strings.TrimPrefix(value, "/")
			}
			return value
		case Unknown:
			missing = missing.With(value)
		default:
			missing = missing.With(unknown(Need{Reference: reference, Why: AfterApply}))
		}
		return ""
	})
	if len(missing.Needs) > 0 {
		return missing
	}
	return text
}

// part is what a pattern has for a name.
func (m *Model) part(r *Resource, reference, name string) any {
	provider := m.provider(r)
	switch name {
	case "account":
		if accounts, ok := m.Value(provider.accounts).([]any); ok && len(accounts) == 1 {
			return Text(accounts[0])
		}
		return unknown(Need{Reference: reference, Why: NoAccount})
	case "region":
		for _, stated := range []any{r.Attributes["region"], provider.region} {
			if value := m.Value(stated); value != nil && value != "" {
				return value
			}
		}
		return unknown(Need{Reference: reference, Why: NoRegion})
	case "partition", "suffix":
		region := m.part(r, reference, "region")
		text, ok := region.(string)
		if !ok {
			return region
		}
		of, ok := partition.Of(text)
		switch {
		case !ok:
			return unknown(Need{Reference: reference, Why: AfterApply})
		case name == "suffix":
			return of.DNSSuffix
		}
		return of.Name
	case "path":
		if r.Attributes[name] == nil {
			return "/"
		}
	}
	if r.Attributes[name] == nil {
		return unknown(Need{Reference: reference, Why: NoName, Of: r.Address, Detail: name})
	}
	return m.attribute(r, name)
}

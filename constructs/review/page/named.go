package page

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// kinds are words for the types of resources that others name.
var kinds = map[string]string{
	"aws_alb":                        "load balancer",
	"aws_bedrock_guardrail":          "guardrail",
	"aws_bedrock_inference_profile":  "model profile",
	"aws_cloudwatch_event_rule":      "rule",
	"aws_cloudwatch_log_group":       "log group",
	"aws_cloudwatch_metric_alarm":    "alarm",
	"aws_cloudwatch_composite_alarm": "alarm",
	"aws_dynamodb_table":             "table",
	"aws_ecr_repository":             "repository",
	"aws_ecs_cluster":                "cluster",
	"aws_ecs_service":                "service",
	"aws_ecs_task_definition":        "task",
	"aws_efs_access_point":           "access point",
	"aws_efs_file_system":            "file system",
	"aws_iam_policy":                 "policy",
	"aws_iam_role":                   "role",
	"aws_kms_key":                    "key",
	"aws_lambda_function":            "function",
	"aws_lb":                         "load balancer",
	"aws_lb_listener":                "listener",
	"aws_lb_target_group":            "target group",
	"aws_s3_bucket":                  "bucket",
	"aws_scheduler_schedule":         "schedule",
	"aws_scheduler_schedule_group":   "schedule group",
	"aws_secretsmanager_secret":      "secret",
	"aws_security_group":             "security group",
	"aws_sfn_state_machine":          "state machine",
	"aws_sns_topic":                  "topic",
	"aws_sqs_queue":                  "queue",
	"aws_ssm_parameter":              "parameter",
	"aws_vpc_endpoint":               "endpoint",
}

// named is what a value names, in words: a resource of the stack, the name in an ARN, or the value.
func (v *view) named(from review.Resource, value any) text {
	s, _ := value.(string)
	if ownAccount.MatchString(s) {
		return say("this account")
	}
	s = placed(s)
	if networkBlock.MatchString(s) {
		return say("the network")
	}
	if m := otherStack.FindStringSubmatch(s); m != nil {
		return say("a " + kindIn(m[2]) + " of the stack ").and(codeOf(m[1]))
	}
	if m := reference.FindStringSubmatch(s); m != nil {
		for _, r := range v.Referred(from, m[1], "") {
			if kinds[r.Type] != "" {
				return within(m[2], v.known(r))
			}
		}
	} else if !strings.Contains(s, "${") {
		for _, r := range v.Referred(from, s, "") {
			if kinds[r.Type] != "" {
				return v.known(r)
			}
		}
	}
	s = v.filled(from, s)
	if name := nameInARN(s); name != "" {
		kind := outside[strings.SplitN(s, ":", 4)[2]]
		if kind != "" && name != "*" {
			return say(kind + " ").and(codeOf(name))
		}
		if name == "*" || strings.HasPrefix(name, "*") {
			name = s
		}
		return codeOf(name)
	}
	return codeOf(short(s))
}

// ownAccount is what Terraform asks AWS for: the account that it works in.
var ownAccount = regexp.MustCompile(`^\$\{data\.aws_caller_identity\.[A-Za-z0-9_-]+\.account_id\}$`)

// places are the parts of an ARN that only AWS knows where a stack does not state them, and the words for them.
var places = []struct {
	reference *regexp.Regexp
	word      string
}{
	{regexp.MustCompile(`\$\{data\.aws_partition\.[A-Za-z0-9_-]+\.partition\}`), "PARTITION"},
	{regexp.MustCompile(`\$\{data\.aws_region\.[A-Za-z0-9_-]+\.(?:name|region)\}`), "REGION"},
	{regexp.MustCompile(`\$\{data\.aws_caller_identity\.[A-Za-z0-9_-]+\.account_id\}`), "ACCOUNT"},
}

// placed is a text with words in the place of references to the stack's own partition, region and account.
func placed(s string) string {
	for _, p := range places {
		s = p.reference.ReplaceAllString(s, p.word)
	}
	return s
}

// networkBlock is the addresses of a network, of this stack or of another.
var networkBlock = regexp.MustCompile(`^\$\{(?:data\.)?aws_vpc\.[A-Za-z0-9_-]+\.cidr_block\}$`)

// otherStack is what CDKTF writes where a stack takes a value of another.
var otherStack = regexp.MustCompile(`^\$\{data\.terraform_remote_state\.cross-stack-reference-input-([^.]+)` +
	`\.outputs\.cross-stack-output-(.+)\}$`)

// kindIn is the word for the type that a text begins with.
func kindIn(s string) string {
	word, longest := "value", 0
	for kind, w := range kinds {
		if strings.HasPrefix(s, kind) && len(kind) > longest {
			word, longest = w, len(kind)
		}
	}
	return word
}

// reference is one, and what follows it.
var reference = regexp.MustCompile(`^(\$\{[^{}]*\})(.*)$`)

// within is a part of a resource, such as objects of a bucket. All of a log group, or of a secret, is the whole.
func within(part string, whole text) text {
	switch part {
	case "", ":*", ":log-stream:*", ":*:*":
		return whole
	case "/*":
		return say("all in ").and(whole)
	}
	return codeOf(short(strings.TrimLeft(part, "/:"))).and(say(" in ")).and(whole)
}

// filled is a text with the names of resources in the place of references to them.
func (v *view) filled(from review.Resource, s string) string {
	return anyReference.ReplaceAllStringFunc(s, func(one string) string {
		if all := v.Referred(from, one, ""); len(all) > 0 {
			return labelOf(all[0])
		}
		return one
	})
}

var anyReference = regexp.MustCompile(`\$\{[^{}]*\}`)

// known is a resource with the word for its kind. A security group goes by what has it.
func (v *view) known(r review.Resource) text {
	if r.Type == "aws_security_group" {
		if holders := v.groups[r.Address]; len(holders) > 0 {
			whose := "the load balancer "
			if holders[0].Type == "aws_ecs_service" {
				whose = "the tasks of "
			}
			return say(whose).and(codeOf(holders[0].Label()))
		}
	}
	kind := kinds[r.Type]
	if kind == "" {
		kind = strings.ReplaceAll(strings.TrimPrefix(r.Type, "aws_"), "_", " ")
	}
	return say(kind + " ").and(codeOf(labelOf(r)))
}

// labelOf is the label of a resource; of one without a name of its own, the end of its construct's path.
func labelOf(r review.Resource) string {
	for _, attribute := range []string{"bucket", "description"} {
		if r.Type == "aws_s3_bucket" && attribute == "bucket" || r.Type == "aws_security_group" ||
			r.Type == "aws_iam_role" || r.Type == "aws_kms_key" {
			if name := word(r.Attributes["name"]); name == "" && attribute == "bucket" {
				if s := word(r.Attributes[attribute]); s != "" {
					return s
				}
			}
		}
	}
	if _, rest, ok := strings.Cut(r.Path, "/"); ok && r.Label() == r.Path {
		return rest
	}
	return r.Label()
}

// nameInARN is the last field of an ARN with its path, such as llm-proxy/openai; "" for anything else. The six
// characters that Secrets Manager adds to a name are left out.
func nameInARN(s string) string {
	parts := strings.SplitN(s, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" {
		return ""
	}
	name := parts[5]
	switch parts[2] {
	case "secretsmanager":
		fields := strings.SplitN(strings.TrimPrefix(name, "secret:"), ":", 2)
		return strings.TrimSuffix(fields[0], "-??????")
	case "bedrock", "ssm", "ecs", "ecr", "iam":
		if kind, rest, ok := strings.Cut(name, "/"); ok && parts[2] != "ecs" {
			if kind == "parameter" {
				return "/" + rest
			}
			return rest
		}
	}
	return short(name)
}

// short is a text with the addresses in its references instead of the whole expressions.
func short(s string) string {
	s = strings.NewReplacer("${", "", "}", "", "aws_", "").Replace(credential.Redact(s)) // cut, it is not known any more
	return s
}

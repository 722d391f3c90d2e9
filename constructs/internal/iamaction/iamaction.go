// Package iamaction knows the actions of IAM: which there are, which of them no policy can limit to a resource, and on
// what the others act.
//
// It knows the actions of the services that AI services use, and the prefixes of all services. Both lists are extracts
// of AWS's Service Authorization Reference, which https://servicereference.us-east-1.amazonaws.com has as JSON.
package iamaction

import (
	_ "embed"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

//go:generate python3 generate.py

var (
	//go:embed actions.txt
	actionList string
	//go:embed services.txt
	serviceList string
)

// What stands in the lists where the actions of a line act on no resource, or on too many kinds to list.
const (
	onNothing  = "*"
	onManyKind = "-"
)

// services are the actions by service, all in lower case, and how the resources begin that each acts on.
var services = sync.OnceValue(func() map[string]map[string]string {
	out := map[string]map[string]string{}
	for words := range listed(actionList) {
		if out[words[0]] == nil {
			out[words[0]] = map[string]string{}
		}
		for _, action := range words[2:] {
			out[words[0]][action] = words[1]
		}
	}
	return out
})

// prefixes are those of all services.
var prefixes = sync.OnceValue(func() []string {
	var out []string
	for words := range listed(serviceList) {
		out = append(out, words...)
	}
	return out
})

// listed yields the words of each line but the comments.
func listed(list string) func(yield func(words []string) bool) {
	return func(yield func(words []string) bool) {
		for line := range strings.Lines(list) {
			if words := strings.Fields(line); len(words) > 0 && words[0] != "#" && !yield(words) {
				return
			}
		}
	}
}

// Unscopable tells that AWS knows no resource for an action, such as "sts:GetCallerIdentity", so that a statement can
// only say "*". With wildcards, as in "xray:GetSampling*", it tells that of every action that there is; of those that
// read, as in "ec2:Describe*", four out of five are enough. An action that is not known is scopable. As in IAM, case
// does not matter.
func Unscopable(action string) bool {
	service, name, _ := split(action)
	if atWill[service+":"+name] {
		return true
	}
	found := matching(service, name)
	without := 0
	for _, other := range found {
		if services()[service][other] == onNothing {
			without++
		}
	}
	if reads(name) {
		return len(found) > 0 && without*5 >= len(found)*4
	}
	return len(found) > 0 && without == len(found)
}

// atWill act on a resource only where the call names one, such as a terminology of one's own: a policy without "*"
// denies the plain call. Of alarms it hides the composite ones
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html).
var atWill = map[string]bool{
	"cloudwatch:describealarms": true,
	"translate:translatetext":   true, "translate:translatedocument": true, "polly:synthesizespeech": true,
	"polly:startspeechsynthesistask": true, "ce:getcostandusage": true, "ce:getcostforecast": true,
	"ce:getdimensionvalues": true, "ce:gettags": true,
}

// reads reports whether all that a pattern matches reads.
func reads(name string) bool {
	verb, _, wild := strings.Cut(name, "*")
	return wild && slices.ContainsFunc([]string{"describe", "list", "get"}, func(v string) bool {
		return strings.HasPrefix(verb, v)
	})
}

// Exists reports whether there is an action, or one that the wildcards match. It is true of all that the lists say
// nothing about. nearest is what was probably meant by one that does not exist, or "".
func Exists(action string) (exists bool, nearest string) {
	service, name, ok := split(action)
	if !ok || strings.ContainsAny(service, "*?") {
		return true, ""
	}
	actions, covered := services()[service]
	switch {
	case covered && len(matching(service, name)) > 0:
		return true, ""
	case covered && otherActions[service+":"+name] != "":
		return false, otherActions[service+":"+name]
	case covered:
		names := make([]string, 0, len(actions))
		for other := range actions {
			names = append(names, other)
		}
		slices.Sort(names)
		if near := check.Nearest(name, names); near != "" {
			nearest = service + ":" + near
		}
		return false, nearest
	case slices.Contains(prefixes(), service):
		return true, ""
	}
	near := otherNames[service]
	if near == "" {
		near = check.Nearest(service, prefixes())
	}
	if near == "" {
		return false, ""
	}
	_, written, _ := strings.Cut(action, ":")
	return false, near + ":" + written
}

// otherNames are what people call services whose prefix is another word.
var otherNames = map[string]string{
	"elb": "elasticloadbalancing", "elbv2": "elasticloadbalancing", "alb": "elasticloadbalancing",
	"efs": "elasticfilesystem", "eventbridge": "events", "stepfunctions": "states", "parameterstore": "ssm",
	"cloudwatchlogs": "logs", "cloudwatch-logs": "logs", "bedrock-runtime": "bedrock", "bedrock-agent": "bedrock",
	"bedrock-agent-runtime": "bedrock", "sagemaker-runtime": "sagemaker", "secretmanager": "secretsmanager",
	"opensearch": "es", "cognito": "cognito-idp",
}

// otherActions are calls of AWS's APIs that are allowed by an action of another name.
var otherActions = map[string]string{
	"s3:listobjects": "s3:ListBucket", "s3:listobjectsv2": "s3:ListBucket", "s3:headbucket": "s3:ListBucket",
	"s3:headobject": "s3:GetObject", "s3:copyobject": "s3:PutObject", "s3:listbuckets": "s3:ListAllMyBuckets",
	"bedrock:converse": "bedrock:InvokeModel", "bedrock:conversestream": "bedrock:InvokeModelWithResponseStream",
	"sqs:sendmessagebatch": "sqs:SendMessage", "sqs:deletemessagebatch": "sqs:DeleteMessage",
	"secretsmanager:getsecret": "secretsmanager:GetSecretValue", "sns:publishbatch": "sns:Publish",
}

// matching are the known actions of a service that have the name, or that its wildcards match.
func matching(service, name string) []string {
	actions := services()[service]
	if !strings.ContainsAny(name, "*?") {
		if _, known := actions[name]; known {
			return []string{name}
		}
		return nil
	}
	if strings.ContainsAny(name, `[]\`) { // a pattern to path.Match, but not to IAM
		return nil
	}
	var out []string
	for other := range actions {
		if matches, _ := path.Match(name, other); matches {
			out = append(out, other)
		}
	}
	return out
}

func split(action string) (service, name string, ok bool) {
	return strings.Cut(strings.ToLower(action), ":")
}

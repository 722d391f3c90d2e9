package place

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

type secret struct{ SecretARN, KMSKeyARN string }

type policy struct{ Actions, Resources []string }

// props have a field of each kind that the rules tell apart.
type props struct {
	ARN, KMSKeyARN    string
	ARNs              *[]*string
	AvailabilityZones *[]*string
	Secrets           map[string]secret
	Policies          []policy
	Environment       map[string]string
	URL, Domain       string
	Image             *struct{ URI string }
}

var ireland = Site{Region: "eu-west-1", Account: "210987654321"}

func at(site Site) func(*props) error {
	return func(p *props) error {
		var ms rules.Mistakes
		for _, thing := range Things(p) {
			thing.Problems(&ms, site)
		}
		return ms.Err()
	}
}

func one(arn string) func(*props) { return func(p *props) { p.ARN = arn } }

func TestWhatIsNamedLiesWhereTheStackCanUseIt(t *testing.T) {
	const other = "109876543210"
	cases := []checktest.Case[props]{
		{Name: "nothing", Change: func(*props) {}},
		{Name: "reference", Change: one("${aws_lb.x.arn}")},
		{Name: "unknown", Change: one(token.Unknown)},
		{Name: "reference within", Change: one("arn:${var.p}:ecs:${var.region}:${var.account}:cluster/ai")},
		{Name: "no ARN", Change: one("llm-proxy")},
		{Name: "list", Change: func(p *props) {
			p.ARNs = jsii.Strings("arn:aws:sns:eu-west-1:210987654321:a", "arn:aws:sns:us-east-1:210987654321:a")
		}, Want: []string{"arns[1] place"}},
		{Name: "zones", Change: func(p *props) {
			p.AvailabilityZones = jsii.Strings("eu-west-1a", "us-east-1a", "${var.zone}")
		}, Want: []string{"availabilityZones[1] place"}},
		{Name: "environment is data", Change: func(p *props) {
			p.Environment = map[string]string{"TOPIC_ARN": "arn:aws-cn:sns:cn-north-1:109876543210:a"}
		}},
		{Name: "permissions reach far", Change: func(p *props) {
			p.Policies = []policy{{Resources: []string{"arn:aws:sqs:us-east-1:109876543210:jobs", "arn:aws:s3:::b/*",
				"arn:aws:dynamodb:*:*:table/x"}}}
		}},
		{Name: "but not to another partition", Change: func(p *props) {
			p.Policies = []policy{{Resources: []string{"arn:aws-us-gov:s3:::b/*"}}}
		}, Want: []string{"policies[0].resources[0] place"}},
		{Name: "secret of another account", Change: func(p *props) {
			p.Secrets = map[string]secret{"KEY": {SecretARN: "arn:aws:secretsmanager:eu-west-1:" + other + ":secret:a-AbCdEf"}}
		}, Want: []string{"secrets.KEY.kmsKeyARN required"}},
		{Name: "secret of another account with its key", Change: func(p *props) {
			p.Secrets = map[string]secret{"KEY": {SecretARN: "arn:aws:secretsmanager:eu-west-1:" + other + ":secret:a-AbCdEf",
				KMSKeyARN: "arn:aws:kms:eu-west-1:" + other + ":key/0a"}}
		}},
		{Name: "queue URL", Change: func(p *props) { p.URL = "https://sqs.us-east-1.amazonaws.com/210987654321/jobs" },
			Want: []string{"url place"}},
		{Name: "queue URL of another account", Change: func(p *props) {
			p.URL = "https://sqs.eu-west-1.amazonaws.com/109876543210/jobs"
		}, Want: []string{"url place"}},
		{Name: "queue URL here", Change: func(p *props) { p.URL = "https://sqs.eu-west-1.amazonaws.com/210987654321/jobs" }},
		{Name: "load balancer's domain", Change: func(p *props) { p.Domain = "internal-ai-1.us-east-1.elb.amazonaws.com" },
			Want: []string{"domain place"}},
		{Name: "load balancer's domain here", Change: func(p *props) { p.Domain = "ai-1.eu-west-1.elb.amazonaws.com" }},
		{Name: "image from far away", Change: func(p *props) {
			p.Image = &struct{ URI string }{"109876543210.dkr.ecr.us-east-1.amazonaws.com/a:v1"}
		}},
		{Name: "image of another partition", Change: func(p *props) {
			p.Image = &struct{ URI string }{"109876543210.dkr.ecr.cn-north-1.amazonaws.com.cn/a:v1"}
		}, Want: []string{"image.uri place"}},
		{Name: "partition", Change: one("arn:aws-cn:s3:::b"), Want: []string{"arn place"}},
		{Name: "AWS's own policy", Change: one("arn:aws:iam::aws:policy/PowerUserAccess")},
	}
	for service, may := range map[string]struct{ region, account bool }{ // lie elsewhere
		"acm": {}, "ecs": {}, "logs": {}, "elasticloadbalancing": {}, "lambda": {}, "wafv2": {}, "sqs": {},
		"cloudwatch": {}, "codedeploy": {}, "sns": {account: true}, "kms": {account: true},
		"secretsmanager": {account: true}, "servicediscovery": {account: true}, "elasticfilesystem": {account: true},
		"ssm": {region: true}, "ecr": {true, true}, "s3": {true, true}, "bedrock": {true, true},
	} {
		wrong := func(may bool) []string {
			if may {
				return nil
			}
			return []string{"arn place"}
		}
		cases = append(cases,
			checktest.Case[props]{Name: service + " here", Change: one("arn:aws:" + service + ":eu-west-1:210987654321:x/y")},
			checktest.Case[props]{Name: service + " of another region", Want: wrong(may.region),
				Change: one("arn:aws:" + service + ":us-east-1:210987654321:x/y")},
			checktest.Case[props]{Name: service + " of another account", Want: wrong(may.account),
				Change: one("arn:aws:" + service + ":eu-west-1:" + other + ":x/y")})
	}
	cases = append(cases,
		checktest.Case[props]{Name: "role", Change: one("arn:aws:iam::210987654321:role/x")},
		checktest.Case[props]{Name: "role of another account", Change: one("arn:aws:iam::" + other + ":role/x"),
			Want: []string{"arn place"}},
		checktest.Case[props]{Name: "shared trust store",
			Change: one("arn:aws:elasticloadbalancing:eu-west-1:" + other + ":truststore/x/y")})
	checktest.Run(t, func() props { return props{} }, at(ireland), cases)
}

func TestAPlaceThatIsNotKnownIsNotJudged(t *testing.T) {
	anywhere := []checktest.Case[props]{
		{Name: "region", Change: one("arn:aws:ecs:us-east-1:210987654321:cluster/ai")},
		{Name: "partition", Change: one("arn:aws-cn:ecs:cn-north-1:210987654321:cluster/ai")},
		{Name: "zone", Change: func(p *props) { p.AvailabilityZones = jsii.Strings("us-east-1a") }},
	}
	for name, site := range map[string]Site{"nothing": {}, "a reference": {"${var.region}", "${var.account}"},
		"refused": {Region: token.Unknown}} {
		t.Run(name, func(t *testing.T) {
			checktest.Run(t, func() props { return props{} }, at(site), anywhere)
		})
	}
}

func TestThePartitionOfEveryRegionIsRight(t *testing.T) {
	for region, partition := range map[string]string{"eusc-de-east-1": "aws-eusc", "cn-north-1": "aws-cn",
		"us-gov-west-1": "aws-us-gov", "eu-central-1": "aws"} {
		site := Site{Region: region}
		checktest.Run(t, func() props { return props{} }, at(site), []checktest.Case[props]{
			{Name: region, Change: one("arn:" + partition + ":ecs:" + region + ":210987654321:cluster/ai")},
			{Name: region + " elsewhere", Change: one("arn:aws-iso:ecs:" + region + ":210987654321:cluster/ai"),
				Want: []string{"arn place"}},
		})
	}
}

package hostedzone

import (
	"regexp"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/partition"
)

func TestOf(t *testing.T) {
	for host, want := range map[string]Name{
		"chat-prod.eu-west-1.elasticbeanstalk.com":                {Beanstalk, "eu-west-1", "Z2NYPWQ7DFZAZH"},
		"Chat-Prod.eba-abc123.EU-WEST-1.elasticbeanstalk.com.":    {Beanstalk, "eu-west-1", "Z2NYPWQ7DFZAZH"},
		"chat.us-gov-west-1.elasticbeanstalk.com":                 {Beanstalk, "us-gov-west-1", "Z4KAURWC4UUUG"},
		"chat.mx-central-1.elasticbeanstalk.com":                  {Beanstalk, "mx-central-1", ""},
		"psbqam834h.us-east-1.awsapprunner.com":                   {AppRunner, "us-east-1", "Z01915732ZBZKC8D32TPT"},
		"awseb-e-2-AWSEBLB-1K5.eu-west-1.elb.amazonaws.com":       {LoadBalancer, "eu-west-1", "Z32O12XQLNTSW2"},
		"dualstack.chat-123.us-east-1.elb.amazonaws.com":          {LoadBalancer, "us-east-1", "Z35SXDOTRQ7X7K"},
		"internal-chat-123.cn-north-1.elb.amazonaws.com.cn":       {LoadBalancer, "cn-north-1", "Z1GDH35T77C1KE"},
		"chat-0123456789abcdef.elb.eu-central-1.amazonaws.com":    {NetworkLoadBalancer, "eu-central-1", "Z3F0SRJ5LGBH90"},
		"chat.elasticbeanstalk.com":                               {}, // of before 2016
		"elasticbeanstalk.com":                                    {},
		"chat.eu-west-1.elasticbeanstalk.com.evil.dev":            {},
		"chat.example.com":                                        {},
		"":                                                        {},
		"${aws_elastic_beanstalk_environment.chat.cname}":         {},
		"d111111abcdef8.cloudfront.net":                           {},
		"https://chat.eu-west-1.elasticbeanstalk.com":             {},
		"chat-1.eu-west-1.elb.amazonaws.com:443":                  {},
		"s3-website.eu-west-1.amazonaws.com":                      {},
		"a.b.c.eu-west-1.elasticbeanstalk.com":                    {},
		"chat-prod.eu-west-1.elasticbeanstalk.com/health?x=1":     {},
		"xn--a.ap-southeast-7.elasticbeanstalk.com":               {Beanstalk, "ap-southeast-7", "Z08384933QM5LSQCVMNZM"},
		"under_score.eu-west-1.elasticbeanstalk.com":              {},
		"a-very-long-name.il-central-1.elasticbeanstalk.com":      {Beanstalk, "il-central-1", "Z02941091PERNCB1MI5H7"},
		"chat.ap-east-2.elb.amazonaws.com":                        {LoadBalancer, "ap-east-2", "Z02789141MW7T1WBU19PO"},
		"chat.elb.us-gov-east-1.amazonaws.com":                    {NetworkLoadBalancer, "us-gov-east-1", "Z1ZSMQQ6Q24QQ8"},
		"k8s-0123.elb.cn-northwest-1.amazonaws.com.cn":            {NetworkLoadBalancer, "cn-northwest-1", "ZQEIKTCZ8352D"},
		"w8v5cpzrjq.ap-southeast-3.awsapprunner.com":              {AppRunner, "ap-southeast-3", ""},
		"chat.me-central-1.elasticbeanstalk.com":                  {Beanstalk, "me-central-1", "Z0650511N84AAKGW7QUK"},
		"awseb-AWSEB-1ABC-1234567890.eu-west-3.elb.amazonaws.com": {LoadBalancer, "eu-west-3", "Z3Q77PNBQS71R4"},
	} {
		if got, ok := Of(host); got != want || ok != (want != Name{}) {
			t.Errorf("%s: got %+v, %v, want %+v", host, got, ok, want)
		}
	}
}

func TestZonesHaveTheFormOfOnes(t *testing.T) {
	form := regexp.MustCompile(`^Z[A-Z0-9]{10,20}$`)
	for _, f := range forms {
		seen := map[string]string{}
		for region, zone := range f.zones {
			if !form.MatchString(zone) || !partition.IsRegion(region) {
				t.Errorf("%s: %s in %s", f.service, zone, region)
			}
			if other := seen[zone]; other != "" {
				t.Errorf("%s: %s is of %s and %s", f.service, zone, other, region)
			}
			seen[zone] = region
		}
	}
}

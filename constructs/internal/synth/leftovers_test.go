package synth

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A value in a raw resource is a credential by the name beside it, by the flag before it, or as what requests are
// compared with. KEY stands for one that has no form of its own.
func TestCredentialsByWhatIsAroundThem(t *testing.T) {
	const key = "q7Zt2Lw9Xc4Vb8Nm1Ks6Jd3Hf5Gp0Ra"
	resource := func(kind, body string) string {
		return `{"resource": {"` + kind + `": {"x": ` + strings.ReplaceAll(body, "KEY", key) + `}}}`
	}
	for name, test := range map[string]struct{ at, document string }{
		"API key": {"aws_api_gateway_api_key.x.value", resource("aws_api_gateway_api_key", `{"value": "KEY"}`)},
		"SecureString": {"aws_ssm_parameter.x.value",
			resource("aws_ssm_parameter", `{"type": "SecureString", "value": "KEY"}`)},
		"header of an origin": {"aws_cloudfront_distribution.x.origin[0].custom_header[0].value",
			resource("aws_cloudfront_distribution", `{"origin": [{"custom_header": [{"name": "x-origin", "value": "KEY"}]}]}`)},
		"header that a rule compares": {"aws_lb_listener_rule.x.condition[0].http_header.values",
			resource("aws_lb_listener_rule",
				`{"condition": [{"http_header": {"http_header_name": "x-origin", "values": ["KEY"]}}]}`)},
		"text that a WAF looks for": {"aws_wafv2_web_acl.x.rule[0].byte_match_statement.search_string",
			resource("aws_wafv2_web_acl", `{"rule": [{"byte_match_statement": {"search_string": "KEY"}}]}`)},
		"option of a driver": {"aws_x.x.options.splunk-token", resource("aws_x", `{"options": {"splunk-token": "KEY"}}`)},
		"flag of a command":  {"aws_x.x.command[1]", resource("aws_x", `{"command": ["--api-key", "KEY"]}`)},
		"pair with another name": {"aws_x.x.environment_variable[0].value",
			resource("aws_x", `{"environment_variable": [{"key": "API_TOKEN", "value": "KEY"}]}`)},

		"type that a rule compares": {"", resource("aws_lb_listener_rule",
			`{"condition": [{"http_header": {"http_header_name": "accept", "values": ["text/event-stream"]}}]}`)},
		"where a value lies": {"", resource("aws_x",
			`{"environment_variable": [{"name": "API_TOKEN", "type": "PARAMETER_STORE", "value": "/llm/token"}]}`)},
		"flag before a flag": {"", resource("aws_x", `{"command": ["--api-key", "--verbose", "--token-limit", "8000"]}`)},
		"String parameter":   {"", resource("aws_ssm_parameter", `{"type": "String", "value": "v1.4.2"}`)},
		"option of no secret": {"", resource("aws_x",
			`{"options": {"awslogs-stream-prefix": "llm", "max-buffer-size": "25m"}}`)},
	} {
		var got []string
		for _, m := range leftovers(Stack{Name: "app", Text: []byte(test.document)}, nil) {
			got = append(got, m.Path)
			if strings.Contains(fmt.Sprint(m), key) {
				t.Errorf("%s: it is told: %v", name, m)
			}
		}
		var want []string
		if test.at != "" {
			want = []string{"app.resource." + test.at}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

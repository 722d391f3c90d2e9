package loadbalancer

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/wafv2webacl"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
)

const (
	tooManyRequestsKey = "too-many-requests"
	retryAfter         = "60" // in seconds: the longest that OpenAI's clients obey
)

// tooManyRequests is the body of the answer to a request above a limit, in the shape of OpenAI's errors.
func tooManyRequests() []*wafv2webacl.Wafv2WebAclCustomResponseBody {
	return []*wafv2webacl.Wafv2WebAclCustomResponseBody{{
		Key:         jsii.String(tooManyRequestsKey),
		ContentType: jsii.String("APPLICATION_JSON"),
		Content: bridge.JSON(map[string]any{"error": map[string]any{
			"message": "Too many requests. Try again later.", "type": "rate_limit_exceeded", "code": "rate_limit_exceeded",
		}}),
	}}
}

// override of what the rules of a group do.
func (w *wafConfig) override() *wafv2webacl.Wafv2WebAclRuleOverrideAction {
	if w.countOnly {
		return &wafv2webacl.Wafv2WebAclRuleOverrideAction{Count: &wafv2webacl.Wafv2WebAclRuleOverrideActionCount{}}
	}
	return &wafv2webacl.Wafv2WebAclRuleOverrideAction{None: &wafv2webacl.Wafv2WebAclRuleOverrideActionNone{}}
}

// action of a rule that is no group.
func (w *wafConfig) action(r wafRule) *wafv2webacl.Wafv2WebAclRuleAction {
	switch {
	case r.allow:
		return &wafv2webacl.Wafv2WebAclRuleAction{Allow: &wafv2webacl.Wafv2WebAclRuleActionAllow{}}
	case w.countOnly:
		return &wafv2webacl.Wafv2WebAclRuleAction{Count: &wafv2webacl.Wafv2WebAclRuleActionCount{}}
	case r.limit == 0:
		return &wafv2webacl.Wafv2WebAclRuleAction{Block: &wafv2webacl.Wafv2WebAclRuleActionBlock{}}
	}
	return &wafv2webacl.Wafv2WebAclRuleAction{Block: &wafv2webacl.Wafv2WebAclRuleActionBlock{
		CustomResponse: &wafv2webacl.Wafv2WebAclRuleActionBlockCustomResponse{
			ResponseCode:          jsii.Number(429),
			CustomResponseBodyKey: jsii.String(tooManyRequestsKey),
			ResponseHeader: []*wafv2webacl.Wafv2WebAclRuleActionBlockCustomResponseResponseHeader{{
				Name: jsii.String("Retry-After"), Value: jsii.String(retryAfter),
			}},
		},
	}}
}

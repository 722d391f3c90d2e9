package loadbalancer

// WAF is a web ACL in front of the load balancer. The zero value has AWS's managed rules against attacks and known bad
// addresses, tuned so that prompts pass, a rate limit for each source address, and logs of what was blocked or counted.
//
// Rules that look into bodies only count: code, paths, HTML and SQL are what prompts consist of, and AWS takes any body
// above 8 KB for an attack. For a load balancer AWS inspects no more than these 8 KB, and of gRPC no body at all
// (https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html).
type WAF struct {
	// ExistingWebACLARN of a regional web ACL to use instead of making one. Nothing else may be set then: its owner
	// decides. Default: none.
	ExistingWebACLARN string
	// CountOnly blocks nothing, for a trial run: logs and metrics tell what would be blocked. Default: false.
	CountOnly *bool

	// AllowCIDRs are IPv4 and IPv6 blocks, at most 10000 of each, whose requests no other rule judges. With OnlyAllowCIDRs
	// all rules judge them. Default: none.
	AllowCIDRs *[]*string
	// OnlyAllowCIDRs blocks requests from everywhere else. Default: false.
	OnlyAllowCIDRs *bool
	// RateLimit of the requests from each source address. Behind a CDN or proxy, whose few addresses all clients share,
	// set its Requests to 0 and use KeyRateLimit. Default: DefaultRateLimit requests in DefaultRateWindow seconds.
	RateLimit *RateLimit
	// KeyRateLimit of the requests with each API key. Default: none.
	KeyRateLimit *KeyRateLimit

	// AnonymousIPs blocks requests that hide where they come from, such as by Tor or a VPN. Those from hosting providers,
	// where many clients of an API run, are counted. Default: false.
	AnonymousIPs *bool
	// SQLInjection blocks SQL in the URL and in cookies. Default: false.
	SQLInjection *bool
	// RuleGroups are further managed rule groups. Default: none.
	RuleGroups []ManagedRuleGroup
	// CountRules are further rules that count instead of block, by the name of their group, e.g.
	// {"AWSManagedRulesCommonRuleSet": jsii.Strings("NoUserAgent_HEADER")}. Default: none.
	CountRules map[string]*[]*string

	// Logs of the requests that were blocked or counted. They hold neither prompts nor API keys. Default:
	// DefaultWAFRetentionDays.
	Logs *WAFLogs
}

// RateLimit blocks a source address with status 429 and a JSON body that clients of OpenAI's API understand, for as
// long as it is above the limit.
type RateLimit struct {
	// Requests in a window, 10 to 2000000000; 0 is no limit. Default: DefaultRateLimit. AWS reacts within seconds, not at
	// the exact request.
	Requests *float64
	// Window in seconds: 60, 120, 300 or 600. Default: DefaultRateWindow.
	Window *float64
}

// KeyRateLimit is like [RateLimit] for an API key, wherever it is used. Requests without the header are not limited by
// it.
type KeyRateLimit struct {
	// Header that carries the key, in lower case. Default: DefaultKeyHeader.
	Header string
	// Requests in a window, 10 to 2000000000. Required.
	Requests *float64
	// Window in seconds: 60, 120, 300 or 600. Default: DefaultRateWindow.
	Window *float64
}

// ManagedRuleGroup is a group of rules that AWS or a seller on AWS Marketplace maintains.
type ManagedRuleGroup struct {
	// Name of the group, e.g. "AWSManagedRulesLinuxRuleSet". Required. Groups that want settings of their own, such as Bot
	// Control, are mistakes.
	Name string
	// Vendor default: "AWS".
	Vendor string
	// WCU is the capacity that the group takes, 1 to 5000. Required, except for AWS's own groups that are known here.
	WCU *float64
}

// WAFLogs are written to a log group named aws-waf-logs-NAME. AWS adds the resource policy that lets it write when
// logging begins.
type WAFLogs struct {
	// RetentionDays until a line is deleted: CloudWatch's own steps, 1 to 3653 days; 0 keeps lines for ever. Default:
	// DefaultWAFRetentionDays.
	RetentionDays *float64
	// KMSKeyARN of a customer managed key. Default: encryption with a key that CloudWatch Logs owns. The key's policy must
	// let logs.REGION.amazonaws.com and delivery.logs.amazonaws.com use it.
	KMSKeyARN string
}

// Defaults of [WAF].
const (
	DefaultRateLimit        = 2000
	DefaultRateWindow       = 300
	DefaultKeyHeader        = "authorization"
	DefaultWAFRetentionDays = 30
)

package loadbalancer

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	// the network

	zones = rules.Rule{
		ID:     "load-balancer-zones",
		Judges: "The subnets of a load balancer lie in at least two zones.",
		Why:    "AWS makes no Application Load Balancer in a single zone.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
	}
	ipv6 = rules.Rule{
		ID:     "load-balancer-ipv6",
		Judges: "Blocks of IPv6 addresses go with a load balancer of the address type dualstack.",
		Why:    "No IPv6 client can reach any other load balancer, so that the block allows nobody.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-ip-address-type.html",
	}

	ingressQuota = rules.Rule{
		ID:     "load-balancer-ingress-quota",
		Judges: "Who may connect takes no more rules of a security group than the account may have in one.",
		Why:    "AWS refuses the rules above, and the apply stops half-way. CloudFront's prefix list counts as 55.",
		Source: "https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html",
	}
	ownName = rules.Rule{
		ID:     "load-balancer-own-name",
		Judges: "The name of a load balancer does not start with internal-.",
		Why:    "AWS keeps such names for itself and refuses them.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
	}

	// TLS

	tls = rules.Rule{
		ID:     "load-balancer-tls",
		Judges: "A load balancer speaks TLS, unless plaintext is asked for by name.",
		Why:    "Without TLS everybody on the way can read prompts, answers and API keys.",
	}
	tlsPolicy = rules.Rule{
		ID:     "load-balancer-tls-policy",
		Judges: "A TLS policy allows no version of TLS below 1.2.",
		Why:    "TLS 1.0 and 1.1 have known weaknesses and are deprecated.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
	}

	mutualTLS = rules.Rule{
		ID:     "load-balancer-mutual-tls",
		Judges: "Client certificates are asked for by a listener with TLS.",
		Why:    "Without TLS there is no handshake that could hand one over.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html",
	}

	// listeners and their rules

	listenerOwner = rules.Rule{
		ID:     "load-balancer-listener-owner",
		Judges: "The listeners of a reference belong to the load balancer that it names.",
		Why:    "Targets would join one load balancer, and metrics and records would be those of another.",
	}
	testListener = rules.Rule{
		ID:     "load-balancer-test-listener",
		Judges: "The listener for tests is not one that clients use.",
		Why:    "Clients would reach new tasks before they are tested.",
	}
	blueGreenListener = rules.Rule{
		ID:     "load-balancer-blue-green-listener",
		Judges: "A target of blue/green deployments has a listener for tests.",
		Why:    "Nothing else shows the new tasks before clients reach them.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html",
	}
	ownPriority = rules.Rule{
		ID:     "load-balancer-rule-priority",
		Judges: "No two rules of a listener have the same priority.",
		Why:    "AWS refuses the second, when the stack is applied.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html",
	}
	ruleReached = rules.Rule{
		ID:     "load-balancer-rule-reached",
		Judges: "No rule of a listener takes all requests of a rule behind it.",
		Why:    "The rule with the lowest priority that matches wins, so that no request would ever reach the other.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html",
	}
	hostCovered = rules.Rule{
		ID:     "load-balancer-host-covered",
		Judges: "A host is one that the certificate of the listener is for.",
		Why:    "Clients would refuse the certificate. A wildcard in its name stands for exactly one label.",
		Source: "https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html",
	}
	ruleQuota = rules.Rule{
		ID:     "load-balancer-rule-quota",
		Judges: "The conditions of a rule have at most five values and six wildcards together.",
		Why:    "AWS refuses a rule with more.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
	}
	hostHeader = rules.Rule{
		ID:     "load-balancer-host-header",
		Judges: "A condition on the host is not stated as one on a header.",
		Why:    "AWS has a condition of its own for it and refuses the other.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html",
	}

	// login

	loginTLS = rules.Rule{
		ID:     "load-balancer-login-tls",
		Judges: "A listener that asks for a login speaks TLS.",
		Why:    "AWS refuses the login elsewhere: its session cookie would cross the network in plain text.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html",
	}
	loginEgress = rules.Rule{
		ID:     "load-balancer-login-egress",
		Judges: "A load balancer that asks for a login is let out to the identity provider.",
		Why:    "It fetches token and user there; otherwise every login ends in status 500.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html",
	}
	loginBlueGreen = rules.Rule{
		ID:     "load-balancer-login-blue-green",
		Judges: "CodeDeploy does not move a rule with a login.",
		Why:    "A rollback has been seen to leave the login out, and Terraform ignores what becomes of the rule.",
		Source: "https://blog.youyo.info/post/2018/12/28/" +
			"blue-green-deployment-for-ecs-is-not-support-to-alb-listener-rules-added-cognito-authenticate/",
	}
	loginSecret = rules.Rule{
		ID:     "load-balancer-login-secret",
		Judges: "The secret of a login is a reference, and no part of it stands in a setting.",
		Why:    "The program, its plans and the browser's address line would show it.",
	}
	loginScope = rules.Rule{
		ID:     "load-balancer-login-scope",
		Judges: "The scope of a login contains openid.",
		Why:    "Without it a provider hands out no token that says who the user is.",
		Source: "https://openid.net/specs/openid-connect-core-1_0.html",
	}
	loginException = rules.Rule{
		ID:     "load-balancer-login-exception",
		Judges: "An exception from a login has conditions of its own and comes before the rule with the login.",
		Why:    "Otherwise nobody has to log in, or the exception never counts.",
	}

	// targets

	http2TLS = rules.Rule{
		ID:     "load-balancer-http2-tls",
		Judges: "A target that is spoken to in HTTP/2 or gRPC is behind a listener with TLS.",
		Why:    "Without TLS clients speak HTTP/1.1, and such a target group takes none of it.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
	}
	slowStart = rules.Rule{
		ID:     "load-balancer-slow-start",
		Judges: "A slow start goes with the algorithm round_robin.",
		Why:    "AWS knows no slow start for the others.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html",
	}
	cookieName = rules.Rule{
		ID:     "load-balancer-cookie-name",
		Judges: "The application's cookie is not called like one of the load balancer's own.",
		Why:    "AWS keeps AWSALB, AWSALBAPP and AWSALBTG for itself.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html",
	}
	healthTimeout = rules.Rule{
		ID:     "load-balancer-health-timeout",
		Judges: "The timeout of a health check is shorter than its interval.",
		Why:    "AWS refuses a check that may still run when the next one begins.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
	}

	// access logs

	logPrefix = rules.Rule{
		ID:     "load-balancer-log-prefix",
		Judges: "The prefix of access logs has no slash at its ends and does not contain AWSLogs.",
		Why:    "AWS appends /AWSLogs/ and the account, and refuses a prefix with it.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
	}

	// the web application firewall

	wafCapacity = rules.Rule{
		ID:     "load-balancer-waf-capacity",
		Judges: "The rules of a web ACL take at most 5000 capacity units together.",
		Why:    "AWS makes no larger web ACL.",
		Source: "https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html",
	}
	wafRegional = rules.Rule{
		ID:     "load-balancer-waf-regional",
		Judges: "A web ACL in front of a load balancer is a regional one.",
		Why:    "The global ones are for CloudFront only.",
		Source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html",
	}
	wafBehindCDN = rules.Rule{
		ID:     "load-balancer-waf-behind-cdn",
		Judges: "Behind CloudFront, no rule of the firewall goes by the address that a request comes from.",
		Why:    "All requests come from CloudFront's few addresses: clients would block each other.",
		Source: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html",
	}
	wafEverybody = rules.Rule{
		ID:     "load-balancer-waf-everybody",
		Judges: "The addresses that no rule judges are not those of everybody.",
		Why:    "A block of length 0 would switch the firewall off, and AWS refuses it.",
		Source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_IPSet.html",
	}
	wafKeyHeader = rules.Rule{
		ID:     "load-balancer-waf-key-header",
		Judges: "The header that a limit counts by differs from client to client.",
		Why:    "Clients that share its value share the limit.",
	}
	wafBuiltInGroup = rules.Rule{
		ID:     "load-balancer-waf-built-in-group",
		Judges: "A managed rule group that has its place in every web ACL, or a prop of its own, is not listed again.",
		Why:    "It would judge every request twice, and cost twice.",
	}
	wafGroupSettings = rules.Rule{
		ID:     "load-balancer-waf-group-settings",
		Judges: "A managed rule group that needs settings of its own is not listed as a further group.",
		Why:    "AWS refuses it without them, and bills it by the request.",
		Source: "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html",
	}
	wafCountRules = rules.Rule{
		ID:     "load-balancer-waf-count-rules",
		Judges: "A rule that shall count belongs to a group of the web ACL, and does not count by default.",
		Why:    "The setting would change nothing.",
	}
)

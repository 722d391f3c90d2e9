package controls

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tlspolicy"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

var (
	ofBalancers = words("aws_lb aws_alb")
	ofListeners = words("aws_lb_listener aws_alb_listener")
	ofGroups    = words("aws_lb_target_group aws_alb_target_group")
)

// balancers are the controls of load balancers, their listeners and target groups.
var balancers = []Control{
	{ID: "elb-redirect", Tier: Default, Severity: review.Medium,
		Holds:  "A listener of HTTP only redirects to HTTPS, on port 443",
		Remedy: "redirect to HTTPS on port 443 with HTTP_301, and give the load balancer a certificate",
		Source: securityHub("ELB.1"), Answers: words("ELB.1 CKV2_AWS_20 CKV_AWS_2 de7f5e83"), Types: ofListeners,
		OptOut: "encrypted-listener", Prop: "loadbalancer.Settings.AllowPlaintextHTTP", judge: where(speaksHTTP, redirects)},
	{ID: "elb-encrypted", Tier: Default, Severity: review.High,
		Holds:  "A listener that serves is one of HTTPS or TLS",
		Remedy: "give the load balancer a certificate, and listen with HTTPS",
		Source: securityHub("ELB.18"), Answers: words("ELB.18 AWS-0054"), Types: ofListeners,
		OptOut: "encrypted-listener", Prop: "loadbalancer.Settings.AllowPlaintextHTTP", judge: encryptedListener},
	{ID: "elb-modern-tls", Tier: Default, Severity: review.Medium,
		Holds:  "A listener speaks TLS 1.2 with forward secrecy, or later, by a policy of TLS 1.3",
		Remedy: "set ssl_policy to " + tlspolicy.Default, Source: securityHub("ELB.17"),
		Answers: words("ELB.17 CKV_AWS_103 CKV2_AWS_74 AWS-0047"), Types: ofListeners, OptOut: "modern-tls",
		Prop: "loadbalancer.Settings.TLSPolicy", judge: where(speaksTLS, protected("modern-tls", "ssl_policy"))},
	{ID: "elb-valid-headers", Tier: Must, Severity: review.Medium,
		Holds:  "Headers that HTTP does not allow do not reach the service: drop_invalid_header_fields is on",
		Remedy: "set drop_invalid_header_fields", Source: securityHub("ELB.4"),
		Answers: words("ELB.4 CKV_AWS_131 AWS-0052 6e3fd2ed"), Types: ofBalancers,
		judge: where(application, attribute("drop_invalid_header_fields", on))},
	{ID: "elb-desync", Tier: Must, Severity: review.Medium,
		Holds:  "Requests that servers read differently are kept out: desync_mitigation_mode is defensive or strictest",
		Remedy: "unset desync_mitigation_mode", Source: securityHub("ELB.12"),
		Answers: words("ELB.12 CKV_AWS_328"), Types: ofBalancers,
		judge: where(application, attribute("desync_mitigation_mode", oneOf("", "defensive", "strictest")))},
	{ID: "elb-two-zones", Tier: Must, Severity: review.Medium,
		Holds: "A load balancer is in two zones or more", Remedy: "give it subnets of two zones",
		Source: securityHub("ELB.13"), Answers: words("ELB.13"), Types: ofBalancers, judge: twoZones},
	{ID: "elb-health-path", Tier: Must, Severity: review.Low,
		Holds:  "A target group of HTTP states the path that tells whether a task is healthy",
		Remedy: "set health_check with a path", Source: guideALB + "target-group-health-checks.html",
		Answers: words("CKV_AWS_261"), Types: ofGroups, judge: where(ofHTTP, attribute("health_check.path", given))},
	{ID: "elb-health-timeout", Tier: Must, Severity: review.Medium,
		Holds:  "A health check gives up before the next one begins: timeout is less than interval",
		Remedy: "lower timeout, or raise interval", Source: guideALB + "target-group-health-checks.html",
		Types: ofGroups, judge: healthTimeout},
	{ID: "elb-fast-detection", Tier: Must, Severity: review.Medium,
		Holds:  "A broken task is found within 90 seconds: interval times unhealthy_threshold",
		Remedy: "lower interval or unhealthy_threshold", Source: bestECS + "load-balancer-healthcheck.html",
		Types: ofGroups, judge: fastDetection},
	{ID: "elb-draining", Tier: Must, Severity: review.Medium,
		Holds:  "Answers that run when a task is stopped come to their end: deregistration_delay is 5 seconds or more",
		Remedy: "set deregistration_delay to the longest answer", Source: bestECS + "load-balancer-connection-draining.html",
		Types: ofGroups, judge: attribute("deregistration_delay", between(5, 3600, 300))},
	{ID: "elb-replaceable-group", Tier: Must, Severity: review.Medium,
		Holds:  "What a listener sends to can be replaced: a target group is made before the old one is destroyed",
		Remedy: "set create_before_destroy, and name_prefix instead of name",
		Source: "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle",
		Types:  ofGroups, judge: createdFirst},
	{ID: "elb-access-logs", Tier: Production, Severity: review.Medium,
		Holds:  "A load balancer logs who asks for what: access_logs is enabled",
		Remedy: "set access_logs, with a bucket", Source: securityHub("ELB.5"),
		Answers: words("ELB.5 CKV_AWS_91 3e34db4f"), Types: ofBalancers, OptOut: "access-logs",
		Prop: "loadbalancer.AccessLogs.Disabled", judge: protected("access-logs", "access_logs.enabled")},
	{ID: "elb-deletion-protection", Tier: Production, Severity: review.Medium,
		Holds:  "A load balancer, and its name, is not destroyed by mistake: enable_deletion_protection is on",
		Remedy: "set enable_deletion_protection", Source: securityHub("ELB.6"),
		Answers: words("ELB.6 CKV_AWS_150 afecd1f1"), Types: ofBalancers, OptOut: "deletion-protection",
		Prop: "loadbalancer.Settings.DeletionProtection", judge: protected("deletion-protection",
			"enable_deletion_protection")},
	{ID: "elb-firewall", Tier: Production, Severity: review.Medium,
		Holds:  "A load balancer on the internet has a web ACL",
		Remedy: "associate a web ACL, and have it see how many requests an address makes", Source: securityHub("ELB.16"),
		Answers: words("ELB.16 CKV2_AWS_28 0afa6ab8"), Types: ofBalancers, OptOut: "firewall",
		Prop: "loadbalancer.Settings.WAF", judge: where(public, protected("firewall", "internal"))},
}

// application is a load balancer that is neither for connections nor for appliances.
func application(_ *view, r review.Resource) bool {
	kind := review.Text(r.Attributes["load_balancer_type"])
	return kind == "" || kind == "application"
}

func public(v *view, r review.Resource) bool {
	internal, known := review.Boolean(r.Attributes["internal"])
	return application(v, r) && !(internal && known)
}

// speaks is the protocol of a listener; an application load balancer takes HTTP for none.
func speaks(r review.Resource) string {
	protocol := strings.ToUpper(review.Text(r.Attributes["protocol"]))
	if protocol == "" && !unset(r.Attributes["port"]) {
		return "HTTP"
	}
	return protocol
}

func speaksHTTP(_ *view, r review.Resource) bool {
	return speaks(r) == "HTTP" || isReference(r.Attributes["protocol"])
}

func speaksTLS(_ *view, r review.Resource) bool { return speaks(r) == "HTTPS" || speaks(r) == "TLS" }

// lastAction of a listener is the one that answers; those before it log in.
func lastAction(r review.Resource) map[string]any {
	actions := blocks(r.Attributes["default_action"])
	if len(actions) == 0 {
		return map[string]any{}
	}
	return actions[len(actions)-1]
}

func redirects(v *view, r review.Resource) answer {
	action := lastAction(r)
	to := block(action["redirect"])
	port := to["port"]
	switch {
	case speaks(r) != "HTTP":
		return open("protocol is known only after an apply")
	case isReference(action["type"]) || isReference(to["protocol"]) || isReference(port):
		return open("default_action is known only after an apply")
	case len(action) == 0 && isReference(r.Attributes["default_action"]):
		return open("default_action is known only after an apply")
	case review.Text(action["type"]) != "redirect":
		return fail("requests of HTTP are answered: default_action is %s", shown(action["type"]))
	case !strings.EqualFold(review.Text(to["protocol"]), "HTTPS"):
		return fail("protocol of the redirect is %s", shown(to["protocol"]))
	case shown(port) != "443":
		return fail("port of the redirect is %s", shown(port))
	}
	if _, off := v.optOuts["encrypted-listener"][r.Address]; off {
		return fail("a rule of the listener answers requests of HTTP")
	}
	return pass
}

func encryptedListener(_ *view, r review.Resource) answer {
	switch protocol := speaks(r); {
	case protocol == "HTTPS" || protocol == "TLS" || protocol == "GENEVE" || protocol == "":
		return pass
	case strings.Contains(protocol, "${"):
		return open("protocol is known only after an apply")
	case review.Text(lastAction(r)["type"]) == "redirect":
		return pass
	case isReference(lastAction(r)["type"]) || isReference(r.Attributes["default_action"]):
		return open("default_action is known only after an apply")
	default:
		return fail("it serves by %s", protocol)
	}
}

func twoZones(v *view, r review.Resource) answer {
	subnets := list(r.Attributes["subnets"])
	for _, mapping := range blocks(r.Attributes["subnet_mapping"]) {
		subnets = append(subnets, mapping["subnet_id"])
	}
	if len(subnets) == 1 && isReference(subnets[0]) && (len(v.Referred(r, subnets[0], "")) != 1 ||
		strings.Contains(review.Text(subnets[0]), "[*]")) {
		return open("subnets are known only after an apply") // one expression may be many subnets
	}
	zones, others := map[string]bool{}, 0
	for _, subnet := range subnets {
		known := false
		for _, found := range v.subnets(r, subnet) {
			if zone := review.Text(found.Attributes["availability_zone"]); zone != "" && !isReference(zone) {
				zones[zone], known = true, true
			}
		}
		if !known {
			others++
		}
	}
	switch {
	case len(zones)+others >= 2:
		return pass
	case len(subnets) == 0 && isReference(r.Attributes["subnets"]):
		return open("subnets are known only after an apply")
	case len(subnets) == 0:
		return fail("subnets is not set")
	}
	return fail("it has subnets of %d zone", len(zones)+others)
}

// subnets are those that a value means, also by way of their route tables. In a plan one expression may be many.
func (v *view) subnets(r review.Resource, value any) []review.Resource {
	out := v.Referred(r, value, "aws_subnet")
	for _, association := range v.Referred(r, value, "aws_route_table_association") {
		out = append(out, v.Referred(association, association.Attributes["subnet_id"], "aws_subnet")...)
	}
	return out
}

// ofHTTP is a target group whose targets are asked over HTTP, rather than functions.
func ofHTTP(_ *view, r review.Resource) bool {
	protocol := strings.ToUpper(review.Text(r.Attributes["protocol"]))
	return (protocol == "HTTP" || protocol == "HTTPS") && review.Text(r.Attributes["target_type"]) != "lambda"
}

// healthCheck is what a health check states, or AWS's default for it; one that is not known makes it unknown.
func healthCheck(r review.Resource, name string, otherwise float64) (n float64, known bool) {
	check := block(r.Attributes["health_check"])
	if unset(check[name]) {
		return otherwise, !isReference(r.Attributes["health_check"])
	}
	return review.Number(check[name])
}

func healthTimeout(v *view, r review.Resource) answer {
	otherwise := 5.0
	if !ofHTTP(v, r) {
		otherwise = 10
	}
	timeout, known := healthCheck(r, "timeout", otherwise)
	interval, alsoKnown := healthCheck(r, "interval", 30)
	switch {
	case !known || !alsoKnown:
		return open("health_check is known only after an apply")
	case timeout >= interval:
		return fail("timeout is %v, interval is %v", timeout, interval)
	}
	return pass
}

func fastDetection(_ *view, r review.Resource) answer {
	const most = 90
	interval, known := healthCheck(r, "interval", 30)
	threshold, alsoKnown := healthCheck(r, "unhealthy_threshold", 3)
	switch {
	case !known || !alsoKnown:
		return open("health_check is known only after an apply")
	case interval*threshold > most:
		return fail("interval %v times unhealthy_threshold %v is %v seconds", interval, threshold, interval*threshold)
	}
	return pass
}

// createdFirst requires create_before_destroy of what others hold on to.
func createdFirst(v *view, r review.Resource) answer {
	if first, _ := review.Boolean(block(r.Attributes["lifecycle"])["create_before_destroy"]); first {
		return pass
	}
	if a, is := hidden(v, "lifecycle"); is {
		return a
	}
	return fail("create_before_destroy is not set")
}

// inSet tells that a text is one of some, whatever its case.
func inSet(text string, all ...string) bool {
	return slices.ContainsFunc(all, func(one string) bool { return strings.EqualFold(one, text) })
}

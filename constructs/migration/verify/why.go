package verify

import "strings"

// whyStatus says what an unexpected status of the new endpoint usually means, and which props it is about.
// See https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html.
func whyStatus(status int) (why, remedy string) {
	switch status {
	case 0:
		return "where the page leads does not answer", "see the application's logs"
	case 400, 421:
		return "the application does not take requests under this name, or not these headers",
			"state the new host among the application's allowed hosts, in Environment"
	case 401:
		return "the new endpoint asks for a login", "Login, Login.Except; golden requests with a header Authorization"
	case 403:
		return "something in front refuses: a rule of the WAF, or the application's list of hosts",
			"LoadBalancer.WAF; the application's allowed hosts, in Environment"
	case 404:
		return "no rule of the listener leads this host or path to the service, or the application does not know the " +
			"path", "Rule, Domain; ask under the future name with host"
	case 405:
		return "the method is not allowed there", "the application's routes"
	case 413, 431:
		return "the request is larger than what is in front of the application takes", "the application's limits"
	case 429:
		return "requests are limited by address or key", "LoadBalancer.WAF; ask at a lower rate"
	case 502:
		return "the application does not listen on its port, or only on localhost, or closes connections",
			"Port, AppProtocol, HealthCheck.Path"
	case 503:
		return "the target group has no healthy task", "HealthCheck.Path, Image.Tag, DesiredCount; see the service's events"
	case 504:
		return "the application takes longer than the load balancer waits, or a security group drops the connection",
			"LoadBalancer.IdleTimeout, MaxStreamDuration"
	case 464:
		return "the load balancer and the target group speak different protocols", "AppProtocol"
	}
	if status >= 500 {
		return "the application fails", "Environment, Secrets and TaskPolicies are what may differ; see the service's logs"
	}
	return "clients do something else than before", "is it the same version of the application (Image.Tag), with the " +
		"same Environment?"
}

// whyErrors is the same for a status that comes now and then.
func whyErrors(key string) (why, remedy string) {
	switch key {
	case "502", closedEarly.kind:
		return "the keep-alive of the server is shorter than the load balancer's idle timeout, so that it closes " +
				"connections that are used again",
			"MaxStreamDuration tells the application KEEPALIVE_TIMEOUT, above LoadBalancer.IdleTimeout; hand it on (uvicorn " +
				"--timeout-keep-alive, gunicorn --keep-alive)"
	case "503":
		return "now and then no task is healthy: they fail their health check, or are replaced",
			"HealthCheck, Scaling.MinCapacity, DesiredCount"
	case "504", noAnswer.kind:
		return "one of the tasks does not answer in time", "LoadBalancer.IdleTimeout, CPU, MemoryLimitMiB, Scaling"
	case "429":
		return "requests are limited by address or key", "LoadBalancer.WAF; ask at a lower rate"
	case cutShort.kind:
		return cutShort.why, cutShort.remedy
	}
	return "one of the tasks, or one of several tries, fails", "see the service's logs and events; CPU, " +
		"MemoryLimitMiB, HealthCheck"
}

func whyHeader(name string) (why, remedy string) {
	switch {
	case strings.HasPrefix(name, "access-control-"):
		return "browsers decide by it which pages may read the answers",
			"the application's list of origins, in Environment; on Beanstalk nginx may have set it (.platform/nginx)"
	case name == "strict-transport-security" || name == "content-security-policy" || strings.HasPrefix(name, "x-frame") ||
		strings.HasPrefix(name, "x-content-type") || strings.HasPrefix(name, "referrer") ||
		strings.HasPrefix(name, "permissions") || strings.HasPrefix(name, "cross-origin"):
		return "browsers are protected by it", "set it in the application; on Beanstalk nginx may have set it " +
			"(.platform/nginx)"
	case name == "cache-control", name == "vary", name == "pragma":
		return "caches and browsers keep the answer for longer or shorter, or for others",
			"set it in the application; on Beanstalk nginx may have set it (.platform/nginx)"
	}
	return "clients may read it", "set it in the application; on Beanstalk nginx may have set it (.platform/nginx); " +
		"ignore it by its name where nobody does"
}

package verify

import (
	"strings"
	"testing"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func valid() Options {
	return Options{New: Endpoint{URL: "https://new.test"}, Old: Endpoint{URL: "https://old.test/"}}
}

func TestProblems(t *testing.T) {
	checktest.Run(t, valid, (*Options).Validate, []checktest.Case[Options]{
		{Name: "nothing", Change: func(o *Options) { *o = Options{} }, Want: []string{"new.url required",
			"old.url required"}},
		{Name: "no URL", Change: func(o *Options) { o.New.URL = "new.test" }, Want: []string{"new.url invalid"}},
		{Name: "another scheme", Change: func(o *Options) { o.Old.URL = "ftp://old.test" },
			Want: []string{"old.url invalid"}},
		{Name: "password", Change: func(o *Options) { o.New.URL = "https://a:b@new.test" },
			Want: []string{"new.url credential"}},
		{Name: "fragment", Change: func(o *Options) { o.New.URL = "https://new.test/#a" }, Want: []string{"new.url invalid"}},
		{Name: "port", Change: func(o *Options) { o.New.URL = "https://new.test:0" }, Want: []string{"new.url invalid"}},
		{Name: "IPv6", Change: func(o *Options) { o.New.URL = "https://[::1]:8443/a?b=c" }},
		{Name: "itself", Change: func(o *Options) { o.New.URL = "https://OLD.test:443" }, Want: []string{"new unique"}},
		{Name: "one name, two addresses", Change: func(o *Options) {
			o.New.URL, o.New.Resolve = "https://old.test", "old.test:443:203.0.113.7"
		}},
		{Name: "one load balancer, two names", Change: func(o *Options) {
			o.New.URL, o.New.Host = "https://old.test",
				"new.test"
		}},
		{Name: "host", Change: func(o *Options) { o.New.Host = "https://new.test" }, Want: []string{"new.host invalid"}},
		{Name: "resolve", Change: func(o *Options) { o.New.Resolve = "new.test:203.0.113.7" },
			Want: []string{"new.resolve invalid"}},
		{Name: "resolve of another port", Change: func(o *Options) { o.New.Resolve = "new.test:80:203.0.113.7" },
			Want: []string{"new.resolve invalid"}},
		{Name: "resolve to a name",
			Change: func(o *Options) { o.New.Resolve = "new.test:443:a-1.eu-west-1.elb.amazonaws.com" }},
		{Name: "resolve to IPv6", Change: func(o *Options) { o.New.Resolve = "new.test:443:[2001:db8::1]" }},
		{Name: "resolve of IPv6", Change: func(o *Options) {
			o.New.URL, o.New.Resolve = "https://[2001:db8::1]", "[2001:db8::1]:443:::1"
		}},
		{Name: "paths", Change: func(o *Options) { o.Paths = []string{"/a", "b"} }, Want: []string{"paths[1] invalid"}},
		{Name: "paths of another host", Change: func(o *Options) { o.Paths = []string{"//other.test"} },
			Want: []string{"paths[0] invalid"}},
		{Name: "health", Change: func(o *Options) { o.Health = "health" }, Want: []string{"health invalid"}},
		{Name: "stream", Change: func(o *Options) { o.Stream = "https://a" }, Want: []string{"stream invalid"}},
		{Name: "origin", Change: func(o *Options) { o.Origin = "app.test" }, Want: []string{"origin invalid"}},
		{Name: "skip", Change: func(o *Options) { o.Skip = []string{"latency", "speed"} }, Want: []string{"skip[1] one-of"}},
		{Name: "limits at their least", Change: func(o *Options) {
			o.Limits = Limits{Requests: 10, Time: 1, Rate: 0.1, Concurrency: 1, Body: 1024, Timeout: 1}
		}},
		{Name: "limits at their most", Change: func(o *Options) {
			o.Limits = Limits{Requests: 10000, Time: time.Hour, Rate: 100, Concurrency: 20, Body: 64 << 20,
				Timeout: 15 * time.Minute}
		}},
		{Name: "limits beyond", Change: func(o *Options) {
			o.Limits = Limits{Requests: 10001, Time: time.Hour + 1, Rate: 101, Concurrency: 21, Body: 64<<20 + 1,
				Timeout: 15*time.Minute + 1}
		}, Want: []string{"limits.requests range", "limits.time range", "limits.rate range", "limits.concurrency range",
			"limits.body range", "limits.timeout range"}},
		{Name: "too few requests", Change: func(o *Options) { o.Paths, o.Limits.Requests = []string{"/a", "/b"}, 19 },
			Want: []string{"limits.requests range"}},
		{Name: "enough requests", Change: func(o *Options) { o.Paths, o.Limits.Requests = []string{"/a", "/b"}, 20 }},
		{Name: "too little time for a stream", Change: func(o *Options) { o.Stream, o.OldIdleTimeout = "/s", 2*time.Minute },
			Want: []string{"limits.time range"}},
		{Name: "time for a stream", Change: func(o *Options) { o.Stream = "/s" }},
		{Name: "allowances", Change: func(o *Options) {
			o.Allow = Allowance{Latency: 0.5, LatencySlack: -1, Length: 0.9, CertificateDays: -1}
		}, Want: []string{"allow.latency range", "allow.latencySlack range", "allow.length range",
			"allow.certificateDays range"}},
		{Name: "golden", Change: func(o *Options) { o.Golden = []Golden{{Path: "x"}} },
			Want: []string{"golden[0].path invalid"}},
	})
}

func TestPlanShowsNoSecret(t *testing.T) {
	o := valid()
	o.New.URL = "https://new.test/a?token=correct-horse"
	o.Golden = []Golden{{Path: "/jobs?key=correct-horse", Body: "x"}, {Path: "/read"}}
	plan := strings.Join(o.Plan(), "\n")
	if strings.Contains(plan, "correct-horse") {
		t.Errorf("got\n%s", plan)
	}
	for _, want := range []string{"at most 200 requests to both together in 2m0s, 5 a second, 2 at a time, each up to " +
		"30s and 1 MiB",
		"sent once to each, though it may change something: POST /jobs?key=…"} {
		if !strings.Contains(plan, want) {
			t.Errorf("no %q in\n%s", want, plan)
		}
	}
	if strings.Contains(plan, "/read") {
		t.Errorf("a request that changes nothing is announced:\n%s", plan)
	}
}

package naming

import (
	"regexp"
	"strings"
	"testing"
)

var valid = regexp.MustCompile(`^[a-zA-Z0-9]([a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?$`)

func TestLoadBalancer(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"llm-proxy", "llm-proxy"},
		{"a-name-of-exactly-thirty-two-chr", "a-name-of-exactly-thirty-two-chr"},
		{"a-name-that-is-longer-than-thirty-two", "a-name-that-is-longer-t-acc85bdc"},
		{"a-name-that-is-longer--than-thirty-two", "a-name-that-is-longer-4adcd482"},
		{"internal-api", "api-"},
		{"internal-internal-api", "api-"},
		{"internal", "internal"},
		{"llm_proxy", "llm-proxy-"},
		{"-", "x-"},
		{"${TfToken[TOKEN.1]}", "${TfToken[TOKEN.1]}"},
	} {
		got := LoadBalancer(c.name)
		if strings.HasSuffix(c.want, "-") { // the hash follows
			if !strings.HasPrefix(got, c.want) || len(got) != len(c.want)+hashLength {
				t.Errorf("LoadBalancer(%q) = %q, want %s and a hash", c.name, got, c.want)
			}
		} else if got != c.want {
			t.Errorf("LoadBalancer(%q) = %q, want %q", c.name, got, c.want)
		}
	}
	if a, b := LoadBalancer("internal-api"), LoadBalancer("internal-internal-api"); a == b {
		t.Errorf("two names became %s", a)
	}
}

func TestTargetGroup(t *testing.T) {
	name, _ := TargetGroup("llm-proxy", "4000", "HTTP1", "vpc-1")
	again, _ := TargetGroup("llm-proxy", "4000", "HTTP1", "vpc-1")
	other, _ := TargetGroup("llm-proxy", "4001", "HTTP1", "vpc-1")
	if name != again || name == other || !strings.HasPrefix(name, "llm-proxy-") ||
		!strings.HasPrefix(other, "llm-proxy-") {
		t.Errorf("got %s, %s and with another port %s", name, again, other)
	}
	if full, prefix := TargetGroup("llm-proxy", "4000", "${aws_vpc.main.id}"); full != "" || prefix != "llm-p-" {
		t.Errorf("with a reference: got %q, %q, want a prefix only", full, prefix)
	}
	if full, prefix := TargetGroup("${var.name}", "4000"); full != "" || prefix != "tg-" {
		t.Errorf("with a reference as name: got %q, %q", full, prefix)
	}
	if a, _ := TargetGroup("a", "b", "c"); a == first(TargetGroup("a", "bc")) {
		t.Error("properties run into each other")
	}
}

func first(s, _ string) string { return s }

func TestPrefix(t *testing.T) {
	for _, c := range []struct {
		name  string
		limit int
		want  string
	}{
		{"llm-proxy-task", MaxIAMRolePrefix, "llm-proxy-task-"},
		{"llm--proxy", MaxTargetGroupPrefix, "llm-"},
		{"--", MaxTargetGroupPrefix, "x-"},
	} {
		if got := Prefix(c.name, c.limit); got != c.want {
			t.Errorf("Prefix(%q, %d) = %q, want %q", c.name, c.limit, got, c.want)
		}
	}
}

func TestRolePrefix(t *testing.T) {
	for name, want := range map[string]string{
		"llm-proxy": "llm-proxy-task-", "${var.name}": "task-", "a_b": "a-b-task-",
		strings.Repeat("n", 50): strings.Repeat("n", MaxIAMRolePrefix-1) + "-",
	} {
		if got := RolePrefix(name, "task"); got != want {
			t.Errorf("RolePrefix(%q) = %q, want %q", name, got, want)
		}
	}
}

func FuzzNames(f *testing.F) {
	for _, seed := range []string{"", "llm-proxy", "internal-", "internal-x", "-a-", "ünïcode",
		strings.Repeat("long-", 20)} {
		f.Add(seed, "vpc-1")
	}
	f.Fuzz(func(t *testing.T, name, property string) {
		if strings.Contains(name, "${") || strings.Contains(name, "#{") || strings.Contains(property, "${") ||
			strings.Contains(property, "#{") {
			return
		}
		balancer := LoadBalancer(name)
		if !valid.MatchString(balancer) || strings.HasPrefix(balancer, "internal-") {
			t.Errorf("LoadBalancer(%q) = %q", name, balancer)
		}
		if valid.MatchString(name) && !strings.HasPrefix(name, "internal-") && balancer != name {
			t.Errorf("LoadBalancer(%q) = %q although the name fits", name, balancer)
		}
		full, prefix := TargetGroup(name, property)
		if !valid.MatchString(full) || prefix != "" {
			t.Errorf("TargetGroup(%q) = %q, %q", name, full, prefix)
		}
		if changed, _ := TargetGroup(name, property+"x"); changed == full {
			t.Errorf("TargetGroup(%q) = %q for two properties", name, full)
		}
		for _, limit := range []int{MaxTargetGroupPrefix, MaxIAMRolePrefix, MaxBucketPrefix} {
			p := Prefix(name, limit)
			if len(p) > limit || !strings.HasSuffix(p, "-") || !valid.MatchString(p+"1") && len(p) < 32 {
				t.Errorf("Prefix(%q, %d) = %q", name, limit, p)
			}
		}
	})
}

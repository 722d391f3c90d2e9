package aiservice

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func from(environment map[string]string) func(string) string {
	return func(name string) string { return environment[name] }
}

func TestFromEnvironment(t *testing.T) {
	got, err := FromEnvironment(from(map[string]string{
		"PORT": "4000", "AI_TOKEN_BUDGET_PER_MINUTE": "20000", "AI_TOKEN_BUDGET_PER_DAY": "2000000",
		"AI_MAX_TOKENS_PER_REQUEST": "8192", "AI_MAX_CONCURRENCY": "40",
		"AI_MONTHLY_BUDGET_USD": "12.5", "KEEPALIVE_TIMEOUT": "605", "STOP_TIMEOUT": "120", "CLUSTER_NAME": "ai",
		"SERVICE_NAME": "llm-proxy", "MODEL_TOKEN_DELAY_MS": "20",
	}))
	want := Config{
		Port: 4000, TokensPerMinute: 20000, TokensPerDay: 2000000, TokensPerAnswer: 8192, Concurrency: 40, MonthlyUSD: 12.5,
		KeepAlive:   605 * time.Second,
		StopTimeout: 120 * time.Second, ClusterName: "ai", ServiceName: "llm-proxy", TokenDelay: 20 * time.Millisecond,
		Heartbeat: 15 * time.Second, MetricInterval: 10 * time.Second,
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	got, err = FromEnvironment(from(nil))
	want = Config{Port: 8080, KeepAlive: 65 * time.Second, StopTimeout: 30 * time.Second, Heartbeat: 15 * time.Second,
		MetricInterval: 10 * time.Second}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("nothing stated: %v (-want +got):\n%s", err, diff)
	}
	if got, _ := FromEnvironment(from(map[string]string{"KEEPALIVE_TIMEOUT": "8"})); got.Heartbeat != 2*time.Second {
		t.Errorf("heartbeats every %s are too few for connections of 8 s", got.Heartbeat)
	}
}

func TestEveryMistakeInTheEnvironmentIsReported(t *testing.T) {
	wrong := map[string]string{
		"PORT": "http", "AI_TOKEN_BUDGET_PER_MINUTE": "0", "AI_TOKEN_BUDGET_PER_DAY": "-1",
		"AI_MAX_TOKENS_PER_REQUEST": "1.5", "AI_MAX_CONCURRENCY": "1e3",
		"AI_MONTHLY_BUDGET_USD": "NaN", "KEEPALIVE_TIMEOUT": "65s", "STOP_TIMEOUT": "121", "CLUSTER_NAME": "ai",
		"MODEL_TOKEN_DELAY_MS": "-5",
	}
	_, err := FromEnvironment(from(wrong))
	if err == nil {
		t.Fatal("nothing is wrong")
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != len(wrong) {
		t.Errorf("got %d mistakes, want %d:\n%v", len(lines), len(wrong), err)
	}
	for name := range wrong {
		if !strings.Contains("\n"+err.Error(), "\n"+name+": got ") {
			t.Errorf("%s is not reported:\n%v", name, err)
		}
	}
}

func FuzzFromEnvironment(f *testing.F) {
	f.Add("4000", "12.5")
	f.Add("", "Inf")
	f.Add("99999999999999999999", "0x1p-2")
	f.Fuzz(func(t *testing.T, number, money string) {
		c, err := FromEnvironment(func(name string) string {
			if name == "AI_MONTHLY_BUDGET_USD" {
				return money
			}
			return number
		})
		if err != nil {
			return
		}
		if c.TokensPerMinute < 0 || c.Concurrency < 0 || !(c.MonthlyUSD >= 0) || c.Heartbeat <= 0 ||
			c.Heartbeat >= c.KeepAlive || c.StopTimeout <= 0 {
			t.Errorf("got %+v", c)
		}
		for _, b := range c.budgets() {
			if b.limit < 0 {
				t.Errorf("got %+v", b)
			}
		}
	})
}

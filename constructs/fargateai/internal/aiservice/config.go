package aiservice

import (
	"strconv"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Config of a service. The zero value has no limits and the defaults.
type Config struct {
	// Port to listen on. PORT, default 8080.
	Port int
	// TokensPerMinute and TokensPerDay of this task; 0 is no limit. AI_TOKEN_BUDGET_PER_MINUTE, AI_TOKEN_BUDGET_PER_DAY.
	TokensPerMinute, TokensPerDay int
	// TokensPerAnswer is the most that a request may ask for; 0 is no limit. AI_MAX_TOKENS_PER_REQUEST.
	TokensPerAnswer int
	// Concurrency is how many requests are worked on at the same time; 0 is no limit. AI_MAX_CONCURRENCY.
	Concurrency int
	// MonthlyUSD of the whole service; 0 is no limit. A task sees only its own part, so this stops one that has spent
	// everything alone. AI_MONTHLY_BUDGET_USD.
	MonthlyUSD float64
	// KeepAlive is how long an idle connection stays open; it must be longer than the load balancer's idle timeout.
	// KEEPALIVE_TIMEOUT in seconds, default 65.
	KeepAlive time.Duration
	// StopTimeout between SIGTERM and SIGKILL: the stopTimeout of the container definition. STOP_TIMEOUT in seconds,
	// default 30, which is ECS's.
	StopTimeout time.Duration
	// ClusterName and ServiceName are the dimensions of InFlightRequests, which is published only with both. CLUSTER_NAME,
	// SERVICE_NAME.
	ClusterName, ServiceName string
	// TokenDelay is how long the model takes for a token. MODEL_TOKEN_DELAY_MS, default 0.
	TokenDelay time.Duration
	// Heartbeat is the longest silence within a stream. Default: 15 s, or a quarter of KeepAlive where that is less.
	Heartbeat time.Duration
	// MetricInterval of InFlightRequests. Default: 10 s, which is the period of the scaling alarm.
	MetricInterval time.Duration
}

// FromEnvironment reads the configuration from environment variables. The error lists every mistake.
func FromEnvironment(getenv func(string) string) (Config, error) {
	var ps rules.Mistakes
	whole := func(variable string, least, most int) int {
		text := getenv(variable)
		if text == "" {
			return 0
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < least || n > most {
			ps.Break(rules.Range, variable, check.Quote(text),
				"a whole number from "+strconv.Itoa(least)+" to "+strconv.Itoa(most), "leave it out for the default")
			return 0
		}
		return n
	}
	tokens := func(variable string) int { return whole(variable, 1, 1e12) }
	seconds := func(variable string, least, most int) time.Duration {
		return time.Duration(whole(variable, least, most)) * time.Second
	}
	c := Config{
		Port:            whole("PORT", 1, 65535),
		TokensPerMinute: tokens(perMinuteVariable),
		TokensPerDay:    tokens(perDayVariable),
		TokensPerAnswer: tokens("AI_MAX_TOKENS_PER_REQUEST"),
		Concurrency:     whole("AI_MAX_CONCURRENCY", 1, 1e6),
		KeepAlive:       seconds("KEEPALIVE_TIMEOUT", 1, 86400),
		StopTimeout:     seconds("STOP_TIMEOUT", 2, 120),
		ClusterName:     getenv("CLUSTER_NAME"),
		ServiceName:     getenv("SERVICE_NAME"),
		TokenDelay:      time.Duration(whole("MODEL_TOKEN_DELAY_MS", 0, 600000)) * time.Millisecond,
	}
	if text := getenv(monthlyVariable); text != "" {
		n, err := strconv.ParseFloat(text, 64)
		if err != nil || !(n > 0 && n <= 1e9) {
			ps.Break(rules.Range, monthlyVariable, check.Quote(text), "a number above 0", "leave it out for no limit")
		}
		c.MonthlyUSD = n
	}
	if (c.ClusterName == "") != (c.ServiceName == "") {
		ps.Break(rules.Required, "CLUSTER_NAME",
			check.Quote(c.ClusterName)+" with SERVICE_NAME "+check.Quote(c.ServiceName), "both or neither",
			"they are the dimensions of one metric")
	}
	return c.resolve(), ps.Err()
}

func (c Config) resolve() Config {
	if c.Port == 0 {
		c.Port = 8080
	}
	fill := func(d *time.Duration, otherwise time.Duration) {
		if *d == 0 {
			*d = otherwise
		}
	}
	fill(&c.KeepAlive, 65*time.Second)
	fill(&c.StopTimeout, 30*time.Second)
	fill(&c.Heartbeat, min(15*time.Second, c.KeepAlive/4))
	fill(&c.MetricInterval, 10*time.Second)
	return c
}

package guardrails

import (
	"fmt"
	"path"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/metrics"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// tokenAlarms look at the tokens that the service uses.
func (c config) tokenAlarms(text func(float64) string) []alarm {
	var out []alarm
	if n := c.Alarms.TokensPerMinute; n != nil {
		out = append(out, alarm{
			kind: TokensPerMinute, queries: c.tokens(), threshold: n, operator: moreThan, period: minute, evaluated: 5,
			breaching: 3, missing: silenceIsGood,
			meaning: "The service uses more than " + text(*n) +
				" tokens a minute. Compare tokens with requests on the dashboard: when both grew, it is traffic; " +
				"when only tokens grew, an agent loops or prompts grew. Stop that caller, or pull the kill switch.",
		})
	}
	if n := c.Alarms.TokensPerDay; n != nil {
		out = append(out, alarm{
			kind: TokensPerDay, queries: c.tokens(), threshold: n, operator: moreThan, period: day, evaluated: 1, breaching: 1,
			missing: silenceIsGood,
			meaning: "The service has used more than " + text(*n) +
				" tokens in a day. Look on the dashboard when they were used, and whether requests grew with them.",
		})
	}
	if n := c.Alarms.SpendUSDPerHour; n != nil && c.priced() {
		out = append(out, alarm{
			kind: SpendPerHour, queries: c.spend(text, 1), threshold: n, operator: moreThan, period: hour, evaluated: 1,
			breaching: 1, missing: silenceIsGood,
			meaning: "The tokens of an hour cost more than " + text(*n) +
				" USD by the stated prices. Find the model and the caller on the dashboard; " +
				"the budget notices the same only tomorrow.",
		})
	}
	if n := c.Alarms.TokenAnomalyDeviations; n != nil {
		queries := c.tokens()
		band := query{id: bandID, expression: "ANOMALY_DETECTION_BAND(tokens, " + text(*n) + ")", label: "expected tokens",
			returned: true}
		out = append(out, alarm{
			kind: TokenAnomaly, queries: append(queries, band), operator: beyondBand, period: 5 * minute, evaluated: 3,
			breaching: 3, missing: silenceIsGood,
			meaning: "For 15 minutes the service has used far more tokens than at the same time of other days. If that is " +
				"meant, a launch say, wait: the band follows. " +
				"If not, compare tokens with requests on the dashboard.",
		})
	}
	if len(c.modelIDs()) > 0 {
		n := optional.Or(c.Alarms.ModelThrottlesPerMinute, DefaultModelThrottlesPerMinute)
		out = append(out, alarm{
			kind: ModelThrottles, queries: c.throttles(), threshold: &n, operator: moreThan, period: minute, evaluated: 5,
			breaching: 3, missing: silenceIsGood,
			meaning: "Bedrock refuses more than " + text(n) + " calls a minute: a quota of the account is used up. " +
				"More tasks make it worse. Ask for a higher quota, use a cross-region inference profile, or lower the load.",
		})
	}
	return out
}

// countsTokens reports that something is known, or said, to count tokens: a graph of nothing would look like silence.
func (c config) countsTokens() bool {
	a := c.Alarms
	return len(c.Models) > 0 || c.TokensFrom != "" || c.MetricNamespace != "" || a.TokensPerMinute != nil ||
		a.TokensPerDay != nil || a.TokenAnomalyDeviations != nil
}

// bandID names the query of an anomaly band.
const bandID = "expected"

// counted is one pair of metrics that count tokens.
type counted struct {
	in, out *metric
	label   string
	model   *Model
}

// counts are the pairs that make up the service's tokens: one for each model, or one for the service.
func (c config) counts() []counted {
	if len(c.Models) == 0 {
		return []counted{c.total()}
	}
	var out []counted
	for i := range c.Models {
		m := &c.Models[i]
		switch m.countedBy() {
		case byModelID:
			dimensions := map[string]string{"ModelId": m.ModelID}
			out = append(out, counted{&metric{"AWS/Bedrock", "InputTokenCount", "Sum", dimensions},
				&metric{"AWS/Bedrock", "OutputTokenCount", "Sum", dimensions}, shortID(m.ModelID), m})
		case byName:
			dimensions := map[string]string{"Model": m.Name}
			out = append(out, counted{&metric{c.namespace, metrics.InputTokens, "Sum", dimensions},
				&metric{c.namespace, metrics.OutputTokens, "Sum", dimensions}, m.Name, m})
		default:
			pair := c.total()
			pair.model = m
			out = append(out, pair)
		}
	}
	return out
}

// shortID names a model in a legend: it is the id at the end of an inference profile's ARN.
func shortID(id string) string {
	if token.Is(id) {
		return id
	}
	return path.Base(id)
}

// total is the pair of the service as a whole.
func (c config) total() counted {
	if c.TokensFrom == TokensFromOpenTelemetry {
		usage := func(kind string) *metric {
			return &metric{c.namespace, "gen_ai.client.token.usage", "Sum",
				map[string]string{"service.name": c.ServiceName, "gen_ai.token.type": kind}}
		}
		return counted{in: usage("input"), out: usage("output"), label: "all models"}
	}
	return counted{in: &metric{c.namespace, metrics.InputTokens, "Sum", nil},
		out: &metric{c.namespace, metrics.OutputTokens, "Sum", nil}, label: "all models"}
}

// tokens are queries for all tokens, input and output.
func (c config) tokens() []query {
	queries, ids := pairQueries(c.counts())
	for i, id := range ids {
		ids[i] = "FILL(" + id + ", 0)"
	}
	return append(queries, query{id: "tokens", expression: strings.Join(ids, " + "), label: "tokens", returned: true})
}

// spend are queries for the cost of tokens in USD; perHour is the number of periods in an hour.
func (c config) spend(text func(float64) string, perHour float64) []query {
	pairs := c.counts()
	queries, _ := pairQueries(pairs)
	var terms []string
	for i, pair := range pairs {
		terms = append(terms, fmt.Sprintf("FILL(in%d, 0) * %s", i+1, text(*pair.model.InputUSDPerMillion)),
			fmt.Sprintf("FILL(out%d, 0) * %s", i+1, text(*pair.model.OutputUSDPerMillion)))
	}
	expression := "(" + strings.Join(terms, " + ") + ") / 1000000"
	if perHour != 1 {
		expression += " * " + check.Number(perHour)
	}
	return append(queries, query{id: "usd", expression: expression, label: "USD an hour", returned: true})
}

// throttles are queries for the calls that Bedrock refused.
func (c config) throttles() []query {
	var queries []query
	var terms []string
	for i, id := range c.modelIDs() {
		name := fmt.Sprintf("throttled%d", i+1)
		queries = append(queries,
			query{id: name, metric: &metric{"AWS/Bedrock", "InvocationThrottles", "Sum", map[string]string{"ModelId": id}}})
		terms = append(terms, "FILL("+name+", 0)")
	}
	return append(queries, query{id: "throttles", expression: strings.Join(terms, " + "), label: "throttled calls",
		returned: true})
}

func pairQueries(pairs []counted) (queries []query, ids []string) {
	for i, pair := range pairs {
		in, out := fmt.Sprintf("in%d", i+1), fmt.Sprintf("out%d", i+1)
		queries = append(queries, query{id: in, metric: pair.in, label: pair.label + " input"},
			query{id: out, metric: pair.out, label: pair.label + " output"})
		ids = append(ids, in, out)
	}
	return queries, ids
}

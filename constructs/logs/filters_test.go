package logs

import (
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/filterpattern"
)

const reference = "${TfToken[TOKEN.1]}"

func TestTokenFilterProblems(t *testing.T) {
	valid := func() Props {
		return Props{Name: "/ecs/llm-proxy", TokenFilters: []TokenFilter{{Format: TokenLogOpenAIChat}}}
	}
	one := func(change func(f *TokenFilter)) func(*Props) { return func(p *Props) { change(&p.TokenFilters[0]) } }
	checktest.Run(t, valid, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "defaults", Change: func(*Props) {}},
		{Name: "everything", Change: func(p *Props) {
			p.TokenFilters = []TokenFilter{
				{Format: TokenLogOpenAIChat, Namespace: "Acme/LLM", Condition: `$.route = "chat" || $.cached IS FALSE`,
					Dimensions: map[string]string{"Model": "$.model", "Team": "$.meta.team"}},
				{Name: "own", Format: TokenLogCustom, Selectors: &TokenSelectors{Total: "$.['gen_ai.total']"}},
			}
		}},
		{Name: "references", Change: func(p *Props) {
			p.Name = reference
			p.TokenFilters = []TokenFilter{{Format: TokenLogCustom, Namespace: reference, Condition: reference,
				Dimensions: map[string]string{"Model": reference},
				Selectors:  &TokenSelectors{reference, reference, reference}}}
		}},
		{Name: "namespace of a reference", Change: func(p *Props) { p.Name = reference },
			Want: []string{"tokenFilters[0].namespace required"}},
		{Name: "no format", Change: one(func(f *TokenFilter) { f.Format = "" }),
			Want: []string{"tokenFilters[0].format required"}},
		{Name: "other format", Change: one(func(f *TokenFilter) { f.Format = "cohere" }),
			Want: []string{"tokenFilters[0].format one-of"}},
		{Name: "no selectors", Change: one(func(f *TokenFilter) { f.Format = TokenLogCustom }),
			Want: []string{"tokenFilters[0].selectors required"}},
		{Name: "needless selectors", Change: one(func(f *TokenFilter) { f.Selectors = &TokenSelectors{Total: "$.n"} }),
			Want: []string{"tokenFilters[0].selectors exclusive"}},
		{Name: "half the selectors",
			Change: one(func(f *TokenFilter) { f.Format, f.Selectors = TokenLogCustom, &TokenSelectors{Input: "$.in"} }),
			Want:   []string{"tokenFilters[0].selectors required"}},
		{Name: "bad selectors", Change: one(func(f *TokenFilter) {
			f.Format, f.Selectors = TokenLogCustom, &TokenSelectors{"tokens.in", "$.*", "$.a b"}
		}),
			Want: []string{"tokenFilters[0].selectors.input logs-selector", "tokenFilters[0].selectors.output logs-selector",
				"tokenFilters[0].selectors.total logs-selector"}},
		{Name: "condition", Change: one(func(f *TokenFilter) { f.Condition = "$.a EXISTS" }),
			Want: []string{"tokenFilters[0].condition logs-filter-pattern"}},
		{Name: "AWS namespace", Change: one(func(f *TokenFilter) { f.Namespace = "AWS/Bedrock" }),
			Want: []string{"tokenFilters[0].namespace logs-own-namespace"}},
		{Name: "bad namespace", Change: one(func(f *TokenFilter) { f.Namespace = "a:b" }),
			Want: []string{"tokenFilters[0].namespace invalid"}},
		{Name: "dimensions", Change: one(func(f *TokenFilter) {
			f.Dimensions = map[string]string{"": "$.a", "B": "", "C": "$.c[*]", "D": "model"}
		}), Want: []string{"tokenFilters[0].dimensions required",
			"tokenFilters[0].dimensions range", "tokenFilters[0].dimensions.B required",
			"tokenFilters[0].dimensions.C logs-selector", "tokenFilters[0].dimensions.D logs-selector"}},
		{Name: "name", Change: one(func(f *TokenFilter) { f.Name = "Tokens" }),
			Want: []string{"tokenFilters[0].name invalid", "tokenFilters[0].name invalid",
				"tokenFilters[0].name invalid"}},
		{Name: "same name", Change: func(p *Props) {
			p.TokenFilters = append(p.TokenFilters,
				TokenFilter{Format: TokenLogBedrockConverse})
		},
			Want: []string{"tokenFilters[1].name unique", "tokenFilters[1].name unique",
				"tokenFilters[1].name unique"}},
		{Name: "counted twice", Change: func(p *Props) {
			p.TokenFilters = []TokenFilter{{Format: TokenLogAnthropic}, {Name: "more", Format: TokenLogOpenAIResponses}}
		}, Want: []string{
			"tokenFilters[1] logs-tokens-counted-twice",
		}},
		{Name: "parted by a condition", Change: func(p *Props) {
			p.TokenFilters = []TokenFilter{{Format: TokenLogAnthropic, Condition: "$.p = a"},
				{Name: "more", Format: TokenLogOpenAIResponses, Condition: "$.p = b"}}
		}},
		{Name: "infrequent access", Change: func(p *Props) { p.Class = ClassInfrequentAccess },
			Want: []string{"class logs-class-filters"}},
	})
}

func TestMetricFilterProblems(t *testing.T) {
	valid := func() Props {
		return Props{Name: "/ecs/llm-proxy",
			MetricFilters: []MetricFilter{{Name: "errors", Pattern: `{ $.level = "error" && $.ms = * }`, MetricName: "Errors"}}}
	}
	one := func(change func(f *MetricFilter)) func(*Props) { return func(p *Props) { change(&p.MetricFilters[0]) } }
	checktest.Run(t, valid, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "defaults", Change: func(*Props) {}},
		{Name: "everything", Change: one(func(f *MetricFilter) {
			f.Namespace, f.Value, f.Unit, f.Dimensions = "Acme", "$.ms", "Milliseconds", map[string]string{"Level": "$.level"}
		})},
		{Name: "references", Change: one(func(f *MetricFilter) {
			f.Pattern, f.MetricName, f.Namespace, f.Value, f.Unit, f.Dimensions = reference, reference, reference, reference,
				reference, map[string]string{"A": reference}
		})},
		{Name: "default value", Change: one(func(f *MetricFilter) { f.DefaultValue = jsii.Number(0) })},
		{Name: "default value with dimensions", Change: one(func(f *MetricFilter) {
			f.DefaultValue, f.Dimensions = jsii.Number(0), map[string]string{"Level": "$.level"}
		}),
			Want: []string{"metricFilters[0].defaultValue logs-default-value"}},
		{Name: "nothing", Change: one(func(f *MetricFilter) { *f = MetricFilter{} }),
			Want: []string{"metricFilters[0].metricName required", "metricFilters[0].name required"}},
		{Name: "name is a reference", Change: one(func(f *MetricFilter) { f.Name = reference }),
			Want: []string{"metricFilters[0].name known-value"}},
		{Name: "metric name", Change: one(func(f *MetricFilter) { f.MetricName = "a:b" }),
			Want: []string{"metricFilters[0].metricName invalid"}},
		{Name: "unit", Change: one(func(f *MetricFilter) { f.Unit = "ms" }),
			Want: []string{"metricFilters[0].unit one-of"}},
		{Name: "broken pattern", Change: one(func(f *MetricFilter) { f.Pattern, f.Value = "{ $.level == x }", "$.ms" }),
			Want: []string{"metricFilters[0].pattern logs-filter-pattern"}},
		{Name: "JSON without braces", Change: one(func(f *MetricFilter) { f.Pattern = "$.level = error" }),
			Want: []string{"metricFilters[0].pattern logs-filter-pattern"}},
		{Name: "value that the pattern does not name", Change: one(func(f *MetricFilter) { f.Value = "$.tokens" }),
			Want: []string{"metricFilters[0].value logs-pattern-fields"}},
		{Name: "dimension that the pattern does not name",
			Change: one(func(f *MetricFilter) { f.Dimensions = map[string]string{"Model": "$.model"} }),
			Want:   []string{"metricFilters[0].dimensions.Model logs-pattern-fields"}},
		{Name: "word as value", Change: one(func(f *MetricFilter) { f.Value = "one" }),
			Want: []string{"metricFilters[0].value logs-selector"}},
		{Name: "terms", Change: one(func(f *MetricFilter) { f.Pattern, f.Value = "ERROR -timeout", "2.5" })},
		{Name: "field of terms", Change: one(func(f *MetricFilter) { f.Pattern, f.Value = "ERROR", "$.ms" }),
			Want: []string{"metricFilters[0].value logs-pattern-fields"}},
		{Name: "fields", Change: one(func(f *MetricFilter) {
			f.Pattern, f.Value, f.Dimensions = "[ip, status=5*, ms]", "$ms", map[string]string{"Status": "$status"}
		})},
		{Name: "selector of fields", Change: one(func(f *MetricFilter) { f.Pattern, f.Value = "[ip, ms]", "$.ms" }),
			Want: []string{"metricFilters[0].value invalid"}},
		{Name: "same name", Change: func(p *Props) { p.MetricFilters = append(p.MetricFilters, p.MetricFilters[0]) },
			Want: []string{"metricFilters[1].name unique"}},
		{Name: "name of a token filter", Change: func(p *Props) {
			p.TokenFilters, p.MetricFilters[0].Name = []TokenFilter{{Format: TokenLogOpenAIChat}}, "tokens-total"
		}, Want: []string{
			"metricFilters[0].name unique",
		}},
		{Name: "infrequent access", Change: func(p *Props) { p.Class = ClassInfrequentAccess },
			Want: []string{"class logs-class-filters"}},
		{Name: "too many", Change: func(p *Props) {
			p.MetricFilters = nil
			for _, a := range "abcdefghijk" {
				for _, b := range "abcdefghij" {
					p.MetricFilters = append(p.MetricFilters, MetricFilter{Name: string([]rune{a, b}), MetricName: "Lines"})
				}
			}
		}, Want: []string{"metricFilters range"}},
	})
}

// The lines are what the providers answer, logged as it came; each filter must count exactly its own.
func TestTokenFiltersMatchWhatProvidersAnswer(t *testing.T) {
	lines := map[TokenLogFormat]string{
		TokenLogOpenAIChat: `{"object":"chat.completion","model":"m","usage":{"prompt_tokens":10,` +
			`"completion_tokens":3,"total_tokens":13,"prompt_tokens_details":{"cached_tokens":0}}}`,
		TokenLogOpenAIResponses: `{"object":"response","model":"m","usage":{"input_tokens":10,` +
			`"input_tokens_details":{"cached_tokens":0},"output_tokens":3,"total_tokens":13}}`,
		TokenLogAnthropic: `{"type":"message","model":"m","usage":{"input_tokens":10,` +
			`"cache_read_input_tokens":0,"output_tokens":3}}`,
		TokenLogBedrockConverse: `{"model":"m","usage":{"inputTokens":10,"outputTokens":3,"totalTokens":13},` +
			`"metrics":{"latencyMs":5}}`,
		TokenLogCustom: `{"model":"m","in":10,"out":3}`,
	}
	for format, line := range lines {
		f := TokenFilter{Format: format, Dimensions: map[string]string{"Model": "$.model"}}
		if format == TokenLogCustom {
			f.Selectors = &TokenSelectors{Input: "$.in", Output: "$.out"}
		}
		sums := map[string]float64{}
		for _, m := range f.filters("/ecs/llm-proxy") {
			p, err := filterpattern.Parse(m.Pattern)
			if err != nil {
				t.Fatalf("%s: %v", m.Pattern, err)
			}
			for _, other := range []string{`{"usage":null}`, `{"usage":{"input_tokens":null}}`, "hello",
				`{"in":1,"usage":{"prompt_tokens":1,"input_tokens":1,"inputTokens":1}}`} {
				if p.Match([]byte(other)) {
					t.Errorf("%s matches %s", m.Pattern, other)
				}
			}
			if value, ok := filterpattern.Value(m.Value, []byte(line)); ok && p.Match([]byte(line)) {
				sums[m.MetricName] += value
			}
		}
		if diff := cmp.Diff(map[string]float64{MetricInputTokens: 10, MetricOutputTokens: 3, MetricTotalTokens: 13},
			sums); diff != "" {
			t.Errorf("%s (-want +got):\n%s", format, diff)
		}
	}
}

func TestProtectionProblems(t *testing.T) {
	valid := func() Props { return Props{Name: "/ecs/llm-proxy", DataProtection: &DataProtection{}} }
	one := func(change func(d *DataProtection)) func(*Props) { return func(p *Props) { change(p.DataProtection) } }
	eleven := map[string]string{}
	for _, r := range "abcdefghijk" {
		eleven[string(r)] = string(r)
	}
	checktest.Run(t, valid, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "defaults", Change: func(*Props) {}},
		{Name: "references", Change: one(func(d *DataProtection) {
			*d = DataProtection{&[]DataIdentifier{reference, reference}, map[string]string{"A": reference}, reference, reference,
				reference}
		})},
		{Name: "new identifier of AWS",
			Change: one(func(d *DataProtection) { d.Identifiers = &[]DataIdentifier{"BankAccountNumber-DE"} })},
		{Name: "ARN as identifier", Change: one(func(d *DataProtection) {
			d.Identifiers = &[]DataIdentifier{"arn:aws:dataprotection::aws:data-identifier/Name"}
		}),
			Want: []string{"dataProtection.identifiers[0] invalid"}},
		{Name: "identifier twice",
			Change: one(func(d *DataProtection) { d.Identifiers = &[]DataIdentifier{IdentifierName, IdentifierName} }),
			Want:   []string{"dataProtection.identifiers[1] unique"}},
		{Name: "nothing to mask",
			Change: one(func(d *DataProtection) {
				d.Identifiers, d.CustomIdentifiers = &[]DataIdentifier{},
					map[string]string{}
			}),
			Want: []string{"dataProtection.identifiers required"}},
		{Name: "only custom", Change: one(func(d *DataProtection) { d.Identifiers = &[]DataIdentifier{} })},
		{Name: "custom", Change: one(func(d *DataProtection) {
			d.CustomIdentifiers = map[string]string{"a b": "x", "Group": "(x)", "Open": "[x", "Good": `EMP-\d{9}`}
		}), Want: []string{"dataProtection.customIdentifiers invalid",
			"dataProtection.customIdentifiers.Group logs-custom-identifier",
			"dataProtection.customIdentifiers.Open logs-custom-identifier"}},
		{Name: "eleven", Change: one(func(d *DataProtection) { d.CustomIdentifiers = eleven }),
			Want: []string{"dataProtection.customIdentifiers range"}},
		{Name: "findings in the group itself",
			Change: one(func(d *DataProtection) { d.FindingsLogGroupName = "/ecs/llm-proxy" }),
			Want:   []string{"dataProtection.findingsLogGroupName logs-findings-group"}},
	})
}

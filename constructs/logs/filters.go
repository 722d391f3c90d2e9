package logs

import "github.com/fargate-ai/fargate-ai-service/constructs/internal/metrics"

// TokenLogFormat is the shape in which a JSON line reports the tokens of a call: usually the usage of the provider's
// response, logged as it is.
type TokenLogFormat string

const (
	// $.usage.prompt_tokens, completion_tokens, total_tokens; also LiteLLM, vLLM
	TokenLogOpenAIChat      TokenLogFormat = "openai-chat"
	TokenLogOpenAIResponses TokenLogFormat = "openai-responses" // $.usage.input_tokens, output_tokens, total_tokens
	// $.usage.input_tokens, output_tokens; also InvokeModel of Bedrock
	TokenLogAnthropic       TokenLogFormat = "anthropic"
	TokenLogBedrockConverse TokenLogFormat = "bedrock-converse" // $.usage.inputTokens, outputTokens, totalTokens
	TokenLogCustom          TokenLogFormat = "custom"           // TokenFilter.Selectors
)

// Names of the metrics that a [TokenFilter] makes. Their statistic is Sum.
const (
	MetricInputTokens  = metrics.InputTokens
	MetricOutputTokens = metrics.OutputTokens
	MetricTotalTokens  = metrics.TotalTokens
)

// TokenFilter turns the JSON lines of calls into the metrics InputTokens, OutputTokens and TotalTokens, without a
// change to the code that writes them. Lines that FireLens wraps as {"log": "…"} are not matched.
type TokenFilter struct {
	// Name tells the token filters of a group apart. Default: "tokens". Lower-case letters, digits and hyphens.
	Name string
	// Format of the lines. Required.
	Format TokenLogFormat
	// Selectors of the tokens. Required with TokenLogCustom, a mistake with every other format.
	Selectors *TokenSelectors
	// Condition that lines must also meet, as in a filter pattern but without braces: $.route = "chat" && $.cached IS
	// FALSE. Default: none.
	Condition string
	// Namespace of the metrics. Default: AIService/NAME, after the last part of the group's name; required where that is a
	// reference.
	Namespace string
	// Dimensions of the metrics by name, each the selector of a field, such as {"Model": "$.model"}; at most 3. Lines
	// without one of the fields are not counted. Each combination of values is a metric of its own, at 0.30 USD a month,
	// and AWS turns a filter off that sees 1000 values in an hour: never use the id of a user or request. Without
	// dimensions the metrics are 0, not missing, while lines of other kinds come in. Default: none.
	Dimensions map[string]string
}

// TokenSelectors point at numbers in a JSON line, such as $.tokens.in.
type TokenSelectors struct {
	Input, Output string // both or neither. Default: none
	Total         string // default: Input and Output added up
}

// MetricFilter turns lines that match a pattern into a metric.
type MetricFilter struct {
	// Name of the filter, unique in the group. Required; lower-case letters, digits and hyphens.
	Name string
	// Pattern of the lines: JSON conditions in braces, fields in brackets, or terms; "" matches all. Patterns of JSON
	// conditions and of terms are checked
	// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html). Default: "".
	Pattern string
	// MetricName of at most 255 characters without : * and $. Required.
	MetricName string
	// Namespace of the metric. Default: as of a TokenFilter.
	Namespace string
	// Value that a matching line adds: a number, or the selector of a number that the pattern also names. Default: "1".
	Value string
	// Unit of the metric, such as Count or Milliseconds. Default: none.
	Unit string
	// DefaultValue of a minute in which lines came in but none matched. Default: none, the metric is missing then.
	// Excludes Dimensions.
	DefaultValue *float64
	// Dimensions as of a TokenFilter. Default: none.
	Dimensions map[string]string
}

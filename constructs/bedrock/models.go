package bedrock

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// What is known of models. AWS adds some every month, so that an unknown one is told of and no mistake:
// https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html
var (
	// families of models by provider; any version of a family passes.
	families = map[string]*regexp.Regexp{
		"ai21":   regexp.MustCompile(`^(?:jamba|j2)-`),
		"amazon": regexp.MustCompile(`^(?:nova|titan|rerank)-`),
		"anthropic": regexp.MustCompile(`^claude-(?:instant-v1|v2|3-(?:haiku|sonnet|opus)|3-[57]-(?:haiku|sonnet)` +
			`|(?:haiku|sonnet|opus)-[4-9])(?:[-:].*)?$`),
		"cohere":     regexp.MustCompile(`^(?:command|embed|rerank)-`),
		"deepseek":   regexp.MustCompile(`^(?:r1|v3)[-.]`),
		"google":     regexp.MustCompile(`^gemma-`),
		"luma":       regexp.MustCompile(`^ray-`),
		"meta":       regexp.MustCompile(`^llama[234]-`),
		"minimax":    regexp.MustCompile(`^minimax-`),
		"mistral":    regexp.MustCompile(`^(?:mistral|mixtral|ministral|magistral|pixtral|voxtral|devstral)-`),
		"moonshot":   regexp.MustCompile(`^kimi-`),
		"moonshotai": regexp.MustCompile(`^kimi-`),
		"nvidia":     regexp.MustCompile(`^nemotron-`),
		"openai":     regexp.MustCompile(`^gpt-`),
		"qwen":       regexp.MustCompile(`^qwen`),
		"stability":  regexp.MustCompile(`^(?:sd3|stable)-`),
		"twelvelabs": regexp.MustCompile(`^(?:pegasus|marengo)-`),
		"writer":     regexp.MustCompile(`^palmyra-`),
		"zai":        regexp.MustCompile(`^glm-`),
	}
	// profiled are models that are called on demand only through a profile, wherever that is:
	// https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
	profiled = regexp.MustCompile(`^(?:anthropic\.claude-(?:3-7-|(?:haiku|sonnet|opus)-)|deepseek\.r1-` +
		`|amazon\.nova-premier-|meta\.llama(?:3-[23]|4)-|writer\.palmyra-)`)
	// profiledInEurope are those on the continent, where AWS has no Nova of a single region.
	profiledInEurope = regexp.MustCompile(`^amazon\.nova-(?:micro|lite|pro|2-lite)-`)
	continent        = regexp.MustCompile(`^eu-(?:central|north|south|west-[13])`)
)

// providerProblems refuse what is nearly the name of a provider. A name of another kind may be a new one.
func providerProblems(ps *rules.Mistakes, path, id string) {
	provider, model, _ := strings.Cut(id, ".")
	if _, known := families[provider]; known || token.Is(id) || len(provider) < 5 { // short names are all alike
		return
	}
	if meant := check.Nearest(provider, check.SortedKeys(families)); meant != "" {
		ps.Break(knownProvider, path, check.Quote(id), "a provider of Bedrock", "did you mean "+meant+"."+model+"?")
	}
}

// notices are about models that AWS may not serve as they are named.
func (a Access) notices(region string) []string {
	var out []string
	for _, m := range a.Models {
		if text := modelNotice(m.ID, region, true); text != "" {
			out = append(out, text)
		}
	}
	for _, p := range a.Profiles {
		if text := modelNotice(p.ModelID, region, false); text != "" {
			out = append(out, text)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// modelNotice is what to know of a model that is called as it is (direct) or through a profile, or "".
func modelNotice(id, region string, direct bool) string {
	if token.Is(id) {
		return ""
	}
	provider, model, _ := strings.Cut(id, ".")
	family := families[provider]
	switch {
	case family == nil || !family.MatchString(model):
		return "no model like " + id + " was known when this library was made; compare it with aws bedrock " +
			"list-foundation-models: IAM takes any name, and calls would fail"
	case direct && (profiled.MatchString(id) || profiledInEurope.MatchString(id) && continent.MatchString(region)):
		return "AWS serves " + id + " on demand through an inference profile only, where it had no capacity of a single " +
			"region when this library was made; name it in profiles, unless you have bought throughput for it"
	}
	return ""
}

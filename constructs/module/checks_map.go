package module

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/secretref"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Environment is for a map of environment variables: their names, and values that are no credentials. A credential of
// a vendor of models is found by its form, every other by the name of its variable.
func Environment() Check {
	credentials := clause{
		judge: func(ms *rules.Mistakes, path string, value any) {
			variables, _ := value.(map[string]string)
			inContainer(ms, path, ecs.Container{Environment: variables}, func(m rules.Mistake) bool {
				return strings.HasSuffix(m.Rule, "credential")
			})
		},
		wrong: map[string]string{"API_KEY": "x1"}, per: pairs,
		condition: func(string) string {
			return "!(" + matches(credential.Name, "upper(key)") + " && !" + matches(credential.NotName, "upper(key)") +
				" && !" +
				matches(credential.Harmless, "value") + ") && !" + matches(credential.ModelKey, "value")
		},
	}
	return Check{append(variableNames(), credentials)}
}

// variableNames are the clauses for the names of environment variables.
func variableNames() []clause {
	names := formed(form.VariableName)
	names.per = keys
	return []clause{names, {
		judge: textual(func(ms *rules.Mistakes, path, text string) {
			inContainer(ms, path, ecs.Container{Environment: map[string]string{text: "x"}}, func(m rules.Mistake) bool {
				return m.Rule == "ecs-reserved-variable"
			})
		}),
		wrong: ecs.ReservedVariables()[0], per: keys,
		condition: func(value string) string {
			return fmt.Sprintf("!contains([%s], %s)", listed(ecs.ReservedVariables()), value)
		},
	}}
}

func listed(words []string) string {
	out := make([]string, len(words))
	for i, word := range words {
		out[i] = quoted(word)
	}
	return strings.Join(out, ", ")
}

// SecretARNs is for a map of environment variables whose values are ARNs of secrets and parameters.
func SecretARNs() Check {
	const want = "the ARN of a secret, alone or with :JSON_KEY:VERSION_STAGE:VERSION_ID after it, or of a parameter"
	return Check{append(variableNames(), clause{
		judge: textual(func(ms *rules.Mistakes, path, text string) {
			parsed, ok := arn.Parse(text)
			_, secret := secretref.Parse(text)
			parameter := parsed.Service == "ssm" && strings.HasPrefix(parsed.Resource, "parameter/")
			if !ok || !parameter && !(secret && parsed.Service == "secretsmanager") {
				ms.Break(rules.Invalid, path, check.Quote(text), want, "the value itself stays in its store")
			}
		}),
		wrong: "x", per: values, hidden: true,
		condition: func(value string) string {
			return matches(strings.TrimSuffix(arn.Pattern("secretsmanager"), "(?s:.+)$")+
				`secret:[^:$]+(?::[^:$]*:[^:$]*:[^:$]*)?$`, value) + " || " +
				matches(strings.TrimSuffix(arn.Pattern("ssm"), "(?s:.+)$")+`parameter/.*$`, value)
		},
	})}
}

// Tags is for a map of tags.
func Tags() Check {
	judge := func(ms *rules.Mistakes, path string, value any) {
		tags, _ := value.(map[string]string)
		_, found := check.Given(&struct{ Tags map[string]string }{tags})
		for _, m := range found {
			if m.Rule == rules.Tags.ID {
				m.Path = path
				*ms = append(*ms, m)
			}
		}
	}
	entry := func(wrong map[string]string, condition string) clause {
		return clause{judge: judge, wrong: wrong, per: pairs, condition: func(string) string { return condition }}
	}
	long := strings.Repeat("a", check.MostTagKey+1)
	many := map[string]string{}
	for i := range check.MaxTags + 1 {
		many[strconv.Itoa(i)] = "x"
	}
	return Check{[]clause{
		{judge: judge, wrong: many, condition: func(value string) string {
			return fmt.Sprintf("length(%s) <= %d", value, check.MaxTags)
		}},
		entry(map[string]string{"aws:a": "x"}, `!startswith(lower(key), "aws:")`),
		entry(map[string]string{long: "x"}, fmt.Sprintf("length(key) <= %d", check.MostTagKey)),
		entry(map[string]string{"a": long + long}, fmt.Sprintf("length(value) <= %d", check.MostTagValue)),
		entry(map[string]string{"a!": "x"}, matches(check.TagText, "key")+` && trimspace(key) != ""`),
		entry(map[string]string{"a": "!"}, matches(check.TagText, "value")),
	}}
}

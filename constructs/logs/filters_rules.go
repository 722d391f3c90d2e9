package logs

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/filterpattern"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Limits of CloudWatch Logs.
const (
	maxFilters    = 100 // of a group
	maxDimensions = 3
)

var (
	filterName    = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	metricForm    = regexp.MustCompile(`^[^:*$]{1,255}$`)
	namespaceForm = regexp.MustCompile(`^[a-zA-Z0-9._/#-][a-zA-Z0-9._/# -]{0,254}$`)
	fieldForm     = regexp.MustCompile(`^\$[A-Za-z0-9_]+$`) // of a pattern in brackets
	units         = []string{"Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes", "Gigabytes",
		"Terabytes", "Bits", "Kilobits", "Megabits",
		"Gigabits", "Terabits", "Percent", "Count", "Bytes/Second", "Kilobytes/Second", "Megabytes/Second",
		"Gigabytes/Second", "Terabytes/Second", "Bits/Second",
		"Kilobits/Second", "Megabits/Second", "Gigabits/Second", "Terabits/Second", "Count/Second", "None"}
)

func (p *Props) filterProblems(ps *rules.Mistakes) {
	if len(p.TokenFilters)+len(p.MetricFilters) > 0 && p.Class == ClassInfrequentAccess {
		ps.Break(classFilters, "class", check.Quote(string(p.Class))+" with metric filters", string(ClassStandard),
			"a group of infrequent access knows no metric filters")
	}
	first := map[string]int{} // of what each token filter counts
	names := map[string]string{}
	for i, f := range p.TokenFilters {
		at := rules.Index("tokenFilters", i)
		ps.Under(at, f.problems(p.Name))
		filters := f.filters(p.Name)
		for _, m := range filters {
			filterNameProblems(ps, at+".name", m.Name, names)
		}
		if len(filters) == 0 {
			continue
		}
		key := strings.Join([]string{filters[0].Namespace, filters[0].MetricName, filters[0].Pattern}, "\n")
		if j, twice := first[key]; twice {
			ps.Break(countedTwice, at, "the same fields, condition and namespace again",
				"other lines than "+rules.Index("tokenFilters", j)+" counts",
				"leave one out, or part them with conditions: every line would count twice")
			continue
		}
		first[key] = i
	}
	for i, f := range p.MetricFilters {
		at := rules.Index("metricFilters", i)
		ps.Under(at, f.problems(p.Name))
		filterNameProblems(ps, at+".name", f.Name, names)
	}
	if n := len(p.resolveFilters()); n > maxFilters {
		ps.Break(rules.Range, "metricFilters", fmt.Sprintf("%d filters with those of tokenFilters", n),
			fmt.Sprintf("at most %d", maxFilters), "")
	}
}

// filterNameProblems judges the name of a filter, which is a part of its address.
func filterNameProblems(ps *rules.Mistakes, path, name string, taken map[string]string) {
	switch {
	case token.Is(name):
		ps.Break(rules.KnownValue, path, "a reference", "a name that is known while synthesizing",
			"it becomes the resource's address")
	case !filterName.MatchString(name):
		ps.Break(check.Form(name), path, check.Quote(name), "at most 63 lower-case letters, digits and hyphens", "")
	case taken[name] != "":
		ps.Break(rules.Unique, path, check.Quote(name)+" again", "a name different from "+taken[name], "")
	default:
		taken[name] = path
	}
}

func (f TokenFilter) problems(group string) rules.Mistakes {
	var ps rules.Mistakes
	if f.Format == "" {
		ps.Break(rules.Required, "format", "", "the format of the lines", "use the package's typed constant")
	}
	check.OneOf(&ps, "format", f.Format, TokenLogOpenAIChat, TokenLogOpenAIResponses, TokenLogAnthropic,
		TokenLogBedrockConverse, TokenLogCustom)
	switch {
	case f.Format == TokenLogCustom && (f.Selectors == nil || *f.Selectors == TokenSelectors{}):
		ps.Break(rules.Required, "selectors", "", "selectors of the tokens", "the format custom has none of its own")
	case f.Format != TokenLogCustom && f.Selectors != nil && !token.Is(string(f.Format)):
		ps.Break(rules.Exclusive, "selectors", "selectors with the format "+check.Quote(string(f.Format)), "none",
			"use TokenLogCustom, or leave them out")
	}
	if s := f.Selectors; s != nil {
		if (s.Input == "") != (s.Output == "") {
			ps.Break(rules.Required, "selectors", "only one of input and output", "both or neither", "")
		}
		selectorProblems(&ps, "selectors.input", s.Input)
		selectorProblems(&ps, "selectors.output", s.Output)
		selectorProblems(&ps, "selectors.total", s.Total)
	}
	if f.Condition != "" && !token.Is(f.Condition) {
		if _, err := filterpattern.Parse("{ " + f.Condition + " }"); err != nil {
			ps.Break(filterPattern, "condition", check.Quote(f.Condition), `conditions such as $.route = "chat"`, err.Error())
		}
	}
	namespaceProblems(&ps, f.namespace(group))
	dimensionProblems(&ps, f.Dimensions, selectorProblems)
	return ps
}

func (f MetricFilter) problems(group string) rules.Mistakes {
	var ps rules.Mistakes
	if !token.Is(f.MetricName) && !metricForm.MatchString(f.MetricName) {
		ps.Break(check.Form(f.MetricName), "metricName", check.Quote(f.MetricName),
			"1 to 255 characters without : * and $", "")
	}
	namespaceProblems(&ps, cmp.Or(f.Namespace, defaultNamespace(group)))
	check.OneOf(&ps, "unit", f.Unit, units...)
	if f.DefaultValue != nil && len(f.Dimensions) > 0 {
		ps.Break(defaultValue, "defaultValue", check.Number(*f.DefaultValue)+" with dimensions", "none",
			"AWS does not know which values of the dimensions it would be for")
	}
	field := f.fieldRule()
	if _, err := strconv.ParseFloat(f.Value, 64); f.Value != "" && err != nil {
		field(&ps, "value", f.Value)
	}
	dimensionProblems(&ps, f.Dimensions, field)
	if token.Is(f.Pattern) {
		return ps
	}
	if err := filterpattern.Check(f.Pattern); err != nil {
		ps.Break(filterPattern, "pattern", check.Quote(f.Pattern), "a filter pattern of at most 1024 characters", err.Error())
	}
	return ps
}

// fieldRule is what the value and dimensions of the filter must be. A metric takes them only from fields that the
// pattern names.
func (f MetricFilter) fieldRule() func(ps *rules.Mistakes, path, value string) {
	pattern := strings.TrimSpace(f.Pattern)
	parsed, err := filterpattern.Parse(pattern)
	switch {
	case token.Is(pattern) || strings.HasPrefix(pattern, "{") && err != nil:
		return func(*rules.Mistakes, string, string) {}
	case strings.HasPrefix(pattern, "{"):
		return func(ps *rules.Mistakes, path, value string) {
			selectorProblems(ps, path, value)
			if s, err := filterpattern.ParseSelector(value); err == nil && !token.Is(value) && !parsed.Refers(s) {
				ps.Break(patternFields, path, check.Quote(value), "a field that the pattern names",
					"add && "+s.String()+" = * to the pattern")
			}
		}
	case strings.HasPrefix(pattern, "["):
		return func(ps *rules.Mistakes, path, value string) {
			if !token.Is(value) && !fieldForm.MatchString(value) {
				ps.Break(rules.Invalid, path, check.Quote(value), "$ and the name of a field in the pattern", "")
			}
		}
	}
	return func(ps *rules.Mistakes, path, value string) {
		if !token.Is(value) {
			ps.Break(patternFields, path, check.Quote(value), "a number, and no dimensions",
				"a pattern of terms names no fields; use JSON conditions in braces")
		}
	}
}

func selectorProblems(ps *rules.Mistakes, path, value string) {
	if value == "" || token.Is(value) {
		return
	}
	s, err := filterpattern.ParseSelector(value)
	if err == nil && s.Wildcard() {
		err = fmt.Errorf("a wildcard may point at several values")
	}
	if err != nil {
		ps.Break(selector, path, check.Quote(value), "a selector such as $.usage.total_tokens", err.Error())
	}
}

func dimensionProblems(ps *rules.Mistakes, dimensions map[string]string,
	field func(ps *rules.Mistakes, path, value string)) {
	if n := len(dimensions); n > maxDimensions {
		ps.Break(rules.Range, "dimensions", fmt.Sprint(n), fmt.Sprintf("at most %d", maxDimensions), "")
	}
	for _, name := range check.SortedKeys(dimensions) {
		path := "dimensions." + name
		if !token.Is(name) && (name == "" || len(name) > 255 || strings.HasPrefix(name, ":")) {
			ps.Break(check.Form(name), "dimensions", check.Quote(name), "names of 1 to 255 characters", "")
		}
		check.Required(ps, path, dimensions[name], "the selector of a field", "")
		if dimensions[name] != "" {
			field(ps, path, dimensions[name])
		}
	}
}

func namespaceProblems(ps *rules.Mistakes, namespace string) {
	switch {
	case token.Is(namespace):
	case namespace == "":
		ps.Break(rules.Required, "namespace", "", "a namespace",
			"the group's name, from which it would be taken, is a reference")
	case strings.HasPrefix(namespace, "AWS/"):
		ps.Break(ownNamespace, "namespace", check.Quote(namespace), "a namespace of your own", "AWS/ is kept for AWS")
	case !namespaceForm.MatchString(namespace):
		ps.Break(rules.Invalid, "namespace", check.Quote(namespace),
			"at most 255 of the characters a–z, A–Z, 0–9, . _ / # - and spaces", "")
	}
}

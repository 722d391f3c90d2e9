package iamtest

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// operators compare one value of the request with those of a policy.
var operators = map[string]func(got string, want []string) bool{
	"StringEquals":           func(got string, want []string) bool { return slices.Contains(want, got) },
	"StringEqualsIgnoreCase": equalFold,
	"StringLike":             anyLike,
	"ArnEquals":              anyARN, // takes wildcards, as ArnLike does
	"ArnLike":                anyARN,
	"Bool":                   equalFold,
	"NumericLessThanEquals": func(got string, want []string) bool {
		return slices.ContainsFunc(want, func(most string) bool { return number(got) <= number(most) })
	},
}

// negated are the operators that hold where the others do not, and for a key that is not there.
var negated = map[string]string{
	"StringNotEquals": "StringEquals", "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
	"StringNotLike": "StringLike", "ArnNotEquals": "ArnEquals", "ArnNotLike": "ArnLike",
}

// holds wants every key of every operator. Names of keys are the same in any case.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
func holds(t testing.TB, condition map[string]any, context map[string]string) bool {
	t.Helper()
	for operator, keys := range condition {
		for key, values := range keys.(map[string]any) {
			if got, there := inAnyCase(context, key); !compares(t, operator, got, there, list(values)) {
				return false
			}
		}
	}
	return true
}

func inAnyCase(context map[string]string, key string) (value string, there bool) {
	for name, value := range context {
		if strings.EqualFold(name, key) {
			return value, true
		}
	}
	return "", false
}

func compares(t testing.TB, operator, got string, there bool, want []string) bool {
	t.Helper()
	if operator == "Null" {
		return there == (want[0] == "false")
	}
	if every, ok := strings.CutPrefix(operator, "ForAllValues:"); ok {
		return !there || !slices.ContainsFunc(strings.Split(got, ","),
			func(one string) bool { return !compares(t, every, one, true, want) })
	}
	if some, ok := strings.CutPrefix(operator, "ForAnyValue:"); ok {
		return there && slices.ContainsFunc(strings.Split(got, ","),
			func(one string) bool { return compares(t, some, one, true, want) })
	}
	if name, ok := strings.CutSuffix(operator, "IfExists"); ok {
		return !there || compares(t, name, got, there, want)
	}
	if other := negated[operator]; other != "" {
		return !there || !operators[other](got, want)
	}
	compare := operators[operator]
	if compare == nil {
		t.Fatalf("the test knows no operator %s", operator)
	}
	return there && compare(got, want)
}

func equalFold(got string, want []string) bool {
	return slices.ContainsFunc(want, func(one string) bool { return strings.EqualFold(got, one) })
}

// number of a text; one that is none is beyond every limit.
func number(text string) float64 {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 1e308
	}
	return n
}

func anyLike(got string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return like(got, pattern) })
}

// anyARN compares ARNs part by part: a wildcard does not reach over one of the five colons.
func anyARN(got string, patterns []string) bool {
	parts := strings.SplitN(got, ":", 6)
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		return slices.EqualFunc(parts, strings.SplitN(pattern, ":", 6), like)
	})
}

// like matches * with any text and ? with any character.
func like(got, pattern string) bool {
	star, after := -1, 0 // the last * of the pattern, and where what it matches ends in the text
	i, j := 0, 0
	for i < len(got) {
		switch {
		case j < len(pattern) && pattern[j] == '*':
			star, after = j, i
			j++
		case j < len(pattern) && (pattern[j] == '?' || pattern[j] == got[i]):
			i, j = i+1, j+1
		case star >= 0:
			after++
			i, j = after, star+1
		default:
			return false
		}
	}
	return strings.Trim(pattern[j:], "*") == ""
}

package check

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/placeholder"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Limits of the tags of a resource
// (https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html).
const (
	MaxTags = 50
	// MostTagKey and MostTagValue are in characters.
	MostTagKey   = 128
	MostTagValue = 256
	tagLetters   = "letters, digits, spaces and _ . : / = + - @"
)

// TagText is the form of keys and values.
const TagText = `^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$`

var tagText = regexp.MustCompile(TagText)

// givenTags judges the tags that props state; the copy has those that are right. Those of the stack are added later,
// see package whole.
func givenTags(ms *rules.Mistakes, at *place, tags map[string]string) (clean map[string]string, changed bool) {
	if len(tags) > MaxTags {
		ms.Break(rules.Tags, at.path(), fmt.Sprintf("%d tags", len(tags)), fmt.Sprintf("at most %d tags", MaxTags),
			"those that are added above count, such as Service of a service")
		return nil, true
	}
	clean = map[string]string{}
	spelt := map[string]string{}
	for _, key := range SortedKeys(tags) {
		other, again := spelt[strings.ToLower(key)]
		got, want, fix := tagProblem(key, tags[key])
		if again && !token.Is(key) {
			got, want, fix = Quote(key)+" beside "+Quote(other), "keys that differ in more than case",
				"IAM takes them for one"
		}
		spelt[strings.ToLower(key)] = key
		if got == "" {
			clean[key] = tags[key]
			continue
		}
		path := at.path()
		if strings.TrimSpace(key) != "" {
			path = rules.Join(path, shortened(key))
		}
		ms.Break(rules.Tags, path, got, want, fix)
	}
	return clean, len(clean) < len(tags)
}

// shortened is a key as it stands in a path.
func shortened(key string) string {
	if utf8.RuneCountInString(key) > MostTagKey {
		return Quote(key)
	}
	return key
}

// tagProblem is what is wrong with a tag; got is "" where nothing is.
func tagProblem(key, value string) (got, want, fix string) {
	if !token.Is(key) {
		switch n := utf8.RuneCountInString(key); {
		case strings.TrimSpace(key) == "":
			return "an empty key", "a key of 1 to 128 characters", ""
		case n > MostTagKey:
			return fmt.Sprintf("a key of %d characters", n), "a key of at most 128 characters", ""
		case strings.HasPrefix(strings.ToLower(key), "aws:"):
			return Quote(key), "a key that does not start with aws:", "AWS keeps that prefix for itself"
		case !tagText.MatchString(key):
			return Quote(key), "a key of " + tagLetters, ""
		}
	}
	if token.Is(value) || placeholder.Find(value) != "" { // which another rule tells
		return "", "", ""
	}
	if n := utf8.RuneCountInString(value); n > MostTagValue {
		return fmt.Sprintf("a value of %d characters", n), "a value of at most 256 characters", ""
	}
	if !tagText.MatchString(value) {
		return "a value with other characters", "a value of " + tagLetters, ""
	}
	return "", "", ""
}

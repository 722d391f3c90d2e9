package placeholder

import (
	"regexp/syntax"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFind(t *testing.T) {
	for text, want := range map[string]string{
		"arn:aws:iam::123456789012:role/x": "123456789012", "REPLACE_ME": "REPLACE_ME", "please changeme": "changeme",
		"change-me":                "change-me",
		"arn:aws:ecs:<region>:1:x": "arn:aws:ecs:<region>:1:x", "<your key>": "<your key>",
		"api.example.com": "api.example.com", "YOUR_API_KEY": "YOUR_API_KEY",
		"your-account-id": "your-account-id", "XXXXXXXX": "XXXXXXXX", "TODO": "TODO",
		"210987654321": "", "1234567890123": "", "examplecompany.com": "", "todos": "", "Use <b>bold</b> words": "",
		"a < b and c > d":             "",
		"answer inside <answer> tags": "", "yourself": "", "": "", "llm.acme.dev": "",
	} {
		if got := Find(text); got != want {
			t.Errorf("Find(%q) = %q, want %q", text, got, want)
		}
	}
}

// Whatever an alternative of the pattern matches holds a sign: each is tried by itself, so that a new one is, too.
func TestEveryAlternativeHasASign(t *testing.T) {
	parsed, err := syntax.Parse(patterns.String(), syntax.Perl)
	if err != nil {
		t.Fatal(err)
	}
	alternatives := alternativesOf(parsed)
	if len(alternatives) < 15 {
		t.Fatalf("only %d alternatives: %q", len(alternatives), alternatives)
	}
	for _, alternative := range alternatives {
		t.Run(alternative, rapid.MakeCheck(func(t *rapid.T) {
			text := strings.ReplaceAll(rapid.StringMatching(alternative).Draw(t, "text"), "ſ", "s") // which (?i) is fond of
			if found := patterns.FindString(text); found != "" && Find(text) == "" {
				t.Fatalf("%q matches the pattern, and has none of the signs", found)
			}
		}))
	}
}

// alternativesOf are the patterns that make up one, without those in the middle of it.
func alternativesOf(re *syntax.Regexp) (all []string) {
	switch re.Op {
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			all = append(all, alternativesOf(sub)...)
		}
	case syntax.OpCapture:
		all = alternativesOf(re.Sub[0])
	case syntax.OpConcat:
		all = []string{""}
		for _, sub := range re.Sub {
			var longer []string
			for _, end := range alternativesOf(sub) {
				for _, start := range all {
					longer = append(longer, start+end)
				}
			}
			all = longer
		}
	default:
		all = []string{re.String()}
	}
	return all
}

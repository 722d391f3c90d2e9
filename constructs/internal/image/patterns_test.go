package image

import (
	"regexp"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func FuzzPatterns(f *testing.F) {
	for _, seed := range []string{"nginx", "nginx:1.29.3", "nginx:latest", "Foo/bar:v1", "localhost/a:v1",
		"host:5000/a/b:v1",
		"210987654321.dkr.ecr.eu-west-1.amazonaws.com/a:prod-arm64", "ghcr.io/acme/llm:main-3f2c1ab", "a:v1@sha256:0",
		"ghcr.io/acme/llm@sha256:" + strings.Repeat("a", 64), "a..b:v1", "a:1.2-latest", "a:-x", "a/b:", "https://a/b:v1",
		"a:latest@sha256:" + strings.Repeat("0", 64), "a:rc-slim", "a:slim", "a.b:v1", "a:5000/b:v1"} {
		f.Add(seed)
	}
	form, tag := regexp.MustCompile(Form), regexp.MustCompile(Tag)
	latest, moves, loose := regexp.MustCompile(Latest), regexp.MustCompile(Moving), regexp.MustCompile(Loose)
	f.Fuzz(func(t *testing.T, reference string) {
		if strings.Contains(reference, "${") || strings.Contains(reference, "#{") || reference == "" ||
			len(reference) > 255 || strings.ToValidUTF8(reference, "") != reference {
			return
		}
		var ms rules.Mistakes
		Check(&ms, "image", reference)
		sound := form.MatchString(reference)
		if sound && !strings.Contains(reference, "@") {
			m := tag.FindStringSubmatch(reference)
			sound = m != nil
			if sound {
				text := strings.ToLower(m[1])
				sound = !latest.MatchString(text) && !(moves.MatchString(text) && loose.MatchString(text))
			}
		}
		if sound != (len(ms) == 0) {
			t.Errorf("the patterns say %v of %q, the rules %v", sound, reference, ms)
		}
	})
}

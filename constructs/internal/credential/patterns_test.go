package credential

import (
	"regexp"
	"strings"
	"testing"
)

func FuzzPatterns(f *testing.F) {
	for _, name := range []string{"OPENAI_API_KEY_2", "openai.api-key", "PGPASSWORD", "DB_PASS", "PASS", "BYPASS", "PWD",
		"EOS_TOKEN", "MAX_TOKEN_V2", "ACCESSTOKEN", "CACHE_KEY", "JWT_PUBLIC_KEY", "TOKEN_V2", "_V2", "API__KEY_", "V1",
		"REDISCLI_AUTH_3", "AWS_ACCESS_KEY_ID", "PUBLICATION_SECRET", "-", ""} {
		for _, value := range []string{"correct horse", " True ", "arn:aws:x", "/run/secrets/key", "https://a.dev/x", "$KEY",
			"{{ key }}", "https://a.dev/?k=1", "12345"} {
			f.Add(name, value)
		}
	}
	is, not, harmlessly := regexp.MustCompile(Name), regexp.MustCompile(NotName), regexp.MustCompile(Harmless)
	f.Fuzz(func(t *testing.T, name, value string) {
		if strings.ToValidUTF8(name, "")+strings.ToValidUTF8(value, "") != name+value || strings.Contains(value, "${") {
			return // Terraform has no such texts
		}
		upper := strings.ToUpper(name)
		if got := is.MatchString(upper) && !not.MatchString(upper); got != secretName(name) {
			t.Errorf("the patterns say %v of the name %q", got, name)
		}
		for _, r := range value {
			if r > 127 {
				return // spaces and cases beyond ASCII are no matter of these forms
			}
		}
		if harmlessly.MatchString(value) != harmless(value) {
			t.Errorf("the pattern says %v of the value %q", !harmless(value), value)
		}
	})
}

func TestModelKeyIsFoundByItsPattern(t *testing.T) {
	form := regexp.MustCompile(ModelKey)
	for _, text := range []string{"sk-ant-" + key, "x=sk-proj-" + key, "hf_" + key, "gsk_" + key} {
		if !form.MatchString(text) || In(text) == "" {
			t.Errorf("%.8s… is not found", text)
		}
	}
	for _, text := range []string{"task-force-of-twenty-words-or-more", "risk-managementmanagementmanagement",
		"hf_model"} {
		if form.MatchString(text) {
			t.Errorf("%s is taken for a key", text)
		}
	}
}

package secretref

import (
	"strings"
	"testing"
)

func TestIsReserved(t *testing.T) {
	for name, want := range map[string]bool{"/aws/x": true, "aws-proxy": true, "/ssm-proxy/image": true, "/AWS-x": true,
		"/SSMx": true, "/llm/aws": false, "/my-aws/image": false, "as": false, "": false, "/": false} {
		if got := IsReserved(name); got != want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]struct{ newSecret, secret, parameter bool }{
		"openai":                  {true, true, true},
		"llm-proxy/openai":        {true, true, true},
		"a_+=.@-9":                {true, true, false},
		"rds!db-1a2b3c4d":         {false, true, false},
		"/llm-proxy/model":        {true, true, true},
		"/llm//model":             {true, true, false},
		"/":                       {true, true, false},
		"llm/":                    {true, true, false},
		"llm proxy":               {},
		"openai:key":              {},
		"":                        {},
		strings.Repeat("a", 512):  {true, true, true},
		strings.Repeat("a", 513):  {false, false, true},
		strings.Repeat("a", 1011): {false, false, true},
		strings.Repeat("a", 1012): {},
		strings.Repeat("/a", 15):  {true, true, true},
		strings.Repeat("/a", 16):  {true, true, false},
	} {
		if got := IsNewSecret(name); got != want.newSecret {
			t.Errorf("IsNewSecret(%q) = %v", name, got)
		}
		if got := IsSecret(name); got != want.secret {
			t.Errorf("IsSecret(%q) = %v", name, got)
		}
		if got := IsParameter(name); got != want.parameter {
			t.Errorf("IsParameter(%q) = %v", name, got)
		}
	}
}

func TestNameIn(t *testing.T) {
	for resource, want := range map[string]string{
		"secret:llm/openai-AbC123":    "llm/openai",
		"secret:rds!db-1a2b3c-AbC123": "rds!db-1a2b3c",
		"secret:llm-openai":           "llm",
		"secret:openai":               "",
		"secret:-AbC123":              "",
		"secret:openai-AbC123:key::":  "",
		"key:openai-AbC123":           "",
	} {
		if got, ok := NameIn(resource); got != want || ok != (want != "") {
			t.Errorf("NameIn(%q) = %q, %v, want %q", resource, got, ok, want)
		}
	}
}

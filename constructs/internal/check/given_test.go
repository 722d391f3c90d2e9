package check

import (
	"reflect"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

type Base struct{ SubnetIDs *[]*string }

type part struct {
	Command  *[]*string
	Percents []*float64
	Parts    []part
}

type sample struct {
	Base
	Name      string
	Main      part
	Other     *part
	ByName    map[string]*[]*string
	DependsOn []interface{ M() }
	Structs   []*part
	Free      any
	hidden    []*string
}

type user struct{}

func (*user) M() {}

func list[T any](values ...*T) *[]*T { return &values }

func ref[T any](v T) *T { return &v }

func TestGiven(t *testing.T) {
	free, hidden := []*string{nil}, []*string{nil}
	p := &sample{
		Base:      Base{SubnetIDs: list(ref("a"), nil)},
		Main:      part{Percents: []*float64{nil, ref(1.0)}, Parts: []part{{}, {Command: list[string](nil)}}},
		Other:     &part{Command: list(nil, ref("x"))},
		ByName:    map[string]*[]*string{"b": list[string](nil), "a": list(ref("${x}")), "none": nil},
		DependsOn: []interface{ M() }{&user{}, nil, (*user)(nil)},
		Structs:   []*part{nil, {Command: list[string](nil)}},
		Free:      free, hidden: hidden,
	}
	got, ms := Given(p)
	var paths []string
	for _, m := range ms.Sorted() {
		if m.Rule != rules.NilElement.ID {
			t.Errorf("got the rule %s", m.Rule)
		}
		paths = append(paths, m.Path)
	}
	want := []string{"byName.b[0]", "dependsOn[1]", "dependsOn[2]", "main.parts[1].command[0]", "main.percents[0]",
		"other.command[0]", "structs[0]", "structs[1].command[0]", "subnetIDs[1]"}
	if !reflect.DeepEqual(paths, want) {
		t.Errorf("got  %q\nwant %q", paths, want)
	}
	clean := &sample{
		Base: Base{SubnetIDs: list(ref("a"), ref(token.Unknown))},
		Main: part{Percents: []*float64{ref(token.UnknownNumber), ref(1.0)},
			Parts: []part{{}, {Command: list(ref(token.Unknown))}}},
		Other:     &part{Command: list(ref(token.Unknown), ref("x"))},
		ByName:    map[string]*[]*string{"b": list(ref(token.Unknown)), "a": list(ref("${x}")), "none": nil},
		DependsOn: []interface{ M() }{&user{}},
		Structs:   []*part{{Command: list(ref(token.Unknown))}},
		Free:      free, hidden: hidden,
	}
	if !reflect.DeepEqual(got, clean) {
		t.Errorf("got %+v", got)
	}
	if (*p.SubnetIDs)[1] != nil || len(p.DependsOn) != 3 || p.Structs[0] != nil || (*p.ByName["b"])[0] != nil {
		t.Error("the props themselves were changed")
	}
	if again, ms := Given(got); again != got || ms != nil {
		t.Errorf("props without nils are copied: %v", ms)
	}
	if blank, ms := Given[sample](nil); blank == nil || ms != nil {
		t.Errorf("nil props gave %v, %v", blank, ms)
	}
}

func TestPropName(t *testing.T) {
	for field, want := range map[string]string{
		"SubnetIDs": "subnetIDs", "ARN": "arn", "ARNs": "arns", "ID": "id", "IDs": "ids", "CIDR": "cidr", "TTL": "ttl",
		"WAF": "waf", "VPCID": "vpcID", "VPC": "vpc", "IPv6": "ipv6", "KMSKeyARN": "kmsKeyARN", "EFS": "efs",
		"GitHub": "gitHub", "SQLInjection": "sqlInjection", "AllowCIDRs": "allowCIDRs", "MemoryLimitMiB": "memoryLimitMiB",
		"URL": "url", "Port": "port", "CPUArchitecture": "cpuArchitecture", "DNSName": "dnsName", "A": "a",
	} {
		if got := PropName(field); got != want {
			t.Errorf("%s is %s, want %s", field, got, want)
		}
	}
}

func BenchmarkGiven(b *testing.B) {
	p := &sample{Base: Base{SubnetIDs: list(ref("a"), ref("b"))}, Other: &part{Command: list(ref("a"), ref("b"))},
		Main: part{Parts: make([]part, 5)}, ByName: map[string]*[]*string{"a": list(ref("x")), "b": list(ref("x"))}}
	b.ReportAllocs()
	for b.Loop() {
		_, _ = Given(p)
	}
}

type speech struct {
	Command     *[]*string
	Words       []string
	Environment map[string]string
	Tags        map[string]string
	Triggers    map[string]string
	Name        string
}

func TestGivenCredentials(t *testing.T) {
	key := "sk-" + strings.Repeat("a1B2c3D4", 4)
	for name, c := range map[string]struct {
		props speech
		want  string // path, "" for none
	}{
		"text":                {speech{Name: key}, "name"},
		"word":                {speech{Command: list(ref("run"), ref(key))}, "command[1]"},
		"string":              {speech{Words: []string{"a", key}}, "words[1]"},
		"flag":                {speech{Command: list(ref("run"), ref("--db-password"), ref("hunter2"))}, "command[2]"},
		"flag with a stub":    {speech{Command: list(ref("--db-password"), ref("$DB_PASSWORD"))}, ""},
		"flag of a number":    {speech{Words: []string{"--max-tokens", "4096000"}}, ""},
		"flag in strings":     {speech{Words: []string{"--api-key", "abc123def"}}, "words[1]"},
		"tag":                 {speech{Tags: map[string]string{"Owner": key}}, "tags.Owner"},
		"tag by name":         {speech{Tags: map[string]string{"db-password": "hunter2"}}, "tags.db-password"},
		"trigger by name":     {speech{Triggers: map[string]string{"api-key": "version-17"}}, ""},
		"environment":         {speech{Environment: map[string]string{"OPENAI_API_KEY": key}}, ""}, // has a rule of its own
		"reference":           {speech{Name: "${TfToken[TOKEN.1]}", Words: []string{"Bearer ${TfToken[TOKEN.2]}"}}, ""},
		"reference behind it": {speech{Words: []string{"--token", "${TfToken[TOKEN.1]}"}}, ""},
	} {
		got, ms := Given(&c.props)
		text := ms.Error()
		if c.want == "" && len(ms) > 0 ||
			c.want != "" && (len(ms) != 1 || ms[0].Path != c.want || ms[0].Rule != rules.Credential.ID) {
			t.Errorf("%s: got %q, want a mistake at %q", name, text, c.want)
		}
		if strings.Contains(text, "hunter2") || strings.Contains(text, key) {
			t.Errorf("%s: %s gives it away", name, text)
		}
		if again, ms := Given(got); again != got || len(ms) > 0 {
			t.Errorf("%s: a cleaned copy has %v", name, ms)
		}
	}
}

func TestQuoteKeepsCredentials(t *testing.T) {
	long := "https://acme.dev/" + strings.Repeat("x", 30) + "?api_key=" + strings.Repeat("a1B2c3D4", 4)
	if got := Quote(long); strings.Contains(got, "a1B2") {
		t.Errorf("got %s", got)
	}
}

func TestGivenTexts(t *testing.T) {
	for name, c := range map[string]struct {
		props speech
		want  string // path and rule, "" for none
	}{
		"plain":           {speech{Name: "eu-west-1", Words: []string{"ein Wort", "naïve", "日本"}}, ""},
		"space before":    {speech{Name: " eu-west-1"}, "name invalid"},
		"space behind":    {speech{Name: "4000 "}, "name invalid"},
		"line end":        {speech{Name: "eu-west-1\n"}, "name invalid"},
		"only a space":    {speech{Name: " "}, "name required"},
		"zero width":      {speech{Name: "llm\u200bproxy"}, "name invalid"},
		"no-break space":  {speech{Words: []string{"llm\u00a0proxy"}}, "words[0] invalid"},
		"byte order mark": {speech{Tags: map[string]string{"a": "\ufeffx"}}, "tags.a invalid"},
		"lines":           {speech{Name: "one\ntwo\n"}, ""},
		"empty element":   {speech{Words: []string{"a", ""}}, "words[1] required"},
		"words of a command": {speech{Command: list(ref(""), ref(" x ")),
			Environment: map[string]string{"A": " ", "B": ""}}, ""},
		"blank of a map": {speech{Triggers: map[string]string{"a": ""}}, ""},
	} {
		_, ms := Given(&c.props)
		var got strings.Builder
		for _, m := range ms {
			got.WriteString(m.Path + " " + m.Rule)
		}
		if got.String() != c.want {
			t.Errorf("%s: got %q, want %q", name, got.String(), c.want)
		}
	}
}

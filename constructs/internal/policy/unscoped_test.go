package policy

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

func TestReasonOfASid(t *testing.T) {
	for _, test := range []struct{ sid, reason, want, back string }{
		{"", "AWS lists regions account-wide", "UnscopedAwsListsRegionsAccountWide", "aws lists regions account wide"},
		{"Prices", "no ARN in v2.1", "PricesUnscopedNoArnInV21", "no arn in v21"},
		{"", "weil es keine gibt: ü", "UnscopedWeilEsKeineGibt", "weil es keine gibt"},
		{"", strings.Repeat("word ", 100), "Unscoped" + strings.Repeat("Word", 30), strings.Repeat("word ", 29) + "word"},
	} {
		got := WithReason(test.sid, test.reason)
		back, ok := Reason(got)
		if got != test.want || !ok || back != test.back {
			t.Errorf("got %s and %q, want %s and %q", got, back, test.want, test.back)
		}
		if !regexp.MustCompile(`^[A-Za-z0-9]{1,128}$`).MatchString(got) {
			t.Errorf("%s is no Sid", got)
		}
	}
	for _, none := range []string{"", "Logs", "Unscoped"} {
		if reason, ok := Reason(none); ok {
			t.Errorf("%q: got %q", none, reason)
		}
	}
}

func TestTwoStatementsOfOneReason(t *testing.T) {
	s := Statement{Sid: WithReason("", "account-wide"), Actions: []string{"a:B"}, Resources: []string{"*"}}
	text, err := json.Marshal(Document(s, s, Statement{Sid: "Logs"}))
	if err != nil || !strings.Contains(string(text), `"UnscopedAccountWide"`) ||
		!strings.Contains(string(text), `"UnscopedAccountWide2"`) {
		t.Errorf("got %s, %v", text, err)
	}
}

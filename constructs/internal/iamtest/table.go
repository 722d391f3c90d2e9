package iamtest

import (
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

// Account and Region in which a table's resources are where nothing else is said; those of the package testkit.
const (
	Account = "210987654321"
	Region  = "eu-west-1"
)

// Table asks of policies what each line says, and returns how many were to be allowed and denied. A line is
//
//	allow|deny ACTION RESOURCE [KEY=VALUE]… [# why]
//
// where a resource is an ARN, *, or the short SERVICE:RESOURCE for one in [Account] and [Region], and a value that
// begins with @ is such a resource. The key principal is that of the request.
func Table(t testing.TB, table string, policies ...any) (allowed, denied int) {
	t.Helper()
	for line := range strings.Lines(table) {
		row, _, _ := strings.Cut(line, "# ")
		words := strings.Fields(row)
		if len(words) == 0 {
			continue
		}
		if len(words) < 3 || words[0] != "allow" && words[0] != "deny" {
			t.Fatalf("got the line %q", line)
		}
		r := Request{Action: words[1], Resource: ARN(words[2]), Context: map[string]string{}}
		for _, pair := range words[3:] {
			key, value, ok := strings.Cut(pair, "=")
			if !ok {
				t.Fatalf("got %q in the line %q", pair, line)
			}
			if short, ok := strings.CutPrefix(value, "@"); ok {
				value = ARN(short)
			}
			if key == "principal" {
				r.Principal = value
				continue
			}
			r.Context[key] = value
		}
		want := words[0] == "allow"
		if got := Allows(t, r, policies...); got != want {
			t.Errorf("%s", strings.TrimSpace(line))
		}
		if want {
			allowed++
		} else {
			denied++
		}
	}
	figure.Say(t, "role-denied", denied)
	return allowed, denied
}

// ARN is that of a short resource of a table.
func ARN(short string) string {
	service, resource, ok := strings.Cut(short, ":")
	switch {
	case !ok || service == "arn":
		return short
	case service == "iam" || service == "budgets":
		return "arn:aws:" + service + "::" + Account + ":" + resource
	case service == "s3":
		return "arn:aws:s3:::" + resource
	}
	return "arn:aws:" + service + ":" + Region + ":" + Account + ":" + resource
}

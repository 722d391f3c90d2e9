package check

import (
	"reflect"
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

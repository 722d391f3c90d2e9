package hcltext

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestLost(t *testing.T) {
	const written = `resource "aws_lb" "a" {
  name = "a"
  access_logs {
    bucket = "b"
  }
  subnet_mapping {
    subnet_id = "c"
  }
  subnet_mapping {
    subnet_id = aws_subnet.d.id
  }
  tags = { e = "f" }
  dynamic "timeouts" {
    for_each = [1]
    content {}
  }
  lifecycle {
    ignore_changes = [tags]
  }
}
data "aws_region" "here" {}
`
	for name, c := range map[string]struct{ document, want string }{
		"the same": {`{"resource": {"aws_lb": {"a": {"//": {}, "name": "a", "access_logs": {"bucket": "b"},
			"subnet_mapping": [{"subnet_id": "c"}, {"subnet_id": "${aws_subnet.d.id}"}], "tags": {"e": "f"},
			"lifecycle": {"ignore_changes": ["tags"]},
			"subnets": [], "timeouts": {"create": "1m"}}}}, "data": {"aws_region": {"here": {}}}}`, ""},
		"another constant": {`{"resource": {"aws_lb": {"a": {"name": "b"}}}}`, "aws_lb.a.name"},
		"within a block": {`{"resource": {"aws_lb": {"a": {"access_logs": {"bucket": "x", "prefix": "p"}}}}}`,
			"aws_lb.a.access_logs.bucket aws_lb.a.access_logs.prefix"},
		"within one of many": {
			`{"resource": {"aws_lb": {"a": {"subnet_mapping": [{"subnet_id": "c"}, {"ipv6_address": "d"}]}}}}`,
			"aws_lb.a.subnet_mapping.1.ipv6_address"},
		"one more": {`{"resource": {"aws_lb": {"a": {"subnet_mapping": [{}, {}, {"subnet_id": "d"}]}}}}`,
			"aws_lb.a.subnet_mapping"},
		"a new block": {`{"resource": {"aws_lb": {"a": {"minimum_load_balancer_capacity": {"capacity_units": 9}}}}}`,
			"aws_lb.a.minimum_load_balancer_capacity"},
		"of data":    {`{"data": {"aws_region": {"here": {"name": "eu-west-1"}}}}`, "data.aws_region.here.name"},
		"of a stack": {`{"moved": [{"from": "a.b", "to": "a.c"}], "check": {}}`, "moved"},
	} {
		var document map[string]any
		if err := json.Unmarshal([]byte(c.document), &document); err != nil {
			t.Fatal(name, err)
		}
		lost, err := Lost([]byte(written), document)
		if got := strings.Join(lost, " "); err != nil || got != c.want {
			t.Errorf("%s: got %q, %v, want %q", name, got, err, c.want)
		}
	}
	if _, err := Lost([]byte("a {"), nil); err == nil {
		t.Error("what is no HCL is read")
	}
}

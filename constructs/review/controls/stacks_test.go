package controls

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

type object = map[string]any

func load(t testing.TB, file string) object {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(file))
	if err != nil {
		t.Fatal(err)
	}
	var out object
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func read(t testing.TB, stack object) *review.Inventory {
	t.Helper()
	in, err := review.Read(text(t, stack))
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// production is the app in its production profile.
const production = "../../../testdata/production.json"

// sound is a stack that holds every control: the app, what its production profile leaves to choose, and resources of
// the types that it has none of.
func sound(t testing.TB) object {
	t.Helper()
	var out object
	if soundText == nil {
		soundText = text(t, put(t))
	}
	if err := json.Unmarshal(soundText, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

var soundText []byte

func text(t testing.TB, stack object) []byte {
	t.Helper()
	text, err := json.Marshal(stack)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// put puts the sound stack together.
func put(t testing.TB) object {
	t.Helper()
	stack := load(t, production)
	for _, kind := range words("aws_cloudwatch_dashboard aws_appautoscaling_policy aws_cloudwatch_log_metric_filter " +
		"aws_eip aws_nat_gateway aws_route aws_vpc_endpoint_route_table_association") {
		delete(stack["resource"].(object), kind) // no control looks at them
	}
	for kind, all := range load(t, "testdata/rest.tf.json")["resource"].(object) {
		of, _ := stack["resource"].(object)[kind].(object)
		if of == nil {
			of = object{}
			stack["resource"].(object)[kind] = of
		}
		maps.Copy(of, all.(object))
	}
	const main = "${aws_kms_key.own.arn}"
	for _, e := range []edit{
		{"aws_cloudwatch_log_group.logs_group.retention_in_days", 400},
		{"aws_cloudwatch_log_group.logs_group.kms_key_id", main},
		{"aws_cloudwatch_log_group.flow-log-group.retention_in_days", 400},
		{"aws_cloudwatch_log_group.flow-log-group.kms_key_id", main},
		{"aws_ecr_repository.repository.encryption_configuration", object{"encryption_type": "KMS", "kms_key": main}},
		{"aws_vpc_endpoint.+api", endpoint("ecr.api", "Interface")},
		{"aws_vpc_endpoint.+dkr", endpoint("ecr.dkr", "Interface")},
		{"aws_wafv2_web_acl_association.+main", object{"resource_arn": "${aws_lb." + named(t, stack, "aws_lb", "") + ".arn}",
			"web_acl_arn": "${aws_wafv2_web_acl.main.arn}"}},
		{"aws_route53_record.old.alias.name", "${aws_lb." + named(t, stack, "aws_lb", "") + ".dns_name}"},
	} {
		e.apply(t, stack)
	}
	return stack
}

func endpoint(service, kind string) object {
	return object{"service_name": "com.amazonaws.eu-west-1." + service, "vpc_endpoint_type": kind, "policy": "{}",
		"vpc_id": "${data.aws_vpc.other.id}"}
}

// edit sets an attribute of a stack; nil takes it away, and a function changes what is there. A path has the type, a
// part of the name, or all of a new one after a plus, and the way to the attribute.
type edit struct {
	path  string
	value any
}

func (e edit) apply(t testing.TB, stack object) {
	t.Helper()
	keys := strings.Split(e.path, ".")
	at, _ := stack["resource"].(object)
	if at[keys[0]] == nil {
		at[keys[0]] = object{}
	}
	at = at[keys[0]].(object)
	if name, added := strings.CutPrefix(keys[1], "+"); added {
		keys[1] = name
	} else {
		keys[1] = named(t, stack, keys[0], keys[1])
	}
	for _, key := range keys[1 : len(keys)-1] {
		switch inner := at[key].(type) {
		case object:
			at = inner
		case []any:
			at = inner[0].(object)
		default:
			at[key] = object{}
			at = at[key].(object)
		}
	}
	last := keys[len(keys)-1]
	switch change, is := e.value.(func(any) any); {
	case is:
		changed := change(at[last])
		if changed == at[last] {
			t.Fatalf("%s: nothing was changed", e.path)
		}
		at[last] = changed
	case e.value == nil:
		delete(at, last)
	default:
		at[last] = e.value
	}
}

// named is the only name of a type that holds a text, or is it.
func named(t testing.TB, stack object, kind, part string) string {
	t.Helper()
	var found []string
	all, _ := stack["resource"].(object)[kind].(object)
	for name := range all {
		if name == part {
			return name
		}
		if strings.Contains(name, part) {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	if len(found) != 1 {
		t.Fatalf("%s.%s: got %q, want one", kind, part, found)
	}
	return found[0]
}

// swap replaces a text in an attribute.
func swap(old, by string) func(any) any {
	return func(v any) any {
		s, _ := v.(string)
		return strings.Replace(s, old, by, 1)
	}
}

// failed are the ids of the controls that fail.
func failed(card Scorecard) []string {
	var out []string
	for _, r := range card.In(Failed) {
		out = append(out, r.Control.ID)
	}
	return out
}

package whole

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// written is a stack of a name in a region and account ("" for not stated), out of blocks of Terraform's JSON.
func written(t *testing.T, name, region, account string, blocks ...string) Stack {
	t.Helper()
	provider := map[string]any{"default_tags": []any{map[string]any{"tags": map[string]any{"Stack": name}}}}
	if region != "" {
		provider["region"] = region
	}
	if account != "" {
		provider["allowed_account_ids"] = []any{account}
	}
	document := map[string]any{"provider": map[string]any{"aws": []any{provider}}}
	for _, block := range blocks {
		var parsed map[string]any
		if err := json.Unmarshal([]byte(block), &parsed); err != nil {
			t.Fatalf("%v in %s", err, block)
		}
		merge(document, parsed)
	}
	return Stack{Path: name, Document: document}
}

func merge(into, from map[string]any) {
	for key, value := range from {
		inner, ok := into[key].(map[string]any)
		more, is := value.(map[string]any)
		if ok && is {
			merge(inner, more)
			continue
		}
		into[key] = value
	}
}

// made is a resource at the path of a construct.
func made(kind, path, body string) string {
	name := strings.ReplaceAll(path, "/", "_")
	if body != "" {
		body += ","
	}
	return fmt.Sprintf(`{"resource": {%q: {%q: {%s "//": {"metadata": {"path": %q}}}}}}`, kind, name, body, path)
}

func output(name, value string) string {
	return fmt.Sprintf(`{"output": {%q: {"value": %q}}}`, name, value)
}

func remoteValue(from, name string) string {
	return fmt.Sprintf("${data.terraform_remote_state.cross-stack-reference-input-%s.outputs.%s}", from, name)
}

func judge(t *testing.T, want []string, stacks ...Stack) {
	t.Helper()
	var got []string
	for _, m := range Problems(stacks) {
		got = append(got, m.Path+" "+m.Rule)
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s\n%v", diff, Problems(stacks))
	}
}

const dev, prod = "210987654321", "310987654321"

func TestNamesThatAreTaken(t *testing.T) {
	cluster := func(stack, service string) string {
		return made("aws_ecs_cluster", stack+"/"+service+"/cluster/cluster", `"name": "chat"`)
	}
	logs := func(stack, service string) string {
		return made("aws_cloudwatch_log_group", stack+"/"+service+"/logs/group", `"name": "/ecs/chat"`)
	}
	role := func(stack, name string) string {
		return made("aws_iam_role", stack+"/"+name, fmt.Sprintf(`"name": %q`, name))
	}
	record := func(path, name, kind, zone string) string {
		return made("aws_route53_record", path, fmt.Sprintf(`"name": %q, "type": %q, "zone_id": %q`, name, kind, zone))
	}
	tests := map[string]struct {
		want   []string
		stacks []Stack
	}{
		"one": {nil, []Stack{written(t, "app", "", "", cluster("app", "a"), logs("app", "a"))}},
		"two services of a stack, one mistake": {[]string{"app/b unique"},
			[]Stack{written(t, "app", "", "", cluster("app", "a"), logs("app", "a"), cluster("app", "b"),
				logs("app", "b"))}},
		"across stacks": {[]string{"two/chat unique"}, []Stack{
			written(t, "one", "eu-west-1", dev, cluster("one", "chat")),
			written(t, "two", "eu-west-1", dev, cluster("two", "chat"))}},
		"another region": {nil, []Stack{
			written(t, "one", "eu-west-1", dev, cluster("one", "chat")),
			written(t, "two", "us-east-1", dev, cluster("two", "chat"))}},
		"another account": {nil, []Stack{
			written(t, "one", "eu-west-1", dev, cluster("one", "chat"), role("one", "x")),
			written(t, "two", "eu-west-1", prod, cluster("two", "chat"), role("two", "x"))}},
		"places that are not stated": {[]string{"two/chat unique"}, []Stack{
			written(t, "one", "eu-west-1", "", cluster("one", "chat")),
			written(t, "two", "", dev, cluster("two", "chat"))}},
		"ways of a deployment": {[]string{"two/c unique"}, []Stack{
			written(t, "one", "eu-west-1", dev,
				made("aws_codedeploy_deployment_config", "one/c", `"deployment_config_name": "desk-slow"`),
				made("aws_lb_trust_store", "one/t", `"name": "clients"`)),
			written(t, "two", "eu-west-1", dev,
				made("aws_codedeploy_deployment_config", "two/c", `"deployment_config_name": "desk-slow"`),
				made("aws_lb_trust_store", "two/t", `"name": "others"`))}},
		"trust stores": {[]string{"two/t unique"}, []Stack{
			written(t, "one", "eu-west-1", dev, made("aws_lb_trust_store", "one/t", `"name": "clients"`)),
			written(t, "two", "eu-west-1", dev, made("aws_lb_trust_store", "two/t", `"name": "clients"`))}},
		"IAM is global, and takes Admin for admin": {[]string{"two/Admin unique"}, []Stack{
			written(t, "one", "eu-west-1", dev, role("one", "admin")),
			written(t, "two", "us-east-1", dev, role("two", "Admin"))}},
		"dashboards are global": {[]string{"two/d unique"}, []Stack{
			written(t, "one", "eu-west-1", dev, made("aws_cloudwatch_dashboard", "one/d", `"dashboard_name": "chat"`)),
			written(t, "two", "us-east-1", dev, made("aws_cloudwatch_dashboard", "two/d", `"dashboard_name": "chat"`))}},
		"buckets are everybody's": {[]string{"two/b unique"}, []Stack{
			written(t, "one", "eu-west-1", dev, made("aws_s3_bucket", "one/b", `"bucket": "acme-logs"`)),
			written(t, "two", "us-east-1", prod, made("aws_s3_bucket", "two/b", `"bucket": "acme-logs"`))}},
		"names that Terraform computes": {nil, []Stack{written(t, "app", "", "",
			made("aws_sqs_queue", "app/a", `"name": "${var.name}"`), made("aws_sqs_queue", "app/b", `"name": "${var.name}"`))}},
		"as many as a variable says": {nil, []Stack{written(t, "app", "", "",
			made("aws_sqs_queue", "app/a", `"name": "jobs"`),
			made("aws_sqs_queue", "app/b", `"name": "jobs", "count": "${var.n}"`))}},
		"services of a cluster": {[]string{"app/c unique"}, []Stack{written(t, "app", "", "",
			made("aws_ecs_service", "app/a", `"name": "chat", "cluster": "${aws_ecs_cluster.x.arn}"`),
			made("aws_ecs_service", "app/b", `"name": "chat", "cluster": "${aws_ecs_cluster.y.arn}"`),
			made("aws_ecs_service", "app/c", `"name": "chat", "cluster": "${aws_ecs_cluster.x.id}"`))}},
		"services of another stack's cluster": {[]string{"two/c unique"}, []Stack{
			written(t, "edge", "", "", made("aws_ecs_cluster", "edge/ai", `"name": "ai"`),
				output("o", "${aws_ecs_cluster.edge_ai.arn}")),
			written(t, "one", "", "",
				made("aws_ecs_service", "one/c", `"name": "chat", "cluster": "`+remoteValue("edge", "o")+`"`)),
			written(t, "two", "", "",
				made("aws_ecs_service", "two/c", `"name": "chat", "cluster": "`+remoteValue("edge", "o")+`"`))}},
		"a cluster that nothing is known of": {nil, []Stack{written(t, "app", "", "",
			made("aws_ecs_service", "app/a", `"name": "chat", "cluster": "${var.cluster}"`),
			made("aws_ecs_service", "app/b", `"name": "chat", "cluster": "${var.cluster}"`))}},
		"records": {[]string{"two/r unique"}, []Stack{
			written(t, "one", "eu-west-1", dev, record("one/r", "chat.acme.dev", "A", "Z1")),
			written(t, "two", "us-east-1", prod, record("two/r", "Chat.acme.dev.", "A", "Z1"),
				record("two/6", "chat.acme.dev", "AAAA", "Z1"), record("two/z", "chat.acme.dev", "A", "Z2"))}},
		"priorities": {[]string{"app/c unique"}, []Stack{written(t, "app", "", "",
			made("aws_lb_listener_rule", "app/a", `"priority": 10, "listener_arn": "${aws_lb_listener.l.arn}"`),
			made("aws_lb_listener_rule", "app/b", `"priority": 20, "listener_arn": "${aws_lb_listener.l.arn}"`),
			made("aws_lb_listener_rule", "app/c", `"priority": 10, "listener_arn": "${aws_lb_listener.l.arn}"`))}},
		"a provider of another region": {nil, []Stack{written(t, "app", "eu-west-1", dev,
			`{"provider": {"aws": [{"region": "eu-west-1"}, {"region": "us-east-1", "alias": "us"}]}}`,
			made("aws_sns_topic", "app/a", `"name": "alarms"`),
			made("aws_sns_topic", "app/b", `"name": "alarms", "provider": "aws.us"`))}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { judge(t, test.want, test.stacks...) })
	}
}

func TestANameThatIsTakenNamesTheOther(t *testing.T) {
	var blocks []string
	for _, kind := range []string{"aws_ecs_cluster", "aws_sqs_queue", "aws_lb", "aws_sns_topic", "aws_ecr_repository"} {
		for _, service := range []string{"a", "b"} {
			blocks = append(blocks, made(kind, "app/"+service+"/"+kind, `"name": "chat"`))
		}
	}
	got := Problems([]Stack{written(t, "app", "", "", blocks...)})
	want := rules.Mistake{Rule: "unique", Path: "app/b",
		Got:  `aws_ecr_repository "chat", aws_ecs_cluster "chat", aws_lb "chat" and 2 more again`,
		Want: "names that app/a does not have", Fix: "give one of the two another name"}
	if diff := cmp.Diff(rules.Mistakes{want}, got); diff != "" {
		t.Error(diff)
	}
}

// Another region does not help where AWS keeps a name for all of them.
func TestANameOfAllRegionsSaysSo(t *testing.T) {
	dashboard := func(stack, region string) Stack {
		return written(t, stack, region, "210987654321",
			made("aws_cloudwatch_dashboard", stack+"/d", `"dashboard_name": "chat"`))
	}
	got := Problems([]Stack{dashboard("one", "eu-west-1"), dashboard("two", "us-east-1")})
	if len(got) != 1 || !strings.HasSuffix(got[0].Fix, "guardrails.name of a dashboard; AWS has it once for all regions") {
		t.Errorf("got %v", got)
	}
}

func TestStatesOfTwoStacks(t *testing.T) {
	s3 := func(bucket, key string) string {
		return fmt.Sprintf(`{"terraform": {"backend": {"s3": {"bucket": %q, "key": %q}}}}`, bucket, key)
	}
	judge(t, nil, written(t, "a", "", "", s3("state", "a")), written(t, "b", "", "", s3("state", "b")),
		written(t, "c", "", "", s3("other", "a")), written(t, "d", "", ""),
		written(t, "e", "", "", `{"terraform": {"backend": {"local": {"path": "x"}}}}`),
		written(t, "f", "", "", `{"terraform": {"backend": {"local": {"path": "x"}}}}`))
	judge(t, []string{"b.backend unique"}, written(t, "a", "", "", s3("state", "a")),
		written(t, "b", "", "", s3("state", "a")))
	gcs := `{"terraform": {"backend": {"gcs": {"bucket": "state", "prefix": "x"}}}}`
	judge(t, []string{"b.backend unique"}, written(t, "a", "", "", gcs), written(t, "b", "", "", gcs))
}

func TestOutputsOfOneName(t *testing.T) {
	judge(t, nil, written(t, "app", "", "", `{"//": {"outputs": {"app": {"a": {"x": "a_url"}, "b": {"x": "b_url"}}}}}`))
	judge(t, []string{"app/b unique"}, written(t, "app", "", "",
		`{"//": {"outputs": {"app": {"a": {"a_url": "a_url"}, "b": {"a_url": "a_url"}}}}}`))
}

func TestWhatCrossesABorder(t *testing.T) {
	network := func(region, account string) Stack {
		return written(t, "network", region, account, made("aws_vpc", "network/vpc", ""),
			output("vpc", "${aws_vpc.network_vpc.id}"), made("aws_ecs_cluster", "network/ai", `"name": "ai"`),
			output("ai", "${aws_ecs_cluster.network_ai.arn}"))
	}
	app := func(region, account string, blocks ...string) Stack {
		return written(t, "app", region, account, blocks...)
	}
	group := made("aws_security_group", "app/chat/service/group", `"vpc_id": "`+remoteValue("network", "vpc")+`"`)
	service := made("aws_ecs_service", "app/chat/service/service", `"cluster": "`+remoteValue("network", "ai")+`",
		"network_configuration": {"subnets": ["`+remoteValue("network", "vpc")+`"]}`)
	parameter := made("aws_ssm_parameter", "app/note", `"value": "`+remoteValue("network", "vpc")+`"`)
	zone := made("aws_route53_zone_association", "app/zone", `"vpc_id": "`+remoteValue("network", "vpc")+`"`)

	judge(t, nil, network("eu-west-1", dev), app("eu-west-1", dev, group, service, parameter, zone))
	judge(t, nil, network("", ""), app("eu-west-1", dev, group, service))
	judge(t, []string{"app/chat place"}, network("eu-west-1", dev), app("us-east-1", dev, group, service, parameter, zone))
	judge(t, nil, network("eu-west-1", dev), app("eu-west-1", prod, group)) // a shared VPC
	judge(t, []string{"app/chat place"}, network("eu-west-1", dev), app("eu-west-1", prod, group, service))
}

func TestNamesInTerraform(t *testing.T) {
	judge(t, []string{"app/1st invalid"}, written(t, "app", "", "",
		`{"resource": {"aws_sqs_queue": {
			"1st_queue": {"//": {"metadata": {"path": "app/1st/queue"}}},
			"1st_letters": {"//": {"metadata": {"path": "app/1st/letters"}}}}}}`))
	judge(t, []string{"app/aws_sqs_queue.-queue invalid"}, written(t, "app", "", "",
		`{"data": {"aws_sqs_queue": {"-queue": {}}}}`))
	judge(t, nil, written(t, "app", "", "", made("aws_sqs_queue", "_1st/queue-é2", "")))
}

func TestDependenciesAcrossStacks(t *testing.T) {
	judge(t, nil, written(t, "app", "", "", made("aws_vpc", "app/vpc", ""),
		made("aws_subnet", "app/subnet", `"depends_on": ["aws_vpc.app_vpc", "module.x"]`)))
	judge(t, []string{"app/subnet.depends_on place"}, written(t, "network", "", "", made("aws_vpc", "network/vpc", "")),
		written(t, "app", "", "", made("aws_subnet", "app/subnet", `"depends_on": ["aws_vpc.network_vpc"]`)))
}

func TestTagsThatComeTogether(t *testing.T) {
	tags := func(n int, more ...string) string {
		for i := range n {
			more = append(more, fmt.Sprintf(`"k%d": "v"`, i))
		}
		return `"tags": {` + strings.Join(more, ",") + `}`
	}
	judge(t, nil, written(t, "app", "", "", made("aws_vpc", "app/vpc", tags(49)),
		made("aws_s3_object", "app/object", tags(9)), made("aws_vpc", "app/other", tags(48, `"Stack": "mine"`))))
	judge(t, []string{"app/object.tags tags", "app/vpc.tags tags"}, written(t, "app", "", "",
		made("aws_vpc", "app/vpc", tags(50)), made("aws_s3_object", "app/object", tags(10))))
	judge(t, []string{"app/chat.tags.stack tags"}, written(t, "app", "", "",
		made("aws_vpc", "app/chat/vpc", tags(0, `"stack": "x"`)),
		made("aws_iam_role", "app/chat/role", tags(0, `"stack": "x"`))))
}

func TestApart(t *testing.T) {
	for _, test := range [][4]string{
		{"app/a", "app/b", "app/a", "app/b"},
		{"app/a/cluster/cluster", "app/b/cluster/cluster", "app/a", "app/b"},
		{"one/chat/cluster", "two/chat/cluster", "one/chat", "two/chat"},
		{"app/a/x", "app/b/y", "app/a/x", "app/b/y"},
		{"app/a/x", "app/x", "app/a/x", "app/x"},
		{"app/a/b/x", "app/a/c/x", "app/a/b", "app/a/c"},
	} {
		if a, b := apart(test[0], test[1]); a != test[2] || b != test[3] {
			t.Errorf("apart(%s, %s) = %s, %s", test[0], test[1], a, b)
		}
	}
}

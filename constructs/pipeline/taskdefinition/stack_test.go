package taskdefinition

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestFromStack(t *testing.T) {
	all, err := FromStack(file(t, fixture))
	d := only(t, all, err)
	if d.Address != "aws_ecs_task_definition.litellm_task_task-definition_272BE125" || d.Family() != "litellm" ||
		d.App() != "litellm" ||
		!slices.Equal(d.Containers(), []string{"litellm", "aws-otel-collector"}) {
		t.Errorf("got %s, %s, %v", d.Address, d.Family(), d.Containers())
	}
	testkit.Golden(t, "llm-proxy.task-definition.json", []byte(rendered(t, d)))
	same(t, parsed(t, rendered(t, d)), d)
}

// A stack in which nothing is stated has no file, and says what to state.
func TestFromStackWithoutAPlace(t *testing.T) {
	all, err := FromStack(file(t, fixture, `"region": "eu-west-1"`, `"region": ""`, `"allowed_account_ids"`, `"y"`,
		`"name": "litellm-execution"`, `"name_prefix": "litellm-execution-"`, `"bucket": "litellm-config-eu-west-1"`,
		`"bucket_prefix": "x"`))
	d := only(t, all, err)
	if _, err := d.JSON(); err == nil {
		t.Error("it has a file")
	}
	text := d.Err().Error()
	for _, want := range []string{
		"containerDefinitions[litellm].image: got aws_ecr_repository.litellm_repository_AE202721.repository_url, which is " +
			"not known; " +
			"state the account (allowed_account_ids of the provider) and state the region (region of the provider)",
		"executionRoleArn: got aws_iam_role.litellm_task_execution_6CD9BE19.arn, which is not known; state the region " +
			"(region of the provider), " +
			"state the account (allowed_account_ids of the provider) and give aws_iam_role.litellm_task_execution_6CD9BE19 a " +
			"fixed name (name in place of name_prefix), or render",
		"containerDefinitions[litellm].environment[LITELLM_CONFIG_BUCKET_NAME].value: got aws_s3_bucket.config.id, which " +
			"is not known; give aws_s3_bucket.config a fixed name",
		"containerDefinitions[litellm].secrets[OPENAI_API_KEY].valueFrom: got " +
			"data.aws_caller_identity.aws_account_A6BA55D9.account_id, which is not known; state the account",
		"containerDefinitions[aws-otel-collector].logConfiguration.options.awslogs-region: got data.aws_region.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if !slices.IsSortedFunc(d.Unresolved, func(a, b Unresolved) int { return strings.Compare(a.Reference, b.Reference) }) {
		t.Errorf("not sorted:\n%s", text)
	}
	if _, err := Diff(d, d, DiffOptions{}); err == nil {
		t.Error("it can be compared")
	}
}

// small is a stack whose container has one variable, with more members in its resources and at its top.
func small(value string, more ...string) string {
	quoted, _ := json.Marshal(`${jsonencode([{"name" = "app", "image" = "i", "environment" = [{"name" = "V", "value" = ` +
		value + `}]}])}`)
	resources := strings.Join(append([]string{""}, more...), ", ")
	return fmt.Sprintf(`{"provider": {"aws": [{"region": "eu-west-1", "allowed_account_ids": ["210987654321"]},
		{"alias": "china", "region": "cn-north-1", "allowed_account_ids": ["210987654322"]}]},
		"locals": {"a": "${local.b}-x", "b": "b", "loop": "${local.pool}", "pool": "${local.loop}",
			"list": ["x", "${local.b}"], "size": 7,
			"d0": "0123456789", %s "half": {"known": "k", "unknown": "${var.x}"}},
		"data": {"aws_region": {"here": {}}, "aws_partition": {"here": {}, "china": {"provider": "aws.china"}},
			"aws_secretsmanager_secret": {"s": {"name": "n"}}},
		"resource": {"aws_ecs_task_definition": {"task": {"family": "f",
			"container_definitions": %s}} %s}}`, doubling(), quoted, resources)
}

// doubling are local values of which each is twice as long as the one before.
func doubling() (out string) {
	for i := range 40 {
		out += fmt.Sprintf(`"d%d": "${local.d%d}${local.d%[2]d}", `, i+1, i)
	}
	return out
}

func TestExpressions(t *testing.T) {
	const named = `"aws_iam_role": {"r": {"name": "task", "path": "/x/"}, "plain": {"name": "p"},
		"cn": {"name": "p", "provider": "aws.china"},
			"loose": {"name_prefix": "p-"}, "many": {"name": "n", "count": 2}, "again": {"name": "${aws_iam_role.again.id}"}},
		"aws_cloudwatch_log_group": {"g": {"name": "/ecs/g"}}, "aws_ssm_parameter": {"p": {"name": "/p/q"},
			"bare": {"name": "p"}},
		"aws_ecs_cluster": {"c": {"name": "ai"}}, "aws_ecr_repository": {"e": {"name": "app"},
			"cn": {"name": "app", "provider": "aws.china"}},
		"aws_s3_bucket": {"b": {"bucket": "bkt", "tags": {"T": "v"}, "versioning": {"enabled": true}}},
		"aws_sqs_queue": {"q": {"name": "jobs", "region": "us-gov-west-1"}}, "aws_sns_topic": {"t": {"name": "tpc"}},
			"aws_dynamodb_table": {"t": {"name": "tbl"}},
		"aws_lb": {"l": {"subnets": ["s1", "s2"], "internal": true}}`
	tests := []struct{ expression, want string }{
		{`"plain $${x} %%{y}"`, "plain ${x} %{y}"},
		{`"a-${local.a}"`, "a-b-x"},
		{`local.a`, "b-x"},
		{`join(",", local.list)`, "x,b"},
		{`local.list[1]`, "b"},
		{`local.half.known`, "unknown: var.x"}, // all of it or nothing
		{`local.size`, "7"},
		{`lower(format("%s-%03d", upper("a"), 7))`, "a-007"},
		{`jsonencode({a = [1, true, null]})`, `{"a":[1,true,null]}`},
		{`1 + 2 > 2 ? "yes" : "no"`, "yes"},
		{`join("", [for x in local.list : upper(x)])`, "XB"},
		{`try(local.nix, "fallback")`, "unknown: local.nix"},
		{`trimsuffix("ab", "b")`, "a"},
		{`aws_iam_role.r.arn`, "arn:aws:iam::210987654321:role/x/task"},
		{`aws_iam_role.plain.arn`, "arn:aws:iam::210987654321:role/p"},
		{`aws_iam_role.plain.id`, "p"},
		{`aws_iam_role.cn.arn`, "arn:aws-cn:iam::210987654322:role/p"},
		{`aws_cloudwatch_log_group.g.arn`, "arn:aws:logs:eu-west-1:210987654321:log-group:/ecs/g"},
		{`aws_ssm_parameter.p.arn`, "arn:aws:ssm:eu-west-1:210987654321:parameter/p/q"},
		{`aws_ssm_parameter.bare.arn`, "arn:aws:ssm:eu-west-1:210987654321:parameter/p"},
		{`aws_ecs_cluster.c.id`, "arn:aws:ecs:eu-west-1:210987654321:cluster/ai"},
		{`aws_ecr_repository.e.arn`, "arn:aws:ecr:eu-west-1:210987654321:repository/app"},
		{`aws_ecr_repository.cn.repository_url`, "210987654322.dkr.ecr.cn-north-1.amazonaws.com.cn/app"},
		{`aws_s3_bucket.b.arn`, "arn:aws:s3:::bkt"},
		{`aws_s3_bucket.b.tags.T`, "v"},
		{`aws_s3_bucket.b.versioning.enabled`, "unknown: aws_s3_bucket.b.versioning"},
		{`aws_sqs_queue.q.url`, "https://sqs.us-gov-west-1.amazonaws.com/210987654321/jobs"},
		{`aws_sqs_queue.q.arn`, "arn:aws-us-gov:sqs:us-gov-west-1:210987654321:jobs"},
		{`aws_sns_topic.t.arn`, "arn:aws:sns:eu-west-1:210987654321:tpc"},
		{`aws_dynamodb_table.t.arn`, "arn:aws:dynamodb:eu-west-1:210987654321:table/tbl"},
		{`aws_lb.l.subnets[1]`, "s2"},
		{`aws_lb.l.internal`, "true"},
		{`data.aws_region.here.name`, "eu-west-1"},
		{`data.aws_partition.here.dns_suffix`, "amazonaws.com"},
		{`data.aws_partition.china.partition`, "aws-cn"},
		{`data.aws_secretsmanager_secret.s.name`, "n"},

		{`data.aws_secretsmanager_secret.s.arn`, "unknown: data.aws_secretsmanager_secret.s.arn"},
		{`aws_lb.l.arn`, "unknown: aws_lb.l.arn"},
		{`aws_lb.nix.arn`, "unknown: aws_lb.nix.arn"},
		{`aws_lb.l`, "unknown: aws_lb.l"},
		{`aws_iam_role.loose.arn`, "unknown: aws_iam_role.loose.arn"},
		{`aws_iam_role.many[0].arn`, "unknown: aws_iam_role.many[0].arn"},
		{`aws_iam_role.many.name`, "unknown: aws_iam_role.many.name"},
		{`aws_iam_role.again.arn`, "unknown: aws_iam_role.again.id"},
		{`local.loop`, "unknown: local.loop"},
		{`local.d40`, "unknown: local.d14"},
		{`each.value`, "unknown: each.value"},
		{`module.m.x`, "unknown: module.m.x"},
		{`file("x")`, `unknown: file("x")`},
		{`timestamp()`, `unknown: timestamp()`},
		{`upper([])`, `unknown: upper([])`},
		{`local.list[7]`, "unknown: local.list[7]"},
		{`1e9999`, "unknown: ${jsonencode"},
		{strings.Repeat("(", 999) + "1" + strings.Repeat(")", 999), "unknown: ${jsonencode"},
		{`"a" "b"`, "unknown: ${jsonencode"},
	}
	for _, test := range tests {
		all, err := FromStack([]byte(small(test.expression, named)))
		d := only(t, all, err)
		if reference, unknown := strings.CutPrefix(test.want, "unknown: "); unknown {
			if len(d.Unresolved) != 1 || !strings.HasPrefix(d.Unresolved[0].Reference, reference) ||
				d.Unresolved[0].Remedy == "" {
				t.Errorf("%s: got %v, want %s to be unknown", test.expression, d.Unresolved, reference)
			} else if path := d.Unresolved[0].Path; path != "containerDefinitions[app].environment[V].value" &&
				path != "containerDefinitions" {
				t.Errorf("%s: it stands at %s", test.expression, path)
			}
			continue
		}
		if err := d.Err(); err != nil {
			t.Errorf("%s: %v", test.expression, err)
			continue
		}
		if got := objects(objects(d.input["containerDefinitions"])[0]["environment"])[0]["value"]; got != test.want {
			t.Errorf("%s: got %v, want %s", test.expression, got, test.want)
		}
	}
}

func TestAttributes(t *testing.T) {
	all, err := FromStack([]byte(`{"provider": {"aws": {"default_tags": {"tags": {"A": "default", "B": "b"}}}},
		"resource": {"aws_ecs_task_definition": [{"t": [{
		"family": "f", "container_definitions": "[{\"Name\": \"app\", \"image\": \"i\", \"CPU\": \"5\", \"user\": null, ` +
		`\"environment\": [{\"name\": \"N\", \"value\": 7}]}]",
		"cpu": 256, "network_mode": "", "ipc_mode": null, "pid_mode": "task", "skip_destroy": true,
			"enable_fault_injection": "true", "requires_compatibilities": ["EC2"],
		"ephemeral_storage": [{"size_in_gib": "30"}], "runtime_platform": {"cpu_architecture": "ARM64"},
			"tags": {"A": "own", "C": 1},
		"placement_constraints": {"type": "memberOf", "expression": "e"}, "inference_accelerator": [{"device_name": "d",
			"device_type": "eia1.medium"}],
		"proxy_configuration": {"container_name": "envoy", "properties": {"b": "2", "a": "1"}},
		"volume": [{"name": "h", "host_path": "/h", "configure_at_launch": false},
			{"name": "e", "host_path": "", "efs_volume_configuration": [{"file_system_id": "fs-1",
				"transit_encryption_port": 2049, "authorization_config": {"access_point_id": "a", "iam": "ENABLED"}}]},
			{"name": "d", "docker_volume_configuration": {"driver_opts": {"my_opt": "x"}, "autoprovision": true}},
			{"name": "w", "fsx_windows_file_server_volume_configuration": {"file_system_id": "fs-2", "root_directory": "r",
				"authorization_config": {"credentials_parameter": "c", "domain": "d"}}}]
		}]}]}}`))
	got := strings.Join(strings.Fields(rendered(t, only(t, all, err))), "")
	const want = `{"family":"f","containerDefinitions":[{"name":"app","image":"i","cpu":5,` +
		`"environment":[{"name":"N","value":"7"}]}],` +
		`"volumes":[{"name":"h","host":{"sourcePath":"/h"},"configuredAtLaunch":false},` +
		`{"name":"e","efsVolumeConfiguration":{"fileSystemId":"fs-1","transitEncryptionPort":2049,` +
		`"authorizationConfig":{"accessPointId":"a","iam":"ENABLED"}}},` +
		`{"name":"d","dockerVolumeConfiguration":{"autoprovision":true,"driverOpts":{"my_opt":"x"}}},` +
		`{"name":"w","fsxWindowsFileServerVolumeConfiguration":{"fileSystemId":"fs-2","rootDirectory":"r",` +
		`"authorizationConfig":{"credentialsParameter":"c","domain":"d"}}}],` +
		`"placementConstraints":[{"type":"memberOf","expression":"e"}],"requiresCompatibilities":["EC2"],"cpu":"256",` +
		`"tags":[{"key":"A","value":"own"},{"key":"B","value":"b"},{"key":"C","value":"1"}],"pidMode":"task",` +
		`"proxyConfiguration":{"containerName":"envoy","properties":[{"name":"a","value":"1"},{"name":"b","value":"2"}]},` +
		`"inferenceAccelerators":[{"deviceName":"d","deviceType":"eia1.medium"}],"ephemeralStorage":{"sizeInGiB":30},` +
		`"runtimePlatform":{"cpuArchitecture":"ARM64"},"enableFaultInjection":true}`
	if got != want {
		t.Errorf("got\n%s, want\n%s", got, want)
	}
}

func TestUnresolvedWholes(t *testing.T) {
	for _, test := range []struct{ arguments, path, reference string }{
		{`"family": "f", "container_definitions": "${local.json}"`, "containerDefinitions", "local.json"},
		{`"family": "f", "container_definitions": "[{"`, "containerDefinitions",
			"aws_ecs_task_definition.t.container_definitions"},
		{`"family": "${var.f}", "container_definitions": "[]"`, "family", "var.f"},
		{`"family": "f", "container_definitions": "${jsonencode([{(null) = 1}])}"`, "containerDefinitions[0]", "(null)"},
		{`"family": "f", "container_definitions": "${jsonencode([{(var.k) = 1}])}"`, "containerDefinitions[0]", "var.k"},
		{`"family": "f", "tags": "${var.tags}"`, "tags", "var.tags"},
		{`"family": "f", "tags": {"A": "${var.a}"}`, "tags[A].value", "var.a"},
		{`"family": "f", "count": 2`, "count", "aws_ecs_task_definition.t.count"},
		{`"family": "f", "for_each": "${toset([])}"`, "for_each", "aws_ecs_task_definition.t.for_each"},
		{`"family": "f", "dynamic": {"volume": {}}`, "dynamic", "aws_ecs_task_definition.t.dynamic"},
		{`"family": "f", "volume": "${var.v}"`, "volumes", "var.v"},
		{`"family": "f", "volume": [{"name": "v", ` +
			`"efs_volume_configuration": {"file_system_id": "${aws_efs_file_system.e.id}"}}]`,
			"volumes[v].efsVolumeConfiguration.fileSystemId", "aws_efs_file_system.e.id"},
		{`"family": "f", "volume": [{"name": "v", "host_path": "${var.p}"}]`, "volumes[v].host.sourcePath", "var.p"},
	} {
		all, err := FromStack([]byte(`{"resource": {"aws_ecs_task_definition": {"t": {` + test.arguments + `}}}}`))
		d := only(t, all, err)
		if len(d.Unresolved) != 1 || d.Unresolved[0].Path != test.path || d.Unresolved[0].Reference != test.reference {
			t.Errorf("%s: got %v", test.arguments, d.Unresolved)
		}
	}
}

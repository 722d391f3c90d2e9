package ecs_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestRegistrationMayBeAskedTwice(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		d := ecs.NewTaskDefinition(stack, "task", task(nil))
		for _, name := range []string{"first", "second"} {
			cdktf.NewTerraformOutput(stack, jsii.String(name),
				&cdktf.TerraformOutputConfig{Value: d.Registration(), StaticId: jsii.Bool(true)})
		}
	})
	var document struct {
		Output map[string]struct{ Value string } `json:"output"`
	}
	if err := json.Unmarshal(template.Text(), &document); err != nil {
		t.Fatal(err)
	}
	first, second := document.Output["first"].Value, document.Output["second"].Value
	if first != second || strings.Contains(first, "container_definitions") {
		t.Errorf("got\n%s\nand\n%s\nwant the containers that the program states, twice", first, second)
	}
	contains(t, first, `"image" = "ghcr.io/acme/app:v1"`, `"containerPort" = 4000`)
}

func TestFamilyByReferenceNamesNoRole(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		family := cdktf.NewTerraformVariable(stack, jsii.String("family"),
			&cdktf.TerraformVariableConfig{Type: jsii.String("string")})
		ecs.NewTaskDefinition(stack, "task", task(func(p *ecs.TaskDefinitionProps) { p.Family = *family.StringValue() }))
	})
	prefixes := map[any]bool{}
	for _, role := range template.Resources("aws_iam_role") {
		prefixes[role["name_prefix"]] = true
	}
	if !prefixes["execution-"] || !prefixes["task-"] {
		t.Errorf("got %v", prefixes)
	}
}

func TestOverridesOfContainersAreRefused(t *testing.T) {
	for name, path := range map[string]string{
		"a part": "container_definitions.0.user", "all": "container_definitions",
	} {
		_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
			ecs.NewTaskDefinition(stack, "task", task(nil)).Resource().AddOverride(jsii.String(path), "1000")
		})
		if err == nil || !strings.Contains(err.Error(), "test/task.containerOverrides: got AddOverride of "+
			"container_definitions, want the prop containerOverrides") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		ecs.NewTaskDefinition(stack, "task", task(nil)).Resource().AddOverride(jsii.String("pid_mode"), "task")
	})
	template.Has(t, "aws_ecs_task_definition", testkit.Object{"pid_mode": "task"})
}

func TestOverridesOfContainersAreRefusedByAnAppOfAnotherKind(t *testing.T) {
	defer func() {
		if failure := recover(); failure == nil || !strings.Contains(failure.(error).Error(), "container_definitions") {
			t.Errorf("got %v", failure)
		}
	}()
	app := cdktf.NewApp(&cdktf.AppConfig{Outdir: jsii.String(t.TempDir()), Context: &testkit.Site})
	stack := cdktf.NewTerraformStack(app, jsii.String("test"))
	ecs.NewTaskDefinition(stack, "task", task(nil)).Resource().AddOverride(
		jsii.String("container_definitions.0.user"), "1000")
	app.Synth()
}

func TestRolesThatExistAreToldWhatTheyNeed(t *testing.T) {
	const role = "arn:aws:iam::210987654321:role/acme/"
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		name := cdktf.NewTerraformVariable(stack, jsii.String("name"), &cdktf.TerraformVariableConfig{})
		ecs.NewTaskDefinition(stack, "task", task(func(p *ecs.TaskDefinitionProps) {
			p.ExecutionRoleARN, p.TaskRoleARN = role+"execution", role+"task"
			p.Grants = []ecs.PolicyStatement{{Sid: "Jobs", Actions: []string{"sqs:ReceiveMessage"},
				Resources: []string{"arn:aws:sqs:eu-west-1:210987654321:" + *name.StringValue()}}}
			p.Containers[0].RepositoryCredentials = &ecs.Secret{
				ValueFrom: "arn:aws:secretsmanager:eu-west-1:210987654321:secret:r",
				GrantARN:  "arn:aws:secretsmanager:eu-west-1:210987654321:secret:r-??????"}
		}))
	})
	template.Count(t, "aws_iam_role", 0)
	var told []string
	for _, n := range template.Notices {
		told = append(told, n.Text)
	}
	text := strings.Join(told, "\n")
	contains(t, text, "the execution role "+role+"execution exists", "logs:PutLogEvents",
		"secretsmanager:GetSecretValue", "secret:r-??????",
		"the task role "+role+"task exists", "sqs:ReceiveMessage", "210987654321:(known after apply)")
	if len(told) != 2 || strings.Contains(text, "TfToken") {
		t.Errorf("got %q", told)
	}
}

func TestClusterEncryptsDisks(t *testing.T) {
	const key = "arn:aws:kms:eu-west-1:210987654321:key/1b2c3d4e-5f60-4a7b-8c9d-0e1f2a3b4c5d"
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		ecs.NewCluster(stack, "cluster", &ecs.ClusterProps{Name: "ai", EphemeralStorageKMSKeyARN: key})
	})
	template.Has(t, "aws_ecs_cluster", testkit.Object{"configuration": testkit.Object{
		"managed_storage_configuration": testkit.Object{"fargate_ephemeral_storage_kms_key_id": key},
		"execute_command_configuration": testkit.Absent,
	}})
}

func TestMapsAndImagesByReference(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		variable := func(name, kind string) string {
			return *cdktf.NewTerraformVariable(stack, jsii.String(name),
				&cdktf.TerraformVariableConfig{Type: jsii.String(kind)}).StringValue()
		}
		environment, stored := variable("environment", "map(string)"), variable("secrets", "map(string)")
		tags, image := variable("tags", "map(string)"), variable("image", "string")
		ecs.NewTaskDefinition(stack, "task", task(func(p *ecs.TaskDefinitionProps) {
			c := &p.Containers[0]
			c.Image = image
			c.Environment = map[string]string{environment: environment, "PEER": "http://" + image + "/\"a\""}
			c.Secrets = map[string]ecs.Secret{stored: {ValueFrom: stored, GrantARN: stored}}
			p.Tags = map[string]string{tags: tags, "Team": "a"}
		}))
	})
	var definition map[string]any
	for _, definition = range template.Resources("aws_ecs_task_definition") { // the only one
		break
	}
	text, _ := definition["container_definitions"].(string)
	contains(t, text,
		`"environment" = [ for key, val in merge(var.environment, {"PEER" = join("", ["http://", var.image, "/\"a\""])}): `+
			`{ name = key, value = val }]`,
		`"secrets" = [ for key, val in var.secrets: { name = key, valueFrom = val }]`)
	if got := definition["tags"]; got != `${merge({"Team" = "a"}, var.tags)}` {
		t.Errorf("got the tags %v", got)
	}
	for _, policy := range template.Resources("aws_iam_role_policy") {
		text, _ := policy["policy"].(string)
		contains(t, text, `[ for key, val in var.secrets: { Effect = "Allow"`,
			`var.image)): { Effect = "Allow", Action = ["ecr:`)
	}
}

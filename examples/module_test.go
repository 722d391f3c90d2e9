package examples_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

const moduleExample = "terraform-module"

// writtenModule runs the example and returns the folder that holds dist, beside a copy of the root that calls it.
func writtenModule(t *testing.T, settings ...string) string {
	t.Helper()
	tree := t.TempDir()
	run(t, moduleExample, filepath.Join(tree, "cdktf.out"), settings...)
	if err := os.CopyFS(filepath.Join(tree, "root"), os.DirFS(filepath.Join(moduleExample, "root"))); err != nil {
		t.Fatal(err)
	}
	return tree
}

// The module in the repository is what the program writes, whatever is configured for its author: others call it from
// there.
func TestModuleIsWhatItsProgramWrites(t *testing.T) {
	tree := writtenModule(t, append(place, "FARGATEAI_AVAILABILITY_ZONES=eu-west-1a")...)
	kept, written := filepath.Join(moduleExample, "dist"), filepath.Join(tree, "dist")
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.RemoveAll(kept); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(kept, os.DirFS(written)); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(files(t, kept), files(t, written)); diff != "" {
		t.Errorf("run go test ./examples -run Module -update and read the difference:\n%s", diff)
	}
	for name, text := range files(t, written) {
		if regexp.MustCompile(`(?m)^\s*(provider|backend) "`).MatchString(text) {
			t.Errorf("%s has a provider or backend block", name)
		}
	}
}

// The tests that are written beside a module are run as their readers run them.
func TestModuleTestsItself(t *testing.T) {
	testkit.Heavy(t)
	tree := t.TempDir()
	if err := os.CopyFS(tree, os.DirFS(filepath.Join(moduleExample, "dist"))); err != nil {
		t.Fatal(err)
	}
	if passed := testkit.NewTerraformFolder(t, tree, ".", testkit.TerraformOptions{}).Test(t); passed < 5 {
		t.Errorf("only %d runs passed", passed)
	}
}

// moduleLives calls the module twice in one root, with different values.
func moduleLives(t *testing.T, outputs map[string]any) {
	tree := writtenModule(t)
	vars := map[string]string{"deletion_protection": "false",
		"openai_secret_arn": fmt.Sprint(outputs["registry_secret_arn"])}
	for _, name := range []string{"vpc_id", "public_subnet_ids", "task_subnet_ids", "hosted_zone_id"} {
		vars[name] = assignment(t, outputs[name])
	}
	terraform := testkit.NewTerraformFolder(t, tree, "root", testkit.TerraformOptions{Vars: vars})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	urls := terraform.Output(t)["urls"]
	if diff := cmp.Diff(map[string]any{"chat": "https://module-chat.acme.dev", "search": "https://module-search.acme.dev"},
		urls); diff != "" {
		t.Error(diff)
	}
	refusedByModule(t, tree, vars)
	terraform.Destroy(t)
}

// wrong are values of the module's variables, and the rules that refuse them.
var wrong = map[string]struct{ value, rule string }{
	"name":               {`"LLM_Proxy"`, "invalid"},
	"image":              {`"ghcr.io/acme/llm-proxy:latest"`, "image-fixed"},
	"vpc_id":             {`"vpc"`, "invalid"},
	"public_subnet_ids":  {`["subnet-0a1b2c3d4e5f67890"]`, "range"},
	"task_subnet_ids":    {`["sn-1"]`, "invalid"},
	"domain_name":        {`"https://llm.acme.dev"`, "invalid"},
	"hosted_zone_id":     {`"/hostedzone/Z0123456789ABCDEFGHIJ"`, "invalid"},
	"port":               {`99999`, "range"},
	"cpu":                {`300`, "fargate-task-size"},
	"min_tasks":          {`1`, "range"},
	"environment":        {`{ OPENAI_API_KEY = "abc123def" }`, "ecs-plaintext-credential"},
	"secrets":            {`{ OPENAI_API_KEY = "abc123def" }`, "invalid"},
	"health_check_path":  {`"healthz"`, "invalid"},
	"log_retention_days": {`31`, "one-of"},
	"alarm_emails":       {`["oncall"]`, "invalid"},
	"monthly_budget_usd": {`0`, "range"},
	"tags":               {`{ "aws:team" = "a" }`, "tags"},
}

// refusedByModule plans a root whose values are all wrong, and one whose values do not fit each other.
func refusedByModule(t *testing.T, tree string, vars map[string]string) {
	t.Helper()
	main, err := os.ReadFile(filepath.Join(tree, "root", "main.tf"))
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(main), "module ")
	call := func(values string) string {
		folder := t.TempDir()
		if err := os.CopyFS(folder, os.DirFS(tree)); err != nil {
			t.Fatal(err)
		}
		text := head + "module \"wrong\" {\n  source = \"../dist\"\n" + values + "}\n"
		for name, text := range map[string]string{"main.tf": text, "outputs.tf": ""} {
			if err := os.WriteFile(filepath.Join(folder, "root", name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		err := testkit.NewTerraformFolder(t, folder, "root", testkit.TerraformOptions{Vars: vars}).TryPlan(t)
		if err == nil {
			t.Fatal("the plan went through")
		}
		return strings.Join(strings.Fields(strings.ReplaceAll(err.Error(), "│", " ")), " ")
	}
	var values strings.Builder
	for name, w := range wrong {
		values.WriteString(name + " = " + w.value + "\n")
	}
	said := call(values.String())
	for name, w := range wrong {
		if !regexp.MustCompile(name + `: got [^│]{0,400}\(rule ` + w.rule + `\)\.`).MatchString(said) {
			t.Errorf("%s is not refused by %s:\n%s", name, w.rule, said)
		}
	}
	if strings.Contains(said, "abc123def") && strings.Contains(said, `got "abc123def"`) {
		t.Error("a credential is repeated")
	}
	said = call(`name = "sound"
image = "ghcr.io/acme/sound:v1"
vpc_id = var.vpc_id
public_subnet_ids = var.public_subnet_ids
task_subnet_ids = var.task_subnet_ids
domain_name = "sound.acme.dev"
hosted_zone_id = var.hosted_zone_id
cpu = 2048
memory = 3072
max_tasks = 4
desired_tasks = 5
environment = { TOKENIZER = "a" }
secrets = { TOKENIZER = var.openai_secret_arn }
`)
	for _, want := range []string{
		"memory: got 3072, want 4096 to 16384 in steps of 1024 MiB with 2048 CPU units (rule fargate-task-size).",
		"min_tasks, desired_tasks and max_tasks: got 2, 5, 4, want numbers in ascending order (rule module-order).",
		"environment and secrets: got TOKENIZER, want each variable in one of them; leave the value out of environment " +
			"(rule module-variable-source).",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("got\n%s\nwant\n%s", said, want)
		}
	}
}

package configuration_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/configuration"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

const key = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab"

// tricky is text that Terraform would read as its own.
const tricky = "key: ${OPENAI_API_KEY}\nif: \"%{ if true }\"\npath: 'C:\\new'\nmoney: $$5\n"

// everything has a file of each kind.
func everything() *configuration.Props {
	return &configuration.Props{Settings: configuration.Settings{
		Name: "llm-proxy",
		Files: []configuration.File{
			{Name: "config.yaml", Content: map[string]any{"model_list": []any{map[string]any{"rpm": 1000000.0}}},
				BucketVariable: "CONFIG_BUCKET", KeyVariable: "CONFIG_KEY"},
			{Name: "settings.json", Content: map[string]any{"html": "<b>"}, BucketVariable: "CONFIG_BUCKET",
				KeyVariable: "SETTINGS_KEY"},
			{Name: "prompts/system.yaml", Content: tricky, BucketVariable: "CONFIG_BUCKET", KeyVariable: "PROMPT_KEY"},
			{Name: "service.env", Content: "MODE=production\n", EnvironmentFile: jsii.Bool(true)},
		},
		KMSKeyARN: key,
		Tags:      map[string]string{"team": "ai"},
	}}
}

func TestNew(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		c := configuration.New(stack, "configuration", everything())
		var names []string
		for name := range c.Environment() {
			names = append(names, name)
		}
		if len(names) != 4 {
			t.Errorf("got the variables %v", names)
		}
		if c.Bucket() == nil || c.Object("config.yaml") == nil || c.Object("none") != nil {
			t.Error("a resource is out of reach")
		}
		if files := c.EnvironmentFiles(); len(files) != 1 {
			t.Errorf("got the environment files %v", files)
		}
	})
	for key, content := range map[string]string{
		"llm-proxy/config-*.yaml":         "model_list:\n  - rpm: 1000000\n",
		"llm-proxy/settings-*.json":       "{\n  \"html\": \"<b>\"\n}\n",
		"llm-proxy/prompts/system-*.yaml": strings.NewReplacer("${", "$${", "%{", "%%{").Replace(tricky),
		"llm-proxy/service-*.env":         "MODE=production\n",
	} {
		template.Has(t, "aws_s3_object", testkit.Object{"key": keyLike(t, template, key), "content": content})
	}
	template.Golden(t, "everything.json")
}

// keyLike is the one key of an object that has the form.
func keyLike(t *testing.T, template *testkit.Template, form string) string {
	t.Helper()
	before, after, _ := strings.Cut(form, "*")
	for _, object := range template.Resources("aws_s3_object") {
		if key := fmt.Sprint(object["key"]); strings.HasPrefix(key, before) && strings.HasSuffix(key, after) {
			return key
		}
	}
	t.Fatalf("no object has a key like %s", form)
	return ""
}

// The task role reads what the code is told of, the execution role what ECS reads: each object, whatever its hash is,
// and nothing else.
func TestStatements(t *testing.T) {
	testkit.Synth(t, func(stack cdktf.TerraformStack) {
		p := everything()
		p.KMSKeyARN, p.ExistingBucket = "", &configuration.BucketRef{Name: "acme-config", KMSKeyARN: key}
		c := configuration.New(stack, "configuration", p)
		decrypt := func(sid string) configuration.Statement {
			return configuration.Statement{Sid: sid, Actions: []string{"kms:Decrypt"}, Resources: []string{key},
				Conditions: []configuration.Condition{{Operator: "StringLike", Key: "kms:ViaService",
					Values: []string{"s3.*.amazonaws.com*"}}}}
		}
		const objects = "arn:aws:s3:::acme-config/llm-proxy/"
		if diff := cmp.Diff([]configuration.Statement{
			{Sid: "Configuration", Actions: []string{"s3:GetObject"}, Resources: []string{objects + "config-????????????.yaml",
				objects + "settings-????????????.json", objects + "prompts/system-????????????.yaml"}},
			decrypt("ConfigurationKey"),
		}, c.TaskStatements()); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]configuration.Statement{
			{Sid: "ConfigurationVariables", Actions: []string{"s3:GetObject"},
				Resources: []string{objects + "service-????????????.env"}},
			decrypt("ConfigurationVariablesKey"),
		}, c.ExecutionStatements()); diff != "" {
			t.Error(diff)
		}
		if c.Bucket() != nil || c.BucketName() != "acme-config" {
			t.Error("an existing bucket was made")
		}
		p.FixedKeys, p.ExistingBucket.KMSKeyARN = jsii.Bool(true), ""
		p.Files = p.Files[:1]
		fixed := configuration.New(stack, "fixed", p)
		if diff := cmp.Diff([]configuration.Statement{{Sid: "Configuration", Actions: []string{"s3:GetObject"},
			Resources: []string{objects + "config.yaml"}}}, fixed.TaskStatements()); diff != "" {
			t.Error(diff)
		}
		if fixed.ExecutionStatements() != nil {
			t.Error("ECS may read something without environment files")
		}
		if hash := fixed.Environment()[configuration.HashVariable]; len(hash) != 12 {
			t.Errorf("got the hash %q", hash)
		}
	})
}

// referring has references everywhere, and knows neither region nor account.
func referring(fixed bool) func(cdktf.TerraformStack) {
	return func(stack cdktf.TerraformStack) {
		text := func(name string) string {
			return *cdktf.NewTerraformVariable(stack, jsii.String(name),
				&cdktf.TerraformVariableConfig{Type: jsii.String("string"), Default: name}).StringValue()
		}
		p := everything()
		p.FixedKeys = jsii.Bool(fixed)
		p.Name, p.BucketName, p.KMSKeyARN = text("proxy"), text("bucket"), text("key")
		p.Files[0].Content = map[string]any{"model": text("model"), "list": []string{"a", "\"b\" ${C}"}}
		p.Files[2].Content = tricky + "model: " + text("other") + "\n"
		configuration.New(stack, "configuration", p)
	}
}

func TestReferences(t *testing.T) {
	template, err := testkit.TrySynth(t, nil, referring(false))
	if err != nil {
		t.Fatal(err)
	}
	template.Golden(t, "references.json")
}

func TestTerraformAcceptsReferences(t *testing.T) {
	testkit.Heavy(t)
	for _, fixed := range []bool{false, true} {
		template, err := testkit.TrySynth(t, nil, referring(fixed))
		if err != nil {
			t.Fatal(err)
		}
		testkit.ValidateStack(t, template.Text())
	}
}

func TestNewReportsAllMistakes(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		c := configuration.New(stack, "configuration", &configuration.Props{})
		if c.Bucket() != nil || c.Object("a") != nil || len(c.Environment())+len(c.EnvironmentFiles()) > 0 ||
			c.TaskStatements() != nil || c.ExecutionStatements() != nil || c.BucketName() == "" {
			t.Error("a refused configuration was made")
		}
	})
	want := "configuration.files: got nothing, want at least one file; leave the configuration out where there is none\n" +
		"configuration.name: got \"\", want 1 to 64 letters, digits, hyphens and underscores, starting with a letter or " +
		"digit; name it like the service"
	if diff := cmp.Diff(want, fmt.Sprint(err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What the code reads is what the program states, a change makes the new object before the old one goes, and everything
// goes away with the stack.
func TestLife(t *testing.T) {
	testkit.Heavy(t)
	stack := func(prompt string) *testkit.Template {
		return testkit.Synth(t, func(stack cdktf.TerraformStack) {
			p := everything()
			p.KMSKeyARN, p.BucketName, p.Files[2].Content = "", "llm-proxy-configuration-210987654321", prompt
			configuration.New(stack, "configuration", p)
		})
	}
	aws := testkit.StartAWS(t)
	read := func(template *testkit.Template) (status int, text string) {
		request, err := http.NewRequest(http.MethodGet, aws.URL+"/llm-proxy-configuration-210987654321/"+
			keyLike(t, template, "llm-proxy/prompts/system-*.yaml"), nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=a/20261127/eu-west-1/s3/aws4_request")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response.StatusCode, string(body)
	}
	first, second := stack(tricky), stack(tricky+"more: 1\n")
	terraform := testkit.NewTerraform(t, first.Text(), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	if _, text := read(first); text != tricky {
		t.Errorf("the object holds\n%s\nwant\n%s", text, tricky)
	}
	changes := terraform.Update(t, second.Text())
	if len(changes) != 1 || !strings.HasPrefix(changes[0], "replace aws_s3_object.configuration_file-prompts") {
		t.Errorf("another prompt changes more than its object:\n%s", strings.Join(changes, "\n"))
	}
	if _, text := read(second); text != tricky+"more: 1\n" {
		t.Errorf("the object holds\n%s", text)
	}
	if status, _ := read(first); status != http.StatusNotFound {
		t.Errorf("the old object answers %d", status)
	}
	terraform.AssertEmptyPlan(t)
	terraform.Destroy(t)
	aws.AssertEmpty(t)
}

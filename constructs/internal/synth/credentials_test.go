package synth_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/dbinstance"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ecstaskdefinition"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/provider"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/secretsmanagersecretversion"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/sqsqueue"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ssmparameter"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credentialtest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/synth"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// marker overrides an attribute of every queue, as an Aspect of a user may.
type marker struct{ text string }

// Visit implements cdktf.IAspect.
func (m *marker) Visit(node constructs.IConstruct) {
	if queue, ok := node.(sqsqueue.SqsQueue); ok {
		queue.AddOverride(jsii.String("tags.note"), m.text)
	}
}

func containers(definition any) *string {
	text, _ := json.Marshal(definition)
	return jsii.String(string(text))
}

func task(stack cdktf.TerraformStack, definitions *string) {
	ecstaskdefinition.NewEcsTaskDefinition(stack, jsii.String("task"), &ecstaskdefinition.EcsTaskDefinitionConfig{
		Family: jsii.String("app"), ContainerDefinitions: definitions})
}

// outside are places that no construct of ours sees: raw resources, overrides, Aspects, and what a stack is made of.
var outside = map[string]func(stack cdktf.TerraformStack, queue sqsqueue.SqsQueue, secret string){
	"attribute of a raw resource": func(s cdktf.TerraformStack, _ sqsqueue.SqsQueue, secret string) {
		sqsqueue.NewSqsQueue(s, jsii.String("raw"), &sqsqueue.SqsQueueConfig{Policy: jsii.String(`{"Sid":"` + secret + `"}`)})
	},
	"tag": func(s cdktf.TerraformStack, _ sqsqueue.SqsQueue, secret string) {
		sqsqueue.NewSqsQueue(s, jsii.String("raw"), &sqsqueue.SqsQueueConfig{Tags: &map[string]*string{"note": &secret}})
	},
	"key of a tag": func(s cdktf.TerraformStack, _ sqsqueue.SqsQueue, secret string) {
		sqsqueue.NewSqsQueue(s, jsii.String("raw"), &sqsqueue.SqsQueueConfig{
			Tags: &map[string]*string{secret: jsii.String("x")}})
	},
	"tag of the provider": func(s cdktf.TerraformStack, _ sqsqueue.SqsQueue, secret string) {
		provider.NewAwsProvider(s, jsii.String("other"), &provider.AwsProviderConfig{Alias: jsii.String("other"),
			DefaultTags: []*provider.AwsProviderDefaultTags{{Tags: &map[string]*string{"note": &secret}}}})
	},
	"override": func(_ cdktf.TerraformStack, q sqsqueue.SqsQueue, secret string) {
		q.AddOverride(jsii.String("name"), secret)
	},
	"comment of a resource": func(_ cdktf.TerraformStack, q sqsqueue.SqsQueue, secret string) {
		q.AddOverride(jsii.String("//.note"), map[string]any{"by": []any{"me", secret}})
	},
	"comment of the stack": func(s cdktf.TerraformStack, _ sqsqueue.SqsQueue, secret string) {
		s.AddOverride(jsii.String("//.metadata.note"), secret)
	},
	"name in a comment": func(_ cdktf.TerraformStack, q sqsqueue.SqsQueue, secret string) {
		q.AddOverride(jsii.String("//"), map[string]any{secret: "x"})
	},
	"deep override": func(_ cdktf.TerraformStack, q sqsqueue.SqsQueue, secret string) {
		q.AddOverride(jsii.String("lifecycle.precondition"), []any{map[string]any{"condition": "${true}",
			"error_message": "ask with " + secret}})
	},
	"override of the stack": func(s cdktf.TerraformStack, _ sqsqueue.SqsQueue, secret string) {
		s.AddOverride(jsii.String("locals.note"), secret)
	},
	"Aspect": func(s cdktf.TerraformStack, _ sqsqueue.SqsQueue, secret string) {
		cdktf.Aspects_Of(s).Add(&marker{text: secret})
	},
	"output": func(s cdktf.TerraformStack, _ sqsqueue.SqsQueue, secret string) {
		cdktf.NewTerraformOutput(s, jsii.String("note"), &cdktf.TerraformOutputConfig{Value: secret})
	},
	"description of an output": func(s cdktf.TerraformStack, _ sqsqueue.SqsQueue, secret string) {
		cdktf.NewTerraformOutput(s, jsii.String("note"), &cdktf.TerraformOutputConfig{Value: "x", Description: &secret})
	},
	"default of a variable": func(s cdktf.TerraformStack, _ sqsqueue.SqsQueue, secret string) {
		cdktf.NewTerraformVariable(s, jsii.String("note"), &cdktf.TerraformVariableConfig{Default: secret})
	},
	"local": func(s cdktf.TerraformStack, _ sqsqueue.SqsQueue, secret string) {
		cdktf.NewTerraformLocal(s, jsii.String("note"), []string{"a", secret})
	},
	"backend": func(s cdktf.TerraformStack, _ sqsqueue.SqsQueue, secret string) {
		cdktf.NewS3Backend(s, &cdktf.S3BackendConfig{Bucket: jsii.String("b"), Key: jsii.String("k/" + secret),
			Region: jsii.String("eu-west-1")})
	},
	"configuration of the provider": func(s cdktf.TerraformStack, _ sqsqueue.SqsQueue, secret string) {
		provider.NewAwsProvider(s, jsii.String("other"), &provider.AwsProviderConfig{Alias: jsii.String("other"),
			HttpProxy: jsii.String("http://proxy.acme.dev/" + secret)})
	},
	"provisioner": func(_ cdktf.TerraformStack, q sqsqueue.SqsQueue, secret string) {
		q.AddOverride(jsii.String("provisioner"),
			[]any{map[string]any{"local-exec": map[string]any{"command": "x " + secret}}})
	},
	"environment of raw containers, by form": func(s cdktf.TerraformStack, _ sqsqueue.SqsQueue, secret string) {
		task(s, containers([]any{map[string]any{"name": "app",
			"environment": []any{map[string]any{"name": "X", "value": secret}}}}))
	},
	"command of raw containers": func(s cdktf.TerraformStack, _ sqsqueue.SqsQueue, secret string) {
		task(s, containers([]any{map[string]any{"name": "app", "command": []any{"sh", "-c", "run " + secret}}}))
	},
	"label of raw containers": func(s cdktf.TerraformStack, _ sqsqueue.SqsQueue, secret string) {
		task(s, containers([]any{map[string]any{"name": "app", "dockerLabels": map[string]any{"x": secret}}}))
	},
}

func TestCredentialsOutsideOfProps(t *testing.T) {
	var plain []credentialtest.Credential // those that any text may hold
	for _, c := range credentialtest.Credentials(3) {
		if len(c.Text) < 120 && !strings.ContainsAny(c.Text, "\n\" ${") {
			plain = append(plain, c)
		}
	}
	next := 0
	for place, put := range outside {
		for range 3 {
			secret := plain[next%len(plain)]
			next += 7
			_, err := synth.In(synth.Options{Outdir: t.TempDir(), Context: testkit.Site}, func(app cdktf.App) {
				stack := cdktf.NewTerraformStack(app, jsii.String("test"))
				provider.NewAwsProvider(stack, jsii.String("aws"), &provider.AwsProviderConfig{Region: jsii.String("eu-west-1")})
				put(stack, sqsqueue.NewSqsQueue(stack, jsii.String("queue"), &sqsqueue.SqsQueueConfig{}), secret.Text)
			})
			refusedWithoutEcho(t, place+", "+secret.Vendor, err, secret.Text)
		}
	}
	t.Log(len(outside), "places")
}

// TestCredentialsByTheirAttribute are of no vendor: the attribute, or the name of the variable, says what they are.
func TestCredentialsByTheirAttribute(t *testing.T) {
	const secret = "correcthorse"
	for place, put := range map[string]func(s cdktf.TerraformStack){
		"password": func(s cdktf.TerraformStack) {
			dbinstance.NewDbInstance(s, jsii.String("db"), &dbinstance.DbInstanceConfig{
				InstanceClass: jsii.String("db.t4g.micro"), Password: jsii.String(secret)})
		},
		"secret": func(s cdktf.TerraformStack) {
			secretsmanagersecretversion.NewSecretsmanagerSecretVersion(s, jsii.String("version"),
				&secretsmanagersecretversion.SecretsmanagerSecretVersionConfig{SecretId: jsii.String("x"),
					SecretString: jsii.String(secret)})
		},
		"write-only": func(s cdktf.TerraformStack) {
			dbinstance.NewDbInstance(s, jsii.String("db"), &dbinstance.DbInstanceConfig{
				InstanceClass: jsii.String("db.t4g.micro")}).AddOverride(jsii.String("password_wo"), secret)
		},
		"variable": func(s cdktf.TerraformStack) {
			task(s, containers([]any{map[string]any{"name": "app",
				"environment": []any{map[string]any{"name": "DB_PASSWORD", "value": secret}}}}))
		},
		"variable beside a reference": func(s cdktf.TerraformStack) {
			queue := sqsqueue.NewSqsQueue(s, jsii.String("jobs"), &sqsqueue.SqsQueueConfig{})
			task(s, cdktf.Fn_Jsonencode([]any{map[string]any{"name": "app", "environment": []any{
				map[string]any{"name": "QUEUE", "value": queue.Url()},
				map[string]any{"name": "DB_PASSWORD", "value": secret}}}}))
		},
		"value of a parameter, in an expression": func(s cdktf.TerraformStack) {
			ssmparameter.NewSsmParameter(s, jsii.String("parameter"), &ssmparameter.SsmParameterConfig{
				Name: jsii.String("/app/settings"), Type: jsii.String("String"),
				Value: cdktf.Fn_Jsonencode(map[string]any{"password": secret, "user": "ai"})})
		},
		"variable in JSON of several lines": func(s cdktf.TerraformStack) {
			task(s, jsii.String("[\n  {\n    \"name\": \"app\",\n    \"environment\": [\n      "+
				"{\"name\": \"DB_PASSWORD\", \"value\": \""+secret+"\"}]}]\n"))
		},
		"variable in capitals": func(s cdktf.TerraformStack) {
			task(s, containers([]any{map[string]any{"Name": "app",
				"Environment": []any{map[string]any{"Name": "DB_PASSWORD", "Value": secret}}}}))
		},
		"secure parameter": func(s cdktf.TerraformStack) {
			ssmparameter.NewSsmParameter(s, jsii.String("parameter"), &ssmparameter.SsmParameterConfig{
				Name: jsii.String("/app/key"), Type: jsii.String("SecureString"), Value: jsii.String(secret)})
		},
	} {
		_, err := testkit.TrySynth(t, testkit.Site, put)
		refusedWithoutEcho(t, place, err, secret)
	}
}

// In HCL a text may be of several lines, and its name on none of them.
func TestCredentialsInHCL(t *testing.T) {
	t.Setenv("SYNTH_HCL_OUTPUT", "true")
	const secret = "correcthorse"
	body := strings.Repeat("a1B2c3D4", 8)
	for place, put := range map[string]func(s cdktf.TerraformStack){
		"password": func(s cdktf.TerraformStack) {
			dbinstance.NewDbInstance(s, jsii.String("db"), &dbinstance.DbInstanceConfig{
				InstanceClass: jsii.String("db.t4g.micro"), Password: jsii.String(secret)})
		},
		"variable": func(s cdktf.TerraformStack) {
			task(s, containers([]any{map[string]any{"name": "app",
				"environment": []any{map[string]any{"name": "DB_PASSWORD", "value": secret}}}}))
		},
		"private key": func(s cdktf.TerraformStack) {
			key := "-----BEGIN PRIVATE KEY-----\n" + body + "\n" + body + "\n-----END PRIVATE KEY-----\n"
			sqsqueue.NewSqsQueue(s, jsii.String("raw"), &sqsqueue.SqsQueueConfig{Tags: &map[string]*string{"note": &key}})
		},
	} {
		_, err := synth.In(synth.Options{Outdir: t.TempDir(), Context: testkit.Site}, func(app cdktf.App) {
			stack := cdktf.NewTerraformStack(app, jsii.String("test"))
			provider.NewAwsProvider(stack, jsii.String("aws"), &provider.AwsProviderConfig{Region: jsii.String("eu-west-1")})
			put(stack)
		})
		refusedWithoutEcho(t, place, err, secret)
		refusedWithoutEcho(t, place, err, body)
	}
}

func TestIdsAreNoPlaceForCredentials(t *testing.T) {
	for _, secret := range []string{"ghp_" + strings.Repeat("a1B2c3D4", 5), "AKIA" + strings.Repeat("Q7", 8)} {
		_, err := testkit.TrySynth(t, testkit.Site, func(s cdktf.TerraformStack) {
			sqsqueue.NewSqsQueue(s, &secret, &sqsqueue.SqsQueueConfig{})
		})
		refusedWithoutEcho(t, "id of a resource", err, secret)
	}
}

func refusedWithoutEcho(t *testing.T, place string, err error, secret string) {
	t.Helper()
	var ms rules.Mistakes
	if !errors.As(err, &ms) {
		t.Errorf("%s passes: %v", place, err)
		return
	}
	refused := false
	for _, m := range ms {
		refused = refused || m.Rule == rules.Credential.ID
	}
	if text := fmt.Sprintf("%v %+v", err, ms); !refused || strings.Contains(text, secret) ||
		len(secret) > 24 && strings.Contains(text, secret[len(secret)-12:]) {
		t.Errorf("%s: refused %v, and told as %s", place, refused, text)
	}
}

func TestWaiverOfACredential(t *testing.T) {
	looksLike := "sk-" + strings.Repeat("z9Y8x7W6", 5)
	const reason = "the public key of the widget, which every page shows"
	for name, text := range map[string]string{"without": "", "with": reason, "without words": "ok"} {
		template, err := testkit.TrySynth(t, testkit.Site, func(s cdktf.TerraformStack) {
			tag := looksLike + name
			if text != "" {
				tag = secrets.NotACredential(s, tag, text)
				secrets.NotACredential(s, tag, text) // twice is once
			}
			sqsqueue.NewSqsQueue(s, jsii.String("queue"), &sqsqueue.SqsQueueConfig{Tags: &map[string]*string{"k": &tag}})
		})
		if name != "with" {
			if err == nil {
				t.Errorf("%s a reason it passes", name)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if len(template.Notices) != 1 || !strings.Contains(template.Notices[0].Text, reason) {
			t.Errorf("the reason is not told: %v", template.Notices)
		}
		if !strings.Contains(string(template.Text()), `"value": "`+reason) {
			t.Error("the reason is no output")
		}
	}
}

// What one app waives, the next one has to waive itself.
func TestWaiverOfAnotherApp(t *testing.T) {
	looksLike := "sk-" + strings.Repeat("q5R4s3T2", 5)
	for _, waives := range []bool{true, false} {
		_, err := testkit.TrySynth(t, testkit.Site, func(s cdktf.TerraformStack) {
			if waives {
				secrets.NotACredential(s, looksLike, "the public key of the widget, which every page shows")
			}
			sqsqueue.NewSqsQueue(s, jsii.String("queue"), &sqsqueue.SqsQueueConfig{Tags: &map[string]*string{"k": &looksLike}})
		})
		if waives && err != nil {
			t.Fatal(err)
		}
		if !waives {
			refusedWithoutEcho(t, "what another app waived", err, looksLike)
		}
	}
}

// A waiver ends with its run, however that ends.
func TestWaiverEndsWithItsRun(t *testing.T) {
	looksLike := "sk-" + strings.Repeat("m7N6p5Q4", 5)
	for name, then := range map[string]func(){"that is through": func() {}, "that panics": func() { panic("no model") }} {
		_, _ = testkit.TrySynth(t, testkit.Site, func(s cdktf.TerraformStack) {
			secrets.NotACredential(s, looksLike, "the public key of the widget, which every page shows")
			then()
		})
		if credential.In(looksLike) == "" {
			t.Errorf("after a run %s the text is waived", name)
		}
	}
}

// A text that is waived as a whole is not looked into, and one that holds a waived text is, without it.
func TestWaiverOfJSON(t *testing.T) {
	looksLike := "sk-" + strings.Repeat("w6V5u4T3", 5)
	const reason = "the public key of the widget, which every page shows"
	document := " {\n\"note\": \"x <b>\", \"key\": \"" + looksLike + "1\"}"
	for name, put := range map[string]func(s cdktf.TerraformStack) (text string){
		"as a whole": func(s cdktf.TerraformStack) string { return secrets.NotACredential(s, document, reason) },
		"as a whole, on one line": func(s cdktf.TerraformStack) string {
			return secrets.NotACredential(s, `{"key": "`+looksLike+`4"}`, reason)
		},
		"inside": func(s cdktf.TerraformStack) string {
			return `{"note": "x", "key": "` + secrets.NotACredential(s, looksLike+"2", reason) + `"}`
		},
	} {
		_, err := testkit.TrySynth(t, testkit.Site, func(s cdktf.TerraformStack) {
			text := put(s)
			sqsqueue.NewSqsQueue(s, jsii.String("queue"), &sqsqueue.SqsQueueConfig{Policy: &text})
			task(s, containers([]any{map[string]any{"name": "app",
				"environment": []any{map[string]any{"name": "SETTINGS", "value": text}}}}))
		})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := testkit.TrySynth(t, testkit.Site, func(s cdktf.TerraformStack) {
		text := strings.Replace(document, looksLike+"1", looksLike+"3", 1)
		sqsqueue.NewSqsQueue(s, jsii.String("queue"), &sqsqueue.SqsQueueConfig{Policy: &text})
	})
	refusedWithoutEcho(t, "another text", err, looksLike+"3")
}

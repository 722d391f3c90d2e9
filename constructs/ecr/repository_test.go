package ecr_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func TestNew(t *testing.T) {
	var r *ecr.Repository
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		r = ecr.New(stack, "repository", &ecr.Props{Name: "team/llm-proxy"})
		if err := r.Ref().Validate(); err != nil {
			t.Errorf("the repository's own reference was refused: %v", err)
		}
	})
	template.Has(t, "aws_ecr_repository", testkit.Object{
		"name": "team/llm-proxy", "image_tag_mutability": "IMMUTABLE",
		"image_scanning_configuration": testkit.Object{"scan_on_push": true},
		"force_delete":                 testkit.Absent, "encryption_configuration": testkit.Absent, "tags": testkit.Absent,
	})
	address, _ := template.One(t, "aws_ecr_repository")
	if want := "aws_ecr_repository.repository"; address != want && !strings.HasPrefix(address, want+"_") {
		t.Errorf("the repository's address is %s, want %s", address, want)
	}
	template.Has(t, "aws_ecr_lifecycle_policy", testkit.Object{"repository": "${" + address + ".name}"})
	template.Count(t, "aws_ecr_repository_policy", 0)
	if r.PullPolicy() != nil || r.Resource() == nil || r.LifecyclePolicy() == nil {
		t.Error("the accessors do not hand out what was made")
	}
}

func TestNewWithEverything(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		ecr.New(stack, "repository", &ecr.Props{
			Name: "llm", ImageTagMutability: ecr.TagMutable, ScanOnPush: jsii.Bool(false),
			KMSKeyARN:      "arn:aws:kms:eu-west-1:210987654321:key/a",
			PullAccountIDs: jsii.Strings("109876543210", "310987654321"), ForceDelete: jsii.Bool(true),
			Tags: map[string]string{"Team": "ai"},
		})
	})
	template.Has(t, "aws_ecr_repository", testkit.Object{
		"image_tag_mutability": "MUTABLE", "image_scanning_configuration": testkit.Object{"scan_on_push": false},
		"force_delete": true,
		"encryption_configuration": []testkit.Object{{"encryption_type": "KMS",
			"kms_key": "arn:aws:kms:eu-west-1:210987654321:key/a"}},
		"tags": testkit.Object{"Team": "ai"},
	})
	_, pull := template.One(t, "aws_ecr_repository_policy")
	for _, want := range []string{"ecr:BatchGetImage", "arn:aws:iam::109876543210:root",
		"arn:aws:iam::310987654321:root"} {
		if text, _ := pull["policy"].(string); !strings.Contains(text, want) {
			t.Errorf("the pull policy %s lacks %s", text, want)
		}
	}
	if strings.Contains(string(template.Text()), "ecr:Put") || len(template.Resources("data.aws_partition")) > 0 {
		t.Error("pulling needs neither a push permission nor a data source")
	}
}

func TestLifecyclePolicyIsJSON(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		ecr.New(stack, "repository", &ecr.Props{Name: "llm", EphemeralTagPrefixes: jsii.Strings("pr-")})
	})
	_, policy := template.One(t, "aws_ecr_lifecycle_policy")
	text := policy["policy"].(string)
	text = strings.TrimSuffix(strings.TrimPrefix(text, "${jsonencode("), ")}")
	text = strings.NewReplacer(`" = `, `":`).Replace(text) // HCL's object syntax
	var got struct {
		Rules []struct {
			RulePriority int
			Selection    struct {
				TagStatus, CountType, CountUnit string
				TagPatternList                  []string
				CountNumber                     int
			}
		}
	}
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("%v:\n%s", err, text)
	}
	var order []string
	for i, r := range got.Rules {
		if r.RulePriority != i+1 || r.Selection.CountNumber < 1 {
			t.Errorf("rule %d has the priority %d and the count %d", i, r.RulePriority, r.Selection.CountNumber)
		}
		order = append(order, r.Selection.TagStatus+" "+strings.Join(r.Selection.TagPatternList, ",")+" "+
			r.Selection.CountType)
	}
	if diff := cmp.Diff([]string{"tagged pr-* sinceImagePushed", "untagged  sinceImagePushed",
		"tagged * imageCountMoreThan"}, order); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
}

func TestNewReportsAllMistakes(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		r := ecr.New(stack, "repository", &ecr.Props{Name: "LLM", KeepImages: jsii.Number(1)})
		if r.Resource() != nil || r.Ref().Validate() != nil {
			t.Error("a refused repository must have no resource and a reference that causes no follow-up mistakes")
		}
	})
	for _, want := range []string{
		"repository.keepImages: got 1 images, want a whole number from 10 to 10000 images; fewer may delete",
		"repository.name: got \"LLM\"",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got:\n%v\nwant %s…", err, want)
		}
	}
}

func TestApply(t *testing.T) {
	testkit.Heavy(t)
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		ecr.New(stack, "immutable",
			&ecr.Props{Name: "team/llm-proxy", EphemeralTagPrefixes: jsii.Strings("pr-", "cache"),
				PullAccountIDs: jsii.Strings("109876543210", "310987654321")})
		ecr.New(stack, "mutable",
			&ecr.Props{Name: "team/cache", ImageTagMutability: ecr.TagMutable, PullAccountIDs: jsii.Strings("109876543210")})
	})
	aws := testkit.StartAWS(t)
	terraform := testkit.NewTerraform(t, template.Text(), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	terraform.Destroy(t)
	aws.AssertEmpty(t)
}

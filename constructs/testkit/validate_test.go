package testkit_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

const hclHead = `terraform {
  required_providers {
    aws = {
      source  = "aws"
      version = "~> 5.99"
    }
  }
  backend "local" {
    path = "/nowhere/terraform.tfstate"
  }
}
`

func TestCheckHCL(t *testing.T) {
	testkit.Heavy(t)
	for name, c := range map[string]struct{ text, want string }{
		"valid":        {hclHead + "resource \"aws_sqs_queue\" \"q\" {\n  name = \"q\"\n}\n", ""},
		"broken":       {hclHead + "resource \"aws_sqs_queue\" \"q\" {", "parse the HCL"},
		"no providers": {"terraform {}", "terraform.required_providers is missing"},
		"no such attribute": {hclHead + "resource \"aws_sqs_queue\" \"q\" {\n  nam = \"q\"\n}\n",
			"at cdk.tf:13 in resource \"aws_sqs_queue\" \"q\": nam = \"q\""},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "cdk.tf"), []byte(c.text), 0o644); err != nil {
				t.Fatal(err)
			}
			got := report(t, func(t testing.TB) { testkit.CheckHCL(t, dir) })
			if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
				t.Errorf("got %q, want %q in it", got, c.want)
			}
		})
	}
}

func TestValidateStackNamesTheMistake(t *testing.T) {
	testkit.Heavy(t)
	got := report(t, func(tb testing.TB) {
		testkit.ValidateStack(tb, stack(t, "service.tf.json", `"cidr_block": "10.0.0.0/16"`, `"cidr": "10.0.0.0/16"`))
	})
	for _, want := range []string{"error: Extraneous JSON object property", `"cidr"`, "at cdk.tf.json:",
		"resource.aws_vpc.network"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in:\n%s", want, got)
		}
	}
}

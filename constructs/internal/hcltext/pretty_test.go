package hcltext

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPrettyNames(t *testing.T) {
	const rendered = `resource "aws_kms_key" "key" {
}
resource "aws_kms_key" "key-of-logs" {
}
resource "aws_kms_key" "service_logs_key_0A1B2C3D" {
}
data "aws_iam_role" "one_11111111" {
}
data "aws_iam_role" "one_22222222" {
}
output "all" {
  value = ["${aws_kms_key.key.arn}", "${aws_kms_key.key-of-logs.arn}", "${aws_kms_key.service_logs_key_0A1B2C3D.arn}",
  "${data.aws_iam_role.one_11111111.arn}"]
}
output "words" {
  value = { "for" = "x", "to" = "y" }
}
`
	const want = `resource "aws_kms_key" "key" {}

resource "aws_kms_key" "key_of_logs" {}

resource "aws_kms_key" "service_logs_key" {}

data "aws_iam_role" "one_11111111" {}

data "aws_iam_role" "one_22222222" {}

output "all" {
  value = [
    aws_kms_key.key.arn,
    aws_kms_key.key_of_logs.arn,
    aws_kms_key.service_logs_key.arn,
    data.aws_iam_role.one_11111111.arn,
  ]
}

output "words" {
  value = {
    "for" = "x"
    to    = "y"
  }
}
`
	got, err := Pretty([]byte(rendered), "main.tf")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	again, err := Pretty(got, "main.tf")
	if err != nil || string(again) != string(got) {
		t.Errorf("a pretty file is changed again: %v\n%s", err, cmp.Diff(string(got), string(again)))
	}
}

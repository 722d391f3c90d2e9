package hcltext

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func noBlock(string, string) bool { return false }

func TestMendStatements(t *testing.T) {
	const rendered = `resource "aws_wafv2_web_acl" "acl" {
  rule {
    name = "a"

# Warning: The following attribute is of an unexpected type. Either there's a problem with the provider
#
# We understand this is not ideal

statement = {
not_statement = {
statement = [
{ or_statement = { statement = [ { geo_match_statement = { country_codes = ["DE", "FR"] } },
{ ip_set_reference_statement = { arn = "${a.b}" } }, ] } },
]
}
}

  }
}
`
	const mended = `resource "aws_wafv2_web_acl" "acl" {
  rule {
    name = "a"


    statement {
      not_statement {
        statement {
          or_statement {
            statement {
              geo_match_statement {
                country_codes = ["DE", "FR"]
              }
            }
            statement {
              ip_set_reference_statement {
                arn = "${a.b}"
              }
            }
          }
        }
      }
    }


  }
}
`
	got, err := Mend([]byte(rendered), "cdk.tf", ">= 1.5", noBlock)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(mended, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What AddOverride adds is a block where the provider has one, and else a map.
func TestMendBlocks(t *testing.T) {
	const rendered = `resource "aws_lb" "a" {
  subnet_mapping = [
    { subnet_id = "b" },
    { subnet_id = "c" },
  ]
  access_logs = { "bucket" = "d" }
  tags = { e = "f" }
}
`
	const mended = `resource "aws_lb" "a" {
  subnet_mapping {
    subnet_id = "b"
  }
  subnet_mapping {
    subnet_id = "c"
  }

  access_logs {
    bucket = "d"
  }

  tags = { e = "f" }
}
`
	got, err := Mend([]byte(rendered), "cdk.tf", ">= 1.5", func(resource, attribute string) bool {
		return resource == "aws_lb.a" && attribute != "tags"
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(mended, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

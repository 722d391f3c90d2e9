package iampolicy

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestMatches(t *testing.T) {
	for pattern, texts := range map[string][2]string{ // one that matches, and one that does not
		"*": {"s3:GetObject", ""}, "s3:Get*": {"S3:getobject", "s3:PutObject"}, "iam:Pass????": {"iam:PassRole",
			"iam:PassRoles"},
		"s*:*Object": {"s3:GetObject", "sqs:SendMessage"}, "iam:PassRole": {"IAM:PASSROLE", "iam:PassRol"}, "**a": {"a",
			"ab"},
	} {
		if !Matches(pattern, texts[0]) || Matches(pattern, texts[1]) && texts[1] != "" {
			t.Errorf("%s: got %v of %s, %v of %s", pattern, Matches(pattern, texts[0]), texts[0], Matches(pattern, texts[1]),
				texts[1])
		}
	}
}

func TestWide(t *testing.T) {
	for _, action := range []string{"*", "*:*", "s3:*", "S3:**", "iam:?*", "s*:Get*", "?*"} {
		if !EveryAction(action) {
			t.Errorf("%s is not all of a service", action)
		}
	}
	for _, action := range []string{"s3:Get*", "iam:PassRole", "s3:?", "ec2:Describe*"} {
		if EveryAction(action) {
			t.Errorf("%s is all of a service", action)
		}
	}
	for _, resource := range []string{"*", "**", "*/*", "*:*", "arn:*", "arn:aws:*", "arn:*:*:*:*:*", "arn:aws:*:*:*:*",
		"arn:aws:*:eu-west-1:210987654321:*"} {
		if !EveryResource(resource) {
			t.Errorf("%s is not everything", resource)
		}
	}
	for _, resource := range []string{"arn:aws:s3:::*", "arn:aws:iam::210987654321:role/*", "${aws_s3_bucket.b.arn}/*",
		""} {
		if EveryResource(resource) {
			t.Errorf("%s is everything", resource)
		}
	}
	for resource, want := range map[string]bool{
		"arn:aws:s3:::*": true, "arn:aws:s3:::*/*": true, "arn:aws:s3:::acme/*": false, "arn:aws:iam::*:role/*": true,
		"arn:aws:dynamodb:*:*:table/*/index/*": true, "arn:aws:dynamodb:*:*:table/orders/*": false, "arn:aws:sqs:*:*:*": true,
		"arn:aws:secretsmanager:*:*:secret:app/*": false, "*": false, "arn:aws:s3:*": true, "arn:aws:iam::*:role/?*": true,
		"arn:aws:iam::210987654321:r*":    true,
		"arn:aws:iam::210987654321:role*": true, "arn:aws:s3:::*-*": true,
		"arn:aws:iam::2109*": true, "arn:*": true, "arn:aws": false, "arn:aws:s*:::acme/*": true,
		"arn:aws:iam::210987654321:role/app-*": false,
		"arn:aws:s3:::${var.b}/*":              false, "${aws_s3_bucket.b.arn}/*": false, "arn:aws:s3:::acme*": false,
	} {
		if _, got := EveryOfKind(resource); got != want {
			t.Errorf("%s: got %v", resource, got)
		}
	}
}

func TestPublic(t *testing.T) {
	for policy, want := range map[string]bool{
		`{"Principal": "*"}`: true, `{"Principal": {"AWS": "*"}}`: true, `{"principal": {"aws": ["*"]}}`: true,
		`{"NotPrincipal": {"AWS": "210987654321"}}`: true, `{"Principal": {"AWS": "arn:aws:iam::*:root"}}`: true,
		`{"Principal": {"Service": "sns.amazonaws.com"}}`: false, `{"Principal": "*", "Effect": "Deny"}`: false,
		`{"Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}`:                false,
		`{"Principal": "*", "Condition": {"StringLike": {"aws:PrincipalOrgID": "o-*"}}}`:                  true,
		`{"Principal": "*", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}}`:             true,
		`{"Principal": "*", "Condition": {"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1"}}}`:         true,
		`{"Principal": "*", "Condition": {"ForAnyValue:StringEquals": {"aws:PrincipalOrgID": ["o-1"]}}}`:  false,
		`{"Principal": "*", "Condition": {"ForAllValues:StringEquals": {"aws:PrincipalOrgID": ["o-1"]}}}`: true,
		`{"Principal": "*", "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}`:              false,
		`{"Principal": "*", "Condition": {"IpAddress": {"aws:SourceIp": ["0.0.0.0/2", "64.0.0.0/2"]}}}`:   true,
		`{"Principal": "*", "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:210987654321:*"}}}`: false,
		`{"Principal": "*", "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}}}`:            true,
		`{"Principal": "*", "Condition": {"StringEquals": {"aws:SourceAccount": "${var.account}"}}}`:      false,
		`{"Principal": "*", "Condition": {"Bool": {"aws:SecureTransport": true}}}`:                        true,
		`{"Principal": "*", "Condition": {"StringLike": {"aws:PrincipalArn": "*:role/admin"}}}`:           true,
		`{"Principal": "*", "Condition": {"StringLike": {"aws:PrincipalArn": "*admin"}}}`:                 true,
		`{"Principal": "*", "Condition": {"StringLike": {"aws:PrincipalOrgID": "o-a*"}}}`:                 true,
		`{"Principal": "*", "Condition": {"StringLike": {"aws:SourceAccount": "2109????????"}}}`:          true,
		`{"Principal": "*", "Condition": {"StringLike": {"aws:SourceArn": "*:210987654321:*"}}}`:          false,
		`{"Principal": "*", "Condition": {"StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}}}`:    false,
		`{"Principal": "*", "Condition": {"StringLike": {"sns:Endpoint": "*@acme.dev"}}}`:                 false,
		`{"Principal": {"AWS": "arn:aws:iam::210987654321:root"}, "principal": "*"}`:                      true,
	} {
		var statement any
		if err := json.Unmarshal([]byte(policy), &statement); err != nil {
			t.Fatal(err)
		}
		all := Statements(map[string]any{"Statement": statement})
		if len(all) != 1 || all[0].Public(all) != want {
			t.Errorf("%s: got %v", policy, !want)
		}
	}
}

// What would take long to match is made short.
func TestManyStars(t *testing.T) {
	all := Statements(map[string]any{"Statement": map[string]any{"Action": strings.Repeat("*", 1000) + "a"}})
	if got := all[0].Actions[0]; len(got) > 4 {
		t.Errorf("got %d stars", len(got)-1)
	}
	if Statements("x") != nil || Statements(map[string]any{"Statement": "x"}) != nil {
		t.Error("got a statement of a text")
	}
}

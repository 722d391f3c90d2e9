package form

import (
	"strings"
	"testing"
)

func TestForms(t *testing.T) {
	for _, c := range []struct {
		form         Form
		fits, others []string
	}{
		{VPC, []string{"vpc-0a1b2c3d", "vpc-0a1b2c3d4e5f67890"}, []string{"", "vpc-", "vpc-0a1b2c3", "vpc-0A1B2C3D",
			"vpc-0a1b2c3d4e5f678901", "subnet-0a1b2c3d", "my-vpc"}},
		{Subnet, []string{"subnet-0a1b2c3d"}, []string{"subnet-a", "subnet-xyz12345", " subnet-0a1b2c3d"}},
		{SecurityGroup, []string{"sg-0a1b2c3d4e5f67890"}, []string{"sg-web", "sg-0a1b2c3d\n", "default"}},
		{FileSystem, []string{"fs-0a1b2c3d", "fs-" + strings.Repeat("a", 40)}, []string{"fs-1", "fsap-0a1b2c3d",
			"fs-" + strings.Repeat("a", 41)}},
		{Account, []string{"210987654321", "000000000001"}, []string{"21098765432", "2109876543210", "2109-8765-4321"}},
		{ImageDigest, []string{"sha256:" + strings.Repeat("0a", 32)}, []string{strings.Repeat("0a", 32), "sha256:0a",
			"sha256:" + strings.Repeat("0A", 32), "sha512:" + strings.Repeat("0a", 64)}},
		{ImageTag, []string{"1", "v1.2.3_x-4", strings.Repeat("a", 128)}, []string{"", ".1", "-1", "a/b", "a:b",
			strings.Repeat("a", 129)}},
		{Bucket, []string{"abc", "acme-state", "logs.acme.dev", "1.2.3.4.5", strings.Repeat("a", 63)}, []string{"ab",
			strings.Repeat("a", 64), "Acme", "a_b", "a..b", "-abc", "abc-", "abc.", "10.0.0.1", "s3://abc",
			"arn:aws:s3:::abc"}},
		{HostedZone, []string{"Z0123456789ABCDEFGHIJ", "Z1234567A"}, []string{"/hostedzone/Z0123456789ABCDEFGHIJ",
			"z0123456789abcdefghij", "acme.dev"}},
		{Branch, []string{"main", "release/1.x", "hotfix#12", "c++", "user@host", "v1.0", "a.b/c_d-e", "lock", "1"},
			[]string{"", "main..x", "main.lock", "a.lock/b", "a//b", "x/", "x.", "x/.y", ".x", "/x", "-x", "refs/heads/main",
				"a b", "a~1", "feature/*", "@{-1}", "main\n", strings.Repeat("a", 201)}},
		{Environment, []string{"production", "prod/eu-west-1", "production eu", "0755", "p", strings.Repeat("e", 255)},
			[]string{"", " production", "production ", "prod's", "a\\b", "prod\u200b", "pr:od", strings.Repeat("e", 256)}},
	} {
		for _, text := range c.fits {
			if !c.form.Fits(text) {
				t.Errorf("%q is no %s", text, c.form.Want)
			}
		}
		for _, text := range c.others {
			if c.form.Fits(text) {
				t.Errorf("%q is %s", text, c.form.Want)
			}
		}
	}
}

package partition

import "testing"

func TestOf(t *testing.T) {
	for region, want := range map[string]string{
		"eu-west-1": "aws", "us-east-1": "aws", "ap-southeast-7": "aws", "il-central-1": "aws", "mx-central-1": "aws",
		"nz-north-12": "aws",
		"cn-north-1":  "aws-cn", "cn-northwest-1": "aws-cn",
		"us-gov-west-1": "aws-us-gov", "us-gov-east-1": "aws-us-gov",
		"eusc-de-east-1": "aws-eusc",
		"us-iso-east-1":  "aws-iso", "us-isob-west-1": "aws-iso-b", "eu-isoe-west-1": "aws-iso-e",
		"us-isof-south-1": "aws-iso-f",

		"": "", "eu": "", "eu-west": "", "eu-west-1a": "", "us-east-1-bos-1": "", "us-gov": "", "EU-WEST-1": "",
		"us-other-west-1": "", "aws-global": "", "${data.aws_region.r.name}": "", "eu-west-1\n": "", "eusc-east-1": "",
	} {
		p, ok := Of(region)
		if p.Name != want || ok != (want != "") || IsRegion(region) != ok {
			t.Errorf("%q: got %q, %v, want %q", region, p.Name, ok, want)
		}
	}
}

func TestDNSSuffix(t *testing.T) {
	for region, want := range map[string]string{
		"eu-west-1": "amazonaws.com", "us-gov-west-1": "amazonaws.com", "cn-north-1": "amazonaws.com.cn",
		"eusc-de-east-1": "amazonaws.eu", "us-iso-east-1": "c2s.ic.gov",
	} {
		if p, _ := Of(region); p.DNSSuffix != want {
			t.Errorf("%s: got %s, want %s", region, p.DNSSuffix, want)
		}
	}
}

func TestAll(t *testing.T) {
	names := map[string]bool{}
	for _, p := range All() {
		if names[p.Name] || p.Name == "" || p.DNSSuffix == "" {
			t.Errorf("got %+v twice, or without a name or a suffix", p)
		}
		names[p.Name] = true
	}
	All()[0].Name = "changed"
	if All()[0].Name != "aws" || len(names) != 8 {
		t.Errorf("got %v, want aws first of 8", All())
	}
}

func TestIsZone(t *testing.T) {
	for _, c := range []struct {
		zone, region string
		want         bool
	}{
		{"eu-west-1a", "eu-west-1", true},
		{"eusc-de-east-1b", "eusc-de-east-1", true},
		{"us-gov-west-1c", "us-gov-west-1", true},
		{"us-east-1-bos-1a", "us-east-1", true},
		{"us-east-1-wl1-bos-wlz-1", "us-east-1", true},
		{"eu-west-1", "eu-west-1", false},
		{"eu-west-11a", "eu-west-1", false},
		{"eu-west-2a", "eu-west-1", false},
		{"eu-west-1ab", "eu-west-1", false},
		{"euw1-az1", "eu-west-1", false},
		{"a", "", false},
	} {
		if got := IsZone(c.zone, c.region); got != c.want {
			t.Errorf("%s in %s: got %v", c.zone, c.region, got)
		}
	}
}

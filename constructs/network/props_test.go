package network

import (
	"reflect"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/cidr"
)

const (
	reference     = "${TfToken[TOKEN.1]}"
	listReference = "#{TfToken[TOKEN.2]}"
	numReference  = -1.8881545897087505e+289
)

func TestProblems(t *testing.T) {
	valid := func() Props { return Props{} }
	checktest.Run(t, valid, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "defaults", Change: func(*Props) {}},
		{Name: "references", Change: func(p *Props) {
			*p = Props{Name: reference, CIDR: reference, AvailabilityZones: jsii.Strings(listReference),
				ZoneCount: jsii.Number(3), FlowLogs: &FlowLogs{KMSKeyARN: reference}}
		}},
		{Name: "number reference",
			Change: func(p *Props) { p.FlowLogs = &FlowLogs{RetentionDays: jsii.Number(numReference)} }},
		{Name: "zones by reference", Change: func(p *Props) { p.AvailabilityZones = jsii.Strings(reference, reference) }},
		{Name: "six zones", Change: func(p *Props) { p.ZoneCount = jsii.Number(6) }},
		{Name: "some of the zones", Change: func(p *Props) {
			p.AvailabilityZones, p.ZoneCount = jsii.Strings("us-gov-west-1a", "us-gov-west-1b", "us-gov-west-1c"), jsii.Number(2)
		}},
		{Name: "smallest block", Change: func(p *Props) { p.CIDR = "192.168.7.0/24" }},
		{Name: "smallest block with isolated subnets",
			Change: func(p *Props) { p.CIDR, p.IsolatedSubnets = "192.168.6.0/23", jsii.Bool(true) }},
		{Name: "a default endpoint once more",
			Change: func(p *Props) { p.Egress, p.Endpoints = EgressNone, []Endpoint{EndpointLogs, "execute-api"} }},
		{Name: "name", Change: func(p *Props) { p.Name = "llm proxy" },
			Want: []string{"name invalid"}},
		{Name: "no block", Change: func(p *Props) { p.CIDR = "10.0.0.0" },
			Want: []string{"cidr invalid"}},
		{Name: "IPv6 block", Change: func(p *Props) { p.CIDR = "fd00::/16" },
			Want: []string{"cidr invalid"}},
		{Name: "host bits", Change: func(p *Props) { p.CIDR = "10.0.1.0/16" },
			Want: []string{"cidr invalid"}},
		{Name: "block too large", Change: func(p *Props) { p.CIDR = "10.0.0.0/8" },
			Want: []string{"cidr network-block-size"}},
		{Name: "block too small", Change: func(p *Props) { p.CIDR = "10.0.0.0/25" },
			Want: []string{"cidr network-block-size"}},
		{Name: "block too small for three tiers",
			Change: func(p *Props) { p.CIDR, p.IsolatedSubnets = "10.0.0.0/24", jsii.Bool(true) },
			Want:   []string{"cidr network-block-size"}},
		{Name: "multicast block", Change: func(p *Props) { p.CIDR = "239.0.0.0/16" },
			Want: []string{"cidr network-block-range"}},
		{Name: "link-local block", Change: func(p *Props) { p.CIDR = "169.254.0.0/16" },
			Want: []string{"cidr network-block-range"}},
		{Name: "one zone", Change: func(p *Props) { p.ZoneCount = jsii.Number(1) },
			Want: []string{"zoneCount range"}},
		{Name: "seven zones", Change: func(p *Props) { p.ZoneCount = jsii.Number(7) },
			Want: []string{"zoneCount range"}},
		{Name: "half a zone", Change: func(p *Props) { p.ZoneCount = jsii.Number(2.5) },
			Want: []string{"zoneCount range"}},
		{Name: "unknown number of zones", Change: func(p *Props) { p.ZoneCount = jsii.Number(numReference) },
			Want: []string{"zoneCount known-value"}},
		{Name: "one named zone", Change: func(p *Props) { p.AvailabilityZones = jsii.Strings("eu-west-1a") },
			Want: []string{"availabilityZones range"}},
		{Name: "no named zone", Change: func(p *Props) { p.AvailabilityZones = &[]*string{} },
			Want: []string{"availabilityZones range"}},
		{Name: "more zones than named", Change: func(p *Props) {
			p.AvailabilityZones, p.ZoneCount = jsii.Strings("eu-west-1a", "eu-west-1b"), jsii.Number(3)
		}, Want: []string{"zoneCount range"}},
		{Name: "no zones", Change: func(p *Props) { p.AvailabilityZones = jsii.Strings("eu-west-1", "us-east-1-bos-1a") },
			Want: []string{"availabilityZones[0] invalid",
				"availabilityZones[1] invalid"}},
		{Name: "nil zone", Change: func(p *Props) { p.AvailabilityZones = &[]*string{nil, jsii.String("eu-west-1a")} },
			Want: []string{"availabilityZones[0] nil-element"}},
		{Name: "a zone twice", Change: func(p *Props) { p.AvailabilityZones = jsii.Strings("eu-west-1a", "eu-west-1a") },
			Want: []string{"availabilityZones[1] unique"}},
		{Name: "egress", Change: func(p *Props) { p.Egress = "vpn" },
			Want: []string{"egress one-of"}},
		{Name: "egress by reference", Change: func(p *Props) { p.Egress = reference },
			Want: []string{"egress known-value"}},
		{Name: "policy by reference", Change: func(p *Props) { p.EndpointPolicy = reference },
			Want: []string{"endpointPolicy known-value"}},
		{Name: "policy", Change: func(p *Props) { p.EndpointPolicy = "closed" }, Want: []string{"endpointPolicy one-of"}},
		{Name: "open endpoints", Change: func(p *Props) { p.Egress, p.EndpointPolicy = EgressNone, EndpointPolicyOpen }},
		{Name: "endpoints of an organization", Change: func(p *Props) {
			p.EndpointPolicy, p.OrganizationID = EndpointPolicyOrganization, "o-a1b2c3d4e5"
		}},
		{Name: "an organization by reference", Change: func(p *Props) {
			p.EndpointPolicy, p.OrganizationID = EndpointPolicyOrganization, reference
		}},
		{Name: "endpoints of no organization", Change: func(p *Props) { p.EndpointPolicy = EndpointPolicyOrganization },
			Want: []string{"organizationID required"}},
		{Name: "organization", Change: func(p *Props) {
			p.EndpointPolicy, p.OrganizationID = EndpointPolicyOrganization, "210987654321"
		}, Want: []string{"organizationID invalid"}},
		{Name: "an organization for nothing", Change: func(p *Props) { p.OrganizationID = "o-a1b2c3d4e5" },
			Want: []string{"organizationID network-organization-unused"}},
		{Name: "endpoint by reference", Change: func(p *Props) { p.Endpoints = []Endpoint{reference} },
			Want: []string{"endpoints[0] known-value"}},
		{Name: "endpoint by its long name",
			Change: func(p *Props) { p.Endpoints = []Endpoint{"com.amazonaws.eu-west-1.logs"} },
			Want:   []string{"endpoints[0] invalid"}},
		{Name: "endpoint's form", Change: func(p *Props) { p.Endpoints = []Endpoint{"Logs", ""} },
			Want: []string{"endpoints[0] invalid", "endpoints[1] required"}},
		{Name: "endpoint of S3", Change: func(p *Props) { p.Endpoints = []Endpoint{"s3"} },
			Want: []string{"endpoints[0] network-s3-endpoint"}},
		{Name: "an endpoint twice", Change: func(p *Props) { p.Endpoints = []Endpoint{EndpointSTS, EndpointSTS} },
			Want: []string{"endpoints[1] unique"}},
		{Name: "endpoints with one address", Change: func(p *Props) { p.Endpoints = []Endpoint{"ecr.api", "ecr-api"} },
			Want: []string{"endpoints[1] unique"}},
		{Name: "retention", Change: func(p *Props) { p.FlowLogs = &FlowLogs{RetentionDays: jsii.Number(31)} },
			Want: []string{"flowLogs.retentionDays one-of"}},
		{Name: "traffic", Change: func(p *Props) { p.FlowLogs = &FlowLogs{TrafficType: "all"} },
			Want: []string{"flowLogs.trafficType one-of"}},
		{Name: "key", Change: func(p *Props) { p.FlowLogs = &FlowLogs{KMSKeyARN: "alias/logs"} },
			Want: []string{"flowLogs.kmsKeyARN invalid"}},
		{Name: "all at once", Change: func(p *Props) {
			*p = Props{Name: "a b", CIDR: "10.0.0.0/30", ZoneCount: jsii.Number(0), Egress: "x", Endpoints: []Endpoint{"!"},
				FlowLogs: &FlowLogs{TrafficType: "x"}}
		}, Want: []string{"cidr network-block-size", "egress one-of", "endpoints[0] invalid", "flowLogs.trafficType one-of",
			"name invalid", "zoneCount range"}},
	})
}

func TestProblemsOfNil(t *testing.T) {
	if err := (*Props)(nil).Validate(); err != nil {
		t.Error(err)
	}
}

func TestStatedZones(t *testing.T) {
	stated := []string{"eu-west-1a", "eu-west-1b"}
	if ps := (&Props{}).problems(stated); len(ps) != 0 {
		t.Error(ps)
	}
	want :=
		"zoneCount: got 3, want at most 2, as many zones as the stack states (eu-west-1a, eu-west-1b); state more zones"
	if got := (&Props{ZoneCount: jsii.Number(3)}).problems(stated).Error(); got != want {
		t.Errorf("got %s", got)
	}
	own := &Props{AvailabilityZones: jsii.Strings("eu-west-1a", "eu-west-1b", "eu-west-1c")}
	if ps := own.problems(stated); len(ps) != 0 {
		t.Error(ps)
	}
}

func TestResolve(t *testing.T) {
	defaults := Props{}.resolve("network")
	got := config{Props: Props{Name: defaults.Name, CIDR: defaults.CIDR, Egress: defaults.Egress}, zones: defaults.zones,
		nats: defaults.nats, gateways: defaults.gateways,
		tiers: defaults.tiers, taskTier: defaults.taskTier}
	want := config{Props: Props{Name: "network", CIDR: "10.0.0.0/16", Egress: EgressNATPerZone}, zones: 2, nats: 2,
		gateways: []Endpoint{"s3"},
		tiers:    []cidr.Tier{cidr.Public, cidr.Private}, taskTier: cidr.Private}
	if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(got, defaults) {
		t.Errorf("got  %+v\nwant %+v", defaults, want)
	}
	none := Props{Egress: EgressNone, Endpoints: []Endpoint{EndpointLogs, EndpointDynamoDB, EndpointSTS},
		AvailabilityZones: jsii.Strings("a", "b", "c")}.resolve("n")
	if diff := cmp.Diff([]Endpoint{"ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "sts"},
		none.interfaces); diff != "" {
		t.Errorf("interface endpoints (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Endpoint{"s3", "dynamodb"}, none.gateways); diff != "" || none.nats != 0 || none.zones != 3 {
		t.Errorf("got %d NAT gateways, %d zones, gateway endpoints (-want +got):\n%s", none.nats, none.zones, diff)
	}
	for block, told := range map[string]bool{"10.0.0.0/22": false, "10.0.0.0/23": true, reference: false} {
		if got := (Props{CIDR: block}).resolve("n").notice != ""; got != told {
			t.Errorf("notice for %s: got %t, want %t", block, got, told)
		}
	}
}

package network_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// variants are the networks that tests look at.
var variants = map[string]network.Props{
	"public-ip":    {Egress: network.EgressPublicIP},
	"nat":          {Egress: network.EgressNAT, ZoneCount: jsii.Number(3)},
	"nat-per-zone": {},
	"none": {Egress: network.EgressNone,
		Endpoints: []network.Endpoint{network.EndpointBedrockRuntime, network.EndpointDynamoDB, network.EndpointLogs}},
	"everything": {Name: "platform", CIDR: "172.20.0.0/20", ZoneCount: jsii.Number(3), IsolatedSubnets: jsii.Bool(true),
		IPv6:      jsii.Bool(true),
		Endpoints: []network.Endpoint{network.EndpointECRAPI}, FlowLogs: &network.FlowLogs{},
		Tags: map[string]string{"Team": "ai"}},
}

func synth(t *testing.T, props network.Props) *testkit.Template {
	t.Helper()
	return testkit.Synth(t, func(stack cdktf.TerraformStack) {
		network.New(stack, "network", &props)
	})
}

// named returns the only resource of the kind whose address starts with the construct's path; its last eight characters
// are a hash.
func named(t *testing.T, template *testkit.Template, kind, id string) testkit.Object {
	t.Helper()
	address, resource := find(template, kind, id)
	if address == "" {
		t.Fatalf("no %s %s", kind, id)
	}
	return resource
}

func find(template *testkit.Template, kind, id string) (string, testkit.Object) {
	for address, resource := range template.Resources(kind) {
		if address[:len(address)-len("_01234567")] == "network_"+id {
			return kind + "." + address, resource
		}
	}
	return "", nil
}

// refers is a reference to the attribute of the resource.
func refers(t *testing.T, template *testkit.Template, kind, id, attribute string) string {
	t.Helper()
	address, _ := find(template, kind, id)
	if address == "" {
		t.Fatalf("no %s %s", kind, id)
	}
	return "${" + address + "." + attribute + "}"
}

func TestEgress(t *testing.T) {
	counts := map[string]map[string]int{
		"public-ip": {"aws_subnet": 2, "aws_route_table": 1, "aws_route": 1, "aws_route_table_association": 2,
			"aws_vpc_endpoint":                         1,
			"aws_vpc_endpoint_route_table_association": 1},
		"nat": {"aws_subnet": 6, "aws_route_table": 4, "aws_route": 4, "aws_route_table_association": 6, "aws_nat_gateway": 1,
			"aws_eip":          1,
			"aws_vpc_endpoint": 1, "aws_vpc_endpoint_route_table_association": 4},
		"nat-per-zone": {"aws_subnet": 4, "aws_route_table": 3, "aws_route": 3, "aws_route_table_association": 4,
			"aws_nat_gateway": 2, "aws_eip": 2,
			"aws_vpc_endpoint": 1, "aws_vpc_endpoint_route_table_association": 3},
		"none": {"aws_subnet": 4, "aws_route_table": 3, "aws_route": 1, "aws_route_table_association": 4,
			"aws_vpc_endpoint":                         8,
			"aws_vpc_endpoint_route_table_association": 6, "aws_security_group": 1, "aws_vpc_security_group_ingress_rule": 1},
		"everything": {"aws_subnet": 9, "aws_route_table": 5, "aws_route": 8, "aws_route_table_association": 9,
			"aws_nat_gateway": 3, "aws_eip": 3,
			"aws_vpc_endpoint": 2, "aws_vpc_endpoint_route_table_association": 5, "aws_security_group": 1,
			"aws_vpc_security_group_ingress_rule": 1,
			"aws_egress_only_internet_gateway":    1, "aws_flow_log": 1, "aws_cloudwatch_log_group": 1, "aws_iam_role": 1,
			"aws_iam_role_policy": 1},
	}
	always := map[string]int{"aws_vpc": 1, "aws_default_security_group": 1, "aws_internet_gateway": 1}
	for name, props := range variants {
		t.Run(name, func(t *testing.T) {
			template := synth(t, props)
			if !testing.Short() {
				testkit.ValidateStack(t, template.Text())
			}
			got := map[string]int{}
			for _, address := range template.Addresses() {
				got[strings.Split(address, ".")[0]]++
			}
			want := counts[name]
			maps.Copy(want, always)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("resources (-want +got):\n%s", diff)
			}
			for address, s := range template.Resources("aws_subnet") {
				if s["map_public_ip_on_launch"] != false {
					t.Errorf("%s hands out public addresses", address)
				}
			}
			_, closed := template.One(t, "aws_default_security_group")
			if closed["ingress"] != nil || closed["egress"] != nil {
				t.Errorf("the default security group has rules: %v", closed)
			}
			for address, e := range template.Resources("aws_vpc_endpoint") {
				if _, there := e["ip_address_type"]; there {
					t.Errorf("%s states ip_address_type", address)
				}
			}
			if len(template.Notices) != 0 {
				t.Errorf("notices: %v", template.Notices)
			}
		})
	}
}

func TestDefaults(t *testing.T) {
	template := synth(t, network.Props{})
	template.Has(t, "aws_vpc",
		testkit.Object{"cidr_block": "10.0.0.0/16", "enable_dns_support": true, "enable_dns_hostnames": true,
			"assign_generated_ipv6_cidr_block": testkit.Absent, "tags": testkit.Object{"Name": "network"}})
	for id, want := range map[string]map[string]any{
		"public-1": {"cidr_block": "10.0.0.0/21", "availability_zone": "eu-west-1a",
			"tags": map[string]any{"Name": "network-public-1"}},
		"public-2":  {"cidr_block": "10.0.8.0/21", "availability_zone": "eu-west-1b"},
		"private-1": {"cidr_block": "10.0.48.0/20", "availability_zone": "eu-west-1a"},
		"private-2": {"cidr_block": "10.0.64.0/20", "availability_zone": "eu-west-1b", "ipv6_cidr_block": nil,
			"assign_ipv6_address_on_creation": nil},
	} {
		got := named(t, template, "aws_subnet", id)
		for attribute, value := range want {
			if diff := cmp.Diff(value, got[attribute]); diff != "" {
				t.Errorf("%s.%s (-want +got):\n%s", id, attribute, diff)
			}
		}
	}
	template.Has(t, "aws_vpc_endpoint",
		testkit.Object{"service_name": "com.amazonaws.eu-west-1.s3", "vpc_endpoint_type": "Gateway",
			"route_table_ids": testkit.Absent})
}

// TestRoutes follows each subnet to its way out.
func TestRoutes(t *testing.T) {
	internet := func(template *testkit.Template, table string) testkit.Object {
		return named(t, template, "aws_route", table+"-internet")
	}
	nat := synth(t, variants["nat"])
	perZone := synth(t, variants["nat-per-zone"])
	for _, c := range []struct {
		template               *testkit.Template
		table, attribute, want string
	}{
		{nat, "public", "gateway_id", refers(t, nat, "aws_internet_gateway", "internet-gateway", "id")},
		{nat, "private-1", "nat_gateway_id", refers(t, nat, "aws_nat_gateway", "nat-1", "id")},
		{nat, "private-3", "nat_gateway_id", refers(t, nat, "aws_nat_gateway", "nat-1", "id")},
		{perZone, "private-1", "nat_gateway_id", refers(t, perZone, "aws_nat_gateway", "nat-1", "id")},
		{perZone, "private-2", "nat_gateway_id", refers(t, perZone, "aws_nat_gateway", "nat-2", "id")},
	} {
		r := internet(c.template, c.table)
		if r[c.attribute] != c.want || r["destination_cidr_block"] != "0.0.0.0/0" ||
			r["route_table_id"] != refers(t, c.template, "aws_route_table", c.table+"-routes", "id") {
			t.Errorf("%s: got %v, want %s", c.table, r, c.want)
		}
	}
	second := named(t, perZone, "aws_nat_gateway", "nat-2")
	if want := refers(t, perZone, "aws_route_table_association", "public-2-association",
		"subnet_id"); second["subnet_id"] != want {
		t.Errorf("the NAT gateway is in %v, want %s", second["subnet_id"], want)
	}
	for id, table := range map[string]string{"private-1": "private-1-routes", "private-2": "private-2-routes",
		"public-2": "public-routes"} {
		association := named(t, perZone, "aws_route_table_association", id+"-association")
		if association["route_table_id"] != refers(t, perZone, "aws_route_table", table, "id") ||
			association["subnet_id"] != refers(t, perZone, "aws_subnet", id, "id") {
			t.Errorf("%s: got %v", id, association)
		}
	}
	everything := synth(t, variants["everything"])
	if address, _ := find(everything, "aws_route", "isolated-internet"); address != "" {
		t.Error("isolated subnets have a way out")
	}
	for _, table := range []string{"public", "private-1", "private-2", "private-3", "isolated"} {
		named(t, everything, "aws_vpc_endpoint_route_table_association", table+"-s3")
	}
}

// TestOrder checks that whatever uses a subnet's id waits for its way out.
func TestOrder(t *testing.T) {
	var ref network.Ref
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		props := variants["none"]
		ref = network.New(stack, "network", &props).Ref()
		output(stack, "ids", ref.TaskSubnetIDs)
	})
	association, body := find(template, "aws_route_table_association", "private-2-association")
	var waits []string
	for _, dependency := range body["depends_on"].([]any) {
		_, id, _ := strings.Cut(dependency.(string), ".network_")
		waits = append(waits, id[:len(id)-len("_01234567")])
	}
	want := []string{"private-2-s3", "private-2-dynamodb", "endpoint-ecr-api", "endpoint-ecr-dkr", "endpoint-logs",
		"endpoint-secretsmanager", "endpoint-ssm",
		"endpoint-bedrock-runtime"}
	if diff := cmp.Diff(want, waits); diff != "" {
		t.Errorf("the second private subnet waits for (-want +got):\n%s", diff)
	}
	if ids := outputs(t, template)["ids"]; !strings.Contains(ids, association+".subnet_id") {
		t.Errorf("got the ids %s, want those of the associations", ids)
	}
	if *ref.AssignPublicIP || ref.Egress != network.EgressNone || ref.EndpointSecurityGroupID == "" ||
		ref.Validate() != nil {
		t.Errorf("got %+v", ref)
	}
	public := named(t, template, "aws_route_table_association", "public-1-association")
	for _, dependency := range public["depends_on"].([]any) {
		if strings.HasPrefix(dependency.(string), "aws_vpc_endpoint.") {
			t.Errorf("a public subnet waits for %s", dependency)
		}
	}
}

func TestPublicTasks(t *testing.T) {
	testkit.Synth(t, func(stack cdktf.TerraformStack) {
		props := variants["public-ip"]
		n := network.New(stack, "network", &props)
		ref := n.Ref()
		if !*ref.AssignPublicIP || !reflect.DeepEqual(ref.TaskSubnetIDs, ref.PublicSubnetIDs) ||
			ref.EndpointSecurityGroupID != "" || ref.Validate() != nil {
			t.Errorf("got %+v", ref)
		}
		if n.PrivateSubnets() != nil || len(n.PublicSubnets()) != 2 || len(*n.IsolatedSubnetIDs()) != 0 ||
			n.NATAddresses() != nil || n.FlowLog() != nil || n.Endpoint("s3") == nil {
			t.Error("accessors do not say what there is")
		}
	})
}

// TestZoneAdded compares the stack of fewer zones with that of more.
func TestZoneAdded(t *testing.T) {
	site := map[string]any{"region": "us-east-1", "account": "210987654321",
		"availabilityZones": []string{"us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d", "us-east-1e", "us-east-1f"}}
	for name, props := range variants {
		t.Run(name, func(t *testing.T) {
			before := map[string]map[string]testkit.Object{}
			for zones := 2; zones <= 6; zones++ {
				props.ZoneCount = jsii.Number(zones)
				template, err := testkit.TrySynth(t, site,
					func(stack cdktf.TerraformStack) { network.New(stack, "network", &props) })
				if err != nil {
					t.Fatal(err)
				}
				after := map[string]map[string]testkit.Object{}
				for _, address := range template.Addresses() {
					kind := strings.Split(address, ".")[0]
					after[kind] = template.Resources(kind)
				}
				for kind, resources := range before {
					for address, was := range resources {
						is := after[kind][address]
						if kind == "aws_vpc_endpoint" { // extended in place
							all, _ := is["subnet_ids"].([]any)
							was, is = without(was, "subnet_ids", all), without(is, "subnet_ids", all)
						}
						if diff := cmp.Diff(was, is); diff != "" {
							t.Errorf("with %d zones %s.%s is another (-before +after):\n%s", zones, kind, address, diff)
						}
					}
				}
				before = after
			}
		})
	}
}

// without is the resource without the list, which must be a beginning of all.
func without(resource testkit.Object, attribute string, all []any) testkit.Object {
	out := testkit.Object{}
	for k, v := range resource {
		list, isList := v.([]any)
		if k == attribute && isList && len(list) <= len(all) && slices.Equal(list, all[:len(list)]) {
			continue
		}
		out[k] = v
	}
	return out
}

// TestEgressChanged checks that another egress leaves subnets and tables as they are.
func TestEgressChanged(t *testing.T) {
	one, each, none := synth(t, network.Props{Egress: network.EgressNAT}), synth(t, network.Props{}),
		synth(t, network.Props{Egress: network.EgressNone})
	for _, kind := range []string{"aws_vpc", "aws_subnet", "aws_route_table", "aws_vpc_endpoint_route_table_association",
		"aws_internet_gateway"} {
		if diff := cmp.Diff(one.Resources(kind), each.Resources(kind)); diff != "" {
			t.Errorf("%s of nat and nat-per-zone:\n%s", kind, diff)
		}
		if diff := cmp.Diff(one.Resources(kind), none.Resources(kind)); diff != "" {
			t.Errorf("%s of nat and none:\n%s", kind, diff)
		}
	}
}

func TestEndpoints(t *testing.T) {
	template := synth(t, variants["none"])
	template.Has(t, "aws_vpc_endpoint", testkit.Object{
		"service_name": "com.amazonaws.eu-west-1.ecr.dkr", "vpc_endpoint_type": "Interface", "private_dns_enabled": true,
		"subnet_ids": []string{refers(t, template, "aws_subnet", "private-1", "id"),
			refers(t, template, "aws_subnet", "private-2", "id")},
		"security_group_ids": []string{refers(t, template, "aws_security_group", "endpoints", "id")},
	})
	template.Has(t, "aws_vpc_endpoint",
		testkit.Object{"service_name": "com.amazonaws.eu-west-1.dynamodb", "vpc_endpoint_type": "Gateway",
			"subnet_ids": testkit.Absent})
	template.Has(t, "aws_vpc_security_group_ingress_rule",
		testkit.Object{"cidr_ipv4": "10.0.0.0/16", "ip_protocol": "tcp", "from_port": 443, "to_port": 443,
			"security_group_id": refers(t, template, "aws_security_group", "endpoints", "id")})
	template.Has(t, "aws_security_group",
		testkit.Object{"name_prefix": "endpoints-", "lifecycle": testkit.Object{"create_before_destroy": true},
			"egress": testkit.Absent})
	template.Count(t, "aws_vpc_security_group_egress_rule", 0)

	public := synth(t, network.Props{Egress: network.EgressPublicIP, Endpoints: []network.Endpoint{network.EndpointSQS}})
	public.Has(t, "aws_vpc_endpoint", testkit.Object{"service_name": "com.amazonaws.eu-west-1.sqs",
		"subnet_ids": []string{refers(t, public, "aws_subnet", "public-1", "id"),
			refers(t, public, "aws_subnet", "public-2", "id")}})
}

// TestEndpointPolicies: data that may not leave does not leave with a stranger's credentials either.
func TestEndpointPolicies(t *testing.T) {
	of := func(template *testkit.Template, service string) string {
		t.Helper()
		return plain(named(t, template, "aws_vpc_endpoint", "endpoint-"+service)["policy"])
	}
	none := synth(t, network.Props{Egress: network.EgressNone,
		Endpoints: []network.Endpoint{network.EndpointECSAgent, "athena", network.EndpointDynamoDB}})
	for _, service := range []string{"s3", "dynamodb", "ecr-api", "ecr-dkr", "logs", "secretsmanager", "ssm"} {
		if got := of(none, service); !strings.Contains(got, `"aws:PrincipalAccount" = "210987654321"`) {
			t.Errorf("%s takes whose credentials? %s", service, got)
		}
	}
	if got := of(none, "s3"); !strings.Contains(got, "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*") {
		t.Errorf("images cannot be pulled: %s", got)
	}
	for _, service := range []string{"ecs-agent", "athena"} {
		if got := of(none, service); got != plain(nil) {
			t.Errorf("%s may refuse a policy: %s", service, got)
		}
	}
	if got := of(synth(t, network.Props{}), "s3"); got != plain(nil) {
		t.Errorf("a network with a way out restricts S3: %s", got)
	}
	organization := synth(t, network.Props{EndpointPolicy: network.EndpointPolicyOrganization,
		OrganizationID: "o-a1b2c3d4e5"})
	if got := of(organization, "s3"); !strings.Contains(got, `"aws:PrincipalOrgID" = "o-a1b2c3d4e5"`) {
		t.Errorf("got %s", got)
	}
}

func TestZonesOfAnotherRegion(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		network.New(stack, "network", &network.Props{AvailabilityZones: jsii.Strings("eu-west-1a", "us-east-1a")})
	})
	if err == nil || !strings.HasPrefix(err.Error(),
		`network.availabilityZones[1]: got "us-east-1a", want a zone of the stack's region, eu-west-1`) {
		t.Errorf("got %v", err)
	}
}

func TestRefOfANetwork(t *testing.T) {
	var ref, open network.Ref
	testkit.Synth(t, func(stack cdktf.TerraformStack) {
		ref = network.New(stack, "network", &network.Props{Egress: network.EgressNone, IPv6: jsii.Bool(true),
			Endpoints: []network.Endpoint{network.EndpointSQS, network.EndpointDynamoDB}}).Ref()
		open = network.New(stack, "open", &network.Props{IPv6: jsii.Bool(true)}).Ref()
	})
	for _, e := range []network.Endpoint{network.EndpointLogs, network.EndpointSQS, network.EndpointDynamoDB} {
		if !ref.Has(e) || open.Has(e) {
			t.Errorf("who has %s?", e)
		}
	}
	if ref.S3PrefixListID == "" || ref.DynamoDBPrefixListID == "" || open.S3PrefixListID == "" ||
		open.DynamoDBPrefixListID != "" || *ref.IPv6 || !*open.IPv6 {
		t.Errorf("got %+v and %+v", ref, open)
	}
	for _, r := range []network.Ref{ref, open} {
		if err := r.Validate(); err != nil {
			t.Error(err)
		}
	}
}

func TestIPv6(t *testing.T) {
	template := synth(t, variants["everything"])
	template.Has(t, "aws_vpc", testkit.Object{"assign_generated_ipv6_cidr_block": true})
	block := refers(t, template, "aws_vpc", "vpc", "ipv6_cidr_block")
	for id, number := range map[string]int{"public-1": 0, "public-3": 2, "private-1": 8, "isolated-2": 17} {
		s := named(t, template, "aws_subnet", id)
		want := fmt.Sprintf("${cidrsubnet(%s, 8, %d)}", strings.Trim(block, "${}"), number)
		if s["ipv6_cidr_block"] != want || s["assign_ipv6_address_on_creation"] != true {
			t.Errorf("%s: got %v, want %s", id, s["ipv6_cidr_block"], want)
		}
	}
	out, in := named(t, template, "aws_route", "private-3-internet-ipv6"),
		named(t, template, "aws_route", "public-internet-ipv6")
	if out["egress_only_gateway_id"] != refers(t, template, "aws_egress_only_internet_gateway",
		"egress-only-internet-gateway", "id") || out["destination_ipv6_cidr_block"] != "::/0" {
		t.Errorf("private route: %v", out)
	}
	if in["gateway_id"] != refers(t, template, "aws_internet_gateway", "internet-gateway", "id") ||
		in["destination_ipv6_cidr_block"] != "::/0" {
		t.Errorf("public route: %v", in)
	}
	none := synth(t, network.Props{Egress: network.EgressNone, IPv6: jsii.Bool(true)})
	none.Count(t, "aws_egress_only_internet_gateway", 0)
	none.Count(t, "aws_route", 2) // both of the public subnets
}

func TestFlowLogs(t *testing.T) {
	template := synth(t, variants["everything"])
	template.Has(t, "aws_cloudwatch_log_group",
		testkit.Object{"name": "/vpc/platform/flow-logs", "retention_in_days": 30, "kms_key_id": testkit.Absent})
	role, trust := template.One(t, "aws_iam_role")
	delivery, grant := template.One(t, "aws_iam_role_policy")
	group, _ := template.One(t, "aws_cloudwatch_log_group")
	template.Has(t, "aws_flow_log",
		testkit.Object{"traffic_type": "ALL", "log_destination": "${" + group + ".arn}",
			"iam_role_arn": "${" + role + ".arn}",
			"vpc_id":       refers(t, template, "aws_vpc", "vpc", "id"), "depends_on": []string{delivery}})
	for _, part := range []string{`"vpc-flow-logs.amazonaws.com"`, `"aws:SourceAccount" = "210987654321"`,
		`"aws:SourceArn" = "arn:aws:ec2:eu-west-1:210987654321:vpc-flow-log/*"`} {
		if !strings.Contains(plain(trust["assume_role_policy"]), part) {
			t.Errorf("trust lacks %s: %s", part, trust["assume_role_policy"])
		}
	}
	for _, part := range []string{`"Action" = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]`,
		`"Resource" = "${` + group + `.arn}:*"`} {
		if !strings.Contains(plain(grant["policy"]), part) {
			t.Errorf("grant lacks %s: %s", part, grant["policy"])
		}
	}
	own := synth(t, network.Props{FlowLogs: &network.FlowLogs{RetentionDays: jsii.Number(0),
		TrafficType: network.TrafficReject,
		KMSKeyARN:   "arn:aws:kms:eu-west-1:210987654321:key/0a1b2c3d"}})
	own.Has(t, "aws_cloudwatch_log_group",
		testkit.Object{"retention_in_days": 0, "kms_key_id": "arn:aws:kms:eu-west-1:210987654321:key/0a1b2c3d"})
	own.Has(t, "aws_flow_log", testkit.Object{"traffic_type": "REJECT"})
}

func TestSite(t *testing.T) {
	stated := synth(t, variants["everything"])
	for _, address := range stated.Addresses() {
		if strings.HasPrefix(address, "data.") {
			t.Errorf("%s asks AWS for what is stated", address)
		}
	}
	asked, err := testkit.TrySynth(t, nil, func(stack cdktf.TerraformStack) { network.New(stack, "network", nil) })
	if err != nil {
		t.Fatal(err)
	}
	asked.Count(t, "data.aws_availability_zones", 1)
	asked.Count(t, "data.aws_region", 1)
	asked.Has(t, "aws_subnet",
		testkit.Object{"availability_zone": "${element(data.aws_availability_zones.aws_zones_" +
			suffix(t, asked, "data.aws_availability_zones") + ".names, 1)}"})
}

func TestReferences(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		block := cdktf.NewTerraformVariable(stack, jsii.String("block"),
			&cdktf.TerraformVariableConfig{Type: jsii.String("string")})
		zones := cdktf.NewTerraformVariable(stack, jsii.String("zones"),
			&cdktf.TerraformVariableConfig{Type: jsii.String("list(string)")})
		network.New(stack, "network",
			&network.Props{CIDR: *block.StringValue(), AvailabilityZones: zones.ListValue(), IsolatedSubnets: jsii.Bool(true)})
	})
	for id, want := range map[string]string{"public-2": "${cidrsubnet(var.block, 5, 1)}",
		"private-1": "${cidrsubnet(var.block, 4, 3)}", "isolated-2": "${cidrsubnet(var.block, 5, 19)}"} {
		if got := named(t, template, "aws_subnet", id)["cidr_block"]; got != want {
			t.Errorf("%s: got %v, want %s", id, got, want)
		}
	}
	if got := named(t, template, "aws_subnet", "public-2")["availability_zone"]; got != "${element(var.zones, 1)}" {
		t.Errorf("zone: got %v", got)
	}
}

func TestNotice(t *testing.T) {
	template := synth(t, network.Props{CIDR: "10.1.2.0/24"})
	if len(template.Notices) != 1 || !strings.Contains(template.Notices[0].Text, "10.1.2.0/28") {
		t.Errorf("got %v", template.Notices)
	}
}

func TestRefused(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		n := network.New(stack, "network", &network.Props{ZoneCount: jsii.Number(4), Egress: "vpn"})
		if n.VPC() != nil || n.Endpoint(network.EndpointLogs) != nil || n.NATGateways() != nil {
			t.Error("something was made")
		}
		if err := n.Ref().Validate(); err != nil {
			t.Errorf("follow-up mistake: %v", err)
		}
	})
	want :=
		"network.egress: got \"vpn\", want one of public-ip, nat, nat-per-zone, none; use the package's typed constant\n" +
			"network.zoneCount: got 4, want at most 3, as many zones as the stack states (eu-west-1a, eu-west-1b, " +
			"eu-west-1c); " +
			"state more zones"
	if err == nil || err.Error() != want {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}
}

// TestLife applies a network, adds a zone, and destroys it.
func TestLife(t *testing.T) {
	testkit.Heavy(t)
	props := network.Props{FlowLogs: &network.FlowLogs{}, IsolatedSubnets: jsii.Bool(true),
		IPv6: jsii.Bool(true), Endpoints: []network.Endpoint{network.EndpointBedrockRuntime}}
	aws := testkit.StartAWS(t)
	terraform := testkit.NewTerraform(t, synth(t, props).Text(), testkit.TerraformOptions{})
	terraform.Apply(t)
	terraform.AssertEmptyPlan(t)
	props.ZoneCount = jsii.Number(3)
	for _, change := range terraform.Update(t, synth(t, props).Text()) {
		if !strings.HasPrefix(change, "create ") && !strings.HasPrefix(change, "update aws_vpc_endpoint.") {
			t.Errorf("a further zone does more than add: %s", change)
		}
	}
	terraform.AssertEmptyPlan(t)
	props.Egress, props.Endpoints = network.EgressNone, append(props.Endpoints, network.EndpointDynamoDB)
	terraform.Update(t, synth(t, props).Text())
	terraform.AssertEmptyPlan(t) // with policies of endpoints
	terraform.Destroy(t)
	aws.AssertEmpty(t)
}

func output(stack cdktf.TerraformStack, name string, value any) {
	cdktf.NewTerraformOutput(stack, jsii.String(name), &cdktf.TerraformOutputConfig{Value: value})
}

// outputs returns the values of the stack's outputs as JSON.
func outputs(t *testing.T, template *testkit.Template) map[string]string {
	t.Helper()
	var document struct {
		Output map[string]struct{ Value json.RawMessage }
	}
	if err := json.Unmarshal(template.Text(), &document); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for name, o := range document.Output {
		out[name] = string(o.Value)
	}
	return out
}

// suffix is the hash in the address of the only resource of the kind.
func suffix(t *testing.T, template *testkit.Template, kind string) string {
	t.Helper()
	address, _ := template.One(t, kind)
	return address[len(address)-8:]
}

// plain is the text of a policy with single spaces.
func plain(policy any) string { return strings.Join(strings.Fields(fmt.Sprint(policy)), " ") }

package price

import (
	"encoding/json"
	"maps"
	"math"
	"strings"
	"testing"
)

// The golden vectors are of an independent price engine: infracost's test data for ECS services, us-east-1, 730 h.
func TestGoldenVectors(t *testing.T) {
	table := For("us-east-1")
	for name, v := range map[string]struct{ got, want float64 }{
		"1 vCPU": {table.Month(FargateX86VCPUHour), 29.55},
		"2 GB":   {2 * table.Month(FargateX86GBHour), 6.49},
		"5 vCPU": {5 * table.Month(FargateX86VCPUHour), 147.75},
		"10 GB":  {10 * table.Month(FargateX86GBHour), 32.45},
		"NAT":    {table.Month(NATGatewayHour), 32.85},
		"IPv4":   {table.Month(PublicIPv4Hour), 3.65},
	} {
		if math.Abs(v.got-v.want)/v.want > 0.001 {
			t.Errorf("%s: got %.4f USD a month, want %.2f", name, v.got, v.want)
		}
	}
}

func TestEveryRegionHasEveryPrice(t *testing.T) {
	for region := range different {
		table := For(region)
		if table.Notice != "" || table.Region != region || table.AsOf == "" {
			t.Errorf("%s: got notice %q, region %q, day %q", region, table.Notice, table.Region, table.AsOf)
		}
		for item := range virginia {
			if table.USD(item) <= 0 {
				t.Errorf("%s has no price of %s", region, item)
			}
		}
	}
	if virginia, ireland := For("us-east-1").Month(LoadBalancerHour),
		For("eu-west-1").Month(LoadBalancerHour); ireland <= virginia {
		t.Errorf("a load balancer costs %v in eu-west-1, want more than us-east-1's %v", ireland, virginia)
	}
}

func TestOtherRegionIsNotSilent(t *testing.T) {
	table := For("sa-east-1")
	if want := `no price list for "sa-east-1": prices of us-east-1 × 1.2`; table.Notice != want {
		t.Errorf("got notice %q, want %q", table.Notice, want)
	}
	if got, want := table.USD(NATGatewayHour), 0.045*1.2; got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := table.USD(FargateSpotFactor), For("us-east-1").USD(FargateSpotFactor); got != want {
		t.Errorf("the Spot factor is no price: got %v, want %v", got, want)
	}
}

func TestWith(t *testing.T) {
	before := For("us-east-1")
	after, err := before.With(map[Item]float64{NATGatewayHour: 0, SecretMonth: 0.3})
	if err != nil {
		t.Fatal(err)
	}
	if after.USD(NATGatewayHour) != 0 || after.USD(SecretMonth) != 0.3 || after.USD(KeyMonth) != 1 {
		t.Errorf("got %v", after.usd)
	}
	if before.USD(NATGatewayHour) != 0.045 {
		t.Error("With changed the table it was called on")
	}
	if zero, err := (Table{}).With(map[Item]float64{KeyMonth: 2}); err != nil || zero.USD(KeyMonth) != 2 {
		t.Errorf("the zero table: got %v, %v", zero.usd, err)
	}
	_, err = before.With(map[Item]float64{"nat-hour": 1, KeyMonth: -1, SecretMonth: math.NaN(), AlarmMonth: math.Inf(1)})
	if err == nil || strings.Count(err.Error(), "\n") != 3 ||
		!strings.Contains(err.Error(), "prices.nat-hour: got an unknown item") {
		t.Errorf("want all four mistakes, got:\n%v", err)
	}
}

func TestLoad(t *testing.T) {
	table, err := For("eu-central-1").
		Load(strings.NewReader(`{"region": "eu-central-1", "asOf": "2026-11-02", "prices": {"nat-gateway-hour": 0.052}}`))
	if err != nil {
		t.Fatal(err)
	}
	if table.USD(NATGatewayHour) != 0.052 || table.AsOf != "2026-11-02" || table.Notice != "" {
		t.Errorf("got %v, %q, %q", table.USD(NATGatewayHour), table.AsOf, table.Notice)
	}
	if table, err := For("eu-central-1").Load(strings.NewReader(`{"prices": {}}`)); err != nil || table.Notice == "" ||
		table.AsOf != asOf {
		t.Errorf("a text that states nothing keeps notice and day: got %q, %q, %v", table.Notice, table.AsOf, err)
	}
	for _, text := range []string{"", "{", `{"price": {}}`, `{"prices": {"nat-hour": 1}}`,
		`{"prices": {"nat-gateway-hour": -1}}`} {
		if _, err := For("us-east-1").Load(strings.NewReader(text)); err == nil {
			t.Errorf("%q: want an error", text)
		}
	}
}

func TestJSONRoundTrip(t *testing.T) {
	text, err := json.Marshal(For("ap-south-1"))
	if err != nil {
		t.Fatal(err)
	}
	back, err := (Table{}).Load(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if want := For("ap-south-1"); back.Region != want.Region || back.Notice != want.Notice || back.AsOf != want.AsOf ||
		!maps.Equal(back.usd, want.usd) {
		t.Errorf("got %+v, want %+v", back, want)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(`{"prices": {"nat-gateway-hour": 0.052}}`)
	f.Fuzz(func(t *testing.T, text string) {
		table, err := For("us-east-1").Load(strings.NewReader(text))
		if err != nil {
			return
		}
		for item := range table.usd {
			if usd := table.USD(item); usd < 0 || math.IsNaN(usd) || math.IsInf(usd, 0) {
				t.Errorf("%s: loaded %v", item, usd)
			}
		}
	})
}

package price

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// DefaultRegion is the region whose prices stand in for a region without a list of its own.
const DefaultRegion = "us-east-1"

// asOf is when the lists were last compared with AWS's.
const asOf = "2026-09-25"

// virginia is us-east-1. Sources: AWS's price list
// (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html) and its pricing pages.
var virginia = map[Item]float64{
	FargateX86VCPUHour:     0.04048,
	FargateX86GBHour:       0.004445,
	FargateARMVCPUHour:     0.03238,
	FargateARMGBHour:       0.00356,
	FargateStorageGBHour:   0.000111,
	FargateSpotFactor:      0.35, // AWS says up to 70 % off
	LoadBalancerHour:       0.0225,
	LoadBalancerLCUHour:    0.008,
	NATGatewayHour:         0.045,
	NATGatewayGB:           0.045,
	EndpointHour:           0.01,
	EndpointGB:             0.01,
	PublicIPv4Hour:         0.005,
	AlarmMonth:             0.10,
	HighResolutionMonth:    0.30,
	AnomalyAlarmMonth:      0.30, // three metrics: the value and both edges of its band
	CompositeAlarmMonth:    0.50,
	MetricMonth:            0.30,
	InsightsMetricMonth:    0.07,
	DashboardMonth:         3,
	LogsGB:                 0.50,
	LogsInfrequentAccessGB: 0.25,
	VendedLogsGB:           0.50,
	SecretMonth:            0.40,
	KeyMonth:               1,
	WebACLMonth:            5,
	WebACLRuleMonth:        1,
	WebACLMillionRequests:  0.60,
	BudgetActionDay:        0.10,
	RepositoryGBMonth:      0.10,
	FileSystemGBMonth:      0.30,
	HostedZoneMonth:        0.50,
	HealthCheckMonth:       0.50,

	HealthCheckFeatureMonth: 1, // https://aws.amazon.com/route53/pricing/
}

// different is what a region has other prices for than us-east-1.
var different = map[string]map[Item]float64{
	DefaultRegion: nil,
	"eu-west-1": {
		LoadBalancerHour:       0.0252,
		NATGatewayHour:         0.048,
		NATGatewayGB:           0.048,
		EndpointHour:           0.011,
		LogsGB:                 0.57,
		LogsInfrequentAccessGB: 0.285,
		VendedLogsGB:           0.57,
		FileSystemGBMonth:      0.33,
	},
}

// otherFactor is how much more than us-east-1 a region without a list is assumed to cost. Most cost 0 to 25 % more.
const otherFactor = 1.2

// Table is a list of prices. The zero value has none; start with [For].
type Table struct {
	Region string // that the prices hold for
	AsOf   string // day of the prices, as 2006-01-02
	Notice string // why the prices are only approximately those of the region; "" when they are its own
	usd    map[Item]float64
}

// For returns the prices of a region. For a region without a list it returns those of us-east-1 times a factor, and
// says so in Notice.
func For(region string) Table {
	t := Table{Region: region, AsOf: asOf, usd: maps.Clone(virginia)}
	own, known := different[region]
	if known {
		maps.Copy(t.usd, own)
		return t
	}
	t.Notice = fmt.Sprintf("no price list for %s: prices of %s × %s", check.Quote(region), DefaultRegion,
		check.Number(otherFactor))
	for item := range t.usd {
		if item != FargateSpotFactor {
			t.usd[item] *= otherFactor
		}
	}
	return t
}

// USD is the price of one unit of the item; 0 when the table has none.
func (t Table) USD(item Item) float64 { return t.usd[item] }

// Month is the price of an item that is billed by the hour, for a whole month.
func (t Table) Month(item Item) float64 { return t.usd[item] * HoursPerMonth }

// With returns a copy of the table with other prices. An unknown item, or a price that is negative or no number, is an
// error.
func (t Table) With(prices map[Item]float64) (Table, error) {
	var ps rules.Mistakes
	for _, item := range slices.Sorted(maps.Keys(prices)) {
		path, usd := "prices."+string(item), prices[item]
		if _, known := virginia[item]; !known {
			ps.Break(rules.OneOf, path, "an unknown item", "one of "+items(), "")
		}
		if usd < 0 || math.IsNaN(usd) || math.IsInf(usd, 0) {
			ps.Break(rules.Range, path, check.Number(usd), "US dollars, 0 or more", "")
		}
	}
	if err := ps.Err(); err != nil {
		return t, err
	}
	out := t
	out.usd = maps.Clone(t.usd)
	if out.usd == nil {
		out.usd = map[Item]float64{}
	}
	maps.Copy(out.usd, prices)
	return out, nil
}

// file is the JSON form of a table.
type file struct {
	Region string           `json:"region,omitempty"`
	AsOf   string           `json:"asOf,omitempty"`
	Notice string           `json:"notice,omitempty"`
	Prices map[Item]float64 `json:"prices"`
}

// Load returns a copy of the table with what a JSON text says:
//
//	{"region": "eu-central-1", "asOf": "2026-11-02", "prices": {"nat-gateway-hour": 0.052}}
//
// Region and day may be left out. A text that states its region replaces the notice, by its own or by none.
func (t Table) Load(r io.Reader) (Table, error) {
	var f file
	decoder := json.NewDecoder(r)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&f); err != nil {
		return t, fmt.Errorf("read the price table: %w", err)
	}
	out, err := t.With(f.Prices)
	if err != nil {
		return t, err
	}
	if f.Region != "" {
		out.Region, out.Notice = f.Region, f.Notice
	}
	if f.AsOf != "" {
		out.AsOf = f.AsOf
	}
	return out, nil
}

// MarshalJSON writes the table in the form that Load reads.
func (t Table) MarshalJSON() ([]byte, error) {
	return json.Marshal(file{Region: t.Region, AsOf: t.AsOf, Notice: t.Notice, Prices: t.usd})
}

func items() string {
	names := make([]string, 0, len(virginia))
	for _, item := range slices.Sorted(maps.Keys(virginia)) {
		names = append(names, string(item))
	}
	return strings.Join(names, ", ")
}

package bedrock

import (
	"slices"
	"strings"
)

// Geo is the part of the world within which an inference profile of AWS routes calls: the prefix of the profile's id.
type Geo string

const (
	GeoUS     Geo = "us"
	GeoEU     Geo = "eu"
	GeoAPAC   Geo = "apac"
	GeoJapan  Geo = "jp"
	GeoAU     Geo = "au"
	GeoUSGov  Geo = "us-gov"
	GeoGlobal Geo = "global" // every commercial region: prompts leave the region's part of the world
)

// geography says where a profile can be called and where it routes to.
type geography struct {
	// sources are regions, or beginnings of regions, that may call. Empty: all.
	sources []string
	// destinations are all regions of that part of the world: each model's profile uses some, and more over time; the
	// others grant nothing, since a model is allowed only through its profile. Empty where regions are added too
	// often: then the model's region is a wildcard.
	destinations []string
}

// https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
var geographies = map[Geo]geography{
	GeoUS: {sources: []string{"us-east-", "us-west-", "ca-", "mx-", "sa-"},
		destinations: []string{"us-east-1", "us-east-2", "us-west-1", "us-west-2"}},
	GeoEU: {sources: []string{"eu-", "il-"}, destinations: []string{
		"eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3",
	}},
	GeoAPAC: {sources: []string{"ap-", "me-"}},
	GeoJapan: {sources: []string{"ap-northeast-1", "ap-northeast-3"},
		destinations: []string{"ap-northeast-1", "ap-northeast-3"}},
	GeoAU: {
		sources:      []string{"ap-southeast-2", "ap-southeast-4", "ap-southeast-6"},
		destinations: []string{"ap-southeast-2", "ap-southeast-4", "ap-southeast-6"},
	},
	GeoUSGov:  {sources: []string{"us-gov-"}, destinations: []string{"us-gov-east-1", "us-gov-west-1"}},
	GeoGlobal: {},
}

func geos() []Geo {
	return []Geo{GeoUS, GeoEU, GeoAPAC, GeoJapan, GeoAU, GeoUSGov, GeoGlobal}
}

// prefix returns the geographic prefix of an id, or "".
func prefix(id string) Geo {
	first, _, _ := strings.Cut(id, ".")
	if _, ok := geographies[Geo(first)]; ok {
		return Geo(first)
	}
	return ""
}

func (g Geo) callableFrom(region string) bool {
	sources := geographies[g].sources
	for _, s := range sources {
		if strings.HasPrefix(region, s) {
			return true
		}
	}
	return len(sources) == 0 && !strings.HasPrefix(region, "us-gov-") && !strings.HasPrefix(region, "cn-")
}

// regions are where a profile that is called from region needs its model.
func (g Geo) regions(region string) []string {
	destinations := geographies[g].destinations
	switch {
	case g == "" || g == GeoGlobal:
		return []string{region}
	case len(destinations) == 0:
		return []string{"*"}
	}
	if slices.Contains(destinations, region) {
		return destinations
	}
	return append([]string{region}, destinations...)
}

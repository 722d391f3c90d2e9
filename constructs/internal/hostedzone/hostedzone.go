// Package hostedzone knows the Route 53 hosted zones in which AWS has the names of what it runs: an alias record names
// them beside the name.
package hostedzone

import (
	"regexp"
	"strings"
)

// Service that gives what it runs a name.
type Service string

// Services.
const (
	Beanstalk           Service = "Elastic Beanstalk"
	AppRunner           Service = "App Runner"
	LoadBalancer        Service = "Elastic Load Balancing" // Application and Classic Load Balancers
	NetworkLoadBalancer Service = "Network Load Balancing"
)

// Name is a name that AWS gave.
type Name struct {
	Service Service
	Region  string
	ZoneID  string // "" where the region is not in the list
}

// forms of names, with the region. An environment of Elastic Beanstalk has a region in its name since 2016; older ones
// have none, and no alias record can point to them.
var forms = []struct {
	service Service
	form    *regexp.Regexp
	zones   map[string]string
}{
	{Beanstalk, regexp.MustCompile(`^[a-z0-9-]+(?:\.[a-z0-9-]+)?\.([a-z0-9-]+-[0-9])\.elasticbeanstalk\.com$`), beanstalk},
	{AppRunner, regexp.MustCompile(`^[a-z0-9-]+\.([a-z0-9-]+-[0-9])\.awsapprunner\.com$`), appRunner},
	{LoadBalancer, regexp.MustCompile(`^(?:dualstack\.)?[a-z0-9-]+\.([a-z0-9-]+)\.elb\.amazonaws\.com(?:\.cn)?$`),
		loadBalancer},
	{NetworkLoadBalancer, regexp.MustCompile(`^[a-z0-9-]+\.elb\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$`),
		networkLoadBalancer},
}

// Of tells whose name a host is. It reports false for a name that AWS did not give, or that no alias can point to.
func Of(host string) (Name, bool) {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	for _, f := range forms {
		if m := f.form.FindStringSubmatch(host); m != nil {
			return Name{f.service, m[1], f.zones[m[1]]}, true
		}
	}
	return Name{}, false
}

package copilot

import (
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tlspolicy"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

// environment is what services share.
type environment struct {
	network       *migration.Network // that exists
	public        []string           // ids of subnets
	private       []string
	placed        migration.Source // of the subnets
	front, inside migration.LoadBalancer
	built         []*building
}

// around is a row of an environment's manifest
// (https://aws.github.io/copilot-cli/docs/manifest/environment/).
type around = reader.Row[*reading]

func decideAround(why string) func(*reading, field) {
	return func(r *reading, f field) { r.Each(f, migration.Decision, why) }
}

func dropAround(why string) func(*reading, field) {
	return func(r *reading, f field) { r.Each(f, migration.Dropped, why) }
}

var aroundRows = []around{
	{Path: "name", Do: func(r *reading, f field) { r.Mapped(f, "NewStack", "") }},
	{Path: "type", Do: dropAround("it says that this is an environment")},
	{Path: "network.vpc.id", Do: (*reading).vpc},
	{Path: "network.vpc.cidr", Do: decideAround("a network is made: state its block as Network.CIDR, where peers depend " +
		"on it")},
	{Path: "network.vpc.subnets.public", Whole: true, Do: (*reading).publicSubnets},
	{Path: "network.vpc.subnets.private", Whole: true, Do: (*reading).privateSubnets},
	{Path: "network.vpc.security_group", Whole: true, Do: decideAround(ownGroups)},
	{Path: "network.vpc.flow_logs", Whole: true, Do: decideAround("the network that is made has none: state " +
		"network.Props.FlowLogs")},
	{Path: "cdn", Whole: true,
		Do: decideAround("CloudFront is left out: see LoadBalancer.CloudFront for one in front of " +
			"the load balancer")},
	{Path: "http.public.certificates", Do: (*reading).publicCertificates},
	{Path: "http.public.access_logs", Do: (*reading).accessLogs},
	{Path: "http.public.access_logs.bucket_name", Do: (*reading).logBucket},
	{Path: "http.public.access_logs.prefix", Do: (*reading).logPrefix},
	{Path: "http.public.ssl_policy", Do: func(r *reading, f field) { r.tlsPolicy(f, &r.around.front) }},
	{Path: "http.public.ingress.cdn", Do: decideAround("see LoadBalancer.CloudFront")},
	{Path: "http.public.ingress.source_ips", Do: (*reading).ingress},
	{Path: "http.public.security_groups", Whole: true, Do: decideAround("see LoadBalancer.CloudFront and IngressCIDRs")},
	{Path: "http.private.certificates", Do: (*reading).privateCertificates},
	{Path: "http.private.subnets", Do: decideAround("an internal load balancer stands in the subnets of the tasks")},
	{Path: "http.private.ingress.vpc", Do: dropAround("an internal load balancer lets the VPC in")},
	{Path: "http.private.ssl_policy", Do: func(r *reading, f field) { r.tlsPolicy(f, &r.around.inside) }},
	{Path: "http.private.security_groups", Whole: true, Do: dropAround("an internal load balancer lets the VPC in")},
	{Path: "observability.container_insights", Do: dropAround("the cluster that is made has Container Insights: see " +
		"Cluster.ContainerInsights")},
}

// surroundings reads the manifest of the environment.
func (r *reading) surroundings() {
	if r.environment == "" {
		return
	}
	folder := "copilot/environments/" + r.environment
	for _, file := range []string{folder + "/manifest.yml", folder + "/manifest.yaml"} {
		if t, ok := r.Mapping(file); ok {
			reader.Walk(r, aroundRows, t.Replaced(r.filled("")), func(r *reading, f field) {
				r.Each(f, migration.Decision, unknownField)
			})
		}
	}
}

func (r *reading) vpc(f field) {
	if text, ok := r.Said(f); ok && form.VPC.Fits(text) {
		r.around.network = &migration.Network{VPCID: migration.Say(text, f.Source)}
		r.Mapped(f, "ExistingNetwork", "")
	} else if ok {
		r.Decide(f, "it is no id of a VPC: a network is made unless ExistingNetwork is stated")
	}
}

func (r *reading) publicSubnets(f field)  { r.around.public = r.subnetIDs(f) }
func (r *reading) privateSubnets(f field) { r.around.private = r.subnetIDs(f) }

func (r *reading) subnetIDs(f field) (ids []string) {
	for _, item := range f.Items() {
		id := item.Get("id").Text()
		part := field{Path: f.Path, Tree: item, Source: item.Source(f.Path)}
		switch {
		case !form.Subnet.Fits(id):
			r.Each(part, migration.Decision, "subnets are made with the network, in blocks of its own: see network.Props")
		case !slices.Contains(ids, id):
			ids = append(ids, id)
			r.Mapped(part, "ExistingNetwork", "")
			r.around.placed = f.Source
		}
	}
	return ids
}

func (r *reading) publicCertificates(f field)  { r.certificates(f, &r.around.front) }
func (r *reading) privateCertificates(f field) { r.certificates(f, &r.around.inside) }

func (r *reading) certificates(f field, b *migration.LoadBalancer) {
	for i, item := range f.Items() {
		if i > 0 {
			r.App.Report(item.Source(f.Path), migration.Decision, "", "only the first certificate was taken: see "+
				"FurtherDomains for the others")
			continue
		}
		reader.Certificate(r.App, b, item.Text(), item.Source(f.Path))
	}
}

func (r *reading) tlsPolicy(f field, b *migration.LoadBalancer) {
	if !tlspolicy.Current(f.Text()) {
		r.Decide(f, "the policy lets old clients in, below TLS 1.2, or is not known: the default is "+
			tlspolicy.Default)
		return
	}
	b.TLSPolicy = migration.Say(f.Text(), f.Source)
	r.Mapped(f, "LoadBalancer.TLSPolicy", "")
}

func (r *reading) accessLogs(f field) {
	if _, ok := r.Yes(f); ok {
		r.Dropped(f, "the load balancer writes access logs to a bucket that is made: see LoadBalancer.AccessLogs")
	}
}

func (r *reading) logBucket(f field) {
	if !form.Bucket.Fits(f.Text()) || !r.App.Clean(f.Text(), f.Source) {
		r.Decide(f, "the bucket is none: one is made")
		return
	}
	r.around.front.LogBucket = migration.Say(f.Text(), f.Source)
	r.Mapped(f, "LoadBalancer.AccessLogs", "")
}

func (r *reading) logPrefix(f field) {
	if !reader.Prefix.MatchString(f.Text()) || !r.App.Clean(f.Text(), f.Source) {
		r.Decide(f, "state the prefix as LoadBalancer.AccessLogs.Prefix")
		return
	}
	r.around.front.LogPrefix = migration.Say(f.Text(), f.Source)
	r.Mapped(f, "LoadBalancer.AccessLogs", "")
}

func (r *reading) ingress(f field) {
	blocks, ok := blocksOf(f.Tree)
	if !ok {
		r.Decide(f, "a block of addresses is not one: state them as LoadBalancer.IngressCIDRs")
		return
	}
	r.around.front.From = migration.Say(blocks, f.Source)
	r.Mapped(f, "LoadBalancer.IngressCIDRs", "")
}

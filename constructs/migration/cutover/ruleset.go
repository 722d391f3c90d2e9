package cutover

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

const guide = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/"

var (
	// names

	inZone = rules.Rule{
		ID:     "cutover-in-zone",
		Judges: "The name that moves, and the one to verify with, are in the hosted zone.",
		Why:    "Terraform would append the zone's name, and the record would answer for another name.",
	}
	apex = rules.Rule{
		ID:     "cutover-apex",
		Judges: "The apex of a zone moves between targets that an alias can point to, or addresses.",
		Why:    "A CNAME record excludes all others of its name, and the apex has NS and SOA records.",
		Source: guide + "resource-record-sets-choosing-alias-non-alias.html",
	}
	certificate = rules.Rule{
		ID:     "cutover-certificate",
		Judges: "The new side's certificate covers the name that moves, and the one to verify with.",
		Why:    "Clients that are sent there would refuse the connection.",
	}
	verification = rules.Rule{
		ID:     "cutover-verification-name",
		Judges: "The name to verify with is not the name that moves.",
		Why:    "It has to lead to the new side only, whatever the phase.",
	}

	// sides

	sameSide = rules.Rule{
		ID:     "cutover-same-side",
		Judges: "The old side and the new one differ, and neither is the name itself.",
		Why:    "Nothing would move; a record that points to itself answers nothing.",
	}
	aliasZone = rules.Rule{
		ID:     "cutover-alias-zone",
		Judges: "An alias names the hosted zone in which AWS has its target.",
		Why:    "Route 53 refuses an alias whose target is not in the zone that it names.",
		Source: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html",
	}
	ipv6 = rules.Rule{
		ID:     "cutover-ipv6",
		Judges: "What has IPv6 on the old side has it on the new one, and only load balancers do.",
		Why: "IPv6 clients would stay with the old side for ever; the names of Elastic Beanstalk and App Runner have no " +
			"AAAA records.",
	}
	adopted = rules.Rule{
		ID:     "cutover-adopt",
		Judges: "Records that are adopted can stand side by side, and each becomes one of the old side's.",
		Why:    "A CNAME record excludes all others of its name; an AAAA record that becomes none would be destroyed.",
	}

	// phases

	steps = rules.Rule{
		ID:     "cutover-steps",
		Judges: "Half sends more answers to the new side than Canary.",
		Why:    "A step forward that goes back shows nothing.",
	}
	wayBack = rules.Rule{
		ID:     "cutover-way-back",
		Judges: "The old side stays for 48 hours at least.",
		Why: "Clients keep addresses and connections for longer than a record lives, and faults that take a day to show " +
			"are why there is a way back.",
	}
	ttl = rules.Rule{
		ID:     "cutover-ttl",
		Judges: "Records that are no aliases live for five minutes at most.",
		Why:    "Resolvers may go on sending clients to a broken side for as long as the record lives.",
	}

	// health

	checkedHost = rules.Rule{
		ID:     "cutover-health-check-host",
		Judges: "A health check asks one side only, under a name that is public.",
		Why:    "Under the name that moves it would judge now this side, now the other; it asks from the internet.",
		Source: guide + "health-checks-creating-values.html",
	}
	alarmed = rules.Rule{
		ID:     "cutover-alarms",
		Judges: "Alarms know the load balancer and target groups whose answers they count.",
		Why:    "They would watch a metric that nobody publishes, and never send anybody back.",
		Source: guide + "health-checks-creating-values.html",
	}
)

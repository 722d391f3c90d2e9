package price

// HoursPerMonth is a twelfth of a year, which AWS's own examples take for a month.
const HoursPerMonth = 730

// Item names a price. Its last word is the unit that the price is for.
type Item string

// Items of a [Table].
const (
	FargateX86VCPUHour   Item = "fargate-x86-vcpu-hour"
	FargateX86GBHour     Item = "fargate-x86-gb-hour"
	FargateARMVCPUHour   Item = "fargate-arm-vcpu-hour"
	FargateARMGBHour     Item = "fargate-arm-gb-hour"
	FargateStorageGBHour Item = "fargate-storage-gb-hour" // ephemeral storage beyond the 20 GiB that every task has
	// part of the on-demand price; a guess, as the Spot price moves
	FargateSpotFactor      Item = "fargate-spot-factor"
	LoadBalancerHour       Item = "load-balancer-hour"     // Application or Network Load Balancer
	LoadBalancerLCUHour    Item = "load-balancer-lcu-hour" // https://aws.amazon.com/elasticloadbalancing/pricing/
	NATGatewayHour         Item = "nat-gateway-hour"
	NATGatewayGB           Item = "nat-gateway-gb"        // processed, in either direction
	EndpointHour           Item = "endpoint-hour"         // interface endpoint, for each zone
	EndpointGB             Item = "endpoint-gb"           // processed
	PublicIPv4Hour         Item = "public-ipv4-hour"      // each address, in use or not
	AlarmMonth             Item = "alarm-month"           // each metric of an alarm, at a period of 60 s or more
	HighResolutionMonth    Item = "high-resolution-month" // each metric of an alarm at a period below 60 s
	AnomalyAlarmMonth      Item = "anomaly-alarm-month"   // an alarm on an anomaly band
	CompositeAlarmMonth    Item = "composite-alarm-month"
	MetricMonth            Item = "metric-month"              // custom metric: each combination of dimensions
	InsightsMetricMonth    Item = "insights-metric-month"     // metric of Container Insights with enhanced observability
	DashboardMonth         Item = "dashboard-month"           // beyond an account's first three
	LogsGB                 Item = "logs-gb"                   // taken in, standard class
	LogsInfrequentAccessGB Item = "logs-infrequent-access-gb" // taken in, infrequent access class
	VendedLogsGB           Item = "vended-logs-gb"            // taken in from AWS itself, such as flow logs
	SecretMonth            Item = "secret-month"
	KeyMonth               Item = "key-month" // customer managed KMS key
	WebACLMonth            Item = "web-acl-month"
	WebACLRuleMonth        Item = "web-acl-rule-month" // rule or managed rule group
	WebACLMillionRequests  Item = "web-acl-million-requests"
	// a budget with actions, beyond an account's first 62 days a month
	BudgetActionDay   Item = "budget-action-day"
	RepositoryGBMonth Item = "repository-gb-month"  // ECR
	FileSystemGBMonth Item = "file-system-gb-month" // EFS, standard class
	HostedZoneMonth   Item = "hosted-zone-month"    // Route 53, also those of Cloud Map
	HealthCheckMonth  Item = "health-check-month"   // Route 53, of what runs in AWS, beyond an account's first 50
	// HTTPS, a text that is looked for, ten seconds between requests, or latency
	HealthCheckFeatureMonth Item = "health-check-feature-month"
)

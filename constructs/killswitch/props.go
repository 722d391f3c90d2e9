package killswitch

// Props are the props of a [KillSwitch].
type Props struct {
	// ClusterName of the service's cluster, not its ARN. Required.
	ClusterName string
	// ServiceName of the service to stop, not its ARN. Required.
	ServiceName string
	// Scaling of the service. Default: none, and only the desired count is set to 0, which Terraform then must not manage.
	Scaling *Scaling
	// DesiredCount of tasks that a service without Scaling is brought back to. Default: 1.
	DesiredCount *float64
	// TopicARN of an SNS topic in the service's account and region, which is told. Required.
	TopicARN string

	Settings
}

// Scaling is what Application Auto Scaling may do with a service, and is brought back to.
type Scaling struct {
	// MinCapacity and MaxCapacity of tasks. Required.
	MinCapacity, MaxCapacity *float64
	// Scheduled says that schedules change them: they are suspended with the switch, and go on with the way back. Default:
	// false.
	Scheduled *bool
}

// Mode says who pulls the switch.
type Mode string

const (
	Manual    Mode = "MANUAL"    // somebody with a command
	Automatic Mode = "AUTOMATIC" // one of the alarms
)

// Settings say who pulls the switch. Name is required.
type Settings struct {
	// Name that the resources' names start with, such as the service's. Required; at most 50 letters, digits, hyphens and
	// underscores, starting with a letter or digit. A change replaces the resources.
	Name string
	// Mode default: Manual: everything is made, and nothing happens until somebody runs the command. Automatic stops a
	// service whose traffic has grown, too: have alarms pull it that ring at what you would not pay for.
	Mode Mode
	// AlarmNames of the CloudWatch alarms that pull the switch, in the service's account and region, 1 to 20. Required
	// when Automatic, nothing otherwise. Choose those that mean money, such as guardrails.SpendPerHour.
	AlarmNames *[]*string
	// TopicKMSKeyARN of the customer managed key that encrypts the topic; its key policy must let the account's roles use
	// it. Default: none, and in a service of package fargateai that of the topic that its guardrails make.
	TopicKMSKeyARN string
	// Tags of all resources.
	Tags map[string]string
}

// DefaultDesiredCount of [Props].
const DefaultDesiredCount = 1

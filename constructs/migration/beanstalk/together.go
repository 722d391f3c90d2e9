package beanstalk

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
)

// together maps the options that mean something with others only.
func (b *building) together() {
	b.capacity()
	b.trigger()
	b.schedules()
	b.vpc()
	b.topic()
	b.worker()
	b.accessLogs()
}

// capacity is the number of tasks: a single instance is one, whatever else is said.
func (b *building) capacity() {
	if b.single == nil {
		field := map[string]**migration.Said[float64]{"MinSize": &b.service.Scaling.Min, "MaxSize": &b.service.Scaling.Max}
		b.all(groupNamespace, func(b *building, s setting) {
			to := map[string]string{"MinSize": "Scaling.MinCapacity", "MaxSize": "Scaling.MaxCapacity"}[s.option]
			number(to, limits{0, 5000, ""}, func(*service) *amount { return field[s.option] })(b, s)
		})
		b.otherBound()
		return
	}
	b.service.Scaling.Min = migration.Say(1.0, b.single.source)
	b.service.Scaling.Max = migration.Say(1.0, b.single.source)
	b.mapped(*b.single, "Scaling", "one instance is one task, behind a load balancer")
	b.all(groupNamespace, dropped("a single instance is one task"))
}

// otherBound states what Beanstalk took where only one of the two is said: 1 and 4
// (aws:autoscaling:asg in https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html).
func (b *building) otherBound() {
	v := &b.service.Scaling
	switch {
	case v.Min == nil && v.Max != nil:
		v.Min = migration.Say(min(1, v.Max.Value), v.Max.Source)
	case v.Max == nil && v.Min != nil:
		v.Max = migration.Say(max(4, v.Min.Value), v.Min.Source)
	}
}

func (b *building) all(namespace string, do func(*building, setting)) {
	for _, s := range b.groups[namespace] {
		do(b, s)
	}
}

// trigger was an alarm with a step; the service keeps a metric near a value instead.
func (b *building) trigger() {
	group, ok := b.groupOf(triggerNamespace)
	if !ok {
		return
	}
	measure, said := group["MeasureName"]
	upper, hasUpper := group["UpperThreshold"]
	const byCPU = "the service scales by CPU unless Scaling states another signal"
	why, whyUpper := "", ""
	switch {
	case said && measure.value == "CPUUtilization" && hasUpper:
		n, ok := b.whole(upper)
		if ok && n >= 1 && n <= 100 {
			b.service.Scaling.CPU = migration.Track(n, upper.source)
			b.mapped(measure, "Scaling.CPUUtilization", "the number of tasks follows the metric, up and down")
			b.mapped(upper, "Scaling.CPUUtilization", "the value that is kept, where Beanstalk added instances above it: "+
				"a lower one leaves room")
		} else if ok {
			why, whyUpper = byCPU, "a percentage is from 1 to 100"
		}
	case said && measure.value == "CPUUtilization":
		b.mapped(measure, "Scaling", byCPU)
	case said && measure.value == "RequestCount":
		why = "it counted the requests of all instances: state those of one task and minute as Scaling.RequestsPerTarget"
		whyUpper = why
	case said && (measure.value == "Latency" || measure.value == "TargetResponseTime"):
		why = "tasks are not scaled by latency: Guardrails have an alarm for it; " + byCPU
		whyUpper = why
	case said:
		why, whyUpper = "a task has no such metric to scale by; "+byCPU, "a task has no such metric to scale by"
	case hasUpper: // Beanstalk's default is NetworkOut
		whyUpper = "it is for NetworkOut, which Beanstalk scales by unless stated otherwise, and which a task has not; " +
			byCPU
	}
	if why != "" {
		b.decide(measure, why)
	}
	if whyUpper != "" && hasUpper {
		b.decide(upper, whyUpper)
	}
	b.all(triggerNamespace, func(b *building, s setting) {
		switch s.option {
		case "MeasureName", "UpperThreshold":
		case "LowerThreshold", "Statistic", "Unit", "Period", "EvaluationPeriods", "BreachDuration",
			"LowerBreachScaleIncrement",
			"UpperBreachScaleIncrement":
			b.drop(s, "the service keeps a metric near a value, and has no alarm with steps of its own")
		default:
			b.decide(s, "this library does not know the option")
		}
	})
}

func (b *building) vpc() {
	group, ok := b.groupOf(vpcNamespace)
	if !ok {
		return
	}
	if scheme, ok := group["ELBScheme"]; ok {
		if strings.EqualFold(scheme.value, "internal") {
			b.service.LoadBalancer.Internal = migration.Say(true, scheme.source)
		}
		b.mapped(scheme, "LoadBalancer.Scheme", "")
	}
	b.all(vpcNamespace, func(b *building, s setting) {
		switch s.option {
		case "VPCId", "Subnets", "ELBSubnets", "AssociatePublicIpAddress", "ELBScheme":
		case "DBSubnets":
			b.drop(s, "they are the database's")
		default:
			b.decide(s, "this library does not know the option")
		}
	})
	n, why := b.existingNetwork(group)
	for _, option := range []string{"VPCId", "Subnets", "ELBSubnets", "AssociatePublicIpAddress"} {
		s, ok := group[option]
		switch {
		case !ok:
		case why != "":
			b.decide(s, why+": a network is made unless ExistingNetwork is stated")
		default:
			b.mapped(s, "ExistingNetwork", "")
		}
	}
	if why == "" && b.Network == nil {
		b.Network = n
	}
}

// existingNetwork is the network of the environment, or why package network would refuse it.
func (b *building) existingNetwork(group map[string]setting) (*migration.Network, string) {
	vpc, subnets, front := group["VPCId"], list(group["Subnets"].value), list(group["ELBSubnets"].value)
	public := false
	if s, ok := group["AssociatePublicIpAddress"]; ok {
		public, _ = b.yes(s)
	}
	internal := b.service.LoadBalancer.Internal != nil
	n := &migration.Network{VPCID: migration.Say(vpc.value, vpc.source),
		TaskSubnets: migration.Say(subnets, group["Subnets"].source)}
	if public {
		n.AssignPublicIP = migration.Say(true, group["AssociatePublicIpAddress"].source)
	}
	wrong := func(s string) bool { return !form.Subnet.Fits(s) }
	shared := slices.ContainsFunc(subnets, func(s string) bool { return slices.Contains(front, s) })
	switch {
	case !form.VPC.Fits(vpc.value):
		return nil, "the id of the VPC is missing, or is none"
	case len(subnets) == 0 || len(subnets) > 16 || slices.ContainsFunc(subnets, wrong) || twice(subnets):
		return nil, "the ids of 1 to 16 subnets for the tasks are missing, or are none"
	case slices.ContainsFunc(front, wrong) || twice(front):
		return nil, "one of ELBSubnets is no id of a subnet"
	case b.service.Worker:
		return n, ""
	case internal && len(subnets) < 2:
		return nil, "an internal load balancer stands in the subnets of the tasks, and needs two of them"
	case internal:
		return n, ""
	case len(front) < 2:
		return nil, "ELBSubnets of two zones are missing, which the load balancer needs"
	case shared && !public:
		return nil, "tasks and load balancer share a subnet, and AssociatePublicIpAddress is not true: without an address " +
			"of its own a task in a public subnet reaches nothing"
	}
	n.PublicSubnets = migration.Say(front, group["ELBSubnets"].source)
	return n, ""
}

func twice(words []string) bool {
	sorted := slices.Sorted(slices.Values(words))
	return len(slices.Compact(sorted)) != len(words)
}

// topic hears what Beanstalk tells of the environment.
func (b *building) topic() {
	group, ok := b.groupOf(topicsNamespace)
	if !ok {
		return
	}
	endpoint, hasEndpoint := group["Notification Endpoint"]
	topic, hasTopic := group["Notification Topic ARN"]
	if hasTopic {
		a, ok := arn.Parse(topic.value)
		if ok && a.Service == "sns" && b.clean(topic) {
			b.service.AlarmTopic = migration.Say(topic.value, topic.source)
			b.Located(a.Region, topic.source)
			b.mapped(topic, "Guardrails.ExistingTopicARN", "alarms ring there; its policy must let "+
				"cloudwatch.amazonaws.com publish")
		} else if !ok || a.Service != "sns" {
			b.decide(topic, "it is not the ARN of a topic of SNS")
		}
	}
	if hasEndpoint {
		protocol := group["Notification Protocol"].value
		switch {
		case b.service.AlarmTopic != nil:
			b.drop(endpoint, "it is the topic's")
		case emailForm.MatchString(endpoint.value) && (protocol == "" || protocol == "email") && b.clean(endpoint):
			b.service.AlarmEmail = migration.Say(endpoint.value, endpoint.source)
			b.mapped(endpoint, "Guardrails.Topic.Emails", "alarms ring there, after a confirmation")
		default:
			b.decide(endpoint, "who hears the alarms: see Guardrails.Topic")
		}
	}
	b.all(topicsNamespace, func(b *building, s setting) {
		switch s.option {
		case "Notification Endpoint", "Notification Topic ARN":
		case "Notification Protocol", "Notification Topic Name":
			b.drop(s, "the alarms' topic is made, or adopted by its ARN")
		default:
			b.decide(s, "this library does not know the option")
		}
	})
}

func (b *building) accessLogs() {
	group, ok := b.groupOf(balancerNamespace)
	if !ok {
		return
	}
	bucket, prefix := group["AccessLogsS3Bucket"], group["AccessLogsS3Prefix"]
	on := strings.EqualFold(group["AccessLogsS3Enabled"].value, "true")
	take := on && form.Bucket.Fits(bucket.value) && b.clean(bucket)
	if take {
		b.service.LoadBalancer.LogBucket = migration.Say(bucket.value, bucket.source)
	}
	p := strings.Trim(prefix.value, "/")
	if take && p != "" && reader.Prefix.MatchString(p) {
		b.service.LoadBalancer.LogPrefix = migration.Say(p, prefix.source)
	}
	b.all(balancerNamespace, func(b *building, s setting) {
		switch {
		case !strings.HasPrefix(s.option, "AccessLogsS3"):
			b.decide(s, "this library does not know the option")
		case take:
			b.mapped(s, "LoadBalancer.AccessLogs", "")
		case on:
			b.decide(s, "the bucket is missing or none: one is made")
		default:
			b.drop(s, "the production profile writes access logs to a bucket that is made")
		}
	})
}

// worker is told of messages by a daemon on the instance, which ECS does not have.
func (b *building) worker() {
	group, ok := b.groupOf(sqsdNamespace)
	if !ok {
		return
	}
	q := &b.service.Queue
	take := func(option, to string, least, most float64, field **migration.Said[float64]) {
		s, ok := group[option]
		if !ok {
			return
		}
		n, ok := b.whole(s)
		switch {
		case !ok:
		case n < least || n > most:
			b.decide(s, fmt.Sprintf("%s takes %v to %v, and this is outside: the default was taken", to, least, most))
		default:
			*field = migration.Say(n, s.source)
			b.mapped(s, to, "")
		}
	}
	take("VisibilityTimeout", "Queue.VisibilityTimeout", 1, 43200, &q.VisibilityTimeout)
	take("MaxRetries", "Queue.MaxReceiveCount", 1, 1000, &q.Retries)
	take("RetentionPeriod", "Queue.MessageRetention", 60, 1209600, &q.RetentionSeconds)
	const daemon = "a daemon on the instance received messages and posted them to the application: now the code " +
		"receives and deletes them itself, from QUEUE_URL"
	b.all(sqsdNamespace, func(b *building, s setting) {
		switch s.option {
		case "VisibilityTimeout", "MaxRetries", "RetentionPeriod":
		case "WorkerQueueURL":
			b.decide(s, "a queue is made: to keep this one state ExistingQueue, with its name, ARN and URL")
		case "HttpPath", "MimeType", "HttpConnections":
			b.decide(s, daemon)
		case "ConnectTimeout", "InactivityTimeout", "ErrorVisibilityTimeout":
			b.drop(s, daemon)
		default:
			b.decide(s, "this library does not know the option")
		}
	})
}

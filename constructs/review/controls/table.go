package controls

import (
	"slices"
	"strings"
)

// table is every control.
var table = slices.Concat(tasks, services, balancers, networks, images, observed, keys, messages, stored, web, access)

// Pages of AWS that several controls come from.
const (
	hub        = "https://docs.aws.amazon.com/securityhub/latest/userguide/"
	bestECS    = "https://docs.aws.amazon.com/AmazonECS/latest/bestpracticesguide/"
	guideECS   = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
	guideIAM   = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
	guideALB   = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/"
	guideVPC   = "https://docs.aws.amazon.com/vpc/latest/userguide/"
	guideSQS   = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/"
	guideDNS   = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/"
	guideWatch = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/"
	reliable   = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/"
)

// securityHub is the place on the page of its service where Security Hub says what a control asks.
func securityHub(id string) string {
	service, _, _ := strings.Cut(strings.ToLower(id), ".")
	return hub + service + "-controls.html#" + strings.ReplaceAll(strings.ToLower(id), ".", "-")
}

func words(s string) []string { return strings.Fields(s) }

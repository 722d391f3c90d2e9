package review

import (
	"cmp"
	"slices"
)

// Severity of a [Risk].
type Severity string

const (
	Critical Severity = "critical" // open to anyone, or can do anything
	High     Severity = "high"     // exposes traffic or breaks the service at the next bad deployment
	Medium   Severity = "medium"   // an outage or a mistake does more harm than it must
	Low      Severity = "low"      // costs more, or is harder to trace, than it must
)

var severities = []Severity{Critical, High, Medium, Low}

// Severities are all that there are, the worst first.
func Severities() []Severity { return slices.Clone(severities) }

// Risk is one finding of a review.
type Risk struct {
	ID       string // of the rule, such as plaintext-listener; stable
	Address  string // of the resource
	Severity Severity
	Text     string // what is so
	Remedy   string // what to change
}

// String is the risk on one line.
func (r Risk) String() string {
	return string(r.Severity) + " " + r.ID + " " + r.Address + ": " + r.Text + "; " + r.Remedy
}

// rule looks at one resource. It reports only what it is sure of: a value that is a reference is no finding.
type rule func(in *Inventory, r Resource, report func(id string, s Severity, text, remedy string))

// rules by the type of resource that they look at.
var rules = map[string][]rule{
	"aws_lb":                              {deletionProtection},
	"aws_alb":                             {deletionProtection},
	"aws_lb_listener":                     {plaintext, oldTLS},
	"aws_alb_listener":                    {plaintext, oldTLS},
	"aws_vpc_security_group_ingress_rule": {openRule},
	"aws_security_group_rule":             {openLegacyRule},
	"aws_security_group":                  {openGroup},
	"aws_default_security_group":          {openGroup},
	"aws_subnet":                          {publicSubnet},
	"aws_ecs_service":                     {publicTasks, circuitBreaker, singleTask},
	"aws_ecs_task_definition":             {latestImage, plaintextSecret, powerfulContainer},
	"aws_ecr_repository":                  {mutableRepository},
	"aws_cloudwatch_log_group":            {keptForEver},
	"aws_iam_policy":                      {policy},
	"aws_iam_role_policy":                 {policy},
	"aws_iam_user_policy":                 {policy},
	"aws_iam_group_policy":                {policy},
	"aws_iam_role":                        {trust, schedulerTrust, inlinePolicies, administrator},
	"aws_iam_policy_attachment":           {administrator},
	"aws_scheduler_schedule":              {undelivered},
	"aws_iam_role_policy_attachment":      {administrator},
	"aws_iam_user_policy_attachment":      {administrator},
	"aws_iam_group_policy_attachment":     {administrator},

	"aws_iam_role_policy_attachments_exclusive": {administrator},

	"aws_s3_bucket_policy":              {resourcePolicy},
	"aws_s3_bucket_public_access_block": {publicAccess},
	"aws_sqs_queue":                     {resourcePolicy},
	"aws_sqs_queue_policy":              {resourcePolicy},
	"aws_sns_topic":                     {resourcePolicy},
	"aws_sns_topic_policy":              {resourcePolicy},
	"aws_kms_key":                       {resourcePolicy},
	"aws_kms_key_policy":                {resourcePolicy},
	"aws_ecr_repository_policy":         {resourcePolicy},
	"aws_secretsmanager_secret_policy":  {resourcePolicy},
}

// Risks are the findings on a stack, the worst first. They are few on purpose: what a reviewer would stop a change for,
// or ask about. It is no replacement for a scanner such as Checkov or Trivy.
func Risks(in *Inventory) []Risk {
	var out []Risk
	for _, r := range in.Resources {
		redact := redactor(r)
		for _, look := range rules[r.Type] {
			look(in, r, func(id string, s Severity, text, remedy string) {
				out = append(out, Risk{ID: id, Address: r.Address, Severity: s, Text: redact(text), Remedy: remedy})
			})
		}
	}
	for _, c := range in.Changes {
		if risk, ok := c.risk(); ok {
			out = append(out, risk)
		}
	}
	slices.SortStableFunc(out, func(a, b Risk) int {
		return cmp.Or(
			cmp.Compare(slices.Index(severities, a.Severity), slices.Index(severities, b.Severity)),
			cmp.Compare(a.Address, b.Address), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Text, b.Text))
	})
	return slices.Compact(out)
}

package review

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
)

// Severity is the severity of a [Risk].
type Severity string

const (
	Critical Severity = "critical" // open to anyone, or can do anything
	High     Severity = "high"     // exposes traffic or breaks the service at the next bad deployment
	Medium   Severity = "medium"   // an outage or a mistake does more harm than it must
	Low      Severity = "low"      // costs more, or is harder to trace, than it must
)

var severities = []Severity{Critical, High, Medium, Low}

// Severities returns all severities, the worst first.
func Severities() []Severity { return slices.Clone(severities) }

// Risk is one finding of a review.
type Risk struct {
	ID       string // of the rule, such as plaintext-listener; stable
	Address  string // of the resource
	Severity Severity
	Text     string // what is so
	Remedy   string // what to change
}

// String returns the risk on one line.
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
	"aws_subnet":                          {publicSubnet},
	"aws_ecs_service":                     {circuitBreaker, singleTask},
	"aws_ecs_task_definition":             {latestImage, plaintextSecret, powerfulContainer},
	"aws_batch_job_definition":            {powerfulContainer},
	"aws_ecr_repository":                  {mutableRepository},
	"aws_cloudwatch_log_group":            {keptForEver},
	"aws_iam_role":                        {schedulerTrust},
	"aws_scheduler_schedule":              {undelivered},
	"aws_s3_bucket":                       {unblocked},
	"aws_s3_bucket_public_access_block":   {publicAccess},
	"aws_s3_account_public_access_block":  {publicAccess},
	"aws_lambda_permission":               {functionPermission},
	"aws_lambda_layer_version_permission": {functionPermission},
	"aws_eks_cluster":                     {clusterEndpoint},
}

// rulesOf look at a resource and its policies: those of its type, and those of all types.
func rulesOf(r Resource) []rule {
	return slices.Concat(rules[r.kind()], []rule{settled, namedIn, managed, policies})
}

// Risks returns the findings on a stack, the worst first. They are few on purpose: what a reviewer would stop a change
// for, or ask about. It is no replacement for a scanner such as Checkov or Trivy.
func Risks(in *Inventory) []Risk {
	var out []Risk
	judge := func(r Resource, look []rule) {
		redact := redactor(r)
		for _, look := range look {
			look(in, r, func(id string, s Severity, text, remedy string) {
				out = append(out, Risk{ID: id, Address: r.Address, Severity: s, Text: redact(text), Remedy: remedy})
			})
		}
	}
	for _, r := range in.Resources {
		judge(r, rulesOf(r))
		judge(r, []rule{credentials, ignored, shared})
	}
	for _, r := range in.settings {
		judge(r, []rule{credentials, waiver})
	}
	for _, p := range in.programs {
		out = append(out, run(p))
	}
	out = append(out, openGroups(in)...)
	out = append(out, in.changeRisks()...)
	for i := range out {
		out[i].Address, out[i].Text = line(out[i].Address), line(credential.Redact(out[i].Text))
	}
	slices.SortStableFunc(out, func(a, b Risk) int {
		return cmp.Or(
			cmp.Compare(slices.Index(severities, a.Severity), slices.Index(severities, b.Severity)),
			cmp.Compare(a.Address, b.Address), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Text, b.Text))
	})
	return slices.Compact(out)
}

// risksOf are the findings on some resources, but for credentials in them.
func (in *Inventory) risksOf(some map[string]bool) []Risk {
	var out []Risk
	for _, r := range in.Resources {
		if !some[r.Address] {
			continue
		}
		for _, look := range append(rulesOf(r), ignored, shared) {
			look(in, r, func(id string, s Severity, _, _ string) {
				out = append(out, Risk{ID: id, Address: line(r.Address), Severity: s})
			})
		}
	}
	return append(out, openGroups(in)...)
}

// line is a text on one line, without what a terminal or a log would take for an order or what looks like a credential,
// and no longer than one can read.
func line(s string) string {
	const most = 1000
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(credential.Redact(s), "�"))
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}

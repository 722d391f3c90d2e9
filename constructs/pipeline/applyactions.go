package pipeline

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

//go:embed apply_actions.txt
var applyActionsText string

// applyAction is a line of the table.
type applyAction struct {
	area, kind, service, resources, via string
	actions                             []string
}

// applyActions are what Terraform asks of AWS, but for IAM, by the areas into which the table is cut.
var applyActions = sync.OnceValue(func() []applyAction {
	var out []applyAction
	area := ""
	for line := range strings.Lines(applyActionsText) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case strings.HasPrefix(line, "["):
			area = strings.Trim(words[0], "[]")
		default:
			resources, via, _ := strings.Cut(words[2], "@")
			out = append(out, applyAction{area, words[0], words[1], resources, via, words[3:]})
		}
	}
	return out
})

// iamTypes are the types for which the statements on IAM stand, with their conditions, in applyiam.go.
var iamTypes = []string{
	"aws_iam_openid_connect_provider", "aws_iam_policy", "aws_iam_role", "aws_iam_role_policy",
	"aws_iam_role_policy_attachment",
}

// ofTheProvider are the data sources that the provider answers itself.
var ofTheProvider = []string{"data.aws_partition", "data.aws_region"}

// CanApply reports whether a role of [NewApplyRole] knows what Terraform needs for a type of resource, such as aws_lb,
// or a data source, such as data.aws_vpc. What is not of AWS needs nothing.
func CanApply(resourceType string) bool {
	return !strings.HasPrefix(strings.TrimPrefix(resourceType, dataSource), "aws_") ||
		slices.Contains(iamTypes, resourceType) || slices.Contains(ofTheProvider, resourceType) ||
		slices.ContainsFunc(applyActions(), func(a applyAction) bool { return a.kind == resourceType })
}

const dataSource = "data."

// applied are the statements for types, by area. Lines on the same resources are one statement.
func applied(at applySite, types, prefixes []string) map[string][]policy.Statement {
	type group struct{ area, service, resources, via string } // the service of those on any resource is left out
	actions := map[group][]string{}
	var order []group
	for _, line := range applyActions() {
		if !slices.Contains(types, line.kind) {
			continue
		}
		g := group{line.area, line.service, line.resources, line.via}
		if line.resources == onAny && !slices.Contains(global, line.service) {
			g.service = ""
		}
		if actions[g] == nil {
			order = append(order, g)
		}
		for _, name := range line.actions {
			actions[g] = append(actions[g], line.service+":"+name)
		}
	}
	out := map[string][]policy.Statement{}
	for _, g := range order {
		slices.Sort(actions[g])
		s := policy.Statement{Actions: slices.Compact(actions[g]), Resources: at.resources(g.service, g.resources, prefixes)}
		if g.via != "" {
			s.Conditions = []policy.Condition{policy.Via(g.via)}
		}
		if g.service == "" {
			s.Conditions = []policy.Condition{{Operator: "StringEquals", Key: "aws:RequestedRegion",
				Values: []string{at.Region()}}}
		}
		out[g.area] = append(out[g.area], s)
	}
	return out
}

const onAny = "*"

// global are the services whose calls all go to one region.
var global = []string{"budgets", "ce", "iam", "route53"}

// applySite makes the ARNs of the table.
type applySite struct{ site }

func (at applySite) resources(service, forms string, prefixes []string) []string {
	if forms == onAny {
		return []string{onAny}
	}
	var out []string
	for form := range strings.SplitSeq(forms, ",") {
		of := service
		if other, resource, ok := strings.Cut(form, ":::"); ok {
			of, form = other, resource
		}
		for _, prefix := range prefixes {
			name := strings.NewReplacer("HERE", onAny, "NAME", prefix+"*", "SHORT", short(prefix)+"*").Replace(form)
			if arn := at.arn(of, name); !slices.Contains(out, arn) {
				out = append(out, arn)
			}
		}
	}
	return out
}

func (at applySite) arn(service, resource string) string {
	start := "arn:" + at.Partition() + ":" + service
	switch {
	case service == "s3" || service == "route53":
		return start + ":::" + resource
	case slices.Contains(global, service) || service == "cloudwatch" && strings.HasPrefix(resource, "dashboard/"):
		return start + "::" + at.Account() + ":" + resource
	case service == "bedrock" && !strings.HasPrefix(resource, "application-"): // AWS's own, in any region of a profile
		return start + ":*:*:" + resource
	}
	return at.ARN(service, resource)
}

// ofAnother are the types that IAM knows by the name of what they belong to.
var ofAnother = []string{"aws_cloudwatch_log_metric_filter", "aws_codedeploy_deployment_group"}

// makes tells whether the role may make a thing of a type and name, one of IAM with its path before it.
func (p ApplyRoleProps) makes(kind, name string) bool {
	if slices.Contains(iamTypes, kind) {
		return token.Is(p.path()) || slices.ContainsFunc(optional.Texts(p.NamePrefixes),
			func(prefix string) bool { return strings.HasPrefix(name, p.path()+prefix) })
	}
	for _, line := range applyActions() {
		head, _, ok := strings.Cut(strings.ReplaceAll(line.resources, "SHORT", "NAME"), "NAME")
		if !ok || line.kind != kind || slices.Contains(ofAnother, kind) {
			continue
		}
		return slices.ContainsFunc(optional.Texts(p.NamePrefixes), func(prefix string) bool {
			if strings.Contains(line.resources, "SHORT") {
				prefix = short(prefix)
			}
			if strings.HasSuffix(head, onAny) {
				return strings.Contains(name, prefix)
			}
			return strings.HasPrefix(strings.TrimPrefix(name, "/"), prefix) // a parameter's ARN has one slash
		})
	}
	return true
}

// short is what the name of a target group has of a prefix.
func short(prefix string) string { return prefix[:min(len(prefix), 5)] }

// reachesBuckets tells whether what a type needs is on buckets of the stack's names.
func reachesBuckets(kind string) bool {
	return slices.ContainsFunc(applyActions(), func(a applyAction) bool { return a.kind == kind && a.service == "s3" })
}

// areas of the table that types have, sorted.
func areas(types []string) []string {
	found := map[string]bool{}
	for _, line := range applyActions() {
		if slices.Contains(types, line.kind) {
			found[line.area] = true
		}
	}
	return check.SortedKeys(found)
}

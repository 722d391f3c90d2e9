package whole

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// near are attributes whose things must lie in the region of the resource, and whether in its account too.
var near = map[string]bool{
	"certificate_arn": true, "cluster": true, "listener_arn": true, "load_balancer_arn": true, "log_group_name": true,
	"target_group_arn": true, "task_definition": true,

	"alarm_actions": false, "insufficient_data_actions": false, "ok_actions": false, "kms_key_arn": false,
	"kms_key_id": false, "kms_master_key_id": false, "referenced_security_group_id": false, "route_table_id": false,
	"route_table_ids": false, "security_group_id": false, "security_group_ids": false, "security_groups": false,
	"source_security_group_id": false, "subnet_id": false, "subnet_ids": false, "subnets": false, "vpc_id": false,
}

// globalServices are services whose resources name things of any region.
var globalServices = []string{"aws_cloudfront_", "aws_globalaccelerator_", "aws_route53_"}

// crossingProblems judges what a stack takes from one in another region or account.
func (a app) crossingProblems(ms *rules.Mistakes) {
	for _, s := range a {
		type crossing struct {
			construct, what string
			from            *stack
		}
		var order []crossing
		attributes := map[crossing][]string{}
		for _, r := range s.resources {
			if begins(r.kind, globalServices) {
				continue
			}
			a.taken(r, func(attribute string, from *resource) {
				what := ""
				switch {
				case differ(r.Region, from.Region):
					what = "the region " + from.Region
				case near[attribute] && differ(r.Account, from.Account):
					what = "the account " + from.Account
				default:
					return
				}
				c := crossing{firstBelow(s.path, r.path), what, from.stack}
				if attributes[c] == nil {
					order = append(order, c)
				}
				attributes[c] = append(attributes[c], from.kind)
			})
		}
		for _, c := range order {
			ms.Break(rules.Place, c.construct, some(attributes[c])+" of "+c.from.path+", in "+c.what,
				"those of the stack's own region and account", "AWS joins none of them over that border")
		}
	}
}

func begins(kind string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(kind, prefix) })
}

func differ(a, b string) bool { return a != "" && b != "" && a != b }

// firstBelow is the construct of the stack that path lies in.
func firstBelow(stack, path string) string {
	rest := strings.TrimPrefix(path, stack+"/")
	first, _, _ := strings.Cut(rest, "/")
	return stack + "/" + first
}

// taken calls visit with every resource of another stack that an attribute of r names.
func (a app) taken(r *resource, visit func(attribute string, from *resource)) {
	r.texts(func(attribute, text string) {
		if _, is := near[attribute]; !is || !remote.MatchString(text) {
			return
		}
		if from, address, ok := a.origin(r.stack, text); ok && from != r.stack && from.at[address] != nil {
			visit(attribute, from.at[address])
		}
	})
}

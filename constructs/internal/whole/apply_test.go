package whole

import (
	"slices"
	"strings"
	"testing"
)

const boundaryARN = "arn:aws:iam::210987654321:policy/ai-boundary"

// A role that may make roles and queues of one name, on the state desk.tfstate.
func applyingRole() ApplyRole {
	return ApplyRole{Path: "desk/apply", Bucket: "acme-state", Key: "desk.tfstate", Boundary: boundaryARN,
		Types: []string{"aws_iam_role", "aws_sqs_queue"}, Names: "names that begin with desk",
		Makes: func(kind, name string) bool {
			return kind != "aws_iam_role" && strings.HasPrefix(name, "desk") || strings.HasPrefix(name, "/team/desk")
		},
		ByPeople: func(_, name string) bool { return strings.Contains(name, "github-") },
	}
}

func TestStacksThatARoleApplies(t *testing.T) {
	backend := func(bucket, key string) string {
		return `{"terraform": {"backend": {"s3": {"bucket": "` + bucket + `", "key": "` + key + `"}}}}`
	}
	own := backend("acme-state", "desk.tfstate")
	queue := func(body string) string { return made("aws_sqs_queue", "desk/jobs", body) }
	role := func(path, name, boundary string) string {
		return made("aws_iam_role", path,
			`"path": "/team/", "name_prefix": "`+name+`", "permissions_boundary": "`+boundary+`"`)
	}
	const types, prefixes, boundary = "desk/apply.resourceTypes whole-apply-role",
		"desk/apply.namePrefixes whole-apply-role", "desk/apply.permissionsBoundaryARN whole-apply-role"
	for name, test := range map[string]struct {
		want   []string
		blocks []string
	}{
		"sound": {nil, []string{own, queue(`"name": "desk-jobs"`),
			role("desk/task", "desk-task-", boundaryARN)}},
		"names of others":       {[]string{prefixes}, []string{own, queue(`"name": "jobs"`)}},
		"a prefix of others":    {[]string{prefixes}, []string{own, queue(`"name_prefix": "jobs-"`)}},
		"a name of Terraform's": {[]string{prefixes}, []string{own, queue(``)}},
		"a name nobody knows":   {nil, []string{own, queue(`"name": "${var.name}"`)}},
		"another path": {[]string{prefixes}, []string{own,
			made("aws_iam_role", "desk/task", `"name": "desk", "permissions_boundary": "`+boundaryARN+`"`)}},
		"no boundary": {[]string{boundary}, []string{own,
			made("aws_iam_role", "desk/task", `"name": "desk", "path": "/team/"`)}},
		"an empty boundary":     {[]string{boundary}, []string{own, role("desk/task", "desk-", "")}},
		"another boundary":      {[]string{boundary}, []string{own, role("desk/task", "desk-", boundaryARN+"2")}},
		"a boundary of its own": {nil, []string{own, role("desk/task", "desk-", "${aws_iam_policy.b.arn}")}},
		"what a person makes":   {nil, []string{own, role("desk/plan", "github-plan-", "")}},
		"the role itself": {nil, []string{own, role("desk/apply/role", "other-", ""),
			made("aws_iam_policy", "desk/apply/edge", `"name_prefix": "x-"`)}},
		"a type that came later": {[]string{types}, []string{own, made("aws_lb", "desk/lb", `"name": "desk"`)}},
		"a type of another one":  {nil, []string{own, made("terraform_data", "desk/x", ``)}},
		"another state": {nil, []string{backend("acme-state", "other.tfstate"), queue(`"name": "jobs"`),
			role("desk/task", "x", "")}},
		"another bucket": {nil, []string{backend("other-state", "desk.tfstate"), queue(`"name": "jobs"`)}},
		"no backend":     {nil, []string{queue(`"name": "jobs"`)}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, m := range Problems([]Stack{written(t, "desk", "eu-west-1", dev, test.blocks...)}, applyingRole()) {
				got = append(got, m.Path+" "+m.Rule)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	unknown := applyingRole()
	unknown.Bucket, unknown.Key = "", ""
	if got := Problems([]Stack{written(t, "desk", "eu-west-1", dev, queue(`"name": "jobs"`))}, unknown); got != nil {
		t.Errorf("a state that nobody knows: got %v", got)
	}
}

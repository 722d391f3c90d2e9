package workflow

import (
	"math"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/placeholder"
)

// Each form leaves no room for an expression of GitHub, a line break or a quote.
var (
	variable  = regexp.MustCompile(`^\$\{\{ vars\.[A-Za-z_][A-Za-z0-9_]* \}\}$`)
	title     = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9 ._/-]{0,99}$`)
	branch    = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._/@-]{0,199}$`)
	region    = regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9]$`)
	roleARN   = regexp.MustCompile(`^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]{1,512}$`)
	ecsName   = regexp.MustCompile(`^[A-Za-z0-9_-]{1,255}$`)
	file      = regexp.MustCompile(`^[A-Za-z0-9_.][A-Za-z0-9_./@+-]{0,254}$`)
	address   = regexp.MustCompile(`^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/?&=%+-]*)?$`)
	version   = regexp.MustCompile(`^(v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?|[0-9a-f]{12,40})$`)
	secret    = regexp.MustCompile(`^[A-Z_][A-Z0-9_]{0,99}$`)
	metric    = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9 ._/-]{0,99}$`)
	expansion = regexp.MustCompile(`\$\{\{`)
)

// Validate returns every mistake in the props as one error, or nil.
func (p *Props) Validate() error { return p.problems().Err() }

func (p *Props) problems() check.Problems {
	var ps check.Problems
	if p == nil {
		p = &Props{}
	}
	form := func(path, value string, form *regexp.Regexp, want string) {
		if !form.MatchString(value) {
			ps.Add(path, check.Quote(value), want, "")
		}
	}
	optional := func(path, value string, f *regexp.Regexp, want string) {
		if value != "" {
			form(path, value, f, want)
		}
	}
	orVariable := func(path, value string, f *regexp.Regexp, want string) {
		switch {
		case variable.MatchString(value):
		case placeholder.Find(value) != "":
			ps.Add(path, check.Quote(placeholder.Find(value)), "a real value, or a variable such as ${{ vars.NAME }}", "this one stands in documentation")
		default:
			form(path, value, f, want+", or a variable such as ${{ vars.NAME }}")
		}
	}
	const name = "1 to 255 letters, digits, hyphens and underscores"
	optional("name", p.Name, title, "a short name of letters, digits, spaces and . _ / -")
	optional("branch", p.Branch, branch, "the name of one branch, such as main")
	optional("environment", p.Environment, title, "the name of an environment, such as production")
	form("region", p.Region, region, "a region of AWS, such as eu-west-1")
	orVariable("roleARN", p.RoleARN, roleARN, "the ARN of the role that deploys")
	if p.PushRoleARN != "" {
		orVariable("pushRoleARN", p.PushRoleARN, roleARN, "the ARN of the role that pushes")
	}
	repository, ok := image.ParseECR(p.RepositoryURL)
	switch {
	case variable.MatchString(p.RepositoryURL):
	case placeholder.Find(p.RepositoryURL) != "":
		ps.Add("repositoryURL", check.Quote(placeholder.Find(p.RepositoryURL)), "a real account", "this one stands in documentation")
	case !ok || strings.ContainsAny(p.RepositoryURL, "@$ ") || strings.Count(p.RepositoryURL, ":") > 0:
		ps.Add("repositoryURL", check.Quote(p.RepositoryURL), "ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME without a tag, or a variable such as ${{ vars.NAME }}", "")
	case region.MatchString(p.Region) && repository.Region != p.Region:
		ps.Add("repositoryURL", check.Quote(p.RepositoryURL), "a repository in "+p.Region, "the login is for the region of the service")
	}
	form("cluster", p.Cluster, ecsName, name)
	form("service", p.Service, ecsName, name)
	optional("family", p.Family, ecsName, name)
	optional("container", p.Container, ecsName, name)
	path(&ps, "taskDefinitionFile", p.TaskDefinitionFile)
	path(&ps, "context", p.Context)
	path(&ps, "dockerfile", p.Dockerfile)
	check.OneOf(&ps, "architecture", p.Architecture, ARM64, X86_64)
	command(&ps, "testCommand", p.TestCommand)
	check.WholeNumber(&ps, "waitMinutes", p.WaitMinutes, 1, MaxWaitMinutes, " minutes", "")
	if p.SmokeURL != "" {
		orVariable("smokeURL", p.SmokeURL, address, "an http or https URL")
	}
	if p.Evaluation != nil {
		ps.Under("evaluation", p.Evaluation.problems())
	}
	return ps
}

func (e *Evaluation) problems() check.Problems {
	var ps check.Problems
	check.Required(&ps, "command", e.Command, "the command that runs the evaluation", "")
	command(&ps, "command", e.Command)
	if len(e.Results) == 0 {
		ps.Add("results", "nothing", "the files that the command writes", "")
	}
	for i, result := range e.Results {
		check.Required(&ps, check.Index("results", i), result, "a file", "")
		path(&ps, check.Index("results", i), result)
	}
	check.Unique(&ps, "results", e.Results, "results must not count twice")
	if !version.MatchString(e.Version) {
		ps.Add("version", check.Quote(e.Version), "a release such as v0.3.0, or a commit", "latest and branches change under a pipeline")
	}
	if r := e.MinPassRate; r != nil && !(*r > 0 && *r <= 1) {
		ps.Add("minPassRate", check.Number(*r), "a share above 0 and at most 1", "95 % is 0.95")
	}
	check.WholeNumber(&ps, "minCases", e.MinCases, 1, math.MaxInt32, " cases", "")
	for _, name := range check.SortedKeys(e.Metrics) {
		least := e.Metrics[name]
		if !metric.MatchString(name) || math.IsNaN(least) || math.IsInf(least, 0) {
			ps.Add("metrics["+name+"]", check.Number(least), "a name of letters, digits, spaces and . _ / -, and a number", "")
		}
	}
	path(&ps, "baseline", e.Baseline)
	for i, s := range e.Secrets {
		if !secret.MatchString(s) || strings.HasPrefix(s, "GITHUB_") || strings.HasPrefix(s, "AWS_") || strings.HasPrefix(s, "RUNNER_") || s == "PATH" || s == "IMAGE_DIGEST" {
			ps.Add(check.Index("secrets", i), check.Quote(s), "the name of a secret in capitals that does not start with GITHUB_, RUNNER_ or AWS_", "AWS is reached by a role")
		}
	}
	check.Unique(&ps, "secrets", e.Secrets, "leave it out")
	return ps
}

// path requires a path inside the repository, when one is given.
func path(ps *check.Problems, at, value string) {
	if value == "" {
		return
	}
	if !file.MatchString(value) || strings.Contains("/"+value+"/", "/../") {
		ps.Add(at, check.Quote(value), "a path inside the repository, of letters, digits and _ . / @ + -", "")
	}
}

// command forbids what GitHub would put into the script before bash reads it: that is how text of others becomes a command.
func command(ps *check.Problems, at, value string) {
	if expansion.MatchString(value) {
		ps.Add(at, check.Quote(value), "a command without ${{ }}", "pass values through secrets, or write a script in the repository")
	}
	unprintable := func(r rune) bool { return !unicode.IsPrint(r) && r != '\n' && r != '\t' }
	if !utf8.ValidString(value) || strings.ContainsFunc(value, unprintable) {
		ps.Add(at, check.Quote(value), "a command of printable text", "")
	}
}

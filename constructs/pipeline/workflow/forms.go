package workflow

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/placeholder"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Each form leaves no room for an expression of GitHub, a line break or a quote.
var (
	variable   = regexp.MustCompile(`^\$\{\{ vars\.[A-Za-z_][A-Za-z0-9_]* \}\}$`)
	title      = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9 ._/-]{0,99}$`)
	branch     = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._/@-]{0,199}$`)
	region     = regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9]$`)
	roleARN    = regexp.MustCompile(`^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]{1,512}$`)
	ecsName    = regexp.MustCompile(`^[A-Za-z0-9_-]{1,255}$`)
	file       = regexp.MustCompile(`^[A-Za-z0-9_.][A-Za-z0-9_./@+-]{0,254}$`)
	address    = regexp.MustCompile(`^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/?&=%+-]*)?$`)
	version    = regexp.MustCompile(`^(v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?|[0-9a-f]{12,40})$`)
	secret     = regexp.MustCompile(`^[A-Z_][A-Z0-9_]{0,99}$`)
	metric     = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9 ._/-]{0,99}$`)
	resourceID = regexp.MustCompile(`^[a-z]+-[0-9a-f]{8,17}$`)
	// codeDeployName leaves out those of CodeDeploy's characters that a shell or YAML would have to be protected from.
	codeDeployName = regexp.MustCompile(`^[A-Za-z0-9_.+=,@-]{1,100}$`)
	functionARN    = regexp.MustCompile(`^arn:aws(-[a-z]+)*:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9_$-]{1,128})?$`)
	expansion      = regexp.MustCompile(`\$\{\{`)
)

const nameForm = "1 to 255 letters, digits, hyphens and underscores"

func form(ps *rules.Mistakes, path, value string, form *regexp.Regexp, want string) {
	if !form.MatchString(value) {
		ps.Add(path, check.Quote(value), want, "")
	}
}

func ifSet(ps *rules.Mistakes, path, value string, f *regexp.Regexp, want string) {
	if value != "" {
		form(ps, path, value, f, want)
	}
}

// orVariable requires a form, or a variable of the repository in its place.
func orVariable(ps *rules.Mistakes, path, value string, form *regexp.Regexp, want string) {
	switch {
	case variable.MatchString(value) || form.MatchString(value) && placeholder.Find(value) == "":
	case placeholder.Find(value) != "":
		ps.Add(path, check.Quote(placeholder.Find(value)), "a real value, or a variable such as ${{ vars.NAME }}",
			"this one stands in documentation")
	default:
		ps.Add(path, check.Quote(value), want+", or a variable such as ${{ vars.NAME }}", "")
	}
}

// moving refuses versions that change under a pipeline.
func moving(ps *rules.Mistakes, at, value string) {
	if !version.MatchString(value) {
		ps.Add(at, check.Quote(value), "a release such as v0.3.0, or a commit", "latest and branches change under a pipeline")
	}
}

// path requires a path inside the repository, when one is given.
func path(ps *rules.Mistakes, at, value string) {
	if value == "" {
		return
	}
	if !file.MatchString(value) || strings.Contains("/"+value+"/", "/../") {
		ps.Add(at, check.Quote(value), "a path inside the repository, of letters, digits and _ . / @ + -", "")
	}
}

// command forbids what GitHub would put into the script before bash reads it: that is how text of others becomes a
// command.
func command(ps *rules.Mistakes, at, value string) {
	if expansion.MatchString(value) {
		ps.Add(at, check.Quote(value), "a command without ${{ }}",
			"pass values through secrets, or write a script in the repository")
	}
	unprintable := func(r rune) bool { return !unicode.IsPrint(r) && r != '\n' && r != '\t' }
	if !utf8.ValidString(value) || strings.ContainsFunc(value, unprintable) {
		ps.Add(at, check.Quote(value), "a command of printable text", "")
	}
}

// word requires printable text that GitHub takes as it is.
func word(ps *rules.Mistakes, path, text string) {
	unprintable := func(r rune) bool { return !unicode.IsPrint(r) }
	if expansion.MatchString(text) || !utf8.ValidString(text) || strings.ContainsFunc(text, unprintable) {
		ps.Add(path, check.Quote(text), "printable text on one line without ${{ }}", "")
	}
}
